"""Options of a run, as pytest holds them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.runner.run import Keys, Run

KEYS = pytest.StashKey[Keys]()
EXAMPLES = pytest.StashKey[str | None]()
RUN = pytest.StashKey[Run]()


def option(config: pytest.Config, name: str, default: Any = None) -> Any:
    """An option; its default in a run of all of tests/, which has no such options."""
    return config.getoption(name, default=default)


def tags(config: pytest.Config) -> set[str]:
    """The tags to check; none if all are checked."""
    return {tag for names in option(config, "--tag") or () for tag in names.split(",")}
