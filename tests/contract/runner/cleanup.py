"""After a run: deletes the created resources where the API can, and names the rest."""

from __future__ import annotations

from typing import Any

import httpx

from tests.contract.model.links import LINKS, Link, evaluate
from tests.contract.model.operations import Call
from tests.contract.runner.run import CreatedResource, Run

# The names that answers have for the id of a created resource.
IDS = ("id", "aoi_id", "download_id", "delivery_id")
REMOVING = {link.source.id: link for link in LINKS if link.target.method == "DELETE"}
# Methods that change a resource and create none.
CHANGING = {"PUT", "PATCH"}


def clean_up(run: Run, key: str) -> None:
    """Delete what can be deleted, and list in `run.left` what stays on the server."""
    with httpx.Client(base_url=run.url, headers={"Authorization": key}, timeout=run.limits.timeout) as http:
        for made in run.created:
            if made.call.operation.method == "DELETE":
                continue
            things = ids(made.answer)
            if made.call.operation.method in CHANGING or set(things) & set(made.call.path.values()):
                run.left += [line for line in [f"{made.call.url}: was changed"] if line not in run.left]
                continue
            link = REMOVING.get(made.call.operation.id)
            why = "the API cannot delete it" if link is None else removed(http, link, made)
            if why:
                run.left.append(f"{made.call.operation.id} {' '.join(things)}: {why}")


def removed(http: httpx.Client, link: Link, made: CreatedResource) -> str | None:
    """Why a resource could not be deleted; None if it is gone."""
    try:
        values = {name: evaluate(said, made.call, made.answer, 0) for name, said in link.parameters.items()}
        query = {name: values[name] for name in link.target.named("query") if name in values}
        call = Call(link.target, {name: values[name] for name in link.target.named("path")}, query, None)
        answer = http.request(call.operation.method, call.url, params=query)
    except (httpx.HTTPError, LookupError) as error:
        return f"deleting it failed ({type(error).__name__}: {error})"
    gone = answer.status_code in {*link.target.successes, 404}
    return None if gone else f"deleting it was answered with {answer.status_code}"


def ids(answer: Any) -> list[str]:
    """The ids of the resources that an answer says were created."""
    if not isinstance(answer, dict):
        return []
    several = [part for part in answer.values() if isinstance(part, list) and len(answer) == 1]
    things = several[0] if several else [answer]
    return [str(thing[name]) for thing in things for name in IDS if name in thing][: len(things)]
