"""Created resources keep the values that were sent, and exist once; they have the current time, and can be deleted."""

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
def test_created_resource_is_read_as_it_was_answered(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    _, made, read = create_and_read(server, inventory, operation)

    shared = made.keys() & read.keys() - (set() if server.is_sandbox else CHANGING_FIELDS)
    assert shared
    assert {name: read[name] for name in shared} == {name: made[name] for name in shared}


@by_create_operation
def test_created_resource_has_the_values_that_were_sent(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call, made, read = create_and_read(server, inventory, operation)

    assert list(changed_values(call.body, made)) == list(changed_values(call.body, read)) == []
    assert not [*hidden_fields(call.body, made, read, *map(answer_schema, (operation, read_operation_of(operation))))]


@by_create_operation
def test_accepted_values_are_stored_unchanged(server: Server, inventory: Inventory, operation: Operation) -> None:
    """With another text, number or existing ID. A server may refuse it by a rule of its own."""
    if not operation.body:
        not_applicable("the operation has no body")
    pointer, call = operation.body[JSON], inventory.valid(operation)
    others = [*varied_bodies(pointer, call.body), *with_other_ids(inventory, call.body)]
    assert others
    for place, body in others:
        other = replace(call, body=renewed_but_for(place, operation, body))
        # A dry run creates nothing that could be read.
        if not server.is_free(operation):
            continue
        answer = server.ask(other)
        if answer.status_code == operation.success:
            made = answer.json()
            kept = read_back(server, inventory, operation, other, made)
            assert [*changed_values(other.body, made), *changed_values(other.body, kept)] == [], f"{place}: {other}"
        else:
            assert answer.status_code in {*operation.successes, 400, 404, 409}, f"{place}: {other}: {answer.text[:300]}"


def renewed_but_for(place: str, operation: Operation, body: Any) -> Any:
    """The body with unique values, except for the value at one pointer."""
    new = made_unique(operation, copy.deepcopy(body))
    above, _, name = place.rpartition("/")
    if isinstance(holder := value_at(new, above), dict):
        holder[name] = value_at(body, place)
    return new


WRITTEN_ONLY = [(operation, name) for operation in CREATE_OPERATIONS for name in sorted(write_only_fields(operation))]


@pytest.mark.parametrize(("operation", "name"), WRITTEN_ONLY, ids=lambda part: getattr(part, "id", part))
def test_write_only_field_is_never_answered(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    call, made, read = create_and_read(server, inventory, operation)

    told = str([made, read, server.snapshot()])
    assert name not in made | read
    assert call.body[name]
    assert not [secret for secret in call.body[name].values() if secret in told]


# Operations that document a conflict.
CONFLICTING = [operation for operation in OPERATIONS if operation.method == "POST" and "409" in operation.answers]


@pytest.mark.parametrize("operation", CONFLICTING, ids=lambda operation: operation.id)
def test_duplicate_is_409_and_creates_nothing(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    assert server.ask(call).status_code == operation.success

    with server.unchanged():
        assert server.ask(call).status_code == 409


LISTED = [
    operation for operation in CREATE_OPERATIONS if any(other.tag == operation.tag for other in list_operations())
]


@pytest.mark.parametrize("operation", LISTED, ids=lambda operation: operation.id)
def test_created_resource_is_added_to_its_list(server: Server, inventory: Inventory, operation: Operation) -> None:
    lister = inventory.valid(next(candidate for candidate in list_operations() if candidate.tag == operation.tag))
    call = inventory.valid(operation)
    # The new resource is in the same list: of the same AOI, of the same workflow.
    lister = replace(lister, path=lister.path | {name: call.path[name] for name in lister.path if name in call.path})

    def listed() -> list[Any]:
        return server.all_of(lister.operation.id, path=lister.path, query=lister.query)

    before = listed()
    made = server.value(call)
    after = listed()

    assert len(after) == len(before) + 1
    if server.is_sandbox:
        assert all(item in after for item in before)
    (new,) = [item for item in after if id_of(item) not in {id_of(item) for item in before}]
    assert id_of(new) in str(made)


@by_create_operation
def test_two_creations_have_two_ids(server: Server, inventory: Inventory, operation: Operation) -> None:
    first, second = (create_and_read(server, inventory, operation)[1] for _ in range(2))

    assert id_of(first) != id_of(second)


@by_create_operation
def test_list_sent_twice_as_long_creates_twice_as_many(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    made = server.value(call)
    counted = [name for name, part in made.items() if part and isinstance(part, list)]
    repeated = [*severals(call.body)]
    if not repeated or not counted:
        not_applicable("the body or the answer has no list of objects")
    for name in repeated:
        more = [*call.body[name], *made_unique(operation, inventory.valid(operation).body)[name]]
        again = server.value(replace(call, body=made_unique(operation, call.body | {name: more})))
        assert [len(again[item]) for item in counted] == [2 * len(made[item]) for item in counted]


def severals(body: Any) -> Iterator[str]:
    """The fields of a body with a list of objects."""
    for name, part in (body or {}).items():
        if part and isinstance(part, list) and all(isinstance(item, dict) for item in part):
            yield name


@by_create_operation
def test_resources_created_together_keep_their_own_values(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    repeated = [
        name for name in severals(call.body) if any(items_field(operation) == name for operation in list_operations())
    ]
    if not repeated:
        not_applicable("the body has no list of objects that can be listed")
    if not server.is_free(operation):
        skip(f"{operation.id} costs tokens, so only its dry run is sent")
    taken = 0
    for name in repeated:
        for body in with_another(inventory, operation, name):
            two = replace(call, body=body)
            answer = server.ask(two)
            if answer.status_code == operation.success:
                assert_both_are_there(server, inventory, two, answer.json(), name)
                taken += 1
    assert taken, "no second object was accepted beside the example"


def with_another(inventory: Inventory, operation: Operation, name: str) -> Iterator[Any]:
    """The body with a second object in a list, which differs from the first in one value."""
    pointer, good = operation.body[JSON], inventory.valid(operation).body
    for place, body in [*varied_bodies(pointer, good), *with_other_ids(inventory, good)]:
        if place.startswith(f"/{name}/"):
            one, other = made_unique(operation, copy.deepcopy(good)), renewed_but_for(place, operation, body)
            yield one | {name: [*one[name], *other[name]]}


def assert_both_are_there(server: Server, inventory: Inventory, call: Call, made: Any, name: str) -> None:
    """The objects sent in a list are in the answer, in the resource read again, and in the list of their kind."""
    sent = call.body[name]
    lister = next(operation for operation in list_operations() if items_field(operation) == name)
    listed = {id_of(item): item for item in server.all_of(lister.id)}
    assert [*changed_values(sent, made[name])] == []
    assert len(made[name]) == len(sent)
    ids = [id_of(item) for item in made[name]]
    assert len(set(ids)) == len(ids)
    assert set(ids) <= listed.keys(), f"{len(listed.keys() & set(ids))} of {len(ids)} {name} are in {lister.id}"
    assert [*changed_values(sent, [listed[item] for item in ids])] == []
    # Objects created together are together in every answer.
    for whole in wholes(server, inventory, call, made) if "id" in made else ():
        assert [id_of(item) for item in whole.get(name, made[name])] == ids
        assert [*changed_values(sent, whole.get(name, sent))] == []


def wholes(server: Server, inventory: Inventory, call: Call, made: Any) -> Iterator[Any]:
    """The created resource, read alone and from its list."""
    yield read_back(server, inventory, call.operation, call, made)
    lister = next(operation for operation in list_operations() if operation.tag == call.operation.tag)
    yield from (item for item in server.all_of(lister.id) if id_of(item) == id_of(made))


def test_work_on_resources_created_together_ends_for_all(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        skip("only of the sandbox is it known how long work takes")
    for operation in (variant for maker in CREATE_OPERATIONS if maker.body for variant in example_variants(maker)):
        call = inventory.valid(operation)
        for name in severals(call.body):
            for lister in (operation for operation in list_operations() if items_field(operation) == name):
                more = [*call.body[name], *made_unique(operation, copy.deepcopy(call.body))[name]]
                made = server.value(replace(call, body=made_unique(operation, call.body | {name: more})))
                for _ in range(STEPS):
                    server.wait()
                listed = {id_of(item): item for item in server.all_of(lister.id)}
                statuses = [listed[id_of(item)].get("status") for item in made[name]]
                before = [item.get("status") for item in made[name]]
                assert len(set(statuses)) == 1, f"equal {name} have different statuses after {STEPS} steps: {statuses}"
                assert statuses != before, f"{name} are still {before} after {STEPS} steps"


def names_of_makers(thing: Any) -> dict[str, Any]:
    """The users and workspaces that an object names."""
    said = ("user_id", "org_id", "tenant_id", "created_by", "updated_by")
    return {name: thing[name] for name in said if name in thing}


def test_resources_of_one_key_have_one_user_and_one_workspace(server: Server, inventory: Inventory) -> None:
    said: dict[str, set[str]] = {}
    for operation in filter(server.is_free, CREATE_OPERATIONS):
        for call in calls_on_every_parent(inventory, operation):
            answer = server.ask(call)
            # Some parents have no data to create it from.
            if answer.status_code == operation.success:
                made, read = answer.json(), read_back(server, inventory, operation, call, answer.json())
                for name, who in [*names_of_makers(made).items(), *names_of_makers(read).items()]:
                    said.setdefault("user" if name.endswith("_by") else name, set()).add(who)

    assert said
    assert {name: whose for name, whose in said.items() if len(whose) > 1} == {}
    users = said.get("user", set()) | said.get("user_id", set())
    assert len(users) <= 1, users


@by_create_operation
def test_created_resource_has_the_current_time(server: Server, inventory: Inventory, operation: Operation) -> None:
    _, made, read = create_and_read(server, inventory, operation)
    thing = made | read
    if "created_at" not in thing:
        described, _ = CONTRACT.resolve(answer_schema(operation), "")
        if "created_at" not in described["properties"]:
            not_applicable("the answer has no creation time")
        skip(f"{operation.id} answers no creation time")
    sooner = [at for item in (inventory.visualization, *server.all_of("listAois")) if (at := item.get("created_at"))]

    assert all(parse_time(thing["created_at"]) >= parse_time(at) for at in sooner)
    if server.is_sandbox and thing.get("updated_at"):
        assert parse_time(thing["updated_at"]) == parse_time(thing["created_at"])
    assert abs(parse_time(thing["created_at"]) - time_of(server)) < AT_MOST, (
        f"created_at is {thing['created_at']}, and the server's time is {time_of(server)}"
    )


# How far the clocks of one service may differ, and how long a request may take.
AT_MOST = timedelta(minutes=2)


def time_of(server: Server, passed: float = 0) -> datetime:
    """The server's current time: that of the manual clock, or of the Date header."""
    if server.is_sandbox:
        return ManualClock().now() + timedelta(seconds=passed)
    told = server.ask(known_to_answer()).headers.get("date")
    return parsedate_to_datetime(require(told, "the server sends no Date header")).astimezone(UTC)


def known_to_answer() -> Call:
    """A request without required parameters."""
    return call_of(next(operation for operation in list_operations() if not required_parameters(operation)))


def test_no_time_is_in_the_future(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    latest = time_of(server, passed=STEPS) + AT_MOST
    for operation, answer in read_everything(server, inventory):
        for name, told in times(answer):
            assert parse_time(told) <= latest, f"{operation.id} gives {told} for {name}, which is after {latest}"


def times(value: Any) -> Iterator[tuple[str, str]]:
    """The times in an answer at which something happened, such as `created_at`, at any depth."""
    for name, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if str(name).endswith("_at") and isinstance(part, str) and part:
            yield str(name), part
        else:
            yield from times(part)


DEFAULTING = [
    item
    for operation in OPERATIONS
    if operation.body and not is_read_only(operation)
    for item in example_variants(operation)
]


@pytest.mark.parametrize("operation", DEFAULTING, ids=operation_label)
def test_omitted_field_gets_its_documented_default(server: Server, inventory: Inventory, operation: Operation) -> None:
    for what, body in left_out(operation, inventory.valid(operation).body):
        answer = server.ask(replace(inventory.valid(operation), body=made_unique(operation, body)))

        assert answer.status_code in operation.successes, f"{what}: {answer.status_code} {answer.text[:300]}"
        assert not [*wrong_defaults(CONTRACT.at(operation.body[JSON]), body, answer.json())], what


# The block defines which inputs are required.
RULED = {("createInsight", "/input"), ("createInsight", "/block")}


def left_out(operation: Operation, good: Any) -> Iterator[tuple[str, Any]]:
    """The body without each of its optional fields."""
    for what, body in boundary_bodies(operation.body[JSON], good):
        ruled = any(operation.id == item and what.startswith(place) for item, place in RULED)
        if what.endswith(" left out") and not ruled:
            yield what, body


def redrawn(value: Any, draw: Callable[[Any], Any]) -> Any:
    """`value` with every polygon in it changed by `draw`."""
    if isinstance(value, list):
        return [redrawn(item, draw) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "Polygon":
        return draw(value)
    return {name: redrawn(part, draw) for name, part in value.items()}


def beside_itself(polygon: Any) -> Any:
    """The polygon and an equal one, one degree further west."""
    other = [[[east - 1, north] for east, north, *_ in ring] for ring in polygon["coordinates"]]
    return {"type": "MultiPolygon", "coordinates": [polygon["coordinates"], other]}


def pierced(polygon: Any) -> Any:
    """The polygon with a hole of a quarter of its area in its middle."""
    outer = polygon["coordinates"][0]
    middle = [sum(corner[axis] for corner in outer[:-1]) / (len(outer) - 1) for axis in (0, 1)]
    hole = [[(part + centre) / 2 for part, centre in zip(corner, middle, strict=False)] for corner in outer]
    return {"type": "Polygon", "coordinates": [outer, hole[::-1]]}


def backwards(polygon: Any) -> Any:
    """The polygon with each ring in the other direction."""
    return polygon | {"coordinates": [ring[::-1] for ring in polygon["coordinates"]]}


def from_another_corner(polygon: Any) -> Any:
    """The polygon with each ring starting at its second corner."""
    return polygon | {"coordinates": [[*ring[1:], ring[1]] for ring in polygon["coordinates"]]}


def one_of_one(polygon: Any) -> Any:
    return {"type": "MultiPolygon", "coordinates": [polygon["coordinates"]]}


def areas(value: Any) -> Iterator[float]:
    """The areas in an answer, at any depth."""
    for name, part in value.items() if isinstance(value, dict) else enumerate(value):
        if str(name).startswith("area") and isinstance(part, int | float):
            yield part
        elif isinstance(part, dict | list):
            yield from areas(part)


DRAWINGS = [(beside_itself, 2), (pierced, 0.75), (backwards, 1), (from_another_corner, 1), (one_of_one, 1)]


@pytest.mark.parametrize(("draw", "share"), DRAWINGS, ids=lambda part: getattr(part, "__name__", ""))
@by_create_operation
def test_area_counts_all_parts_and_no_holes(
    server: Server, inventory: Inventory, operation: Operation, draw: Callable[[Any], Any], share: float
) -> None:
    call = inventory.valid(operation)
    other = redrawn(call.body, draw)
    if other == call.body or CONTRACT.problems(operation.body[JSON], other):
        not_applicable("the body has no polygon that can be changed in this way")
    sizes = []
    for body in (call.body, other):
        each = replace(call, body=made_unique(operation, body))
        made = server.value(each)
        sizes.append([*areas(made), *areas(read_back(server, inventory, operation, each, made))])

    require(sizes[0], f"{operation.id} answers no area")
    # Some areas are rounded to square kilometres.
    assert sizes[1] == pytest.approx([share * size for size in sizes[0]], abs=1, rel=0.01)
    # The results for several parts can be read, too.
    for _ in range(STEPS if server.is_sandbox and draw is beside_itself else 0):
        server.wait()
    if draw is beside_itself:
        assert_all_can_be_read(server, inventory)


DRY_RUNS = [(operation, name) for operation in OPERATIONS for name in sorted(dry_run_switches(operation))]


@pytest.mark.parametrize(("operation", "switch"), DRY_RUNS, ids=lambda item: getattr(item, "id", item))
def test_dry_run_changes_nothing(server: Server, inventory: Inventory, operation: Operation, switch: str) -> None:
    lister = inventory.valid(next(candidate for candidate in list_operations() if candidate.tag == operation.tag))
    before = server.value(lister)
    call = inventory.valid(operation)

    with server.unchanged():
        answer = server.ask(replace(call, body=call.body | {switch: True}))

    assert answer.status_code in operation.successes
    assert server.value(lister) == before
    # The real request creates something and costs what the dry run said.
    done = server.value(replace(call, body=call.body | {switch: False}))
    assert server.value(lister) != before
    assert {name: amount for name, amount in costs(done).items() if name in costs(answer.json())} == costs(
        answer.json()
    )
    if isinstance(estimate := answer.json().get(switch), int | float) and "id" in done:
        assert read_back(server, inventory, operation, call, done)["cost"] == estimate
    # The dry run leaves nothing that breaks a later read.
    for _ in range(2):
        assert_all_can_be_read(server, inventory)
        let_work_finish(server)


def assert_the_same_is_answered(dry_run: Any, done: Any) -> None:
    """Both answers agree, except for IDs and times."""
    for item, other in ((dry_run, done), (done, dry_run)):
        assert not [*differences_from_example(item, other, exact=False)]


@pytest.mark.parametrize(
    ("operation", "switch"),
    [(variant, switch) for operation, switch in DRY_RUNS for variant in example_variants(operation)],
    ids=lambda item: operation_label(item) if isinstance(item, Operation) else item,
)
def test_dry_run_answers_what_the_real_request_answers(
    server: Server, inventory: Inventory, operation: Operation, switch: str
) -> None:
    call = inventory.valid(operation)

    dry_run = server.ask(replace(call, body=call.body | {switch: True}))

    if dry_run.status_code != operation.success:
        not_applicable("a dry run is answered with another status and schema")
    assert_the_same_is_answered(dry_run.json(), server.value(call))


def costs(thing: Any) -> dict[str, Any]:
    """The costs in an answer."""
    words = ("cost", "amount", "tokens", "price")
    return {name: part for name, part in thing.items() if any(word in name for word in words) and part is not None}


@pytest.mark.parametrize(("operation", "switch"), DRY_RUNS, ids=lambda item: getattr(item, "id", item))
def test_dry_run_with_an_incomplete_list_is_accepted(
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


@pytest.mark.parametrize(
    "operation",
    [operation for operation in OPERATIONS if operation.method == "DELETE"],
    ids=lambda operation: operation.id,
)
def test_deleted_resource_is_gone_and_the_others_stay(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    lister = inventory.valid(next(candidate for candidate in list_operations() if candidate.tag == operation.tag))

    def listed() -> list[Any]:
        return items_of(lister.operation, server.value(lister))

    before = listed()
    call = inventory.valid(operation)
    making = server.run.created[-1].call
    assert len(listed()) == len(before) + 1
    for other in of_others(inventory, call):
        assert server.ask(other).status_code == 404, f"{other} is answered, though the resource belongs to {call.query}"
        assert len(listed()) == len(before) + 1, "a refused request was carried out"

    assert server.ask(call).status_code == operation.success
    assert listed() == before
    for _ in range(2):
        for after in (call, *about_it(inventory, call)):
            assert server.ask(after).status_code == 404, f"{after} is answered after the resource was deleted"
        let_work_finish(server)
    assert server.ask(making).status_code == making.operation.success, (
        "a deleted resource still conflicts with a new one"
    )


def of_others(inventory: Inventory, call: Call) -> Iterator[Call]:
    """The call with another existing parent."""
    for name, value in call.query.items():
        for other in inventory.named(name):
            if other != value:
                yield replace(call, query=call.query | {name: other})


def about_it(inventory: Inventory, call: Call) -> Iterator[Call]:
    """All other calls about the resource of the path and about resources below it."""
    for operation in OPERATIONS:
        if operation.path.startswith(call.operation.path) and required_parameters(operation).keys() <= call.path.keys():
            yield inventory.about(operation, call.path)


def test_names_in_any_script_can_be_read_everywhere(server: Server, inventory: Inventory) -> None:
    for operation in filter(server.is_free, CREATE_OPERATIONS):
        for variant in example_variants(operation) if operation.body else ():
            call = inventory.valid(variant)
            call = replace(call, body=with_unicode_names(call.body))
            answer = server.ask(call)
            if answer.status_code == operation.success:
                assert [*changed_values(call.body, read_back(server, inventory, operation, call, answer.json()))] == []
    let_work_finish(server)
    assert_all_can_be_read(server, inventory)


@by_create_operation
def test_read_only_fields_in_a_body_are_ignored(server: Server, inventory: Inventory, operation: Operation) -> None:
    """IDs, owners, statuses and prices in the body have no effect."""
    if not operation.body:
        not_applicable("the operation has no body")
    if not server.is_free(operation):
        skip(f"{operation.id} costs tokens, so only its dry run is sent")
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
    """Another allowed value of the same type; None if there is none."""
    match value:
        case _ if allowed:
            return next((item for item in allowed if item != value), None)
        case bool():
            return not value
        case str():
            return f"{value}1"
        case int() | float():
            return value + 1
        case _:
            return None


def nudged(body: Any) -> Any:
    """The body with more digits in its coordinates than the example."""
    return with_positions(body, lambda position: [part + 0.0012345 for part in position])


def raised(body: Any) -> Any:
    """The body with an altitude in its positions."""
    return with_positions(body, lambda position: [*position[:2], 920.5])


@pytest.mark.parametrize("draw", [nudged, raised])
@by_create_operation
def test_coordinates_are_stored_with_all_digits(
    server: Server, inventory: Inventory, operation: Operation, draw: Callable[[Any], Any]
) -> None:
    call = inventory.valid(operation)
    if not operation.body or draw(call.body) == call.body or CONTRACT.problems(operation.body[JSON], draw(call.body)):
        not_applicable("the body has no position that can be changed in this way")
    call = replace(call, body=draw(call.body))

    made = server.value(call)

    assert [*changed_values(call.body, made)] == []
    assert [*changed_values(call.body, read_back(server, inventory, operation, call, made))] == []
