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
from tests.contract.model.listing import LARGEST_LIMIT, UNKNOWN, next_to
from tests.contract.model.moving import difference, label_of
from tests.contract.model.operations import CONTRACT, OPERATIONS, call_of, list_operation_of
from tests.contract.model.search import (
    NOTHING,
    SEARCHES,
    Conditions,
    Search,
    conditions,
    in_any,
    outline_of,
    properties_of,
    results_in,
    time_of,
    value_of,
    widest_body,
)
from tests.contract.outcomes import not_applicable, require
from tests.contract.transport.server import Server
from tests.oracle import JSON, Operation

EMPTY_POINT = {"type": "Point", "coordinates": [-150.5, -48.5]}
WORLD_BBOX = [-180.0, -90.0, 180.0, 90.0]
EMPTY_BBOX = [-150.6, -48.6, -150.4, -48.4]
# The distance from an edge at which a search is tried, in degrees: about a tenth of a metre.
BESIDE = 1e-6
# The operators that the contract names.
ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {"gte": operator.ge, "lt": operator.lt}
# Operators that STAC has besides.
OTHER_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "lte": operator.le,
    "gt": operator.gt,
    "eq": operator.eq,
    "in": lambda value, several: value in several,
}
# How many cases of one check are tried by URL.
CASES, PAGES, PAIRS = 3, 6, 6

by_search = pytest.mark.parametrize("operation", SEARCHES, ids=lambda operation: operation.id)


def searching(*names: str) -> pytest.MarkDecorator:
    """The searches that have one of these conditions, each with the condition."""
    cases = [(operation, name) for operation in SEARCHES for name in names if name in conditions(operation)]
    return pytest.mark.parametrize(("operation", "name"), cases, ids=lambda value: getattr(value, "id", value))


def example_bodies(operation: Operation) -> list[dict[str, Any]]:
    return [example["value"] for example in operation.raw["requestBody"]["content"][JSON]["examples"].values()]


def are_valid(inventory: Inventory, operation: Operation, search_conditions: Conditions) -> bool:
    """Whether the contract allows the conditions together: some exclude each other."""
    return not CONTRACT.problems(operation.body[JSON], {**widest_body(inventory, operation), **search_conditions})


@by_search
def test_condition_narrows_the_search(server: Server, inventory: Inventory, operation: Operation) -> None:
    search = Search(server, inventory, operation)
    cases = [
        {name: condition}
        for body in example_bodies(operation)
        for name, condition in body.items()
        if are_valid(inventory, operation, {name: condition})
    ]
    for case in server.sample(cases, CASES, operation.id):
        # What is found is found without the condition, too.
        search.assert_agrees(case, [NOTHING, case], lambda looks: in_any(*looks))


