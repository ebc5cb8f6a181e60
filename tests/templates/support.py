"""Generates packages from small contracts, and stands in for the server."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import httpx

HEAD = """\
openapi: 3.1.0
info: {title: Things, version: 1.2.3}
servers: [{url: https://things.test}]
"""
KEY = "a-key"

# Every type of property, in answers and in requests.
PROPERTIES = """
    paths:
      /things:
        post:
          operationId: createThing
          tags: [things]
          summary: Create a thing
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: "#/components/schemas/Sent"}}}
          responses:
            "201": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Received"}}}}
        put:
          operationId: replaceThing
          tags: [things]
          summary: Replace a thing
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: "#/components/schemas/Received"}}}
          responses:
            "204": {description: d}
        get:
          operationId: listThings
          tags: [things]
          summary: List things
          parameters:
            - {name: type, in: query, schema: {$ref: "#/components/schemas/Size"}}
            - {name: max, in: query, schema: {type: number}}
            - {name: list, in: query, schema: {type: boolean}}
            - {name: pageSize, in: query, schema: {type: integer}}
          responses:
            "204": {description: d}
    components:
      schemas:
        Received: &everything
          description: One of each.
          type: object
          required: [a_string, an_object, a_list]
          properties:
            a_string: {type: string, description: Some text.}
            an_integer: {type: integer}
            a_number: {type: number}
            a_boolean: {type: boolean}
            an_enum: {$ref: "#/components/schemas/Size"}
            a_list: {type: array, items: {type: string}}
            a_list_of_lists: {type: array, items: {type: array, items: {$ref: "#/components/schemas/Part"}}}
            an_object: {$ref: "#/components/schemas/Part"}
            a_list_of_enums: {type: array, items: {$ref: "#/components/schemas/Size"}}
            a_mapping: {type: object, additionalProperties: {type: integer}}
            a_mapping_of_enums: {type: object, additionalProperties: {$ref: "#/components/schemas/Size"}}
            a_mapping_of_objects: {type: object, additionalProperties: {$ref: "#/components/schemas/Part"}}
            a_mapping_of_mappings: {type: object, additionalProperties: {$ref: "#/components/schemas/Names"}}
            one_of: {oneOf: [{$ref: "#/components/schemas/Part"}, {$ref: "#/components/schemas/Whole"}]}
            nullable: {type: [number, "null"]}
            free: {}
            a_free_object: {type: object}
            type: {type: string}
            min: {type: number}
            class: {type: string}
            list: {type: string}
            camelCase: {type: string}
            "x:y": {type: string}
            a_shape: {oneOf: [{$ref: "#/components/schemas/Dot"}, {$ref: "#/components/schemas/Line"}]}
        Sent: *everything
        Size: {type: string, enum: [small, large]}
        Names: {type: object, additionalProperties: {type: string}}
        Part:
          type: object
          required: [id]
          properties:
            id: {type: string}
            size: {$ref: "#/components/schemas/Size"}
            token: {type: string, writeOnly: true}
        Dot:
          type: object
          required: [shape, at]
          properties: {shape: {type: string, enum: [dot]}, at: {type: number}}
        Line:
          type: object
          required: [shape, at]
          properties: {shape: {type: string, enum: [line]}, at: {type: array, items: {type: number}}}
        Whole:
          type: object
          required: [parts]
          properties: {parts: {type: array, items: {$ref: "#/components/schemas/Part"}}}
        Order:
          type: object
          required: [kind]
          properties:
            kind: {type: string, enum: [plain, gift]}
            name: {type: string}
            note: {type: string}
          if: {properties: {kind: {const: gift}}}
          then: {required: [name, note]}
    """

# A value of each property, as JSON.
FULL: dict[str, Any] = {
    "a_string": "s",
    "an_integer": 1,
    "a_number": 1.5,
    "a_boolean": False,
    "an_enum": "small",
    "a_list": ["a", "b"],
    "a_list_of_lists": [[{"id": "1"}], []],
    "an_object": {"id": "2", "size": "large"},
    "a_list_of_enums": ["small", "large"],
    "a_mapping": {"one": 1},
    "a_mapping_of_enums": {"one": "large"},
    "a_mapping_of_objects": {"key": {"id": "3"}},
    "a_mapping_of_mappings": {"en": {"red": "red"}, "sv": {}},
    "one_of": {"parts": [{"id": "4"}]},
    "nullable": 2.5,
    "free": {"anything": [1, None, "x"]},
    "a_free_object": {"deep": {"er": True}},
    "type": "t",
    "min": 0,
    "class": "c",
    "list": "l",
    "camelCase": "cc",
    "x:y": "xy",
    "a_shape": {"shape": "line", "at": [1, 2.5]},
}
LEAST: dict[str, Any] = {"a_string": "", "an_object": {"id": ""}, "a_list": []}

_package_numbers = count(1)


def written(contract: str, directory: Path, head: str = HEAD) -> Path:
    """Writes a contract from its paths and components."""
    path = directory / "openapi.yaml"
    path.write_text(head + dedent(contract), encoding="utf-8")
    return path


def generated(contract: str, directory: Path) -> Path:
    """Generates a package with a new name from a contract."""
    from generate import generate

    package = directory / f"generated_{next(_package_numbers)}"
    generate(written(contract, directory), package)
    return package


def load(package: Path) -> ModuleType:
    """Imports a package from its folder."""
    spec = importlib.util.spec_from_file_location(package.name, package / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[package.name] = module
    spec.loader.exec_module(module)
    return module


def unload(name: str) -> None:
    for module in [module for module in sys.modules if module == name or module.startswith(f"{name}.")]:
        del sys.modules[module]


class Server:
    """Answers every request alike, and keeps the requests."""

    def __init__(self, package: ModuleType, answer: httpx.Response | None = None) -> None:
        self.requests: list[httpx.Request] = []
        self._package = package
        self._answer = answer or httpx.Response(204)

    @property
    def request(self) -> httpx.Request:
        """The only request."""
        (request,) = self.requests
        return request

    @property
    def client(self) -> Any:
        http = httpx.Client(transport=httpx.MockTransport(self._handle))
        return self._package.Pixxel(api_key=KEY, http_client=http, retries=self._package.NO_RETRIES)

    def run(self, call: Callable[[Any], Awaitable[Any]]) -> Any:
        """The result of a call of the async client."""

        async def run() -> Any:
            async with httpx.AsyncClient(transport=httpx.MockTransport(self._handle)) as http:
                return await call(
                    self._package.AsyncPixxel(api_key=KEY, http_client=http, retries=self._package.NO_RETRIES)
                )

        return asyncio.run(run())

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        # A new one each time: httpx reads an answer once, either sync or async.
        return httpx.Response(self._answer.status_code, headers=self._answer.headers, content=self._answer.content)
