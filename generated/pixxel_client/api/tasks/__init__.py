# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `tasks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.task_package import TaskPackage


__all__ = ["AsyncTasks", "Tasks"]


class Tasks:
    """The operations tagged `tasks`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def download(
        self,
        workflow_id: str,
        job_id: str,
        task_id: str,
    ) -> TaskPackage:
        """Pack the result of a task for download.

        Starts to pack the result of one task of a job and returns at once. The same request later returns the
        status of the packing and, after success, the URL of the package.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        PUT /v0/workflows/{workflow_id}/jobs/{job_id}/tasks/{task_id}/download
        """
        from .download_task import sync

        return sync(
            workflow_id,
            job_id,
            task_id,
            client=self._client,
        )


class AsyncTasks:
    """The operations tagged `tasks`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def download(
        self,
        workflow_id: str,
        job_id: str,
        task_id: str,
    ) -> TaskPackage:
        """Pack the result of a task for download.

        Starts to pack the result of one task of a job and returns at once. The same request later returns the
        status of the packing and, after success, the URL of the package.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        PUT /v0/workflows/{workflow_id}/jobs/{job_id}/tasks/{task_id}/download
        """
        from .download_task import asyncio

        return await asyncio(
            workflow_id,
            job_id,
            task_id,
            client=self._client,
        )
