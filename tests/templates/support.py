"""From a few lines of a contract to a package, and a stand-in for the server it talks to."""

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

_numbers = count(1)


def written(contract: str, directory: Path, head: str = HEAD) -> Path:
    """A contract as a file, from its paths and components."""
    path = directory / "openapi.yaml"
    path.write_text(head + dedent(contract), encoding="utf-8")
    return path


def made(contract: str, directory: Path) -> Path:
    """A package with a name of its own, made from a contract."""
    from generate import generate

    package = directory / f"made_{next(_numbers)}"
    generate(written(contract, directory), package)
    return package


def load(package: Path) -> ModuleType:
    """Imports a package from where it is."""
    spec = importlib.util.spec_from_file_location(package.name, package / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[package.name] = module
    spec.loader.exec_module(module)
    return module


def unload(name: str) -> None:
    for module in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
        del sys.modules[module]


class Server:
    """Gives every request the same answer, and keeps the requests."""

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
        """The result of a call of the client for asyncio."""

        async def run() -> Any:
            async with httpx.AsyncClient(transport=httpx.MockTransport(self._handle)) as http:
                return await call(
                    self._package.AsyncPixxel(api_key=KEY, http_client=http, retries=self._package.NO_RETRIES)
                )

        return asyncio.run(run())

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        # A new one each time: httpx reads an answer once, and not in both worlds.
        return httpx.Response(self._answer.status_code, headers=self._answer.headers, content=self._answer.content)
