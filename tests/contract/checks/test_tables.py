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
from tests.contract.model.formats import MOMENT, parse_moment
from tests.contract.model.inventory import Inventory
from tests.contract.model.moving import assert_steady, difference, label_of
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
    for create_operation in filter(server.is_free, CREATE_OPERATIONS) if server.is_sandbox else ():
        server.value(inventory.valid(create_operation))
    rows = rows_of(server, inventory, operation)
    column = next(iter(rows[0]))
    list_operation = next(
        operation for operation in list_operations() if operation.tag == f"{column.removesuffix('_id')}s"
    )
    missing = {item["id"] for item in server.all_of(list_operation.id)} - {row[column] for row in rows}

    assert not missing, f"{operation.id}: must have a row for {column} {min(missing)}, which is listed, has none"


@pytest.mark.parametrize("operation", TABLES, ids=lambda operation: operation.id)
def test_table_agrees_with_the_items_that_it_lists(server: Server, inventory: Inventory, operation: Operation) -> None:
    if server.is_sandbox:
        for create_operation in filter(server.is_free, CREATE_OPERATIONS):
            call = inventory.valid(create_operation)
            server.ask(replace(call, body=with_unicode_names(call.body)))
        let_work_finish(server)

    def compare() -> str | None:
        compared, message = compared_cells(server, operation, rows_of(server, inventory, operation))
        require(compared, "the table and its items have no field in common")
        return message

    # On another server, work may continue between the table and the lists, but it does not do so each time.
    assert_steady(server, compare, lambda: True)


def rows_of(server: Server, inventory: Inventory, operation: Operation) -> list[dict[str, str]]:
    """The rows of a table; the check is skipped if it has none."""
    text = server.value(inventory.valid(operation)).decode()
    return require(list(csv.DictReader(io.StringIO(text))), "the table has no row")


def compared_cells(server: Server, operation: Operation, rows: list[dict[str, str]]) -> tuple[int, str | None]:
    """How many cells have the value of a listed item, and the first that has another."""
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
            if values and not any(cell_equals(cell, value) for value in values):
                named = ", ".join(label_of(item) for item in named_items)
                return compared + 1, f"{operation.id}, the row of {named}: {column} must be {values}, is {cell!r}"
            compared += bool(values)
    return compared, None


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

    def compare() -> str | None:
        utc_rows, zone_rows = (
            list(csv.reader(io.StringIO(server.value(replace(call, query=query)).decode())))
            for query in ({}, {"tz": zone})
        )
        require([cell for row in utc_rows for cell in row if MOMENT.fullmatch(cell)], "the table has no time")
        message = zone_difference(server, utc_rows, zone_rows, ZoneInfo(zone))
        return message and f"{operation.id} with tz={zone}, compared with UTC: {message}"

    # On another server, work may continue between the two tables, but it does not do so each time.
    assert_steady(server, compare, lambda: True)


def zone_difference(
    server: Server, utc_rows: list[list[str]], zone_rows: list[list[str]], zone: ZoneInfo
) -> str | None:
    """The first cell of a table that is not that of the table in UTC, with times in the zone."""
    message = difference(server, [len(row) for row in utc_rows], [len(row) for row in zone_rows])
    if message:
        return f"the numbers of cells by row: {message}"
    for number, (utc_row, zone_row) in enumerate(zip(utc_rows, zone_rows, strict=True)):
        for column, utc_cell, zone_cell in zip(utc_rows[0], utc_row, zone_row, strict=True):
            expected: Any = utc_cell
            found: Any = zone_cell
            if MOMENT.fullmatch(utc_cell):
                expected, found = datetime.fromisoformat(utc_cell).astimezone(zone), parse_moment(zone_cell)
                expected, found = (expected, expected.utcoffset()), (found, found and found.utcoffset())
            if expected != found:
                return f"row {number}, {column}: must be {utc_cell} in {zone}, is {zone_cell!r}"
    return None


@ZONED
def test_unknown_time_zone_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    for zone in server.sample(("Nowhere/Atlantis", "Asia", "Kolkata", "+05:30x"), 1, operation.id):
        status = server.ask(replace(inventory.valid(operation), query={"tz": zone})).status_code
        assert status == 400, f"{operation.id} with tz={zone}: must be 400, is {status}"
