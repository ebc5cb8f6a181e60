"""Faults in areas, rings, bounding boxes."""

from tests.faults.fault import Fault
from tests.faults.server.files import GEOMETRY

FAULTS = [
    Fault(
        "A ring that is not closed is accepted",
        GEOMETRY,
        "if list(ring[0][:2]) != list(ring[-1][:2]):",
        "if len(ring) < len(ring[0]):",
        source="blind, second list",
    ),
    Fault(
        "A bounding box across the date line covers the other side of the earth",
        GEOMETRY,
        "    if west <= east:\n",
        "    west, east = sorted((west, east))\n    if west <= east:\n",
        source="blind, second list",
    ),
    Fault(
        "Only the first part of an area in several parts counts",
        GEOMETRY,
        'elif part["type"] == "MultiPolygon":\n            yield from part["coordinates"]',
        'elif part["type"] == "MultiPolygon":\n            yield part["coordinates"][0]',
        source="blind, second list",
    ),
    Fault(
        "A position with an altitude fails a search",
        GEOMETRY,
        "for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):",
        "for (x1, y1), (x2, y2) in pairwise(ring):",
        source="blind, third list",
    ),
    Fault(
        "A search finds items in a hole of the geometry",
        GEOMETRY,
        "    for ring in polygon:\n        for (x1",
        "    for ring in polygon[:1]:\n        for (x1",
        source="blind, third list",
    ),
    Fault(
        "The area of a geometry includes its holes",
        GEOMETRY,
        "abs(_spherical(outer)) - sum(abs(_spherical(hole)) for hole in holes) for outer, *holes in _polygons(shape)",
        "abs(_spherical(outer)) for outer, *_ in _polygons(shape)",
        source="blind, third list",
    ),
    Fault(
        "An AOI whose ring is clockwise is refused",
        GEOMETRY,
        "abs(_spherical(outer)) - sum(",
        "-_spherical(outer) - sum(",
        source="blind, fourth list",
    ),
    Fault(
        "Several points are searched as the line through them",
        GEOMETRY,
        "return [[position] for position in coordinates]",
        "return [coordinates] if coordinates else []",
        source="blind, fourth list",
    ),
    Fault(
        "Images that lie completely inside the geometry are not found",
        GEOMETRY,
        "return _begins_inside(first_segments, second) or _begins_inside(second_segments, first)",
        "return _begins_inside(second_segments, first)",
        source="blind, fifth list",
    ),
]
