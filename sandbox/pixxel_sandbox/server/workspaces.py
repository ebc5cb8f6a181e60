"""Which key opens which workspace: those of the samples, and those that the user names."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from .. import sample
from ..core.auth import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a header can carry and a key can be told by: no spaces, nothing but ASCII.
_WORD = re.compile(r"[!-~]+")


def workspaces(keys: Mapping[str, str]) -> tuple[Workspace, ...]:
    """The workspaces `one` and `two` of the samples, and one more for every other name in `keys`, each with its key.

    A workspace of the same name is the same one each time, whatever its key. Raises ValueError for a name or a key
    that is empty or holds anything but printable ASCII, and for a key that would stand for more than one thing.
    """
    for name, key in keys.items():
        _check(name, key)
    samples = {one.name: one for one in sample.WORKSPACES}
    found = [samples.get(name) or _of_ones_own(name) for name in dict.fromkeys((*samples, *keys))]
    opened = tuple(one._replace(key=keys.get(one.name, one.key)) for one in found)
    _check_apart(opened)
    return opened


def _check(name: str, key: str) -> None:
    if not _WORD.fullmatch(name) or "=" in name:
        raise ValueError(f"{name!r} is no name of a workspace; use printable ASCII characters without space and =")
    if not _WORD.fullmatch(key):
        raise ValueError(f"the key of workspace {name} is empty or holds more than printable ASCII without space")
    if key.lower() == "bearer":
        raise ValueError(f"the key of workspace {name} is the word Bearer, which stands before keys; choose another")


def _check_apart(opened: tuple[Workspace, ...]) -> None:
    revoked = {key for one in opened for key in one.revoked_keys}
    owners: dict[str, str] = {}
    for one in opened:
        if one.key in revoked:
            raise ValueError(f"the key of workspace {one.name} is the one that stands for revoked keys; choose another")
        if one.key in owners:
            raise ValueError(f"workspaces {owners[one.key]} and {one.name} have the same key; give each its own")
        owners[one.key] = one.name


def _of_ones_own(name: str) -> Workspace:
    made = [uuid.uuid5(uuid.NAMESPACE_URL, f"pixxel-sandbox:{part}:{name}") for part in ("tenant", "user", "org")]
    tenant, user, org = made
    return Workspace(name, "", tenant_id=f"tenant-{tenant.hex[:12]}", user_id=str(user), org_id=str(org))
