"""Finds the handler of each operation in `resources`."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from .. import resources
from ..contract.document import ContractError, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from ..core.call import Handler


def find_handlers(operations: Iterable[Operation]) -> dict[str, Handler]:
    """The handler of each operation, by operationId.

    Raises ContractError for an operation without handler and for a handler without operation.
    """
    # Not `inspect.getmembers`, which takes most of the time of a start.
    handlers = {
        (tag, name): member
        for tag, module in _modules().items()
        for name, member in vars(module).items()
        if inspect.isfunction(member) and not name.startswith("_")
    }
    expected = {(operation.tag, operation.handler_name): operation.id for operation in operations}
    if missing := [f"{tag}.{name}" for tag, name in expected.keys() - handlers.keys()]:
        raise ContractError(f"resources/ has no handler for these operations of the contract: {sorted(missing)}")
    if surplus := [f"{tag}.{name}" for tag, name in handlers.keys() - expected.keys()]:
        raise ContractError(f"the contract has no operation for these handlers in resources/: {sorted(surplus)}")
    return {operation_id: handlers[tag_and_name] for tag_and_name, operation_id in expected.items()}


@cache
def _modules() -> dict[str, ModuleType]:
    names = [module.name for module in pkgutil.iter_modules(resources.__path__)]
    return {name: importlib.import_module(f"{resources.__name__}.{name}") for name in names}
