"""What checks cost and notice by URL, measured on the sandbox: `make costs` writes tests/contract/runner/costs.json.

The whole proof runs by URL on the sandbox without a fault, in the depths quick and standard, and in the depth quick on
a sample of faults. A run does not end with the first check that notices its fault, so that each check is counted
whatever runs before it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from tests.contract.runner.order import COSTS
from tests.faults import by_url
from tests.faults.by_url import Spent, UrlOutcome
from tests.faults.cases import CASES
from tests.faults.processes import Pool

SAMPLE = 40


def costs(
    quick: Mapping[str, Spent], standard: Mapping[str, Spent], faulty: Sequence[Mapping[str, Spent]]
) -> dict[str, dict[str, Any]]:
    """The cost of one case of each check, and its share of the faults that are noticed.

    A fault counts once: each of the checks that notice it has the same share, and so has each case of a check. So what
    many checks notice weighs less than what one alone notices. A check that reports something about the sandbox without
    a fault would notice every fault, so it counts for none.
    """
    shares = dict.fromkeys(quick, 0.0)
    for functions in faulty:
        noticing = [name for name in shares if name in functions and functions[name].has_noticed]
        noticing = [name for name in noticing if not quick[name].has_noticed]
        for name in noticing:
            shares[name] += 1 / len(noticing) / quick[name].cases
    return {
        name: {
            "quick": _per_case(spent),
            "standard": _per_case(standard.get(name, spent)),
            "writes": bool(spent.writes or standard.get(name, spent).writes),
            "faults": round(shares[name], 4),
        }
        for name, spent in sorted(quick.items())
    }


def _per_case(spent: Spent) -> float:
    return round(spent.requests / max(spent.cases, 1), 2)


def measured(sample: int, seed: int) -> dict[str, dict[str, Any]]:
    """Runs everything. Raises RuntimeError if a run did not end."""
    faults = [case.fault for case in CASES if case.kind == "server"]
    faults = random.Random(seed).sample(faults, min(sample, len(faults)))
    with Pool() as pool:
        standard = pool.submit(by_url.run, None, depth="standard", whole=True)
        quick = pool.submit(by_url.run, None, whole=True)
        runs = [pool.submit(by_url.run, fault, whole=True) for fault in faults]
        healthy = [_ended(future.result(), "without a fault") for future in (quick, standard)]
        faulty = []
        for fault, future in zip(faults, runs, strict=True):
            outcome = future.result()
            noticing = sum(spent.has_noticed for spent in outcome.functions.values())
            print(f"{outcome.requests} requests, noticed by {noticing} checks: {fault.sentence}", flush=True)
            # A fault that lets the run hang says little about checks.
            if not outcome.timed_out:
                faulty.append(outcome.functions)
    return costs(healthy[0].functions, healthy[1].functions, faulty)


def _ended(outcome: UrlOutcome, what: str) -> UrlOutcome:
    if outcome.timed_out:
        raise RuntimeError(f"the run {what} has not ended: {outcome.tail}")
    print(f"{outcome.requests} requests {what}; first report: {outcome.failed}", flush=True)
    return outcome


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.costs", description=__doc__)
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"how many faults of the sandbox are run ({SAMPLE})")
    parser.add_argument("--seed", type=int, default=0, help="which ones (0)")
    options = parser.parse_args(arguments)
    COSTS.write_text(json.dumps(measured(options.sample, options.seed), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
