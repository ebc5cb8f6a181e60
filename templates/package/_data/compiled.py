"""Compiled readers: functions, written and compiled at run time, that test an answer against its field types.

Every value of every answer is tested. A call for each value would take longer than parsing the JSON does, so a model
writes the tests of all its fields as one function, which is compiled when the first object of that model comes.

With PIXXEL_COMPILED_READERS=0 in the environment, answers are tested by plain methods instead (`FieldType.matches`).
They are slower, give the same results, and can be followed in a debugger. The source of a compiled reader is known to
`linecache`: tracebacks, debuggers and `inspect.getsource` show it.
"""

from __future__ import annotations

import linecache
import os
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

__all__ = ["EXACT", "VARIABLE", "Constants", "Lines", "compiled", "indented", "is_enabled"]

VARIABLE = "PIXXEL_COMPILED_READERS"
# What a compiled reader returns for a value that fits and has no new fields; it is 1 if it may have some, and 0 or
# False if it does not fit. Readers combine what they return by `&`.
EXACT = 3

Lines = Iterator[str]

_numbers = count(1)


class Constants:
    """The objects that compiled lines use, by the names that they have there."""

    def __init__(self) -> None:
        self.by_name: dict[str, Any] = {}

    def name(self, stem: str, value: Any) -> str:
        """The name of `value`: the stem, with a number behind it if another object has that name."""
        name, number = stem, 1
        while self.by_name.setdefault(name, value) is not value:
            number += 1
            name = f"{stem}_{number}"
        return name


def is_enabled() -> bool:
    return os.environ.get(VARIABLE) != "0"


def compiled(title: str, lines: Callable[[Constants], Lines]) -> Callable[[Any], int]:
    """The function of a `value` that has these lines, and returns `fit` unless one of them returns."""
    constants = Constants()
    source = "\n    ".join(["def fits(value):", f"fit = {EXACT}", *lines(constants), "return fit"]) + "\n"
    # Registered by name: two readers must not have the same one.
    filename = f"<compiled reader {next(_numbers)}: {title}>"
    linecache.cache[filename] = len(source), None, source.splitlines(keepends=True), filename
    # The lines are written by field types; what they take from the contract, names of fields, is quoted by repr.
    exec(compile(source, filename, "exec"), constants.by_name)  # noqa: S102
    fits: Callable[[Any], int] = constants.by_name["fits"]
    return fits


def indented(lines: Lines) -> Lines:
    return (f"    {line}" for line in lines)
