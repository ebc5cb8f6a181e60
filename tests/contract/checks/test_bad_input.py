"""Invalid requests are refused as documented and change nothing; valid requests at a bound are accepted.

Every invalid request is a valid one with existing IDs and one error.
"""

from __future__ import annotations

import copy
import itertools
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, NoReturn

import httpx
import pytest

from tests.contract.checks.support import (
    ERRORS,
    assert_accepted,
    assert_refused,
    described,
    either,
    must_succeed,
    unchanged_unless_quick,
    valid_calls,
)
from tests.contract.model.branches import branch_bodies
from tests.contract.model.comparison import changed_values
from tests.contract.model.creation import CREATE_OPERATIONS
from tests.contract.model.departures import Departure
from tests.contract.model.examples import body_examples, example_variants, made_unique, operation_label
from tests.contract.model.invalid_payloads import Invalid, invalid_bodies, invalid_rings, spread
from tests.contract.model.inventory import Inventory
from tests.contract.model.links import LINKS
from tests.contract.model.operations import (
    CONTRACT,
    OPERATIONS,
    Call,
    dry_run_switches,
    finds_nothing,
    is_read_only,
    list_operation_of,
    list_operations,
    required_parameters,
)
from tests.contract.model.payloads import boundary_bodies, ids_in, with_optional_fields, with_positions
from tests.contract.model.substitution import with_existing_ids
from tests.contract.outcomes import not_applicable, require, skip
from tests.contract.transport.server import Server, json_of
from tests.json_pointer import value_at
from tests.oracle import JSON, METHODS, Operation, Parameter

WITH_BODY = [operation for operation in OPERATIONS if operation.body]
WITH_PATH = [operation for operation in OPERATIONS if operation.named("path")]
by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
by_body = pytest.mark.parametrize("operation", WITH_BODY, ids=lambda operation: operation.id)
by_example = pytest.mark.parametrize(
    "operation", [variant for operation in WITH_BODY for variant in example_variants(operation)], ids=operation_label
)
by_path = pytest.mark.parametrize("operation", WITH_PATH, ids=lambda operation: operation.id)

MAX_BODY = 2 * 1024 * 1024


