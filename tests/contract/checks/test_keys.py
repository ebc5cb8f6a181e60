"""Nothing is answered or changed without a key of the right workspace."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from tests.contract.checks.support import (
    assert_accepted,
    assert_finds_nothing_or_refused,
    assert_refused,
    described,
    must_succeed,
    unchanged_unless_quick,
    valid_calls,
)
from tests.contract.model.creation import let_work_finish
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import (
    OPERATIONS,
    SECRET_LENGTH,
    Call,
    id_of,
    is_read_only,
    list_operations,
    required_parameters,
)
from tests.contract.model.references import SHARED_TAGS, own_ids, places, references
from tests.contract.outcomes import Skipped, not_applicable, require, skip
from tests.contract.transport.server import Server
from tests.oracle import Operation

WITH_KEY = [operation for operation in OPERATIONS if operation.raw["security"]]
# All workspaces share the archive.
OWNED = [operation for operation in OPERATIONS if operation.named("path") and operation.tag != "archives"]
by_operation = pytest.mark.parametrize("operation", WITH_KEY, ids=lambda operation: operation.id)

NO_OTHER_KEY = "set PIXXEL_OTHER_API_KEY to a key of another workspace"
INVALID_KEYS: dict[str, Callable[[str], str | None]] = {
    "none": lambda key: None,
    "another": lambda key: "a-key-of-no-workspace",
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


class KeyCase(NamedTuple):
    """A way to send no valid key: what it is, the key, the query and the headers, and the status."""

    what: str
    key: str | None
    query: dict[str, str]
    headers: dict[str, str]
    status: int = 403


def key_cases(key: str) -> list[KeyCase]:
    cases = [
        KeyCase(f"a key that is {kind}", make_key(key), {}, {}, 401 if kind in MALFORMED_KEYS else 403)
        for kind, make_key in INVALID_KEYS.items()
    ]
    cases += [KeyCase(f"a key in the query, as {name}", None, {name: key}, {}) for name in QUERY_NAMES]
    headers = {"Cookie": f"Authorization={key}", "X-Api-Key": key}
    return cases + [KeyCase(f"a key in the header {name}", None, {}, {name: value}) for name, value in headers.items()]


@by_operation
def test_request_without_a_valid_key_is_refused(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    with server.unchanged(operation, call.path):
        for case in server.sample(key_cases(server.key), 2, operation.id):
            sent_call = replace(call, query=call.query | case.query)
            # A key with a typo in it is still a secret, which no answer may repeat.
            if case.key and len(case.key) >= SECRET_LENGTH:
                server.run.secrets.add(case.key)
            what = f"a request with {case.what}"
            assert_refused(server, sent_call, case.status, but_for=None, what=what, key=case.key, headers=case.headers)


@by_operation
def test_revoked_key_is_403(server: Server, inventory: Inventory, operation: Operation) -> None:
    revoked = require(server.keys.revoked, "set PIXXEL_REVOKED_API_KEY to a key that has been revoked")
    call = inventory.valid(operation)
    with unchanged_unless_quick(server, call):
        assert_refused(server, call, 403, but_for=None, what="a request with a revoked key", key=revoked)


@by_operation
def test_key_is_accepted_with_and_without_bearer(server: Server, inventory: Inventory, operation: Operation) -> None:
    if not server.is_sandbox:
        skip("it is not documented whether the key is sent with Bearer")
    call = inventory.valid(operation)

    assert_accepted(server, call, but_for=call, what="a key behind Bearer", key=f"Bearer {server.key}")


@pytest.mark.parametrize(
    "operation",
    [operation for operation in OPERATIONS if operation not in WITH_KEY],
    ids=lambda operation: operation.id,
)
def test_operation_without_security_accepts_any_key(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    for kind, make_key in server.sample(INVALID_KEYS.items(), 4, operation.id):
        assert_accepted(server, call, but_for=call, what=f"a key that is {kind}", key=make_key(server.key))


@pytest.mark.parametrize("operation", OWNED, ids=lambda operation: operation.id)
def test_id_of_another_workspace_in_a_path_is_404(server: Server, inventory: Inventory, operation: Operation) -> None:
    other_key = require(server.keys.other, NO_OTHER_KEY)
    call = inventory.valid(operation)
    with unchanged_unless_quick(server, call):
        what = "an ID of this workspace with the key of another one"
        assert_refused(server, call, 404, but_for=None, what=what, key=other_key)


def find_other_inventory(server: Server) -> Inventory:
    """The inventory of the other workspace."""
    other_server = replace(server, keys=replace(server.keys, own=server.keys.other, other=server.keys.own))
    return Inventory(other_server)


def find_strangers(server: Server, inventory: Inventory) -> dict[str, set[str]]:
    """The IDs that only the other workspace has, by what they refer to."""
    own, other = own_ids(inventory), own_ids(find_other_inventory(server))
    return {kind: ids - own.get(kind, set()) for kind, ids in other.items()}


REFERRING = [operation for operation in WITH_KEY if places(operation.id)]
WITH_LISTS = [operation for operation in REFERRING if any(place.takes_several for place in places(operation.id))]


@pytest.mark.parametrize("operation", REFERRING, ids=lambda operation: operation.id)
def test_id_of_another_workspace_in_a_request_is_refused(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    """In the path, each filter, each list of IDs and each field of a body, optional ones included."""
    require(server.keys.other, NO_OTHER_KEY)
    call, strangers = inventory.valid(operation), find_strangers(server, inventory)
    cases = [
        (reference, other_id)
        for reference in references(inventory, operation)
        for other_id in sorted(strangers.get(reference.kind, ()))[-1:]
        if server.may_send(reference.call)
    ]
    with server.unchanged(operation, call.path):
        for reference, other_id in server.sample(cases, 2, operation.id):
            what = f"an ID of another workspace as {reference}"
            # A path names what is not there.
            statuses = (404,) if reference.part == "path" else (400, 403, 404)
            assert_finds_nothing_or_refused(
                server, reference.to(other_id), *statuses, but_for=reference.call, what=what
            )


@pytest.mark.parametrize("operation", WITH_LISTS, ids=lambda operation: operation.id)
def test_id_of_another_workspace_beside_own_ids_shows_nothing_of_it(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    require(server.keys.other, NO_OTHER_KEY)
    call, strangers = inventory.valid(operation), find_strangers(server, inventory)
    cases = [
        (reference, other_id)
        for reference in references(inventory, operation)
        for other_id in sorted(strangers.get(reference.kind, ()))[-1:]
        if reference.takes_several and server.may_send(reference.call)
    ]
    if not cases:
        not_applicable("the operation has no list of IDs that belong to a workspace")
    own = own_ids(inventory)
    with server.unchanged(operation, call.path):
        for reference, other_id in server.sample(cases, 1, operation.id):
            # The IDs of the call, if they exist, so that it finds something.
            listed = own.get(reference.kind, set())
            sent_ids = reference.value if isinstance(reference.value, list) else []
            both = reference.to(*(listed & {*sent_ids} or sorted(listed)[:1]), other_id)
            answer = server.ask(both)
            what = f"an ID of another workspace beside own ones as {reference}"
            if answer.status_code in {400, 403, 404}:
                continue
            reads = is_read_only(operation) and answer.status_code in operation.successes
            if answer.status_code not in operation.successes:
                must_succeed(server, reference.call)
            assert reads, f"{what} must be refused with 400 or 403 or 404, {described(answer, both)}"
            shown = strings_in(answer.json()) & set().union(*strangers.values())
            assert not shown, f"{what} must show nothing of the other workspace, shows {sorted(shown)[:3]}: {both}"


READ_ONLY = [operation for operation in WITH_KEY if is_read_only(operation)]


@pytest.mark.crawls
def test_no_answer_shows_an_id_of_another_workspace(server: Server, inventory: Inventory) -> None:
    """Not in objects, lists and tables, nor in the packages that signed URLs lead to."""
    require(server.keys.other, NO_OTHER_KEY)
    strangers = find_strangers(server, inventory)
    # A short ID may stand in a text by chance.
    other_ids = {other_id for ids in strangers.values() for other_id in ids if len(other_id) >= SECRET_LENGTH}
    require(other_ids, "the other workspace has nothing of its own")
    calls = [*valid_calls(inventory, READ_ONLY)]
    if server.is_sandbox:
        let_work_finish(server)
    for call in calls:
        answer = server.value(call) if server.is_sandbox else server.known(call)
        text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        shown_ids = {other_id for other_id in other_ids if other_id.encode() in text}
        assert not shown_ids, f"an answer must show no ID of another workspace, shows {sorted(shown_ids)[:3]}: {call}"
        for url in signed_urls(answer):
            text = unpacked(server.send("GET", url, key=None).content)
            shown_ids = {other_id for other_id in other_ids if other_id.encode() in text}
            assert not shown_ids, (
                f"a package must have no ID of another workspace, has {sorted(shown_ids)[:3]}: the signed URL of {call}"
            )


def strings_in(value: Any) -> set[str]:
    """All texts in an answer."""
    if isinstance(value, dict):
        return {*value.keys()}.union(*(strings_in(part) for part in value.values()))
    if isinstance(value, list):
        return set().union(*(strings_in(item) for item in value))
    return {value} if isinstance(value, str) else set()


def signed_urls(value: Any) -> Iterator[str]:
    """The signed URLs in an answer."""
    for name, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if name == "signed_url" and part:
            yield str(part)
        else:
            yield from signed_urls(part)


def unpacked(content: bytes) -> bytes:
    """The names and the contents of the files of a package; the content itself if it is none."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return b"\n".join(
            [*(name.encode() for name in files.namelist()), *(files.read(name) for name in files.namelist())]
        )


