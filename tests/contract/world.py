"""Requests that a server has every reason to accept: their ids come from its own answers, along the contract's links.

What a link says of the first item of a list is taken of the last one that answers: a server that always means the
first is to be noticed.
"""

from __future__ import annotations

import copy
import itertools
import random
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tests.contract.bodies import least
from tests.contract.naming import at_home
from tests.contract.operations import (
    CONTRACT,
    OPERATIONS,
    Call,
    call_of,
    identity,
    items_of,
    lister_of,
    lists,
    needed,
    reads,
    switches,
)
from tests.contract.server import Server
from tests.oracle import JSON, Operation, at

# What exists already would conflict: these are new on any server, however often it was checked.
NEW: dict[str, Callable[[Any], Any]] = {
    "createAoi": lambda body: body | {"name": f"Proof {uuid.uuid4()}"},
    "createIndex": lambda body: body | {"name": f"Proof {uuid.uuid4()}"},
    "createStore": lambda body: body | {"name": f"proof-{uuid.uuid4()}"},
    "createVisualization": lambda body: body | {"resolution": random.uniform(11, 99)},
    "createDeliveries": lambda body: {
        "deliveries": [
            one | {"cloud_info": one["cloud_info"] | {"path": f"proof/{uuid.uuid4()}/"}} for one in body["deliveries"]
        ]
    },
}


# What a store is called where something is delivered to it, and an archived image where it is ordered.
OTHERWISE = {"config": "store_id", "item_ids": "archive_ids"}
# The first item of a list, in a pointer.
FIRST = re.compile(r"/(0)(?=/|$)")


@dataclass(frozen=True)
class Link:
    """A link of the contract: the success of `source` tells what to ask `target` about."""

    name: str
    source: Operation
    target: Operation
    parameters: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.source.id}-{self.name}-{self.target.id}"


def links() -> list[Link]:
    found = []
    for source in OPERATIONS:
        answer, _ = CONTRACT.resolve(source.raw["responses"][str(source.success)], "")
        for name, link in answer.get("links", {}).items():
            found.append(Link(name, source, CONTRACT.operations[link["operationId"]], link.get("parameters", {})))
    # Those that only read come first: what they tell of is there whether it is asked for or not.
    return sorted(found, key=lambda link: not reads(link.source))


LINKS = links()


def examples(operation: Operation) -> dict[str, Any]:
    """The bodies that the contract prints, by name."""
    printed: dict[str, Any] = operation.raw["requestBody"]["content"][JSON]["examples"]
    return printed


def variants(operation: Operation) -> list[Operation]:
    """The operation with each of the bodies that the contract prints, as if there were no other.

    A rehearsal that is answered otherwise than what it rehearses is none of them.
    """
    found = []
    for name, example in examples(operation).items():
        if len(operation.successes) > 1 and any(example["value"].get(switch) for switch in switches(operation)):
            continue
        content = {JSON: {**operation.raw["requestBody"]["content"][JSON], "examples": {name: example}}}
        raw = {**operation.raw, "requestBody": {**operation.raw["requestBody"], "content": content}}
        found.append(replace(operation, raw=raw))
    return found


def named(operation: Operation) -> str:
    """How a test calls an operation, with the body that it is about where there are several."""
    several = operation.body and len(examples(CONTRACT.operations[operation.id])) > 1
    return f"{operation.id}-{next(iter(examples(operation)))}" if several else operation.id


