"""IDs in requests: of something else, of what was deleted, and unknown ones in lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.contract.checks.support import (
    assert_finds_nothing_or_refused,
    assert_refused,
    assert_same_items,
    ids_found,
)
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import OPERATIONS, Call, is_read_only
from tests.contract.model.references import (
    OWN_IDS,
    Reference,
    calls_elsewhere,
    names_what_belongs_together,
    own_ids,
    places,
    references,
    singular,
)
from tests.contract.outcomes import Skipped, require
from tests.contract.transport.server import Server
from tests.oracle import Operation

REFERRING = [operation for operation in OPERATIONS if places(operation.id)]
BELONGING = [operation for operation in OPERATIONS if names_what_belongs_together(operation)]


@pytest.mark.parametrize("operation", BELONGING, ids=lambda operation: operation.id)
def test_existing_id_that_belongs_to_something_else_is_refused(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    """What exists, and is of the right kind, but is not below what the other IDs of the request name."""
    call = inventory.valid(operation)
    cases = [
        (reference, other_call)
        for reference in references(inventory, operation)
        for other_call in calls_elsewhere(inventory, reference)
        if server.may_send(other_call)
    ]
    require(cases, "the server has nothing else that the IDs could belong to")
    with server.unchanged(operation, call.path):
        for reference, other_call in server.sample(cases, 2, operation.id):
            what = f"an existing ID of something else as {reference}"
            assert_finds_nothing_or_refused(server, other_call, 400, 404, but_for=reference.call, what=what)


LISTING = [
    operation
    for operation in REFERRING
    if is_read_only(operation) and any(place.takes_several for place in places(operation.id))
]


@pytest.mark.parametrize("operation", LISTING, ids=lambda operation: operation.id)
def test_unknown_id_in_a_list_of_ids_finds_nothing_more(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    several = [reference for reference in references(inventory, operation) if reference.takes_several]
    cases = [(reference, known_id) for reference in several for known_id in known_ids(inventory, reference)[-1:]]
    require(cases, "the server has nothing that the IDs could refer to")
    for reference, known_id in server.sample(cases, 1, operation.id):
        expected = reference.to(known_id)
        unknown_ids = ("no-such-thing", f"{known_id}x", f" {known_id}")
        lists = [ids for unknown_id in unknown_ids for ids in ((known_id, unknown_id), (unknown_id, known_id))]
        for ids in server.sample(lists, 1, operation.id):
            assert_same_items(server, reference.to(*ids), expected, f"one unknown ID in {ids} as {reference}")


def known_ids(inventory: Inventory, reference: Reference) -> list[str]:
    """IDs that exist for a reference."""
    if reference.place.strip("/") in OWN_IDS:
        return ids_found(inventory.server.known(inventory.valid(reference.call.operation)))
    return sorted(own_ids(inventory).get(reference.kind, ()))


DELETING = [operation for operation in OPERATIONS if operation.method == "DELETE"]


@pytest.mark.parametrize("operation", DELETING, ids=lambda operation: operation.id)
def test_id_of_a_deleted_resource_is_unknown_everywhere(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    deletion = inventory.valid(operation)
    server.value(deletion)
    kind = f"{singular(operation.tag)}_id"
    deleted_id = deletion.path[[*deletion.path][-1]]
    cases = [
        (reference, below(deletion, reference.to(deleted_id)))
        for reference in references_to(inventory, kind)
        if reference.value != deleted_id
    ]
    require(cases, f"no request that is selected can refer to {kind}")
    for reference, call in server.sample(cases, 4, operation.id):
        what = f"the ID of a deleted resource as {reference}"
        if reference.part == "path":
            assert_refused(server, call, 404, but_for=None, what=what)
        elif server.may_send(call):
            assert_finds_nothing_or_refused(server, call, 400, 404, but_for=reference.call, what=what)


def references_to(inventory: Inventory, kind: str) -> Iterator[Reference]:
    """Every place in selected operations that takes IDs of a kind."""
    for operation in REFERRING:
        if kind in {place.kind for place in places(operation.id)} and inventory.server.run.selects(operation.id):
            try:
                yield from (reference for reference in references(inventory, operation) if reference.kind == kind)
            except Skipped:
                # The checks of the operation say what is missing.
                continue


def below(deletion: Call, call: Call) -> Call:
    """The call below the parents of what was deleted, so that only the deletion makes it fail."""
    shared: dict[str, Any] = {name: value for name, value in deletion.path.items() if name in call.path}
    return replace(call, path=call.path | shared)
