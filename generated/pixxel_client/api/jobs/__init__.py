# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations tagged `jobs`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..._http.transport import AsyncTransport, Transport
    from ...models.job import Job
    from ...models.job_list import JobList
    from ...models.job_package import JobPackage


__all__ = ["AsyncJobs", "Jobs"]


class Jobs:
    """The operations tagged `jobs`."""

    def __init__(self, client: Transport) -> None:
        self._client = client

    def list(
        self,
        workflow_id: str,
        *,
        id: str | None = None,
        status: str | None = None,
        created_by: str | None = None,
        created_on: str | None = None,
    ) -> JobList:
        """List the jobs of a workflow.

        The runs of a workflow.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/workflows/{workflow_id}/jobs
        """
        from .list_jobs import sync

        return sync(
            workflow_id,
            client=self._client,
            id=id,
            status=status,
            created_by=created_by,
            created_on=created_on,
        )

    def create(
        self,
        workflow_id: str,
        *,
        project_id: str,
    ) -> Job:
        """Run a workflow.

        Queues or starts a run and returns it at once. A run costs tokens.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/workflows/{workflow_id}/jobs
        """
        from .create_job import sync

        return sync(
            workflow_id,
            client=self._client,
            project_id=project_id,
        )

    def get(
        self,
        workflow_id: str,
        job_id: str,
    ) -> Job:
        """Get a job.

        One run of a workflow, with its tasks.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/workflows/{workflow_id}/jobs/{job_id}
        """
        from .get_job import sync

        return sync(
            workflow_id,
            job_id,
            client=self._client,
        )

    def download(
        self,
        workflow_id: str,
        job_id: str,
    ) -> JobPackage:
        """Pack the results of a job for download.

        Starts to pack the results into one ZIP file and returns at once. The same request later returns the status
        of the packing and, after success, the URL of the package.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        PUT /v0/workflows/{workflow_id}/jobs/{job_id}/download
        """
        from .download_job import sync

        return sync(
            workflow_id,
            job_id,
            client=self._client,
        )


class AsyncJobs:
    """The operations tagged `jobs`, for asyncio."""

    def __init__(self, client: AsyncTransport) -> None:
        self._client = client

    async def list(
        self,
        workflow_id: str,
        *,
        id: str | None = None,
        status: str | None = None,
        created_by: str | None = None,
        created_on: str | None = None,
    ) -> JobList:
        """List the jobs of a workflow.

        The runs of a workflow.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/workflows/{workflow_id}/jobs
        """
        from .list_jobs import asyncio

        return await asyncio(
            workflow_id,
            client=self._client,
            id=id,
            status=status,
            created_by=created_by,
            created_on=created_on,
        )

    async def create(
        self,
        workflow_id: str,
        *,
        project_id: str,
    ) -> Job:
        """Run a workflow.

        Queues or starts a run and returns it at once. A run costs tokens.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        POST /v0/workflows/{workflow_id}/jobs
        """
        from .create_job import asyncio

        return await asyncio(
            workflow_id,
            client=self._client,
            project_id=project_id,
        )

    async def get(
        self,
        workflow_id: str,
        job_id: str,
    ) -> Job:
        """Get a job.

        One run of a workflow, with its tasks.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        GET /v0/workflows/{workflow_id}/jobs/{job_id}
        """
        from .get_job import asyncio

        return await asyncio(
            workflow_id,
            job_id,
            client=self._client,
        )

    async def download(
        self,
        workflow_id: str,
        job_id: str,
    ) -> JobPackage:
        """Pack the results of a job for download.

        Starts to pack the results into one ZIP file and returns at once. The same request later returns the status
        of the packing and, after success, the URL of the package.

        Raises an error of `pixxel_client.errors`: `InvalidArgument` before anything is sent, another if the call fails.

        PUT /v0/workflows/{workflow_id}/jobs/{job_id}/download
        """
        from .download_job import asyncio

        return await asyncio(
            workflow_id,
            job_id,
            client=self._client,
        )
