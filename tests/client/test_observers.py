"""Observers validate exchanges against the contract; valid ones pass, departures are found with their pointers."""

from __future__ import annotations

import asyncio
import atexit
import copy
import json
import logging
import pickle
import subprocess
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from pixxel_client import AsyncPixxel, Pixxel, Retries, contract, errors
from pixxel_client._data.field_types import ANY
from pixxel_client.contract.observers import tally
from pixxel_client.contract.validator import Exchange, Validator, packaged_validator
from pixxel_sandbox import Sandbox
from tests import json_pointer
from tests.client.support import (
    BASE_URL,
    CONTRACT,
    JSON_OPERATIONS,
    KEY,
    OPERATIONS,
    async_pixxel,
    by_operation,
    call_facade,
    example_answer,
    example_answers,
    json_answer,
    module_of,
    pixxel,
    sandbox_calls,
)
from tests.oracle import JSON, Operation
from tests.sandbox.support import example_bodies, existing
from tests.strategies import values
from tests.subprocesses import run_python

AOI = {"aoi_id": "1", "name": "n", "status": "success"}
# The type of a geometry says which of the alternatives of the union it is.
RING = {"type": "Polygon", "coordinates": [[[1, 2], [3, "4"], [5, 6], [1, 2]]]}
Handler = Callable[[httpx.Request], httpx.Response]


def answering(answer: httpx.Response) -> Handler:
    return lambda request: answer


def example(operation_id: str) -> Any:
    return copy.deepcopy(example_answer(CONTRACT.operations[operation_id]).json())


def contract_broken(handler: Handler, operation_id: str = "listAois") -> errors.ContractBroken:
    """The error that an exchange with this server raises."""
    operation = CONTRACT.operations[operation_id]
    with pytest.raises(errors.ContractBroken) as caught:
        call_facade(pixxel(handler, contract="raise"), operation, sandbox_calls(operation)[0])
    return caught.value


def pointers(error: errors.ContractBroken) -> list[str]:
    return [departure.pointer for departure in error.departures]


def test_async_client_has_observers(pixxel_sandbox: Sandbox) -> None:
    async def first_aoi() -> Any:
        async with AsyncPixxel(contract="raise") as client:
            return await anext(aiter(client.aois.list()))

    assert asyncio.run(first_aoi()).aoi_id

    async def call() -> None:
        await async_pixxel(answering(json_answer(200, {"aoi_id": 1})), contract="raise").aois.get("1")

    with pytest.raises(errors.ContractBroken):
        asyncio.run(call())


