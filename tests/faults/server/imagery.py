"""Faults in the search for images."""

from tests.faults.fault import Fault
from tests.faults.server.files import IMAGERY

FAULTS = [
    Fault(
        "Images are answered as a list instead of an object",
        IMAGERY,
        '"items": {scene["id"]: scene for scene in scenes[:limit]}',
        '"items": scenes[:limit]',
        source="blind, second list",
    ),
    Fault(
        "A search for images at one moment is refused",
        IMAGERY,
        "if start > end:",
        "if start >= end:",
        source="blind, second list",
    ),
    Fault(
        "The limit of a search for images is ignored",
        IMAGERY,
        "for scene in scenes[:limit]}",
        "for scene in scenes}",
        source="blind, second list",
    ),
    Fault(
        "A range does not include images at its ends",
        IMAGERY,
        "bool(low <= scene",
        "bool(low < scene",
        source="blind, second list",
    ),
    Fault(
        "Only the first of several satellites is searched",
        IMAGERY,
        'sources = body["satellites"] if',
        'sources = body["satellites"][:1] if',
        source="blind, second list",
    ),
    Fault(
        "A search for images uses the bounding box of the geometry",
        IMAGERY,
        'and geometry.intersect(scene["geometry"], body["geometry"])',
        'and geometry.intersect(scene["geometry"], geometry.box(*geometry.bounds(body["geometry"])))',
        source="blind, third list",
    ),
    Fault(
        "A search for images finds every collection of a satellite",
        IMAGERY,
        'if (archive.PLATFORMS[scene["properties"]["platform"]], scene["collection"]) in requested',
        'if archive.PLATFORMS[scene["properties"]["platform"]] in dict(requested)',
        source="blind, third list",
    ),
    Fault(
        "Only the lower end of a range counts",
        IMAGERY,
        '[condition["id"]] <= high)',
        '[condition["id"]])',
        source="blind, third list",
    ),
    Fault(
        "The UTC offset of the times in a search for images is ignored",
        IMAGERY,
        "and start <= archive_search.taken(scene) <= end",
        "and start.replace(tzinfo=None) <= archive_search.taken(scene).replace(tzinfo=None)"
        " <= end.replace(tzinfo=None)",
        source="blind, fourth list",
    ),
    Fault(
        "An image that lies in one of several ranges is found",
        IMAGERY,
        'and all(_meets(scene, condition) for condition in body.get("filters", []))',
        'and (not body.get("filters") or any(_meets(scene, condition) for condition in body["filters"]))',
        source="blind, fourth list",
    ),
    Fault(
        "A range that ends at 0 matches all images",
        IMAGERY,
        'low, high = condition["min"], condition["max"]',
        'low, high = condition["min"], condition["max"] or 100',
        source="blind, fifth list",
    ),
    Fault(
        "A search of several satellites mixes collections and satellites",
        IMAGERY,
        '        if (archive.PLATFORMS[scene["properties"]["platform"]], scene["collection"]) in requested\n',
        '        if archive.PLATFORMS[scene["properties"]["platform"]] in {satellite for satellite, _ in requested}\n'
        '        and scene["collection"] in {collection for _, collection in requested}\n',
        source="blind, sixth list",
    ),
]
