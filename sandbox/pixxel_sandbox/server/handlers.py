"""Which handler answers which operation."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING

from .. import resources
from ..contract.document import ContractError, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..core.call import Handler


def handlers(operations: Iterable[Operation]) -> dict[str, Handler]:
    """The handler of each operation, by operationId.

    Raises ContractError if an operation has no handler or a handler no operation.
    """
    written = {
        (module.name, name): function
        for module in pkgutil.iter_modules(resources.__path__)
        for name, function in inspect.getmembers(
            importlib.import_module(f"{resources.__name__}.{module.name}"), inspect.isfunction
        )
        if not name.startswith("_")
    }
    wanted = {(operation.tag, operation.handler_name): operation.id for operation in operations}
    if missing := [f"{tag}.{name}" for tag, name in wanted.keys() - written.keys()]:
        raise ContractError(f"operations of the contract that resources/ has no handler for: {sorted(missing)}")
    if surplus := [f"{tag}.{name}" for tag, name in written.keys() - wanted.keys()]:
        raise ContractError(f"handlers in resources/ that the contract has no operation for: {sorted(surplus)}")
    return {operation_id: written[place] for place, operation_id in wanted.items()}
