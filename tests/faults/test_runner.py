"""What a run of the faults prints, and how it treats a test that does not end."""

from __future__ import annotations

import time

import pytest

from tests.faults import runner
from tests.faults.plugin import WIDTH, Result, lines

NOTICED = Result("server", "server/legends", "null bounds are zero", "noticed", "test_legends.py::test_bounds", 2.0)
SURVIVED = Result("client", "client/paging", f"a sentence {'that goes on ' * 20}", "survived", None, 61.5)


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
    watch = runner.Watch(None)
    watch.pytest_runtest_logstart("tests/contract/checks/test_keys.py::test_forever[a/b]")
    watch.start()

    with pytest.raises(pytest.exit.Exception, match=r"test_keys\.py::test_forever\[a/b\] has not ended"):
        time.sleep(30)
    watch.stop()

    assert watch.timed_out
    assert watch.failed == "test_keys.py::test_forever[a/b]"
