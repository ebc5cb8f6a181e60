"""Lists are whole, in order and filtered exactly; what is listed can be read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.server import Call, Known, Server, call_of, items_of, paged
from tests.oracle import Operation

by_list = pytest.mark.parametrize("operation", paged(), ids=lambda operation: operation.id)

# Which field a filter is about, where the two have different names.
FIELDS = {
    "listAois": {"aoi_name": "name", "project_ids": "project_id"},
    "listIndices": {"index_id": "id"},
    "listVisualizations": {"visualization_id": "id"},
}


def listing(operation: Operation, known: Known, **query: Any) -> Call:
    path = {name: value for name, value in known.path.items() if name in operation.named("path")}
    return call_of(operation, path=path, query=query)


def whole(server: Server, operation: Operation, known: Known) -> list[Any]:
    return server.all_of(operation.id, path=listing(operation, known).path)


@by_list
def test_pages_of_any_size_are_slices_of_one_list(server: Server, known: Known, operation: Operation) -> None:
    everything = whole(server, operation, known)
    assert len(everything) > 1, "not checked: a list of one item cannot be paged"

    for size in (1, 2, len(everything), len(everything) + 7):
        for offset in range(len(everything) + 2):
            page = server.value(listing(operation, known, offset=offset, limit=size))

            assert items_of(operation, page) == everything[offset : offset + size]
            assert page["pagination"] == {"offset": offset, "limit": size, "total": len(everything)}


@by_list
def test_a_page_beyond_the_end_is_empty(server: Server, known: Known, operation: Operation) -> None:
    page = server.value(listing(operation, known, offset=10**12))

    assert items_of(operation, page) == []


@by_list
def test_without_a_window_a_list_starts_at_its_beginning_with_ten(
    server: Server, known: Known, operation: Operation
) -> None:
    page = server.value(listing(operation, known))

    assert items_of(operation, page) == whole(server, operation, known)[:10]
    assert (page["pagination"]["offset"], page["pagination"]["limit"]) == (0, 10)


@by_list
def test_no_item_is_listed_twice(server: Server, known: Known, operation: Operation) -> None:
    ids = [item.get("id") or item["aoi_id"] for item in whole(server, operation, known)]

    assert len(ids) == len(set(ids))


@by_list
def test_the_newest_comes_first(server: Server, known: Known, operation: Operation) -> None:
    times = [item["created_at"] for item in whole(server, operation, known) if "created_at" in item]

    assert times == sorted(times, reverse=True)


@by_list
def test_each_filter_keeps_exactly_what_it_names(server: Server, known: Known, operation: Operation) -> None:
    everything = whole(server, operation, known)
    for name in operation.named("query").keys() - {"offset", "limit"}:
        field = FIELDS[operation.id].get(name, name)
        for value in sorted({item[field] for item in everything if field in item}):
            page = server.value(listing(operation, known, **{name: value, "limit": len(everything) + 1}))

            wanted = [item for item in everything if item.get(field) == value]
            assert items_of(operation, page) == wanted, f"{name}={value}"
            assert page["pagination"]["total"] == len(wanted)


@by_list
def test_a_filter_does_not_keep_what_only_resembles_it(server: Server, known: Known, operation: Operation) -> None:
    everything = whole(server, operation, known)
    # How the time filters match is not documented.
    for name in operation.named("query").keys() - {"offset", "limit", "created_at", "updated_at"}:
        field = FIELDS[operation.id].get(name, name)
        if "enum" in operation.named("query")[name].schema:
            continue
        for value in {item[field] for item in everything if field in item}:
            for near in (value[:1], value[:-1], value[1:], f"{value}x", value.swapcase()):
                page = server.value(listing(operation, known, **{name: near, "limit": len(everything) + 1}))

                assert items_of(operation, page) == [item for item in everything if item.get(field) == near], near


@by_list
def test_a_filter_that_nothing_matches_gives_an_empty_list(server: Server, known: Known, operation: Operation) -> None:
    for name, parameter in operation.named("query").items():
        if name in {"offset", "limit"} or "enum" in parameter.schema:
            continue
        page = server.value(listing(operation, known, **{name: "no-such-thing"}))

        assert items_of(operation, page) == [], name
        assert page["pagination"]["total"] == 0


def test_two_filters_narrow_together(server: Server, known: Known) -> None:
    operation = next(operation for operation in paged() if operation.id == "listVisualizations")
    everything = whole(server, operation, known)

    for one in everything:
        query = {"visualization_id": one["id"], "index_id": everything[0]["index_id"]}
        wanted = [item for item in everything if item["id"] == one["id"] and item["index_id"] == query["index_id"]]

        assert items_of(operation, server.value(listing(operation, known, **query))) == wanted


def test_several_projects_can_be_asked_for_at_once(server: Server) -> None:
    everything = server.all_of("listAois")
    projects = sorted({aoi["project_id"] for aoi in everything if "project_id" in aoi})

    found = server.all_of("listAois", query={"project_ids": ",".join(projects)})

    assert found == [aoi for aoi in everything if aoi.get("project_id") in projects]


def test_every_listed_aoi_can_be_read(server: Server) -> None:
    for listed in server.all_of("listAois"):
        read = server.value(call_of("getAoi", path={"aoi_id": listed["aoi_id"]}))

        assert {name: read[name] for name in listed} == listed


def test_every_aoi_lists_its_own_visualizations(server: Server) -> None:
    for aoi in server.all_of("listAois"):
        found = server.all_of("listVisualizations", path={"aoi_id": aoi["aoi_id"]})

        assert {visualization["aoi_id"] for visualization in found} <= {aoi["aoi_id"]}
