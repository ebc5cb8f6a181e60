# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The kinds of value that the contract knows, at run time.

Each kind does two things. `read` takes a value of an answer as it comes and is tolerant: what departs from the contract
is noted as a finding, never raised. `check` takes a value for a request and is strict: what the contract does not allow
is refused, naming the argument, before anything is sent; what it allows is returned as JSON.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, get_args

from attrs import define, field, frozen

from .errors import InvalidArgument

if TYPE_CHECKING:
    from .types import Model


@define
class Finding:
    """A place where an answer departs from the contract; `path` grows outwards, one segment a level."""

    expected: str
    got: str
    fatal: bool = False
    path: list[str] = field(factory=list)

    @property
    def pointer(self) -> str:
        """The place as a JSON pointer (RFC 6901)."""
        return "".join(f"/{segment.replace('~', '~0').replace('/', '~1')}" for segment in reversed(self.path))


class Kind:
    """What all kinds share."""

    expected: str
    nullable = False
    # The exact types whose values need no reading.
    as_it_is: tuple[type, ...] = ()

    def read(self, value: Any, findings: list[Finding]) -> Any:
        raise NotImplementedError

    def check(self, value: Any, at: str) -> Any:
        raise NotImplementedError

    def dump(self, value: Any) -> Any:
        """The JSON of a value that was read, unchecked: what came in goes out again."""
        return value

    def claims(self, value: Any) -> bool:  # noqa: ARG002  few kinds can tell
        """Whether `value` says itself that it is of this kind."""
        return False


@frozen
class Scalar(Kind):
    """A JSON scalar. `as_it_is` are the exact types that JSON parsing yields, `accepts` what a caller may pass."""

    expected: str
    as_it_is: tuple[type, ...]
    accepts: Callable[[Any], bool]
    convert: Callable[[Any], Any]

    def read(self, value: Any, findings: list[Finding]) -> Any:
        if type(value) not in self.as_it_is:
            findings.append(Finding(self.expected, describe(value)))
        return value

    def check(self, value: Any, at: str) -> Any:
        if not self.accepts(value):
            raise InvalidArgument(at, f"must be {self.expected}, not {describe(value)}")
        return self.convert(value)


class _Integer(Scalar):
    def read(self, value: Any, findings: list[Finding]) -> Any:
        # JSON Schema holds 100.0 to be an integer.
        if type(value) is float and value.is_integer():
            return int(value)
        return super().read(value, findings)


class _String(Scalar):
    def check(self, value: Any, at: str) -> Any:
        return text(super().check(value, at), at)


class _Anything(Kind):
    expected = "any value"

    def read(self, value: Any, findings: list[Finding]) -> Any:  # noqa: ARG002  nothing departs from anything
        return value

    def check(self, value: Any, at: str) -> Any:
        return as_json(value, at)


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def _is_integer(value: Any) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _plain_number(value: Any) -> int | float:
    return int(value) if isinstance(value, Integral) else float(value)


STRING = _String("a string", (str,), lambda value: isinstance(value, str), str.__str__)
INTEGER = _Integer("an integer", (int,), _is_integer, int)
NUMBER = Scalar("a finite number", (int, float), _is_number, _plain_number)
BOOLEAN = Scalar("true or false", (bool,), lambda value: isinstance(value, bool), bool)
ANY = _Anything()


class Choice(Kind):
    """One of the documented values. An undocumented one is kept as it is on reading, refused on writing."""

    def __init__(self, literal: Any) -> None:
        self.values = get_args(literal)
        self.expected = "one of " + ", ".join(map(repr, self.values))
        self.is_fixed = len(self.values) == 1

    def read(self, value: Any, findings: list[Finding]) -> Any:
        if value not in self.values:
            findings.append(Finding(self.expected, f"another value, {describe(value)}"))
        return value

    def check(self, value: Any, at: str) -> Any:
        for allowed in self.values:
            # True equals 1 and is no number; an enum member that equals a string is sent as the plain string.
            if isinstance(value, type(allowed)) and value == allowed and not isinstance(value, bool):
                return allowed
        shown = repr(value) if isinstance(value, str) else describe(value)
        raise InvalidArgument(at, f"must be {self.expected}, not {clip(shown)}")


@frozen
class Many(Kind):
    """A list."""

    of: Kind
    expected = "a list"

    def read(self, value: Any, findings: list[Finding]) -> Any:
        if type(value) is not list:
            findings.append(_misshapen(self.expected, value))
            return None
        as_it_is = self.of.as_it_is
        for item in value:
            if type(item) not in as_it_is:
                break
        else:
            return value
        read = self.of.read
        items = []
        for position, item in enumerate(value):
            known = len(findings)
            items.append(read(item, findings))
            if len(findings) > known:
                _locate(findings, known, str(position))
        return items

    def check(self, value: Any, at: str) -> Any:
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes, bytearray)):
            raise InvalidArgument(at, f"must be {self.expected}, not {describe(value)}")
        return [self.of.check(item, f"{at}[{position}]") for position, item in enumerate(value)]

    def dump(self, value: Any) -> Any:
        return [self.of.dump(item) for item in value] if isinstance(value, list) else value


