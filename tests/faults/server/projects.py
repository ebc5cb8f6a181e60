"""Faults in projects."""

from tests.faults.fault import Fault
from tests.faults.server.files import PROJECTS, SAMPLE_PROJECTS

FAULTS = [
    Fault(
        "An unknown project is answered with 200 and null instead of 404",
        PROJECTS,
        "    if project is None:\n",
        '    if project_id == "":\n',
        source="blind, second list",
    ),
    Fault(
        "The times of a project have no offset",
        SAMPLE_PROJECTS,
        '"created_at": created_at,\n        "updated_at": created_at,\n',
        '"created_at": created_at[:-1],\n        "updated_at": created_at[:-1],\n',
        source="blind, second list",
    ),
    Fault(
        "Pages of projects overlap",
        PROJECTS,
        "offset=(page_num - 1) * page_size",
        "offset=page_num - 1",
        source="blind, second list",
    ),
    Fault(
        "The metadata of a project are a string",
        SAMPLE_PROJECTS,
        '"metadata": {},',
        '"metadata": "{}",',
        source="blind, third list",
    ),
    Fault(
        "The page_size of projects is ignored",
        PROJECTS,
        "limit=page_size)",
        "limit=PAGE_SIZE)",
        source="blind, third list",
    ),
    Fault(
        "A project that is read by id has the id of its workspace",
        PROJECTS,
        'return {"project": project}',
        'return {"project": {**project, "id": project["org_id"]}}',
        source="blind, third list",
    ),
    Fault(
        "The count of projects is the number of pages",
        PROJECTS,
        'return {"count": count,',
        'return {"count": -(-count // page_size),',
        source="blind, fourth list",
    ),
    Fault(
        "A page of projects past the end is the last page again",
        PROJECTS,
        'projects, count = call.documents.page("project", offset=(page_num - 1) * page_size, limit=page_size)',
        '_, count = call.documents.page("project", limit=1)\n'
        "    page_num = min(page_num, max(1, -(-count // page_size)))\n"
        '    projects, _ = call.documents.page("project", offset=(page_num - 1) * page_size, limit=page_size)',
        source="blind, fifth list",
    ),
    Fault(
        "The count of projects is the size of the page",
        PROJECTS,
        '"count": count,',
        '"count": len(projects),',
        source="blind, sixth list",
    ),
]
