"""Faults in assets of an AOI."""

from tests.faults.fault import Fault
from tests.faults.server.files import AOI_IMAGERY, ASSETS

FAULTS = [
    Fault(
        "The date of an asset contains a time",
        AOI_IMAGERY,
        'return {**asset, "status": status,',
        'return {**asset, "date": f"{asset[\'date\']}T00:00:00Z", "status": status,',
        source="blind, second list",
    ),
    Fault(
        "The last asset of an AOI is on no page",
        ASSETS,
        "for asset in assets]",
        'for asset in assets[: pagination["total"] - pagination["offset"] - 1]]',
        source="blind, second list",
    ),
    Fault(
        "A waiting asset has the status queued instead of creating",
        AOI_IMAGERY,
        'status = "creating" if work.step == 0 else "started"',
        'status = "queued" if work.step == 0 else "started"',
        source="blind, third list",
    ),
    Fault(
        "A new mosaic has the type of a raw mosaic",
        AOI_IMAGERY,
        '"asset_type": "mosaic",',
        '"asset_type": "raw_mosaic",',
        source="blind, third list",
    ),
    Fault(
        "The path of a new asset has no host",
        AOI_IMAGERY,
        'f"https://storage.example/{asset_id}.tif"',
        'f"/{asset_id}.tif"',
        source="blind, third list",
    ),
    Fault(
        "The date of a new mosaic is the day of its creation",
        AOI_IMAGERY,
        '"date": day,',
        '"date": created_at[:10],',
        source="blind, fourth list",
    ),
    Fault(
        "The updated_at of a new mosaic is null",
        AOI_IMAGERY,
        '"created_at": created_at,\n        "updated_at": created_at,',
        '"created_at": created_at,\n        "updated_at": None,',
        source="blind, fifth list",
    ),
    Fault(
        "The offset of a page of assets is counted in pages",
        ASSETS,
        '"pagination": pagination}',
        '"pagination": {**pagination, "offset": pagination["offset"] // pagination["limit"]}}',
        source="blind, fifth list",
    ),
    Fault(
        "The assets of an unknown AOI are an empty list instead of 404",
        ASSETS,
        "    aoi = aoi_imagery.get_aoi(call)\n",
        '    aoi_id = call.path["aoi_id"]\n    aoi = call.documents.get("get_aoi", aoi_id) or {"aoi_id": aoi_id}\n',
        source="blind, sixth list",
    ),
    Fault(
        "An asset in progress has the status success",
        AOI_IMAGERY,
        'return {**asset, "status": status, "progress": work.percent}',
        'return {**asset, "progress": work.percent}',
        source="blind, sixth list",
    ),
]
