"""Observers: each exchange is validated, and what departs from the contract is logged, raised or recorded."""

from __future__ import annotations

import atexit
import logging
import threading
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx
from attrs import frozen

from .._answers import Departure, Response
from .._http.credentials import Secret
from .._http.operations import Prepared
from ..errors import ConfigurationError, ContractBroken
from .records import append, line_of, prepare
from .validator import Exchange, Verdict, place, the_judge

__all__ = ["Observer", "Tally", "observer_of", "report", "tally"]

logger = logging.getLogger("pixxel_client.contract")


class Tally:
    """How many exchanges there were, and how often they departed from the contract where."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._exchanges = 0
        self._departures: Counter[Departure] = Counter()

    def add(self, departures: Iterable[Departure]) -> None:
        with self._lock:
            self._exchanges += 1
            self._departures.update(
                Departure(each.operation, place(each.pointer), each.expected, each.got) for each in departures
            )

    def __str__(self) -> str:
        with self._lock:
            found = sorted(self._departures.items(), key=lambda item: (item[0].operation, item[0].pointer))
            exchanges = self._exchanges
        lines = [f"{exchanges} exchanges; places where they depart from the contract: {len(found)}"]
        return "\n".join([*lines, *(f"{times:6} × {departure}" for departure, times in found)])

    def tell(self) -> None:
        """Logs what there is to tell."""
        if self._departures:
            logger.warning("%s", self)


# Of the process: what its clients have seen that warn.
tally = Tally()


def report() -> str:
    """What clients of this process that warn have seen so far: exchanges, and how often they departed where."""
    return str(tally)


@frozen
class Observer(ABC):
    """Sees each exchange of a client, once its answer has come."""

    def sees(
        self, base_url: httpx.URL, url: httpx.URL, prepared: Prepared, answer: httpx.Response, key: Secret
    ) -> None:
        """Has it judged: `url` is where the request went in the end."""
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
        self.judged(exchange, the_judge().judge(exchange), key)

    @abstractmethod
    def judged(self, exchange: Exchange, verdict: Verdict, key: Secret) -> None:
        """What becomes of it."""


@frozen
class Warner(Observer):
    """Logs each departure, and at the end of the process how many there were."""

    def judged(self, exchange: Exchange, verdict: Verdict, key: Secret) -> None:  # noqa: ARG002
        tally.add(verdict.departures)
        for departure in verdict.departures:
            logger.warning("departure from the contract: %s", departure)


@frozen
class Raiser(Observer):
    """Raises ContractBroken for an exchange with departures."""

    def judged(self, exchange: Exchange, verdict: Verdict, key: Secret) -> None:  # noqa: ARG002
        if not verdict.departures:
            return
        answer: Response[Any] = Response(
            exchange.status, exchange.answer_headers, exchange.answer_content or b"", parsed=None
        )
        raise ContractBroken(verdict.departures, answer, method=exchange.method, path=verdict.template)


@frozen
class Recorder(Observer):
    """Appends each exchange to a file, which has been found to be writable."""

    path: str

    def judged(self, exchange: Exchange, verdict: Verdict, key: Secret) -> None:
        line = line_of(exchange, verdict, the_judge().write_only, key.reveal())
        try:
            append(self.path, line)
        # The exchange has taken place, and whoever asked for it wants its answer.
        except OSError as error:
            logger.error("an exchange is missing in %s: %s", self.path, error.strerror or error)  # noqa: TRY400

    def __reduce__(self) -> tuple[Any, ...]:
        # Where a pickle is read the file may be another's, or not be there.
        return observer_of, (f"record:{self.path}", "the pickle")


def observer_of(said: str, where: str) -> Observer:
    """The witness that `said` asks for; raises ConfigurationError, naming `where`, for what nobody can be asked for."""
    if said == "warn":
        atexit.unregister(tally.tell)
        atexit.register(tally.tell)
        return Warner()
    if said == "raise":
        return Raiser()
    if isinstance(said, str) and said.startswith("record:") and said != "record:":
        path = str(Path(said.removeprefix("record:")).expanduser().absolute())
        prepare(path)
        return Recorder(path)
    raise ConfigurationError(f'{where} must be "warn", "raise", "record:FILE" or "off"')
