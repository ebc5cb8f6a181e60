"""How a mock made by Prism departs from the contract that it is made of, and why: Prism keeps the schemas alone.

A run must find these departures, and says nothing else of Prism. Each difference has the findings and the broken checks
that follow from it; the title of each of these checks is true of Prism.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tests.servers.support import Outcome

NOTHING = r"(?!)"


@dataclass(frozen=True)
class Difference:
    """What Prism does, and what a run says of it: findings by a pattern, broken checks by name or by their module."""

    why: str
    # A pattern of `operation status place: rule`.
    findings: str = NOTHING
    checks: frozenset[str] = frozenset()
    # Modules of which every check is about what the difference says.
    modules: frozenset[str] = frozenset()

    def explains_finding(self, text: str) -> bool:
        return re.fullmatch(self.findings, text) is not None

    def explains_check(self, check: Mapping[str, str]) -> bool:
        return check["name"] in self.checks or check["module"] in self.modules


def difference(why: str, *checks: str, findings: str = NOTHING, modules: Collection[str] = ()) -> Difference:
    return Difference(why, findings, frozenset(checks), frozenset(modules))


# In both ways of answering.
ALWAYS = (
    difference(
        "It keeps nothing and looks nothing up: what was created is not there, each ID exists, and no filter, page or "
        "sort key changes the answer.",
        "test_unknown_id_is_404",
        "test_id_that_resembles_an_existing_one_is_404",
        "test_id_below_another_parent_is_404",
        "test_unknown_id_in_a_body_is_404",
        "test_body_at_a_bound_is_accepted",
        "test_body_in_each_branch_of_a_condition_is_accepted",
        findings=r"\w+ 20\d \S*: (\w+ is the one asked for|what was created can be read)",
        modules={"creation", "lists", "orders", "searches", "tables", "visualizations"},
    ),
    difference(
        "It validates requests by the schemas alone, and takes a query parameter without a value for a missing one.",
        "test_invalid_polygon_is_400",
        "test_invalid_query_is_400",
    ),
    difference(
        "It answers each invalid request with the one example that the contract has of the status.",
        "test_invalid_body_is_400_and_changes_nothing",
    ),
    difference(
        "It accepts every key, and refuses a request without one by the first error of the contract that fits: 401.",
        "test_request_without_a_valid_key_is_refused",
        "test_generated_requests_find_no_departure",
        "test_generated_chains_of_requests_find_no_departure",
    ),
    difference(
        "It answers 406 if the header Accept has no media type of the answer. The contract does not have this status.",
        "test_accept_header_does_not_change_the_answer",
        findings=r"\w+ 406 : status [0-9X, or]+",
    ),
    difference(
        "It answers to other methods and paths with errors of its own, as application/problem+json.",
        "test_unsupported_method_is_405_and_names_the_supported_ones",
        "test_unknown_path_is_404",
    ),
    difference(
        "It reads bodies of up to 10 MB, bodies that are not UTF-8, and answers 500 to one that is nested deep.",
        "test_huge_body_is_413",
        "test_malformed_json_is_400",
    ),
    difference(
        "It has no example of a PNG, and makes one up.", findings=r"generateVisualizationPng 200 : a PNG is complete"
    ),
)
# Prism answers with the first example of the contract.
STATIC = (
    *ALWAYS,
    difference(
        "An example is the same for each AOI.",
        "test_id_in_a_body_below_another_parent_is_404",
    ),
    difference(
        "The files to which the examples link are nowhere.",
        findings=r"GET http://127\.0\.0\.1:9/\S+ 0 : every request is answered",
    ),
    difference(
        "Two examples of the contract break a rule for answers: the page of the rollback prints a legend of a date "
        "without a file, and the listed order item leaves out what it has cost.",
        findings=r"listOrderItems 200 \S+: tokens_used .+|rollbackVisualizationMetadata 200 \S+: a legend has a file",
    ),
)
# How the names of rules begin that a schema states.
BY_SCHEMA = r"(type|value|required|pattern|key|status|media type|no body|no other fields|exactly one|at (least|most))\b"
# Prism answers with random values that keep the schemas.
DYNAMIC = (
    *ALWAYS,
    difference(
        "Random values keep the schemas, but not the rules for answers that no schema states: those of times, "
        "positions, links, sums, and of what belongs together.",
        "test_each_resource_has_its_own_package",
        findings=rf"\w+ 20\d \S*: (?!{BY_SCHEMA}).+",
        modules={"consistency"},
    ),
    difference(
        "Its generator of random values does not know propertyNames: the keys of legends are no dates.",
        findings=r"\w*Visualization\w* 20\d \S*/legend/\*: key: pattern of LegendDate",
    ),
)


def unexplained(differences: Sequence[Difference], outcome: Outcome) -> list[str]:
    """The findings and the broken checks that follow from none of the differences."""
    findings = [text for text in _findings(outcome) if not any(item.explains_finding(text) for item in differences)]
    checks = [check for check in outcome.broken if not any(item.explains_check(check) for item in differences)]
    return [*findings, *(f"{check['name']} [{check['operation']}] {check['why']}" for check in checks)]


def unused(differences: Sequence[Difference], outcome: Outcome) -> list[str]:
    """What is explained and does not happen: findings, checks and modules that a report does not have."""
    found = _findings(outcome)
    names = {check["name"] for check in outcome.broken} | {check["module"] for check in outcome.broken}
    return [
        *(
            item.findings
            for item in differences
            if item.findings != NOTHING and not any(map(item.explains_finding, found))
        ),
        *(name for item in differences for name in sorted((item.checks | item.modules) - names)),
    ]


def _findings(outcome: Outcome) -> list[str]:
    return sorted(
        f"{item['operation']} {item['status']} {item['place']}: {item['rule']}" for item in outcome.report["findings"]
    )
