"""`make bench`: the cost of the client and of the sandbox, as ratios measured in one run, and the load of the sandbox.

Machines are shared and noisy: a ratio of two things measured side by side is meaningful, a time alone is not.
"""

from __future__ import annotations

import copy
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import yaml

from pixxel_client import Pixxel
from pixxel_sandbox import SAMPLE_KEY, sample
from tests import bench_models, load
from tests.oracle import CONTRACT, ROOT
from tests.sandbox_process import running_sandbox
from tests.tables import line

RUNS = 11
# Sizes of contracts, as multiples of ours.
LARGER = (10, 20)
OPERATION = "from pixxel_client import Pixxel; import pixxel_client.api.visualizations.rollback_visualization_metadata"


def main() -> None:
    with TemporaryDirectory() as scratch:
        packages = generating(Path(scratch))
        importing(packages)
    bench_models.main()
    with running_sandbox() as sandbox:
        calls(sandbox.url)
    load.main()


def generating(scratch: Path) -> dict[int, Path]:
    """Generates the client, and clients of larger contracts; returns their folders by size."""
    sys.path.append(str(ROOT / "templates"))
    from generate import generate

    document = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
    folders: dict[int, Path] = {}
    base = 0.0
    for times in (1, *LARGER):
        folders[times] = scratch / str(times)
        folders[times].mkdir()
        contract = folders[times] / "openapi.json"
        larger = enlarged(document, times)
        contract.write_text(json.dumps(larger, default=str), encoding="utf-8")
        started = time.perf_counter()
        generate(contract, folders[times] / "pixxel_client")
        seconds = time.perf_counter() - started
        base = base or seconds
        operations = sum(len(item.keys() - {"parameters"}) for item in larger["paths"].values())
        show(f"make generate, {operations} operations, of {times} times ours", seconds / base / times, base * times)
    return folders


def enlarged(document: dict[str, Any], times: int) -> dict[str, Any]:
    """The contract with `times - 1` copies of itself, each under other names."""
    whole = copy.deepcopy(document)
    for number in range(1, times):
        text = json.dumps(document, default=str)
        for section, names in document["components"].items():
            for name in names if section == "schemas" else ():
                text = text.replace(f'#/components/schemas/{name}"', f'#/components/schemas/{name}{number}"')
        other = json.loads(text)
        for item in other["paths"].values():
            for operation in item.values():
                if isinstance(operation, dict):
                    operation["operationId"] += str(number)
                    operation["tags"] = [f"{tag}{number}" for tag in operation["tags"]]
                    for answer in operation["responses"].values():
                        # Links name operations, whose names have changed.
                        answer.pop("links", None)
        whole["paths"] |= {f"/{number}{path}": item for path, item in other["paths"].items()}
        schemas = other["components"]["schemas"]
        whole["components"]["schemas"] |= {f"{name}{number}": schema for name, schema in schemas.items()}
    return whole


def importing(packages: dict[int, Path]) -> None:
    """Import times, each in a new process, in turns."""
    programs = {0: "import httpx", **dict.fromkeys((1, LARGER[-1]), OPERATION)}
    times: dict[int, list[float]] = {name: [] for name in programs}
    for _ in range(RUNS):
        for size, program in programs.items():
            timed = f"import time; t = time.perf_counter(); {program}; print(time.perf_counter() - t)"
            path = {"PYTHONPATH": str(packages[size])} if size else {}
            result = subprocess.run(  # noqa: S603  our own words only
                [sys.executable, "-c", timed],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, **path},
                timeout=300,
            )
            times[size].append(float(result.stdout))
    base, *ours = (statistics.median(times[size]) for size in programs)
    for size, median in zip(list(programs)[1:], ours, strict=True):
        what = "the client" if size == 1 else f"a client {size} times the size"
        show(f"import of {what} and one operation, of httpx", median / base, base)


def calls(url: str) -> None:
    headers = {"Authorization": SAMPLE_KEY}
    path = f"{url}/v0/aoi/{sample.AOI_ID}"
    with httpx.Client(headers=headers) as http, Pixxel(api_key=SAMPLE_KEY, base_url=url) as pixxel:
        ours, plain = side_by_side(lambda: pixxel.aois.get(sample.AOI_ID), lambda: http.get(path).json(), 50)
    show("a call, of httpx and json()", ours / plain, plain)
    observing(url)


def observing(url: str) -> None:
    """Calls that an observer validates, beside calls without an observer."""
    with TemporaryDirectory() as scratch, Pixxel(api_key=SAMPLE_KEY, base_url=url) as pixxel:
        for mode in ("off", "warn", f"record:{scratch}/record.jsonl"):
            with Pixxel(api_key=SAMPLE_KEY, base_url=url, contract=mode) as observed:
                # The first call reads the contract.
                observed.aois.get(sample.AOI_ID)
                ours, plain = side_by_side(
                    partial(observed.aois.get, sample.AOI_ID), partial(pixxel.aois.get, sample.AOI_ID)
                )
            show(f"a call, contract={mode.partition(':')[0]}, of one without", ours / plain, plain)


def side_by_side(first: Callable[[], Any], second: Callable[[], Any], most: int = 400) -> tuple[float, float]:
    """The median seconds of each, called in turns for about two seconds."""
    times: tuple[list[float], list[float]] = ([], [])
    deadline = time.perf_counter() + 2
    while len(times[0]) < RUNS or (time.perf_counter() < deadline and len(times[0]) < most):
        for function, kept in zip((first, second), times, strict=True):
            started = time.perf_counter()
            function()
            kept.append(time.perf_counter() - started)
    return statistics.median(times[0]), statistics.median(times[1])


def show(what: str, ratio: float, base: float) -> None:
    print(line((what, f"{ratio:.2f} ×", f"(1 is {base * 1e3:.2f} ms)"), (62, -9, 0)), flush=True)


if __name__ == "__main__":
    main()
