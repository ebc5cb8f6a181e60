"""The sample data is what the contract's examples speak of, and every example request works on it."""

import json
from collections.abc import Iterator
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
SERVICE = CONTRACT.document["servers"][0]["url"]
READS = [operation for operation in CONTRACT.operations.values() if operation.method == "GET"]


@pytest.mark.parametrize(("operation", "body"), EXAMPLES)
def test_every_example_request_succeeds_on_a_new_sandbox(
    sandbox: InProcess, operation: Operation, body: dict[str, Any]
) -> None:
    answer = sandbox(operation.method, url_of(operation), json=body)
    assert answer.is_success, answer.text


@pytest.mark.parametrize("operation", READS, ids=lambda operation: operation.id)
def test_every_read_answers_what_one_of_its_examples_shows(sandbox: InProcess, operation: Operation) -> None:
    answer = sandbox("GET", url_of(operation))
    assert answer.is_success, answer.text
    if JSON not in operation.answers[str(operation.success)]:
        return
    shown = json.dumps(list(examples(operation.id).values()), default=datetime.isoformat)
    # Links lead to the server that answers.
    missing = [list(_missing(one, answer.json())) for one in json.loads(shown.replace(SERVICE, "http://sandbox"))]
    assert [] in missing, missing


def _missing(shown: Any, answered: Any, place: str = "") -> Iterator[str]:
    """What an example shows and an answer lacks, which may hold more fields and more items."""
    if isinstance(shown, dict) and isinstance(answered, dict):
        for name, value in shown.items():
            # How many there are differs, and where a file is holds for an hour.
            if name not in {"pagination", "count", "signed_url"}:
                yield from _missing(value, answered.get(name), f"{place}/{name}")
    elif isinstance(shown, list) and isinstance(answered, list) and _holds_objects([*shown, *answered]):
        for number, one in enumerate(shown):
            differences = [list(_missing(one, other, f"{place}/{number}")) for other in answered] or [[place]]
            yield from min(differences, key=len)
    elif shown != answered:
        yield f"{place}: {answered!r}, not {shown!r}"


def _holds_objects(items: list[Any]) -> bool:
    return bool(items) and all(isinstance(one, dict) for one in items)


def example(operation_id: str, name: str) -> Any:
    """The example answer of this name, with times as text: YAML has read some of them as times."""
    return json.loads(json.dumps(examples(operation_id)[name], default=datetime.isoformat))


def test_the_sample_aoi_is_the_one_of_the_example(sandbox: InProcess) -> None:
    assert sandbox.json("GET", f"/v0/aoi/{sample.AOI_ID}") == example("getAoi", "aoi")


def test_the_sample_index_is_the_one_of_the_example(sandbox: InProcess) -> None:
    listed = sandbox.json("GET", "/v0/indices", params={"index_id": sample.CUSTOM_INDEX_ID})
    assert listed == example("listIndices", "page")


def test_the_first_sample_of_each_list_is_the_one_of_the_example(sandbox: InProcess) -> None:
    for operation_id, key in (
        ("listAois", "aois"),
        ("listIndices", "indices"),
        ("listVisualizations", "visualization"),
    ):
        first = sandbox.json("GET", url_of(CONTRACT.operations[operation_id]))[key][0]
        shown = example(operation_id, "page")[key][0]
        assert {name: first[name] for name in shown} == shown


def test_the_sample_visualization_is_the_one_that_the_rollback_example_answers(sandbox: InProcess) -> None:
    operation = CONTRACT.operations["rollbackVisualizationMetadata"]
    request = operation.raw["requestBody"]["content"][JSON]["examples"]["dynamic"]["value"]
    answer = example(operation.id, "rolledBack")
    rolled_back = sandbox.json("PATCH", f"{VISUALIZATION}/metadata", json=request)
    shown = {name: value for name, value in answer.items() if name not in {"metadata", "updated_at", "assets"}}
    assert {name: rolled_back[name] for name in shown} == shown
    assert rolled_back["assets"][0] == answer["assets"][0]


def test_samples_have_fixed_times(sandbox: InProcess) -> None:
    for path, key in (("/v0/aois", "aois"), ("/v0/indices", "indices")):
        assert all(one["created_at"].startswith("2022-11-") for one in sandbox.json("GET", path)[key])
