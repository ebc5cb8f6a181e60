"""Rules for what the generator or the templates would get wrong without an error."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from tests import json_pointer
from tests.oracle import Contract
from tests.spec.lint.walk import CONDITIONAL, IN_PLACE, inside, nodes

# Attributes that every model has, and a name that the generator's code uses.
USED_BY_MODELS = {"additional_properties", "d", "from_dict", "to_dict"}
# Arguments and variables of the generated functions.
USED_BY_FUNCTIONS = {"body", "client", "headers", "params"}


def schema_problems(document: Mapping[str, Any]) -> Iterator[str]:
    for where, node in nodes(document):
        for name in node.get("properties", ()):
            if name in USED_BY_MODELS:
                yield f"{where}/properties/{name} is a name that models use themselves"
        if "enum" in node and isinstance(node.get("type"), list):
            yield f"{where} is an enum of several types, which the generator splits; use oneOf"


def required_problems(contract: Contract) -> Iterator[str]:
    """Undeclared names in `required`. A condition may name the fields of the schema around it."""
    document = contract.document
    roots = [
        (f"#/components/schemas/{name}", schema)
        for name, schema in document.get("components", {}).get("schemas", {}).items()
    ]
    roots += [(f"{where}/schema", node["schema"]) for where, node in nodes(document) if "schema" in node]
    for where, schema in roots:
        yield from _undeclared_names(contract, where, schema, [schema])


def _undeclared_names(contract: Contract, where: str, schema: Any, around: list[Any]) -> Iterator[str]:
    if not isinstance(schema, Mapping):
        return
    for name in schema.get("required", ()):
        if inside(contract, around, name) is None:
            yield f"{where} requires {name}, which no schema there declares"
    # `not` is left out: it names fields that must be absent, and those need no declaration.
    for key in CONDITIONAL:
        yield from _undeclared_names(contract, f"{where}/{key}", schema.get(key), around)
    for key in IN_PLACE:
        for position, part in enumerate(schema.get(key, ())):
            yield from _undeclared_names(contract, f"{where}/{key}/{position}", part, around)
    for name, field in schema.get("properties", {}).items():
        inner = inside(contract, around, name) or [field]
        yield from _undeclared_names(contract, json_pointer.join(where, "properties", name), field, inner)
    yield from _undeclared_names(contract, f"{where}/items", schema.get("items"), inside(contract, around, "0") or [])
    extra = schema.get("additionalProperties")
    yield from _undeclared_names(contract, f"{where}/additionalProperties", extra, [extra])


def path_problems(paths: Mapping[str, Any]) -> Iterator[str]:
    by_shape = defaultdict(list)
    for path in paths:
        by_shape[re.sub(r"\{[^}]*\}", "{}", path)].append(path)
    for same_paths in by_shape.values():
        if len(same_paths) > 1:
            yield f"{' and '.join(same_paths)} are one path with other parameter names"


def parameter_problems(contract: Contract, parameter: Mapping[str, Any]) -> Iterator[str]:
    name, place = parameter["name"], parameter["in"]
    if place in {"header", "cookie"}:
        yield f"{place} parameters such as {name} have no template"
    if place == "query" and name in USED_BY_FUNCTIONS:
        yield f"the query parameter {name} has a name that generated functions use themselves"
    if place == "path" and not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        yield f"the path parameter {name} is not in snake_case"
    if parameter.get("explode") is False:
        yield f"explode: false of {name} is ignored by the templates"
    if parameter.get("style") == "deepObject":
        yield f"style: deepObject of {name} is ignored by the templates"
    type_ = contract.resolve(parameter.get("schema", {}), "")[0].get("type")
    if type_ == "object" or (type_ == "array" and place == "path"):
        yield f"{name} is an {type_}; a {place} has no template for it"
