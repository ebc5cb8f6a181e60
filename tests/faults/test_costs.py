"""What checks cost and notice: how it is counted, and that the recorded file is about checks that exist."""

from __future__ import annotations

import ast

from tests.contract.runner.order import costs as recorded
from tests.faults.by_url import Spent
from tests.faults.costs import costs
from tests.faults.runner import TARGETS


def test_a_fault_is_shared_by_the_checks_and_cases_that_notice_it() -> None:
    quick = {"a: test_a": Spent(cases=2, requests=3), "b: test_b": Spent(cases=1, requests=5, writes=2)}
    standard = {"a: test_a": Spent(cases=2, requests=30)}
    only_a = {"a: test_a": Spent(has_noticed=True), "b: test_b": Spent()}
    both = {"a: test_a": Spent(has_noticed=True), "b: test_b": Spent(has_noticed=True)}

    assert costs(quick, standard, [only_a, both, {}]) == {
        "a: test_a": {"quick": 1.5, "standard": 15.0, "writes": False, "faults": 0.75},
        "b: test_b": {"quick": 5.0, "standard": 5.0, "writes": True, "faults": 0.5},
    }


def test_a_check_that_reports_something_without_a_fault_counts_for_none() -> None:
    quick = {"a: test_a": Spent(cases=1, has_noticed=True), "b: test_b": Spent(cases=1)}
    both = {"a: test_a": Spent(has_noticed=True), "b: test_b": Spent(has_noticed=True)}

    faults = {name: cost["faults"] for name, cost in costs(quick, quick, [both]).items()}

    assert faults == {"a: test_a": 0, "b: test_b": 1}


def test_recorded_costs_are_of_checks_that_exist() -> None:
    names = set()
    for path in TARGETS["server"].checks.glob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        area = path.stem.removeprefix("test_").replace("_", " ")
        names |= {f"{area}: {node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}

    assert recorded(), "run `make costs`"
    assert recorded().keys() - names == set(), "run `make costs`"
