"""Compares what was sent, or what an example shows, with what the server answers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from tests.contract.model.operations import CONTRACT
from tests.contract.model.schemas import resolved


def hidden_fields(sent: Any, created: Any, read: Any, *schemas: Any, at: str = "") -> Iterator[str]:
    """Fields that were sent and that neither answer has, although its schema does."""
    properties: dict[str, Any] = {}
    for schema in schemas:
        properties |= CONTRACT.resolve(schema, "")[0].get("properties", {})
    for name, part in sent.items() if isinstance(sent, dict) else ():
        below = CONTRACT.resolve(properties.get(name, {}), "")[0]
        answered = [answer.get(name) for answer in (created, read) if isinstance(answer, dict) and name in answer]
        if name in properties and not answered and part not in (None, [], {}):
            yield f"{at}/{name} was sent, and is not in the answer"
        for entry in answered:
            if isinstance(part, dict):
                yield from hidden_fields(part, entry, entry, below, at=f"{at}/{name}")
            elif isinstance(part, list) and isinstance(entry, list) and len(part) == len(entry) and "items" in below:
                for position, (item, other) in enumerate(zip(part, entry, strict=True)):
                    yield from hidden_fields(item, other, other, below["items"], at=f"{at}/{name}/{position}")


def changed_values(sent: Any, stored: Any, at: str = "") -> Iterator[str]:
    """Fields that were sent and have another value in the answer."""
    if isinstance(sent, dict) and isinstance(stored, dict):
        # A map of texts must be there completely. Of an object, an answer may have only some fields.
        is_data = at and all(isinstance(part, str) for part in sent.values())
        yield from _changed_ids(sent, stored, at)
        for name in sent.keys() if is_data else sent.keys() & stored.keys():
            yield from changed_values(sent[name], stored.get(name), f"{at}/{name}")
    elif isinstance(sent, list) and isinstance(stored, list) and len(sent) == len(stored):
        for position, (item, other) in enumerate(zip(sent, stored, strict=True)):
            yield from changed_values(item, other, f"{at}/{position}")
    elif sent is not None and sent != stored:
        yield f"{at}: {sent!r} was sent, {stored!r} is stored"


def _changed_ids(sent: dict[str, Any], stored: Any, at: str) -> Iterator[str]:
    """A list such as `item_ids` that was sent, where the answer has other values of `item_id`."""
    for name, part in sent.items():
        stored_ids = (
            {*values_of(stored, name.removesuffix("s"))} if name.endswith("_ids") and isinstance(part, list) else set()
        )
        if stored_ids and stored_ids != set(part):
            yield f"{at}/{name}: {sorted(part)} were sent, {sorted(stored_ids)} are stored"


def values_of(value: Any, name: str) -> Iterator[Any]:
    """The values of a field, at any depth."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if key == name:
            yield part
        else:
            yield from values_of(part, name)


def wrong_defaults(schema: Any, sent: Any, stored: Any) -> Iterator[str]:
    """Fields that were not sent and do not have their documented default in the answer."""
    schema = resolved(schema, sent)
    if isinstance(sent, list) and isinstance(stored, list):
        for item, other in zip(sent, stored, strict=False):
            yield from wrong_defaults(schema.get("items", {}), item, other)
    if isinstance(sent, dict) and isinstance(stored, dict):
        for name, below in schema.get("properties", {}).items():
            default = {**CONTRACT.resolve(below, "")[0], **below}.get("default")
            if name in sent:
                yield from wrong_defaults(below, sent[name], stored.get(name))
            elif default is not None and name in stored and stored[name] != default:
                yield f"{name} is {stored[name]!r}, not {default!r}"


# Fields with a new value in each answer: IDs, times, addresses of files, and the counts of pages.
VOLATILE = re.compile(r"(^|_)(id|at|path|url)$|^(pagination|count)$")
# The relative difference allowed between a rounded number of an example and the computed one.
ROUNDED = 0.01


def differences_from_example(shown: Any, answered: Any, *, exact: bool, at: str = "") -> Iterator[str]:
    """What an example has and the answer does not. The answer may have more fields and more items."""
    if isinstance(shown, dict) and isinstance(answered, dict):
        for name, value in shown.items():
            is_volatile = name in {"pagination", "count", "signed_url"} if exact else VOLATILE.search(name)
            if name not in answered:
                yield f"{at}/{name} is not there"
            elif is_volatile:
                # Null and an empty text are different.
                if (bool(value), value is None) != (bool(answered[name]), answered[name] is None) and not isinstance(
                    value, int
                ):
                    yield f"{at}/{name}: {value!r} is printed, {answered[name]!r} answered"
            else:
                yield from differences_from_example(value, answered[name], exact=exact, at=f"{at}/{name}")
    elif (
        isinstance(shown, list)
        and isinstance(answered, list)
        and any(isinstance(item, dict) for item in [*shown, *answered])
    ):
        for position, entry in enumerate(shown):
            differences = [
                [*differences_from_example(entry, other, exact=exact, at=f"{at}/{position}")] for other in answered
            ]
            yield from min(differences, key=len, default=[f"{at}/{position} is not there"])
    elif not exact and isinstance(shown, list) and isinstance(answered, list) and len(shown) == len(answered):
        for position, (entry, other) in enumerate(zip(shown, answered, strict=True)):
            yield from differences_from_example(entry, other, exact=exact, at=f"{at}/{position}")
    elif not same(shown, answered, exact=exact):
        yield f"{at}: {shown!r} is printed, {answered!r} answered"


def same(shown: Any, answered: Any, *, exact: bool) -> bool:
    if not exact and isinstance(shown, int | float) and isinstance(answered, int | float):
        return math.isclose(shown, answered, rel_tol=ROUNDED)
    # An example has only the beginning of an XML document.
    if not exact and isinstance(shown, str) and shown.startswith("<"):
        return isinstance(answered, str) and answered.startswith(shown.partition(" ")[0])
    return bool(shown == answered)