@searching("ids", "item_ids", "collections", "order_ids", "order_item_ids")
def test_search_by_ids_finds_the_items_with_these_ids(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    field = {"item_ids": "id"}.get(name, name.removesuffix("s"))

    def id_of_item(found_item: Any) -> Any:
        return value_of(found_item["details"] if name == "item_ids" else found_item, field)

    values = sorted({id_of_item(item) for item in search.everything} - {None})
    cases = [*([value] for value in values), values[:2]] if values else []
    # A server may refuse an unknown ID, or find nothing by it.
    is_refused = server.ask(search.call({name: [UNKNOWN]})).status_code == 404
    unknown = [] if is_refused else [[UNKNOWN], [*values[-1:], UNKNOWN]]
    for ids in [*unknown, *server.sample(cases, CASES - 1, f"{operation.id} {name}")]:
        search.assert_finds({name: ids}, items_with_ids(id_of_item, ids))


@searching("bbox", "intersects", "geometry")
def test_search_by_area_finds_the_items_there(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)

    def area(bbox: list[float]) -> Any:
        return bbox if name == "bbox" else bbox_polygon(bbox)

    # A search with a required geometry has one already.
    if name == "geometry":
        assert_found(search, search.everything, {name: area(WORLD_BBOX)})
    else:
        search.assert_finds({name: area(WORLD_BBOX)}, lambda items: items)
    search.assert_finds({name: EMPTY_BBOX if name == "bbox" else EMPTY_POINT}, lambda items: [])
    if name == "bbox":
        # A bbox over the date line.
        search.assert_finds({name: [175.0, -90.0, -175.0, 90.0]}, near_date_line)
    for found_item in server.sample(search.everything[:3], 1, f"{operation.id} {name}"):
        outline = outline_of(found_item)
        assert_found(search, [found_item], {name: bbox_of(outline) if name == "bbox" else outline})
        quarters = [*bbox_quarters(bbox_of(outline))]
        label = label_of(found_item)
        assert any(label in map(label_of, search.find({name: area(quarter)})) for quarter in quarters), (
            f"{operation.id} by {name}: must find {label} by a quarter of its area, finds it by none of {quarters}"
        )
        if name == "bbox" and "intersects" in conditions(operation):
            for quarter in server.sample(quarters, 1, operation.id):
                search.assert_same({"bbox": quarter}, [{"intersects": bbox_polygon(quarter)}])
        if name != "bbox":
            west, south, east, north = bbox_of(outline)
            surrounding_ring = bbox_polygon([west - 0.1, south - 0.1, east + 0.1, north + 0.1])["coordinates"][0]
            world = bbox_polygon(WORLD_BBOX)
            pierced = world | {"coordinates": [*world["coordinates"], surrounding_ring[::-1]]}
            assert_not_found(search, found_item, {name: pierced}, "it lies in a hole of the polygon")


def near_date_line(items: list[Any]) -> list[Any]:
    outlines = [(item, bbox_of(outline_of(item))) for item in items]
    return [item for item, (west, _, east, _) in outlines if east >= 175 or west <= -175]


def assert_found(search: Search, items: list[Any], search_conditions: Conditions) -> None:
    found = {label_of(item) for item in search.find(search_conditions)}
    missing = next((item for item in items if label_of(item) not in found), None)
    assert missing is None, (
        f"{search.operation.id} with {search_conditions}: must find {label_of(missing)}, finds {len(found)} others"
    )


def assert_not_found(search: Search, item: Any, search_conditions: Conditions, why: str) -> None:
    found = {label_of(other) for other in search.find(search_conditions)}
    assert label_of(item) not in found, (
        f"{search.operation.id} with {search_conditions}: must not find {label_of(item)}, because {why}, finds it"
    )


@searching("bbox", "intersects", "geometry")
def test_search_by_area_ends_exactly_at_its_edges(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    inner = [item for item in search.everything if is_inside(bbox_of(outline_of(item)))]
    require(inner, "no found item is far from the date line and the poles")
    cases = [
        (item, beside, is_touching)
        for item in inner[:1]
        for is_touching in (True, False)
        for beside in boxes_beside(bbox_of(outline_of(item)), -BESIDE if is_touching else BESIDE)
    ]
    for item, beside, is_touching in server.sample(cases, 2, f"{operation.id} {name}"):
        condition = {name: beside if name == "bbox" else bbox_polygon(beside)}
        if is_touching:
            assert_found(search, [item], condition)
        else:
            assert_not_found(search, item, condition, f"it ends {BESIDE:g} degrees before the area")


def is_inside(bbox: list[float]) -> bool:
    west, south, east, north = bbox
    return west > -179 and south > -89 and east < 179 and north < 89


def boxes_beside(bbox: list[float], distance: float) -> list[list[float]]:
    """A box on each side of a bbox, at a distance from it; over its edge if the distance is negative."""
    west, south, east, north = bbox
    return [
        [round(degrees, 6) for degrees in box]
        for box in (
            [west - 0.5, south - 0.01, west - distance, north + 0.01],
            [west - 0.01, south - 0.5, east + 0.01, south - distance],
            [east + distance, south - 0.01, east + 0.5, north + 0.01],
            [west - 0.01, north + distance, east + 0.01, north + 0.5],
        )
    ]


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
    boxes = [bbox_of(outline_of(item)) for item in server.sample(search.everything[:FEW], 2, operation.id)]
    item = next(item for item in search.everything if bbox_of(outline_of(item)) == boxes[0])
    # Points inside, and points on both sides, so that only the line between them meets the area.
    points = [[(west + east) / 2, (south + north) / 2] for west, south, east, north in boxes]
    west, south, east, north = boxes[0]
    outer_points = [[west - 0.01, (south + north) / 2], [east + 0.01, (south + north) / 2]]
    for point_list in (points, outer_points):
        search.assert_same(
            {name: {"type": "MultiPoint", "coordinates": point_list}},
            [{name: {"type": "Point", "coordinates": point}} for point in point_list],
        )
    center = [(west + east) / 2, (south + north) / 2]
    vertical_line = [[center[0], south - 0.01], [center[0], north + 0.01]]
    diagonal_line = [[west - 0.01, south - 0.01], [east + 0.01, north + 0.01]]
    lines = [ends for line in (outer_points, vertical_line, diagonal_line) for ends in (line, line[::-1])]
    for ends in server.sample(lines, 2, f"{operation.id} {name}"):
        assert_found(search, [item], {name: {"type": "LineString", "coordinates": ends}})
    assert_not_found(
        search, item, {name: {"type": "MultiPoint", "coordinates": outer_points}}, "it lies between the points"
    )

    areas = [bbox_polygon(box) for box in boxes]
    each_area = [{name: area} for area in areas]
    multipolygon = {"type": "MultiPolygon", "coordinates": [area["coordinates"] for area in areas]}
    search.assert_same({name: multipolygon}, each_area)
    search.assert_same({name: {"type": "GeometryCollection", "geometries": areas}}, each_area)
    for area in server.sample(areas, 1, operation.id):
        (ring,) = area["coordinates"]
        # The ring in the other direction.
        search.assert_same({name: area | {"coordinates": [ring[::-1]]}}, [{name: area}])


def in_interval(first: datetime | None, last: datetime | None) -> Callable[[list[Any]], list[Any]]:
    """Selects the items of an interval of time. None is an open end."""
    return lambda items: [
        item for item in items if (first is None or first <= time_of(item)) and (last is None or time_of(item) <= last)
    ]


@searching("datetime")
def test_search_by_time_finds_the_items_of_that_time(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    cases: list[tuple[str, datetime | None, datetime | None]] = []
    for text in [value_of(item, "datetime") for item in search.everything[:4]]:
        time = datetime.fromisoformat(text)
        cases += [
            (text, time, time),
            (f"{text}/{text}", time, time),
            (f"../{text}", None, time),
            (f"{text}/..", time, None),
        ]
    times = sorted({time_of(item) for item in search.everything})
    cases += [
        (f"{first.isoformat()}/{last.isoformat()}", first, last)
        for first, last in itertools.combinations(times[:FEW], 2)
    ]
    for interval, first, last in server.sample(cases, CASES, operation.id):
        search.assert_finds({name: interval}, in_interval(first, last))


@searching("datetime", "start_date")
def test_search_by_time_ends_exactly_at_its_ends(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    texts = sorted({value_of(item, "datetime") for item in search.everything}, key=datetime.fromisoformat)
    text = texts[len(texts) // 2]
    before, after = next_to(text, -1), next_to(text, 1)
    # The last digit before an end or behind it counts.
    cases = [(texts[0], before), (texts[0], text), (text, texts[-1]), (after, texts[-1]), (before, after)]
    for start, end in server.sample([case for case in cases if is_ordered(*case)], CASES, f"{operation.id} {name}"):
        condition = {name: f"{start}/{end}"} if name == "datetime" else {"start_date": start, "end_date": end}
        search.assert_finds(condition, in_interval(datetime.fromisoformat(start), datetime.fromisoformat(end)))


def is_ordered(start: str, end: str) -> bool:
    return datetime.fromisoformat(start) <= datetime.fromisoformat(end)


@searching("start_date", "datetime")
def test_search_by_time_is_the_same_at_any_offset(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    time = time_of(search.everything[0])
    texts = [time.astimezone(timezone(timedelta(hours=hours))).isoformat() for hours in (0, 5.5, -11)]
    for text in server.sample(texts, 2, f"{operation.id} {name}"):
        condition = {"start_date": text, "end_date": text} if name == "start_date" else {name: text}
        search.assert_finds(condition, in_interval(time, time))


@searching("start_date")
def test_search_between_two_times_finds_the_items_between(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    times = sorted({value_of(item, "datetime") for item in search.everything})
    for start, end in [(times[0], times[-1]), (times[0], times[0]), (times[-1], times[-1])]:
        expected = in_interval(datetime.fromisoformat(start), datetime.fromisoformat(end))
        search.assert_finds({"start_date": start, "end_date": end}, expected)


def compared_properties(operation: Operation) -> set[str]:
    """The properties that the examples of a search compare."""
    bodies = example_bodies(operation)
    compared = {
        name for body in bodies for name, condition in body.get("query", {}).items() if isinstance(condition, dict)
    }
    return compared | {item["id"] for body in bodies for item in body.get("filters", ())}


def compared_with(operand: Any, matches: Callable[[Any, Any], bool]) -> Callable[[Any], bool]:
    return lambda value: matches(value, operand)


def between(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: low <= value <= high


def items_with_ids(id_of_item: Callable[[Any], Any], ids: list[Any]) -> Callable[[list[Any]], list[Any]]:
    """Selects the items with these IDs."""
    return lambda items: [item for item in items if id_of_item(item) in ids]


def slice_of_the_first(start: int, limit: int) -> Callable[[list[list[Any]]], list[Any]]:
    """The page of the first of several results."""
    return lambda looks: looks[0][start : start + limit]


def by_property(field: str, meets: Callable[[Any], bool]) -> Callable[[list[Any]], list[Any]]:
    """Selects the items whose property meets a condition; an item without the property never does."""

    def selected(items: list[Any]) -> list[Any]:
        return [item for item in items if (value := value_of(item, field)) is not None and meets(value)]

    return selected


@searching("query", "filters")
def test_search_by_properties_finds_the_items_with_them(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    fields = compared_properties(operation) | (numeric_properties(search) if name == "query" else set())
    require(fields, "the found items have no numeric property")
    make = query_cases if name == "query" else filter_cases
    cases = [case for field in sorted(fields) for case in make(search, field)]
    for condition, expected in server.sample(cases, 2 * CASES, f"{operation.id} {name}"):
        search.assert_finds(condition, expected)


Case = tuple[Conditions, Callable[[list[Any]], list[Any]]]


def query_cases(search: Search, field: str) -> Iterator[Case]:
    """Each operator at each value and by a fraction above it."""
    # Zero is a bound like any other.
    for bound in [0, *search.values(field)]:
        for operator_name, matches in ORDERINGS.items():
            for operand in (bound, round(bound + 0.001, 6)):
                yield (
                    {"query": {field: {operator_name: operand}}},
                    by_property(field, compared_with(operand, matches)),
                )
        yield {"query": {field: {"gte": bound, "lt": bound}}}, lambda items: []


def filter_cases(search: Search, field: str) -> Iterator[Case]:
    """Ranges from and to the whole numbers around each value."""
    for bound in [0, *search.values(field)]:
        for low, high in [(low, low + width) for low in (int(bound) - 1, int(bound)) for width in (0, 1)]:
            yield (
                {"filters": [{"id": field, "min": low, "max": high}]},
                by_property(field, between(low, high)),
            )


def numeric_properties(search: Search) -> set[str]:
    """The numeric properties with different values."""
    properties = (properties_of(item) for item in search.everything)
    names = {name for fields in properties for name, value in fields.items() if type(value) in {int, float}}
    return {name for name in names if len(search.values(name)) > 1}


@searching("query")
def test_operator_without_documentation_is_exact_or_refused(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    fields = require(numeric_properties(search), "the found items have no numeric property")
    cases = [
        (field, operator_name, [bound] if operator_name == "in" else bound)
        for field in sorted(fields)
        for bound in search.values(field)[:2]
        for operator_name in OTHER_OPERATORS
    ]
    for field, operator_name, operand in server.sample(cases, CASES, operation.id):
        condition = {name: {field: {operator_name: operand}}}
        matches = OTHER_OPERATORS[operator_name]
        if server.ask(search.call(condition)).status_code != 400:
            search.assert_finds(condition, by_property(field, compared_with(operand, matches)))


@searching("query", "filters")
def test_search_by_an_unknown_property_finds_nothing(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    body = widest_body(inventory, operation)
    condition = [{"id": "eo:cloudcover", "min": 0, "max": 100}] if name == "filters" else {"eo:cloudcover": {"gte": 0}}

    call = call_of(operation, body=body | {name: condition})
    answer = server.ask(call)

    if answer.status_code != 400:
        found = results_in(operation, server.value_of(call, answer))
        assert not found, f"{call}: must be 400 or find nothing, finds {len(found)} items"


@searching("order_ids", "order_item_ids")
def test_each_image_belongs_to_one_order_and_one_item(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    list_operation = require(list_operation_of(name), f"no list has the resources that {name} names")
    ids = [item["id"] for item in server.all_of(list_operation.id, known=True)]
    results_by_id = {
        resource_id: search.find({name: [resource_id]}) for resource_id in server.sample(ids, 4, operation.id)
    }
    labels = sorted(label_of(image) for results in results_by_id.values() for image in results)
    everything = sorted(map(label_of, search.everything))
    if len(results_by_id) < len(ids):
        # On another server, some were asked for.
        everything = [label for label in everything if label in labels]
    message = difference(server, everything, labels)
    assert message is None, f"{operation.id} by each of {name}, compared with all images: {message}"
    if len(results_by_id) == len(ids):
        require(sum(map(bool, results_by_id.values())) > 1, "all images belong to one resource")
    # The images of an order are those of its items.
    list_order_items = CONTRACT.operations["listOrderItems"]
    for resource_id, results in results_by_id.items() if name in list_order_items.named("query") else ():
        items = [item["id"] for item in server.all_of(list_order_items.id, query={name: resource_id}, known=True)]
        message = difference(server, results, search.find({"order_item_ids": items}, known=True))
        assert message is None, f"{operation.id} by the items of {name} {resource_id}, compared with it: {message}"


def example_conditions(search: Search, operation: Operation, name: str) -> Iterator[Any]:
    """Conditions that find at least the first or the last item."""
    first, last = search.everything[0], search.everything[-1]
    boxes = [bbox_of(outline_of(item)) for item in (first, last)]
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


def single_conditions(search: Search, operation: Operation) -> list[dict[str, Any]]:
    return [
        {name: condition}
        for name in sorted(conditions(operation))
        for condition in example_conditions(search, operation, name)
    ]


@by_search
def test_two_conditions_combine(server: Server, inventory: Inventory, operation: Operation) -> None:
    search = Search(server, inventory, operation)
    cases = []
    for first, second in itertools.combinations(single_conditions(search, operation), 2):
        ((first_name, first_value),) = first.items()
        ((second_name, second_value),) = second.items()
        combined = first | second
        if first_name == second_name:
            combined = {first_name: [*first_value, *second_value]}
        if (first_name == second_name) == (first_name == "filters") and are_valid(inventory, operation, combined):
            cases.append((first, second, combined))
    require(cases, "no two conditions can be combined")
    for first, second, combined in server.sample(cases, PAIRS, operation.id):
        search.assert_agrees(combined, [first, second], lambda looks: in_any(*looks))


@searching("sortby", "sort_by")
def test_conditions_and_sort_keys_combine(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    keys = [condition[name] for condition in example_sort_keys(operation) if name in condition]
    # Each condition with one of the keys.
    cases = [
        (condition, keys[position % len(keys)])
        for position, condition in enumerate(single_conditions(search, operation))
    ]
    for condition, sort_keys in server.sample(cases, PAIRS, operation.id):
        combined = {**condition, name: sort_keys}
        alone = [{name: sort_keys}, condition]
        search.assert_agrees(combined, alone, lambda looks: in_any(*looks))
        # The order is that of the whole search, also on a later page.
        if "offset" in conditions(operation):
            window = {"limit": 1, "offset": 1}
            search.assert_agrees({**combined, **window}, alone, lambda looks: in_any(*looks)[1:2])


def source_ids(server: Server, schema: Any) -> list[dict[str, str]]:
    """All pairs of IDs that the schema requires, from a list and the lists in its items."""
    parent, child = (name.removesuffix("_id") for name in schema["required"])
    list_operation = next(
        operation for operation in OPERATIONS if operation.tag == f"{parent}s" and operation.method == "GET"
    )
    listed = [
        (item["id"], child_item["id"])
        for item in server.all_of(list_operation.id, known=True)
        for child_item in item[f"{child}s"]
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
        results = search.find({name: [source]}, known=True)
        other = next((result for result in results if result["collection"] != source["collection_id"]), None)
        assert other is None, (
            f"{operation.id} with {source}: must find items of that collection, finds {label_of(other)} of another"
        )
        results_by_source.append((source, {result["id"] for result in results}))
    require(sum(bool(results) for _, results in results_by_source) > 1, "only one of the sources has items")

    # With two sources, the satellite of one does not match the collection of the other.
    pairs = itertools.combinations(results_by_source, 2)
    for selection in [results_by_source, *server.sample(pairs, CASES, operation.id)]:
        chosen = [item for item, _ in selection]
        combined = sorted(result["id"] for result in search.find({name: chosen}))
        expected = sorted(set[str]().union(*(results for _, results in selection)))
        message = difference(server, expected, combined)

        assert message is None, f"{operation.id} with {chosen}, compared with each of them: {message}"


@searching("satellites")
def test_single_source_may_be_given_without_a_list(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    sources = source_ids(server, CONTRACT.resolve(conditions(operation)[name]["items"], "")[0])
    found = [source for source in sources if search.find({name: [source]}, known=True)]
    require(found, "no source has items")
    for source in found if not server.is_sandbox else sources:
        single = {name: None, name.removesuffix("s"): source}
        search.assert_agrees(single, [{name: [source]}], lambda looks: looks[0])


@pytest.mark.tags("imagery", "aois")
@searching("satellites")
def test_aoi_can_be_created_from_found_images(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    create_aoi = CONTRACT.operations["createAoi"]
    require(server.run.selects(create_aoi.id), "createAoi is not selected")
    search = Search(server, inventory, operation)
    cases = []
    for satellite in server.all_of("listSatellites", known=True):
        for collection in satellite["collections"]:
            source = {"satellite_id": satellite["id"], "collection_id": collection["id"]}
            images = search.find({name: [source]}, known=True)[:2]
            if images:
                aoi_fields = {
                    "satellite_id": satellite["id"],
                    "provider": collection["provider"],
                    "geometry": images[0]["geometry"],
                }
                everywhere = search.find({name: [source], "geometry": bbox_polygon(WORLD_BBOX)}, known=True)
                other_images = [
                    image
                    for image in everywhere
                    if are_disjoint(bbox_of(image["geometry"]), bbox_of(images[0]["geometry"]))
                ]
                # Images outside the area do not keep an AOI from the other images.
                for chosen_images in [
                    images,
                    *([*images, item] for item in other_images[:1]),
                    *([item] for item in other_images[:1]),
                ]:
                    cases.append((aoi_fields, chosen_images))
    require(cases, "the search finds nothing")
    for aoi_fields, chosen_images in server.sample(cases, 2, operation.id):
        call = inventory.valid(create_aoi)
        ids = {"item_ids": [image["id"] for image in chosen_images]}
        aoi = server.value(replace(call, body=call.body | aoi_fields | ids))["aoi_id"]
        assert_aoi_has_images(server, aoi, chosen_images)


def are_disjoint(first: list[float], second: list[float]) -> bool:
    """Whether two bboxes do not overlap."""
    return first[2] < second[0] or second[2] < first[0] or first[3] < second[1] or second[3] < first[1]


def assert_aoi_has_images(server: Server, aoi: str, images: list[Any]) -> None:
    """A finished AOI has these images and assets of their days only. After a success, each day has an asset."""
    finished_aoi = server.gathered(aoi)
    days = {time_of(image).astimezone(UTC).date().isoformat() for image in images}
    asset_days = {asset["date"] for asset in server.all_of("listAssets", path={"aoi_id": aoi})}
    assert asset_days <= days, (
        f"AOI {aoi} must have assets of {sorted(days)}, the days of its images, has some of {sorted(asset_days - days)}"
    )
    if finished_aoi["status"] == "success":
        message = difference(server, sorted(image["id"] for image in images), sorted(finished_aoi["images"]))
        assert message is None, f"AOI {aoi} must have the images that it was created from: {message}"
        assert asset_days == days, (
            f"AOI {aoi} must have assets of {sorted(days)}, the days of its images, has {sorted(asset_days)} only"
        )


@searching("query")
def test_search_does_not_match_similar_texts(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    texts = {
        (field, text)
        for body in example_bodies(operation)
        for field, text in body.get(name, {}).items()
        if isinstance(text, str)
    }
    if not texts:
        not_applicable("no example of the contract searches by a text property")
    for field, text in sorted(texts):
        require(search.find({name: {field: text}}, known=True), f"no item has {field}={text}")
        similar_texts = (text[:-1], text[1:], f"{text}x", f"{text}é", text.swapcase(), "", "%", "*")
        others = [similar for similar in similar_texts if similar != text]
        for similar in server.sample(others, 2, f"{operation.id} {field}"):
            search.assert_finds({name: {field: similar}}, lambda items: [])


@searching("sortby", "sort_by")
def test_first_sort_key_counts_first(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    search = Search(server, inventory, operation)
    values = {field: search.values(field) for field in properties_of(search.everything[0])}
    repeated_fields = [
        field for field, field_values in values.items() if 1 < len(field_values) < len(search.everything)
    ]
    require(repeated_fields, "no two items have the same value of a sort field")
    pairs = itertools.product(repeated_fields, [field for field in values if len(values[field]) > 1])
    for first, second in server.sample(pairs, CASES, operation.id):
        results = search.find({name: [{"field": first, "direction": "asc"}, {"field": second, "direction": "desc"}]})
        label = f"{operation.id} sorted by {first}, then {second} descending"
        assert_sorted(server, results, first, f"{label}: {first}")
        for value, group in itertools.groupby(results, key=lambda item: value_of(item, first)):
            assert_sorted(server, [*group], second, f"{label}: {second} where {first} is {value}", is_descending=True)


def assert_sorted(server: Server, items: list[Any], field: str, label: str, *, is_descending: bool = False) -> None:
    values = [value_of(item, field) for item in items]
    message = difference(server, sorted(values, reverse=is_descending), values)
    assert message is None, f"{label}: {message}"


@searching("sortby", "sort_by")
def test_search_is_sorted_as_requested(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    search = Search(server, inventory, operation)
    fields = {key["field"] for body in example_bodies(operation) for key in body.get(name, ())}
    directions = itertools.product(sorted(fields), ("asc", "desc", "ASC", "DESC"))
    properties = {field for item in search.everything for field in properties_of(item)}
    others = itertools.product(sorted(properties), ("asc", "desc"))
    seed = operation.id
    for field, direction in [*server.sample(directions, CASES, seed), *server.sample(others, CASES, seed)]:
        results = search.find({name: [{"field": field, "direction": direction}]})
        label = f"{operation.id} sorted by {field} {direction}"
        if field in fields:
            is_descending = direction.lower() == "desc"
            assert_sorted(server, results, field, f"{label}: {field}", is_descending=is_descending)
        # Items without the property are found, too.
        message = difference(server, sorted(map(label_of, search.everything)), sorted(map(label_of, results)))
        assert message is None, f"{label}, compared with all items: {message}"


@searching("limit")
def test_pages_of_a_search_are_slices_of_its_items(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    several = [{}, *single_conditions(search, operation), *example_sort_keys(operation)]
    for condition in server.sample(several, CASES, operation.id):
        everything = search.find(condition, known=True)
        count, whole = len(everything), search.total(condition)
        limits = sorted({1, 2, count or 1})
        offsets = range(count + 2) if "offset" in conditions(operation) else ()
        windows = [(limit, offset) for limit in limits for offset in (None, *offsets)]
        for limit, offset in server.sample(windows, CASES, f"{operation.id} {condition}"):
            window = {"limit": limit} | ({} if offset is None else {"offset": offset})
            start = offset or 0
            search.assert_agrees(
                {**window, **condition},
                [condition],
                slice_of_the_first(start, limit),
            )
            total = search.total({**window, **condition})
            assert total == whole, (
                f"{operation.id} with {condition} {window}: "
                f"pagination.total must be {whole}, as without the window, is {total}"
            )


def example_sort_keys(operation: Operation) -> Iterator[dict[str, Any]]:
    """The sort keys of the examples, in both directions."""
    for name in ("sortby", "sort_by"):
        for field in sorted({key["field"] for body in example_bodies(operation) for key in body.get(name, ())}):
            yield from ({name: [{"field": field, "direction": direction}]} for direction in ("asc", "desc"))


@searching("limit")
def test_search_with_the_largest_limit_finds_every_item(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    search.assert_finds({name: conditions(operation)[name].get("maximum", LARGEST_LIMIT)}, lambda items: items)


@searching("limit")
def test_search_without_a_limit_has_the_documented_limit(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    documented = conditions(operation)[name].get("default", len(search.everything))
    call = search.call({name: None})
    message = difference(server, search.everything[:documented], results_in(operation, server.value(call)))

    assert message is None, f"{operation.id} without a limit: {message}"
