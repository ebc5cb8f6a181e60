"""An unsupported contract is an error with one message, and the existing package stays unchanged."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.oracle import ROOT
from tests.templates.support import written

# One operation, with parts to replace.
CONTRACT = """
    paths:
      /things:
        {method}:
          operationId: {operation}
          tags: [things]
          summary: S
          parameters: [{parameter}]
          {body}
          responses: {{"200": {{description: d, content: {{{answer}: {{schema: {schema}}}}}}}}}
      /things/names:
        get: {{operationId: getThings, tags: [things], summary: S, responses: {{"204": {{description: d}}}}}}
    components: {{schemas: {{Thing: {{type: object, properties: {{id: {{type: string}}}}}}}}}}
    """
VALID = {
    "method": "post",
    "operation": "createThing",
    "parameter": "{name: kind, in: query, schema: {type: string}}",
    "body": "requestBody: {required: true, content: {application/json: {schema: {type: object}}}}",
    "answer": "application/json",
    "schema": "{type: string}",
}
TWO_BODIES = """requestBody:
            content:
              application/json: {schema: {$ref: "#/components/schemas/Thing"}}
              application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Thing"}}"""
FORM_BODY = """requestBody:
            content:
              application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Thing"}}"""
UNSUPPORTED = "the templates cannot express this yet"


def contract(directory: Path, **changes: str) -> Path:
    return written(CONTRACT.format(**VALID | changes), directory)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that exists before the generation."""
    package = tmp_path / "things"
    package.mkdir()
    (package / "__init__.py").write_text("before", encoding="utf-8")
    return package


def unchanged(package: Path) -> bool:
    """Whether the package is unchanged, and nothing unfinished is beside it."""
    inside = {path.name: path.read_bytes() for path in package.rglob("*") if path.is_file()}
    beside = {path.name for path in package.parent.iterdir()} - {"openapi.yaml"}
    return inside == {"__init__.py": b"before"} and beside == {package.name}


def test_a_supported_contract_is_generated(tmp_path: Path, package: Path) -> None:
    from generate import generate

    generate(contract(tmp_path), package)
    assert not unchanged(package)
    assert (package / "api" / "things" / "create_thing.py").is_file()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"parameter": "{name: X-Kind, in: header, schema: {type: string}}"}, UNSUPPORTED, id="header"),
        pytest.param({"parameter": "{name: kind, in: cookie, schema: {type: string}}"}, UNSUPPORTED, id="cookie"),
        pytest.param(
            {"parameter": "{name: on, in: query, schema: {type: string, format: date}}"}, UNSUPPORTED, id="date"
        ),
        pytest.param({"body": TWO_BODIES}, UNSUPPORTED, id="two bodies"),
        pytest.param({"answer": "application/zip"}, "Unsupported content_type application/zip", id="zip"),
        pytest.param({"schema": '{$ref: "#/components/schemas/Nothing"}'}, "Nothing", id="reference to nothing"),
        pytest.param({"operation": "importThing"}, "keyword `import`", id="keyword"),
        pytest.param(
            {"parameter": "{name: kind, in: query, schema: {type: object, properties: {a: {type: string}}}}"},
            UNSUPPORTED,
            id="object in the query",
        ),
        pytest.param({"body": FORM_BODY}, UNSUPPORTED, id="form"),
        pytest.param(
            {"method": "get", "operation": "getThing", "body": ""},
            UNSUPPORTED,
            id="two methods of one name",
        ),
    ],
)
def test_an_unsupported_contract_is_an_error(
    tmp_path: Path, package: Path, changes: dict[str, str], message: str
) -> None:
    from generate import GenerationFailed, generate

    with pytest.raises(GenerationFailed, match=re.escape(message)):
        generate(contract(tmp_path, **changes), package)
    assert unchanged(package)


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own words only
        [sys.executable, ROOT / "templates" / "generate.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=300,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("openapi: [", "Invalid YAML", id="broken YAML"),
        pytest.param("openapi: 3.1.0\nopenapi: 3.1.0\n", 'found duplicate key "openapi"', id="a key twice"),
        pytest.param("just text", "Failed to parse OpenAPI document", id="no document"),
        pytest.param(
            "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\n",
            "servers",
            id="no server",
        ),
        pytest.param(None, "openapi.yaml does not exist", id="no file"),
    ],
)
def test_the_command_fails_with_the_reason(tmp_path: Path, package: Path, text: str | None, message: str) -> None:
    path = tmp_path / "openapi.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    result = command("--contract", path, "--package", package)
    assert result.returncode == 1
    assert result.stdout == ""
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert unchanged(package)
