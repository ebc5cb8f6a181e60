"""What schemathesis makes of the contract: its examples, its edges, random data, and chains along its links."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from hypothesis import settings
from schemathesis.engine import events, from_schema

from pixxel_sandbox import SAMPLE_KEY, create_app
from tests.contract.conftest import KEY
from tests.contract.server import OPERATIONS, SPENDING
from tests.ledger import Ledger
from tests.oracle import CONTRACT

CONFIG = Path(__file__).with_name("schemathesis.toml")
CHECK = "server: generated"


def test_generated_requests_find_no_departure(
    request: pytest.FixtureRequest, base_url: str | None, ledger: Ledger
) -> None:
    # The engine behind `st run`: the one way to run every phase in process.
    schema = schemathesis.openapi.from_path(CONTRACT, config=schemathesis.Config.from_path(CONFIG))
    key = request.config.stash[KEY][0]
    if base_url is None:
        schema.app = create_app()
        key = SAMPLE_KEY
    else:
        schema.config.update(base_url=base_url)
    schema.config.headers = {"Authorization": key}
    if settings().derandomize:
        schema.config.seed = 1
    schema.config.generation.max_examples = settings().max_examples

    by_label = {f"{operation.method} {operation.path}": operation.id for operation in OPERATIONS}
    failures: set[str] = set()
    answered: dict[str, set[int]] = {name: set() for name in by_label.values()}
    asked = [operation for operation in OPERATIONS if base_url is None or operation.id not in SPENDING]
    chosen = schema.include(operation_id=[operation.id for operation in asked])
    for event in from_schema(chosen).execute():
        if isinstance(event, events.ScenarioFinished):
            for case_id, interaction in event.recorder.interactions.items():
                operation = by_label[event.recorder.cases[case_id].value.operation.label]
                ledger.note(operation, CHECK)
                if interaction.response is not None:
                    answered[operation].add(interaction.response.status_code)
            for case_id, checks in event.recorder.checks.items():
                label = event.recorder.cases[case_id].value.operation.label
                failed = [check.failure_info.failure for check in checks if check.failure_info is not None]
                failures |= {f"{label}: {failure}" for failure in failed}
        elif isinstance(event, events.NonFatalError):
            failures.add(f"{event.label}: {event.value!r}")
        elif isinstance(event, events.FatalError):
            raise event.exception

    assert not failures, "\n\n".join(sorted(failures))
    # An operation that never succeeded was not checked.
    unreached = [operation.id for operation in asked if operation.success not in answered[operation.id]]
    assert not unreached, f"never answered with a success: {unreached}"
