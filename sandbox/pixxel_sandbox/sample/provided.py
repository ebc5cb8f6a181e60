"""Provided data: the documents that a workspace has even without sample data, because the API cannot create them.

Bandsets, blocks and preset indices belong to the provider. A project and its workflows belong to the workspace; without
a project nothing can be created, and without a workflow no job can run. Satellites and the archive are the same for all
workspaces and are not documents.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .workspaces import ONE, PROJECT, PROJECT_TWO, TWO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..core.auth import Workspace
    from ..core.storage import Row

_PROVIDED_KINDS = {"bandset", "block"}
_PROJECTS = {ONE.tenant_id: PROJECT, TWO.tenant_id: PROJECT_TWO}


def select(samples: Iterable[Row]) -> Iterator[Row]:
    """The provided data among the samples of a workspace."""
    for row in samples:
        project = _PROJECTS[row.workspace]
        if (
            row.kind in _PROVIDED_KINDS
            or row.id == project
            or (row.kind == "index" and row.body["type"] == "preset")
            or (row.kind == "workflow" and row.body["project_id"] == project)
        ):
            yield row


def copies(rows: Iterable[Row], workspace: Workspace) -> Iterator[Row]:
    """Copies for another workspace: its project and workflows get new ids, data of the provider keep theirs."""
    own_fields = {
        "project_id": _new_id(workspace, PROJECT),
        "org_id": workspace.org_id,
        "created_by": workspace.user_id,
    }
    for row in rows:
        body: dict[str, Any] = row.body
        if row.kind in {"project", "workflow"}:
            body = {
                **body,
                "id": _new_id(workspace, row.id),
                **{name: own_fields[name] for name in own_fields.keys() & body.keys()},
            }
        if row.kind == "project":
            body |= {"name": "first-project", "title": "First project", "description": "", "members_count": 1}
        yield replace(row, workspace=workspace.tenant_id, id=body["id"], body=body)


def _new_id(workspace: Workspace, sample_id: str) -> str:
    return str(uuid.uuid5(uuid.UUID(workspace.org_id), sample_id))
