"""Every fact of the reference page of the rollback is in the contract. The facts are written here by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.oracle import JSON, Contract, Operation
from tests.rollback_example import PRINTED, seed_answer

CONTRACT = Contract.load()
BODY = "/components/schemas/LegendRollback"
ANSWER = "/components/schemas/Visualization"
ASSET = "/components/schemas/Asset"

SERVER = "https://api.pixxel.space"
PATH = "/v0/aois/{aoi_id}/visualizations/{visualization_id}/metadata"

REQUEST: dict[str, Any] = {
    "index_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "dates": ["2024_05_06", "2025_11_14"],
    "visualization_mode": "dynamic",
}

# All are required.
BODY_FIELDS = {"index_id": "string", "dates": "string[]", "visualization_mode": "enum<string>"}

ANSWER_FIELDS = {
    "aoi_id": "string",
    "assets": "object[]",
    "created_at": "string",
    "expression": "string",
    "expression_type": "enum<string>",
    "id": "string",
    "index_id": "string",
    "index_name": "string",
    "metadata": "object",
    "progress": "integer",
    "rescale": "integer[]",
    "status": "enum<string>",
    "tenant_id": "string",
    "type": "enum<string>",
    "updated_at": "string",
    "user_id": "string",
}
# Here the contract accepts more than the page says: indices are between -1 and 1.
WIDER = {"rescale": "number[]"}

# The page names no types for these. They are the types of the printed values.
ASSET_FIELDS = {
    "aoi_id": "string",
    "area_in_sq_m": "number",
    "asset_type": "enum<string>",
    "band_list": "string[]",
    "centroid": "number[]",
    "created_at": "string",
    "date": "string",
    "description": "string",
    "geometry": "object",
    "id": "string",
    "name": "string",
    "path": "string",
    "progress": "integer",
    "resolution": "number",
    "status": "enum<string>",
    "updated_at": "string",
    "visualization_id": "string",
}

OPTIONS = {
    (BODY, "visualization_mode"): {"dynamic", "theoretical"},
    (ANSWER, "expression_type"): {"composite", "index", "grayscale"},
    (ANSWER, "status"): {"creating", "success", "failed", "partial_success"},
}

EXAMPLES: dict[tuple[str, str], Any] = {
    (BODY, "index_id"): REQUEST["index_id"],
    (BODY, "dates"): REQUEST["dates"],
    (BODY, "visualization_mode"): REQUEST["visualization_mode"],
    (ANSWER, "aoi_id"): "e9767554-550e-4464-a677-b8cf096073ab",
    (ANSWER, "created_at"): "2022-11-14 12:55:49.125928+00:00",
    (ANSWER, "expression"): "(B08 - B04) / (B08 + B04)",
    (ANSWER, "expression_type"): "index",
    (ANSWER, "id"): "a80f7f4c-abe9-4118-875e-3a2306577e11",
    (ANSWER, "index_id"): "90d63531-5f54-4704-a4b0-7bb92ae08f23",
    (ANSWER, "index_name"): "NDVI-Custom",
    (ANSWER, "progress"): 100,
    (ANSWER, "rescale"): [0, 1],
    (ANSWER, "status"): "success",
    (ANSWER, "tenant_id"): "tenant-123456",
    (ANSWER, "type"): "custom",
    (ANSWER, "updated_at"): "2022-11-14 12:55:49.125928+00:00",
    (ANSWER, "user_id"): "e3a671ad-5381-4413-8c1c-bc4e1ccaff45",
    (ASSET, "aoi_id"): "e9767554-550e-4464-a677-b8cf096073ab",
    (ASSET, "asset_type"): "mosaic",
    (ASSET, "band_list"): ["B01", "B02"],
    (ASSET, "centroid"): [77.55, 12.95],
    (ASSET, "created_at"): "2022-11-14 12:55:49.125928+00:00",
    (ASSET, "date"): "2022-11-14",
    (ASSET, "description"): "This asset is mosaic file",
    (ASSET, "id"): "e9767554-550e-4464-a677-b8cf096073ab",
    (ASSET, "name"): "Asset-A",
    (ASSET, "path"): "https://storage.account",
    (ASSET, "resolution"): 10,
    (ASSET, "status"): "success",
    (ASSET, "updated_at"): "2022-11-14 12:55:49.125928+00:00",
    (ASSET, "visualization_id"): "e9767554-550e-4464-a677-b8cf096073ab",
}


@pytest.fixture(scope="module")
def rollback() -> Operation:
    return CONTRACT.operations["rollbackVisualizationMetadata"]


def schema(pointer: str) -> dict[str, Any]:
    """The schema at a pointer, or the one that it refers to."""
    node, _ = CONTRACT.resolve(CONTRACT.at(pointer), pointer)
    return dict(node)


def in_words(node: dict[str, Any]) -> str:
    """The type of a schema, in the words of the page."""
    if node["type"] == "array":
        items, _ = CONTRACT.resolve(node["items"], "")
        # The page does not describe the items of a list of objects here.
        return f"{items['type']}[]"
    return f"enum<{node['type']}>" if "enum" in node else str(node["type"])


def types(pointer: str) -> dict[str, str]:
    return {name: in_words(schema(f"{pointer}/properties/{name}")) for name in schema(pointer)["properties"]}


def test_method_path_and_server(rollback: Operation) -> None:
    assert (rollback.method, rollback.path) == ("PATCH", PATH)
    assert CONTRACT.document["servers"][0]["url"] == SERVER


def test_the_key_is_the_authorization_header(rollback: Operation) -> None:
    (alternative,) = rollback.raw["security"]
    (name,) = alternative
    scheme = CONTRACT.document["components"]["securitySchemes"][name]
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "Authorization")


def test_path_parameters(rollback: Operation) -> None:
    parameters = [
        (parameter.name, parameter.where, parameter.required, parameter.schema["type"])
        for parameter in rollback.parameters
    ]
    assert parameters == [("aoi_id", "path", True, "string"), ("visualization_id", "path", True, "string")]


def test_body(rollback: Operation) -> None:
    assert CONTRACT.at(rollback.body[JSON]) == {"$ref": f"#{BODY}"}
    assert rollback.raw["requestBody"]["required"] is True
    assert set(schema(BODY)["required"]) == set(BODY_FIELDS)
    assert types(BODY) == BODY_FIELDS


def test_the_example_of_the_request_is_the_printed_one(rollback: Operation) -> None:
    examples = rollback.raw["requestBody"]["content"][JSON]["examples"]
    assert REQUEST in [example["value"] for example in examples.values()]
    assert CONTRACT.problems(BODY, REQUEST) == []


@pytest.mark.parametrize("name", BODY_FIELDS)
def test_every_field_of_the_body_is_required(name: str) -> None:
    without = {key: value for key, value in REQUEST.items() if key != name}
    assert CONTRACT.problems(BODY, without) == [f'/: "{name}" is a required property']


def test_answer(rollback: Operation) -> None:
    assert rollback.success == 200
    assert CONTRACT.at(rollback.answers["200"][JSON]) == {"$ref": f"#{ANSWER}"}
    assert len(ANSWER_FIELDS) == 16
    assert types(ANSWER) == ANSWER_FIELDS | WIDER


def test_assets() -> None:
    assert schema(ANSWER)["properties"]["assets"]["items"] == {"$ref": f"#{ASSET}"}
    assert len(ASSET_FIELDS) == 17
    assert types(ASSET) == ASSET_FIELDS


@pytest.mark.parametrize(("pointer", "name"), OPTIONS)
def test_available_options(pointer: str, name: str) -> None:
    assert set(schema(f"{pointer}/properties/{name}")["enum"]) == OPTIONS[pointer, name]


def test_a_visualization_can_be_custom() -> None:
    assert "custom" in schema(f"{ANSWER}/properties/type")["enum"]


@pytest.mark.parametrize(("pointer", "name"), EXAMPLES)
def test_printed_examples(pointer: str, name: str) -> None:
    printed = EXAMPLES[pointer, name]
    node = schema(f"{pointer}/properties/{name}")
    assert CONTRACT.problems(f"{pointer}/properties/{name}", printed) == []
    if "items" in node and "examples" not in node:
        # The examples are those of the items.
        items, _ = CONTRACT.resolve(node["items"], "")
        assert set(printed) <= set(items["examples"])
    elif "examples" in node:
        assert printed in node["examples"]
    elif "enum" not in node:
        # A field of the request without its own examples is in the example of the whole request.
        assert (pointer, printed) == (BODY, REQUEST[name])


def test_the_printed_answer_has_the_listed_facts() -> None:
    printed = json.loads(PRINTED.read_text(encoding="utf-8"))
    (asset,) = printed["assets"]
    assert set(printed) == set(ANSWER_FIELDS)
    assert set(asset) == set(ASSET_FIELDS)
    for (pointer, name), value in EXAMPLES.items():
        if pointer != BODY:
            assert {ANSWER: printed, ASSET: asset}[pointer][name] == value, name


def test_the_contract_allows_the_printed_answer(rollback: Operation) -> None:
    answer = json.dumps(seed_answer()).encode()
    assert CONTRACT.answer_problems(rollback.id, 200, {"content-type": JSON}, answer) == []


def test_only_the_placeholder_for_coordinates_is_refused() -> None:
    problems = CONTRACT.problems(ANSWER, json.loads(PRINTED.read_text(encoding="utf-8")))
    assert {problem.partition(":")[0] for problem in problems} == {"/assets/0/geometry"}
