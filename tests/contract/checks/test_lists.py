"""Lists are complete and filters exact; a listed item equals the item read alone."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from tests.contract.checks.support import block_if_found
from tests.contract.model.crawl import (
    LIST_TO_READ,
    SEARCH_TO_READ,
    calls_on_every_parent,
    create_everything,
    found_and_read,
)
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
from tests.contract.model.listing import LARGEST_LIMIT, UNKNOWN, Listing, matching, next_to
from tests.contract.model.moving import assert_steady, difference, has_changed, is_in_progress, label_of
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
from tests.contract.outcomes import Skipped, not_applicable, require
from tests.contract.transport.server import CHANGING_FIELDS, Server
from tests.oracle import Operation

by_list = pytest.mark.parametrize("operation", list_operations(), ids=lambda operation: operation.id)
by_page = pytest.mark.parametrize("operation", paged_lists(), ids=lambda operation: operation.id)

# The form of a range is not documented.
RANGE_FILTERS = {("listOrderItems", "created_at"), ("listOrderItems", "area")}
RANGE_FORMS = ("{}/{}", "{},{}", "{}..{}", "[{},{}]")
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
FILTERED_TAGS = {operation.tag for operation, _ in FILTERS}
# How many windows, values and pairs of a filter are tried by URL.
WINDOWS, VALUES, PAGED_VALUES = 4, 2, 16


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


def enum_values(operation: Operation, name: str) -> set[str]:
    """The values of the filter's enum. Some may match no item."""
    return set(operation.named("query")[name].schema.get("enum", ()))


def values_of(items: list[Any], field: str) -> list[Any]:
    """The different values of a field."""
    return sorted({item[field] for item in items if item.get(field)})


@by_page
def test_pages_are_slices_of_one_list(server: Server, inventory: Inventory, operation: Operation) -> None:
    listing = Listing(server, inventory, operation)
    require(len(listing.items) > 1, "the list has fewer than two items")
    for size, offset in windows(server, listing):
        assert_page_is_slice(server, listing, {}, size, offset)


def windows(server: Server, listing: Listing) -> list[tuple[int, int]]:
    """Limits and offsets: pages within the list, over its end and behind it."""
    count = len(listing.items)
    pairs = itertools.product((1, 2, count, count + 7), server.some([*range(count + 2)]))
    return server.sample(pairs, WINDOWS, listing.operation.id)


def assert_page_is_slice(server: Server, listing: Listing, query: dict[str, Any], size: int, offset: int) -> None:
    """A page has the items of the (filtered) list from `offset` on, and says so."""

    def compare() -> str | None:
        everything = listing.find(query, known=True) if query else listing.items
        page = listing.page(**query, offset=offset, limit=size)
        message = difference(server, everything[offset : offset + size], listing.page_items(page))
        if message is None and listing.operation in paged_lists():
            expected = {"offset": offset, "limit": size, "total": listing.total(query)}
            message = difference(server, {"pagination": expected}, {"pagination": page["pagination"]})
        return message and f"{listing.operation.id} with {query} offset={offset} limit={size}: {message}"

    def has_moved() -> bool:
        before = listing.find(query, known=True) if query else listing.items
        return has_changed(before, listing.find(query)) if query else listing.has_moved()

    assert_steady(server, compare, has_moved)


LISTS_WITHOUT_TOTAL = [
    operation
    for operation in list_operations()
    if {"offset", "limit"} <= operation.named("query").keys() and operation not in paged_lists()
]


