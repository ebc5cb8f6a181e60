"""Field types: what a field of the contract may hold, and how it is read, checked and written.

Reading is tolerant. `fits` tests, as fast as possible, whether a value of an answer is what the contract describes;
`examine` finds where a value that does not fit differs, and never raises; `find_new` finds the fields that the contract
does not have; `view` is what Python code sees of a value, and `dump` the way back. Writing is strict: `check` refuses
what the contract does not allow, naming the argument, before anything is sent, and returns the rest as JSON.

`matches` and `source` state the same test twice: as a method that can be read, and as the lines of a compiled reader.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, get_args

from attrs import define, field, frozen

from ..errors import InvalidArgument
from .compiled import EXACT, Constants, Lines, compiled, indented, is_enabled
from .pointers import below

if TYPE_CHECKING:
    from .models import Model

# The package of the models. They are made of field types, and field types load them by name.
MODELS = f"{__name__.rsplit('.', 2)[0]}.models"


@define(eq=False)
class Difference:
    """A departure whose operation is not known yet. `path` grows outwards, one segment a level.

    A `fatal` one leaves nothing that could be returned to the caller. An `is_new` one is a new field.
    """

    expected: str
    got: str
    fatal: bool = False
    path: list[str] = field(factory=list)
    is_new: bool = False

    @property
    def pointer(self) -> str:
        return below("", *reversed(self.path))


# A new one of the documented values is a word, or a few. What is longer may be a token, and what has other characters
# may be a URL with a signature.
WORD = r"[A-Za-z0-9][A-Za-z0-9 _.+-]{0,39}"
LARGEST = 10**9

# The segments of a JSON pointer.
Place = tuple[str, ...]


class FieldType:
    """The base of all field types. Values of a `plain` one look the same in Python and in JSON."""

    expected: str
    nullable = False
    plain = True

    @cached_property
    def fits(self) -> Callable[[Any], int]:
        """Whether a value of an answer is what the contract describes; EXACT if it has no new fields either."""
        if not is_enabled():
            return self.matches
        return compiled(self.expected, lambda constants: self.source("value", constants))

    def matches(self, value: Any) -> bool:  # noqa: ARG002  overridden
        """The same as `fits`, in Python to be read."""
        return True

    def source(self, value: str, constants: Constants) -> Lines:
        """The same as `fits`, in lines that return False where the variable `value` does not fit."""
        if condition := self.mismatch(value, constants):
            yield f"if {condition}: return False"

    def mismatch(self, value: str, constants: Constants) -> str | None:  # noqa: ARG002  overridden
        """The expression that is true if the variable `value` does not fit; None where it takes several lines."""
        return None

    def examine(self, value: Any, differences: list[Difference]) -> Any:
        """Appends where a value that does not fit differs; returns what to keep of it."""
        differences.append(Difference(self.expected, describe(value)))
        return value

    def find_new(self, value: Any, place: Place, found: dict[Place, Any]) -> None:
        """Adds the fields that the contract does not have to `found`: the first value of each, by its place."""

    def resembles(self, value: Any) -> bool:
        """Whether a value can be taken for one of this field type where nothing else says so, such as the status."""
        return bool(self.fits(value))

    def view(self, value: Any) -> Any:
        """What Python code sees of a value of an answer, whether it fits or not."""
        return value

    def read(self, value: Any, differences: list[Difference]) -> Any:
        """The view of a value of an answer; appends where it differs, and its new fields."""
        fit = self.fits(value)
        if not fit:
            value = self.examine(value, differences)
        if fit != EXACT:
            differences += self._new_fields(value)
        return self.view(value)

    def _new_fields(self, value: Any) -> Iterator[Difference]:
        found: dict[Place, Any] = {}
        self.find_new(value, (), found)
        for place, first in found.items():
            yield Difference("no such field", f"a new field, {describe(first)}", path=[*reversed(place)], is_new=True)

    def check(self, value: Any, at: str) -> Any:
        """The JSON of an argument; raises InvalidArgument, naming `at`, for what the contract does not allow."""
        raise NotImplementedError

    def dump(self, value: Any) -> Any:
        """The JSON of a view, unchecked: what came in goes out again."""
        return value

    def claims(self, value: Any) -> bool:  # noqa: ARG002  most field types cannot tell
        """Whether `value` identifies itself as of this field type, by its class or its fields."""
        return False


@frozen(slots=False, eq=False)
class Scalar(FieldType):
    """A JSON scalar. `types` are the exact types that JSON parsing yields, `accepts` what a caller may pass."""

    expected: str
    types: tuple[type, ...]
    accepts: Callable[[Any], bool]
    convert: Callable[[Any], Any]

    def matches(self, value: Any) -> bool:
        return type(value) in self.types

    def mismatch(self, value: str, constants: Constants) -> str:  # noqa: ARG002  builtins need no names
        return _is_none_of(value, self.types)

    def check(self, value: Any, at: str) -> Any:
        if not self.accepts(value):
            raise InvalidArgument(at, f"must be {self.expected}, not {describe(value)}")
        return self.convert(value)


class _Integer(Scalar):
    def examine(self, value: Any, differences: list[Difference]) -> Any:
        # To JSON Schema, 100.0 is an integer.
        if type(value) is float and value.is_integer():
            return int(value)
        return super().examine(value, differences)


class _Number(Scalar):
    def matches(self, value: Any) -> bool:
        return super().matches(value) and not value - value

    def mismatch(self, value: str, constants: Constants) -> str:
        # NaN and Infinity are no JSON, but parsers accept them, and 1e999 too; minus itself, only a finite number is 0.
        return f"{super().mismatch(value, constants)} or {value} - {value}"


class _String(Scalar):
    def check(self, value: Any, at: str) -> Any:
        return text(super().check(value, at), at)


class _Anything(FieldType):
    expected = "any value"

    def check(self, value: Any, at: str) -> Any:
        return as_json(value, at)


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and _is_finite(value)


def _is_integer(value: Any) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool) and _is_finite(value)


def _is_finite(value: Any) -> bool:
    """Whether a float can hold it: most readers of JSON have no larger numbers, and Python prints no very long ones."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _plain_number(value: Any) -> int | float:
    return int(value) if isinstance(value, Integral) else float(value)


