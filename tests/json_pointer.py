"""JSON pointers (RFC 6901), such as `/paths/~1v0~1aois/get`; those of a URI, such as `#/paths`, are joined alike."""

from __future__ import annotations

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
