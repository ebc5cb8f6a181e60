"""A change breaks where a program that works today no longer would, and the version says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.spec.breaking import line, main
from tests.spec.diff.compatibility import sorted_changes
from tests.spec.diff.versions import judged, version
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
Pair = tuple[dict[str, Any], dict[str, Any]]


def contract(
    *, request: Any = THING, response: Any = THING, required: bool = True, operation: Any = None, **more: Any
) -> dict[str, Any]:
    """A contract of one operation, which takes a thing and answers a thing."""
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
                "headers": {"X-Cost": {"required": True, "schema": {"type": "integer"}}},
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


def asked(before: Any, after: Any) -> Pair:
    """A change of a field of the request."""
    return contract(request=thing(x=before)), contract(request=thing(x=after))


def given(before: Any, after: Any) -> Pair:
    """A change of a field of the answer."""
    return contract(response=thing(x=before)), contract(response=thing(x=after))


def bodiless() -> dict[str, Any]:
    made = contract()
    del made["paths"]["/things/{id}"]["post"]["requestBody"]
    return made


def described(**after: Any) -> Pair:
    return contract(), contract(operation=after)


def queried(before: dict[str, Any], after: dict[str, Any]) -> Pair:
    """A change of a query parameter."""
    usual = {"name": "q", "in": "query", "schema": {"type": "string"}}
    made = [contract(operation={"parameters": [usual | each]}) for each in (before, after)]
    return made[0], made[1]


def answered(change: Callable[[dict[str, Any]], Any]) -> Pair:
    """A change of the responses."""
    before, after = contract(), json.loads(json.dumps(contract()))
    change(after["paths"]["/things/{id}"]["post"]["responses"])
    return before, after


def in_schemas(**schemas: Any) -> dict[str, Any]:
    return contract(components={**contract()["components"], "schemas": schemas})


STRING, INTEGER, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
A, B = ({"type": "object", "required": ["is"], "properties": {"is": {"const": each}}} for each in "ab")
ONE_STRING = {"type": "string", "enum": ["a"]}
TWO_STRINGS = {"type": "string", "enum": ["a", "b"]}
REQUEST, RESPONSE = f"request {JSON}", f"response 200 {JSON}"

BREAKING: list[tuple[str, Pair, str]] = [
    ("an operation removed", (contract(), contract(paths={})), "operation | operation | present → absent"),
    ("a path renamed", (contract(), contract(paths={"/x": {"post": {}}})), "operation | operation | present → absent"),
    ("an operationId renamed", described(operationId="create"), "operation | operation id | makeThing → create"),
    ("a tag renamed", described(tags=["stuff"]), "operation | tag | things → stuff"),
    (
        "a key demanded",
        (contract(operation={"security": []}), contract()),
        "operation | security | nothing → apiKey header Authorization",
    ),
    ("a parameter removed", described(parameters=[]), "query page | parameter | integer, optional → absent"),
    (
        "a required parameter added",
        described(
            parameters=[
                *contract()["paths"]["/things/{id}"]["post"]["parameters"],
                {"name": "q", "in": "query", "required": True, "schema": STRING},
            ]
        ),
        "query q | parameter | absent → string, required",
    ),
    ("a parameter made required", queried({}, {"required": True}), "query q | required | optional → required"),
    (
        "a path parameter renamed",
        (contract(), contract(paths={"/things/{thing}": contract()["paths"]["/things/{id}"]})),
        "path thing | name | id → thing",
    ),
    ("a parameter takes another type", queried({}, {"schema": INTEGER}), "query q | type | string → integer"),
    (
        "a list is written otherwise",
        queried({"schema": {"type": "array"}}, {"schema": {"type": "array"}, "explode": False}),
        "query q | style | form, exploded → form",
    ),
    (
        "a default changed",
        queried({"schema": STRING | {"default": "a"}}, {"schema": STRING | {"default": "b"}}),
        "query q | default | a → b",
    ),
    (
        "a parameter takes fewer values",
        queried({"schema": TWO_STRINGS}, {"schema": ONE_STRING}),
        "query q | enum value | b → absent",
    ),
    ("a body demanded", (contract(required=False), contract()), "request | required | optional → required"),
    ("a required body added", (bodiless(), contract()), "request | body | absent → required"),
    ("a body removed", (contract(), bodiless()), "request | body | required → absent"),
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
    ("a request takes fewer types", asked(NUMBER, INTEGER), f"{REQUEST}: /x | type | number → integer"),
    ("a request takes fewer values", asked(TWO_STRINGS, ONE_STRING), f"{REQUEST}: /x | enum value | b → absent"),
    ("a request takes only some values", asked(STRING, ONE_STRING), f"{REQUEST}: /x | enum | absent → a"),
    (
        "a request no longer takes null",
        asked({"type": ["string", "null"]}, STRING),
        f"{REQUEST}: /x | nullable | nullable → not nullable",
    ),
    (
        "a request takes less",
        asked(INTEGER | {"maximum": 9}, INTEGER | {"maximum": 8}),
        f"{REQUEST}: /x | maximum | 9 → 8",
    ),
    (
        "a request takes longer texts only",
        asked(STRING, STRING | {"minLength": 2}),
        f"{REQUEST}: /x | minLength | absent → 2",
    ),
    (
        "a request takes another pattern",
        asked(STRING | {"pattern": "a"}, STRING | {"pattern": "b"}),
        f"{REQUEST}: /x | pattern | a → b",
    ),
    (
        "a request takes no other fields",
        (contract(), contract(request=thing() | {"additionalProperties": False})),
        f"{REQUEST} | additionalProperties | absent → false",
    ),
    ("a request takes fewer forms", asked({"oneOf": [A, B]}, A), f"{REQUEST}: /x | form | object with is=b → absent"),
    (
        "a form of a request asks for more",
        asked({"oneOf": [A, B]}, {"oneOf": [A, B | {"required": ["is", "y"]}]}),
        f"{REQUEST}: /x/y | field | absent → any, required",
    ),
    (
        "a rule added to a request",
        (contract(), contract(request=thing() | {"dependentRequired": {"size": ["kind"]}})),
        f"{REQUEST} | dependentRequired | conditional rule changed",
    ),
    (
        "a rule removed from a request",
        (contract(request=thing() | {"not": {"required": ["size", "kind"]}}), contract()),
        f"{REQUEST} | not | conditional rule changed",
    ),
    (
        "a rule on names changed",
        asked({"propertyNames": {"pattern": "a"}}, {"propertyNames": {"pattern": "b"}}),
        f"{REQUEST}: /x | propertyNames | conditional rule changed",
    ),
    (
        "a success removed",
        answered(lambda all_: all_.update({"201": all_.pop("200")})),
        "response 200 | status | present → absent",
    ),
    (
        "a media type of an answer removed",
        answered(lambda all_: all_["200"]["content"].pop("text/csv")),
        "response 200 text/csv | media type | present → absent",
    ),
    (
        "a header of an answer removed",
        answered(lambda all_: all_["200"].pop("headers")),
        "response 200 header x-cost | header | integer, required → absent",
    ),
    (
        "a header of an answer made optional",
        answered(lambda all_: all_["200"]["headers"]["X-Cost"].pop("required")),
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
        given(STRING, {"type": ["string", "null"]}),
        f"{RESPONSE}: /x | nullable | not nullable → nullable",
    ),
    ("an answer has another type", given(INTEGER, STRING), f"{RESPONSE}: /x | type | integer → string"),
    ("an answer has more types", given(INTEGER, NUMBER), f"{RESPONSE}: /x | type | integer → number"),
    (
        "an answer becomes a time",
        given(STRING, STRING | {"format": "date-time"}),
        f"{RESPONSE}: /x | format | absent → date-time",
    ),
    ("an enum of an answer dropped", given(TWO_STRINGS, STRING), f"{RESPONSE}: /x | enum | a, b → absent"),
    ("an answer has another form", given(A, {"oneOf": [A, B]}), f"{RESPONSE}: /x | form | absent → object with is=b"),
    ("an answer of any kind becomes an object", given({}, A), f"{RESPONSE}: /x | type | any → object"),
    (
        "items of an answer have another type",
        given({"items": STRING}, {"items": INTEGER}),
        f"{RESPONSE}: /x/* | type | string → integer",
    ),
    ("a model renamed", (in_schemas(Thing=THING), in_schemas(Stuff=THING)), "models.Thing | model | present → absent"),
]

ADDING: list[tuple[str, Pair, str]] = [
    ("an operation added", (contract(paths={}), contract()), "operation | operation | absent → present"),
    (
        "no key demanded",
        (contract(), contract(operation={"security": []})),
        "operation | security | apiKey header Authorization → nothing",
    ),
    (
        "an optional parameter added",
        (contract(operation={"parameters": []}), contract()),
        "query page | parameter | absent → integer, optional",
    ),
    ("a parameter made optional", queried({"required": True}, {}), "query q | required | required → optional"),
    ("a default stated", queried({}, {"schema": STRING | {"default": "a"}}), "query q | default | absent → a"),
    ("an optional body added", (bodiless(), contract(required=False)), "request | body | absent → optional"),
    ("a body made optional", (contract(), contract(required=False)), "request | required | required → optional"),
    (
        "an optional field of a request added",
        (contract(), contract(request=thing(x=STRING))),
        f"{REQUEST}: /x | field | absent → string, optional",
    ),
    ("a request takes more types", asked(INTEGER, NUMBER), f"{REQUEST}: /x | type | integer → number"),
    ("a request takes more values", asked(ONE_STRING, TWO_STRINGS), f"{REQUEST}: /x | enum value | absent → b"),
    ("a request takes any value", asked(ONE_STRING, STRING), f"{REQUEST}: /x | enum | a → absent"),
    (
        "a request takes null",
        asked(STRING, {"type": ["string", "null"]}),
        f"{REQUEST}: /x | nullable | not nullable → nullable",
    ),
    (
        "a request takes more",
        asked(INTEGER | {"minimum": 9}, INTEGER | {"minimum": 8}),
        f"{REQUEST}: /x | minimum | 9 → 8",
    ),
    (
        "a request takes what a bound forbade",
        asked(STRING | {"maxLength": 9}, STRING),
        f"{REQUEST}: /x | maxLength | 9 → absent",
    ),
    ("a request takes more forms", asked(A, {"oneOf": [A, B]}), f"{REQUEST}: /x | form | absent → object with is=b"),
    (
        "a status added",
        answered(lambda all_: all_.update({"409": {"description": ""}})),
        "response 409 | status | absent → present",
    ),
    ("an error removed", answered(lambda all_: all_.pop("404")), "response 404 | status | present → absent"),
    (
        "a media type of an answer added",
        answered(lambda all_: all_["200"]["content"].update({"text/html": {}})),
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
        given(ONE_STRING, TWO_STRINGS),
        f"{RESPONSE}: /x | enum value | absent → b",
    ),
    ("an answer has fewer types", given(NUMBER, INTEGER), f"{RESPONSE}: /x | type | number → integer"),
    (
        "an answer is never null",
        given({"type": ["string", "null"]}, STRING),
        f"{RESPONSE}: /x | nullable | nullable → not nullable",
    ),
    (
        "a bound of an answer tightened",
        given(INTEGER, INTEGER | {"maximum": 8}),
        f"{RESPONSE}: /x | maximum | absent → 8",
    ),
    (
        "a bound of an answer loosened",
        given(INTEGER | {"maximum": 8}, INTEGER),
        f"{RESPONSE}: /x | maximum | 8 → absent",
    ),
    (
        "a rule of an answer changed",
        given({"not": STRING}, {"not": INTEGER}),
        f"{RESPONSE}: /x | not | conditional rule changed",
    ),
]

NEUTRAL: list[tuple[str, Pair]] = [
    ("nothing", (contract(), contract())),
    ("prose and examples", described(summary="New", description="New", **{"x-note": 1})),
    (
        "prose of a field",
        asked(STRING, STRING | {"description": "New", "examples": ["a"], "title": "X", "deprecated": True}),
    ),
    ("a schema given a name", (contract(), in_schemas(Thing=THING))),
    ("an answer that is only written", given(STRING | {"writeOnly": True}, INTEGER | {"writeOnly": True})),
    ("a request that is only read", asked(STRING | {"readOnly": True}, INTEGER | {"readOnly": True})),
    ("the order of forms", asked({"oneOf": [A, B]}, {"oneOf": [B, A]})),
    (
        "the case of a header",
        answered(lambda all_: all_["200"].update(headers={"x-cost": all_["200"]["headers"]["X-Cost"]})),
    ),
    ("the path of a tag's operation", (contract(), contract(tags=[{"name": "things"}]))),
]


def document(content: dict[str, Any]) -> Document:
    return parsed(json.dumps(content).encode(), "it")


def verdict(pair: Pair) -> tuple[list[str], list[str]]:
    breaking, adding = sorted_changes(*map(document, pair))
    return [line(change) for change in breaking], [line(change) for change in adding]


@pytest.mark.parametrize(("pair", "said"), [each[1:] for each in BREAKING], ids=[each[0] for each in BREAKING])
def test_it_breaks(pair: Pair, said: str) -> None:
    assert verdict(pair)[0] == [said]


@pytest.mark.parametrize(("pair", "said"), [each[1:] for each in ADDING], ids=[each[0] for each in ADDING])
def test_it_adds(pair: Pair, said: str) -> None:
    assert verdict(pair) == ([], [said])


@pytest.mark.parametrize("pair", [each[1] for each in NEUTRAL], ids=[each[0] for each in NEUTRAL])
def test_it_changes_nothing(pair: Pair) -> None:
    assert verdict(pair) == ([], [])


def test_a_range_may_take_the_place_of_a_status() -> None:
    pair = answered(lambda all_: all_.update({"4XX": all_.pop("404")}))
    assert verdict(pair) == ([], [])
    assert verdict((pair[1], pair[0])) == (
        [],
        ["response 4XX | status | present → absent", "response 404 | status | absent → present"],
    )


@pytest.mark.parametrize(
    ("was", "now", "breaking", "adding", "said", "enough"),
    [
        (
            (0, 1, 4),
            (0, 1, 4),
            True,
            True,
            "0.1.4 → 0.2.0 (minor) is due, but info.version is 0.1.4: set it to 0.2.0 in",
            False,
        ),
        ((0, 1, 4), (0, 1, 5), True, True, "0.1.4 → 0.2.0 (minor) is due, but info.version is 0.1.5", False),
        ((0, 1, 4), (0, 2, 0), True, True, "0.1.4 → 0.2.0 (minor) is due, and info.version is 0.2.0.", True),
        ((0, 1, 4), (1, 0, 0), True, False, "0.1.4 → 0.2.0 (minor) is due, and info.version is 1.0.0.", True),
        ((0, 1, 4), (0, 1, 4), False, True, "0.1.4 → 0.1.5 (patch) is due, but info.version is 0.1.4", True),
        ((0, 1, 4), (0, 1, 5), False, True, "0.1.4 → 0.1.5 (patch) is due, and info.version is 0.1.5.", True),
        ((1, 2, 3), (1, 3, 0), True, False, "1.2.3 → 2.0.0 (major) is due, but info.version is 1.3.0", False),
        ((1, 2, 3), (2, 0, 0), True, False, "1.2.3 → 2.0.0 (major) is due, and info.version is 2.0.0.", True),
        ((1, 2, 3), (1, 2, 4), False, True, "1.2.3 → 1.3.0 (minor) is due, but info.version is 1.2.4", True),
        ((1, 2, 3), (1, 2, 3), False, False, "The version may stay 1.2.3.", True),
        ((1, 2, 3), (1, 2, 2), True, False, "1.2.3 → 2.0.0 (major) is due, but info.version is 1.2.2", False),
    ],
)
def test_the_version_follows(
    was: tuple[int, int, int], now: tuple[int, int, int], breaking: bool, adding: bool, said: str, enough: bool
) -> None:
    sentence, is_enough = judged(was, now, breaking, adding)
    assert (sentence.startswith(said), is_enough) == (True, enough), sentence


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


def test_the_command_tells_what_breaks_from_what_adds(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = contract(request=without("size"), response=thing(x=STRING))
    assert run(repository, changed, "0.1.0") == 1
    assert capsys.readouterr().out.splitlines() == [
        "breaking: 1",
        "  POST /things/{id}",
        f"    {REQUEST}: /size | field | integer, optional → absent",
        "adds: 1",
        "  POST /things/{id}",
        f"    {RESPONSE}: /x | field | absent → string, optional",
        "0.1.0 → 0.2.0 (minor) is due, but info.version is 0.1.0: set it to 0.2.0 in openapi.yaml.",
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
def test_the_command_fails_where_the_version_has_not_followed(
    repository: Path, change: dict[str, Any], now: str, code: int
) -> None:
    assert run(repository, contract(**change), now) == code


@pytest.mark.parametrize("now", ["1.0", "one", "v0.1.0"])
def test_a_version_without_an_order_is_refused(repository: Path, capsys: pytest.CaptureFixture[str], now: str) -> None:
    assert run(repository, contract(), now) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"info.version is {now!r}, which is not x.y.z; set it to three numbers.\n" in printed.err


def test_a_commit_that_is_not_there_is_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(repository, contract(), "0.1.0", base="elsewhere") == 2
    assert capsys.readouterr().err.startswith("git knows no commit 'elsewhere' in ")


def test_a_work_tree_without_a_contract_is_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "openapi.yaml").unlink()
    assert main(["main", "--root", str(repository)]) == 2
    assert "openapi.yaml cannot be read: No such file or directory." in capsys.readouterr().err


def test_a_contract_without_a_version_is_refused() -> None:
    with pytest.raises(Unusable, match=r"info\.version is None"):
        version(document({"openapi": "3.1.0", "paths": {}}))
