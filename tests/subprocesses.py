"""Programs in processes of their own, which end with the test whatever they do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# Seconds. Far more than a program needs on a busy machine: only one that hangs takes as long.
TIMEOUT = 120


def run(
    command: Sequence[str | Path],
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    *,
    timeout: float | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program with these variables added to the environment, and capture what it prints.

    After `timeout` seconds, by default TIMEOUT, the program and the processes that it has started are killed, and the
    test fails with what was printed until then.
    """
    with subprocess.Popen(  # noqa: S603  our own programs only
        list(map(str, command)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
        cwd=cwd,
        # A group of its own: a forked child that hangs would keep the pipes open.
        start_new_session=True,
    ) as process:
        try:
            stdout, stderr = process.communicate(timeout=timeout or TIMEOUT)
        except subprocess.TimeoutExpired:
            _kill(process)
            stdout, stderr = process.communicate()
            words = " ".join(map(str, command))
            raise AssertionError(
                f"still running after {timeout or TIMEOUT} seconds: {words}\nstdout: {stdout}\nstderr: {stderr}"
            ) from None
        except BaseException:
            _kill(process)
            raise
    return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)


def run_python(
    *arguments: str | Path, environment: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run this Python in a process that finds the same packages as this one."""
    packages = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return run([sys.executable, *arguments], {**packages, **(environment or {})}, cwd)


def _kill(process: subprocess.Popen[str]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
