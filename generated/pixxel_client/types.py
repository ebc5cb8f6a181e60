# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""What answers are made of: models, responses, and departures from the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, ClassVar, Generic, Literal, Self, TypeVar

from attrs import define, field, frozen

from ._kinds import Choice, Finding, Kind, as_json, describe, fatal
from .errors import InvalidArgument

__all__ = ["ABSENT", "Absent", "Departure", "Model", "Property", "Response"]

T = TypeVar("T")


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


@define(kw_only=True, repr=False)
class Model:
    """An object of the contract.

    What is absent is None. Fields the contract does not know are kept in `additional_properties` and sent again.
    """

    _properties: ClassVar[tuple[Property, ...]] = ()
    # (key, value, keys required when that key has that value)
    _required_when: ClassVar[tuple[tuple[str, Any, tuple[str, ...]], ...]] = ()
    _keys: ClassVar[frozenset[str]] = frozenset()
    _required: ClassVar[tuple[str, ...]] = ()
    # The fields that can have one value alone, and that value.
    _marks: ClassVar[tuple[tuple[str, Any], ...]] = ()
    # How to store each property, its key, the types of its kind that need no reading, and the property itself.
    _plan: ClassVar[tuple[tuple[Callable[[Any, Any], None], str, tuple[type, ...], Property], ...]] = ()

    additional_properties: dict[str, Any] = field(factory=dict)
    # Keys that came with null: None stands for absent too, and what came goes out again as it was.
    _nulls: frozenset[str] = field(default=frozenset(), init=False, eq=False)

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        cls._keys = frozenset(property_.key for property_ in cls._properties)
        cls._required = tuple(p.key for p in cls._properties if p.required)
        cls._marks = tuple(
            (p.key, p.kind.values[0]) for p in cls._properties if isinstance(p.kind, Choice) and p.kind.is_fixed
        )
        cls._plan = tuple((getattr(cls, p.name).__set__, p.key, p.kind.as_it_is, p) for p in cls._properties)

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
        findings: list[Finding] = []
        model = cls._read(dict(source), findings)
        for finding in fatal(findings):
            raise InvalidArgument(cls.__name__, f"{finding.pointer}: must be {finding.expected}, not {finding.got}")
        return model

    def to_dict(self) -> dict[str, Any]:
        """The model as JSON. None is left out, except where it came as null or the contract tells the two apart."""
        held = self._held()
        return {p.key: p.kind.dump(held[p.key]) for p in self._properties if p.key in held} | self.additional_properties

    def _held(self) -> dict[str, Any]:
        """What the fields hold, by key; those that are absent are not there."""
        held: dict[str, Any] = {}
        for property_ in self._properties:
            value = getattr(self, property_.name)
            if value is None:
                if property_.says_null or property_.key in self._nulls:
                    held[property_.key] = None
            elif value is not ABSENT:
                held[property_.key] = value
        return held

    @classmethod
    def _read(cls, source: dict[str, Any], findings: list[Finding]) -> Self:
        # The inner loop of every answer: a field of the right type is stored as it is, without a call of our own.
        model = cls.__new__(cls)
        get = source.get
        nulls: list[str] = []
        for store, key, as_it_is, property_ in cls._plan:
            value = get(key, ABSENT)
            if type(value) in as_it_is:
                store(model, value)
            elif value is ABSENT:
                if property_.required:
                    findings.append(Finding(property_.kind.expected, "nothing", path=[key]))
                store(model, property_.absent)
            else:
                known = len(findings)
                store(model, property_.kind.read(value, findings))
                for finding in findings[known:]:
                    finding.path.append(key)
                if value is None:
                    nulls.append(key)
        extra = {} if cls._keys.issuperset(source) else {key: source[key] for key in source if key not in cls._keys}
        model.additional_properties = extra
        model._nulls = frozenset(nulls)
        return model

    @classmethod
    def _claims(cls, value: Any) -> bool:
        """Whether `value` says that it is of this model: by its class, by the one value of a field, by what it has."""
        if isinstance(value, cls):
            return True
        if not isinstance(value, Mapping):
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


@frozen
class Departure:
    """A place where an answer departs from the contract and could be read all the same.

    Says what was expected and what kind of thing came, never the value itself.
    """

    operation: str
    pointer: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.operation}: {self.pointer or 'the body'}: expected {self.expected}, got {self.got}"


@frozen
class Response(Generic[T]):
    """An answer as it came. `parsed` is None unless `status_code` is a documented success."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    parsed: T | None
