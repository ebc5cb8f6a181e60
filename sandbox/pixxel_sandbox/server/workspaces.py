"""The workspaces of a sandbox and their keys: those with sample data, and those that the user names."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from .. import sample
from ..core.auth import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

# What an HTTP header can carry: printable ASCII without spaces.
_WORD = re.compile(r"[!-~]+")


def create_workspaces(keys: Mapping[str, str]) -> tuple[Workspace, ...]:
    """The workspaces `one` and `two`, which have sample data, and a further one for each other name in `keys`.

    A name always stands for the same workspace, with any key. Raises ValueError for a name or a key that is empty or
    has other characters than printable ASCII, and for a key that two workspaces share.
    """
    for name, key in keys.items():
        _check_name_and_key(name, key)
    samples = {workspace.name: workspace for workspace in sample.WORKSPACES}
    selected = [samples.get(name) or _further_workspace(name) for name in dict.fromkeys((*samples, *keys))]
    workspaces = tuple(workspace._replace(key=keys.get(workspace.name, workspace.key)) for workspace in selected)
    _check_keys_differ(workspaces)
    return workspaces


def _check_name_and_key(name: str, key: str) -> None:
    if not _WORD.fullmatch(name) or "=" in name:
        raise ValueError(f"{name!r} cannot name a workspace; use printable ASCII characters without space and =")
    if not _WORD.fullmatch(key):
        raise ValueError(
            f"the key of workspace {name} must consist of printable ASCII characters without space, and not be empty"
        )
    if key.lower() == "bearer":
        raise ValueError(
            f"the key of workspace {name} is Bearer, which is the scheme of the Authorization header; choose another"
        )


def _check_keys_differ(workspaces: tuple[Workspace, ...]) -> None:
    revoked = {key for workspace in workspaces for key in workspace.revoked_keys}
    owners: dict[str, str] = {}
    for workspace in workspaces:
        if workspace.key in revoked:
            raise ValueError(f"the key of workspace {workspace.name} is the revoked key of the sandbox; choose another")
        if workspace.key in owners:
            raise ValueError(
                f"workspaces {owners[workspace.key]} and {workspace.name} have the same key; give each its own"
            )
        owners[workspace.key] = workspace.name


def _further_workspace(name: str) -> Workspace:
    ids = [uuid.uuid5(uuid.NAMESPACE_URL, f"pixxel-sandbox:{part}:{name}") for part in ("tenant", "user", "org")]
    tenant, user, org = ids
    return Workspace(name, "", tenant_id=f"tenant-{tenant.hex[:12]}", user_id=str(user), org_id=str(org))
