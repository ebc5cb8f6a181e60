"""Lists are complete and filters exact; a listed item equals the item read alone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from tests.contract.model.crawl import LIST_TO_READ, SEARCH_TO_READ, create_everything, found_and_read, list_everything
from tests.contract.model.creation import (
    CREATE_OPERATIONS,
    FEW,
    STEPS,
    answer_schema,
    let_work_finish,
    own_or_nested,
    with_other_ids,
)
from tests.contract.model.examples import made_unique
from tests.contract.model.inventory import Inventory
from tests.contract.model.links import LINKS, Link, evaluate
from tests.contract.model.operations import (
    CONTRACT,
    OPERATIONS,
    Call,
    id_of,
    is_read_only,
    items_of,
    list_operations,
    paged_lists,
)
from tests.contract.model.payloads import with_unicode_names
from tests.contract.outcomes import not_applicable, require
from tests.contract.transport.server import CHANGING_FIELDS, PAGE_SIZE, Server
from tests.oracle import Operation

by_list = pytest.mark.parametrize("operation", list_operations(), ids=lambda operation: operation.id)
by_page = pytest.mark.parametrize("operation", paged_lists(), ids=lambda operation: operation.id)

# The form of a range is not documented.
RANGE_FILTERS = {("listOrderItems", "created_at"), ("listOrderItems", "area")}
# Filters that take several values, separated by commas.
MULTI_VALUE_FILTERS = {"ids", "order_ids", "project_ids"}
PAGING_PARAMETERS = {"offset", "limit", "page_num", "page_size"}
FILTERS = [
    (operation, name)
    for operation in list_operations()
    for name in operation.named("query")
    if name not in PAGING_PARAMETERS and not operation.named("query")[name].required
    if (operation.id, name) not in RANGE_FILTERS
]


def by_filter(filters: list[tuple[Operation, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("operation", "name"), filters, ids=lambda value: getattr(value, "id", value))


def require_field(operation: Operation, name: str, items: list[Any]) -> str:
    """The field that a filter compares."""
    schema, _ = CONTRACT.resolve(answer_schema(operation), "")
    if filtered_field(name, [schema["properties"]]) is None:
        not_applicable("the contract gives items no field that the filter compares")
    return require(filtered_field(name, items), f"no item of the list has the field that {name} compares")


def filtered_field(name: str, items: list[Any]) -> str | None:
    singular = name.removesuffix("s") if name in MULTI_VALUE_FILTERS else name
    # `aoi_id` filters by the `id` of an AOI, `created_on` by `created_at`.
    fields = (singular, singular.removeprefix("aoi_"), singular.rpartition("_")[2], singular.replace("_on", "_at"))
    return next((field for field in fields if any(field in item for item in items)), None)


def compares_equality(operation: Operation, name: str) -> bool:
    """Whether a filter compares any text for equality. How time filters compare is not documented."""
    schema = operation.named("query")[name].schema
    return not {"enum", "pattern"} & schema.keys() and not name.endswith(("_at", "_on"))


def list_call(operation: Operation, inventory: Inventory, **query: Any) -> Call:
    call = inventory.valid(operation)
    return replace(call, query=call.query | query)


def filtered_items(server: Server, operation: Operation, inventory: Inventory, **query: Any) -> list[Any]:
    """The items of a list with these filters."""
    call = list_call(operation, inventory, **query)
    return server.all_of(operation.id, path=call.path, query=call.query)


def all_items(server: Server, operation: Operation, inventory: Inventory) -> list[Any]:
    return filtered_items(server, operation, inventory)


@by_page
def test_pages_are_slices_of_one_list(server: Server, inventory: Inventory, operation: Operation) -> None:
    everything = all_items(server, operation, inventory)
    require(len(everything) > 1, "the list has fewer than two items")
    # A total that is not the number of items is a finding of its own.
    total = server.value(list_call(operation, inventory, offset=0, limit=PAGE_SIZE))["pagination"]["total"]

    for size in (1, 2, len(everything), len(everything) + 7):
        for offset in range(len(everything) + 2):
            page = server.value(list_call(operation, inventory, offset=offset, limit=size))

            assert items_of(operation, page) == everything[offset : offset + size]
            assert page["pagination"] == {"offset": offset, "limit": size, "total": total}


LISTS_WITHOUT_TOTAL = [
    operation
    for operation in list_operations()
    if {"offset", "limit"} <= operation.named("query").keys() and operation not in paged_lists()
]


@pytest.mark.parametrize("operation", LISTS_WITHOUT_TOTAL, ids=lambda operation: operation.id)
def test_pages_without_a_total_are_slices_of_one_list(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    everything = filtered_items(server, operation, inventory, limit=1000)
    require(len(everything) > 2, "the list has fewer than three items")

    for size in (1, 2, len(everything), len(everything) + 7):
        for offset in range(len(everything) + 2):
            page = server.value(list_call(operation, inventory, offset=offset, limit=size))

            assert items_of(operation, page) == everything[offset : offset + size], f"offset={offset} limit={size}"


@by_page
def test_page_after_the_end_is_empty(server: Server, inventory: Inventory, operation: Operation) -> None:
    page = server.value(list_call(operation, inventory, offset=10**12))

    assert items_of(operation, page) == []


@by_page
def test_list_without_paging_has_the_documented_first_page(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    page = server.value(list_call(operation, inventory))

    documented = operation.named("query")["limit"].schema.get("default", page["pagination"]["limit"])
    assert items_of(operation, page) == all_items(server, operation, inventory)[:documented]
    assert (page["pagination"]["offset"], page["pagination"]["limit"]) == (0, documented)


@by_list
def test_no_item_is_listed_twice(server: Server, inventory: Inventory, operation: Operation) -> None:
    items = all_items(server, operation, inventory)

    assert all(items.count(item) == 1 for item in items)


@by_filter(FILTERS)
def test_filter_keeps_exactly_the_matching_items(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    assert_filter_is_exact(server, inventory, operation, name)


def assert_filter_is_exact(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    everything = all_items(server, operation, inventory)
    field = require_field(operation, name, everything)
    for value in sorted({item[field] for item in everything if item.get(field)} | enum_values(operation, name)):
        expected = [item for item in everything if item.get(field) == value]
        filtered = filtered_items(server, operation, inventory, **{name: value})

        assert server.steady(filtered) == server.steady(expected), f"{name}={value}"


def test_filter_keeps_exactly_the_matching_created_items(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    for step in range(STEPS + 1 if server.is_sandbox else 1):
        for operation, name in FILTERS:
            field = filtered_field(name, all_items(server, operation, inventory))
            # Fields that do not change with the work are checked at the first and the last step only.
            if (field in CHANGING_FIELDS and server.is_sandbox) or (
                field not in {None, *CHANGING_FIELDS} and step in {0, STEPS}
            ):
                assert_filter_is_exact(server, inventory, operation, name)
        server.wait()


def test_pages_of_a_filtered_list_are_slices_of_it(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    for operation, name in FILTERS:
        everything = all_items(server, operation, inventory)
        field = filtered_field(name, everything)
        is_steady = field and (server.is_sandbox or field not in CHANGING_FIELDS)
        values = (
            {str(item[field]) for item in everything if item.get(field)}
            if operation in paged_lists() and is_steady
            else ()
        )
        for value in sorted(values):
            filtered = filtered_items(server, operation, inventory, **{name: value})
            for size, offset in itertools.product((1, 2), range(min(len(filtered), FEW) + 1)):
                page = server.value(list_call(operation, inventory, **{name: value, "offset": offset, "limit": size}))
                message = f"{name}={value}: {size} from {offset}"
                assert server.steady(items_of(operation, page)) == server.steady(filtered[offset : offset + size]), (
                    message
                )
                assert page["pagination"] == {"offset": offset, "limit": size, "total": len(filtered)}, message


@pytest.mark.parametrize(("operation", "name"), sorted(RANGE_FILTERS))
def test_range_filter_keeps_exactly_the_items_in_the_range(
    server: Server, inventory: Inventory, operation: str, name: str
) -> None:
    """The form of a range is not documented: one form is accepted, and the others are 400."""
    call = inventory.valid(CONTRACT.operations[operation])
    everything = server.all_of(operation)
    values = require(sorted({item[name] for item in everything}), "the list is empty")
    accepted = 0
    for low, high in itertools.combinations_with_replacement(values, 2):
        expected = [item for item in everything if low <= item[name] <= high]
        for form in ("{}/{}", "{},{}", "{}..{}", "[{},{}]"):
            answer = server.ask(replace(call, query={name: form.format(low, high), "limit": 1000}))
            if answer.status_code == call.operation.success:
                assert items_of(call.operation, answer.json()) == expected, f"{name} in {form.format(low, high)}"
                accepted += 1
            else:
                assert answer.status_code == 400, f"{form.format(low, high)}: {answer.status_code}"
    assert accepted, f"no form of a range is accepted for {name}"


def at_other_offsets(text: str) -> Iterator[str]:
    """The same time with other offsets from UTC."""
    for offset in (timedelta(0), timedelta(hours=5, minutes=30), timedelta(hours=-11)):
        yield datetime.fromisoformat(text).astimezone(timezone(offset)).isoformat()


# Time filters whose format the contract names.
FORMATTED_TIMES = [
    (operation, name)
    for operation, name in FILTERS
    if re.search(
        r"RFC 3339|ISO 8601", CONTRACT.at(operation.named("query")[name].pointer.removesuffix("/schema"))["description"]
    )
]


@by_filter(FORMATTED_TIMES)
def test_time_filter_is_the_same_at_any_offset(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = all_items(server, operation, inventory)
    field = require_field(operation, name, everything)
    for value in sorted({item[field] for item in everything if item.get(field)}):
        expected = filtered_items(server, operation, inventory, **{name: value})
        for text in at_other_offsets(value):
            assert filtered_items(server, operation, inventory, **{name: text}) == expected, f"{name}={text}"


@by_filter([(operation, name) for operation, name in FILTERS if name.endswith("name")])
def test_name_filter_works_in_any_script(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    create_operations = [
        candidate for candidate in CREATE_OPERATIONS if candidate.tag == operation.tag and candidate.body
    ]
    if not create_operations:
        not_applicable("the API has no way to create what is listed")
    create_operation = next(filter(server.is_free, create_operations), None)
    call = inventory.valid(require(create_operation, "creating what is listed costs tokens"))
    server.value(replace(call, body=with_unicode_names(call.body)))

    assert_filter_is_exact(server, inventory, operation, name)


def enum_values(operation: Operation, name: str) -> set[str]:
    """The values of the filter's enum. Some may match no item."""
    return set(operation.named("query")[name].schema.get("enum", ()))


