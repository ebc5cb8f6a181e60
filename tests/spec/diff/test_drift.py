"""Drift is reported where two documents say different things, and not where they say the same thing differently."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.oracle import CONTRACT, METHODS, Contract
from tests.spec import drift
from tests.spec.diff.accepted import accepted
from tests.spec.diff.shapes import View
from tests.spec.documents import Document, Unusable, load, parsed
from tests.spec.drift import ACCEPTED, differences, line, main

OURS = View(load(str(CONTRACT)))
JSON = "application/json"
VISUALIZATIONS = "/v0/aois/{aoi_id}/visualizations"
METADATA = f"{VISUALIZATIONS}/{{visualization_id}}/metadata"
SLD = f"{VISUALIZATIONS}/{{visualization_id}}/sld"
UNKNOWN_IN_30 = {"const", "contains", "dependentRequired", "else", "examples", "if", "propertyNames", "then"}


def document(schema: Any, *, version: str = "3.1.0", **more: Any) -> Document:
    """A document whose one operation answers a value of this schema."""
    answer = {"description": "A thing.", "content": {JSON: {"schema": schema}}}
    operation = {"responses": {"200": answer}}
    paths = {"/things": {"get": operation}}
    content = {"openapi": version, "info": {"title": "Things", "version": "1.0.0"}, "paths": paths} | more
    return parsed(json.dumps(content).encode(), "a document")


def drifted(ours: Any, published: Any, version: str = "3.1.0") -> list[str]:
    found = differences(View(document(ours)), View(document(published, version=version)))
    return [line(change).removeprefix(f"response 200 {JSON}") for change in found]


@pytest.mark.parametrize(
    ("ours", "published", "version"),
    [
        pytest.param({"type": "string"}, {"allOf": [{"type": "string"}]}, "3.1.0", id="allOf around one schema"),
        pytest.param(
            {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            {
                "allOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": {"type": "integer"}}}],
                "required": ["a"],
            },
            "3.1.0",
            id="an object in parts",
        ),
        pytest.param({"type": ["string", "null"]}, {"type": "string", "nullable": True}, "3.0.3", id="nullable"),
        pytest.param(
            {"type": ["string", "null"]},
            {"allOf": [{"type": "string"}], "nullable": True},
            "3.0.3",
            id="nullable, around",
        ),
        pytest.param(
            {"oneOf": [{"type": "string"}, {"type": "null"}]},
            {"type": ["string", "null"]},
            "3.1.0",
            id="null as a form",
        ),
        pytest.param(
            {"enum": ["a", None]}, {"type": "string", "enum": ["a"], "nullable": True}, "3.0.3", id="null listed"
        ),
        pytest.param(
            {"type": ["string", "number"]}, {"anyOf": [{"type": "number"}, {"type": "string"}]}, "3.1.0", id="types"
        ),
        pytest.param({"const": "a"}, {"type": "string", "enum": ["a"]}, "3.0.3", id="const"),
        pytest.param(
            {"enum": ["a", "b"]}, {"oneOf": [{"const": "b"}, {"const": "a"}]}, "3.1.0", id="constants as forms"
        ),
        pytest.param(
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "number", "minimum": 0, "exclusiveMinimum": True},
            "3.0.3",
            id="an exclusive bound",
        ),
        pytest.param({"type": "array", "items": {}}, {"type": "array"}, "3.1.0", id="a list of anything"),
        pytest.param({"type": "object"}, {"additionalProperties": True}, "3.1.0", id="a free object"),
        pytest.param({"type": "string", "minLength": 0}, {"type": "string"}, "3.1.0", id="a bound that bounds nothing"),
        pytest.param(
            {"oneOf": [{"properties": {"a": {}}, "required": ["a"]}, {"properties": {"b": {}}, "required": ["b"]}]},
            {"type": "object", "properties": {"a": {}, "b": {}}},
            "3.1.0",
            id="forms in one",
        ),
        pytest.param({"not": {"const": 1}}, {"not": {"allOf": [{"enum": [1]}]}}, "3.1.0", id="a rule"),
        pytest.param(
            {"type": "integer", "minimum": 2, "maximum": 9},
            {"allOf": [{"type": "number", "minimum": 1}, {"type": "integer", "minimum": 2, "maximum": 9}]},
            "3.1.0",
            id="bounds said twice",
        ),
    ],
)
def test_the_same_said_differently_is_no_drift(ours: Any, published: Any, version: str) -> None:
    assert drifted(ours, published, version) == []


@pytest.mark.parametrize(
    ("ours", "published", "expected"),
    [
        ({"minimum": 1}, {}, []),
        ({}, {"minimum": 1}, [" | minimum | ours: absent | published: 1"]),
        ({"minimum": 2}, {"minimum": 1}, [" | minimum | ours: 2 | published: 1"]),
        ({"if": {"const": 1}, "then": False}, {}, []),
        ({"format": "int32"}, {"format": "int64"}, [" | format | ours: int32 | published: int64"]),
    ],
    ids=["ours alone", "the published alone", "both", "a rule of ours alone", "a format"],
)
def test_a_bound_is_drift_where_the_published_document_states_one(
    ours: dict[str, Any], published: dict[str, Any], expected: list[str]
) -> None:
    assert drifted({"type": "integer"} | ours, {"type": "integer"} | published) == expected


def test_references_are_followed_through_chains_and_escapes() -> None:
    schemas = {"a/b": {"$ref": "#/components/schemas/c~0d%20e"}, "c~d e": {"type": "string"}}
    published = document({"$ref": "#/components/schemas/a~1b"}, components={"schemas": schemas})
    found = differences(View(document({"type": "integer"})), View(published))
    assert [line(change) for change in found] == [f"response 200 {JSON} | type | ours: integer | published: string"]


def test_a_recursive_schema_is_compared_once() -> None:
    def tree(value: str) -> Document:
        here = {"$ref": "#/components/schemas/Tree"}
        node = {
            "properties": {"value": {"type": value}, "parts": {"items": {"allOf": [here]}}},
            "anyOf": [here, {"required": ["value"]}],
        }
        return document(here, components={"schemas": {"Tree": node}})

    assert differences(View(tree("string")), View(tree("string"))) == []
    found = differences(View(tree("integer")), View(tree("string")))
    assert [line(change) for change in found] == [
        f"response 200 {JSON}: /value | type | ours: integer | published: string"
    ]


def test_a_rule_may_be_recursive() -> None:
    here = {"$ref": "#/components/schemas/Tree"}
    both = View(document(here, components={"schemas": {"Tree": {"type": "array", "not": {"items": here}}}}))
    assert differences(both, both) == []


def test_a_recursive_schema_may_be_unrolled_once() -> None:
    here = {"$ref": "#/components/schemas/Tree"}
    node = {"type": "object", "properties": {"parts": {"type": "array", "items": here}}}
    whole = document(here, components={"schemas": {"Tree": node}})
    unrolled = document(node, components={"schemas": {"Tree": node}})
    assert differences(View(whole), View(unrolled)) == []


# ── The contract, factored differently ──────────────────────────────────────────────────────────────────────────────


def refactored() -> dict[str, Any]:
    """The contract in OpenAPI 3.0, with other names, as far as that can say it: half of it inlined, half wrapped."""
    source = Contract.load().document
    inlined = set(sorted(source["components"]["schemas"])[::2])

    def schema(node: Any, inside: tuple[str, ...] = ()) -> Any:
        if isinstance(node, bool):
            return node
        if "$ref" in node:
            name = node["$ref"].rpartition("/")[2]
            beside = {key: value for key, value in node.items() if key != "$ref"}
            if name in inlined and name not in inside:
                return {**schema(source["components"]["schemas"][name], (*inside, name)), **beside}
            return {"allOf": [{"$ref": f"#/components/schemas/renamed.{name}"}], **beside}
        made: dict[str, Any] = {}
        for key, value in node.items():
            if key == "properties":
                made[key] = {name: schema(each, inside) for name, each in reversed(value.items())}
            elif key in {"items", "additionalProperties"}:
                made[key] = schema(value, inside)
            elif key in {"allOf", "anyOf", "oneOf"}:
                made["anyOf" if key == "oneOf" else key] = [schema(each, inside) for each in reversed(value)]
            elif key == "not":
                made[key] = {"allOf": [schema(value, inside)]}
            elif key == "type" and isinstance(value, list):
                types = [each for each in value if each != "null"]
                made |= {"type": types[0]} if len(types) == 1 else {"anyOf": [{"type": each} for each in types]}
                made |= {"nullable": True} if "null" in value else {}
            elif key == "exclusiveMinimum":
                made |= {"minimum": value, "exclusiveMinimum": True}
            elif key not in UNKNOWN_IN_30:
                made[key] = value
        return made

    def resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
        return Contract(source).resolve(node, "")[0]

    def content(node: Mapping[str, Any]) -> dict[str, Any]:
        return {media_type: {"schema": schema(each["schema"])} for media_type, each in node.get("content", {}).items()}

    def parameter(node: Mapping[str, Any]) -> dict[str, Any]:
        return {**resolved(node), "schema": schema(resolved(node)["schema"])}

    def operation(item: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {"security": [{"TheKey": []}] if raw.get("security") else []}
        made["parameters"] = [parameter(each) for each in (*item.get("parameters", ()), *raw.get("parameters", ()))]
        if "requestBody" in raw:
            body = resolved(raw["requestBody"])
            made["requestBody"] = {"required": body.get("required", False), "content": content(body)}
        made["responses"] = {
            status.replace("XX", "00"): {"description": "", "content": content(resolved(each))}
            | ({"headers": resolved(each)["headers"]} if "headers" in resolved(each) else {})
            for status, each in raw["responses"].items()
        }
        return made

    (key,) = source["components"]["securitySchemes"].values()
    return {
        "openapi": "3.0.3",
        "info": {"title": "The same", "version": "2026"},
        "paths": {
            path: {method: operation(item, item[method]) for method in METHODS if method in item}
            for path, item in source["paths"].items()
        },
        "components": {
            "securitySchemes": {"TheKey": key},
            "schemas": {f"renamed.{name}": schema(each) for name, each in source["components"]["schemas"].items()},
        },
    }


COPY = json.dumps(refactored())


@pytest.fixture
def published() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(COPY)
    return made


def report(published: Any) -> list[str]:
    found = differences(OURS, View(parsed(json.dumps(published).encode(), "the copy")))
    return [f"{change.operation} | {line(change)}" for change in found]


def step(document: dict[str, Any], node: Any, key: str | int) -> Any:
    """What stands under a key, made a part of this place alone: a change there changes nothing elsewhere."""
    while "$ref" in node[key] or list(node[key]) == ["allOf"]:
        (inner,) = node[key].get("allOf", [node[key]])
        name = inner["$ref"].rpartition("/")[2] if "$ref" in inner else None
        node[key] = copy.deepcopy(document["components"]["schemas"][name] if name else inner)
    return node[key]


def operation(document: dict[str, Any], path: str, method: str) -> Any:
    return document["paths"][path][method]


def schema(document: dict[str, Any], path: str, method: str, where: str, *names: str) -> Any:
    """The schema at a place of a body: names of fields, `*` for items and `{}` for values."""
    described = operation(document, path, method)
    node = described["requestBody"] if where == "request" else described["responses"][where]
    node = step(document, node["content"][JSON], "schema")
    for name in names:
        key = {"*": "items", "{}": "additionalProperties"}.get(name)
        node = step(document, node, key) if key else step(document, node["properties"], name)
    return node


def rollback(document: dict[str, Any], *names: str) -> Any:
    return schema(document, METADATA, "patch", "request", *names)


def listed(document: dict[str, Any], *names: str) -> Any:
    return schema(document, VISUALIZATIONS, "get", "200", *names)


def parameters(document: dict[str, Any]) -> list[Any]:
    found: list[Any] = operation(document, VISUALIZATIONS, "get")["parameters"]
    return found


def query(document: dict[str, Any], name: str) -> Any:
    (found,) = [each for each in parameters(document) if each["name"] == name]
    return found


def rename(fields: dict[str, Any], old: str, new: str) -> None:
    fields[new] = fields.pop(old)


def rename_path_parameter(document: dict[str, Any], old: str, new: str) -> None:
    item = document["paths"].pop(METADATA)
    for described in item.values():
        next(each for each in described["parameters"] if each["name"] == old)["name"] = new
    document["paths"][METADATA.replace(old, new)] = item


PATCH = f"PATCH {METADATA}"
PUT = f"PUT {METADATA}"
GET = f"GET {VISUALIZATIONS}"
ASKS = f"{PATCH} | request {JSON}"
GIVES = f"{GET} | response 200 {JSON}"

CHANGES: list[tuple[str, Callable[[dict[str, Any]], Any], list[str]]] = [
    (
        "a field renamed in a request",
        lambda made: rename(rollback(made)["properties"], "dates", "days"),
        [
            # It is still demanded by its old name, as anything.
            f"{ASKS}: /days | field | ours: absent | published: array, optional",
            f"{ASKS}: /dates | type | ours: array | published: any",
        ],
    ),
    (
        "a field renamed in an answer",
        lambda made: rename(listed(made, "visualization", "*")["properties"], "tenant_id", "workspace_id"),
        [
            f"{GIVES}: /visualization/*/workspace_id | field | ours: absent | published: string, optional",
            f"{GIVES}: /visualization/*/tenant_id | field | ours: string, optional | published: absent",
        ],
    ),
    (
        "a field added",
        lambda made: listed(made, "visualization", "*")["properties"].update(cost={"type": "number"}),
        [f"{GIVES}: /visualization/*/cost | field | ours: absent | published: number, optional"],
    ),
    (
        "a field removed",
        lambda made: listed(made, "visualization", "*")["properties"].pop("progress"),
        [f"{GIVES}: /visualization/*/progress | field | ours: integer, optional | published: absent"],
    ),
    (
        "an enum value added",
        lambda made: rollback(made, "visualization_mode")["enum"].append("spectral"),
        [f"{ASKS}: /visualization_mode | enum value | ours: absent | published: spectral"],
    ),
    (
        "an enum value removed",
        lambda made: rollback(made, "visualization_mode")["enum"].remove("theoretical"),
        [f"{ASKS}: /visualization_mode | enum value | ours: theoretical | published: absent"],
    ),
    (
        "an enum dropped",
        lambda made: rollback(made, "visualization_mode").pop("enum"),
        [f"{ASKS}: /visualization_mode | enum | ours: dynamic, theoretical | published: absent"],
    ),
    (
        "an operation dropped",
        lambda made: made["paths"][METADATA].pop("patch"),
        [f"{PATCH} | operation | operation | ours: present | published: absent"],
    ),
    (
        "an operation added",
        lambda made: made["paths"][METADATA].update(delete={"responses": {}}),
        [f"DELETE {METADATA} | operation | operation | ours: absent | published: present"],
    ),
    (
        "the type of a field",
        lambda made: rollback(made, "index_id").update(type="integer"),
        [f"{ASKS}: /index_id | type | ours: string | published: integer"],
    ),
    (
        "a field required in a request",
        lambda made: schema(made, METADATA, "put", "request")["required"].append("dynamic_bins"),
        [f"{PUT} | request {JSON}: /dynamic_bins | required | ours: optional | published: required"],
    ),
    (
        "a field optional in a request",
        lambda made: rollback(made)["required"].remove("dates"),
        [f"{ASKS}: /dates | required | ours: required | published: optional"],
    ),
    (
        "a field required in an answer",
        lambda made: listed(made, "visualization", "*")["required"].append("progress"),
        [f"{GIVES}: /visualization/*/progress | required | ours: optional | published: required"],
    ),
    (
        "a field optional in an answer",
        lambda made: listed(made)["required"].remove("pagination"),
        [f"{GIVES}: /pagination | required | ours: required | published: optional"],
    ),
    (
        "a parameter dropped",
        lambda made: parameters(made).remove(query(made, "user_id")),
        [f"{GET} | query user_id | parameter | ours: string, optional | published: absent"],
    ),
    (
        "a parameter added",
        lambda made: parameters(made).append({"name": "sort", "in": "query", "schema": {"type": "string"}}),
        [f"{GET} | query sort | parameter | ours: absent | published: string, optional"],
    ),
    (
        "a parameter required",
        lambda made: query(made, "user_id").update(required=True),
        [f"{GET} | query user_id | required | ours: optional | published: required"],
    ),
    (
        "the type of a parameter",
        lambda made: query(made, "user_id").update(schema={"type": "integer"}),
        [f"{GET} | query user_id | type | ours: string | published: integer"],
    ),
    (
        "the default of a parameter",
        lambda made: step(made, query(made, "limit"), "schema").update(default=50),
        [f"{GET} | query limit | default | ours: 10 | published: 50"],
    ),
    (
        "a path parameter renamed",
        lambda made: rename_path_parameter(made, "aoi_id", "aoiId"),
        [f"{each} | path aoi_id | name | ours: aoi_id | published: aoiId" for each in (PUT, PATCH)],
    ),
    (
        "a status added",
        lambda made: operation(made, METADATA, "patch")["responses"].update({"418": {"description": ""}}),
        [f"{PATCH} | response 418 | status | ours: absent | published: present"],
    ),
    (
        "a status dropped",
        lambda made: operation(made, METADATA, "patch")["responses"].pop("404"),
        [f"{PATCH} | response 404 | status | ours: present | published: absent"],
    ),
    (
        "the media type of an answer",
        lambda made: rename(operation(made, METADATA, "patch")["responses"]["200"]["content"], JSON, "text/csv"),
        [
            f"{PATCH} | response 200 text/csv | media type | ours: absent | published: present",
            f"{PATCH} | response 200 {JSON} | media type | ours: present | published: absent",
        ],
    ),
    (
        "the media type of a request",
        lambda made: operation(made, METADATA, "patch")["requestBody"]["content"].update({"text/csv": {}}),
        [f"{PATCH} | request text/csv | media type | ours: absent | published: present"],
    ),
    (
        "a body made optional",
        lambda made: operation(made, METADATA, "patch")["requestBody"].update(required=False),
        [f"{PATCH} | request | required | ours: required | published: optional"],
    ),
    (
        "a body dropped",
        lambda made: operation(made, METADATA, "patch").pop("requestBody"),
        [f"{PATCH} | request | body | ours: required | published: absent"],
    ),
    (
        "null no longer allowed",
        lambda made: schema(made, METADATA, "put", "request", "legend", "{}", "*", "min").pop("nullable"),
        [f"{PUT} | request {JSON}: /legend/{{}}/*/min | nullable | ours: nullable | published: not nullable"],
    ),
    (
        "null allowed",
        lambda made: rollback(made, "index_id").update(nullable=True),
        [f"{ASKS}: /index_id | nullable | ours: not nullable | published: nullable"],
    ),
    (
        "the items of a list",
        lambda made: schema(made, "/v0/indices", "get", "200", "indices", "*", "bands", "*").update(type="integer"),
        [f"GET /v0/indices | response 200 {JSON}: /indices/*/bands/* | type | ours: string | published: integer"],
    ),
    (
        "the values of a map",
        lambda made: schema(made, SLD, "post", "200", "sld", "{}", "{}").update(type="integer"),
        [
            f"POST {SLD} | response 200 {JSON}: /sld/{{}}/{{}} | type | ours: string | published: integer",
        ],
    ),
    (
        "a maximum",
        lambda made: listed(made, "visualization", "*", "progress").update(maximum=1),
        [f"{GIVES}: /visualization/*/progress | maximum | ours: 100 | published: 1"],
    ),
    (
        "the fewest items",
        lambda made: rollback(made, "dates").update(minItems=2),
        [f"{ASKS}: /dates | minItems | ours: 1 | published: 2"],
    ),
    (
        "other fields forbidden",
        lambda made: rollback(made).update(additionalProperties=False),
        [f"{ASKS} | additionalProperties | ours: absent | published: false"],
    ),
    (
        "no key needed",
        lambda made: operation(made, METADATA, "patch").update(security=[]),
        [f"{PATCH} | operation | security | ours: apiKey header Authorization | published: nothing"],
    ),
]


def test_the_contract_is_not_drift_however_it_is_factored(published: dict[str, Any]) -> None:
    assert len(json.dumps(published)) > 100_000
    assert report(published) == []


@pytest.mark.parametrize(("change", "expected"), [each[1:] for each in CHANGES], ids=[name for name, *_ in CHANGES])
def test_a_change_is_reported_and_nothing_else(
    published: dict[str, Any], change: Callable[[dict[str, Any]], Any], expected: list[str]
) -> None:
    change(published)
    assert sorted(report(published)) == sorted(expected)


# ── What is accepted ────────────────────────────────────────────────────────────────────────────────────────────────

GOOD = {"reason": "It is so.", "source": "a guide", "kind": "status", "places": "response 404", "ours": "present"}


@pytest.fixture
def run(
    tmp_path: Path, published: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Runs the command with entries against the copy; gives the exit code and what was printed."""

    def run(*entries: Any) -> tuple[int, str]:
        described, meant = tmp_path / "published.json", tmp_path / "accepted.yaml"
        described.write_text(json.dumps(published), encoding="utf-8")
        meant.write_text(yaml.safe_dump(list(entries)) if entries else "", encoding="utf-8")
        code = main([str(described), "--accepted", str(meant)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def drop_404(published: dict[str, Any]) -> None:
    del operation(published, METADATA, "patch")["responses"]["404"]
    del operation(published, METADATA, "put")["responses"]["404"]


Run = Callable[..., tuple[int, str]]


def test_no_drift_is_a_success(run: Run) -> None:
    code, printed = run()
    assert code == 0
    assert printed == (
        f"{len(OURS.operations)} operations: 0 unaccepted differences, 0 accepted, 0 stale acceptances.\n"
    )


def test_drift_is_a_failure_and_grouped_by_operation(run: Run, published: dict[str, Any]) -> None:
    drop_404(published)
    code, printed = run()
    assert code == 1
    said = "  response 404 | status | ours: present | published: absent\n"
    assert printed.startswith(f"{PUT}\n{said}{PATCH}\n{said}")


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"operations": "* /v0/aois/{aoi_id}/visualizations/**"},
        {"operations": [PUT, PATCH]},
        {"places": "response 4*"},
        {"places": ["**404"], "published": "absent"},
        {"kind": ["status"]},
    ],
    ids=str,
)
def test_an_entry_accepts_all_that_fits_it(run: Run, published: dict[str, Any], more: dict[str, Any]) -> None:
    drop_404(published)
    code, printed = run(GOOD | more)
    assert (code, "2 accepted" in printed) == (0, True), printed


