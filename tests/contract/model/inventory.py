"""Requests that a server has every reason to accept: their ids come from its own answers, along the contract's links.

What a link says of the first item of a list is taken of the last one that answers: a server that always means the
first is to be noticed.
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

# What a store is called where something is delivered to it, and an archived image where it is ordered.
ID_ALIASES = {"config": "store_id", "item_ids": "archive_ids"}


@dataclass
class Inventory:
    """What a server has, to make requests about: a visualization with legends to change, and all that links lead to."""

    server: Server
    visualization: dict[str, Any]
    _found: dict[str, Call] = field(default_factory=dict)

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
        """Bodies about the visualization, in place of those that the contract prints."""
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
        """A request about things that exist; each time about a new one where the request uses it up."""
        found_before = self.server.run.calls_when_new
        which = self.server.key, self.visualization["id"], operation.id
        # All new sandboxes have the same data, so what one search has found holds for the next sandbox.
        if operation.id not in self._found and self.server.is_new and which in found_before:
            self._found[operation.id] = found_before[which]
        if operation.id not in self._found:
            full = (one for one in self._calls(operation) if self._shows_something(one[0]))
            call, lasts = next(full, None) or next(self._calls(operation), (None, False))
            if call is None:
                skip(f"the server lists nothing to ask {operation.id} about")
            if not lasts:
                return call
            self._found[operation.id] = call
            if self.server.is_new:
                found_before[which] = call
        found = self._found[operation.id]
        return replace(found, body=self._body(operation))

    def about(self, operation: Operation, values: Mapping[str, Any]) -> Call:
        """A request about other things than `valid` would take, as far as `values` name them."""
        own = {name: self.path[name] for name in required_parameters(operation) if name in self.path}
        arguments = own | dict(values)
        path = {name: value for name, value in arguments.items() if name in operation.named("path")}
        query = {name: value for name, value in arguments.items() if name not in path}
        return call_of(operation, path=path, query=query, body=self._body(operation))

    def named(self, name: str) -> list[str]:
        """The ids of what is listed of the noun that a field such as `satellite_id` or `asset_ids` is named after."""
        name = ID_ALIASES.get(name, name)
        lister = list_operation_of(name)
        if lister is not None:
            return [id_of(item) for item in items_of(lister, self.server.value(self.valid(lister)))]
        # What no list has may be found by a search.
        tag = f"{name.removesuffix('s').removesuffix('_id')}s"
        search = next(
            (one for one in OPERATIONS if one.tag == tag and one.method == "POST" and is_read_only(one)), None
        )
        if search is None:
            return []
        call = self.valid(search)
        wide = replace(call, body=minimal(search.body[JSON], call.body) | {"limit": 100})
        found = next(part for part in self.server.value(wide).values() if isinstance(part, list))
        return [id_of(item) for item in found]

    def _body(self, operation: Operation) -> Any:
        if not operation.body:
            return None
        printed = copy.deepcopy(next(iter(body_examples(operation).values()))["value"])
        body = self._bodies(printed.get("visualization_mode", "dynamic")).get(operation.id, printed)
        # Done in earnest, unless it costs something: what is only rehearsed leaves nothing to look at.
        body = {name: part for name, part in body.items() if name not in dry_run_switches(operation)}
        if not self.server.may_be_asked(operation):
            body |= dict.fromkeys(dry_run_switches(operation), True)
        # An unfilled part of the path is filled by what the call is about.
        return with_existing_ids(self.server, made_unique(operation, body), self.path)

    def _calls(self, operation: Operation) -> Iterator[tuple[Call, bool]]:
        """Requests about things that exist, and whether each may be made more than once."""
        missing = required_parameters(operation).keys() - self.path.keys()
        if not missing:
            yield self.about(operation, {}), True
            return
        for link in LINKS:
            if link.target.id == operation.id and missing <= link.parameters.keys():
                for values in self.along(link):
                    call = self.about(operation, values)
                    # What does no harm a second time can be tried; of the others, the first will do.
                    if operation.method not in {"GET", "PUT"} or self._succeeds(call):
                        yield call, is_read_only(link.source)

    def along(self, link: Link) -> Iterator[dict[str, Any]]:
        """What a link says, for each item of the list that it is about, the last one first."""
        if not self.server.may_be_asked(link.source):
            return
        sources = (
            (call for call, _ in self._calls(link.source)) if is_read_only(link.source) else [self.valid(link.source)]
        )
        for source in sources:
            answer = self.server.value(source)
            for position in itertools.count(1):
                try:
                    yield {name: evaluate(said, source, answer, -position) for name, said in link.parameters.items()}
                except LookupError:
                    break
                if not any(FIRST_ITEM.search(str(said)) for said in link.parameters.values()):
                    break

    def _shows_something(self, call: Call) -> bool:
        """Of an empty list, nothing can be told."""
        return call.operation not in list_operations() or bool(items_of(call.operation, self.server.value(call)))

    def _succeeds(self, call: Call) -> bool:
        return self.server.ask(call).status_code == call.operation.success


def find_inventories(server: Server) -> list[Inventory]:
    """The finished visualizations with dynamic legends on two dates; without one, the check is skipped."""
    found = [
        Inventory(server, visualization)
        for aoi in server.all_of("listAois")
        for visualization in server.all_of("listVisualizations", path={"aoi_id": aoi["aoi_id"]})
        if visualization["status"] == "success" and "metadata" in visualization
    ]
    useful = [inventory for inventory in found if len(inventory.dates) > 1]
    return require(useful, "the server lists no finished visualization with dynamic legends on two dates")
