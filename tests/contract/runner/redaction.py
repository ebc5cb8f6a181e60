"""No keys and no signatures of URLs in what a run prints and writes."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Shorter keys occur in ordinary text, which would be unreadable without them.
SHORTEST_KEY = 6
# The query of a signed URL, in the spellings of the large object stores.
SIGNED_QUERY = re.compile(
    r"""\?[^\s"'<>]*?\b(?:signature|sig|token|x-amz-\w+|x-goog-\w+)(?:=|%3D)[^\s"'<>]*""", re.IGNORECASE
)


def redacted(text: str, keys: Iterable[str]) -> str:
    """The text with `…` for every key and for the query of every signed URL."""
    for key in keys:
        if len(key) >= SHORTEST_KEY:
            text = text.replace(key, "…")
    return SIGNED_QUERY.sub("?…", text)


def printable(text: str) -> str:
    """The text with escapes for what a terminal would obey and a reader would not see; line breaks stay."""
    return "".join(
        character if character.isprintable() or character == "\n" else character.encode("unicode_escape").decode()
        for character in text
    )
