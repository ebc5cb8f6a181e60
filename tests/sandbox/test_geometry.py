"""Geometries: intersection, area, centroid, validity."""

from typing import Any

import pytest

from pixxel_sandbox.contract import errors
from pixxel_sandbox.core import geometry


def polygon(*rings: list[tuple[float, float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]] for ring in rings]}


def square(west: float, south: float, side: float) -> list[tuple[float, float]]:
    return [(west, south), (west + side, south), (west + side, south + side), (west, south + side)]


OUTER = square(0, 0, 10)
RING = polygon(OUTER, square(2, 2, 6))
TRIANGLE = polygon([(0, 0), (10, 0), (0, 10)])
PAIRS = [
    (polygon(OUTER), polygon(square(5, 5, 10)), True),
    (polygon(OUTER), polygon(square(10, 10, 1)), True),
    (polygon(OUTER), polygon(square(4, 4, 1)), True),
    (polygon(OUTER), polygon(square(10.1, 0, 1)), False),
    # A cross: no corner of a polygon is inside the other polygon.
    (polygon([(-5, 4), (15, 4), (15, 6), (-5, 6)]), polygon([(4, -5), (6, -5), (6, 15), (4, 15)]), True),
    # The bounding boxes overlap, the shapes do not.
    (TRIANGLE, polygon(square(6, 6, 3)), False),
    (TRIANGLE, {"type": "Point", "coordinates": [5, 5]}, True),
    (TRIANGLE, {"type": "Point", "coordinates": [5.1, 5.1]}, False),
    (RING, polygon(square(4, 4, 1)), False),
    (RING, polygon(square(1, 1, 8)), True),
    (RING, {"type": "Point", "coordinates": [5, 5, 900]}, False),
    (RING, {"type": "Point", "coordinates": [1, 1]}, True),
    (RING, {"type": "Point", "coordinates": [2, 5]}, True),
    (RING, {"type": "LineString", "coordinates": [[3, 3], [7, 7]]}, False),
    (RING, {"type": "LineString", "coordinates": [[3, 3], [20, 20]]}, True),
    (RING, {"type": "MultiPoint", "coordinates": [[5, 5], [9, 9]]}, True),
    (RING, {"type": "MultiPoint", "coordinates": []}, False),
    (RING, {"type": "MultiLineString", "coordinates": [[[3, 3], [4, 4]], [[-1, 5], [1, 5]]]}, True),
    (RING, {"type": "MultiPolygon", "coordinates": [polygon(square(4, 4, 1))["coordinates"]]}, False),
    (
        RING,
        {
            "type": "MultiPolygon",
            "coordinates": [polygon(square(4, 4, 1))["coordinates"], polygon(square(9, 9, 5))["coordinates"]],
        },
        True,
    ),
    (RING, {"type": "GeometryCollection", "geometries": []}, False),
    (RING, {"type": "GeometryCollection", "geometries": [polygon(square(30, 0, 1)), polygon(square(0, 0, 1))]}, True),
    (
        {"type": "LineString", "coordinates": [[0, 0], [4, 4]]},
        {"type": "LineString", "coordinates": [[2, 2], [9, 9]]},
        True,
    ),
    (
        {"type": "LineString", "coordinates": [[0, 0], [4, 4]]},
        {"type": "LineString", "coordinates": [[1, 0], [5, 4]]},
        False,
    ),
]


@pytest.mark.parametrize(("first", "second", "expected"), PAIRS)
def test_intersect_is_symmetric(first: dict[str, Any], second: dict[str, Any], expected: bool) -> None:
    assert geometry.intersect(first, second) is expected
    assert geometry.intersect(second, first) is expected


def test_a_box_across_the_date_line_has_two_parts() -> None:
    box = geometry.box(179, -1, -179, 1)
    for longitude, inside in ((179.5, True), (-179.5, True), (180, True), (-180, True), (0, False), (178.9, False)):
        assert geometry.intersect(box, {"type": "Point", "coordinates": [longitude, 0]}) is inside


def test_area_is_computed_on_a_sphere() -> None:
    assert geometry.area(polygon(square(0, 0, 1))) == pytest.approx(1.2364e10, rel=1e-3)
    assert geometry.area(polygon(square(0, 60, 1))) == pytest.approx(0.609e10, rel=1e-2)
    assert geometry.area(geometry.box(-180, -90, 180, 90)) == pytest.approx(5.101e14, rel=1e-3)


def test_area_subtracts_holes_in_any_direction_of_the_rings() -> None:
    whole, hole = geometry.area(polygon(OUTER)), geometry.area(polygon(square(2, 2, 6)))
    assert geometry.area(RING) == pytest.approx(whole - hole)
    assert geometry.area(polygon(OUTER[::-1], square(2, 2, 6))) == pytest.approx(whole - hole)
    both = {"type": "MultiPolygon", "coordinates": [RING["coordinates"], polygon(square(20, 0, 1))["coordinates"]]}
    assert geometry.area(both) == pytest.approx(whole - hole + geometry.area(polygon(square(20, 0, 1))))


def test_centroid_is_that_of_the_area() -> None:
    assert geometry.centroid(polygon(square(77.54, 12.94, 0.02))) == pytest.approx((77.55, 12.95))
    assert geometry.centroid(TRIANGLE) == pytest.approx((10 / 3, 10 / 3))
    assert geometry.centroid(RING) == pytest.approx((5, 5))
    lopsided = polygon(OUTER, square(5, 0, 5)[::-1])
    assert geometry.centroid(lopsided) == pytest.approx((25 / 6, 35 / 6))
    two = {"type": "MultiPolygon", "coordinates": [polygon(square(0, 0, 1))["coordinates"]] * 2}
    assert geometry.centroid(two) == pytest.approx((0.5, 0.5))
    assert geometry.centroid(polygon([(0, 0), (2, 0), (4, 0)])) == (2, 0)


@pytest.mark.parametrize(
    ("shape", "pointer"),
    [
        ({"type": "Point", "coordinates": [180.1, 0]}, "/g"),
        ({"type": "MultiPoint", "coordinates": [[0, 0], [0, -90.1]]}, "/g"),
        ({"type": "Polygon", "coordinates": [OUTER]}, "/g/coordinates/0"),
        ({"type": "Polygon", "coordinates": [*polygon(OUTER)["coordinates"], OUTER]}, "/g/coordinates/1"),
        ({"type": "MultiPolygon", "coordinates": [RING["coordinates"], [OUTER]]}, "/g/coordinates/1/0"),
        (
            {"type": "GeometryCollection", "geometries": [RING, {"type": "Point", "coordinates": [0, 91]}]},
            "/g/geometries/1",
        ),
    ],
)
def test_an_invalid_geometry_is_400_with_a_pointer(shape: dict[str, Any], pointer: str) -> None:
    with pytest.raises(errors.ApiError) as refused:
        geometry.check(shape, "/g")
    assert refused.value.status == 400
    assert refused.value.message.startswith(f"{pointer}: ")


def test_a_valid_geometry_is_accepted() -> None:
    for first, second, _ in PAIRS:
        geometry.check(first, "")
        geometry.check(second, "")
    geometry.check(geometry.box(-180, -90, 180, 90), "")