@by_example
def test_invalid_body_is_400_and_changes_nothing(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    errors = errors_to_send(server, operation, call)
    with server.unchanged(operation, call.path):
        for error in errors:
            # Sent as it is, because the call would leave out a null body.
            content = json.dumps(error.value).encode()
            invalid_call = replace(call, body=error.value)
            answer = assert_refused(
                server,
                invalid_call,
                400,
                but_for=call,
                what=f"a body with one error ({error.label})",
                content=content,
                headers={"Content-Type": JSON},
            )
            message = answer.json()["error"]["message"]
            assert names_wrong_field(error.pointer, message), (
                f"the message must name the wrong field, {error.pointer}, or an object that contains it, "
                f"is {message!r}: {invalid_call}"
            )


def errors_to_send(server: Server, operation: Operation, call: Call) -> list[Invalid]:
    """The errors of a body that are tested. Another server gets each error of an operation with one example only."""
    pointer = operation.body[JSON]
    errors = [*invalid_bodies(pointer, call.body)]
    require(len(errors) > 1, "the schema allows every change of the body")
    if not server.is_sandbox:
        sent_labels: set[str] = set()
        for variant in example_variants(CONTRACT.operations[operation.id]):
            if operation_label(variant) == operation_label(operation):
                break
            (example,) = body_examples(variant).values()
            sent_labels |= {error.label for error in invalid_bodies(pointer, example["value"])}
        errors = [error for error in errors if error.label not in sent_labels]
    # An invalid order that is no dry run is not sent to a real service.
    errors = [error for error in errors if server.may_send(replace(call, body=error.value))]
    return spread(errors, ERRORS, operation_label(operation)) if server.is_quick else errors


def names_wrong_field(pointer: str, message: str) -> bool:
    """Whether a message names the field at a pointer, or an object that contains it."""
    names = [name for name in pointer.split("/") if name and not name.isdigit()]
    return not names or any(name in message for name in names)


# Rules that no schema states: a provider has certain satellites, a block certain inputs.
UNSTATED_RULES = {"createAoi": "/provider", "createInsight": "/input"}


@by_example
def test_body_at_a_bound_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    cases = [
        (label, body)
        for label, body in boundary_bodies(operation.body[JSON], call.body)
        if not label.startswith(UNSTATED_RULES.get(operation.id, "no field"))
    ]
    for label, body in server.sample(cases, 2, operation_label(operation)):
        assert_accepted_as_sent(server, replace(call, body=body), label, but_for=call)


@by_example
def test_body_in_each_branch_of_a_condition_is_accepted(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    examples = [example["value"] for example in body_examples(CONTRACT.operations[operation.id]).values()]
    branches = [*branch_bodies(operation.body[JSON], call.body, examples)]
    if not branches:
        not_applicable("the schema of the body has no condition that the example leaves open")
    for branch in server.sample(branches, 2, operation_label(operation)):
        body = with_existing_ids(server, made_unique(operation, branch.value), call.path)
        assert_accepted_as_sent(server, replace(call, body=body), branch.label, but_for=call)


def assert_accepted_as_sent(server: Server, call: Call, label: str, *, but_for: Call) -> None:
    """A valid body is accepted, and what is created from it has the values that were sent."""
    operation = call.operation
    if not server.may_send(call):
        return
    answer = server.ask(call)
    if answer.status_code == 409:
        call = replace(call, body=made_unique(operation, call.body))
    # 404: an ID in the body may be unknown.
    if answer.status_code not in {*operation.successes, 404}:
        answer = assert_accepted(server, call, 404, but_for=but_for, what=f"a valid body ({label})")
    # A field that has no meaning beside others may be stored with another value.
    is_stored_as_sent = operation.method == "POST" and not is_read_only(operation) and not label.endswith(" added")
    if answer.status_code in operation.successes and is_stored_as_sent:
        # The answer may use the name of the switch for the estimate.
        sent = {name: value for name, value in call.body.items() if name not in dry_run_switches(operation)}
        changed = [*changed_values(sent, answer.json())]
        assert not changed, f"{label}: a value must be stored as sent, {'; '.join(changed)}: {call}"


MALFORMED_JSON: dict[str, bytes] = {
    "nothing": b"",
    "half of it": b'{"index_id": "',
    "two of it": b"{}{}",
    "NaN": b'{"index_id": NaN}',
    "not UTF-8": b'{"index_id": "\xff"}',
    "single quotes": b"{'index_id': 1}",
    "a form": b"index_id=1&dates=2",
    "nested deep": b"[" * 20_000 + b"]" * 20_000,
}


@by_body
def test_malformed_json_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    required = operation.raw["requestBody"]["required"]
    with unchanged_unless_quick(server, call):
        kinds = [kind for kind, content in MALFORMED_JSON.items() if content or required]
        for kind in server.sample(kinds, 1, operation.id):
            content, headers = MALFORMED_JSON[kind], {"Content-Type": JSON}
            assert_refused(server, call, 400, but_for=call, what=f"a body ({kind})", content=content, headers=headers)


OTHER_MEDIA_TYPES = ("text/plain", "application/xml", "application/x-www-form-urlencoded", "")


@by_body
def test_other_media_type_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    with unchanged_unless_quick(server, call):
        for name in server.sample(OTHER_MEDIA_TYPES, 1, operation.id):
            what = f"a body with the Content-Type {name!r}"
            assert_refused(server, call, 400, but_for=call, what=what, headers={"Content-Type": name})


@by_body
def test_huge_body_is_413(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    huge_call = replace(call, body=call.body | {"padding": "x" * MAX_BODY})

    with unchanged_unless_quick(server, call):
        assert_refused(server, huge_call, 413, but_for=call, what=f"a body of more than {MAX_BODY} bytes")


@by_body
def test_charset_after_the_media_type_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    call, media_type = inventory.valid(operation), f"{JSON}; charset=utf-8"

    headers = {"Content-Type": media_type}
    assert_accepted(server, call, but_for=call, what=f"the Content-Type {media_type}", headers=headers)


@by_body
def test_unknown_field_in_a_body_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    larger_call = replace(call, body=call.body | {"something_new": {"a": [1]}})

    assert_accepted(server, larger_call, but_for=call, what="a body with an unknown field")


@by_operation
def test_invalid_query_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    parameters = operation.named("query")
    cases = [
        (f"{name}={value}", call.query | {name: value})
        for name, parameter in parameters.items()
        for value in invalid_values(parameter)
    ]
    cases += [
        (f"{name} missing", {other: value for other, value in call.query.items() if other != name})
        for name, parameter in parameters.items()
        if parameter.required
    ]
    with server.unchanged(operation, call.path):
        for what, query in server.sample(cases, 3, operation.id):
            assert_refused(server, replace(call, query=query), 400, but_for=call, what=f"a query with {what}")


def invalid_values(parameter: Parameter) -> list[Any]:
    """Values that the schema of a parameter does not allow."""
    schema = parameter.schema
    invalid: list[Any] = [""] if schema.get("minLength") else []
    if schema["type"] == "integer":
        invalid += ["many", "1.5", "", "0x1", "1 2", "null", "1e1", "--1"]
        invalid += [schema["minimum"] - 1, schema["minimum"] - 10**9] if "minimum" in schema else []
        invalid += [schema["maximum"] + 1] if "maximum" in schema else []
    if "enum" in schema:
        first_value = schema["enum"][0]
        invalid += [
            "unheard-of",
            first_value.swapcase(),
            "",
            f" {first_value}",
            f"{first_value},{first_value}",
            f"{first_value},unheard-of",
            f"unheard-of,{first_value}",
            first_value[:-1],
        ]
    if "pattern" in schema:
        invalid += ["unheard-of", ""]
    return invalid


UNUSUAL_TEXTS = ["ä", "\x00", "x" * 4000, "%", "'; --", "null", "1,2", "*", "\U0001f6f0"]


@by_operation
def test_unusual_text_in_a_query_gets_a_documented_status(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    names = [name for name, parameter in operation.named("query").items() if parameter.schema["type"] == "string"]
    for name, text in server.sample(itertools.product(names, UNUSUAL_TEXTS), 3, operation.id):
        unusual_call = replace(call, query=call.query | {name: text})
        assert_accepted(server, unusual_call, 400, 404, but_for=call, what=f"the query {name}={text[:20]!r}")


@by_operation
def test_query_at_a_bound_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    cases = [
        (name, value)
        for name, parameter in operation.named("query").items()
        for value in ([*at_bounds(parameter.schema)] or parameter.schema.get("enum", []))
    ]
    for name, value in server.sample(cases, 2, operation.id):
        bound_call = replace(call, query=call.query | {name: value})
        assert_accepted(server, bound_call, but_for=call, what=f"the query {name}={value}")


def at_bounds(schema: Mapping[str, Any]) -> Iterator[Any]:
    return (schema[bound] for bound in ("minimum", "maximum") if bound in schema)


of_visualizations = pytest.mark.tags("visualizations")


@of_visualizations
@pytest.mark.parametrize("bins", [1, 15])
def test_documented_numbers_of_bins_are_accepted(server: Server, inventory: Inventory, bins: int) -> None:
    call = inventory.valid(CONTRACT.operations["updateVisualizationMetadata"])
    call_with_bins = replace(call, body=call.body | {"dynamic_bins": bins})

    assert_accepted(server, call_with_bins, but_for=call, what=f"dynamic_bins={bins}")


@of_visualizations
@pytest.mark.parametrize("mode", ["dynamic", "theoretical"])
def test_bins_are_required_for_the_dynamic_mode_only(server: Server, inventory: Inventory, mode: str) -> None:
    call = inventory.valid(CONTRACT.operations["updateVisualizationMetadata"])
    call = replace(call, body=call.body | {"visualization_mode": mode})
    without = replace(call, body={name: value for name, value in call.body.items() if name != "dynamic_bins"})
    what = f"a legend in {mode} mode without dynamic_bins"

    server.value(call)
    if mode == "dynamic":
        assert_refused(server, without, 400, but_for=None, what=what)
    else:
        assert_accepted(server, without, but_for=None, what=what)


@of_visualizations
def test_null_bounds_are_accepted_in_dynamic_legends_only(server: Server, inventory: Inventory) -> None:
    call = inventory.valid(CONTRACT.operations["updateVisualizationMetadata"])
    legend = {date: [items[0] | {"min": None}, *items[1:]] for date, items in call.body["legend"].items()}
    call_with_null = replace(call, body=call.body | {"legend": legend})

    assert_accepted(server, call_with_null, but_for=call, what="a null bound in a dynamic legend")

    theoretical = {"visualization_mode": "theoretical"}
    good, invalid_call = (replace(item, body=item.body | theoretical) for item in (call, call_with_null))
    with server.unchanged(call.operation, call.path):
        assert_refused(server, invalid_call, 400, but_for=good, what="a null bound in a theoretical legend")


UNKNOWN_IDS = [
    "no-such-thing",
    "00000000-0000-0000-0000-000000000000",
    "a b",
    "ä",
    "a/b",
    "%2e",
    "x" * 300,
    "'; --",
    "\t",
]


@by_path
def test_unknown_id_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    with server.unchanged(operation, call.path):
        for name, unknown_id in server.sample(itertools.product(call.path, UNKNOWN_IDS), 1, operation.id):
            what = f"an unknown {name}, {unknown_id[:30]!r},"
            assert_refused(server, replace(call, path=call.path | {name: unknown_id}), 404, but_for=call, what=what)


NESTED = [operation for operation in WITH_PATH if len(operation.named("path")) > 1]


@pytest.mark.parametrize("operation", NESTED, ids=lambda operation: operation.id)
def test_id_below_another_parent_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    *parent_names, last_name = call.path
    if len(call.path[last_name]) < 8:
        not_applicable(f"a short {last_name} may exist below several parents")
    # In a quick run, the resources that exist must do.
    if not server.is_quick:
        create_siblings(server, inventory, call)
    lists = [item for item in list_operations() if required_parameters(item).keys() <= call.path.keys()]
    other_ids = {
        str(value)
        for item_list in lists
        for item in server.all_of(
            item_list.id, path={name: call.path[name] for name in required_parameters(item_list)}, known=server.is_quick
        )
        for name, value in item.items()
        if name in {*parent_names, "id", "name"} and value
    }
    # IDs of the same kind first: no server can take the others for one.
    like = {name: inventory.named(name) for name in parent_names}
    cases = [
        (name, value)
        for name, value in itertools.product(parent_names, sorted(other_ids, key=lambda item: (item not in like, item)))
        if value != call.path[name]
    ]
    same_kind = [(name, value) for name, value in cases if value in like[name]]
    if server.is_quick:
        cases = [*server.sample(same_kind, 2, operation.id), *server.sample(cases, 1, operation.id)]
    with server.unchanged(operation, call.path):
        for name, value in cases:
            what = f"a {name} that has no such {last_name}"
            assert_refused(server, replace(call, path=call.path | {name: value}), 404, but_for=call, what=what)


def create_siblings(server: Server, inventory: Inventory, call: Call) -> None:
    """Create one more of every resource that can be created below the path of a call."""
    for link in LINKS:
        create_operation = link.target
        if create_operation in CREATE_OPERATIONS and server.is_free(create_operation) and is_read_only(link.source):
            for values in inventory.along(link):
                shared_names = create_operation.named("path").keys() & values.keys()
                if shared_names and all(values[name] == call.path.get(name) for name in shared_names):
                    server.value(inventory.about(create_operation, values))


@by_example
def test_id_in_a_body_below_another_parent_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    bodies = [
        body
        for body in (call.body, *with_optional_ids(inventory, operation, call.body))
        if refers_to_owned_resource(call, body)
    ]
    if not bodies:
        not_applicable("the body has no ID that belongs to a resource of the path")
    with server.unchanged(operation, call.path):
        cases = [
            replace(call, path=call.path | {name: other_id}, body=body)
            for body, name in itertools.product(bodies, call.path)
            for other_id in inventory.named(name)
            if other_id != call.path[name]
        ]
        for other_call in server.sample(cases, 2, operation_label(operation)):
            assert_refused(server, other_call, 404, but_for=call, what="an ID in the body that another resource owns")


def refers_to_owned_resource(call: Call, body: Any) -> bool:
    """Whether a body refers to something that belongs to a resource of the path."""
    return any(
        call.path.keys() & required_parameters(list_operation).keys()
        for _, id_name, _ in ids_in(body)
        if (list_operation := list_operation_of(id_name))
    )


def with_optional_ids(inventory: Inventory, operation: Operation, body: Any) -> Iterator[Any]:
    """The body with each optional ID added."""
    schema, _ = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")
    for name, field_schema in schema["properties"].items():
        if name not in body and list_operation_of(name) and (ids := inventory.named(name)[-1:]):
            yield body | {name: ids if CONTRACT.resolve(field_schema, "")[0].get("type") == "array" else ids[0]}


@pytest.mark.parametrize(
    "operation",
    [operation for operation in WITH_BODY if not operation.raw["requestBody"].get("required")],
    ids=lambda operation: operation.id,
)
def test_optional_body_may_be_left_out(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)

    assert_accepted(server, replace(call, body=None), but_for=call, what="a request without the optional body")


@by_operation
def test_very_large_number_gets_a_documented_status(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    parameters = operation.named("query").values()
    names = [parameter.name for parameter in parameters if parameter.schema["type"] in {"integer", "number"}]
    for name, value in server.sample(itertools.product(names, (2**31, 2**63, 10**30)), 1, operation.id):
        large_call = replace(call, query=call.query | {name: value})
        assert_accepted(server, large_call, 400, but_for=call, what=f"the query {name}={value}")


@by_path
def test_id_that_resembles_an_existing_one_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    cases = [
        (name, similar_id)
        for name, value in call.path.items()
        for similar_id in resembling(value)
        if similar_id not in {value, "", *inventory.named(name)}
    ]
    with unchanged_unless_quick(server, call):
        for name, similar_id in server.sample(cases, 1, operation.id):
            what = f"{name}={similar_id!r}, in place of {call.path[name]!r},"
            assert_refused(server, replace(call, path=call.path | {name: similar_id}), 404, but_for=call, what=what)


def resembling(value: str) -> list[str]:
    return [value.swapcase(), value[:-1], value[1:], f"{value}x", f"{value[:-1]}*", f"{value[:-1]}%"]


@by_example
def test_position_with_altitude_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    call_with_altitude = replace(call, body=with_positions(call.body, lambda position: [*position, 920.5]))
    if call_with_altitude.body == call.body or CONTRACT.problems(operation.body[JSON], call_with_altitude.body):
        not_applicable("the body has no position, or the schema allows no altitude")

    assert_accepted(server, call_with_altitude, but_for=call, what="a position with an altitude")


@by_example
def test_unknown_id_in_a_body_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    cases = [
        case
        for case in bodies_with_unknown_ids(operation, call.body)
        if server.may_send(replace(call, body=case.body)) and not CONTRACT.problems(operation.body[JSON], case.body)
    ]
    if not cases:
        end_without_request(server, call, "the body has no IDs")
    with server.unchanged(operation, call.path):
        for case in server.sample(cases, 3, operation_label(operation)):
            answer = server.ask(replace(call, body=case.body))
            # A duplicate may be refused with 400.
            allowed = {400, 404} if case.is_repeated else {404}
            is_empty = is_read_only(operation) and finds_nothing(answer.json())
            if answer.status_code not in allowed and not is_empty:
                if answer.status_code not in operation.successes:
                    must_succeed(server, replace(call, body=made_unique(operation, call.body)))
                expected = f"an unknown ID in {case.pointer} must be refused with {either(allowed)}"
                pytest.fail(f"{expected}, {described(answer, replace(call, body=case.body))}")


class UnknownId(NamedTuple):
    """A body with an unknown ID at a pointer, and whether it has some of its items twice."""

    pointer: str
    body: Any
    is_repeated: bool


def bodies_with_unknown_ids(operation: Operation, good: Any) -> Iterator[UnknownId]:
    """Bodies with one unknown ID; optional IDs are added, lists repeated, and dry runs refuse the same."""
    optional_bodies = [*with_optional_fields(operation.body[JSON], good)]
    dry_runs = [body | {switch: True} for switch in dry_run_switches(operation) for body in (good, *optional_bodies)]
    repeated_bodies = [*with_repeated_lists(good)]
    for body in (good, *optional_bodies, *repeated_bodies, *dry_runs):
        for id_pointer, id_name, value in ids_in(body):
            if id_name in UNCHECKED_IDS:
                continue
            parent_pointer, _, name = id_pointer.rpartition("/")
            for unknown_id in unknown_ids_for(value):
                # A search for an existing and an unknown ID finds the existing one.
                if isinstance(unknown_id, list) and len(unknown_id) > 1 and is_read_only(operation):
                    continue
                invalid_body = copy.deepcopy(body)
                value_at(invalid_body, parent_pointer)[name] = unknown_id
                yield UnknownId(id_pointer, invalid_body, body in repeated_bodies)


def end_without_request(server: Server, call: Call, reason: str) -> NoReturn:
    """End a check that had nothing to send: not applicable, or skipped because the call costs tokens here."""
    if server.may_send(call):
        not_applicable(reason)
    skip(f"{call.operation.id} costs tokens, so only its dry run is sent")


@pytest.mark.crawls
def test_errors_of_different_statuses_have_different_codes(server: Server, inventory: Inventory) -> None:
    """Programs tell errors apart by their codes."""
    codes: dict[int, set[str]] = {}
    for call in valid_calls(inventory, server.sample(OPERATIONS, 6, "codes")):
        answers = [server.ask(replace(call, path=call.path | {name: "no-such-thing"})) for name in call.path]
        answers += [server.ask(replace(call, body={name: [[]] for name in call.body}))] if call.body else []
        answers += [server.ask(call, key=None), server.send("TRACE", call.url)]
        # The second is the same again, which may conflict.
        answers += [server.ask(call), server.ask(call)] if "409" in call.operation.answers else []
        for answer in answers:
            if answer.status_code >= 400 and answer.headers.get("content-type", "").startswith(JSON):
                codes.setdefault(answer.status_code, set()).add(answer.json()["error"]["code"])

    require(len(codes) > 2, "errors with fewer than three statuses have a body to compare")
    for (first_status, first_codes), (second_status, second_codes) in itertools.combinations(codes.items(), 2):
        both = first_codes & second_codes
        assert not both, f"{first_status} and {second_status} must have different codes, both have {sorted(both)}"


# The operation that runs a block with inputs.
CREATE_INSIGHT = CONTRACT.operations["createInsight"]


def invalid_insights(inventory: Inventory) -> Iterator[tuple[str, Any]]:
    """Bodies of insights with inputs that their block does not take."""
    body = inventory.valid(CREATE_INSIGHT).body
    blocks_by_name = {item["spec"]["name"]: item for item in inventory.server.all_of("listBlocks")}
    accepted_inputs = {item["name"]: item for item in blocks_by_name[body["block"]["name"]]["spec"]["inputs"]}
    sent_inputs = body["input"]
    for position, sent_input in enumerate(sent_inputs):
        before, after = sent_inputs[:position], sent_inputs[position + 1 :]
        yield f"without {sent_input['name']}", body | {"input": [*before, *after]}
        yield (
            f"with {sent_input['name']} under another name",
            body | {"input": [*before, sent_input | {"name": "no-such"}, *after]},
        )
        yield f"with {sent_input['name']} twice", body | {"input": [*sent_inputs, sent_input]}
        empty_input = {
            name: value for name, value in sent_input.items() if name not in {"value", "stac_url", "asset_source"}
        }
        yield f"with nothing in {sent_input['name']}", body | {"input": [*before, empty_input, *after]}
        if accepted_inputs[sent_input["name"]]["format"] == "number":
            yield (
                f"with a word for {sent_input['name']}",
                body | {"input": [*before, sent_input | {"value": "much"}, *after]},
            )
    yield (
        "with one that the block does not take",
        body | {"input": [*sent_inputs, sent_inputs[-1] | {"name": "no-such"}]},
    )
    for block in inventory.server.all_of("listBlocks"):
        if block["id"] not in {item["id"] for item in inventory.server.all_of("listBlocks", query={"mode": "insight"})}:
            block_reference = {"id": block["id"], "name": block["spec"]["name"], "version": block["spec"]["version"]}
            inputs = [{**item, "value": "1"} for item in block["spec"]["inputs"]]
            yield (
                f"of {block_reference['name']}, a block for workflows alone",
                body | {"block": block_reference, "input": inputs},
            )


@pytest.mark.tags("insights", "blocks")
def test_insight_input_that_its_block_does_not_take_is_refused(server: Server, inventory: Inventory) -> None:
    if not server.is_free(CREATE_INSIGHT):
        skip("running an insight costs tokens")
    call = inventory.valid(CREATE_INSIGHT)
    cases = [*invalid_insights(inventory)]
    require(any("for workflows" in label for label, _ in cases), "every block can be used in insights")
    with server.unchanged(call.operation, call.path):
        for label, body in cases:
            assert_refused(server, replace(call, body=body), 400, 404, but_for=call, what=f"an insight {label}")


@pytest.mark.tags("aois", "satellites")
def test_aoi_of_another_satellite_or_provider_is_refused(server: Server, inventory: Inventory) -> None:
    create_aoi = CONTRACT.operations["createAoi"]
    call = inventory.valid(create_aoi)
    satellites = server.all_of("listSatellites", known=True)
    providers = {item["id"]: {collection["provider"] for collection in item["collections"]} for item in satellites}
    satellite_id = call.body["satellite_id"]
    changes = [{"satellite_id": other_id} for other_id in providers if other_id != satellite_id]
    all_providers = {provider for names in providers.values() for provider in names}
    changes += [{"provider": provider} for provider in sorted(all_providers - providers[satellite_id])]
    require(len(changes) > 1, "the server has only one satellite or one provider")
    with server.unchanged(create_aoi):
        for change in [*server.sample(changes[:-1], 2, "createAoi"), changes[-1]]:
            other_call = replace(call, body=made_unique(create_aoi, call.body) | change)
            assert_refused(server, other_call, 400, 404, but_for=call, what=f"an AOI with images of another {change}")


@by_example
def test_id_given_twice_still_exists(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    tested = 0
    for id_pointer, id_name, value in ids_in(call.body):
        if isinstance(value, list) and value and server.may_send(call):
            parent_pointer, _, name = id_pointer.rpartition("/")
            body = copy.deepcopy(made_unique(operation, call.body))
            value_at(body, parent_pointer)[name] = [*value, value[0]]
            # It is not documented whether a duplicate is accepted, but a 404 would be wrong.
            assert_accepted(server, replace(call, body=body), 400, but_for=call, what=f"{id_name} with an ID twice")
            tested += 1
    if not tested:
        end_without_request(server, call, "the body has no list of IDs")


def unknown_ids_for(value: Any) -> list[Any]:
    """Unknown IDs that replace an ID, or lists that replace a list: an unknown ID alone, and after existing IDs."""
    if isinstance(value, list):
        return [[str(uuid.uuid4())], [*value, str(uuid.uuid4())]]
    return [str(uuid.uuid4())]


def with_repeated_lists(body: Any) -> Iterator[Any]:
    """The body with each of its lists of objects repeated, so that later items are tested too."""
    for name, value in body.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield body | {name: [*value, *copy.deepcopy(value)]}


# IDs that the server does not have to know: accounts of cloud providers, and satellites that are not listed.
UNCHECKED_IDS = {"access_key_id", "satellite_id"}


@by_example
def test_invalid_polygon_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    cases = [*invalid_rings(call.body)]
    if not cases:
        not_applicable("the body has no area")
    with server.unchanged(operation, call.path):
        for label, body in server.sample(cases, 1, operation_label(operation)):
            invalid_call = replace(call, body=body)
            if server.may_send(invalid_call):
                assert_refused(server, invalid_call, 400, but_for=call, what=label)


@of_visualizations
@pytest.mark.parametrize("field", ["index_id", "src_asset_ids"])
def test_visualization_with_unknown_id_is_404(server: Server, inventory: Inventory, field: str) -> None:
    call = inventory.valid(CONTRACT.operations["createVisualization"])
    unknown = {field: ["no-such-thing"] if field.endswith("s") else "no-such-thing"}

    with server.unchanged(call.operation, call.path):
        assert_refused(server, replace(call, body=call.body | unknown), 404, but_for=call, what=f"{unknown}")


@pytest.mark.tags("visualizations", "indices")
@pytest.mark.parametrize("name", ["rollbackVisualizationMetadata", "generateVisualizationPng"])
def test_index_of_another_visualization_is_404(server: Server, inventory: Inventory, name: str) -> None:
    indices = server.all_of("listIndices", known=True)
    other_indices = [index["id"] for index in indices if index["id"] != inventory.index_id]
    call = inventory.valid(CONTRACT.operations[name])
    with server.unchanged(call.operation, call.path):
        for index_id in [*other_indices[:2], "no-such-thing"]:
            other_call = replace(call, body=call.body | {"index_id": index_id})
            assert_refused(server, other_call, 404, but_for=call, what="an index that the visualization does not show")


@of_visualizations
@pytest.mark.parametrize(
    "name",
    [
        "updateVisualizationMetadata",
        "rollbackVisualizationMetadata",
        "generateVisualizationPng",
        "generateVisualizationSld",
    ],
)
def test_date_without_imagery_is_404(server: Server, inventory: Inventory, name: str) -> None:
    call = inventory.valid(CONTRACT.operations[name])
    body = copy.deepcopy(call.body)
    if "date" in body:
        body["date"] = "1999_01_01"
    elif "dates" in body:
        body["dates"] = [*body["dates"], "1999_01_01"]
    else:
        body["legend"]["1999_01_01"] = [{"label": "Low", "color": "#000000", "min": 0, "max": 1}]

    with server.unchanged(call.operation, call.path):
        invalid_call = replace(call, body=body)
        assert_refused(server, invalid_call, 404, but_for=call, what="a date on which there is no image")


# The methods of a path are the same for all its operations.
FIRST_OF_PATHS = {operation.path: operation for operation in reversed(OPERATIONS)}


@pytest.mark.parametrize("operation", FIRST_OF_PATHS.values(), ids=lambda operation: operation.id)
def test_unsupported_method_is_405_and_names_the_supported_ones(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    url = inventory.valid(operation).url
    supported_methods = {candidate.method for candidate in OPERATIONS if candidate.path == operation.path}
    methods = {name.upper() for name in METHODS} - supported_methods - {"HEAD", "OPTIONS", "TRACE"}
    for method in server.sample(sorted(methods), 1, operation.id):
        answer = server.send(method, url)

        came = f"is answered with {answer.status_code} {answer.text[:200]}: {method} {url}"
        assert answer.status_code == 405, f"an unsupported method must be refused with 405, {came}"
        observe_form(server, f"{method} {operation.path}", answer)
        allowed = {name.strip() for name in answer.headers.get("allow", "").split(",")}
        assert allowed >= supported_methods, (
            f"the header Allow must name {sorted(supported_methods)}, names {sorted(allowed)}: {method} {url}"
        )


def observe_form(server: Server, name: str, answer: httpx.Response) -> None:
    """Record it as a finding if an error has not the form of all errors. No page says that of other servers' errors."""
    problems = CONTRACT.problems("/components/schemas/ErrorResponse", json_of(answer)) if server.is_sandbox else []
    rule = "an error has the form of all errors"
    server.run.observe(name, answer.status_code, [Departure("", rule, problem) for problem in problems])


@pytest.mark.parametrize("path", ["/", "/v0", "/v0/nothing", "/v0/aois/", "/v1/aois", "/V0/AOIS", "/v0//aois"])
def test_unknown_path_is_404(server: Server, path: str) -> None:
    answer = server.send("GET", path)

    came = f"is answered with {answer.status_code} {answer.text[:200]}"
    assert answer.status_code == 404, f"a path that the contract does not have must be refused with 404, {came}: {path}"
    observe_form(server, f"GET {path}", answer)


@pytest.mark.crawls
def test_valid_request_to_each_operation_succeeds(server: Server, inventory: Inventory) -> None:
    for call in valid_calls(inventory, OPERATIONS):
        # In a quick run, a success that another check has got is enough.
        if server.is_quick and is_read_only(call.operation) and server.world.get(server.key, call) is not None:
            continue
        assert_accepted(server, call, but_for=None, what="a valid request")
