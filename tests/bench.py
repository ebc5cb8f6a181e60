"""`make bench`: what the client and the sandbox cost, as ratios measured in one run.

Machines are shared and noisy: a ratio of two things measured side by side says something, a time alone does not.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from pixxel_client import Pixxel
from pixxel_client.models import Visualization
from pixxel_sandbox import SAMPLE_KEY, sample
from tests.demo import sandbox
from tests.oracle import ROOT
from tests.seed import seed_answer

RUNS = 11
OPERATION = "from pixxel_client import Pixxel; import pixxel_client.api.visualizations.rollback_visualization_metadata"


def main() -> None:
    importing()
    for assets in (100, 10_000):
        models(assets)
    with sandbox() as url:
        calls(url)
    generating()


def importing() -> None:
    """In processes of their own, taken in turns."""
    programs = {"import httpx": "import httpx", "the client and one operation": OPERATION}
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(RUNS):
        for name, program in programs.items():
            timed = f"import time; t = time.perf_counter(); {program}; print(time.perf_counter() - t)"
            result = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True)  # noqa: S603
            times[name].append(float(result.stdout))
    base, ours = (statistics.median(times[name]) for name in programs)
    tell("import, of `import httpx`", ours / base, base)


def models(assets: int) -> None:
    raw = large_answer(assets)
    data = json.loads(raw)
    model = Visualization.from_dict(data)
    read, plain_read = side_by_side(lambda: Visualization.from_dict(json.loads(raw)), lambda: json.loads(raw))
    written, plain_written = side_by_side(lambda: json.dumps(model.to_dict()), lambda: json.dumps(data))
    tell(f"JSON to model, {assets} assets, of json.loads", read / plain_read, plain_read)
    tell(f"model to JSON, {assets} assets, of json.dumps", written / plain_written, plain_written)


def calls(url: str) -> None:
    headers = {"Authorization": SAMPLE_KEY}
    path = f"{url}/v0/aoi/{sample.AOI_ID}"
    with httpx.Client(headers=headers) as http, Pixxel(api_key=SAMPLE_KEY, base_url=url) as pixxel:
        ours, plain = side_by_side(lambda: pixxel.aois.get(sample.AOI_ID), lambda: http.get(path).json(), 50)
    tell("a call, of httpx and json()", ours / plain, plain)


def generating() -> None:
    sys.path.append(str(ROOT / "templates"))
    from generate import CONTRACT, generate

    with TemporaryDirectory() as scratch:
        started = time.perf_counter()
        generate(CONTRACT, Path(scratch) / "made")
        print(f"{'make generate':52} {time.perf_counter() - started:7.2f} s")


def large_answer(assets: int) -> bytes:
    answer = seed_answer()
    (asset,) = answer["assets"]
    answer["assets"] = [{**asset, "id": str(number)} for number in range(assets)]
    return json.dumps(answer).encode()


def side_by_side(one: Callable[[], Any], other: Callable[[], Any], most: int = 400) -> tuple[float, float]:
    """Median seconds of each, taken in turns, for about two seconds."""
    times: tuple[list[float], list[float]] = ([], [])
    deadline = time.perf_counter() + 2
    while len(times[0]) < RUNS or (time.perf_counter() < deadline and len(times[0]) < most):
        for function, kept in zip((one, other), times, strict=True):
            started = time.perf_counter()
            function()
            kept.append(time.perf_counter() - started)
    return statistics.median(times[0]), statistics.median(times[1])


def tell(what: str, ratio: float, base: float) -> None:
    print(f"{what:52} {ratio:7.2f} ×   (1 is {base * 1e3:.2f} ms)")


if __name__ == "__main__":
    main()
