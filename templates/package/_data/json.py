"""JSON; parsed with msgspec where that is installed (extra `fast`), which gives the same values in less time."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

__all__ = ["copied", "dumps", "loads", "why_not_json"]

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


# The start of a number, or of a word of JSON, where a text was cut off.
CUT_OFF = re.compile(r"[-.]|[eE][-+]?|t|tr|tru|f|fa|fal|fals|n|nu|nul|")


def why_not_json(text: bytes, error: ValueError | RecursionError) -> str:
    """What is wrong with a text that `loads` has refused with this error."""
    if not text.strip():
        return "a blank body" if text else "an empty body"
    if isinstance(error, RecursionError):
        return "JSON that is nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return f"bytes that are not UTF-8, from byte {error.start}"
    if not isinstance(error, json.JSONDecodeError):
        return "a number of too many digits"
    rest = error.doc[error.pos :]
    in_string = error.msg.startswith("Unterminated") or ("escape" in error.msg and '"' not in rest)
    if in_string or CUT_OFF.fullmatch(rest.strip()):
        return f"JSON that is cut off after byte {len(text)}"
    return f"text that is no JSON, from byte {len(error.doc[: error.pos].encode('utf-8', 'replace'))}"


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
