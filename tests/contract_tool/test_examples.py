"""The stores for failing examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis.database import DirectoryBasedExampleDatabase, MultiplexedDatabase

from tests.contract.runner.example_store import open_store


def test_folder_is_shared_between_stores(tmp_path: Path) -> None:
    open_store(f"directory:{tmp_path}").save(b"key", b"an example")

    assert list(open_store(f"directory:{tmp_path}").fetch(b"key")) == [b"an example"]
    assert isinstance(open_store(f"directory:{tmp_path}"), DirectoryBasedExampleDatabase)


def test_github_artifacts_are_read_after_a_local_folder() -> None:
    assert isinstance(open_store("github:owner/repository"), MultiplexedDatabase)


@pytest.mark.parametrize("setting", ["", "directory:", "github:owner", "s3:bucket", "a/folder"])
def test_invalid_store_is_a_usage_error(setting: str) -> None:
    with pytest.raises(pytest.UsageError, match="directory:PATH, github:OWNER/REPO or redis:URL"):
        open_store(setting)
