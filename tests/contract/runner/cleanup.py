"""After a run: deletes the created resources where the API can, and names the rest."""

from __future__ import annotations

from typing import Any

import httpx

from tests.contract.model.links import LINKS, Link, evaluate
from tests.contract.model.operations import Call
from tests.contract.runner.run import CreatedResource, Run

# The names that answers have for the id of a created resource.
ID_FIELDS = ("id", "aoi_id", "download_id", "delivery_id")
DELETE_LINKS = {link.source.id: link for link in LINKS if link.target.method == "DELETE"}
# Methods that change a resource and create none.
UPDATE_METHODS = {"PUT", "PATCH"}


def clean_up(run: Run, key: str) -> None:
    """Delete what can be deleted, and list in `run.leftovers` what stays on the server."""
    with httpx.Client(base_url=run.url, headers={"Authorization": key}, timeout=run.limits.timeout) as http:
        for resource in run.created:
            if resource.call.operation.method == "DELETE":
                continue
            resource_ids = ids(resource.answer)
            if resource.call.operation.method in UPDATE_METHODS or set(resource_ids) & set(resource.call.path.values()):
                run.leftovers += [line for line in [f"{resource.call.url}: was changed"] if line not in run.leftovers]
                continue
            link = DELETE_LINKS.get(resource.call.operation.id)
            why = "the API cannot delete it" if link is None else why_not_deleted(http, link, resource)
            if why:
                run.leftovers.append(f"{resource.call.operation.id} {' '.join(resource_ids)}: {why}")


def why_not_deleted(http: httpx.Client, link: Link, resource: CreatedResource) -> str | None:
    """Why a resource could not be deleted; None if it is gone."""
    try:
        values = {
            name: evaluate(expression, resource.call, resource.answer, 0)
            for name, expression in link.parameters.items()
        }
        query = {name: values[name] for name in link.target.named("query") if name in values}
        call = Call(link.target, {name: values[name] for name in link.target.named("path")}, query, None)
        answer = http.request(call.operation.method, call.url, params=query)
    except (httpx.HTTPError, LookupError) as error:
        return f"deleting it failed ({type(error).__name__}: {error})"
    is_gone = answer.status_code in {*link.target.successes, 404}
    return None if is_gone else f"deleting it was answered with {answer.status_code}"


def ids(answer: Any) -> list[str]:
    """The ids of the resources that an answer says were created."""
    if not isinstance(answer, dict):
        return []
    several = [value for value in answer.values() if isinstance(value, list) and len(answer) == 1]
    resources = several[0] if several else [answer]
    return [str(resource[name]) for resource in resources for name in ID_FIELDS if name in resource][: len(resources)]
