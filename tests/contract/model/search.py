"""A search on a server: all items that it can find, and those that meet conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.model.answer_rules import wrong_total
from tests.contract.model.examples import body_examples
from tests.contract.model.inventory import Inventory
from tests.contract.model.moving import assert_steady, difference, has_changed, label_of
from tests.contract.model.operations import CONTRACT, OPERATIONS, Call, call_of, is_read_only
from tests.contract.model.payloads import minimal
from tests.contract.outcomes import require
from tests.oracle import JSON, Operation

if TYPE_CHECKING:
    from tests.contract.transport.server import Server

Conditions = Mapping[str, Any]
NOTHING: Conditions = {}


def results_in(operation: Operation, answer: Any) -> list[Any]:
    """The items that a search found, in a list or in an object by ID."""
    (name,) = {*result_fields(operation)}
    results = answer[name]
    return list(results.values()) if isinstance(results, dict) else list(results)


def result_fields(operation: Operation) -> Iterator[str]:
    pointer = operation.answers[str(operation.success)].get(JSON)
    schema = CONTRACT.resolve(CONTRACT.at(pointer), "")[0] if pointer else {}
    for name in schema.get("required", ()):
        field_schema, _ = CONTRACT.resolve(schema["properties"][name], "")
        item_schema = field_schema.get("items") or field_schema.get("additionalProperties") or {}
        if "$ref" in item_schema:
            yield name


# The read-only POST operations that find items.
SEARCHES = [
    operation
    for operation in OPERATIONS
    if operation.method == "POST" and is_read_only(operation) and {*result_fields(operation)}
]


def conditions(operation: Operation) -> dict[str, Any]:
    """The conditions of a search, by name, each with its schema."""
    schema, _ = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")
    return {name: CONTRACT.resolve(field_schema, "")[0] for name, field_schema in schema["properties"].items()}


def widest_body(inventory: Inventory, operation: Operation) -> dict[str, Any]:
    """The body that finds the most items."""
    example = next(iter(body_examples(operation).values()))["value"]
    # A body without required fields names nothing that must exist.
    needs_nothing = not minimal(operation.body[JSON], example)
    body: dict[str, Any] = {} if needs_nothing else minimal(operation.body[JSON], inventory.valid(operation).body)
    optional_fields: dict[str, Any] = {"limit": 1000}
    return body | {name: value for name, value in optional_fields.items() if name in conditions(operation)}


class Search:
    """A search on a server. What was found before and not changed since is not searched for again."""

    def __init__(self, server: Server, inventory: Inventory, operation: Operation) -> None:
        self._server = server
        self.operation = operation
        self._widest = widest_body(inventory, operation)
        self.everything = self.find(known=True)
        require(self.everything, f"{operation.id} finds nothing")

    def call(self, conditions: Conditions = NOTHING) -> Call:
        """The request with these conditions. None as a condition removes it from the body."""
        body = {name: item for name, item in {**self._widest, **conditions}.items() if item is not None}
        return call_of(self.operation, body=body)

    def find(self, conditions: Conditions = NOTHING, *, known: bool = False) -> list[Any]:
        """The items that meet the conditions; none if an ID in them is unknown (404).

        With `known`, from an earlier answer if nothing was written since.
        """
        call = self.call(conditions)
        answer = self._server.world.get(self._server.key, call) if known else None
        if answer is None:
            answer = self._server.ask(call)
        if answer.status_code == 404:
            return []
        value = self._server.value_of(call, answer)
        found_items = results_in(self.operation, value)
        if pagination := value.get("pagination"):
            self._check_pagination(call, pagination, len(found_items), conditions)
        return found_items

    def _check_pagination(self, call: Call, pagination: Any, count: int, conditions: Conditions) -> None:
        if not {"limit", "offset"} & conditions.keys():
            if pagination["total"] != count:
                message = f"{conditions or 'all items'}: must be {count}, the number of items, is {pagination['total']}"
                root = self.operation.answers[str(self.operation.success)][JSON]
                self._server.run.observe(self.operation.id, self.operation.success, [wrong_total(root, message)])
            return
        answered = {"offset": pagination.get("offset", pagination.get("skip")), "limit": pagination["limit"]}
        requested = {name: call.body.get(name, value) for name, value in answered.items()}
        if answered != requested:
            pytest.fail(f"{self.operation.id} with {conditions}: pagination must be {requested}, is {answered}")

    def total(self, conditions: Conditions = NOTHING) -> int | None:
        """The total of the pagination, if the search has one; from the answer that `find` got before."""
        total: int | None = self._server.known(self.call(conditions)).get("pagination", {}).get("total")
        return total

    def has_moved(self) -> bool:
        """Searches again, and says whether anything found is new."""
        before, self.everything = self.everything, self.find()
        return has_changed(before, self.everything)

    def assert_finds(self, conditions: Conditions, expected: Callable[[list[Any]], list[Any]]) -> None:
        """Fails unless the search finds what `expected` selects from all items, in their order."""

        def compare() -> str | None:
            message = difference(self._server, expected(self.everything), self.find(conditions))
            return message and f"{self.operation.id} with {conditions}: {message}"

        assert_steady(self._server, compare, self.has_moved)

    def assert_agrees(
        self, conditions: Conditions, others: Sequence[Conditions], expected: Callable[[list[list[Any]]], list[Any]]
    ) -> None:
        """Fails unless the search finds what `expected` makes of what it finds with each of other conditions."""

        def compare() -> str | None:
            message = difference(self._server, expected(looks(known=True)), self.find(conditions))
            return message and f"{self.operation.id} with {conditions}, compared with {[*others]}: {message}"

        def looks(*, known: bool) -> list[list[Any]]:
            return [self.find(other, known=known) for other in others]

        assert_steady(self._server, compare, lambda: has_changed(looks(known=True), looks(known=False)))

    def assert_same(self, conditions: Conditions, others: Sequence[Conditions]) -> None:
        """Fails unless the search finds the items of any of other conditions together, in the order of all items."""
        self.assert_agrees(conditions, [NOTHING, *others], lambda looks: in_any(looks[0], *looks[1:]))

    def values(self, name: str) -> list[Any]:
        """The different values of a property of the found items."""
        values = [value_of(item, name) for item in self.everything]
        return sorted({value for value in values if value is not None and not isinstance(value, list)})


def in_any(items: list[Any], *results: list[Any]) -> list[Any]:
    """The items that are in any of several results."""
    labels = {label_of(result) for several in results for result in several}
    return [item for item in items if label_of(item) in labels]


def value_of(json_object: Any, name: str) -> Any:
    """The value of a field of an item, its properties or its details."""
    if not isinstance(json_object, dict):
        return None
    if name in json_object and not isinstance(json_object[name], dict):
        return json_object[name]
    nested_values = (value_of(json_object.get(field), name) for field in ("properties", "details"))
    return next((value for value in nested_values if value is not None), None)


def time_of(item: Any) -> datetime:
    return datetime.fromisoformat(value_of(item, "datetime"))


def outline_of(item: Any) -> Any:
    """The geometry of an item."""
    return (item.get("details") or item)["geometry"]


def properties_of(item: Any) -> dict[str, Any]:
    properties: dict[str, Any] = item.get("details", item)["properties"]
    return properties
