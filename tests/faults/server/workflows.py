"""Faults in workflows."""

from tests.faults.fault import Fault
from tests.faults.server.places import DOMAIN_JOBS, INSTANTS, SAMPLE_ANALYSIS, WORKFLOWS

FAULTS = [
    Fault(
        "a workflow comes without its specification",
        WORKFLOWS,
        '_ALONE = (*_IN_BOTH, "estimated_cost", "spec", "val_errors")',
        '_ALONE = (*_IN_BOTH, "estimated_cost", "val_errors")',
        source="blind, second list",
    ),
    Fault(
        "what a workflow costs is answered under another name",
        WORKFLOWS,
        'return {"estimated_cost": ',
        'return {"estimate": ',
        source="blind, second list",
    ),
    Fault(
        "a workflow is answered for whatever project it is asked for",
        DOMAIN_JOBS,
        'if of_project["project_id"] != project_id:',
        "if not project_id:",
        source="blind, second list",
    ),
    Fault(
        "workflows are found by any time of the day that they were made on",
        WORKFLOWS,
        'instants.wanted(call, "created_on")',
        '(call.query["created_on"] or "")[:10] or None',
        source="blind, second list",
    ),
    Fault(
        "a workflow without faults has null for them",
        SAMPLE_ANALYSIS,
        '"val_errors": [],',
        '"val_errors": None,',
        source="blind, third list",
    ),
    Fault(
        "an estimate of a workflow runs it",
        WORKFLOWS,
        '    return {"estimated_cost": ',
        "    from dataclasses import replace\n\n    from .jobs import create_job\n\n"
        '    create_job(replace(call, query={"project_id": runs.workflow(call)["project_id"]}))\n'
        '    return {"estimated_cost": ',
        source="blind, third list",
    ),
    Fault(
        "a page of workflows says that it holds ten at the most",
        WORKFLOWS,
        '"pagination": pagination}',
        '"pagination": {**pagination, "limit": min(pagination["limit"], 10)}}',
        source="blind, third list",
    ),
    Fault(
        "the time of the last change is looked for in that of creation",
        WORKFLOWS,
        '"updated_at": instants.wanted(call, "updated_at"),',
        '**({"created_at": instants.wanted(call, "updated_at")} if call.query["updated_at"] else {}),',
        source="blind, third list",
    ),
    Fault(
        "the project of a workflow is looked for in its legacy project",
        WORKFLOWS,
        '"project_id": call.filter("project_id"),',
        '"legacy_project_id": call.filter("project_id"),',
        source="blind, fourth list",
    ),
    Fault(
        "runs and workflows are found by their times only as these are printed",
        INSTANTS,
        "return [clock.timestamp_z(when if when.tzinfo else when.replace(tzinfo=UTC))]",
        "return [when.replace(tzinfo=UTC) and text]",
        source="blind, fourth list",
    ),
    Fault(
        "the estimate of a workflow that has never been run is null",
        WORKFLOWS,
        '    return {"estimated_cost": runs.workflow(call)["estimated_cost"]}',
        "    workflow = runs.workflow(call)\n"
        '    has_run = call.documents.page("job", parent=workflow["id"], limit=1)[0]\n'
        '    return {"estimated_cost": workflow["estimated_cost"] if has_run else None}',
        source="blind, fifth list",
    ),
    Fault(
        "a workflow read alone has not been changed since it was made",
        WORKFLOWS,
        "    return {field: workflow[field] for field in _ALONE}",
        '    return {field: workflow[field] for field in _ALONE} | {"updated_at": workflow["created_at"]}',
        source="blind, fifth list",
    ),
    Fault(
        "the pagination of workflows gives as limit how many the page holds in fact, not how many at the most",
        WORKFLOWS,
        'return {"workflows": workflows, "pagination": pagination}',
        'return {"workflows": workflows, "pagination": {**pagination, "limit": len(workflows)}}',
        source="blind, sixth list",
    ),
    Fault(
        "the name filter of workflows also lets through names that only begin with the text",
        WORKFLOWS,
        '"name": call.filter("name"),',
        '"name": call.query["name"],',
        source="blind, sixth list",
    ),
]
