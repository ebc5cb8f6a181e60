"""Calling every operation in every way the client offers, with a server made of a function."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any
from urllib.parse import unquote

import httpx
import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode

from pixxel_client import NO_RETRIES, AsyncPixxel, Pixxel, models
from tests.oracle import JSON, Contract, Operation

KEY = "a-key-that-must-not-show"
BASE_URL = "https://pixxel.test"

CONTRACT = Contract.load()
OPERATIONS = list(CONTRACT.operations.values())

# What people call, written down here and not derived: a renamed method breaks their programs.
FACADE = {
    "listAois": ("aois", "list"),
    "getAoi": ("aois", "get"),
    "listIndices": ("indices", "list"),
    "createIndex": ("indices", "create"),
    "listVisualizations": ("visualizations", "list"),
    "createVisualization": ("visualizations", "create"),
    "updateVisualizationMetadata": ("visualizations", "update_metadata"),
    "rollbackVisualizationMetadata": ("visualizations", "rollback_metadata"),
    "generateVisualizationPng": ("visualizations", "generate_png"),
    "generateVisualizationSld": ("visualizations", "generate_sld"),
}
BODIES = {
    "createIndex": "IndexCreate",
    "createVisualization": "VisualizationCreate",
    "updateVisualizationMetadata": "LegendUpdate",
    "rollbackVisualizationMetadata": "LegendRollback",
    "generateVisualizationPng": "PngRequest",
    "generateVisualizationSld": "SldRequest",
}
WAYS = ("sync", "sync_detailed", "asyncio", "asyncio_detailed", "facade", "async facade")

Handler = Callable[[httpx.Request], httpx.Response]


class Call:
    """Arguments for an operation, as the contract names them."""

    def __init__(self, path: Mapping[str, str], query: Mapping[str, Any], body: Any = None) -> None:
        self.path = dict(path)
        self.query = dict(query)
        self.body = body

    def __repr__(self) -> str:
        return f"Call(path={self.path!r}, query={self.query!r}, body={self.body!r})"


def module(operation: Operation) -> Any:
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in operation.id)
    return import_module(f"pixxel_client.api.{operation.tag}.{name}")


def is_paged(operation: Operation) -> bool:
    return {"offset", "limit"} <= operation.named("query").keys()


def pixxel(handler: Handler, **options: Any) -> Pixxel:
    options = {"api_key": KEY, "base_url": BASE_URL, "retries": NO_RETRIES, **options}
    return Pixxel(http_client=httpx.Client(transport=httpx.MockTransport(handler)), **options)


def async_pixxel(handler: Handler, **options: Any) -> AsyncPixxel:
    options = {"api_key": KEY, "base_url": BASE_URL, "retries": NO_RETRIES, **options}
    return AsyncPixxel(http_client=httpx.AsyncClient(transport=httpx.MockTransport(handler)), **options)


def invoke(way: str, operation: Operation, call: Call, handler: Handler, **options: Any) -> Any:
    """What the client hands back; from the facade's lists, the first page."""
    if way.startswith("sync"):
        function = getattr(module(operation), way)
        return function(**call.path, client=pixxel(handler, **options), **_keywords(operation, call))
    if way.startswith("asyncio"):
        function = getattr(module(operation), way)
        return asyncio.run(function(**call.path, client=async_pixxel(handler, **options), **_keywords(operation, call)))
    noun, method = FACADE[operation.id]
    if way == "facade":
        result = getattr(getattr(pixxel(handler, **options), noun), method)(**call.path, **_flat(operation, call))
        return next(iter(result.pages()), []) if is_paged(operation) else result

    async def first() -> Any:
        function = getattr(getattr(async_pixxel(handler, **options), noun), method)
        result = function(**call.path, **_flat(operation, call))
        return await anext(aiter(result.pages()), []) if is_paged(operation) else await result

    return asyncio.run(first())


