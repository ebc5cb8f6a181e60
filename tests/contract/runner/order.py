"""In which order checks run on another server, and how many requests they send."""

from __future__ import annotations

import json
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.contract.runner.run import Limits
from tests.tables import table

# What checks cost, measured by `make costs`: requests of one case by depth, whether it writes, and its share of the
# faults of the sandbox that are noticed.
COSTS = Path(__file__).with_name("costs.json")
# How many times more random requests `deep` sends than `standard`.
DEEP = 10
GENERATED = "generated"


@dataclass(frozen=True)
class Cost:
    """The requests of one case of a check, whether it writes, and its share of the faults that are noticed."""

    quick: float = 1
    standard: float = 1
    writes: bool = True
    faults: float = 0

    def requests(self, depth: str) -> float:
        return self.quick if depth == "quick" else self.standard


@cache
def costs() -> dict[str, Cost]:
    """What is measured, by check. A new check has the cost of one request."""
    return {name: Cost(**values) for name, values in json.loads(COSTS.read_text(encoding="utf-8")).items()}


def name_of(item: pytest.Item) -> str:
    """The module and the function of a check, as in the file of costs."""
    return f"{_area(item)}: {getattr(item, 'originalname', None) or item.name}"


def cost_of(item: pytest.Item) -> Cost:
    return costs().get(name_of(item), Cost())


def by_url(items: Sequence[pytest.Item], limits: Limits) -> list[pytest.Item]:
    """The checks in the order in which they run.

    Those that write nothing come first, so that what they read is read once. With a limit of requests, every area gets
    its share: the next check of an area is the one that notices most for a request, and next is always the area that
    will have used least after this check.
    """
    if limits.max_requests is None:
        return sorted(items, key=lambda item: cost_of(item).writes)
    waiting: dict[str, deque[pytest.Item]] = defaultdict(deque)
    for item in sorted(items, key=lambda item: -cost_of(item).faults / max(cost_of(item).requests(limits.depth), 1)):
        waiting[_area(item)].append(item)
    ordered: list[pytest.Item] = []
    used: dict[str, float] = defaultdict(float)

    def use_after_next(area: str) -> float:
        return used[area] + max(cost_of(waiting[area][0]).requests(limits.depth), 1)

    while waiting:
        area = min(waiting, key=lambda name: (use_after_next(name), name))
        used[area] = use_after_next(area)
        ordered.append(waiting[area].popleft())
        if not waiting[area]:
            del waiting[area]
    return ordered


def plan(items: Sequence[pytest.Item], depth: str, share: float = 1) -> Iterator[str]:
    """What a run would send, as measured on the sandbox: checks, cases and requests.

    `share` is the part of the operations that is selected; a check that looks at all of them sends that part.
    """
    cases = Counter(name_of(item) for item in items)
    crawls = {name_of(item) for item in items if item.get_closest_marker("crawls")}
    total = 0.0
    rows = []
    for name, count in cases.items():
        requests = count * costs().get(name, Cost()).requests(depth) * (share if name in crawls else 1)
        requests *= DEEP if depth == "deep" and name.startswith(GENERATED) else 1
        total += requests
        area, _, function = name.partition(": ")
        rows.append([area, function.removeprefix("test_").replace("_", " "), str(count), f"{requests:.0f}"])
    yield from table(rows, [["area", "check", "cases", "requests"]], right={2, 3})
    yield f"{len(items)} cases of {len(cases)} checks, about {total:.0f} requests in depth {depth}. Nothing was sent."


def _area(item: pytest.Item) -> str:
    return item.path.stem.removeprefix("test_").replace("_", " ")
