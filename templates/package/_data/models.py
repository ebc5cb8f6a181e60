"""The base of models: an object of the contract as a view of the JSON that it came as."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar, Literal, Self

from attrs import define, field, frozen

from .._redaction import masked
from ..errors import InvalidArgument
from .compiled import Constants, Lines, compiled, indented, is_enabled
from .field_types import Choice, Difference, FieldType, Place, as_json, describe, fatal, move_below
from .json import copied, dumps, loads

__all__ = ["ABSENT", "Absent", "Model", "Property"]


class Absent(Enum):
    """The type of `ABSENT`, which stands for a field left out of a request where null would mean something else.

    Everywhere else an absent value is None.
    """

    ABSENT = "absent"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent.ABSENT


@frozen
class Property:
    """A field of a model: its attribute, its key in JSON, its field type, whether it is required.

    `absent` is the value of the attribute where the field is left out. A `secret` one is redacted in reprs.
    """

    name: str
    key: str
    type: FieldType
    required: bool = False
    absent: Absent | None = None
    secret: bool = False

    @property
    def none_is_null(self) -> bool:
        """Whether None stands for null, and not for absent."""
        return self.type.nullable and (self.required or self.absent is ABSENT)

    def shown(self, value: Any) -> str:
        return "'…'" if self.secret else repr(value)

    def attribute(self) -> property:
        """The attribute of the model: a view of a part of the JSON that the model is made of."""
        key, type_, absent = self.key, self.type, self.absent

        def plain(model: Model) -> Any:
            return model._json.get(key, absent)

        def viewed(model: Model) -> Any:
            parts = model._parts
            if key in parts:
                return parts[key]
            value = model._json.get(key, absent)
            if value is None or value is ABSENT:
                return value
            # Kept, because the caller may change it; `_dump` writes it back.
            part = type_.view(value)
            model._parts = {**parts, key: part}
            return part

        def change(model: Model, value: Any) -> None:
            if value is ABSENT or (value is None and not self.none_is_null):
                model._json.pop(key, None)
            else:
                model._json[key] = value
            if not type_.plain:
                parts = {other: part for other, part in model._parts.items() if other != key}
                model._parts = parts if value is None or value is ABSENT else {**parts, key: value}

        return property(plain if type_.plain else viewed, change)


NO_PARTS: Mapping[str, Any] = {}


class View:
    """The state of a model: the JSON that it came as, and the parts of it that the caller has used.

    Reading an answer costs a test of its shape; a part that is not used is never converted.
    """

    __slots__ = ("__weakref__", "_extra", "_json", "_parts")

    _json: dict[str, Any]
    # Views of parts of the JSON, by key, and of its new fields; the caller may have changed them.
    _parts: Mapping[str, Any]
    _extra: dict[str, Any] | None

    def __attrs_pre_init__(self) -> None:
        self._json = {}
        self._parts = NO_PARTS
        self._extra = None


@define(kw_only=True, repr=False, eq=False, slots=False)
class Model(View):  # noqa: PLW1641  models are mutable, so they have no hash
    """An object of the contract.

    An absent field is None. New fields are kept in `additional_properties` and sent again.
    """

    __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = ()
    # (key, value, keys that are required when that key has that value)
    _required_when: ClassVar[tuple[tuple[str, Any, tuple[str, ...]], ...]] = ()
    _keys: ClassVar[frozenset[str]] = frozenset()
    _required: ClassVar[tuple[str, ...]] = ()
    # The fields that may hold objects with fields.
    _nested: ClassVar[tuple[Property, ...]] = ()
    # The keys that have only one value, and that value.
    _tags: ClassVar[tuple[tuple[str, Any], ...]] = ()
    # Whether the contract says that objects may have other fields, with `additionalProperties`.
    _open: ClassVar[bool] = False

    additional_properties: dict[str, Any] = field(factory=dict)

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        cls._keys = frozenset(property_.key for property_ in cls._properties)
        cls._nested = tuple(p for p in cls._properties if not p.type.plain)
        cls._required = tuple(p.key for p in cls._properties if p.required)
        cls._tags = tuple(
            (p.key, p.type.values[0]) for p in cls._properties if isinstance(p.type, Choice) and p.type.is_fixed
        )
        for property_ in cls._properties:
            setattr(cls, property_.name, property_.attribute())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model) or type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, p.name) == getattr(other, p.name) for p in self._properties) and (
            self.additional_properties == other.additional_properties
        )

    def __copy__(self) -> Self:
        twin = self._view(dict(self._json))
        twin._parts = self._parts
        twin._extra = None if self._extra is None else dict(self._extra)
        return twin

    def __repr__(self) -> str:
        values = ((p, getattr(self, p.name)) for p in self._properties)
        shown = [f"{p.name}={p.shown(value)}" for p, value in values if value is not p.absent]
        shown += [f"{key}={value!r}" for key, value in self.additional_properties.items()]
        # URLs may be signed.
        return masked(f"{type(self).__name__}({', '.join(shown)})")

    @classmethod
    def from_dict(cls, source: Mapping[str, Any]) -> Self:
        """The model of parsed JSON, read as tolerantly as an answer; raises InvalidArgument for what cannot be read."""
        if not isinstance(source, Mapping):
            raise InvalidArgument(cls.__name__, f"must be made from an object, not {describe(source)}")
        return cls._from_json(copied(dict(source)))

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The model of JSON text, read as tolerantly as an answer; raises InvalidArgument for what cannot be read."""
        if not isinstance(text, (str, bytes, bytearray)):
            raise InvalidArgument(cls.__name__, f"must be made from text or bytes, not {describe(text)}")
        try:
            source = loads(text)
        except (ValueError, RecursionError):
            raise InvalidArgument(cls.__name__, "must be made from JSON") from None
        if not isinstance(source, dict):
            raise InvalidArgument(cls.__name__, f"must be made from an object, not {describe(source)}")
        return cls._from_json(source)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON. None is left out, except where it came as null or the contract tells the two apart."""
        whole: dict[str, Any] = copied(self._dump())
        return whole

    def to_json(self) -> bytes:
        """The model as JSON text in UTF-8; raises InvalidArgument where it holds what JSON does not have."""
        try:
            return dumps(self._dump())
        except (TypeError, ValueError, RecursionError) as problem:
            raise InvalidArgument(type(self).__name__, f"cannot be written as JSON: {problem}") from None

    @classmethod
    def _from_json(cls, source: dict[str, Any]) -> Self:
        differences: list[Difference] = []
        model = cls._read(source, differences)
        for difference in fatal(differences):
            raise InvalidArgument(
                cls.__name__, f"{difference.pointer}: must be {difference.expected}, not {difference.got}"
            )
        return model

    @classmethod
    def _read(cls, source: dict[str, Any], differences: list[Difference]) -> Self:
        if not cls._fits(source):
            cls._examine(source, differences)
        return cls._view(source)

    @classmethod
    def _view(cls, json: dict[str, Any]) -> Self:
        """The model that is a view of this very object."""
        model = cls.__new__(cls)
        model._json = json
        model._parts = NO_PARTS
        model._extra = None
        return model

    def _dump(self) -> dict[str, Any]:
        """The JSON that this model is a view of, with the changes that the caller has made to parts of it."""
        json = self._json
        for property_ in self._properties:
            if property_.key in self._parts:
                json[property_.key] = property_.type.dump(self._parts[property_.key])
        if self._extra is not None:
            for key in [key for key in json if key not in self._keys and key not in self._extra]:
                del json[key]
            json.update(self._extra)
        return json

    @classmethod
    def _fits(cls, source: dict[str, Any]) -> int:
        """As `FieldType.fits`, for an object; compiled when the first object comes."""
        fits = compiled(cls.__name__, cls._source) if is_enabled() else cls._matches
        setattr(cls, "_fits", staticmethod(fits))  # noqa: B010  type checkers take methods for fixed
        return fits(source)

    @classmethod
    def _matches(cls, source: dict[str, Any]) -> bool:
        """The same as `_fits`, in Python to be read."""
        return all(
            property_.type.matches(source[property_.key]) if property_.key in source else not property_.required
            for property_ in cls._properties
        )

    @classmethod
    def _source(cls, constants: Constants) -> Lines:
        absent = constants.name("absent", ABSENT)
        # How many fields of the contract there are: an object with more has new fields.
        yield f"known = {len(cls._properties)}"
        yield "get = value.get"
        for property_ in cls._properties:
            yield f"field = get({property_.key!r}, {absent})"
            lines = [*property_.type.source("field", constants)]
            if property_.required:
                # Each field type refuses `absent`, except the one that has no lines.
                yield from lines or [f"if field is {absent}: return False"]
            elif mismatch := property_.type.mismatch("field", constants):
                yield f"if {mismatch}:"
                yield f"    if field is not {absent}: return False"
                yield "    known -= 1"
            else:
                yield f"if field is {absent}: known -= 1"
                if lines:
                    yield "else:"
                    yield from indented(iter(lines))
        if not cls._open:
            yield "if len(value) != known: fit &= 1"

    @classmethod
    def _examine(cls, source: dict[str, Any], differences: list[Difference]) -> None:
        for property_ in cls._properties:
            if property_.key not in source:
                if property_.required:
                    differences.append(Difference(property_.type.expected, "nothing", path=[property_.key]))
            elif not property_.type.fits(value := source[property_.key]):
                start = len(differences)
                source[property_.key] = property_.type.examine(value, differences)
                if property_.secret:
                    differences[start:] = [Difference(property_.type.expected, describe(value))]
                move_below(differences, start, property_.key)

    @classmethod
    def _find_new(cls, source: dict[str, Any], place: Place, found: dict[Place, Any]) -> None:
        if not cls._open and not cls._keys.issuperset(source):
            for key, value in source.items():
                if key not in cls._keys:
                    found.setdefault((*place, key), value)
        for property_ in cls._nested:
            if property_.key in source:
                property_.type.find_new(source[property_.key], (*place, property_.key), found)

    @classmethod
    def _claims(cls, value: Any) -> bool:
        """Whether `value` says that it is of this model: by its class, its tags, or else its required fields."""
        if isinstance(value, cls):
            return True
        if type(value) is not dict and not isinstance(value, Mapping):
            return False
        if cls._tags:
            return all(value.get(key) == only for key, only in cls._tags)
        return bool(cls._required) and all(key in value for key in cls._required)

    @classmethod
    def _resembles(cls, source: dict[str, Any]) -> bool:
        """Whether an object has a field that it must have; an object that may lack all fields has one of them."""
        return not frozenset(cls._required or cls._keys).isdisjoint(source)

    @classmethod
    def _check(cls, value: Any, at: str) -> dict[str, Any]:
        fields, extra = cls._split(value, at)
        result = {}
        refusals: dict[str, InvalidArgument] = {}
        for property_ in cls._properties:
            name = f"{at}.{property_.key}" if at else property_.key
            part = fields.get(property_.key, ABSENT)
            if part is None and not property_.type.nullable:
                part = ABSENT
            if part is not ABSENT:
                try:
                    result[property_.key] = property_.type.check(part, name)
                except InvalidArgument as refusal:
                    refusals[property_.key] = refusal
            elif property_.required:
                refusals[property_.key] = InvalidArgument(name, f"is required: {property_.type.expected}")
        for key, trigger, needed in cls._required_when:
            for missing in needed:
                if result.get(key) == trigger and missing not in {**result, **refusals}:
                    refusals[missing] = InvalidArgument(
                        f"{at}.{missing}" if at else missing, f"is required when {key} is {trigger!r}"
                    )
        if refusals:
            raise InvalidArgument.joined([*refusals.values()])
        return result | {key: as_json(part, f"{at}.{key}" if at else key) for key, part in extra.items()}

    @classmethod
    def _split(cls, value: Any, at: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """The fields of the contract, by key, and the unknown ones, of a model or of a mapping."""
        if isinstance(value, cls):
            fields = {p.key: getattr(value, p.name) for p in cls._properties if p.key in value._json}
            return fields, value.additional_properties
        if not isinstance(value, Mapping):
            raise InvalidArgument(at or "body", f"must be a {cls.__name__} or a mapping, not {describe(value)}")
        for key in value:
            if key not in cls._keys:
                allowed = ", ".join(sorted(cls._keys))
                raise InvalidArgument(
                    at or "body",
                    f"has no field {key!r}; its fields are {allowed}. "
                    f"To send another on purpose, set additional_properties of a {cls.__name__}",
                )
        return value, {}


def _extra(model: Model) -> dict[str, Any]:
    if model._extra is None:
        model._extra = {key: value for key, value in model._json.items() if key not in model._keys}
    return model._extra


def _set_extra(model: Model, value: dict[str, Any]) -> None:
    model._extra = value


setattr(Model, "additional_properties", property(_extra, _set_extra))  # noqa: B010  attrs declares it as a field
