"""Writes `docs/operations.md`: every method of the client, read off the package that was made.

The names that people type are decided by the templates, so the page is made from what the templates have written.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HEAD = """\
# Operations

<!-- Made by `make generate` from openapi.yaml and templates/; edit those, not this. -->

Every operation of the API as a method of the client. `AsyncPixxel` has the same ones, to be awaited. Only the arguments
that are needed are shown; an editor shows the others, with what they mean.
"""


def page(document: Mapping[str, Any], package: Path) -> str:
    """The page for `package`, in the order of the tags of the contract."""
    parts = [HEAD]
    for tag in document["tags"]:
        rows = [
            f"| `pixxel.{tag['name']}.{call}` | {result} | {summary} | `{request}` |"
            for call, result, summary, request in _methods(package / "api" / tag["name"] / "__init__.py")
        ]
        table = ["| call | gives | | request |", "| --- | --- | --- | --- |", *rows]
        parts.append("\n".join([f"## {tag['name']}", "", tag["description"], "", *table, ""]))
    return "\n".join(parts)


def _methods(module: Path) -> Iterator[tuple[str, str, str, str]]:
    """Each method of the facade of a tag: its call, what it gives, its summary and its request."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    facade = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    for method in facade.body:
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
            told = (ast.get_docstring(method) or "").splitlines()
            yield f"{method.name}({_needed(method.args)})", _result(method.returns), told[0].rstrip("."), told[-1]


def _needed(arguments: ast.arguments) -> str:
    path = [argument.arg for argument in arguments.args[1:]]
    named = [
        f"{a.arg}=…" for a, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if default is None
    ]
    return ", ".join([*path, *named])


def _result(annotation: ast.expr | None) -> str:
    written = "None" if annotation is None else ast.unparse(annotation)
    # In a table, a bar is a column.
    return "nothing" if written == "None" else f"`{written}`".replace("|", "or")
