"""What a run has seen: the same object, seen again, must not contradict what it was before."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from tests.contract.model.answer_objects import JsonObject
from tests.contract.model.answer_rules import strict_json
from tests.contract.model.formats import number_of, parse_moment, percent_of
from tests.contract.model.operations import CONTRACT, OPERATIONS, list_operation_of
from tests.contract.model.schema_departures import Path, departure, shape_of, shown
from tests.contract.model.statuses import (
    PAID_STATUSES,
    RUNNING,
    TERMINAL_STATUSES,
    UNPAID_STATUSES,
    moves,
    status_of,
)
from tests.oracle import JSON, Departure, Operation

# The tag of the operation, the schema, the ID, what tells objects with one ID apart, and the key of the workspace.
Identity = tuple[Hashable, ...]
# Objects with the same ID that differ in these are different objects: versions of a block, assets of visualizations.
DISTINGUISHING_FIELDS = ("version", "visualization_id")
# Facts of an object, besides the IDs of other resources, that stay once they are known.
CONSTANT_FIELDS = ("created_at", "created_by", "finished_at")
# Facts that only grow, or go from one status to the next.
GROWING_FIELDS = ("status", "progress", "tokens_used", "updated_at")
# Values that say nothing.
EMPTY: tuple[object, ...] = (None, "", [], {})
# An object that is updated again begins anew.
RESTARTED = {"updating"}


@dataclass
class _Record:
    """An object as it was last seen."""

    # Facts that later answers must not contradict, whatever is written.
    facts: dict[str, Any]
    # All fields, as seen since something was last written.
    value: dict[str, Any]
    operation_id: str
    arrived: float
    epoch: int
    # What each operation says of the object since it has changed.
    views: dict[str, Mapping[str, Any]] = field(default_factory=dict)


class _Change(NamedTuple):
    path: Path
    rule: str
    message: str


class Memory:
    """All objects that the answers of a run have shown.

    Objects of different tags are not compared: an image in the archive and the same image in the catalog have different
    details. A field is compared with an earlier answer only if nothing was written in between and the object does not
    change by itself, which it does until its status is terminal.
    """

    def __init__(self) -> None:
        self._records: dict[Identity, _Record] = {}
        self._identities: dict[str, set[Identity]] = defaultdict(set)
        # The records that each answer agreed with. As long as they stay, the same answer says nothing new.
        self._known: dict[Hashable, list[tuple[Identity, _Record]]] = {}
        self._epoch = 0
        # Reads may be sent by several threads.
        self._lock = threading.Lock()

    def written(self, operation: Operation, call_path: Mapping[str, Any]) -> None:
        """A request that changes something is sent, or its answer has arrived; call this at both times.

        What the path names may change in any way. Everything else may change as it can by itself.
        """
        with self._lock:
            self._epoch += 1
            for value in call_path.values():
                for identity in self._identities.pop(str(value), ()):
                    self._records.pop(identity, None)

    def observe(
        self,
        operation: Operation,
        call_path: Mapping[str, Any],
        content: bytes,
        at: float | None = None,
        key: str = "",
    ) -> list[Departure]:
        """How the objects in a success, JSON as it came, contradict what they were before.

        `at` is the monotonic time when the request was sent, if other requests were sent at the same time, and `key`
        a name of the workspace. Dry runs are not observed, because what they show does not exist.
        """
        root = operation.answers[str(operation.success)].get(JSON)
        if root is None:
            return []
        with self._lock:
            return self._observe(operation, root, content, at, key)

    def _observe(self, operation: Operation, root: str, content: bytes, at: float | None, key: str) -> list[Departure]:
        answer_key = (operation.id, key, hash(content))
        if self._is_known(operation, answer_key):
            return []
        found: list[Departure] = []
        agreed: list[tuple[Identity, _Record]] = []
        is_complete = True
        try:
            for item in _identified_objects(root, strict_json(content)[0]):
                identity = _identity(operation, item, key)
                if identity is not None:
                    found += self._observe_object(operation, root, identity, item, at)
                    record = self._records[identity]
                    agreed.append((identity, record))
                    # Not if a newer answer about the object was there already.
                    is_complete &= record.views.get(operation.id) is item.value
        except (RecursionError, ValueError):
            # That it is no JSON is a departure of its own.
            return found
        if is_complete:
            self._known[answer_key] = agreed
        return found

    def _is_known(self, operation: Operation, answer_key: Hashable) -> bool:
        """Whether the same answer has been seen, and nothing in it has changed since."""
        agreed = self._known.get(answer_key)
        if agreed is None or any(self._records.get(identity) is not record for identity, record in agreed):
            return False
        for _, record in agreed:
            self._confirm(record, record.views[operation.id])
        return True

    def _confirm(self, record: _Record, value: Mapping[str, Any]) -> None:
        """An operation says of an object what it has said before."""
        if record.epoch != self._epoch:
            # Only what this answer shows is known not to have changed.
            record.value, record.epoch = {}, self._epoch
        record.value |= value

    def _observe_object(
        self, operation: Operation, root: str, identity: Identity, item: JsonObject, at: float | None
    ) -> Iterator[Departure]:
        record, now = self._records.get(identity), time.monotonic()
        # If both requests were under way at once, it is unknown which answer is older.
        if record is not None and at is not None and at < record.arrived:
            return
        if record is not None and record.views.get(operation.id) == item.value:
            record.views[operation.id], record.arrived = item.value, now
            self._confirm(record, item.value)
            return
        current = record if record is not None and record.epoch == self._epoch else None
        if current and _agrees(current.value, item.value) and _agrees(item.value, current.facts):
            # A list may show only some fields.
            current.value |= item.value
            current.facts |= _facts(item)
            current.views[operation.id] = item.value
            current.arrived = now
            return
        for change in self._changes(record, item) if record else ():
            pointer = shape_of(item.shape.properties.get(str(change.path[0]))).pointer or item.shape.pointer
            yield departure(root, (*item.path, *change.path), change.rule, change.message, pointer)
        value = {**(current.value if current else {}), **item.value}
        facts = {**(record.facts if record else {}), **_facts(item)}
        self._records[identity] = _Record(facts, value, operation.id, now, self._epoch, {operation.id: item.value})
        self._identities[str(identity[2])].add(identity)

    def _changes(self, record: _Record, item: JsonObject) -> Iterator[_Change]:
        before, after, facts = record.value, item.value, record.facts
        where = f"as {record.operation_id} said before"
        yield from _status_changes(facts, item, where)
        if status_of(after) in RESTARTED:
            return
        yield from _falls(facts, after, where)
        for name in _constant_fields(item.shape.pointer):
            yield from _differences(facts.get(name), after.get(name), (name,), "{} never changes", where)
        is_newer = _moment(after.get("updated_at")) > _moment(facts.get("updated_at"))
        if record.epoch == self._epoch and not is_newer and not moves(before) and not moves(after):
            constant = {"updated_at", "status", *_constant_fields(item.shape.pointer)}
            for name in sorted(before.keys() & after.keys() - constant):
                yield from _differences(before[name], after[name], (name,), "{} agrees in all answers", where)


def _agrees(value: Mapping[str, Any], part: Mapping[str, Any]) -> bool:
    """Whether a value has nothing else where a part of it has something."""
    return all(value.get(name, expected) == expected for name, expected in part.items())


def _identified_objects(root: str, answer: Any) -> Iterator[JsonObject]:
    """The objects in an answer whose schema may have an ID, as `objects_in` without the way through all others."""
    stack: list[tuple[Path, str | None, Any]] = [((), root, answer)]
    while stack:
        path, pointer, part = stack.pop()
        if pointer is None or pointer not in _ways_to_ids():
            continue
        shape = shape_of(pointer)
        if isinstance(part, dict):
            yield JsonObject(path, shape, part)
            for name, inner in part.items():
                if isinstance(inner, dict | list):
                    stack.append(((*path, name), shape.properties.get(name, shape.others), inner))
        elif isinstance(part, list):
            stack.extend(((*path, position), shape.items, inner) for position, inner in enumerate(part))


@cache
def _ways_to_ids() -> set[str]:
    """The pointers of all schemas of answers that have an ID, or in which objects with an ID stand."""
    below: dict[str, list[str]] = {}
    waiting = [media[JSON] for operation in OPERATIONS for media in operation.answers.values() if JSON in media]
    while waiting:
        pointer = waiting.pop()
        if pointer not in below:
            shape = shape_of(pointer)
            below[pointer] = [inner for inner in (*shape.properties.values(), shape.others, shape.items) if inner]
            waiting += below[pointer]
    ways = {pointer for pointer in below if _identity_fields(shape_of(pointer).pointer)[0]}
    while more := {pointer for pointer, inner in below.items() if pointer not in ways and not ways.isdisjoint(inner)}:
        ways |= more
    return ways


def _identity(operation: Operation, item: JsonObject, key: str) -> Identity | None:
    id_field, distinguishing = _identity_fields(item.shape.pointer)
    own_id = item.value.get(id_field) if id_field else None
    if not isinstance(own_id, str) or not own_id:
        return None
    others = []
    for path in distinguishing:
        part: Any = item.value
        for name in path:
            part = part.get(name) if isinstance(part, dict) else None
        others.append(part if isinstance(part, str) else None)
    return operation.tag, item.shape.name, own_id, tuple(others), key


@lru_cache(None)
def _identity_fields(pointer: str) -> tuple[str, list[tuple[str, ...]]]:
    """The required field with the ID of an object, and the paths of what tells objects with one ID apart.

    What requests have too is no object of its own: it repeats what a request said of a resource.
    """
    shape = shape_of(pointer)
    is_own = shape.name and pointer not in _sent()
    required = CONTRACT.at(pointer).get("required", ()) if is_own else ()
    id_field = "id" if "id" in required else next((name for name in required if name.endswith("_id")), "")
    # A visualization has `aoi_id` too, and is one of many.
    own = [(name,) for name in DISTINGUISHING_FIELDS if name in shape.properties and name != id_field]
    nested = [
        (name, inner)
        for name, below in shape.properties.items()
        for inner in DISTINGUISHING_FIELDS
        if inner in shape_of(below).properties
    ]
    return id_field, [*own, *nested]


@cache
def _sent() -> frozenset[str]:
    """The pointers of the schemas of what requests send, at any depth."""
    found: set[str] = set()
    waiting = [operation.body[JSON] for operation in OPERATIONS if JSON in operation.body]
    while waiting:
        shape = shape_of(waiting.pop())
        if shape.pointer not in found:
            found.add(shape.pointer)
            waiting += [inner for inner in (*shape.properties.values(), shape.others, shape.items) if inner]
    return frozenset(found)


@lru_cache(None)
def _constant_fields(pointer: str) -> tuple[str, ...]:
    names = shape_of(pointer).properties
    return tuple(name for name in names if name in CONSTANT_FIELDS or _names_resource(name))


def _facts(item: JsonObject) -> dict[str, Any]:
    names = (*GROWING_FIELDS, *_constant_fields(item.shape.pointer))
    return {name: item.value[name] for name in names if item.value.get(name) not in EMPTY}


@lru_cache(None)
def _names_resource(name: str) -> bool:
    """Whether a field has the ID of something that the API lists."""
    return name.endswith("_id") and list_operation_of(name) is not None


def _status_changes(before: Mapping[str, Any], item: JsonObject, where: str) -> Iterator[_Change]:
    """A terminal status that changes, a payment that is undone, a status that goes back."""
    earlier, later = status_of(before), status_of(item.value)
    if earlier == later or not later:
        return
    must = f"must stay {before['status']}, {where}, is {item.value['status']}"
    if earlier in TERMINAL_STATUSES and later not in RESTARTED:
        yield _Change(("status",), "a terminal status is final", must)
    elif earlier in PAID_STATUSES and later in UNPAID_STATUSES:
        yield _Change(("status",), "a payment is final", must)
    elif earlier in RUNNING - RESTARTED and later in RUNNING - RESTARTED:
        order = _ordered_statuses(item.shape.properties.get("status"))
        if earlier in order and later in order and order.index(later) < order.index(earlier):
            yield _Change(("status",), "statuses follow the order of the contract", must)


@lru_cache(None)
def _ordered_statuses(pointer: str | None) -> list[str]:
    """The statuses of a schema, which the contract lists in the order of the work."""
    schema = CONTRACT.at(shape_of(pointer).pointer) if pointer else {}
    return [word.lower() for word in schema.get("enum", ())]


def _falls(before: Mapping[str, Any], after: Mapping[str, Any], where: str) -> Iterator[_Change]:
    """Numbers and times that only grow."""
    is_refunded = "refund" in status_of(after, "payment_status")
    for name, read in (("progress", percent_of), ("tokens_used", number_of)):
        earlier, later = read(before.get(name)), read(after.get(name))
        if earlier is None or (name == "tokens_used" and is_refunded):
            continue
        if later is not None and later < earlier:
            message = f"must be at least {shown(before[name])}, {where}, is {shown(after[name])}"
            yield _Change((name,), f"{name} never falls", message)
    earlier_time, later_time = before.get("updated_at"), after.get("updated_at")
    # A list may leave out what the item alone has.
    if later_time and not _is_same(earlier_time, later_time) and _moment(later_time) < _moment(earlier_time):
        message = f"must not be before {earlier_time}, {where}, is {later_time}"
        yield _Change(("updated_at",), "updated_at never goes back", message)


def _moment(text: Any) -> float:
    """A time as a number; everything that is none lies before all times."""
    moment = parse_moment(text)
    return moment.timestamp() if moment else float("-inf")


def _differences(before: Any, after: Any, path: Path, rule: str, where: str) -> Iterator[_Change]:
    """Where two values differ, in what both have. Empty values say nothing: a list may leave something out."""
    if before in EMPTY or after in EMPTY:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() & after.keys()):
            # A signed URL is new each time.
            if name != "signed_url":
                yield from _differences(before[name], after[name], (*path, name), rule, where)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        # Objects with an ID are compared by it.
        if not any(isinstance(part, dict) and "id" in part for part in (*before, *after)):
            for position, (earlier, later) in enumerate(zip(before, after, strict=True)):
                yield from _differences(earlier, later, (*path, position), rule, where)
    elif path[-1] != "signed_url" and not _is_same(before, after):
        name = next(key for key in reversed(path) if isinstance(key, str))
        yield _Change(path, rule.format(name), f"must be {shown(before)}, {where}, is {shown(after)}")


def _is_same(before: Any, after: Any) -> bool:
    """Whether two values mean the same: a time in two styles, a number as text, a URL with another signature."""
    if before == after:
        return True
    first, second = parse_moment(before), parse_moment(after)
    if first and second:
        return first == second or (_is_whole(first, second) and int(first.timestamp()) == int(second.timestamp()))
    if isinstance(before, str) != isinstance(after, str):
        return str(before) == str(after) or percent_of(before) == percent_of(after) is not None
    return isinstance(before, str) and "://" in before and before.partition("?")[0] == str(after).partition("?")[0]


def _is_whole(*moments: datetime) -> bool:
    """Whether one of the times is given in seconds."""
    return any(moment.microsecond == 0 for moment in moments)
