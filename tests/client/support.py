"""Calls of every operation in every way that the client offers, to a server that is a function."""

from __future__ import annotations

import asyncio
import copy
import json
import linecache
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

import httpx
import pytest
from hypothesis import strategies as st

from pixxel_client import NO_RETRIES, AsyncPixxel, Departure, Pixxel, models
from pixxel_client.types import Model
from tests.oracle import JSON, Contract, Operation, Parameter
from tests.rollback_example import seed_answer
from tests.sandbox.support import example_bodies, existing
from tests.strategies import values

KEY = "a-key-that-must-not-show"
BASE_URL = "https://pixxel.test"

CONTRACT = Contract.load()

# The methods that users call. They are written down here and not derived: a renamed method breaks programs.
FACADE = {
    "ping": ("service", "ping"),
    "listProjects": ("projects", "list"),
    "getProject": ("projects", "get"),
    "listSatellites": ("satellites", "list"),
    "searchImagery": ("imagery", "search"),
    "listAois": ("aois", "list"),
    "createAoi": ("aois", "create"),
    "getAoi": ("aois", "get"),
    "listAssets": ("assets", "list"),
    "createDownload": ("downloads", "create"),
    "getDownload": ("downloads", "get"),
    "listIndices": ("indices", "list"),
    "createIndex": ("indices", "create"),
    "listVisualizations": ("visualizations", "list"),
    "createVisualization": ("visualizations", "create"),
    "updateVisualizationMetadata": ("visualizations", "update_metadata"),
    "rollbackVisualizationMetadata": ("visualizations", "rollback_metadata"),
    "generateVisualizationPng": ("visualizations", "generate_png"),
    "generateVisualizationSld": ("visualizations", "generate_sld"),
    "listBlocks": ("blocks", "list"),
    "listBlockVersions": ("blocks", "list_versions"),
    "getBlockVersion": ("blocks", "get_version"),
    "listInsights": ("insights", "list"),
    "createInsight": ("insights", "create"),
    "deleteInsight": ("insights", "delete"),
    "downloadInsight": ("insights", "download"),
    "listWorkflows": ("workflows", "list"),
    "getWorkflow": ("workflows", "get"),
    "estimateWorkflow": ("workflows", "estimate"),
    "listJobs": ("jobs", "list"),
    "createJob": ("jobs", "create"),
    "getJob": ("jobs", "get"),
    "downloadJob": ("jobs", "download"),
    "downloadTask": ("tasks", "download"),
    "listBandsets": ("bandsets", "list"),
    "listArchiveCollections": ("archives", "list_collections"),
    "getArchiveCollection": ("archives", "get_collection"),
    "listArchiveItems": ("archives", "list_items"),
    "getArchiveItem": ("archives", "get_item"),
    "searchArchive": ("archives", "search"),
    "listOrders": ("orders", "list"),
    "submitOrder": ("orders", "submit"),
    "getOrder": ("orders", "get"),
    "listOrderItems": ("order_items", "list"),
    "getOrderItem": ("order_items", "get"),
    "searchCatalogs": ("catalogs", "search"),
    "getCatalog": ("catalogs", "get"),
    "createCatalogDownload": ("catalogs", "create_download"),
    "getCatalogDownload": ("catalogs", "get_download"),
    "listDeliveries": ("deliveries", "list"),
    "createDeliveries": ("deliveries", "create"),
    "listStores": ("stores", "list"),
    "createStore": ("stores", "create"),
    "deleteStore": ("stores", "delete"),
    "downloadReport": ("reports", "download"),
}


def missing_entries(facade: Mapping[str, tuple[str, str]], operations: Iterable[Operation]) -> Iterator[str]:
    """For each operation that has no entry in FACADE, what to add and where."""
    lines = linecache.getlines(__file__)
    last = next(number for number, line in enumerate(lines, 1) if line.startswith("}"))
    for operation in operations:
        if operation.id not in facade:
            yield (
                f"FACADE has no entry for the operation {operation.id}. Add the method that users call before line "
                f'{last} of tests/client/support.py: "{operation.id}": ("{operation.tag}", "<method>"),'
            )


