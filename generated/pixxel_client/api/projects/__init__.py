# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `projects`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...client import AsyncPixxel, Pixxel
    from ...models.project import Project
    from ...models.project_envelope import ProjectEnvelope
    from ...models.project_list import ProjectList


__all__ = ["AsyncProjects", "Projects"]


class Projects:
    """The operations tagged `projects`."""

    def __init__(self, client: Pixxel) -> None:
        self._client = client

    def list(
        self,
        *,
        page_num: int | None = None,
        page_size: int | None = None,
    ) -> ProjectList:
        """List projects.

        The projects that the key's service account has been added to. Keys belong to projects: an id from here is
        what AOIs, orders, insights and workflows ask for.

        Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/projects
        """
        from .list_projects import sync

        return sync(
            client=self._client,
            page_num=page_num,
            page_size=page_size,
        )

    def get(
        self,
        id: str,
    ) -> ProjectEnvelope | Project:
        """Get a project.

        One project.

        Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/projects/{id}
        """
        from .get_project import sync

        return sync(
            id,
            client=self._client,
        )


class AsyncProjects:
    """The operations tagged `projects`, for asyncio."""

    def __init__(self, client: AsyncPixxel) -> None:
        self._client = client

    async def list(
        self,
        *,
        page_num: int | None = None,
        page_size: int | None = None,
    ) -> ProjectList:
        """List projects.

        The projects that the key's service account has been added to. Keys belong to projects: an id from here is
        what AOIs, orders, insights and workflows ask for.

        Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/projects
        """
        from .list_projects import asyncio

        return await asyncio(
            client=self._client,
            page_num=page_num,
            page_size=page_size,
        )

    async def get(
        self,
        id: str,
    ) -> ProjectEnvelope | Project:
        """Get a project.

        One project.

        Raises one of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/projects/{id}
        """
        from .get_project import asyncio

        return await asyncio(
            id,
            client=self._client,
        )
