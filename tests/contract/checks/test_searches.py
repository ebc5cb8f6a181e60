"""A search finds exactly the items that meet its conditions, in the requested order and in pages."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.contract.model.creation import FEW
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import CONTRACT, OPERATIONS, call_of, id_of, is_read_only, list_operation_of
from tests.contract.model.payloads import minimal
from tests.contract.outcomes import not_applicable, require
from tests.contract.transport.server import Server
from tests.oracle import JSON, Operation

EMPTY_POINT = {"type": "Point", "coordinates": [-150.5, -48.5]}
WORLD_BBOX = [-180.0, -90.0, 180.0, 90.0]
EMPTY_BBOX = [-150.6, -48.6, -150.4, -48.4]
# The operators that the contract names.
ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {"gte": operator.ge, "lt": operator.lt}


def results_in(operation: Operation, answer: Any) -> list[Any]:
    """The items that a search found, in a list or in an object by ID."""
    (name,) = {*result_fields(operation)}
    results = answer[name]
    return list(results.values()) if isinstance(results, dict) else list(results)


def result_fields(operation: Operation) -> Iterator[str]:
    pointer = operation.answers[str(operation.success)].get(JSON)
    schema = CONTRACT.resolve(CONTRACT.at(pointer), "")[0] if pointer else {}
    for name in schema.get("required", ()):
        field_schema, _ = CONTRACT.resolve(schema["properties"][name], "")
        item_schema = field_schema.get("items") or field_schema.get("additionalProperties") or {}
        if "$ref" in item_schema:
            yield name


# The read-only POST operations that find items.
SEARCHES = [
    operation
    for operation in OPERATIONS
    if operation.method == "POST" and is_read_only(operation) and {*result_fields(operation)}
]


def conditions(operation: Operation) -> dict[str, Any]:
    """The conditions of a search, by name, each with its schema."""
    schema, _ = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")
    return {name: CONTRACT.resolve(field_schema, "")[0] for name, field_schema in schema["properties"].items()}


def searching(*names: str) -> pytest.MarkDecorator:
    """The searches that have one of these conditions, each with the condition."""
    cases = [(operation, name) for operation in SEARCHES for name in names if name in conditions(operation)]
    return pytest.mark.parametrize(("operation", "name"), cases, ids=lambda value: getattr(value, "id", value))


def widest_body(inventory: Inventory, operation: Operation) -> dict[str, Any]:
    """The body that finds the most items."""
    body: dict[str, Any] = minimal(operation.body[JSON], inventory.valid(operation).body)
    optional_fields: dict[str, Any] = {"limit": 1000}
    return body | {name: value for name, value in optional_fields.items() if name in conditions(operation)}


class Search:
    """A search on a server, and all items that it can find."""

    def __init__(self, server: Server, inventory: Inventory, operation: Operation) -> None:
        self._server = server
        self._operation = operation
        self._widest = widest_body(inventory, operation)
        self.everything = self.find()
        require(self.everything, f"{operation.id} finds nothing")

    def find(self, **conditions: Any) -> list[Any]:
        """The items that meet the conditions; none if an ID in them is unknown (404).

        None as a condition removes it from the body.
        """
        body = {name: item for name, item in (self._widest | conditions).items() if item is not None}
        call = call_of(self._operation, body=body)
        if self._server.ask(call).status_code == 404:
            return []
        answer = self._server.value(call)
        found_items = results_in(self._operation, answer)
        pagination = answer.get("pagination")
        if pagination and not {"limit", "offset"} & conditions.keys():
            assert pagination["total"] == len(found_items), (
                f"{call}: finds {len(found_items)} items, and pagination has another total"
            )
        elif pagination:
            answered = {"offset": pagination.get("offset", pagination.get("skip")), "limit": pagination["limit"]}
            requested = {name: body.get(name, answered[name]) for name in answered}
            assert answered == requested, f"{call}: pagination is {answered}"
        return found_items

    def total(self, **conditions: Any) -> int | None:
        """The total of the pagination, if the search has one."""
        answer = self._server.value(call_of(self._operation, body=self._widest | conditions))
        total: int | None = answer.get("pagination", {}).get("total")
        return total

    def values(self, name: str) -> list[Any]:
        """The different values of a property of the found items."""
        values = [value_of(item, name) for item in self.everything]
        return sorted({value for value in values if value is not None and not isinstance(value, list)})

    def any_of(self, result_lists: list[list[Any]]) -> list[Any]:
        """The items in any of several results, in the order of all items."""
        return [item for item in self.everything if any(item in results for results in result_lists)]


def value_of(json_object: Any, name: str) -> Any:
    """The value of a field of an item, its properties or its details."""
    if not isinstance(json_object, dict):
        return None
    if name in json_object and not isinstance(json_object[name], dict):
        return json_object[name]
    nested_values = (value_of(json_object.get(field), name) for field in ("properties", "details"))
    return next((value for value in nested_values if value is not None), None)


def time_of(item: Any) -> datetime:
    return datetime.fromisoformat(value_of(item, "datetime"))


@pytest.mark.parametrize("operation", SEARCHES, ids=lambda operation: operation.id)
def test_condition_narrows_the_search(server: Server, inventory: Inventory, operation: Operation) -> None:
    search = Search(server, inventory, operation)
    for example in operation.raw["requestBody"]["content"][JSON]["examples"].values():
        for name, condition in example["value"].items():
            body = widest_body(inventory, operation) | {name: condition}
            # Some conditions exclude each other.
            if not CONTRACT.problems(operation.body[JSON], body):
                found_items = search.find(**{name: condition})
                assert all(item in search.everything for item in found_items), name


@searching("ids", "item_ids", "collections", "order_ids", "order_item_ids")
def test_search_by_ids_finds_the_items_with_these_ids(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    assert search.find(**{name: ["no-such-thing"]}) == []
    field = {"item_ids": "id"}.get(name, name.removesuffix("s"))

    def id_of_item(found_item: Any) -> Any:
        return value_of(found_item["details"] if name == "item_ids" else found_item, field)

    values = sorted({id_of_item(item) for item in search.everything} - {None})
    for ids in [[value] for value in values] + [values[:2]]:
        expected = [item for item in search.everything if id_of_item(item) in ids]
        if values:
            assert search.find(**{name: ids}) == expected, f"{name}={ids}"


@searching("bbox", "intersects", "geometry")
def test_search_by_area_finds_the_items_there(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    wide_area = WORLD_BBOX if name == "bbox" else bbox_polygon(WORLD_BBOX)

    everywhere = search.find(**{name: wide_area})
    # A search with a required geometry has one already.
    assert everywhere == search.everything or name == "geometry"
    assert all(item in everywhere for item in search.everything)
    assert search.find(**{name: EMPTY_BBOX if name == "bbox" else EMPTY_POINT}) == []
    if name == "bbox":
        # A bbox over the date line.
        outlines = [(item, bbox_of((item.get("details") or item)["geometry"])) for item in search.everything]
        expected = [item for item, (west, _, east, _) in outlines if east >= 175 or west <= -175]
        assert search.find(bbox=[175.0, -90.0, -175.0, 90.0]) == expected
    for found_item in search.everything[:3]:
        outline = (found_item.get("details") or found_item)["geometry"]
        own_area = bbox_of(outline) if name == "bbox" else outline
        assert found_item in search.find(**{name: own_area})
        quarters = [*bbox_quarters(bbox_of(outline))]
        assert any(
            found_item in search.find(**{name: quarter if name == "bbox" else bbox_polygon(quarter)})
            for quarter in quarters
        ), "an item is not found by a part of its area"
        if name == "bbox" and "intersects" in conditions(operation):
            assert [search.find(bbox=quarter) for quarter in quarters] == [
                search.find(intersects=bbox_polygon(quarter)) for quarter in quarters
            ]
        if name != "bbox":
            west, south, east, north = bbox_of(outline)
            surrounding_ring = bbox_polygon([west - 0.1, south - 0.1, east + 0.1, north + 0.1])["coordinates"][0]
            world = bbox_polygon(WORLD_BBOX)
            pierced = world | {"coordinates": [*world["coordinates"], surrounding_ring[::-1]]}
            assert found_item not in search.find(**{name: pierced}), "an item in a hole of the polygon is found"


def bbox_polygon(bbox: list[float]) -> dict[str, Any]:
    west, south, east, north = bbox
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def bbox_quarters(bbox: list[float]) -> Iterator[list[float]]:
    """The four quarters of a bbox, a little smaller."""
    west, south, east, north = bbox
    half_width, half_height = (east - west) / 2, (north - south) / 2
    for x, y in itertools.product((west, west + half_width), (south, south + half_height)):
        yield [x + half_width / 100, y + half_height / 100, x + half_width * 0.99, y + half_height * 0.99]


def bbox_of(outline: Any) -> list[float]:
    corners = [*positions(outline["coordinates"])]
    easts, norths = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return [min(easts), min(norths), max(easts), max(norths)]


def positions(nested: Any) -> Iterator[list[float]]:
    if nested and not isinstance(nested[0], list):
        yield nested
    else:
        for element in nested:
            yield from positions(element)


@searching("intersects", "geometry")
def test_search_of_several_areas_finds_the_items_in_each(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    outlines = [(item.get("details") or item)["geometry"] for item in search.everything[:FEW]]
    boxes = [bbox_of(outline) for outline in outlines]
    # Points inside, and points on both sides, so that only the line between them meets the area.
    points = [[(west + east) / 2, (south + north) / 2] for west, south, east, north in boxes]
    west, south, east, north = boxes[0]
    outer_points = [[west - 0.01, (south + north) / 2], [east + 0.01, (south + north) / 2]]
    for point_list in (points, outer_points):
        single_results = [search.find(**{name: {"type": "Point", "coordinates": point}}) for point in point_list]
        assert search.find(**{name: {"type": "MultiPoint", "coordinates": point_list}}) == search.any_of(single_results)
    center = [(west + east) / 2, (south + north) / 2]
    vertical_line = [[center[0], south - 0.01], [center[0], north + 0.01]]
    diagonal_line = [[west - 0.01, south - 0.01], [east + 0.01, north + 0.01]]
    for line in (outer_points, vertical_line, diagonal_line):
        for ends in (line, line[::-1]):
            assert search.everything[0] in search.find(**{name: {"type": "LineString", "coordinates": ends}}), ends
    assert search.everything[0] not in search.find(**{name: {"type": "MultiPoint", "coordinates": outer_points}})

    areas = [bbox_polygon(item) for item in boxes]
    results_by_area = [search.find(**{name: area}) for area in areas]
    multipolygon = {"type": "MultiPolygon", "coordinates": [area["coordinates"] for area in areas]}
    assert search.find(**{name: multipolygon}) == search.any_of(results_by_area)
    assert search.find(**{name: {"type": "GeometryCollection", "geometries": areas}}) == search.any_of(results_by_area)
    for area, results in zip(areas, results_by_area, strict=True):
        (ring,) = area["coordinates"]
        assert search.find(**{name: area | {"coordinates": [ring[::-1]]}}) == results, (
            "with the ring in the other direction"
        )


@searching("datetime")
def test_search_by_time_finds_the_items_of_that_time(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    for text in [value_of(item, "datetime") for item in search.everything[:4]]:
        time = datetime.fromisoformat(text)
        expected = {
            text: [item for item in search.everything if time_of(item) == time],
            f"{text}/{text}": [item for item in search.everything if time_of(item) == time],
            f"../{text}": [item for item in search.everything if time_of(item) <= time],
            f"{text}/..": [item for item in search.everything if time_of(item) >= time],
        }
        for interval, results in expected.items():
            assert search.find(**{name: interval}) == results, interval
    times = sorted({time_of(item) for item in search.everything})
    for first, last in itertools.combinations(times[:FEW], 2):
        results = [item for item in search.everything if first <= time_of(item) <= last]
        interval = f"{first.isoformat()}/{last.isoformat()}"
        assert search.find(**{name: interval}) == results, interval


@searching("start_date", "datetime")
def test_search_by_time_is_the_same_at_any_offset(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    time = time_of(search.everything[0])
    texts = [time.astimezone(timezone(timedelta(hours=hours))).isoformat() for hours in (0, 5.5, -11)]
    requests = [{"start_date": text, "end_date": text} if name == "start_date" else {name: text} for text in texts]
    results_by_offset = [search.find(**conditions) for conditions in requests]

    assert results_by_offset[0]
    assert all(results == results_by_offset[0] for results in results_by_offset)


@searching("start_date")
def test_search_between_two_times_finds_the_items_between(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    times = sorted({value_of(item, "datetime") for item in search.everything})
    for start, end in [(times[0], times[-1]), (times[0], times[0]), (times[-1], times[-1])]:
        first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
        expected = [item for item in search.everything if first <= time_of(item) <= last]

        assert search.find(start_date=start, end_date=end) == expected


def compared_properties(operation: Operation) -> set[str]:
    """The properties that the examples of a search compare."""
    bodies = [item["value"] for item in operation.raw["requestBody"]["content"][JSON]["examples"].values()]
    compared = {
        name for body in bodies for name, condition in body.get("query", {}).items() if isinstance(condition, dict)
    }
    return compared | {item["id"] for body in bodies for item in body.get("filters", ())}


@searching("query", "filters")
def test_search_by_properties_finds_the_items_with_them(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    fields = compared_properties(operation) | (numeric_properties(search) if name == "query" else set())
    require(fields, "the found items have no numeric property")
    for field in sorted(fields):
        items_with_field = [item for item in search.everything if value_of(item, field) is not None]
        # Zero is a bound like any other.
        for bound in [0, *search.values(field)]:
            for operator_name, matches in ORDERINGS.items() if name == "query" else ():
                expected = [item for item in items_with_field if matches(value_of(item, field), bound)]
                assert search.find(query={field: {operator_name: bound}}) == expected, (
                    f"{field} {operator_name} {bound}"
                )
            if name == "query":
                impossible = {"gte": bound, "lt": bound}
                assert search.find(query={field: impossible}) == [], f"{field} {impossible}"
            ends = [(low, low + width) for low in (int(bound) - 1, int(bound)) for width in (0, 1)]
            for low, high in ends if name == "filters" else ():
                condition = {"id": field, "min": low, "max": high}
                expected = [item for item in items_with_field if low <= value_of(item, field) <= high]
                assert search.find(filters=[condition]) == expected, f"{condition}"


def numeric_properties(search: Search) -> set[str]:
    """The numeric properties with different values."""
    properties = (item.get("details", item)["properties"] for item in search.everything)
    names = {name for fields in properties for name, value in fields.items() if type(value) in {int, float}}
    return {name for name in names if len(search.values(name)) > 1}


@searching("query", "filters")
def test_search_by_an_unknown_property_finds_nothing(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    body = widest_body(inventory, operation)
    condition = [{"id": "eo:cloudcover", "min": 0, "max": 100}] if name == "filters" else {"eo:cloudcover": {"gte": 0}}

    answer = server.ask(call_of(operation, body=body | {name: condition}))

    assert answer.status_code == 400 or results_in(operation, answer.json()) == []


@searching("order_ids", "order_item_ids")
def test_each_image_belongs_to_one_order_and_one_item(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    list_operation = require(list_operation_of(name), f"no list has the resources that {name} names")
    results_by_id = {item["id"]: search.find(**{name: [item["id"]]}) for item in server.all_of(list_operation.id)}
    everything = [image for results in results_by_id.values() for image in results]

    assert sorted(image["id"] for image in everything) == sorted(image["id"] for image in search.everything)
    require(sum(map(bool, results_by_id.values())) > 1, "all images belong to one resource")
    # The images of an order are those of its items.
    list_order_items = CONTRACT.operations["listOrderItems"]
    for resource_id, results in results_by_id.items() if name in list_order_items.named("query") else ():
        items = [item["id"] for item in server.all_of(list_order_items.id, query={name: resource_id})]
        assert search.find(order_item_ids=items) == results, f"{name}={resource_id}"


def example_conditions(search: Search, operation: Operation, name: str) -> Iterator[Any]:
    """Conditions that find at least the first or the last item."""
    first, last = search.everything[0], search.everything[-1]
    boxes = [bbox_of((item.get("details") or item)["geometry"]) for item in (first, last)]
    match name:
        case "bbox":
            yield from boxes
        case "intersects" | "geometry":
            yield from map(bbox_polygon, boxes)
        case "datetime":
            yield from (f"{value_of(item, 'datetime')}/.." for item in (first, last))
        case "ids" | "collections":
            yield from ([value_of(item, name.removesuffix("s"))] for item in (first, last))
        case "item_ids":
            yield from ([item["details"]["id"]] for item in (first, last))
        case "query":
            for field in compared_properties(operation):
                yield from (
                    {field: {operator_name: bound}}
                    for operator_name in ORDERINGS
                    for bound in search.values(field)[-1:]
                )
        case "filters":
            for field in compared_properties(operation):
                yield from ([{"id": field, "min": int(item), "max": 100}] for item in search.values(field)[1:2])
                yield from ([{"id": field, "min": 0, "max": int(item)}] for item in search.values(field)[-2:-1])


@pytest.mark.parametrize("operation", SEARCHES, ids=lambda operation: operation.id)
def test_two_conditions_combine(server: Server, inventory: Inventory, operation: Operation) -> None:
    search = Search(server, inventory, operation)
    single_conditions = [
        (name, item) for name in sorted(conditions(operation)) for item in example_conditions(search, operation, name)
    ]
    results = [search.find(**{name: condition}) for name, condition in single_conditions]
    tested = 0
    for (first, first_results), (second, second_results) in itertools.combinations(
        zip(single_conditions, results, strict=True), 2
    ):
        combined = {first[0]: first[1]} | {second[0]: second[1]}
        if first[0] == second[0]:
            combined = {first[0]: [*first[1], *second[1]]}
        if (first[0] == second[0]) != (first[0] == "filters") or CONTRACT.problems(
            operation.body[JSON], widest_body(inventory, operation) | combined
        ):
            continue
        assert search.find(**combined) == [result for result in first_results if result in second_results], (
            f"{combined}"
        )
        tested += 1
    require(tested, "no two conditions can be combined")


def source_ids(server: Server, schema: Any) -> list[dict[str, str]]:
    """All pairs of IDs that the schema requires, from a list and the lists in its items."""
    parent, child = (name.removesuffix("_id") for name in schema["required"])
    list_operation = next(
        operation for operation in OPERATIONS if operation.tag == f"{parent}s" and operation.method == "GET"
    )
    listed = [
        (item["id"], child_item["id"]) for item in server.all_of(list_operation.id) for child_item in item[f"{child}s"]
    ]
    return [dict(zip(schema["required"], ids, strict=True)) for ids in listed]


@searching("satellites")
def test_search_of_several_sources_finds_the_items_of_each(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    sources = source_ids(server, CONTRACT.resolve(conditions(operation)[name]["items"], "")[0])
    results_by_source = []
    for source in sources:
        results = search.find(**{name: [source]})
        assert {result["collection"] for result in results} <= {source["collection_id"]}
        results_by_source.append((source, {result["id"] for result in results}))
    require(sum(bool(results) for _, results in results_by_source) > 1, "only one of the sources has items")

    # With two sources, the satellite of one does not match the collection of the other.
    for selection in [results_by_source, *itertools.combinations(results_by_source, 2)]:
        combined = search.find(**{name: [item for item, _ in selection]})

        assert sorted(result["id"] for result in combined) == sorted(
            set[str]().union(*(results for _, results in selection))
        )


@searching("satellites")
def test_single_source_may_be_given_without_a_list(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    sources = source_ids(server, CONTRACT.resolve(conditions(operation)[name]["items"], "")[0])
    results = [search.find(**{name: [item]}) for item in sources]

    assert any(results)
    assert [search.find(**{name: None, name.removesuffix("s"): item}) for item in sources] == results


@searching("satellites")
def test_aoi_can_be_created_from_found_images(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    create_aoi = CONTRACT.operations["createAoi"]
    created = 0
    for satellite in server.all_of("listSatellites"):
        for collection in satellite["collections"]:
            source = {"satellite_id": satellite["id"], "collection_id": collection["id"]}
            images = search.find(**{name: [source]})[:2]
            if images:
                aoi_fields = {
                    "satellite_id": satellite["id"],
                    "provider": collection["provider"],
                    "geometry": images[0]["geometry"],
                }
                other_images = [
                    image
                    for image in search.find(**{name: [source], "geometry": bbox_polygon(WORLD_BBOX)})
                    if are_disjoint(bbox_of(image["geometry"]), bbox_of(images[0]["geometry"]))
                ]
                # Images outside the area do not keep an AOI from the other images.
                for chosen_images in [
                    images,
                    *([*images, item] for item in other_images[:1]),
                    *([item] for item in other_images[:1]),
                ]:
                    call = inventory.valid(create_aoi)
                    ids = {"item_ids": [image["id"] for image in chosen_images]}
                    aoi = server.value(replace(call, body=call.body | aoi_fields | ids))["aoi_id"]
                    assert_aoi_has_images(server, aoi, chosen_images)
                    created += 1
    require(created, "the search finds nothing")


def are_disjoint(first: list[float], second: list[float]) -> bool:
    """Whether two bboxes do not overlap."""
    return first[2] < second[0] or second[2] < first[0] or first[3] < second[1] or second[3] < first[1]


def assert_aoi_has_images(server: Server, aoi: str, images: list[Any]) -> None:
    """A finished AOI has these images and assets of their days only. After a success, each day has an asset."""
    finished_aoi = server.gathered(aoi)
    if finished_aoi["status"] == "success":
        assert sorted(finished_aoi["images"]) == sorted(image["id"] for image in images)
    days = {time_of(image).astimezone(UTC).date().isoformat() for image in images}
    asset_days = {asset["date"] for asset in server.all_of("listAssets", path={"aoi_id": aoi})}
    assert asset_days <= days, f"there are assets of {sorted(asset_days)}, but images of {sorted(days)} only"
    if finished_aoi["status"] == "success":
        assert asset_days == days, f"there are images of {sorted(days)}, but assets of {sorted(asset_days)} only"


@searching("query")
def test_search_does_not_match_similar_texts(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    bodies = [item["value"] for item in operation.raw["requestBody"]["content"][JSON]["examples"].values()]
    texts = {(field, text) for body in bodies for field, text in body.get(name, {}).items() if isinstance(text, str)}
    if not texts:
        not_applicable("no example of the contract searches by a text property")
    for field, text in sorted(texts):
        require(search.find(**{name: {field: text}}), f"no item has {field}={text}")
        for similar in (text[:-1], text[1:], f"{text}x", text.swapcase(), "", "%", "*"):
            if similar != text:
                assert search.find(**{name: {field: similar}}) == [], f"{field}={similar!r}"


@searching("sortby", "sort_by")
def test_first_sort_key_counts_first(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    search = Search(server, inventory, operation)
    values = {
        field: search.values(field) for field in search.everything[0].get("details", search.everything[0])["properties"]
    }
    repeated_fields = [
        field for field, field_values in values.items() if 1 < len(field_values) < len(search.everything)
    ]
    require(repeated_fields, "no two items have the same value of a sort field")
    for first, second in itertools.product(repeated_fields, [field for field in values if len(values[field]) > 1]):
        results = search.find(**{name: [{"field": first, "direction": "asc"}, {"field": second, "direction": "desc"}]})

        by_first = [value_of(item, first) for item in results]
        assert by_first == sorted(by_first), f"{first}, then {second}"
        for _, group in itertools.groupby(results, key=lambda item: value_of(item, first)):
            by_second = [value_of(item, second) for item in group]
            assert by_second == sorted(by_second, reverse=True), f"{first}, then {second}"


@searching("sortby", "sort_by")
def test_search_is_sorted_as_requested(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    search = Search(server, inventory, operation)
    examples = operation.raw["requestBody"]["content"][JSON]["examples"].values()
    for field in {key["field"] for item in examples for key in item["value"].get(name, ())}:
        for direction, is_descending in (("asc", False), ("desc", True), ("ASC", False), ("DESC", True)):
            results = search.find(**{name: [{"field": field, "direction": direction}]})

            field_values = [value_of(item, field) for item in results]
            assert field_values == sorted(field_values, reverse=is_descending), f"{field} {direction}"
            assert all(item in results for item in search.everything)
            assert len(results) == len(search.everything)
    properties = {field for item in search.everything for field in item.get("details", item)["properties"]}
    for field, direction in itertools.product(sorted(properties), ("asc", "desc")):
        results = search.find(**{name: [{"field": field, "direction": direction}]})
        # Items without the property are found, too.
        assert sorted(map(id_of, results)) == sorted(map(id_of, search.everything)), f"{field} {direction}"


@searching("limit")
def test_pages_of_a_search_are_slices_of_its_items(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    single_conditions = [
        {name: item} for name in sorted(conditions(operation)) for item in example_conditions(search, operation, name)
    ]
    for condition in ({}, *single_conditions, *example_sort_keys(operation)):
        everything = search.find(**condition)
        for limit in {1, 2, len(everything) or 1}:
            assert search.find(limit=limit, **condition) == everything[:limit]
            assert search.total(limit=limit, **condition) in (None, len(everything)), f"{condition}, by {limit}"
            for offset in range(len(everything) + 2) if "offset" in conditions(operation) else ():
                page = search.find(limit=limit, offset=offset, **condition)
                assert page == everything[offset : offset + limit], f"{condition}: {limit} from {offset}"


def example_sort_keys(operation: Operation) -> Iterator[dict[str, Any]]:
    """The sort keys of the examples, in both directions."""
    examples = operation.raw["requestBody"]["content"][JSON]["examples"].values()
    for name in ("sortby", "sort_by"):
        for field in sorted({key["field"] for item in examples for key in item["value"].get(name, ())}):
            yield from ({name: [{"field": field, "direction": direction}]} for direction in ("asc", "desc"))


@searching("limit")
def test_search_without_a_limit_has_the_documented_limit(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    documented = conditions(operation)["limit"].get("default", len(search.everything))
    body = {key: value for key, value in widest_body(inventory, operation).items() if key != "limit"}

    answer = server.value(call_of(operation, body=body))

    assert results_in(operation, answer) == search.everything[:documented]
