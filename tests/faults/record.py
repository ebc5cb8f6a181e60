"""Which test noticed each fault the last time. It runs first, which saves most of a run. `make clean` deletes this."""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "build" / "faults.json"


def read() -> dict[str, str]:
    """The test that noticed each fault, by `key`."""
    noticed: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return noticed


def keep(kind: str, sentence: str, test: str) -> None:
    """Note at once which test noticed a fault: long runs are interrupted."""
    FILE.parent.mkdir(exist_ok=True)
    # In one step: a file that was written in part could not be read the next time.
    whole = FILE.with_suffix(".new")
    whole.write_text(json.dumps(read() | {key(kind, sentence): test}, indent=1), encoding="utf-8")
    whole.replace(FILE)


def key(kind: str, sentence: str) -> str:
    return f"{kind}: {sentence}"
