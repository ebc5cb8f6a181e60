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
    for maker in filter(server.is_free, CREATE_OPERATIONS):
        server.value(inventory.valid(maker))
    rows = list(csv.DictReader(io.StringIO(server.value(inventory.valid(operation)).decode())))
    column = next(iter(rows[0]))
    lister = next(operation for operation in list_operations() if operation.tag == f"{column.removesuffix('_id')}s")

    assert {row[column] for row in rows} >= {item["id"] for item in server.all_of(lister.id)}


@pytest.mark.parametrize("operation", TABLES, ids=lambda operation: operation.id)
def test_table_agrees_with_the_items_that_it_lists(server: Server, inventory: Inventory, operation: Operation) -> None:
    for maker in filter(server.is_free, CREATE_OPERATIONS):
        call = inventory.valid(maker)
        server.ask(replace(call, body=with_unicode_names(call.body)))
    let_work_finish(server)
    rows = list(csv.DictReader(io.StringIO(server.value(inventory.valid(operation)).decode())))
    listed = {column: lister for column in rows[0] if column.endswith("_id") and (lister := list_operation_of(column))}
    things = {column: {item["id"]: item for item in server.all_of(lister.id)} for column, lister in listed.items()}
    told = 0
    for row in rows:
        named = [things[column][row[column]] for column in listed if row[column] in things[column]]
        for column, cell in row.items():
            said = [thing[column] for thing in named if column in thing]
            assert not said or any(same(cell, value) for value in said), (
                f"{column} is {cell} in the table, and {said} in the item"
            )
            told += bool(said)
    require(told, "the table and its items have no field in common")


def same(cell: str, value: Any) -> bool:
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
    at_home, abroad = (
        list(csv.reader(io.StringIO(server.value(replace(call, query=query)).decode()))) for query in ({}, {"tz": zone})
    )
    told = 0
    for here, there in zip(at_home, abroad, strict=True):
        for cell, other in zip(here, there, strict=True):
            if MOMENT.fullmatch(cell):
                moment, same = datetime.fromisoformat(cell), datetime.fromisoformat(other)
                assert same == moment
                assert same.utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset(), f"{other}, in {zone}"
                told += 1
            else:
                assert cell == other
    require(told, "the table has no time")


@ZONED
def test_unknown_time_zone_is_400(server: Server, inventory: Inventory, operation: Operation) -> None:
    for zone in ("Nowhere/Atlantis", "Asia", "Kolkata", "+05:30x"):
        assert server.ask(replace(inventory.valid(operation), query={"tz": zone})).status_code == 400, zone
