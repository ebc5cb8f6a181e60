"""The answer that the reference page of the rollback prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PRINTED = Path(__file__).parent / "data" / "rollback-answer.json"

# The page's renderer prints this where it knows no example; it is no GeoJSON position.
PLACEHOLDER = [[[123]]]
RING = [[77.54, 12.94], [77.56, 12.94], [77.56, 12.96], [77.54, 12.96], [77.54, 12.94]]


def seed_answer() -> dict[str, Any]:
    """The printed answer, with a real ring in place of the renderer's placeholder."""
    answer: dict[str, Any] = json.loads(PRINTED.read_text(encoding="utf-8"))
    for asset in answer["assets"]:
        if asset["geometry"]["coordinates"] == PLACEHOLDER:
            asset["geometry"]["coordinates"] = [RING]
    return answer
