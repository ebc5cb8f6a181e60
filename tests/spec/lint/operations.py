"""Rules for operations and tags: ids, summaries, descriptions, documentation links, errors and examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.oracle import Contract
from tests.spec.lint.errors import error_problems
from tests.spec.lint.generator import parameter_problems
from tests.spec.lint.walk import Operation, examples, media_types, operations, responses

# YAML cannot hold a picture as an example.
PICTURE = "image/"


def operation_id_problems(contract: Contract) -> Iterator[str]:
    for operation in operations(contract):
        id_ = operation.raw.get("operationId")
        if id_ is None:
            yield f"{operation.name} has no operationId"
        elif not re.fullmatch(r"[a-z][a-z0-9]*([A-Z][a-z0-9]+)*", id_):
            yield f"{operation.name}: the operationId {id_} is not in lowerCamelCase"


def tag_problems(contract: Contract) -> Iterator[str]:
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


def operation_problems(contract: Contract, operation: Operation) -> Iterator[str]:
    name, raw = operation.name, operation.raw
    tags = raw.get("tags", [])
    if len(tags) != 1:
        yield f"{name} has {len(tags)} tags; give it one"
    for unknown in set(tags) - {tag["name"] for tag in contract.document.get("tags", ())}:
        yield f"{name} has the tag {unknown}, which #/tags does not declare"
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
        yield f"{name} has no security; write [] if it needs no key"
    for parameter in operation.parameters.values():
        yield from (f"{name}: {problem}" for problem in parameter_problems(contract, parameter))
    yield from (f"{name} {problem}" for problem in error_problems(operation))
    if not any(status.startswith("2") for status in raw.get("responses", {})):
        yield f"{name} documents no 2xx status"
    yield from (f"{name} {problem}" for problem in _missing_examples(contract, operation))


def _missing_examples(contract: Contract, operation: Operation) -> Iterator[str]:
    body = contract.resolve(operation.raw.get("requestBody", {}), f"{operation.where}/requestBody")
    contents = {"the body": body}
    for status, node, where in responses(contract, operation):
        if status.startswith("2"):
            contents[f"the {status}"] = node, where
    for part, (node, where) in contents.items():
        for media_type, content, place in media_types(node, where):
            if not media_type.startswith(PICTURE) and not [*examples(contract, content, place)]:
                yield f"has no example of {part}, {media_type}"


def _is_url(node: Mapping[str, Any]) -> bool:
    return bool(re.fullmatch(r"https://[\w.-]+/\S+", node.get("externalDocs", {}).get("url", "")))
