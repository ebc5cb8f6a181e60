"""The contract as the tests of the pages use it, and objects that several pages print.

What the pages print and state is written here and in the tests by hand: the contract is compared with the pages, not
with itself.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.oracle import JSON, Contract

CONTRACT = Contract.load()
DOCUMENT = CONTRACT.document
OPERATIONS = list(CONTRACT.operations.values())
SCHEMAS = "/components/schemas"
JSON_HEADERS = {"content-type": JSON}

RING = [[77.54, 12.94], [77.56, 12.94], [77.56, 12.96], [77.54, 12.96], [77.54, 12.94]]
POLYGON: dict[str, Any] = {"type": "Polygon", "coordinates": [RING]}
MULTI_POLYGON: dict[str, Any] = {"type": "MultiPolygon", "coordinates": [[RING], [RING]]}
AREA: dict[str, Any] = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}]}

ARCHIVE: dict[str, Any] = {
    "project_id": "p",
    "usecase": "agriculture",
    "geometry": AREA,
    "item_ids": ["TD1_005630_20230314_L2A_20230504_03001069"],
}
TASKING: dict[str, Any] = {
    "project_id": "p",
    "name": "order item 1",
    "usecase": "agriculture",
    "geometry": AREA,
    "bandset": {"bandset_id": "b"},
    "recurrence": "ONCE",
    "start_date": "2099-10-22T00:00:00Z",
    "end_date": "2099-10-28T00:00:00Z",
    "cloud_cover": 20,
    "off_nadir": 20,
    "delivery_speed": "STANDARD",
}

by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)


def schema_problems(schema: str, value: Any) -> list[str]:
    """Where a value breaks a schema."""
    return CONTRACT.problems(f"{SCHEMAS}/{schema}", value)


def answer_problems(operation_id: str, status: int, value: Any) -> list[str]:
    """Where an answer breaks the contract."""
    return CONTRACT.answer_problems(operation_id, status, JSON_HEADERS, json.dumps(value).encode())


def request_problems(method: str, path: str, body: Any = None) -> list[str]:
    """Where a request, with a body or without, breaks the contract."""
    headers, content = ({}, b"") if body is None else (JSON_HEADERS, json.dumps(body).encode())
    return CONTRACT.request_problems(method, path, headers, content)


def order_problems(*items: dict[str, Any], **fields: Any) -> list[str]:
    """Where an order of these items breaks the contract."""
    return request_problems("POST", "/v0/orders", {"order_items": list(items), **fields})


def without(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name not in names}


def default(operation_id: str, name: str) -> Any:
    return CONTRACT.operations[operation_id].named("query")[name].schema.get("default")


def property_of(schema: str, name: str) -> dict[str, Any]:
    pointer = f"{SCHEMAS}/{schema}/properties/{name}"
    node = CONTRACT.at(pointer)
    resolved, _ = CONTRACT.resolve(node, pointer)
    return {**resolved, **node}


def values(schema: str) -> set[str]:
    return set(CONTRACT.at(f"{SCHEMAS}/{schema}")["enum"])


def page(key: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {key: list(items), "pagination": {"limit": 10, "offset": 0, "total": len(items)}}
