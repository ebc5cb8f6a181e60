"""Calling every operation in every way the client offers, with a server made of a function."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

import httpx
from hypothesis import strategies as st

from pixxel_client import NO_RETRIES, AsyncPixxel, Pixxel, models
from tests.oracle import JSON, Contract, Operation, Parameter
from tests.strategies import values

KEY = "a-key-that-must-not-show"
BASE_URL = "https://pixxel.test"

CONTRACT = Contract.load()
OPERATIONS = list(CONTRACT.operations.values())

# What people call, written down here and not derived: a renamed method breaks their programs.
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
WAYS = ("sync", "sync_detailed", "asyncio", "asyncio_detailed", "facade", "async facade")

T = TypeVar("T")
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


def schema(pointer: str) -> tuple[Mapping[str, Any], str]:
    """The schema at a pointer with its reference resolved, and the name it has among the components, if any."""
    resolved, at = CONTRACT.resolve(CONTRACT.at(pointer), pointer)
    return resolved, at.rpartition("/")[2]


@dataclass(frozen=True)
class Paging:
    """How the contract pages a list: what a page is asked for by, and the field of the answer that holds its items."""

    start: str
    size: str
    in_body: bool
    usual: int
    items: str

    def window(self, request: httpx.Request) -> dict[str, int]:
        """The page that a request asks for."""
        asked = json.loads(request.content) if self.in_body else request.url.params
        return {name: int(asked[name]) for name in (self.start, self.size) if name in asked}


@cache
def paging(operation_id: str) -> Paging | None:
    """How the facade walks the pages of an operation; None for one that answers as a whole."""
    operation = CONTRACT.operations[operation_id]
    success = operation.raw["responses"][str(operation.success)]
    if JSON not in operation.answers[str(operation.success)] or not (
        operation.method == "GET" or success.get("x-read-only")
    ):
        return None
    answered, _ = schema(operation.answers[str(operation.success)][JSON])
    arrays = [n for n in answered.get("required", ()) if answered["properties"][n].get("type") == "array"]
    query = {name: parameter.schema for name, parameter in operation.named("query").items()}
    body = schema(operation.body[JSON])[0].get("properties", {}) if operation.body else {}
    for start, size in (("offset", "limit"), ("page_num", "page_size")):
        for source in (query, body):
            if {start, size} <= source.keys() and len(arrays) == 1:
                return Paging(start, size, source is body, source[size].get("default", 10), arrays[0])
    return None


def pixxel(handler: Handler, **options: Any) -> Pixxel:
    options = {"api_key": KEY, "base_url": BASE_URL, "retries": NO_RETRIES, **options}
    return Pixxel(http_client=httpx.Client(trust_env=False, transport=httpx.MockTransport(handler)), **options)


def async_pixxel(handler: Handler, **options: Any) -> AsyncPixxel:
    options = {"api_key": KEY, "base_url": BASE_URL, "retries": NO_RETRIES, **options}
    return AsyncPixxel(
        http_client=httpx.AsyncClient(trust_env=False, transport=httpx.MockTransport(handler)), **options
    )


def share(items: Sequence[T], number: int, of: int) -> Sequence[T]:
    """One of `of` shares of what is to be tried, which together are all of it.

    The operations share the code that meets a case, so that not each of them has to meet it in every way.
    """
    return items[number % of :: of]


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
    """What the client hands back; from the facade's lists, the first page."""
    if way.startswith("sync"):
        function = getattr(module(operation), way)
        return function(**call.path, client=pixxel(handler, **options), **_keywords(operation, call))
    if way.startswith("asyncio"):
        function = getattr(module(operation), way)
        return EVENT_LOOP.run(
            function(**call.path, client=async_pixxel(handler, **options), **_keywords(operation, call))
        )
    if way == "facade":
        return called(pixxel(handler, **options), operation, call)
    noun, method = FACADE[operation.id]

    async def first() -> Any:
        function = getattr(getattr(async_pixxel(handler, **options), noun), method)
        result = function(**call.path, **_flat(operation, call))
        return await anext(aiter(result.pages()), []) if paging(operation.id) else await result

    return EVENT_LOOP.run(first())


def called(client: Pixxel, operation: Operation, call: Call) -> Any:
    """What the facade hands back; from a list, the first page."""
    noun, method = FACADE[operation.id]
    result = getattr(getattr(client, noun), method)(**call.path, **_flat(operation, call))
    return next(iter(result.pages()), []) if paging(operation.id) else result


