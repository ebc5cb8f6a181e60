"""What a run does on a server that is slow, busy, failing at times, or that refuses the key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract_tool.support import Result, check
from tests.sandbox_process import running_sandbox
from tests.servers.fault_proxy import KeyExpires, RateLimit, Replace, Unavailable, empty_list, fault_proxy

PROJECTS = ("--tag=projects", "--depth=quick")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_sandbox() as sandbox:
        yield sandbox.url


def report_of(folder: Path) -> Any:
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def check_projects(url: str, folder: Path) -> Result:
    return check(*PROJECTS, f"--base-url={url}", f"--report={folder}")


def test_rate_limit_of_the_server_is_waited_for(tmp_path: Path, url: str) -> None:
    limit = RateLimit(40, period=2)
    with fault_proxy(url, limit) as limited:
        result = check_projects(limited.url, tmp_path)

    assert result.returncode == 0, result.stdout
    assert limited.applied[limit] > 0
    assert " for the server; requests sent again after: " in result.stdout
    assert report_of(tmp_path)["run"]["retried"].keys() == {"429"}


@pytest.mark.parametrize("retry_after", [None, 0])
def test_failure_that_passes_is_no_finding(tmp_path: Path, url: str, retry_after: int | None) -> None:
    with fault_proxy(url, Unavailable(7, retry_after)) as failing:
        result = check_projects(failing.url, tmp_path)

    assert result.returncode == 0, result.stdout
    assert report_of(tmp_path)["run"]["retried"]["503"] > 5
    # The table of answers counts it like any other status.
    assert "503\N{NO-BREAK SPACE}×" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_key_that_expires_ends_the_run_with_its_report(tmp_path: Path, url: str) -> None:
    with fault_proxy(url, KeyExpires(60)) as expiring:
        result = check_projects(expiring.url, tmp_path)

    assert result.returncode == 3
    assert "does not accept the key in PIXXEL_API_KEY any more (401)" in result.stdout
    assert str(tmp_path / "report.html") in result.stdout
    report = report_of(tmp_path)
    assert report["findings"] == []
    assert not [item for item in report["checks"] if item["outcome"] == "broken"]
    assert [item for item in report["checks"] if item["outcome"] == "kept"]


def test_departure_of_an_operation_that_is_not_checked_stops_nothing(tmp_path: Path, url: str) -> None:
    with fault_proxy(url, Replace("listAois", "/aois/*/progress", "half")) as departing:
        result = check_projects(departing.url, tmp_path)

    assert result.returncode == 0, result.stdout


def test_departure_is_named_once_and_blocks_what_needs_it(tmp_path: Path, url: str) -> None:
    rules = [
        *empty_list("listVisualizations", "/visualizations"),
        Replace("listProjects", "/projects/*/id", 7),
        Replace("listProjects", "/projects/*/created_at", "yesterday"),
    ]
    with fault_proxy(url, *rules) as departing:
        result = check_projects(departing.url, tmp_path)

    assert result.returncode == 1, result.stdout
    report = report_of(tmp_path)
    assert {(item["operation"], item["place"]) for item in report["findings"]} == {
        ("listProjects", "/projects/*/id"),
        ("listProjects", "/projects/*/created_at"),
    }
    assert len(report["findings"]) == 2
    assert not [item for item in report["checks"] if item["outcome"] == "broken"]
    assert [item for item in report["checks"] if item["outcome"] == "blocked"]


def test_workspace_without_visualizations_is_checked_as_far_as_it_goes(tmp_path: Path) -> None:
    with running_sandbox("--seed-data=none") as sandbox:
        result = check(
            "--tag=satellites,bandsets", "--depth=quick", f"--base-url={sandbox.url}", f"--report={tmp_path}"
        )

    assert result.returncode == 0, result.stdout
    checks = report_of(tmp_path)["checks"]
    assert {item["operation"] for item in checks if item["outcome"] == "kept"} >= {"listSatellites", "listBandsets"}
