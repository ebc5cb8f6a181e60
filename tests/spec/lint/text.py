"""How messages show long values."""

from __future__ import annotations

# Enough of a value to find it.
CLIP = 160


def clipped(message: str) -> str:
    """A message on one line, without the middle if it is long."""
    line = " ".join(message.split())
    return line if len(line) <= CLIP else f"{line[: CLIP // 2]} … {line[-CLIP // 2 :]}"
