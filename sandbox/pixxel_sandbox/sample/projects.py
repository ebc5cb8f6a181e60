"""Samples of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.storage import Row
from .workspaces import ONE, PROJECT, PROJECT_COAST, PROJECT_TWO, TWO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.auth import Workspace


def rows() -> Iterator[Row]:
    """The projects, oldest first."""
    yield _project(
        ONE,
        "b7c41f9e-2d85-4a06-93be-61f0d8a5c273",
        name="deccan-water",
        title="Deccan water",
        description="Reservoirs before and after the monsoon",
        created_at="2022-10-03T09:30:00Z",
    )
    yield _project(
        ONE,
        PROJECT_COAST,
        name="malabar-coast",
        title="Malabar coast",
        description="Beaches that move",
        created_at="2022-10-15T09:30:00Z",
    )
    yield _project(
        ONE,
        PROJECT,
        name="kolar-fields",
        title="Kolar fields",
        description="Fields around Kolar, watched through the seasons",
        created_at="2022-11-01T12:00:00Z",
    )
    yield _project(
        TWO,
        "5e90b3d7-c1f4-4628-8a5d-f27e6b0c9d41",
        name="shimla-forests",
        title="Shimla forests",
        description="Where the forest ends",
        created_at="2022-10-05T09:30:00Z",
    )
    yield _project(
        TWO,
        PROJECT_TWO,
        name="orchards",
        title="Orchards",
        description="Apples around Shimla",
        created_at="2022-11-01T12:00:00Z",
    )


def _project(workspace: Workspace, project_id: str, *, name: str, title: str, description: str, created_at: str) -> Row:
    project = {
        "id": project_id,
        "name": name,
        "title": title,
        "description": description,
        "org_id": workspace.org_id,
        "members_count": 2,
        "metadata": {},
        "created_at": created_at,
        "updated_at": created_at,
    }
    return Row(workspace.tenant_id, "project", project_id, "", project)
