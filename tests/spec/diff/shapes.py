"""The operations of a document, with the shapes of the values that they accept and return.

A shape does not depend on how the document is factored. References are followed, `allOf` is merged, `oneOf` and `anyOf`
become forms, and each form has one type. OpenAPI 3.0 and 3.1 give the same shapes. Descriptions and examples are left
out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from tests.oracle import METHODS
from tests.spec.documents import EXCLUSIVE, LOWER, UPPER, Document, Unusable

ABSENT = "absent"
# The security of an operation that needs no key.
NOTHING = "nothing"
# Schemas that all apply to one value. The empty tuple allows any value.
Schema = tuple[Any, ...]
ANY: Schema = ()
ANYTHING = [{"type": "any"}]

ANNOTATIONS = {
    "$comment", "$schema", "contentEncoding", "contentMediaType", "deprecated", "description", "discriminator",
    "example", "examples", "externalDocs", "summary", "title", "xml",
}  # fmt: skip
STRUCTURE = {
    "$ref", "additionalProperties", "allOf", "anyOf", "const", "default", "enum", "items", "nullable", "oneOf",
    "properties", "readOnly", "required", "type", "writeOnly",
}  # fmt: skip
# The type of value that a keyword constrains; others constrain every type.
CONSTRAINS = {
    **dict.fromkeys(("maxLength", "minLength", "pattern"), "string"),
    **dict.fromkeys(("maximum", "minimum", "multipleOf", *EXCLUSIVE), "number"),
    **dict.fromkeys(("contains", "maxItems", "minItems", "prefixItems", "uniqueItems", "unevaluatedItems"), "array"),
    **dict.fromkeys(("maxProperties", "minProperties", "patternProperties", "propertyNames"), "object"),
    **dict.fromkeys(
        ("additionalProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties"), "object"
    ),
}
SUBSCHEMA = {"contains", "else", "if", "not", "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties"}
SUBSCHEMAS = {"dependentSchemas", "patternProperties"}
# Bounds that constrain nothing.
NO_BOUNDS = {"minItems": 0, "minLength": 0, "minProperties": 0, "uniqueItems": False}


@dataclass(frozen=True)
class Form:
    """One of the forms that a value may have. Its type is `any` if the schema has none."""

    type: str
    enum: tuple[Any, ...] | None = None
    bounds: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, tuple[bool, Schema]] = field(default_factory=dict)
    items: Schema = ANY
    values: Schema = ANY


@dataclass(frozen=True)
class Shape:
    """The forms of a value. Two shapes with the same key come from the same schemas."""

    key: frozenset[int]
    nullable: bool
    default: str
    read_only: bool
    write_only: bool
    forms: tuple[Form, ...]

    @property
    def types(self) -> frozenset[str]:
        return frozenset(form.type for form in self.forms)

    @property
    def text(self) -> str:
        return " or ".join(sorted(self.types)) or ("null" if self.nullable else NOTHING)


@dataclass(frozen=True)
class Parameter:
    """A parameter, or a header of an answer."""

    name: str
    required: bool
    style: str
    schema: Schema


@dataclass(frozen=True)
class Response:
    content: Mapping[str, Schema]
    headers: Mapping[str, Parameter]


@dataclass(frozen=True)
class Operation:
    """An operation. Its path parameters are identified by position, the others by name."""

    name: str
    id: str
    tag: str
    security: frozenset[str]
    parameters: Mapping[tuple[str, str], Parameter]
    body: Mapping[str, Schema] | None
    body_required: bool
    responses: Mapping[str, Response]


class View:
    """The operations and shapes of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._shapes: dict[tuple[int, ...], Shape] = {}
        self._unions: dict[tuple[tuple[int, ...], ...], Schema] = {}
        self._unfinished: set[tuple[int, ...]] = set()

    @cached_property
    def operations(self) -> dict[tuple[str, str], Operation]:
        """The operations by method and path; the names of path parameters make no difference."""
        operations_by_key: dict[tuple[str, str], Operation] = {}
        for path, entry in self.document.content["paths"].items():
            item = self._object(entry, f"the path {path}")
            for method in METHODS:
                if method not in item:
                    continue
                key = method.upper(), re.sub(r"\{[^}]*\}", "{}", path)
                operation = self._operation(f"{method.upper()} {path}", path, item, item[method])
                if key in operations_by_key:
                    names = f"{operations_by_key[key].name} and {operation.name}"
                    raise Unusable(f"{self.document.name}: {names} are one operation described twice; remove one.")
                operations_by_key[key] = operation
        return operations_by_key

    def shape(self, schema: Schema) -> Shape:
        ids = tuple(map(id, schema))
        if ids not in self._shapes:
            self._unfinished.add(ids)
            self._shapes[ids] = self._shape(schema)
            self._unfinished.discard(ids)
        return self._shapes[ids]

    def blended(self, forms: list[Form]) -> Form:
        """One form that replaces several: it requires what each of them requires and allows what any of them allows."""
        first, *other_forms = forms
        if not other_forms:
            return first
        enums = [form.enum for form in forms if form.enum is not None]
        return Form(
            "number" if any(form.type == "number" for form in forms) else first.type,
            tuple(dict.fromkeys(chain.from_iterable(enums))) if len(enums) == len(forms) else None,
            {
                key: value
                for key, value in first.bounds.items()
                if all(form.bounds.get(key) == value for form in other_forms)
            },
            {
                name: (
                    all(name in form.fields and form.fields[name][0] for form in forms),
                    self._any_of([form.fields[name][1] for form in forms if name in form.fields]),
                )
                for name in chain.from_iterable(form.fields for form in forms)
            },
            self._any_of([form.items for form in forms]),
            self._any_of([form.values for form in forms]),
        )

    def _any_of(self, schemas: list[Schema]) -> Schema:
        """The union of schemas. Equal unions are one object, because shapes are kept by the ids of objects."""
        distinct = {tuple(map(id, schema)): schema for schema in schemas}
        if len(distinct) == 1 or ANY in schemas:
            return schemas[0] if len(distinct) == 1 else ANY
        return self._unions.setdefault(
            tuple(distinct), ({"anyOf": [{"allOf": list(schema)} for schema in distinct.values()]},)
        )

    def rendered(self, schema: Schema, active: tuple[frozenset[int], ...] = ()) -> Any:
        """A schema as a plain value, equal for two schemas with the same meaning."""
        if not schema:
            return ANYTHING
        if tuple(map(id, schema)) in self._unfinished:
            return "…"
        shape = self.shape(schema)
        if shape.key in active:
            return "…"
        deeper = (*active, shape.key)
        forms = [
            {
                "type": form.type,
                "enum": form.enum and sorted(map(text, form.enum)),
                **form.bounds,
                "fields": {
                    name: [required, self.rendered(schema, deeper)] for name, (required, schema) in form.fields.items()
                },
                "items": self.rendered(form.items, deeper),
                "values": self.rendered(form.values, deeper),
            }
            for form in shape.forms
        ]
        rendered = [{key: value for key, value in form.items() if value not in (None, {}, ANYTHING)} for form in forms]
        rendered.sort(key=text)
        return [*rendered, {"type": "null"}] if shape.nullable else rendered

    def _object(self, node: Any, description: str) -> Mapping[str, Any]:
        target = self.document.resolved(node)
        if not isinstance(target, Mapping):
            raise Unusable(f"{self.document.name}: {description} is no object; correct it there.")
        return target

    def _operation(self, name: str, path: str, item: Mapping[str, Any], raw: Mapping[str, Any]) -> Operation:
        declared: dict[tuple[str, str], Parameter] = {}
        for entry in (*item.get("parameters", ()), *raw.get("parameters", ())):
            node = self._object(entry, f"a parameter of {name}")
            if not isinstance(node.get("name"), str) or not isinstance(node.get("in"), str):
                raise Unusable(f"{self.document.name}: a parameter of {name} lacks `name` or `in`; give both.")
            place = node["in"]
            parameter_name = node["name"].lower() if place == "header" else node["name"]
            declared[place, parameter_name] = self._parameter(
                parameter_name, node, "form" if place in {"query", "cookie"} else "simple"
            )
        in_path = re.findall(r"\{([^}]*)\}", path)
        parameters = {
            ("path", str(position)): declared.get(
                ("path", parameter_name), Parameter(parameter_name, True, "simple", ANY)
            )
            for position, parameter_name in enumerate(in_path)
        }
        parameters |= {key: parameter for key, parameter in declared.items() if key[0] != "path"}
        body = self._object(raw["requestBody"], f"the body of {name}") if "requestBody" in raw else None
        tags = raw.get("tags") or [""]
        return Operation(
            name,
            str(raw.get("operationId", "")),
            str(tags[0]),
            self._security(raw.get("security", self.document.content.get("security", []))),
            parameters,
            None if body is None else self._content(body),
            body is not None and body.get("required") is True,
            {
                status.replace("x", "X"): self._response(self._object(node, f"response {status} of {name}"))
                for status, node in raw.get("responses", {}).items()
            },
        )

    def _parameter(self, name: str, node: Mapping[str, Any], default_style: str) -> Parameter:
        style = node.get("style", default_style)
        exploded = node.get("explode", style == "form")
        schema = (node["schema"],) if "schema" in node else next(iter(self._content(node).values()), ANY)
        return Parameter(name, node.get("required") is True, f"{style}{', exploded' * bool(exploded)}", schema)

    def _response(self, node: Mapping[str, Any]) -> Response:
        headers = {
            name.lower(): self._parameter(name.lower(), self._object(header, f"the header {name}"), "simple")
            for name, header in node.get("headers", {}).items()
        }
        return Response(self._content(node), headers)

    def _content(self, node: Mapping[str, Any]) -> dict[str, Schema]:
        return {
            name.partition(";")[0].strip().lower(): (media["schema"],) if "schema" in media else ANY
            for name, entry in node.get("content", {}).items()
            for media in [self._object(entry, f"the media type {name}")]
        }

    def _security(self, alternatives: list[Mapping[str, Any]]) -> frozenset[str]:
        """The accepted ways of authentication; the names of the schemes make no difference."""
        schemes = self.document.content.get("components", {}).get("securitySchemes", {})
        return frozenset(
            " and ".join(sorted(self._scheme(schemes.get(name, {}), name) for name in alternative)) or NOTHING
            for alternative in alternatives or [{}]
        )

    def _scheme(self, node: Any, name: str) -> str:
        scheme = self._object(node, f"the security scheme {name}")
        words = [str(scheme[key]) for key in ("type", "scheme", "in", "name") if key in scheme]
        return " ".join(words) or name

    def _shape(self, schema: Schema) -> Shape:
        nodes, unions = self._flat(schema)
        forms: list[Form] = []
        nullable = False
        for alternative in self._alternatives(nodes, unions, frozenset()):
            types, new_forms = self._forms(alternative)
            nullable = nullable or "null" in types
            for form in new_forms:
                _add(forms, form)
        constraining = [
            node for node in nodes if isinstance(node, bool) or node.keys() - ANNOTATIONS - {"allOf", "$ref"}
        ]
        return Shape(
            frozenset(map(id, constraining)),
            nullable,
            next((text(node["default"]) for node in _objects(nodes) if "default" in node), ABSENT),
            any(node.get("readOnly") is True for node in _objects(nodes)),
            any(node.get("writeOnly") is True for node in _objects(nodes)),
            tuple(forms),
        )

    def _flat(self, schema: Schema) -> tuple[list[Any], list[list[Any]]]:
        """The schemas behind references and in `allOf`, and their lists of alternatives."""
        nodes: list[Any] = []
        waiting = list(schema)
        while waiting:
            node = waiting.pop(0)
            if any(node is other for other in nodes) and not isinstance(node, bool):
                continue
            if isinstance(node, bool):
                nodes += [] if node else [node]
                continue
            if "$ref" in node:
                waiting.insert(0, self.document.target(node["$ref"]))
                # OpenAPI 3.0 ignores the siblings of a reference.
                if self.document.is_30:
                    continue
            nodes.append(node)
            waiting[0:0] = node.get("allOf", ())
        return nodes, [node[key] for node in _objects(nodes) for key in ("oneOf", "anyOf") if node.get(key)]

    def _alternatives(self, nodes: list[Any], unions: list[list[Any]], met: frozenset[int]) -> Iterator[list[Any]]:
        if not unions:
            yield nodes
            return
        union, *other_unions = unions
        met |= {id(union)}
        for alternative in union:
            more_nodes, inner_unions = self._flat((alternative,))
            # An alternative that contains its own union adds nothing to it.
            if not any(id(schemas) in met for schemas in inner_unions):
                yield from self._alternatives([*nodes, *more_nodes], [*other_unions, *inner_unions], met)

    def _forms(self, nodes: list[Any]) -> tuple[set[str], list[Form]]:
        """The types that these schemas allow together, including `null`, and a form for each other type."""
        objects = list(_objects(nodes))
        types = self._types(nodes)
        enums = [node.get("enum", [node.get("const")]) for node in objects if node.keys() & {"enum", "const"}]
        enum = [value for value in enums[0] if all(value in other for other in enums)] if enums else None
        if enum is not None and not self.document.is_30 and None not in enum:
            types.discard("null")
        bounds = self._bounds(objects)
        forms = []
        for type_ in sorted(types - {"null"}):
            kind = "number" if type_ == "integer" else type_
            values = None if enum is None else tuple(value for value in enum if _is_of(value, type_))
            if values == ():
                continue
            forms.append(
                Form(
                    type_,
                    values,
                    {key: value for key, value in bounds.items() if CONSTRAINS.get(key, kind) == kind or kind == "any"},
                    self._fields(objects) if kind == "object" else {},
                    tuple(node["items"] for node in objects if "items" in node) if kind == "array" else ANY,
                    self._values(objects) if kind == "object" else ANY,
                )
            )
        return types, forms

    def _types(self, nodes: list[Any]) -> set[str]:
        if any(node is False for node in nodes):
            return set()
        types: set[str] | None = None
        nullable = False
        for node in _objects(nodes):
            if "type" in node:
                allowed = {node["type"]} if isinstance(node["type"], str) else set(node["type"])
                if self.document.is_30 and node.get("nullable") is True:
                    allowed.add("null")
            elif "enum" in node or "const" in node:
                allowed = {_type(value) for value in node.get("enum", [node.get("const")])}
            else:
                # OpenAPI 3.0 leaves open what this means without a type; its authors mean that null is allowed.
                nullable = nullable or (self.document.is_30 and node.get("nullable") is True)
                continue
            types = allowed if types is None else _both(types, allowed)
        if types is None:
            types = _implied(list(_objects(nodes)))
        if nullable and "any" not in types:
            types.add("null")
        return types - {"integer"} if "number" in types else types

    def _fields(self, nodes: list[Mapping[str, Any]]) -> dict[str, tuple[bool, Schema]]:
        required = {name for node in nodes if isinstance(node.get("required"), list) for name in node["required"]}
        names = dict.fromkeys(name for node in nodes for name in node.get("properties", ()))
        return {
            name: (
                name in required,
                tuple(node["properties"][name] for node in nodes if name in node.get("properties", ())),
            )
            for name in [*names, *sorted(required - names.keys())]
        }

    def _values(self, nodes: list[Mapping[str, Any]]) -> Schema:
        schemas = [node["additionalProperties"] for node in nodes if "additionalProperties" in node]
        return tuple(schema for schema in schemas if not isinstance(schema, bool))

    def _bounds(self, nodes: list[Mapping[str, Any]]) -> dict[str, Any]:
        strictest: dict[str, Any] = {}
        for node in nodes:
            bounds = {
                key: value
                for key, value in node.items()
                if key not in ANNOTATIONS and key not in STRUCTURE and not key.startswith("x-")
            }
            if node.get("additionalProperties") is False:
                bounds["additionalProperties"] = False
            for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
                # In OpenAPI 3.0, this is a flag that changes the other bound.
                if isinstance(bounds.get(exclusive), bool) and bounds.pop(exclusive) and bound in bounds:
                    bounds[exclusive] = bounds.pop(bound)
            for key, value in bounds.items():
                if key not in NO_BOUNDS or value != NO_BOUNDS[key]:
                    strictest[key] = _tighter(key, strictest.get(key), self._bound(key, value))
        return strictest

    def _bound(self, key: str, value: Any) -> Any:
        if key in SUBSCHEMA:
            return self.rendered((value,))
        if key in SUBSCHEMAS:
            return {name: self.rendered((schema,)) for name, schema in value.items()}
        return [self.rendered((schema,)) for schema in value] if key == "prefixItems" else value


