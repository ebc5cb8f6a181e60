"""The area of an order item: its polygons, their size and the distance between them."""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from ...contract.rules import broken
from ...core import geometry

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_KM_APART = 200
KM_PER_DEGREE = geometry.RADIUS * math.pi / 180 / 1000


def shape(collection: dict[str, Any], pointer: str) -> dict[str, Any]:
    """All polygons of a feature collection, at `pointer` in the body, as one geometry.

    ApiError 400 for an invalid polygon, and for polygons that are too far apart.
    """
    polygons: list[Any] = []
    for number, feature in enumerate(collection["features"]):
        part = feature["geometry"]
        geometry.check(part, f"{pointer}/features/{number}/geometry")
        polygons += [part["coordinates"]] if part["type"] == "Polygon" else part["coordinates"]
    for first, second in combinations(polygons, 2):
        if _km_apart(first[0], second[0]) > MAX_KM_APART:
            raise broken(pointer, f"two of its parts are more than {MAX_KM_APART} km apart")
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def square_kilometres(area: dict[str, Any]) -> int:
    """The area of a geometry in square kilometres, at least 1."""
    return max(1, round(geometry.area(area) / 1_000_000))


def _km_apart(first: Sequence[Sequence[float]], second: Sequence[Sequence[float]]) -> float:
    """The distance between the areas of two rings, measured between corners and sides."""
    if geometry.intersect(*({"type": "Polygon", "coordinates": [ring]} for ring in (first, second))):
        return 0
    return min(_km_to(corner, sides) for corners, sides in ((first, second), (second, first)) for corner in corners)


def _km_to(point: Sequence[float], ring: Sequence[Sequence[float]]) -> float:
    # On a plane around the point, with kilometres to the east and to the north.
    km_per_degree_east = math.cos(math.radians(point[1])) * KM_PER_DEGREE
    # Across the date line if that is shorter.
    plane = [
        (math.remainder(corner[0] - point[0], 360) * km_per_degree_east, (corner[1] - point[1]) * KM_PER_DEGREE)
        for corner in ring
    ]
    return min(_to_segment(*start, *end) for start, end in pairwise(plane))


def _to_segment(x1: float, y1: float, x2: float, y2: float) -> float:
    """The distance from the origin to the segment between two points."""
    x, y = x2 - x1, y2 - y1
    length = x * x + y * y
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(x1 * x + y1 * y) / length))
    return math.hypot(x1 + along * x, y1 + along * y)
