"""Created resources keep the values that were sent, and exist once; they have the current time, and can be deleted."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from pixxel_sandbox import ManualClock
from tests.contract.checks.support import block_if_found
from tests.contract.model.comparison import (
    assert_none,
    changed_values,
    changes,
    differences_from_example,
    hidden_fields,
    wrong_defaults,
)
from tests.contract.model.crawl import calls_on_every_parent, everything
from tests.contract.model.creation import (
    CREATE_OPERATIONS,
    STEPS,
    Creation,
    answer_schema,
    assert_all_can_be_read,
    by_create_operation,
    create,
    created_in,
    creation_of,
    left_out_if_missing,
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
from tests.contract.model.statuses import is_status, moves
from tests.contract.model.telling_values import telling_bodies
from tests.contract.outcomes import not_applicable, require, skip
from tests.contract.transport.server import Server
from tests.contract.transport.world import tags_that_change_with
from tests.json_pointer import value_at
from tests.oracle import JSON, Operation


@by_create_operation
def test_created_resource_is_read_as_it_was_answered(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    creation = creation_of(server, inventory, operation)

    shared = creation.created.keys() & creation.read.keys()
    assert shared, f"what was read has none of the fields {sorted(creation.created)} of what was created"
    answered, read = ({name: value[name] for name in shared} for value in (creation.created, creation.read))
    server.assert_unchanged(answered, read, f"{creation.call}: what is read must be what was answered")


@by_create_operation
def test_created_resource_has_the_values_that_were_sent(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    creation = creation_of(server, inventory, operation)

    assert_stored(creation.call, creation.created, creation.read)
    schemas = map(answer_schema, (operation, read_operation_of(operation)))
    assert_none(hidden_fields(creation.call.body, creation.created, creation.read, *schemas), creation.call)


def assert_stored(call: Call, *answers: Any, where: str = "") -> None:
    """Each answer has the values that the body of the call has."""
    for answer in answers:
        assert_none(changed_values(call.body, answer), f"{where}{call}")


@by_create_operation
def test_accepted_values_are_stored_unchanged(server: Server, inventory: Inventory, operation: Operation) -> None:
    """With another text, number or existing ID. A server may refuse it by a rule of its own."""
    if not operation.body:
        not_applicable("the operation has no body")
    # A dry run creates nothing that could be read.
    if not server.is_free(operation):
        skip(f"{operation.id} costs tokens, so only its dry run is sent")
    pointer, call = operation.body[JSON], inventory.valid(operation)
    of_others = [*with_other_ids(inventory, call.body)]
    changed_bodies = [*varied_bodies(pointer, call.body), *of_others]
    assert changed_bodies, f"no other valid body is known for {operation.id}"
    for changed_pointer, body in server.sample(changed_bodies, 2, operation_label(operation)):
        changed_call = replace(call, body=made_unique_except(changed_pointer, operation, body))
        answer = server.ask(changed_call)
        if answer.status_code == operation.success:
            created = answer.json()
            stored = read_back(server, inventory, operation, changed_call, created)
            assert_stored(changed_call, created, stored, where=f"{changed_pointer}: ")
            base = creation_of(server, inventory, operation).created
            # What has another ID in it may be of another kind, like what the ID names.
            is_same_kind = changed_pointer not in dict(of_others)
            for name in sorted(enumerated_by_server(operation) & base.keys() & created.keys()) if is_same_kind else ():
                assert created[name] == base[name], (
                    f"{changed_pointer}: {name} must be {base[name]!r}, as with other values, is {created[name]!r}: "
                    f"{changed_call}"
                )
        else:
            assert_refused(operation, changed_pointer, changed_call, answer)


def enumerated_by_server(operation: Operation) -> set[str]:
    """Fields of the created resource with enumerated values, which no request names: its kind, but not its status."""
    sent = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")[0].get("properties", {})
    answered = CONTRACT.resolve(answer_schema(operation), "")[0].get("properties", {})
    return {
        name
        for name, part in answered.items()
        if name not in sent and not is_status(name) and "enum" in CONTRACT.resolve(part, "")[0]
    }


# How a server refuses a valid body by a rule that the contract does not state.
REFUSALS = {400, 404, 409}


def assert_refused(operation: Operation, where: str, call: Call, answer: httpx.Response) -> None:
    block_if_found(answer, call)
    expected = sorted({*operation.successes, *REFUSALS})
    assert answer.status_code in expected, (
        f"{where}: {call} must be one of {expected}, is {answer.status_code} {answer.text[:300]}"
    )


@by_create_operation
def test_telling_values_are_stored_to_the_last_digit(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    """Fractions in all numbers, text of many scripts in all texts, and the largest of everything, as far as allowed."""
    if not operation.body:
        not_applicable("the operation has no body")
    if not server.is_free(operation):
        skip(f"{operation.id} costs tokens, so only its dry run is sent")
    bodies = [*telling_bodies(operation.body[JSON], inventory.valid(operation).body)]
    if not bodies:
        not_applicable("the contract allows no telling value in the body")
    while bodies:
        telling = bodies.pop(0)
        call = replace(inventory.valid(operation), body=telling.body)
        answer = server.ask(call)
        if answer.status_code == operation.success:
            created = answer.json()
            assert_stored(call, created, read_back(server, inventory, operation, call, created))
            assert_none(changed_in_list(server, inventory, call, created), f"{call}: in its list")
        else:
            # A rule of the server refuses a value; the others are sent again without it.
            assert_refused(operation, ", ".join(telling.values), call, answer)
            bodies += server.sample(telling.halves(), 1, operation_label(operation))


def changed_in_list(server: Server, inventory: Inventory, call: Call, created: Any) -> Iterator[str]:
    """The values that were sent and are others in the list of the created resource, if there is one."""
    resource = created_in(created)
    for operation in list_operations():
        if operation.path == call.operation.path:
            list_call = inventory.about(operation, call.path)
            listed = server.all_of(operation.id, path=list_call.path, query=list_call.query)
            items = {id_of(item): item for item in listed}
            if id_of(resource) not in items:
                yield f"{operation.id} must have {id_of(resource)}, which was created, has {len(items)} other items"
            else:
                sent = call.body if resource is created else next(iter(call.body.values()))[0]
                yield from changed_values(sent, items[id_of(resource)])


def made_unique_except(pointer: str, operation: Operation, body: Any) -> Any:
    """The body with unique values, except for the value at one pointer."""
    new_body = made_unique(operation, copy.deepcopy(body))
    parent_pointer, _, name = pointer.rpartition("/")
    if isinstance(parent := value_at(new_body, parent_pointer), dict):
        parent[name] = value_at(body, pointer)
    return new_body


WRITE_ONLY = [(operation, name) for operation in CREATE_OPERATIONS for name in sorted(write_only_fields(operation))]


@pytest.mark.parametrize(("operation", "name"), WRITE_ONLY, ids=lambda value: getattr(value, "id", value))
def test_write_only_field_is_never_answered(
    server: Server, inventory: Inventory, operation: Operation, name: str
) -> None:
    creation = creation_of(server, inventory, operation)
    secrets = creation.call.body[name]
    assert secrets, f"the body of {operation.id} has no {name} to look for"

    tags = None if server.is_sandbox else tags_that_change_with(operation.tag)
    answers = {"the answer": creation.created, "what was read back": creation.read, **server.snapshot(tags=tags)}
    for where, answer in answers.items():
        shown_secrets = [secret for secret, value in secrets.items() if value in str(answer)]
        assert not shown_secrets, f"{where} must not have the values of {name}, has those of {shown_secrets}"
    assert name not in creation.created | creation.read, f"{name} must be in no answer, is in one"


# Operations that document a conflict.
CONFLICTING = [operation for operation in CREATE_OPERATIONS if "409" in operation.answers]


@pytest.mark.parametrize("operation", CONFLICTING, ids=lambda operation: operation.id)
def test_duplicate_is_409_and_creates_nothing(server: Server, inventory: Inventory, operation: Operation) -> None:
    creation = creation_of(server, inventory, operation)
    if moves(creation.created) and not server.is_sandbox:
        # Work that has ended meanwhile may be done again.
        creation = create(server, inventory, operation)
    call = creation.call

    with server.unchanged(operation):
        answer = server.ask(call)
        assert answer.status_code == 409, f"a second {call} must be 409, is {answer.status_code} {answer.text[:300]}"


LISTED = [
    operation for operation in CREATE_OPERATIONS if any(other.tag == operation.tag for other in list_operations())
]


@pytest.mark.parametrize("operation", LISTED, ids=lambda operation: operation.id)
def test_created_resource_is_added_to_its_list(server: Server, inventory: Inventory, operation: Operation) -> None:
    list_call = inventory.valid(next(candidate for candidate in list_operations() if candidate.tag == operation.tag))
    call = inventory.valid(operation)
    # The new resource is in the same list: of the same AOI, of the same workflow.
    list_call = replace(
        list_call, path=list_call.path | {name: call.path[name] for name in list_call.path if name in call.path}
    )

    def list_items() -> list[Any]:
        return server.all_of(list_call.operation.id, path=list_call.path, query=list_call.query)

    before = list_items()
    created = server.value(call)
    after = list_items()

    earlier_ids = {id_of(item) for item in before}
    new_items = [item for item in after if id_of(item) not in earlier_ids]
    assert len(new_items) == 1, f"{list_call.operation.id} must have 1 new item after {call}, has {len(new_items)}"
    others = [item for item in after if id_of(item) in earlier_ids]
    server.assert_unchanged(by_id(before), by_id(others), f"{call} must not change the other items")
    new_id = id_of(new_items[0])
    assert new_id in str(created), f"the new item must have the ID of the created resource, {created}, has {new_id}"


def by_id(items: list[Any]) -> list[Any]:
    """Items in an order that does not depend on the server."""
    return sorted(items, key=id_of)


@by_create_operation
def test_two_creations_have_two_ids(server: Server, inventory: Inventory, operation: Operation) -> None:
    first = creation_of(server, inventory, operation)
    ids = [id_of(first.created), *other_ids(server, inventory, operation)]

    assert len(ids) == len(set(ids)), f"{len(ids)} resources were created, with {len(set(ids))} IDs: {sorted(ids)}"


def other_ids(server: Server, inventory: Inventory, operation: Operation) -> list[str]:
    """The ID of another new resource. On another server, the IDs of all others that the run has created."""
    if not server.is_sandbox:
        first = creation_of(server, inventory, operation)
        answers = [
            resource.answer
            for resource in server.run.created
            if resource.call.operation.id == operation.id and resource.answer != first.answer.json()
        ]
        if answers:
            return [id_of(created_in(answer)) for answer in answers]
    return [id_of(create(server, inventory, operation).created)]


@by_create_operation
def test_list_sent_twice_as_long_creates_twice_as_many(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    body_fields = [*object_list_fields(inventory.valid(operation).body)]
    if not body_fields:
        not_applicable("the body has no list of objects")
    if not server.is_free(operation):
        skip(f"{operation.id} costs tokens, so only its dry run is sent")
    creation = creation_of(server, inventory, operation)
    call, created = creation.call, creation.answer.json()
    answer_fields = [name for name, value in created.items() if value and isinstance(value, list)]
    if not answer_fields:
        not_applicable("the answer has no list of objects")
    for name in body_fields:
        objects = [*call.body[name], *made_unique(operation, inventory.valid(operation).body)[name]]
        second = server.value(replace(call, body=made_unique(operation, call.body | {name: objects})))
        for field in answer_fields:
            expected, found = 2 * len(created[field]), len(second[field])
            assert found == expected, (
                f"{operation.id} with twice as many {name} must answer {expected} {field}, answers {found}"
            )


def object_list_fields(body: Any) -> Iterator[str]:
    """The fields of a body with a list of objects."""
    for name, value in (body or {}).items():
        if value and isinstance(value, list) and all(isinstance(item, dict) for item in value):
            yield name


@by_create_operation
def test_resources_created_together_keep_their_own_values(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    list_fields = [
        name
        for name in object_list_fields(call.body)
        if any(items_field(operation) == name for operation in list_operations())
    ]
    if not list_fields:
        not_applicable("the body has no list of objects that can be listed")
    if not server.is_free(operation):
        skip(f"{operation.id} costs tokens, so only its dry run is sent")
    accepted = 0
    for name in list_fields:
        bodies = [*bodies_with_second_object(inventory, operation, name)]
        for body in server.sample(bodies, 2, operation_label(operation)):
            pair_call = replace(call, body=body)
            answer = server.ask(pair_call)
            if answer.status_code == operation.success:
                assert_objects_exist(server, inventory, pair_call, answer.json(), name)
                accepted += 1
    if not accepted and not server.is_sandbox:
        skip("the server accepts no second object beside the example")
    assert accepted, "no second object was accepted beside the example"


def bodies_with_second_object(inventory: Inventory, operation: Operation, name: str) -> Iterator[Any]:
    """The body with a second object in a list, which differs from the first in one value."""
    pointer, valid_body = operation.body[JSON], inventory.valid(operation).body
    for changed_pointer, body in [*varied_bodies(pointer, valid_body), *with_other_ids(inventory, valid_body)]:
        if changed_pointer.startswith(f"/{name}/"):
            first = made_unique(operation, copy.deepcopy(valid_body))
            second = made_unique_except(changed_pointer, operation, body)
            yield first | {name: [*first[name], *second[name]]}


def assert_objects_exist(server: Server, inventory: Inventory, call: Call, created: Any, name: str) -> None:
    """The objects sent in a list are in the answer, in the resource read again, and in the list of their kind."""
    sent = call.body[name]
    list_operation = next(operation for operation in list_operations() if items_field(operation) == name)
    listed = {id_of(item): item for item in server.all_of(list_operation.id)}
    assert_none(changed_values(sent, created[name], f"/{name}"), call)
    ids = [id_of(item) for item in created[name]]
    assert len({*ids}) == len(ids) == len(sent), (
        f"{call} must create {len(sent)} {name} with IDs of their own, has the IDs {ids}"
    )
    missing = sorted({*ids} - listed.keys())
    assert not missing, f"{list_operation.id} must have the {len(ids)} {name} of {call}, has not {missing}"
    assert_none(changed_values(sent, [listed[item] for item in ids], f"/{name} in {list_operation.id}"), call)
    # Every answer has all objects that were created together.
    for resource in reads_of_resource(server, inventory, call, created) if "id" in created else ():
        read_ids = [id_of(item) for item in resource.get(name, created[name])]
        assert read_ids == ids, (
            f"{call.operation.id} {id_of(created)} must be read with the {name} {ids}, has {read_ids}"
        )
        assert_none(changed_values(sent, resource.get(name, sent), f"/{name} read again"), call)


def reads_of_resource(server: Server, inventory: Inventory, call: Call, created: Any) -> Iterator[Any]:
    """The created resource, read alone and from its list."""
    yield read_back(server, inventory, call.operation, call, created)
    list_operation = next(operation for operation in list_operations() if operation.tag == call.operation.tag)
    yield from (item for item in server.all_of(list_operation.id) if id_of(item) == id_of(created))


@pytest.mark.crawls
def test_work_on_resources_created_together_ends_for_all(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        skip("the duration of work is known only for the sandbox")
    for operation in (
        variant
        for create_operation in CREATE_OPERATIONS
        if create_operation.body and server.run.selects(create_operation.id)
        for variant in example_variants(create_operation)
    ):
        call = inventory.valid(operation)
        for name in object_list_fields(call.body):
            for list_operation in (operation for operation in list_operations() if items_field(operation) == name):
                objects = [*call.body[name], *made_unique(operation, copy.deepcopy(call.body))[name]]
                created = server.value(replace(call, body=made_unique(operation, call.body | {name: objects})))
                for _ in range(STEPS):
                    server.wait()
                listed = {id_of(item): item for item in server.all_of(list_operation.id)}
                statuses = [listed[id_of(item)].get("status") for item in created[name]]
                before = [item.get("status") for item in created[name]]
                assert len(set(statuses)) == 1, f"equal {name} have different statuses after {STEPS} steps: {statuses}"
                assert statuses != before, f"{name} are still {before} after {STEPS} steps"


def owner_fields(json_object: Any) -> dict[str, Any]:
    """The users and workspaces that an object names."""
    names = ("user_id", "org_id", "tenant_id", "created_by", "updated_by")
    return {name: json_object[name] for name in names if name in json_object}


@pytest.mark.crawls
def test_resources_of_one_key_have_one_user_and_one_workspace(server: Server, inventory: Inventory) -> None:
    owners: dict[str, set[str]] = {}
    for created, read in resources_of_this_key(server, inventory):
        for name, owner in [*owner_fields(created).items(), *owner_fields(read).items()]:
            owners.setdefault("user" if name.endswith("_by") else name, set()).add(owner)

    if not owners:
        not_applicable("no operation that is checked creates something with an owner")
    for name, ids in owners.items():
        assert len(ids) == 1, f"what one key creates must have one {name}, has {sorted(ids)}"
    users = owners.get("user", set()) | owners.get("user_id", set())
    assert len(users) <= 1, f"what one key creates must have one user, has {sorted(users)}"


def resources_of_this_key(server: Server, inventory: Inventory) -> Iterator[tuple[Any, Any]]:
    """New resources on every parent, as answered and as read; on another server, one for each operation."""
    for operation in CREATE_OPERATIONS:
        if not server.is_free(operation) or not server.run.selects(operation.id):
            continue
        if not server.is_sandbox:
            with left_out_if_missing(server):
                creation = creation_of(server, inventory, operation)
                yield creation.created, creation.read
            continue
        for call in calls_on_every_parent(inventory, operation):
            answer = server.ask(call)
            # Some parents have no data to create it from.
            if answer.status_code == operation.success:
                yield answer.json(), read_back(server, inventory, operation, call, answer.json())


@by_create_operation
def test_created_resource_has_the_current_time(server: Server, inventory: Inventory, operation: Operation) -> None:
    earlier = [inventory.visualization, *server.all_of("listAois")] if server.is_sandbox else []
    creation = creation_of(server, inventory, operation)
    resource = creation.created | creation.read
    if "created_at" not in resource:
        schema, _ = CONTRACT.resolve(answer_schema(operation), "")
        if "created_at" not in schema["properties"]:
            not_applicable("the answer has no creation time")
        skip(f"{operation.id} answers no creation time")

    # On another server, the same answer may be older than what exists now.
    earlier = earlier or [*created_before(server, creation)]
    created_at = parse_time(resource["created_at"])
    latest = max((parse_time(time) for item in earlier if (time := item.get("created_at"))), default=None)
    # Some times have whole seconds only.
    assert latest is None or created_at >= latest.replace(microsecond=0), (
        f"created_at of {creation.call} must not be before {latest}, when something else was created, is {created_at}"
    )
    if server.is_sandbox and resource.get("updated_at"):
        updated_at = parse_time(resource["updated_at"])
        assert updated_at == created_at, f"updated_at must be created_at, {created_at}, is {updated_at}"
    expected = current_time(server) if server.is_sandbox else date_of(creation.answer)
    assert abs(created_at - expected) < MAX_CLOCK_DIFFERENCE, (
        f"created_at of {creation.call} must be the server's time, {expected}, is {created_at}"
    )


def created_before(server: Server, creation: Creation) -> Iterator[Any]:
    """What the run has created before something else."""
    answer = creation.answer.json()
    for resource in itertools.takewhile(lambda resource: resource.answer != answer, server.run.created):
        if resource.call.operation in CREATE_OPERATIONS:
            yield created_in(resource.answer)


# How far the clocks of one service may differ, and how long a request may take.
MAX_CLOCK_DIFFERENCE = timedelta(minutes=2)


def current_time(server: Server, elapsed: float = 0) -> datetime:
    """The server's current time: that of the manual clock, or of the Date header."""
    if server.is_sandbox:
        return ManualClock().now() + timedelta(seconds=elapsed)
    selected = [operation for operation in list_operations() if server.run.selects(operation.id)]
    operation = next((item for item in selected if not required_parameters(item)), None)
    return date_of(server.ask(call_of(operation or "listAois")))


