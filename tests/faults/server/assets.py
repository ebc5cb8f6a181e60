"""Faults in assets of an AOI."""

from tests.faults.fault import Fault
from tests.faults.server.places import AOI_IMAGERY, ASSETS

FAULTS = [
    Fault(
        "the date of an asset has a time",
        AOI_IMAGERY,
        'return {**asset, "status": status,',
        'return {**asset, "date": f"{asset[\'date\']}T00:00:00Z", "status": status,',
        source="blind, second list",
    ),
    Fault(
        "the last asset of an AOI is on no page",
        ASSETS,
        "for one in assets]",
        'for one in assets[: pagination["total"] - pagination["offset"] - 1]]',
        source="blind, second list",
    ),
    Fault(
        "an asset that waits to be made is queued",
        AOI_IMAGERY,
        'status = "creating" if work.step == 0 else "started"',
        'status = "queued" if work.step == 0 else "started"',
        source="blind, third list",
    ),
    Fault(
        "a new mosaic is a raw one",
        AOI_IMAGERY,
        '"asset_type": "mosaic",',
        '"asset_type": "raw_mosaic",',
        source="blind, third list",
    ),
    Fault(
        "the path of a new asset names no host",
        AOI_IMAGERY,
        'f"https://storage.example/{asset_id}.tif"',
        'f"/{asset_id}.tif"',
        source="blind, third list",
    ),
    Fault(
        "a new mosaic bears the day that it was made on",
        AOI_IMAGERY,
        '"date": day,',
        '"date": created_at[:10],',
        source="blind, fourth list",
    ),
    Fault(
        "a mosaic that was never changed has null for the time of its last change",
        AOI_IMAGERY,
        '"created_at": created_at,\n        "updated_at": created_at,',
        '"created_at": created_at,\n        "updated_at": None,',
        source="blind, fifth list",
    ),
    Fault(
        "how many assets come before a page is told in pages",
        ASSETS,
        '"pagination": pagination}',
        '"pagination": {**pagination, "offset": pagination["offset"] // pagination["limit"]}}',
        source="blind, fifth list",
    ),
    Fault(
        "the assets of an unknown AOI are an empty list instead of 404",
        ASSETS,
        "    aoi = gathering.aoi(call)\n",
        '    aoi_id = call.path["aoi_id"]\n    aoi = call.documents.get("aoi", aoi_id) or {"aoi_id": aoi_id}\n',
        source="blind, sixth list",
    ),
    Fault(
        "an asset is called a success while it is still being made",
        AOI_IMAGERY,
        'return {**asset, "status": status, "progress": work.percent}',
        'return {**asset, "progress": work.percent}',
        source="blind, sixth list",
    ),
]
