"""The examples of the contract: bodies of requests, and answers."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.contract.model.operations import CONTRACT, dry_run_switches
from tests.oracle import JSON, Operation

# Bodies that do not conflict with resources of earlier checks and runs.
UNIQUE_BODIES: dict[str, Callable[[Any], Any]] = {
    "createAoi": lambda body: body | {"name": f"Proof {uuid.uuid4()}"},
    "createIndex": lambda body: body | {"name": f"Proof {uuid.uuid4()}"},
    "createStore": lambda body: body | {"name": f"proof-{uuid.uuid4()}"},
    "createVisualization": lambda body: body | {"resolution": random.uniform(11, 99)},
    "createDeliveries": lambda body: {
        "deliveries": [
            item | {"cloud_info": item["cloud_info"] | {"path": f"proof/{uuid.uuid4()}/"}}
            for item in body["deliveries"]
        ]
    },
}


def body_examples(operation: Operation) -> dict[str, Any]:
    """The example bodies of an operation, by name."""
    printed: dict[str, Any] = operation.raw["requestBody"]["content"][JSON]["examples"]
    return printed


def example_variants(operation: Operation) -> list[Operation]:
    """The operation, once with each of its example bodies as the only one.

    A dry run with an answer of its own is left out.
    """
    variants = []
    for name, example in body_examples(operation).items():
        if len(operation.successes) > 1 and any(example["value"].get(switch) for switch in dry_run_switches(operation)):
            continue
        content = {JSON: {**operation.raw["requestBody"]["content"][JSON], "examples": {name: example}}}
        raw = {**operation.raw, "requestBody": {**operation.raw["requestBody"], "content": content}}
        variants.append(replace(operation, raw=raw))
    return variants


def operation_label(operation: Operation) -> str:
    """The ID of a test case: the operation, and the example if there are several."""
    several = operation.body and len(body_examples(CONTRACT.operations[operation.id])) > 1
    return f"{operation.id}-{next(iter(body_examples(operation)))}" if several else operation.id


def made_unique(operation: Operation, body: Any) -> Any:
    """The body, with unique values where a duplicate would conflict."""
    return UNIQUE_BODIES[operation.id](body) if operation.id in UNIQUE_BODIES else body


def example_answers(operation: Operation, url: str) -> list[Any]:
    """The example answers of a success, with the URL of the server in their links."""
    answer, _ = CONTRACT.resolve(operation.raw["responses"][str(operation.success)], "")
    entries = answer.get("content", {}).get(JSON, {}).get("examples", {}).values()
    shown = [CONTRACT.resolve(entry, "")[0]["value"] for entry in entries]
    service = CONTRACT.document["servers"][0]["url"]
    values: list[Any] = json.loads(json.dumps(shown, default=datetime.isoformat).replace(service, url))
    return values