ANSWERS: Mapping[str, tuple[str, httpx.Response, list[str]]] = {
    "an undocumented status": ("getAoi", json_answer(418, {}), ["/answer/status"]),
    "a page of HTML": ("getAoi", httpx.Response(200, html="<p>"), ["/answer/headers/content-type"]),
    "no media type": ("getAoi", httpx.Response(200, content=b"{}"), ["/answer/headers/content-type"]),
    "incomplete JSON": (
        "getAoi",
        httpx.Response(200, content=b'{"aoi_id": ', headers={"content-type": JSON}),
        ["/answer/body"],
    ),
    "a number that is not JSON": (
        "ping",
        httpx.Response(200, content=b"NaN", headers={"content-type": JSON}),
        ["/answer/body"],
    ),
    "nothing": ("getAoi", httpx.Response(200, headers={"content-type": JSON}), ["/answer/body"]),
    "an empty picture": (
        "generateVisualizationPng",
        httpx.Response(200, headers={"content-type": "image/png"}),
        ["/answer/body"],
    ),
    "a body where none is documented": ("deleteStore", httpx.Response(204, content=b"gone"), ["/answer/body"]),
    "an error of another shape": ("getAoi", json_answer(404, {"detail": "no"}), ["/answer/body/error"]),
    "an error of a gateway": ("getAoi", httpx.Response(503, text="busy"), ["/answer/headers/content-type"]),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_with_a_departure_raises_contract_broken(name: str) -> None:
    operation_id, answer, expected = ANSWERS[name]

    assert pointers(contract_broken(answering(answer), operation_id)) == expected


@pytest.mark.parametrize(
    ("path", "value", "pointer", "expected", "got"),
    [
        (("aois", 0, "name"), None, "/answer/body/aois/0/name", "string", "null"),
        (("aois", 0, "progress"), "half", "/answer/body/aois/0/progress", "integer", "a string"),
        (("aois", 0, "geometry"), RING, "/answer/body/aois/0/geometry/coordinates/0/1/1", "number", "a string"),
        (("pagination", "total"), 1.5, "/answer/body/pagination/total", "integer", "a number"),
    ],
)
def test_departure_has_the_pointer_of_a_nested_value(
    path: tuple[Any, ...], value: Any, pointer: str, expected: str, got: str
) -> None:
    body = example("listAois")
    node = body
    for segment in path[:-1]:
        node = node[segment]
    node[path[-1]] = value

    departures = contract_broken(answering(json_answer(200, body))).departures

    assert [str(departure) for departure in departures] == [f"list_aois: {pointer}: expected {expected}, got {got}"]


def test_same_departure_in_every_item_is_one_departure() -> None:
    body = example("listAois")
    body["aois"] = [{**body["aois"][0], "name": None} for _ in range(50)]

    assert pointers(contract_broken(answering(json_answer(200, body)))) == ["/answer/body/aois/0/name"]


@pytest.mark.parametrize(
    ("query", "body", "expected"),
    [
        ({"offset": "-1"}, None, ["/request/query/offset"]),
        ({"offset": "one"}, None, ["/request/query/offset"]),
        ({"offset": ["1", "2"]}, None, ["/request/query/offset"]),
        ({"debug": "1"}, None, ["/request/query/debug"]),
        ({}, {"name": "n"}, ["/request/body"]),
    ],
)
def test_request_with_a_departure_raises_contract_broken(query: dict[str, Any], body: Any, expected: list[str]) -> None:
    operation = evolve(
        module_of(CONTRACT.operations["listAois"]).OPERATION,
        query_parameters=dict.fromkeys(query, (ANY, False)),
        body=None if body is None else ANY,
    )

    with pytest.raises(errors.ContractBroken) as caught:
        pixxel(answering(json_answer(200, example("listAois"))), contract="raise").call(operation, {}, query, body)

    assert pointers(caught.value) == expected


def test_body_of_a_request_is_validated() -> None:
    operation = evolve(module_of(CONTRACT.operations["createIndex"]).OPERATION, body=ANY)
    body = copy.deepcopy(next(iter(example_bodies(CONTRACT.operations["createIndex"]).values())))
    del body["name"]
    answer = json_answer(201, example("createIndex"))

    with pytest.raises(errors.ContractBroken) as caught:
        pixxel(answering(answer), contract="raise").call(operation, {}, None, {**body, "rescale": "wide"})

    assert pointers(caught.value) == ["/request/body/name", "/request/body/rescale"]


def test_request_to_an_unknown_path_is_a_departure() -> None:
    operation = evolve(module_of(CONTRACT.operations["ping"]).OPERATION, path="/pong")

    with pytest.raises(errors.ContractBroken, match="a path of none"):
        pixxel(answering(json_answer(200, "pong")), contract="raise").call(operation, {})


def test_parameter_added_by_the_http_client_is_a_departure() -> None:
    http = httpx.Client(
        params={"trace": "1"}, transport=httpx.MockTransport(answering(json_answer(200, example("listAois"))))
    )

    with pytest.raises(errors.ContractBroken) as caught:
        list(Pixxel(api_key=KEY, base_url=BASE_URL, http_client=http, contract="raise").aois.list())

    assert pointers(caught.value) == ["/request/query/trace"]


def test_base_url_with_a_path_is_validated() -> None:
    client = pixxel(answering(json_answer(200, "pong")), base_url=f"{BASE_URL}/eo/", contract="raise")

    assert client.service.ping() == "pong"


def test_id_with_slashes_is_validated_as_an_id() -> None:
    client = pixxel(answering(json_answer(200, AOI | example("getAoi"))), contract="raise")

    assert client.aois.get("a/b?c=d").name


SMALL = Validator(
    {
        "components": {"schemas": {"Size": {"type": "integer", "maximum": 9}}},
        "paths": {
            "/things": {
                "parameters": [{"name": "deep", "in": "query", "schema": {"type": "boolean"}}],
                "get": {
                    "operationId": "listThings",
                    "tags": ["things"],
                    "parameters": [
                        {
                            "name": "size",
                            "in": "query",
                            "required": True,
                            "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Size"}},
                        }
                    ],
                    "responses": {
                        "2XX": {
                            "headers": {
                                "X-Left": {"required": True, "schema": {"type": "integer"}},
                                "X-Until": {"schema": {"type": "string", "format": "date-time"}},
                            },
                        }
                    },
                },
            }
        },
    }
)


