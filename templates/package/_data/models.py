"""The base of models: an object of the contract as a view of the JSON that it came as."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar, Literal, Self

from attrs import define, field, frozen

from ..errors import InvalidArgument
from .field_types import (
    Choice,
    Constants,
    Finding,
    Kind,
    Lines,
    as_json,
    compiled,
    describe,
    fatal,
    indented,
    locate,
)
from .json import copied, dumps, loads

__all__ = ["ABSENT", "Absent", "Model", "Property"]


class Absent(Enum):
    """The type of `ABSENT`, which stands for a field left out of a request where null would mean something else.

    Everywhere else what is absent is None.
    """

    ABSENT = "absent"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent.ABSENT


@frozen
class Property:
    """A field of a model: its attribute, its key in JSON, the kind of its value, whether it must be there.

    `absent` is the attribute's value where the field is left out. What is `secret` is not shown.
    """

    name: str
    key: str
    kind: Kind
    required: bool = False
    absent: Absent | None = None
    secret: bool = False

    @property
    def says_null(self) -> bool:
        """Whether None stands for null and not for absent."""
        return self.kind.nullable and (self.required or self.absent is ABSENT)

    def shown(self, value: Any) -> str:
        return "'…'" if self.secret else repr(value)

    def attribute(self) -> property:
        """The field as models have it: a view of the JSON that the model is made of."""
        key, kind, absent = self.key, self.kind, self.absent

        def plain(model: Model) -> Any:
            return model._json.get(key, absent)

        def viewed(model: Model) -> Any:
            parts = model._parts
            if key in parts:
                return parts[key]
            value = model._json.get(key, absent)
            if value is None or value is ABSENT:
                return value
            # Kept, for it may be changed; `_dumped` writes it back.
            part = kind.view(value)
            model._parts = {**parts, key: part}
            return part

        def change(model: Model, value: Any) -> None:
            if value is ABSENT or (value is None and not self.says_null):
                model._json.pop(key, None)
            else:
                model._json[key] = value
            if not kind.plain:
                parts = {other: part for other, part in model._parts.items() if other != key}
                model._parts = parts if value is None or value is ABSENT else {**parts, key: value}

        return property(plain if kind.plain else viewed, change)


NO_PARTS: Mapping[str, Any] = {}


class View:
    """What a model is made of: the JSON that it came as, and what was handed out of it.

    An answer costs a look at its shape when it is read; what nobody asks for is never taken apart.
    """

    __slots__ = ("__weakref__", "_extra", "_json", "_parts")

    _json: dict[str, Any]
    # Views of parts of the JSON, by key, and of its unknown fields; they may have been changed since.
    _parts: Mapping[str, Any]
    _extra: dict[str, Any] | None

    def __attrs_pre_init__(self) -> None:
        self._json = {}
        self._parts = NO_PARTS
        self._extra = None


@define(kw_only=True, repr=False, eq=False, slots=False)
class Model(View):  # noqa: PLW1641  they can be changed, so they have no hash
    """An object of the contract.

    What is absent is None. Fields the contract does not know are kept in `additional_properties` and sent again.
    """

    __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = ()
    # (key, value, keys required when that key has that value)
    _required_when: ClassVar[tuple[tuple[str, Any, tuple[str, ...]], ...]] = ()
    _keys: ClassVar[frozenset[str]] = frozenset()
    _required: ClassVar[tuple[str, ...]] = ()
    # The fields that can have one value alone, and that value.
    _marks: ClassVar[tuple[tuple[str, Any], ...]] = ()

    additional_properties: dict[str, Any] = field(factory=dict)

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        cls._keys = frozenset(property_.key for property_ in cls._properties)
        cls._required = tuple(p.key for p in cls._properties if p.required)
        cls._marks = tuple(
            (p.key, p.kind.values[0]) for p in cls._properties if isinstance(p.kind, Choice) and p.kind.is_fixed
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
        twin = self._of(dict(self._json))
        twin._parts = self._parts
        twin._extra = None if self._extra is None else dict(self._extra)
        return twin

    def __repr__(self) -> str:
        held = ((p, getattr(self, p.name)) for p in self._properties)
        shown = [f"{p.name}={p.shown(value)}" for p, value in held if value is not p.absent]
        shown += [f"{key}={value!r}" for key, value in self.additional_properties.items()]
        return f"{type(self).__name__}({', '.join(shown)})"

    @classmethod
    def from_dict(cls, source: Mapping[str, Any]) -> Self:
        """The model of parsed JSON, read as tolerantly as an answer; raises InvalidArgument where that cannot be."""
        if not isinstance(source, Mapping):
            raise InvalidArgument(cls.__name__, f"must be made from an object, not {describe(source)}")
        return cls._made(copied(dict(source)))

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """The model of JSON text, read as tolerantly as an answer; raises InvalidArgument where that cannot be."""
        try:
            source = loads(text)
        except (ValueError, RecursionError):
            raise InvalidArgument(cls.__name__, "must be made from JSON") from None
        if not isinstance(source, dict):
            raise InvalidArgument(cls.__name__, f"must be made from an object, not {describe(source)}")
        return cls._made(source)

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON. None is left out, except where it came as null or the contract tells the two apart."""
        whole: dict[str, Any] = copied(self._dumped())
        return whole

    def to_json(self) -> bytes:
        """The model as JSON text in UTF-8; raises InvalidArgument where it holds what JSON does not have."""
        try:
            return dumps(self._dumped())
        except (TypeError, ValueError, RecursionError) as problem:
            raise InvalidArgument(type(self).__name__, f"cannot be written as JSON: {problem}") from None

    @classmethod
    def _made(cls, source: dict[str, Any]) -> Self:
        findings: list[Finding] = []
        model = cls._read(source, findings)
        for finding in fatal(findings):
            raise InvalidArgument(cls.__name__, f"{finding.pointer}: must be {finding.expected}, not {finding.got}")
        return model

    @classmethod
    def _of(cls, json: dict[str, Any]) -> Self:
        """The model that is a view of this very object."""
        model = cls.__new__(cls)
        model._json = json
        model._parts = NO_PARTS
        model._extra = None
        return model

    def _dumped(self) -> dict[str, Any]:
        """The JSON that this model is a view of, with what was changed in the parts of it that were handed out."""
        json = self._json
        for property_ in self._properties:
            if property_.key in self._parts:
                json[property_.key] = property_.kind.dump(self._parts[property_.key])
        if self._extra is not None:
            for key in [key for key in json if key not in self._keys and key not in self._extra]:
                del json[key]
            json.update(self._extra)
        return json

    def _held(self) -> dict[str, Any]:
        """What the fields hold, by key; those that are absent are not there."""
        return {p.key: getattr(self, p.name) for p in self._properties if p.key in self._json}

    @classmethod
    def _read(cls, source: dict[str, Any], findings: list[Finding]) -> Self:
        if not cls._fits(source):
            cls._note(source, findings)
        return cls._of(source)

    @classmethod
    def _fits(cls, source: dict[str, Any]) -> bool:
        """Whether an object of an answer is as the contract says; compiled when the first one comes."""
        fits = compiled(cls._guard)
        setattr(cls, "_fits", staticmethod(fits))  # noqa: B010  type checkers know methods as fixed
        return fits(source)

    @classmethod
    def _guard(cls, constants: Constants) -> Lines:
        absent = constants.name(ABSENT)
        yield "get = value.get"
        for property_ in cls._properties:
            yield f"field = get({property_.key!r}, {absent})"
            kind = property_.kind
            lines = [*kind.guard("field", constants)]
            if property_.required:
                # No kind but the one without lines takes what is absent for a value.
                yield from lines or [f"if field is {absent}: return False"]
            elif misfit := kind.misfit("field", constants):
                yield f"if ({misfit}) and field is not {absent}: return False"
            elif lines:
                yield f"if field is not {absent}:"
                yield from indented(iter(lines))

    @classmethod
    def _note(cls, source: dict[str, Any], findings: list[Finding]) -> None:
        for property_ in cls._properties:
            if property_.key not in source:
                if property_.required:
                    findings.append(Finding(property_.kind.expected, "nothing", path=[property_.key]))
            elif not property_.kind.fits(value := source[property_.key]):
                known = len(findings)
                source[property_.key] = property_.kind.note(value, findings)
                locate(findings, known, property_.key)

    @classmethod
    def _claims(cls, value: Any) -> bool:
        """Whether `value` says that it is of this model: by its class, by the one value of a field, by what it has."""
        if isinstance(value, cls):
            return True
        if type(value) is not dict and not isinstance(value, Mapping):
            return False
        if cls._marks:
            return all(value.get(key) == only for key, only in cls._marks)
        return bool(cls._required) and all(key in value for key in cls._required)

    @classmethod
    def _check(cls, value: Any, at: str) -> dict[str, Any]:
        given, extra = cls._given(value, at)
        result = {}
        for property_ in cls._properties:
            place = f"{at}.{property_.key}" if at else property_.key
            part = given.get(property_.key, ABSENT)
            if part is None and not property_.kind.nullable:
                part = ABSENT
            if part is not ABSENT:
                result[property_.key] = property_.kind.check(part, place)
            elif property_.required:
                raise InvalidArgument(place, f"is required: {property_.kind.expected}")
        for key, trigger, needed in cls._required_when:
            for missing in needed:
                if result.get(key) == trigger and missing not in result:
                    raise InvalidArgument(
                        f"{at}.{missing}" if at else missing, f"is required when {key} is {trigger!r}"
                    )
        return result | {key: as_json(part, f"{at}.{key}" if at else key) for key, part in extra.items()}

    @classmethod
    def _given(cls, value: Any, at: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """The known fields by key, and the unknown ones, of a model or of a mapping."""
        if isinstance(value, cls):
            return value._held(), value.additional_properties
        if not isinstance(value, Mapping):
            raise InvalidArgument(at or "body", f"must be a {cls.__name__} or a mapping, not {describe(value)}")
        for key in value:
            if key not in cls._keys:
                allowed = ", ".join(sorted(cls._keys))
                raise InvalidArgument(
                    at or "body",
                    f"has no field {key!r}; there are {allowed}. "
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
