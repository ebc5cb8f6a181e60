"""Projects, as the pages document them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.pages.support import answer_problems

PROJECT = {"id": "p", "name": "fields", "created_at": "2025-01-01T12:00:00Z"}


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("fields", [{"count": 1}, {"pagination": {"limit": 10, "offset": 0, "total": 1}}])
def test_a_list_of_projects_has_a_count_or_a_pagination(fields: dict[str, Any]) -> None:
    assert answer_problems("listProjects", 200, {"projects": [{**PROJECT, "description": "fields"}], **fields}) == []


@pytest.mark.parametrize("project", [PROJECT, {"project": PROJECT}])
def test_a_project_may_be_bare_or_wrapped(project: dict[str, Any]) -> None:
    assert answer_problems("getProject", 200, project) == []


@pytest.mark.parametrize("project", [{}, [PROJECT], {"project": None}, {"project": {}}])
def test_a_project_has_no_other_form(project: Any) -> None:
    assert answer_problems("getProject", 200, project)
