"""Faults in workflows."""

from tests.faults.fault import Fault
from tests.faults.server.files import DOMAIN_JOBS, INSTANTS, SAMPLE_ANALYSIS, WORKFLOWS

FAULTS = [
    Fault(
        "A workflow is answered without its specification",
        WORKFLOWS,
        '_SINGLE_FIELDS = (*_COMMON_FIELDS, "estimated_cost", "spec", "val_errors")',
        '_SINGLE_FIELDS = (*_COMMON_FIELDS, "estimated_cost", "val_errors")',
        source="blind, second list",
    ),
    Fault(
        "The estimated cost of a workflow is answered in another field",
        WORKFLOWS,
        'return {"estimated_cost": ',
        'return {"estimate": ',
        source="blind, second list",
    ),
    Fault(
        "A workflow is answered whichever project the request names",
        DOMAIN_JOBS,
        'if workflow["project_id"] != project_id:',
        "if not project_id:",
        source="blind, second list",
    ),
    Fault(
        "The created_on filter of workflows matches the whole day",
        WORKFLOWS,
        'instants.time_filter(call, "created_on")',
        '(call.query["created_on"] or "")[:10] or None',
        source="blind, second list",
    ),
    Fault(
        "The val_errors of a valid workflow are null",
        SAMPLE_ANALYSIS,
        '"val_errors": [],',
        '"val_errors": None,',
        source="blind, third list",
    ),
    Fault(
        "An estimate of a workflow runs it",
        WORKFLOWS,
        '    return {"estimated_cost": ',
        "    from dataclasses import replace\n\n    from .jobs import create_job\n\n"
        '    create_job(replace(call, query={"project_id": jobs.get_workflow(call)["project_id"]}))\n'
        '    return {"estimated_cost": ',
        source="blind, third list",
    ),
    Fault(
        "The limit of a page of workflows is always ten",
        WORKFLOWS,
        '"pagination": pagination}',
        '"pagination": {**pagination, "limit": min(pagination["limit"], 10)}}',
        source="blind, third list",
    ),
    Fault(
        "The filter updated_on of workflows is compared with created_on",
        WORKFLOWS,
        '"updated_at": instants.time_filter(call, "updated_at"),',
        '**({"created_at": instants.time_filter(call, "updated_at")} if call.query["updated_at"] else {}),',
        source="blind, third list",
    ),
    Fault(
        "The project filter of workflows is compared with the legacy project",
        WORKFLOWS,
        '"project_id": call.filter("project_id"),',
        '"legacy_project_id": call.filter("project_id"),',
        source="blind, fourth list",
    ),
    Fault(
        "The time filters of jobs and workflows match only the printed spelling",
        INSTANTS,
        "return [clock.timestamp_z(when if when.tzinfo else when.replace(tzinfo=UTC))]",
        "return [when.replace(tzinfo=UTC) and text]",
        source="blind, fourth list",
    ),
    Fault(
        "The estimate of a workflow that has never run is null",
        WORKFLOWS,
        '    return {"estimated_cost": jobs.get_workflow(call)["estimated_cost"]}',
        "    workflow = jobs.get_workflow(call)\n"
        '    has_run = call.documents.page("job", parent=workflow["id"], limit=1)[0]\n'
        '    return {"estimated_cost": get_workflow["estimated_cost"] if has_run else None}',
        source="blind, fifth list",
    ),
    Fault(
        "The updated_at of a workflow that is read by id is its created_at",
        WORKFLOWS,
        "    return {field: workflow[field] for field in _SINGLE_FIELDS}",
        '    return {field: workflow[field] for field in _SINGLE_FIELDS} | {"updated_at": workflow["created_at"]}',
        source="blind, fifth list",
    ),
    Fault(
        "The limit of a page of workflows is the size of the page",
        WORKFLOWS,
        'return {"workflows": workflows, "pagination": pagination}',
        'return {"workflows": workflows, "pagination": {**pagination, "limit": len(workflows)}}',
        source="blind, sixth list",
    ),
    Fault(
        "The name filter of workflows also matches names that only begin with it",
        WORKFLOWS,
        '"name": call.filter("name"),',
        '"name": call.query["name"],',
        source="blind, sixth list",
    ),
    Fault(
        "A filter by time finds what belongs to the same second",
        INSTANTS,
        "return [clock.timestamp_z(when if when.tzinfo else when.replace(tzinfo=UTC))]",
        "return clock.timestamp_z(when if when.tzinfo else when.replace(tzinfo=UTC))[:19]",
        source="kinds of checks",
    ),
    Fault(
        "The estimate of a workflow is never more than 60 tokens",
        WORKFLOWS,
        'return {"estimated_cost": jobs.get_workflow(call)["estimated_cost"]}',
        'return {"estimated_cost": min(jobs.get_workflow(call)["estimated_cost"], 60)}',
        source="kinds of checks",
    ),
    Fault(
        "A workflow is shown in any project",
        WORKFLOWS,
        "    jobs.check_project(call, workflow)\n",
        "",
        source="blind, seventh list",
    ),
]
