"""`make lint-spec`: all checks of the contract as a document. `python -m tests.spec.lint [--fix] [FILE]`

Prints a line for each problem. With --fix, it first writes the references to shared errors that operations lack.
Exits with 0 if there is no problem, 1 if there is one, and 2 if the file is no contract or Redocly is not installed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.oracle import CONTRACT, METHODS, ROOT
from tests.spec.documents import Unusable, parse
from tests.spec.lint import redocly
from tests.spec.lint.errors import with_missing_errors
from tests.spec.lint.readable import unreadable
from tests.spec.lint.rules import problems

# As other programs read YAML. In C where PyYAML is built with it.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.spec.lint", description="Check a contract as a document.")
    parser.add_argument("file", nargs="?", default=CONTRACT, type=Path, help="the contract; without it, openapi.yaml")
    parser.add_argument("--fix", action="store_true", help="write the references to shared errors that are missing")
    arguments = parser.parse_args(argv)
    path = arguments.file
    name = str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
    failure = None
    try:
        document = _read(path, name)
        # Redocly follows a reference that leads out of the document, even over the network: not before this is clean.
        sentences = unreadable(document)
        if arguments.fix and not sentences:
            path.write_text(with_missing_errors(path.read_text(encoding="utf-8")), encoding="utf-8")
            document = _read(path, name)
    except Unusable as error:
        print(error, file=sys.stderr)  # noqa: T201  a command prints
        return 2
    if not sentences:
        sentences = problems(document)
        try:
            sentences += redocly.problems(path)
        except Unusable as error:
            failure = error
    items = [item for item in document["paths"].values() if isinstance(item, Mapping)]
    operations = sum(method in item for item in items for method in METHODS)
    summary = "no problems" if not sentences else "1 problem" if len(sentences) == 1 else f"{len(sentences)} problems"
    summary += " without Redocly" if failure else ""
    print(*sentences, f"{name}: {operations} operations, {summary}", sep="\n")  # noqa: T201
    if failure:
        print(failure, file=sys.stderr)  # noqa: T201
        return 2
    return 1 if sentences else 0


def _read(path: Path, name: str) -> Mapping[str, Any]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{name} cannot be read: {error.strerror}. Name an OpenAPI file.") from None
    # This refuses, for example, a repeated key. But it reads dates as text, which other programs do not.
    document = parse(content, name)
    version = document.get("openapi") if isinstance(document, Mapping) else None
    if not re.fullmatch(r"3\.1\.\d+", str(version)):
        raise Unusable(f"{name} is no OpenAPI 3.1 document: at its top, `openapi` is {version}. Name one that is.")
    if not isinstance(document.get("paths"), Mapping):
        raise Unusable(f"{name} has no `paths`. Name a document that describes operations.")
    try:
        read: Mapping[str, Any] = yaml.load(content, Loader)  # noqa: S506  a safe loader
    except ValueError as error:
        raise Unusable(f"{name} has a value that YAML reads as a date, but it is none: {error}. Quote it.") from None
    return read


if __name__ == "__main__":
    sys.exit(main())
