"""State in a file, and the clock."""

import gc
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pixxel_sandbox import Clock, ManualClock, create_app
from pixxel_sandbox.core.clock import later, moment, timestamp, timestamp_s, timestamp_t, timestamp_z
from pixxel_sandbox.core.storage import Documents, StoreError
from tests.sandbox.support import INDEX, InProcess


def test_a_file_opened_again_holds_what_was_there_and_no_second_seed(
    tmp_path: Path, start: Callable[..., InProcess]
) -> None:
    file = str(tmp_path / "state.db")
    first = start(db=file)
    first.json("POST", "/v0/indices", json=INDEX)
    state = first.state()
    first.app.state.store.close()
    assert start(db=file).state() == state


def test_a_file_that_is_open_is_refused(tmp_path: Path, start: Callable[..., InProcess]) -> None:
    file = str(tmp_path / "state.db")
    start(db=file)
    with pytest.raises(StoreError, match="in use"):
        create_app(db=file)


def test_a_forgotten_application_gives_its_file_free(tmp_path: Path) -> None:
    file = str(tmp_path / "state.db")
    create_app(db=file)
    gc.collect()
    create_app(db=file).state.store.close()


def test_a_file_of_another_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "state.db"
    create_app(db=str(file)).state.store.close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="format 99"):
        create_app(db=str(file))
    assert file.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "state.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE invoices (id INTEGER)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        create_app(db=str(file))
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but longer than the header of one " * 50)
    before = file.read_bytes()
    with pytest.raises(StoreError, match="not a valid SQLite database"):
        create_app(db=str(file))
    assert file.read_bytes() == before


def test_an_empty_file_is_a_new_one(tmp_path: Path, start: Callable[..., InProcess]) -> None:
    file = tmp_path / "state.db"
    file.touch()
    assert start(db=str(file)).state()


def test_a_step_of_the_clock_is_a_time_of_its_own_length() -> None:
    clock = Clock(seconds_per_step=60)
    assert clock.steps_since(clock.now() - timedelta(seconds=119)) == 1
    assert clock.steps_since(clock.now() + timedelta(days=1)) == 0


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e300, 1e-9])
def test_a_clock_needs_a_length_of_step(seconds: float) -> None:
    with pytest.raises(ValueError, match=r"step|nan|NaN"):
        Clock(seconds)


def test_a_manual_clock_stands_until_it_is_turned() -> None:
    clock = ManualClock()
    began = clock.now()
    assert clock.steps_since(began) == 0
    clock.advance(3)
    assert clock.steps_since(began) == 3


def test_two_changes_at_one_moment_have_two_times() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert later(timestamp(now), now) == "2026-01-01 00:00:00.000001+00:00"
    assert later("2025-01-01 00:00:00.000000+00:00", now) == timestamp(now)


@pytest.mark.parametrize(
    ("write", "text"),
    [
        (timestamp, "2022-11-14 12:55:49.125928+00:00"),
        (timestamp_t, "2022-11-14T12:55:49.125928+00:00"),
        (timestamp_z, "2022-11-14T12:55:49.125928Z"),
        (timestamp_s, "2022-11-14T12:55:49Z"),
    ],
)
def test_a_time_is_read_as_it_was_written(write: Callable[[datetime], str], text: str) -> None:
    assert write(moment(text)) == text


def test_what_is_removed_is_gone_for_its_workspace_alone(sandbox: InProcess) -> None:
    one, two = (Documents(sandbox.app.state.store, name) for name in ("one", "two"))
    for documents in (one, two):
        documents.add("thing", {"id": "1", "created_at": "2026"})
    one.remove("thing", "1")
    one.remove("thing", "2")
    assert one.get("thing", "1") is None
    assert one.page("thing") == ([], 0)
    assert two.page("thing")[1] == 1


def test_a_document_without_a_field_does_not_match_what_is_asked_of_it(sandbox: InProcess) -> None:
    documents = Documents(sandbox.app.state.store, "one")
    documents.add("thing", {"id": "1", "created_at": "2026"})
    documents.add("thing", {"id": "2", "created_at": "2026", "colour": None})
    documents.add("thing", {"id": "3", "created_at": "2026", "colour": "red"})
    for wish, found in ((["red"], ["3"]), ("re", ["3"]), (["blue"], []), (None, ["3", "2", "1"])):
        assert [one["id"] for one in documents.page("thing", where={"colour": wish})[0]] == found


def test_the_total_is_that_of_all_documents_wherever_the_page_stands(sandbox: InProcess) -> None:
    documents = Documents(sandbox.app.state.store, "a workspace of its own")
    assert documents.page("note") == ([], 0)
    for number in range(4):
        documents.add("note", {"id": str(number), "created_at": "2026", "even": str(number % 2 == 0)})
    for offset in range(7):
        for limit in range(7):
            found, total = documents.page("note", offset=offset, limit=limit)
            assert ([one["id"] for one in found], total) == (["3", "2", "1", "0"][offset : offset + limit], 4)
            assert documents.page("note", where={"even": ["True"]}, offset=offset, limit=limit)[1] == 2
