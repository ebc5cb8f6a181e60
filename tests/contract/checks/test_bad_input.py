"""Invalid requests are refused as documented and change nothing; valid requests at a bound are accepted.

Every invalid request is a valid one with existing IDs and one error.
"""

from __future__ import annotations

import copy
import itertools
import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from tests.contract.model.comparison import changed_values
from tests.contract.model.creation import CREATE_OPERATIONS
from tests.contract.model.examples import example_variants, made_unique, operation_label
from tests.contract.model.invalid_payloads import invalid_bodies, invalid_rings
from tests.contract.model.inventory import Inventory
from tests.contract.model.links import LINKS
from tests.contract.model.operations import (
    CONTRACT,
    OPERATIONS,
    Call,
    call_of,
    dry_run_switches,
    finds_nothing,
    is_read_only,
    list_operation_of,
    list_operations,
    required_parameters,
)
from tests.contract.model.payloads import boundary_bodies, ids_in, with_optional_fields, with_positions
from tests.contract.outcomes import not_applicable, require, skip
from tests.contract.transport.server import Server
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


def assert_refused(server: Server, call: Call, status: int, **options: Any) -> None:
    answer = server.ask(call, **options)

    assert answer.status_code == status, f"{call}: {answer.status_code} {answer.text[:300]}"


