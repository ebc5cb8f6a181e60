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
]


@dataclass(frozen=True)
class Fault:
    """What is wrong, in a sentence, and the text in `file` that makes it so. `old` must stand there exactly once."""

    sentence: str
    file: str
    old: str
    new: str
    source: Source
