"""Where failing random data is kept, so that shards and later runs try it first: Hypothesis' databases."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

import pytest
from hypothesis.database import (
    DirectoryBasedExampleDatabase,
    ExampleDatabase,
    GitHubArtifactDatabase,
    MultiplexedDatabase,
    ReadOnlyDatabase,
)

VARIABLE = "PIXXEL_EXAMPLES"
LOCAL = Path(".hypothesis/examples")
FORMS = "directory:PATH, github:OWNER/REPO or redis:URL"


def open_store(setting: str) -> ExampleDatabase:
    """The database for `directory:PATH`, `github:OWNER/REPO` or `redis:URL`.

    Raises pytest.UsageError for anything else.
    """
    kind, _, location = setting.partition(":")
    match kind, location.split("/"):
        case "directory", [*_] if location:
            return DirectoryBasedExampleDatabase(location)
        case "github", [str(owner), str(repository)] if owner and repository:
            shared = ReadOnlyDatabase(GitHubArtifactDatabase(owner, repository))
            return MultiplexedDatabase(DirectoryBasedExampleDatabase(LOCAL), shared)
        case "redis", [*_] if location:
            return _redis(location)
    raise pytest.UsageError(f"{VARIABLE} is {setting!r}; it must be one of {FORMS}")


def _redis(url: str) -> ExampleDatabase:
    try:
        # Imported by name, because it is optional.
        client = import_module("redis").Redis.from_url(url)
    except ImportError as error:
        raise pytest.UsageError(f"{VARIABLE} names a Redis server, which needs: pip install redis") from error
    return cast("ExampleDatabase", import_module("hypothesis.extra.redis").RedisExampleDatabase(client))
