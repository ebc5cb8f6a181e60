"""Which test noticed each fault the last time: tried first, it spares most of a run. `make clean` forgets it."""

from __future__ import annotations

import json

from tests.faults.fault import Fault
from tests.faults.runner import ROOT

FILE = ROOT / "build" / "faults.json"


def first(kind: str, fault: Fault | None) -> str | None:
    """The test to begin with, if one is known."""
    return _read().get(_name(kind, fault)) if fault else None


def keep(kind: str, fault: Fault, test: str | None) -> None:
    """Note what has noticed a fault; nothing, if it was not noticed. At once, since long runs are interrupted."""
    FILE.parent.mkdir(exist_ok=True)
    # In one step: what is cut short in the middle could not be read the next time.
    whole = FILE.with_suffix(".new")
    whole.write_text(json.dumps(_read() | {_name(kind, fault): test}, indent=1), encoding="utf-8")
    whole.replace(FILE)


def _read() -> dict[str, str | None]:
    noticed: dict[str, str | None] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return noticed


def _name(kind: str, fault: Fault) -> str:
    return f"{kind}: {fault.sentence}"
