"""Projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..contract import errors

if TYPE_CHECKING:
    from ..core.call import Call


# As many as a page of anything else holds; the contract names no number for projects.
PAGE_SIZE = 10


def list_projects(call: Call) -> dict[str, Any]:
    """One page of the projects, by its number, counted from 1; 0, which some count from, is the first as well."""
    page_num, page_size = call.query["page_num"] or 1, call.query["page_size"] or PAGE_SIZE
    projects, count = call.documents.page("project", offset=(page_num - 1) * page_size, limit=page_size)
    return {"count": count, "projects": projects}


def get_project(call: Call) -> dict[str, Any]:
    """One project; 404 if there is none of this id."""
    project_id = call.path["id"]
    project = call.documents.get("project", project_id)
    if project is None:
        raise errors.not_found("no such project", {"id": project_id})
    return {"project": project}