# An operation without an entry in FACADE is the failure of one test, which says what to add.
OPERATIONS = [operation for operation in CONTRACT.operations.values() if operation.id in FACADE]
READ_ONLY_OPERATIONS = [
    operation
    for operation in OPERATIONS
    if operation.method == "GET" or operation.raw["responses"][str(operation.success)].get("x-read-only", False)
]
WRITE_OPERATIONS = [operation for operation in OPERATIONS if operation not in READ_ONLY_OPERATIONS]
BODY_OPERATIONS = [operation for operation in OPERATIONS if operation.body]
JSON_OPERATIONS = [operation for operation in OPERATIONS if JSON in operation.answers[str(operation.success)]]

WAYS = ("sync", "sync_detailed", "asyncio", "asyncio_detailed", "facade", "async facade")
FACADES = WAYS[4:]

by_way = pytest.mark.parametrize("way", WAYS)


def by_operation(operations: Iterable[Operation] = OPERATIONS) -> pytest.MarkDecorator:
    """The mark of a test that is run with each of these operations."""
    return pytest.mark.parametrize("operation", operations, ids=lambda operation: operation.id)


Handler = Callable[[httpx.Request], httpx.Response]
T = TypeVar("T")


@dataclass
class Call:
    """Arguments for an operation, as the contract names them."""

    path: dict[str, Any]
    query: dict[str, Any]
    body: Any = None


def module_of(operation: Operation) -> Any:
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in operation.id)
    return import_module(f"pixxel_client.api.{operation.tag}.{name}")


def schema_at(pointer: str) -> tuple[Mapping[str, Any], str]:
    """The schema at a pointer with its reference resolved, and the name it has among the components, if any."""
    resolved, place = CONTRACT.resolve(CONTRACT.at(pointer), pointer)
    return resolved, place.rpartition("/")[2]


# Operations whose answer is one object, neither one of several nor text.
OBJECT_OPERATIONS = [
    operation
    for operation in JSON_OPERATIONS
    if "properties" in schema_at(operation.answers[str(operation.success)][JSON])[0]
]


def share(items: Sequence[T], number: int, of: int) -> Sequence[T]:
    """One of `of` shares of the items, which together are all of them.

    The operations share the code that meets a case, so not each of them has to meet it in every way.
    """
    return items[number % of :: of]


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Paging:
    """How the contract pages a list: the parameters that ask for a page, and the field of the answer with its items."""

    start: str
    size: str
    in_body: bool
    default_size: int
    items: str

    def requested_page(self, request: httpx.Request) -> dict[str, int]:
        values = json.loads(request.content) if self.in_body else request.url.params
        return {name: int(values[name]) for name in (self.start, self.size) if name in values}


@cache
def paging(operation_id: str) -> Paging | None:
    """How the facade pages an operation; None for one that answers as a whole."""
    operation = CONTRACT.operations[operation_id]
    if operation not in READ_ONLY_OPERATIONS or operation not in JSON_OPERATIONS:
        return None
    answer, _ = schema_at(operation.answers[str(operation.success)][JSON])
    arrays = [name for name in answer.get("required", ()) if answer["properties"][name].get("type") == "array"]
    query = {name: parameter.schema for name, parameter in operation.named("query").items()}
    body = schema_at(operation.body[JSON])[0].get("properties", {}) if operation.body else {}
    for start, size in (("offset", "limit"), ("page_num", "page_size")):
        for source in (query, body):
            if {start, size} <= source.keys() and len(arrays) == 1:
                return Paging(start, size, source is body, source[size].get("default", 10), arrays[0])
    return None


# ── Calls ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def pixxel(handler: Handler, **options: Any) -> Pixxel:
    http = httpx.Client(trust_env=False, transport=httpx.MockTransport(handler))
    return Pixxel(http_client=http, **{"api_key": KEY, "base_url": BASE_URL, "retries": NO_RETRIES, **options})


def async_pixxel(handler: Handler, **options: Any) -> AsyncPixxel:
    http = httpx.AsyncClient(trust_env=False, transport=httpx.MockTransport(handler))
    return AsyncPixxel(http_client=http, **{"api_key": KEY, "base_url": BASE_URL, "retries": NO_RETRIES, **options})


class EventLoop:
    """An event loop for calls that do not care about theirs; making one for each would take longer than the call."""

    def __init__(self) -> None:
        self._runner: asyncio.Runner | None = None

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        self._runner = self._runner or asyncio.Runner()
        return self._runner.run(coroutine)

    def close(self) -> None:
        """Ends the loop, if there is one; the next call makes another."""
        if self._runner:
            self._runner.close()
        self._runner = None


