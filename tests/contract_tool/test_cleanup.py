"""What a run has created is deleted or listed, whatever the server answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.contract.model.operations import call_of
from tests.contract.runner import cleanup
from tests.contract.runner.run import Run
from tests.contract_tool.example_run import KEY


@contextmanager
def server_that_deletes(status: int) -> Iterator[tuple[str, list[str]]]:
    """A server that answers each DELETE with a status, and the keys and paths that it was asked with."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_DELETE(self) -> None:  # the name that http.server looks for
            asked.append(f"{self.headers['Authorization']} {self.path}")
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name that http.server calls it by
            """Prints nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join(10)


def run_that_created(url: str, *answers: Any) -> Run:
    """A run that has created stores, with these answers."""
    run = Run(base_url=url, keys=(KEY,))
    for answer in answers:
        run.has_written(run.will_write(call_of("createStore", body={})), 200, answer)
    return run


def test_created_resource_is_deleted() -> None:
    with server_that_deletes(204) as (url, asked):
        run = run_that_created(url, {"id": "one"}, {"id": "two"})
        cleanup.clean_up(run, KEY)

    assert asked == [f"{KEY} /v0/stores/one", f"{KEY} /v0/stores/two"]
    assert run.leftovers == []


@pytest.mark.parametrize(
    "answer",
    [
        {"id": "\ud800"},
        {"x": [None, 1]},
        {"id": "x" * 200_000},
        {"id": ".."},
        {"id": ""},
        {"id": {"a": 1}},
        [],
        None,
        7,
    ],
    ids=["surrogate", "list", "long", "dots", "empty", "object", "array", "null", "number"],
)
def test_odd_answer_stops_no_deletion_and_is_listed(answer: Any) -> None:
    with server_that_deletes(204) as (url, asked):
        run = run_that_created(url, answer, {"id": "two"})
        cleanup.clean_up(run, KEY)

    assert asked[-1:] == [f"{KEY} /v0/stores/two"]
    assert all(path.startswith(f"{KEY} /v0/stores/") for path in asked)
    # An object may be the text of an ID, which the server then deletes.
    assert len(run.leftovers) == (0 if len(asked) == 2 else 1)


def test_resource_of_another_workspace_is_deleted_with_its_key() -> None:
    with server_that_deletes(204) as (url, asked):
        run = Run(base_url=url, keys=(KEY,))
        run.has_written(run.will_write(call_of("createStore", body={}), "the other key"), 200, {"id": "one"})
        cleanup.clean_up(run, KEY)

    assert asked == ["the other key /v0/stores/one"]
    assert "the other key" not in repr(run.created)


@pytest.mark.parametrize("status", [404, 409, 500])
def test_resource_that_the_server_does_not_delete_is_listed(status: int) -> None:
    with server_that_deletes(status) as (url, _):
        run = run_that_created(url, {"id": "one"})
        cleanup.clean_up(run, KEY)

    assert run.leftovers == [f"createStore one: deleting it was answered with {status}"]


def test_resource_that_a_check_has_deleted_is_not_deleted_again() -> None:
    with server_that_deletes(404) as (url, asked):
        run = run_that_created(url, {"id": "one"})
        run.has_written(run.will_write(call_of("deleteStore", path={"id": "one"})), 200, None)
        cleanup.clean_up(run, KEY)

    assert asked == []
    assert run.leftovers == []


def test_write_without_an_answer_is_listed_and_a_refused_one_is_not() -> None:
    run = Run(base_url="http://127.0.0.1:9", keys=(KEY,))
    run.will_write(call_of("createStore", body={}))
    run.has_written(run.will_write(call_of("createIndex", body={})), 503, None)
    run.has_written(run.will_write(call_of("createStore", body={})), 400, {"error": {}})
    cleanup.clean_up(run, KEY)

    why = "(no ID is known): may have been created, because no answer says that it was not"
    assert run.leftovers == [f"createStore {why}", f"createIndex {why}"]


def test_interrupted_clean_up_lists_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*words: object) -> str:
        raise KeyboardInterrupt

    run = run_that_created("http://127.0.0.1:9", {"id": "one"}, {"id": "two"})
    monkeypatch.setattr(cleanup, "why_not_deleted", interrupt)
    cleanup.clean_up(run, KEY)

    assert run.is_interrupted
    assert run.leftovers == [f"createStore {name}: the clean-up was interrupted" for name in ("one", "two")]


def test_server_that_is_gone_is_asked_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        gone = f"http://127.0.0.1:{free.getsockname()[1]}"
    run = run_that_created(gone, {"id": "one"}, {"id": "two"})
    cleanup.clean_up(run, KEY)

    assert run.requests == 1
    assert run.leftovers == [
        f"createStore {name}: the server did not answer in the clean-up (ConnectError)" for name in ("one", "two")
    ]
