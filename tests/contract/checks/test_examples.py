"""Example requests are answered as the contract's examples; the sandbox has their data.

Examples show what no schema states: units, the order of coordinates, which optional fields an answer has.
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
# The values of a legend follow from pixels, which differ between the example and the sandbox.
MEASURED = {"updateVisualizationMetadata", "rollbackVisualizationMetadata"}
WRITES = [operation for operation in PRINTED if operation.method != "GET" and operation.id not in MEASURED]


def printed_call(operation: Operation) -> Call:
    """The request of the example: IDs come from the parameters' examples or from example answers."""
    parameters = required_parameters(operation)
    values = {name: item.schema["examples"][0] for name, item in parameters.items() if "examples" in item.schema}
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


def assert_answers_example(server: Server, operation: Operation, *, exact: bool) -> None:
    if not server.is_sandbox:
        skip("only the sandbox is known to have the data of the examples")
    call = printed_call(operation)
    answered = server.value(call)
    differences = [
        [*differences_from_example(item, answered, exact=exact), *called_otherwise(call, item, answered)]
        for item in example_answers(operation, server.run.url)
    ]
    assert [] in differences, min(differences, key=len)


def called_otherwise(call: Call, shown: Any, answered: Any) -> Iterator[str]:
    """IDs that equal an ID of the request in the example and not in the answer, or the other way round."""
    asked = set(call.path.values())
    for name in shown.keys() & answered.keys() if isinstance(shown, dict) and isinstance(answered, dict) else ():
        if isinstance(shown[name], str) and (shown[name] in asked) != (answered[name] in asked):
            yield f"/{name}: {shown[name]} is printed, {answered[name]} answered, of {call.path}"


@pytest.mark.parametrize("operation", READS, ids=lambda operation: operation.id)
def test_get_answers_the_examples_of_the_contract(server: Server, operation: Operation) -> None:
    assert_answers_example(server, operation, exact=True)


@pytest.mark.parametrize("operation", WRITES, ids=lambda operation: operation.id)
def test_write_answers_the_examples_of_the_contract(server: Server, operation: Operation) -> None:
    assert_answers_example(server, operation, exact=False)
