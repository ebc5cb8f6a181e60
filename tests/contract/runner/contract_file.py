"""Where `openapi.yaml` is, for programs that show a repository: GitHub, and readers of SARIF."""

from __future__ import annotations

import os
from pathlib import Path

from tests.oracle import CONTRACT, ROOT

# The folder that paths in annotations are relative to.
WORKSPACE = "GITHUB_WORKSPACE"


def path() -> str:
    """The path of the contract in the repository that is checked out."""
    workspace = Path(os.environ.get(WORKSPACE) or ROOT)
    top = workspace if CONTRACT.is_relative_to(workspace) else ROOT
    return CONTRACT.relative_to(top).as_posix()
