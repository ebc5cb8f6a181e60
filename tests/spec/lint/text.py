"""How messages show values."""

from __future__ import annotations

# What a message shows of a value: enough to find it.
CLIP = 160


def clipped(message: str) -> str:
    """A message on one line, without the middle of the value that it shows."""
    line = " ".join(message.split())
    return line if len(line) <= CLIP else f"{line[: CLIP // 2]} … {line[-CLIP // 2 :]}"
