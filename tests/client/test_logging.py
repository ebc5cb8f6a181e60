"""Logs after a program has configured logging anew: the secrets are still redacted, and the rest is still logged."""

from __future__ import annotations

import asyncio
import io
import logging
import logging.config
import logging.handlers
import queue
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

from pixxel_client import NO_RETRIES, AsyncPixxel, Departure, Pixxel, errors
from pixxel_client._http.redaction import LOGGERS
from tests.client.concurrent_calls import CERTIFICATES
from tests.client.exposure import leaks
from tests.client.faulty_server import FaultyServer, answering, status
from tests.client.support import KEY, json_answer, pixxel
from tests.oracle import JSON

SIGNATURE = "5igned-and-not-to-be-seen"
COOKIE = "c00kie-and-not-to-be-seen"
SIGNED = f"https://bucket.example/file.tif?X-Amz-Signature={SIGNATURE}"
SECRETS = (KEY, SIGNATURE, COOKIE)
REDIRECT = status(302, f"Location: {SIGNED}", f"Set-Cookie: session={COOKIE}")
DEPARTING = status(200, f"Content-Type: {JSON}", body=b'{"aoi_id": "1", "name": "n", "status": "as/leep"}')

# The loggers that a program configures by name; those below them propagate to them.
NAMES = ("httpx", "httpcore", "hpack", "pixxel_client")


class Log:
    """What the handlers and filters of a program get to see."""

    def __init__(self) -> None:
        self.stream = io.StringIO()
        self.queue: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
        self._kept: list[str] = []

    def text(self) -> str:
        while not self.queue.empty():
            self.keep(self.queue.get())
        return "\n".join([self.stream.getvalue(), *self._kept])

    def handler(self) -> logging.Handler:
        handler = logging.StreamHandler(self.stream)
        handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
        return handler

    def keep(self, record: logging.LogRecord) -> bool:
        """As a filter: keeps the record, and lets it pass."""
        self._kept.append(f"{record.name} {record.getMessage()}")
        return True


def dict_config(log: Log, *, disable_existing_loggers: bool) -> None:
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": disable_existing_loggers,
            "handlers": {"stream": {"()": log.handler}},
            "filters": {"keep": {"()": lambda: log.keep}},
            "loggers": {
                name: {"level": "DEBUG", "handlers": ["stream"], "filters": ["keep"], "propagate": False}
                for name in NAMES
            },
        }
    )


def basic_config(log: Log) -> None:
    logging.basicConfig(level=logging.DEBUG, force=True, handlers=[log.handler()])


def handler_of_each_logger(log: Log) -> None:
    for logger in LOGGERS:
        logger.addHandler(log.handler())
        logger.propagate = False
    basic_config(log)


def queue_handler(log: Log) -> None:
    logging.basicConfig(level=logging.DEBUG, force=True, handlers=[logging.handlers.QueueHandler(log.queue)])


def no_filters(log: Log) -> None:
    for logger in LOGGERS:
        logger.filters.clear()
    basic_config(log)


def own_filters(log: Log) -> None:
    """The filters that were there are gone, and these are first."""
    for logger in LOGGERS:
        logger.filters[:] = [log.keep]
    basic_config(log)


CONFIGURATIONS: dict[str, Callable[[Log], None]] = {
    "dictConfig": lambda log: dict_config(log, disable_existing_loggers=False),
    "dictConfig that disables the loggers it does not name": lambda log: dict_config(
        log, disable_existing_loggers=True
    ),
    "basicConfig": basic_config,
    "a handler of each logger": handler_of_each_logger,
    "a handler with a queue": queue_handler,
    "no filters": no_filters,
    "filters of its own": own_filters,
}
by_configuration = pytest.mark.parametrize("configure", CONFIGURATIONS.values(), ids=CONFIGURATIONS)


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """What a test configures is undone: levels, handlers, filters, and which loggers are disabled."""
    loggers = [logging.getLogger(), *map(logging.getLogger, [*logging.root.manager.loggerDict, *NAMES])]
    before = [(logger, dict(vars(logger)), logger.handlers[:], logger.filters[:]) for logger in loggers]
    yield
    for logger, state, handlers, filters in before:
        vars(logger).update(state)
        logger.handlers[:], logger.filters[:] = handlers, filters
        logger.setLevel(logger.level)


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as server:
        yield server.open()


def call(
    way: str, server: FaultyServer, answer: bytes, on_departure: Callable[[Departure], None] | None = None
) -> None:
    """One call; an error is no concern of these tests."""
    server.plan("", answering(answer))
    options: dict[str, Any] = {
        "api_key": KEY,
        "base_url": server.url,
        "retries": NO_RETRIES,
        "on_departure": on_departure,
    }

    async def call_async() -> None:
        async with httpx.AsyncClient(verify=CERTIFICATES) as http:
            await AsyncPixxel(**options, http_client=http).aois.get("1")

    with suppress(errors.StatusError):
        if way == "asyncio":
            asyncio.run(call_async())
        else:
            with httpx.Client(verify=CERTIFICATES) as http:
                Pixxel(**options, http_client=http).aois.get("1")


@by_configuration
@pytest.mark.parametrize("way", ["sync", "asyncio"])
def test_secrets_are_redacted_after_logging_is_configured_anew(
    way: str, configure: Callable[[Log], None], server: FaultyServer
) -> None:
    log = Log()
    # Sets up the redaction, which the configuration may remove.
    call(way, server, REDIRECT)
    configure(log)

    call(way, server, REDIRECT)

    text = log.text()
    assert leaks(text, SECRETS) == []
    assert f"HTTP Request: GET {server.url}/v0/aoi/1" in text
    assert "send_request_headers.started" in text
    assert "(b'Location', b'https://bucket.example/file.tif?…')" in text
    assert "(b'Set-Cookie', b'…')" in text


@by_configuration
def test_headers_of_http_2_are_not_logged_after_logging_is_configured_anew(configure: Callable[[Log], None]) -> None:
    """HTTP/2 has a logger that prints the headers of requests."""
    log = Log()

    def answer(_: httpx.Request) -> httpx.Response:
        logging.getLogger("hpack.hpack").debug("Adding %s to the header table", (b"authorization", KEY.encode()))
        logging.getLogger("httpcore.http2").debug("the request is sent")
        return json_answer(200, {"aoi_id": "1", "name": "n", "status": "success"})

    pixxel(answer).aois.get("1")
    configure(log)

    pixxel(answer).aois.get("1")

    text = log.text()
    assert leaks(text, SECRETS) == []
    assert "the request is sent" in text


@by_configuration
@pytest.mark.parametrize("way", ["sync", "asyncio"])
def test_departures_are_logged_after_logging_is_configured_anew(
    way: str, configure: Callable[[Log], None], server: FaultyServer
) -> None:
    log, departures = Log(), list[Departure]()
    configure(log)

    call(way, server, DEPARTING, departures.append)

    (departure,) = departures
    text = log.text()
    assert f"departure from the contract: {departure}" in text
    assert "as/leep" not in text
