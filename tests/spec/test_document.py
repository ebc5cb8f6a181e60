"""The contract agrees with the client, and has what its readers rely on. The other rules are in `lint`."""

from __future__ import annotations

import re

import pytest

from pixxel_client import _facts
from tests.json_pointer import value_at
from tests.oracle import JSON, Contract, Operation

CONTRACT = Contract.load()
DOCUMENT = CONTRACT.document
OPERATIONS = list(CONTRACT.operations.values())
ERROR_SCHEMA = "/components/schemas/ErrorResponse"

by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)


@by_operation
def test_every_error_is_an_error_response(operation: Operation) -> None:
    errors = {status: answer for status, answer in operation.answers.items() if not status.startswith("2")}
    for status, answer in errors.items():
        assert set(answer) == {JSON}, status
        assert CONTRACT.at(answer[JSON])["$ref"] == f"#{ERROR_SCHEMA}", status


@by_operation
def test_every_parameter_is_described(operation: Operation) -> None:
    for where in ("path", "query"):
        for parameter in operation.named(where).values():
            assert value_at(DOCUMENT, parameter.pointer.removesuffix("/schema"))["description"], parameter.name
    assert set(operation.named("path")) == set(re.findall(r"\{(\w+)\}", operation.path))
    assert all(parameter.required for parameter in operation.named("path").values())


@by_operation
def test_every_body_is_json(operation: Operation) -> None:
    assert set(operation.body) <= {JSON}


def test_the_client_names_the_version_of_the_contract() -> None:
    assert DOCUMENT["info"]["version"] == _facts.CONTRACT_VERSION


def test_the_base_url_of_the_client_is_the_server() -> None:
    assert [server["url"] for server in DOCUMENT["servers"]] == [_facts.BASE_URL]
