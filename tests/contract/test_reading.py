"""Lists are whole, in order and filtered exactly; what is listed can be read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.contract.server import Call, Server, items_of, lists, paged
from tests.contract.world import LINKS, Known, Link, evaluated
from tests.oracle import Operation

by_list = pytest.mark.parametrize("operation", lists(), ids=lambda operation: operation.id)
by_page = pytest.mark.parametrize("operation", paged(), ids=lambda operation: operation.id)

# How a range is written is not documented.
UNDOCUMENTED = {("listOrderItems", "created_at"), ("listOrderItems", "area")}
# Filters that take several values, separated by commas.
SEVERAL = {"ids", "order_ids", "project_ids"}


def field_of(operation: Operation, name: str, items: list[Any]) -> str | None:
    """The field that a filter is about, if the items of the list have it."""
    one = name.removesuffix("s") if name in SEVERAL else name
    # An id of the thing itself may be named after the thing, and a time after the day.
    for field in (one, one.removeprefix("aoi_"), one.rpartition("_")[2], one.replace("_on", "_at")):
        if any(field in item for item in items):
            return field
    return None


def filters(operation: Operation, items: list[Any]) -> Iterator[tuple[str, str]]:
    """The filters of a list whose effect can be told from its items, and the fields they are about."""
    for name in operation.named("query").keys() - {"offset", "limit", "page_num", "page_size"}:
        field = field_of(operation, name, items)
        if field is not None and (operation.id, name) not in UNDOCUMENTED:
            yield name, field


def listing(operation: Operation, known: Known, **query: Any) -> Call:
    call = known.valid(operation)
    return replace(call, query=call.query | query)


def narrowed(server: Server, operation: Operation, known: Known, **query: Any) -> list[Any]:
    """What a list keeps with these filters."""
    call = listing(operation, known, **query)
    return server.all_of(operation.id, path=call.path, query=call.query)


def whole(server: Server, operation: Operation, known: Known) -> list[Any]:
    return narrowed(server, operation, known)


@by_page
def test_pages_of_any_size_are_slices_of_one_list(server: Server, known: Known, operation: Operation) -> None:
    everything = whole(server, operation, known)
    assert len(everything) > 1, "not checked: a list of one item cannot be paged"

    for size in (1, 2, len(everything), len(everything) + 7):
        for offset in range(len(everything) + 2):
            page = server.value(listing(operation, known, offset=offset, limit=size))

            assert items_of(operation, page) == everything[offset : offset + size]
            assert page["pagination"] == {"offset": offset, "limit": size, "total": len(everything)}


@by_page
def test_a_page_beyond_the_end_is_empty(server: Server, known: Known, operation: Operation) -> None:
    page = server.value(listing(operation, known, offset=10**12))

    assert items_of(operation, page) == []


@by_page
def test_without_a_window_a_list_starts_at_its_beginning_with_as_many_as_documented(
    server: Server, known: Known, operation: Operation
) -> None:
    page = server.value(listing(operation, known))

    documented = operation.named("query")["limit"].schema.get("default", page["pagination"]["limit"])
    assert items_of(operation, page) == whole(server, operation, known)[:documented]
    assert (page["pagination"]["offset"], page["pagination"]["limit"]) == (0, documented)


@by_list
def test_no_item_is_listed_twice(server: Server, known: Known, operation: Operation) -> None:
    items = whole(server, operation, known)

    assert all(items.count(item) == 1 for item in items)


@by_list
def test_each_filter_keeps_exactly_what_it_names(server: Server, known: Known, operation: Operation) -> None:
    everything = whole(server, operation, known)
    for name, field in filters(operation, everything):
        for value in sorted({item[field] for item in everything if item.get(field)}):
            wanted = [item for item in everything if item.get(field) == value]

            assert narrowed(server, operation, known, **{name: value}) == wanted, f"{name}={value}"


@by_list
def test_a_filter_does_not_keep_what_only_resembles_it(server: Server, known: Known, operation: Operation) -> None:
    everything = whole(server, operation, known)
    for name, field in filters(operation, everything):
        # How the time filters match is not documented.
        if "enum" in operation.named("query")[name].schema or field in {"created_at", "updated_at"}:
            continue
        for value in {item[field] for item in everything if item.get(field)}:
            for near in (value[:1], value[:-1], value[1:], f"{value}x", value.swapcase()):
                wanted = [item for item in everything if item.get(field) == near]

                assert narrowed(server, operation, known, **{name: near}) == wanted, f"{name}={near}"


@by_list
def test_a_filter_that_nothing_matches_gives_an_empty_list(server: Server, known: Known, operation: Operation) -> None:
    everything = whole(server, operation, known)
    for name, field in filters(operation, everything):
        schema = operation.named("query")[name].schema
        if "enum" not in schema and "pattern" not in schema and field not in {"created_at", "updated_at"}:
            assert narrowed(server, operation, known, **{name: "no-such-thing"}) == [], name


@by_list
def test_several_values_of_a_filter_keep_what_any_of_them_names(
    server: Server, known: Known, operation: Operation
) -> None:
    everything = whole(server, operation, known)
    for name, field in filters(operation, everything):
        if name in SEVERAL:
            values = sorted({item[field] for item in everything if item.get(field)})[:2]
            wanted = [item for item in everything if item.get(field) in values]

            assert narrowed(server, operation, known, **{name: ",".join(values)}) == wanted, name


@by_list
def test_two_filters_narrow_together(server: Server, known: Known, operation: Operation) -> None:
    everything = whole(server, operation, known)
    for (one, its), (other, others) in itertools.pairwise(sorted(filters(operation, everything))):
        for first, second in itertools.product(everything[:3], repeat=2):
            if first.get(its) and second.get(others):
                wanted = [
                    item for item in everything if (item.get(its), item.get(others)) == (first[its], second[others])
                ]

                found = narrowed(server, operation, known, **{one: first[its], other: second[others]})
                assert found == wanted, f"{one}={first[its]} {other}={second[others]}"


# From a list to what reads one of its items.
TO_ONE = [
    link
    for link in LINKS
    if link.source in lists() and link.target not in lists() and link.source.tag == link.target.tag
    if link.target.method == "GET" and link.target.path.startswith(link.source.path.rstrip("s"))
]


@pytest.mark.parametrize("link", TO_ONE, ids=lambda link: f"{link.source.id}-{link.target.id}")
def test_what_is_listed_is_what_is_read_alone(server: Server, known: Known, link: Link) -> None:
    call = known.valid(link.source)
    answer = server.value(call)
    for position, listed in enumerate(items_of(link.source, answer)):
        values = {name: evaluated(value, call, answer, position) for name, value in link.parameters.items()}
        read = server.value(known.about(link.target, values))
        # One project may come in an envelope.
        read = read.get(link.target.tag.removesuffix("s"), read)
        shared = listed.keys() & read.keys()

        assert {name: read[name] for name in shared} == {name: listed[name] for name in shared}


def test_every_aoi_lists_its_own_visualizations(server: Server) -> None:
    for aoi in server.all_of("listAois"):
        found = server.all_of("listVisualizations", path={"aoi_id": aoi["aoi_id"]})

        assert {visualization["aoi_id"] for visualization in found} <= {aoi["aoi_id"]}
