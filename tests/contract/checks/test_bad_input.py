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
    "operation", [item for all_ in WITH_BODY for item in example_variants(all_)], ids=operation_label
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
    tried = 0
    with server.unchanged():
        for what, body in invalid_bodies(pointer, call.body):
            bad = replace(call, body=body)
            # An invalid order that is no dry run is not sent to a real service.
            if not server.may_send(bad):
                continue
            # Sent as it is, because the call would leave out a null body.
            answer = server.ask(bad, content=json.dumps(body).encode(), headers={"Content-Type": JSON})
            assert answer.status_code == 400, f"{what}: {bad}: {answer.status_code} {answer.text[:300]}"
            message = answer.json()["error"]["message"]
            assert is_about(what, message), f"{what}: the message does not name the wrong field: {message}"
            tried += 1
    require(tried > 1, "the schema allows every change of the body")


def is_about(what: str, message: str) -> bool:
    """Whether a message names the wrong field, or an object that contains it."""
    place = what.partition(" ")[0]
    names = [name for name in place.split("/") if name and not name.isdigit()]
    return not names or any(name in message for name in names)


# Rules that no schema states: a provider has certain satellites, a block certain inputs.
RULED = {("createAoi", "/provider"), ("createInsight", "/input")}


@by_example
def test_body_at_a_bound_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    pointer = operation.body[JSON]
    call = inventory.valid(operation)
    for what, good in boundary_bodies(pointer, call.body):
        body = good
        if any(operation.id == ruled and what.startswith(place) for ruled, place in RULED):
            continue
        if not server.may_send(replace(call, body=body)):
            continue
        answer = server.ask(replace(call, body=body))
        if answer.status_code == 409:
            body = made_unique(operation, body)
            answer = server.ask(replace(call, body=body))
        # An ID in the body need not exist.
        assert answer.status_code in {*operation.successes, 404}, (
            f"{what}: {json.dumps(body)}: {answer.status_code} {answer.text[:300]}"
        )
        # A field that has no meaning beside others may be stored with another value.
        kept_as_sent = operation.method == "POST" and not is_read_only(operation) and not what.endswith(" added")
        if answer.status_code in operation.successes and kept_as_sent:
            kept = answer.json()
            # The answer may use the name of the switch for the estimate.
            sent = {name: part for name, part in body.items() if name not in dry_run_switches(operation)}
            assert not [*changed_values(sent, kept)], f"{what}: {[*changed_values(sent, kept)]}"


