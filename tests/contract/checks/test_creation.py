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
    _, created, read = create_and_read(server, inventory, operation)

    shared = created.keys() & read.keys() - (set() if server.is_sandbox else CHANGING_FIELDS)
    assert shared
    assert {name: read[name] for name in shared} == {name: created[name] for name in shared}


@by_create_operation
def test_created_resource_has_the_values_that_were_sent(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call, created, read = create_and_read(server, inventory, operation)

    assert list(changed_values(call.body, created)) == list(changed_values(call.body, read)) == []
    assert not [
        *hidden_fields(call.body, created, read, *map(answer_schema, (operation, read_operation_of(operation))))
    ]


@by_create_operation
def test_accepted_values_are_stored_unchanged(server: Server, inventory: Inventory, operation: Operation) -> None:
    """With another text, number or existing ID. A server may refuse it by a rule of its own."""
    if not operation.body:
        not_applicable("the operation has no body")
    pointer, call = operation.body[JSON], inventory.valid(operation)
    changed_bodies = [*varied_bodies(pointer, call.body), *with_other_ids(inventory, call.body)]
    assert changed_bodies
    for changed_pointer, body in changed_bodies:
        changed_call = replace(call, body=made_unique_except(changed_pointer, operation, body))
        # A dry run creates nothing that could be read.
        if not server.is_free(operation):
            continue
        answer = server.ask(changed_call)
        if answer.status_code == operation.success:
            created = answer.json()
            stored = read_back(server, inventory, operation, changed_call, created)
            assert [*changed_values(changed_call.body, created), *changed_values(changed_call.body, stored)] == [], (
                f"{changed_pointer}: {changed_call}"
            )
        else:
            assert answer.status_code in {*operation.successes, 400, 404, 409}, (
                f"{changed_pointer}: {changed_call}: {answer.text[:300]}"
            )


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
    call, created, read = create_and_read(server, inventory, operation)

    answers = str([created, read, server.snapshot()])
    assert name not in created | read
    assert call.body[name]
    assert not [secret for secret in call.body[name].values() if secret in answers]


# Operations that document a conflict.
CONFLICTING = [operation for operation in OPERATIONS if operation.method == "POST" and "409" in operation.answers]


@pytest.mark.parametrize("operation", CONFLICTING, ids=lambda operation: operation.id)
def test_duplicate_is_409_and_creates_nothing(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    assert server.ask(call).status_code == operation.success

    with server.unchanged(operation):
        assert server.ask(call).status_code == 409


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

    assert len(after) == len(before) + 1
    if server.is_sandbox:
        assert all(item in after for item in before)
    (new_item,) = [item for item in after if id_of(item) not in {id_of(item) for item in before}]
    assert id_of(new_item) in str(created)


@by_create_operation
def test_two_creations_have_two_ids(server: Server, inventory: Inventory, operation: Operation) -> None:
    first, second = (create_and_read(server, inventory, operation)[1] for _ in range(2))

    assert id_of(first) != id_of(second)


@by_create_operation
def test_list_sent_twice_as_long_creates_twice_as_many(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    created = server.value(call)
    answer_fields = [name for name, value in created.items() if value and isinstance(value, list)]
    body_fields = [*object_list_fields(call.body)]
    if not body_fields or not answer_fields:
        not_applicable("the body or the answer has no list of objects")
    for name in body_fields:
        objects = [*call.body[name], *made_unique(operation, inventory.valid(operation).body)[name]]
        second = server.value(replace(call, body=made_unique(operation, call.body | {name: objects})))
        assert [len(second[field]) for field in answer_fields] == [2 * len(created[field]) for field in answer_fields]


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
        for body in bodies_with_second_object(inventory, operation, name):
            pair_call = replace(call, body=body)
            answer = server.ask(pair_call)
            if answer.status_code == operation.success:
                assert_objects_exist(server, inventory, pair_call, answer.json(), name)
                accepted += 1
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
    assert [*changed_values(sent, created[name])] == []
    assert len(created[name]) == len(sent)
    ids = [id_of(item) for item in created[name]]
    assert len(set(ids)) == len(ids)
    assert set(ids) <= listed.keys(), f"{len(listed.keys() & set(ids))} of {len(ids)} {name} are in {list_operation.id}"
    assert [*changed_values(sent, [listed[item] for item in ids])] == []
    # Every answer has all objects that were created together.
    for resource in reads_of_resource(server, inventory, call, created) if "id" in created else ():
        assert [id_of(item) for item in resource.get(name, created[name])] == ids
        assert [*changed_values(sent, resource.get(name, sent))] == []


def reads_of_resource(server: Server, inventory: Inventory, call: Call, created: Any) -> Iterator[Any]:
    """The created resource, read alone and from its list."""
    yield read_back(server, inventory, call.operation, call, created)
    list_operation = next(operation for operation in list_operations() if operation.tag == call.operation.tag)
    yield from (item for item in server.all_of(list_operation.id) if id_of(item) == id_of(created))


def test_work_on_resources_created_together_ends_for_all(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        skip("the duration of work is known only for the sandbox")
    for operation in (
        variant
        for create_operation in CREATE_OPERATIONS
        if create_operation.body
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


def test_resources_of_one_key_have_one_user_and_one_workspace(server: Server, inventory: Inventory) -> None:
    owners: dict[str, set[str]] = {}
    for operation in filter(server.is_free, CREATE_OPERATIONS):
        for call in calls_on_every_parent(inventory, operation):
            answer = server.ask(call)
            # Some parents have no data to create it from.
            if answer.status_code == operation.success:
                created, read = answer.json(), read_back(server, inventory, operation, call, answer.json())
                for name, owner in [*owner_fields(created).items(), *owner_fields(read).items()]:
                    owners.setdefault("user" if name.endswith("_by") else name, set()).add(owner)

    assert owners
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}
    users = owners.get("user", set()) | owners.get("user_id", set())
    assert len(users) <= 1, users


@by_create_operation
def test_created_resource_has_the_current_time(server: Server, inventory: Inventory, operation: Operation) -> None:
    _, created, read = create_and_read(server, inventory, operation)
    resource = created | read
    if "created_at" not in resource:
        schema, _ = CONTRACT.resolve(answer_schema(operation), "")
        if "created_at" not in schema["properties"]:
            not_applicable("the answer has no creation time")
        skip(f"{operation.id} answers no creation time")
    earlier_times = [
        time for item in (inventory.visualization, *server.all_of("listAois")) if (time := item.get("created_at"))
    ]

    # Some times have whole seconds only.
    created_at = parse_time(resource["created_at"])
    assert all(created_at >= parse_time(time).replace(microsecond=0) for time in earlier_times), (
        f"created_at is {created_at}, and something that was there before has {max(earlier_times)}"
    )
    if server.is_sandbox and resource.get("updated_at"):
        assert parse_time(resource["updated_at"]) == parse_time(resource["created_at"])
    assert abs(parse_time(resource["created_at"]) - current_time(server)) < MAX_CLOCK_DIFFERENCE, (
        f"created_at is {resource['created_at']}, and the server's time is {current_time(server)}"
    )


# How far the clocks of one service may differ, and how long a request may take.
MAX_CLOCK_DIFFERENCE = timedelta(minutes=2)


def current_time(server: Server, elapsed: float = 0) -> datetime:
    """The server's current time: that of the manual clock, or of the Date header."""
    if server.is_sandbox:
        return ManualClock().now() + timedelta(seconds=elapsed)
    date = server.ask(simple_call()).headers.get("date")
    return parsedate_to_datetime(require(date, "the server sends no Date header")).astimezone(UTC)


def simple_call() -> Call:
    """A list request without required parameters."""
    return call_of(next(operation for operation in list_operations() if not required_parameters(operation)))


def test_no_time_is_in_the_future(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    latest = current_time(server, elapsed=STEPS) + MAX_CLOCK_DIFFERENCE
    for operation, answer in read_everything(server, inventory):
        for name, time in times(answer):
            assert parse_time(time) <= latest, f"{operation.id} gives {time} for {name}, which is after {latest}"


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
    for label, body in without_optional_fields(operation, inventory.valid(operation).body):
        answer = server.ask(replace(inventory.valid(operation), body=made_unique(operation, body)))

        assert answer.status_code in operation.successes, f"{label}: {answer.status_code} {answer.text[:300]}"
        assert not [*wrong_defaults(CONTRACT.at(operation.body[JSON]), body, answer.json())], label


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
    sizes = []
    for body in (call.body, changed_body):
        sent_call = replace(call, body=made_unique(operation, body))
        created = server.value(sent_call)
        sizes.append([*areas(created), *areas(read_back(server, inventory, operation, sent_call, created))])

    require(sizes[0], f"{operation.id} answers no area")
    # Some areas are rounded to square kilometres.
    assert sizes[1] == pytest.approx([factor * size for size in sizes[0]], abs=1, rel=0.01)
    # The results for several parts can be read, too.
    for _ in range(STEPS if server.is_sandbox and change is with_second_polygon else 0):
        server.wait()
    if change is with_second_polygon:
        assert_all_can_be_read(server, inventory)


DRY_RUNS = [(operation, name) for operation in OPERATIONS for name in sorted(dry_run_switches(operation))]


@pytest.mark.parametrize(("operation", "switch"), DRY_RUNS, ids=lambda item: getattr(item, "id", item))
def test_dry_run_changes_nothing(server: Server, inventory: Inventory, operation: Operation, switch: str) -> None:
    list_call = inventory.valid(next(candidate for candidate in list_operations() if candidate.tag == operation.tag))
    before = server.value(list_call)
    call = inventory.valid(operation)

    with server.unchanged(operation):
        answer = server.ask(replace(call, body=call.body | {switch: True}))

    assert answer.status_code in operation.successes
    assert server.value(list_call) == before
    # The real request creates something and costs what the dry run said.
    result = server.value(replace(call, body=call.body | {switch: False}))
    assert server.value(list_call) != before
    assert {name: amount for name, amount in costs(result).items() if name in costs(answer.json())} == costs(
        answer.json()
    )
    if isinstance(estimate := answer.json().get(switch), int | float) and "id" in result:
        assert read_back(server, inventory, operation, call, result)["cost"] == estimate
    # The dry run leaves nothing that breaks a later read.
    for _ in range(2):
        assert_all_can_be_read(server, inventory)
        let_work_finish(server)


def assert_answers_agree(dry_run: Any, created: Any) -> None:
    """Both answers agree, except for IDs and times."""
    for first, second in ((dry_run, created), (created, dry_run)):
        assert not [*differences_from_example(first, second, exact=False)]


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
    assert_answers_agree(dry_run.json(), server.value(call))


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
            assert server.ask(replace(call, body=shorter_body)).status_code in operation.successes, name
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
    assert len(list_items()) == len(before) + 1
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
    call, created, _ = create_and_read(server, inventory, operation)
    body_schema, _ = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")
    schema, _ = CONTRACT.resolve(answer_schema(operation), "")
    read_only_fields = {
        name: another_value(value, CONTRACT.resolve(schema["properties"][name], "")[0].get("enum"))
        for name, value in created.items()
        if name in schema["properties"] and name not in body_schema["properties"]
    }
    sent_fields = {name: value for name, value in read_only_fields.items() if value is not None}
    call = replace(call, body=made_unique(operation, call.body) | sent_fields)
    if CONTRACT.problems(operation.body[JSON], call.body):
        not_applicable("the contract allows no other field")

    created = server.value(call)
    read = read_back(server, inventory, operation, call, created)

    assert {name: value for name, value in sent_fields.items() if value in (created.get(name), read.get(name))} == {}


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

    assert [*changed_values(call.body, created)] == []
    assert [*changed_values(call.body, read_back(server, inventory, operation, call, created))] == []
