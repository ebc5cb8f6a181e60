from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.spec.lint import redocly
from tests.spec.lint.support import DOCUMENT


@pytest.fixture
def document() -> dict[str, Any]:
    """A document without problems, to break."""
    parsed: dict[str, Any] = yaml.safe_load(DOCUMENT)
    return parsed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file without problems, to break."""
    path = tmp_path / "things.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


@pytest.fixture
def real_redocly() -> None:
    """For tests that run Redocly. Only in CI it must be installed."""
    if not redocly.is_installed():
        missing = f"Redocly is not installed in {redocly.INSTALLED}; make lint-spec installs it"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)


@pytest.fixture
def no_redocly(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of everything else: Redocly finds nothing."""
    monkeypatch.setattr(redocly, "problems", lambda path: [])