def text(value: Any) -> str:
    """A value as it is printed and matched."""
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)


def _objects(nodes: list[Any]) -> Iterator[Mapping[str, Any]]:
    return (node for node in nodes if not isinstance(node, bool))


def _type(value: Any) -> str:
    if isinstance(value, float):
        return "integer" if value.is_integer() else "number"
    names = {bool: "boolean", int: "integer", str: "string", list: "array", type(None): "null"}
    return names.get(type(value), "object")


def _is_of(value: Any, type_: str) -> bool:
    return type_ == "any" or _type(value) == type_ or (type_ == "number" and _type(value) == "integer")


def _both(left: set[str], right: set[str]) -> set[str]:
    """The types that both sets allow."""
    types = left & right
    if ("integer" in left and "number" in right) or ("number" in left and "integer" in right):
        types.add("integer")
    return types


def _implied(nodes: list[Mapping[str, Any]]) -> set[str]:
    """The type that schemas without a type imply: properties imply an object."""
    for type_, keywords in (
        ("object", {"additionalProperties", "patternProperties", "properties", "required"}),
        ("array", {"items", "prefixItems"}),
    ):
        if any(node.keys() & keywords for node in nodes):
            return {type_}
    return {"any"}


def _tighter(key: str, left: Any, right: Any) -> Any:
    """The stricter of two values of one bound."""
    if left is None or left == right:
        return right
    if key in {*LOWER, "exclusiveMinimum"}:
        return max(left, right)
    if key in {*UPPER, "exclusiveMaximum"}:
        return min(left, right)
    return [*(left if isinstance(left, list) else [left]), right]


def _add(forms: list[Form], form: Form) -> None:
    """Adds a form. One that differs from another in its enum only is merged with it."""
    for index, similar in enumerate(forms):
        if similar.type == form.type not in {"array", "object"} and similar.bounds == form.bounds:
            joined = None if similar.enum is None or form.enum is None else (*similar.enum, *form.enum)
            forms[index] = Form(form.type, joined and tuple(dict.fromkeys(joined)), form.bounds)
            return
    forms.append(form)
