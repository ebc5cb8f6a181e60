"""Projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors

if TYPE_CHECKING:
    from ..core.call import Call


# The size of the other pages; the contract has no default for projects.
PAGE_SIZE = 10


def list_projects(call: Call) -> dict[str, Any]:
    """A page of the projects, by its number from 1; 0 is also the first page, for clients that count from 0."""
    page_num, page_size = call.query["page_num"] or 1, call.query["page_size"] or PAGE_SIZE
    projects, count = call.documents.page("project", offset=(page_num - 1) * page_size, limit=page_size)
    return {"count": count, "projects": projects}


def get_project(call: Call) -> dict[str, Any]:
    """A project; 404 if there is none with this id."""
    project_id = call.path["id"]
    project = call.documents.get("project", project_id)
    if project is None:
        raise errors.not_found("no such project", {"id": project_id})
    return {"project": project}
