"""A search finds all that meets its conditions, nothing else, in the order asked for and page by page."""

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
# The only operators that the contract names.
ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {"gte": operator.ge, "lt": operator.lt}


def found_in(operation: Operation, answer: Any) -> list[Any]:
    """What a search found: a list, or things by their ids."""
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


# The POSTs that only read, and find things.
SEARCHES = [one for one in OPERATIONS if one.method == "POST" and is_read_only(one) and {*_holders(one)}]


def conditions(operation: Operation) -> dict[str, Any]:
    """What a search can be asked for, by name, each with its schema."""
    described, _ = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")
    return {name: CONTRACT.resolve(part, "")[0] for name, part in described["properties"].items()}


def searching(*names: str) -> pytest.MarkDecorator:
    """The searches that know one of these conditions, each with the one."""
    cases = [(one, name) for one in SEARCHES for name in names if name in conditions(one)]
    return pytest.mark.parametrize(("operation", "name"), cases, ids=lambda part: getattr(part, "id", part))


def widest(inventory: Inventory, operation: Operation) -> dict[str, Any]:
    """The body that lets through as much as any, as long as an answer may be."""
    body: dict[str, Any] = minimal(operation.body[JSON], inventory.valid(operation).body)
    wide: dict[str, Any] = {"limit": 1000}
    return body | {name: value for name, value in wide.items() if name in conditions(operation)}


class Search:
    """A search on a server, and all that it finds when asked for as much as possible."""

    def __init__(self, server: Server, inventory: Inventory, operation: Operation) -> None:
        self._server = server
        self._operation = operation
        self._widest = widest(inventory, operation)
        self.everything = self.found()
        require(self.everything, f"{operation.id} finds nothing")

    def found(self, **conditions: Any) -> list[Any]:
        """What meets the conditions; nothing, where a name that they hold is said not to be there.

        None in place of a condition leaves out what would be asked for without it.
        """
        body = {name: one for name, one in (self._widest | conditions).items() if one is not None}
        call = call_of(self._operation, body=body)
        if self._server.ask(call).status_code == 404:
            return []
        answer = self._server.value(call)
        found = found_in(self._operation, answer)
        window = answer.get("pagination")
        if window and not {"limit", "offset"} & conditions.keys():
            assert window["total"] == len(found), f"{call}: finds {len(found)}, and says another number"
        elif window:
            told = {"offset": window.get("offset", window.get("skip")), "limit": window["limit"]}
            asked = {name: body.get(name, told[name]) for name in told}
            assert told == asked, f"{call}: says it is the page at {told}"
        return found

    def total(self, **conditions: Any) -> int | None:
        """How many things there are said to be, if that is said."""
        answer = self._server.value(call_of(self._operation, body=self._widest | conditions))
        total: int | None = answer.get("pagination", {}).get("total")
        return total

    def values(self, name: str) -> list[Any]:
        """What the things found show under a name."""
        found = [shown(one, name) for one in self.everything]
        return sorted({value for value in found if value is not None and not isinstance(value, list)})

    def any_of(self, several: list[list[Any]]) -> list[Any]:
        """What is in any of several findings, in the order of all."""
        return [one for one in self.everything if any(one in things for things in several)]


def shown(thing: Any, name: str) -> Any:
    """What a thing, its properties or its details say under a name."""
    if not isinstance(thing, dict):
        return None
    if name in thing and not isinstance(thing[name], dict):
        return thing[name]
    within = (shown(thing.get(part), name) for part in ("properties", "details"))
    return next((value for value in within if value is not None), None)


def moment(thing: Any) -> datetime:
    return datetime.fromisoformat(shown(thing, "datetime"))


