from __future__ import annotations

import os

import pytest

from tests.servers import prism


@pytest.fixture
def _real_prism() -> None:
    """For tests that run Prism. Only in CI it must be installed."""
    if not prism.is_installed():
        missing = f"Prism is not installed in {prism.INSTALLED}; make servers installs it"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
