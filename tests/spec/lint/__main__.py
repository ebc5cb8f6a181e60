"""`make lint-spec`: all that is checked about the contract as a document: `python -m tests.spec.lint [FILE]`."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.oracle import CONTRACT, METHODS, ROOT
from tests.spec.documents import Unusable, parse
from tests.spec.lint import redocly
from tests.spec.lint.readable import unreadable
from tests.spec.lint.rules import problems


def main(arguments: list[str]) -> int:
    """Print what is wrong; 1 if anything is, 2 if the file is no contract or the linter is not there."""
    path = Path(arguments[0]) if arguments else CONTRACT
    name = str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
    try:
        document = _read(path, name)
        # Redocly would follow a reference that leads out of the document, even over the network.
        found = unreadable(document) or [*problems(document), *redocly.problems(path)]
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
