"""Programs that tests start end with them, also those that hang."""

from __future__ import annotations

import os

import pytest

from tests import subprocesses

# The child that is forked keeps the pipes open.
HANGS = """
import os, time
if os.fork():
    print("started", flush=True)
time.sleep(600)
"""


def test_what_a_program_prints_is_captured() -> None:
    result = subprocesses.run_python("-c", "print('a'); raise SystemExit('b')")

    assert (result.returncode, result.stdout, result.stderr) == (1, "a\n", "b\n")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_program_that_hangs_is_killed_with_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocesses, "TIMEOUT", 5)

    # Ends only when nobody holds the pipes any more.
    with pytest.raises(AssertionError, match=r"(?s)still running after 5 seconds: .*stdout: started\n"):
        subprocesses.run_python("-c", HANGS)