@pytest.mark.parametrize(
    "more",
    [
        {"ours": "absent"},
        {"kind": "media type"},
        {"operations": "GET **"},
        {"places": "response 4"},
        {"places": "404"},
        {"operations": "PATCH *"},
    ],
    ids=str,
)
def test_an_entry_accepts_nothing_else(run: Run, published: dict[str, Any], more: dict[str, Any]) -> None:
    drop_404(published)
    code, printed = run(GOOD | more)
    assert code == 1
    assert "2 unaccepted differences, 0 accepted, 1 stale" in printed
    assert "accepted.yaml:1: the entry matches no difference; take it out" in printed


def test_a_part_of_an_entry_that_matches_nothing_is_stale(run: Run, published: dict[str, Any]) -> None:
    drop_404(published)
    code, printed = run(GOOD, GOOD | {"places": ["response 404", "response 409"]})
    assert code == 1
    assert ":6: 'response 409' in `places` matches no difference; take it out\n" in printed


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({key: value for key, value in GOOD.items() if key != "reason"}, "the entry has no `reason`"),
        (GOOD | {"reason": " "}, "the entry has no `reason`"),
        (GOOD | {"source": None}, "the entry has no `source`"),
        (GOOD | {"place": "response 404"}, "'place' is no key of an entry"),
        ({key: value for key, value in GOOD.items() if key != "places"}, "the entry has no `places`"),
        ({key: value for key, value in GOOD.items() if key != "kind"}, "the entry has no `kind`"),
        ({key: value for key, value in GOOD.items() if key != "ours"}, "the entry has neither `ours` nor `published`"),
        (GOOD | {"places": []}, "`places` is empty"),
        ("status", "the entry is no map"),
    ],
)
def test_an_entry_that_cannot_be_reviewed_is_refused(run: Run, entry: Any, complaint: str) -> None:
    code, printed = run(entry)
    assert code == 2
    assert printed.startswith(f"accepted.yaml:1: {complaint}")


def test_the_accepted_file_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "accepted.yaml").write_text("reason: none", encoding="utf-8")
    with pytest.raises(Unusable, match="is no list"):
        accepted(tmp_path / "accepted.yaml")
    with pytest.raises(Unusable, match="cannot be read: No such file"):
        accepted(tmp_path / "nothing.yaml")


def test_what_is_accepted_in_this_repository_can_be_reviewed() -> None:
    kinds: Iterable[str] = {kind for entry in accepted(ACCEPTED) for kind in entry.patterns["kind"]}
    assert not any("*" in kind for kind in kinds)


def test_what_cannot_be_used_is_said_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([str(tmp_path / "nothing.json")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith(
        "nothing.json cannot be read: No such file or directory. Name an OpenAPI file or its URL.\n"
    )


def test_a_long_value_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift, "LONGEST", 10)
    assert drifted({"type": "string"}, {"type": "string", "pattern": "a" * 20}) == [
        f" | pattern | ours: absent | published: {'a' * 9}…"
    ]
