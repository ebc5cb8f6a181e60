"""JSON pointers, RFC 6901."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def json_pointer(segments: Iterable[str | int]) -> str:
    """The JSON pointer of these names and positions, such as `/legend/0/color`."""
    return "".join("/" + str(segment).replace("~", "~0").replace("/", "~1") for segment in segments)
