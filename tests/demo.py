"""`make demo`: the main job from end to end, against a sandbox of its own, with an exit code that tells the truth.

Starts the sandbox on a free port, makes the client from the contract and compares, rolls a legend back through the
client, and holds the server and the client against the contract.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pixxel_client import Pixxel
from pixxel_client.models import LegendBreakpoint, LegendItem, Visualization
from pixxel_sandbox import SAMPLE_KEY
from tests.ledger import Ledger
from tests.oracle import Contract
from tests.sandbox_process import running_sandbox

ROOT = Path(__file__).resolve().parent.parent
# Random data enough to show what is done; `make test` draws more of it.
LITTLE = ("--hypothesis-profile=quick",)
COLOR = sys.stdout.isatty() and "NO_COLOR" not in os.environ


def main() -> int:
    started = time.monotonic()
    with running_sandbox() as sandbox:
        say(f"A sandbox answers at {sandbox.url}")
        unchanged = client_is_what_the_contract_gives()
        restored = roll_a_legend_back(sandbox.url)
    proven = hold_against_the_contract()
    say(f"Done in {time.monotonic() - started:.0f} s")
    results = {
        "the client is what the contract gives": unchanged,
        "the rollback restored the legend": restored,
        "server and client keep the contract": proven,
    }
    for name, good in results.items():
        print(f"  {'yes' if good else 'NO '}  {name}")
    return 0 if all(results.values()) else 1


def client_is_what_the_contract_gives() -> bool:
    command = [sys.executable, str(ROOT / "templates" / "generate.py"), "--check"]
    same = subprocess.run(command, check=False).returncode == 0  # noqa: S603  our own words only
    say("The client, made anew from openapi.yaml, is " + ("unchanged" if same else "NOT the one in generated/"))
    return same


def roll_a_legend_back(url: str) -> bool:
    """List, update, roll back, as a program would, and print the legend at each step."""
    with Pixxel(api_key=SAMPLE_KEY, base_url=url) as pixxel:
        aoi, visualization = next(
            (aoi, visualization)
            for aoi in pixxel.aois.list()
            for visualization in pixxel.visualizations.list(aoi.aoi_id, type="custom")
            if legend_of(visualization)
        )
        date = min(legend_of(visualization))
        say(f"{visualization.index_name} over {aoi.name}, {visualization.expression}, {date.replace('_', '-')}")
        show("Before", dynamic(visualization, date))

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
        show("After the update", dynamic(updated, date))

        rolled_back = pixxel.visualizations.rollback_metadata(
            aoi.aoi_id,
            visualization.id,
            index_id=visualization.index_id,
            dates=[date],
            visualization_mode="dynamic",
        )
        show("After the rollback", dynamic(rolled_back, date))
    changed = dynamic(updated, date) != dynamic(visualization, date)
    return changed and legend_of(rolled_back) == legend_of(visualization)


def hold_against_the_contract() -> bool:
    """The suites that check the server and the client, and the table of what they checked."""
    say("Checking the server and the client against the contract")
    with tempfile.TemporaryDirectory() as scratch:
        suites = {suite: Path(scratch) / suite for suite in ("contract", "client")}
        # Side by side: each has a core to itself on the smallest of machines.
        runs = {
            suite: subprocess.Popen(  # noqa: S603  our own words only
                [sys.executable, "-m", "pytest", f"tests/{suite}", "-q", "--no-header", *LITTLE, f"--ledger={path}"],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            for suite, path in suites.items()
        }
        printed = {suite: run.communicate()[0] for suite, run in runs.items()}
        ledger = Ledger()
        for path in suites.values():
            if path.exists():
                ledger.merge(path)
    print(ledger.table(Contract.load().operations))
    for suite, run in runs.items():
        if run.returncode:
            print(f"\ntests/{suite} failed:\n{printed[suite]}")
        else:
            print(f"tests/{suite}: {printed[suite].strip().splitlines()[-1]}")
    return not any(run.returncode for run in runs.values())


def legend_of(visualization: Visualization) -> dict[str, list[LegendItem]]:
    """The dynamic legends by date."""
    legend = (visualization.metadata.legend if visualization.metadata else None) or {}
    return {date: modes.dynamic for date, modes in legend.items() if modes.dynamic}


def dynamic(visualization: Visualization, date: str) -> list[LegendItem]:
    return legend_of(visualization)[date]


def show(title: str, items: list[LegendItem]) -> None:
    print(f"  {title}")
    for item in items:
        square = f"\033[48;2;{rgb(item.color or '#000000')}m  \033[0m " if COLOR else ""
        covered = f"{(item.area or 0) / 1e6:6.2f} km²  {item.area_percentage or 0:5.1f} %"
        print(f"    {square}{item.color}  {item.label or '':10}  {item.min:7.3f} … {item.max:.3f}  {covered}")


def rgb(color: str) -> str:
    return ";".join(str(int(color[place : place + 2], 16)) for place in (1, 3, 5))


def say(sentence: str) -> None:
    print(f"\033[1m{sentence}\033[0m" if COLOR else sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
