"""What is made on a server, how it is read back, and how what was sent differs from what is there."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.contract.bodies import applying, ids_in, least
from tests.contract.operations import CONTRACT, OPERATIONS, Call, items_of, lists, reads
from tests.contract.server import Server
from tests.contract.world import LINKS, Known, evaluated, named, variants
from tests.oracle import JSON, Operation, at

MAKERS = [operation for operation in OPERATIONS if operation.method == "POST" and not reads(operation)]
READ_BACK = {link.source.id: link for link in LINKS if link.name == "readBack"}
by_maker = pytest.mark.parametrize(
    "operation",
    [one for maker in MAKERS for one in (variants(maker) if maker.body else [maker])],
    ids=named,
)
# Words by which things say that they are done with.
DONE = {
    *("success", "completed", "ready", "fulfilled", "successful"),
    *("failed", "partial_success", "partially_fulfilled"),
}
# How long work is watched, in steps of the clock: the longest that creates anything here takes a few.
STEPS = 8
# Of many alike, so many are tried.
FEW = 6


def made_and_read(server: Server, known: Known, operation: Operation) -> tuple[Call, Any, Any]:
    """The call, what was answered, and what is read of it then: of several things made, the first."""
    call = known.valid(operation)
    made = server.value(call)
    several = [part for part in made.values() if isinstance(part, list)]
    one = several[0][0] if len(made) == len(several) == 1 else made
    return call, one, read_back(server, known, operation, call, made)


def read_back(server: Server, known: Known, operation: Operation, call: Call, made: Any) -> Any:
    """What was made, as the contract says that it is read back."""
    if operation.id not in READ_BACK:
        lister = next(other for other in lists() if other.tag == operation.tag)
        found = [item for item in items_of(lister, server.value(known.valid(lister))) if item["id"] == made["id"]]
    else:
        link = READ_BACK[operation.id]
        values = {name: evaluated(said, call, made, 0) for name, said in link.parameters.items()}
        read = server.value(known.about(link.target, values))
        found = items_of(link.target, read) if link.target in lists() else [read]
    assert len(found) == 1, f"there are {len(found)} of what was made"
    return found[0]


def reader(operation: Operation) -> Operation:
    """What reads back what an operation makes."""
    if operation.id in READ_BACK:
        return READ_BACK[operation.id].target
    return next(other for other in lists() if other.tag == operation.tag)


def answer_of(operation: Operation) -> Any:
    """The schema of what an operation answers; of a list, that of an item."""
    pointer = operation.answers[str(operation.success)][JSON]
    schema, _ = CONTRACT.resolve(CONTRACT.at(pointer), pointer)
    several = [part for part in schema["properties"].values() if part.get("type") == "array"]
    return several[0]["items"] if operation in lists() or len(schema["properties"]) == 1 else schema


def unshown(sent: Any, made: Any, read: Any, *schemas: Any, at: str = "") -> Iterator[str]:
    """Where something was sent that neither the answer nor what is read shows, though the contract has it there."""
    properties: dict[str, Any] = {}
    for schema in schemas:
        properties |= CONTRACT.resolve(schema, "")[0].get("properties", {})
    for name, part in sent.items() if isinstance(sent, dict) else ():
        below = CONTRACT.resolve(properties.get(name, {}), "")[0]
        kept = [thing.get(name) for thing in (made, read) if isinstance(thing, dict) and name in thing]
        if name in properties and not kept and part not in (None, [], {}):
            yield f"{at}/{name} was sent, and is not shown"
        for one in kept:
            if isinstance(part, dict):
                yield from unshown(part, one, one, below, at=f"{at}/{name}")
            elif isinstance(part, list) and isinstance(one, list) and len(part) == len(one) and "items" in below:
                for position, (item, other) in enumerate(zip(part, one, strict=True)):
                    yield from unshown(item, other, other, below["items"], at=f"{at}/{name}/{position}")


def lost(sent: Any, kept: Any, at: str = "") -> Iterator[str]:
    """Where something was sent that is there under the same name, and is another."""
    if isinstance(sent, dict) and isinstance(kept, dict):
        # Names and values of the caller's own are all to be there; of a thing, an answer may show a part.
        is_data = at and all(isinstance(part, str) for part in sent.values())
        yield from _others_than_named(sent, kept, at)
        for name in sent.keys() if is_data else sent.keys() & kept.keys():
            yield from lost(sent[name], kept.get(name), f"{at}/{name}")
    elif isinstance(sent, list) and isinstance(kept, list) and len(sent) == len(kept):
        for position, (one, other) in enumerate(zip(sent, kept, strict=True)):
            yield from lost(one, other, f"{at}/{position}")
    elif sent is not None and sent != kept:
        yield f"{at}: {sent!r} was sent, {kept!r} is there"


def _others_than_named(sent: dict[str, Any], kept: Any, at: str) -> Iterator[str]:
    """Where `item_ids` were sent, and what is there tells of other things by their `item_id`."""
    for name, part in sent.items():
        told = {*found(kept, name.removesuffix("s"))} if name.endswith("_ids") and isinstance(part, list) else set()
        if told and told != set(part):
            yield f"{at}/{name}: {sorted(part)} were sent, {sorted(told)} are there"


def found(value: Any, name: str) -> Iterator[Any]:
    """What stands under a name, at any depth."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if key == name:
            yield part
        else:
            yield from found(part, name)


def undocumented_defaults(schema: Any, sent: Any, kept: Any) -> Iterator[str]:
    """Where a field that was not sent has a documented default and the answer shows another value."""
    schema = applying(schema, sent)
    if isinstance(sent, list) and isinstance(kept, list):
        for one, other in zip(sent, kept, strict=False):
            yield from undocumented_defaults(schema.get("items", {}), one, other)
    if isinstance(sent, dict) and isinstance(kept, dict):
        for name, below in schema.get("properties", {}).items():
            default = {**CONTRACT.resolve(below, "")[0], **below}.get("default")
            if name in sent:
                yield from undocumented_defaults(below, sent[name], kept.get(name))
            elif default is not None and name in kept and kept[name] != default:
                yield f"{name} is {kept[name]!r}, not {default!r}"


def called(item: Any, name: str) -> Any:
    """What a thing, or what is said of it in a part of its own, is called."""
    return next((part[name] for part in (item, *item.values()) if isinstance(part, dict) and name in part), None)


def with_other_ids(known: Known, body: Any) -> Iterator[tuple[str, Any]]:
    """The body with one of the ids that it names another one that is there, each with its place."""
    for place, kind, value in ids_in(body):
        above, _, name = place.rpartition("/")
        for other in known.named(kind)[:FEW]:
            if other not in value:
                changed = copy.deepcopy(body)
                at(changed, above)[name] = [other] if isinstance(value, list) else other
                yield place, changed


def assert_all_can_be_read(server: Server, known: Known) -> None:
    """Whatever reads answers with a success; that the answer keeps the contract is looked at as it comes."""
    for operation in filter(reads, OPERATIONS):
        call = known.valid(operation)
        # Asked for as little as can be, a search looks at all that there is.
        wide = replace(call, body=least(operation.body[JSON], call.body)) if operation.body else call
        for each in (call, wide):
            answer = server.ask(each)
            assert answer.status_code in operation.successes, f"{each}: {answer.status_code} {answer.text[:300]}"


def let_work_go_on(server: Server) -> None:
    """What has been begun comes to its end where the clock is turned by hand; elsewhere, a moment passes."""
    for _ in range(STEPS if server.is_sandbox else 1):
        server.let_time_pass()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
