"""No key and no signature in messages and commands; commands that a shell reads as they are meant."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import uuid
from urllib.parse import quote

import pytest

from tests.contract.runner.redaction import printable, redacted
from tests.contract.runner.run import Run, SentRequest, quoted
from tests.contract_tool.example_run import KEY
from tests.oracle import Departure


@pytest.mark.parametrize(
    "query",
    ["?signature=s3cret", "?expires=1&signature=s3cret", "?X-Amz-Date=1&X-Amz-Signature=s3cret", "?a=b&sig=s3cret&c=d"],
)
def test_query_of_a_signed_url_is_redacted(query: str) -> None:
    assert redacted(f"'https://storage/file.zip{query}' opens", []) == "'https://storage/file.zip?…' opens"


@pytest.mark.parametrize(
    "text",
    [
        r"https://storage/file?Expires=1\u0026Signature=s3cret",
        "https://storage/file?access_token=s3cret",
        "https://storage/file?a=1&hmac=s3cret",
        "https://storage/file?X_Amz_Signature=s3cret",
        "https://storage/file?name=a b&sig=s3cret",
        'https://storage/file?name="a"&sig=s3cret',
        "url=https%3A%2F%2Fstorage%2Ffile%3FExpires%3D1%26Signature%3Ds3cret",
        "https://storage/file#Signature=s3cret",
        "https://storage/file?a=1&amp;sig=s3cret",
    ],
)
def test_signature_is_redacted_in_every_spelling(text: str) -> None:
    shown = redacted(text, [])

    assert "s3cret" not in shown
    assert "…" in shown


AWKWARD_KEY = 'k/e=y "with" \\ more'


@pytest.mark.parametrize(
    "spelling",
    [
        AWKWARD_KEY,
        json.dumps(AWKWARD_KEY),
        repr(AWKWARD_KEY),
        quote(AWKWARD_KEY),
        quote(AWKWARD_KEY, safe=""),
        base64.b64encode(AWKWARD_KEY.encode()).decode(),
    ],
)
def test_key_is_redacted_in_every_spelling(spelling: str) -> None:
    assert redacted(f"<{spelling}>", [AWKWARD_KEY]).strip("<>'\"") == "…"


@pytest.mark.parametrize("length", range(len(KEY) // 2, len(KEY)))
def test_start_of_a_key_is_redacted_where_a_value_is_cut_off(length: int) -> None:
    for text in (f"must be short, is {KEY[:length]}…", f"is {KEY[:length]}\nnext", f"is {KEY[:length]}"):
        assert KEY[: len(KEY) // 2] not in redacted(text, [KEY])


def test_start_of_a_key_stays_in_another_word() -> None:
    text = f"{KEY[:-2]}other words"

    assert redacted(text, [KEY]) == text


def test_other_queries_stay() -> None:
    text = "https://api/v0/aois?limit=50&sort=name and signature=none"

    assert redacted(text, []) == text


def test_keys_are_redacted_in_findings_and_commands() -> None:
    run = Run(keys=(KEY, "k"))
    run.observed.last = SentRequest("GET", "/v0/aois", {"name": KEY}, {"Authorization": KEY})

    run.observe("listAois", 200, [Departure("/name", "rule", f"must be other, is {KEY}")])

    (finding,) = run.findings
    assert finding.message == "must be other, is …"
    assert KEY not in finding.curl
    # A key of one letter is part of every word.
    assert "keep" in run.redacted("keep")


def test_escapes_replace_what_a_terminal_obeys() -> None:
    assert printable("a\nb\x1b[0m\u202e\x00é✓") == "a\nb\\x1b[0m\\u202e\\x00é✓"


def test_curl_line_has_neither_key_nor_signature() -> None:
    request = SentRequest("GET", "https://storage/file?signature=s", headers={"Authorization": "k", "X": "a'b"})

    assert request.curl("https://api") == (
        "curl -sS -X GET https://storage/file -H \"Authorization: $PIXXEL_API_KEY\" -H 'X: a'\"'\"'b'"
    )


def test_curl_waits_for_no_body_of_head() -> None:
    assert SentRequest("HEAD", "/v0/ping", key_variable=None).curl("http://api") == "curl -sS --head http://api/v0/ping"


@pytest.mark.parametrize("description", ["plain", "it's \x1b"])
def test_command_that_creates_has_a_new_name_each_time(description: str) -> None:
    body = json.dumps({"name": f"Proof {uuid.uuid4()}", "description": description}, ensure_ascii=False).encode()
    run = Run()
    run.observed.last = SentRequest("POST", "/v0/indices", content=body, key_variable=None)
    run.observe("createIndex", 201, [Departure("/id", "rule", "x")])
    run.observe("createIndex", 400, [Departure("/id", "other", "x")])

    created, refused = [
        [run_in_shell(finding.curl.replace("curl", "printf '%s\\n'", 1)).decode().splitlines()[-1] for _ in range(2)]
        for finding in run.findings
    ]
    names = [json.loads(text, strict=False)["name"] for text in created]
    assert all(re.fullmatch(r"Proof \d+", name) for name in names)
    assert json.loads(created[0], strict=False)["description"] == description
    assert [text.encode() for text in refused] == [body] * 2


def run_in_shell(command: str) -> bytes:
    """What Bash prints."""
    return subprocess.run(["bash", "-c", command], capture_output=True, check=True, timeout=60).stdout  # noqa: S603, S607


@pytest.mark.parametrize(
    "content", [b"plain", b"it's $HOME `x`", "é✓".encode(), b"\xff\xfe\x1b[0m", b"a\nb\\n'c", "\u202e".encode()]
)
def test_words_of_a_command_have_the_same_bytes_in_a_shell(content: bytes) -> None:
    assert run_in_shell(f"printf %s {quoted(content)}") == content
    assert quoted(content).isprintable()