@pytest.mark.crawls
def test_workspaces_list_different_resources(server: Server, inventory: Inventory) -> None:
    """No resource that a workspace creates is listed in another one."""
    require(server.keys.other, NO_OTHER_KEY)
    other_inventory = find_other_inventory(server)
    compared = 0
    # It is not documented whether bandsets belong to a workspace.
    shared_tags = SHARED_TAGS if server.is_sandbox else SHARED_TAGS | {"bandsets"}
    for operation in (item for item in list_operations() if item.tag not in shared_tags):
        if server.run.selects(operation.id) and not required_parameters(operation):
            own_items, other_items = (
                {
                    id_of(item)
                    for item in each.server.all_of(operation.id, known=True)
                    # All workspaces may have the same preset indices.
                    if item.get("type") != "preset"
                }
                for each in (inventory, other_inventory)
            )
            both = own_items & other_items
            assert not both, (
                f"{operation.id} must list different resources in two workspaces, lists {sorted(both)[:3]} in both"
            )
            compared += bool(own_items and other_items)
    require(compared, "the two workspaces have no list in which both have something")


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
    try:
        other_call = other_inventory.valid(operation)
    except Skipped:
        skip("the other workspace has no data to create it from", is_expected_in_sandbox=True)
    shared = {name: value for name, value in call.body.items() if not name.endswith(("_id", "_ids"))}
    used = server.ask(replace(other_call, body=other_call.body | shared), key=other_inventory.server.key)
    if used.status_code != operation.success:
        skip("the other workspace has no data to create it from", is_expected_in_sandbox=True)

    assert_accepted(server, call, but_for=call, what="a name that another workspace uses")