def _keywords(operation: Operation, call: Call) -> dict[str, Any]:
    """The arguments of an operation's own functions: a model for the body."""
    keywords = dict(call.query)
    if operation.body:
        keywords["body"] = getattr(models, BODIES[operation.id]).from_dict(call.body)
    return keywords


def _flat(operation: Operation, call: Call) -> dict[str, Any]:
    """The arguments of the facade: the fields of the body as keywords, and a page's size in place of its limit."""
    keywords = dict(call.query)
    if is_paged(operation) and "limit" in keywords:
        keywords["page_size"] = keywords.pop("limit")
    if operation.body:
        keywords |= call.body
    return keywords


def schema_of(document: Mapping[str, Any]) -> Any:
    return schemathesis.openapi.from_dict(dict(document))


def calls(operation: Operation) -> st.SearchStrategy[Call]:
    """Any call of an operation that the contract allows."""
    return _calls(operation.id)


@cache
def _calls(operation_id: str) -> st.SearchStrategy[Call]:
    generated = schema_of(CONTRACT.document).find_operation_by_id(operation_id)
    cases: st.SearchStrategy[Any] = generated.as_strategy(generation_mode=GenerationMode.POSITIVE)
    return cases.map(_call).filter(_addressable)


def _call(case: Any) -> Call:
    path = {name: unquote(value) for name, value in (case.path_parameters or {}).items()}
    body = case.body if isinstance(case.body, dict) else None
    return Call(path, case.query or {}, body)


def _addressable(call: Call) -> bool:
    """Of the ids that the contract's strings allow, the client refuses those that no path can carry."""
    return all(
        value not in {".", ".."} and value.isprintable() and not any("\ud800" <= c <= "\udfff" for c in value)
        for value in call.path.values()
    )


def answers(operation: Operation) -> st.SearchStrategy[Any]:
    """Any JSON that the contract allows as the success of an operation.

    Asked for as the body of a made-up operation, since requests are what schemathesis generates.
    """
    return _answers(operation.id)


@cache
def _answers(operation_id: str) -> st.SearchStrategy[Any]:
    operation = CONTRACT.operations[operation_id]
    pointer = operation.answers[str(operation.success)][JSON]
    schema = CONTRACT.at(pointer)
    body = {"required": True, "content": {JSON: {"schema": schema}}}
    made_up = {"post": {"operationId": "answer", "requestBody": body, "responses": {"204": {"description": "."}}}}
    document = {**CONTRACT.document, "paths": {"/answer": made_up}}
    generated = schema_of(document).find_operation_by_id("answer")
    cases: st.SearchStrategy[Any] = generated.as_strategy(generation_mode=GenerationMode.POSITIVE)
    return cases.map(lambda case: case.body)


def example_answer(operation: Operation) -> httpx.Response:
    """The answer that the contract prints for an operation."""
    media_type, pointer = next(iter(operation.answers[str(operation.success)].items()))
    if media_type != JSON:
        return httpx.Response(operation.success, content=b"\x89PNG\r\n", headers={"content-type": media_type})
    return json_answer(operation.success, example_value(pointer))


def example_value(schema_pointer: str) -> Any:
    examples = CONTRACT.at(schema_pointer.removesuffix("/schema"))["examples"]
    return copy.deepcopy(next(iter(examples.values()))["value"])


def example_call(operation: Operation) -> Call:
    """The call that the contract prints for an operation."""
    path = {name: parameter.schema["examples"][0] for name, parameter in operation.named("path").items()}
    body = example_value(operation.body[JSON]) if operation.body else None
    return Call(path, {}, body)


def json_answer(status: int, value: Any) -> httpx.Response:
    # json= of httpx refuses numbers that JSON readers take, such as 1e400.
    return httpx.Response(status, content=json.dumps(value).encode(), headers={"content-type": JSON})


def of_json(value: Any) -> Any:
    """A model, or a list of them, as JSON."""
    if isinstance(value, list):
        return [of_json(item) for item in value]
    return value.to_dict() if hasattr(value, "to_dict") else value
