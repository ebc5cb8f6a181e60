"""Where failing examples are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis.database import DirectoryBasedExampleDatabase, MultiplexedDatabase

from tests.contract.runner.example_store import open_store


def test_a_folder_is_shared_by_whoever_names_it(tmp_path: Path) -> None:
    open_store(f"directory:{tmp_path}").save(b"key", b"an example")

    assert list(open_store(f"directory:{tmp_path}").fetch(b"key")) == [b"an example"]
    assert isinstance(open_store(f"directory:{tmp_path}"), DirectoryBasedExampleDatabase)


def test_artifacts_of_github_stand_behind_a_folder_of_ones_own() -> None:
    assert isinstance(open_store("github:owner/repository"), MultiplexedDatabase)


@pytest.mark.parametrize("named", ["", "directory:", "github:owner", "s3:bucket", "a/folder"])
def test_what_names_no_database_is_said(named: str) -> None:
    with pytest.raises(pytest.UsageError, match="directory:PATH, github:OWNER/REPO or redis:URL"):
        open_store(named)
