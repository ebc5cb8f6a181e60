"""Compares what was sent, or what an example shows, with what the server answers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from tests.contract.model.operations import CONTRACT, id_of
from tests.contract.model.schemas import resolved
from tests.contract.model.statuses import is_status, moves


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


def assert_none(problems: Iterable[str], where: object = "") -> None:
    """Fails with the first problems, each of which says what was expected and what came."""
    found = list(problems)
    if found:
        more = f"; and {len(found) - 3} more" if len(found) > 3 else ""
        pytest.fail(f"{where}: {'; '.join(found[:3])}{more}" if where else "; ".join(found[:3]) + more)


def assert_is(found: Any, expected: Any, what: str) -> None:
    assert found == expected, f"{what} must be {shown(expected)}, is {shown(found)}"


# How many characters of a value a message shows.
SHOWN = 160
# Fields that change with a status.
CHANGING_WITH_STATUS = {"progress", "updated_at"}


def shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def changes(before: Any, after: Any, at: str = "") -> Iterator[str]:
    """What is different in the second of two looks, except what changes by itself.

    Work that goes on changes by itself: of an object with a status that is not terminal, only IDs are compared once its
    status, progress or time of change is another one. What names such an object may be added. The signature of a URL is
    new each time.
    """
    if before != after:
        yield from _changes(before, after, at, {*_moving_ids(before)})


def _moving_ids(value: Any) -> Iterator[str]:
    """The IDs of the objects in a value that change by themselves."""
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _moving_ids(part)
    if isinstance(value, dict) and _has_id(value) and moves(value):
        yield id_of(value)


def _changes(before: Any, after: Any, at: str, moving: set[str]) -> Iterator[str]:
    if before == after:
        return
    if isinstance(before, list) and isinstance(after, list):
        yield from _changed_items(before, after, at, moving)
    elif isinstance(before, dict) and isinstance(after, dict):
        has_moved = _has_id(before) and moves(before) and _state(before) != _state(after)
        for name in {**before, **after}:
            if not has_moved or (_is_id(name) and before.get(name)):
                yield from _changes(before.get(name), after.get(name), f"{at}/{name}", moving)
    elif not _is_same_url(before, after):
        yield f"{at or 'the value'} was {shown(before)}, is {shown(after)}"


def _changed_items(before: list[Any], after: list[Any], at: str, moving: set[str]) -> Iterator[str]:
    if not all(isinstance(item, dict) and _has_id(item) for item in (*before, *after)):
        if len(before) != len(after):
            yield f"{at or 'the list'} had {len(before)} items, has {len(after)}"
        for position, (item, other) in enumerate(zip(before, after, strict=False)):
            yield from _changes(item, other, f"{at}/{position}", moving)
        return
    earlier, later = {id_of(item): item for item in before}, {id_of(item): item for item in after}
    for item in before:
        if id_of(item) in later:
            yield from _changes(item, later[id_of(item)], f"{at} {id_of(item)}", moving)
        else:
            yield f"{at} {id_of(item)} is gone"
    for item in after:
        if id_of(item) not in earlier and not moving & {*map(str, item.values())}:
            yield f"{at} {id_of(item)} was not there before"


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith("_id")


def _has_id(item: Mapping[str, Any]) -> bool:
    return bool(item.get("id")) or any(_is_id(name) for name in item if name != "id")


def _state(value: Any) -> Any:
    """The statuses in a value, with what changes with them, at any depth."""
    if isinstance(value, list):
        return [_state(item) for item in value]
    if not isinstance(value, dict):
        return None
    return {
        name: _state(part) if isinstance(part, dict | list) else part
        for name, part in value.items()
        if isinstance(part, dict | list) or is_status(name) or name in CHANGING_WITH_STATUS
    }


def _is_same_url(before: Any, after: Any) -> bool:
    urls = isinstance(before, str) and isinstance(after, str) and "://" in before
    return urls and before.partition("?")[0] == after.partition("?")[0]
