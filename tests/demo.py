"""`make demo`: the main job from end to end, with an exit code that tells the truth.

Compares the client with the contract, rolls a legend back through the client on a sandbox, and checks one noun in full
on the server and on the client. Something is printed at least every three seconds.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import pytest

from tests.oracle import ROOT
from tests.sandbox_process import running_sandbox

if TYPE_CHECKING:
    from pixxel_client.models import LegendItem, Visualization

NOUN = "visualizations"
SUITES = {"contract": "server", "client": "client"}
# Little random data: `make test` generates more.
DATA = ("--depth=quick", "--hypothesis-profile=quick")
SECONDS_PER_DOT = 1.5
WIDTH = 100
STATEMENT_WIDTH = 68
MOST_FAILURES = 5


class Screen:
    """Prints lines, and a dot behind the last line for every moment without one."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._lock = threading.Lock()
        self._column = 0
        self._changed = time.monotonic()
        self.has_color = out.isatty() and "NO_COLOR" not in os.environ

    def line(self, text: str = "", *, columns: int | None = None) -> None:
        """Print a line. `columns` is its width where it has escape sequences."""
        with self._lock:
            self._write("\n" if self._column else "")
            self._write(text)
            self._column = len(text) if columns is None else columns

    def title(self, text: str) -> None:
        self.line(f"\033[1m{text}\033[0m" if self.has_color else text, columns=len(text))

    def end(self) -> None:
        with self._lock:
            self._write("\n")
            self._column = 0

    @contextmanager
    def dots(self) -> Iterator[None]:
        """Show that the program is at work."""
        stop = threading.Event()
        thread = threading.Thread(target=self._dot_until, args=(stop,))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _dot_until(self, stop: threading.Event) -> None:
        while not stop.wait(SECONDS_PER_DOT / 3):
            with self._lock:
                if time.monotonic() - self._changed > SECONDS_PER_DOT:
                    is_full = self._column + 2 > WIDTH
                    self._write("\n." if is_full else " ." if self._column else ".")
                    self._column = 1 if is_full else self._column + 2

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
        self._changed = time.monotonic()


def main() -> int:
    started = time.monotonic()
    screen = Screen(sys.stdout)
    with screen.dots():
        is_current = compare_client_with_contract(screen)
        is_restored = try_rollback(screen)
        is_proven = check_noun(screen)
    results = {
        "the generated client is up to date": is_current,
        "the rollback restored the legend": is_restored,
        f"server and client keep the contract of the noun {NOUN}": is_proven,
    }
    screen.line()
    screen.title(f"Done in {time.monotonic() - started:.0f} s")
    for sentence, is_true in results.items():
        screen.line(f"  {'yes' if is_true else 'NO '}  {sentence}")
    screen.line("To check all operations:  make contract  (server)   make client  (client)")
    screen.end()
    return 0 if all(results.values()) else 1


