"""Valid requests, with IDs from the server's own answers, found along the links of the contract.

A link names the first item of a list. The last item that is accepted is taken instead, so that a server that always
answers for the first one is noticed.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.contract.model.examples import body_examples, made_unique, operation_label
from tests.contract.model.links import FIRST_ITEM, LINKS, Link, evaluate
from tests.contract.model.operations import (
    CONTRACT,
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
from tests.contract.model.statuses import moves
from tests.contract.model.substitution import with_existing_ids
from tests.contract.outcomes import Blocked, Skipped, require, skip
from tests.oracle import JSON, Operation

if TYPE_CHECKING:
    from tests.contract.transport.server import Server

# The parameters that a visualization gives.
OF_VISUALIZATION = {"aoi_id", "visualization_id"}
# The tags whose resources can be deleted.
DELETED_TAGS = {operation.tag for operation in OPERATIONS if operation.method == "DELETE"}
# Other names of a store in a delivery, and of an archived image in an order.
ID_ALIASES = {"config": "store_id", "item_ids": "archive_ids"}


@dataclass
class Inventory:
    """What exists on a server, found when it is asked for: everything that links lead to, and a visualization.

    With `kind`, the visualization is of an index of this type.
    """

    server: Server
    kind: str | None = None
    _chosen: dict[str, Any] | None = None
    _valid_calls: dict[str, Call] = field(default_factory=dict)

    @property
    def visualization(self) -> dict[str, Any]:
        """The last visualization with dynamic legends on two dates; without one, the check is skipped.

        On another server, all checks have the same one, as it was at first.
        """
        if self._chosen is None:
            self._chosen = copy.deepcopy(self.server.shared(("visualization", self.kind), self._choose))
        return self._chosen

    def _choose(self) -> dict[str, Any]:
        candidates = [item for item in visualizations(self.server) if self.kind in (None, item.get("type"))]
        index = f"a {self.kind} index" if self.kind else "any index"
        # The last one, so that a server that always answers for the first one is noticed.
        return require(candidates, f"no visualization of {index} has dynamic legends on two dates")[-1]

    @property
    def has_visualization(self) -> bool:
        try:
            return bool(self.visualization)
        except Skipped:
            return False

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
        return dates_of(self.visualization)

    def _own_body(self, operation: Operation, mode: str) -> dict[str, Any] | None:
        """A body about the visualization, in place of the example; None if the operation is not about one."""
        match operation.id:
            case "createVisualization":
                return {"index_id": self.index_id}
            case "updateVisualizationMetadata":
                classes = [{"label": "Low", "color": "#112233", "min": 0.25, "max": 0.5}]
                return {"visualization_mode": mode, "dynamic_bins": 2, "legend": {self.dates[0]: classes}}
            case "rollbackVisualizationMetadata":
                return {"index_id": self.index_id, "dates": self.dates[:1], "visualization_mode": mode}
            case "generateVisualizationPng":
                return {"index_id": self.index_id, "date": self.dates[0], "visualization_mode": mode}
            case "generateVisualizationSld":
                return {"dates": self.dates[:1], "visualization_modes": [mode]}
        return None

    def valid(self, operation: Operation) -> Call:
        """A request that succeeds, with existing IDs. A resource that it uses up is created anew each time."""
        run, name = self.server.run, (self.server.key, operation_label(operation))
        if name in run.missing:
            skip(run.missing[name])
        writes = run.observed.writes
        try:
            return self._find_valid(operation)
        except Skipped as reason:
            # Looking once more would create the same on another server, in vain.
            if not self.server.is_sandbox and run.observed.writes > writes:
                run.missing[name] = str(reason)
            raise

    def _find_valid(self, operation: Operation) -> Call:
        shared = self.server.run.valid_calls if self._is_shared(operation) else {}
        chosen = self._chosen["id"] if self._chosen else str(self.kind)
        cache_key = self.server.key, chosen, operation.id
        if operation.id not in self._valid_calls and cache_key in shared:
            self._valid_calls[operation.id] = shared[cache_key]
        if operation.id not in self._valid_calls:
            full = (item for item in self._calls(operation) if self._has_items(item[0]))
            call, is_reusable = next(full, None) or next(self._calls(operation), (None, False))
            if call is None:
                skip(f"the server has no resource for {operation.id}")
            if not is_reusable and operation.method == "DELETE":
                return call
            self._valid_calls[operation.id] = call
            # To find the call, something may have been created.
            if self._is_shared(operation):
                shared[cache_key] = call
        valid_call = self._valid_calls[operation.id]
        return replace(valid_call, body=self._body(operation, valid_call.path))

    def _is_shared(self, operation: Operation) -> bool:
        """Whether a call that succeeds now will succeed in other checks.

        All new sandboxes have the same data. On another server, what no operation deletes will be there.
        """
        if self.server.is_sandbox:
            return self.server.is_new
        return operation.tag not in DELETED_TAGS

    def about(self, operation: Operation, values: Mapping[str, Any]) -> Call:
        """A request with these values of parameters, and the rest from the visualization."""
        missing = required_parameters(operation).keys() - values.keys()
        arguments = {name: value for name, value in self._defaults(missing).items() if name in missing} | dict(values)
        path = {name: value for name, value in arguments.items() if name in operation.named("path")}
        query = {name: value for name, value in arguments.items() if name not in path}
        return call_of(operation, path=path, query=query, body=self._body(operation, path))

    def _defaults(self, names: Collection[str]) -> dict[str, str]:
        """Values of parameters from the visualization, if it has them."""
        return self.path if OF_VISUALIZATION & {*names} and self.has_visualization else {}

    def named(self, name: str, path: Mapping[str, Any] | None = None) -> list[str]:
        """The existing IDs for a field such as `satellite_id` or `asset_ids`; with `path`, below its resources."""
        name = ID_ALIASES.get(name, name)
        list_operation = list_operation_of(name)
        if list_operation is not None:
            needed = required_parameters(list_operation).keys()
            is_below = needed and needed <= (path or {}).keys()
            call = self.about(list_operation, path or {}) if is_below else self.valid(list_operation)
            items = items_of(list_operation, self.server.known(call))
            # What is in progress cannot be used yet.
            return [id_of(item) for item in items if self.server.is_sandbox or not moves(item)]
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
        items = next(part for part in self.server.known(wide).values() if isinstance(part, list))
        return [id_of(item) for item in items]

    def _body(self, operation: Operation, path: Mapping[str, Any]) -> Any:
        """A body with existing IDs; those of resources below others are below the ones of `path`."""
        if not operation.body:
            return None
        printed = copy.deepcopy(next(iter(body_examples(operation).values()))["value"])
        body = self._own_body(operation, printed.get("visualization_mode", "dynamic")) or printed
        # No dry run unless the request costs tokens, because a dry run creates nothing that can be read.
        body = {name: part for name, part in body.items() if name not in dry_run_switches(operation)}
        if not self.server.is_free(operation):
            body |= dict.fromkeys(dry_run_switches(operation), True)
        body = with_existing_ids(self.server, made_unique(operation, body), path)
        if not self.server.is_sandbox and (problems := CONTRACT.problems(operation.body[JSON], body)):
            # Answers may have values that requests must not have, such as another provider.
            message = f"what the server lists makes no valid body of {operation.id}: {problems[0]}"
            if self.server.run.observed.findings:
                raise Blocked(message)
            skip(message)
        return body

    def _calls(self, operation: Operation) -> Iterator[tuple[Call, bool]]:
        """Requests with existing IDs, and whether each can be sent more than once."""
        names = required_parameters(operation).keys()
        missing = names - self._defaults(names).keys()
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
            answer = self.server.known(source) if is_read_only(link.source) else self._created(source)
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

    def _created(self, call: Call) -> Any:
        """The answer of a create operation, after the work on a new AOI has ended: before, it has nothing to use."""
        answer = self.server.value(call)
        if call.operation.id == "createAoi" and not self.server.is_sandbox:
            self.server.gathered(answer["aoi_id"])
        return answer

    def _has_items(self, call: Call) -> bool:
        """Whether the call answers something to look at; an empty list does not."""
        return call.operation not in list_operations() or bool(items_of(call.operation, self.server.known(call)))

    def _succeeds(self, call: Call) -> bool:
        if is_read_only(call.operation) and self.server.world.get(self.server.key, call) is not None:
            return True
        return self.server.ask(call).status_code == call.operation.success


def visualizations(server: Server) -> list[dict[str, Any]]:
    """The finished visualizations with dynamic legends on two dates."""
    return [
        visualization
        for aoi in server.some(server.all_of("listAois", known=True))
        for visualization in server.all_of("listVisualizations", path={"aoi_id": aoi["aoi_id"]}, known=True)
        if visualization.get("status") == "success" and len(dates_of(visualization)) > 1
    ]


def dates_of(visualization: Mapping[str, Any]) -> list[str]:
    """The dates on which a visualization has a dynamic legend."""
    legend = visualization.get("metadata", {}).get("legend", {})
    return sorted(date for date, modes in legend.items() if modes.get("dynamic"))


def find_inventories(server: Server) -> list[Inventory]:
    """An inventory for each visualization with dynamic legends on two dates; without one, the check is skipped."""
    reason = "the server lists no finished visualization with dynamic legends on two dates"
    useful = server.shared("visualizations", lambda: require(visualizations(server), reason))
    return [Inventory(server, None, copy.deepcopy(visualization)) for visualization in useful]