STRING = _String("a string", (str,), lambda value: isinstance(value, str), str.__str__)
INTEGER = _Integer("an integer", (int,), _is_integer, int)
NUMBER = _Number("a finite number", (float, int), _is_number, _plain_number)
BOOLEAN = Scalar("true or false", (bool,), lambda value: isinstance(value, bool), bool)
ANY = _Anything()


class Choice(FieldType):
    """One of the documented values. An undocumented one is kept when it is read, and refused when it is written."""

    def __init__(self, literal: Any) -> None:
        self.values = get_args(literal)
        self.expected = "one of " + ", ".join(map(repr, self.values))
        self.is_fixed = len(self.values) == 1
        self._set = frozenset(self.values)
        self._types = tuple(dict.fromkeys(map(type, self.values)))

    def matches(self, value: Any) -> bool:
        # By type first: True equals 1, and what cannot be hashed cannot be looked up.
        return type(value) in self._types and value in self._set

    def mismatch(self, value: str, constants: Constants) -> str:
        return f"({_is_none_of(value, self._types)}) or {value} not in {constants.name('choices', self._set)}"

    def examine(self, value: Any, differences: list[Difference]) -> Any:
        differences.append(Difference(self.expected, f"another value, {describe_word(value)}"))
        return value

    def check(self, value: Any, at: str) -> Any:
        for allowed in self.values:
            # True equals 1 and is no number; an enum member that equals a string is sent as the plain string.
            if isinstance(value, type(allowed)) and value == allowed and not isinstance(value, bool):
                return allowed
        shown = repr(value) if isinstance(value, str) else describe(value)
        raise InvalidArgument(at, f"must be {self.expected}, not {clip(shown)}")


