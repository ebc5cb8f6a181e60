"""Where failing examples are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis.database import DirectoryBasedExampleDatabase, MultiplexedDatabase

from tests.contract.examples import database


def test_a_folder_is_shared_by_whoever_names_it(tmp_path: Path) -> None:
    database(f"directory:{tmp_path}").save(b"key", b"an example")

    assert list(database(f"directory:{tmp_path}").fetch(b"key")) == [b"an example"]
    assert isinstance(database(f"directory:{tmp_path}"), DirectoryBasedExampleDatabase)


def test_artifacts_of_github_stand_behind_a_folder_of_ones_own() -> None:
    assert isinstance(database("github:owner/repository"), MultiplexedDatabase)


@pytest.mark.parametrize("named", ["", "directory:", "github:owner", "s3:bucket", "a/folder"])
def test_what_names_no_database_is_said(named: str) -> None:
    with pytest.raises(pytest.UsageError, match="directory:PATH, github:OWNER/REPO or redis:URL"):
        database(named)
