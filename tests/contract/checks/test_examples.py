"""What the contract prints is what a server answers that has what is printed.

Printed answers say what no schema can: units, the order of coordinates, which fields are there at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.model.comparison import differences_from_example
from tests.contract.model.examples import body_examples, example_answers
from tests.contract.model.links import LINKS, evaluate
from tests.contract.model.operations import OPERATIONS, Call, call_of, required_parameters
from tests.contract.outcomes import skip
from tests.contract.transport.server import Server
from tests.oracle import Operation

PRINTED = [operation for operation in OPERATIONS if example_answers(operation, "")]
READS = [operation for operation in PRINTED if operation.method == "GET"]
# What becomes of a legend follows from the pixels, which are made up here and there.
MEASURED = {"updateVisualizationMetadata", "rollbackVisualizationMetadata"}
DEEDS = [operation for operation in PRINTED if operation.method != "GET" and operation.id not in MEASURED]


def printed_call(operation: Operation) -> Call:
    """The request that is printed: its ids stand beside the parameters, or in what is printed of other operations."""
    parameters = required_parameters(operation)
    values = {name: one.schema["examples"][0] for name, one in parameters.items() if "examples" in one.schema}
    for link in LINKS:
        if parameters.keys() - values.keys() and link.target.id == operation.id:
            answer = example_answers(link.source, "")
            source = printed_call(link.source) if link.source.id != operation.id else call_of(operation)
            told = (
                {name: evaluate(said, source, answer[0], 0) for name, said in link.parameters.items()} if answer else {}
            )
            values = told | values
    path = {name: value for name, value in values.items() if name in operation.named("path")}
    query = {name: value for name, value in values.items() if name in parameters and name not in path}
    body = next(iter(body_examples(operation).values()))["value"] if operation.body else None
    return call_of(operation, path=path, query=query, body=body)


def hold(server: Server, operation: Operation, *, exact: bool) -> None:
    if not server.is_sandbox:
        skip("only the sandbox is known to have what the contract prints")
    call = printed_call(operation)
    answered = server.value(call)
    differences = [
        [*differences_from_example(one, answered, exact=exact), *called_otherwise(call, one, answered)]
        for one in example_answers(operation, server.run.url)
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
