"""A list on a server: all its items, and those that a query finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.contract.model.inventory import Inventory
from tests.contract.model.moving import assert_steady, difference, has_changed
from tests.contract.model.operations import PAGE_SIZE, Call, items_of
from tests.oracle import Operation

if TYPE_CHECKING:
    from tests.contract.transport.server import Server

Query = Mapping[str, Any]
NOTHING: Query = {}
# A value that no item has.
UNKNOWN = "no-such-thing"
# The largest limit that a server with 32-bit numbers can read.
LARGEST_LIMIT = 2**31 - 1


class Listing:
    """A list on a server. What was read before and not written since is not read again."""

    def __init__(self, server: Server, inventory: Inventory, operation: Operation, **query: Any) -> None:
        self._server = server
        self.operation = operation
        self.call: Call = inventory.valid(operation)
        self._query = query
        self.items = self._all(known=True)

    def _all(self, *, known: bool) -> list[Any]:
        query = self.call.query | self._query
        return self._server.all_of(self.operation.id, path=self.call.path, query=query, known=known)

    def find(self, query: Query = NOTHING, *, known: bool = False) -> list[Any]:
        """All items that a query finds."""
        return self._server.all_of(
            self.operation.id, path=self.call.path, query={**self.call.query, **query}, known=known
        )

    def total(self, query: Query = NOTHING) -> int:
        """The total that the list states. That it is the number of items is a matter of its own."""
        window = {"offset": 0, "limit": PAGE_SIZE}
        call = replace(self.call, query={**self.call.query, **query, **window})
        total: int = self._server.known(call)["pagination"]["total"]
        return total

    def page(self, **query: Any) -> Any:
        """The answer to one request."""
        return self._server.value(replace(self.call, query={**self.call.query, **query}))

    def page_items(self, answer: Any) -> list[Any]:
        return items_of(self.operation, answer)

    def has_moved(self) -> bool:
        """Reads the list again, and says whether anything in it is new."""
        before, self.items = self.items, self._all(known=False)
        return has_changed(before, self.items)

    def assert_finds(self, query: Query, expected: Callable[[list[Any]], list[Any]]) -> None:
        """Fails unless a query finds what `expected` selects from all items, in their order."""

        def compare() -> str | None:
            message = difference(self._server, expected(self.items), self.find(query))
            return message and f"{self.operation.id} with {shown(query)}: {message}"

        assert_steady(self._server, compare, self.has_moved)

    def assert_finds_matching(self, query: Query, fields: Mapping[str, Any]) -> None:
        """Fails unless a query finds exactly the items with these values of their fields."""
        self.assert_finds(query, lambda items: matching(items, fields))


def matching(items: list[Any], fields: Mapping[str, Any]) -> list[Any]:
    """The items with these values of their fields."""
    return [item for item in items if all(item.get(name) == value for name, value in fields.items())]


def shown(query: Query) -> str:
    return "&".join(f"{name}={value}" for name, value in query.items()) or "no parameters"


def next_to(value: Any, sign: int) -> Any:
    """The value that differs from a number or a time by the last digit that is written of it, of a number by less."""
    if isinstance(value, int | float):
        return str(Decimal(str(value)) + sign * Decimal("0.001"))
    time = datetime.fromisoformat(value)
    digits = len(match[1]) if (match := re.search(r"\.(\d+)", value)) else 0
    return (time + sign * timedelta(microseconds=10 ** max(6 - digits, 0))).isoformat()
