"""Options of a run, as pytest holds them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.runner.run import Keys, Run

KEYS = pytest.StashKey[Keys]()
EXAMPLES = pytest.StashKey[str | None]()
RUN = pytest.StashKey[Run]()


def option(config: pytest.Config, name: str, default: Any = None) -> Any:
    """An option; its default where the whole of tests/ is run, which has no such options."""
    return config.getoption(name, default=default)


def tags(config: pytest.Config) -> set[str]:
    """The tags that are to be checked; none where all are."""
    return {tag for given in option(config, "--tag") or () for tag in given.split(",")}
