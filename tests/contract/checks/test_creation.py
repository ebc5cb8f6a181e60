"""What is made is kept as it was sent, exists once, is new, and goes where it is deleted."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from pixxel_sandbox import ManualClock
from tests.contract.model.comparison import changed_values, differences_from_example, hidden_fields, wrong_defaults
from tests.contract.model.crawl import calls_on_every_parent, create_everything, read_everything
from tests.contract.model.creation import (
    CREATE_OPERATIONS,
    STEPS,
    answer_schema,
    assert_all_can_be_read,
    by_create_operation,
    create_and_read,
    let_work_finish,
    parse_time,
    read_back,
    read_operation_of,
    with_other_ids,
)
from tests.contract.model.examples import example_variants, made_unique, operation_label
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import (
    CONTRACT,
    OPERATIONS,
    Call,
    call_of,
    dry_run_switches,
    id_of,
    is_read_only,
    items_field,
    items_of,
    list_operations,
    required_parameters,
    write_only_fields,
)
from tests.contract.model.payloads import boundary_bodies, varied_bodies, with_positions, with_unicode_names
from tests.contract.outcomes import not_applicable, require, skip
from tests.contract.transport.server import CHANGING_FIELDS, Server
from tests.json_pointer import value_at
from tests.oracle import JSON, Operation


@by_create_operation
def test_what_is_made_is_read_as_it_was_answered(server: Server, inventory: Inventory, operation: Operation) -> None:
    _, made, read = create_and_read(server, inventory, operation)

    shared = made.keys() & read.keys() - (set() if server.is_sandbox else CHANGING_FIELDS)
    assert shared
    assert {name: read[name] for name in shared} == {name: made[name] for name in shared}


@by_create_operation
def test_what_is_sent_is_kept(server: Server, inventory: Inventory, operation: Operation) -> None:
    call, made, read = create_and_read(server, inventory, operation)

    assert list(changed_values(call.body, made)) == list(changed_values(call.body, read)) == []
    assert not [*hidden_fields(call.body, made, read, *map(answer_schema, (operation, read_operation_of(operation))))]


@by_create_operation
def test_whatever_is_taken_is_kept(server: Server, inventory: Inventory, operation: Operation) -> None:
    """With another text, number or id that is there: a server may refuse it for reasons of its own."""
    if not operation.body:
        not_applicable("nothing is sent")
    pointer, call = operation.body[JSON], inventory.valid(operation)
    others = [*varied_bodies(pointer, call.body), *with_other_ids(inventory, call.body)]
    assert others
    for place, body in others:
        other = replace(call, body=renewed_but_for(place, operation, body))
        # What is only rehearsed elsewhere cannot be read back.
        if not server.may_be_asked(operation):
            continue
        answer = server.ask(other)
        if answer.status_code == operation.success:
            made = answer.json()
            kept = read_back(server, inventory, operation, other, made)
            assert [*changed_values(other.body, made), *changed_values(other.body, kept)] == [], f"{place}: {other}"
        else:
            assert answer.status_code in {*operation.successes, 400, 404, 409}, f"{place}: {other}: {answer.text[:300]}"


def renewed_but_for(place: str, operation: Operation, body: Any) -> Any:
    """The body, made new but for what stands at a place in it."""
    new = made_unique(operation, copy.deepcopy(body))
    above, _, name = place.rpartition("/")
    if isinstance(holder := value_at(new, above), dict):
        holder[name] = value_at(body, place)
    return new


WRITTEN_ONLY = [(operation, name) for operation in CREATE_OPERATIONS for name in sorted(write_only_fields(operation))]


@pytest.mark.parametrize(("operation", "name"), WRITTEN_ONLY, ids=lambda part: getattr(part, "id", part))
def test_what_may_only_be_written_is_never_answered(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    call, made, read = create_and_read(server, inventory, operation)

    told = str([made, read, server.snapshot()])
    assert name not in made | read
    assert call.body[name]
    assert not [secret for secret in call.body[name].values() if secret in told]


# Those that document a conflict with what is there already.
CONFLICTING = [one for one in OPERATIONS if one.method == "POST" and "409" in one.answers]


@pytest.mark.parametrize("operation", CONFLICTING, ids=lambda one: one.id)
def test_the_same_again_conflicts_and_makes_nothing(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    assert server.ask(call).status_code == operation.success

    with server.unchanged():
        assert server.ask(call).status_code == 409


LISTED = [one for one in CREATE_OPERATIONS if any(other.tag == one.tag for other in list_operations())]


@pytest.mark.parametrize("operation", LISTED, ids=lambda one: one.id)
def test_what_is_made_is_one_more_in_the_list_and_the_others_stay(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    lister = inventory.valid(next(one for one in list_operations() if one.tag == operation.tag))
    call = inventory.valid(operation)
    # What is made lies beside what is there: in the same AOI, of the same workflow.
    lister = replace(lister, path=lister.path | {name: call.path[name] for name in lister.path if name in call.path})

    def listed() -> list[Any]:
        return server.all_of(lister.operation.id, path=lister.path, query=lister.query)

    before = listed()
    made = server.value(call)
    after = listed()

    assert len(after) == len(before) + 1
    if server.is_sandbox:
        assert all(item in after for item in before)
    (new,) = [item for item in after if id_of(item) not in {id_of(one) for one in before}]
    assert id_of(new) in str(made)


@by_create_operation
def test_what_is_made_twice_is_two_things(server: Server, inventory: Inventory, operation: Operation) -> None:
    first, second = (create_and_read(server, inventory, operation)[1] for _ in range(2))

    assert id_of(first) != id_of(second)


@by_create_operation
def test_of_what_is_sent_twofold_twice_as_much_is_answered(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    made = server.value(call)
    counted = [name for name, part in made.items() if part and isinstance(part, list)]
    twofold = [*severals(call.body)]
    if not twofold or not counted:
        not_applicable("nothing is sent of which there may be several, or nothing such is answered")
    for name in twofold:
        more = [*call.body[name], *made_unique(operation, inventory.valid(operation).body)[name]]
        again = server.value(replace(call, body=made_unique(operation, call.body | {name: more})))
        assert [len(again[one]) for one in counted] == [2 * len(made[one]) for one in counted]


def severals(body: Any) -> Iterator[str]:
    """The fields of a body that hold a list of things."""
    for name, part in (body or {}).items():
        if part and isinstance(part, list) and all(isinstance(one, dict) for one in part):
            yield name


@by_create_operation
def test_of_what_is_sent_twofold_each_is_kept_as_it_is(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    twofold = [name for name in severals(call.body) if any(items_field(one) == name for one in list_operations())]
    if not twofold:
        not_applicable("nothing is sent of which there may be several, or it is not listed")
    if not server.may_be_asked(operation):
        skip(f"{operation.id} is only rehearsed here")
    taken = 0
    for name in twofold:
        for body in with_another(inventory, operation, name):
            two = replace(call, body=body)
            answer = server.ask(two)
            if answer.status_code == operation.success:
                assert_both_are_there(server, inventory, two, answer.json(), name)
                taken += 1
    assert taken, "none but the printed one can be sent beside it"


def with_another(inventory: Inventory, operation: Operation, name: str) -> Iterator[Any]:
    """The body, and in the list of this name a second thing, with another text, number or id than the first."""
    pointer, good = operation.body[JSON], inventory.valid(operation).body
    for place, body in [*varied_bodies(pointer, good), *with_other_ids(inventory, good)]:
        if place.startswith(f"/{name}/"):
            one, other = made_unique(operation, copy.deepcopy(good)), renewed_but_for(place, operation, body)
            yield one | {name: [*one[name], *other[name]]}


def assert_both_are_there(server: Server, inventory: Inventory, call: Call, made: Any, name: str) -> None:
    """What was sent in a list stands in the answer, when it is read again and among all of its kind."""
    sent = call.body[name]
    lister = next(one for one in list_operations() if items_field(one) == name)
    listed = {id_of(item): item for item in server.all_of(lister.id)}
    assert [*changed_values(sent, made[name])] == []
    assert len(made[name]) == len(sent)
    ids = [id_of(one) for one in made[name]]
    assert len(set(ids)) == len(ids)
    assert set(ids) <= listed.keys(), f"of {len(ids)} {name}, {len(listed.keys() & set(ids))} are in {lister.id}"
    assert [*changed_values(sent, [listed[one] for one in ids])] == []
    # What belongs together is shown together wherever it is read.
    for whole in wholes(server, inventory, call, made) if "id" in made else ():
        assert [id_of(one) for one in whole.get(name, made[name])] == ids
        assert [*changed_values(sent, whole.get(name, sent))] == []


def wholes(server: Server, inventory: Inventory, call: Call, made: Any) -> Iterator[Any]:
    """What was made, as it is read alone and as it stands in the list of its kind."""
    yield read_back(server, inventory, call.operation, call, made)
    lister = next(one for one in list_operations() if one.tag == call.operation.tag)
    yield from (item for item in server.all_of(lister.id) if id_of(item) == id_of(made))


def test_of_what_is_made_together_all_goes_on(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        skip("how long work takes on this server is not known")
    for operation in (variant for maker in CREATE_OPERATIONS if maker.body for variant in example_variants(maker)):
        call = inventory.valid(operation)
        for name in severals(call.body):
            for lister in (one for one in list_operations() if items_field(one) == name):
                more = [*call.body[name], *made_unique(operation, copy.deepcopy(call.body))[name]]
                made = server.value(replace(call, body=made_unique(operation, call.body | {name: more})))
                for _ in range(STEPS):
                    server.let_time_pass()
                listed = {id_of(item): item for item in server.all_of(lister.id)}
                statuses = [listed[id_of(one)].get("status") for one in made[name]]
                before = [one.get("status") for one in made[name]]
                assert len(set(statuses)) == 1, f"of several {name} alike, some are {statuses} after {STEPS} steps"
                assert statuses != before, f"{name} are still {before} after {STEPS} steps"


def names_of_makers(thing: Any) -> dict[str, Any]:
    """Who made a thing and for whom, as far as it says."""
    said = ("user_id", "org_id", "tenant_id", "created_by", "updated_by")
    return {name: thing[name] for name in said if name in thing}


def test_what_one_key_makes_is_of_one_user_and_one_workspace(server: Server, inventory: Inventory) -> None:
    said: dict[str, set[str]] = {}
    for operation in filter(server.may_be_asked, CREATE_OPERATIONS):
        for call in calls_on_every_parent(inventory, operation):
            answer = server.ask(call)
            # Below one thing or another there may be nothing to make it of.
            if answer.status_code == operation.success:
                made, read = answer.json(), read_back(server, inventory, operation, call, answer.json())
                for name, who in [*names_of_makers(made).items(), *names_of_makers(read).items()]:
                    said.setdefault("user" if name.endswith("_by") else name, set()).add(who)

    assert said
    assert {name: whose for name, whose in said.items() if len(whose) > 1} == {}
    users = said.get("user", set()) | said.get("user_id", set())
    assert len(users) <= 1, users


@by_create_operation
def test_what_is_made_is_new(server: Server, inventory: Inventory, operation: Operation) -> None:
    _, made, read = create_and_read(server, inventory, operation)
    thing = made | read
    if "created_at" not in thing:
        described, _ = CONTRACT.resolve(answer_schema(operation), "")
        if "created_at" not in described["properties"]:
            not_applicable("the answer has no creation time")
        skip(f"{operation.id} does not say when it was done")
    sooner = [at for one in (inventory.visualization, *server.all_of("listAois")) if (at := one.get("created_at"))]

    assert all(parse_time(thing["created_at"]) >= parse_time(at) for at in sooner)
    if server.is_sandbox and thing.get("updated_at"):
        assert parse_time(thing["updated_at"]) == parse_time(thing["created_at"])
    assert abs(parse_time(thing["created_at"]) - time_of(server)) < AT_MOST, f"made at {thing['created_at']}"


# How far the clocks of one service may be apart, and how long it may take to look.
AT_MOST = timedelta(minutes=2)


def time_of(server: Server, passed: float = 0) -> datetime:
    """The time that the server has: a new sandbox what its clock begins with and what has passed since."""
    if server.is_sandbox:
        return ManualClock().now() + timedelta(seconds=passed)
    told = server.ask(known_to_answer()).headers.get("date")
    return parsedate_to_datetime(require(told, "the server does not say what time it is")).astimezone(UTC)


def known_to_answer() -> Call:
    """A request that needs nothing to be there."""
    return call_of(next(one for one in list_operations() if not required_parameters(one)))


def test_nothing_has_been_done_in_the_future(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    latest = time_of(server, passed=STEPS) + AT_MOST
    for operation, answer in read_everything(server, inventory):
        for name, told in times(answer):
            assert parse_time(told) <= latest, f"{operation.id} says that {name} is {told}, and it is {latest}"


def times(value: Any) -> Iterator[tuple[str, str]]:
    """The times in an answer, at any depth, at which something was done: those called `created_at` and the like."""
    for name, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if str(name).endswith("_at") and isinstance(part, str) and part:
            yield str(name), part
        else:
            yield from times(part)


DEFAULTING = [
    one
    for operation in OPERATIONS
    if operation.body and not is_read_only(operation)
    for one in example_variants(operation)
]


@pytest.mark.parametrize("operation", DEFAULTING, ids=operation_label)
def test_what_is_left_out_is_as_documented(server: Server, inventory: Inventory, operation: Operation) -> None:
    for what, body in left_out(operation, inventory.valid(operation).body):
        answer = server.ask(replace(inventory.valid(operation), body=made_unique(operation, body)))

        assert answer.status_code in operation.successes, f"{what}: {answer.status_code} {answer.text[:300]}"
        assert not [*wrong_defaults(CONTRACT.at(operation.body[JSON]), body, answer.json())], what


# A block says itself which of its inputs it needs, and what an input is.
RULED = {("createInsight", "/input"), ("createInsight", "/block")}


def left_out(operation: Operation, good: Any) -> Iterator[tuple[str, Any]]:
    """The body without each field that it could do without."""
    for what, body in boundary_bodies(operation.body[JSON], good):
        ruled = any(operation.id == one and what.startswith(place) for one, place in RULED)
        if what.endswith(" left out") and not ruled:
            yield what, body


def redrawn(value: Any, draw: Callable[[Any], Any]) -> Any:
    """The same with every polygon in it drawn otherwise."""
    if isinstance(value, list):
        return [redrawn(item, draw) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "Polygon":
        return draw(value)
    return {name: redrawn(part, draw) for name, part in value.items()}


def beside_itself(polygon: Any) -> Any:
    """The polygon and another, as large, a degree further west."""
    other = [[[east - 1, north] for east, north, *_ in ring] for ring in polygon["coordinates"]]
    return {"type": "MultiPolygon", "coordinates": [polygon["coordinates"], other]}


def pierced(polygon: Any) -> Any:
    """The polygon without a quarter of it: the same, half as wide and half as high, is a hole in its middle."""
    outer = polygon["coordinates"][0]
    middle = [sum(corner[axis] for corner in outer[:-1]) / (len(outer) - 1) for axis in (0, 1)]
    hole = [[(part + centre) / 2 for part, centre in zip(corner, middle, strict=False)] for corner in outer]
    return {"type": "Polygon", "coordinates": [outer, hole[::-1]]}


def backwards(polygon: Any) -> Any:
    """The polygon, each ring the other way round."""
    return polygon | {"coordinates": [ring[::-1] for ring in polygon["coordinates"]]}


def from_another_corner(polygon: Any) -> Any:
    """The polygon, each ring begun at its second corner."""
    return polygon | {"coordinates": [[*ring[1:], ring[1]] for ring in polygon["coordinates"]]}


def one_of_one(polygon: Any) -> Any:
    return {"type": "MultiPolygon", "coordinates": [polygon["coordinates"]]}


def areas(value: Any) -> Iterator[float]:
    """The areas that an answer tells of, at any depth."""
    for name, part in value.items() if isinstance(value, dict) else enumerate(value):
        if str(name).startswith("area") and isinstance(part, int | float):
            yield part
        elif isinstance(part, dict | list):
            yield from areas(part)


DRAWINGS = [(beside_itself, 2), (pierced, 0.75), (backwards, 1), (from_another_corner, 1), (one_of_one, 1)]


@pytest.mark.parametrize(("draw", "share"), DRAWINGS, ids=lambda part: getattr(part, "__name__", ""))
@by_create_operation
def test_an_area_counts_all_its_parts_and_none_of_its_holes_however_it_is_drawn(
    server: Server, inventory: Inventory, operation: Operation, draw: Callable[[Any], Any], share: float
) -> None:
    call = inventory.valid(operation)
    other = redrawn(call.body, draw)
    if other == call.body or CONTRACT.problems(operation.body[JSON], other):
        not_applicable("the body has no area, or none that can be drawn so")
    sizes = []
    for body in (call.body, other):
        each = replace(call, body=made_unique(operation, body))
        made = server.value(each)
        sizes.append([*areas(made), *areas(read_back(server, inventory, operation, each, made))])

    require(sizes[0], f"{operation.id} tells of no area")
    # Some are rounded to square kilometres.
    assert sizes[1] == pytest.approx([share * size for size in sizes[0]], abs=1, rel=0.01)
    # What comes of several parts is of several parts, too.
    for _ in range(STEPS if server.is_sandbox and draw is beside_itself else 0):
        server.let_time_pass()
    if draw is beside_itself:
        assert_all_can_be_read(server, inventory)


REHEARSALS = [(operation, name) for operation in OPERATIONS for name in sorted(dry_run_switches(operation))]


@pytest.mark.parametrize(("operation", "switch"), REHEARSALS, ids=lambda one: getattr(one, "id", one))
def test_a_rehearsal_does_nothing(server: Server, inventory: Inventory, operation: Operation, switch: str) -> None:
    lister = inventory.valid(next(one for one in list_operations() if one.tag == operation.tag))
    before = server.value(lister)
    call = inventory.valid(operation)

    with server.unchanged():
        answer = server.ask(replace(call, body=call.body | {switch: True}))

    assert answer.status_code in operation.successes
    assert server.value(lister) == before
    # With the switch off, something is done, and costs what the rehearsal said.
    done = server.value(replace(call, body=call.body | {switch: False}))
    assert server.value(lister) != before
    assert {name: amount for name, amount in costs(done).items() if name in costs(answer.json())} == costs(
        answer.json()
    )
    if isinstance(estimate := answer.json().get(switch), int | float) and "id" in done:
        assert read_back(server, inventory, operation, call, done)["cost"] == estimate
    # What was only rehearsed is in the way of nothing, then and later.
    for _ in range(2):
        assert_all_can_be_read(server, inventory)
        let_work_finish(server)


def assert_the_same_is_answered(rehearsed: Any, done: Any) -> None:
    """But for ids and times, which each has for itself."""
    for one, other in ((rehearsed, done), (done, rehearsed)):
        assert not [*differences_from_example(one, other, exact=False)]


@pytest.mark.parametrize(
    ("operation", "switch"),
    [(variant, switch) for operation, switch in REHEARSALS for variant in example_variants(operation)],
    ids=lambda one: operation_label(one) if isinstance(one, Operation) else one,
)
def test_a_rehearsal_says_what_is_answered_in_earnest(
    server: Server, inventory: Inventory, operation: Operation, switch: str
) -> None:
    call = inventory.valid(operation)

    rehearsed = server.ask(replace(call, body=call.body | {switch: True}))

    if rehearsed.status_code != operation.success:
        not_applicable("a dry run is answered with another status and schema")
    assert_the_same_is_answered(rehearsed.json(), server.value(call))


def costs(thing: Any) -> dict[str, Any]:
    """What something costs, wherever it says so."""
    words = ("cost", "amount", "tokens", "price")
    return {name: part for name, part in thing.items() if any(word in name for word in words) and part is not None}


@pytest.mark.parametrize(("operation", "switch"), REHEARSALS, ids=lambda one: getattr(one, "id", one))
def test_a_rehearsal_may_come_before_all_has_been_chosen(
    server: Server, inventory: Inventory, operation: Operation, switch: str
) -> None:
    call = inventory.valid(operation)
    tried = 0
    for name, part in call.body.items():
        fewer = call.body | {switch: True, name: part[:-1]} if isinstance(part, list) else call.body
        if fewer != call.body and not CONTRACT.problems(operation.body[JSON], fewer):
            assert server.ask(replace(call, body=fewer)).status_code in operation.successes, name
            tried += 1
    if not tried:
        not_applicable("the body has no list that may be shorter")


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.method == "DELETE"], ids=lambda one: one.id)
def test_what_is_deleted_is_gone_and_nothing_else(server: Server, inventory: Inventory, operation: Operation) -> None:
    lister = inventory.valid(next(one for one in list_operations() if one.tag == operation.tag))

    def listed() -> list[Any]:
        return items_of(lister.operation, server.value(lister))

    before = listed()
    call = inventory.valid(operation)
    making = server.run.made[-1].call
    assert len(listed()) == len(before) + 1
    for other in of_others(inventory, call):
        assert server.ask(other).status_code == 404, f"{other} is answered, of {call.query}"
        assert len(listed()) == len(before) + 1, "what was refused is done"

    assert server.ask(call).status_code == operation.success
    assert listed() == before
    for _ in range(2):
        for after in (call, *about_it(inventory, call)):
            assert server.ask(after).status_code == 404, f"{after} is answered once it is deleted"
        let_work_finish(server)
    assert server.ask(making).status_code == making.operation.success, "what is deleted is still in the way"


def of_others(inventory: Inventory, call: Call) -> Iterator[Call]:
    """The call, as if what it is about belonged to something else that is there."""
    for name, value in call.query.items():
        for other in inventory.named(name):
            if other != value:
                yield replace(call, query=call.query | {name: other})


def about_it(inventory: Inventory, call: Call) -> Iterator[Call]:
    """Whatever else can be asked about the thing that a path leads to, and about what is below it."""
    for operation in OPERATIONS:
        if operation.path.startswith(call.operation.path) and required_parameters(operation).keys() <= call.path.keys():
            yield inventory.about(operation, call.path)


def test_names_in_any_script_go_through_everything_that_reads(server: Server, inventory: Inventory) -> None:
    for operation in filter(server.may_be_asked, CREATE_OPERATIONS):
        for variant in example_variants(operation) if operation.body else ():
            call = inventory.valid(variant)
            call = replace(call, body=with_unicode_names(call.body))
            answer = server.ask(call)
            if answer.status_code == operation.success:
                assert [*changed_values(call.body, read_back(server, inventory, operation, call, answer.json()))] == []
    let_work_finish(server)
    assert_all_can_be_read(server, inventory)


@by_create_operation
def test_what_is_not_for_the_caller_to_say_is_not_taken(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    """Ids, owners, states and prices, sent along as if they could be."""
    if not operation.body:
        not_applicable("nothing is sent")
    if not server.may_be_asked(operation):
        skip(f"{operation.id} is only rehearsed here")
    call, made, _ = create_and_read(server, inventory, operation)
    described, _ = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")
    schema, _ = CONTRACT.resolve(answer_schema(operation), "")
    own = {
        name: other_than(value, CONTRACT.resolve(schema["properties"][name], "")[0].get("enum"))
        for name, value in made.items()
        if name in schema["properties"] and name not in described["properties"]
    }
    sent = {name: value for name, value in own.items() if value is not None}
    call = replace(call, body=made_unique(operation, call.body) | sent)
    if CONTRACT.problems(operation.body[JSON], call.body):
        not_applicable("the contract allows no other field")

    made = server.value(call)
    read = read_back(server, inventory, operation, call, made)

    assert {name: value for name, value in sent.items() if value in (made.get(name), read.get(name))} == {}


def other_than(value: Any, allowed: list[Any] | None) -> Any:
    """Another value of the same type, one of those allowed; None where there is none."""
    match value:
        case _ if allowed:
            return next((one for one in allowed if one != value), None)
        case bool():
            return not value
        case str():
            return f"{value}1"
        case int() | float():
            return value + 1
        case _:
            return None


def nudged(body: Any) -> Any:
    """The same with places that have more digits than what is printed."""
    return with_positions(body, lambda position: [part + 0.0012345 for part in position])


def raised(body: Any) -> Any:
    """The same with places that have an altitude."""
    return with_positions(body, lambda position: [*position[:2], 920.5])


@pytest.mark.parametrize("draw", [nudged, raised])
@by_create_operation
def test_places_are_kept_to_the_last_digit(
    server: Server, inventory: Inventory, operation: Operation, draw: Callable[[Any], Any]
) -> None:
    call = inventory.valid(operation)
    if not operation.body or draw(call.body) == call.body or CONTRACT.problems(operation.body[JSON], draw(call.body)):
        not_applicable("the body has no place, or none that may be drawn so")
    call = replace(call, body=draw(call.body))

    made = server.value(call)

    assert [*changed_values(call.body, made)] == []
    assert [*changed_values(call.body, read_back(server, inventory, operation, call, made))] == []
