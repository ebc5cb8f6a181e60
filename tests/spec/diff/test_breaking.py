"""A change breaks if a program that works today fails after it; the contract's version has to say so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.spec.breaking import line, main
from tests.spec.diff.compatibility import sorted_changes
from tests.spec.diff.versions import version, version_verdict
from tests.spec.documents import Document, Unusable, parsed
from tests.spec.support import git

JSON = "application/json"
THING = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "size": {"type": "integer", "minimum": 1, "maximum": 9},
        "kind": {"type": "string", "enum": ["a", "b"]},
    },
}
COST = {"required": True, "schema": {"type": "integer"}}
Pair = tuple[dict[str, Any], dict[str, Any]]


def contract(
    *, request: Any = THING, response: Any = THING, required: bool = True, operation: Any = None, **more: Any
) -> dict[str, Any]:
    """A contract with one operation, which takes a thing and answers with a thing."""
    post = {
        "operationId": "makeThing",
        "tags": ["things"],
        "security": [{"key": []}],
        "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer", "default": 1}}],
        "requestBody": {"required": required, "content": {JSON: {"schema": request}}},
        "responses": {
            "200": {
                "description": "",
                "content": {JSON: {"schema": response}, "text/csv": {}},
                "headers": {"X-Cost": COST},
            },
            "404": {"description": ""},
        },
    } | (operation or {})
    key = {"type": "apiKey", "in": "header", "name": "Authorization"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "0.1.0"},
        "paths": {"/things/{id}": {"post": post}},
        "components": {"securitySchemes": {"key": key}},
    } | more


def thing(**fields: Any) -> dict[str, Any]:
    return {**THING, "properties": {**THING["properties"], **fields}}  # type: ignore[dict-item]


def without(name: str) -> dict[str, Any]:
    return thing() | {"properties": {key: value for key, value in thing()["properties"].items() if key != name}}


def in_request(before: Any, after: Any) -> Pair:
    """A change of a field of the request."""
    return contract(request=thing(x=before)), contract(request=thing(x=after))


def in_answer(before: Any, after: Any) -> Pair:
    """A change of a field of the answer."""
    return contract(response=thing(x=before)), contract(response=thing(x=after))


def without_body() -> dict[str, Any]:
    document = contract()
    del document["paths"]["/things/{id}"]["post"]["requestBody"]
    return document


def with_operation(**after: Any) -> Pair:
    return contract(), contract(operation=after)


def with_query(before: dict[str, Any], after: dict[str, Any]) -> Pair:
    """A change of a query parameter."""
    usual = {"name": "q", "in": "query", "schema": {"type": "string"}}
    old, new = (contract(operation={"parameters": [usual | change]}) for change in (before, after))
    return old, new


def with_responses(change: Callable[[dict[str, Any]], Any]) -> Pair:
    """A change of the responses."""
    before, after = contract(), json.loads(json.dumps(contract()))
    change(after["paths"]["/things/{id}"]["post"]["responses"])
    return before, after


def with_schemas(**schemas: Any) -> dict[str, Any]:
    return contract(components={**contract()["components"], "schemas": schemas})


STRING, INTEGER, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
A, B = ({"type": "object", "required": ["is"], "properties": {"is": {"const": name}}} for name in "ab")
ONE_STRING = {"type": "string", "enum": ["a"]}
TWO_STRINGS = {"type": "string", "enum": ["a", "b"]}
REQUEST, RESPONSE = f"request {JSON}", f"response 200 {JSON}"

BREAKING: list[tuple[str, Pair, str]] = [
    ("an operation removed", (contract(), contract(paths={})), "operation | operation | present → absent"),
    ("a path renamed", (contract(), contract(paths={"/x": {"post": {}}})), "operation | operation | present → absent"),
    ("an operationId renamed", with_operation(operationId="create"), "operation | operation id | makeThing → create"),
    ("a tag renamed", with_operation(tags=["stuff"]), "operation | tag | things → stuff"),
    (
        "a key required",
        (contract(operation={"security": []}), contract()),
        "operation | security | nothing → apiKey header Authorization",
    ),
    ("a parameter removed", with_operation(parameters=[]), "query page | parameter | integer, optional → absent"),
    (
        "a required parameter added",
        with_operation(
            parameters=[
                *contract()["paths"]["/things/{id}"]["post"]["parameters"],
                {"name": "q", "in": "query", "required": True, "schema": STRING},
            ]
        ),
        "query q | parameter | absent → string, required",
    ),
    ("a parameter made required", with_query({}, {"required": True}), "query q | required | optional → required"),
    (
        "a path parameter renamed",
        (contract(), contract(paths={"/things/{thing}": contract()["paths"]["/things/{id}"]})),
        "path thing | name | id → thing",
    ),
    ("another type of a parameter", with_query({}, {"schema": INTEGER}), "query q | type | string → integer"),
    (
        "another style of a list",
        with_query({"schema": {"type": "array"}}, {"schema": {"type": "array"}, "explode": False}),
        "query q | style | form, exploded → form",
    ),
    (
        "a default changed",
        with_query({"schema": STRING | {"default": "a"}}, {"schema": STRING | {"default": "b"}}),
        "query q | default | a → b",
    ),
    (
        "fewer values of a parameter",
        with_query({"schema": TWO_STRINGS}, {"schema": ONE_STRING}),
        "query q | enum value | b → absent",
    ),
    ("a body required", (contract(required=False), contract()), "request | required | optional → required"),
    ("a required body added", (without_body(), contract()), "request | body | absent → required"),
    ("a body removed", (contract(), without_body()), "request | body | required → absent"),
    (
        "a media type of a request removed",
        (
            contract(operation={"requestBody": {"content": {JSON: {}, "text/csv": {}}}}),
            contract(operation={"requestBody": {"content": {JSON: {}}}}),
        ),
        "request text/csv | media type | present → absent",
    ),
    (
        "a field of a request removed",
        (contract(), contract(request=without("size"))),
        f"{REQUEST}: /size | field | integer, optional → absent",
    ),
    (
        "a required field of a request added",
        (contract(), contract(request=thing(x=STRING) | {"required": ["id", "x"]})),
        f"{REQUEST}: /x | field | absent → string, required",
    ),
    (
        "a field of a request made required",
        (contract(), contract(request=thing() | {"required": ["id", "size"]})),
        f"{REQUEST}: /size | required | optional → required",
    ),
    ("a request accepts fewer types", in_request(NUMBER, INTEGER), f"{REQUEST}: /x | type | number → integer"),
    ("a request accepts fewer values", in_request(TWO_STRINGS, ONE_STRING), f"{REQUEST}: /x | enum value | b → absent"),
    (
        "a request accepts only the values of an enum",
        in_request(STRING, ONE_STRING),
        f"{REQUEST}: /x | enum | absent → a",
    ),
    (
        "a request no longer accepts null",
        in_request({"type": ["string", "null"]}, STRING),
        f"{REQUEST}: /x | nullable | nullable → not nullable",
    ),
    (
        "a request accepts a smaller range",
        in_request(INTEGER | {"maximum": 9}, INTEGER | {"maximum": 8}),
        f"{REQUEST}: /x | maximum | 9 → 8",
    ),
    (
        "a request accepts only longer strings",
        in_request(STRING, STRING | {"minLength": 2}),
        f"{REQUEST}: /x | minLength | absent → 2",
    ),
    (
        "another pattern in a request",
        in_request(STRING | {"pattern": "a"}, STRING | {"pattern": "b"}),
        f"{REQUEST}: /x | pattern | a → b",
    ),
    (
        "a request accepts no other fields",
        (contract(), contract(request=thing() | {"additionalProperties": False})),
        f"{REQUEST} | additionalProperties | absent → false",
    ),
    (
        "a request accepts fewer forms",
        in_request({"oneOf": [A, B]}, A),
        f"{REQUEST}: /x | form | object with is=b → absent",
    ),
    (
        "a form of a request requires more",
        in_request({"oneOf": [A, B]}, {"oneOf": [A, B | {"required": ["is", "y"]}]}),
        f"{REQUEST}: /x/y | field | absent → any, required",
    ),
    (
        "a conditional rule added to a request",
        (contract(), contract(request=thing() | {"dependentRequired": {"size": ["kind"]}})),
        f"{REQUEST} | dependentRequired | conditional rule changed",
    ),
    (
        "a conditional rule removed from a request",
        (contract(request=thing() | {"not": {"required": ["size", "kind"]}}), contract()),
        f"{REQUEST} | not | conditional rule changed",
    ),
    (
        "a rule on names of fields changed",
        in_request({"propertyNames": {"pattern": "a"}}, {"propertyNames": {"pattern": "b"}}),
        f"{REQUEST}: /x | propertyNames | conditional rule changed",
    ),
    (
        "a success removed",
        with_responses(lambda responses: responses.update({"201": responses.pop("200")})),
        "response 200 | status | present → absent",
    ),
    (
        "a media type of an answer removed",
        with_responses(lambda responses: responses["200"]["content"].pop("text/csv")),
        "response 200 text/csv | media type | present → absent",
    ),
    (
        "a header of an answer removed",
        with_responses(lambda responses: responses["200"].pop("headers")),
        "response 200 header x-cost | header | integer, required → absent",
    ),
    (
        "a header of an answer made optional",
        with_responses(lambda responses: responses["200"]["headers"]["X-Cost"].pop("required")),
        "response 200 header x-cost | required | required → optional",
    ),
    (
        "a field of an answer removed",
        (contract(), contract(response=without("size"))),
        f"{RESPONSE}: /size | field | integer, optional → absent",
    ),
    (
        "a field of an answer made optional",
        (contract(), contract(response=thing() | {"required": []})),
        f"{RESPONSE}: /id | required | required → optional",
    ),
    (
        "an answer may be null",
        in_answer(STRING, {"type": ["string", "null"]}),
        f"{RESPONSE}: /x | nullable | not nullable → nullable",
    ),
    ("an answer has another type", in_answer(INTEGER, STRING), f"{RESPONSE}: /x | type | integer → string"),
    ("an answer has more types", in_answer(INTEGER, NUMBER), f"{RESPONSE}: /x | type | integer → number"),
    (
        "an answer becomes a time",
        in_answer(STRING, STRING | {"format": "date-time"}),
        f"{RESPONSE}: /x | format | absent → date-time",
    ),
    ("an enum of an answer removed", in_answer(TWO_STRINGS, STRING), f"{RESPONSE}: /x | enum | a, b → absent"),
    (
        "an answer has another form",
        in_answer(A, {"oneOf": [A, B]}),
        f"{RESPONSE}: /x | form | absent → object with is=b",
    ),
    ("an answer of any type becomes an object", in_answer({}, A), f"{RESPONSE}: /x | type | any → object"),
    (
        "items of an answer have another type",
        in_answer({"items": STRING}, {"items": INTEGER}),
        f"{RESPONSE}: /x/* | type | string → integer",
    ),
    (
        "a model renamed",
        (with_schemas(Thing=THING), with_schemas(Stuff=THING)),
        "models.Thing | model | present → absent",
    ),
]

ADDITIONS: list[tuple[str, Pair, str]] = [
    ("an operation added", (contract(paths={}), contract()), "operation | operation | absent → present"),
    (
        "no key required",
        (contract(), contract(operation={"security": []})),
        "operation | security | apiKey header Authorization → nothing",
    ),
    (
        "an optional parameter added",
        (contract(operation={"parameters": []}), contract()),
        "query page | parameter | absent → integer, optional",
    ),
    ("a parameter made optional", with_query({"required": True}, {}), "query q | required | required → optional"),
    ("a default stated", with_query({}, {"schema": STRING | {"default": "a"}}), "query q | default | absent → a"),
    ("an optional body added", (without_body(), contract(required=False)), "request | body | absent → optional"),
    ("a body made optional", (contract(), contract(required=False)), "request | required | required → optional"),
    (
        "an optional field of a request added",
        (contract(), contract(request=thing(x=STRING))),
        f"{REQUEST}: /x | field | absent → string, optional",
    ),
    ("a request accepts more types", in_request(INTEGER, NUMBER), f"{REQUEST}: /x | type | integer → number"),
    ("a request accepts more values", in_request(ONE_STRING, TWO_STRINGS), f"{REQUEST}: /x | enum value | absent → b"),
    ("a request accepts any value", in_request(ONE_STRING, STRING), f"{REQUEST}: /x | enum | a → absent"),
    (
        "a request accepts null",
        in_request(STRING, {"type": ["string", "null"]}),
        f"{REQUEST}: /x | nullable | not nullable → nullable",
    ),
    (
        "a request accepts a larger range",
        in_request(INTEGER | {"minimum": 9}, INTEGER | {"minimum": 8}),
        f"{REQUEST}: /x | minimum | 9 → 8",
    ),
    (
        "a bound of a request removed",
        in_request(STRING | {"maxLength": 9}, STRING),
        f"{REQUEST}: /x | maxLength | 9 → absent",
    ),
    (
        "a request accepts more forms",
        in_request(A, {"oneOf": [A, B]}),
        f"{REQUEST}: /x | form | absent → object with is=b",
    ),
    (
        "a status added",
        with_responses(lambda responses: responses.update({"409": {"description": ""}})),
        "response 409 | status | absent → present",
    ),
    (
        "an error removed",
        with_responses(lambda responses: responses.pop("404")),
        "response 404 | status | present → absent",
    ),
    (
        "a media type of an answer added",
        with_responses(lambda responses: responses["200"]["content"].update({"text/html": {}})),
        "response 200 text/html | media type | absent → present",
    ),
    (
        "a field of an answer added",
        (contract(), contract(response=thing(x=STRING) | {"required": ["id", "x"]})),
        f"{RESPONSE}: /x | field | absent → string, required",
    ),
    (
        "a field of an answer made required",
        (contract(), contract(response=thing() | {"required": ["id", "size"]})),
        f"{RESPONSE}: /size | required | optional → required",
    ),
    (
        "an enum of an answer has more values",
        in_answer(ONE_STRING, TWO_STRINGS),
        f"{RESPONSE}: /x | enum value | absent → b",
    ),
    ("an answer has fewer types", in_answer(NUMBER, INTEGER), f"{RESPONSE}: /x | type | number → integer"),
    (
        "an answer is never null",
        in_answer({"type": ["string", "null"]}, STRING),
        f"{RESPONSE}: /x | nullable | nullable → not nullable",
    ),
    (
        "a bound of an answer tightened",
        in_answer(INTEGER, INTEGER | {"maximum": 8}),
        f"{RESPONSE}: /x | maximum | absent → 8",
    ),
    (
        "a bound of an answer loosened",
        in_answer(INTEGER | {"maximum": 8}, INTEGER),
        f"{RESPONSE}: /x | maximum | 8 → absent",
    ),
    (
        "a conditional rule of an answer changed",
        in_answer({"not": STRING}, {"not": INTEGER}),
        f"{RESPONSE}: /x | not | conditional rule changed",
    ),
]

NEUTRAL: list[tuple[str, Pair]] = [
    ("nothing", (contract(), contract())),
    ("descriptions and extensions", with_operation(summary="New", description="New", **{"x-note": 1})),
    (
        "description and examples of a field",
        in_request(STRING, STRING | {"description": "New", "examples": ["a"], "title": "X", "deprecated": True}),
    ),
    ("a schema given a name", (contract(), with_schemas(Thing=THING))),
    ("a writeOnly field of an answer", in_answer(STRING | {"writeOnly": True}, INTEGER | {"writeOnly": True})),
    ("a readOnly field of a request", in_request(STRING | {"readOnly": True}, INTEGER | {"readOnly": True})),
    ("the order of forms", in_request({"oneOf": [A, B]}, {"oneOf": [B, A]})),
    (
        "the case of a header",
        with_responses(
            lambda responses: responses["200"].update(headers={"x-cost": responses["200"]["headers"]["X-Cost"]})
        ),
    ),
    ("the list of tags", (contract(), contract(tags=[{"name": "things"}]))),
]


def document(content: dict[str, Any]) -> Document:
    return parsed(json.dumps(content).encode(), "it")


def verdict(pair: Pair) -> tuple[list[str], list[str]]:
    breaking, adding = sorted_changes(*map(document, pair))
    return [line(change) for change in breaking], [line(change) for change in adding]


@pytest.mark.parametrize(("pair", "expected"), [case[1:] for case in BREAKING], ids=[case[0] for case in BREAKING])
def test_breaking_change(pair: Pair, expected: str) -> None:
    assert verdict(pair)[0] == [expected]


@pytest.mark.parametrize(("pair", "expected"), [case[1:] for case in ADDITIONS], ids=[case[0] for case in ADDITIONS])
def test_addition(pair: Pair, expected: str) -> None:
    assert verdict(pair) == ([], [expected])


@pytest.mark.parametrize("pair", [case[1] for case in NEUTRAL], ids=[case[0] for case in NEUTRAL])
def test_no_change(pair: Pair) -> None:
    assert verdict(pair) == ([], [])


def test_a_range_may_replace_a_status() -> None:
    pair = with_responses(lambda responses: responses.update({"4XX": responses.pop("404")}))
    assert verdict(pair) == ([], [])
    assert verdict((pair[1], pair[0])) == (
        [],
        ["response 4XX | status | present → absent", "response 404 | status | absent → present"],
    )


@pytest.mark.parametrize(
    ("old", "new", "has_breaking", "has_additions", "due", "is_enough"),
    [
        ("0.1.4", "0.1.4", True, True, "0.2.0 (minor)", False),
        ("0.1.4", "0.1.5", True, True, "0.2.0 (minor)", False),
        ("0.1.4", "0.2.0", True, True, "0.2.0 (minor)", True),
        ("0.1.4", "1.0.0", True, False, "0.2.0 (minor)", True),
        ("0.1.4", "0.1.4", False, True, "0.1.5 (patch)", True),
        ("0.1.4", "0.1.5", False, True, "0.1.5 (patch)", True),
        ("1.2.3", "1.3.0", True, False, "2.0.0 (major)", False),
        ("1.2.3", "2.0.0", True, False, "2.0.0 (major)", True),
        ("1.2.3", "1.2.4", False, True, "1.3.0 (minor)", True),
        ("1.2.3", "1.2.2", True, False, "2.0.0 (major)", False),
    ],
)
def test_the_version_that_is_due(
    old: str, new: str, has_breaking: bool, has_additions: bool, due: str, is_enough: bool
) -> None:
    old_version, new_version = (version(document(contract(info={"version": text}))) for text in (old, new))
    verdict = version_verdict(old_version, new_version, has_breaking, has_additions)
    sentence = f"Due for the contract's version: {old} → {due}. info.version is {new}"
    advice = f": set it to {due.split(maxsplit=1)[0]} in openapi.yaml." if new < due.split(maxsplit=1)[0] else "."
    assert verdict == (sentence + advice, is_enough)


def test_without_a_change_the_version_may_stay() -> None:
    assert version_verdict((1, 2, 3), (1, 2, 3), False, False) == ("The contract's version may stay 1.2.3.", True)


# ── The command ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose main branch has the contract; it is valid YAML, because JSON is."""
    git(tmp_path, "init", "--initial-branch=main")
    (tmp_path / "openapi.yaml").write_text(json.dumps(contract()), encoding="utf-8")
    git(tmp_path, "add", "openapi.yaml")
    git(tmp_path, "commit", "--message=Describe things")
    return tmp_path


