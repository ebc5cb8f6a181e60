"""A run with everything that a report can have, made by hand."""

from __future__ import annotations

from collections import Counter

from tests.contract.runner.run import Check, Limits, Run, SentRequest
from tests.oracle import Departure

KEY = "0123456789abcdef"
TIMESTAMP = "/components/schemas/Timestamp/pattern"
PROJECT_ID = "/components/schemas/Project/properties/id/type"
PROJECT_RESPONSES = "/paths/~1v0~1projects/get/responses"
# What a server may send to mislead whoever reads the report.
HOSTILE = "<script>alert(1)</script> \x1b[31m \u202e ::error::"


def example_run() -> Run:
    """Three findings, broken, blocked and skipped checks, waits, and something left on the server."""
    run = Run(Limits(depth="quick"), "https://staging.example.com", requests=7, keys=(KEY,), seed="1", seconds=75)
    run.observed.last = SentRequest("GET", "/v0/projects", {"limit": 50})
    late = Departure("/projects/0/created_at", "pattern of Timestamp", 'must be like "2024", is "late"', TIMESTAMP)
    run.observe("listProjects", 200, [late])
    late = Departure("/project/created_at", "pattern of Timestamp", 'must be like "2024", is "late"', TIMESTAMP)
    run.observe("getProject", 200, [late])
    run.observe("getProject", 200, [late])
    run.observe(
        "listProjects", 200, [Departure("/projects/0/id", "type is string", "must be a string, is 7", PROJECT_ID)]
    )
    status = Departure("", "status 200 or 404", "must have the status 200 or 404, has 418", PROJECT_RESPONSES)
    run.observe("listProjects", 418, [status])
    run.statuses["getProject"] = Counter({200: 3, 404: 2})
    run.parameters["getProject"] = {"id"}
    by_id = next(finding.key for finding in run.findings if finding.source == PROJECT_ID)
    run.checks = [
        Check("test_it_is_there", "reading", "getProject", "kept"),
        Check("test_it_is_right", "reading", "getProject", "broken", f"must be 1, is {HOSTILE}", "curl 'x' \"$K\""),
        Check("test_it_is_right", "reading", "listProjects", "broken", "must be 1, is 2", "curl y"),
        Check("test_it_is_found", "reading", "getProject", "blocked", "no id", blocked_by=[by_id]),
        Check("test_it_is_ours", "keys", "getProject", "skipped", "no key of another workspace"),
        Check("test_it_is_ours", "keys", "listProjects", "skipped", "no key of another workspace"),
    ]
    run.not_applicable = 3
    run.leftovers = [f"createIndex {number}: the API cannot delete it" for number in range(30)]
    run.pace.waited = 12.0
    run.retried[429] = 2
    return run
