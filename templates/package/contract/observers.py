"""Observers: each exchange is validated, and what departs from the contract is logged, raised or recorded."""

from __future__ import annotations

import atexit
import logging
import threading
from abc import ABC, abstractmethod
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
from attrs import evolve, frozen

from .._answers import Departure, Response
from .._http.credentials import Secret, failure
from .._http.operations import Prepared
from .._redaction import content_without_key, without_key
from ..errors import ConfigurationError, ContractBroken
from .records import append, line_of, prepare
from .validator import Exchange, Validation, any_position, packaged_validator

__all__ = ["Observer", "Tally", "observer_of", "report", "tally"]

logger = logging.getLogger("pixxel_client.contract")


class Tally:
    """Counts exchanges, each departure from the contract, and each new field."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._exchanges = 0
        self._departures: Counter[Departure] = Counter()
        self._new_fields: Counter[tuple[str, str]] = Counter()

    def add(self, validation: Validation) -> list[Departure]:
        """Counts an exchange; returns its fields that are new for the first time."""
        with self._lock:
            self._exchanges += 1
            self._departures.update(
                evolve(departure, pointer=any_position(departure.pointer)) for departure in validation.departures
            )
            places = {(new.operation, new.pointer): new for new in validation.new_fields}
            first = [new for place, new in places.items() if place not in self._new_fields]
            self._new_fields.update(places.keys())
            return first

    def __str__(self) -> str:
        with self._lock:
            counts = sorted(self._departures.items(), key=lambda item: (item[0].operation, item[0].pointer))
            new_fields = sorted(self._new_fields.items())
            exchanges = self._exchanges
        lines = [f"{exchanges} exchanges; places where they depart from the contract: {len(counts)}"]
        lines += [f"{times:6} × {departure}" for departure, times in counts]
        if new_fields:
            lines.append(f"new fields: {len(new_fields)}")
            lines += [f"{times:6} × {operation}: {pointer}" for (operation, pointer), times in new_fields]
        return "\n".join(lines)

    def log(self) -> None:
        """Logs the counts if there is a departure or a new field."""
        if self._departures or self._new_fields:
            logger.log(logging.WARNING if self._departures else logging.INFO, "%s", self)


# The exchanges of all clients of this process with the mode "warn".
tally = Tally()


def report() -> str:
    """How many exchanges the clients of this process with contract="warn" have had, and how often each departed.

    Below it the fields that the contract does not have, and how many exchanges had them.
    """
    return str(tally)


@frozen
class Observer(ABC):
    """Validates each exchange of a client, after its answer has come."""

    def observe(
        self, base_url: httpx.URL, url: httpx.URL, prepared: Prepared, answer: httpx.Response, key: Secret
    ) -> None:
        """Validates an exchange and handles the result; `url` is the URL that the request was sent to."""
        try:
            self._observe(base_url, url, prepared, answer, key)
        except ContractBroken:
            raise
        # The exchange has taken place, and the caller needs its answer.
        except Exception as error:
            logger.error("an exchange could not be validated (%s); the call goes on", failure(error))  # noqa: TRY400

    def _observe(
        self, base_url: httpx.URL, url: httpx.URL, prepared: Prepared, answer: httpx.Response, key: Secret
    ) -> None:
        base = base_url.raw_path.decode().rstrip("/")
        query: dict[str, list[str]] = {}
        for name, value in url.params.multi_items():
            query.setdefault(name, []).append(value)
        exchange = Exchange(
            prepared.method,
            url.raw_path.decode().partition("?")[0].removeprefix(base),
            query,
            {name.lower(): value for name, value in prepared.headers.items()},
            prepared.content or b"",
            answer.status_code,
            {name.lower(): value for name, value in answer.headers.items()},
            answer.content,
        )
        self.handle(exchange, packaged_validator().validate(exchange), key)

    @abstractmethod
    def handle(self, exchange: Exchange, validation: Validation, key: Secret) -> None:
        """Logs, raises or records the result."""


@frozen
class WarningObserver(Observer):
    """Logs each departure, the first of each new field, and their counts at the end of the process."""

    def handle(self, exchange: Exchange, validation: Validation, key: Secret) -> None:  # noqa: ARG002
        for new_field in tally.add(validation):
            logger.info("not in the contract: %s", new_field)
        for departure in validation.departures:
            logger.warning("departure from the contract: %s", departure)


@frozen
class RaisingObserver(Observer):
    """Raises ContractBroken for an exchange with departures; new fields are none."""

    def handle(self, exchange: Exchange, validation: Validation, key: Secret) -> None:
        if not validation.departures:
            return
        # The key is in no local variable, which tracebacks may show.
        content = content_without_key(exchange.answer_content or b"", key.reveal())
        headers = {name: without_key(value, key.reveal()) for name, value in exchange.answer_headers.items()}
        departures = [
            evolve(found, pointer=without_key(found.pointer, key.reveal()), got=without_key(found.got, key.reveal()))
            for found in validation.departures
        ]
        response: Response[Any] = Response(exchange.status, headers, content, parsed=None)
        request = {"method": exchange.method, "path": validation.template, "request_path": exchange.path}
        raise ContractBroken(departures, response, **request)


@frozen
class RecordingObserver(Observer):
    """Appends each exchange to a file, which `prepare` has made."""

    path: str

    def handle(self, exchange: Exchange, validation: Validation, key: Secret) -> None:
        line = line_of(exchange, validation, packaged_validator().write_only, key.reveal())
        try:
            append(self.path, line)
        # The exchange has taken place, and the caller needs its answer.
        except OSError as error:
            logger.error("an exchange is missing in %s: %s", self.path, error.strerror or error)  # noqa: TRY400

    def __reduce__(self) -> tuple[Any, ...]:
        # Where the pickle is read, the file may belong to another user, or not exist.
        return observer_of, (f"record:{self.path}", "the pickle")


def observer_of(mode: str, setting: str) -> Observer:
    """The observer for a mode; raises ConfigurationError, naming the setting, if there is none."""
    if mode == "warn":
        atexit.unregister(tally.log)
        atexit.register(tally.log)
        return WarningObserver()
    if mode == "raise":
        return RaisingObserver()
    if isinstance(mode, str) and mode.startswith("record:") and mode != "record:":
        path = str(Path(mode.removeprefix("record:")).expanduser().absolute())
        prepare(path)
        return RecordingObserver(path)
    raise ConfigurationError(f'{setting} must be "warn", "raise", "record:FILE" or "off"')