@by_example
def test_invalid_body_is_400_and_changes_nothing(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    pointer = operation.body[JSON]
    tested = 0
    with server.unchanged(operation):
        for label, body in invalid_bodies(pointer, call.body):
            invalid_call = replace(call, body=body)
            # An invalid order that is no dry run is not sent to a real service.
            if not server.may_send(invalid_call):
                continue
            # Sent as it is, because the call would leave out a null body.
            answer = server.ask(invalid_call, content=json.dumps(body).encode(), headers={"Content-Type": JSON})
            assert answer.status_code == 400, f"{label}: {invalid_call}: {answer.status_code} {answer.text[:300]}"
            message = answer.json()["error"]["message"]
            assert names_wrong_field(label, message), f"{label}: the message does not name the wrong field: {message}"
            tested += 1
    require(tested > 1, "the schema allows every change of the body")


def names_wrong_field(label: str, message: str) -> bool:
    """Whether a message names the wrong field, or an object that contains it."""
    pointer = label.partition(" ")[0]
    names = [name for name in pointer.split("/") if name and not name.isdigit()]
    return not names or any(name in message for name in names)


# Rules that no schema states: a provider has certain satellites, a block certain inputs.
UNSTATED_RULES = {("createAoi", "/provider"), ("createInsight", "/input")}


@by_example
def test_body_at_a_bound_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    pointer = operation.body[JSON]
    call = inventory.valid(operation)
    for label, boundary_body in boundary_bodies(pointer, call.body):
        body = boundary_body
        if any(
            operation.id == operation_id and label.startswith(field_pointer)
            for operation_id, field_pointer in UNSTATED_RULES
        ):
            continue
        if not server.may_send(replace(call, body=body)):
            continue
        answer = server.ask(replace(call, body=body))
        if answer.status_code == 409:
            body = made_unique(operation, body)
            answer = server.ask(replace(call, body=body))
        # 404: an ID in the body may be unknown.
        assert answer.status_code in {*operation.successes, 404}, (
            f"{label}: {json.dumps(body)}: {answer.status_code} {answer.text[:300]}"
        )
        # A field that has no meaning beside others may be stored with another value.
        is_stored_as_sent = operation.method == "POST" and not is_read_only(operation) and not label.endswith(" added")
        if answer.status_code in operation.successes and is_stored_as_sent:
            stored = answer.json()
            # The answer may use the name of the switch for the estimate.
            sent_fields = {name: value for name, value in body.items() if name not in dry_run_switches(operation)}
            assert not [*changed_values(sent_fields, stored)], f"{label}: {[*changed_values(sent_fields, stored)]}"


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
    with server.unchanged(operation):
        for content in MALFORMED_JSON.values():
            if content or required:
                assert_refused(server, call, 400, content=content, headers={"Content-Type": JSON})


@by_body
def test_other_media_type_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    with server.unchanged(operation):
        for name in ("text/plain", "application/xml", "application/x-www-form-urlencoded", ""):
            assert_refused(server, call, 400, headers={"Content-Type": name})


@by_body
def test_huge_body_is_413(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    call.body = call.body | {"padding": "x" * MAX_BODY}

    with server.unchanged(operation):
        assert_refused(server, call, 413)


@by_body
def test_charset_after_the_media_type_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    answer = server.ask(inventory.valid(operation), headers={"Content-Type": f"{JSON}; charset=utf-8"})

    assert answer.status_code in operation.successes


@by_body
def test_unknown_field_in_a_body_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    call.body = call.body | {"something_new": {"a": [1]}}

    assert server.ask(call).status_code in operation.successes


@by_operation
def test_invalid_query_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    with server.unchanged(operation):
        for name, parameter in operation.named("query").items():
            for value in invalid_values(parameter):
                assert_refused(server, replace(call, query=call.query | {name: value}), 400)
            if parameter.required:
                other_parameters = {other_name: value for other_name, value in call.query.items() if other_name != name}
                assert_refused(server, replace(call, query=other_parameters), 400)


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
    for name, parameter in operation.named("query").items():
        for text in UNUSUAL_TEXTS if parameter.schema["type"] == "string" else ():
            answer = server.ask(replace(call, query=call.query | {name: text}))

            assert answer.status_code in {*operation.successes, 400, 404}, f"{name}={text!r}: {answer.status_code}"


@by_operation
def test_query_at_a_bound_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    for name, parameter in operation.named("query").items():
        bounds = [parameter.schema[bound] for bound in ("minimum", "maximum") if bound in parameter.schema]
        allowed = bounds or parameter.schema.get("enum", [])
        for value in allowed:
            call = inventory.valid(operation)
            answer = server.ask(replace(call, query=call.query | {name: value}))
            assert answer.status_code in operation.successes, f"{name}={value}: {answer.text}"


@pytest.mark.parametrize("bins", [1, 15])
def test_documented_numbers_of_bins_are_accepted(server: Server, inventory: Inventory, bins: int) -> None:
    call = inventory.valid(CONTRACT.operations["updateVisualizationMetadata"])
    call.body["dynamic_bins"] = bins

    assert server.ask(call).status_code == 200


@pytest.mark.parametrize("mode", ["dynamic", "theoretical"])
def test_bins_are_required_for_the_dynamic_mode_only(server: Server, inventory: Inventory, mode: str) -> None:
    call = inventory.valid(CONTRACT.operations["updateVisualizationMetadata"])
    call.body["visualization_mode"] = mode
    assert server.ask(call).status_code == 200

    del call.body["dynamic_bins"]
    assert server.ask(call).status_code == (400 if mode == "dynamic" else 200)


def test_null_bounds_are_accepted_in_dynamic_legends_only(server: Server, inventory: Inventory) -> None:
    call = inventory.valid(CONTRACT.operations["updateVisualizationMetadata"])
    for items in call.body["legend"].values():
        items[0]["min"] = None
    assert server.ask(call).status_code == 200

    call.body["visualization_mode"] = "theoretical"
    with server.unchanged(call.operation):
        assert_refused(server, call, 400)


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
    with server.unchanged(operation):
        for name, unknown_id in itertools.product(operation.named("path"), UNKNOWN_IDS):
            assert_refused(server, replace(call, path=call.path | {name: unknown_id}), 404)


NESTED = [operation for operation in WITH_PATH if len(operation.named("path")) > 1]


@pytest.mark.parametrize("operation", NESTED, ids=lambda operation: operation.id)
def test_id_below_another_parent_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    *parent_names, last_name = call.path
    if len(call.path[last_name]) < 8:
        not_applicable(f"a short {last_name} may exist below several parents")
    create_siblings(server, inventory, call)
    other_ids = {
        str(value)
        for operation in list_operations()
        if required_parameters(operation).keys() <= call.path.keys()
        for item in server.all_of(operation.id, path={name: call.path[name] for name in required_parameters(operation)})
        for name, value in item.items()
        if name in {*parent_names, "id", "name"} and value
    }
    with server.unchanged(operation):
        for name, value in itertools.product(parent_names, sorted(other_ids)):
            if value != call.path[name]:
                assert_refused(server, replace(call, path=call.path | {name: value}), 404)


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
    with server.unchanged(operation):
        for body, name in itertools.product(bodies, call.path):
            for other_id in inventory.named(name):
                if other_id != call.path[name]:
                    assert_refused(server, replace(call, path=call.path | {name: other_id}, body=body), 404)


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
    assert server.ask(replace(inventory.valid(operation), body=None)).status_code in operation.successes


@by_operation
def test_very_large_number_gets_a_documented_status(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    for name, parameter in operation.named("query").items():
        for value in (2**31, 2**63, 10**30) if parameter.schema["type"] in {"integer", "number"} else ():
            answer = server.ask(replace(call, query=call.query | {name: value}))

            assert answer.status_code in {*operation.successes, 400}, f"{name}={value}: {answer.status_code}"


@by_path
def test_id_that_resembles_an_existing_one_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    with server.unchanged(operation):
        for name, value in call.path.items():
            similar_ids = {value.swapcase(), value[:-1], value[1:], f"{value}x", f"{value[:-1]}*", f"{value[:-1]}%"}
            for similar_id in sorted(similar_ids - {value, "", *inventory.named(name)}):
                assert_refused(server, replace(call, path=call.path | {name: similar_id}), 404)


@by_example
def test_position_with_altitude_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    call_with_altitude = replace(call, body=with_positions(call.body, lambda position: [*position, 920.5]))
    if call_with_altitude.body == call.body or CONTRACT.problems(operation.body[JSON], call_with_altitude.body):
        not_applicable("the body has no position, or the schema allows no altitude")

    assert server.ask(call_with_altitude).status_code in operation.successes


@by_example
def test_unknown_id_in_a_body_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    pointer = operation.body[JSON]
    tested = 0
    with server.unchanged(operation):
        repeated_bodies = [*with_repeated_lists(call.body)]
        optional_bodies = [*with_optional_fields(pointer, call.body)]
        # A dry run refuses the same bodies.
        dry_run_bodies = [
            body | {switch: True} for switch in dry_run_switches(operation) for body in (call.body, *optional_bodies)
        ]
        for body in (call.body, *optional_bodies, *repeated_bodies, *dry_run_bodies):
            # A duplicate may be refused with 400.
            allowed_statuses = {400, 404} if body in repeated_bodies else {404}
            for id_pointer, id_name, value in ids_in(body):
                if id_name in UNCHECKED_IDS:
                    continue
                invalid_body = copy.deepcopy(body)
                parent_pointer, _, name = id_pointer.rpartition("/")
                parent = value_at(invalid_body, parent_pointer)
                for unknown_id in unknown_ids_for(value):
                    # A search for an existing and an unknown ID finds the existing one.
                    if isinstance(unknown_id, list) and len(unknown_id) > 1 and is_read_only(operation):
                        continue
                    parent[name] = unknown_id
                    invalid_call = replace(call, body=invalid_body)
                    if CONTRACT.problems(pointer, invalid_body) or not server.may_send(invalid_call):
                        continue
                    answer = server.ask(invalid_call)
                    is_empty = is_read_only(operation) and finds_nothing(answer.json())
                    assert answer.status_code in allowed_statuses or is_empty, (
                        f"{id_pointer}: {invalid_call}: {answer.status_code} {answer.text[:300]}"
                    )
                    tested += 1
    if not tested:
        end_without_request(server, call, "the body has no IDs")


def end_without_request(server: Server, call: Call, reason: str) -> NoReturn:
    """End a check that had nothing to send: not applicable, or skipped because the call costs tokens here."""
    if server.may_send(call):
        not_applicable(reason)
    skip(f"{call.operation.id} costs tokens, so only its dry run is sent")


def test_errors_of_different_statuses_have_different_codes(server: Server, inventory: Inventory) -> None:
    """Programs tell errors apart by their codes."""
    codes: dict[int, set[str]] = {}
    for operation in filter(server.is_free, OPERATIONS):
        call = inventory.valid(operation)
        answers = [server.ask(replace(call, path=call.path | {name: "no-such-thing"})) for name in call.path]
        answers += [server.ask(replace(call, body={name: [[]] for name in call.body}))] if call.body else []
        answers += [server.ask(call, key=None), server.send("TRACE", call.url)]
        answers += (
            [server.ask(replace(call, body=inventory.valid(operation).body))] if "409" in operation.answers else []
        )
        for answer in answers:
            if answer.status_code >= 400 and answer.headers.get("content-type", "").startswith(JSON):
                codes.setdefault(answer.status_code, set()).add(answer.json()["error"]["code"])

    require(len(codes) > 2, f"only errors of {sorted(codes)} were answered")
    for (first_status, first_codes), (second_status, second_codes) in itertools.combinations(codes.items(), 2):
        assert not first_codes & second_codes, (
            f"{first_status} and {second_status} have the same code: {first_codes & second_codes}"
        )


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


def test_insight_input_that_its_block_does_not_take_is_refused(server: Server, inventory: Inventory) -> None:
    if not server.is_free(CREATE_INSIGHT):
        skip("running an insight costs tokens")
    call = inventory.valid(CREATE_INSIGHT)
    cases = [*invalid_insights(inventory)]
    require(any("for workflows" in label for label, _ in cases), "every block can be used in insights")
    with server.unchanged(call.operation):
        for label, body in cases:
            answer = server.ask(replace(call, body=body))
            assert answer.status_code in {400, 404}, f"{label}: {answer.status_code} {answer.text[:300]}"


def test_aoi_of_another_satellite_or_provider_is_refused(server: Server, inventory: Inventory) -> None:
    create_aoi = CONTRACT.operations["createAoi"]
    call = inventory.valid(create_aoi)
    satellites = server.all_of("listSatellites")
    providers = {item["id"]: {collection["provider"] for collection in item["collections"]} for item in satellites}
    satellite_id = call.body["satellite_id"]
    changes = [{"satellite_id": other_id} for other_id in providers if other_id != satellite_id]
    all_providers = {provider for names in providers.values() for provider in names}
    changes += [{"provider": provider} for provider in sorted(all_providers - providers[satellite_id])]
    require(len(changes) > 1, "the server has only one satellite or one provider")
    with server.unchanged(create_aoi):
        for change in changes:
            answer = server.ask(replace(call, body=made_unique(create_aoi, call.body) | change))
            assert answer.status_code in {400, 404}, f"{change}: {answer.status_code} {answer.text[:300]}"


@by_example
def test_id_given_twice_still_exists(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    tested = 0
    for id_pointer, id_name, value in ids_in(call.body):
        if isinstance(value, list) and value and server.may_send(call):
            parent_pointer, _, name = id_pointer.rpartition("/")
            body = copy.deepcopy(made_unique(operation, call.body))
            value_at(body, parent_pointer)[name] = [*value, value[0]]
            answer = server.ask(replace(call, body=body))
            # It is not documented whether a duplicate is accepted, but a 404 would be wrong.
            assert answer.status_code in {*operation.successes, 400}, f"{id_name} twice: {answer.text[:300]}"
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
    with server.unchanged(operation):
        for label, body in cases:
            invalid_call = replace(call, body=body)
            if server.may_send(invalid_call):
                answer = server.ask(invalid_call)
                assert answer.status_code == 400, f"{label}: {invalid_call}: {answer.status_code} {answer.text[:300]}"


@pytest.mark.parametrize("field", ["index_id", "src_asset_ids"])
def test_visualization_with_unknown_id_is_404(server: Server, inventory: Inventory, field: str) -> None:
    call = inventory.valid(CONTRACT.operations["createVisualization"])
    call.body = call.body | {field: ["no-such-thing"] if field.endswith("s") else "no-such-thing"}

    with server.unchanged(call.operation):
        assert_refused(server, call, 404)


@pytest.mark.parametrize("name", ["rollbackVisualizationMetadata", "generateVisualizationPng"])
def test_index_of_another_visualization_is_404(server: Server, inventory: Inventory, name: str) -> None:
    other_indices = [index["id"] for index in server.all_of("listIndices") if index["id"] != inventory.index_id]
    with server.unchanged(CONTRACT.operations[name]):
        for index_id in [*other_indices[:2], "no-such-thing"]:
            call = inventory.valid(CONTRACT.operations[name])
            call.body["index_id"] = index_id

            assert_refused(server, call, 404)


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

    with server.unchanged(call.operation):
        assert_refused(server, replace(call, body=body), 404)


@by_operation
def test_unsupported_method_is_405_and_names_the_supported_ones(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    url = inventory.valid(operation).url
    supported_methods = {candidate.method for candidate in OPERATIONS if candidate.path == operation.path}
    for method in {name.upper() for name in METHODS} - supported_methods - {"HEAD", "OPTIONS", "TRACE"}:
        answer = server.send(method, url)

        assert answer.status_code == 405, f"{method} {url}: {answer.status_code}"
        assert not CONTRACT.problems("/components/schemas/ErrorResponse", answer.json())
        assert {name.strip() for name in answer.headers["allow"].split(",")} >= supported_methods


@pytest.mark.parametrize("path", ["/", "/v0", "/v0/nothing", "/v0/aois/", "/v1/aois", "/V0/AOIS", "/v0//aois"])
def test_unknown_path_is_404(server: Server, path: str) -> None:
    answer = server.send("GET", path)

    assert answer.status_code == 404
    assert not CONTRACT.problems("/components/schemas/ErrorResponse", answer.json())


def test_valid_request_to_each_operation_succeeds(server: Server, inventory: Inventory) -> None:
    for operation in filter(server.is_free, OPERATIONS):
        answer = server.ask(inventory.valid(operation))
        assert answer.status_code in operation.successes, f"{operation.id}: {answer.text}"
    assert call_of("getAoi", path={"aoi_id": inventory.aoi_id}).url.endswith(inventory.aoi_id)
