"""The area that an order item is about: its polygons, how large they are, and how far apart."""

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


def shape(collection: dict[str, Any], place: str) -> dict[str, Any]:
    """All polygons of a feature collection, at `place` in the body, as one geometry.

    ApiError 400 for one that is not sound, and for parts that lie too far from each other.
    """
    polygons: list[Any] = []
    for number, feature in enumerate(collection["features"]):
        one = feature["geometry"]
        geometry.check(one, f"{place}/features/{number}/geometry")
        polygons += [one["coordinates"]] if one["type"] == "Polygon" else one["coordinates"]
    for one, other in combinations(polygons, 2):
        if _km_apart(one[0], other[0]) > MAX_KM_APART:
            raise broken(place, f"two of its parts lie more than {MAX_KM_APART} km apart")
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def square_kilometres(area: dict[str, Any]) -> int:
    """How large a geometry is, one at the least."""
    return max(1, round(geometry.area(area) / 1_000_000))


def _km_apart(one: Sequence[Sequence[float]], other: Sequence[Sequence[float]]) -> float:
    """From what one ring encloses to what another does, by their corners and sides."""
    if geometry.intersect(*({"type": "Polygon", "coordinates": [ring]} for ring in (one, other))):
        return 0
    return min(_km_to(corner, sides) for corners, sides in ((one, other), (other, one)) for corner in corners)


def _km_to(point: Sequence[float], ring: Sequence[Sequence[float]]) -> float:
    # On a plane around the point, where east and north are kilometres.
    narrowing = math.cos(math.radians(point[1])) * KM_PER_DEGREE
    # Across the date line if that is nearer.
    plane = [
        (math.remainder(corner[0] - point[0], 360) * narrowing, (corner[1] - point[1]) * KM_PER_DEGREE)
        for corner in ring
    ]
    return min(_to_segment(*start, *end) for start, end in pairwise(plane))


def _to_segment(x1: float, y1: float, x2: float, y2: float) -> float:
    """From the origin to the segment between two points."""
    x, y = x2 - x1, y2 - y1
    length = x * x + y * y
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(x1 * x + y1 * y) / length))
    return math.hypot(x1 + along * x, y1 + along * y)
