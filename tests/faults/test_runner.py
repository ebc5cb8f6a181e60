"""What runs notice, in process and by URL; how they treat what does not end; what is printed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from tests.faults import by_url, order, runner
from tests.faults.by_url import NO_RECORD
from tests.faults.cases import CASES
from tests.faults.fault import Fault
from tests.faults.plugin import WIDTH, Result, lines, progress, verdict_of
from tests.faults.processes import Pool

NOTICED = Result("server", "server/legends", "null bounds are zero", "noticed", "test_legends.py::test_bounds", 2.0)
SURVIVED = Result("client", "client/paging", f"a sentence {'that goes on ' * 20}", "survived", None, 61.5)
# An answer departs from the contract because of this fault; no check is about the field.
DEPARTS = next(case.fault for case in CASES if case.fault.sentence.startswith("The spatial resolution of a satellite"))
HARMLESS = Fault(
    "Nothing is wrong",
    "resources/satellites.py",
    '"""All satellites."""',
    '"""All the satellites."""',
    source="with the checks",
)
# The same in process; the command `pixxel-sandbox --port` answers correctly.
ONLY_IN_PROCESS = replace(
    DEPARTS, new=DEPARTS.old.replace("RESOLUTION", 'RESOLUTION if "--port" in __import__("sys").argv else None')
)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1) as processes:
        yield processes


def test_a_finding_notices_a_fault_though_no_check_fails(pool: Pool) -> None:
    outcome = pool.submit(runner.run, "server", DEPARTS, modules=("keys",)).result(600)

    assert outcome.failed is not None
    assert outcome.failed.startswith("test_keys.py::")
    assert "1 passed" in outcome.tail
    assert verdict_of(outcome.failed, DEPARTS, timed_out=outcome.timed_out) == "noticed"


def test_a_fault_that_no_check_sees_survives(pool: Pool) -> None:
    outcome = pool.submit(runner.run, "server", DEPARTS, modules=("tables",)).result(600)

    assert outcome.failed is None
    assert verdict_of(outcome.failed, DEPARTS, timed_out=outcome.timed_out) == "survived"


def test_a_fault_whose_text_is_gone_fails(pool: Pool) -> None:
    gone = replace(HARMLESS, old="no such text")

    with pytest.raises(RuntimeError, match="Nothing is wrong: the text to change stands 0 times"):
        pool.submit(runner.run, "server", gone, modules=("tables",)).result(600)


def test_a_fault_is_noticed_by_url_within_the_requests_of_its_run(pool: Pool) -> None:
    outcome = pool.submit(by_url.run, DEPARTS, tag="satellites").result(600)

    assert outcome.failed is not None
    assert 0 < outcome.requests < 40
    # The preflight is one request, and no check's.
    assert outcome.requests == 1 + sum(spent.requests for spent in outcome.functions.values())
    assert [spent.has_noticed for spent in outcome.functions.values()][-1]


def test_a_fault_that_survives_by_url_though_a_check_made_by_url_notices_it_in_process_is_not_explained(
    pool: Pool,
) -> None:
    outcome = pool.submit(by_url.run, ONLY_IN_PROCESS, tag="satellites").result(600)

    assert outcome.failed is None, outcome.tail
    assert outcome.reason is not None
    assert outcome.reason.startswith("noticed in process alone by test_")
    assert not outcome.is_explained


def test_a_fault_that_survives_by_url_can_say_why_itself(pool: Pool) -> None:
    stated = replace(HARMLESS, by_url="costs tokens")
    outcome = pool.submit(by_url.run, stated, tag="satellites").result(600)

    assert (outcome.failed, outcome.reason, outcome.is_explained) == (None, "costs tokens", True)


def test_tests_that_are_not_among_the_given_ones_do_not_run(pool: Pool) -> None:
    table = "test_tables.py::test_table_agrees_with_the_items_that_it_lists[downloadReport]"
    outcome = pool.submit(runner.run, "server", DEPARTS, modules=("keys", "tables"), only=[table]).result(600)

    assert outcome.failed is None


def test_a_run_by_url_that_does_not_end_is_a_timeout(pool: Pool) -> None:
    outcome = pool.submit(by_url.run, HARMLESS, limit=0.5).result(600)

    assert outcome.timed_out
    assert outcome.failed is None
    assert verdict_of(outcome.failed, HARMLESS, timed_out=outcome.timed_out) == "timed out"


@pytest.mark.parametrize(
    ("noticed_by", "made_by_url", "reason", "is_explained"),
    [
        ("test_a", None, "costs tokens", True),
        ("test_b", None, "known only of the sandbox", True),
        ("test_c", None, "the server has no resource for getAoi", False),
        ("test_a", "test_d.py::test_d[x]", "noticed in process alone by test_d.py::test_d", False),
        ("test_d", None, NO_RECORD, False),
        (None, None, NO_RECORD, False),
    ],
)
def test_only_what_no_server_can_be_asked_explains_why_a_fault_survives(
    noticed_by: str | None, made_by_url: str | None, reason: str, is_explained: bool
) -> None:
    outcomes = {
        "test_a": ("skipped", "submitOrder costs tokens, so only its dry run is sent"),
        "test_b": ("skipped", "only the sandbox can make work fail on request"),
        "test_c": ("skipped", "the server has no resource for getAoi"),
        "test_d": ("kept", ""),
    }

    assert by_url.explanation(outcomes, noticed_by, made_by_url) == (reason, is_explained)


def test_table_by_url_says_how_soon_faults_are_noticed_and_why_not() -> None:
    early = replace(NOTICED, requests=400, functions={"legends: test_bounds": 90, "keys: test_key": 310})
    late = replace(NOTICED, requests=1500, functions={"legends: test_bounds": 110, "keys: test_key": 1390})
    not_noticed = replace(SURVIVED, requests=4000, reason="costs tokens", functions={"keys: test_key": 4000})

    rows = [line.split() for line in lines([early, late, not_noticed])]

    assert ["the", "first", "500", "1", "33%"] in rows
    assert ["the", "first", "1,000", "1", "33%"] in rows
    assert ["the", "first", "2,000", "2", "67%"] in rows
    assert ["costs", "tokens", "1"] in rows
    assert ["legends:", "test_bounds", "2", "200", "10.0"] in rows


def test_progress_counts_what_became_of_the_faults() -> None:
    assert progress([NOTICED, NOTICED, SURVIVED]) == ("3 faults: 2 noticed, 1 survived, 0 timed out; 66 CPU seconds")


def test_tests_of_the_area_come_first_and_slow_ones_last() -> None:
    items = [
        item(f"tests/contract/checks/{path}", tag)
        for path, tag in [
            ("test_generated.py::test_generated_requests", "orders"),
            ("test_bad_input.py::test_invalid_body_is_400_and_changes_nothing", "aois"),
            ("test_keys.py::test_key[a]", "aois"),
            ("test_keys.py::test_key[b]", "aois"),
            ("test_examples.py::test_example", "aois"),
            ("test_keys.py::test_revoked", "orders"),
            ("test_lists.py::test_pages", "aois"),
        ]
    ]

    ordered = order.ordered(items, ["examples", "keys"], "orders", "test_keys.py::test_key[b]")

    assert [order.short(found.nodeid).partition("::")[2] for found in ordered] == [
        "test_key[b]",
        "test_key[a]",
        "test_revoked",
        "test_example",
        "test_pages",
        "test_invalid_body_is_400_and_changes_nothing",
        "test_generated_requests",
    ]


def item(nodeid: str, tag: str) -> Any:
    """What the order looks at in a test that is about an operation with this tag."""
    parameters = {"operation": SimpleNamespace(tag=tag)}
    return SimpleNamespace(
        nodeid=nodeid, get_closest_marker=lambda name: None, callspec=SimpleNamespace(params=parameters)
    )


def test_table_has_one_line_for_each_area_and_names_survivors() -> None:
    table = lines([NOTICED, NOTICED, SURVIVED])

    rows = [line.split() for line in table]
    assert ["client/paging", "1", "0", "1", "0", "61.5"] in rows
    assert ["server/legends", "2", "2", "0", "0", "4.0"] in rows
    assert ["all", "3", "2", "1", "0", "65.5"] in rows
    assert any(line.startswith("survived: client/paging: a sentence that goes on") for line in table)
    assert max(map(len, table)) <= WIDTH


def test_a_test_that_does_not_end_is_a_timeout_and_not_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "PATIENCE", 1)
    watch = runner.Watch()
    watch.pytest_runtest_logstart("tests/contract/checks/test_keys.py::test_forever[a/b]")
    watch.start()

    with pytest.raises(pytest.exit.Exception, match=r"test_keys\.py::test_forever\[a/b\] has not ended"):
        time.sleep(30)
    watch.stop()

    assert watch.timed_out
    assert watch.failed == "test_keys.py::test_forever[a/b]"
