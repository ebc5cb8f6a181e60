from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.spec.lint.support import CLEAN, DOCUMENT


@pytest.fixture
def document() -> dict[str, Any]:
    """A document without problems, to break."""
    parsed: dict[str, Any] = yaml.safe_load(DOCUMENT)
    return parsed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file without problems, to break."""
    path = tmp_path / "things.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    return path