@frozen
class Keyed(Kind):
    """An object whose keys are data, not field names."""

    of: Kind
    expected = "an object"

    def read(self, value: Any, findings: list[Finding]) -> Any:
        if type(value) is not dict:
            findings.append(_misshapen(self.expected, value))
            return None
        read = self.of.read
        items = {}
        for key, item in value.items():
            known = len(findings)
            items[key] = read(item, findings)
            if len(findings) > known:
                _locate(findings, known, key)
        return items

    def check(self, value: Any, at: str) -> Any:
        if not isinstance(value, Mapping):
            raise InvalidArgument(at, f"must be a mapping, not {describe(value)}")
        for key in value:
            if not isinstance(key, str):
                raise InvalidArgument(at, f"must have strings as keys, not {describe(key)}")
        return {text(key, at): self.of.check(item, f"{at}[{key!r}]") for key, item in value.items()}

    def dump(self, value: Any) -> Any:
        return {key: self.of.dump(item) for key, item in value.items()} if isinstance(value, dict) else value


@define(slots=False)
class Object(Kind):
    """A model, named rather than held, so that its module is imported when a value of it is first met."""

    module: str
    name: str
    expected = "an object"

    @cached_property
    def model(self) -> type[Model]:
        loaded = import_module(f"{__package__}.models.{self.module}")
        model: type[Model] = getattr(loaded, self.name)
        return model

    def read(self, value: Any, findings: list[Finding]) -> Any:
        if type(value) is not dict:
            findings.append(_misshapen(self.expected, value))
            return None
        return self.model._read(value, findings)

    def check(self, value: Any, at: str) -> Any:
        return self.model._check(value, at)

    def dump(self, value: Any) -> Any:
        return value.to_dict() if isinstance(value, self.model) else value

    def claims(self, value: Any) -> bool:
        return self.model._claims(value)


@frozen
class Nullable(Kind):
    """A value, or null where the contract says so."""

    of: Kind
    nullable = True

    @property
    def expected(self) -> str:  # type: ignore[override]  # derived, where the other kinds state it
        return f"{self.of.expected} or null"

    def read(self, value: Any, findings: list[Finding]) -> Any:
        return None if value is None else self.of.read(value, findings)

    def check(self, value: Any, at: str) -> Any:
        return None if value is None else self.of.check(value, at)

    def dump(self, value: Any) -> Any:
        return None if value is None else self.of.dump(value)


class OneOf(Kind):
    """A value of one of several kinds.

    The one that the value says it is of, as GeoJSON does by its `type` and others by the fields they have; else the
    first that fits without a finding; else the one that fits best.
    """

    def __init__(self, *kinds: Kind) -> None:
        self.kinds = kinds
        self.expected = " or ".join(kind.expected for kind in kinds)

    def read(self, value: Any, findings: list[Finding]) -> Any:
        if claimed := self._claimed(value):
            return claimed.read(value, findings)
        candidates = []
        for kind in self.kinds:
            noted: list[Finding] = []
            result = kind.read(value, noted)
            if not noted:
                return result
            candidates.append((any(finding.fatal for finding in noted), len(noted), result, noted))
        _, _, result, noted = min(candidates, key=lambda candidate: candidate[:2])
        findings.extend(noted)
        return result

    def check(self, value: Any, at: str) -> Any:
        if claimed := self._claimed(value):
            return claimed.check(value, at)
        refusals = []
        for kind in self.kinds:
            try:
                return kind.check(value, at)
            except InvalidArgument as refusal:
                refusals.append(str(refusal))
        raise InvalidArgument(at, "fits none of the kinds allowed here; " + "; ".join(refusals))

    def dump(self, value: Any) -> Any:
        for kind in self.kinds:
            dumped = kind.dump(value)
            if dumped is not value:
                return dumped
        return value

    def _claimed(self, value: Any) -> Kind | None:
        return next((kind for kind in self.kinds if kind.claims(value)), None)


def describe(value: Any) -> str:
    """What a value is, in JSON's words, never what it holds: it may be a secret."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "a string" if value else "an empty string"
        case int() | float():
            return "a number"
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            return f"a value of type {type(value).__name__}"


def as_json(value: Any, at: str) -> Any:
    """A free value as plain JSON, or a refusal."""
    match value:
        case None | bool():
            return value
        case str():
            return text(value, at)
        case Integral() | Real() if _is_number(value):
            return _plain_number(value)
        case Mapping():
            return Keyed(ANY).check(value, at)
        case list() | tuple():
            return Many(ANY).check(value, at)
        case _:
            raise InvalidArgument(at, f"must be JSON, not {describe(value)}")


def text(value: str, at: str) -> str:
    """Plain text, of a str subclass too (an enum member, say), or a refusal of what UTF-8 cannot carry."""
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidArgument(at, "holds a lone surrogate, which is not text")
    return str.__str__(value)


def clip(shown: str, length: int = 80) -> str:
    return shown if len(shown) <= length else f"{shown[:length]}…"


def fatal(findings: list[Finding]) -> Iterator[Finding]:
    """The findings that leave nothing to hand to the caller."""
    return (finding for finding in findings if finding.fatal)


def _misshapen(expected: str, value: Any) -> Finding:
    # null in place of a list or an object reads as absent; a scalar there cannot be read at all.
    return Finding(expected, describe(value), fatal=value is not None)


def _locate(findings: list[Finding], known: int, segment: str) -> None:
    for finding in findings[known:]:
        finding.path.append(segment)
