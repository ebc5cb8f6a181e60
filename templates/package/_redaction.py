"""Redaction of texts: the key in all its spellings, signatures of URLs, and the values of what is called a secret."""

from __future__ import annotations

import base64
import re

__all__ = ["CONFIDENTIAL", "MASK", "content_without_key", "masked", "masked_parameters", "without_key"]

MASK = "…"
# A shorter text is no key, and would be found in many other texts.
SHORTEST_KEY = 6
# Shorter parts of base64 too.
SHORTEST_BASE64 = 8

# The names of secrets, in the spellings of the large object stores, of OAuth and of cloud credentials. A plural is a
# number, such as that of the tokens that an order costs.
CONFIDENTIAL = (
    r"(?:[\w-]*(?:signature|secrets?|passw(?:or)?d|passphrase|credentials?|authorization|token(?!s)|api[_-]?key"
    r"|access[_-]?key|private[_-]?key)[\w-]*|(?:[\w-]*[_-])?(?:sig|hmac|pwd))"
)
# Other characters of base64, as they are, for URLs, and percent-encoded.
BASE64 = {"+": r"(?:[+-]|%2B)", "/": r"(?:[/_]|\\/|%2F)"}
# From behind the scheme: a pattern that starts with it takes quadratic time in a long text without a URL.
USER = r"//[^\s/?#'\"<>@]*@"
QUERY = r"((?::/|^)/[^\s?#;'\"<>]*[?#;])[^\s'\"<>]+"
ENCODED_QUERY = r"(%3A%2F%2F[\w.~%-]*?%(?:3F|23|3B))[^\s'\"<>]+"
QUOTED = r"\"[^\"]*\"|'[^']*'"
# What is masked already, as in the repr of a model, stays as it is.
PARAMETER = rf"((?<![\w-]){CONFIDENTIAL}(?:=|%3D|\s=\s))(?!['\"]{MASK}['\"])(?:{QUOTED}|[^\s&;,'\"<>…]+)"
FIELD = rf"((?<![\w-])(['\"]){CONFIDENTIAL}\2\s*:\s*)(?:{QUOTED})"


def masked(text: str) -> str:
    """The text without users and queries of URLs, and without the values of what is called like a secret."""
    text = re.sub(QUERY, rf"\1{MASK}", text)
    text = re.sub(ENCODED_QUERY, rf"\1{MASK}", text, flags=re.IGNORECASE)
    return masked_parameters(text)


def masked_parameters(text: str) -> str:
    """The text without users of URLs, and without the values of parameters and fields that are called like secrets."""
    text = re.sub(USER, f"//{MASK}@", text)
    text = re.sub(PARAMETER, rf"\1{MASK}", text, flags=re.IGNORECASE)
    return re.sub(FIELD, rf"\1'{MASK}'", text, flags=re.IGNORECASE)


def without_key(text: str, key: str) -> str:
    spellings = _spellings(key)
    return re.sub(spellings, MASK, text, flags=re.IGNORECASE) if spellings else text


def content_without_key(content: bytes, key: str) -> bytes:
    spellings = _spellings(key)
    return re.sub(spellings.encode(), MASK.encode(), content, flags=re.IGNORECASE) if spellings else content


def _spellings(key: str) -> str:
    """The pattern of a key as it is, and as JSON, JSON pointers, URLs and base64 write it; empty for a short one."""
    if len(key) < SHORTEST_KEY:
        return ""
    spellings = ["".join(map(_character, key))]
    for before in range(3):
        # Of a longer text the key's own characters: those that no other byte takes part in.
        start, end = -(-before * 8 // 6), (before + len(key)) * 8 // 6
        inner = base64.b64encode(b"\0" * before + key.encode(errors="surrogatepass"))[start:end].decode()
        if len(inner) >= SHORTEST_BASE64:
            spellings += ["".join(BASE64.get(character, character) for character in inner)]
    return "|".join(spellings)


def _character(character: str) -> str:
    if character.isalnum():
        return character
    code = f"{ord(character):02x}"
    pointer = {"~": "|~0", "/": "|~1"}.get(character, "")
    return rf"(?:\\*{re.escape(character)}|%{code}|\\u00{code}{pointer})"
