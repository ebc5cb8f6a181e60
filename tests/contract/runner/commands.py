"""Shell commands that have the same effect when they are run again."""

from __future__ import annotations

import re

# The name of a created resource, of which a server may have only one (`tests/contract/model/examples.py`).
NAME = re.compile(r"(?<=Proof )[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BODY = re.compile(r"--data-binary (?P<quote>\$?')")


def with_new_names(curl: str) -> str:
    """The command that creates a resource, with a new name each time that it is run."""
    body = BODY.search(curl)
    if body is None:
        return curl
    number = f"""'"$RANDOM$RANDOM"{body["quote"]}"""
    return curl[: body.end()] + NAME.sub(lambda _: number, curl[body.end() :])
