"""What the operations do, one module a tag of the contract.

Every public function of such a module is the handler of the operation of its name (`list_aois` of `listAois`): it takes
a `Call`, whose parameters and body are valid by the contract, and returns what is answered, a JSON object or the bytes
of a picture, or raises `ApiError`. Whatever it has written is undone if it raises.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..contract import ContractError, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..auth import Workspace
    from ..clock import Clock
    from ..storage import Documents


@dataclass(frozen=True)
class Call:
    """One valid request: who asks, what for, and what there is to answer from."""

    workspace: Workspace
    path: dict[str, Any]
    query: dict[str, Any]
    body: Any
    documents: Documents
    clock: Clock

    def filter(self, name: str) -> list[str] | None:
        """The values that query parameter `name` lets through: its own, or any (None) if it is absent."""
        value = self.query[name]
        return None if value is None else [value]

    def page(
        self, kind: str, *, parent: str = "", where: dict[str, Sequence[str] | str | None]
    ) -> tuple[list[dict[str, Any]], dict[str, int]]:
        """The page of documents that the query asks for, and its `pagination`."""
        offset, limit = self.query["offset"], self.query["limit"]
        found, total = self.documents.page(kind, parent=parent, where=where, offset=offset, limit=limit)
        return found, {"limit": limit, "offset": offset, "total": total}


Handler = Callable[[Call], dict[str, Any] | bytes]


def handlers(operations: Iterable[Operation]) -> dict[str, Handler]:
    """The handler of each operation, by operationId.

    Raises ContractError if an operation has no handler or a handler no operation.
    """
    written = {
        (module.name, name): function
        for module in pkgutil.iter_modules(__path__)
        for name, function in inspect.getmembers(
            importlib.import_module(f"{__name__}.{module.name}"), inspect.isfunction
        )
        if not name.startswith("_")
    }
    wanted = {(operation.tag, operation.handler_name): operation.id for operation in operations}
    if missing := [f"{tag}.{name}" for tag, name in wanted.keys() - written.keys()]:
        raise ContractError(f"operations of the contract that resources/ has no handler for: {sorted(missing)}")
    if surplus := [f"{tag}.{name}" for tag, name in written.keys() - wanted.keys()]:
        raise ContractError(f"handlers in resources/ that the contract has no operation for: {sorted(surplus)}")
    return {operation_id: written[place] for place, operation_id in wanted.items()}