def date_of(answer: httpx.Response) -> datetime:
    """The server's time when it sent an answer."""
    date = require(answer.headers.get("date"), "the server sends no Date header")
    return parsedate_to_datetime(date).astimezone(UTC)


@pytest.mark.crawls
def test_no_time_is_in_the_future(server: Server, inventory: Inventory) -> None:
    answers = everything(server, inventory)
    latest = current_time(server, elapsed=STEPS) + MAX_CLOCK_DIFFERENCE
    for operation, answer in answers:
        for name, time in times(answer):
            assert parse_time(time) <= latest, f"{operation.id}: {name} must not be after {latest}, is {time}"


def times(value: Any) -> Iterator[tuple[str, str]]:
    """The times in an answer at which something happened, such as `created_at`, at any depth."""
    for name, nested in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        if str(name).endswith("_at") and isinstance(nested, str) and nested:
            yield str(name), nested
        else:
            yield from times(nested)


WRITE_VARIANTS = [
    item
    for operation in OPERATIONS
    if operation.body and not is_read_only(operation)
    for item in example_variants(operation)
]


@pytest.mark.parametrize("operation", WRITE_VARIANTS, ids=operation_label)
def test_omitted_field_gets_its_documented_default(server: Server, inventory: Inventory, operation: Operation) -> None:
    bodies = [*without_optional_fields(operation, inventory.valid(operation).body)]
    for label, body in server.sample(bodies, 2, operation_label(operation)):
        call = replace(inventory.valid(operation), body=made_unique(operation, body))
        answer = server.ask(call)

        block_if_found(answer, call)
        assert answer.status_code in operation.successes, (
            f"{label}: {call} must be {operation.success}, is {answer.status_code} {answer.text[:300]}"
        )
        assert_none(wrong_defaults(CONTRACT.at(operation.body[JSON]), body, answer.json()), f"{label}: {call}")