@dataclass
class Known:
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
        if operation.id not in self._found:
            full = (one for one in self._calls(operation) if self._shows_something(one[0]))
            call, lasts = next(full, None) or next(self._calls(operation), (None, False))
            if call is None:
                missing = f"the server lists nothing to ask {operation.id} about"
                assert not self.server.is_sandbox, missing
                pytest.skip(f"not checked: {missing}")
            if not lasts:
                return call
            self._found[operation.id] = call
        found = self._found[operation.id]
        return replace(found, body=self._body(operation))

    def about(self, operation: Operation, values: Mapping[str, Any]) -> Call:
        """A request about other things than `valid` would take, as far as `values` name them."""
        known = {name: self.path[name] for name in needed(operation) if name in self.path} | dict(values)
        path = {name: value for name, value in known.items() if name in operation.named("path")}
        query = {name: value for name, value in known.items() if name not in path}
        return call_of(operation, path=path, query=query, body=self._body(operation))

    def named(self, name: str) -> list[str]:
        """The ids of what is listed of the noun that a field such as `satellite_id` or `asset_ids` is named after."""
        name = OTHERWISE.get(name, name)
        lister = lister_of(name)
        if lister is not None:
            return [identity(item) for item in items_of(lister, self.server.value(self.valid(lister)))]
        # What no list has may be found by a search.
        tag = f"{name.removesuffix('s').removesuffix('_id')}s"
        search = next((one for one in OPERATIONS if one.tag == tag and one.method == "POST" and reads(one)), None)
        if search is None:
            return []
        call = self.valid(search)
        wide = replace(call, body=least(search.body[JSON], call.body) | {"limit": 100})
        found = next(part for part in self.server.value(wide).values() if isinstance(part, list))
        return [identity(item) for item in found]

    def _body(self, operation: Operation) -> Any:
        if not operation.body:
            return None
        printed = copy.deepcopy(next(iter(examples(operation).values()))["value"])
        body = self._bodies(printed.get("visualization_mode", "dynamic")).get(operation.id, printed)
        # Done in earnest, unless it costs something: what is only rehearsed leaves nothing to look at.
        body = {name: part for name, part in body.items() if name not in switches(operation)}
        if not self.server.may_be_asked(operation):
            body |= dict.fromkeys(switches(operation), True)
        # An unfilled part of the path is filled by what the call is about.
        return at_home(self.server, renewed(operation, body), self.path)

    def _calls(self, operation: Operation) -> Iterator[tuple[Call, bool]]:
        """Requests about things that exist, and whether each may be made more than once."""
        missing = needed(operation).keys() - self.path.keys()
        if not missing:
            yield self.about(operation, {}), True
            return
        for link in LINKS:
            if link.target.id == operation.id and missing <= link.parameters.keys():
                for values in self.along(link):
                    call = self.about(operation, values)
                    # What does no harm a second time can be tried; of the others, the first will do.
                    if operation.method not in {"GET", "PUT"} or self._succeeds(call):
                        yield call, reads(link.source)

    def along(self, link: Link) -> Iterator[dict[str, Any]]:
        """What a link says, for each item of the list that it is about, the last one first."""
        if not self.server.may_be_asked(link.source):
            return
        sources = (call for call, _ in self._calls(link.source)) if reads(link.source) else [self.valid(link.source)]
        for source in sources:
            answer = self.server.value(source)
            for position in itertools.count(1):
                try:
                    yield {name: evaluated(said, source, answer, -position) for name, said in link.parameters.items()}
                except LookupError:
                    break
                if not any(FIRST.search(str(said)) for said in link.parameters.values()):
                    break

    def _shows_something(self, call: Call) -> bool:
        """Of an empty list, nothing can be told."""
        return call.operation not in lists() or bool(items_of(call.operation, self.server.value(call)))

    def _succeeds(self, call: Call) -> bool:
        return self.server.ask(call).status_code == call.operation.success


def renewed(operation: Operation, body: Any) -> Any:
    """The body, made such that nothing on the server is the same already."""
    return NEW[operation.id](body) if operation.id in NEW else body


def evaluated(expression: Any, call: Call, answer: Any, position: int) -> Any:
    """The value of a runtime expression; what it says of the first item is taken of the one at `position`."""
    match str(expression).partition("#" if "#" in str(expression) else ".path."):
        case "$response.body", _, pointer:
            # The list that the link is about: what lists its items hold is another matter.
            before, first, behind = FIRST.split(pointer, maxsplit=1) if FIRST.search(pointer) else (pointer, "", "")
            found = at(answer, before)
            return at(found[position], behind) if first else found
        case "$request.body", _, pointer:
            return at(call.body, pointer)
        case "$request", _, name:
            return call.path[name]
        case _:
            return expression


def discover(server: Server) -> list[Known]:
    """The finished visualizations with dynamic legends on two dates; without one, what needs it is not checked."""
    found = [
        Known(server, visualization)
        for aoi in server.all_of("listAois")
        for visualization in server.all_of("listVisualizations", path={"aoi_id": aoi["aoi_id"]})
        if visualization["status"] == "success" and "metadata" in visualization
    ]
    useful = [known for known in found if len(known.dates) > 1]
    if not useful:
        missing = "the server lists no finished visualization with dynamic legends on two dates"
        # The sandbox is there to have one: a suite that skips everything must not pass for a proof.
        assert not server.is_sandbox, missing
        pytest.skip(f"not checked: {missing}")
    return useful