EVENT_LOOP = EventLoop()


def invoke(way: str, operation: Operation, call: Call, handler: Handler, **options: Any) -> Any:
    """What the client returns; from the facade's lists, the first page."""
    if way == "facade":
        return call_facade(pixxel(handler, **options), operation, call)
    if way == "async facade":
        return EVENT_LOOP.run(_call_async_facade(async_pixxel(handler, **options), operation, call))
    function = getattr(module_of(operation), way)
    if way.startswith("sync"):
        return function(**call.path, client=pixxel(handler, **options), **_function_arguments(operation, call))
    client = async_pixxel(handler, **options)
    return EVENT_LOOP.run(function(**call.path, client=client, **_function_arguments(operation, call)))


def call_facade(client: Pixxel, operation: Operation, call: Call) -> Any:
    """What the facade returns; from a list, the first page."""
    noun, method = FACADE[operation.id]
    result = getattr(getattr(client, noun), method)(**call.path, **_facade_arguments(operation, call))
    return next(iter(result.pages()), []) if paging(operation.id) else result


async def _call_async_facade(client: AsyncPixxel, operation: Operation, call: Call) -> Any:
    noun, method = FACADE[operation.id]
    result = getattr(getattr(client, noun), method)(**call.path, **_facade_arguments(operation, call))
    return await anext(aiter(result.pages()), []) if paging(operation.id) else await result


def _function_arguments(operation: Operation, call: Call) -> dict[str, Any]:
    """The arguments of an operation's own functions: a model for the body."""
    arguments = dict(call.query)
    if operation.body:
        model = getattr(models, schema_at(operation.body[JSON])[1])
        arguments["body"] = None if call.body is None else model.from_dict(call.body)
    return arguments


def _facade_arguments(operation: Operation, call: Call) -> dict[str, Any]:
    """The arguments of the facade: the fields of the body, and the size of a page under one name for all lists."""
    arguments = dict(call.query)
    if operation.raw.get("requestBody", {}).get("required"):
        arguments |= call.body
    elif operation.body:
        arguments["body"] = call.body
    paged = paging(operation.id)
    if paged and paged.size in arguments:
        arguments["page_size"] = arguments.pop(paged.size)
    # The facade counts pages by itself.
    arguments.pop("page_num", None)
    return arguments


def read(operation: Operation, answer: httpx.Response, way: str = "sync") -> tuple[Any, list[Departure]]:
    """What the client makes of an answer, and the departures it reports, without new fields."""
    value, reported = read_all(operation, answer, way)
    return value, [departure for departure in reported if departure.kind != "new field"]


def read_all(operation: Operation, answer: httpx.Response, way: str = "sync") -> tuple[Any, list[Departure]]:
    """As `read`, with new fields."""
    reported: list[Departure] = []
    value = invoke(way, operation, example_call(operation), lambda _: answer, on_departure=reported.append)
    return value, reported


# ── Random calls and answers ───────────────────────────────────────────────────────────────────────────────────────

# The client refuses ids that no path can carry, although the contract's strings allow them.
_PRINTABLE = st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" ")
IDS = st.text(_PRINTABLE, min_size=1, max_size=20).filter(lambda text: text not in {".", ".."})


def valid_calls(operation: Operation, *, extras: bool = True) -> st.SearchStrategy[Call]:
    """Any call of an operation that the contract allows; with `extras`, also with fields that it does not name."""
    return st.builds(
        Call,
        st.fixed_dictionaries(dict.fromkeys(operation.named("path"), IDS)),
        st.fixed_dictionaries(
            _parameters(operation.named("query"), required=True),
            optional=_parameters(operation.named("query"), required=False),
        ),
        _bodies(operation, extras=extras),
    )


def _parameters(parameters: Mapping[str, Parameter], *, required: bool) -> dict[str, st.SearchStrategy[Any]]:
    return {
        name: values(CONTRACT, parameter.pointer, extras=False)
        for name, parameter in parameters.items()
        if parameter.required is required
    }


