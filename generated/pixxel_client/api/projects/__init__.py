# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `projects`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._data.pages import AsyncPages, Pages
    from ..._http.transport import AsyncTransport, Transport
    from ...models.project import Project
    from ...models.project_envelope import ProjectEnvelope


__all__ = ["AsyncProjects", "Projects"]


class Projects:
    """The operations tagged `projects`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[Project]:
        """List projects.

        The projects that include the service account of the key. Keys belong to projects: AOIs, orders, insights
        and workflows take one of these ids.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/projects
        """
        from ..._data.pages import Pages, Paging
        from .list_projects import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("projects", key=("id",), numbered=True),
            path={},
            query={},
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    def get(
        self,
        id: str,
    ) -> ProjectEnvelope | Project:
        """Get a project.

        One project.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/projects/{id}
        """
        from .get_project import sync

        return sync(
            id,
            client=self._client,
        )


class AsyncProjects:
    """The operations tagged `projects`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    def list(
        self,
        *,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[Project]:
        """List projects.

        The projects that include the service account of the key. Keys belong to projects: AOIs, orders, insights
        and workflows take one of these ids.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/projects
        """
        from ..._data.pages import AsyncPages, Paging
        from .list_projects import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("projects", key=("id",), numbered=True),
            path={},
            query={},
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    async def get(
        self,
        id: str,
    ) -> ProjectEnvelope | Project:
        """Get a project.

        One project.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/projects/{id}
        """
        from .get_project import asyncio

        return await asyncio(
            id,
            client=self._client,
        )
