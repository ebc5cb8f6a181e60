"""The contract keeps its rules, and a document that breaks none has no problems."""

from __future__ import annotations

from typing import Any

from tests.oracle import Contract
from tests.spec.lint.rules import problems


def test_the_contract_has_no_problems() -> None:
    assert problems(Contract.load().document) == []


def test_the_document_of_these_tests_has_no_problems(document: dict[str, Any]) -> None:
    assert problems(document) == []
