"""Calls of every operation to a server on a socket, many at a time, each under a name of its own."""

from __future__ import annotations

import asyncio
import itertools
import ssl
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from pixxel_client import AsyncPixxel, Pixxel
from tests.client.faulty_server import MARKER, raw
from tests.client.support import KEY, OPERATIONS, example_answer, example_call, module_of
from tests.oracle import Operation

PATIENT = httpx.Timeout(20)
# Made once: making it takes longer than a hundred calls.
CERTIFICATES = ssl.create_default_context()

EXAMPLES = {operation.id: example_call(operation) for operation in OPERATIONS}
ANSWERS = {operation.id: raw(example_answer(operation)) for operation in OPERATIONS}

NUMBERS = itertools.count()


class Calls:
    """Calls of operations, each by a name of its own, made at the same time."""

    def __init__(self) -> None:
        self.named: dict[str, Operation] = {}

    def of(self, operation: Operation) -> str:
        """The name of another call of `operation`."""
        name = f"{operation.id}-{next(NUMBERS)}"
        self.named[name] = operation
        return name

    def all_of(self, operations: Sequence[Operation]) -> Calls:
        for operation in operations:
            self.of(operation)
        return self

    def make(
        self, way: str, url: str, *, at_once: int = 8, timeout: httpx.Timeout = PATIENT, **options: Any
    ) -> dict[str, Any]:
        """What came of each: a value or an exception, whichever it is."""
        make = self._sync if way == "sync" else lambda *given: asyncio.run(self._async(*given))
        outcomes = make(url, at_once, timeout, options)
        return dict(zip(self.named, outcomes, strict=True))

    def _sync(self, url: str, at_once: int, patience: httpx.Timeout, options: dict[str, Any]) -> list[Any]:
        with (
            httpx.Client(verify=CERTIFICATES, timeout=patience) as http,
            Pixxel(base_url=url, http_client=http, **{"api_key": KEY, **options}) as client,
            ThreadPoolExecutor(at_once) as pool,
        ):

            def one(name: str) -> Any:
                try:
                    operation = self.named[name]
                    calling = client.with_options(headers={MARKER: name})
                    return module_of(operation).sync(**_arguments(operation), client=calling)
                except Exception as error:
                    return error

            return list(pool.map(one, self.named))

    async def _async(self, url: str, at_once: int, patience: httpx.Timeout, options: dict[str, Any]) -> list[Any]:
        several = asyncio.Semaphore(at_once)
        async with (
            httpx.AsyncClient(verify=CERTIFICATES, timeout=patience) as http,
            AsyncPixxel(base_url=url, http_client=http, **{"api_key": KEY, **options}) as client,
        ):

            async def one(name: str) -> Any:
                operation = self.named[name]
                calling = client.with_options(headers={MARKER: name})
                async with several:
                    return await module_of(operation).asyncio(**_arguments(operation), client=calling)

            return await asyncio.gather(*map(one, self.named), return_exceptions=True)


def _arguments(operation: Operation) -> dict[str, Any]:
    example = EXAMPLES[operation.id]
    return {**example.path, **example.query, **({"body": example.body} if operation.body else {})}