@frozen(slots=False, eq=False)
class ListOf(FieldType):
    """A list of values of one field type."""

    of: FieldType
    expected = "a list"

    @property
    def plain(self) -> bool:  # type: ignore[override]  # derived, where the other field types state it
        return self.of.plain

    def matches(self, value: Any) -> bool:
        return type(value) is list and all(map(self.of.matches, value))

    def source(self, value: str, constants: Constants) -> Lines:
        item = f"{value}_item"
        yield f"if type({value}) is not list: return False"
        if of := [*self.of.source(item, constants)]:
            yield f"for {item} in {value}:"
            yield from indented(iter(of))

    def examine(self, value: Any, differences: list[Difference]) -> Any:
        if type(value) is not list:
            differences.append(_wrong_shape(self.expected, value))
            return value
        for position, item in enumerate(value):
            if not self.of.fits(item):
                start = len(differences)
                value[position] = self.of.examine(item, differences)
                move_below(differences, start, str(position))
        return value

    def find_new(self, value: Any, place: Place, found: dict[Place, Any]) -> None:
        if type(value) is list and not self.of.plain:
            below_items = (*place, "*")
            for item in value:
                self.of.find_new(item, below_items, found)

    def view(self, value: Any) -> Any:
        return value if self.of.plain or type(value) is not list else [self.of.view(item) for item in value]

    def check(self, value: Any, at: str) -> Any:
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes, bytearray)):
            raise InvalidArgument(at, f"must be {self.expected}, not {describe(value)}")
        return [self.of.check(item, f"{at}[{position}]") for position, item in enumerate(value)]

    def dump(self, value: Any) -> Any:
        plain = self.of.plain or not isinstance(value, (list, tuple))
        return value if plain else [self.of.dump(item) for item in value]


@frozen(slots=False, eq=False)
class MapOf(FieldType):
    """An object whose keys are data, not names of fields, with values of one field type."""

    of: FieldType
    expected = "an object"

    @property
    def plain(self) -> bool:  # type: ignore[override]  # derived, where the other field types state it
        return self.of.plain

    def matches(self, value: Any) -> bool:
        return type(value) is dict and all(map(self.of.matches, value.values()))

    def source(self, value: str, constants: Constants) -> Lines:
        item = f"{value}_item"
        yield f"if type({value}) is not dict: return False"
        if of := [*self.of.source(item, constants)]:
            yield f"for {item} in {value}.values():"
            yield from indented(iter(of))

    def examine(self, value: Any, differences: list[Difference]) -> Any:
        if type(value) is not dict:
            differences.append(_wrong_shape(self.expected, value))
            return value
        for key, item in value.items():
            if not self.of.fits(item):
                start = len(differences)
                value[key] = self.of.examine(item, differences)
                move_below(differences, start, key)
        return value

    def find_new(self, value: Any, place: Place, found: dict[Place, Any]) -> None:
        if type(value) is dict and not self.of.plain:
            below_keys = (*place, "*")
            for item in value.values():
                self.of.find_new(item, below_keys, found)

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


@define(slots=False, eq=False)
class Object(FieldType):
    """A model, by name, so that its module is loaded when the first value of it is read or checked."""

    module: str
    name: str
    expected = "an object"
    plain = False

    @cached_property
    def model(self) -> type[Model]:
        loaded = import_module(f"{MODELS}.{self.module}")
        model: type[Model] = getattr(loaded, self.name)
        return model

    def matches(self, value: Any) -> bool:
        return type(value) is dict and self.model._matches(value)

    def mismatch(self, value: str, constants: Constants) -> str:
        # `model` is looked up when there is a value, and not before: this is what loads its module.
        model = f"{constants.name(self.name, self)}.model"
        return f"type({value}) is not dict or not (fit := fit & {model}._fits({value}))"

    def examine(self, value: Any, differences: list[Difference]) -> Any:
        if type(value) is dict:
            self.model._examine(value, differences)
        else:
            differences.append(_wrong_shape(self.expected, value))
        return value

    def find_new(self, value: Any, place: Place, found: dict[Place, Any]) -> None:
        if type(value) is dict:
            self.model._find_new(value, place, found)

    def resembles(self, value: Any) -> bool:
        return type(value) is dict and self.model._resembles(value)

    def view(self, value: Any) -> Any:
        return self.model._view(value) if type(value) is dict else value

    def check(self, value: Any, at: str) -> Any:
        return self.model._check(value, at)

    def dump(self, value: Any) -> Any:
        return value._dump() if isinstance(value, self.model) else value

    def claims(self, value: Any) -> bool:
        return self.model._claims(value)


