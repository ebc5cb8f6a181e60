"""Concurrent calls of operations to a server on a socket, each with a name of its own."""

from __future__ import annotations

import asyncio
import itertools
import ssl
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from pixxel_client import AsyncPixxel, Pixxel
from tests.client.faulty_server import NAME_HEADER, raw_answer
from tests.client.support import KEY, OPERATIONS, example_answer, example_call, module_of
from tests.oracle import Operation

LONG_TIMEOUT = httpx.Timeout(30)
# Making it takes longer than a hundred calls.
CERTIFICATES = ssl.create_default_context()

EXAMPLES = {operation.id: example_call(operation) for operation in OPERATIONS}
ANSWERS = {operation.id: raw_answer(example_answer(operation)) for operation in OPERATIONS}

NUMBERS = itertools.count()


class Calls:
    """Calls of operations by name, which are made concurrently."""

    def __init__(self) -> None:
        self.named: dict[str, Operation] = {}

    def add(self, operation: Operation) -> str:
        """Add a call; returns its name."""
        name = f"{operation.id}-{next(NUMBERS)}"
        self.named[name] = operation
        return name

    def add_all(self, operations: Sequence[Operation]) -> Calls:
        for operation in operations:
            self.add(operation)
        return self

    def make(
        self, way: str, url: str, *, concurrency: int = 8, timeout: httpx.Timeout = LONG_TIMEOUT, **options: Any
    ) -> dict[str, Any]:
        """The outcome of each call: the value that it returned or the exception that it raised."""
        make = self._sync if way == "sync" else lambda *arguments: asyncio.run(self._async(*arguments))
        outcomes = make(url, concurrency, timeout, options)
        return dict(zip(self.named, outcomes, strict=True))

    def _sync(self, url: str, concurrency: int, limits: httpx.Timeout, options: dict[str, Any]) -> list[Any]:
        with (
            httpx.Client(verify=CERTIFICATES, timeout=limits) as http,
            Pixxel(base_url=url, http_client=http, **{"api_key": KEY, **options}) as client,
            ThreadPoolExecutor(concurrency) as pool,
        ):

            def call(name: str) -> Any:
                try:
                    operation = self.named[name]
                    named_client = client.with_options(headers={NAME_HEADER: name})
                    return module_of(operation).sync(**_arguments(operation), client=named_client)
                except Exception as error:
                    return error

            return list(pool.map(call, self.named))

    async def _async(self, url: str, concurrency: int, limits: httpx.Timeout, options: dict[str, Any]) -> list[Any]:
        slots = asyncio.Semaphore(concurrency)
        async with (
            httpx.AsyncClient(verify=CERTIFICATES, timeout=limits) as http,
            AsyncPixxel(base_url=url, http_client=http, **{"api_key": KEY, **options}) as client,
        ):

            async def call(name: str) -> Any:
                operation = self.named[name]
                named_client = client.with_options(headers={NAME_HEADER: name})
                async with slots:
                    return await module_of(operation).asyncio(**_arguments(operation), client=named_client)

            return await asyncio.gather(*map(call, self.named), return_exceptions=True)


def _arguments(operation: Operation) -> dict[str, Any]:
    example = EXAMPLES[operation.id]
    return {**example.path, **example.query, **({"body": example.body} if operation.body else {})}
