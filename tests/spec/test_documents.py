"""Documents are read from files, URLs and commits; an unusable one is refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.oracle import CONTRACT, ROOT
from tests.spec import documents
from tests.spec.diff.shapes import View
from tests.spec.documents import Unusable, load, load_commit, parsed
from tests.spec.support import git

GOOD = "openapi: 3.1.0\ninfo: {title: Things, version: 1.0.0}\npaths: {}\n"
THINGS = "openapi: 3.1.0\npaths: {/things: {get: {responses: {200: {$ref: '#/components/responses/A'}}}}}\n"


def refusal(content: str | bytes) -> str:
    with pytest.raises(Unusable) as refused:
        View(parsed(content if isinstance(content, bytes) else content.encode(), "it")).operations.clear()
    message = str(refused.value)
    assert message.endswith(".")
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "it is empty, and no OpenAPI document."),
        ("- a\n- b\n", "it is a list, and no OpenAPI document."),
        ("[]", "it is a list, and no OpenAPI document."),
        ("<html>no</html>", "it is plain text, and no OpenAPI document."),
        ("{}", "it has no `openapi` at the top"),
        ("swagger: '2.0'", "it is Swagger 2.0. Convert it"),
        ("openapi: 3.2.0", "it is OpenAPI 3.2.0. Only 3.0 and 3.1"),
        ("openapi: 4", "it is OpenAPI 4."),
        ("openapi: [3]", "it is OpenAPI [3]."),
        ("openapi: 3.1.0", "it has no `paths`"),
        ("openapi: 3.1.0\npaths: []", "it has no `paths`"),
        ("openapi: 3.1.0\n  paths: {}", "it does not parse at line 2, column 8: mapping values are not allowed here."),
        ("{openapi: 3.1.0", "it does not parse at line 1, column 16"),
        ('{"openapi": "3.1.0",}x', "it does not parse at line 1"),
        (b"openapi: \xff", "it does not parse as JSON or YAML: 'utf-8' codec"),
        ("a: \0", "it does not parse as JSON or YAML: unacceptable character"),
        ("!!python/object:os.system a", "it does not parse at line 1, column 1: could not determine a constructor"),
        ("a: 1\nb: 2\na: 3\n", "it does not parse at line 3, column 1: the key 'a' is repeated."),
        ("200: 1\n'200': 2\n", "it does not parse at line 2, column 1: the key '200' is repeated."),
        ('{"a": {"b": 1, "b": 2}}', "it does not parse as JSON or YAML: the key 'b' is repeated in one object."),
        ("[a]: 1", "it does not parse"),
        ("&a [*a]", "it is a list"),
        (f"{GOOD}x: &a {{b: *a}}", "it contains itself"),
        ("[" * 5000, "it does not parse"),
        ("- " * 50000, "it does not parse as JSON or YAML: lists and maps are nested more than 500 levels deep."),
    ],
)
def test_an_unusable_document_is_refused(content: str | bytes, message: str) -> None:
    assert refusal(content).startswith(message)


@pytest.mark.parametrize(
    ("components", "message"),
    [
        (
            "{}",
            "it: at #/paths/~1things/get/responses/200, $ref #/components/responses/A leads nowhere; define its target",
        ),
        ("{responses: {A: {$ref: '#/components/responses/B'}}}", "$ref #/components/responses/B leads nowhere"),
        ("{responses: {A: {$ref: '#/components/responses/A'}}}", "leads back to itself"),
        ("{responses: {A: {$ref: 'other.yaml#/A'}}}", "$ref other.yaml#/A leaves the document; bundle"),
        ("{responses: {A: {$ref: '#/openapi'}}}", "$ref #/openapi leads to no object"),
        ("{responses: {A: {$ref: '#/paths/x'}}}", "leads nowhere"),
        ("{responses: {A: {$ref: 1}}}", "`$ref` is not text"),
        ("{responses: {A: true}}", "response 200 of GET /things is no object"),
    ],
)
def test_a_reference_must_have_a_target(components: str, message: str) -> None:
    assert message in refusal(f"{THINGS}components: {components}")


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("{properties: []}", "`properties` is not a map of objects"),
        ("{properties: {a: 1}}", "`properties` is not a map of objects"),
        ("{type: 1}", "`type` is not the name of a type"),
        ("{required: a}", "`required` is not a list of names"),
        ("{items: [1]}", "`items` is not a schema"),
        ("{oneOf: {}}", "`oneOf` is not a list of schemas"),
        ("{allOf: [1]}", "`allOf` is not a list of schemas"),
        ("{enum: a}", "`enum` is not a list"),
        ("{minimum: a}", "`minimum` is not a number"),
        ("{exclusiveMinimum: a}", "`exclusiveMinimum` is not a number"),
    ],
)
def test_a_keyword_must_have_its_type(schema: str, message: str) -> None:
    assert (
        refusal(f"{GOOD}components: {{schemas: {{A: {schema}}}}}")
        == f"it: at #/components/schemas/A, {message}" + "; correct it there."
    )


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        ("{/a: 1}", "it: at #, `paths` is not a map of objects; correct it there."),
        ("{/a: true}", "it: the path /a is no object; correct it there."),
        ("{/a: {get: 1}}", "it: at #/paths/~1a, `get` is not an object; correct it there."),
        ("{/a: {parameters: 1}}", "it: at #/paths/~1a, `parameters` is not a list of objects; correct it there."),
        ("{/a: {get: {parameters: [{in: query}]}}}", "it: a parameter of GET /a lacks `name` or `in`; give both."),
        (
            "{'/a/{b}': {get: {}}, '/a/{c}': {get: {}}}",
            "it: GET /a/{b} and GET /a/{c} are one operation described twice; remove one.",
        ),
    ],
)
def test_an_operation_must_be_readable(paths: str, message: str) -> None:
    assert refusal(f"openapi: 3.0.0\npaths: {paths}") == message


def test_data_holds_no_references() -> None:
    data = "{$ref: '#/nowhere', type: 1}"
    schema = f"{{default: {data}, example: {data}, enum: [{data}], x-note: {data}, properties: {{enum: {{}}}}}}"
    assert parsed(f"{GOOD}components: {{schemas: {{A: {schema}}}}}".encode(), "it").content["paths"] == {}


@pytest.mark.parametrize("content", [GOOD, '\ufeff{"openapi":\t"3.0.3", "paths": {}}', f"---\n{GOOD}"])
def test_a_file_is_json_or_yaml(tmp_path: Path, content: str) -> None:
    (tmp_path / "it").write_text(content, encoding="utf-8")
    assert load(str(tmp_path / "it")).content["paths"] == {}


def test_dates_and_numbers_as_keys_are_text() -> None:
    content = parsed(f"{GOOD}x-data: {{200: 2024-05-06}}".encode(), "it").content
    assert content["x-data"] == {"200": "2024-05-06"}


@pytest.mark.parametrize(("name", "reason"), [("nothing.yaml", "No such file or directory"), (".", "Is a directory")])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(Unusable) as refused:
        load(str(tmp_path / name))
    assert str(refused.value) == f"{tmp_path / name} cannot be read: {reason}. Name an OpenAPI file or its URL."


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        moved = self.path == "/moved"
        self.send_response(302 if moved else 200 if self.path == "/it.yaml" else 404)
        if moved:
            self.send_header("Location", "/it.yaml")
        self.end_headers()
        self.wfile.write(GOOD.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as the base class calls it
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["it.yaml", "moved"])
def test_a_url_is_fetched(site: str, path: str) -> None:
    assert load(f"{site}/{path}").content["paths"] == {}


def test_a_url_that_does_not_answer_200_is_refused(site: str) -> None:
    with pytest.raises(Unusable, match=rf"^{site}/no answers with 404, not with 200\. Check the URL in a browser\.$"):
        load(f"{site}/no")


def test_a_url_without_a_server_is_refused(site: str) -> None:
    # Port 1 is reserved and never listened on.
    with pytest.raises(Unusable, match=r"^http://127\.0\.0\.1:1/ cannot be fetched: .*\. Check the URL, or save"):
        load("http://127.0.0.1:1/")
    with pytest.raises(Unusable, match="cannot be fetched"):
        load("http://[")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--initial-branch=main")
    git(tmp_path, "commit", "--allow-empty", "--message=Nothing yet")
    git(tmp_path, "tag", "empty")
    (tmp_path / "openapi.yaml").write_text(GOOD, encoding="utf-8")
    git(tmp_path, "add", "openapi.yaml")
    git(tmp_path, "commit", "--message=Describe things")
    return tmp_path


def test_the_contract_of_a_commit_is_read(repository: Path) -> None:
    (repository / "openapi.yaml").write_text("changed", encoding="utf-8")
    document = load_commit("main", repository)
    assert (document.name, document.content["info"]["title"]) == ("openapi.yaml at main", "Things")


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        (
            "elsewhere",
            "git knows no commit 'elsewhere' in {root}. Name a branch, a tag or a commit, or fetch it first.",
        ),
        ("--all", "git knows no commit '--all' in {root}. Name a branch, a tag or a commit, or fetch it first."),
        ("", "git knows no commit '' in {root}. Name a branch, a tag or a commit, or fetch it first."),
        ("empty", "There is no openapi.yaml at empty. Name a commit of {root} that has one."),
    ],
)
def test_a_commit_without_a_contract_is_refused(repository: Path, ref: str, message: str) -> None:
    with pytest.raises(Unusable) as refused:
        load_commit(ref, repository)
    assert str(refused.value) == message.format(root=repository)


def test_a_commit_needs_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(Unusable, match=r"is no git repository\. Work in a clone"):
        load_commit("main", tmp_path)


def test_a_commit_needs_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unusable, match=r"^git cannot be run: .*Install it"):
        documents.load_commit("main", ROOT)


def test_the_contract_is_readable() -> None:
    assert len(View(load(str(CONTRACT))).operations) > 5