def compare_client_with_contract(screen: Screen) -> bool:
    screen.title("The client, generated again from openapi.yaml")
    command = [sys.executable, str(ROOT / "templates" / "generate.py"), "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603  our own options
    if result.returncode == 0:
        screen.line("  unchanged")
    for line in f"{result.stdout}{result.stderr}".splitlines() if result.returncode else ():
        screen.line(f"  {line}")
    return result.returncode == 0


def try_rollback(screen: Screen) -> bool:
    """Roll a legend back on a sandbox. An error of the sandbox or of the client is printed; the demo goes on."""
    try:
        with running_sandbox() as sandbox:
            screen.line(f"A sandbox answers at {sandbox.url}")
            return roll_legend_back(screen, sandbox.url)
    except Exception as error:
        for line in f"{type(error).__name__}: {error}".strip().splitlines()[-MOST_FAILURES:]:
            screen.line(clip(f"  {line}"))
        return False


def roll_legend_back(screen: Screen, url: str) -> bool:
    """List, update, roll back, as a program would, and print the legend at each step."""
    from pixxel_client import Pixxel
    from pixxel_client.models import LegendBreakpoint
    from pixxel_sandbox import SAMPLE_KEY

    with Pixxel(api_key=SAMPLE_KEY, base_url=url) as pixxel:
        aoi, visualization = next(
            (aoi, visualization)
            for aoi in pixxel.aois.list()
            for visualization in pixxel.visualizations.list(aoi.aoi_id, type="custom")
            if dynamic_legends(visualization)
        )
        date = min(dynamic_legends(visualization))
        screen.title(
            f"{visualization.index_name} over {aoi.name}, {visualization.expression}, {date.replace('_', '-')}"
        )
        show_legend(screen, "Before", dynamic_legends(visualization)[date])

        pixxel.visualizations.update_metadata(
            aoi.aoi_id,
            visualization.id,
            visualization_mode="dynamic",
            dynamic_bins=2,
            legend={
                date: [
                    LegendBreakpoint(label="Bare", color="#a6611a", min=None, max=None),
                    LegendBreakpoint(label="Green", color="#018571", min=None, max=None),
                ]
            },
        )
        (updated,) = pixxel.visualizations.list(aoi.aoi_id, visualization_id=visualization.id)
        show_legend(screen, "After the update", dynamic_legends(updated)[date])

        rolled_back = pixxel.visualizations.rollback_metadata(
            aoi.aoi_id,
            visualization.id,
            index_id=visualization.index_id,
            dates=[date],
            visualization_mode="dynamic",
        )
        show_legend(screen, "After the rollback", dynamic_legends(rolled_back)[date])
    is_changed = dynamic_legends(updated)[date] != dynamic_legends(visualization)[date]
    return is_changed and dynamic_legends(rolled_back) == dynamic_legends(visualization)


def dynamic_legends(visualization: Visualization) -> dict[str, list[LegendItem]]:
    """The dynamic legends by date."""
    legend = (visualization.metadata.legend if visualization.metadata else None) or {}
    return {date: modes.dynamic for date, modes in legend.items() if modes.dynamic}


def show_legend(screen: Screen, title: str, items: list[LegendItem]) -> None:
    screen.line(f"  {title}")
    for item in items:
        color = item.color or "#000000"
        area = f"{(item.area or 0) / 1e6:6.2f} km²  {item.area_percentage or 0:5.1f} %"
        text = f"{color}  {item.label or '':10}  {item.min:7.3f} … {item.max:.3f}  {area}"
        rgb = ";".join(str(int(color[place : place + 2], 16)) for place in (1, 3, 5))
        square = f"\033[48;2;{rgb}m  \033[0m " if screen.has_color else ""
        screen.line(f"    {square}{text}", columns=len(text) + (7 if screen.has_color else 4))


class Progress:
    """A plugin of pytest that prints one line for each module of tests, as soon as the last of its tests has ended."""

    def __init__(self, screen: Screen) -> None:
        self.failures: list[tuple[str, str]] = []
        self._screen = screen
        self._left: Counter[str] = Counter()
        self._passed: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._seconds: Counter[str] = Counter()

    # xdist calls this in place of pytest_collection_finish, which is called in the workers only.
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self._left = Counter(module_of(test) for test in ids)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        module = module_of(report.nodeid)
        self._seconds[module] += round(report.duration * 1000)
        self._passed[module] += report.when == "call" and report.passed
        if report.failed:
            self._failed[module] += 1
            suite = SUITES[module.split("/")[1]]
            self.failures.append((f"{suite}: {report.nodeid.rpartition('::')[2]}", reason(report)))
        if report.when == "teardown":
            self._left[module] -= 1
            if not self._left[module]:
                self._show(module)

    def _show(self, module: str) -> None:
        suite = SUITES[module.split("/")[1]]
        failed, seconds = self._failed[module], self._seconds[module] / 1000
        counts = f"{self._passed[module]:3} passed " + (f"{failed} FAILED" if failed else f"{seconds:5.1f} s")
        statement = textwrap.shorten(purpose(ROOT / module), STATEMENT_WIDTH, placeholder=" …")
        self._screen.line(f"  {suite}  {statement:{STATEMENT_WIDTH}}  {counts}")


def check_noun(screen: Screen) -> bool:
    """Run the tests of the server and of the client that are about one noun."""
    screen.title(f"The noun {NOUN}: every operation, checked against the contract on server and client")
    progress = Progress(screen)
    words = [*(f"tests/{suite}" for suite in SUITES), f"--tag={NOUN}", *DATA, "--numprocesses=auto", "-q"]
    # What is imported here already cannot be rewritten for better messages of assertions; the workers rewrite it.
    words.append("-Wignore::pytest.PytestAssertRewriteWarning")
    os.chdir(ROOT)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        status = pytest.main(words, plugins=[progress])
    for test, why in progress.failures[:MOST_FAILURES]:
        screen.line(clip(f"  {test}"))
        screen.line(clip(f"    {why}"))
    if len(progress.failures) > MOST_FAILURES:
        screen.line(f"    and {len(progress.failures) - MOST_FAILURES} more: make contract TAG={NOUN}, make client")
    if status and not progress.failures:
        # The run did not get as far as a test.
        for line in printed.getvalue().strip().splitlines()[-MOST_FAILURES:]:
            screen.line(clip(f"    {line}"))
    return status == pytest.ExitCode.OK


def clip(text: str) -> str:
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def module_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def purpose(module: Path) -> str:
    """What the tests of a module state: the first clause of its docstring."""
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or module.stem
    return re.split(r"[.;]\s|\.$|\n\n", docstring)[0].replace("\n", " ")


def reason(report: pytest.TestReport) -> str:
    """The message of a failed test, without the traceback."""
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash else report.longrepr).partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
