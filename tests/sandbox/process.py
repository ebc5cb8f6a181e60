"""A sandbox that runs as a program, for what is no test: load and fuzzing."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO


@dataclass
class Running:
    """Where it answers, its process, and what it has said on stderr so far."""

    url: str
    process: subprocess.Popen[str]
    stderr: IO[str]

    def said(self) -> str:
        self.stderr.seek(0)
        return self.stderr.read()


@contextmanager
def running(*arguments: str) -> Iterator[Running]:
    """`pixxel-sandbox` on a free port, with further arguments."""
    command = [sys.executable, "-m", "pixxel_sandbox", "--port", "0", *arguments]
    with (
        # A file: a pipe that nobody reads stops the process once it is full.
        TemporaryFile("w+") as stderr,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True) as process,  # noqa: S603 - our own program
    ):
        assert process.stdout is not None
        first = process.stdout.readline()
        url = re.search(r"http://\S+", first)
        try:
            if url is None:
                raise SystemExit(f"the sandbox did not start: {first}")
            yield Running(url[0], process, stderr)
        finally:
            process.terminate()
