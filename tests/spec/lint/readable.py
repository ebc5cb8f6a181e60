"""The conditions of all rules: the document is JSON, its references have targets, and it is valid OpenAPI 3.1."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator

from tests import json_pointer
from tests.oracle import Contract
from tests.spec.lint.text import clipped
from tests.spec.lint.walk import nodes


def unreadable(document: Mapping[str, Any]) -> list[str]:
    """What keeps other programs from reading the document, such as a date or a lost reference."""
    return [*_unlike_json(document, "#")] or [*_lost_references(document)]


def _unlike_json(node: Any, where: str) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, child in node.items():
            if not isinstance(key, str):
                yield f"{where} has the key {key}, which YAML reads as {_kind(key)}; quote it"
            yield from _unlike_json(child, json_pointer.join(where, key))
    elif isinstance(node, list):
        for position, child in enumerate(node):
            yield from _unlike_json(child, f"{where}/{position}")
    elif not isinstance(node, str | int | float | None) or (isinstance(node, float) and not isfinite(node)):
        yield f"{where} is {node}, which YAML reads as {_kind(node)}; quote it"


def _kind(value: Any) -> str:
    return "a date" if isinstance(value, date) else f"a {type(value).__name__}"


def _lost_references(document: Mapping[str, Any]) -> Iterator[str]:
    for where, node in nodes(document):
        followed: list[str] = []
        while isinstance(node, Mapping) and isinstance(reference := node.get("$ref"), str):
            problem = None
            if not reference.startswith("#/components/"):
                problem = "leads out of #/components"
            elif reference in followed:
                problem = "leads back to itself"
            else:
                followed.append(reference)
                try:
                    node = Contract(document).at(reference.removeprefix("#"))  # noqa: PLW2901  the next of a chain
                except (LookupError, TypeError, ValueError):
                    problem = "leads nowhere"
            if problem:
                yield f"{where}: the reference {(followed or [reference])[0]} {problem}"
                break
        else:
            if not isinstance(node, Mapping | bool):
                yield f"{where}: the reference {followed[0]} leads to no object"


def invalid_places(document: Mapping[str, Any]) -> list[str]:
    """Where the document is not valid OpenAPI 3.1."""
    sentences = []
    for error in OpenAPIV31SpecValidator(copy.deepcopy(dict(document))).iter_errors():
        where = json_pointer.join("#", *error.absolute_path)
        sentences.append(f"{where} is not valid OpenAPI 3.1: {clipped(error.message.splitlines()[0])}")
    return sentences
