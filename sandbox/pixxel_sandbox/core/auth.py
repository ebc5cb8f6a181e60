"""Who is asking: the key in the Authorization header, and the workspace it belongs to."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from ..contract import errors


class Workspace(NamedTuple):
    """A tenant, also known as an organization, the user that acts in it and the key of that user.

    `name` is what the sandbox calls it; the API does not know it. `revoked_keys` opened it once.
    """

    name: str
    key: str
    tenant_id: str
    user_id: str
    org_id: str
    revoked_keys: tuple[str, ...] = ()


# Who asks where no key is needed: nothing belongs to it.
NOBODY = Workspace("", "", "", "", "")


def authenticate(headers: list[str], workspaces: Sequence[Workspace]) -> Workspace:
    """The workspace of the key in `headers`, all Authorization headers of one request.

    The key stands alone or behind `Bearer`. Raises ApiError 403 if there is no key, it has been revoked or nobody has
    it, 401 if the header has any other form.
    """
    key = _key(headers).encode()
    # Every key is compared, in constant time, so that the time an answer takes says nothing about the keys.
    matches = [one for one in workspaces if secrets.compare_digest(one.key.encode(), key)]
    revoked = [old for one in workspaces for old in one.revoked_keys if secrets.compare_digest(old.encode(), key)]
    # The contract has one status and one code for both; only the message may tell people which it is.
    if revoked:
        raise errors.forbidden("this key has been revoked")
    if not matches:
        raise errors.forbidden("this key is not accepted")
    return matches[0]


def _key(headers: list[str]) -> str:
    words = [header.split() for header in headers if header.strip()]
    match words:
        case []:
            raise errors.forbidden("the request has no key; send it in the Authorization header")
        case [[key]] if key.lower() != "bearer":
            return key
        case [[scheme, key]] if scheme.lower() == "bearer":
            return key
        case _:
            raise errors.unauthorized("the Authorization header is neither <key> nor Bearer <key>")
