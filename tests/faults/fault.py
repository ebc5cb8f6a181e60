"""What a fault is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Source = Literal[
    "with the checks",
    "blind, second list",
    "blind, third list",
    "blind, fourth list",
    "blind, fifth list",
    "blind, sixth list",
    "unseen kinds",
    "kinds of checks",
]


@dataclass(frozen=True)
class Fault:
    """What is wrong, in a sentence, and the text in `file` that makes it so. `old` must stand there exactly once.

    `smoke` puts a fault into the smoke selection, which `make test` runs. It names the test module that notices the
    fault soon, such as "legends". That module runs first; if it notices nothing, all others run. `hangs` says that a
    test does not end because of the fault: only then does a test that does not end count as noticing it.
    """

    sentence: str
    file: str
    old: str
    new: str
    source: Source
    smoke: str | None = None
    hangs: bool = False