def run(root: Path, content: dict[str, Any], now: str, base: str = "main") -> int:
    content["info"]["version"] = now
    (root / "openapi.yaml").write_text(json.dumps(content), encoding="utf-8")
    return main([base, "--root", str(root)])


def test_the_command_lists_breaking_changes_apart_from_additions(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = contract(request=without("size"), response=thing(x=STRING))
    assert run(repository, changed, "0.1.0") == 1
    assert capsys.readouterr().out.splitlines() == [
        "breaking changes: 1",
        "  POST /things/{id}",
        f"    {REQUEST}: /size | field | integer, optional → absent",
        "additions: 1",
        "  POST /things/{id}",
        f"    {RESPONSE}: /x | field | absent → string, optional",
        version_verdict((0, 1, 0), (0, 1, 0), True, True)[0],
    ]


@pytest.mark.parametrize(
    ("change", "now", "code"),
    [
        ({}, "0.1.0", 0),
        ({"response": thing(x=STRING)}, "0.1.0", 0),
        ({"request": without("size")}, "0.1.9", 1),
        ({"request": without("size")}, "0.2.0", 0),
    ],
    ids=[
        "nothing changed",
        "an addition without its version",
        "a break with too small a step",
        "a break with its version",
    ],
)
def test_the_command_fails_if_a_breaking_change_lacks_its_version(
    repository: Path, change: dict[str, Any], now: str, code: int
) -> None:
    assert run(repository, contract(**change), now) == code


@pytest.mark.parametrize("now", ["1.0", "one", "v0.1.0"])
def test_a_version_of_another_form_is_refused(repository: Path, capsys: pytest.CaptureFixture[str], now: str) -> None:
    assert run(repository, contract(), now) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"info.version is {now!r}, which is not x.y.z. Set it to three numbers.\n" in printed.err


def test_an_unknown_commit_is_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repository, contract(), "0.1.0", base="elsewhere") == 2
    assert capsys.readouterr().err.startswith("git knows no commit 'elsewhere' in ")


def test_a_work_tree_without_a_contract_is_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "openapi.yaml").unlink()
    assert main(["main", "--root", str(repository)]) == 2
    assert "openapi.yaml cannot be read: No such file or directory." in capsys.readouterr().err


def test_a_contract_without_a_version_is_refused() -> None:
    with pytest.raises(Unusable, match=r"info\.version is None"):
        version(document({"openapi": "3.1.0", "paths": {}}))
