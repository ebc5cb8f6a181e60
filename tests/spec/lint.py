"""What a valid contract may still not say, because the generator or the templates would silently get it wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from tests.oracle import METHODS, Contract

# Attributes that models have themselves, and a name that the generator's own code uses.
TAKEN_BY_MODELS = {"additional_properties", "d", "from_dict", "to_dict"}
# Arguments and variables of the functions that operations become.
TAKEN_BY_FUNCTIONS = {"body", "client", "headers", "params"}
# Where these stand, data follows and no schema.
DATA = {"const", "enum", "example", "examples"}


def problems(document: Mapping[str, Any]) -> list[str]:
    """What is wrong with a contract, a sentence each."""
    found = []
    if "security" in document:
        found.append("security is declared for the whole document; declare it with each operation")
    found += _property_problems(document)
    found += _enum_problems(document, "#")
    found += _path_problems(document["paths"])
    for name, operation, parameters in _operations(document):
        if "operationId" not in operation:
            found.append(f"{name} has no operationId")
        for parameter in parameters:
            found += [f"{name}: {problem}" for problem in _parameter_problems(document, parameter)]
    return found


def _property_problems(document: Mapping[str, Any]) -> Iterator[str]:
    for where, name in _properties(document, "#"):
        if name in TAKEN_BY_MODELS:
            yield f"{where} is a name that models have taken"


def _enum_problems(node: Any, where: str) -> Iterator[str]:
    if isinstance(node, list):
        for position, child in enumerate(node):
            yield from _enum_problems(child, f"{where}/{position}")
    elif isinstance(node, Mapping):
        if "enum" in node and isinstance(node.get("type"), list):
            yield f"{where} is an enum of several types, which becomes as many enums; say oneOf"
        for key, child in node.items():
            if key not in DATA:
                yield from _enum_problems(child, f"{where}/{key}")


def _properties(node: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every property of every schema: where it stands, and its name."""
    if isinstance(node, list):
        for position, child in enumerate(node):
            yield from _properties(child, f"{where}/{position}")
    elif isinstance(node, Mapping):
        for key, child in node.items():
            if key == "properties":
                for name, schema in child.items():
                    yield f"{where}/properties/{name}", name
                    yield from _properties(schema, f"{where}/properties/{name}")
            elif key not in DATA:
                yield from _properties(child, f"{where}/{key}")


def _path_problems(paths: Mapping[str, Any]) -> Iterator[str]:
    by_shape = defaultdict(list)
    for path in paths:
        by_shape[re.sub(r"\{[^}]*\}", "{}", path)].append(path)
    for same in by_shape.values():
        if len(same) > 1:
            yield f"{' and '.join(same)} are one path under two names"


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], list[Mapping[str, Any]]]]:
    """What to call each operation, the operation, and its parameters, those of its path included."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                parameters = [*item.get("parameters", ()), *operation.get("parameters", ())]
                yield f"{method.upper()} {path}", operation, [_resolved(document, each) for each in parameters]


def _parameter_problems(document: Mapping[str, Any], parameter: Mapping[str, Any]) -> Iterator[str]:
    name, place = parameter["name"], parameter["in"]
    if place in {"header", "cookie"}:
        yield f"{place} parameters such as {name} have no template"
    if place == "query" and name in TAKEN_BY_FUNCTIONS:
        yield f"the query parameter {name} has a name that functions have taken"
    if place == "path" and not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        yield f"the path parameter {name} is not in snake_case"
    if parameter.get("explode") is False:
        yield f"explode: false, of {name}, is ignored"
    if parameter.get("style") == "deepObject":
        yield f"style: deepObject, of {name}, is ignored"
    type_ = _resolved(document, parameter.get("schema", {})).get("type")
    if type_ == "object" or (type_ == "array" and place == "path"):
        yield f"{name} is an {type_}; a {place} has no template for it"


def _resolved(document: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    return Contract(document).resolve(node, "")[0]
