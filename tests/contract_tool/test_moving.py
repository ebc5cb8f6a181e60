"""Two looks at a server agree if only what moves by itself is different."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.contract.model.moving import LOOKS, assert_steady, difference, has_changed

# Only whether it is the sandbox, and its `wait`, count here.
IN_PROCESS: Any = SimpleNamespace(is_sandbox=True, wait=lambda: None)
BY_URL: Any = SimpleNamespace(is_sandbox=False, wait=lambda: None)
RUNNING = {"id": "a", "status": "running", "progress": 50}
DONE = {"id": "a", "status": "completed", "progress": 100}


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        pytest.param([RUNNING], [DONE], id="work that has ended meanwhile"),
        pytest.param({"job": RUNNING, "name": "x"}, {"job": DONE, "name": "x"}, id="work inside of an object"),
        pytest.param(
            {**DONE, "delivery_status": "in_progress", "files": 1},
            {**DONE, "delivery_status": "completed", "files": 2},
            id="a delivery that has ended meanwhile",
        ),
        pytest.param({"url": "https://x/f?signature=1"}, {"url": "https://x/f?signature=2"}, id="another signature"),
    ],
)
def test_what_moves_is_no_difference_by_url(expected: Any, found: Any) -> None:
    assert difference(BY_URL, expected, found) is None
    assert difference(IN_PROCESS, expected, found) is not None


def test_work_is_compared_by_url_only_if_asked_for() -> None:
    assert difference(BY_URL, [RUNNING], [DONE], work=True) == "id a: /0/status: must be 'running', is 'completed'"
    assert difference(BY_URL, {"url": "https://x/f?s=1"}, {"url": "https://x/f?s=2"}, work=True) is None


@pytest.mark.parametrize(
    ("expected", "found", "message"),
    [
        pytest.param([DONE], [{**DONE, "progress": 99}], "id a: /0/progress: must be 100, is 99", id="a value"),
        pytest.param(
            [RUNNING], [{**RUNNING, "id": "b"}], "/0: must be id a, is id b (1 items expected, 1 found)", id="an ID"
        ),
        pytest.param([DONE], [], "/0: must be id a, is missing (1 items expected, 0 found)", id="an item missing"),
        pytest.param([], [DONE], "/0: must not be there, is id a (0 items expected, 1 found)", id="an item too many"),
        pytest.param({**DONE, "x": None}, DONE, "/x: must be None, is missing", id="a field missing"),
        pytest.param(
            {"url": "https://x/f?s=1"},
            {"url": "https://x/g?s=1"},
            "/url: must be 'https://x/f', is 'https://x/g'",
            id="an address",
        ),
    ],
)
def test_difference_names_the_first_item_and_field(expected: Any, found: Any, message: str) -> None:
    assert difference(BY_URL, expected, found) == message


def test_signatures_alone_are_no_change() -> None:
    assert not has_changed([{"url": "https://x/f?s=1"}], [{"url": "https://x/f?s=2"}])
    assert has_changed([RUNNING], [DONE])


def test_comparison_is_repeated_while_something_moves() -> None:
    messages = iter(["first", "second", None])
    assert_steady(BY_URL, lambda: next(messages), lambda: True)

    assert next(messages, "all were used") == "all were used"


@pytest.mark.parametrize(
    ("server", "has_moved", "looks"), [(IN_PROCESS, True, 1), (BY_URL, False, 1), (BY_URL, True, LOOKS)]
)
def test_difference_that_stays_fails(server: Any, has_moved: bool, looks: int) -> None:
    compared: list[None] = []

    def compare() -> str:
        compared.append(None)
        return "it differs"

    with pytest.raises(pytest.fail.Exception, match="it differs"):
        assert_steady(server, compare, lambda: has_moved)

    assert len(compared) == looks