NOT_JSON: dict[str, bytes] = {
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
    with server.unchanged():
        for content in NOT_JSON.values():
            if content or required:
                assert_refused(server, call, 400, content=content, headers={"Content-Type": JSON})


@by_body
def test_other_media_type_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    with server.unchanged():
        for name in ("text/plain", "application/xml", "application/x-www-form-urlencoded", ""):
            assert_refused(server, call, 400, headers={"Content-Type": name})


@by_body
def test_huge_body_is_413(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    call.body = call.body | {"padding": "x" * MAX_BODY}

    with server.unchanged():
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
    with server.unchanged():
        for name, parameter in operation.named("query").items():
            for value in wrong_values(parameter):
                assert_refused(server, replace(call, query=call.query | {name: value}), 400)
            if parameter.required:
                rest = {other: value for other, value in call.query.items() if other != name}
                assert_refused(server, replace(call, query=rest), 400)


def wrong_values(parameter: Parameter) -> list[Any]:
    """Values that the schema of a parameter does not allow."""
    schema = parameter.schema
    wrong: list[Any] = [""] if schema.get("minLength") else []
    if schema["type"] == "integer":
        wrong += ["many", "1.5", "", "0x1", "1 2", "null", "1e1", "--1"]
        wrong += [schema["minimum"] - 1, schema["minimum"] - 10**9] if "minimum" in schema else []
        wrong += [schema["maximum"] + 1] if "maximum" in schema else []
    if "enum" in schema:
        first = schema["enum"][0]
        wrong += ["unheard-of", first.swapcase(), "", f" {first}", f"{first},{first}", first[:-1]]
    if "pattern" in schema:
        wrong += ["unheard-of", ""]
    return wrong


ODD_TEXTS = ["ä", "\x00", "x" * 4000, "%", "'; --", "null", "1,2", "*", "\U0001f6f0"]


@by_operation
def test_unusual_text_in_a_query_gets_a_documented_status(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    for name, parameter in operation.named("query").items():
        for text in ODD_TEXTS if parameter.schema["type"] == "string" else ():
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
    with server.unchanged():
        assert_refused(server, call, 400)


ODD_IDS = ["no-such-thing", "00000000-0000-0000-0000-000000000000", "a b", "ä", "a/b", "%2e", "x" * 300, "'; --", "\t"]


@by_path
def test_unknown_id_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    with server.unchanged():
        for name, odd in itertools.product(operation.named("path"), ODD_IDS):
            assert_refused(server, replace(call, path=call.path | {name: odd}), 404)


BELOW = [operation for operation in WITH_PATH if len(operation.named("path")) > 1]


@pytest.mark.parametrize("operation", BELOW, ids=lambda operation: operation.id)
def test_id_below_another_parent_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    *above, last = call.path
    if len(call.path[last]) < 8:
        not_applicable(f"a short {last} may exist below several parents")
    one_more(server, inventory, call)
    others = {
        str(value)
        for operation in list_operations()
        if required_parameters(operation).keys() <= call.path.keys()
        for item in server.all_of(operation.id, path={name: call.path[name] for name in required_parameters(operation)})
        for name, value in item.items()
        if name in {*above, "id", "name"} and value
    }
    with server.unchanged():
        for name, value in itertools.product(above, sorted(others)):
            if value != call.path[name]:
                assert_refused(server, replace(call, path=call.path | {name: value}), 404)


def one_more(server: Server, inventory: Inventory, call: Call) -> None:
    """Create one more of every resource that can be created below the path of a call."""
    for link in LINKS:
        maker = link.target
        if maker in CREATE_OPERATIONS and server.is_free(maker) and is_read_only(link.source):
            for values in inventory.along(link):
                here = maker.named("path").keys() & values.keys()
                if here and all(values[name] == call.path.get(name) for name in here):
                    server.value(inventory.about(maker, values))


@by_example
def test_id_in_a_body_below_another_parent_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    bodies = [
        body for body in (call.body, *naming_more(inventory, operation, call.body)) if names_what_is_owned(call, body)
    ]
    if not bodies:
        not_applicable("the body has no ID that belongs to a resource of the path")
    with server.unchanged():
        for body, name in itertools.product(bodies, call.path):
            for other in inventory.named(name):
                if other != call.path[name]:
                    assert_refused(server, replace(call, path=call.path | {name: other}, body=body), 404)


def names_what_is_owned(call: Call, body: Any) -> bool:
    """Whether a body refers to something that belongs to a resource of the path."""
    return any(
        call.path.keys() & required_parameters(one).keys()
        for _, kind, _ in ids_in(body)
        if (one := list_operation_of(kind))
    )


def naming_more(inventory: Inventory, operation: Operation, body: Any) -> Iterator[Any]:
    """The body with each optional ID added."""
    described, _ = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")
    for name, part in described["properties"].items():
        if name not in body and list_operation_of(name) and (ids := inventory.named(name)[-1:]):
            yield body | {name: ids if CONTRACT.resolve(part, "")[0].get("type") == "array" else ids[0]}


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
    with server.unchanged():
        for name, value in call.path.items():
            near = {value.swapcase(), value[:-1], value[1:], f"{value}x", f"{value[:-1]}*", f"{value[:-1]}%"}
            for other in sorted(near - {value, "", *inventory.named(name)}):
                assert_refused(server, replace(call, path=call.path | {name: other}), 404)


@by_example
def test_position_with_altitude_is_accepted(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    high = replace(call, body=with_positions(call.body, lambda position: [*position, 920.5]))
    if high.body == call.body or CONTRACT.problems(operation.body[JSON], high.body):
        not_applicable("the body has no position, or the schema allows no altitude")

    assert server.ask(high).status_code in operation.successes


@by_example
def test_unknown_id_in_a_body_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    pointer = operation.body[JSON]
    tried = 0
    with server.unchanged():
        repeated = [*doubled(call.body)]
        more = [*with_optional_fields(pointer, call.body)]
        # A dry run refuses the same bodies.
        dry_run = [body | {switch: True} for switch in dry_run_switches(operation) for body in (call.body, *more)]
        for body in (call.body, *more, *repeated, *dry_run):
            # A duplicate may be refused with 400.
            allowed = {400, 404} if body in repeated else {404}
            for at_, kind, value in ids_in(body):
                if kind in NOT_OURS:
                    continue
                bad = copy.deepcopy(body)
                above, _, name = at_.rpartition("/")
                holder = value_at(bad, above)
                for strange in named_otherwise(value):
                    # A search for an existing and an unknown ID finds the existing one.
                    if isinstance(strange, list) and len(strange) > 1 and is_read_only(operation):
                        continue
                    holder[name] = strange
                    about = replace(call, body=bad)
                    if CONTRACT.problems(pointer, bad) or not server.may_send(about):
                        continue
                    answer = server.ask(about)
                    nothing = is_read_only(operation) and finds_nothing(answer.json())
                    assert answer.status_code in allowed or nothing, (
                        f"{at_}: {about}: {answer.status_code} {answer.text[:300]}"
                    )
                    tried += 1
    if not tried:
        leave_untried(server, call, "the body has no IDs")


def leave_untried(server: Server, call: Call, why: str) -> NoReturn:
    """End a check that had nothing to send: not applicable, or skipped because the call costs tokens here."""
    if server.may_send(call):
        not_applicable(why)
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
    for (status, some), (other, others) in itertools.combinations(codes.items(), 2):
        assert not some & others, f"{status} and {other} have the same code: {some & others}"


# The operation that runs a block with inputs.
RUN = CONTRACT.operations["createInsight"]


def refused_insights(inventory: Inventory) -> Iterator[tuple[str, Any]]:
    """Bodies of insights with inputs that their block does not take."""
    body = inventory.valid(RUN).body
    blocks = {item["spec"]["name"]: item for item in inventory.server.all_of("listBlocks")}
    takes = {item["name"]: item for item in blocks[body["block"]["name"]]["spec"]["inputs"]}
    given = body["input"]
    for position, entry in enumerate(given):
        before, after = given[:position], given[position + 1 :]
        yield f"without {entry['name']}", body | {"input": [*before, *after]}
        yield (
            f"with {entry['name']} under another name",
            body | {"input": [*before, entry | {"name": "no-such"}, *after]},
        )
        yield f"with {entry['name']} twice", body | {"input": [*given, entry]}
        empty = {name: part for name, part in entry.items() if name not in {"value", "stac_url", "asset_source"}}
        yield f"with nothing in {entry['name']}", body | {"input": [*before, empty, *after]}
        if takes[entry["name"]]["format"] == "number":
            yield f"with a word for {entry['name']}", body | {"input": [*before, entry | {"value": "much"}, *after]}
    yield "with one that the block does not take", body | {"input": [*given, given[-1] | {"name": "no-such"}]}
    for block in inventory.server.all_of("listBlocks"):
        if block["id"] not in {item["id"] for item in inventory.server.all_of("listBlocks", query={"mode": "insight"})}:
            told = {"id": block["id"], "name": block["spec"]["name"], "version": block["spec"]["version"]}
            inputs = [{**item, "value": "1"} for item in block["spec"]["inputs"]]
            yield f"of {told['name']}, a block for workflows alone", body | {"block": told, "input": inputs}


def test_insight_input_that_its_block_does_not_take_is_refused(server: Server, inventory: Inventory) -> None:
    if not server.is_free(RUN):
        skip("running an insight costs tokens")
    call = inventory.valid(RUN)
    refused = [*refused_insights(inventory)]
    require(any("for workflows" in what for what, _ in refused), "every block can be used in insights")
    with server.unchanged():
        for what, body in refused:
            answer = server.ask(replace(call, body=body))
            assert answer.status_code in {400, 404}, f"{what}: {answer.status_code} {answer.text[:300]}"


def test_aoi_of_another_satellite_or_provider_is_refused(server: Server, inventory: Inventory) -> None:
    make = CONTRACT.operations["createAoi"]
    call = inventory.valid(make)
    satellites = server.all_of("listSatellites")
    providers = {item["id"]: {part["provider"] for part in item["collections"]} for item in satellites}
    ours = call.body["satellite_id"]
    strange = [{"satellite_id": other} for other in providers if other != ours]
    everyone = {provider for some in providers.values() for provider in some}
    strange += [{"provider": provider} for provider in sorted(everyone - providers[ours])]
    require(len(strange) > 1, "the server has only one satellite or one provider")
    with server.unchanged():
        for other in strange:
            answer = server.ask(replace(call, body=made_unique(make, call.body) | other))
            assert answer.status_code in {400, 404}, f"{other}: {answer.status_code} {answer.text[:300]}"


@by_example
def test_id_given_twice_still_exists(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    tried = 0
    for place, kind, value in ids_in(call.body):
        if isinstance(value, list) and value and server.may_send(call):
            above, _, name = place.rpartition("/")
            body = copy.deepcopy(made_unique(operation, call.body))
            value_at(body, above)[name] = [*value, value[0]]
            answer = server.ask(replace(call, body=body))
            # It is not documented whether a duplicate is accepted, but a 404 would be wrong.
            assert answer.status_code in {*operation.successes, 400}, f"{kind} twice: {answer.text[:300]}"
            tried += 1
    if not tried:
        leave_untried(server, call, "the body has no list of IDs")


def named_otherwise(value: Any) -> list[Any]:
    """Unknown IDs in place of an ID or a list: alone, and after existing ones."""
    if isinstance(value, list):
        return [[str(uuid.uuid4())], [*value, str(uuid.uuid4())]]
    return [str(uuid.uuid4())]


def doubled(body: Any) -> Iterator[Any]:
    """The body with each of its lists of objects repeated, so that later items are tested too."""
    for name, part in body.items():
        if isinstance(part, list) and part and isinstance(part[0], dict):
            yield body | {name: [*part, *copy.deepcopy(part)]}


# IDs that the server does not have to know: accounts of cloud providers, and satellites that are not listed.
NOT_OURS = {"access_key_id", "satellite_id"}


@by_example
def test_invalid_polygon_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    drawn = [*invalid_rings(call.body)]
    if not drawn:
        not_applicable("the body has no area")
    with server.unchanged():
        for what, body in drawn:
            bad = replace(call, body=body)
            if server.may_send(bad):
                answer = server.ask(bad)
                assert answer.status_code == 400, f"{what}: {bad}: {answer.status_code} {answer.text[:300]}"


@pytest.mark.parametrize("field", ["index_id", "src_asset_ids"])
def test_visualization_with_unknown_id_is_404(server: Server, inventory: Inventory, field: str) -> None:
    call = inventory.valid(CONTRACT.operations["createVisualization"])
    call.body = call.body | {field: ["no-such-thing"] if field.endswith("s") else "no-such-thing"}

    with server.unchanged():
        assert_refused(server, call, 404)


@pytest.mark.parametrize("name", ["rollbackVisualizationMetadata", "generateVisualizationPng"])
def test_index_of_another_visualization_is_404(server: Server, inventory: Inventory, name: str) -> None:
    others = [index["id"] for index in server.all_of("listIndices") if index["id"] != inventory.index_id]
    with server.unchanged():
        for index_id in [*others[:2], "no-such-thing"]:
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

    with server.unchanged():
        assert_refused(server, replace(call, body=body), 404)


@by_operation
def test_unsupported_method_is_405_and_names_the_supported_ones(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    url = inventory.valid(operation).url
    offered = {other.method for other in OPERATIONS if other.path == operation.path}
    for method in {name.upper() for name in METHODS} - offered - {"HEAD", "OPTIONS", "TRACE"}:
        answer = server.send(method, url)

        assert answer.status_code == 405, f"{method} {url}: {answer.status_code}"
        assert not CONTRACT.problems("/components/schemas/ErrorResponse", answer.json())
        assert {name.strip() for name in answer.headers["allow"].split(",")} >= offered


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
