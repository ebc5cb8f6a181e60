"""Writes `docs/operations.md`: every method of the client, as it is in the generated package.

The templates decide the names of methods and arguments, so the page is made from their output.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HEAD = """\
# Operations

<!-- Made by `make generate` from openapi.yaml and templates/; edit those, not this. -->

Every operation of the API is a method of the client. `AsyncPixxel` has the same methods; await them. The table shows
required arguments only. An editor shows the others, with their descriptions.
"""


def page(document: Mapping[str, Any], package: Path) -> str:
    """The page for `package`, in the order of the tags of the contract."""
    parts = [HEAD]
    for tag in document["tags"]:
        rows = [
            f"| `pixxel.{tag['name']}.{call}` | {result} | {summary} | `{request}` |"
            for call, result, summary, request in _methods(package / "api" / tag["name"] / "__init__.py")
        ]
        table = ["| call | result | summary | request |", "| --- | --- | --- | --- |", *rows]
        parts.append("\n".join([f"## {tag['name']}", "", tag["description"], "", *table, ""]))
    return "\n".join(parts)


def _methods(module: Path) -> Iterator[tuple[str, str, str, str]]:
    """Each method of the facade of a tag: its call, its result, its summary and its request."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    facade = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    for method in facade.body:
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
            lines = (ast.get_docstring(method) or "").splitlines()
            yield f"{method.name}({_required(method.args)})", _result(method.returns), lines[0].rstrip("."), lines[-1]


def _required(arguments: ast.arguments) -> str:
    path = [argument.arg for argument in arguments.args[1:]]
    named = [
        f"{a.arg}=…" for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is None
    ]
    return ", ".join([*path, *named])


def _result(annotation: ast.expr | None) -> str:
    written = "None" if annotation is None else ast.unparse(annotation)
    # In a table, a bar starts a column.
    return "nothing" if written == "None" else f"`{written}`".replace("|", "or")
