"""Prism is run as it is locked, and ends with the test that started it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

from tests.servers import prism
from tests.servers.prism import NotStarted, local_contract, running_prism

pytestmark = pytest.mark.usefixtures("_real_prism")

DOCUMENT = """
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /thing:
    get:
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema: {type: object, required: [number], properties: {number: {type: integer, minimum: 5, maximum: 5}}}
              examples: {one: {value: {number: 7}}}
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "things.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


@pytest.mark.parametrize(("options", "number"), [((), 7), (("--dynamic",), 5)], ids=["examples", "dynamic"])
def test_prism_answers_as_the_document_says_until_the_test_ends(
    options: tuple[str, ...], number: int, document: Path
) -> None:
    with running_prism(*options, document=document) as url:
        answer = httpx.get(f"{url}/thing", timeout=30)

    assert answer.json()["number"] == number
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/thing", timeout=30)


def test_a_document_that_prism_cannot_read_is_reported(tmp_path: Path) -> None:
    with (
        pytest.raises(NotStarted, match=r"Prism has ended: (?s:.*)no such file"),
        running_prism(document=tmp_path / "no.yaml"),
    ):
        pass


def test_a_program_that_does_not_listen_is_ended(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prism, "START_TIMEOUT", 1)
    program, trace = tmp_path / "silent.js", tmp_path / "trace"
    program.write_text(
        f"process.on('SIGTERM', () => {{require('fs').writeFileSync('{trace}', 'ended'); process.exit()}});\n"
        "console.log('waiting'); setInterval(() => {}, 1000)",
        encoding="utf-8",
    )

    with (
        pytest.raises(NotStarted, match="does not listen after 1 seconds: waiting"),
        running_prism(document=document, program=program),
    ):
        pass
    assert trace.read_text(encoding="utf-8") == "ended"


def test_the_installed_version_is_the_locked_one() -> None:
    files = Path(prism.__file__).with_name("node")
    locked = json.loads((files / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = json.loads((prism.PROGRAM.parent.parent / "package.json").read_text(encoding="utf-8"))
    wanted = json.loads((files / "package.json").read_text(encoding="utf-8"))["devDependencies"]

    assert wanted == {"@stoplight/prism-cli": installed["version"]}
    assert locked["node_modules/@stoplight/prism-cli"]["version"] == installed["version"]
    assert not any("resolved" in package for package in locked.values())


def test_links_in_the_examples_of_the_local_contract_stay_on_this_machine(tmp_path: Path) -> None:
    text = local_contract(tmp_path).read_text(encoding="utf-8")
    linked = re.findall(r"(?:signed_url|content_url|href): *\W?(\w+://[^/\s]+)/", text)

    assert len(linked) > 5
    assert set(linked) == {prism.NOWHERE}
