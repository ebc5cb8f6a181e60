"""Where random data that has failed is kept, so that shards and later runs try it first: Hypothesis' own databases."""

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


def open_store(named: str) -> ExampleDatabase:
    """The database that `named` is the name of: `directory:PATH`, `github:OWNER/REPO` or `redis:URL`.

    Raises pytest.UsageError for anything else.
    """
    kind, _, where = named.partition(":")
    match kind, where.split("/"):
        case "directory", [*_] if where:
            return DirectoryBasedExampleDatabase(where)
        case "github", [str(owner), str(repository)] if owner and repository:
            shared = ReadOnlyDatabase(GitHubArtifactDatabase(owner, repository))
            return MultiplexedDatabase(DirectoryBasedExampleDatabase(LOCAL), shared)
        case "redis", [*_] if where:
            return _redis(where)
    raise pytest.UsageError(f"{VARIABLE} is {named!r}, where one of these is wanted: {FORMS}")


def _redis(url: str) -> ExampleDatabase:
    try:
        # By its name: it need not be there.
        client = import_module("redis").Redis.from_url(url)
    except ImportError as error:
        raise pytest.UsageError(f"{VARIABLE} names a Redis, which needs: pip install redis") from error
    return cast("ExampleDatabase", import_module("hypothesis.extra.redis").RedisExampleDatabase(client))
