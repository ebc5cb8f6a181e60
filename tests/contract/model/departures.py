"""How an answer departs from the contract: from its schema and from the rules beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import yaml

from tests import json_pointer
from tests.contract.model.answer_rules import (
    body_format_departures,
    header_departures,
    strict_json,
    value_departures,
)
from tests.contract.model.operations import CONTRACT
from tests.contract.model.schema_departures import joined, schema_departures, shown
from tests.oracle import CONTRACT as CONTRACT_FILE
from tests.oracle import JSON, Departure, Operation

__all__ = ["Departure", "departures", "is_undocumented_or_failure", "line_of", "server_failure"]


def departures(
    operation: Operation, call_path: Mapping[str, Any], status: int, headers: Mapping[str, str], content: bytes
) -> list[Departure]:
    """All departures of an answer; `call_path` has the path parameters of the request."""
    lowered = {name.lower(): value for name, value in headers.items()}
    # Other headers, such as Date, are new in every answer.
    validated = tuple((name, lowered[name]) for name in _validated_headers(operation.id, status) if name in lowered)
    return [*_departures(operation.id, tuple(call_path.items()), status, validated, content)]


def server_failure(status: int, content: bytes) -> Departure:
    """The departure of an answer with a status of 500 or more. What else departs in it comes of the failure."""
    rule = "a request is answered without a failure of the server"
    return Departure("", rule, f"{status} {content[:300].decode(errors='replace')}".rstrip())


def is_undocumented_or_failure(operation: Operation, status: int) -> bool:
    """Whether a status is a departure by itself, whatever the request was."""
    return status >= 500 or operation.documents(status) is None


@cache
def _validated_headers(operation_id: str, status: int) -> list[str]:
    """The headers that rules speak of, in lower case."""
    operation = CONTRACT.operations[operation_id]
    response, _ = CONTRACT.resolve(operation.raw["responses"].get(operation.documents(status), {}), "")
    return ["content-type", "content-length", "content-encoding", *map(str.lower, response.get("headers", {}))]


@lru_cache(2000)
def _departures(
    operation_id: str,
    call_path: tuple[tuple[str, Any], ...],
    status: int,
    headers: tuple[tuple[str, str], ...],
    content: bytes,
) -> tuple[Departure, ...]:
    """Cached, because the same lists are read many times."""
    operation, header_values = CONTRACT.operations[operation_id], dict(headers)
    found = [
        *header_departures(operation, status, header_values),
        *body_format_departures(header_values, content),
        *_content_departures(operation, dict(call_path), status, header_values, content),
    ]
    return tuple(found)


def _content_departures(
    operation: Operation, call_path: Mapping[str, Any], status: int, headers: Mapping[str, str], content: bytes
) -> Iterator[Departure]:
    responses = json_pointer.join("/paths", operation.path, operation.method.lower(), "responses")
    documented = operation.documents(status)
    if documented is None:
        rule = f"status {joined(operation.answers)}"
        yield Departure("", rule, f"must have the status {joined(operation.answers)}, has {status}", responses)
        return
    wanted = operation.answers[documented]
    source = json_pointer.join(responses, documented)
    if not wanted:
        if content:
            yield Departure("", "no body", f"must have no body, has {len(content)} bytes", source)
        return
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in wanted:
        message = f"must be {joined(wanted)}, is {shown(media_type) if media_type else 'missing'}"
        yield Departure("header Content-Type", f"media type {joined(wanted)}", message, source)
        return
    if media_type == JSON:
        yield from _json_departures(operation, wanted[JSON], call_path, status, content)
    elif not content:
        yield Departure("", "a body", f"must have a body of {media_type}, is empty", source)


def _json_departures(
    operation: Operation, root: str, call_path: Mapping[str, Any], status: int, content: bytes
) -> Iterator[Departure]:
    try:
        value, found = strict_json(content)
    except ValueError as error:
        text = content[:200].decode(errors="replace")
        yield Departure("", "the body is JSON", f"must be JSON, is {shown(text)} ({error})"[:200], root)
        return
    yield from found
    try:
        by_schema = [*schema_departures(root, value)]
    except ValueError as error:
        # No JSON Schema validator reads a lone surrogate, or hundreds of levels.
        yield Departure("", "the body is JSON for every reader", f"cannot be validated: {error}"[:200], root)
        return
    yield from by_schema
    # A value of the wrong type breaks other rules too.
    known = {found.pointer for found in by_schema if not found.rule.startswith("required")}
    yield from (
        found for found in value_departures(operation, root, call_path, status, value) if found.pointer not in known
    )


def line_of(source: str) -> int:
    """The line in `openapi.yaml` of a JSON pointer, or of the closest parent that the file has."""
    node, line = _yaml_document(), 1
    for key in json_pointer.split(source):
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == key), None)
        elif isinstance(node, yaml.SequenceNode) and key.isdigit() and int(key) < len(node.value):
            found = (node.value[int(key)],) * 2
        else:
            found = None
        if found is None:
            return line
        line, node = found[0].start_mark.line + 1, found[1]
    return line


@cache
def _yaml_document() -> yaml.Node | None:
    """The contract with the position of each value. Only reports need it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.compose(CONTRACT_FILE.read_text(encoding="utf-8"), Loader=loader)
