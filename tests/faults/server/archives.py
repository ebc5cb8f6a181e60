"""Faults in the archive: collections, items, search."""

from tests.faults.fault import Fault
from tests.faults.server.files import ARCHIVE, ARCHIVE_SEARCH, ARCHIVES

FAULTS = [
    Fault(
        "The bounding box of an archive item has the latitude first",
        ARCHIVE,
        '"bbox": list(bbox),',
        '"bbox": [south, west, north, east],',
        source="blind, second list",
    ),
    Fault(
        "The wavelengths of an archive item are in nanometres instead of micrometres",
        ARCHIVE,
        '"center_wavelength": middle / 1000',
        '"center_wavelength": middle',
        source="blind, second list",
    ),
    Fault(
        "A page of archive items is one item too short",
        ARCHIVES,
        "items[start : start + limit]",
        "items[start : start + limit - 1]",
        source="blind, second list",
    ),
    Fault(
        "The ids filter of collections matches parts of ids",
        ARCHIVES,
        'ids = call.listed("ids")',
        'ids = call.query["ids"]',
        source="blind, second list",
    ),
    Fault(
        "A search for a single time finds nothing",
        ARCHIVE_SEARCH,
        "begin <= taken(item)",
        "begin < taken(item)",
        source="blind, second list",
    ),
    Fault(
        "The condition gte does not match an equal value",
        ARCHIVE_SEARCH,
        '"gte": operator.ge',
        '"gte": operator.gt',
        source="blind, second list",
        smoke="searches",
    ),
    Fault(
        "Only the last of several conditions on a property counts",
        ARCHIVE_SEARCH,
        "for name, operand in conditions.items():",
        "for name, operand in list(conditions.items())[-1:]:",
        source="blind, second list",
    ),
    Fault(
        "DESC in capital letters sorts ascending",
        ARCHIVE_SEARCH,
        'key["direction"].lower() == "desc"',
        'key["direction"] == "desc"',
        source="blind, second list",
    ),
    Fault(
        "The queryables of a collection are one string",
        ARCHIVE,
        '"queryables": ["eo:cloud_cover"],',
        '"queryables": "eo:cloud_cover",',
        source="blind, third list",
    ),
    Fault(
        "The interval of a collection is one pair instead of a list of pairs",
        ARCHIVE,
        '"temporal": {"interval": [["2023-01-01T00:00:00Z", None]]},',
        '"temporal": {"interval": ["2023-01-01T00:00:00Z", None]},',
        source="blind, third list",
    ),
    Fault(
        "The items of every collection are listed under each collection",
        ARCHIVES,
        'items = [item for item in archive_search.items() if item["collection"] == collection["id"]]',
        'items = [item for item in archive_search.items() if collection["id"]]',
        source="blind, third list",
    ),
    Fault(
        "An archive item can be read under any collection",
        ARCHIVES,
        'if item is None or item["collection"] != collection["id"]:',
        "if item is None:",
        source="blind, third list",
    ),
    Fault(
        "A search of the archive without a limit answers all items",
        ARCHIVES,
        "LIMIT = 10\n",
        "LIMIT = 1000\n",
        source="blind, third list",
    ),
    Fault(
        "The last of several sort keys counts first",
        ARCHIVE_SEARCH,
        'for key in reversed(search.get("sortby", [])):',
        'for key in search.get("sortby", []):',
        source="blind, third list",
    ),
    Fault(
        "The link of a collection leads nowhere",
        ARCHIVES,
        'call.url(f"/v0/archives/',
        'call.url(f"/archives/',
        source="blind, third list",
    ),
    Fault(
        "The cloud cover of a cloudless archive item is null",
        ARCHIVE,
        '"eo:cloud_cover": cloud_cover,',
        '"eo:cloud_cover": cloud_cover or None,',
        source="blind, fourth list",
    ),
    Fault(
        "A search for catalogs with both a bounding box and a geometry is refused",
        ARCHIVE_SEARCH,
        '    if "intersects" in search:\n',
        '    if "bbox" in search and "intersects" in search:\n'
        '        raise rules.broken("/intersects", "either this or bbox can be given")\n'
        '    if "intersects" in search:\n',
        source="blind, fourth list",
    ),
    Fault(
        "The offset of archive items is counted in pages",
        ARCHIVES,
        '_page(items, call.query["offset"], call.query["limit"])',
        '_page(items, (call.query["offset"] or 0) * (call.query["limit"] or 1), call.query["limit"])',
        source="blind, fourth list",
    ),
    Fault(
        "A search with ids ignores all other conditions",
        ARCHIVE_SEARCH,
        "    tests = [*_id_tests(search), *_area_tests(search), *_time_tests(search),"
        ' *_query_tests(search.get("query", {}))]\n',
        '    tests = [*_id_tests(search)]\n    if "ids" not in search:\n'
        '        tests += [*_area_tests(search), *_time_tests(search), *_query_tests(search.get("query", {}))]\n',
        source="blind, fourth list",
    ),
    Fault(
        "A time range that is open at one end is open at both",
        ARCHIVE_SEARCH,
        'None if text == ".." else',
        'None if ".." in search["datetime"] else',
        source="blind, fifth list",
    ),
    Fault(
        "Items without the property of the sort key are not found",
        ARCHIVE_SEARCH,
        "        matching = [*with_value, *without_value]\n",
        "        matching = with_value\n",
        source="blind, fifth list",
    ),
    Fault(
        "A later page of archive items ends at the limit of the first page",
        ARCHIVES,
        "items[start : start + limit]",
        "items[start:limit]",
        source="blind, sixth list",
    ),
]
