"""What objects of the client expose: errors to a program that logs them, such as a crash reporter or a traceback with
locals, and all objects to a program that follows their references.
"""

from __future__ import annotations

import gc
import pickle
import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FrameType, FunctionType, ModuleType, TracebackType

from pixxel_client._http.credentials import Secret

TESTS = Path(__file__).parent.parent


# They belong to all; a function's own part of them is in `_parts`.
SHARED = (ModuleType, type, CodeType, BuiltinFunctionType)
CONTAINERS = (dict, list, tuple, set, frozenset)


def reachable(value: object) -> Iterator[tuple[str, object]]:
    """All objects that lead from here, each with the types on the way to it.

    Attributes, items, closures, causes, generators and the locals of frames: all that the garbage collector knows,
    except functions and frames of the tests, which have the key from the tests. A `Secret` is where the key is.
    """
    seen: dict[int, object] = {}
    to_visit = [(type(value).__name__, value)]
    while to_visit:
        way, found = to_visit.pop()
        if id(found) in seen or isinstance(found, SHARED):
            continue
        # Kept, so that no other object gets the same id meanwhile.
        seen[id(found)] = found
        yield way, found
        to_visit += [(f"{way} > {type(part).__name__}", part) for part in _parts(found)]


def _parts(value: object) -> Iterable[object]:
    match value:
        case Secret() | str() | bytes() | bytearray():
            return ()
        case FunctionType() if _is_of_tests(value.__code__):
            return ()
        case FunctionType():
            # Its globals belong to all.
            return value.__defaults__, value.__kwdefaults__, value.__closure__, vars(value)
        case TracebackType():
            return value.tb_frame, value.tb_next
        case FrameType():
            return () if _is_of_tests(value.f_code) else list(value.f_locals.values())
        case dict():
            # The collector does not look at keys that are strings.
            return [*value, *gc.get_referents(value)]
        case _:
            return gc.get_referents(value)


def ways_to(value: object, secrets: Sequence[str]) -> list[str]:
    """The ways from an object to each text that holds a secret, whatever the reprs show."""
    return [way for way, found in reachable(value) if any(_holds(found, secret) for secret in secrets)]


def _is_of_tests(code: CodeType) -> bool:
    return code.co_filename.startswith(str(TESTS))


def _holds(value: object, secret: str) -> bool:
    if isinstance(value, str):
        return secret in value
    return isinstance(value, bytes | bytearray) and secret.encode() in value


def everything_exposed_by(error: BaseException) -> str:
    """The error, its pickle, and all objects that are reachable from it, as text."""
    values = [value for _, value in reachable(error) if not isinstance(value, CONTAINERS)]
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
