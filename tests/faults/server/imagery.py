"""Faults in the search for images."""

from tests.faults.fault import Fault
from tests.faults.server.places import IMAGERY

FAULTS = [
    Fault(
        "images are answered as a list, not by key",
        IMAGERY,
        '"items": {scene["id"]: scene for scene in found[:limit]}',
        '"items": found[:limit]',
        source="blind, second list",
    ),
    Fault(
        "images cannot be searched for one moment",
        IMAGERY,
        "if start > end:",
        "if start >= end:",
        source="blind, second list",
    ),
    Fault(
        "the limit of a search for images is ignored",
        IMAGERY,
        "for scene in found[:limit]}",
        "for scene in found}",
        source="blind, second list",
    ),
    Fault(
        "images at the ends of a range are not in it",
        IMAGERY,
        "bool(low <= scene",
        "bool(low < scene",
        source="blind, second list",
    ),
    Fault(
        "of several satellites only the first is searched",
        IMAGERY,
        'sources = body["satellites"] if',
        'sources = body["satellites"][:1] if',
        source="blind, second list",
    ),
    Fault(
        "images are searched by the bounding box of a geometry",
        IMAGERY,
        'and geometry.intersect(scene["geometry"], body["geometry"])',
        'and geometry.intersect(scene["geometry"], geometry.box(*geometry.bounds(body["geometry"])))',
        source="blind, third list",
    ),
    Fault(
        "images of every collection of a satellite are found",
        IMAGERY,
        'if (catalogue.PLATFORMS[scene["properties"]["platform"]], scene["collection"]) in wanted',
        'if catalogue.PLATFORMS[scene["properties"]["platform"]] in dict(wanted)',
        source="blind, third list",
    ),
    Fault(
        "of a range only the lower end counts",
        IMAGERY,
        '[wanted["id"]] <= high)',
        '[wanted["id"]])',
        source="blind, third list",
    ),
    Fault(
        "the offset from UTC of the times to search for images is ignored",
        IMAGERY,
        "and start <= archive.taken(scene) <= end",
        "and start.replace(tzinfo=None) <= archive.taken(scene).replace(tzinfo=None) <= end.replace(tzinfo=None)",
        source="blind, fourth list",
    ),
    Fault(
        "of several ranges it is enough that an image lies in one",
        IMAGERY,
        'and all(_lies_in(scene, one) for one in body.get("filters", []))',
        'and (not body.get("filters") or any(_lies_in(scene, one) for one in body["filters"]))',
        source="blind, fourth list",
    ),
    Fault(
        "a range that ends at nought lets all images through",
        IMAGERY,
        'low, high = wanted["min"], wanted["max"]',
        'low, high = wanted["min"], wanted["max"] or 100',
        source="blind, fifth list",
    ),
    Fault(
        "a search of several satellites mixes the collection of one with the other satellite",
        IMAGERY,
        '        if (catalogue.PLATFORMS[scene["properties"]["platform"]], scene["collection"]) in wanted\n',
        '        if catalogue.PLATFORMS[scene["properties"]["platform"]] in {satellite for satellite, _ in wanted}\n'
        '        and scene["collection"] in {collection for _, collection in wanted}\n',
        source="blind, sixth list",
    ),
]
