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

NEW_FIELD = "new field"
# The package of the operations.
OPERATIONS = f"{__name__.rsplit('.', 2)[0]}.api"


@frozen
class Replay:
    """The result of a replay.

    `contract` counts the departures that the validator finds, and `client` those that this client finds as it reads the
    answers, both with `*` for positions in lists. Both also count new fields, which have the kind "new field" and break
    no contract. `damaged` says, by number of the line, why a line was not read.
    """

    exchanges: int
    contract: Counter[Departure] = field(factory=Counter)
    client: Counter[Departure] = field(factory=Counter)
    damaged: dict[int, str] = field(factory=dict)

    @property
    def kept(self) -> bool:
        return not any(departure.kind != NEW_FIELD for departure in [*self.contract, *self.client])

    def __str__(self) -> str:
        departures, new_fields = self._rows(are_new=False), self._rows(are_new=True)
        lines = [f"{self.exchanges} exchanges; places where they depart from the contract: {len(departures)}"]
        lines += [f"line {number} {why}" for number, why in self.damaged.items()]
        lines += _table("expected, got", departures)
        if new_fields:
            lines += [f"new fields: {len(new_fields)}", *_table("got", new_fields)]
        return "\n".join(lines)

    def _rows(self, *, are_new: bool) -> list[tuple[str, ...]]:
        counters = [
            Counter({found: times for found, times in counter.items() if (found.kind == NEW_FIELD) is are_new})
            for counter in (self.contract, self.client)
        ]
        rows: list[tuple[str, ...]] = []
        for place in sorted({(found.operation, found.pointer) for counter in counters for found in counter}):
            by_contract, by_client = (
                {found: counter[found] for found in counter if (found.operation, found.pointer) == place}
                for counter in counters
            )
            # The two use different words; those of the validator go first.
            words = "; ".join(
                found.got if are_new else f"{found.expected}, {found.got}" for found in by_contract or by_client
            )
            rows.append((*place, _times(by_contract), _times(by_client), words))
        return rows


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
                (result.contract, (*validation.departures, *validation.new_fields)),
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


def _table(last: str, rows: list[tuple[str, ...]]) -> list[str]:
    head = ("operation", "place", "contract", "client", last)
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in (head, *rows)] if rows else []


def _times(counted: Mapping[Departure, int]) -> str:
    return str(sum(counted.values()) or "-")