@pytest.mark.parametrize("operation", SEARCHES, ids=lambda one: one.id)
def test_a_condition_finds_a_part_of_what_is_found_without(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    search = Search(server, inventory, operation)
    for example in operation.raw["requestBody"]["content"][JSON]["examples"].values():
        for name, condition in example["value"].items():
            body = widest(inventory, operation) | {name: condition}
            # Some conditions exclude one another.
            if not CONTRACT.problems(operation.body[JSON], body):
                conditioned = search.found(**{name: condition})
                assert all(one in search.everything for one in conditioned), name


@searching("ids", "item_ids", "collections", "order_ids", "order_item_ids")
def test_a_search_by_names_finds_the_things_that_bear_them(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    assert search.found(**{name: ["no-such-thing"]}) == []
    field = {"item_ids": "id"}.get(name, name.removesuffix("s"))

    def bears(thing: Any) -> Any:
        return shown(thing["details"] if name == "item_ids" else thing, field)

    values = sorted({bears(one) for one in search.everything} - {None})
    for chosen in [[value] for value in values] + [values[:2]]:
        wanted = [one for one in search.everything if bears(one) in chosen]
        if values:
            assert search.found(**{name: chosen}) == wanted, f"{name}={chosen}"


@searching("bbox", "intersects", "geometry")
def test_a_search_by_place_finds_what_lies_there(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    near = EVERYWHERE if name == "bbox" else box(EVERYWHERE)

    everywhere = search.found(**{name: near})
    # A search that must be given a place has been given one.
    assert everywhere == search.everything or name == "geometry"
    assert all(one in everywhere for one in search.everything)
    assert search.found(**{name: NOWHERE if name == "bbox" else FAR_AWAY}) == []
    if name == "bbox":
        # From the east of the Pacific to its west, over the date line.
        outlines = [(one, bounds((one.get("details") or one)["geometry"])) for one in search.everything]
        wanted = [one for one, (west, _, east, _) in outlines if east >= 175 or west <= -175]
        assert search.found(bbox=[175.0, -90.0, -175.0, 90.0]) == wanted
    for one in search.everything[:3]:
        outline = (one.get("details") or one)["geometry"]
        there = bounds(outline) if name == "bbox" else outline
        assert one in search.found(**{name: there})
        quarters = [*quartered(bounds(outline))]
        assert any(one in search.found(**{name: q if name == "bbox" else box(q)}) for q in quarters), "a part is enough"
        if name == "bbox" and "intersects" in conditions(operation):
            assert [search.found(bbox=q) for q in quarters] == [search.found(intersects=box(q)) for q in quarters]
        if name != "bbox":
            west, south, east, north = bounds(outline)
            around = box([west - 0.1, south - 0.1, east + 0.1, north + 0.1])["coordinates"][0]
            world = box(EVERYWHERE)
            pierced = world | {"coordinates": [*world["coordinates"], around[::-1]]}
            assert one not in search.found(**{name: pierced}), "it lies in a hole"


def box(bbox: list[float]) -> dict[str, Any]:
    west, south, east, north = bbox
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def quartered(bbox: list[float]) -> Iterator[list[float]]:
    """The four quarters of a box, a little smaller than they are."""
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
def test_a_search_of_several_places_finds_what_lies_at_any_of_them(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    outlines = [(one.get("details") or one)["geometry"] for one in search.everything[:FEW]]
    boxes = [bounds(outline) for outline in outlines]
    # Within, and on either side, where only the line between them meets it.
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

    areas = [box(one) for one in boxes]
    each = [search.found(**{name: area}) for area in areas]
    together = {"type": "MultiPolygon", "coordinates": [area["coordinates"] for area in areas]}
    assert search.found(**{name: together}) == search.any_of(each)
    assert search.found(**{name: {"type": "GeometryCollection", "geometries": areas}}) == search.any_of(each)
    for area, things in zip(areas, each, strict=True):
        (ring,) = area["coordinates"]
        assert search.found(**{name: area | {"coordinates": [ring[::-1]]}}) == things, "drawn the other way round"


@searching("datetime")
def test_a_search_by_time_finds_what_was_taken_then(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    for text in [shown(one, "datetime") for one in search.everything[:4]]:
        at = datetime.fromisoformat(text)
        wanted = {
            text: [one for one in search.everything if moment(one) == at],
            f"{text}/{text}": [one for one in search.everything if moment(one) == at],
            f"../{text}": [one for one in search.everything if moment(one) <= at],
            f"{text}/..": [one for one in search.everything if moment(one) >= at],
        }
        for interval, things in wanted.items():
            assert search.found(**{name: interval}) == things, interval
    times = sorted({moment(one) for one in search.everything})
    for first, last in itertools.combinations(times[:FEW], 2):
        things = [one for one in search.everything if first <= moment(one) <= last]
        interval = f"{first.isoformat()}/{last.isoformat()}"
        assert search.found(**{name: interval}) == things, interval


@searching("start_date", "datetime")
def test_a_time_at_another_offset_is_the_same_time(
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
def test_a_search_from_start_to_end_finds_what_was_taken_between(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    times = sorted({shown(one, "datetime") for one in search.everything})
    for start, end in [(times[0], times[-1]), (times[0], times[0]), (times[-1], times[-1])]:
        first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
        wanted = [one for one in search.everything if first <= moment(one) <= last]

        assert search.found(start_date=start, end_date=end) == wanted


def asked_properties(operation: Operation) -> set[str]:
    """The properties of things that examples of a search compare."""
    bodies = [one["value"] for one in operation.raw["requestBody"]["content"][JSON]["examples"].values()]
    compared = {name for body in bodies for name, by in body.get("query", {}).items() if isinstance(by, dict)}
    return compared | {one["id"] for body in bodies for one in body.get("filters", ())}


@searching("query", "filters")
def test_a_search_by_properties_finds_what_has_them(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    fields = asked_properties(operation) | (numbers_of(search) if name == "query" else set())
    require(fields, "the things found show no number")
    for field in sorted(fields):
        known_of = [one for one in search.everything if shown(one, field) is not None]
        # Nought is a bound like any other.
        for bound in [0, *search.values(field)]:
            for word, keeps in ORDERINGS.items() if name == "query" else ():
                wanted = [one for one in known_of if keeps(shown(one, field), bound)]
                assert search.found(query={field: {word: bound}}) == wanted, f"{field} {word} {bound}"
            if name == "query":
                none = {"gte": bound, "lt": bound}
                assert search.found(query={field: none}) == [], f"{field} {none}"
            ends = [(low, low + wide) for low in (int(bound) - 1, int(bound)) for wide in (0, 1)]
            for low, high in ends if name == "filters" else ():
                between = {"id": field, "min": low, "max": high}
                wanted = [one for one in known_of if low <= shown(one, field) <= high]
                assert search.found(filters=[between]) == wanted, f"{between}"


def numbers_of(search: Search) -> set[str]:
    """The properties of what is found that are numbers, and differ."""
    properties = (one.get("details", one)["properties"] for one in search.everything)
    names = {name for all_ in properties for name, part in all_.items() if type(part) in {int, float}}
    return {name for name in names if len(search.values(name)) > 1}


@searching("query", "filters")
def test_a_property_that_nothing_has_finds_nothing(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    body = widest(inventory, operation)
    asked = [{"id": "eo:cloudcover", "min": 0, "max": 100}] if name == "filters" else {"eo:cloudcover": {"gte": 0}}

    answer = server.ask(call_of(operation, body=body | {name: asked}))

    assert answer.status_code == 400 or found_in(operation, answer.json()) == []


@searching("order_ids", "order_item_ids")
def test_what_has_been_brought_was_brought_by_one(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    lister = require(list_operation_of(name), f"nothing lists what {name} names")
    brought = {item["id"]: search.found(**{name: [item["id"]]}) for item in server.all_of(lister.id)}
    everything = [thing for things in brought.values() for thing in things]

    assert sorted(thing["id"] for thing in everything) == sorted(thing["id"] for thing in search.everything)
    require(sum(map(bool, brought.values())) > 1, "all has been brought by one")
    # What one has brought is what its parts have.
    parts = CONTRACT.operations["listOrderItems"]
    for whole, things in brought.items() if name in parts.named("query") else ():
        items = [item["id"] for item in server.all_of(parts.id, query={name: whole})]
        assert search.found(order_item_ids=items) == things, f"{name}={whole}"


def halves(search: Search, operation: Operation, name: str) -> Iterator[Any]:
    """Conditions of a name, each of which lets through what was found first or what was found last."""
    first, last = search.everything[0], search.everything[-1]
    places = [bounds((one.get("details") or one)["geometry"]) for one in (first, last)]
    match name:
        case "bbox":
            yield from places
        case "intersects" | "geometry":
            yield from map(box, places)
        case "datetime":
            yield from (f"{shown(one, 'datetime')}/.." for one in (first, last))
        case "ids" | "collections":
            yield from ([shown(one, name.removesuffix("s"))] for one in (first, last))
        case "item_ids":
            yield from ([one["details"]["id"]] for one in (first, last))
        case "query":
            for field in asked_properties(operation):
                yield from ({field: {word: bound}} for word in ORDERINGS for bound in search.values(field)[-1:])
        case "filters":
            for field in asked_properties(operation):
                yield from ([{"id": field, "min": int(one), "max": 100}] for one in search.values(field)[1:2])
                yield from ([{"id": field, "min": 0, "max": int(one)}] for one in search.values(field)[-2:-1])


@pytest.mark.parametrize("operation", SEARCHES, ids=lambda one: one.id)
def test_what_meets_two_conditions_meets_each(server: Server, inventory: Inventory, operation: Operation) -> None:
    search = Search(server, inventory, operation)
    single = [(name, one) for name in sorted(conditions(operation)) for one in halves(search, operation, name)]
    found = [search.found(**{name: condition}) for name, condition in single]
    tried = 0
    for (one, these), (other, those) in itertools.combinations(zip(single, found, strict=True), 2):
        both = {one[0]: one[1]} | {other[0]: other[1]}
        if one[0] == other[0]:
            both = {one[0]: [*one[1], *other[1]]}
        if (one[0] == other[0]) != (one[0] == "filters") or CONTRACT.problems(
            operation.body[JSON], widest(inventory, operation) | both
        ):
            continue
        assert search.found(**both) == [thing for thing in these if thing in those], f"{both}"
        tried += 1
    require(tried, "there are no two conditions")


def sources(server: Server, schema: Any) -> list[dict[str, str]]:
    """The things of this schema that are listed: each by the ids that it asks for, of one thing and one part of it."""
    whole, part = (name.removesuffix("_id") for name in schema["required"])
    lister = next(one for one in OPERATIONS if one.tag == f"{whole}s" and one.method == "GET")
    listed = [(one["id"], each["id"]) for one in server.all_of(lister.id) for each in one[f"{part}s"]]
    return [dict(zip(schema["required"], ids, strict=True)) for ids in listed]


@searching("satellites")
def test_a_search_of_several_sources_finds_what_is_found_in_each(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    several = sources(server, CONTRACT.resolve(conditions(operation)[name]["items"], "")[0])
    each = []
    for one in several:
        things = search.found(**{name: [one]})
        assert {thing["collection"] for thing in things} <= {one["collection_id"]}
        each.append((one, {thing["id"] for thing in things}))
    require(sum(bool(things) for _, things in each) > 1, "there is something in one of the sources only")

    # Of two, not the one thing with the part of the other.
    for some in [each, *itertools.combinations(each, 2)]:
        together = search.found(**{name: [one for one, _ in some]})

        assert sorted(thing["id"] for thing in together) == sorted(set[str]().union(*(things for _, things in some)))


@searching("satellites")
def test_one_source_may_be_named_alone(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    search = Search(server, inventory, operation)
    several = sources(server, CONTRACT.resolve(conditions(operation)[name]["items"], "")[0])
    found = [search.found(**{name: [one]}) for one in several]

    assert any(found)
    assert [search.found(**{name: None, name.removesuffix("s"): one}) for one in several] == found


@searching("satellites")
def test_what_is_found_can_be_made_an_aoi_of(
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
                # Images that do not lie over it cost an AOI no more than themselves.
                for several in [images, *([*images, one] for one in elsewhere[:1]), *([one] for one in elsewhere[:1])]:
                    call = inventory.valid(make)
                    ids = {"item_ids": [image["id"] for image in several]}
                    aoi = server.value(replace(call, body=call.body | from_it | ids))["aoi_id"]
                    assert_is_made_of(server, aoi, several)
                    made += 1
    require(made, "nothing is found")


def apart(one: list[float], other: list[float]) -> bool:
    """Whether two boxes have no place in common."""
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def assert_is_made_of(server: Server, aoi: str, images: list[Any]) -> None:
    """Once an AOI is done, it has these images and files of their days; a file of each day if all went well."""
    found = server.gathered(aoi)
    if found["status"] == "success":
        assert sorted(found["images"]) == sorted(image["id"] for image in images)
    days = {moment(image).astimezone(UTC).date().isoformat() for image in images}
    told = {asset["date"] for asset in server.all_of("listAssets", path={"aoi_id": aoi})}
    assert told <= days, f"there are assets of {sorted(told)}, and images of {sorted(days)}"
    if found["status"] == "success":
        assert told == days, f"of images of {sorted(days)}, there are only assets of {sorted(told)}"


@searching("query")
def test_a_text_that_a_property_only_resembles_finds_nothing(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    bodies = [one["value"] for one in operation.raw["requestBody"]["content"][JSON]["examples"].values()]
    texts = {(field, text) for body in bodies for field, text in body.get(name, {}).items() if isinstance(text, str)}
    if not texts:
        not_applicable("the contract prints no property that is asked for as a text")
    for field, text in sorted(texts):
        require(search.found(**{name: {field: text}}), f"nothing has {field}={text}")
        for near in (text[:-1], text[1:], f"{text}x", text.swapcase(), "", "%", "*"):
            if near != text:
                assert search.found(**{name: {field: near}}) == [], f"{field}={near!r}"


@searching("sortby", "sort_by")
def test_the_first_key_to_sort_by_counts_first(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    values = {
        field: search.values(field) for field in search.everything[0].get("details", search.everything[0])["properties"]
    }
    alike = [field for field, some in values.items() if 1 < len(some) < len(search.everything)]
    require(alike, "no two things are alike in what they can be sorted by")
    for first, second in itertools.product(alike, [field for field in values if len(values[field]) > 1]):
        things = search.found(**{name: [{"field": first, "direction": "asc"}, {"field": second, "direction": "desc"}]})

        by_first = [shown(one, first) for one in things]
        assert by_first == sorted(by_first), f"{first}, then {second}"
        for _, same in itertools.groupby(things, key=lambda one: shown(one, first)):
            by_second = [shown(one, second) for one in same]
            assert by_second == sorted(by_second, reverse=True), f"{first}, then {second}"


@searching("sortby", "sort_by")
def test_a_search_is_sorted_either_way_as_asked(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    examples = operation.raw["requestBody"]["content"][JSON]["examples"].values()
    for field in {key["field"] for one in examples for key in one["value"].get(name, ())}:
        for direction, backwards in (("asc", False), ("desc", True), ("ASC", False), ("DESC", True)):
            things = search.found(**{name: [{"field": field, "direction": direction}]})

            order = [shown(one, field) for one in things]
            assert order == sorted(order, reverse=backwards), f"{field} {direction}"
            assert all(one in things for one in search.everything)
            assert len(things) == len(search.everything)
    properties = {field for one in search.everything for field in one.get("details", one)["properties"]}
    for field, direction in itertools.product(sorted(properties), ("asc", "desc")):
        things = search.found(**{name: [{"field": field, "direction": direction}]})
        # What lacks the property has no place in the order, and is found all the same.
        assert sorted(map(id_of, things)) == sorted(map(id_of, search.everything)), f"{field} {direction}"


@searching("limit")
def test_the_pages_of_a_search_are_slices_of_what_it_finds(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    single = [{name: one} for name in sorted(conditions(operation)) for one in halves(search, operation, name)]
    for asked in ({}, *single, *sortings(operation)):
        everything = search.found(**asked)
        for limit in {1, 2, len(everything) or 1}:
            assert search.found(limit=limit, **asked) == everything[:limit]
            assert search.total(limit=limit, **asked) in (None, len(everything)), f"{asked}, by {limit}"
            for offset in range(len(everything) + 2) if "offset" in conditions(operation) else ():
                page = search.found(limit=limit, offset=offset, **asked)
                assert page == everything[offset : offset + limit], f"{asked}: {limit} from {offset}"


def sortings(operation: Operation) -> Iterator[dict[str, Any]]:
    """What the contract prints to sort by, either way."""
    examples = operation.raw["requestBody"]["content"][JSON]["examples"].values()
    for name in ("sortby", "sort_by"):
        for field in sorted({key["field"] for one in examples for key in one["value"].get(name, ())}):
            yield from ({name: [{"field": field, "direction": direction}]} for direction in ("asc", "desc"))


@searching("limit")
def test_a_search_without_a_limit_has_the_documented_one(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    search = Search(server, inventory, operation)
    documented = conditions(operation)["limit"].get("default", len(search.everything))
    body = {key: part for key, part in widest(inventory, operation).items() if key != "limit"}

    answer = server.value(call_of(operation, body=body))

    assert found_in(operation, answer) == search.everything[:documented]
