"""Faults in downloads of assets."""

from tests.faults.fault import Fault
from tests.faults.server.places import DOWNLOADS

FAULTS = [
    Fault(
        "assets that the AOI does not have are a bad request to pack, not unknown",
        DOWNLOADS,
        'raise errors.not_found("the AOI has no such assets"',
        'raise errors.bad_request("the AOI has no such assets"',
        source="blind, second list",
    ),
    Fault(
        "a download is never packed",
        DOWNLOADS,
        "STEPS_TO_PACK = 2",
        "STEPS_TO_PACK = 10**6",
        source="blind, second list",
    ),
    Fault(
        "a download holds the first of its assets only",
        DOWNLOADS,
        'for asset in _assets(call, aoi, download["asset_ids"]):',
        'for asset in _assets(call, aoi, download["asset_ids"])[:1]:',
        source="blind, second list",
        smoke="packing",
    ),
    Fault(
        "assets of one AOI can be packed under another",
        DOWNLOADS,
        'return call.documents.page("asset", parent=aoi["aoi_id"], where={"id": ids})[0]',
        'return [one for one in (call.documents.get("asset", asset_id) for asset_id in ids) if one]',
        source="blind, third list",
    ),
    Fault(
        "a download can be followed under any AOI",
        DOWNLOADS,
        'if download is None or download["aoi_id"] != aoi["aoi_id"]:',
        "if download is None:",
        source="blind, third list",
    ),
    Fault(
        "the signed URL of a download says pending until it is there",
        DOWNLOADS,
        'status, signed_url = "STARTED", ""\n',
        'status, signed_url = "STARTED", "pending"\n',
        source="blind, third list",
    ),
    Fault(
        "the signed URL of a download is told once",
        DOWNLOADS,
        '        raise errors.not_found("no such download", {"download_id": call.path["download_id"]})\n'
        "    return _shown(call, aoi, download)",
        '        raise errors.not_found("no such download", {"download_id": call.path["download_id"]})\n'
        "    shown = _shown(call, aoi, download)\n"
        '    if download.get("told"):\n'
        '        shown["signed_url"] = ""\n'
        '    elif shown["signed_url"]:\n'
        '        call.documents.replace("download", {**download, "told": True})\n'
        "    return shown",
        source="blind, fourth list",
    ),
    Fault(
        "a download holds every asset of its AOI",
        DOWNLOADS,
        'for asset in _assets(call, aoi, download["asset_ids"]):',
        'for asset in call.documents.page("asset", parent=aoi["aoi_id"])[0]:',
        source="blind, fourth list",
    ),
    Fault(
        "an asset that is named twice is not found to pack",
        DOWNLOADS,
        'if unknown := sorted(set(wanted) - {asset["id"] for asset in found}):',
        'unknown = sorted(set(wanted) - {asset["id"] for asset in found})\n'
        '    if len(found) < len(call.body["asset_ids"]):',
        source="blind, fifth list",
    ),
    Fault(
        "of several assets of one day only one is packed",
        DOWNLOADS,
        "name = f\"{asset['date']}-{asset['id']}\"",
        'name = asset["date"]',
        source="blind, fifth list",
    ),
]
