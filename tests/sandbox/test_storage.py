"""Storage: documents in memory and in a file."""

import gc
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pixxel_sandbox import create_app
from pixxel_sandbox.core.storage import Documents, StoreError
from tests.sandbox.support import INDEX, InProcess


def test_a_reopened_file_keeps_its_documents(tmp_path: Path, start: Callable[..., InProcess]) -> None:
    file = str(tmp_path / "state.db")
    first = start(db=file)
    first.json("POST", "/v0/indices", json=INDEX)
    state = first.state()
    first.app.state.store.close()
    assert start(db=file).state() == state


def test_an_open_file_is_refused(tmp_path: Path, start: Callable[..., InProcess]) -> None:
    file = str(tmp_path / "state.db")
    start(db=file)
    with pytest.raises(StoreError, match="in use"):
        create_app(db=file)


def test_a_garbage_collected_app_closes_its_file(tmp_path: Path) -> None:
    file = str(tmp_path / "state.db")
    create_app(db=file)
    gc.collect()
    create_app(db=file).state.store.close()


def test_a_file_of_another_version_is_refused_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "state.db"
    create_app(db=str(file)).state.store.close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="format 99"):
        create_app(db=str(file))
    assert file.read_bytes() == before


def test_a_database_of_another_program_is_refused_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "state.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE invoices (id INTEGER)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        create_app(db=str(file))
    assert file.read_bytes() == before


def test_a_file_that_is_not_a_database_is_refused_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but longer than the header of one " * 50)
    before = file.read_bytes()
    with pytest.raises(StoreError, match="not a valid SQLite database"):
        create_app(db=str(file))
    assert file.read_bytes() == before


def test_an_empty_file_becomes_a_database(tmp_path: Path, start: Callable[..., InProcess]) -> None:
    file = tmp_path / "state.db"
    file.touch()
    assert start(db=str(file)).state()


def test_a_document_is_removed_from_its_workspace_only(sandbox: InProcess) -> None:
    first, second = (Documents(sandbox.app.state.store, name) for name in ("one", "two"))
    for documents in (first, second):
        documents.add("note", {"id": "1", "created_at": "2026"})
    first.remove("note", "1")
    first.remove("note", "2")
    assert first.get("note", "1") is None
    assert first.page("note") == ([], 0)
    assert second.page("note")[1] == 1


def test_a_document_without_a_field_matches_no_condition_on_it(sandbox: InProcess) -> None:
    documents = Documents(sandbox.app.state.store, "one")
    documents.add("note", {"id": "1", "created_at": "2026"})
    documents.add("note", {"id": "2", "created_at": "2026", "colour": None})
    documents.add("note", {"id": "3", "created_at": "2026", "colour": "red"})
    for condition, expected in ((["red"], ["3"]), ("re", ["3"]), (["blue"], []), (None, ["3", "2", "1"])):
        assert [document["id"] for document in documents.page("note", where={"colour": condition})[0]] == expected


def test_the_total_counts_all_documents_for_any_page(sandbox: InProcess) -> None:
    documents = Documents(sandbox.app.state.store, "another workspace")
    assert documents.page("note") == ([], 0)
    for number in range(4):
        documents.add("note", {"id": str(number), "created_at": "2026", "even": str(number % 2 == 0)})
    for offset in range(7):
        for limit in range(7):
            found, total = documents.page("note", offset=offset, limit=limit)
            assert ([document["id"] for document in found], total) == (["3", "2", "1", "0"][offset : offset + limit], 4)
            assert documents.page("note", where={"even": ["True"]}, offset=offset, limit=limit)[1] == 2
