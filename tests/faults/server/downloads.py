"""Faults in downloads of assets."""

from tests.faults.fault import Fault
from tests.faults.server.files import DOWNLOADS

FAULTS = [
    Fault(
        "A download of unknown assets is answered with 400 instead of 404",
        DOWNLOADS,
        'raise errors.not_found("the AOI has no such assets"',
        'raise errors.bad_request("the AOI has no such assets"',
        source="blind, second list",
    ),
    Fault(
        "A download is never packed",
        DOWNLOADS,
        "STEPS_TO_PACK = 2",
        "STEPS_TO_PACK = 10**6",
        source="blind, second list",
    ),
    Fault(
        "A download contains only the first of its assets",
        DOWNLOADS,
        'for asset in _assets(call, aoi, download["asset_ids"]):',
        'for asset in _assets(call, aoi, download["asset_ids"])[:1]:',
        source="blind, second list",
        smoke="downloads",
    ),
    Fault(
        "The assets of one AOI can be packed under another",
        DOWNLOADS,
        'return call.documents.page("asset", parent=aoi["aoi_id"], where={"id": ids})[0]',
        'return [one for one in (call.documents.get("asset", asset_id) for asset_id in ids) if one]',
        source="blind, third list",
    ),
    Fault(
        "A download can be read under any AOI",
        DOWNLOADS,
        'if download is None or download["aoi_id"] != aoi["aoi_id"]:',
        "if download is None:",
        source="blind, third list",
    ),
    Fault(
        'The signed URL of a download that is not packed is "pending"',
        DOWNLOADS,
        'status, signed_url = "STARTED", ""\n',
        'status, signed_url = "STARTED", "pending"\n',
        source="blind, third list",
    ),
    Fault(
        "The signed URL of a download is answered only once",
        DOWNLOADS,
        '        raise errors.not_found("no such download", {"download_id": call.path["download_id"]})\n'
        "    return _answer(call, aoi, download)",
        '        raise errors.not_found("no such download", {"download_id": call.path["download_id"]})\n'
        '    shown = _answer(call, aoi, download)\n    if download.get("told"):\n'
        '        shown["signed_url"] = ""\n    elif shown["signed_url"]:\n'
        '        call.documents.replace("download", {**download, "told": True})\n    return shown',
        source="blind, fourth list",
    ),
    Fault(
        "A download contains every asset of its AOI",
        DOWNLOADS,
        'for asset in _assets(call, aoi, download["asset_ids"]):',
        'for asset in call.documents.page("asset", parent=aoi["aoi_id"])[0]:',
        source="blind, fourth list",
    ),
    Fault(
        "A download that names an asset twice is answered with 404",
        DOWNLOADS,
        'if unknown := sorted(set(asset_ids) - {asset["id"] for asset in assets}):',
        'unknown = sorted(set(asset_ids) - {asset["id"] for asset in assets})\n'
        '    if len(assets) < len(call.body["asset_ids"]):',
        source="blind, fifth list",
    ),
    Fault(
        "Only one of several assets of one day is packed",
        DOWNLOADS,
        "name = f\"{asset['date']}-{asset['id']}\"",
        'name = asset["date"]',
        source="blind, fifth list",
    ),
]
