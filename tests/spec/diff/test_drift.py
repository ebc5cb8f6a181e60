"""A change of the published description is reported, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.oracle import CONTRACT, Contract
from tests.spec.diff.shapes import View
from tests.spec.diff.support import (
    JSON,
    METADATA,
    SLD,
    VISUALIZATIONS,
    excerpt,
    listed,
    operation,
    parameters,
    query,
    refactored,
    refactored_excerpt,
    rename,
    rename_path_parameter,
    rollback,
    schema,
    step,
)
from tests.spec.documents import load, parsed
from tests.spec.drift import differences, line

PATHS = (VISUALIZATIONS, METADATA, SLD, "/v0/indices")


def report(ours: View, published: Any) -> list[str]:
    changes = differences(ours, View(parsed(json.dumps(published).encode(), "the published description")))
    return [f"{change.operation} | {line(change)}" for change in changes]


@cache
def contract() -> View:
    """The part of the contract that the changes are published in."""
    return View(parsed(excerpt(*PATHS).encode(), "the contract"))


PATCH = f"PATCH {METADATA}"
PUT = f"PUT {METADATA}"
GET = f"GET {VISUALIZATIONS}"
REQUEST = f"{PATCH} | request {JSON}"
ANSWER = f"{GET} | response 200 {JSON}"

CHANGES: list[tuple[str, Callable[[dict[str, Any]], Any], list[str]]] = [
    (
        "a field renamed in a request",
        lambda doc: rename(rollback(doc)["properties"], "dates", "days"),
        [
            # The old name is still required, and its value may be anything.
            f"{REQUEST}: /days | field | ours: absent | published: array, optional",
            f"{REQUEST}: /dates | type | ours: array | published: any",
        ],
    ),
    (
        "a field renamed in an answer",
        lambda doc: rename(listed(doc, "visualization", "*")["properties"], "tenant_id", "workspace_id"),
        [
            f"{ANSWER}: /visualization/*/workspace_id | field | ours: absent | published: string, optional",
            f"{ANSWER}: /visualization/*/tenant_id | field | ours: string, optional | published: absent",
        ],
    ),
    (
        "a field added",
        lambda doc: listed(doc, "visualization", "*")["properties"].update(cost={"type": "number"}),
        [f"{ANSWER}: /visualization/*/cost | field | ours: absent | published: number, optional"],
    ),
    (
        "a field removed",
        lambda doc: listed(doc, "visualization", "*")["properties"].pop("progress"),
        [f"{ANSWER}: /visualization/*/progress | field | ours: integer, optional | published: absent"],
    ),
    (
        "an enum value added",
        lambda doc: rollback(doc, "visualization_mode")["enum"].append("spectral"),
        [f"{REQUEST}: /visualization_mode | enum value | ours: absent | published: spectral"],
    ),
    (
        "an enum value removed",
        lambda doc: rollback(doc, "visualization_mode")["enum"].remove("theoretical"),
        [f"{REQUEST}: /visualization_mode | enum value | ours: theoretical | published: absent"],
    ),
    (
        "an enum dropped",
        lambda doc: rollback(doc, "visualization_mode").pop("enum"),
        [f"{REQUEST}: /visualization_mode | enum | ours: dynamic, theoretical | published: absent"],
    ),
    (
        "an operation dropped",
        lambda doc: doc["paths"][METADATA].pop("patch"),
        [f"{PATCH} | operation | operation | ours: present | published: absent"],
    ),
    (
        "an operation added",
        lambda doc: doc["paths"][METADATA].update(delete={"responses": {}}),
        [f"DELETE {METADATA} | operation | operation | ours: absent | published: present"],
    ),
    (
        "the type of a field",
        lambda doc: rollback(doc, "index_id").update(type="integer"),
        [f"{REQUEST}: /index_id | type | ours: string | published: integer"],
    ),
    (
        "a field required in a request",
        lambda doc: schema(doc, METADATA, "put", "request")["required"].append("dynamic_bins"),
        [f"{PUT} | request {JSON}: /dynamic_bins | required | ours: optional | published: required"],
    ),
    (
        "a field optional in a request",
        lambda doc: rollback(doc)["required"].remove("dates"),
        [f"{REQUEST}: /dates | required | ours: required | published: optional"],
    ),
    (
        "a field required in an answer",
        lambda doc: listed(doc, "visualization", "*")["required"].append("progress"),
        [f"{ANSWER}: /visualization/*/progress | required | ours: optional | published: required"],
    ),
    (
        "a field optional in an answer",
        lambda doc: listed(doc)["required"].remove("pagination"),
        [f"{ANSWER}: /pagination | required | ours: required | published: optional"],
    ),
    (
        "a parameter dropped",
        lambda doc: parameters(doc).remove(query(doc, "user_id")),
        [f"{GET} | query user_id | parameter | ours: string, optional | published: absent"],
    ),
    (
        "a parameter added",
        lambda doc: parameters(doc).append({"name": "sort", "in": "query", "schema": {"type": "string"}}),
        [f"{GET} | query sort | parameter | ours: absent | published: string, optional"],
    ),
    (
        "a parameter required",
        lambda doc: query(doc, "user_id").update(required=True),
        [f"{GET} | query user_id | required | ours: optional | published: required"],
    ),
    (
        "the type of a parameter",
        lambda doc: query(doc, "user_id").update(schema={"type": "integer"}),
        [f"{GET} | query user_id | type | ours: string | published: integer"],
    ),
    (
        "the default of a parameter",
        lambda doc: step(doc, query(doc, "limit"), "schema").update(default=50),
        [f"{GET} | query limit | default | ours: 10 | published: 50"],
    ),
    (
        "a path parameter renamed",
        lambda doc: rename_path_parameter(doc, "aoi_id", "aoiId"),
        [f"{operation} | path aoi_id | name | ours: aoi_id | published: aoiId" for operation in (PUT, PATCH)],
    ),
    (
        "a status added",
        lambda doc: operation(doc, METADATA, "patch")["responses"].update({"418": {"description": ""}}),
        [f"{PATCH} | response 418 | status | ours: absent | published: present"],
    ),
    (
        "a status dropped",
        lambda doc: operation(doc, METADATA, "patch")["responses"].pop("404"),
        [f"{PATCH} | response 404 | status | ours: present | published: absent"],
    ),
    (
        "the media type of an answer",
        lambda doc: rename(operation(doc, METADATA, "patch")["responses"]["200"]["content"], JSON, "text/csv"),
        [
            f"{PATCH} | response 200 text/csv | media type | ours: absent | published: present",
            f"{PATCH} | response 200 {JSON} | media type | ours: present | published: absent",
        ],
    ),
    (
        "the media type of a request",
        lambda doc: operation(doc, METADATA, "patch")["requestBody"]["content"].update({"text/csv": {}}),
        [f"{PATCH} | request text/csv | media type | ours: absent | published: present"],
    ),
    (
        "a body published optional",
        lambda doc: operation(doc, METADATA, "patch")["requestBody"].update(required=False),
        [f"{PATCH} | request | required | ours: required | published: optional"],
    ),
    (
        "a body dropped",
        lambda doc: operation(doc, METADATA, "patch").pop("requestBody"),
        [f"{PATCH} | request | body | ours: required | published: absent"],
    ),
    (
        "null no longer allowed",
        lambda doc: schema(doc, METADATA, "put", "request", "legend", "{}", "*", "min").pop("nullable"),
        [f"{PUT} | request {JSON}: /legend/{{}}/*/min | nullable | ours: nullable | published: not nullable"],
    ),
    (
        "null allowed",
        lambda doc: rollback(doc, "index_id").update(nullable=True),
        [f"{REQUEST}: /index_id | nullable | ours: not nullable | published: nullable"],
    ),
    (
        "the items of a list",
        lambda doc: schema(doc, "/v0/indices", "get", "200", "indices", "*", "bands", "*").update(type="integer"),
        [f"GET /v0/indices | response 200 {JSON}: /indices/*/bands/* | type | ours: string | published: integer"],
    ),
    (
        "the values of a map",
        lambda doc: schema(doc, SLD, "post", "200", "sld", "{}", "{}").update(type="integer"),
        [
            f"POST {SLD} | response 200 {JSON}: /sld/{{}}/{{}} | type | ours: string | published: integer",
        ],
    ),
    (
        "a maximum",
        lambda doc: listed(doc, "visualization", "*", "progress").update(maximum=1),
        [f"{ANSWER}: /visualization/*/progress | maximum | ours: 100 | published: 1"],
    ),
    (
        "the fewest items",
        lambda doc: rollback(doc, "dates").update(minItems=2),
        [f"{REQUEST}: /dates | minItems | ours: 1 | published: 2"],
    ),
    (
        "other fields forbidden",
        lambda doc: rollback(doc).update(additionalProperties=False),
        [f"{REQUEST} | additionalProperties | ours: absent | published: false"],
    ),
    (
        "no key needed",
        lambda doc: operation(doc, METADATA, "patch").update(security=[]),
        [f"{PATCH} | operation | security | ours: apiKey header Authorization | published: nothing"],
    ),
]


def test_the_contract_written_in_another_way_has_no_drift() -> None:
    published = refactored(Contract.load().document)
    assert len(json.dumps(published)) > 100_000
    assert report(View(load(str(CONTRACT))), published) == []


@pytest.mark.parametrize(("change", "expected"), [case[1:] for case in CHANGES], ids=[name for name, *_ in CHANGES])
def test_only_the_change_is_reported(change: Callable[[dict[str, Any]], Any], expected: list[str]) -> None:
    published = json.loads(refactored_excerpt(*PATHS))
    change(published)
    assert sorted(report(contract(), published)) == sorted(expected)
