"""After a run: deletes the created resources where the API can, and names the rest."""

from __future__ import annotations

from typing import Any

import httpx

from tests.contract.model.links import LINKS, Link, evaluate
from tests.contract.model.operations import NO_IDS, Call
from tests.contract.runner.bounded import BoundedClient, TooSlow
from tests.contract.runner.run import CreatedResource, Run

# The names that answers have for the id of a created resource.
ID_FIELDS = ("id", "aoi_id", "download_id", "delivery_id")
DELETE_LINKS = {link.source.id: link for link in LINKS if link.target.method == "DELETE"}
# Methods that change a resource and create none.
UPDATE_METHODS = {"PUT", "PATCH"}
# No request after these gets an answer, and each would take the whole timeout.
GONE = (httpx.TimeoutException, httpx.ConnectError, TooSlow)


def clean_up(run: Run, key: str) -> None:
    """Delete what can be deleted, and list in `run.leftovers` what stays on the server.

    Ctrl-C, SIGTERM and a request without an answer end the deleting; what is left then is listed, too.
    """
    waiting = [resource for resource in run.created if resource.call.operation.method != "DELETE"]
    gone, why = deleted_ids(run), ""
    try:
        with BoundedClient(base_url=run.url, timeout=run.limits.timeout) as http:
            while waiting:
                http.headers["Authorization"] = waiting[0].key or key
                _add(run, waiting[0], gone, http)
                waiting.pop(0)
    except KeyboardInterrupt:
        run.is_interrupted = True
        why = "the clean-up was interrupted"
    except GONE as error:
        why = f"the server did not answer in the clean-up ({type(error).__name__})"
    for resource in waiting:
        _add(run, resource, gone, why)


def deleted_ids(run: Run) -> set[str]:
    """The ids of what the checks have deleted themselves."""
    deletions = [resource.call for resource in run.created if resource.call.operation.method == "DELETE"]
    return {str(value) for call in deletions for value in call.path.values()}


def _add(run: Run, resource: CreatedResource, gone: set[str], http: httpx.Client | str) -> None:
    """Delete a resource, and list it if it stays. With a reason in place of a connection, it is only listed."""
    operation, resource_ids = resource.call.operation, ids(resource.answer)
    if operation.method in UPDATE_METHODS or set(resource_ids) & set(resource.call.path.values()):
        line = f"{resource.call.url}: was changed"
        run.leftovers += [line] if line not in run.leftovers else []
        return
    if resource_ids and gone.issuperset(resource_ids):
        return
    link = DELETE_LINKS.get(operation.id)
    if not resource.is_answered:
        why: str | None = "may have been created, because no answer says that it was not"
    elif link is None:
        why = "the API cannot delete it"
    elif isinstance(http, str):
        why = http
    else:
        why = why_not_deleted(run, link, resource, http)
    if why:
        run.leftovers.append(f"{operation.id} {' '.join(resource_ids) or '(no ID is known)'}: {why}")


def why_not_deleted(run: Run, link: Link, resource: CreatedResource, http: httpx.Client) -> str | None:
    """Why a resource could not be deleted; None if it is gone."""
    try:
        values = {
            name: evaluate(expression, resource.call, resource.answer, 0)
            for name, expression in link.parameters.items()
        }
        query = {name: values[name] for name in link.target.named("query") if name in values}
        call = Call(link.target, {name: values[name] for name in link.target.named("path")}, query, None)
        if NO_IDS.intersection(call.path.values()):
            return "its ID cannot stand in a path"
        run.begin_own_request()
        answer = http.request(call.operation.method, call.url, params=query)
    except GONE:
        raise
    except (httpx.HTTPError, httpx.InvalidURL, LookupError, TypeError, ValueError) as error:
        # Whatever the server has answered, the other resources are deleted.
        return f"deleting it failed ({type(error).__name__})"
    is_gone = answer.status_code in link.target.successes
    return None if is_gone else f"deleting it was answered with {answer.status_code}"


def ids(answer: Any) -> list[str]:
    """The ids of the resources that an answer says were created."""
    if not isinstance(answer, dict):
        return []
    several = [value for value in answer.values() if isinstance(value, list) and len(answer) == 1]
    resources = [resource for resource in (several[0] if several else [answer]) if isinstance(resource, dict)]
    return [str(resource[name]) for resource in resources for name in ID_FIELDS if name in resource][: len(resources)]
