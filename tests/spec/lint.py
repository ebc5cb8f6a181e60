"""What a contract may not say, though it be valid: because the generator or the templates would silently get it wrong,
because a reader would miss something, or because it is not so.

As a command, all that is checked about a contract as a document: `python -m tests.spec.lint [FILE]`.
"""

from __future__ import annotations

import copy
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import Any

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.oracle import CONTRACT, METHODS, ROOT, Contract
from tests.spec import redocly
from tests.spec.documents import Unusable, parse
from tests.spec.examples import clipped, example_problems, link_problems
from tests.spec.walk import (
    CONDITIONAL,
    IN_PLACE,
    NAMED,
    Operation,
    escaped,
    examples,
    inside,
    media_types,
    nodes,
    operations,
    responses,
)

# Attributes that models have themselves, and a name that the generator's own code uses.
TAKEN_BY_MODELS = {"additional_properties", "d", "from_dict", "to_dict"}
# Arguments and variables of the functions that operations become.
TAKEN_BY_FUNCTIONS = {"body", "client", "headers", "params"}
# What any operation can answer, and what only one that asks for a key can.
ALWAYS = ("429", "5XX")
WITH_A_KEY = ("401", "403")
# What is said for people: schemas that differ in nothing else are the same thing.
FOR_PEOPLE = {"$comment", "description", "example", "examples", "title"}
# Lists whose order says nothing.
SETS = {"enum", "required", "type"}
# What makes a schema a thing of its own. Two strings, or two pairs of numbers, may mean different things.
OF_ITS_OWN = {"additionalProperties", "allOf", "anyOf", "enum", "oneOf", "properties"}
# A picture cannot be written down in YAML.
PICTURE = "image/"


def problems(document: Mapping[str, Any]) -> list[str]:
    """What is wrong with a contract, a sentence each; at first only what keeps the rest from being judged."""
    return _unreadable(document) or _invalid_places(document) or _broken_rules(Contract(document))


def main(arguments: list[str]) -> int:
    """Print what is wrong; 1 if anything is, 2 if the file is no contract or the linter is not there."""
    path = Path(arguments[0]) if arguments else CONTRACT
    name = str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
    try:
        document = _read(path, name)
        # Redocly would follow a reference that leads out of the document, even over the network.
        found = _unreadable(document) or [*problems(document), *redocly.problems(path)]
    except Unusable as error:
        print(error, file=sys.stderr)  # noqa: T201  a command prints
        return 2
    items = [item for item in document["paths"].values() if isinstance(item, Mapping)]
    count = sum(method in item for item in items for method in METHODS)
    said = "nothing to say" if not found else "1 problem" if len(found) == 1 else f"{len(found)} problems"
    print(*found, f"{name}: {count} operations, {said}", sep="\n")  # noqa: T201
    return 1 if found else 0


def _read(path: Path, name: str) -> Mapping[str, Any]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{name} cannot be read: {error.strerror}. Name an OpenAPI file.") from None
    # Here for what it refuses, such as a key that stands twice; it is more lenient about dates than other readers.
    document = parse(content, name)
    version = document.get("openapi") if isinstance(document, Mapping) else None
    if not re.fullmatch(r"3\.1\.\d+", str(version)):
        raise Unusable(f"{name} is no OpenAPI 3.1 document: at its top, `openapi` is {version}. Name one that is.")
    if not isinstance(document.get("paths"), Mapping):
        raise Unusable(f"{name} has no `paths`. Name a document that describes operations.")
    try:
        read: Mapping[str, Any] = yaml.safe_load(content)
    except ValueError as error:
        raise Unusable(f"{name} holds what YAML takes for a date, and is none: {error}. Quote it.") from None
    return read


# ── What has to be so before anything else ──────────────────────────────────────────────────────────────────────────


def _unreadable(document: Mapping[str, Any]) -> list[str]:
    return [*_unlike_json(document, "#")] or [*_lost_references(document)]


def _unlike_json(node: Any, where: str) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, child in node.items():
            if not isinstance(key, str):
                yield f"{where} has the key {key}, which YAML reads as {_kind(key)}; quote it"
            yield from _unlike_json(child, f"{where}/{escaped(key)}")
    elif isinstance(node, list):
        for position, child in enumerate(node):
            yield from _unlike_json(child, f"{where}/{position}")
    elif not isinstance(node, str | int | float | None) or (isinstance(node, float) and not isfinite(node)):
        yield f"{where} is {node}, which YAML reads as {_kind(node)}; quote it"


def _kind(value: Any) -> str:
    return "a date" if isinstance(value, date) else f"a {type(value).__name__}"