# Accept headers of browsers and of programs that accept anything.
ACCEPTS = ("text/html", "text/html, application/xhtml+xml, */*;q=0.8", "*/*", "application/xml;q=0.9, image/*")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_accept_header_does_not_change_the_answer(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    refused = [replace(call, path=call.path | {name: "no-such-thing"}) for name in call.path]
    accepts = (*ACCEPTS, *operation.answers[str(operation.success)])
    cases: list[tuple[Call, str | None, str]] = [
        (sent_call, "", accept)
        for sent_call in (*([call] if is_read_only(operation) else []), *refused)
        for accept in accepts
    ]
    cases += [(call, None, accept) for accept in ACCEPTS if operation in WITH_KEY]
    plain: dict[str, int] = {}
    for sent_call, key, accept in server.sample(cases, 1, operation.id):
        name = f"{sent_call} {key}"
        expected = 403 if key is None else plain.get(name) or plain_status(server, sent_call)
        plain[name] = expected
        answer = server.ask(sent_call, key=key, headers={"Accept": accept})
        what = f"a request with Accept: {accept}" + (" and without a key" if key is None else "")
        assert answer.status_code == expected, (
            f"{what} must be answered with {expected}, {described(answer, sent_call)}"
        )


def plain_status(server: Server, call: Call) -> int:
    """The status of an answer to a call as usual. A success that another check has got is the same."""
    if server.is_quick and server.world.get(server.key, call) is not None:
        return call.operation.success
    return server.ask(call).status_code


@pytest.mark.tags("visualizations")
def test_change_in_one_workspace_is_not_seen_in_another(server: Server, inventory: Inventory) -> None:
    other_key = require(server.keys.other, NO_OTHER_KEY)
    tags = frozenset({"visualizations"}) if server.is_quick else None
    before = server.snapshot(other_key, tags=tags, known=server.is_quick)

    for name in ("updateVisualizationMetadata", "rollbackVisualizationMetadata"):
        server.value(inventory.valid(next(operation for operation in OPERATIONS if operation.id == name)))

    after = server.snapshot(other_key, tags=tags)
    server.assert_unchanged(before, after, "a change must be seen in its own workspace alone")