def _bodies(operation: Operation, *, extras: bool) -> st.SearchStrategy[Any]:
    if not operation.body:
        return st.none()
    bodies = values(CONTRACT, operation.body[JSON], extras=extras)
    return bodies if operation.raw["requestBody"]["required"] else st.none() | bodies


def valid_answers(operation: Operation, *, extras: bool = True) -> st.SearchStrategy[tuple[int, Any]]:
    """Any success with any JSON that the contract allows for it; with `extras`, also with fields that it lacks."""
    return st.sampled_from(operation.successes).flatmap(
        lambda status: st.tuples(st.just(status), values(CONTRACT, operation.answers[str(status)][JSON], extras=extras))
    )


# ── Documented calls and answers ───────────────────────────────────────────────────────────────────────────────────


def example_calls(operation: Operation) -> list[Call]:
    """Every call that the contract gives as an example."""
    path = {name: parameter.schema["examples"][0] for name, parameter in operation.named("path").items()}
    query = {
        name: parameter.schema["examples"][0]
        for name, parameter in operation.named("query").items()
        if parameter.required
    }
    bodies = _examples(operation.body[JSON]) if operation.body else [None]
    return [Call(dict(path), dict(query), body) for body in bodies]


def example_call(operation: Operation) -> Call:
    """The first call that the contract gives as an example."""
    return example_calls(operation)[0]


def sandbox_calls(operation: Operation) -> list[Call]:
    """Every call that the contract gives as an example, with ids that exist in a new sandbox."""
    path = {name: existing(operation, name) for name in operation.named("path")}
    query = {
        name: existing(operation, name) for name, parameter in operation.named("query").items() if parameter.required
    }
    return [Call(dict(path), dict(query), body) for body in [*example_bodies(operation).values()] or [None]]


def example_answers(operation: Operation) -> list[httpx.Response]:
    """Every success that the contract gives as an example, the usual one first."""
    return [
        answer
        for status in reversed(operation.successes)
        for answer in (_example_answers(operation, status) or [httpx.Response(status)])
    ]


def _example_answers(operation: Operation, status: int) -> list[httpx.Response]:
    answers = []
    for media_type, pointer in operation.answers[str(status)].items():
        headers = {"content-type": media_type}
        if media_type == "image/png":
            answers.append(httpx.Response(status, content=b"\x89PNG\r\n", headers=headers))
        for value in _examples(pointer):
            if media_type == JSON:
                answers.append(json_answer(status, value))
            else:
                answers.append(httpx.Response(status, content=value.encode(), headers=headers))
    return answers


def example_answer(operation: Operation) -> httpx.Response:
    """The usual success that the contract gives as an example."""
    return example_answers(operation)[0]


def full_answer(operation: Operation) -> Any:
    """The JSON of the documented answer with everything in it."""
    answer = example_answer(operation).json()
    if operation.id == "rollbackVisualizationMetadata":
        return seed_answer() | {"metadata": answer["metadata"]}
    return answer


def _examples(pointer: str) -> list[Any]:
    """The examples beside the schema at a pointer."""
    examples = CONTRACT.at(pointer.removesuffix("/schema")).get("examples", {})
    return [copy.deepcopy(CONTRACT.resolve(example, "")[0]["value"]) for example in examples.values()]


# ── JSON ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def json_answer(status: int, value: Any) -> httpx.Response:
    # json= of httpx refuses numbers that JSON readers take, such as 1e400.
    return httpx.Response(status, content=json.dumps(value).encode(), headers={"content-type": JSON})


def as_json(value: Any) -> Any:
    """A model, or a list or a mapping of models, as JSON."""
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    return value.to_dict() if hasattr(value, "to_dict") else value


def assert_attributes_hold(model: Any, raw: Any) -> None:
    """Every field of the JSON is an attribute of that name; an object of the contract is a model."""
    if isinstance(model, Model):
        names = {field.key: field.name for field in model._properties}
        for name, value in raw.items():
            part = getattr(model, names[name]) if name in names else model.additional_properties[name]
            assert_attributes_hold(part, value)
    elif isinstance(model, list):
        assert len(model) == len(raw)
        for item, value in zip(model, raw, strict=True):
            assert_attributes_hold(item, value)
    elif isinstance(model, dict):
        assert model.keys() == raw.keys()
        for key in model:
            assert_attributes_hold(model[key], raw[key])
    else:
        assert model == raw