@frozen(slots=False, eq=False)
class Nullable(FieldType):
    """A value or null."""

    of: FieldType
    nullable = True

    @property
    def expected(self) -> str:  # type: ignore[override]  # derived, where the other field types state it
        return f"{self.of.expected} or null"

    @property
    def plain(self) -> bool:  # type: ignore[override]  # as above
        return self.of.plain

    def matches(self, value: Any) -> bool:
        return value is None or self.of.matches(value)

    def mismatch(self, value: str, constants: Constants) -> str | None:
        of = self.of.mismatch(value, constants)
        return of and f"{value} is not None and ({of})"

    def source(self, value: str, constants: Constants) -> Lines:
        if of := [*self.of.source(value, constants)]:
            yield f"if {value} is not None:"
            yield from indented(iter(of))

    def examine(self, value: Any, differences: list[Difference]) -> Any:
        return self.of.examine(value, differences)

    def find_new(self, value: Any, place: Place, found: dict[Place, Any]) -> None:
        self.of.find_new(value, place, found)

    def view(self, value: Any) -> Any:
        return None if value is None else self.of.view(value)

    def check(self, value: Any, at: str) -> Any:
        return None if value is None else self.of.check(value, at)

    def dump(self, value: Any) -> Any:
        return None if value is None else self.of.dump(value)


class OneOf(FieldType):
    """A value of one of several field types.

    It is read as the one that it claims to be, as GeoJSON does by its `type` and other objects by the fields that they
    have; else as the first that fits; else as the one that fits best. An object whose `type` names none of them stays a
    dict.
    """

    def __init__(self, *types: FieldType) -> None:
        self.types = types
        self.expected = " or ".join(type_.expected for type_ in types)
        self.plain = all(type_.plain for type_ in types)

    def matches(self, value: Any) -> bool:
        claimed = self._claimed(value)
        return claimed.matches(value) if claimed else any(type_.matches(value) for type_ in self.types)

    def source(self, value: str, constants: Constants) -> Lines:
        tag, otherwise = f"{value}_tag", "if"
        key, models = self._tagged()
        if key is not None:
            yield f"{tag} = {value}.get({key!r}) if type({value}) is dict else None"
            for only, model in models.items():
                yield f"{otherwise} {tag} == {only!r}:"
                yield f"    if not (fit := fit & {constants.name(model.__name__, model)}._fits({value})): return False"
                otherwise = "elif"
        yield f"{otherwise} not (fit := fit & {constants.name('one_of', self)}._fits_one({value})): return False"

    def _tagged(self) -> tuple[str | None, dict[Any, type[Model]]]:
        """The field whose value tells the models apart, and the model for each of its values; else None, and none."""
        models = [type_.model for type_ in self.types if isinstance(type_, Object)]
        keys = {key for model in models for key, _ in model._tags}
        if len(keys) != 1 or len(models) != len(self.types) or not all(model._tags for model in models):
            return None, {}
        return keys.pop(), {only: model for model in models for _, only in model._tags}

    @cached_property
    def _by_tag(self) -> tuple[str | None, dict[Any, type[Model]]]:
        return self._tagged()

    def _fits_one(self, value: Any) -> int:
        claimed = self._claimed(value)
        return claimed.fits(value) if claimed else next(filter(None, (type_.fits(value) for type_ in self.types)), 0)

    def examine(self, value: Any, differences: list[Difference]) -> Any:
        if unknown := self._unknown_tag(value):
            key, tag = unknown
            expected = "one of " + ", ".join(map(repr, self._by_tag[1]))
            differences.append(Difference(expected, f"another value, {describe_word(tag)}", path=[key]))
            return value
        return self._closest(value).examine(value, differences)

    def find_new(self, value: Any, place: Place, found: dict[Place, Any]) -> None:
        if self.plain:
            return
        # The closest one is found faster by the tag.
        key, models = self._by_tag
        tag = value.get(key) if key is not None and type(value) is dict else None
        # By type: what cannot be hashed cannot be looked up.
        if type(tag) is str and (model := models.get(tag)):
            model._find_new(value, place, found)
        elif not self._unknown_tag(value):
            self._closest(value).find_new(value, place, found)

    def view(self, value: Any) -> Any:
        return value if self.plain or self._unknown_tag(value) else self._closest(value).view(value)

    def check(self, value: Any, at: str) -> Any:
        if meant := self._claimed(value) or self._meant(value, at):
            return meant.check(value, at)
        refusals: dict[str, None] = {}
        for type_ in self.types:
            try:
                return type_.check(value, at)
            except InvalidArgument as refusal:
                name = f"as {type_.name}: " if isinstance(type_, Object) else ""
                refusals[f"{name}{refusal}"] = None
        raise InvalidArgument(at, "matches none of the types allowed here; " + "; ".join(refusals))

    def _meant(self, value: Any, at: str) -> FieldType | None:
        """The object that has most of the fields of an argument; None where several do.

        Raises InvalidArgument for what is none of the objects, whatever its other fields.
        """
        objects = [type_ for type_ in self.types if isinstance(type_, Object)]
        if len(objects) < len(self.types):
            return None
        names = ", ".join(object_.name for object_ in objects)
        if not isinstance(value, Mapping):
            raise InvalidArgument(at, f"must be one of {names}, or a mapping, not {describe(value)}")
        key, models = self._tagged()
        if key is not None:
            expected = "one of " + ", ".join(map(repr, models))
            tag = value.get(key)
            shown = repr(tag) if isinstance(tag, str) else describe(tag)
            problem = f"must be {expected}, not {clip(shown)}" if key in value else f"is required: {expected}"
            raise InvalidArgument(f"{at}.{key}" if at else key, problem)
        known = {object_: len(object_.model._keys & value.keys()) for object_ in objects}
        best = [object_ for object_, count in known.items() if count == max(known.values())]
        return best[0] if len(best) == 1 else None

    def dump(self, value: Any) -> Any:
        for type_ in self.types:
            dumped = type_.dump(value)
            if dumped is not value:
                return dumped
        return value

    def _unknown_tag(self, value: Any) -> tuple[str, str] | None:
        """The field that tells the models apart and its value, if that names none of them."""
        key, models = self._by_tag
        tag = value.get(key) if key is not None and type(value) is dict else None
        return (key, tag) if key is not None and type(tag) is str and tag not in models else None

    def _claimed(self, value: Any) -> FieldType | None:
        return next((type_ for type_ in self.types if type_.claims(value)), None)

    def _closest(self, value: Any) -> FieldType:
        if claimed := self._claimed(value):
            return claimed

        def distance(type_: FieldType) -> tuple[bool, int]:
            differences: list[Difference] = []
            if not type_.fits(value):
                type_.examine(value, differences)
            return any(difference.fatal for difference in differences), len(differences)

        return min(self.types, key=distance)