@pytest.mark.parametrize(
    ("query", "headers", "expected"),
    [
        ({"size": ["1", "9"], "deep": ["true"]}, {"x-left": "1", "x-until": "2024-05-06T00:00:00Z"}, []),
        ({"size": ["1", "10"]}, {"x-left": "1"}, ["/request/query/size/1"]),
        ({"size": ["1", "x"]}, {"x-left": "1"}, ["/request/query/size/1"]),
        ({"size": ["1"], "deep": ["yes"]}, {"x-left": "1"}, ["/request/query/deep"]),
        ({}, {"x-left": "1"}, ["/request/query/size"]),
        ({"size": ["1"]}, {}, ["/answer/headers/x-left"]),
        ({"size": ["1"]}, {"x-left": "few"}, ["/answer/headers/x-left"]),
        ({"size": ["1"]}, {"x-left": "1", "x-until": "tomorrow"}, ["/answer/headers/x-until"]),
    ],
)
def test_parameters_headers_and_formats_are_validated(
    query: dict[str, list[str]], headers: dict[str, str], expected: list[str]
) -> None:
    verdict = SMALL.validate(Exchange("GET", "/things", query, {}, b"", 204, headers, b""))

    assert [departure.pointer for departure in verdict.departures] == expected


@pytest.mark.parametrize("operation_id", ["getAoi", "createIndex", "deleteStore"])
def test_departure_is_not_retried(operation_id: str) -> None:
    requests = []
    operation = CONTRACT.operations[operation_id]

    def serve(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(503, text="busy")

    client = pixxel(serve, contract="raise", retries=Retries(attempts=3, backoff=0.001))
    with pytest.raises(errors.ContractBroken):
        call_facade(client, operation, sandbox_calls(operation)[0])

    assert len(requests) == 1


def test_contract_broken_has_the_answer() -> None:
    error = contract_broken(answering(json_answer(200, {"aoi_id": 1, "x": "y" * 5000})), "getAoi")

    again = pickle.loads(pickle.dumps(error))  # noqa: S301  from this test
    for raised in (error, again):
        assert (raised.status, raised.operation, raised.path) == (200, "get_aoi", "/v0/aoi/{aoi_id}")
        assert json.loads(raised.response.content)["x"] == "y" * 5000
        assert raised.departures == error.departures
    assert "/answer/body/aoi_id: expected string, got a number" in str(error)


@pytest.fixture
def _no_summary() -> Iterator[None]:
    """The departures of the tests are not printed when the process ends."""
    yield
    atexit.unregister(tally.log)


@pytest.mark.usefixtures("_no_summary")
def test_warning_has_the_pointer_and_not_the_value(caplog: pytest.LogCaptureFixture) -> None:
    client = pixxel(answering(json_answer(200, {**example("getAoi"), "progress": "a-secret"})), contract="warn")

    with caplog.at_level(logging.WARNING, "pixxel_client.contract"):
        client.aois.get("an-id")

    (message,) = [record.getMessage() for record in caplog.records if record.name == "pixxel_client.contract"]
    assert message == ("departure from the contract: get_aoi: /answer/body/progress: expected integer, got a string")
    assert "get_aoi: /answer/body/progress: expected integer, got a string" in contract.report()


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a program that has a key."""
    return run_python("-c", program, environment={"PIXXEL_API_KEY": KEY, **environment})


PROGRAM = """
import sys
import httpx
from pixxel_client import Pixxel
http = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(404, json={})))
with Pixxel(http_client=http) as pixxel:
    for _ in range(3):
        try:
            pixxel.aois.get("1")
        except Exception as error:
            print(type(error).__name__)
