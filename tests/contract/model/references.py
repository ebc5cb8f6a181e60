"""Where requests refer to resources: IDs in paths, queries and bodies, optional ones included."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.contract.model.branches import branch_bodies
from tests.contract.model.examples import body_examples, made_unique
from tests.contract.model.inventory import ID_ALIASES, Inventory
from tests.contract.model.operations import (
    CONTRACT,
    OPERATIONS,
    Call,
    dry_run_switches,
    id_of,
    list_operations,
    required_parameters,
)
from tests.contract.model.payloads import ids_in, with_optional_fields
from tests.contract.model.substitution import RUN_NAMES, with_existing_ids
from tests.contract.outcomes import Skipped
from tests.json_pointer import value_at
from tests.oracle import JSON, Operation

if TYPE_CHECKING:
    from tests.contract.transport.server import Server

TAGS = {operation.tag for operation in OPERATIONS}
SINGULAR = {"indices": "index", "deliveries": "delivery"}
# Fields that refer to resources of the operation's own tag.
OWN_IDS = {"id", "ids"}
# Who has created something, which lists can be filtered by.
OF_USERS = {"created_by", "updated_by", "user_id"}


@dataclass(frozen=True)
class Reference:
    """A place in a call that takes the ID of a resource, or several."""

    call: Call
    # path, query or body
    part: str
    # The name of a parameter, or the pointer in the body.
    place: str
    # What it refers to, such as `asset_id`.
    kind: str
    takes_several: bool

    def __str__(self) -> str:
        return f"{self.place} in the {self.part}"

    @property
    def value(self) -> Any:
        fields = getattr(self.call, self.part)
        return value_at(fields, self.place) if self.part == "body" else fields.get(self.place)

    def to(self, *ids: str) -> Call:
        """The call with these IDs in the place."""
        if self.part == "body":
            body = copy.deepcopy(made_unique(self.call.operation, self.call.body))
            parent, _, name = self.place.rpartition("/")
            value_at(body, parent)[name] = [*ids] if self.takes_several else ids[0]
            return replace(self.call, body=body)
        fields = getattr(self.call, self.part) | {self.place: ",".join(ids)}
        return replace(self.call, **{self.part: fields})


def singular(tag: str) -> str:
    return SINGULAR.get(tag, tag.removesuffix("s"))


def kind_of(name: str, tag: str) -> str | None:
    """What a field of an operation with this tag refers to, such as `asset_id` for `src_asset_ids`; None for no ID."""
    if name in OF_USERS:
        return "user_id"
    if name in OWN_IDS:
        return f"{singular(tag)}_id"
    name = ID_ALIASES.get(name, name)
    noun, is_id, _ = name.rpartition("_id")
    if not is_id:
        return None
    of_tag = next((other for other in TAGS if f"_{noun}".endswith(f"_{singular(other)}")), None)
    return f"{singular(of_tag) if of_tag else noun}_id"


class Place(NamedTuple):
    """A place of an operation that takes IDs, by the contract alone. If it is in a body, an example with it."""

    part: str
    name: str
    kind: str
    takes_several: bool
    body: Any = None


@cache
def places(operation_id: str) -> tuple[Place, ...]:
    """Every place of an operation that takes IDs: in the path, the query and the body, optional fields included."""
    operation = CONTRACT.operations[operation_id]
    found = [
        Place(part, name, kind, part == "query" and name.endswith("ids"))
        for part in ("path", "query")
        for name in operation.named(part)
        if (kind := kind_of(name, operation.tag))
    ]
    examples = [example["value"] for example in body_examples(operation).values()] if operation.body else []
    in_bodies: dict[str, Place] = {}
    for body in (*examples, *(larger for example in examples for larger in _larger_bodies(operation, example))):
        top = [(f"/{name}", name, body[name]) for name in OWN_IDS & body.keys()]
        for pointer, name, value in (*ids_in(body), *top):
            kind = None if name in RUN_NAMES else kind_of(name, operation.tag)
            if kind and isinstance(value, str | list):
                in_bodies.setdefault(pointer, Place("body", pointer, kind, isinstance(value, list), body))
    return (*found, *in_bodies.values())


def _larger_bodies(operation: Operation, good: Any) -> Iterator[Any]:
    """The body with each optional field, and in the other branches of conditions."""
    yield from with_optional_fields(operation.body[JSON], good)
    yield from (branch.value for branch in branch_bodies(operation.body[JSON], good))


def references(inventory: Inventory, operation: Operation) -> Iterator[Reference]:
    """Every place of an operation that takes IDs, in a call that is valid otherwise."""
    call = inventory.valid(operation)
    for place in places(operation.id):
        sent_call = call if place.body is None else _call_with(inventory, call, place)
        if sent_call is not None:
            yield Reference(sent_call, place.part, place.name, place.kind, place.takes_several)


def _call_with(inventory: Inventory, call: Call, place: Place) -> Call | None:
    """The call with a body that has a place; None if the server lacks what another ID of the body refers to."""
    try:
        value_at(call.body, place.name)
    except LookupError:
        switches = {name: value for name, value in call.body.items() if name in dry_run_switches(call.operation)}
        body = made_unique(call.operation, copy.deepcopy(place.body)) | switches
        try:
            return replace(call, body=with_existing_ids(inventory.server, body, call.path))
        except Skipped:
            return None
    return call


# What is named together with what it belongs to: a collection with its satellite, a block with its name.
PAIRED_KINDS = {"collection_id", "block_id"}
# Resources that all workspaces share.
SHARED_TAGS = {"archives", "blocks", "satellites"}


def own_ids(inventory: Inventory) -> dict[str, set[str]]:
    """The IDs that a workspace lists, by what they refer to. They are looked up once, because they stay."""
    server = inventory.server
    if server.is_sandbox and not server.is_new:
        return ids_by_kind(inventory)
    return server.run.shared((server.key, "IDs"), lambda: ids_by_kind(inventory))


def ids_by_kind(inventory: Inventory) -> dict[str, set[str]]:
    """The IDs that a workspace lists, by what they refer to, except those of resources that all workspaces share."""
    ids: dict[str, set[str]] = {}
    run = inventory.server.run
    # What the selected operations may refer to.
    kinds = {place.kind for operation in OPERATIONS if run.selects(operation.id) for place in places(operation.id)}
    for operation in list_operations():
        if operation.tag not in SHARED_TAGS and (f"{singular(operation.tag)}_id" in kinds or run.selects(operation.id)):
            try:
                call = inventory.valid(operation)
            except Skipped:
                # There is nothing of this kind.
                continue
            items = inventory.server.all_of(operation.id, path=call.path, query=call.query, known=True)
            for item in items:
                ids.setdefault(f"{singular(operation.tag)}_id", set()).add(id_of(item))
                for name, value in item.items():
                    if name not in OWN_IDS and isinstance(value, str) and (kind := kind_of(name, operation.tag)):
                        ids.setdefault(kind, set()).add(value)
    if "catalog_id" in kinds:
        ids["catalog_id"] = ids.get("catalog_id", set()) | {*inventory.named("catalog_ids")}
    # An empty text stands for no ID, such as that of an older project.
    return {kind: {value for value in values if value} for kind, values in ids.items()}


def names_what_belongs_together(operation: Operation) -> bool:
    """Whether an ID in the query or the body has to belong to what another ID of the request names."""
    query = operation.named("query")
    return any(
        place.part != "path"
        and (
            place.kind in PAIRED_KINDS
            or (place.part == "query" and query[place.name].required)
            or any(_parent_of(item, place.kind, operation.named("path")) for item in list_operations())
        )
        for place in places(operation.id)
    )


def _parent_of(operation: Operation, kind: str, path: Collection[str]) -> str | None:
    """The parent in a path below which an operation lists resources of a kind; None if it does not."""
    parents = required_parameters(operation).keys()
    is_below = f"{singular(operation.tag)}_id" == kind and len(parents) == 1 and parents <= {*path}
    return next(iter(parents)) if is_below else None


def calls_elsewhere(inventory: Inventory, reference: Reference) -> list[Call]:
    """Calls with existing IDs of the right kinds, of which one belongs to something else than the others."""
    server, call = inventory.server, reference.call
    if reference.part == "path":
        return []
    beside = value_at(call.body, reference.place.rpartition("/")[0]) if reference.part == "body" else {}
    parameter = call.operation.named("query").get(reference.place) if reference.part == "query" else None
    if reference.kind == "collection_id" and "satellite_id" in beside:
        return [reference.to(other) for other in _collections_of_others(server, beside["satellite_id"])]
    if reference.kind == "block_id" and "name" in beside:
        blocks = server.all_of("listBlocks", query={"mode": "insight"}, known=True)
        return [reference.to(item["id"]) for item in blocks if item.get("spec", {}).get("name") != beside["name"]]
    if parameter and parameter.required:
        return [reference.to(other) for other in inventory.named(reference.kind) if other != reference.value]
    return _calls_below_others(inventory, reference)


def _collections_of_others(server: Server, satellite_id: str) -> list[str]:
    """The collections of other satellites that this one does not have."""
    collections = {
        satellite["id"]: {collection["id"] for collection in satellite.get("collections", ())}
        for satellite in server.all_of("listSatellites", known=True)
    }
    every = {other for several in collections.values() for other in several}
    return sorted(every - collections.get(satellite_id, set()))


def _calls_below_others(inventory: Inventory, reference: Reference) -> list[Call]:
    """Calls with an ID that is listed below another parent than the one of the path, or below another parent itself."""
    server, path = inventory.server, reference.call.path
    calls: list[Call] = []
    for operation in list_operations():
        name = _parent_of(operation, reference.kind, path)
        if name is None:
            continue
        own = {id_of(item) for item in server.all_of(operation.id, path={name: path[name]}, known=True)}
        for parent in server.some([other for other in inventory.named(name) if other != path[name]], 2):
            items = server.all_of(operation.id, path={name: parent}, known=True)
            calls += [reference.to(other) for other in sorted({id_of(item) for item in items} - own)[:1]]
            if reference.part == "query":
                calls += [replace(reference.to(own_id), path=path | {name: parent}) for own_id in sorted(own)[:1]]
    return calls