@pytest.mark.parametrize("operation", LISTS_WITHOUT_TOTAL, ids=lambda operation: operation.id)
def test_pages_without_a_total_are_slices_of_one_list(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    listing = Listing(server, inventory, operation, limit=1000)
    require(len(listing.items) > 2, "the list has fewer than three items")
    for size, offset in windows(server, listing):
        assert_page_is_slice(server, listing, {}, size, offset)


@by_page
def test_page_after_the_end_is_empty(server: Server, inventory: Inventory, operation: Operation) -> None:
    listing = Listing(server, inventory, operation)
    items = listing.page_items(listing.page(offset=10**12))

    assert not items, f"{operation.id} from 10**12: must have no items, has {len(items)}: {label_of(items[0])}"


@pytest.mark.parametrize("operation", [*paged_lists(), *LISTS_WITHOUT_TOTAL], ids=lambda operation: operation.id)
def test_page_with_the_largest_limit_has_every_item(server: Server, inventory: Inventory, operation: Operation) -> None:
    without_total = {"limit": 1000} if operation in LISTS_WITHOUT_TOTAL else {}
    listing = Listing(server, inventory, operation, **without_total)
    largest = operation.named("query")["limit"].schema.get("maximum", LARGEST_LIMIT)

    assert_page_is_slice(server, listing, {}, largest, 0)


@by_page
def test_list_without_paging_has_the_documented_first_page(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    listing = Listing(server, inventory, operation)

    def compare() -> str | None:
        page = listing.page()
        documented = operation.named("query")["limit"].schema.get("default", page["pagination"]["limit"])
        message = difference(server, listing.items[:documented], listing.page_items(page))
        window = {name: page["pagination"][name] for name in ("offset", "limit")}
        message = message or difference(server, {"offset": 0, "limit": documented}, window)
        return message and f"{operation.id} without offset and limit: {message}"

    assert_steady(server, compare, listing.has_moved)


@by_list
def test_no_item_is_listed_twice(server: Server, inventory: Inventory, operation: Operation) -> None:
    items = Listing(server, inventory, operation).find()
    twice = next((item for position, item in enumerate(items) if item in items[:position]), None)

    assert twice is None, (
        f"{operation.id}: must list each item once, lists {label_of(twice)} {items.count(twice)} times"
    )


@by_filter(FILTERS)
def test_filter_keeps_exactly_the_matching_items(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    assert_filter_is_exact(server, inventory, operation, name)


def assert_filter_is_exact(
    server: Server, inventory: Inventory, operation: Operation, name: str, count: int = VALUES
) -> None:
    """The filter finds the items with its value, for each value that an item has and each value of its enum."""
    listing = Listing(server, inventory, operation)
    field = require_field(operation, name, listing.items)
    existing = values_of(listing.items, field)
    seed = f"{operation.id} {name} {server.check}"
    unseen = sorted(enum_values(operation, name) - {*existing})
    chosen = server.sample(unseen, 1, seed)
    for value in [*server.sample(existing, count - len(chosen) or 1, seed), *chosen]:
        listing.assert_finds_matching({name: value}, {field: value})


@pytest.mark.crawls
def test_filter_keeps_exactly_the_matching_created_items(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory, FILTERED_TAGS)
    for step in range(STEPS + 1 if server.is_sandbox else 1):
        if step:
            server.wait()
        for operation, name in selected_filters(server, inventory):
            field = filtered_field(name, Listing(server, inventory, operation).items)
            # Fields that do not change with the work are checked at the first and the last step only.
            if field is not None and (field in CHANGING_FIELDS or step in {0, STEPS}):
                assert_filter_is_exact(server, inventory, operation, name, count=1)


def selected_filters(server: Server, inventory: Inventory) -> list[tuple[Operation, str]]:
    return [(operation, name) for operation, name in FILTERS if can_be_crawled(server, inventory, operation)]


def can_be_crawled(server: Server, inventory: Inventory, operation: Operation) -> bool:
    """Whether an operation is selected, and the server has what it needs; the sandbox has all."""
    if not server.run.selects(operation.id):
        return False
    try:
        inventory.valid(operation)
    except Skipped:
        if server.is_sandbox:
            raise
        return False
    return True


@pytest.mark.crawls
def test_pages_of_a_filtered_list_are_slices_of_it(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory, FILTERED_TAGS)
    listings: dict[str, Listing] = {}
    cases = []
    for operation, name in selected_filters(server, inventory):
        if operation in paged_lists():
            listing = listings.setdefault(operation.id, Listing(server, inventory, operation))
            field = filtered_field(name, listing.items)
            cases += [(listing, name, str(value)) for value in (values_of(listing.items, field) if field else ())]
    for listing, name, value in server.sample(cases, PAGED_VALUES, "filtered pages"):
        count = len(listing.find({name: value}, known=True))
        pairs = itertools.product((1, 2), range(min(count, FEW) + 1))
        for size, offset in server.sample(pairs, 2, f"{listing.operation.id} {name}"):
            assert_page_is_slice(server, listing, {name: value}, size, offset)


@pytest.mark.parametrize(
    ("operation", "name"),
    [(CONTRACT.operations[operation], name) for operation, name in sorted(RANGE_FILTERS)],
    ids=lambda value: getattr(value, "id", value),
)
def test_range_filter_keeps_exactly_the_items_in_the_range(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    """The form of a range is not documented: one form is accepted, and the others are 400."""
    listing = Listing(server, inventory, operation)
    values = require(values_of(listing.items, name), "the list is empty")
    forms = [form for form in RANGE_FORMS if is_accepted(server, listing, name, form.format(values[0], values[-1]))]
    assert forms, f"{operation.id}: must accept a range of {name} in one of the forms {RANGE_FORMS}, accepts none"
    # At an end, and by the last digit inside and outside of it.
    below, above = [next_to(value, -1) for value in values], [next_to(value, 1) for value in values]
    ends = [
        *itertools.combinations_with_replacement(values, 2),
        *((value, values[-1]) for value in above[:-1]),
        *((values[0], value) for value in below[1:]),
        *zip(below, above, strict=True),
    ]
    for (low, high), form in server.sample(itertools.product(ends, forms), FEW, f"{operation.id} {name}"):
        listing.assert_finds(
            {name: form.format(low, high)},
            items_between(name, low, high),
        )


def is_accepted(server: Server, listing: Listing, name: str, text: str) -> bool:
    answer = server.ask(replace(listing.call, query=listing.call.query | {name: text}))
    block_if_found(answer, listing.call)
    expected = (listing.operation.success, 400)
    assert answer.status_code in expected, (
        f"{listing.operation.id} with {name}={text}: must be {expected[0]}, or 400 if ranges have another form, "
        f"is {answer.status_code}"
    )
    return answer.status_code == listing.operation.success


def items_between(name: str, low: Any, high: Any) -> Callable[[list[Any]], list[Any]]:
    """Selects the items whose field lies between two values."""
    return lambda items: [item for item in items if is_between(item[name], low, high)]


def items_with_one_of(field: str, values: list[Any]) -> Callable[[list[Any]], list[Any]]:
    """Selects the items whose field has one of several values."""
    return lambda items: [item for item in items if item.get(field) in values]


def is_between(value: Any, low: Any, high: Any) -> bool:
    if isinstance(value, int | float):
        return Decimal(str(low)) <= Decimal(str(value)) <= Decimal(str(high))
    first, time, last = (datetime.fromisoformat(text) for text in (low, value, high))
    return first <= time <= last


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
    listing = Listing(server, inventory, operation)
    field = require_field(operation, name, listing.items)
    cases = [(value, text) for value in values_of(listing.items, field) for text in at_other_offsets(value)]
    for value, text in server.sample(cases, VALUES, f"{operation.id} {name}"):
        listing.assert_finds_matching({name: text}, {field: value})


@by_filter([(operation, name) for operation, name in FILTERS if name.endswith("name")])
def test_name_filter_works_in_any_script(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    create_operations = [
        candidate for candidate in CREATE_OPERATIONS if candidate.tag == operation.tag and candidate.body
    ]
    if not create_operations:
        not_applicable("the API has no way to create what is listed")
    create_operation = next(filter(server.is_free, create_operations), None)
    call = inventory.valid(require(create_operation, "creating what is listed costs tokens"))
    created = with_unicode_names(call.body)
    server.value(replace(call, body=created))
    listing = Listing(server, inventory, operation)
    field = require_field(operation, name, listing.items)
    for value in values_of(listing.items, field) if server.is_sandbox else [created[field]]:
        listing.assert_finds_matching({name: value}, {field: value})

    assert matching(listing.items, {field: created[field]}), (
        f"{operation.id}: must list the new item with the {field} {created[field]!r}, lists no such item"
    )


def similar_texts(value: str) -> set[str]:
    """Texts that are almost the value, in letters of any script."""
    others = {value[:1], value[:-1], value[1:], f"{value}x", f"{value}é", value.swapcase()}
    return others - {"", value}


@by_filter([(operation, name) for operation, name in FILTERS if compares_equality(operation, name)])
def test_filter_does_not_match_similar_values(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    listing = Listing(server, inventory, operation)
    field = require_field(operation, name, listing.items)
    values = [*values_of(listing.items, field), UNKNOWN]
    cases = sorted({text for value in values for text in similar_texts(value)})
    for text in server.sample(cases, VALUES, f"{operation.id} {name}"):
        listing.assert_finds_matching({name: text}, {field: text})


@by_filter([(operation, name) for operation, name in FILTERS if name in MULTI_VALUE_FILTERS])
def test_filter_with_several_values_keeps_items_of_each(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    listing = Listing(server, inventory, operation)
    field = require_field(operation, name, listing.items)
    existing = values_of(listing.items, field)
    # One value more that no item has drops nothing.
    for values in (existing[:2], [*existing[-1:], UNKNOWN]):
        listing.assert_finds(
            {name: ",".join(values)},
            items_with_one_of(field, values),
        )


@by_filter([(operation, name) for operation, name in FILTERS if name.endswith(("_at", "_on"))])
def test_time_filter_compares_times_not_days(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    listing = Listing(server, inventory, operation)
    field = require_field(operation, name, listing.items)
    texts = [
        text
        for value in values_of(listing.items, field)
        # By an hour, and by the last digit.
        for text in ((datetime.fromisoformat(value) - timedelta(hours=1)).isoformat(), next_to(value, 1))
    ]
    for text in server.sample(texts, VALUES, f"{operation.id} {name}"):
        listing.assert_finds({name: text}, at_time(field, text))


def at_time(field: str, text: str) -> Callable[[list[Any]], list[Any]]:
    time = datetime.fromisoformat(text)
    return lambda items: [item for item in items if item.get(field) and datetime.fromisoformat(item[field]) == time]


FILTER_PAIRS = [
    (operation, pair)
    for operation in list_operations()
    for pair in itertools.combinations(sorted(name for other, name in FILTERS if other.id == operation.id), 2)
]


@pytest.mark.parametrize(
    ("operation", "pair"), FILTER_PAIRS, ids=lambda value: getattr(value, "id", None) or "-".join(value)
)
def test_two_filters_combine(server: Server, inventory: Inventory, operation: Operation, pair: tuple[str, str]) -> None:
    listing = Listing(server, inventory, operation)
    if server.is_sandbox or not all(has_several(listing, name) for name in pair):
        create_variants(server, inventory, operation.tag)
        listing = Listing(server, inventory, operation)
    fields = [require_field(operation, name, listing.items) for name in pair]
    values = [combined_values(operation, name, field, listing) for name, field in zip(pair, fields, strict=True)]
    kept: list[Any] = []
    dropped: list[Any] = []
    for combination in itertools.product(*values):
        has_any = matching(listing.items, dict(zip(fields, combination, strict=True)))
        (kept if has_any else dropped).append(combination)
    seed = f"{operation.id} {pair}"
    # Of the combinations that find nothing, few tell more than those whose first value finds something alone.
    for combination in [*server.sample(kept, 1, seed), *server.sample(dropped, 1, seed)]:
        listing.assert_finds_matching(
            dict(zip(pair, combination, strict=True)), dict(zip(fields, combination, strict=True))
        )


def has_several(listing: Listing, name: str) -> bool:
    """Whether the list has items with different values of what the filter compares."""
    field = filtered_field(name, listing.items)
    return field is None or len(values_of(listing.items, field)) > 1


def combined_values(operation: Operation, name: str, field: str, listing: Listing) -> list[Any]:
    """The lowest and the highest values of a field, and one that no item has, if the filter allows one."""
    values = values_of(listing.items, field)
    unseen = sorted(enum_values(operation, name) - {*values}) or [UNKNOWN] * compares_equality(operation, name)
    return [*(values if len(values) <= FEW else [*values[: FEW // 2], *values[-FEW // 2 :]]), *unseen[:1]]


def create_variants(server: Server, inventory: Inventory, tag: str) -> None:
    """Create resources that refer to other IDs, so that filters have different items."""
    for create_operation in (
        operation
        for operation in CREATE_OPERATIONS
        if operation.tag == tag and operation.body and server.is_free(operation) and server.run.selects(operation.id)
    ):
        call = inventory.valid(create_operation)
        for _, body in server.sample(with_other_ids(inventory, call.body), VALUES, create_operation.id):
            server.ask(replace(call, body=made_unique(create_operation, body)))


FILTERED_LISTS = [
    operation for operation in list_operations() if sum(other.id == operation.id for other, _ in FILTERS) > 1
]


@pytest.mark.parametrize("operation", FILTERED_LISTS, ids=lambda operation: operation.id)
def test_all_filters_combine(server: Server, inventory: Inventory, operation: Operation) -> None:
    listing = Listing(server, inventory, operation)
    names = [name for other, name in FILTERS if other.id == operation.id]
    fields = {name: field for name in names if (field := filtered_field(name, listing.items))}
    # Work that goes on has another status soon.
    complete = [
        item
        for item in listing.items
        if all(item.get(field) for field in fields.values()) and (server.is_sandbox or not is_in_progress(item))
    ]
    require(complete, "no item of the list has all the fields that its filters compare")
    item = server.sample(complete, 1, operation.id)[-1]
    query = {name: item[field] for name, field in fields.items()}
    listing.assert_finds_matching(query, {field: item[field] for field in fields.values()})
    # Each filter drops the item, whatever the others say.
    alone = [name for name in fields if compares_equality(operation, name)]
    for name in alone:
        listing.assert_finds({**query, name: UNKNOWN}, lambda items: [])


@by_filter(FILTERS)
def test_filter_adds_nothing_and_an_unknown_value_finds_nothing(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    listing = Listing(server, inventory, operation)
    values = operation.named("query")[name].schema.get("enum", ())
    if filtered_field(name, listing.items) is not None:
        # Other checks compare the items with their field.
        values = server.sample(values, 1, f"{operation.id} {name}")
    filtered = {value: listing.find({name: value}) for value in values}
    listed = {label_of(item) for item in listing.items}
    for value, items in filtered.items():
        for item in items:
            assert label_of(item) in listed, (
                f"{operation.id} with {name}={value}: must find listed items, finds {label_of(item)}, not in the list"
            )
    if len(filtered) > 1 and listing.items:
        assert any(len(items) < len(listing.items) for items in filtered.values()), (
            f"{operation.id}: {name} must drop some of {len(listing.items)} items, keeps all whatever its value"
        )
    if compares_equality(operation, name):
        listing.assert_finds({name: UNKNOWN}, lambda items: [])


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
    everything = Listing(server, inventory, parent).items
    values = sorted({own_value for item in everything if (own_value := own_or_nested(item, name))})
    require(values, f"no item of the list has a {name}")
    for value in server.sample(values, VALUES, operation.id):
        expected = [item for item in everything if own_or_nested(item, name) == value]
        items = items_of(operation, server.value(inventory.about(operation, {name: value})))
        message = difference(server, expected, items)

        assert message is None, f"{operation.id} with {name}={value}, compared with {parent.id}: {message}"


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
        texts |= {*texts_in(call.body), *texts_in(server.known(call) if is_read_only(use_operation) else None)}
    listing = Listing(server, inventory, operation)
    filtered = listing.find({name: use})
    used = [item for item in listing.items if {own_or_nested(item, "name"), own_or_nested(item, "version")} <= texts]

    require(used, f"no item of the list is used in {use}s")
    missing = next((item for item in used if item not in filtered), None)
    assert missing is None, f"{name}={use}: must have {label_of(missing)}, which is used there, does not have it"


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
    if server.is_sandbox:
        create_everything(server, inventory)
        let_work_finish(server)
    everything = Listing(server, inventory, link.target).items
    # On another server, each resource may cost a request.
    along = inventory.along(link) if server.is_sandbox else itertools.islice(inventory.along(link), FEW)
    parameters = [*{tuple(values.items()): values for values in along}.values()]
    filtered = {}
    for values in server.sample(parameters, VALUES, str(link)):
        listed = items_of(link.target, server.value(replace(inventory.about(link.target, values), query=values)))
        filtered[str(values)] = {identity(server, item) for item in listed}
    require(any(filtered.values()), "the linked lists are empty")
    ids = {identity(server, item) for item in everything}
    for label, found in filtered.items():
        assert found <= ids, f"{link} with {label}: must find listed items, finds {min(found - ids)}, not in the list"
    # A search may find only some resources.
    is_whole = link.source in list_operations() or any(
        other_link.source in list_operations() for other_link in LINKS if other_link.target == link.source
    )
    for item in ids if server.is_sandbox else ():
        count = sum(item in found for found in filtered.values())
        assert count == 1 or (count == 0 and not is_whole), f"{link}: {count} of the linked lists have {item}, not 1"
    assert len(filtered) == 1 or any(found != ids for found in filtered.values()), (
        f"{link}: must find the items of one resource, finds all {len(ids)} items for each"
    )


def identity(server: Server, item: Any) -> str:
    """An item as text; on another server, its ID, because the rest may change."""
    return json.dumps(item, sort_keys=True) if server.is_sandbox else id_of(item)


# Projects have page numbers, and a count in place of a total.
NUMBERED_LISTS = [
    operation for operation in list_operations() if {"page_num", "page_size"} <= operation.named("query").keys()
]


@pytest.mark.parametrize("operation", NUMBERED_LISTS, ids=lambda operation: operation.id)
def test_numbered_pages_divide_the_list(server: Server, inventory: Inventory, operation: Operation) -> None:
    listing = Listing(server, inventory, operation, page_size=1000)
    everything = listing.items
    count = len(everything)
    require(count > 1, "the list has fewer than two items")
    # On another server, few pages, the last of which is not full if possible.
    for size in (1, 2, count) if server.is_sandbox else [count // 2 + 1]:
        # It is not documented whether the first page is 0 or 1.
        pages = [
            listing.page_items(listing.page(page_size=size, page_num=number))
            for number in range((count if server.is_sandbox else -(-count // size)) + 2)
        ]
        from_one = [item for page in pages[1:] for item in page]
        from_zero = [item for page in pages for item in page]
        differences = [difference(server, everything, items) for items in (from_one, from_zero)]
        assert None in differences, (
            f"{operation.id}: the pages of {size} together must be the list; counted from 1, {differences[0]}; "
            f"from 0, {differences[1]}"
        )
        longest = max(map(len, pages))
        assert longest <= size, f"{operation.id}: a page must have at most {size} items, has {longest}"
        counted = listing.page(page_size=size).get("count", count)
        assert counted == count, f"{operation.id} with page_size={size}: count must be {count}, is {counted}"


# How many operations are read by URL; the other checks read all of them.
READ_BETWEEN = 12
READ_ONLY = [operation for operation in OPERATIONS if is_read_only(operation)]


@pytest.mark.parametrize("operation", READ_ONLY, ids=lambda operation: operation.id)
def test_repeated_read_gives_the_same_answer(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    earlier = [server.value(call) if server.is_sandbox else server.known(call)]

    def compare() -> str | None:
        first = earlier.pop() if earlier else server.value(call)
        message = difference(server, first, server.value(call))
        return message and f"{call}: the second answer differs from the first: {message}"

    # Work may continue between two looks, but it does not do so each time.
    assert_steady(server, compare, lambda: True)


@pytest.mark.crawls
def test_reading_changes_nothing(server: Server, inventory: Inventory) -> None:
    selected = [operation for operation in list_operations() if can_be_crawled(server, inventory, operation)]
    list_calls = [
        call for operation in selected for call in server.some([*calls_on_every_parent(inventory, operation)], 2)
    ]
    calls = [inventory.valid(operation) for operation in READ_ONLY if can_be_crawled(server, inventory, operation)]
    earlier = [[listed(server, call, known=not server.is_sandbox) for call in list_calls]]

    def compare() -> str | None:
        before = earlier.pop() if earlier else [listed(server, call) for call in list_calls]
        for call in server.sample(calls, READ_BETWEEN, "reading changes nothing"):
            server.value(call)
        messages = (
            (call, difference(server, items, listed(server, call)))
            for call, items in zip(list_calls, before, strict=True)
        )
        return next(
            (f"{call}, after reading, must be as before: {message}" for call, message in messages if message), None
        )

    # Work may continue meanwhile, but it does not do so each time.
    assert_steady(server, compare, lambda: True)


def listed(server: Server, call: Call, *, known: bool = False) -> list[Any]:
    return server.all_of(call.operation.id, path=call.path, query=call.query, known=known)


LIST_ONLY_FIELDS = {"legacy_project_id"}


@pytest.mark.parametrize("link", LIST_TO_READ, ids=lambda link: f"{link.source.id}-{link.target.id}")
def test_listed_item_equals_the_item_read_alone(server: Server, inventory: Inventory, link: Link) -> None:
    call = inventory.valid(link.source)
    positions = range(len(items_of(link.source, server.known(call))))
    for position in server.sample(positions, VALUES, str(link)):
        assert_listed_equals_read(server, inventory, link, call, position)


@pytest.mark.crawls
def test_listed_item_equals_the_item_read_alone_while_it_changes(server: Server, inventory: Inventory) -> None:
    if server.is_sandbox:
        create_everything(server, inventory)
    else:
        # What other checks have created is complete by now.
        for operation in CREATE_OPERATIONS:
            is_read_alone = any(operation.tag == link.target.tag for link in LIST_TO_READ)
            if is_read_alone and server.is_free(operation) and server.run.selects(operation.id):
                server.value(inventory.valid(operation))
    compared = 0
    for _ in range(STEPS if server.is_sandbox else 1):
        for link in LIST_TO_READ:
            if all(can_be_crawled(server, inventory, operation) for operation in (link.source, link.target)):
                call = inventory.valid(link.source)
                items = items_of(link.source, server.known(call))
                moving = [position for position, item in enumerate(items) if is_in_progress(item)]
                for position in moving[:1]:
                    assert_listed_equals_read(server, inventory, link, call, position)
                    compared += 1
        if server.is_sandbox:
            server.wait()
    require(compared, "no listed item is in progress")


def assert_listed_equals_read(server: Server, inventory: Inventory, link: Link, call: Call, position: int) -> None:
    """An item has the same fields and values in the list as alone; the list may have less of them."""
    answers = [server.known(call)]

    def compare() -> str | None:
        answer = answers[-1]
        listed_item = items_of(link.source, answer)[position]
        values = {name: evaluate(value, call, answer, position) for name, value in link.parameters.items()}
        read = server.value(inventory.about(link.target, values))
        # A single project may have an envelope.
        read = read.get(link.target.tag.removesuffix("s"), read)
        missing = listed_item.keys() - read.keys() - LIST_ONLY_FIELDS
        if missing:
            return f"{link.target.id} of {label_of(listed_item)}: must have {min(missing)}, as in the list, does not"
        shared = [name for name in listed_item if name in read]
        # After a difference, the list is read again: work that goes on must agree, too, if it has not moved.
        message = difference(
            server, {name: listed_item[name] for name in shared}, {name: read[name] for name in shared}, work=True
        )
        return message and f"{link.target.id} of {label_of(listed_item)}, compared with {link.source.id}: {message}"

    def has_moved() -> bool:
        answers.append(server.value(call))
        return has_changed(*answers[-2:])

    assert_steady(server, compare, has_moved)


@pytest.mark.parametrize("link", SEARCH_TO_READ, ids=lambda link: f"{link.source.id}-{link.target.id}")
def test_found_item_equals_the_item_read_alone(server: Server, inventory: Inventory, link: Link) -> None:
    pairs = found_and_read(server, inventory, link)
    compared = 0
    # On another server, only the first items are read.
    for found_item, read_item in pairs if server.is_sandbox else itertools.islice(pairs, 3):
        message = difference(server, found_item, {name: read_item.get(name) for name in found_item})

        assert message is None, f"{link.target.id} of {label_of(found_item)}, compared with {link.source.id}: {message}"
        compared += 1
    require(compared, "the search finds nothing")


# Lists below a resource whose items name it.
LISTS_BELOW = [
    (operation, name)
    for operation in list_operations()
    for name in operation.named("path")
    if name in CONTRACT.resolve(answer_schema(operation), "")[0]["properties"]
]


@pytest.mark.parametrize(("operation", "name"), LISTS_BELOW, ids=lambda value: getattr(value, "id", value))
def test_list_below_a_resource_has_only_its_own_items(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    for call in server.some([*calls_on_every_parent(inventory, operation)], 2):
        for item in listed(server, call):
            assert item[name] == call.path[name], (
                f"{operation.id} of {name} {call.path[name]}: {label_of(item)} has the {name} {item[name]}"
            )
