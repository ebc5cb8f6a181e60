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
from .validator import Exchange, Verdict, place, the_judge

__all__ = ["Replay", "replay"]

# The package of the operations.
OPERATIONS = f"{__name__.rsplit('.', 2)[0]}.api"


@frozen
class Replay:
    """What a file of recorded exchanges is worth today.

    `contract` counts the departures from the contract, and `client` those that the client noticed while it read, both
    with `*` for positions in lists; `damaged` says of lines, by number, why they were not read.
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
        places = sorted({(each.operation, each.pointer) for each in [*self.contract, *self.client]})
        for operation, pointer in places:
            by_contract, by_client = (
                {each: counter[each] for each in counter if (each.operation, each.pointer) == (operation, pointer)}
                for counter in (self.contract, self.client)
            )
            # The client words it differently: where both notice, the contract's words do.
            said = "; ".join(f"{each.expected}, {each.got}" for each in by_contract or by_client)
            rows.append((operation, pointer, _times(by_contract), _times(by_client), said))
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        table = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows] if places else []
        damaged = [f"line {number} {why}" for number, why in self.damaged.items()]
        return "\n".join(
            [f"{self.exchanges} exchanges; places where they depart from the contract: {len(places)}", *damaged, *table]
        )


def replay(path: str | Path) -> Replay:
    """Holds each exchange that a file has against this contract, and reads its answer with this client.

    Raises OSError if there is no such file to read; lines that are damaged are left out and told.
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
            verdict = the_judge().judge(exchange)
            for counter, departures in (
                (result.contract, verdict.departures),
                (result.client, _read(exchange, verdict)),
            ):
                visible = [each for each in departures if not is_masked(line, each.pointer)]
                counter.update(evolve(each, pointer=place(each.pointer)) for each in visible)
    return evolve(result, exchanges=exchanges)


def _read(exchange: Exchange, verdict: Verdict) -> list[Departure]:
    """Where the client finds the answer to depart."""
    if verdict.tag is None or exchange.answer_content is None:
        return []
    operation = import_module(f"{OPERATIONS}.{verdict.tag}.{verdict.operation}").OPERATION
    headers = httpx.Headers(exchange.answer_headers, encoding="utf-8")
    answer = httpx.Response(exchange.status, headers=headers, content=exchange.answer_content)
    found: list[Departure] = []
    try:
        operation.detailed(answer, found.append, "the record")
    except DecodeError as error:
        found.append(Departure(error.operation, error.pointer, error.expected, error.got))
    return [evolve(each, pointer=f"/answer/body{each.pointer}") for each in found]


def _times(counted: Mapping[Departure, int]) -> str:
    return str(sum(counted.values()) or "-")
