"""A table in text has all that is listed, in the time zone asked for."""

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

TABLES = [one for one in OPERATIONS if is_read_only(one) and "text/csv" in one.answers[str(one.success)]]


@pytest.mark.parametrize("operation", TABLES, ids=lambda one: one.id)
def test_a_table_has_all_that_is_listed_of_what_its_first_column_names(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    for maker in filter(server.may_be_asked, CREATE_OPERATIONS):
        server.value(inventory.valid(maker))
    rows = list(csv.DictReader(io.StringIO(server.value(inventory.valid(operation)).decode())))
    column = next(iter(rows[0]))
    lister = next(one for one in list_operations() if one.tag == f"{column.removesuffix('_id')}s")

    assert {row[column] for row in rows} >= {item["id"] for item in server.all_of(lister.id)}


@pytest.mark.parametrize("operation", TABLES, ids=lambda one: one.id)
def test_a_table_says_of_things_what_they_say_themselves(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    for maker in filter(server.may_be_asked, CREATE_OPERATIONS):
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
            assert not said or any(same(cell, value) for value in said), f"{column} is {cell}, and {said} is read"
            told += bool(said)
    require(told, "the table and what it lists have no field in common")


def same(cell: str, value: Any) -> bool:
    """Whether a cell of a table holds a value as text, however it is written."""
    if value in (None, ""):
        return not cell
    if MOMENT.fullmatch(cell):
        return datetime.fromisoformat(cell) == datetime.fromisoformat(value)
    return cell == str(value) or (isinstance(value, int | float) and float(cell) == value)


ZONED = pytest.mark.parametrize(
    "operation", [one for one in TABLES if "tz" in one.named("query")], ids=lambda one: one.id
)
ZONES = ("Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati")


@pytest.mark.parametrize("zone", ZONES)
@ZONED
def test_times_in_a_table_are_the_same_in_every_zone_and_written_in_the_one_asked_for(
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
    require(told, "there is no time in the table")


@ZONED
def test_a_zone_that_there_is_not_is_a_bad_request(server: Server, inventory: Inventory, operation: Operation) -> None:
    for zone in ("Nowhere/Atlantis", "Asia", "Kolkata", "+05:30x"):
        assert server.ask(replace(inventory.valid(operation), query={"tz": zone})).status_code == 400, zone
