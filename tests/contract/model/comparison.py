"""Compares what was sent with what the server shows of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from tests.contract.model.operations import CONTRACT
from tests.contract.model.schemas import resolved


def hidden_fields(sent: Any, made: Any, read: Any, *schemas: Any, at: str = "") -> Iterator[str]:
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
                yield from hidden_fields(part, one, one, below, at=f"{at}/{name}")
            elif isinstance(part, list) and isinstance(one, list) and len(part) == len(one) and "items" in below:
                for position, (item, other) in enumerate(zip(part, one, strict=True)):
                    yield from hidden_fields(item, other, other, below["items"], at=f"{at}/{name}/{position}")


def changed_values(sent: Any, kept: Any, at: str = "") -> Iterator[str]:
    """Where something was sent that is there under the same name, and is another."""
    if isinstance(sent, dict) and isinstance(kept, dict):
        # Names and values of the caller's own are all to be there; of a thing, an answer may show a part.
        is_data = at and all(isinstance(part, str) for part in sent.values())
        yield from _changed_ids(sent, kept, at)
        for name in sent.keys() if is_data else sent.keys() & kept.keys():
            yield from changed_values(sent[name], kept.get(name), f"{at}/{name}")
    elif isinstance(sent, list) and isinstance(kept, list) and len(sent) == len(kept):
        for position, (one, other) in enumerate(zip(sent, kept, strict=True)):
            yield from changed_values(one, other, f"{at}/{position}")
    elif sent is not None and sent != kept:
        yield f"{at}: {sent!r} was sent, {kept!r} is there"


def _changed_ids(sent: dict[str, Any], kept: Any, at: str) -> Iterator[str]:
    """Where `item_ids` were sent, and what is there tells of other things by their `item_id`."""
    for name, part in sent.items():
        told = {*values_of(kept, name.removesuffix("s"))} if name.endswith("_ids") and isinstance(part, list) else set()
        if told and told != set(part):
            yield f"{at}/{name}: {sorted(part)} were sent, {sorted(told)} are there"


def values_of(value: Any, name: str) -> Iterator[Any]:
    """What stands under a name, at any depth."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if key == name:
            yield part
        else:
            yield from values_of(part, name)


def wrong_defaults(schema: Any, sent: Any, kept: Any) -> Iterator[str]:
    """Where a field that was not sent has a documented default and the answer shows another value."""
    schema = resolved(schema, sent)
    if isinstance(sent, list) and isinstance(kept, list):
        for one, other in zip(sent, kept, strict=False):
            yield from wrong_defaults(schema.get("items", {}), one, other)
    if isinstance(sent, dict) and isinstance(kept, dict):
        for name, below in schema.get("properties", {}).items():
            default = {**CONTRACT.resolve(below, "")[0], **below}.get("default")
            if name in sent:
                yield from wrong_defaults(below, sent[name], kept.get(name))
            elif default is not None and name in kept and kept[name] != default:
                yield f"{name} is {kept[name]!r}, not {default!r}"


# What every answer has anew: ids, times, places of files; and how much there is besides.
OWN = re.compile(r"(^|_)(id|at|path|url)$|^(pagination|count)$")
# Numbers that follow from others are printed rounded.
ROUNDED = 0.01


def differences_from_example(shown: Any, answered: Any, *, exact: bool, at: str = "") -> Iterator[str]:
    """What is printed and an answer lacks, which may hold more fields and more items."""
    if isinstance(shown, dict) and isinstance(answered, dict):
        for name, value in shown.items():
            own = name in {"pagination", "count", "signed_url"} if exact else OWN.search(name)
            if name not in answered:
                yield f"{at}/{name} is not there"
            elif own:
                # Nothing at all is another thing than an empty text.
                if (bool(value), value is None) != (bool(answered[name]), answered[name] is None) and not isinstance(
                    value, int
                ):
                    yield f"{at}/{name}: {value!r} is printed, {answered[name]!r} answered"
            else:
                yield from differences_from_example(value, answered[name], exact=exact, at=f"{at}/{name}")
    elif (
        isinstance(shown, list)
        and isinstance(answered, list)
        and any(isinstance(one, dict) for one in [*shown, *answered])
    ):
        for position, one in enumerate(shown):
            differences = [
                [*differences_from_example(one, other, exact=exact, at=f"{at}/{position}")] for other in answered
            ]
            yield from min(differences, key=len, default=[f"{at}/{position} is not there"])
    elif not exact and isinstance(shown, list) and isinstance(answered, list) and len(shown) == len(answered):
        for position, (one, other) in enumerate(zip(shown, answered, strict=True)):
            yield from differences_from_example(one, other, exact=exact, at=f"{at}/{position}")
    elif not same(shown, answered, exact=exact):
        yield f"{at}: {shown!r} is printed, {answered!r} answered"


def same(shown: Any, answered: Any, *, exact: bool) -> bool:
    if not exact and isinstance(shown, int | float) and isinstance(answered, int | float):
        return math.isclose(shown, answered, rel_tol=ROUNDED)
    # Of a document within an answer, the contract prints the beginning.
    if not exact and isinstance(shown, str) and shown.startswith("<"):
        return isinstance(answered, str) and answered.startswith(shown.partition(" ")[0])
    return bool(shown == answered)
