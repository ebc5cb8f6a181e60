"""Lists are whole and filtered exactly; what is listed is what is read alone."""

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

# How a range is written is not documented.
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
    """The field that a filter is about; without it, what the filter does cannot be told from the items."""
    described, _ = CONTRACT.resolve(answer_schema(operation), "")
    if shown_field(name, [described["properties"]]) is None:
        not_applicable("the contract gives items no field that the filter is about")
    return require(shown_field(name, items), f"no item of the list shows what {name} is about")


def shown_field(name: str, items: list[Any]) -> str | None:
    one = name.removesuffix("s") if name in SEVERAL else name
    # An id of the thing itself may be named after the thing, and a time after the day.
    fields = (one, one.removeprefix("aoi_"), one.rpartition("_")[2], one.replace("_on", "_at"))
    return next((field for field in fields if any(field in item for item in items)), None)


def is_exact(operation: Operation, name: str) -> bool:
    """Whether a filter is for any text and keeps what is the same: how the time filters match is not documented."""
    schema = operation.named("query")[name].schema
    return not {"enum", "pattern"} & schema.keys() and not name.endswith(("_at", "_on"))


def listing(operation: Operation, inventory: Inventory, **query: Any) -> Call:
    call = inventory.valid(operation)
    return replace(call, query=call.query | query)


def narrowed(server: Server, operation: Operation, inventory: Inventory, **query: Any) -> list[Any]:
    """What a list keeps with these filters."""
    call = listing(operation, inventory, **query)
    return server.all_of(operation.id, path=call.path, query=call.query)


def whole(server: Server, operation: Operation, inventory: Inventory) -> list[Any]:
    return narrowed(server, operation, inventory)


@by_page
def test_pages_of_any_size_are_slices_of_one_list(server: Server, inventory: Inventory, operation: Operation) -> None:
    everything = whole(server, operation, inventory)
    require(len(everything) > 1, "a list of one item cannot be paged")

    for size in (1, 2, len(everything), len(everything) + 7):
        for offset in range(len(everything) + 2):
            page = server.value(listing(operation, inventory, offset=offset, limit=size))

            assert items_of(operation, page) == everything[offset : offset + size]
            assert page["pagination"] == {"offset": offset, "limit": size, "total": len(everything)}


UNCOUNTED = [
    one for one in list_operations() if {"offset", "limit"} <= one.named("query").keys() and one not in paged_lists()
]