def _lost_references(document: Mapping[str, Any]) -> Iterator[str]:
    for where, node in nodes(document):
        passed: list[str] = []
        while isinstance(node, Mapping) and isinstance(reference := node.get("$ref"), str):
            problem = None
            if not reference.startswith("#/components/"):
                problem = "leads out of #/components"
            elif reference in passed:
                problem = "leads back to itself"
            else:
                passed.append(reference)
                try:
                    node = Contract(document).at(reference.removeprefix("#"))  # noqa: PLW2901  the next of a chain
                except (LookupError, TypeError, ValueError):
                    problem = "leads nowhere"
            if problem:
                yield f"{where}: the reference {(passed or [reference])[0]} {problem}"
                break
        else:
            if not isinstance(node, Mapping | bool):
                yield f"{where}: the reference {passed[0]} leads to no object"


def _invalid_places(document: Mapping[str, Any]) -> list[str]:
    found = []
    for error in OpenAPIV31SpecValidator(copy.deepcopy(dict(document))).iter_errors():
        where = "".join(f"/{escaped(key)}" for key in error.absolute_path)
        found.append(f"#{where} is not valid OpenAPI 3.1: {clipped(error.message.splitlines()[0])}")
    return found


def _broken_rules(contract: Contract) -> list[str]:
    document = contract.document
    found = []
    if "security" in document:
        found.append("security is declared for the whole document; declare it with each operation")
    found += chain(
        _schema_problems(document),
        _required_problems(contract),
        _path_problems(document["paths"]),
        _tag_problems(contract),
        *(_operation_problems(contract, operation) for operation in operations(contract)),
        _component_problems(contract),
        _repetitions(document),
        example_problems(contract),
    )
    ids = [*_operation_id_problems(contract)]
    # Links name operations by their ids: while those are wrong, there is nothing to say about links.
    return [*found, *(ids or link_problems(contract))]


# ── What the generator or the templates would silently get wrong ────────────────────────────────────────────────────


def _schema_problems(document: Mapping[str, Any]) -> Iterator[str]:
    for where, node in nodes(document):
        for name in node.get("properties", ()):
            if name in TAKEN_BY_MODELS:
                yield f"{where}/properties/{name} is a name that models have taken"
        if "enum" in node and isinstance(node.get("type"), list):
            yield f"{where} is an enum of several types, which becomes as many enums; say oneOf"