print(*sorted({"jsonschema_rs", "yaml", "pixxel_client.contract"} & sys.modules.keys()))
"""


def test_process_prints_a_summary_of_departures_at_its_end() -> None:
    result = run(PROGRAM, PIXXEL_CONTRACT="warn")

    assert result.returncode == 0, result.stderr
    assert result.stderr.splitlines()[-2:] == [
        "3 exchanges; places where they depart from the contract: 1",
        "     3 × get_aoi: /answer/body/error: expected a value, got nothing",
    ]


def test_client_without_observer_imports_no_validator() -> None:
    result = run(PROGRAM)

    assert result.stdout == "NotFound\n" * 3 + "\n"
    assert result.stderr == ""


def test_variable_is_the_default_of_the_contract_option(monkeypatch: pytest.MonkeyPatch) -> None:
    handler = answering(json_answer(404, {}))
    monkeypatch.setenv("PIXXEL_CONTRACT", "raise")

    with pytest.raises(errors.ContractBroken):
        pixxel(handler).aois.get("1")
    with pytest.raises(errors.NotFound):
        pixxel(handler, contract="off").aois.get("1")


@pytest.mark.parametrize("module_name", ["yaml", "jsonschema_rs"])
def test_missing_extra_is_an_error_that_says_what_to_install(module_name: str) -> None:
    program = f"import sys; sys.modules[{module_name!r}] = None\nfrom pixxel_client import Pixxel\nPixxel()"

    assert run(program).returncode == 0
    failed = run(program, PIXXEL_CONTRACT="raise")
    assert "ConfigurationError" in failed.stderr
    assert "pip install 'pixxel-client[contract]'" in failed.stderr


@pytest.mark.parametrize("mode", ["yes", "Warn", "record", "record:", "raise ", "1"])
def test_unknown_mode_is_refused(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(errors.ConfigurationError, match=r'^contract=… must be "warn", "raise"'):
        Pixxel(api_key=KEY, contract=mode)
    monkeypatch.setenv("PIXXEL_CONTRACT", mode)
    with pytest.raises(errors.ConfigurationError, match=r'^PIXXEL_CONTRACT must be "warn", "raise"'):
        Pixxel(api_key=KEY)


def test_copies_and_pickles_of_a_client_keep_its_observer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIXXEL_API_KEY", KEY)
    handler = answering(json_answer(404, {}))
    client = pixxel(handler, contract="raise")
    pickled = pickle.loads(pickle.dumps(Pixxel(contract="raise")))  # noqa: S301  from this test

    for twin in (client.with_options(timeout=3), copy.copy(client), copy.deepcopy(client)):
        with pytest.raises(errors.ContractBroken):
            twin.aois.get("1")
    assert pickled == Pixxel(contract="raise")
    assert pickled != Pixxel()


def test_documented_answers_have_no_departure() -> None:
    answers = 0
    for operation in OPERATIONS:
        for answer in example_answers(operation):
            handler = answering(answer)
            call_facade(pixxel(handler, contract="raise"), operation, sandbox_calls(operation)[0])
            answers += 1
    assert answers >= len(OPERATIONS)


@by_operation()
def test_exchange_with_a_sandbox_has_no_departure(operation: Operation, pixxel_sandbox: Sandbox) -> None:
    for call in sandbox_calls(operation):
        with Pixxel(contract="raise") as client:
            call_facade(client, operation, call)


OTHER_VALUES = st.sampled_from([..., None, True, -1, 1.5, "", "another", [], ["x"], {}, {"type": "Point"}])


@by_operation(JSON_OPERATIONS)
@given(data=st.data())
def test_validator_agrees_with_the_oracle(operation: Operation, data: st.DataObject) -> None:
    value = data.draw(values(CONTRACT, operation.answers[str(operation.success)][JSON]))
    if data.draw(st.booleans()):
        pointer, other = data.draw(st.sampled_from([*json_pointer.pointers(value)])), data.draw(OTHER_VALUES)
        value = json_pointer.removed(value, pointer) if other is ... else json_pointer.replaced(value, pointer, other)
    answer = json_answer(operation.success, value)
    exchange = Exchange(
        operation.method,
        operation.path.replace("{", "").replace("}", ""),
        {
            name: [existing(operation, name)]
            for name, parameter in operation.named("query").items()
            if parameter.required
        },
        {"content-type": JSON},
        json.dumps(next(iter(example_bodies(operation).values()))).encode() if operation.body else b"",
        operation.success,
        dict(answer.headers),
        answer.content,
    )

    departures = packaged_validator().validate(exchange).departures

    problems = CONTRACT.answer_problems(operation.id, operation.success, answer.headers, answer.content)
    assert bool(departures) == bool(problems), (departures, problems)
    assert all(departure.pointer.startswith("/answer/body") for departure in departures)
