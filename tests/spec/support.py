"""What several tests of the contract use."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git(root: Path, *words: str) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", root, *author, *words], check=True, capture_output=True, timeout=300)  # noqa: S603, S607  our own words