@by_filter([(operation, name) for operation, name in FILTERS if compares_equality(operation, name)])
def test_filter_does_not_match_similar_values(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = all_items(server, operation, inventory)
    field = require_field(operation, name, everything)
    for value in {item[field] for item in everything if item.get(field)} | {"no-such-thing"}:
        for similar in (value[:1], value[:-1], value[1:], f"{value}x", value.swapcase()):
            expected = [item for item in everything if item.get(field) == similar]

            assert filtered_items(server, operation, inventory, **{name: similar}) == expected, f"{name}={similar}"


@by_filter([(operation, name) for operation, name in FILTERS if name in MULTI_VALUE_FILTERS])
def test_filter_with_several_values_keeps_items_of_each(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = all_items(server, operation, inventory)
    field = require_field(operation, name, everything)
    values = sorted({item[field] for item in everything if item.get(field)})[:2]
    expected = [item for item in everything if item.get(field) in values]

    assert filtered_items(server, operation, inventory, **{name: ",".join(values)}) == expected


@by_filter([(operation, name) for operation, name in FILTERS if name.endswith(("_at", "_on"))])
def test_time_filter_compares_times_not_days(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = all_items(server, operation, inventory)
    field = require_field(operation, name, everything)
    for text in sorted({item[field] for item in everything if item.get(field)}):
        earlier = datetime.fromisoformat(text) - timedelta(hours=1)
        expected = [item for item in everything if datetime.fromisoformat(item[field]) == earlier]

        assert filtered_items(server, operation, inventory, **{name: earlier.isoformat()}) == expected, (
            f"{name}={earlier}"
        )


FILTER_PAIRS = [
    (operation, pair)
    for operation in list_operations()
    for pair in itertools.combinations(sorted(name for other, name in FILTERS if other.id == operation.id), 2)
]


@pytest.mark.parametrize(
    ("operation", "pair"), FILTER_PAIRS, ids=lambda value: getattr(value, "id", None) or "-".join(value)
)
def test_two_filters_combine(server: Server, inventory: Inventory, operation: Operation, pair: tuple[str, str]) -> None:
    create_variants(server, inventory, operation.tag)
    everything = all_items(server, operation, inventory)
    first_name, second_name = pair
    first_field = require_field(operation, first_name, everything)
    second_field = require_field(operation, second_name, everything)
    for first_value, second_value in itertools.product(
        extreme_values(first_field, everything), extreme_values(second_field, everything)
    ):
        expected = [
            item
            for item in everything
            if (item.get(first_field), item.get(second_field)) == (first_value, second_value)
        ]

        filtered = filtered_items(server, operation, inventory, **{first_name: first_value, second_name: second_value})
        assert filtered == expected, f"{first_name}={first_value} {second_name}={second_value}"


def extreme_values(field: str, items: list[Any]) -> list[Any]:
    """The lowest and the highest values of a field."""
    values = sorted({item[field] for item in items if item.get(field)})
    return values if len(values) <= FEW else [*values[: FEW // 2], *values[-FEW // 2 :]]


def create_variants(server: Server, inventory: Inventory, tag: str) -> None:
    """Create resources that refer to other IDs, so that filters have different items."""
    for create_operation in (
        operation
        for operation in CREATE_OPERATIONS
        if operation.tag == tag and operation.body and server.is_free(operation)
    ):
        call = inventory.valid(create_operation)
        for _, body in with_other_ids(inventory, call.body):
            server.ask(replace(call, body=made_unique(create_operation, body)))


@by_filter(FILTERS)
def test_filter_adds_nothing_and_an_unknown_value_finds_nothing(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = all_items(server, operation, inventory)
    schema = operation.named("query")[name].schema
    filtered = {
        value: filtered_items(server, operation, inventory, **{name: value}) for value in schema.get("enum", ())
    }

    assert all(item in everything for items in filtered.values() for item in items)
    assert not filtered or any(items != everything for items in filtered.values()), (
        f"{name} keeps every item, whatever its value"
    )
    if compares_equality(operation, name):
        assert filtered_items(server, operation, inventory, **{name: "no-such-thing"}) == []


# Lists that have a value in their path and are part of another list.
LISTS_BY_PATH = [
    (child, parent, name)
    for child, parent in itertools.permutations(list_operations(), 2)
    for name in child.named("path")
    if child.path == f"{parent.path}/{{{name}}}"
]


@pytest.mark.parametrize(("operation", "parent", "name"), LISTS_BY_PATH, ids=lambda item: getattr(item, "id", item))
def test_list_with_a_value_in_its_path_has_the_items_of_that_value(
    server: Server, inventory: Inventory, operation: Operation, parent: Operation, name: str
) -> None:
    everything = all_items(server, parent, inventory)
    values = {own_value for item in everything if (own_value := own_or_nested(item, name))}
    require(values, f"no item of the list has a {name}")
    for value in values:
        items = items_of(operation, server.value(inventory.about(operation, {name: value})))

        assert items == [item for item in everything if own_or_nested(item, name) == value], f"{name}={value}"


# Filters by the use of an item, with each value that is also a tag.
USE_FILTERS = [
    (operation, name, use)
    for operation, name in FILTERS
    for use in operation.named("query")[name].schema.get("enum", ())
    if any(operation.tag == f"{use}s" for operation in OPERATIONS)
]


@pytest.mark.parametrize(("operation", "name", "use"), USE_FILTERS, ids=lambda item: getattr(item, "id", item))
def test_used_item_is_listed_for_its_use(
    server: Server, inventory: Inventory, operation: Operation, name: str, use: str
) -> None:
    texts: set[str] = set()
    for use_operation in (
        operation
        for operation in OPERATIONS
        if operation.tag == f"{use}s" and (is_read_only(operation) or operation in CREATE_OPERATIONS)
    ):
        call = inventory.valid(use_operation)
        texts |= {*texts_in(call.body), *texts_in(server.value(call) if is_read_only(use_operation) else None)}
    everything = all_items(server, operation, inventory)
    filtered = filtered_items(server, operation, inventory, **{name: use})
    used = [item for item in everything if {own_or_nested(item, "name"), own_or_nested(item, "version")} <= texts]

    require(used, f"no item of the list is used in {use}s")
    assert all(item in filtered for item in used), f"{name}={use} does not have an item that is used there"


def texts_in(value: Any) -> Iterator[str]:
    """The texts in a value, at any depth."""
    for nested in value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]:
        if isinstance(nested, dict | list):
            yield from texts_in(nested)
        elif isinstance(nested, str):
            yield nested


# Links from a resource to a list that is filtered by it.
FILTER_LINKS = [
    link
    for link in LINKS
    if link.target in list_operations() and is_read_only(link.source)
    if any(
        name in link.parameters and not other_link.required for name, other_link in link.target.named("query").items()
    )
]


@pytest.mark.parametrize("link", FILTER_LINKS, ids=str)
def test_linked_filter_keeps_the_linked_items(server: Server, inventory: Inventory, link: Link) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    everything = server.steady(all_items(server, link.target, inventory))
    filtered = []
    for values in {tuple(values.items()): values for values in inventory.along(link)}.values():
        listed = items_of(link.target, server.value(replace(inventory.about(link.target, values), query=values)))
        items = server.steady(listed)
        assert all(item in everything for item in items), f"{values}: an item that is not in the whole list"
        filtered.append(items)
    require(any(filtered), "the linked lists are empty")
    # A search may find only some resources.
    is_whole = link.source in list_operations() or any(
        other_link.source in list_operations() for other_link in LINKS if other_link.target == link.source
    )
    for item in everything if server.is_sandbox else ():
        count = sum(item in items for items in filtered)
        assert count == 1 or (count == 0 and not is_whole), f"{link}: {count} of the linked lists have {id_of(item)}"
    assert not everything or any(items != everything for items in filtered), (
        f"{link}: the linked list is the whole list"
    )


# Projects have page numbers, and a count in place of a total.
NUMBERED_LISTS = [
    operation for operation in list_operations() if {"page_num", "page_size"} <= operation.named("query").keys()
]


@pytest.mark.parametrize("operation", NUMBERED_LISTS, ids=lambda operation: operation.id)
def test_numbered_pages_divide_the_list(server: Server, inventory: Inventory, operation: Operation) -> None:
    everything = items_of(operation, server.value(list_call(operation, inventory, page_size=1000)))
    require(len(everything) > 1, "the list has fewer than two items")
    for size in (1, 2, len(everything)):
        # It is not documented whether the first page is 0 or 1.
        pages = [
            items_of(operation, server.value(list_call(operation, inventory, page_size=size, page_num=number)))
            for number in range(len(everything) + 2)
        ]
        from_one = [item for page in pages[1:] for item in page]
        from_zero = [item for page in pages for item in page]

        assert everything in (from_one, from_zero), f"the pages of {size} together are not the list"
        assert all(len(page) <= size for page in pages)
        answer = server.value(list_call(operation, inventory, page_size=size))
        assert answer.get("count", len(everything)) == len(everything)


READ_ONLY = [operation for operation in OPERATIONS if is_read_only(operation)]


@pytest.mark.parametrize("operation", READ_ONLY, ids=lambda operation: operation.id)
def test_repeated_read_gives_the_same_answer(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    first, second = server.value(call), server.value(call)

    # On another server, work may have continued.
    assert not server.is_sandbox or second == first


def test_reading_changes_nothing(server: Server, inventory: Inventory) -> None:
    calls = [inventory.valid(operation) for operation in READ_ONLY]
    before = [*list_everything(server, inventory)]
    for call in calls:
        server.value(call)
    after = [*list_everything(server, inventory)]

    assert len(after) == len(before)
    for (operation, items_before), (_, items_after) in zip(before, after, strict=True):
        assert not server.is_sandbox or items_before == items_after, f"{operation.id} lists other items than before"


LIST_ONLY_FIELDS = {"legacy_project_id"}


@pytest.mark.parametrize("link", LIST_TO_READ, ids=lambda link: f"{link.source.id}-{link.target.id}")
def test_listed_item_equals_the_item_read_alone(server: Server, inventory: Inventory, link: Link) -> None:
    call = inventory.valid(link.source)
    answer = server.value(call)
    for position, listed in enumerate(items_of(link.source, answer)):
        values = {name: evaluate(value, call, answer, position) for name, value in link.parameters.items()}
        read = server.value(inventory.about(link.target, values))
        # A single project may have an envelope.
        read = read.get(link.target.tag.removesuffix("s"), read)
        shared = listed.keys() & read.keys()

        assert shared
        assert listed.keys() - read.keys() <= LIST_ONLY_FIELDS, "the item read alone has fewer fields than in the list"
        assert {name: read[name] for name in shared} == {name: listed[name] for name in shared}


@pytest.mark.parametrize("link", SEARCH_TO_READ, ids=lambda link: f"{link.source.id}-{link.target.id}")
def test_found_item_equals_the_item_read_alone(server: Server, inventory: Inventory, link: Link) -> None:
    pairs = [*found_and_read(server, inventory, link)]

    require(pairs, "the search finds nothing")
    for found_item, read_item in pairs:
        assert {name: read_item.get(name) for name in found_item} == found_item


def test_each_aoi_lists_its_own_visualizations(server: Server) -> None:
    for aoi in server.all_of("listAois"):
        visualizations = server.all_of("listVisualizations", path={"aoi_id": aoi["aoi_id"]})

        assert {visualization["aoi_id"] for visualization in visualizations} <= {aoi["aoi_id"]}
