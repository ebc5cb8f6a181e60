"""What a workspace without documents holds all the same: what the API shows but offers no way to make.

Bandsets, blocks and preset indices are the provider's. One project and its workflows are the workspace's own, but
without a project nothing can be made, and without a workflow no job be run. Satellites and the archive are the same for
all, and no documents.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from .workspaces import ONE, PROJECT, PROJECT_TWO, TWO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..core.auth import Workspace
    from ..core.storage import Row

_PROVIDED = {"bandset", "block"}
_PROJECTS = {ONE.tenant_id: PROJECT, TWO.tenant_id: PROJECT_TWO}


def part(samples: Iterable[Row]) -> Iterator[Row]:
    """The samples, of a workspace that has some, which it does not go without."""
    for row in samples:
        project = _PROJECTS[row.workspace]
        if (
            row.kind in _PROVIDED
            or row.id == project
            or (row.kind == "index" and row.body["type"] == "preset")
            or (row.kind == "workflow" and row.body["project_id"] == project)
        ):
            yield row


def copied(rows: Iterable[Row], workspace: Workspace) -> Iterator[Row]:
    """The same for another workspace: what is the provider's as it is, what is its own under ids of its own."""
    own = {
        "project_id": _id(workspace, PROJECT),
        "org_id": workspace.org_id,
        "created_by": workspace.user_id,
    }
    for row in rows:
        body: dict[str, Any] = row.body
        if row.kind in {"project", "workflow"}:
            body = {**body, "id": _id(workspace, row.id), **{name: own[name] for name in own.keys() & body.keys()}}
        if row.kind == "project":
            body |= {"name": "first-project", "title": "First project", "description": "", "members_count": 1}
        yield row._replace(workspace=workspace.tenant_id, id=body["id"], body=body)


def _id(workspace: Workspace, sample_id: str) -> str:
    return str(uuid.uuid5(uuid.UUID(workspace.org_id), sample_id))
