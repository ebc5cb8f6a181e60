# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `workflows`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._data.pages import AsyncPages, Pages
    from ..._http.transport import AsyncTransport, Transport
    from ...models.workflow import Workflow
    from ...models.workflow_estimate import WorkflowEstimate


__all__ = ["AsyncWorkflows", "Workflows"]


class Workflows:
    """The operations tagged `workflows`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        *,
        project_id: str | None = None,
        id: str | None = None,
        name: str | None = None,
        created_by: str | None = None,
        created_on: str | None = None,
        updated_at: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[Workflow]:
        """List workflows.

        The workflows of the workspace, in pages. The list may be empty.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/workflows
        """
        from ..._data.pages import Pages, Paging
        from .list_workflows import OPERATION

        return Pages(
            self._client,
            OPERATION,
            Paging("workflows", key=("id",), page_size=50),
            path={},
            query={
                "project_id": project_id,
                "id": id,
                "name": name,
                "created_by": created_by,
                "created_on": created_on,
                "updated_at": updated_at,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    def get(
        self,
        workflow_id: str,
        *,
        project_id: str,
    ) -> Workflow:
        """Get a workflow.

        One workflow with its specification.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/workflows/{workflow_id}
        """
        from .get_workflow import sync

        return sync(
            workflow_id,
            client=self._client,
            project_id=project_id,
        )

    def estimate(
        self,
        workflow_id: str,
    ) -> WorkflowEstimate:
        """Estimate the price of a workflow.

        The price of one run of the workflow, in tokens. Runs nothing.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/workflows/{workflow_id}/estimate
        """
        from .estimate_workflow import sync

        return sync(
            workflow_id,
            client=self._client,
        )


class AsyncWorkflows:
    """The operations tagged `workflows`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    def list(
        self,
        *,
        project_id: str | None = None,
        id: str | None = None,
        name: str | None = None,
        created_by: str | None = None,
        created_on: str | None = None,
        updated_at: str | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[Workflow]:
        """List workflows.

        The workflows of the workspace, in pages. The list may be empty.

        Iterate over the result; pages are requested as they are needed. `limit` is the largest number of items
        in all, `page_size` that of one page, and `offset` the position of the first item.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/workflows
        """
        from ..._data.pages import AsyncPages, Paging
        from .list_workflows import OPERATION

        return AsyncPages(
            self._client,
            OPERATION,
            Paging("workflows", key=("id",), page_size=50),
            path={},
            query={
                "project_id": project_id,
                "id": id,
                "name": name,
                "created_by": created_by,
                "created_on": created_on,
                "updated_at": updated_at,
            },
            limit=limit,
            page_size=page_size,
            offset=offset,
        )

    async def get(
        self,
        workflow_id: str,
        *,
        project_id: str,
    ) -> Workflow:
        """Get a workflow.

        One workflow with its specification.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/workflows/{workflow_id}
        """
        from .get_workflow import asyncio

        return await asyncio(
            workflow_id,
            client=self._client,
            project_id=project_id,
        )

    async def estimate(
        self,
        workflow_id: str,
    ) -> WorkflowEstimate:
        """Estimate the price of a workflow.

        The price of one run of the workflow, in tokens. Runs nothing.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/workflows/{workflow_id}/estimate
        """
        from .estimate_workflow import asyncio

        return await asyncio(
            workflow_id,
            client=self._client,
        )
