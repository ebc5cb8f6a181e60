# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""JSON; parsed with msgspec where that is installed (extra `fast`), which gives the same values in less time."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from functools import cache
from typing import Any

__all__ = ["copied", "dumps", "loads"]

# Made once: `json.dumps` makes an encoder for each call with other options than the default. Circular references are
# found by RecursionError, which costs nothing where there are none.
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")).encode

# Bytes. While a larger text is parsed, the garbage collector would search the new objects again and again, which takes
# half of the time and finds nothing: none of them can be garbage.
LARGE = 1_000_000


def loads(text: str | bytes) -> Any:
    """Raises ValueError or RecursionError for what is not JSON."""
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
            # It refuses some texts that json accepts, such as a lone surrogate; answers must read the same with both.
            return json.loads(text)

    return parse


def dumps(value: Any) -> bytes:
    """Raises TypeError, ValueError or RecursionError for what is not JSON."""
    return _encode(value).encode()


def copied(value: Any) -> Any:
    """A deep copy of lists and objects."""
    if type(value) is dict:
        return {key: copied(item) for key, item in value.items()}
    if type(value) is list:
        return [copied(item) for item in value]
    return value
