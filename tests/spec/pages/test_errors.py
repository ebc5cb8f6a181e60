"""The key, and the errors of every operation, as the pages document them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.oracle import Operation
from tests.spec.pages.support import CONTRACT, JSON_HEADERS, OPERATIONS, answer_problems, by_operation, schema_problems


def test_the_key_is_sent_in_the_authorization_header() -> None:
    (scheme,) = CONTRACT.document["components"]["securitySchemes"].values()
    # A scheme of the type http would require Bearer, but a key is accepted without it too.
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "Authorization")
    assert "Bearer" in scheme["description"]


@by_operation
def test_every_operation_documents_the_common_errors(operation: Operation) -> None:
    for_the_key = {"401", "403"} if operation.raw["security"] else set()
    assert operation.answers.keys() & {"401", "403"} == for_the_key
    assert operation.documents(429) == "429"
    assert {operation.documents(status) for status in (500, 502, 503, 504)} == {"5XX"}


@by_operation
def test_every_operation_with_a_body_documents_413(operation: Operation) -> None:
    assert ("413" in operation.answers) is bool(operation.body)


@by_operation
def test_every_path_with_a_parameter_documents_404(operation: Operation) -> None:
    assert "404" in operation.answers or "{" not in operation.path


@pytest.mark.parametrize("operation_id", ["createAoi", "createIndex", "createVisualization", "createStore"])
def test_a_duplicate_is_409(operation_id: str) -> None:
    assert "409" in CONTRACT.operations[operation_id].answers


@by_operation
@pytest.mark.parametrize("error", [{"code": "c", "message": "m"}, {"code": "c", "message": "m", "details": ["x"]}])
def test_every_error_has_one_form(operation: Operation, error: dict[str, Any]) -> None:
    errors = [int(status.replace("XX", "00")) for status in operation.answers if not status.startswith("2")]
    assert [status for status in errors if answer_problems(operation.id, status, {"error": error})] == []
    assert [status for status in errors if not answer_problems(operation.id, status, error)] == []


@pytest.mark.parametrize("details", [None, "text", 1, {"visualization_id": "42"}, ["a"]])
def test_an_error_has_code_message_and_any_details(details: Any) -> None:
    assert schema_problems("ErrorResponse", {"error": {"code": "c", "message": "m", "details": details}}) == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"error": None},
        {"error": "text"},
        {"error": {"message": "m"}},
        {"error": {"code": "c"}},
        {"error": {"code": 404, "message": "m"}},
        {"code": "c", "message": "m"},
    ],
)
def test_no_other_body_is_an_error(body: Any) -> None:
    assert schema_problems("ErrorResponse", body)


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("operation_id", ["generateVisualizationPng", "deleteInsight", "downloadReport"])
@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_errors_are_json_even_if_the_success_is_not(operation_id: str, status: int) -> None:
    error = json.dumps({"error": {"code": "c", "message": "m"}}).encode()
    assert CONTRACT.answer_problems(operation_id, status, JSON_HEADERS, error) == []
    for other in ("image/png", "text/csv"):
        assert CONTRACT.answer_problems(operation_id, status, {"content-type": other}, error)


def test_only_the_ping_needs_no_key() -> None:
    assert [operation.id for operation in OPERATIONS if not operation.raw["security"]] == ["ping"]
