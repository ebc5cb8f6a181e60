"""GeoJSON geometries: validity, bounds, area, centroid and intersection.

Degrees are treated as a plane, except for areas; over the few kilometres of an image the results are the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from ..contract import rules

Shape = dict[str, Any]
Position = Sequence[float]
Ring = Sequence[Position]
Bounds = tuple[float, float, float, float]

# Metres, the mean radius of the earth.
RADIUS = 6_371_008.8
MAX_LATITUDE = 90
MAX_LONGITUDE = 180


def check(shape: Shape, pointer: str) -> None:
    """Raise ApiError 400, with a JSON pointer, for an invalid longitude or latitude or a ring that is not closed."""
    for part_pointer, part in _parts(shape, pointer):
        for ring_pointer, ring in _rings_in(part, part_pointer):
            if list(ring[0][:2]) != list(ring[-1][:2]):
                raise rules.broken(ring_pointer, "the ring is not closed: its last position is not its first")
        for position in _positions(part):
            if abs(position[0]) > MAX_LONGITUDE or abs(position[1]) > MAX_LATITUDE:
                raise rules.broken(part_pointer, f"{list(position[:2])} is not a longitude and a latitude")


def bounds(shape: Shape) -> Bounds:
    """West, south, east and north of a geometry with at least one position."""
    positions = [position for _, part in _parts(shape) for position in _positions(part)]
    longitudes, latitudes = [position[0] for position in positions], [position[1] for position in positions]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def area(shape: Shape) -> float:
    """The area of the polygons of `shape`, without their holes, in square metres on a sphere."""
    return sum(
        abs(_spherical(outer)) - sum(abs(_spherical(hole)) for hole in holes) for outer, *holes in _polygons(shape)
    )


def centroid(shape: Shape) -> tuple[float, float]:
    """The centroid of the polygons of `shape`, or the centre of its bounds if it has no area."""
    west, south, east, north = bounds(shape)
    total = x_moment = y_moment = 0.0
    for outer, *holes in _polygons(shape):
        for ring, sign in ((outer, 1), *((hole, -1) for hole in holes)):
            # Relative to a corner of the bounds: far from the origin, the products would lose precision.
            local = [(position[0] - west, position[1] - south) for position in ring]
            twice = x_twice = y_twice = 0.0
            for (x1, y1), (x2, y2) in pairwise(local):
                cross = x1 * y2 - x2 * y1
                twice += cross
                x_twice += (x1 + x2) * cross
                y_twice += (y1 + y2) * cross
            # In either direction, an outer ring is added and a hole subtracted.
            turn = sign * math.copysign(1, twice)
            total += turn * twice
            x_moment += turn * x_twice
            y_moment += turn * y_twice
    if total <= 0:
        return (west + east) / 2, (south + north) / 2
    return west + x_moment / (3 * total), south + y_moment / (3 * total)


def box(west: float, south: float, east: float, north: float) -> Shape:
    """The rectangle of these bounds, or two of them if it crosses the date line, where west is greater than east."""
    if west <= east:
        return {"type": "Polygon", "coordinates": [_corners(west, south, east, north)]}
    halves = [_corners(west, south, MAX_LONGITUDE, north)], [_corners(-MAX_LONGITUDE, south, east, north)]
    return {"type": "MultiPolygon", "coordinates": list(halves)}


def intersect(first: Shape, second: Shape) -> bool:
    """Whether two geometries have a common point; touching is enough."""
    first_segments, second_segments = (list(_segments(shape)) for shape in (first, second))
    if not first_segments or not second_segments:
        return False
    if not _overlap(bounds(first), bounds(second)):
        return False
    if any(_cross(*a, *b) for a in first_segments for b in second_segments):
        return True
    # No segments cross, so each part of one geometry is inside or outside of each polygon of the other.
    return _begins_inside(first_segments, second) or _begins_inside(second_segments, first)


def utm_epsg(longitude: float, latitude: float) -> int:
    """The EPSG number of the UTM zone of a position."""
    zone = min(60, int((longitude + 180) // 6) + 1)
    return (32600 if latitude >= 0 else 32700) + zone


def _parts(shape: Shape, pointer: str = "") -> Iterator[tuple[str, Shape]]:
    if shape["type"] == "GeometryCollection":
        yield from ((f"{pointer}/geometries/{position}", part) for position, part in enumerate(shape["geometries"]))
    else:
        yield pointer, shape


def _polygons(shape: Shape) -> Iterator[Sequence[Ring]]:
    for _, part in _parts(shape):
        if part["type"] == "Polygon":
            yield part["coordinates"]
        elif part["type"] == "MultiPolygon":
            yield from part["coordinates"]


def _rings_in(part: Shape, pointer: str) -> Iterator[tuple[str, Ring]]:
    if part["type"] == "Polygon":
        yield from ((f"{pointer}/coordinates/{position}", ring) for position, ring in enumerate(part["coordinates"]))
    elif part["type"] == "MultiPolygon":
        for polygon_position, polygon in enumerate(part["coordinates"]):
            yield from (
                (f"{pointer}/coordinates/{polygon_position}/{position}", ring) for position, ring in enumerate(polygon)
            )


def _lines(part: Shape) -> list[Ring]:
    """All positions of a geometry that is not a collection, as lines; a point is a line with one position."""
    coordinates = part["coordinates"]
    match part["type"]:
        case "Point":
            return [[coordinates]]
        case "MultiPoint":
            return [[position] for position in coordinates]
        case "LineString":
            return [coordinates]
        case "MultiPolygon":
            return [ring for polygon in coordinates for ring in polygon]
        case _:
            return list(coordinates)


def _positions(part: Shape) -> Iterator[Position]:
    for line in _lines(part):
        yield from line


def _segments(shape: Shape) -> Iterator[tuple[Position, Position]]:
    for _, part in _parts(shape):
        for line in _lines(part):
            yield from pairwise(line) if len(line) > 1 else [(line[0], line[0])]


def _spherical(ring: Ring) -> float:
    twice = sum(
        math.radians(after[0] - before[0]) * (math.sin(math.radians(before[1])) + math.sin(math.radians(after[1])))
        for before, after in pairwise(ring)
    )
    return twice * RADIUS**2 / 2


def _corners(west: float, south: float, east: float, north: float) -> Ring:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _overlap(first: Bounds, second: Bounds) -> bool:
    return first[0] <= second[2] and second[0] <= first[2] and first[1] <= second[3] and second[1] <= first[3]


def _side(start: Position, end: Position, point: Position) -> int:
    """The side of the line from `start` to `end` on which a point lies: 1 left, -1 right, 0 on the line."""
    turn = (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
    return (turn > 0) - (turn < 0)


def _cross(a: Position, b: Position, c: Position, d: Position) -> bool:
    """Whether the segments from `a` to `b` and from `c` to `d` meet; either may be a point."""
    if (
        max(a[0], b[0]) < min(c[0], d[0])
        or max(c[0], d[0]) < min(a[0], b[0])
        or max(a[1], b[1]) < min(c[1], d[1])
        or max(c[1], d[1]) < min(a[1], b[1])
    ):
        return False
    # If their boxes overlap, segments meet if and only if neither lies on one side of the other.
    return _side(a, b, c) * _side(a, b, d) <= 0 and _side(c, d, a) * _side(c, d, b) <= 0


def _begins_inside(segments: Sequence[tuple[Position, Position]], shape: Shape) -> bool:
    polygons = list(_polygons(shape))
    return any(_inside(start, polygon) for start, _ in segments for polygon in polygons)


def _inside(point: Position, polygon: Sequence[Ring]) -> bool:
    """Whether a ray from the point to the east crosses the rings, including holes, an odd number of times."""
    x, y = point[0], point[1]
    inside = False
    for ring in polygon:
        for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside
