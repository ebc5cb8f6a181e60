"""No keys and no signatures of URLs in what a run prints and writes."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

# Shorter keys occur in ordinary text, which would be unreadable without them.
SHORTEST_KEY = 6
# What stands behind a value that is cut off: nothing, the sign for it, or the next line.
CUT_OFF = {"", "…", "\n"}
# The names that signatures and tokens have in URLs, in the spellings of the large object stores.
SIGNATURES = r"(?:signature|sig|hmac|[\w-]*token|x[-_](?:amz|goog|ms)[-_][\w-]+)"
# The query of a signed URL.
SIGNED_QUERY = re.compile(rf"""\?[^\s"'<>]*?\b{SIGNATURES}(?:=|%3D)[^\s"'<>]*""", re.IGNORECASE)
# A signature in any other text: after an escaped sign, in a fragment, or after a quote or a space.
SIGNATURE = re.compile(
    rf"""((?:[?&#;]|%3F|%26|%3B|\\u0026|\bamp;){SIGNATURES}(?:=|%3D|\\u003d))[^\s"'<>&;#\\…]+""", re.IGNORECASE
)


def redacted(text: str, keys: Iterable[str]) -> str:
    """The text with `…` for every key, whole or cut off, and for the query of every signed URL."""
    for key in keys:
        if len(key) >= SHORTEST_KEY:
            for spelling in _spellings(key):
                text = text.replace(spelling, "…")
            text = _without_start_of(key, text)
    return SIGNATURE.sub(r"\1…", SIGNED_QUERY.sub("?…", text))


@lru_cache(64)
def _spellings(key: str) -> list[str]:
    """A key as it is, and as JSON, Python, URLs and headers write it; the longest first."""
    encoded = key.encode("utf-8", "surrogatepass")
    spellings = {key, json.dumps(key)[1:-1], repr(key)[1:-1], quote(encoded), quote(encoded, safe="")}
    spellings.add(base64.b64encode(encoded).decode())
    return sorted(spellings, key=lambda spelling: (-len(spelling), spelling))


def _without_start_of(key: str, text: str) -> str:
    """The text without the start of a key at the places where a value is cut off."""
    start = key[: max(SHORTEST_KEY, len(key) // 2)]
    begin = text.find(start)
    while begin >= 0:
        end = begin + len(start)
        while end < len(text) and text[end] == key[end - begin : end - begin + 1]:
            end += 1
        if text[end : end + 1] in CUT_OFF:
            text = f"{text[:begin]}…{text[end:]}"
        begin = text.find(start, begin + 1)
    return text


def printable(text: str) -> str:
    """The text with escapes for what a terminal would obey and a reader would not see; line breaks stay."""
    return "".join(
        character if character.isprintable() or character == "\n" else character.encode("unicode_escape").decode()
        for character in text
    )