# The block defines which inputs are required.
UNSTATED_RULES = {("createInsight", "/input"), ("createInsight", "/block")}


def without_optional_fields(operation: Operation, valid_body: Any) -> Iterator[tuple[str, Any]]:
    """The body without each of its optional fields."""
    for label, body in boundary_bodies(operation.body[JSON], valid_body):
        has_unstated_rule = any(
            operation.id == operation_id and label.startswith(pointer) for operation_id, pointer in UNSTATED_RULES
        )
        if label.endswith(" left out") and not has_unstated_rule:
            yield label, body


def with_changed_polygons(value: Any, change: Callable[[Any], Any]) -> Any:
    """`value` with every polygon in it changed by `change`."""
    if isinstance(value, list):
        return [with_changed_polygons(item, change) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "Polygon":
        return change(value)
    return {name: with_changed_polygons(nested, change) for name, nested in value.items()}


def with_second_polygon(polygon: Any) -> Any:
    """The polygon and an equal one, one degree further west."""
    second = [[[east - 1, north] for east, north, *_ in ring] for ring in polygon["coordinates"]]
    return {"type": "MultiPolygon", "coordinates": [polygon["coordinates"], second]}


def with_hole(polygon: Any) -> Any:
    """The polygon with a hole of a quarter of its area in its middle."""
    outer = polygon["coordinates"][0]
    center = [sum(corner[axis] for corner in outer[:-1]) / (len(outer) - 1) for axis in (0, 1)]
    hole = [
        [(coordinate + center_coordinate) / 2 for coordinate, center_coordinate in zip(corner, center, strict=False)]
        for corner in outer
    ]
    return {"type": "Polygon", "coordinates": [outer, hole[::-1]]}


def with_reversed_rings(polygon: Any) -> Any:
    """The polygon with each ring in the other direction."""
    return polygon | {"coordinates": [ring[::-1] for ring in polygon["coordinates"]]}


def from_second_corner(polygon: Any) -> Any:
    """The polygon with each ring starting at its second corner."""
    return polygon | {"coordinates": [[*ring[1:], ring[1]] for ring in polygon["coordinates"]]}


def as_multipolygon(polygon: Any) -> Any:
    return {"type": "MultiPolygon", "coordinates": [polygon["coordinates"]]}


def areas(value: Any) -> Iterator[float]:
    """The areas in an answer, at any depth."""
    for name, nested in value.items() if isinstance(value, dict) else enumerate(value):
        if str(name).startswith("area") and isinstance(nested, int | float):
            yield nested
        elif isinstance(nested, dict | list):
            yield from areas(nested)


AREA_CHANGES = [
    (with_second_polygon, 2),
    (with_hole, 0.75),
    (with_reversed_rings, 1),
    (from_second_corner, 1),
    (as_multipolygon, 1),
]


@pytest.mark.parametrize(("change", "factor"), AREA_CHANGES, ids=lambda value: getattr(value, "__name__", ""))
@by_create_operation
def test_area_counts_all_parts_and_no_holes(
    server: Server, inventory: Inventory, operation: Operation, change: Callable[[Any], Any], factor: float
) -> None:
    call = inventory.valid(operation)
    changed_body = with_changed_polygons(call.body, change)
    if changed_body == call.body or CONTRACT.problems(operation.body[JSON], changed_body):
        not_applicable("the body has no polygon that can be changed in this way")
    if not server.is_free(operation):
        skip(f"{operation.id} costs tokens, so only its dry run is sent")
    plain = creation_of(server, inventory, operation)
    changed_call = replace(call, body=made_unique(operation, changed_body))
    created = server.value(changed_call)
    read = read_back(server, inventory, operation, changed_call, created)
    sizes = [*areas(plain.answer.json()), *areas(plain.read)]
    changed_sizes = [*areas(created), *areas(read)]

    require(sizes, f"{operation.id} answers no area")
    expected = [factor * size for size in sizes]
    # Some areas are rounded to square kilometres.
    assert changed_sizes == pytest.approx(expected, abs=1, rel=0.01), (
        f"the areas of {changed_call} must be {expected}, are {changed_sizes}"
    )
    # The results for several parts can be read, too. On another server, a later check reads everything.
    if change is with_second_polygon and server.is_sandbox:
        let_work_finish(server)
        assert_all_can_be_read(server, inventory)


DRY_RUNS = [(operation, name) for operation in OPERATIONS for name in sorted(dry_run_switches(operation))]


@pytest.mark.parametrize(("operation", "switch"), DRY_RUNS, ids=lambda item: getattr(item, "id", item))
def test_dry_run_changes_nothing(server: Server, inventory: Inventory, operation: Operation, switch: str) -> None:
    list_call = inventory.valid(next(candidate for candidate in list_operations() if candidate.tag == operation.tag))
    before = server.value(list_call)
    call = inventory.valid(operation)
    dry_call = replace(call, body=call.body | {switch: True})

    with server.unchanged(operation):
        answer = server.ask(dry_call)

    block_if_found(answer, dry_call)
    assert answer.status_code in operation.successes, (
        f"{dry_call} must be one of {sorted(operation.successes)}, is {answer.status_code} {answer.text[:300]}"
    )
    server.assert_unchanged(before, server.value(list_call), f"{dry_call} must change nothing")
    if not server.is_free(operation):
        return
    # The real request creates something and costs what the dry run said.
    result = server.value(replace(call, body=call.body | {switch: False}))
    assert server.value(list_call) != before, f"{list_call.operation.id} is the same after a real {call}"
    expected = costs(answer.json())
    real = {name: amount for name, amount in costs(result).items() if name in expected}
    assert real == expected, f"{call} must cost what its dry run says, {expected}, costs {real}"
    if isinstance(estimate := answer.json().get(switch), int | float) and "id" in result:
        cost = read_back(server, inventory, operation, call, result)["cost"]
        assert cost == estimate, f"cost of {call} must be what its dry run says, {estimate}, is {cost}"
    # The dry run leaves nothing that breaks a later read.
    for _ in range(2):
        assert_all_can_be_read(server, inventory)
        let_work_finish(server)


def assert_answers_agree(call: Call, dry_run: Any, created: Any) -> None:
    """Both answers agree, except for IDs and times."""
    for first, second in ((dry_run, created), (created, dry_run)):
        assert_none(differences_from_example(first, second, exact=False), f"{call} and its dry run must agree")


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
    if not server.is_free(operation):
        skip(f"{operation.id} costs tokens, so only its dry run is sent")
    assert_answers_agree(call, dry_run.json(), server.value(call))


def costs(answer: Any) -> dict[str, Any]:
    """The costs in an answer."""
    cost_words = ("cost", "amount", "tokens", "price")
    return {
        name: value for name, value in answer.items() if any(word in name for word in cost_words) and value is not None
    }


@pytest.mark.parametrize(("operation", "switch"), DRY_RUNS, ids=lambda item: getattr(item, "id", item))
def test_dry_run_with_an_incomplete_list_is_accepted(
    server: Server, inventory: Inventory, operation: Operation, switch: str
) -> None:
    call = inventory.valid(operation)
    tested = 0
    for name, value in call.body.items():
        shorter_body = call.body | {switch: True, name: value[:-1]} if isinstance(value, list) else call.body
        if shorter_body != call.body and not CONTRACT.problems(operation.body[JSON], shorter_body):
            status = server.ask(replace(call, body=shorter_body)).status_code
            assert status in operation.successes, (
                f"a dry run with a shorter {name} must be one of {sorted(operation.successes)}, is {status}"
            )
            tested += 1
    if not tested:
        not_applicable("the body has no list that may be shorter")


@pytest.mark.parametrize(
    "operation",
    [operation for operation in OPERATIONS if operation.method == "DELETE"],
    ids=lambda operation: operation.id,
)
def test_deleted_resource_is_gone_and_the_others_stay(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    list_call = inventory.valid(next(candidate for candidate in list_operations() if candidate.tag == operation.tag))

    def list_items() -> list[Any]:
        return items_of(list_call.operation, server.value(list_call))

    before = list_items()
    call = inventory.valid(operation)
    create_call = server.run.created[-1].call
    count = len(list_items())
    assert count == len(before) + 1, f"after a creation, {len(before) + 1} resources must be listed, {count} are"
    for other_call in calls_with_other_parents(inventory, call):
        assert server.ask(other_call).status_code == 404, (
            f"{other_call} is answered, though the resource belongs to {call.query}"
        )
        assert len(list_items()) == len(before) + 1, "a refused request was carried out"

    server.value(call)
    assert list_items() == before
    for _ in range(2):
        for later_call in (call, *calls_about(inventory, call)):
            assert server.ask(later_call).status_code == 404, f"{later_call} is answered after the resource was deleted"
        let_work_finish(server)
    assert server.ask(create_call).status_code == create_call.operation.success, (
        "a deleted resource still conflicts with a new one"
    )


def calls_with_other_parents(inventory: Inventory, call: Call) -> Iterator[Call]:
    """The call with another existing parent."""
    for name, value in call.query.items():
        for other_id in inventory.named(name):
            if other_id != value:
                yield replace(call, query=call.query | {name: other_id})


def calls_about(inventory: Inventory, call: Call) -> Iterator[Call]:
    """All other calls about the resource of the path and about resources below it."""
    for operation in OPERATIONS:
        if operation.path.startswith(call.operation.path) and required_parameters(operation).keys() <= call.path.keys():
            yield inventory.about(operation, call.path)


@pytest.mark.crawls
def test_names_in_any_script_can_be_read_everywhere(server: Server, inventory: Inventory) -> None:
    accepted = 0
    for operation in CREATE_OPERATIONS:
        if not operation.body or not server.is_free(operation) or not server.run.selects(operation.id):
            continue
        for variant in example_variants(operation):
            with left_out_if_missing(server):
                call = inventory.valid(variant)
                named_call = replace(call, body=with_unicode_names(call.body))
                if named_call.body == call.body:
                    continue
                answer = server.ask(named_call)
                if answer.status_code == operation.success:
                    accepted += 1
                    assert_stored(named_call, read_back(server, inventory, operation, named_call, answer.json()))
    if not accepted:
        not_applicable("no operation that is checked creates something with such a name")
    let_work_finish(server)
    assert_all_can_be_read(server, inventory)


@by_create_operation
def test_read_only_fields_in_a_body_are_ignored(server: Server, inventory: Inventory, operation: Operation) -> None:
    """IDs, owners, statuses and prices in the body have no effect."""
    if not operation.body:
        not_applicable("the operation has no body")
    creation = creation_of(server, inventory, operation)
    body_schema, _ = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")
    schema, _ = CONTRACT.resolve(answer_schema(operation), "")
    read_only_fields = {
        name: another_value(value, CONTRACT.resolve(schema["properties"][name], "")[0].get("enum"))
        for name, value in creation.created.items()
        if name in schema["properties"] and name not in body_schema["properties"]
    }
    sent_fields = {name: value for name, value in read_only_fields.items() if value is not None}
    call = replace(creation.call, body=made_unique(operation, creation.call.body) | sent_fields)
    if CONTRACT.problems(operation.body[JSON], call.body):
        not_applicable("the contract allows no other field")

    created = server.value(call)
    read = read_back(server, inventory, operation, call, created)

    for name, value in sent_fields.items():
        for answer in (created, read):
            assert answer.get(name) != value, f"{name} in the body must have no effect, and {name} is {value!r}: {call}"


def another_value(value: Any, allowed: list[Any] | None) -> Any:
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


def with_more_digits(body: Any) -> Any:
    """The body with more digits in its coordinates than the example."""
    return with_positions(body, lambda position: [coordinate + 0.0012345 for coordinate in position])


def with_altitude(body: Any) -> Any:
    """The body with an altitude in its positions."""
    return with_positions(body, lambda position: [*position[:2], 920.5])


@pytest.mark.parametrize("change", [with_more_digits, with_altitude])
@by_create_operation
def test_coordinates_are_stored_with_all_digits(
    server: Server, inventory: Inventory, operation: Operation, change: Callable[[Any], Any]
) -> None:
    call = inventory.valid(operation)
    if (
        not operation.body
        or change(call.body) == call.body
        or CONTRACT.problems(operation.body[JSON], change(call.body))
    ):
        not_applicable("the body has no position that can be changed in this way")
    call = replace(call, body=change(call.body))

    created = server.value(call)

    assert_stored(call, created, read_back(server, inventory, operation, call, created))


@pytest.mark.crawls
def test_created_resources_stay_as_they_were(server: Server, inventory: Inventory) -> None:
    """Read again later, alone and in the list, after other things were created and work has ended."""
    operations = [
        variant
        for operation in CREATE_OPERATIONS
        if server.is_free(operation) and server.run.selects(operation.id)
        for variant in (example_variants(operation) if operation.body else [operation])
    ]
    if not operations:
        not_applicable("no operation that is checked creates something")
    creations: list[tuple[Operation, Creation]] = []
    for operation in operations:
        with left_out_if_missing(server):
            creations.append((operation, creation_of(server, inventory, operation)))
    require(creations, "the server has nothing to create something from")
    let_work_finish(server)
    for operation, creation in creations:
        read = read_back(server, inventory, operation, creation.call, creation.answer.json())
        assert_none(changes(creation.read, read), f"{creation.call}: read again later")
        assert_stored(creation.call, read, where="read again later: ")
        in_list = changed_in_list(server, inventory, creation.call, creation.answer.json())
        assert_none(in_list, f"{creation.call}: in its list, later")
