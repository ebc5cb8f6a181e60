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

WITH_EXAMPLES = [operation for operation in OPERATIONS if example_answers(operation, "")]
READS = [operation for operation in WITH_EXAMPLES if operation.method == "GET"]
# The values of a legend follow from pixels, which differ between the example and the sandbox.
DATA_DEPENDENT = {"updateVisualizationMetadata", "rollbackVisualizationMetadata"}
WRITES = [operation for operation in WITH_EXAMPLES if operation.method != "GET" and operation.id not in DATA_DEPENDENT]


def example_call(operation: Operation) -> Call:
    """The request of the example: IDs come from the parameters' examples or from example answers."""
    parameters = required_parameters(operation)
    values = {
        name: parameter.schema["examples"][0]
        for name, parameter in parameters.items()
        if "examples" in parameter.schema
    }
    for link in LINKS:
        if parameters.keys() - values.keys() and link.target.id == operation.id:
            answer = example_answers(link.source, "")
            source = example_call(link.source) if link.source.id != operation.id else call_of(operation)
            linked_values = (
                {name: evaluate(expression, source, answer[0], 0) for name, expression in link.parameters.items()}
                if answer
                else {}
            )
            values = linked_values | values
    path = {name: value for name, value in values.items() if name in operation.named("path")}
    query = {name: value for name, value in values.items() if name in parameters and name not in path}
    body = next(iter(body_examples(operation).values()))["value"] if operation.body else None
    return call_of(operation, path=path, query=query, body=body)


def assert_answers_example(server: Server, operation: Operation, *, exact: bool) -> None:
    if not server.is_sandbox:
        skip("only the sandbox is known to have the data of the examples")
    call = example_call(operation)
    answer = server.value(call)
    differences = [
        [*differences_from_example(example, answer, exact=exact), *id_differences(call, example, answer)]
        for example in example_answers(operation, server.run.url)
    ]
    found = min(differences, key=len)
    assert not found, f"the answer must be as an example shows, {'; '.join(found)}: {call}"


def id_differences(call: Call, example: Any, answer: Any) -> Iterator[str]:
    """IDs that equal an ID of the request in the example and not in the answer, or the other way round."""
    request_ids = set(call.path.values())
    for name in example.keys() & answer.keys() if isinstance(example, dict) and isinstance(answer, dict) else ():
        if isinstance(example[name], str) and (example[name] in request_ids) != (answer[name] in request_ids):
            yield f"/{name}: {example[name]} is in the example, and {answer[name]} is in the answer, for {call.path}"


@pytest.mark.parametrize("operation", READS, ids=lambda operation: operation.id)
def test_get_answers_the_examples_of_the_contract(server: Server, operation: Operation) -> None:
    assert_answers_example(server, operation, exact=True)


@pytest.mark.parametrize("operation", WRITES, ids=lambda operation: operation.id)
def test_write_answers_the_examples_of_the_contract(server: Server, operation: Operation) -> None:
    assert_answers_example(server, operation, exact=False)
