"""An operation answers with the shared errors that a rule gives it, and with those that it names in x-errors."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.spec.lint.errors import with_missing_errors
from tests.spec.lint.rules import problems
from tests.spec.lint.support import DOCUMENT, GET, PUT, operation


def picture(document: dict[str, Any]) -> dict[str, Any]:
    """An operation without key, parameters and body."""
    raw: dict[str, Any] = document["paths"]["/picture"]["get"]
    return raw


@pytest.mark.parametrize("status", ["400", "401", "403", "404", "413", "429", "5XX"])
def test_an_operation_documents_the_errors_of_the_rule(document: dict[str, Any], status: str) -> None:
    del operation(document, "put")["responses"][status]
    assert problems(document)[:1] == [f"{PUT} does not document {status}; python -m tests.spec.lint --fix adds it"]


@pytest.mark.parametrize("status", ["429", "5XX"])
def test_an_operation_that_takes_nothing_documents_two_errors(document: dict[str, Any], status: str) -> None:
    del picture(document)["responses"][status]
    assert problems(document) == [f"GET /picture does not document {status}; python -m tests.spec.lint --fix adds it"]


def test_a_query_parameter_can_be_wrong(document: dict[str, Any]) -> None:
    picture(document)["parameters"] = [{"name": "size", "in": "query", "schema": {"type": "string"}}]
    assert problems(document) == ["GET /picture does not document 400; python -m tests.spec.lint --fix adds it"]


@pytest.mark.parametrize("status", ["400", "401", "403", "404", "413"])
def test_no_other_error_is_documented_without_a_reason(document: dict[str, Any], status: str) -> None:
    errors = operation(document, "put")["responses"]
    picture(document)["responses"][status] = errors[status]
    assert problems(document) == [
        f"GET /picture documents {status}, which no rule gives it; take it out, or say in x-errors why it is there"
    ]
    picture(document)["x-errors"] = {status: "A page lists it."}
    assert problems(document) == []


@pytest.mark.parametrize(
    ("x_errors", "problem"),
    [
        ({"404": "A page lists it."}, "does not document 404; python -m tests.spec.lint --fix adds it"),
        ({"429": "A page lists it."}, "has 429 in x-errors, but answers with it anyway; take it out"),
        ({"418": "A page lists it."}, "has 418 in x-errors, which is no status of a shared error"),
        ({"200": "A page lists it."}, "has 200 in x-errors, which is no status of a shared error"),
    ],
)
def test_x_errors_adds_errors_to_those_of_the_rule(
    document: dict[str, Any], x_errors: dict[str, Any], problem: str
) -> None:
    picture(document)["x-errors"] = x_errors
    assert problems(document) == [f"GET /picture {problem}"]


@pytest.mark.parametrize("x_errors", [["404"], "404", None])
def test_x_errors_is_a_map(document: dict[str, Any], x_errors: Any) -> None:
    picture(document)["x-errors"] = x_errors
    assert problems(document) == ["GET /picture has x-errors that are no map from a status to a reason"]


@pytest.mark.parametrize("reason", [None, "", " ", 1])
def test_x_errors_gives_a_reason(document: dict[str, Any], reason: Any) -> None:
    picture(document)["responses"]["404"] = {"$ref": "#/components/responses/NotFound"}
    picture(document)["x-errors"] = {"404": reason}
    assert problems(document) == [
        "GET /picture has 404 in x-errors without a reason; say why, or where it is documented"
    ]


def test_a_status_refers_to_its_own_error(document: dict[str, Any]) -> None:
    operation(document)["responses"]["403"] = {"$ref": "#/components/responses/Unauthorized"}
    where = "#/components/responses"
    assert problems(document) == [f"{GET} refers to {where}/Unauthorized for 403; refer to {where}/Forbidden"]


@pytest.mark.parametrize("status", ["404", "500", "4XX", "default"])
def test_an_error_is_a_shared_one(document: dict[str, Any], status: str) -> None:
    operation(document)["responses"][status] = {"description": "It failed."}
    assert problems(document) == [f"{GET} describes {status} itself; refer to one of #/components/responses"]


def test_a_redirect_may_be_written_out(document: dict[str, Any]) -> None:
    operation(document)["responses"]["302"] = {"description": "It is elsewhere."}
    assert problems(document) == []


# ── --fix ───────────────────────────────────────────────────────────────────────────────────────────────────────────

ERRORS = [line for line in DOCUMENT.splitlines(keepends=True) if line.startswith("        ") and "responses/" in line]


def test_a_document_that_lacks_no_error_stays_as_it_is() -> None:
    assert with_missing_errors(DOCUMENT) == DOCUMENT


@pytest.mark.parametrize("line", sorted(set(ERRORS)))
def test_a_missing_error_is_written_at_its_place(line: str) -> None:
    assert with_missing_errors(DOCUMENT.replace(line, "")) == DOCUMENT


def test_all_missing_errors_are_written_at_the_end_of_the_responses() -> None:
    text = "".join(line for line in DOCUMENT.splitlines(keepends=True) if line not in ERRORS)
    assert text.count("responses/") == DOCUMENT.count("responses/") - len(ERRORS)
    assert with_missing_errors(text) == DOCUMENT


def test_comments_and_blank_lines_stay_where_they_are() -> None:
    commented = DOCUMENT.replace('        "404"', '        # Why it is there.\n        "404"').replace(
        "  /picture:", "  # Another path.\n\n  /picture:"
    )
    without = "".join(line for line in commented.splitlines(keepends=True) if '"403"' not in line and "5XX" not in line)
    assert with_missing_errors(without) == commented


def test_the_errors_of_x_errors_are_written_too() -> None:
    text = DOCUMENT.replace("      security: []\n", '      security: []\n      x-errors: {"409": A page lists it.}\n')
    added = '        "409": {$ref: "#/components/responses/Conflict"}\n'
    assert added in with_missing_errors(text)
    assert with_missing_errors(text).replace(added, "") == text
    assert yaml.safe_load(with_missing_errors(text))["paths"]["/picture"]["get"]["responses"]["409"]
