"""Validates exchanges against the contract: those of this process as they happen, and those of a record.

    PIXXEL_CONTRACT=warn python program.py                  logs each departure, and their counts at the end
    PIXXEL_CONTRACT=raise python program.py                 raises ContractBroken
    PIXXEL_CONTRACT=record:FILE python program.py           appends every exchange to FILE, without secrets
    python -m pixxel_client.contract replay FILE            validates them with the contract of this version

Needs the extra: pip install 'pixxel-client[contract]'.
"""

from __future__ import annotations

from ..errors import ConfigurationError

try:
    from .observers import report
    from .replay import Replay, replay
except ModuleNotFoundError as missing:
    if missing.name not in {"jsonschema_rs", "yaml"}:
        raise
    raise ConfigurationError(
        f"there is no module {missing.name}, which reads the contract; run pip install 'pixxel-client[contract]'"
    ) from None

__all__ = ["Replay", "replay", "report"]
