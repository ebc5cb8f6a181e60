"""What an error exposes to a program that logs it, such as a crash reporter or a traceback with locals."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FunctionType, ModuleType

TESTS = Path(__file__).parent.parent


def reachable(value: object, depth: int, ids_seen: set[int]) -> Iterator[object]:
    """The objects that lead from here: attributes, items, causes, and the locals of frames outside the tests."""
    # Modules and functions belong to all, and hold the text of the tests.
    if id(value) in ids_seen or depth < 0 or isinstance(value, ModuleType | FunctionType):
        return
    ids_seen.add(id(value))
    yield value
    inner: list[object] = list(getattr(value, "__dict__", {}).values())
    inner += [getattr(value, name, None) for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    if isinstance(value, Mapping):
        inner += [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        inner += value
    elif isinstance(value, BaseException):
        inner += [value.args, value.__cause__, value.__context__]
        frames = [frame for frame, _ in traceback.walk_tb(value.__traceback__)]
        for frame in frames:
            if not frame.f_code.co_filename.startswith(str(TESTS)):
                for local in frame.f_locals.values():
                    yield from reachable(local, 6, ids_seen)
    for part in inner:
        yield from reachable(part, depth - 1, ids_seen)


def everything_exposed_by(error: BaseException) -> str:
    """The error, its pickle, and all objects that are reachable from it, as text."""
    values = list(reachable(error, 6, set()))
    assert len(values) > 10
    return f"{error} {pickle.dumps(error)!r} " + " ".join(f"{value!r} {value}" for value in values)


def traceback_of(error: BaseException) -> str:
    """The tracebacks of an error and of its causes, with the locals of frames outside the tests."""
    text = f"{error} {error!r}"
    following: BaseException | None = error
    while following is not None:
        trace = traceback.TracebackException.from_exception(following, capture_locals=True)
        frames = [frame for frame in trace.stack if not frame.filename.startswith(str(TESTS))]
        text += f"\n{following} {following!r} {[(frame.name, frame.filename, frame.locals) for frame in frames]}"
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return text


def leaks(text: str, secrets: Sequence[str]) -> list[str]:
    """The text around every secret, without the secret."""
    excerpts = []
    for secret in secrets:
        for before, after in zip(text.split(secret), text.split(secret)[1:], strict=False):
            excerpts.append(f"{before[-200:]}<a secret>{after[:50]}")
    return excerpts
