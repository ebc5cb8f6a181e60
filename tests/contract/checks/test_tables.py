"""A CSV table has every listed item, with times in the requested zone."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.contract.model.creation import CREATE_OPERATIONS, let_work_finish
from tests.contract.model.formats import MOMENT
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import OPERATIONS, is_read_only, list_operation_of, list_operations
from tests.contract.model.payloads import with_unicode_names
from tests.contract.outcomes import require
from tests.contract.transport.server import Server
from tests.oracle import Operation

TABLES = [
    operation
    for operation in OPERATIONS
    if is_read_only(operation) and "text/csv" in operation.answers[str(operation.success)]
]


@pytest.mark.parametrize("operation", TABLES, ids=lambda operation: operation.id)
def test_table_has_every_listed_item(server: Server, inventory: Inventory, operation: Operation) -> None:
    for create_operation in filter(server.is_free, CREATE_OPERATIONS):
        server.value(inventory.valid(create_operation))
    rows = list(csv.DictReader(io.StringIO(server.value(inventory.valid(operation)).decode())))
    column = next(iter(rows[0]))
    list_operation = next(
        operation for operation in list_operations() if operation.tag == f"{column.removesuffix('_id')}s"
    )

    assert {row[column] for row in rows} >= {item["id"] for item in server.all_of(list_operation.id)}


@pytest.mark.parametrize("operation", TABLES, ids=lambda operation: operation.id)
def test_table_agrees_with_the_items_that_it_lists(server: Server, inventory: Inventory, operation: Operation) -> None:
    for create_operation in filter(server.is_free, CREATE_OPERATIONS):
        call = inventory.valid(create_operation)
        server.ask(replace(call, body=with_unicode_names(call.body)))
    let_work_finish(server)
    rows = list(csv.DictReader(io.StringIO(server.value(inventory.valid(operation)).decode())))
    listed = {
        column: list_operation
        for column in rows[0]
        if column.endswith("_id") and (list_operation := list_operation_of(column))
    }
    items_by_column = {
        column: {item["id"]: item for item in server.all_of(list_operation.id)}
        for column, list_operation in listed.items()
    }
    compared = 0
    for row in rows:
        named_items = [
            items_by_column[column][row[column]] for column in listed if row[column] in items_by_column[column]
        ]
        for column, cell in row.items():
            values = [listed_item[column] for listed_item in named_items if column in listed_item]
            assert not values or any(cell_equals(cell, value) for value in values), (
                f"{column} is {cell} in the table, and {values} in the item"
            )
            compared += bool(values)
    require(compared, "the table and its items have no field in common")


def cell_equals(cell: str, value: Any) -> bool:
    """Whether a cell of a table has the value, in any text form."""
    if value in (None, ""):
        return not cell
    if MOMENT.fullmatch(cell):
        return datetime.fromisoformat(cell) == datetime.fromisoformat(value)
    return cell == str(value) or (isinstance(value, int | float) and float(cell) == value)


ZONED = pytest.mark.parametrize(
    "operation",
    [operation for operation in TABLES if "tz" in operation.named("query")],
    ids=lambda operation: operation.id,
)
ZONES = ("Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati")


@pytest.mark.parametrize("zone", ZONES)
@ZONED
def test_times_in_a_table_are_in_the_requested_zone(
    server: Server, inventory: Inventory, operation: Operation, zone: str
) -> None:
    call = inventory.valid(operation)
    utc_rows, zone_rows = (
        list(csv.reader(io.StringIO(server.value(replace(call, query=query)).decode()))) for query in ({}, {"tz": zone})
    )
    compared = 0
    for utc_row, zone_row in zip(utc_rows, zone_rows, strict=True):
        for utc_cell, zone_cell in zip(utc_row, zone_row, strict=True):
            if MOMENT.fullmatch(utc_cell):
                utc_time, zone_time = datetime.fromisoformat(utc_cell), datetime.fromisoformat(zone_cell)
                assert zone_time == utc_time
                assert zone_time.utcoffset() == utc_time.astimezone(ZoneInfo(zone)).utcoffset(), (
                    f"{zone_cell}, in {zone}"
                )
                compared += 1
            else:
                assert utc_cell == zone_cell
    require(compared, "the table has no time")


@ZONED
def test_unknown_time_zone_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    for zone in ("Nowhere/Atlantis", "Asia", "Kolkata", "+05:30x"):
        assert server.ask(replace(inventory.valid(operation), query={"tz": zone})).status_code == 400, zone
