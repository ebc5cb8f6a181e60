"""JSON, parsed with msgspec where it is installed (extra `fast`): the same values in less time."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from functools import cache
from typing import Any

__all__ = ["copied", "dumps", "loads"]

# Made once: `json.dumps` makes another encoder for each call that asks for anything but the default. Circles are found
# by recursion, which costs nothing where there are none.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")).encode

# Bytes. While a text this large is parsed, the garbage collector would walk through what is there already, again and
# again, for half of the time; nothing of it can be garbage.
LARGE = 1_000_000


def loads(text: str | bytes) -> Any:
    """Raises ValueError or RecursionError for what is no JSON."""
    if len(text) < LARGE or not gc.isenabled():
        return _parser()(text)
    try:
        gc.disable()
        return _parser()(text)
    finally:
        gc.enable()


@cache
def _parser() -> Callable[[str | bytes], Any]:
    try:
        from msgspec.json import Decoder
    except ImportError:
        return json.loads
    fast = Decoder().decode

    def parse(text: str | bytes) -> Any:
        try:
            return fast(text)
        except (ValueError, RecursionError):
            # What it refuses, a lone surrogate say, the other may take: answers read the same with it and without.
            return json.loads(text)

    return parse


def dumps(value: Any) -> bytes:
    """Raises TypeError, ValueError or RecursionError for what is no JSON."""
    return _encode(value).encode()


def copied(value: Any) -> Any:
    """Another of each list and object, so that changing one does not change the other."""
    if type(value) is dict:
        return {key: copied(item) for key, item in value.items()}
    if type(value) is list:
        return [copied(item) for item in value]
    return value
