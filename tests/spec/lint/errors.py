"""The rule for errors: which shared errors an operation has. `x-errors` of an operation names others, with a reason.

In OpenAPI, each operation has to refer to each of its errors: there is no way to state the common ones once.
`python -m tests.spec.lint --fix` writes the references that are missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from tests.oracle import Contract
from tests.spec.documents import compose, parse
from tests.spec.lint.walk import Operation, operations

SHARED = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "NotFound",
    "409": "Conflict",
    "413": "ContentTooLarge",
    "429": "TooManyRequests",
    "5XX": "ServerError",
}
COMMAND = "python -m tests.spec.lint --fix"


def error_problems(operation: Operation) -> Iterator[str]:
    """Where the documented errors of an operation differ from the rule and from its x-errors."""
    by_rule, extra = statuses_by_rule(operation), extra_errors(operation)
    if not isinstance(operation.raw.get("x-errors", {}), Mapping):
        yield "has x-errors that are no map from a status to a reason"
    responses = operation.raw.get("responses", {})
    for status, reason in extra.items():
        if status not in SHARED:
            yield f"has {status} in x-errors, which is no status of a shared error"
        elif status in by_rule:
            yield f"has {status} in x-errors, but answers with it anyway; take it out"
        elif not isinstance(reason, str) or not reason.strip():
            yield f"has {status} in x-errors without a reason; say why, or where it is documented"
    for status in sorted(by_rule | extra.keys() & SHARED.keys()):
        if status not in responses:
            yield f"does not document {status}; {COMMAND} adds it"
    for status, response in responses.items():
        if status.startswith(("1", "2", "3")):
            continue
        reference = response.get("$ref", "")
        if not reference.startswith("#/components/responses/"):
            yield f"describes {status} itself; refer to one of #/components/responses"
        elif status not in by_rule | extra.keys():
            yield f"documents {status}, which no rule gives it; take it out, or say in x-errors why it is there"
        elif status in SHARED and not reference.endswith(f"/{SHARED[status]}"):
            yield f"refers to {reference} for {status}; refer to #/components/responses/{SHARED[status]}"


def statuses_by_rule(operation: Operation) -> set[str]:
    places = {parameter["in"] for parameter in operation.parameters.values()}
    has_body = "requestBody" in operation.raw
    needs_key = operation.raw.get("security") != []
    rule = {
        "400": bool(places) or has_body,
        "401": needs_key,
        "403": needs_key,
        "404": "path" in places,
        "413": has_body,
        "429": True,
        "5XX": True,
    }
    return {status for status, applies in rule.items() if applies}


def extra_errors(operation: Operation) -> Mapping[str, Any]:
    """The errors of `x-errors`, with the reasons."""
    extra = operation.raw.get("x-errors")
    return extra if isinstance(extra, Mapping) else {}


def with_missing_errors(text: str) -> str:
    """The text of a contract with the references that its operations lack. Nothing else of it changes."""
    contract = Contract(parse(text.encode(), "the contract"))
    root = compose(text)
    lines = text.split("\n")
    missing: list[tuple[int, str, str]] = []
    for operation in operations(contract):
        method, path = operation.name.split()
        responses = _child(root, "paths", path, method.lower(), "responses")
        if responses is None or responses.flow_style or not responses.value:
            continue
        written = {key.value: key.start_mark for key, _ in responses.value}
        needed = statuses_by_rule(operation) | extra_errors(operation).keys() & SHARED.keys()
        for status in sorted(needed - written.keys()):
            # Before the next higher status and its comment, or at the end.
            higher = [mark.line for other, mark in written.items() if other > status]
            line = _above(lines, min(higher)) if higher else _end(lines, responses.value[-1][1])
            key = status if status == "5XX" else f'"{status}"'
            indent = " " * next(iter(written.values())).column
            missing.append((line, status, f'{indent}{key}: {{$ref: "#/components/responses/{SHARED[status]}"}}'))
    # From the end, so that the lines before keep their numbers; at one line, the highest status first.
    for line, _, entry in sorted(missing, reverse=True):
        lines.insert(line, entry)
    return "\n".join(lines)


def _child(node: Any, *keys: str) -> Any:
    for key in keys:
        node = next((value for name, value in node.value if name.value == key), None)
        if not isinstance(node, yaml.MappingNode):
            return None
    return node


def _above(lines: list[str], line: int) -> int:
    """The first line of the comment above a line, or the line itself."""
    while re.match(r"\s*#", lines[line - 1]):
        line -= 1
    return line


def _end(lines: list[str], node: yaml.Node) -> int:
    """The line after a value."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return node.end_mark.line + 1
    line = node.end_mark.line
    # PyYAML ends a block where the next one begins. Blank lines and comments between them do not belong to it.
    while re.match(r"\s*(#|$)", lines[line - 1]):
        line -= 1
    return line
