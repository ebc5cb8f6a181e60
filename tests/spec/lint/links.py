"""The rules for links: they can be followed, and each list is linked to the GET of one item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from tests import json_pointer
from tests.json_pointer import value_at
from tests.oracle import Contract
from tests.spec.lint.text import clipped
from tests.spec.lint.walk import Operation, examples, inside, media_types, operations, responses


def link_problems(contract: Contract) -> Iterator[str]:
    """Why a link cannot be followed after an answer like the examples."""
    by_id = {operation.raw["operationId"]: operation for operation in operations(contract)}
    for operation in by_id.values():
        for status, response, where in responses(contract, operation):
            for name, entry in response.get("links", {}).items():
                link, _ = contract.resolve(entry, "")
                prefix = f"{operation.name}: the link {name} of {status}"
                target = by_id.get(link.get("operationId", ""))
                if target is None:
                    yield f"{prefix} leads to {link.get('operationId', 'no operationId')}, which is no operation"
                    continue
                sentences = [
                    *_argument_problems(link, target),
                    *_expression_problems(contract, operation, response, where, link),
                ] or _value_problems(contract, operation, response, where, link, target)
                yield from (f"{prefix} {problem}" for problem in sentences)


def missing_links(contract: Contract) -> Iterator[str]:
    """Lists without a link to the GET that reads one of their items.

    tests/contract follows these links to compare what is listed with what is read: without the link, it compares
    nothing and says nothing.
    """
    targets = [
        operation
        for operation in operations(contract)
        if operation.name.startswith("GET ") and operation.name.endswith("}")
    ]
    for source in operations(contract):
        linked = {
            contract.resolve(entry, "")[0].get("operationId")
            for status, response, _ in responses(contract, source)
            if status.startswith("2")
            for entry in response.get("links", {}).values()
        }
        for target in targets:
            id_ = target.raw["operationId"]
            if _lists(source, target) and id_ not in linked:
                yield (
                    f"{target.name} is not linked from its list, {source.name}: "
                    f"add a link to {id_} to the success of {source.raw['operationId']}"
                )


def _lists(source: Operation, target: Operation) -> bool:
    """Whether `source` lists what `target` reads by id, as GET /things or listThings does for getThing."""
    (method, path), (_, item_path) = source.name.split(), target.name.split()
    # /v0/aois and /v0/aoi/{aoi_id}: a path may have the plural or the singular.
    collection = item_path.rpartition("/")[0].removesuffix("s")
    if method == "GET" and path.removesuffix("s") == collection:
        return True
    if method == "POST" and path.endswith("/search") and path.removesuffix("/search").removesuffix("s") == collection:
        return True
    noun = target.raw["operationId"].removeprefix("get")
    return source.raw["operationId"] in {f"{verb}{noun}{ending}" for verb in ("list", "search") for ending in ("", "s")}


def _argument_problems(link: Mapping[str, Any], target: Operation) -> Iterator[str]:
    passed = link.get("parameters", {})
    parameters = {parameter["name"]: parameter for parameter in target.parameters.values()}
    id_ = target.raw["operationId"]
    yield from (f"passes {name}, which {id_} does not take" for name in passed if name not in parameters)
    for name, parameter in parameters.items():
        if parameter.get("required") and name not in passed:
            yield f"does not pass {name}, which {id_} requires"
    if "requestBody" in link and "requestBody" not in target.raw:
        yield f"passes a requestBody, which {id_} does not take"
    if "requestBody" not in link and target.raw.get("requestBody", {}).get("required"):
        yield f"passes no requestBody, which {id_} requires"


def _expressions(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from chain.from_iterable(map(_expressions, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_expressions, value))
    elif isinstance(value, str):
        yield from [value] if value.startswith("$") else re.findall(r"\{(\$[^}]*)\}", value)


def _expression_problems(
    contract: Contract, operation: Operation, response: Mapping[str, Any], where: str, link: Mapping[str, Any]
) -> Iterator[str]:
    for expression in _expressions([link.get("parameters", {}), link.get("requestBody")]):
        match = re.fullmatch(r"\$(request|response)\.(path|query|header|body)(?:\.([^#/]+)|#(/.*)|)", expression)
        side, place, name, pointer = match.groups() if match else ("", "", None, None)
        if side == "request" and place != "body":
            if (place, name) not in {(node["in"], node["name"]) for node in operation.parameters.values()}:
                yield f"uses {expression}, which is no {place} parameter of the operation"
        elif side == "response" and place == "header":
            if name not in response.get("headers", {}):
                yield f"uses {expression}, which is no header of the answer"
        elif place == "body" and not name:
            body = contract.resolve(operation.raw.get("requestBody", {}), f"{operation.where}/requestBody")
            source, kind = ((response, where), "answer") if side == "response" else (body, "body")
            if not _has_schema(contract, *source, pointer or ""):
                yield f"uses {expression}, which is in no schema of the {kind}"
            elif not any(_has(value, pointer or "") for value in _values(contract, *source)):
                yield f"uses {expression}, which is in no example of the {kind}"
        elif expression not in {"$url", "$method", "$statusCode"}:
            yield f"uses {expression}, which is no runtime expression"


def _has_schema(contract: Contract, node: Mapping[str, Any], where: str, pointer: str) -> bool:
    for _, media_type, place in media_types(node, where):
        schemas: list[Any] | None = [{"$ref": f"{place}/schema"}] if "schema" in media_type else [{}]
        for key in json_pointer.split(pointer):
            schemas = None if schemas is None else inside(contract, schemas, key)
        if schemas is not None:
            return True
    return False


def _values(contract: Contract, node: Mapping[str, Any], where: str) -> Iterator[Any]:
    for _, media_type, place in media_types(node, where):
        yield from (value for _, value in examples(contract, media_type, place))


def _has(value: Any, pointer: str) -> bool:
    try:
        value_at(value, pointer)
    except (LookupError, TypeError, ValueError):
        return False
    return True


def _value_problems(
    contract: Contract,
    operation: Operation,
    response: Mapping[str, Any],
    where: str,
    link: Mapping[str, Any],
    target: Operation,
) -> Iterator[str]:
    """Whether the values that the link passes fit, after each example of the answer that has them."""
    schemas = {node["name"]: f"{pointer}/schema" for pointer, node in target.parameters.items() if "schema" in node}
    body, body_where = contract.resolve(target.raw.get("requestBody", {}), f"{target.where}/requestBody")
    sentences = []
    parameters = link.get("parameters", {})
    passed = [(name, pointer, parameters[name]) for name, pointer in schemas.items() if name in parameters]
    if "requestBody" in link:
        places = [place for _, _, place in media_types(body, body_where)]
        passed += [("requestBody", f"{place}/schema", link["requestBody"]) for place in places]
    for answer in _values(contract, response, where):
        for name, pointer, expression in passed:
            for value in _evaluated(contract, expression, operation, answer):
                problems = contract.problems(pointer, value)
                sentences += [f"passes a value that does not fit {name}, {clipped(problem)}" for problem in problems]
    # Each problem once, whatever the number of examples.
    yield from dict.fromkeys(sentences)


def _evaluated(contract: Contract, expression: Any, operation: Operation, answer: Any) -> list[Any]:
    """The value that a link passes, in a list; an empty list if the examples do not determine it."""
    if isinstance(expression, Mapping):
        parts = {name: _evaluated(contract, part, operation, answer) for name, part in expression.items()}
        return [{name: part[0] for name, part in parts.items()}] if all(parts.values()) else []
    if isinstance(expression, list):
        items = [_evaluated(contract, item, operation, answer) for item in expression]
        return [[item[0] for item in items]] if all(items) else []
    if not isinstance(expression, str) or not list(_expressions(expression)):
        return [expression]
    pointer = expression.removeprefix("$response.body#")
    if pointer != expression and _has(answer, pointer):
        return [value_at(answer, pointer)]
    for pointer, parameter in operation.parameters.items():
        if expression == f"$request.{parameter['in']}.{parameter['name']}":
            schema, place = contract.resolve(parameter.get("schema", {}), f"{pointer}/schema")
            written = [*examples(contract, parameter, pointer), *examples(contract, schema, place)]
            return [value for _, value in written][:1]
    return []
