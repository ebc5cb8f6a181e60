"""JSON pointers (RFC 6901), such as `/paths/~1v0~1aois/get`; those of a URI, such as `#/paths`, are joined alike."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any


def escape(key: object) -> str:
    """A key or a position as a segment of a pointer."""
    return str(key).replace("~", "~0").replace("/", "~1")


def unescape(segment: str) -> str:
    """The key that a segment of a pointer stands for."""
    return segment.replace("~1", "/").replace("~0", "~")


def join(pointer: str, *keys: object) -> str:
    """The pointer to what stands below `pointer` under these keys and positions."""
    return pointer + "".join(f"/{escape(key)}" for key in keys)


def split(pointer: str) -> list[str]:
    """The keys and positions that a pointer names, from the outside in."""
    return [unescape(segment) for segment in pointer.split("/")[1:]]


def value_at(document: Any, pointer: str) -> Any:
    """The value that a pointer leads to; KeyError, IndexError, ValueError or TypeError if it leads nowhere."""
    value = document
    for key in split(pointer):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def pointers(document: Any, *, ends: bool = False, pointer: str = "") -> Iterator[str]:
    """The pointers to all values in a document, itself included; with `ends`, of each list the first and last item."""
    yield pointer
    if isinstance(document, dict):
        for key, value in document.items():
            yield from pointers(value, ends=ends, pointer=join(pointer, key))
    elif isinstance(document, list) and document:
        for position in sorted({0, len(document) - 1}) if ends else range(len(document)):
            yield from pointers(document[position], ends=ends, pointer=join(pointer, position))


def replaced(document: Any, pointer: str, value: Any) -> Any:
    """The document with another value at a pointer; what the document holds is not changed."""
    return _changed(document, split(pointer), lambda container, key: container.__setitem__(key, value), value)


def removed(document: Any, pointer: str) -> Any:
    """The document without the value at a pointer; None if that is the document itself."""
    return _changed(document, split(pointer), lambda container, key: container.__delitem__(key), None)


def _changed(document: Any, keys: list[str], change: Callable[[Any, Any], None], otherwise: Any) -> Any:
    if not keys:
        return otherwise
    container = copy.copy(document)
    key: Any = int(keys[0]) if isinstance(container, list) else keys[0]
    if len(keys) == 1:
        change(container, key)
    else:
        container[key] = _changed(container[key], keys[1:], change, otherwise)
    return container
