"""The kinds of value that the contract knows, at run time.

Reading is tolerant: `fits` says, as fast as can be, whether a value of an answer is as the contract has it; `note` says
where one that does not fit departs, as findings, never raised; `view` is what Python sees of a value, `dump` the way
back. Writing is strict: `check` refuses what the contract does not allow, naming the argument, before anything is sent;
what it allows is returned as JSON.

Every value of every answer is tested. So tests are compiled, one function a model, from the lines that each kind has
for it (`guard`): called for each value, they would take longer than parsing the JSON.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, get_args

from attrs import define, field, frozen

from ..errors import InvalidArgument
from .pointers import below

if TYPE_CHECKING:
    from .models import Model


# The package of the models. They are made of field types, and field types load them by name.
MODELS = f"{__name__.rsplit('.', 2)[0]}.models"


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
        return below("", *reversed(self.path))


Lines = Iterator[str]


class Constants:
    """What compiled lines refer to, by the names that they have there."""

    def __init__(self) -> None:
        self.named: dict[str, Any] = {}

    def name(self, value: Any) -> str:
        name = f"c{len(self.named)}"
        self.named[name] = value
        return name


def compiled(lines: Callable[[Constants], Lines]) -> Callable[[Any], bool]:
    """The function of a `value` that has these lines, and is true unless one of them returns."""
    constants = Constants()
    source = "\n    ".join(["def fits(value):", *lines(constants), "return True"])
    exec(source, constants.named)  # noqa: S102  our own words, and names of fields quoted by repr
    fits: Callable[[Any], bool] = constants.named["fits"]
    return fits


def indented(lines: Lines) -> Lines:
    return (f"    {line}" for line in lines)


class Kind:
    """What all kinds share. Those that are `plain` look in Python as they do in JSON."""

    expected: str
    nullable = False
    plain = True

    @cached_property
    def fits(self) -> Callable[[Any], bool]:
        """Whether a value of an answer is as the contract says."""
        return compiled(lambda constants: self.guard("value", constants))

    def misfit(self, value: str, constants: Constants) -> str | None:  # noqa: ARG002  for those that have one
        """The condition under which the variable `value` does not fit, if one expression says it."""
        return None

    def guard(self, value: str, constants: Constants) -> Lines:
        """Lines that return False where the variable `value` does not fit."""
        if condition := self.misfit(value, constants):
            yield f"if {condition}: return False"

    def note(self, value: Any, findings: list[Finding]) -> Any:
        """Notes where a value that does not fit departs; what to keep of it."""
        findings.append(Finding(self.expected, describe(value)))
        return value

    def view(self, value: Any) -> Any:
        """What Python sees of a value of an answer, whether it fits or not."""
        return value

    def read(self, value: Any, findings: list[Finding]) -> Any:
        """The view of a value of an answer, and where it departs."""
        return self.view(value if self.fits(value) else self.note(value, findings))

    def check(self, value: Any, at: str) -> Any:
        """The JSON of an argument, or InvalidArgument."""
        raise NotImplementedError

    def dump(self, value: Any) -> Any:
        """The JSON of a view, unchecked: what came in goes out again."""
        return value

    def claims(self, value: Any) -> bool:  # noqa: ARG002  few kinds can tell
        """Whether `value` says itself that it is of this kind."""
        return False


@frozen(slots=False)
class Scalar(Kind):
    """A JSON scalar. `types` are the exact types that JSON parsing yields, `accepts` what a caller may pass."""

    expected: str
    types: tuple[type, ...]
    accepts: Callable[[Any], bool]
    convert: Callable[[Any], Any]

    def misfit(self, value: str, constants: Constants) -> str:  # noqa: ARG002  builtins need no names
        return _is_none_of(value, self.types)

    def check(self, value: Any, at: str) -> Any:
        if not self.accepts(value):
            raise InvalidArgument(at, f"must be {self.expected}, not {describe(value)}")
        return self.convert(value)


class _Integer(Scalar):
    def note(self, value: Any, findings: list[Finding]) -> Any:
        # JSON Schema holds 100.0 to be an integer.
        if type(value) is float and value.is_integer():
            return int(value)
        return super().note(value, findings)


class _Number(Scalar):
    def misfit(self, value: str, constants: Constants) -> str:
        # NaN and Infinity are no JSON, and parsers read them and 1e999 all the same: what is finite leaves nothing.
        return f"{super().misfit(value, constants)} or {value} - {value}"


class _String(Scalar):
    def check(self, value: Any, at: str) -> Any:
        return text(super().check(value, at), at)


class _Anything(Kind):
    expected = "any value"

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
NUMBER = _Number("a finite number", (float, int), _is_number, _plain_number)
BOOLEAN = Scalar("true or false", (bool,), lambda value: isinstance(value, bool), bool)
ANY = _Anything()


class Choice(Kind):
    """One of the documented values. An undocumented one is kept as it is on reading, refused on writing."""

    def __init__(self, literal: Any) -> None:
        self.values = get_args(literal)
        self.expected = "one of " + ", ".join(map(repr, self.values))
        self.is_fixed = len(self.values) == 1

    def misfit(self, value: str, constants: Constants) -> str:
        # By type first: True equals 1, and what cannot be hashed cannot be looked up.
        other_type = _is_none_of(value, dict.fromkeys(map(type, self.values)))
        return f"({other_type}) or {value} not in {constants.name(frozenset(self.values))}"

    def note(self, value: Any, findings: list[Finding]) -> Any:
        findings.append(Finding(self.expected, f"another value, {describe(value)}"))
        return value

    def check(self, value: Any, at: str) -> Any:
        for allowed in self.values:
            # True equals 1 and is no number; an enum member that equals a string is sent as the plain string.
            if isinstance(value, type(allowed)) and value == allowed and not isinstance(value, bool):
                return allowed
        shown = repr(value) if isinstance(value, str) else describe(value)
        raise InvalidArgument(at, f"must be {self.expected}, not {clip(shown)}")


@frozen(slots=False)
class Many(Kind):
    """A list."""

    of: Kind
    expected = "a list"

    @property
    def plain(self) -> bool:  # type: ignore[override]  # derived, where the other kinds state it
        return self.of.plain

    def guard(self, value: str, constants: Constants) -> Lines:
        item = f"{value}_"
        yield f"if type({value}) is not list: return False"
        if of := [*self.of.guard(item, constants)]:
            yield f"for {item} in {value}:"
            yield from indented(iter(of))

    def note(self, value: Any, findings: list[Finding]) -> Any:
        if type(value) is not list:
            findings.append(_misshapen(self.expected, value))
            return value
        for position, item in enumerate(value):
            if not self.of.fits(item):
                known = len(findings)
                value[position] = self.of.note(item, findings)
                locate(findings, known, str(position))
        return value

    def view(self, value: Any) -> Any:
        return value if self.of.plain or type(value) is not list else [self.of.view(item) for item in value]

    def check(self, value: Any, at: str) -> Any:
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes, bytearray)):
            raise InvalidArgument(at, f"must be {self.expected}, not {describe(value)}")
        return [self.of.check(item, f"{at}[{position}]") for position, item in enumerate(value)]

    def dump(self, value: Any) -> Any:
        plain = self.of.plain or not isinstance(value, (list, tuple))
        return value if plain else [self.of.dump(item) for item in value]


@frozen(slots=False)
class Keyed(Kind):
    """An object whose keys are data, not field names."""

    of: Kind
    expected = "an object"

    @property
    def plain(self) -> bool:  # type: ignore[override]  # derived, where the other kinds state it
        return self.of.plain

    def guard(self, value: str, constants: Constants) -> Lines:
        item = f"{value}_"
        yield f"if type({value}) is not dict: return False"
        if of := [*self.of.guard(item, constants)]:
            yield f"for {item} in {value}.values():"
            yield from indented(iter(of))

    def note(self, value: Any, findings: list[Finding]) -> Any:
        if type(value) is not dict:
            findings.append(_misshapen(self.expected, value))
            return value
        for key, item in value.items():
            if not self.of.fits(item):
                known = len(findings)
                value[key] = self.of.note(item, findings)
                locate(findings, known, key)
        return value

    def view(self, value: Any) -> Any:
        plain = self.of.plain or type(value) is not dict
        return value if plain else {key: self.of.view(item) for key, item in value.items()}

    def check(self, value: Any, at: str) -> Any:
        if not isinstance(value, Mapping):
            raise InvalidArgument(at, f"must be a mapping, not {describe(value)}")
        for key in value:
            if not isinstance(key, str):
                raise InvalidArgument(at, f"must have strings as keys, not {describe(key)}")
        return {text(key, at): self.of.check(item, f"{at}[{key!r}]") for key, item in value.items()}

    def dump(self, value: Any) -> Any:
        plain = self.of.plain or not isinstance(value, dict)
        return value if plain else {key: self.of.dump(item) for key, item in value.items()}


@define(slots=False)
class Object(Kind):
    """A model, named rather than held, so that its module is imported when a value of it is first met."""

    module: str
    name: str
    expected = "an object"
    plain = False

    @cached_property
    def model(self) -> type[Model]:
        loaded = import_module(f"{MODELS}.{self.module}")
        model: type[Model] = getattr(loaded, self.name)
        return model

    def misfit(self, value: str, constants: Constants) -> str:
        # The model is asked for when a value is there, for then its module is loaded.
        return f"type({value}) is not dict or not {constants.name(self)}.model._fits({value})"

    def note(self, value: Any, findings: list[Finding]) -> Any:
        if type(value) is dict:
            self.model._note(value, findings)
        else:
            findings.append(_misshapen(self.expected, value))
        return value

    def view(self, value: Any) -> Any:
        return self.model._of(value) if type(value) is dict else value

    def check(self, value: Any, at: str) -> Any:
        return self.model._check(value, at)

    def dump(self, value: Any) -> Any:
        return value._dumped() if isinstance(value, self.model) else value

    def claims(self, value: Any) -> bool:
        return self.model._claims(value)


@frozen(slots=False)
class Nullable(Kind):
    """A value, or null where the contract says so."""

    of: Kind
    nullable = True

    @property
    def expected(self) -> str:  # type: ignore[override]  # derived, where the other kinds state it
        return f"{self.of.expected} or null"

    @property
    def plain(self) -> bool:  # type: ignore[override]  # as above
        return self.of.plain

    def misfit(self, value: str, constants: Constants) -> str | None:
        of = self.of.misfit(value, constants)
        return of and f"{value} is not None and ({of})"

    def guard(self, value: str, constants: Constants) -> Lines:
        if of := [*self.of.guard(value, constants)]:
            yield f"if {value} is not None:"
            yield from indented(iter(of))

    def note(self, value: Any, findings: list[Finding]) -> Any:
        return self.of.note(value, findings)

    def view(self, value: Any) -> Any:
        return None if value is None else self.of.view(value)

    def check(self, value: Any, at: str) -> Any:
        return None if value is None else self.of.check(value, at)

    def dump(self, value: Any) -> Any:
        return None if value is None else self.of.dump(value)


class OneOf(Kind):
    """A value of one of several kinds.

    The one that the value says it is of, as GeoJSON does by its `type` and others by the fields they have; else the
    first that fits; else the one that fits best.
    """

    def __init__(self, *kinds: Kind) -> None:
        self.kinds = kinds
        self.expected = " or ".join(kind.expected for kind in kinds)
        self.plain = all(kind.plain for kind in kinds)

    def guard(self, value: str, constants: Constants) -> Lines:
        mark, otherwise = f"{value}_", "if"
        key, models = self._marked()
        if key is not None:
            yield f"{mark} = {value}.get({key!r}) if type({value}) is dict else None"
            for only, model in models.items():
                yield f"{otherwise} {mark} == {only!r}:"
                yield f"    if not {constants.name(model)}._fits({value}): return False"
                otherwise = "elif"
        yield f"{otherwise} not {constants.name(self)}._fits_one({value}): return False"

    def _marked(self) -> tuple[str | None, dict[Any, type[Model]]]:
        """The field that tells all the kinds apart, and the models by what it holds; no model without such a field."""
        models = [kind.model for kind in self.kinds if isinstance(kind, Object)]
        keys = {key for model in models for key, _ in model._marks}
        if len(keys) != 1 or len(models) != len(self.kinds) or not all(model._marks for model in models):
            return None, {}
        return keys.pop(), {only: model for model in models for _, only in model._marks}

    def _fits_one(self, value: Any) -> bool:
        claimed = self._claimed(value)
        return claimed.fits(value) if claimed else any(kind.fits(value) for kind in self.kinds)

    def note(self, value: Any, findings: list[Finding]) -> Any:
        return self._closest(value).note(value, findings)

    def view(self, value: Any) -> Any:
        return value if self.plain else self._closest(value).view(value)

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

    def _closest(self, value: Any) -> Kind:
        if claimed := self._claimed(value):
            return claimed

        def distance(kind: Kind) -> tuple[bool, int]:
            findings: list[Finding] = []
            kind.read(value, findings)
            return any(finding.fatal for finding in findings), len(findings)

        return min(self.kinds, key=distance)


def describe(value: Any) -> str:
    """What a value is, in JSON's words, never what it holds: it may be a secret."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "a string" if value else "an empty string"
        case float() if not math.isfinite(value):
            return "NaN or infinity"
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
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidArgument(at, "holds a lone surrogate, which is not text")
    return str.__str__(value)


def clip(shown: str, length: int = 80) -> str:
    return shown if len(shown) <= length else f"{shown[:length]}…"


def fatal(findings: list[Finding]) -> Iterator[Finding]:
    """The findings that leave nothing to hand to the caller."""
    return (finding for finding in findings if finding.fatal)


def _is_none_of(value: str, types: Iterable[type]) -> str:
    return " and ".join(f"type({value}) is not {each.__name__}" for each in types)


def _misshapen(expected: str, value: Any) -> Finding:
    # null in place of a list or an object reads as absent; a scalar there cannot be read at all.
    return Finding(expected, describe(value), fatal=value is not None)


def locate(findings: list[Finding], known: int, segment: str) -> None:
    """Puts the findings after the `known` ones a level further down."""
    for finding in findings[known:]:
        finding.path.append(segment)
