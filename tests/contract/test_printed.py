"""What the contract prints is what a server answers that has what is printed.

Printed answers say what no schema can: units, the order of coordinates, which fields are there at all.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.contract.operations import CONTRACT, OPERATIONS, Call, call_of, needed
from tests.contract.server import Server
from tests.contract.world import LINKS, evaluated, examples
from tests.oracle import JSON, Operation

# What every answer has anew: ids, times, places of files; and how much there is besides.
OWN = re.compile(r"(^|_)(id|at|path|url)$|^(pagination|count)$")
# Numbers that follow from others are printed rounded.
ROUNDED = 0.01


def printed_answers(operation: Operation, url: str) -> list[Any]:
    """The answers of success that the contract prints, with links that lead to the server at `url`."""
    answer, _ = CONTRACT.resolve(operation.raw["responses"][str(operation.success)], "")
    shown = [one["value"] for one in answer.get("content", {}).get(JSON, {}).get("examples", {}).values()]
    service = CONTRACT.document["servers"][0]["url"]
    values: list[Any] = json.loads(json.dumps(shown, default=datetime.isoformat).replace(service, url))
    return values


PRINTED = [operation for operation in OPERATIONS if printed_answers(operation, "")]
READS = [operation for operation in PRINTED if operation.method == "GET"]
# What becomes of a legend follows from the pixels, which are made up here and there.
MEASURED = {"updateVisualizationMetadata", "rollbackVisualizationMetadata"}
DEEDS = [operation for operation in PRINTED if operation.method != "GET" and operation.id not in MEASURED]


def printed_call(operation: Operation) -> Call:
    """The request that is printed: its ids stand beside the parameters, or in what is printed of other operations."""
    parameters = needed(operation)
    values = {name: one.schema["examples"][0] for name, one in parameters.items() if "examples" in one.schema}
    for link in LINKS:
        if parameters.keys() - values.keys() and link.target.id == operation.id:
            answer = printed_answers(link.source, "")
            source = printed_call(link.source) if link.source.id != operation.id else call_of(operation)
            told = (
                {name: evaluated(said, source, answer[0], 0) for name, said in link.parameters.items()}
                if answer
                else {}
            )
            values = told | values
    path = {name: value for name, value in values.items() if name in operation.named("path")}
    query = {name: value for name, value in values.items() if name in parameters and name not in path}
    body = next(iter(examples(operation).values()))["value"] if operation.body else None
    return call_of(operation, path=path, query=query, body=body)


def missing(shown: Any, answered: Any, *, exact: bool, at: str = "") -> Iterator[str]:
    """What is printed and an answer lacks, which may hold more fields and more items."""
    if isinstance(shown, dict) and isinstance(answered, dict):
        for name, value in shown.items():
            own = name in {"pagination", "count", "signed_url"} if exact else OWN.search(name)
            if name not in answered:
                yield f"{at}/{name} is not there"
            elif own:
                # Nothing at all is another thing than an empty text.
                if (bool(value), value is None) != (bool(answered[name]), answered[name] is None) and not isinstance(
                    value, int
                ):
                    yield f"{at}/{name}: {value!r} is printed, {answered[name]!r} answered"
            else:
                yield from missing(value, answered[name], exact=exact, at=f"{at}/{name}")
    elif (
        isinstance(shown, list)
        and isinstance(answered, list)
        and any(isinstance(one, dict) for one in [*shown, *answered])
    ):
        for position, one in enumerate(shown):
            differences = [[*missing(one, other, exact=exact, at=f"{at}/{position}")] for other in answered]
            yield from min(differences, key=len, default=[f"{at}/{position} is not there"])
    elif not exact and isinstance(shown, list) and isinstance(answered, list) and len(shown) == len(answered):
        for position, (one, other) in enumerate(zip(shown, answered, strict=True)):
            yield from missing(one, other, exact=exact, at=f"{at}/{position}")
    elif not same(shown, answered, exact=exact):
        yield f"{at}: {shown!r} is printed, {answered!r} answered"


def same(shown: Any, answered: Any, *, exact: bool) -> bool:
    if not exact and isinstance(shown, int | float) and isinstance(answered, int | float):
        return math.isclose(shown, answered, rel_tol=ROUNDED)
    # Of a document within an answer, the contract prints the beginning.
    if not exact and isinstance(shown, str) and shown.startswith("<"):
        return isinstance(answered, str) and answered.startswith(shown.partition(" ")[0])
    return bool(shown == answered)


def hold(server: Server, operation: Operation, *, exact: bool) -> None:
    if not server.is_sandbox:
        pytest.skip("not checked: only the sandbox is known to have what the contract prints")
    call = printed_call(operation)
    answered = server.value(call)
    differences = [
        [*missing(one, answered, exact=exact), *called_otherwise(call, one, answered)]
        for one in printed_answers(operation, server.run.url)
    ]
    assert [] in differences, min(differences, key=len)


def called_otherwise(call: Call, shown: Any, answered: Any) -> Iterator[str]:
    """Ids that are printed as those of the request and answered as others, or the other way round."""
    asked = set(call.path.values())
    for name in shown.keys() & answered.keys() if isinstance(shown, dict) and isinstance(answered, dict) else ():
        if isinstance(shown[name], str) and (shown[name] in asked) != (answered[name] in asked):
            yield f"/{name}: {shown[name]} is printed, {answered[name]} answered, of {call.path}"


@pytest.mark.parametrize("operation", READS, ids=lambda operation: operation.id)
def test_what_is_printed_of_a_read_is_answered(server: Server, operation: Operation) -> None:
    hold(server, operation, exact=True)


@pytest.mark.parametrize("operation", DEEDS, ids=lambda operation: operation.id)
def test_what_is_printed_of_a_deed_is_answered_but_for_what_is_new_each_time(
    server: Server, operation: Operation
) -> None:
    hold(server, operation, exact=False)
