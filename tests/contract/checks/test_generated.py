"""Requests that schemathesis generates keep the contract; examples, bounds, random data, and chains of links."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pytest
import schemathesis
from hypothesis import settings
from schemathesis.core.failures import AcceptedNegativeData, MalformedJson, ServerError
from schemathesis.engine import events, from_schema
from schemathesis.hooks import unregister
from schemathesis.openapi.checks import (
    ContentDeserializationError,
    JsonSchemaError,
    MalformedMediaType,
    MissingContentType,
    MissingHeaders,
    RejectedPositiveData,
    UndefinedContentType,
    UndefinedStatusCode,
)

from pixxel_sandbox import SAMPLE_KEY, create_app
from tests.contract.model.departures import departures, is_undocumented_or_failure, server_failure
from tests.contract.model.inventory import OF_VISUALIZATION, Inventory
from tests.contract.model.operations import CONTRACT, OPERATIONS, SPENDING_OPERATIONS, Call, is_read_only
from tests.contract.outcomes import not_applicable, skip
from tests.contract.runner.example_store import open_store
from tests.contract.runner.options import EXAMPLES, KEYS, option, tags
from tests.contract.runner.pace import LONGEST_WAIT, seconds_to_wait
from tests.contract.runner.run import Run, SentRequest, server_trouble
from tests.contract.transport.generated_requests import Unanswered, sent_for
from tests.ledger import Ledger
from tests.oracle import JSON, METHODS, ROOT, Operation

CONFIG = ROOT / "tests" / "contract" / "schemathesis.toml"
CHECK = "server: generated"
# How many times more random requests than the Hypothesis profile says.
DEEP = 10
# How many chains of requests a quick run sends to another server.
FEW = 3


# One test for each tag, so that pytest-xdist can run them side by side.
TAGS = sorted({operation.tag for operation in OPERATIONS})


@dataclass
class Generator:
    """Sends generated requests and fails if an answer departs from the contract."""

    run: Run
    ledger: Ledger
    inventory: Inventory
    key: str
    depth: str

    def check(self, operations: list[Operation], *, chains: bool) -> None:
        """Send requests to each operation alone, or chains of requests along the links of the contract."""
        schema = configured_schema(operations, self.run, self.inventory, self.depth)
        schema.config.phases.stateful.enabled = chains
        for phase in (schema.config.phases.examples, schema.config.phases.coverage, schema.config.phases.fuzzing):
            phase.enabled = phase.enabled and not chains
        with counted_requests(self.run, self.key):
            failures = read_failures(from_schema(schema).execute(), self.run, self.ledger, self.key)
        # Schemathesis has written to the server past what is known of it.
        self.inventory.server.world.forget()
        # Each failure has a curl line of its own.
        self.run.observed.last = None
        assert not failures, "\n\n".join(failures[text] for text in sorted(failures))


@pytest.fixture
def generator(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    base_url: str | None,
    ledger: Ledger,
    run: Run,
    inventory: Inventory,
) -> Generator:
    key = SAMPLE_KEY if base_url is None else request.config.stash[KEYS].own
    assert key is not None
    monkeypatch.setenv("PIXXEL_API_KEY", key)
    if store_path := request.config.stash[EXAMPLES]:
        # Hypothesis does not read its database when it is derandomized.
        settings.register_profile("kept", settings(), derandomize=False, database=open_store(store_path))
        settings.load_profile("kept")
    return Generator(run, ledger, inventory, key, option(request.config, "--depth", default="standard"))


@pytest.mark.parametrize("tag", TAGS)
def test_generated_requests_find_no_departure(generator: Generator, run: Run, tag: str) -> None:
    operations = [operation for operation in OPERATIONS if operation.tag == tag and may_be_generated(operation, run)]
    if not operations:
        skip("every operation of the tag costs tokens, deletes, or is a write operation with --read-only")
    before = run.requests
    generator.check(operations, chains=False)
    if run.requests == before:
        not_applicable("the contract has no examples of parameters or bodies for the operations of the tag")

    # An operation that never succeeded was not checked. On a server with other data, the other checks reach it.
    unreached = [operation.id for operation in operations if run.base_url is None and not run.reached(operation.id)]
    assert not unreached, f"these operations never answered with a success: {unreached}"


@pytest.mark.crawls
def test_generated_chains_of_requests_find_no_departure(
    request: pytest.FixtureRequest, generator: Generator, run: Run
) -> None:
    chosen_tags = tags(request.config)
    operations = [
        operation
        for operation in OPERATIONS
        if may_be_generated(operation, run) and (not chosen_tags or operation.tag in chosen_tags)
    ]
    generator.check(operations, chains=True)


@contextmanager
def counted_requests(run: Run, key: str) -> Iterator[None]:
    """Count every request that schemathesis sends to the sandbox in process, or send them as a run by URL does."""

    def before_call(context: Any, case: Any, kwargs: Any) -> None:
        run.begin_generated_request()

    if run.base_url is not None:
        with sent_for(run, key):
            yield
        return
    schemathesis.hook(before_call)
    try:
        yield
    finally:
        unregister(before_call)


def read_failures(stream: Any, run: Run, ledger: Ledger, key: str) -> dict[str, str]:
    """The failures by their text, each with a curl line. What departs from the contract becomes findings."""
    failures: dict[str, str] = {}
    for event in stream:
        if isinstance(event, events.ScenarioFinished):
            wait = read_scenario(event.recorder, run, ledger, failures)
            if wait > LONGEST_WAIT:
                stream.stop()
                run.give_up(f"{run.url} answers 429 and asks to come back in {wait:.0f} s")
            if wait:
                run.pace.pause(wait)
            if run.base_url is not None and (trouble := trouble_in(event, run, key)):
                stream.stop()
                run.give_up(f"{run.url} {trouble}")
            if run.is_spent:
                stream.stop()
                break
        elif isinstance(event, events.Interrupted):
            # The engine has caught the Ctrl-C, which must end the whole run.
            raise KeyboardInterrupt
        elif isinstance(event, events.NonFatalError | events.FatalError) and run.is_spent:
            # The error is the refusal to send more requests.
            stream.stop()
            break
        elif isinstance(event, events.NonFatalError) and isinstance(event.value, Unanswered):
            # It is a finding already.
            continue
        elif isinstance(event, events.NonFatalError):
            failures.setdefault(f"{event.label}: {event.value!r}", f"{event.label}: {event.value!r}")
        elif isinstance(event, events.FatalError):
            raise event.exception
    return failures


BY_LABEL = {f"{operation.method} {operation.path}": operation for operation in OPERATIONS}
# What schemathesis finds in an answer that departs from the contract. The departures are findings already.
OF_ANSWERS = (
    *(JsonSchemaError, UndefinedStatusCode, UndefinedContentType, MissingHeaders, MissingContentType),
    *(MalformedMediaType, MalformedJson, ContentDeserializationError, ServerError),
)
# What it finds in a status that is a departure whatever was asked.
OF_STATUSES = (RejectedPositiveData, AcceptedNegativeData)


def read_scenario(recorder: Any, run: Run, ledger: Ledger, failures: dict[str, str]) -> float:
    """Note what one scenario has sent and received, and its failures. Returns how long the server asks to wait."""
    departed, of_status, postponed, wait = set(), set(), set(), 0.0
    for case_id, interaction in recorder.interactions.items():
        case, response = recorder.cases[case_id].value, interaction.response
        operation = BY_LABEL[case.operation.label]
        ledger.note(operation.id, CHECK)
        run.observed.sent.add(operation.id)
        if response is None:
            continue
        record_response(run, operation, case, response)
        if run.base_url is not None and response.status_code in {429, 503}:
            postponed.add(case_id)
            run.retried[response.status_code] += 1
            if response.status_code == 429:
                run.pace.slow_down()
                wait = max(wait, seconds_to_wait(next(iter(response.headers.get("retry-after", ())), None), 0) or 0)
        elif observe(run, operation, case, response):
            departed.add(case_id)
            if is_undocumented_or_failure(operation, response.status_code):
                of_status.add(case_id)
    for case_id, checks in recorder.checks.items():
        label = recorder.cases[case_id].value.operation.label
        for info in [check.failure_info for check in checks if check.failure_info is not None]:
            if case_id in postponed or (case_id in departed and isinstance(info.failure, OF_ANSWERS)):
                continue
            if case_id in of_status and isinstance(info.failure, OF_STATUSES):
                continue
            title, _, details = f"{label}: {info.failure}".partition("\n")
            failures.setdefault(f"{title}\n{details}", f"{title}\n{with_key_variable(info.code_sample)}\n{details}")
    return wait


def observe(run: Run, operation: Operation, case: Any, response: Any) -> bool:
    """Record how an answer departs from the contract; whether it does."""
    if case.method.upper() != operation.method:
        # The request tries a method that the path does not have.
        return False
    if len(response.content or b"") < response.content_size:
        # Schemathesis has kept the beginning alone, and has judged the whole.
        return False
    headers = {name: ", ".join(values) for name, values in response.headers.items()}
    path = {name: unquote(str(value)) for name, value in (case.path_parameters or {}).items()}
    content = response.content or b""
    if response.status_code >= 500:
        found = [server_failure(response.status_code, content)]
    else:
        found = departures(operation, path, response.status_code, headers, content)
    if found:
        content = getattr(response.request, "body", None)
        content = content.encode() if isinstance(content, str) else content
        content = content if isinstance(content, bytes) else None
        query, headers_sent = dict(case.query or {}), dict(case.headers or {})
        run.observed.last = SentRequest(case.method, case.formatted_path, query, headers_sent, content)
        run.observe(operation.id, response.status_code, found)
    return bool(found)


def with_key_variable(curl: str) -> str:
    """The curl line with the variable for the key in place of `[Filtered]`."""
    return curl.replace("-H 'Authorization: [Filtered]'", '-H "Authorization: $PIXXEL_API_KEY"')


def may_be_generated(operation: Operation, run: Run) -> bool:
    """Whether generated requests may be sent. Another server gets none that costs tokens or deletes."""
    if run.base_url is None:
        return True
    if operation.id in SPENDING_OPERATIONS or operation.method == "DELETE":
        return False
    return is_read_only(operation) or not run.limits.read_only


def contract_of(operations: list[Operation]) -> dict[str, Any]:
    """The contract with these operations alone, without links to others.

    The filters of schemathesis are not enough, because its configuration overrides them, and an order could be placed.
    """
    document: dict[str, Any] = copy.deepcopy(dict(CONTRACT.document))
    operation_ids = {operation.id for operation in operations}
    for path_item in document["paths"].values():
        for method in [method for method in path_item if method in METHODS]:
            if path_item[method]["operationId"] not in operation_ids:
                del path_item[method]
                continue
            for answer in path_item[method]["responses"].values():
                drop_links(answer, operation_ids)
    for answer in document["components"]["responses"].values():
        drop_links(answer, operation_ids)
    return document


def drop_links(answer: dict[str, Any], operation_ids: set[str]) -> None:
    if "links" in answer:
        answer["links"] = {name: link for name, link in answer["links"].items() if link["operationId"] in operation_ids}


def configured_schema(operations: list[Operation], run: Run, inventory: Inventory, depth: str) -> Any:
    """The schema for schemathesis, configured for the server and with IDs that exist there."""
    # The engine behind `st run` is the only way to run every phase in process.
    schema = schemathesis.openapi.from_dict(contract_of(operations), config=schemathesis.Config.from_path(CONFIG))
    if run.base_url is None:
        schema.app = create_app()
    else:
        schema.config.update(
            base_url=run.base_url,
            request_timeout=run.limits.timeout,
            parameters=existing_parameters(inventory, operations),
        )
        # Schemathesis would send omitted methods as unexpected ones.
        schema.config.phases.coverage.unexpected_methods = set()
    # Other checks send the same boundary values and invalid bodies; on another server, each request counts.
    is_quick = run.base_url is not None and depth == "quick"
    if settings().derandomize:
        schema.config.seed = 1
    most = settings().max_examples * (DEEP if depth == "deep" else 1)
    schema.config.generation.max_examples = FEW if is_quick else most
    schema.config.phases.fuzzing.enabled = depth != "quick"
    schema.config.phases.coverage.enabled = not is_quick
    return schema


def existing_parameters(inventory: Inventory, operations: list[Operation]) -> dict[str, Any]:
    """Path parameters of the operations that exist on the server."""
    names = {name for operation in operations for name in operation.named("path")} & OF_VISUALIZATION
    if not names or not inventory.has_visualization:
        return {}
    return {f"path.{name}": value for name, value in inventory.path.items() if name in names}


def record_response(run: Run, operation: Operation, case: Any, response: Any) -> None:
    if response is None:
        return
    query = dict(case.query or {})
    body = case.body if isinstance(case.body, dict) else {}
    run.note(operation.id, response.status_code, {*query, *body, *(case.path_parameters or {})})
    if run.base_url is not None and not is_read_only(operation):
        call = Call(operation, dict(case.path_parameters or {}), query, case.body)
        content = response.content if JSON in str(response.headers.get("content-type")) else None
        run.has_written(run.will_write(call), response.status_code, json_of(content))


# The statuses of a refused key. Every request has the key.
REFUSED = {401, 403}


def json_of(content: bytes | None) -> Any:
    try:
        return json.loads(content) if content else None
    except ValueError:
        return None


def trouble_in(event: events.ScenarioFinished, run: Run, key: str) -> str | None:
    """What is wrong with the server as a whole, if an answer is missing, refuses the key or is a failure."""
    answers = [interaction.response for interaction in event.recorder.interactions.values()]
    if all(answer is not None and answer.status_code < 500 and answer.status_code not in REFUSED for answer in answers):
        return None
    return server_trouble(run, key)
