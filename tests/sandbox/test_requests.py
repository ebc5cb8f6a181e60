"""Invalid requests: they get the documented status and a helpful message, and change nothing."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from pixxel_sandbox import sample
from pixxel_sandbox.contract import document as contract
from pixxel_sandbox.core.call import Call
from pixxel_sandbox.resources import indices
from pixxel_sandbox.server.handlers import find_handlers
from tests.sandbox.support import CONTRACT, INDEX, VISUALIZATION, VISUALIZATIONS, InProcess, url_of

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"]
)
def test_a_content_type_can_have_parameters(sandbox: InProcess, content_type: str) -> None:
    raw = json.dumps(INDEX).encode()
    answer = sandbox("POST", "/v0/indices", content=raw, headers={"Content-Type": content_type})
    assert answer.status_code == 201


def test_a_body_at_the_limit_is_accepted(start: Callable[..., InProcess]) -> None:
    raw = json.dumps(INDEX).encode()
    sandbox = start(max_body_bytes=len(raw))
    assert sandbox("POST", "/v0/indices", content=raw, headers=JSON).status_code == 201
    sandbox.refused(413, "POST", "/v0/indices", content=raw + b" ", headers=JSON)


INVALID_BODIES = [
    ("POST", "/v0/indices", {**INDEX, "rescale": [0]}, "/rescale"),
    ("POST", "/v0/indices", {**INDEX, "rescale": [0, "1"]}, "/rescale/1"),
    ("POST", "/v0/indices", {**INDEX, "expression_type": "magic"}, "/expression_type"),
    ("POST", "/v0/indices", {"name": "NDVI"}, "required"),
    ("POST", "/v0/indices", [], "the body"),
    ("POST", VISUALIZATIONS, {}, "index_id"),
    ("POST", VISUALIZATIONS, {"index_id": "a", "resolution": 0}, "/resolution"),
    ("POST", VISUALIZATIONS, {"index_id": "a", "src_asset_ids": [1]}, "/src_asset_ids/0"),
    ("PUT", f"{VISUALIZATION}/metadata", {"visualization_mode": "dynamic", "legend": {}}, "dynamic_bins"),
    (
        "PUT",
        f"{VISUALIZATION}/metadata",
        {"visualization_mode": "dynamic", "legend": {}, "dynamic_bins": 16},
        "/dynamic_bins",
    ),
    ("PUT", f"{VISUALIZATION}/metadata", {"visualization_mode": "theoretical", "legend": {"a/b": []}}, "/legend"),
    (
        "PUT",
        f"{VISUALIZATION}/metadata",
        {"visualization_mode": "theoretical", "legend": {"2024_05_06": [{"min": None}]}},
        "/legend/2024_05_06/0/min",
    ),
    (
        "PATCH",
        f"{VISUALIZATION}/metadata",
        {"index_id": sample.CUSTOM_INDEX_ID, "dates": [], "visualization_mode": "dynamic"},
        "/dates",
    ),
    (
        "PATCH",
        f"{VISUALIZATION}/metadata",
        {"index_id": sample.CUSTOM_INDEX_ID, "dates": ["2024-05-06"], "visualization_mode": "dynamic"},
        "/dates/0",
    ),
    ("POST", f"{VISUALIZATION}/png", {"index_id": "a", "date": "x", "visualization_mode": "dynamic"}, "/date"),
    (
        "POST",
        f"{VISUALIZATION}/sld",
        {"dates": ["2024_05_06"], "visualization_modes": ["both"]},
        "/visualization_modes/0",
    ),
]


@pytest.mark.parametrize(("method", "path", "body", "named"), INVALID_BODIES)
def test_a_message_has_the_pointer_and_the_rule(
    sandbox: InProcess, method: str, path: str, body: object, named: str
) -> None:
    assert named in sandbox.refused(400, method, path, json=body)


def test_the_details_have_all_errors(sandbox: InProcess) -> None:
    answer = sandbox("POST", "/v0/indices", json={**INDEX, "name": 1, "rescale": [], "~/": 1})
    assert {error["pointer"] for error in answer.json()["error"]["details"]["errors"]} == {"/name", "/rescale"}


def test_a_message_does_not_contain_a_long_value(sandbox: InProcess) -> None:
    assert len(sandbox.refused(400, "POST", "/v0/indices", json={**INDEX, "rescale": "x" * 100_000})) < 1000


def test_an_integer_can_be_written_as_any_number(sandbox: InProcess) -> None:
    path = "/v0/archives/search"
    for number in (b"2.0", b"2e0", b"20e-1"):
        answer = sandbox("POST", path, content=b'{"limit": ' + number + b"}", headers=JSON)
        assert answer.json() == sandbox.json("POST", path, json={"limit": 2})
    assert "/limit" in sandbox.refused(400, "POST", path, content=b'{"limit": 2.5}', headers=JSON)


LISTS = [url_of(operation) for operation in CONTRACT.operations.values() if "offset" in operation.named("query")]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("limit=0", "limit"),
        ("limit=ten", "limit"),
        ("limit=1.0", "limit"),
        ("limit=", "limit"),
        ("limit=%D9%A1", "limit"),
        ("limit=1_0", "limit"),
        ("limit=+1", "limit"),
        ("limit=" + "9" * 5000, "limit"),
        ("offset=-1", "offset"),
        ("limit=1&limit=1", "2 times"),
    ],
)
def test_an_invalid_query_is_400(sandbox: InProcess, path: str, query: str, named: str) -> None:
    assert named in sandbox.refused(400, "GET", f"{path}?{query}")


@pytest.mark.parametrize("path", ["/v0/indices", VISUALIZATIONS])
@pytest.mark.parametrize("query", ["type=other", "type=", "expression_type=INDEX", "type=custom&type=preset"])
def test_an_undocumented_filter_value_is_400(sandbox: InProcess, path: str, query: str) -> None:
    sandbox.refused(400, "GET", f"{path}?{query}")


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_query_parameter_is_ignored(sandbox: InProcess, path: str) -> None:
    assert sandbox.json("GET", f"{path}?sort=name&sort=date") == sandbox.json("GET", path)


@pytest.mark.parametrize("path", LISTS)
def test_limit_and_offset_can_be_huge(sandbox: InProcess, path: str) -> None:
    number = 10**300
    whole, nothing = (sandbox.json("GET", f"{path}?{name}={number}") for name in ("limit", "offset"))
    [key] = [name for name, value in whole.items() if isinstance(value, list) and name != "links"]
    assert whole[key]
    assert nothing[key] == []
    # Only the list of archive items has no pagination.
    if "pagination" in whole:
        assert whole["pagination"]["limit"] == nothing["pagination"]["offset"] == number


@pytest.mark.parametrize(
    "path", ["/", "/v0", "/v0/aois/", "/v0/aoi/", "/v1/aois", "/v0//aois", "/v0/aoi/a/b", "/openapi.yaml"]
)
def test_an_unknown_path_is_404(sandbox: InProcess, path: str) -> None:
    assert sandbox("GET", path, key=None).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("HEAD", "/v0/satellites", "GET"),
        ("OPTIONS", "/v0/aois", "GET, POST"),
        ("POST", "/v0/satellites", "GET"),
        # Not the catalog with the id `search`.
        ("GET", "/v0/catalogs/search", "POST"),
        ("DELETE", "/v0/indices", "GET, POST"),
        ("GET", f"{VISUALIZATION}/metadata", "PATCH, PUT"),
    ],
)
def test_an_unknown_method_is_405_with_allow(sandbox: InProcess, method: str, path: str, allowed: str) -> None:
    answer = sandbox(method, path, key=None)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


def test_an_id_is_decoded_once(sandbox: InProcess) -> None:
    for aoi_id in (f"{sample.AOI_ID}%2Fvisualizations", "..%2Faois", "%2e%2e", "%00", "%FF", "%25", "a%3Fb"):
        assert sandbox("GET", f"/v0/aoi/{aoi_id}").status_code == 404
    assert sandbox("GET", f"/v0/aois/{sample.AOI_ID}%2Fvisualizations").status_code == 404
    twice = sandbox("GET", "/v0/aoi/%2525")
    assert twice.json()["error"]["details"] == {"aoi_id": "%25"}
    encoded = sample.AOI_ID.replace("-", "%2D")
    assert sandbox.json("GET", f"/v0/aoi/{encoded}")["aoi_id"] == sample.AOI_ID


def test_an_error_of_the_sandbox_is_a_logged_500_without_changes(
    start: Callable[..., InProcess], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def create_index(call: Call) -> dict[str, Any]:
        create(call)
        raise RuntimeError("secret detail")

    create = indices.create_index
    monkeypatch.setattr(indices, "create_index", create_index)
    message = start().refused(500, "POST", "/v0/indices", json=INDEX)
    assert "secret" not in message
    assert "secret detail" in caplog.text


def test_a_mismatch_of_contract_and_handlers_is_an_error_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    operations = contract.operations(contract.document())
    with pytest.raises(
        contract.ContractError, match=r"no operation for these handlers in resources/: \['aois.get_aoi'\]"
    ):
        find_handlers(operation for operation in operations if operation.id != "getAoi")
    monkeypatch.delattr(indices, "create_index")
    with pytest.raises(
        contract.ContractError, match=r"no handler for these operations of the contract: \['indices.create_index'\]"
    ):
        find_handlers(operations)


def test_an_unsupported_parameter_type_is_an_error_at_start() -> None:
    changed: Any = copy.deepcopy(CONTRACT.document)
    changed["components"]["parameters"]["Limit"]["schema"]["type"] = "boolean"
    with pytest.raises(contract.ContractError, match="query limit"):
        contract.operations(changed)