def _required_problems(contract: Contract) -> Iterator[str]:
    """Names that nothing declares, in `required`: a condition may name the fields of the schema that it stands in."""
    document = contract.document
    roots = [
        (f"#/components/schemas/{name}", each)
        for name, each in document.get("components", {}).get("schemas", {}).items()
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
    # Not `not`, which names what shall not be there, as an undeclared field need not be.
    for key in CONDITIONAL:
        yield from _undeclared_names(contract, f"{where}/{key}", schema.get(key), around)
    for key in IN_PLACE:
        for position, each in enumerate(schema.get(key, ())):
            yield from _undeclared_names(contract, f"{where}/{key}/{position}", each, around)
    for name, each in schema.get("properties", {}).items():
        inner = inside(contract, around, name) or [each]
        yield from _undeclared_names(contract, f"{where}/properties/{escaped(name)}", each, inner)
    yield from _undeclared_names(contract, f"{where}/items", schema.get("items"), inside(contract, around, "0") or [])
    extra = schema.get("additionalProperties")
    yield from _undeclared_names(contract, f"{where}/additionalProperties", extra, [extra])


def _path_problems(paths: Mapping[str, Any]) -> Iterator[str]:
    by_shape = defaultdict(list)
    for path in paths:
        by_shape[re.sub(r"\{[^}]*\}", "{}", path)].append(path)
    for same in by_shape.values():
        if len(same) > 1:
            yield f"{' and '.join(same)} are one path under two names"


def _parameter_problems(contract: Contract, parameter: Mapping[str, Any]) -> Iterator[str]:
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
    type_ = contract.resolve(parameter.get("schema", {}), "")[0].get("type")
    if type_ == "object" or (type_ == "array" and place == "path"):
        yield f"{name} is an {type_}; a {place} has no template for it"


# ── What a reader would miss ────────────────────────────────────────────────────────────────────────────────────────


def _operation_id_problems(contract: Contract) -> Iterator[str]:
    for operation in operations(contract):
        id_ = operation.raw.get("operationId")
        if id_ is None:
            yield f"{operation.name} has no operationId"
        elif not re.fullmatch(r"[a-z][a-z0-9]*([A-Z][a-z0-9]+)*", id_):
            yield f"{operation.name}: the operationId {id_} is not in lowerCamelCase"


def _tag_problems(contract: Contract) -> Iterator[str]:
    tags = contract.document.get("tags", [])
    used = {name for operation in operations(contract) for name in operation.raw.get("tags", ())}
    for position, tag in enumerate(tags):
        where = f"#/tags/{position}, {tag['name']},"
        if not tag.get("description"):
            yield f"{where} has no description"
        if not _is_url(tag):
            yield f"{where} has no externalDocs with an https URL"
        if tag["name"] not in used:
            yield f"{where} is the tag of no operation"


def _operation_problems(contract: Contract, operation: Operation) -> Iterator[str]:
    name, raw = operation.name, operation.raw
    tags = raw.get("tags", [])
    if len(tags) != 1:
        yield f"{name} has {len(tags)} tags; give it one"
    for tag in set(tags) - {each["name"] for each in contract.document.get("tags", ())}:
        yield f"{name} has the tag {tag}, which #/tags does not declare"
    if not raw.get("summary", "").strip():
        yield f"{name} has no summary"
    elif raw["summary"].strip().endswith("."):
        yield f"{name} has a summary that ends with a full stop; a title has none"
    if not raw.get("description", "").strip():
        yield f"{name} has no description"
    elif not raw["description"].strip().endswith("."):
        yield f"{name} has a description that does not end with a full stop"
    if not _is_url(raw):
        yield f"{name} has no externalDocs with an https URL"
    if "security" not in raw:
        yield f"{name} does not say its security; where no key is needed, say []"
    for parameter in operation.parameters.values():
        yield from (f"{name}: {problem}" for problem in _parameter_problems(contract, parameter))
    yield from (f"{name} {problem}" for problem in _answer_problems(contract, operation))
    yield from (f"{name} {problem}" for problem in _missing_examples(contract, operation))


def _answer_problems(contract: Contract, operation: Operation) -> Iterator[str]:
    raw = operation.raw
    answers = raw.get("responses", {})
    needed = [*(WITH_A_KEY if raw.get("security") else ()), *(("413",) if "requestBody" in raw else ()), *ALWAYS]
    yield from (f"does not document {status}" for status in needed if status not in answers)
    if not any(status.startswith("2") for status in answers):
        yield "documents no success"
    for status, answer in answers.items():
        shared = answer.get("$ref", "").startswith("#/components/responses/")
        if not shared and not status.startswith(("1", "2", "3")):
            yield f"writes {status} out; refer to one of #/components/responses"


def _missing_examples(contract: Contract, operation: Operation) -> Iterator[str]:
    body = contract.resolve(operation.raw.get("requestBody", {}), f"{operation.where}/requestBody")
    holders = {"the body": body}
    for status, node, where in responses(contract, operation):
        if status.startswith("2"):
            holders[f"the {status}"] = node, where
    for what, (node, where) in holders.items():
        for media_type, content, place in media_types(node, where):
            if not media_type.startswith(PICTURE) and not [*examples(contract, content, place)]:
                yield f"has no example of {what}, {media_type}"


def _is_url(node: Mapping[str, Any]) -> bool:
    return bool(re.fullmatch(r"https://[\w.-]+/\S+", node.get("externalDocs", {}).get("url", "")))


# ── Components ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _component_problems(contract: Contract) -> Iterator[str]:
    components = contract.document.get("components", {})
    reached = _reached(contract)
    schemes = {name for each in operations(contract) for way in each.raw.get("security", ()) for name in way}
    for section, entries in components.items():
        for name in entries:
            where = f"#/components/{section}/{escaped(name)}"
            if section == "securitySchemes":
                if name not in schemes:
                    yield f"{where} is used by no operation"
                continue
            if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name):
                yield f"{where} has a name that is not in PascalCase"
            if where not in reached:
                yield f"{where} is used by no operation"


def _reached(contract: Contract) -> set[str]:
    """The components that operations refer to, or that those refer to in turn."""
    reached: set[str] = set()
    waiting: list[Any] = [{key: node for key, node in contract.document.items() if key != "components"}]
    while waiting:
        for _, node in nodes(waiting.pop()):
            mapping = node.get("discriminator", {}).get("mapping", {}).values()
            new = {reference for reference in (node.get("$ref"), *mapping) if reference} - reached
            reached |= new
            waiting += [contract.at(reference.removeprefix("#")) for reference in new if reference.startswith("#/")]
    return reached


def _repetitions(document: Mapping[str, Any]) -> Iterator[str]:
    """Objects written out twice, whether or not they have a name, and named schemas that are the same."""
    same = defaultdict(list)
    for where, node in nodes(document):
        named = bool(re.fullmatch(r"#/components/schemas/[^/]+", where))
        if ("properties" in node and node.get("type") == "object") or (named and OF_ITS_OWN & set(node)):
            same[json.dumps(_structure(node), sort_keys=True)].append(where)
    for places in same.values():
        if len(places) > 1:
            yield f"{' and '.join(places)} are the same thing; keep one, in #/components/schemas"


def _structure(schema: Any, names: bool = False) -> Any:
    """A schema without what is said for people, and without the order in which it is said."""
    if isinstance(schema, Mapping):
        return {
            key: sorted(map(json.dumps, value))
            if key in SETS and isinstance(value, list)
            else _structure(value, names=not names and key in NAMED)
            for key, value in schema.items()
            if names or key not in FOR_PEOPLE
        }
    return [_structure(each) for each in schema] if isinstance(schema, list) else schema


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
