"""Names of secrets: what a field or a parameter is called whose value is not shown."""

from __future__ import annotations

__all__ = ["CONFIDENTIAL"]

# In the spellings of the large object stores, of OAuth and of cloud credentials. A plural is a number, such as that of
# the tokens that an order costs.
CONFIDENTIAL = (
    r"(?:[\w-]*(?:signature|secrets?|passw(?:or)?d|passphrase|credentials?|authorization|token(?!s)|api[_-]?key"
    r"|access[_-]?key|private[_-]?key)[\w-]*|(?:[\w-]*[_-])?(?:sig|hmac|pwd))"
)
