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

FAR_AWAY = {"type": "Point", "coordinates": [-150.5, -48.5]}
EVERYWHERE = [-180.0, -90.0, 180.0, 90.0]
NOWHERE = [-150.6, -48.6, -150.4, -48.4]
# The operators that the contract names.
ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {"gte": operator.ge, "lt": operator.lt}


def found_in(operation: Operation, answer: Any) -> list[Any]:
    """The items that a search found, in a list or in an object by ID."""
    (name,) = {*_holders(operation)}
    found = answer[name]
    return list(found.values()) if isinstance(found, dict) else list(found)


def _holders(operation: Operation) -> Iterator[str]:
    pointer = operation.answers[str(operation.success)].get(JSON)
    described = CONTRACT.resolve(CONTRACT.at(pointer), "")[0] if pointer else {}
    for name in described.get("required", ()):
        part, _ = CONTRACT.resolve(described["properties"][name], "")
        inner = part.get("items") or part.get("additionalProperties") or {}
        if "$ref" in inner:
            yield name


# The read-only POST operations that find items.
SEARCHES = [
    operation
    for operation in OPERATIONS
    if operation.method == "POST" and is_read_only(operation) and {*_holders(operation)}
]


def conditions(operation: Operation) -> dict[str, Any]:
    """The conditions of a search, by name, each with its schema."""
    described, _ = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")
    return {name: CONTRACT.resolve(part, "")[0] for name, part in described["properties"].items()}


def searching(*names: str) -> pytest.MarkDecorator:
    """The searches that have one of these conditions, each with the condition."""
    cases = [(operation, name) for operation in SEARCHES for name in names if name in conditions(operation)]
    return pytest.mark.parametrize(("operation", "name"), cases, ids=lambda part: getattr(part, "id", part))


def widest(inventory: Inventory, operation: Operation) -> dict[str, Any]:
    """The body that finds the most items."""
    body: dict[str, Any] = minimal(operation.body[JSON], inventory.valid(operation).body)
    wide: dict[str, Any] = {"limit": 1000}
    return body | {name: value for name, value in wide.items() if name in conditions(operation)}


class Search:
    """A search on a server, and all items that it can find."""

    def __init__(self, server: Server, inventory: Inventory, operation: Operation) -> None:
        self._server = server
        self._operation = operation
        self._widest = widest(inventory, operation)
        self.everything = self.found()
        require(self.everything, f"{operation.id} finds nothing")

    def found(self, **conditions: Any) -> list[Any]:
        """The items that meet the conditions; none if an ID in them is unknown (404).

        None as a condition removes it from the body.
        """
        body = {name: item for name, item in (self._widest | conditions).items() if item is not None}
        call = call_of(self._operation, body=body)
        if self._server.ask(call).status_code == 404:
            return []
        answer = self._server.value(call)
        found = found_in(self._operation, answer)
        window = answer.get("pagination")
        if window and not {"limit", "offset"} & conditions.keys():
            assert window["total"] == len(found), f"{call}: finds {len(found)} items, and pagination has another total"
        elif window:
            told = {"offset": window.get("offset", window.get("skip")), "limit": window["limit"]}
            asked = {name: body.get(name, told[name]) for name in told}
            assert told == asked, f"{call}: pagination is {told}"
        return found

    def total(self, **conditions: Any) -> int | None:
        """The total of the pagination, if the search has one."""
        answer = self._server.value(call_of(self._operation, body=self._widest | conditions))
        total: int | None = answer.get("pagination", {}).get("total")
        return total

    def values(self, name: str) -> list[Any]:
        """The different values of a property of the found items."""
        found = [shown(item, name) for item in self.everything]
        return sorted({value for value in found if value is not None and not isinstance(value, list)})

    def any_of(self, several: list[list[Any]]) -> list[Any]:
        """The items in any of several results, in the order of all items."""
        return [item for item in self.everything if any(item in things for things in several)]


