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
    "blind, seventh list",
    "unseen kinds",
    "kinds of checks",
]
# Why a check cannot ask a server that is not the sandbox.
ByUrl = Literal["costs tokens", "known only of the sandbox", "not documented"]


@dataclass(frozen=True)
class Fault:
    """What is wrong, in a sentence, and the text in `file` that makes it so. `old` must stand there exactly once.

    `smoke` puts a fault into the smoke selection, which `make test` runs. It names the test module that notices the
    fault soon, such as "legends". That module runs first; if it notices nothing, all others run. `hangs` says that a
    test does not end because of the fault: only then does a test that does not end count as noticing it.

    `by_url` says why the fault cannot be noticed by URL, where the run does not find out: a check that was made by URL
    notices it in process, because there it also does what would cost tokens, or knows what it does not know by URL.
    """

    sentence: str
    file: str
    old: str
    new: str
    source: Source
    smoke: str | None = None
    hangs: bool = False
    by_url: ByUrl | None = None