@pytest.mark.parametrize("operation", UNCOUNTED, ids=lambda operation: operation.id)
def test_pages_without_a_total_are_slices_of_one_list(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    everything = narrowed(server, operation, inventory, limit=1000)
    require(len(everything) > 2, "a list of two items tells nothing of its pages")

    for size in (1, 2, len(everything), len(everything) + 7):
        for offset in range(len(everything) + 2):
            page = server.value(listing(operation, inventory, offset=offset, limit=size))

            assert items_of(operation, page) == everything[offset : offset + size], f"offset={offset} limit={size}"


@by_page
def test_a_page_beyond_the_end_is_empty(server: Server, inventory: Inventory, operation: Operation) -> None:
    page = server.value(listing(operation, inventory, offset=10**12))

    assert items_of(operation, page) == []


@by_page
def test_without_a_window_a_list_starts_at_its_beginning_with_as_many_as_documented(
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
def test_a_filter_keeps_exactly_what_it_names(
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


def test_filters_keep_exactly_what_they_name_of_what_was_made_too(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    for step in range(STEPS + 1 if server.is_sandbox else 1):
        for operation, name in FILTERS:
            field = shown_field(name, whole(server, operation, inventory))
            # What does not move while work goes on is looked at once it is done.
            if (field in CHANGING_FIELDS and server.is_sandbox) or (
                field not in {None, *CHANGING_FIELDS} and step in {0, STEPS}
            ):
                assert_exact(server, inventory, operation, name)
        server.let_time_pass()


def test_pages_of_what_a_filter_keeps_are_slices_of_it(server: Server, inventory: Inventory) -> None:
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
def test_a_range_keeps_exactly_what_lies_in_it_in_whichever_form_it_is_taken(
    server: Server, inventory: Inventory, operation: str, name: str
) -> None:
    """How a range is written is not documented: what is not taken is a bad request, and one form is taken."""
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
    assert taken, f"no form of a range is taken for {name}"


def written_otherwise(text: str) -> Iterator[str]:
    """The same point in time at other offsets from UTC."""
    for offset in (timedelta(0), timedelta(hours=5, minutes=30), timedelta(hours=-11)):
        yield datetime.fromisoformat(text).astimezone(timezone(offset)).isoformat()


# Where the contract names the form, whatever is of that form counts.
IN_A_FORM = [
    (operation, name)
    for operation, name in FILTERS
    if re.search(
        r"RFC 3339|ISO 8601", CONTRACT.at(operation.named("query")[name].pointer.removesuffix("/schema"))["description"]
    )
]


@by_filter(IN_A_FORM)
def test_a_time_to_filter_by_is_the_same_at_any_offset(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = whole(server, operation, inventory)
    field = field_of(operation, name, everything)
    for value in sorted({item[field] for item in everything if item.get(field)}):
        wanted = narrowed(server, operation, inventory, **{name: value})
        for text in written_otherwise(value):
            assert narrowed(server, operation, inventory, **{name: text}) == wanted, f"{name}={text}"


@by_filter([(operation, name) for operation, name in FILTERS if name.endswith("name")])
def test_a_filter_keeps_what_has_a_name_of_any_script(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    makers = [one for one in CREATE_OPERATIONS if one.tag == operation.tag and one.body]
    if not makers:
        not_applicable("the API has no way to create what is listed")
    maker = next(filter(server.may_be_asked, makers), None)
    call = inventory.valid(require(maker, "creating what is listed costs tokens"))
    server.value(replace(call, body=with_unicode_names(call.body)))

    assert_exact(server, inventory, operation, name)


def words_of(operation: Operation, name: str) -> set[str]:
    """All that a filter can be asked for, where the contract lists it; some of it nothing may have."""
    return set(operation.named("query")[name].schema.get("enum", ()))


@by_filter([(operation, name) for operation, name in FILTERS if is_exact(operation, name)])
def test_a_filter_keeps_nothing_that_only_resembles_it(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = whole(server, operation, inventory)
    field = field_of(operation, name, everything)
    for value in {item[field] for item in everything if item.get(field)} | {"no-such-thing"}:
        for near in (value[:1], value[:-1], value[1:], f"{value}x", value.swapcase()):
            wanted = [item for item in everything if item.get(field) == near]

            assert narrowed(server, operation, inventory, **{name: near}) == wanted, f"{name}={near}"


@by_filter([(operation, name) for operation, name in FILTERS if name in SEVERAL])
def test_several_values_of_a_filter_keep_what_any_of_them_names(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = whole(server, operation, inventory)
    field = field_of(operation, name, everything)
    values = sorted({item[field] for item in everything if item.get(field)})[:2]
    wanted = [item for item in everything if item.get(field) in values]

    assert narrowed(server, operation, inventory, **{name: ",".join(values)}) == wanted


@by_filter([(operation, name) for operation, name in FILTERS if name.endswith(("_at", "_on"))])
def test_a_time_keeps_what_is_of_that_time_rather_than_of_that_day(
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
def test_two_filters_narrow_together(
    server: Server, inventory: Inventory, operation: Operation, pair: tuple[str, str]
) -> None:
    make_others(server, inventory, operation.tag)
    everything = whole(server, operation, inventory)
    one, other = pair
    its, others = field_of(operation, one, everything), field_of(operation, other, everything)
    for first, second in itertools.product(shown(its, everything), shown(others, everything)):
        wanted = [item for item in everything if (item.get(its), item.get(others)) == (first, second)]

        found = narrowed(server, operation, inventory, **{one: first, other: second})
        assert found == wanted, f"{one}={first} {other}={second}"


def shown(field: str, items: list[Any]) -> list[Any]:
    """Some of the values that things show of a field: those that are the most different."""
    values = sorted({item[field] for item in items if item.get(field)})
    return values if len(values) <= FEW else [*values[: FEW // 2], *values[-FEW // 2 :]]


def make_others(server: Server, inventory: Inventory, tag: str) -> None:
    """More of what there is, which differs in the ids that it names, so that a filter has something to tell apart."""
    for maker in (one for one in CREATE_OPERATIONS if one.tag == tag and one.body and server.may_be_asked(one)):
        call = inventory.valid(maker)
        for _, body in with_other_ids(inventory, call.body):
            server.ask(replace(call, body=made_unique(maker, body)))


@by_filter(FILTERS)
def test_a_filter_lets_nothing_new_through_and_nothing_for_a_name_that_there_is_not(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    everything = whole(server, operation, inventory)
    schema = operation.named("query")[name].schema
    kept = {value: narrowed(server, operation, inventory, **{name: value}) for value in schema.get("enum", ())}

    assert all(item in everything for items in kept.values() for item in items)
    assert not kept or any(items != everything for items in kept.values()), f"{name} keeps everything, whatever it is"
    if is_exact(operation, name):
        assert narrowed(server, operation, inventory, **{name: "no-such-thing"}) == []


# Lists of a part of what another list holds: all that has what the path names.
PARTIAL = [
    (part, all_, name)
    for part, all_ in itertools.permutations(list_operations(), 2)
    for name in part.named("path")
    if part.path == f"{all_.path}/{{{name}}}"
]


@pytest.mark.parametrize(("operation", "all_", "name"), PARTIAL, ids=lambda one: getattr(one, "id", one))
def test_a_list_below_a_list_holds_what_the_path_names(
    server: Server, inventory: Inventory, operation: Operation, all_: Operation, name: str
) -> None:
    everything = whole(server, all_, inventory)
    values = {found for item in everything if (found := own_or_nested(item, name))}
    require(values, f"what is listed does not show its {name}")
    for value in values:
        items = items_of(operation, server.value(inventory.about(operation, {name: value})))

        assert items == [item for item in everything if own_or_nested(item, name) == value], f"{name}={value}"


# Filters by what a thing can be used in, each with a word that the contract has such things under a tag of.
USES = [
    (operation, name, word)
    for operation, name in FILTERS
    for word in operation.named("query")[name].schema.get("enum", ())
    if any(one.tag == f"{word}s" for one in OPERATIONS)
]


@pytest.mark.parametrize(("operation", "name", "word"), USES, ids=lambda one: getattr(one, "id", one))
def test_what_is_used_is_listed_for_its_use(
    server: Server, inventory: Inventory, operation: Operation, name: str, word: str
) -> None:
    words: set[str] = set()
    for one in (one for one in OPERATIONS if one.tag == f"{word}s" and (is_read_only(one) or one in CREATE_OPERATIONS)):
        call = inventory.valid(one)
        words |= {*words_in(call.body), *words_in(server.value(call) if is_read_only(one) else None)}
    everything = whole(server, operation, inventory)
    kept = narrowed(server, operation, inventory, **{name: word})
    used = [item for item in everything if {own_or_nested(item, "name"), own_or_nested(item, "version")} <= words]

    require(used, f"nothing that is listed is used in {word}s")
    assert all(item in kept for item in used), f"{name}={word} leaves out what is used there"


def words_in(value: Any) -> Iterator[str]:
    """The texts in what is sent or answered, at any depth."""
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]:
        if isinstance(part, dict | list):
            yield from words_in(part)
        elif isinstance(part, str):
            yield part


# From what can be read to a list of what belongs to it.
NARROWING = [
    link
    for link in LINKS
    if link.target in list_operations() and is_read_only(link.source)
    if any(name in link.parameters and not one.required for name, one in link.target.named("query").items())
]


@pytest.mark.parametrize("link", NARROWING, ids=str)
def test_a_filter_that_a_link_gives_keeps_what_the_link_says(server: Server, inventory: Inventory, link: Link) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    everything = server.steady(whole(server, link.target, inventory))
    kept = []
    for values in {tuple(values.items()): values for values in inventory.along(link)}.values():
        listed = items_of(link.target, server.value(replace(inventory.about(link.target, values), query=values)))
        items = server.steady(listed)
        assert all(item in everything for item in items), f"{values}: what the whole list does not hold"
        kept.append(items)
    require(any(kept), "the link leads to nothing")
    # What is only found may be some of what there is.
    is_whole = link.source in list_operations() or any(
        one.source in list_operations() for one in LINKS if one.target == link.source
    )
    for item in everything if server.is_sandbox else ():
        led = sum(item in items for items in kept)
        assert led == 1 or (led == 0 and not is_whole), f"{link}: leads to {id_of(item)} {led} times"
    assert not everything or any(items != everything for items in kept), f"{link}: nothing is left out"


# Projects: pages by their number, with a count in place of a total.
NUMBERED = [one for one in list_operations() if {"page_num", "page_size"} <= one.named("query").keys()]


@pytest.mark.parametrize("operation", NUMBERED, ids=lambda operation: operation.id)
def test_numbered_pages_part_the_list(server: Server, inventory: Inventory, operation: Operation) -> None:
    everything = items_of(operation, server.value(listing(operation, inventory, page_size=1000)))
    require(len(everything) > 1, "a list of one item cannot be paged")
    for size in (1, 2, len(everything)):
        # Whether the first is 0 or 1 is not documented: from 1 on, each page goes on where the one before ended.
        pages = [
            items_of(operation, server.value(listing(operation, inventory, page_size=size, page_num=number)))
            for number in range(len(everything) + 2)
        ]
        from_one = [item for page in pages[1:] for item in page]
        from_zero = [item for page in pages for item in page]

        assert everything in (from_one, from_zero), f"pages of {size} are not the list"
        assert all(len(page) <= size for page in pages)
        answer = server.value(listing(operation, inventory, page_size=size))
        assert answer.get("count", len(everything)) == len(everything)


READING = [operation for operation in OPERATIONS if is_read_only(operation)]


@pytest.mark.parametrize("operation", READING, ids=lambda operation: operation.id)
def test_reading_says_the_same_again(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    first, second = server.value(call), server.value(call)

    # Elsewhere, time may pass.
    assert not server.is_sandbox or second == first


def test_reading_changes_nothing(server: Server, inventory: Inventory) -> None:
    calls = [inventory.valid(operation) for operation in READING]
    before = [*list_everything(server, inventory)]
    for call in calls:
        server.value(call)
    after = [*list_everything(server, inventory)]

    assert len(after) == len(before)
    for (operation, was), (_, is_) in zip(before, after, strict=True):
        assert not server.is_sandbox or was == is_, f"{operation.id} lists something else than before"


IN_LISTS_ALONE = {"legacy_project_id"}


@pytest.mark.parametrize("link", LIST_TO_READ, ids=lambda link: f"{link.source.id}-{link.target.id}")
def test_what_is_listed_is_what_is_read_alone(server: Server, inventory: Inventory, link: Link) -> None:
    call = inventory.valid(link.source)
    answer = server.value(call)
    for position, listed in enumerate(items_of(link.source, answer)):
        values = {name: evaluate(value, call, answer, position) for name, value in link.parameters.items()}
        read = server.value(inventory.about(link.target, values))
        # One project may come in an envelope.
        read = read.get(link.target.tag.removesuffix("s"), read)
        shared = listed.keys() & read.keys()

        assert shared
        assert listed.keys() - read.keys() <= IN_LISTS_ALONE, "it says less alone than in a list"
        assert {name: read[name] for name in shared} == {name: listed[name] for name in shared}


@pytest.mark.parametrize("link", SEARCH_TO_READ, ids=lambda link: f"{link.source.id}-{link.target.id}")
def test_what_is_found_is_what_is_read_alone(server: Server, inventory: Inventory, link: Link) -> None:
    pairs = [*found_and_read(server, inventory, link)]

    require(pairs, "nothing is found")
    for found, read in pairs:
        assert {name: read.get(name) for name in found} == found


def test_every_aoi_lists_its_own_visualizations(server: Server) -> None:
    for aoi in server.all_of("listAois"):
        found = server.all_of("listVisualizations", path={"aoi_id": aoi["aoi_id"]})

        assert {visualization["aoi_id"] for visualization in found} <= {aoi["aoi_id"]}