def _keywords(operation: Operation, call: Call) -> dict[str, Any]:
    """The arguments of an operation's own functions: a model for the body."""
    keywords = dict(call.query)
    if operation.body:
        model = getattr(models, schema(operation.body[JSON])[1])
        keywords["body"] = None if call.body is None else model.from_dict(call.body)
    return keywords


def _flat(operation: Operation, call: Call) -> dict[str, Any]:
    """The arguments of the facade: the fields of the body as keywords, and a page's size, whatever its name."""
    keywords = dict(call.query)
    if operation.raw.get("requestBody", {}).get("required"):
        keywords |= call.body
    elif operation.body:
        keywords["body"] = call.body
    paged = paging(operation.id)
    if paged and paged.size in keywords:
        keywords["page_size"] = keywords.pop(paged.size)
    # Numbers of pages are what the facade counts by itself.
    keywords.pop("page_num", None)
    return keywords


# Of the ids that the contract's strings allow, the client refuses those that no path can carry.
_PRINTABLE = st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" ")
IDS = st.text(_PRINTABLE, min_size=1, max_size=20).filter(lambda text: text not in {".", ".."})


def calls(operation: Operation, *, extras: bool = True) -> st.SearchStrategy[Call]:
    """Any call of an operation that the contract allows; with `extras`, also with fields that it does not name."""
    return st.builds(
        Call,
        st.fixed_dictionaries(dict.fromkeys(operation.named("path"), IDS)),
        st.fixed_dictionaries(
            _drawn(operation.named("query"), required=True), optional=_drawn(operation.named("query"), required=False)
        ),
        _bodies(operation, extras=extras),
    )


def _drawn(parameters: Mapping[str, Parameter], *, required: bool) -> dict[str, st.SearchStrategy[Any]]:
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


def answers(operation: Operation) -> st.SearchStrategy[tuple[int, Any]]:
    """Any success with any JSON that the contract allows for it."""
    return st.sampled_from(operation.successes).flatmap(
        lambda status: st.tuples(st.just(status), values(CONTRACT, operation.answers[str(status)][JSON]))
    )


def example_answers(operation: Operation) -> list[httpx.Response]:
    """Every success that the contract prints for an operation, the usual one first."""
    return [
        answer
        for status in reversed(operation.successes)
        for answer in (_example_answers(operation, status) or [httpx.Response(status)])
    ]


def _example_answers(operation: Operation, status: int) -> list[httpx.Response]:
    printed = []
    for media_type, pointer in operation.answers[str(status)].items():
        headers = {"content-type": media_type}
        if media_type == "image/png":
            printed.append(httpx.Response(status, content=b"\x89PNG\r\n", headers=headers))
        for value in _examples(pointer):
            if media_type == JSON:
                printed.append(json_answer(status, value))
            else:
                printed.append(httpx.Response(status, content=value.encode(), headers=headers))
    return printed


def example_answer(operation: Operation) -> httpx.Response:
    """The usual success that the contract prints for an operation."""
    return example_answers(operation)[0]


def _examples(pointer: str) -> list[Any]:
    """The examples beside the schema at `pointer`."""
    examples = CONTRACT.at(pointer.removesuffix("/schema")).get("examples", {})
    return [copy.deepcopy(example["value"]) for example in examples.values()]


def example_calls(operation: Operation) -> list[Call]:
    """Every call that the contract prints for an operation."""
    path = {name: parameter.schema["examples"][0] for name, parameter in operation.named("path").items()}
    query = {
        n: parameter.schema["examples"][0] for n, parameter in operation.named("query").items() if parameter.required
    }
    return [Call(path, query, body) for body in (_examples(operation.body[JSON]) if operation.body else [None])]


def example_call(operation: Operation) -> Call:
    """The first call that the contract prints for an operation."""
    return example_calls(operation)[0]


def json_answer(status: int, value: Any) -> httpx.Response:
    # json= of httpx refuses numbers that JSON readers take, such as 1e400.
    return httpx.Response(status, content=json.dumps(value).encode(), headers={"content-type": JSON})


def of_json(value: Any) -> Any:
    """A model, or a list or a mapping of them, as JSON."""
    if isinstance(value, list):
        return [of_json(item) for item in value]
    if isinstance(value, dict):
        return {key: of_json(item) for key, item in value.items()}
    return value.to_dict() if hasattr(value, "to_dict") else value
