"""Faults in the archive: collections, items, search."""

from tests.faults.fault import Fault
from tests.faults.server.places import ARCHIVE_SEARCH, ARCHIVES, SAMPLE_ARCHIVE

FAULTS = [
    Fault(
        "the bounding box of an archived image is latitude first",
        SAMPLE_ARCHIVE,
        '"bbox": list(bbox),',
        '"bbox": [south, west, north, east],',
        source="blind, second list",
    ),
    Fault(
        "the wavelengths of an archived image are in nanometres",
        SAMPLE_ARCHIVE,
        '"center_wavelength": middle / 1000',
        '"center_wavelength": middle',
        source="blind, second list",
    ),
    Fault(
        "a page of archived images is one short",
        ARCHIVES,
        "items[start : start + limit]",
        "items[start : start + limit - 1]",
        source="blind, second list",
    ),
    Fault(
        "a collection is found by a text that only holds its id",
        ARCHIVES,
        'wanted = call.listed("ids")',
        'wanted = call.query["ids"]',
        source="blind, second list",
    ),
    Fault(
        "a search for a point in time finds nothing",
        ARCHIVE_SEARCH,
        "begin <= taken(one)",
        "begin < taken(one)",
        source="blind, second list",
    ),
    Fault(
        "what equals the bound of gte does not meet it",
        ARCHIVE_SEARCH,
        '"gte": operator.ge',
        '"gte": operator.gt',
        source="blind, second list",
        smoke="searching",
    ),
    Fault(
        "of several conditions on a property only the last counts",
        ARCHIVE_SEARCH,
        "for name, operand in conditions.items():",
        "for name, operand in list(conditions.items())[-1:]:",
        source="blind, second list",
    ),
    Fault(
        "DESC in capitals sorts upwards",
        ARCHIVE_SEARCH,
        'key["direction"].lower() == "desc"',
        'key["direction"] == "desc"',
        source="blind, second list",
    ),
    Fault(
        "what a search can filter by is one text",
        SAMPLE_ARCHIVE,
        '"queryables": ["eo:cloud_cover"],',
        '"queryables": "eo:cloud_cover",',
        source="blind, third list",
    ),
    Fault(
        "the time of a collection is one pair, not a list of pairs",
        SAMPLE_ARCHIVE,
        '"temporal": {"interval": [["2023-01-01T00:00:00Z", None]]},',
        '"temporal": {"interval": ["2023-01-01T00:00:00Z", None]},',
        source="blind, third list",
    ),
    Fault(
        "the items of every collection are listed under each",
        ARCHIVES,
        'found = [one for one in archive.items() if one["collection"] == collection["id"]]',
        'found = [one for one in archive.items() if collection["id"]]',
        source="blind, third list",
    ),
    Fault(
        "an item of the archive can be read under any collection",
        ARCHIVES,
        'if item is None or item["collection"] != collection["id"]:',
        "if item is None:",
        source="blind, third list",
    ),
    Fault(
        "a search of the archive that names no limit answers all",
        ARCHIVES,
        "LIMIT = 10\n",
        "LIMIT = 1000\n",
        source="blind, third list",
    ),
    Fault(
        "of several keys to sort by, the last one counts first",
        ARCHIVE_SEARCH,
        'for key in reversed(search.get("sortby", [])):',
        'for key in search.get("sortby", []):',
        source="blind, third list",
    ),
    Fault(
        "the link of a collection leads nowhere",
        ARCHIVES,
        'call.url(f"/v0/archives/',
        'call.url(f"/archives/',
        source="blind, third list",
    ),
    Fault(
        "an archived image without a cloud has null for its cloud cover",
        SAMPLE_ARCHIVE,
        '"eo:cloud_cover": cloud_cover,',
        '"eo:cloud_cover": cloud_cover or None,',
        source="blind, fourth list",
    ),
    Fault(
        "the catalog is not searched by a bounding box and a geometry at once",
        ARCHIVE_SEARCH,
        '    if "intersects" in search:\n',
        '    if "bbox" in search and "intersects" in search:\n'
        '        raise rules.broken("/intersects", "either this or bbox can be given")\n'
        '    if "intersects" in search:\n',
        source="blind, fourth list",
    ),
    Fault(
        "the offset of a collection's items is counted in pages",
        ARCHIVES,
        '_page(found, call.query["offset"], call.query["limit"])',
        '_page(found, (call.query["offset"] or 0) * (call.query["limit"] or 1), call.query["limit"])',
        source="blind, fourth list",
    ),
    Fault(
        "beside ids no other condition of a search counts",
        ARCHIVE_SEARCH,
        '    tests = [*_chosen(search), *_placed(search), *_timed(search), *_queried(search.get("query", {}))]\n',
        "    tests = [*_chosen(search)]\n"
        '    if "ids" not in search:\n'
        '        tests += [*_placed(search), *_timed(search), *_queried(search.get("query", {}))]\n',
        source="blind, fourth list",
    ),
    Fault(
        "a time that is open at one end is open at both",
        ARCHIVE_SEARCH,
        'None if text == ".." else',
        'None if ".." in search["datetime"] else',
        source="blind, fifth list",
    ),
    Fault(
        "what lacks the property that is sorted by is not found",
        ARCHIVE_SEARCH,
        "        matching = [*known, *unknown]\n",
        "        matching = known\n",
        source="blind, fifth list",
    ),
    Fault(
        "a later page of archived items ends where the first one would",
        ARCHIVES,
        "items[start : start + limit]",
        "items[start:limit]",
        source="blind, sixth list",
    ),
]
