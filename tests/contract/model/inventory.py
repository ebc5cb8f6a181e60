"""Valid requests, with IDs from the server's own answers, found along the links of the contract.

A link names the first item of a list. The last item that is accepted is taken instead, so that a server that always
answers for the first one is noticed.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.contract.model.examples import body_examples, made_unique
from tests.contract.model.links import FIRST_ITEM, LINKS, Link, evaluate
from tests.contract.model.operations import (
    OPERATIONS,
    Call,
    call_of,
    dry_run_switches,
    id_of,
    is_read_only,
    items_of,
    list_operation_of,
    list_operations,
    required_parameters,
)
from tests.contract.model.payloads import minimal
from tests.contract.model.substitution import with_existing_ids
from tests.contract.outcomes import require, skip
from tests.oracle import JSON, Operation

if TYPE_CHECKING:
    from tests.contract.transport.server import Server

# Other names of a store in a delivery, and of an archived image in an order.
ID_ALIASES = {"config": "store_id", "item_ids": "archive_ids"}


@dataclass
class Inventory:
    """What exists on a server: a visualization with legends, and everything that links lead to."""

    server: Server
    visualization: dict[str, Any]
    _valid_calls: dict[str, Call] = field(default_factory=dict)

    @property
    def aoi_id(self) -> str:
        return str(self.visualization["aoi_id"])

    @property
    def path(self) -> dict[str, str]:
        return {"aoi_id": self.aoi_id, "visualization_id": self.visualization["id"]}

    @property
    def index_id(self) -> str:
        return str(self.visualization["index_id"])

    @property
    def legend(self) -> dict[str, Any]:
        legend: dict[str, Any] = self.visualization["metadata"]["legend"]
        return legend

    @property
    def dates(self) -> list[str]:
        """The dates that have a dynamic legend."""
        return sorted(date for date, modes in self.legend.items() if modes.get("dynamic"))

    def _bodies(self, mode: str) -> dict[str, Any]:
        """Bodies about the visualization, in place of the examples."""
        date = self.dates[0]
        return {
            "createVisualization": {"index_id": self.index_id},
            "updateVisualizationMetadata": {
                "visualization_mode": mode,
                "dynamic_bins": 2,
                "legend": {date: [{"label": "Low", "color": "#112233", "min": 0.25, "max": 0.5}]},
            },
            "rollbackVisualizationMetadata": {
                "index_id": self.index_id,
                "dates": [date],
                "visualization_mode": mode,
            },
            "generateVisualizationPng": {"index_id": self.index_id, "date": date, "visualization_mode": mode},
            "generateVisualizationSld": {"dates": [date], "visualization_modes": [mode]},
        }

    def valid(self, operation: Operation) -> Call:
        """A request that succeeds, with existing IDs. A resource that it uses up is created anew each time."""
        calls_when_new = self.server.run.calls_when_new
        cache_key = self.server.key, self.visualization["id"], operation.id
        # All new sandboxes have the same data, so a call that succeeds on one succeeds on the next.
        if operation.id not in self._valid_calls and self.server.is_new and cache_key in calls_when_new:
            self._valid_calls[operation.id] = calls_when_new[cache_key]
        if operation.id not in self._valid_calls:
            full = (item for item in self._calls(operation) if self._has_items(item[0]))
            call, is_reusable = next(full, None) or next(self._calls(operation), (None, False))
            if call is None:
                skip(f"the server has no resource for {operation.id}")
            if not is_reusable:
                return call
            self._valid_calls[operation.id] = call
            if self.server.is_new:
                calls_when_new[cache_key] = call
        valid_call = self._valid_calls[operation.id]
        return replace(valid_call, body=self._body(operation))

    def about(self, operation: Operation, values: Mapping[str, Any]) -> Call:
        """A request with these values of parameters, and the rest from the visualization."""
        defaults = {name: self.path[name] for name in required_parameters(operation) if name in self.path}
        arguments = defaults | dict(values)
        path = {name: value for name, value in arguments.items() if name in operation.named("path")}
        query = {name: value for name, value in arguments.items() if name not in path}
        return call_of(operation, path=path, query=query, body=self._body(operation))

    def named(self, name: str) -> list[str]:
        """The existing IDs for a field such as `satellite_id` or `asset_ids`."""
        name = ID_ALIASES.get(name, name)
        list_operation = list_operation_of(name)
        if list_operation is not None:
            return [id_of(item) for item in items_of(list_operation, self.server.value(self.valid(list_operation)))]
        # Without a list, a search may have them.
        tag = f"{name.removesuffix('s').removesuffix('_id')}s"
        search = next(
            (
                operation
                for operation in OPERATIONS
                if operation.tag == tag and operation.method == "POST" and is_read_only(operation)
            ),
            None,
        )
        if search is None:
            return []
        call = self.valid(search)
        wide = replace(call, body=minimal(search.body[JSON], call.body) | {"limit": 100})
        items = next(part for part in self.server.value(wide).values() if isinstance(part, list))
        return [id_of(item) for item in items]

    def _body(self, operation: Operation) -> Any:
        if not operation.body:
            return None
        printed = copy.deepcopy(next(iter(body_examples(operation).values()))["value"])
        body = self._bodies(printed.get("visualization_mode", "dynamic")).get(operation.id, printed)
        # No dry run unless the request costs tokens, because a dry run creates nothing that can be read.
        body = {name: part for name, part in body.items() if name not in dry_run_switches(operation)}
        if not self.server.is_free(operation):
            body |= dict.fromkeys(dry_run_switches(operation), True)
        # The path of this visualization tells which resources the body may refer to.
        return with_existing_ids(self.server, made_unique(operation, body), self.path)

    def _calls(self, operation: Operation) -> Iterator[tuple[Call, bool]]:
        """Requests with existing IDs, and whether each can be sent more than once."""
        missing = required_parameters(operation).keys() - self.path.keys()
        if not missing:
            yield self.about(operation, {}), True
            return
        for link in LINKS:
            if link.target.id == operation.id and missing <= link.parameters.keys():
                for values in self.along(link):
                    call = self.about(operation, values)
                    # An idempotent request can be tried; of the others, the first is taken.
                    if operation.method not in {"GET", "PUT"} or self._succeeds(call):
                        yield call, is_read_only(link.source)

    def along(self, link: Link) -> Iterator[dict[str, Any]]:
        """The parameters that a link gives, for each item of its list, the last item first."""
        if not self.server.is_free(link.source):
            return
        sources = (
            (call for call, _ in self._calls(link.source)) if is_read_only(link.source) else [self.valid(link.source)]
        )
        for source in sources:
            answer = self.server.value(source)
            for position in itertools.count(1):
                try:
                    yield {
                        name: evaluate(expression, source, answer, -position)
                        for name, expression in link.parameters.items()
                    }
                except LookupError:
                    break
                if not any(FIRST_ITEM.search(str(expression)) for expression in link.parameters.values()):
                    break

    def _has_items(self, call: Call) -> bool:
        """Whether the call answers something to look at; an empty list does not."""
        return call.operation not in list_operations() or bool(items_of(call.operation, self.server.value(call)))

    def _succeeds(self, call: Call) -> bool:
        return self.server.ask(call).status_code == call.operation.success


def find_inventories(server: Server) -> list[Inventory]:
    """The finished visualizations with dynamic legends on two dates; without one, the check is skipped."""
    inventories = [
        Inventory(server, visualization)
        for aoi in server.all_of("listAois")
        for visualization in server.all_of("listVisualizations", path={"aoi_id": aoi["aoi_id"]})
        if visualization["status"] == "success" and "metadata" in visualization
    ]
    useful = [inventory for inventory in inventories if len(inventory.dates) > 1]
    return require(useful, "the server lists no finished visualization with dynamic legends on two dates")