def describe(value: Any) -> str:
    """The type of a value, in JSON's words; never the value itself, which may be a secret."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "a string" if value else "an empty string"
        case float() if not math.isfinite(value):
            return "NaN or infinity"
        case int() if not _is_finite(value):
            return "a number that is too large"
        case int() | float():
            return "a number"
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            return f"a value of type {type(value).__name__}"


def describe_word(value: Any) -> str:
    """A value in place of one of the documented ones: itself if it is a number or a short word, else its type."""
    is_word = isinstance(value, str) and re.fullmatch(WORD, value)
    return f'"{value}"' if is_word else str(value) if type(value) is int and abs(value) < LARGEST else describe(value)


def as_json(value: Any, at: str) -> Any:
    """A value that the contract does not describe, as plain JSON; raises InvalidArgument for what is not JSON."""
    match value:
        case None | bool():
            return value
        case str():
            return text(value, at)
        case Integral() | Real() if _is_number(value):
            return _plain_number(value)
        case Mapping():
            return MapOf(ANY).check(value, at)
        case list() | tuple():
            return ListOf(ANY).check(value, at)
        case _:
            raise InvalidArgument(at, f"must be JSON, not {describe(value)}")


def text(value: str, at: str) -> str:
    """A plain str, also of a subclass such as an enum member; raises InvalidArgument for what UTF-8 cannot encode."""
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidArgument(at, "holds a lone surrogate, which is not text")
    return str.__str__(value)


def clip(shown: str, length: int = 80) -> str:
    return shown if len(shown) <= length else f"{shown[:length]}…"


def fatal(differences: list[Difference]) -> Iterator[Difference]:
    """The differences that leave nothing to return to the caller."""
    return (difference for difference in differences if difference.fatal)


def move_below(differences: list[Difference], start: int, segment: str) -> None:
    """Puts the differences from `start` on one level further down."""
    for difference in differences[start:]:
        difference.path.append(segment)


def _is_none_of(value: str, types: Iterable[type]) -> str:
    return " and ".join(f"type({value}) is not {type_.__name__}" for type_ in types)


def _wrong_shape(expected: str, value: Any) -> Difference:
    # null in place of a list or an object reads as absent; a scalar there cannot be read at all.
    return Difference(expected, describe(value), fatal=value is not None)
