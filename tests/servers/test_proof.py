"""The proof, by URL, on servers that are not the sandbox: each cause is named once, and no check is broken wrongly.

By default a few tags are checked; `make servers` checks all that each server has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY
from tests.sandbox_process import running_sandbox
from tests.servers.fault_proxy import Replace, fault_proxy, one_number, six_numbers
from tests.servers.prism import local_contract, running_prism
from tests.servers.prism_differences import DYNAMIC, STATIC, Difference, difference, unexplained, unused
from tests.servers.published_like import KNOWN_FAULTS, KnownFault, published_like
from tests.servers.small_server import KEY, small_server
from tests.servers.support import Outcome, check_server

# Seconds after which a run must have ended by itself.
LONGEST = 180
SMALL_TAGS = ("projects", "satellites", "bandsets", "blocks", "indices", "stores")
FEW_TAGS = SMALL_TAGS[:4]
# Prism accepts any key.
PRISM_KEY = "a-key-of-nobody-1f4e"


@pytest.fixture
def is_whole(request: pytest.FixtureRequest) -> bool:
    """Whether every tag is checked."""
    return bool(request.config.getoption("--all-servers"))


def check(url: str, key: str, folder: Path, tags: Sequence[str]) -> Outcome:
    # A mock never finishes any work.
    options = ["--depth=quick", "--patience=3", *(f"--tag={tag}" for tag in tags)]
    return check_server(url, key, folder, *options, timeout=LONGEST)


def test_another_implementation_keeps_the_contract(tmp_path: Path, *, is_whole: bool) -> None:
    with small_server() as url:
        outcome = check(url, KEY, tmp_path, SMALL_TAGS if is_whole else FEW_TAGS)

    assert outcome.broken == []
    assert outcome.causes == []
    assert outcome.status == 0, outcome.printed
    assert outcome.count("kept") > 40


def named(faults: Sequence[KnownFault], outcome: Outcome) -> dict[str, int]:
    """How many causes of the report are about each fault; a cause of something else is about 'another fault'."""
    counts = {fault.what: 0 for fault in faults}
    for cause in outcome.causes:
        about = [
            fault.what
            for fault in faults
            if cause <= {(operation, place, fault.rule) for operation, place in fault.shown}
        ]
        name = about[0] if about else f"another fault: {sorted(cause)}"
        counts[name] = counts.get(name, 0) + 1
    return counts


def test_each_known_fault_is_named_once_and_breaks_no_other_check(tmp_path: Path) -> None:
    with published_like() as faulty:
        outcome = check(faulty.url, KEY, tmp_path, SMALL_TAGS)

    assert named(KNOWN_FAULTS, outcome) == {fault.what: 1 for fault in KNOWN_FAULTS}
    # What a fault makes impossible is blocked by it.
    assert outcome.broken == []
    blocked = [check["blocked_by"] for check in outcome.report["checks"] if check["outcome"] == "blocked"]
    assert blocked
    assert all(blocked)
    assert outcome.status == 1, outcome.printed
    assert f"{len(KNOWN_FAULTS)} findings" in outcome.printed


@pytest.mark.parametrize(
    ("change", "rules", "status"),
    [(six_numbers, [], 0), (one_number, ["a bbox has 4 or 6 numbers"], 1)],
    ids=["with altitudes", "cut short"],
)
def test_bounding_boxes_are_validated_by_their_numbers(
    change: Callable[[list[float]], list[float]], rules: list[str], status: int, tmp_path: Path
) -> None:
    places = {"listArchiveItems": "/features/*/bbox", "searchArchive": "/features/*/bbox", "getArchiveItem": "/bbox"}
    changes = [Replace(operation, pointer, change) for operation, pointer in places.items()]
    with running_sandbox() as sandbox, fault_proxy(sandbox.url, *changes) as faulty:
        outcome = check(faulty.url, SAMPLE_KEY, tmp_path, ["archives"])

    expected = [{(operation, place, rule) for operation, place in places.items()} for rule in rules]
    assert outcome.causes == expected
    assert outcome.broken == []
    assert outcome.status == status, outcome.printed
    assert faulty.applied.keys() == set(changes)


RULE = 'value is "S3", "GCS" or "AZBLOB"'
FOUND = {"operation": "listStores", "status": 200, "place": "/stores/*/type", "rule": RULE}


def outcome_of(*findings: dict[str, Any], broken: Sequence[str] = ()) -> Outcome:
    """The outcome of a run with these findings and broken checks."""
    checks = [
        {"name": name, "module": f"{name} and others", "operation": "getProject", "why": "so", "outcome": "broken"}
        for name in broken
    ]
    return Outcome(1, "", {"findings": findings, "checks": checks})


def test_fault_that_is_named_twice_or_not_declared_is_noticed() -> None:
    faults = [fault for fault in KNOWN_FAULTS if ("listStores", "/stores/*/type") in fault.shown]
    other = {**FOUND, "place": "/stores/*/name", "cause": 2}

    assert named(faults, outcome_of({**FOUND, "cause": 1})) == {faults[0].what: 1}
    assert named(faults, outcome_of()) == {faults[0].what: 0}
    assert named(faults, outcome_of({**FOUND, "cause": 1}, {**FOUND, "cause": 2})) == {faults[0].what: 2}
    assert len(named(faults, outcome_of({**FOUND, "cause": 1}, other))) == 2


def test_departure_without_an_explanation_and_explanation_without_a_departure_are_noticed() -> None:
    pattern = r"listStores 200 /stores/\*/type: value .*"
    explained = [difference("so it is", "test_a", findings=pattern, modules={"test_c and others"})]
    expected = outcome_of({**FOUND, "cause": 1}, broken=["test_a", "test_c"])
    other = outcome_of({**FOUND, "operation": "getStore", "cause": 1}, broken=["test_b"])

    assert (unexplained(explained, expected), unused(explained, expected)) == ([], [])
    assert unexplained(explained, other) == [
        f"getStore 200 /stores/*/type: {RULE}",
        "test_b [getProject] so",
    ]
    assert unused(explained, other) == [pattern, "test_a", "test_c and others"]


@pytest.mark.usefixtures("_real_prism")
@pytest.mark.parametrize(
    ("options", "explained", "tags"),
    [((), STATIC, FEW_TAGS), (("--dynamic",), DYNAMIC, FEW_TAGS[:2])],
    ids=["examples", "dynamic"],
)
def test_what_prism_departs_in_is_explained(
    options: tuple[str, ...], explained: Sequence[Difference], tags: Sequence[str], tmp_path: Path, *, is_whole: bool
) -> None:
    with running_prism(*options, document=local_contract(tmp_path)) as url:
        outcome = check(url, PRISM_KEY, tmp_path, () if is_whole else tags)

    assert unexplained(explained, outcome) == []
    assert outcome.status == 1, outcome.printed
    assert outcome.count("kept") > 10
    if is_whole:
        assert unused(explained, outcome) == []
