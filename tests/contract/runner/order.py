"""In which order checks run on another server."""

from __future__ import annotations

import pytest

from tests.contract.runner.run import Run


def by_url(items: list[pytest.Item], run: Run) -> list[pytest.Item]:
    """The checks, those first that change nothing, so that what they read is read once."""
    return items
