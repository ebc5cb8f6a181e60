"""Authentication: the key in the Authorization header, and the workspace that it opens."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from ..contract import errors


class Workspace(NamedTuple):
    """A tenant, which the API also calls an organization, with its user and the key of the user.

    `name` is used by the sandbox only, the API does not have it. `revoked_keys` are keys that no longer open it.
    """

    name: str
    key: str
    tenant_id: str
    user_id: str
    org_id: str
    revoked_keys: tuple[str, ...] = ()


# The workspace of requests that need no key; it has no documents.
NO_WORKSPACE = Workspace("", "", "", "", "")


def authenticate(headers: list[str], workspaces: Sequence[Workspace]) -> Workspace:
    """The workspace that the key in `headers`, all Authorization headers of a request, opens.

    The header is the key, with or without `Bearer` before it. Raises ApiError 403 if the key is missing, revoked or
    unknown, 401 if the header has any other form.
    """
    key = _key(headers).encode()
    # All keys are compared, in constant time, so that the duration of an answer tells nothing about the keys.
    matching = [workspace for workspace in workspaces if secrets.compare_digest(workspace.key.encode(), key)]
    revoked = [
        old_key
        for workspace in workspaces
        for old_key in workspace.revoked_keys
        if secrets.compare_digest(old_key.encode(), key)
    ]
    # The contract has one status and one code for both; only the message may differ.
    if revoked:
        raise errors.forbidden("this key has been revoked")
    if not matching:
        raise errors.forbidden("this key is unknown")
    return matching[0]


def _key(headers: list[str]) -> str:
    words = [header.split() for header in headers if header.strip()]
    match words:
        case []:
            raise errors.forbidden("the request has no key; send one in the Authorization header")
        case [[key]] if key.lower() != "bearer":
            return key
        case [[scheme, key]] if scheme.lower() == "bearer":
            return key
        case _:
            raise errors.unauthorized("the Authorization header is neither <key> nor Bearer <key>")
