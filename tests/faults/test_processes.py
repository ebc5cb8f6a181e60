"""Functions in processes of their own: their results, and what becomes of those that fail, die or hang."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.processes import Pool
from tests.oracle import ROOT

# Runs a function that hangs, and waits for it.
PROGRAM = """
import sys
from pathlib import Path
from tests.faults.processes import Pool
from tests.faults.test_processes import hang_with_a_child

with Pool(1) as pool:
    pool.submit(hang_with_a_child, Path(sys.argv[1])).result()
"""


def double(number: int) -> int:
    return 2 * number


def fail() -> None:
    raise ValueError("the reason")


def die() -> None:
    os._exit(7)


def hang_with_a_child(pids: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as child:
        pids.write_text(f"{os.getpid()} {child.pid}", encoding="utf-8")
        child.wait(600)


def is_running(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has waited for does not."""
    status = Path(f"/proc/{pid}/stat")
    if status.parent.parent.joinpath("self").exists():
        return status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_gone(pids: list[int]) -> list[int]:
    """The processes that still run after a generous time."""
    for _ in range(100):
        if not (pids := [pid for pid in pids if is_running(pid)]):
            break
        time.sleep(0.1)
    return pids


def wait_for_text(path: Path) -> str:
    for _ in range(600):
        if path.exists() and (text := path.read_text(encoding="utf-8")):
            return text
        time.sleep(0.1)
    raise AssertionError(f"{path} was not written")


def test_more_functions_than_processes_all_have_their_results() -> None:
    with Pool(2) as pool:
        results = [pool.submit(double, number) for number in range(6)]

        assert [result.result(120) for result in results] == [0, 2, 4, 6, 8, 10]


def test_functions_that_fail_or_die_say_so_and_the_others_go_on() -> None:
    with Pool(1) as pool:
        failed, died, good = pool.submit(fail), pool.submit(die), pool.submit(double, 4)

        with pytest.raises(RuntimeError, match="ValueError: the reason"):
            failed.result(120)
        with pytest.raises(RuntimeError, match="ended without a result, with exit code 7"):
            died.result(120)
        assert good.result(120) == 8


def test_a_function_that_hangs_is_killed_with_what_it_has_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    with Pool(1, limit=10) as pool:
        hanging, good = pool.submit(hang_with_a_child, pids), pool.submit(double, 4)

        with pytest.raises(RuntimeError, match="has not ended after 10 seconds"):
            hanging.result(120)
        assert good.result(120) == 8
    assert wait_until_gone([int(pid) for pid in pids.read_text(encoding="utf-8").split()]) == []


def test_a_pool_that_closes_kills_what_runs_and_forgets_what_waits(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    with Pool(1) as pool:
        hanging, waiting = pool.submit(hang_with_a_child, pids), pool.submit(double, 4)
        text = wait_for_text(pids)

    assert wait_until_gone([int(pid) for pid in text.split()]) == []
    assert hanging.exception(60) is not None
    assert waiting.cancelled()


def test_what_runs_ends_with_a_pool_that_is_killed(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    with subprocess.Popen([sys.executable, "-c", PROGRAM, pids], cwd=ROOT) as killed:  # noqa: S603  our own program
        text = wait_for_text(pids)
        killed.kill()
        killed.wait(60)

    assert wait_until_gone([int(pid) for pid in text.split()]) == []
