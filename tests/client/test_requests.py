"""A valid call sends the one request that the contract describes; in every way of calling."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx
from hypothesis import given
from hypothesis import strategies as st

from pixxel_client import models
from tests.client import support
from tests.client.support import (
    BASE_URL,
    BODY_OPERATIONS,
    CONTRACT,
    FACADE,
    FACADES,
    KEY,
    OPERATIONS,
    WAYS,
    Call,
    by_operation,
    by_way,
    example_answer,
    example_call,
    example_calls,
    invoke,
    json_answer,
    missing_entries,
    module_of,
    paging,
    valid_calls,
)
from tests.ledger import Ledger
from tests.oracle import JSON, Operation, Parameter


def request_of(way: str, operation: Operation, call: Call, **options: Any) -> httpx.Request:
    """The one request that a call sends."""
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return requested_page(operation, request) if paging(operation.id) else example_answer(operation)

    invoke(way, operation, call, answer, **options)
    assert len(requests) == 1
    return requests[0]


def requested_page(operation: Operation, request: httpx.Request) -> httpx.Response:
    """The documented page, with the offset of the request."""
    page = example_answer(operation).json()
    paged = paging(operation.id)
    if paged and "pagination" in page:
        page["pagination"]["offset"] = paged.requested_page(request).get("offset", 0)
    return json_answer(200, page)


def expected(way: str, operation: Operation, call: Call) -> tuple[list[tuple[str, str]], Any]:
    """The query and the body of the request that a call sends; the facade adds the start of the page."""
    query, body = dict(call.query), call.body
    paged = paging(operation.id)
    if "facade" in way and paged:
        query.pop("page_num", None)
        if paged.in_body:
            body = {"offset": 0} | body
        elif paged.start == "offset":
            query.setdefault("offset", 0)
    return sorted((name, str(value)) for name, value in query.items()), body


def assert_is_the_request_for(request: httpx.Request, way: str, operation: Operation, call: Call) -> None:
    assert request.method == operation.method
    path, _, query = request.url.raw_path.decode().partition("?")
    template = operation.path.format_map(dict.fromkeys(call.path, "{}"))
    assert [unquote(part) for part in path.split("/")] == [
        call.path[name] if part == "{}" else part
        for part, name in zip(
            template.split("/"), [segment.strip("{}") for segment in operation.path.split("/")], strict=True
        )
    ]
    expected_query, expected_body = expected(way, operation, call)
    assert sorted(parse_qsl(query, keep_blank_values=True)) == expected_query
    assert (json.loads(request.content) if request.content else None) == expected_body
    assert request.headers["authorization"] == KEY
    problems = CONTRACT.request_problems(request.method, str(request.url), request.headers, request.content)
    assert problems == []


@by_operation()
@given(data=st.data())
def test_valid_call_sends_exactly_its_request(operation: Operation, data: st.DataObject, ledger: Ledger) -> None:
    call = data.draw(valid_calls(operation))
    # The facade has a keyword for each field of the contract; a body with other fields needs a model.
    for way in WAYS if not operation.body else [way for way in WAYS if way not in FACADES]:
        request = request_of(way, operation, call)

        assert_is_the_request_for(request, way, operation, call)
        ledger.note(operation.id, "client: requests")


@by_operation(BODY_OPERATIONS)
@given(data=st.data())
def test_facade_sends_the_same_request_from_keywords(operation: Operation, data: st.DataObject, ledger: Ledger) -> None:
    call = data.draw(valid_calls(operation, extras=False))
    for way in FACADES:
        request = request_of(way, operation, call)

        assert_is_the_request_for(request, way, operation, call)
        ledger.note(operation.id, "client: requests")


@by_way
@by_operation()
def test_documented_call_sends_its_request_in_every_way(operation: Operation, way: str, ledger: Ledger) -> None:
    for call in example_calls(operation):
        request = request_of(way, operation, call)

        assert_is_the_request_for(request, way, operation, call)
        ledger.note(operation.id, "client: requests")


def first_value(parameter: Parameter) -> Any:
    """A value of a parameter that is not free text."""
    schema = {"enum": [], "examples": [], **parameter.schema}
    return [*schema["enum"], *schema["examples"], schema.get("minimum", schema.get("default", True))][0]


# Characters with a meaning in URLs, and others.
AWKWARD = ("a%2Fb", "%", "a/b", "a?b#c&d=e", "a b+c", "..a", "a;b,c:@", "é✓")


@by_way
@by_operation([operation for operation in OPERATIONS if operation.parameters])
def test_parameter_arrives_unchanged_whatever_characters_it_has(operation: Operation, way: str) -> None:
    example = example_call(operation)
    for text in AWKWARD:
        query = {
            name: text if not CONTRACT.problems(parameter.pointer, text) else first_value(parameter)
            for name, parameter in operation.named("query").items()
        }
        call = Call(dict.fromkeys(example.path, text), query, example.body)

        request = request_of(way, operation, call)

        assert_is_the_request_for(request, way, operation, call)


@by_operation()
def test_request_accepts_the_media_types_of_its_answers(operation: Operation) -> None:
    request = request_of("sync", operation, example_call(operation))

    accepted = request.headers["accept"].split(", ")
    documented = dict.fromkeys(media for status in operation.successes for media in operation.answers[str(status)])
    assert accepted[: len(documented)] == list(documented)
    # Errors are JSON, whatever the media type of a success.
    assert accepted[-1] == JSON
    assert request.headers["user-agent"].startswith("pixxel-client/")


def test_path_of_the_base_url_is_kept() -> None:
    operation = CONTRACT.operations["getAoi"]

    request = request_of("sync", operation, Call({"aoi_id": "a b/c"}, {}), base_url=f"{BASE_URL}/proxy/")

    assert str(request.url) == f"{BASE_URL}/proxy/v0/aoi/a%20b%2Fc"


def test_null_is_sent_if_it_is_given() -> None:
    assert models.LegendBreakpoint(label="Low", min=None).to_dict() == {"label": "Low", "min": None}
    assert models.LegendBreakpoint(label="Low").to_dict() == {"label": "Low"}


def test_facade_has_exactly_the_operations_of_the_contract() -> None:
    missing = "\n".join(missing_entries(FACADE, CONTRACT.operations.values()))
    assert not missing, missing
    removed = FACADE.keys() - CONTRACT.operations.keys()
    assert not removed, f"FACADE in tests/client/support.py has operations that the contract does not have: {removed}"
    for operation in OPERATIONS:
        assert module_of(operation).OPERATION.path == operation.path


def test_operation_without_entry_in_facade_is_reported_with_the_line_to_edit() -> None:
    new = dataclasses.replace(OPERATIONS[0], id="createWidget", tag="widgets")

    (message,) = missing_entries(FACADE, [*OPERATIONS, new])

    assert re.fullmatch(
        r"FACADE has no entry for the operation createWidget\. Add the method that users call before line \d+ of "
        r'tests/client/support\.py: "createWidget": \("widgets", "<method>"\),',
        message,
    )
    line = int(message.partition("line ")[2].partition(" ")[0])
    assert Path(support.__file__).read_text(encoding="utf-8").splitlines()[line - 2].startswith('    "downloadReport"')


@by_operation()
def test_read_only_operations_are_those_of_the_contract(operation: Operation) -> None:
    marked = operation.raw["responses"][str(operation.success)].get("x-read-only", False)

    assert module_of(operation).OPERATION.read_only == (operation.method == "GET" or marked)
    assert not marked or operation.method == "POST"
