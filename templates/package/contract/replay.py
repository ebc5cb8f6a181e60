"""Recorded exchanges, validated again with the contract of this version and read again by this client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import httpx
from attrs import evolve, field, frozen

from .._answers import Departure
from ..errors import DecodeError
from .records import Unreadable, is_masked, read_line
from .validator import Exchange, Validation, any_position, packaged_validator

__all__ = ["Replay", "replay"]

# The package of the operations.
OPERATIONS = f"{__name__.rsplit('.', 2)[0]}.api"


@frozen
class Replay:
    """The result of a replay.

    `contract` counts the departures that the validator finds, and `client` those that this client finds as it reads the
    answers, both with `*` for positions in lists. `damaged` says, by number of the line, why a line was not read.
    """

    exchanges: int
    contract: Counter[Departure] = field(factory=Counter)
    client: Counter[Departure] = field(factory=Counter)
    damaged: dict[int, str] = field(factory=dict)

    @property
    def kept(self) -> bool:
        return not self.contract and not self.client

    def __str__(self) -> str:
        rows = [("operation", "place", "contract", "client", "expected, got")]
        places = sorted({(departure.operation, departure.pointer) for departure in [*self.contract, *self.client]})
        for operation, pointer in places:
            by_contract, by_client = (
                {
                    departure: counter[departure]
                    for departure in counter
                    if (departure.operation, departure.pointer) == (operation, pointer)
                }
                for counter in (self.contract, self.client)
            )
            # The two use different words; those of the validator go first.
            words = "; ".join(f"{departure.expected}, {departure.got}" for departure in by_contract or by_client)
            rows.append((operation, pointer, _times(by_contract), _times(by_client), words))
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        table = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows] if places else []
        damaged = [f"line {number} {why}" for number, why in self.damaged.items()]
        return "\n".join(
            [f"{self.exchanges} exchanges; places where they depart from the contract: {len(places)}", *damaged, *table]
        )


def replay(path: str | Path) -> Replay:
    """Validates each exchange of a record with this contract, and reads its answer with this client.

    Raises OSError if the file cannot be read. Damaged lines are left out and listed in the result.
    """
    result = Replay(0)
    exchanges = 0
    with Path(path).open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                exchange = read_line(line)
            except Unreadable as why:
                result.damaged[number] = str(why)
                continue
            exchanges += 1
            validation = packaged_validator().validate(exchange)
            for counter, departures in (
                (result.contract, validation.departures),
                (result.client, _read(exchange, validation)),
            ):
                visible = [departure for departure in departures if not is_masked(line, departure.pointer)]
                counter.update(evolve(departure, pointer=any_position(departure.pointer)) for departure in visible)
    return evolve(result, exchanges=exchanges)


def _read(exchange: Exchange, validation: Validation) -> list[Departure]:
    """The departures that this client finds in the answer."""
    if validation.tag is None or exchange.answer_content is None:
        return []
    operation = import_module(f"{OPERATIONS}.{validation.tag}.{validation.operation}").OPERATION
    headers = httpx.Headers(exchange.answer_headers, encoding="utf-8")
    answer = httpx.Response(exchange.status, headers=headers, content=exchange.answer_content)
    found: list[Departure] = []
    try:
        operation.detailed(exchange.path, answer, found.append)
    except DecodeError as error:
        found.append(Departure(error.operation, error.pointer, error.expected, error.got))
    return [evolve(departure, pointer=_place(departure)) for departure in found]


def _place(departure: Departure) -> str:
    """The pointer that the validator gives such a departure: into the exchange, not into the body."""
    return "/answer/status" if departure.kind == "status" else f"/answer/body{departure.pointer}"


def _times(counted: Mapping[Departure, int]) -> str:
    return str(sum(counted.values()) or "-")
