"""Links can be followed: what they give is what their operation takes."""

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
    """What keeps a link from being followed after an answer like the examples."""
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
                found = [
                    *_argument_problems(link, target),
                    *_expression_problems(contract, operation, response, where, link),
                ] or _value_problems(contract, operation, response, where, link, target)
                yield from (f"{prefix} {problem}" for problem in found)


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
    given, taken = link.get("parameters", {}), {each["name"]: each for each in target.parameters.values()}
    name = target.raw["operationId"]
    yield from (f"gives {each}, which {name} does not take" for each in given if each not in taken)
    for each, parameter in taken.items():
        if parameter.get("required") and each not in given:
            yield f"does not give {each}, which {name} needs"
    if "requestBody" in link and "requestBody" not in target.raw:
        yield f"gives a requestBody, which {name} does not take"
    if "requestBody" not in link and target.raw.get("requestBody", {}).get("required"):
        yield f"gives no requestBody, which {name} needs"


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
            if (place, name) not in {(each["in"], each["name"]) for each in operation.parameters.values()}:
                yield f"says {expression}, which is no {place} parameter of the operation"
        elif side == "response" and place == "header":
            if name not in response.get("headers", {}):
                yield f"says {expression}, which is no header of the answer"
        elif place == "body" and not name:
            body = contract.resolve(operation.raw.get("requestBody", {}), f"{operation.where}/requestBody")
            of, said = ((response, where), "answer") if side == "response" else (body, "body")
            if not _has_schema(contract, *of, pointer or ""):
                yield f"says {expression}, which is in no schema of the {said}"
            elif not any(_has(value, pointer or "") for value in _values(contract, *of)):
                yield f"says {expression}, which is in no example of the {said}"
        elif expression not in {"$url", "$method", "$statusCode"}:
            yield f"says {expression}, which is no runtime expression"


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
    """What the link would send, after each example of the answer that holds all it points at."""
    schemas = {each["name"]: f"{pointer}/schema" for pointer, each in target.parameters.items() if "schema" in each}
    body, body_where = contract.resolve(target.raw.get("requestBody", {}), f"{target.where}/requestBody")
    found = []
    given = link.get("parameters", {})
    sent = [(name, pointer, given[name]) for name, pointer in schemas.items() if name in given]
    if "requestBody" in link:
        places = [place for _, _, place in media_types(body, body_where)]
        sent += [("requestBody", f"{place}/schema", link["requestBody"]) for place in places]
    for answer in _values(contract, response, where):
        for name, pointer, value in sent:
            for each in _evaluated(contract, value, operation, answer):
                misfits = contract.problems(pointer, each)
                found += [f"gives {name} a value that does not fit, {clipped(misfit)}" for misfit in misfits]
    # The same once, whatever the number of examples.
    yield from dict.fromkeys(found)


def _evaluated(contract: Contract, given: Any, operation: Operation, answer: Any) -> list[Any]:
    """The value of what a link gives, in a list; an empty one where the examples do not tell it."""
    if isinstance(given, Mapping):
        parts = {name: _evaluated(contract, each, operation, answer) for name, each in given.items()}
        return [{name: part[0] for name, part in parts.items()}] if all(parts.values()) else []
    if isinstance(given, list):
        items = [_evaluated(contract, each, operation, answer) for each in given]
        return [[item[0] for item in items]] if all(items) else []
    if not isinstance(given, str) or not list(_expressions(given)):
        return [given]
    if given.startswith("$response.body#") and _has(answer, pointer := given.removeprefix("$response.body#")):
        return [value_at(answer, pointer)]
    for pointer, parameter in operation.parameters.items():
        if given == f"$request.{parameter['in']}.{parameter['name']}":
            schema, place = contract.resolve(parameter.get("schema", {}), f"{pointer}/schema")
            return [
                value for _, value in [*examples(contract, parameter, pointer), *examples(contract, schema, place)]
            ][:1]
    return []