def shown(thing: Any, name: str) -> Any:
    """The value of a field of an item, its properties or its details."""
    if not isinstance(thing, dict):
        return None
    if name in thing and not isinstance(thing[name], dict):
        return thing[name]
    within = (shown(thing.get(part), name) for part in ("properties", "details"))
    return next((value for value in within if value is not None), None)


def moment(thing: Any) -> datetime:
    return datetime.fromisoformat(shown(thing, "datetime"))


@pytest.mark.parametrize("operation", SEARCHES, ids=lambda operation: operation.id)
def test_condition_narrows_the_search(server: Server, inventory: Inventory, operation: Operation) -> None:
    search = Search(server, inventory, operation)
    for example in operation.raw["requestBody"]["content"][JSON]["examples"].values():
        for name, condition in example["value"].items():
            body = widest(inventory, operation) | {name: condition}
            # Some conditions exclude each other.
            if not CONTRACT.problems(operation.body[JSON], body):
                conditioned = search.found(**{name: condition})
                assert all(item in search.everything for item in conditioned), name


@searching("ids", "item_ids", "collections", "order_ids", "order_item_ids")
def test_search_by_ids_finds_the_items_with_these_ids(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    assert search.found(**{name: ["no-such-thing"]}) == []
    field = {"item_ids": "id"}.get(name, name.removesuffix("s"))

    def bears(thing: Any) -> Any:
        return shown(thing["details"] if name == "item_ids" else thing, field)

    values = sorted({bears(item) for item in search.everything} - {None})
    for chosen in [[value] for value in values] + [values[:2]]:
        wanted = [item for item in search.everything if bears(item) in chosen]
        if values:
            assert search.found(**{name: chosen}) == wanted, f"{name}={chosen}"


@searching("bbox", "intersects", "geometry")
def test_search_by_area_finds_the_items_there(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    near = EVERYWHERE if name == "bbox" else box(EVERYWHERE)

    everywhere = search.found(**{name: near})
    # A search with a required geometry has one already.
    assert everywhere == search.everything or name == "geometry"
    assert all(item in everywhere for item in search.everything)
    assert search.found(**{name: NOWHERE if name == "bbox" else FAR_AWAY}) == []
    if name == "bbox":
        # A bbox over the date line.
        outlines = [(item, bounds((item.get("details") or item)["geometry"])) for item in search.everything]
        wanted = [item for item, (west, _, east, _) in outlines if east >= 175 or west <= -175]
        assert search.found(bbox=[175.0, -90.0, -175.0, 90.0]) == wanted
    for entry in search.everything[:3]:
        outline = (entry.get("details") or entry)["geometry"]
        there = bounds(outline) if name == "bbox" else outline
        assert entry in search.found(**{name: there})
        quarters = [*quartered(bounds(outline))]
        assert any(entry in search.found(**{name: q if name == "bbox" else box(q)}) for q in quarters), (
            "an item is not found by a part of its area"
        )
        if name == "bbox" and "intersects" in conditions(operation):
            assert [search.found(bbox=q) for q in quarters] == [search.found(intersects=box(q)) for q in quarters]
        if name != "bbox":
            west, south, east, north = bounds(outline)
            around = box([west - 0.1, south - 0.1, east + 0.1, north + 0.1])["coordinates"][0]
            world = box(EVERYWHERE)
            pierced = world | {"coordinates": [*world["coordinates"], around[::-1]]}
            assert entry not in search.found(**{name: pierced}), "an item in a hole of the polygon is found"


def box(bbox: list[float]) -> dict[str, Any]:
    west, south, east, north = bbox
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def quartered(bbox: list[float]) -> Iterator[list[float]]:
    """The four quarters of a bbox, a little smaller."""
    west, south, east, north = bbox
    across, up = (east - west) / 2, (north - south) / 2
    for x, y in itertools.product((west, west + across), (south, south + up)):
        yield [x + across / 100, y + up / 100, x + across * 0.99, y + up * 0.99]


def bounds(outline: Any) -> list[float]:
    corners = [*positions(outline["coordinates"])]
    easts, norths = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return [min(easts), min(norths), max(easts), max(norths)]


def positions(nested: Any) -> Iterator[list[float]]:
    if nested and not isinstance(nested[0], list):
        yield nested
    else:
        for part in nested:
            yield from positions(part)


@searching("intersects", "geometry")
def test_search_of_several_areas_finds_the_items_in_each(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    outlines = [(item.get("details") or item)["geometry"] for item in search.everything[:FEW]]
    boxes = [bounds(outline) for outline in outlines]
    # Points inside, and points on both sides, so that only the line between them meets the area.
    points = [[(west + east) / 2, (south + north) / 2] for west, south, east, north in boxes]
    west, south, east, north = boxes[0]
    beside = [[west - 0.01, (south + north) / 2], [east + 0.01, (south + north) / 2]]
    for several in (points, beside):
        alone = [search.found(**{name: {"type": "Point", "coordinates": point}}) for point in several]
        assert search.found(**{name: {"type": "MultiPoint", "coordinates": several}}) == search.any_of(alone)
    middle = [(west + east) / 2, (south + north) / 2]
    below = [[middle[0], south - 0.01], [middle[0], north + 0.01]]
    slanting = [[west - 0.01, south - 0.01], [east + 0.01, north + 0.01]]
    for line in (beside, below, slanting):
        for ends in (line, line[::-1]):
            assert search.everything[0] in search.found(**{name: {"type": "LineString", "coordinates": ends}}), ends
    assert search.everything[0] not in search.found(**{name: {"type": "MultiPoint", "coordinates": beside}})

    areas = [box(item) for item in boxes]
    each = [search.found(**{name: area}) for area in areas]
    together = {"type": "MultiPolygon", "coordinates": [area["coordinates"] for area in areas]}
    assert search.found(**{name: together}) == search.any_of(each)
    assert search.found(**{name: {"type": "GeometryCollection", "geometries": areas}}) == search.any_of(each)
    for area, things in zip(areas, each, strict=True):
        (ring,) = area["coordinates"]
        assert search.found(**{name: area | {"coordinates": [ring[::-1]]}}) == things, (
            "with the ring in the other direction"
        )


@searching("datetime")
def test_search_by_time_finds_the_items_of_that_time(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    for text in [shown(item, "datetime") for item in search.everything[:4]]:
        at = datetime.fromisoformat(text)
        wanted = {
            text: [item for item in search.everything if moment(item) == at],
            f"{text}/{text}": [item for item in search.everything if moment(item) == at],
            f"../{text}": [item for item in search.everything if moment(item) <= at],
            f"{text}/..": [item for item in search.everything if moment(item) >= at],
        }
        for interval, things in wanted.items():
            assert search.found(**{name: interval}) == things, interval
    times = sorted({moment(item) for item in search.everything})
    for first, last in itertools.combinations(times[:FEW], 2):
        things = [item for item in search.everything if first <= moment(item) <= last]
        interval = f"{first.isoformat()}/{last.isoformat()}"
        assert search.found(**{name: interval}) == things, interval


@searching("start_date", "datetime")
def test_search_by_time_is_the_same_at_any_offset(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    at = moment(search.everything[0])
    moved = [at.astimezone(timezone(timedelta(hours=hours))).isoformat() for hours in (0, 5.5, -11)]
    asked = [{"start_date": text, "end_date": text} if name == "start_date" else {name: text} for text in moved]
    found = [search.found(**conditions) for conditions in asked]

    assert found[0]
    assert all(things == found[0] for things in found)


@searching("start_date")
def test_search_between_two_times_finds_the_items_between(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    times = sorted({shown(item, "datetime") for item in search.everything})
    for start, end in [(times[0], times[-1]), (times[0], times[0]), (times[-1], times[-1])]:
        first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
        wanted = [item for item in search.everything if first <= moment(item) <= last]

        assert search.found(start_date=start, end_date=end) == wanted


def asked_properties(operation: Operation) -> set[str]:
    """The properties that the examples of a search compare."""
    bodies = [item["value"] for item in operation.raw["requestBody"]["content"][JSON]["examples"].values()]
    compared = {name for body in bodies for name, by in body.get("query", {}).items() if isinstance(by, dict)}
    return compared | {item["id"] for body in bodies for item in body.get("filters", ())}


@searching("query", "filters")
def test_search_by_properties_finds_the_items_with_them(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    fields = asked_properties(operation) | (numbers_of(search) if name == "query" else set())
    require(fields, "the found items have no numeric property")
    for field in sorted(fields):
        known_of = [item for item in search.everything if shown(item, field) is not None]
        # Zero is a bound like any other.
        for bound in [0, *search.values(field)]:
            for word, keeps in ORDERINGS.items() if name == "query" else ():
                wanted = [item for item in known_of if keeps(shown(item, field), bound)]
                assert search.found(query={field: {word: bound}}) == wanted, f"{field} {word} {bound}"
            if name == "query":
                none = {"gte": bound, "lt": bound}
                assert search.found(query={field: none}) == [], f"{field} {none}"
            ends = [(low, low + wide) for low in (int(bound) - 1, int(bound)) for wide in (0, 1)]
            for low, high in ends if name == "filters" else ():
                between = {"id": field, "min": low, "max": high}
                wanted = [item for item in known_of if low <= shown(item, field) <= high]
                assert search.found(filters=[between]) == wanted, f"{between}"


def numbers_of(search: Search) -> set[str]:
    """The numeric properties with different values."""
    properties = (item.get("details", item)["properties"] for item in search.everything)
    names = {name for all_ in properties for name, part in all_.items() if type(part) in {int, float}}
    return {name for name in names if len(search.values(name)) > 1}


@searching("query", "filters")
def test_search_by_an_unknown_property_finds_nothing(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    body = widest(inventory, operation)
    asked = [{"id": "eo:cloudcover", "min": 0, "max": 100}] if name == "filters" else {"eo:cloudcover": {"gte": 0}}

    answer = server.ask(call_of(operation, body=body | {name: asked}))

    assert answer.status_code == 400 or found_in(operation, answer.json()) == []


@searching("order_ids", "order_item_ids")
def test_each_image_belongs_to_one_order_and_one_item(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    lister = require(list_operation_of(name), f"no list has the resources that {name} names")
    brought = {item["id"]: search.found(**{name: [item["id"]]}) for item in server.all_of(lister.id)}
    everything = [thing for things in brought.values() for thing in things]

    assert sorted(thing["id"] for thing in everything) == sorted(thing["id"] for thing in search.everything)
    require(sum(map(bool, brought.values())) > 1, "all images belong to one resource")
    # The images of an order are those of its items.
    parts = CONTRACT.operations["listOrderItems"]
    for whole, things in brought.items() if name in parts.named("query") else ():
        items = [item["id"] for item in server.all_of(parts.id, query={name: whole})]
        assert search.found(order_item_ids=items) == things, f"{name}={whole}"


def halves(search: Search, operation: Operation, name: str) -> Iterator[Any]:
    """Conditions that find at least the first or the last item."""
    first, last = search.everything[0], search.everything[-1]
    places = [bounds((item.get("details") or item)["geometry"]) for item in (first, last)]
    match name:
        case "bbox":
            yield from places
        case "intersects" | "geometry":
            yield from map(box, places)
        case "datetime":
            yield from (f"{shown(item, 'datetime')}/.." for item in (first, last))
        case "ids" | "collections":
            yield from ([shown(item, name.removesuffix("s"))] for item in (first, last))
        case "item_ids":
            yield from ([item["details"]["id"]] for item in (first, last))
        case "query":
            for field in asked_properties(operation):
                yield from ({field: {word: bound}} for word in ORDERINGS for bound in search.values(field)[-1:])
        case "filters":
            for field in asked_properties(operation):
                yield from ([{"id": field, "min": int(item), "max": 100}] for item in search.values(field)[1:2])
                yield from ([{"id": field, "min": 0, "max": int(item)}] for item in search.values(field)[-2:-1])


@pytest.mark.parametrize("operation", SEARCHES, ids=lambda operation: operation.id)
def test_two_conditions_combine(server: Server, inventory: Inventory, operation: Operation) -> None:
    search = Search(server, inventory, operation)
    single = [(name, item) for name in sorted(conditions(operation)) for item in halves(search, operation, name)]
    found = [search.found(**{name: condition}) for name, condition in single]
    tried = 0
    for (entry, these), (other, those) in itertools.combinations(zip(single, found, strict=True), 2):
        both = {entry[0]: entry[1]} | {other[0]: other[1]}
        if entry[0] == other[0]:
            both = {entry[0]: [*entry[1], *other[1]]}
        if (entry[0] == other[0]) != (entry[0] == "filters") or CONTRACT.problems(
            operation.body[JSON], widest(inventory, operation) | both
        ):
            continue
        assert search.found(**both) == [thing for thing in these if thing in those], f"{both}"
        tried += 1
    require(tried, "no two conditions can be combined")


def sources(server: Server, schema: Any) -> list[dict[str, str]]:
    """All pairs of IDs that the schema requires, from a list and the lists in its items."""
    whole, part = (name.removesuffix("_id") for name in schema["required"])
    lister = next(operation for operation in OPERATIONS if operation.tag == f"{whole}s" and operation.method == "GET")
    listed = [(item["id"], each["id"]) for item in server.all_of(lister.id) for each in item[f"{part}s"]]
    return [dict(zip(schema["required"], ids, strict=True)) for ids in listed]


@searching("satellites")
def test_search_of_several_sources_finds_the_items_of_each(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    several = sources(server, CONTRACT.resolve(conditions(operation)[name]["items"], "")[0])
    each = []
    for entry in several:
        things = search.found(**{name: [entry]})
        assert {thing["collection"] for thing in things} <= {entry["collection_id"]}
        each.append((entry, {thing["id"] for thing in things}))
    require(sum(bool(things) for _, things in each) > 1, "only one of the sources has items")

    # With two sources, the satellite of one does not match the collection of the other.
    for some in [each, *itertools.combinations(each, 2)]:
        together = search.found(**{name: [item for item, _ in some]})

        assert sorted(thing["id"] for thing in together) == sorted(set[str]().union(*(things for _, things in some)))


@searching("satellites")
def test_single_source_may_be_given_without_a_list(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    several = sources(server, CONTRACT.resolve(conditions(operation)[name]["items"], "")[0])
    found = [search.found(**{name: [item]}) for item in several]

    assert any(found)
    assert [search.found(**{name: None, name.removesuffix("s"): item}) for item in several] == found


@searching("satellites")
def test_aoi_can_be_created_from_found_images(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    make = CONTRACT.operations["createAoi"]
    made = 0
    for satellite in server.all_of("listSatellites"):
        for collection in satellite["collections"]:
            source = {"satellite_id": satellite["id"], "collection_id": collection["id"]}
            images = search.found(**{name: [source]})[:2]
            if images:
                from_it = {
                    "satellite_id": satellite["id"],
                    "provider": collection["provider"],
                    "geometry": images[0]["geometry"],
                }
                elsewhere = [
                    image
                    for image in search.found(**{name: [source], "geometry": box(EVERYWHERE)})
                    if apart(bounds(image["geometry"]), bounds(images[0]["geometry"]))
                ]
                # Images outside the area do not keep an AOI from the other images.
                for several in [
                    images,
                    *([*images, item] for item in elsewhere[:1]),
                    *([item] for item in elsewhere[:1]),
                ]:
                    call = inventory.valid(make)
                    ids = {"item_ids": [image["id"] for image in several]}
                    aoi = server.value(replace(call, body=call.body | from_it | ids))["aoi_id"]
                    assert_is_made_of(server, aoi, several)
                    made += 1
    require(made, "the search finds nothing")


def apart(one: list[float], other: list[float]) -> bool:
    """Whether two bboxes do not overlap."""
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def assert_is_made_of(server: Server, aoi: str, images: list[Any]) -> None:
    """A finished AOI has these images, and assets of their days only; with the status success, of each day."""
    found = server.gathered(aoi)
    if found["status"] == "success":
        assert sorted(found["images"]) == sorted(image["id"] for image in images)
    days = {moment(image).astimezone(UTC).date().isoformat() for image in images}
    told = {asset["date"] for asset in server.all_of("listAssets", path={"aoi_id": aoi})}
    assert told <= days, f"there are assets of {sorted(told)}, but images of {sorted(days)} only"
    if found["status"] == "success":
        assert told == days, f"there are images of {sorted(days)}, but assets of {sorted(told)} only"


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
        require(search.found(**{name: {field: text}}), f"no item has {field}={text}")
        for near in (text[:-1], text[1:], f"{text}x", text.swapcase(), "", "%", "*"):
            if near != text:
                assert search.found(**{name: {field: near}}) == [], f"{field}={near!r}"


@searching("sortby", "sort_by")
def test_first_sort_key_counts_first(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    search = Search(server, inventory, operation)
    values = {
        field: search.values(field) for field in search.everything[0].get("details", search.everything[0])["properties"]
    }
    alike = [field for field, some in values.items() if 1 < len(some) < len(search.everything)]
    require(alike, "no two items have the same value of a sort field")
    for first, second in itertools.product(alike, [field for field in values if len(values[field]) > 1]):
        things = search.found(**{name: [{"field": first, "direction": "asc"}, {"field": second, "direction": "desc"}]})

        by_first = [shown(item, first) for item in things]
        assert by_first == sorted(by_first), f"{first}, then {second}"
        for _, same in itertools.groupby(things, key=lambda item: shown(item, first)):
            by_second = [shown(item, second) for item in same]
            assert by_second == sorted(by_second, reverse=True), f"{first}, then {second}"


@searching("sortby", "sort_by")
def test_search_is_sorted_as_requested(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    search = Search(server, inventory, operation)
    examples = operation.raw["requestBody"]["content"][JSON]["examples"].values()
    for field in {key["field"] for item in examples for key in item["value"].get(name, ())}:
        for direction, backwards in (("asc", False), ("desc", True), ("ASC", False), ("DESC", True)):
            things = search.found(**{name: [{"field": field, "direction": direction}]})

            order = [shown(item, field) for item in things]
            assert order == sorted(order, reverse=backwards), f"{field} {direction}"
            assert all(item in things for item in search.everything)
            assert len(things) == len(search.everything)
    properties = {field for item in search.everything for field in item.get("details", item)["properties"]}
    for field, direction in itertools.product(sorted(properties), ("asc", "desc")):
        things = search.found(**{name: [{"field": field, "direction": direction}]})
        # Items without the property are found, too.
        assert sorted(map(id_of, things)) == sorted(map(id_of, search.everything)), f"{field} {direction}"


@searching("limit")
def test_pages_of_a_search_are_slices_of_its_items(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    single = [{name: item} for name in sorted(conditions(operation)) for item in halves(search, operation, name)]
    for asked in ({}, *single, *sortings(operation)):
        everything = search.found(**asked)
        for limit in {1, 2, len(everything) or 1}:
            assert search.found(limit=limit, **asked) == everything[:limit]
            assert search.total(limit=limit, **asked) in (None, len(everything)), f"{asked}, by {limit}"
            for offset in range(len(everything) + 2) if "offset" in conditions(operation) else ():
                page = search.found(limit=limit, offset=offset, **asked)
                assert page == everything[offset : offset + limit], f"{asked}: {limit} from {offset}"


def sortings(operation: Operation) -> Iterator[dict[str, Any]]:
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
    body = {key: part for key, part in widest(inventory, operation).items() if key != "limit"}

    answer = server.value(call_of(operation, body=body))

    assert found_in(operation, answer) == search.everything[:documented]
