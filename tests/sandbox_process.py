"""A sandbox in a process of its own, for tests and tools that need a real socket."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

# How long the process may take to end after SIGTERM, in seconds. A sandbox finishes the requests under way first.
STOP_TIMEOUT = 30


@dataclass
class SandboxProcess:
    """The URL at which the sandbox answers, its process, and a file with its stderr."""

    url: str
    process: subprocess.Popen[str]
    stderr: IO[str]

    def printed_errors(self) -> str:
        self.stderr.seek(0)
        return self.stderr.read()


@contextmanager
def running_sandbox(*options: str, packages: Path | None = None) -> Iterator[SandboxProcess]:
    """Run `pixxel-sandbox` on a free port with these options, and stop it afterwards.

    `packages` is a folder with another copy of the sandbox.

    Raises RuntimeError with the output of the process if it does not start.
    """
    command = [sys.executable, "-m", "pixxel_sandbox", "--port", "0", *options]
    environment = {**os.environ, **({"PYTHONPATH": str(packages)} if packages else {})}
    with (
        # A file: a pipe that nobody reads stops the process once it is full.
        TemporaryFile("w+") as stderr,
        subprocess.Popen(  # noqa: S603  our own options
            command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment
        ) as process,
    ):
        assert process.stdout is not None
        first_line = process.stdout.readline()
        url = re.search(r"http://\S+", first_line)
        try:
            if url is None:
                process.wait(STOP_TIMEOUT)
                stderr.seek(0)
                raise RuntimeError(f"the sandbox did not start: {first_line}{stderr.read()}")
            yield SandboxProcess(url[0], process, stderr)
        finally:
            process.terminate()
            try:
                process.wait(STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()
