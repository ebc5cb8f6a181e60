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
from tests.contract.transport.server import CHANGING_FIELDS, Server
from tests.oracle import Operation

by_list = pytest.mark.parametrize("operation", list_operations(), ids=lambda operation: operation.id)
by_page = pytest.mark.parametrize("operation", paged_lists(), ids=lambda operation: operation.id)

# The form of a range is not documented.
UNDOCUMENTED = {("listOrderItems", "created_at"), ("listOrderItems", "area")}
# Filters that take several values, separated by commas.
SEVERAL = {"ids", "order_ids", "project_ids"}
WINDOW = {"offset", "limit", "page_num", "page_size"}
FILTERS = [
    (operation, name)
    for operation in list_operations()
    for name in operation.named("query")
    if name not in WINDOW and not operation.named("query")[name].required
    if (operation.id, name) not in UNDOCUMENTED
]


def by_filter(chosen: list[tuple[Operation, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("operation", "name"), chosen, ids=lambda part: getattr(part, "id", part))


def field_of(operation: Operation, name: str, items: list[Any]) -> str:
    """The field that a filter compares."""
    described, _ = CONTRACT.resolve(answer_schema(operation), "")
    if shown_field(name, [described["properties"]]) is None:
        not_applicable("the contract gives items no field that the filter is about")
    return require(shown_field(name, items), f"no item of the list shows what {name} is about")


def shown_field(name: str, items: list[Any]) -> str | None:
    one = name.removesuffix("s") if name in SEVERAL else name
    # `aoi_id` filters by the `id` of an AOI, `created_on` by `created_at`.
    fields = (one, one.removeprefix("aoi_"), one.rpartition("_")[2], one.replace("_on", "_at"))
    return next((field for field in fields if any(field in item for item in items)), None)


def is_exact(operation: Operation, name: str) -> bool:
    """Whether a filter compares any text for equality. How time filters compare is not documented."""
    schema = operation.named("query")[name].schema
    return not {"enum", "pattern"} & schema.keys() and not name.endswith(("_at", "_on"))


def listing(operation: Operation, inventory: Inventory, **query: Any) -> Call:
    call = inventory.valid(operation)
    return replace(call, query=call.query | query)


def narrowed(server: Server, operation: Operation, inventory: Inventory, **query: Any) -> list[Any]:
    """The items of a list with these filters."""
    call = listing(operation, inventory, **query)
    return server.all_of(operation.id, path=call.path, query=call.query)


def whole(server: Server, operation: Operation, inventory: Inventory) -> list[Any]:
    return narrowed(server, operation, inventory)


@by_page
def test_pages_are_slices_of_one_list(server: Server, inventory: Inventory, operation: Operation) -> None:
    everything = whole(server, operation, inventory)
    require(len(everything) > 1, "the list has fewer than two items")

    for size in (1, 2, len(everything), len(everything) + 7):
        for offset in range(len(everything) + 2):
            page = server.value(listing(operation, inventory, offset=offset, limit=size))

            assert items_of(operation, page) == everything[offset : offset + size]
            assert page["pagination"] == {"offset": offset, "limit": size, "total": len(everything)}


UNCOUNTED = [
    operation
    for operation in list_operations()
    if {"offset", "limit"} <= operation.named("query").keys() and operation not in paged_lists()
]


@pytest.mark.parametrize("operation", UNCOUNTED, ids=lambda operation: operation.id)
def test_pages_without_a_total_are_slices_of_one_list(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    everything = narrowed(server, operation, inventory, limit=1000)
    require(len(everything) > 2, "the list has fewer than three items")

    for size in (1, 2, len(everything), len(everything) + 7):
        for offset in range(len(everything) + 2):
            page = server.value(listing(operation, inventory, offset=offset, limit=size))

            assert items_of(operation, page) == everything[offset : offset + size], f"offset={offset} limit={size}"


@by_page
def test_page_after_the_end_is_empty(server: Server, inventory: Inventory, operation: Operation) -> None:
    page = server.value(listing(operation, inventory, offset=10**12))

    assert items_of(operation, page) == []


@by_page
def test_list_without_paging_has_the_documented_first_page(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    page = server.value(listing(operation, inventory))

    documented = operation.named("query")["limit"].schema.get("default", page["pagination"]["limit"])
    assert items_of(operation, page) == whole(server, operation, inventory)[:documented]
    assert (page["pagination"]["offset"], page["pagination"]["limit"]) == (0, documented)


@by_list
def test_no_item_is_listed_twice(server: Server, inventory: Inventory, operation: Operation) -> None:
    items = whole(server, operation, inventory)

    assert all(items.count(item) == 1 for item in items)


@by_filter(FILTERS)
def test_filter_keeps_exactly_the_matching_items(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    assert_exact(server, inventory, operation, name)


def assert_exact(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    everything = whole(server, operation, inventory)
    field = field_of(operation, name, everything)
    for value in sorted({item[field] for item in everything if item.get(field)} | words_of(operation, name)):
        wanted = [item for item in everything if item.get(field) == value]
        kept = narrowed(server, operation, inventory, **{name: value})

        assert server.steady(kept) == server.steady(wanted), f"{name}={value}"


def test_filter_keeps_exactly_the_matching_created_items(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    for step in range(STEPS + 1 if server.is_sandbox else 1):
        for operation, name in FILTERS:
            field = shown_field(name, whole(server, operation, inventory))
            # Fields that do not change with the work are checked at the first and the last step only.
            if (field in CHANGING_FIELDS and server.is_sandbox) or (
                field not in {None, *CHANGING_FIELDS} and step in {0, STEPS}
            ):
                assert_exact(server, inventory, operation, name)
        server.wait()


def test_pages_of_a_filtered_list_are_slices_of_it(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    for operation, name in FILTERS:
        everything = whole(server, operation, inventory)
        field = shown_field(name, everything)
        is_steady = field and (server.is_sandbox or field not in CHANGING_FIELDS)
        values = (
            {str(item[field]) for item in everything if item.get(field)}
            if operation in paged_lists() and is_steady
            else ()
        )
        for value in sorted(values):
            kept = narrowed(server, operation, inventory, **{name: value})
            for size, offset in itertools.product((1, 2), range(min(len(kept), FEW) + 1)):
                page = server.value(listing(operation, inventory, **{name: value, "offset": offset, "limit": size}))
                told = f"{name}={value}: {size} from {offset}"
                assert server.steady(items_of(operation, page)) == server.steady(kept[offset : offset + size]), told
                assert page["pagination"] == {"offset": offset, "limit": size, "total": len(kept)}, told


@pytest.mark.parametrize(("operation", "name"), sorted(UNDOCUMENTED))
def test_range_filter_keeps_exactly_the_items_in_the_range(
    server: Server, inventory: Inventory, operation: str, name: str
) -> None:
    """The form of a range is not documented: one form is accepted, and the others are 400."""
    call = inventory.valid(CONTRACT.operations[operation])
    everything = server.all_of(operation)
    values = sorted({item[name] for item in everything})
    taken = 0
    for low, high in itertools.combinations_with_replacement(values, 2):
        wanted = [item for item in everything if low <= item[name] <= high]
        for form in ("{}/{}", "{},{}", "{}..{}", "[{},{}]"):
            answer = server.ask(replace(call, query={name: form.format(low, high), "limit": 1000}))
            if answer.status_code == call.operation.success:
                assert items_of(call.operation, answer.json()) == wanted, f"{name} in {form.format(low, high)}"
                taken += 1
            else:
                assert answer.status_code == 400, f"{form.format(low, high)}: {answer.status_code}"
    assert taken, f"no form of a range is accepted for {name}"


def written_otherwise(text: str) -> Iterator[str]:
    """The same time with other offsets from UTC."""
    for offset in (timedelta(0), timedelta(hours=5, minutes=30), timedelta(hours=-11)):
        yield datetime.fromisoformat(text).astimezone(timezone(offset)).isoformat()


# Time filters whose format the contract names.
IN_A_FORM = [
    (operation, name)
    for operation, name in FILTERS
    if re.search(
        r"RFC 3339|ISO 8601", CONTRACT.at(operation.named("query")[name].pointer.removesuffix("/schema"))["description"]
    )
]


@by_filter(IN_A_FORM)
def test_time_filter_is_the_same_at_any_offset(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = whole(server, operation, inventory)
    field = field_of(operation, name, everything)
    for value in sorted({item[field] for item in everything if item.get(field)}):
        wanted = narrowed(server, operation, inventory, **{name: value})
        for text in written_otherwise(value):
            assert narrowed(server, operation, inventory, **{name: text}) == wanted, f"{name}={text}"


@by_filter([(operation, name) for operation, name in FILTERS if name.endswith("name")])
def test_name_filter_works_in_any_script(server: Server, inventory: Inventory, operation: Operation, name: str) -> None:
    makers = [candidate for candidate in CREATE_OPERATIONS if candidate.tag == operation.tag and candidate.body]
    if not makers:
        not_applicable("the API has no way to create what is listed")
    maker = next(filter(server.is_free, makers), None)
    call = inventory.valid(require(maker, "creating what is listed costs tokens"))
    server.value(replace(call, body=with_unicode_names(call.body)))

    assert_exact(server, inventory, operation, name)


def words_of(operation: Operation, name: str) -> set[str]:
    """The values of the filter's enum. Some may match no item."""
    return set(operation.named("query")[name].schema.get("enum", ()))


@by_filter([(operation, name) for operation, name in FILTERS if is_exact(operation, name)])
def test_filter_does_not_match_similar_values(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = whole(server, operation, inventory)
    field = field_of(operation, name, everything)
    for value in {item[field] for item in everything if item.get(field)} | {"no-such-thing"}:
        for near in (value[:1], value[:-1], value[1:], f"{value}x", value.swapcase()):
            wanted = [item for item in everything if item.get(field) == near]

            assert narrowed(server, operation, inventory, **{name: near}) == wanted, f"{name}={near}"


@by_filter([(operation, name) for operation, name in FILTERS if name in SEVERAL])
def test_filter_with_several_values_keeps_items_of_each(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = whole(server, operation, inventory)
    field = field_of(operation, name, everything)
    values = sorted({item[field] for item in everything if item.get(field)})[:2]
    wanted = [item for item in everything if item.get(field) in values]

    assert narrowed(server, operation, inventory, **{name: ",".join(values)}) == wanted


@by_filter([(operation, name) for operation, name in FILTERS if name.endswith(("_at", "_on"))])
def test_time_filter_compares_times_not_days(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = whole(server, operation, inventory)
    field = field_of(operation, name, everything)
    for text in sorted({item[field] for item in everything if item.get(field)}):
        earlier = datetime.fromisoformat(text) - timedelta(hours=1)
        wanted = [item for item in everything if datetime.fromisoformat(item[field]) == earlier]

        assert narrowed(server, operation, inventory, **{name: earlier.isoformat()}) == wanted, f"{name}={earlier}"


PAIRS = [
    (operation, pair)
    for operation in list_operations()
    for pair in itertools.combinations(sorted(name for other, name in FILTERS if other.id == operation.id), 2)
]


@pytest.mark.parametrize(("operation", "pair"), PAIRS, ids=lambda part: getattr(part, "id", None) or "-".join(part))
def test_two_filters_combine(server: Server, inventory: Inventory, operation: Operation, pair: tuple[str, str]) -> None:
    make_others(server, inventory, operation.tag)
    everything = whole(server, operation, inventory)
    one, other = pair
    its, others = field_of(operation, one, everything), field_of(operation, other, everything)
    for first, second in itertools.product(shown(its, everything), shown(others, everything)):
        wanted = [item for item in everything if (item.get(its), item.get(others)) == (first, second)]

        found = narrowed(server, operation, inventory, **{one: first, other: second})
        assert found == wanted, f"{one}={first} {other}={second}"


def shown(field: str, items: list[Any]) -> list[Any]:
    """The lowest and the highest values of a field."""
    values = sorted({item[field] for item in items if item.get(field)})
    return values if len(values) <= FEW else [*values[: FEW // 2], *values[-FEW // 2 :]]


def make_others(server: Server, inventory: Inventory, tag: str) -> None:
    """Create resources that refer to other IDs, so that filters have different items."""
    for maker in (
        operation
        for operation in CREATE_OPERATIONS
        if operation.tag == tag and operation.body and server.is_free(operation)
    ):
        call = inventory.valid(maker)
        for _, body in with_other_ids(inventory, call.body):
            server.ask(replace(call, body=made_unique(maker, body)))


@by_filter(FILTERS)
def test_filter_adds_nothing_and_an_unknown_value_finds_nothing(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = whole(server, operation, inventory)
    schema = operation.named("query")[name].schema
    kept = {value: narrowed(server, operation, inventory, **{name: value}) for value in schema.get("enum", ())}

    assert all(item in everything for items in kept.values() for item in items)
    assert not kept or any(items != everything for items in kept.values()), (
        f"{name} keeps every item, whatever its value"
    )
    if is_exact(operation, name):
        assert narrowed(server, operation, inventory, **{name: "no-such-thing"}) == []


# Lists that have a value in their path and are part of another list.
PARTIAL = [
    (part, all_, name)
    for part, all_ in itertools.permutations(list_operations(), 2)
    for name in part.named("path")
    if part.path == f"{all_.path}/{{{name}}}"
]


@pytest.mark.parametrize(("operation", "all_", "name"), PARTIAL, ids=lambda item: getattr(item, "id", item))
def test_list_with_a_value_in_its_path_has_the_items_of_that_value(
    server: Server, inventory: Inventory, operation: Operation, all_: Operation, name: str
) -> None:
    everything = whole(server, all_, inventory)
    values = {found for item in everything if (found := own_or_nested(item, name))}
    require(values, f"no item of the list has a {name}")
    for value in values:
        items = items_of(operation, server.value(inventory.about(operation, {name: value})))

        assert items == [item for item in everything if own_or_nested(item, name) == value], f"{name}={value}"


# Filters by the use of an item, with each value that is also a tag.
USES = [
    (operation, name, word)
    for operation, name in FILTERS
    for word in operation.named("query")[name].schema.get("enum", ())
    if any(operation.tag == f"{word}s" for operation in OPERATIONS)
]


@pytest.mark.parametrize(("operation", "name", "word"), USES, ids=lambda item: getattr(item, "id", item))
def test_used_item_is_listed_for_its_use(
    server: Server, inventory: Inventory, operation: Operation, name: str, word: str
) -> None:
    words: set[str] = set()
    for entry in (
        operation
        for operation in OPERATIONS
        if operation.tag == f"{word}s" and (is_read_only(operation) or operation in CREATE_OPERATIONS)
    ):
        call = inventory.valid(entry)
        words |= {*words_in(call.body), *words_in(server.value(call) if is_read_only(entry) else None)}
    everything = whole(server, operation, inventory)
    kept = narrowed(server, operation, inventory, **{name: word})
    used = [item for item in everything if {own_or_nested(item, "name"), own_or_nested(item, "version")} <= words]

    require(used, f"no item of the list is used in {word}s")
    assert all(item in kept for item in used), f"{name}={word} does not have an item that is used there"


def words_in(value: Any) -> Iterator[str]:
    """The texts in a value, at any depth."""
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]:
        if isinstance(part, dict | list):
            yield from words_in(part)
        elif isinstance(part, str):
            yield part


# Links from a resource to a list that is filtered by it.
NARROWING = [
    link
    for link in LINKS
    if link.target in list_operations() and is_read_only(link.source)
    if any(
        name in link.parameters and not other_link.required for name, other_link in link.target.named("query").items()
    )
]


@pytest.mark.parametrize("link", NARROWING, ids=str)
def test_linked_filter_keeps_the_linked_items(server: Server, inventory: Inventory, link: Link) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    everything = server.steady(whole(server, link.target, inventory))
    kept = []
    for values in {tuple(values.items()): values for values in inventory.along(link)}.values():
        listed = items_of(link.target, server.value(replace(inventory.about(link.target, values), query=values)))
        items = server.steady(listed)
        assert all(item in everything for item in items), f"{values}: an item that is not in the whole list"
        kept.append(items)
    require(any(kept), "the linked lists are empty")
    # A search may find only some resources.
    is_whole = link.source in list_operations() or any(
        other_link.source in list_operations() for other_link in LINKS if other_link.target == link.source
    )
    for item in everything if server.is_sandbox else ():
        led = sum(item in items for items in kept)
        assert led == 1 or (led == 0 and not is_whole), f"{link}: {led} of the linked lists have {id_of(item)}"
    assert not everything or any(items != everything for items in kept), f"{link}: the linked list is the whole list"


# Projects have page numbers, and a count in place of a total.
NUMBERED = [
    operation for operation in list_operations() if {"page_num", "page_size"} <= operation.named("query").keys()
]


@pytest.mark.parametrize("operation", NUMBERED, ids=lambda operation: operation.id)
def test_numbered_pages_divide_the_list(server: Server, inventory: Inventory, operation: Operation) -> None:
    everything = items_of(operation, server.value(listing(operation, inventory, page_size=1000)))
    require(len(everything) > 1, "the list has fewer than two items")
    for size in (1, 2, len(everything)):
        # It is not documented whether the first page is 0 or 1.
        pages = [
            items_of(operation, server.value(listing(operation, inventory, page_size=size, page_num=number)))
            for number in range(len(everything) + 2)
        ]
        from_one = [item for page in pages[1:] for item in page]
        from_zero = [item for page in pages for item in page]

        assert everything in (from_one, from_zero), f"the pages of {size} together are not the list"
        assert all(len(page) <= size for page in pages)
        answer = server.value(listing(operation, inventory, page_size=size))
        assert answer.get("count", len(everything)) == len(everything)


READING = [operation for operation in OPERATIONS if is_read_only(operation)]


@pytest.mark.parametrize("operation", READING, ids=lambda operation: operation.id)
def test_repeated_read_gives_the_same_answer(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    first, second = server.value(call), server.value(call)

    # On another server, work may have continued.
    assert not server.is_sandbox or second == first


def test_reading_changes_nothing(server: Server, inventory: Inventory) -> None:
    calls = [inventory.valid(operation) for operation in READING]
    before = [*list_everything(server, inventory)]
    for call in calls:
        server.value(call)
    after = [*list_everything(server, inventory)]

    assert len(after) == len(before)
    for (operation, was), (_, is_) in zip(before, after, strict=True):
        assert not server.is_sandbox or was == is_, f"{operation.id} lists other items than before"


IN_LISTS_ALONE = {"legacy_project_id"}


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
        assert listed.keys() - read.keys() <= IN_LISTS_ALONE, "the item read alone has fewer fields than in the list"
        assert {name: read[name] for name in shared} == {name: listed[name] for name in shared}


@pytest.mark.parametrize("link", SEARCH_TO_READ, ids=lambda link: f"{link.source.id}-{link.target.id}")
def test_found_item_equals_the_item_read_alone(server: Server, inventory: Inventory, link: Link) -> None:
    pairs = [*found_and_read(server, inventory, link)]

    require(pairs, "the search finds nothing")
    for found, read in pairs:
        assert {name: read.get(name) for name in found} == found


def test_each_aoi_lists_its_own_visualizations(server: Server) -> None:
    for aoi in server.all_of("listAois"):
        found = server.all_of("listVisualizations", path={"aoi_id": aoi["aoi_id"]})

        assert {visualization["aoi_id"] for visualization in found} <= {aoi["aoi_id"]}
