"""The changes from one document to another, place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Literal, TypeVar

from tests import json_pointer
from tests.spec.diff.shapes import ABSENT, NOTHING, Form, Operation, Parameter, Schema, Shape, View, text
from tests.spec.documents import EXCLUSIVE, LOWER, UPPER

# How the allowed values of a place changed; `added` and `removed` if the place itself was.
Effect = Literal["added", "removed", "widened", "narrowed", "changed"]
Direction = Literal["request", "response"]
# Keywords that allow fewer values where they are present.
BOUNDS = {*LOWER, *UPPER, *EXCLUSIVE, "additionalProperties", "format", "multipleOf", "pattern", "uniqueItems"}
# The other kinds of differences. A kind in neither set is a keyword whose meaning is not interpreted.
KINDS = {
    "body", "default", "enum", "enum value", "field", "form", "header", "media type", "model", "name", "nullable",
    "operation", "operation id", "parameter", "required", "security", "status", "style", "tag", "type",
}  # fmt: skip
Pair = tuple[frozenset[int], frozenset[int]]
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Change:
    """One difference. `operation` and `place` say where it is, `kind` what differs there, often a keyword."""

    operation: str
    place: str
    kind: str
    before: str
    after: str
    effect: Effect
    direction: Direction


@dataclass(frozen=True)
class _Spot:
    """A place in a document."""

    operation: str
    place: str
    direction: Direction

    def at(self, place: str, direction: Direction = "request") -> _Spot:
        return replace(self, place=place, direction=direction)

    def below(self, segment: str) -> _Spot:
        return replace(self, place=f"{self.place}{'' if ': /' in self.place else ': '}/{segment}")

    def change(self, kind: str, before: Any, after: Any, effect: Effect | None = None) -> Change:
        old, new = text(before), text(after)
        if effect is None:
            effect = "added" if old == ABSENT else "removed" if new == ABSENT else "changed"
        return Change(self.operation, self.place, kind, old, new, effect, self.direction)


def changes(before: View, after: View, *, loosely: bool = False) -> list[Change]:
    """All changes, in the order of `after`, then those of what it lacks.

    With `loosely`, several forms equal one form that has all their fields: then it does not matter whether a document
    tells forms apart.
    """
    return list(_Comparison(before, after, loosely).operations())


class _Comparison:
    def __init__(self, before: View, after: View, loosely: bool) -> None:
        self.before = before
        self.after = after
        self.loosely = loosely
        # Pairs of shapes that are equal, and how often the comparison stopped at a pair inside itself.
        self.same: set[tuple[Pair, Direction]] = set()
        self.cuts = 0

    def operations(self) -> Iterator[Change]:
        old, new = self.before.operations, self.after.operations
        for key in [*new, *(key for key in old if key not in new)]:
            if key not in old:
                yield _Spot(new[key].name, "operation", "request").change("operation", ABSENT, "present")
            elif key not in new:
                yield _Spot(old[key].name, "operation", "request").change("operation", "present", ABSENT)
            else:
                yield from self._operation(_Spot(new[key].name, "operation", "request"), old[key], new[key])

    def _operation(self, spot: _Spot, old: Operation, new: Operation) -> Iterator[Change]:
        for kind, old_name, new_name in (("operation id", old.id, new.id), ("tag", old.tag, new.tag)):
            if old_name != new_name:
                yield spot.change(kind, old_name or ABSENT, new_name or ABSENT, "changed")
        if old.security != new.security:
            effect = _effect(_accepts(new.security, old.security), _accepts(old.security, new.security))
            yield spot.change("security", " or ".join(sorted(old.security)), " or ".join(sorted(new.security)), effect)
        for key, before, after in _paired(old.parameters, new.parameters):
            name = after.name if after else before.name if before else ""
            yield from self._parameter("parameter", spot.at(f"{key[0]} {name}"), before, after)
        yield from self._body(spot, old, new)
        yield from self._responses(spot, old, new)

    def _parameter(self, kind: str, spot: _Spot, old: Parameter | None, new: Parameter | None) -> Iterator[Change]:
        if old is None or new is None:
            yield self._added_or_removed(spot, kind, old, new)
            return
        if old.name != new.name:
            yield spot.change("name", old.name, new.name)
        yield from _required(spot, old.required, new.required)
        shapes = self.before.shape(old.schema), self.after.shape(new.schema)
        if old.style != new.style and any({"array", "object"} & shape.types for shape in shapes):
            yield spot.change("style", old.style, new.style)
        yield from self._schemas(spot, old.schema, new.schema, ())

    def _body(self, spot: _Spot, old: Operation, new: Operation) -> Iterator[Change]:
        spot = spot.at("request")
        if old.body is None and new.body is None:
            return
        if old.body is None or new.body is None:
            words = [
                ABSENT if operation.body is None else "required" if operation.body_required else "optional"
                for operation in (old, new)
            ]
            yield spot.change("body", words[0], words[1], "narrowed" if new.body_required else None)
            return
        yield from _required(spot, old.body_required, new.body_required)
        yield from self._content(spot, old.body, new.body)

    def _responses(self, spot: _Spot, old: Operation, new: Operation) -> Iterator[Change]:
        covered = set()
        for status in [*old.responses, *(status for status in new.responses if status not in old.responses)]:
            inner_spot = spot.at(f"response {status}", "response")
            if status not in old.responses:
                if status not in covered:
                    yield inner_spot.change("status", ABSENT, "present")
                continue
            # The newer document may have one range instead of several statuses.
            counterpart = next((key for key in (status, f"{status[0]}XX", "default") if key in new.responses), None)
            if counterpart is None:
                yield inner_spot.change("status", "present", ABSENT)
                continue
            covered.add(counterpart)
            old_response, new_response = old.responses[status], new.responses[counterpart]
            yield from self._content(inner_spot, old_response.content, new_response.content)
            for name, old_header, new_header in _paired(old_response.headers, new_response.headers):
                yield from self._parameter(
                    "header", inner_spot.at(f"{inner_spot.place} header {name}", "response"), old_header, new_header
                )

    def _content(self, spot: _Spot, old: Mapping[str, Schema], new: Mapping[str, Schema]) -> Iterator[Change]:
        for media_type, old_schema, new_schema in _paired(old, new):
            inner_spot = spot.at(f"{spot.place} {media_type}", spot.direction)
            if old_schema is None or new_schema is None:
                yield inner_spot.change(
                    "media type",
                    ABSENT if old_schema is None else "present",
                    ABSENT if new_schema is None else "present",
                )
            else:
                yield from self._schemas(inner_spot, old_schema, new_schema, ())

    def _schemas(self, spot: _Spot, old: Schema, new: Schema, active: tuple[Pair, ...]) -> list[Change]:
        old_shape, new_shape = self.before.shape(old), self.after.shape(new)
        pair = old_shape.key, new_shape.key
        if not any(pair) or (pair, spot.direction) in self.same:
            return []
        if pair in active:
            self.cuts += 1
            return []
        cuts = self.cuts
        shape_changes = list(self._shapes(spot, old_shape, new_shape, (*active, pair)))
        # After a stop, the pair is only known to be equal if the pair around it is.
        if not shape_changes and cuts == self.cuts:
            self.same.add((pair, spot.direction))
        return shape_changes

    def _shapes(self, spot: _Spot, old: Shape, new: Shape, active: tuple[Pair, ...]) -> Iterator[Change]:
        if old.types != new.types:
            yield spot.change("type", old.text, new.text, _effect(_covers(new, old), _covers(old, new)))
        if old.nullable != new.nullable and "any" not in old.types | new.types:
            words = ["nullable" if shape.nullable else "not nullable" for shape in (old, new)]
            yield spot.change("nullable", words[0], words[1], "widened" if new.nullable else "narrowed")
        if old.default != new.default:
            yield spot.change("default", old.default, new.default)
        for _, old_forms, new_forms in _paired(_by_type(old), _by_type(new)):
            yield from self._forms(spot, old_forms or [], new_forms or [], active)

    def _forms(
        self, spot: _Spot, old_forms: list[Form], new_forms: list[Form], active: tuple[Pair, ...]
    ) -> Iterator[Change]:
        """Compares forms of one type, each with the most similar one."""
        if not old_forms or not new_forms:
            return
        if self.loosely and 1 in {len(old_forms), len(new_forms)}:
            old_forms, new_forms = [self.before.blended(old_forms)], [self.after.blended(new_forms)]
        if len(old_forms) == len(new_forms) == 1:
            yield from self._form(spot, old_forms[0], new_forms[0], active)
            return
        changes_of = {
            (old_index, new_index): list(self._form(spot, old, new, active))
            for old_index, old in enumerate(old_forms)
            for new_index, new in enumerate(new_forms)
        }
        unpaired_old, unpaired_new = dict(enumerate(old_forms)), dict(enumerate(new_forms))
        while unpaired_old and unpaired_new:
            old_index, new_index = min(
                product(unpaired_old, unpaired_new), key=lambda pair: (len(changes_of[pair]), pair)
            )
            yield from changes_of[old_index, new_index]
            del unpaired_old[old_index], unpaired_new[new_index]
        for form in unpaired_old.values():
            yield spot.change("form", self._form_summary(self.before, form), ABSENT, "narrowed")
        for form in unpaired_new.values():
            yield spot.change("form", ABSENT, self._form_summary(self.after, form), "widened")

    def _form(self, spot: _Spot, old: Form, new: Form, active: tuple[Pair, ...]) -> Iterator[Change]:
        yield from _enums(spot, old.enum, new.enum)
        for keyword, old_value, new_value in _paired(old.bounds, new.bounds):
            if old_value != new_value:
                yield spot.change(
                    keyword,
                    ABSENT if old_value is None else old_value,
                    ABSENT if new_value is None else new_value,
                    _bound(keyword, old_value, new_value),
                )
        old_fields, new_fields = self._fields(spot, self.before, old), self._fields(spot, self.after, new)
        for name, before, after in _paired(old_fields, new_fields):
            inner_spot = spot.below(json_pointer.escape(name))
            if before is None or after is None:
                yield self._added_or_removed(inner_spot, "field", before, after)
            else:
                yield from _required(inner_spot, before.required, after.required)
                yield from self._schemas(inner_spot, before.schema, after.schema, active)
        yield from self._schemas(spot.below("*"), old.items, new.items, active)
        if "additionalProperties" not in {*old.bounds, *new.bounds}:
            yield from self._schemas(spot.below("{}"), old.values, new.values, active)

    def _fields(self, spot: _Spot, view: View, form: Form) -> dict[str, Parameter]:
        """The fields in this direction: without readOnly fields in a request, and writeOnly fields in an answer."""
        fields = {}
        for name, (required, schema) in form.fields.items():
            shape = view.shape(schema)
            if not (shape.read_only if spot.direction == "request" else shape.write_only):
                fields[name] = Parameter(name, required, "", schema)
        return fields

    def _added_or_removed(self, spot: _Spot, kind: str, old: Parameter | None, new: Parameter | None) -> Change:
        words = [
            f"{view.shape(node.schema).text}, {'required' if node.required else 'optional'}" if node else ABSENT
            for view, node in ((self.before, old), (self.after, new))
        ]
        return spot.change(kind, words[0], words[1], "narrowed" if new and new.required else None)

    def _form_summary(self, view: View, form: Form) -> str:
        fields = [f"{name}={', '.join(map(text, enum))}" for name, enum in self._distinguishing_fields(view, form)]
        return f"{form.type} with {' and '.join(fields or form.fields)}" if fields or form.fields else form.type

    def _distinguishing_fields(self, view: View, form: Form) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """The fields whose values tell a form from others, with these values."""
        for name, (_, schema) in form.fields.items():
            forms = view.shape(schema).forms
            if len(forms) == 1 and forms[0].enum is not None:
                yield name, forms[0].enum


def _paired(old: Mapping[K, V], new: Mapping[K, V]) -> Iterator[tuple[K, V | None, V | None]]:
    for key in dict.fromkeys([*old, *new]):
        yield key, old.get(key), new.get(key)


def _required(spot: _Spot, old: bool, new: bool) -> Iterator[Change]:
    if old != new:
        words = ["required" if is_required else "optional" for is_required in (old, new)]
        yield spot.change("required", words[0], words[1], "narrowed" if new else "widened")


def _enums(spot: _Spot, old: tuple[Any, ...] | None, new: tuple[Any, ...] | None) -> Iterator[Change]:
    if old is None or new is None:
        if old is not new:
            words = [ABSENT if values is None else _listed(values) for values in (old, new)]
            yield spot.change("enum", words[0], words[1], "widened" if new is None else "narrowed")
        return
    removed = [value for value in old if value not in new]
    added = [value for value in new if value not in old]
    if removed:
        yield spot.change("enum value", _listed(removed), ABSENT, "narrowed")
    if added:
        yield spot.change("enum value", ABSENT, _listed(added), "widened")


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(map(text, values))


def _by_type(shape: Shape) -> dict[str, list[Form]]:
    forms = defaultdict(list)
    for form in shape.forms:
        forms["number" if form.type == "integer" else form.type].append(form)
    return forms


def _covers(wide: Shape, narrow: Shape) -> bool:
    """Whether `wide` allows each type of `narrow`."""
    return "any" in wide.types or all(
        type_ in wide.types or (type_ == "integer" and "number" in wide.types) for type_ in narrow.types
    )


def _accepts(alternatives: frozenset[str], other_alternatives: frozenset[str]) -> bool:
    """Whether these ways of authentication accept everyone whom the others accept."""
    return NOTHING in alternatives or alternatives >= other_alternatives


def _effect(is_wider: bool, is_narrower: bool) -> Effect:
    return "widened" if is_wider else "narrowed" if is_narrower else "changed"


def _bound(keyword: str, old: Any, new: Any) -> Effect:
    if keyword not in BOUNDS:
        return "changed"
    if old is None or new is None:
        return "narrowed" if old is None else "widened"
    if keyword in {*LOWER, *UPPER, *EXCLUSIVE}:
        return "widened" if (new < old) == (keyword in {*LOWER, "exclusiveMinimum"}) else "narrowed"
    return "changed"
