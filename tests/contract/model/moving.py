"""Compares two looks at a server. What moves by itself between them is no difference.

Work that goes on moves: an object without a terminal status is compared by its ID alone. A signed URL is new in each
answer: it is compared without its query. In the sandbox in process nothing moves, and everything is compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.contract.model.statuses import is_settled, is_status

if TYPE_CHECKING:
    from tests.contract.transport.server import Server

# How often two looks are compared before a difference counts although something has moved.
LOOKS = 4
NOTHING = object()
# The query of a URL in JSON.
URL_QUERY = re.compile(r'(://[^"?]*)\?[^"]*')


def is_in_progress(value: Any) -> bool:
    """Whether an object has a status that is not terminal: its own, of its payment or of its delivery."""
    return isinstance(value, dict) and any(
        is_status(name) and isinstance(part, str) and not is_settled(part) for name, part in value.items()
    )


class _Compared(NamedTuple):
    """What is compared besides what stays: work that goes on, and the queries of signed URLs."""

    work: bool
    signatures: bool


def difference(server: Server, expected: Any, found: Any, *, work: bool = False) -> str | None:
    """The first place where two looks differ, as a message; None if they agree.

    With `work`, work that goes on is compared too: for who looks again whether anything has moved.
    """
    compared = _Compared(work or server.is_sandbox, server.is_sandbox)
    return None if expected == found else _difference(expected, found, "", compared)


def _difference(expected: Any, found: Any, at: str, compared: _Compared) -> str | None:
    if isinstance(expected, dict) and isinstance(found, dict):
        if not compared.work and (is_in_progress(expected) or is_in_progress(found)):
            expected, found = _identity(expected), _identity(found)
        for name in {**expected, **found}:
            values = expected.get(name, NOTHING), found.get(name, NOTHING)
            if values[0] != values[1] and (message := _difference(*values, f"{at}/{name}", compared)):
                return message
        return None
    if isinstance(expected, list) and isinstance(found, list):
        return _difference_of_lists(expected, found, at, compared)
    if not compared.signatures and isinstance(expected, str) and isinstance(found, str) and "://" in expected:
        expected, found = expected.partition("?")[0], found.partition("?")[0]
    return None if expected == found else f"{at}: must be {_shown(expected)}, is {_shown(found)}"


def _difference_of_lists(expected: list[Any], found: list[Any], at: str, compared: _Compared) -> str | None:
    for position, values in enumerate(zip(expected, found, strict=False)):
        if values[0] != values[1]:
            item_at = f"{at}/{position}"
            labels = label_of(values[0]), label_of(values[1])
            if labels[0] != labels[1]:
                return f"{item_at}: must be {labels[0]}, is {labels[1]}{_counts(expected, found)}"
            if message := _difference(*values, item_at, compared):
                return f"{labels[0]}: {message}" if labels[0] and not at else message
    if len(expected) > len(found):
        return f"{at}/{len(found)}: must be {label_of(expected[len(found)])}, is missing{_counts(expected, found)}"
    if len(expected) < len(found):
        return f"{at}/{len(expected)}: must not be there, is {label_of(found[len(expected)])}{_counts(expected, found)}"
    return None


def _counts(expected: list[Any], found: list[Any]) -> str:
    return f" ({len(expected)} items expected, {len(found)} found)"


def _identity(item: dict[str, Any]) -> dict[str, Any]:
    """The field that identifies an object; nothing if it has none."""
    name = next((name for name in item if name == "id" or name.endswith("_id")), None)
    return {} if name is None else {name: item[name]}


def label_of(item: Any) -> str:
    """An item by its ID; if it has none, its JSON, cut short."""
    identity = _identity(item) if isinstance(item, dict) else {}
    return next((f"{name} {value}" for name, value in identity.items()), "") or _shown(item)


def _shown(value: Any) -> str:
    text = "missing" if value is NOTHING else repr(value)
    return text if len(text) <= 120 else f"{text[:119]}…"


def has_changed(before: Any, after: Any) -> bool:
    """Whether anything is different in the second of two looks, except signatures."""
    return before != after and _unsigned(before) != _unsigned(after)


def _unsigned(value: Any) -> str:
    return URL_QUERY.sub(r"\1", json.dumps(value, sort_keys=True))


def assert_steady(server: Server, compare: Callable[[], str | None], has_moved: Callable[[], bool]) -> None:
    """Fails with the message of `compare`, unless something has moved meanwhile: then it is compared again.

    `has_moved` looks again and says whether anything is new. In the sandbox in process nothing moves.
    """
    message = compare()
    for _ in range(LOOKS - 1):
        if message is None or server.is_sandbox or not has_moved():
            break
        server.wait()
        message = compare()
    if message is not None:
        pytest.fail(message)
