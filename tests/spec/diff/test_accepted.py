"""Accepted differences are left out of the report; an entry that accepts nothing is reported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.spec.diff.accepted import accepted
from tests.spec.diff.support import METADATA, excerpt, refactored_excerpt
from tests.spec.documents import Unusable
from tests.spec.drift import ACCEPTED, main

ENTRY = {"reason": "It is so.", "source": "a guide", "kind": "status", "places": "response 404", "ours": "present"}
PUT, PATCH = f"PUT {METADATA}", f"PATCH {METADATA}"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def published() -> dict[str, Any]:
    """A published description that says what the contract says."""
    document: dict[str, Any] = json.loads(refactored_excerpt(METADATA))
    return document


@pytest.fixture
def run(tmp_path: Path, published: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command with these entries; returns the exit code and what it prints."""

    def run(*entries: Any) -> tuple[int, str]:
        files = {name: tmp_path / name for name in ("ours.json", "published.json", "accepted.yaml")}
        files["ours.json"].write_text(excerpt(METADATA), encoding="utf-8")
        files["published.json"].write_text(json.dumps(published), encoding="utf-8")
        files["accepted.yaml"].write_text(yaml.safe_dump(list(entries)) if entries else "", encoding="utf-8")
        ours, described, accepted = map(str, files.values())
        code = main([described, "--ours", ours, "--accepted", accepted])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def drop_404(published: dict[str, Any]) -> None:
    for method in ("patch", "put"):
        del published["paths"][METADATA][method]["responses"]["404"]


def test_no_drift_exits_with_0(run: Run) -> None:
    code, printed = run()
    assert code == 0
    assert printed == "2 operations: 0 unaccepted differences, 0 accepted, 0 stale acceptances.\n"


def test_drift_exits_with_1_and_is_grouped_by_operation(run: Run, published: dict[str, Any]) -> None:
    drop_404(published)
    code, printed = run()
    assert code == 1
    line = "  response 404 | status | ours: present | published: absent\n"
    assert printed.startswith(f"{PUT}\n{line}{PATCH}\n{line}")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"operations": "* /v0/aois/{aoi_id}/visualizations/**"},
        {"operations": [PUT, PATCH]},
        {"places": "response 4*"},
        {"places": ["**404"], "published": "absent"},
        {"kind": ["status"]},
    ],
    ids=str,
)
def test_an_entry_accepts_every_difference_that_it_matches(
    run: Run, published: dict[str, Any], changes: dict[str, Any]
) -> None:
    drop_404(published)
    code, printed = run(ENTRY | changes)
    assert (code, "2 accepted" in printed) == (0, True), printed


@pytest.mark.parametrize(
    "changes",
    [
        {"ours": "absent"},
        {"kind": "media type"},
        {"operations": "GET **"},
        {"places": "response 4"},
        {"places": "404"},
        {"operations": "PATCH *"},
    ],
    ids=str,
)
def test_an_entry_accepts_no_other_difference(run: Run, published: dict[str, Any], changes: dict[str, Any]) -> None:
    drop_404(published)
    code, printed = run(ENTRY | changes)
    assert code == 1
    assert "2 unaccepted differences, 0 accepted, 1 stale" in printed
    assert "accepted.yaml:1: the entry matches no difference; remove it" in printed


def test_a_pattern_that_matches_nothing_is_stale(run: Run, published: dict[str, Any]) -> None:
    drop_404(published)
    code, printed = run(ENTRY, ENTRY | {"places": ["response 404", "response 409"]})
    assert code == 1
    assert ":6: 'response 409' in `places` matches no difference; remove it\n" in printed


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({key: value for key, value in ENTRY.items() if key != "reason"}, "the entry has no `reason`"),
        (ENTRY | {"reason": " "}, "the entry has no `reason`"),
        (ENTRY | {"source": None}, "the entry has no `source`"),
        (ENTRY | {"place": "response 404"}, "'place' is no key of an entry"),
        ({key: value for key, value in ENTRY.items() if key != "places"}, "the entry has no `places`"),
        ({key: value for key, value in ENTRY.items() if key != "kind"}, "the entry has no `kind`"),
        ({key: value for key, value in ENTRY.items() if key != "ours"}, "the entry has neither `ours` nor `published`"),
        (ENTRY | {"places": []}, "`places` is empty"),
        ("status", "the entry is no map"),
    ],
)
def test_an_incomplete_entry_is_refused(run: Run, entry: Any, complaint: str) -> None:
    code, printed = run(entry)
    assert code == 2
    assert printed.startswith(f"accepted.yaml:1: {complaint}")


def test_the_file_must_be_a_list(tmp_path: Path) -> None:
    (tmp_path / "accepted.yaml").write_text("reason: none", encoding="utf-8")
    with pytest.raises(Unusable, match="is no list"):
        accepted(tmp_path / "accepted.yaml")
    with pytest.raises(Unusable, match="cannot be read: No such file"):
        accepted(tmp_path / "nothing.yaml")


def test_the_entries_of_this_repository_are_complete_and_name_their_kinds() -> None:
    kinds = {kind for entry in accepted(ACCEPTED) for kind in entry.patterns["kind"]}
    assert not any("*" in kind for kind in kinds)


def test_an_unusable_input_is_reported_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([str(tmp_path / "nothing.json")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith(
        "nothing.json cannot be read: No such file or directory. Name an OpenAPI file or its URL.\n"
    )
