# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""JSON pointers (RFC 6901): the place of a value in a document."""

from __future__ import annotations

from typing import Any

__all__ = ["below", "resolve"]


def below(pointer: str, *segments: str | int) -> str:
    """The pointer to a value below the one that `pointer` names."""
    return pointer + "".join("/" + str(segment).replace("~", "~0").replace("/", "~1") for segment in segments)


def resolve(document: Any, pointer: str) -> Any:
    """The value at `pointer`; raises LookupError if there is none."""
    value = document
    for escaped in pointer.split("/")[1:]:
        segment = escaped.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and segment.isdecimal():
            value = value[int(segment)]
        elif isinstance(value, dict):
            value = value[segment]
        else:
            raise LookupError(pointer)
    return value
