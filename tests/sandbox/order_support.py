"""Requests for order items, and a function that orders them."""

from __future__ import annotations

from typing import Any

from pixxel_sandbox.sample import orders as samples
from pixxel_sandbox.sample.workspaces import PROJECT
from tests.sandbox.support import InProcess

ITEM_ID = "TD2_00056_20240506_L2A_004010_01001001"
OTHER_ITEM_ID = "TD2_00093_20251114_L2A_004010_01001002"


def square(west: float, south: float, side: float = 0.02) -> dict[str, Any]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*shapes: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": shape} for shape in shapes]}


ARCHIVE = {
    "project_id": PROJECT,
    "name": "Fields",
    "usecase": "agriculture",
    "item_ids": [ITEM_ID],
    "geometry": collection(square(77.54, 12.94)),
}
TASKING = {
    "project_id": PROJECT,
    "name": "Fields next year",
    "usecase": "agriculture",
    "bandset": {"bandset_id": samples.BANDSET_ID},
    "recurrence": "ONCE",
    "start_date": "2026-01-10T00:00:00Z",
    "end_date": "2026-01-20T00:00:00Z",
    "geometry": collection(square(77.54, 12.94)),
}
RECURRING = {
    **{name: value for name, value in TASKING.items() if name != "end_date"},
    "recurrence": "MONTHLY",
    "no_of_occurrences": 3,
}


def order(sandbox: InProcess, *items: dict[str, Any], **options: Any) -> dict[str, Any]:
    new_order: dict[str, Any] = sandbox.json("POST", "/v0/orders", json={"order_items": list(items), **options})
    return new_order
