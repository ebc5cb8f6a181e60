"""GeoJSON and bounding boxes, as the pages document them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.pages.support import (
    ARCHIVE,
    CONTRACT,
    MULTI_POLYGON,
    POLYGON,
    RING,
    SCHEMAS,
    TASKING,
    answer_problems,
    order_problems,
    schema_problems,
)

EVERY_GEOMETRY: list[dict[str, Any]] = [
    {"type": "Point", "coordinates": RING[0]},
    {"type": "MultiPoint", "coordinates": RING},
    {"type": "LineString", "coordinates": RING},
    {"type": "MultiLineString", "coordinates": [RING, RING]},
    POLYGON,
    MULTI_POLYGON,
    {"type": "GeometryCollection", "geometries": [POLYGON, {"type": "Point", "coordinates": RING[0]}]},
]


@given(box=st.lists(st.floats(-180, 180), max_size=8))
def test_a_bounding_box_has_four_numbers(box: list[float]) -> None:
    assert bool(schema_problems("BoundingBox", box)) is (len(box) != 4)


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schema", "name"), [("ArchiveSearch", "intersects"), ("CatalogSearch", "intersects"), ("StacItem", "geometry")]
)
@pytest.mark.parametrize("geometry", EVERY_GEOMETRY, ids=lambda geometry: geometry["type"])
def test_every_geometry_type_has_its_own_nesting(schema: str, name: str, geometry: dict[str, Any]) -> None:
    assert schema_problems(schema, {"id": "x", name: geometry}) == []


@pytest.mark.parametrize("schema", ["ArchiveSearch", "CatalogSearch"])
@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [RING]},
        {"type": "Polygon", "coordinates": RING},
        {"type": "MultiPolygon", "coordinates": [RING]},
        {"type": "Circle", "coordinates": [RING]},
        {"type": "Polygon"},
    ],
)
def test_the_nesting_of_another_geometry_type_is_refused(schema: str, geometry: dict[str, Any]) -> None:
    assert schema_problems(schema, {"intersects": geometry})


@pytest.mark.parametrize("geometry", [POLYGON, MULTI_POLYGON], ids=lambda geometry: geometry["type"])
def test_an_order_and_an_aoi_may_have_several_polygons(geometry: dict[str, Any]) -> None:
    collection = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry}]}
    assert order_problems({**ARCHIVE, "geometry": collection}) == []
    assert order_problems({**TASKING, "geometry": collection}) == []
    assert schema_problems("AOI", {"aoi_id": "a", "name": "n", "status": "success", "geometry": geometry}) == []


@pytest.mark.parametrize("geometry", [EVERY_GEOMETRY[0], EVERY_GEOMETRY[2]], ids=lambda geometry: geometry["type"])
def test_a_geometry_without_an_area_is_refused_for_orders_and_aois(geometry: dict[str, Any]) -> None:
    collection = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": geometry}]}
    assert order_problems({**ARCHIVE, "geometry": collection})
    assert schema_problems("AOIGeometry", geometry)


# The pages print this number as a placeholder.
@pytest.mark.parametrize("schema", ["Polygon", "AOIGeometry", "Geometry"])
def test_a_single_number_is_no_position(schema: str) -> None:
    assert schema_problems(schema, {"type": "Polygon", "coordinates": [[[123]]]})
    assert schema_problems(schema, {"type": "Polygon", "coordinates": [RING[:3]]})


def test_a_position_has_two_or_three_numbers() -> None:
    assert [size for size in range(6) if not schema_problems("Position", [1.5] * size)] == [2, 3]


def test_a_bounding_box_begins_with_the_west() -> None:
    description = CONTRACT.at(f"{SCHEMAS}/BoundingBox/description")
    assert description.startswith("West, south, east, north")
    for west, south, east, north in CONTRACT.at(f"{SCHEMAS}/BoundingBox/examples"):
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90


@pytest.mark.parametrize(
    "box", [["172.91", "1.34", "172.95", "1.36"], [172.91, 1.34, 172.95, 1.36], ["172.91", 1.34, 172.95, "1.36"]]
)
def test_the_bounding_box_of_an_item_may_have_numbers_or_text(box: list[Any]) -> None:
    item = {"id": "x", "bbox": box}
    assert answer_problems("getArchiveItem", 200, item) == []
    assert answer_problems("getCatalog", 200, {"id": "c", "details": item}) == []


@pytest.mark.parametrize("schema", ["ArchiveSearch", "CatalogSearch"])
def test_the_bounding_box_of_a_search_has_four_numbers(schema: str) -> None:
    assert schema_problems(schema, {"bbox": [160.6, -55.95, -170, -25.89]}) == []
    assert schema_problems(schema, {"bbox": ["160.6", "-55.95", "-170", "-25.89"]})
    assert schema_problems(schema, {"bbox": [160.6, -55.95, -170]})
