"""Nothing is answered or changed without a key of the right workspace."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.contract.model.inventory import ID_ALIASES, Inventory
from tests.contract.model.operations import OPERATIONS, Call, finds_nothing, is_read_only, items_of, list_operations
from tests.contract.model.payloads import ids_in
from tests.contract.outcomes import require, skip
from tests.contract.transport.server import Server
from tests.json_pointer import value_at
from tests.oracle import Operation

WITH_KEY = [operation for operation in OPERATIONS if operation.raw["security"]]
# All workspaces share the archive.
OWNED = [operation for operation in OPERATIONS if operation.named("path") and operation.tag != "archives"]
by_operation = pytest.mark.parametrize("operation", WITH_KEY, ids=lambda operation: operation.id)

NO_OTHER_KEY = "set PIXXEL_OTHER_API_KEY to a key of another workspace"
INVALID_KEYS: dict[str, Callable[[str], str | None]] = {
    "none": lambda key: None,
    "another": lambda key: "not-a-key",
    "cut short": lambda key: key[:-1],
    "with more behind it": lambda key: f"{key}x",
    "with more behind a colon": lambda key: f"{key}:x",
    "with more behind a comma": lambda key: f"{key},x",
    "with more behind a dot": lambda key: f"{key}.x",
    "in other letters": lambda key: key.swapcase(),
    "behind Basic": lambda key: f"Basic {key}",
    "behind Bearer, cut short": lambda key: f"Bearer {key[:-1]}",
    "a scheme alone": lambda key: "Bearer",
    "twice": lambda key: f"{key} {key}",
}
# The service cannot parse these headers. The other headers have no key or an unknown one.
MALFORMED_KEYS = {"behind Basic", "a scheme alone", "twice"}


# Query parameters in which other APIs accept a key.
QUERY_NAMES = ("Authorization", "authorization", "apiKey", "api_key", "access_token", "key", "token")


@by_operation
def test_request_without_a_valid_key_is_refused(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    with server.unchanged(operation):
        for kind, make_key in INVALID_KEYS.items():
            status = server.ask(call, key=make_key(server.key)).status_code
            expected = 401 if kind in MALFORMED_KEYS else 403

            assert status == expected, f"{operation.id} answers {status}, not {expected}, to a key that is {kind}"
        for name in QUERY_NAMES:
            status = server.ask(replace(call, query=call.query | {name: server.key}), key=None).status_code
            assert status == 403, f"{operation.id} answers {status} to a key in the query, as {name}"
        for name, value in {"Cookie": f"Authorization={server.key}", "X-Api-Key": server.key}.items():
            status = server.ask(call, key=None, headers={name: value}).status_code
            assert status == 403, f"{operation.id} answers {status} to a key in the header {name}"


@by_operation
def test_revoked_key_is_403(server: Server, inventory: Inventory, operation: Operation) -> None:
    revoked = require(server.keys.revoked, "set PIXXEL_REVOKED_API_KEY to a key that has been revoked")
    call = inventory.valid(operation)
    with server.unchanged(operation):
        assert server.ask(call, key=revoked).status_code == 403


@by_operation
def test_key_is_accepted_with_and_without_bearer(server: Server, inventory: Inventory, operation: Operation) -> None:
    if not server.is_sandbox:
        skip("it is not documented whether the key is sent with Bearer")

    assert server.ask(inventory.valid(operation), key=f"Bearer {server.key}").status_code in operation.successes


@pytest.mark.parametrize(
    "operation",
    [operation for operation in OPERATIONS if operation not in WITH_KEY],
    ids=lambda operation: operation.id,
)
def test_operation_without_security_accepts_any_key(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    for kind, make_key in INVALID_KEYS.items():
        assert server.ask(call, key=make_key(server.key)).status_code in operation.successes, (
            f"with a key that is {kind}"
        )


@pytest.mark.parametrize("operation", OWNED, ids=lambda operation: operation.id)
def test_id_of_another_workspace_in_a_path_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    other_key = require(server.keys.other, NO_OTHER_KEY)
    call = inventory.valid(operation)
    with server.unchanged(operation):
        answer = server.ask(call, key=other_key)

    assert answer.status_code == 404


def find_other_inventory(server: Server) -> Inventory:
    """The inventory of the other workspace."""
    other_server = replace(server, keys=replace(server.keys, own=server.keys.other, other=server.keys.own))
    return Inventory(other_server)


def ids_outside_path(call: Call) -> Iterator[tuple[str, str, str, Any]]:
    """The IDs of a call outside its path: the part of the call, the pointer, the name of the field, and the value."""
    for part, fields in (("query", call.query), ("body", call.body)):
        yield from ((part, *id_entry) for id_entry in ids_in(fields))


def ids_by_field(inventory: Inventory) -> dict[str, str]:
    """One ID of each kind of resource that a workspace lists, by the name of the field that refers to it."""
    ids: dict[str, str] = {}
    for operation in list_operations():
        if inventory.server.is_free(operation):
            for item in items_of(operation, inventory.server.value(inventory.valid(operation)))[:1]:
                for name, value in item.items():
                    if name.endswith("_id") and isinstance(value, str):
                        ids.setdefault(name, value)
                if isinstance(item.get("id"), str):
                    ids[f"{SINGULAR.get(operation.tag, operation.tag.removesuffix('s'))}_id"] = item["id"]
    return ids


SINGULAR = {"indices": "index", "deliveries": "delivery"}


@by_operation
def test_id_of_another_workspace_in_a_request_is_refused(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    require(server.keys.other, NO_OTHER_KEY)
    call = inventory.valid(operation)
    references = [*ids_outside_path(call)]
    if not references:
        return
    own_ids, other_ids = ids_by_field(inventory), ids_by_field(find_other_inventory(server))
    with server.unchanged(operation):
        for part, pointer, name, value in references:
            id_name = ID_ALIASES.get(name, name.removesuffix("s") if name.endswith("_ids") else name)
            other_id = other_ids.get(id_name)
            if other_id is None or other_id == own_ids.get(id_name) or id_name in {"satellite_id", "collection_id"}:
                continue
            replacement = [other_id] if isinstance(value, list) else other_id
            changed_parts = copy.deepcopy({"query": call.query, "body": call.body})
            parent_pointer, _, field = pointer.rpartition("/")
            value_at(changed_parts[part], parent_pointer)[field] = replacement
            answer = server.ask(replace(call, **changed_parts))

            message = f"{pointer} of another workspace: {answer.status_code} {answer.text[:200]}"
            assert answer.status_code in {400, 403, 404} or (
                is_read_only(operation) and finds_nothing(answer.json())
            ), message


READ_ONLY = [operation for operation in WITH_KEY if is_read_only(operation)]


def test_no_answer_shows_an_id_of_another_workspace(server: Server, inventory: Inventory) -> None:
    other_key = require(server.keys.other, NO_OTHER_KEY)
    own_snapshot, other_snapshot = server.snapshot(), server.snapshot(other_key)
    other_ids = workspace_ids(other_snapshot) - workspace_ids(own_snapshot)
    assert other_ids
    for operation in filter(server.is_free, READ_ONLY):
        text = server.ask(inventory.valid(operation)).text
        shown_ids = {other_id for other_id in other_ids if other_id in text}
        assert not shown_ids, f"{operation.id} shows {shown_ids}"


# Resources that workspaces may share: satellites, collections, blocks, preset indices.
SHARED_LISTS = {"listSatellites", "listArchiveCollections", "listBlocks", "listIndices"}


def workspace_ids(snapshot: dict[str, Any]) -> set[str]:
    """The IDs of all resources that belong to one workspace."""
    owned = [
        item
        for name, items in snapshot.items()
        if name not in SHARED_LISTS and isinstance(items, list)
        for item in items
    ]
    return {item.get("id") or item.get("aoi_id") or item["delivery_id"] for item in owned}


def test_workspaces_list_different_resources(server: Server) -> None:
    other_key = require(server.keys.other, NO_OTHER_KEY)
    own_snapshot, other_snapshot = server.snapshot(), server.snapshot(other_key)

    custom = {index["id"] for index in own_snapshot["listIndices"] if index["type"] == "custom"}

    assert workspace_ids(own_snapshot)
    assert not workspace_ids(own_snapshot) & workspace_ids(other_snapshot)
    assert custom
    assert not custom & {index["id"] for index in other_snapshot["listIndices"]}


CONFLICTING = [
    operation
    for operation in OPERATIONS
    if operation.method == "POST" and "409" in operation.answers and not operation.named("path")
]


@pytest.mark.parametrize("operation", CONFLICTING, ids=lambda operation: operation.id)
def test_name_used_in_one_workspace_is_free_in_another(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    require(server.keys.other, NO_OTHER_KEY)
    call, other_inventory = inventory.valid(operation), find_other_inventory(server)
    other_call = other_inventory.valid(operation)
    shared = {name: value for name, value in call.body.items() if not name.endswith(("_id", "_ids"))}
    if (
        server.ask(replace(other_call, body=other_call.body | shared), key=other_inventory.server.key).status_code
        != operation.success
    ):
        skip("the other workspace has no data to create it from", is_expected_in_sandbox=True)

    assert server.ask(call).status_code == operation.success


# Accept headers of browsers and of programs that accept anything.
ACCEPTS = ("text/html", "text/html, application/xhtml+xml, */*;q=0.8", "*/*", "application/xml;q=0.9, image/*")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_accept_header_does_not_change_the_answer(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    refused = [replace(call, path=call.path | {name: "no-such-thing"}) for name in call.path]
    for sent_call in [*([call] if is_read_only(operation) else []), *refused]:
        plain_answer = server.ask(sent_call)
        for accept in (*ACCEPTS, *operation.answers[str(operation.success)]):
            answer = server.ask(sent_call, headers={"Accept": accept})
            assert answer.status_code == plain_answer.status_code, f"{sent_call}, with Accept: {accept}"
    for accept in ACCEPTS if operation in WITH_KEY else ():
        status = server.ask(call, key=None, headers={"Accept": accept}).status_code
        assert status == 403, f"{call}, without a key, with Accept: {accept}: {status}"


def test_change_in_one_workspace_is_not_seen_in_another(server: Server, inventory: Inventory) -> None:
    other_key = require(server.keys.other, NO_OTHER_KEY)
    before = server.snapshot(other_key)

    for name in ("updateVisualizationMetadata", "rollbackVisualizationMetadata"):
        server.value(inventory.valid(next(operation for operation in OPERATIONS if operation.id == name)))

    assert server.snapshot(other_key) == before
