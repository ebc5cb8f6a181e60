"""The sample data is what the contract's examples speak of, and every example request works on it.

`tests/contract/checks/test_examples.py` holds what is answered against what is printed.
"""

import json
from datetime import datetime
from typing import Any

import pytest

from pixxel_sandbox import sample
from tests.oracle import JSON, Operation
from tests.sandbox.support import CONTRACT, VISUALIZATION, InProcess, example_bodies, examples, url_of

EXAMPLES = [
    pytest.param(operation, body, id=f"{operation.id}-{name}")
    for operation in CONTRACT.operations.values()
    for name, body in example_bodies(operation).items()
]


@pytest.mark.parametrize(("operation", "body"), EXAMPLES)
def test_every_example_request_succeeds_on_a_new_sandbox(
    sandbox: InProcess, operation: Operation, body: dict[str, Any]
) -> None:
    answer = sandbox(operation.method, url_of(operation), json=body)
    assert answer.is_success, answer.text


def example(operation_id: str, name: str) -> Any:
    """The example answer of this name, with times as text: YAML has read some of them as times."""
    return json.loads(json.dumps(examples(operation_id)[name], default=datetime.isoformat))


def test_the_sample_aoi_equals_the_example(sandbox: InProcess) -> None:
    assert sandbox.json("GET", f"/v0/aoi/{sample.AOI_ID}") == example("getAoi", "aoi")


def test_the_sample_index_equals_the_example(sandbox: InProcess) -> None:
    listed = sandbox.json("GET", "/v0/indices", params={"index_id": sample.CUSTOM_INDEX_ID})
    assert listed == example("listIndices", "page")


def test_the_first_document_of_each_list_equals_the_example(sandbox: InProcess) -> None:
    for operation_id, key in (
        ("listAois", "aois"),
        ("listIndices", "indices"),
        ("listVisualizations", "visualization"),
    ):
        first = sandbox.json("GET", url_of(CONTRACT.operations[operation_id]))[key][0]
        expected = example(operation_id, "page")[key][0]
        assert {name: first[name] for name in expected} == expected


def test_the_sample_visualization_equals_the_rollback_example(sandbox: InProcess) -> None:
    operation = CONTRACT.operations["rollbackVisualizationMetadata"]
    request = operation.raw["requestBody"]["content"][JSON]["examples"]["dynamic"]["value"]
    answer = example(operation.id, "rolledBack")
    rolled_back = sandbox.json("PATCH", f"{VISUALIZATION}/metadata", json=request)
    expected = {name: value for name, value in answer.items() if name not in {"metadata", "updated_at", "assets"}}
    assert {name: rolled_back[name] for name in expected} == expected
    assert rolled_back["assets"][0] == answer["assets"][0]


def test_samples_have_fixed_times(sandbox: InProcess) -> None:
    for path, key in (("/v0/aois", "aois"), ("/v0/indices", "indices")):
        assert all(item["created_at"].startswith("2022-11-") for item in sandbox.json("GET", path)[key])
