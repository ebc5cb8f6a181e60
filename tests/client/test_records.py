"""Exchanges are recorded without secrets; a replay validates them again."""

from __future__ import annotations

import json
import os
import pickle
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from pixxel_client import Pixxel, contract, errors
from pixxel_client.contract import records
from pixxel_sandbox import Sandbox
from tests import json_pointer
from tests.client.support import (
    BASE_URL,
    CONTRACT,
    KEY,
    Handler,
    by_operation,
    call_facade,
    example_answer,
    example_calls,
    json_answer,
    pixxel,
    sandbox_calls,
)
from tests.oracle import JSON, ROOT, Operation
from tests.subprocesses import run, run_python

SECRET = "cloud-credential-4711"
SIGNED = "https://files.test/a/b.tif?X-Amz-Signature=sign4711&Expires=5#frag4711"
HTML = {"content-type": "text/html"}
STORE: dict[str, Any] = {
    "name": "mine",
    "type": "S3",
    "configs": {"bucket": "bucket", "region": "here"},
    "secrets": {"access_key_id": SECRET, "secret_access_key": f"{SECRET}-2", "pin": "0815"},
}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "record.jsonl"


def recorded(record: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in record.read_bytes().splitlines()]


def recording(record: Path, handler: Handler, **options: Any) -> Pixxel:
    return pixxel(handler, contract=f"record:{record}", **options)


def answering(answer: httpx.Response) -> Handler:
    return lambda request: answer


def aoi(**fields: Any) -> httpx.Response:
    return json_answer(200, {**example_answer(CONTRACT.operations["getAoi"]).json(), **fields})


def test_line_is_the_whole_exchange(record: Path) -> None:
    operation = CONTRACT.operations["rollbackVisualizationMetadata"]
    (call, *_) = example_calls(operation)
    answer = example_answer(operation)
    answer.headers["x-request-id"] = "r-1"

    call_facade(recording(record, answering(answer)), operation, call)

    (line,) = recorded(record)
    assert (line["operation"], line["method"], line["path"]) == (
        "rollback_visualization_metadata",
        "PATCH",
        operation.path,
    )
    assert line["request"]["path"] == call.path
    assert line["request"]["body"] == call.body
    assert line["answer"]["status"] == 200
    assert line["answer"]["headers"]["x-request-id"] == "r-1"
    assert line["answer"]["body"] == answer.json()
    assert line["departures"] == []
    assert line["client"]
    assert line["at"].endswith("+00:00")


def test_departures_are_recorded_and_the_answer_is_returned(record: Path) -> None:
    assert recording(record, answering(aoi(progress="half"))).aois.get("1").name

    (line,) = recorded(record)
    assert line["departures"] == [{"pointer": "/answer/body/progress", "expected": "integer", "got": "a string"}]


def test_only_its_owner_can_read_a_record(record: Path) -> None:
    record.touch(mode=0o644)

    recording(record, answering(aoi())).aois.get("1")

    assert stat.S_IMODE(record.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="Windows lets only some users make symbolic links")
def test_only_its_owner_can_read_a_record_behind_a_link(record: Path) -> None:
    target = record.with_name("target")
    target.touch(mode=0o644)
    record.symlink_to(target)

    recording(record, answering(aoi())).aois.get("1")

    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert recorded(target) == recorded(record) != []


@pytest.mark.parametrize(
    "answer",
    [
        json_answer(200, {"id": "1", "name": SECRET, "url": SIGNED, "of": [{"secrets": {"k": "other4711"}}], KEY: KEY}),
        json_answer(400, {"error": {"code": "BAD_REQUEST", "message": f"{SECRET}-2 and {KEY} do not fit {SIGNED}"}}),
        httpx.Response(200, content=f'{{"url": "{SIGNED}", "{SECRET}'.encode(), headers={"content-type": JSON}),
        httpx.Response(200, content=SIGNED.replace("/", r"\/").encode(), headers={"content-type": JSON}),
        httpx.Response(502, content=f"<a href='{SIGNED}'>{KEY} {SECRET}</a>\xff".encode("latin-1"), headers=HTML),
        httpx.Response(502, content=f"<Where>https://user:pass4711@files.test/x?sign4711</Where>{KEY}".encode()),
        httpx.Response(307, headers={"location": SIGNED, "set-cookie": "session=sign4711", "x-key": KEY}),
    ],
)
def test_secrets_are_not_recorded(answer: httpx.Response, record: Path) -> None:
    client = recording(record, answering(answer)).with_options(headers={"X-Mine": "own4711"})

    try:
        client.stores.create(**STORE)
    except errors.PixxelError:
        pass
    else:
        assert answer.status_code == 200

    text = record.read_text()
    assert recorded(record)[0]["request"]["body"]["secrets"] == dict.fromkeys(STORE["secrets"], "…")
    assert "4711" not in text
    assert KEY not in text


def test_url_keeps_what_is_not_secret(record: Path) -> None:
    recording(record, answering(aoi(url=SIGNED, page="https://a.test/x", note="see s3://b/c?v=1, please"))).aois.get(
        "1"
    )

    body = recorded(record)[0]["answer"]["body"]
    assert body["url"] == "https://files.test/a/b.tif?X-Amz-Signature=…&Expires=…#…"
    assert body["page"] == "https://a.test/x"
    assert body["note"].startswith("see s3://b/c?v=…")


def test_masked_value_is_no_departure(record: Path) -> None:
    recording(record, answering(aoi())).aois.get("1")
    record.write_text(record.read_text().replace('"progress":100', r'"progress":"\u2026"'))

    assert contract.replay(record).kept


@pytest.mark.parametrize(
    ("answer", "recorded_body"),
    [
        (httpx.Response(200, content=b"\x89PNG\xff", headers={"content-type": "image/png"}), {"base64": "iVBORy8="}),
        (httpx.Response(200, text="who?"), {"text": "who?"}),
        (httpx.Response(200, content=b"", headers={"content-type": "image/png"}), {}),
    ],
)
def test_body_that_is_not_json_is_recorded_as_it_is(
    answer: httpx.Response, recorded_body: dict[str, str], record: Path
) -> None:
    operation = CONTRACT.operations["generateVisualizationPng"]
    try:
        call_facade(recording(record, answering(answer)), operation, example_calls(operation)[0])
    except errors.DecodeError:
        assert "text" in recorded_body

    side = recorded(record)[0]["answer"]
    assert {name: side[name] for name in side.keys() - {"status", "headers"}}.keys() == recorded_body.keys()
    contract.replay(record)


def test_large_body_is_left_out_and_marked(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LARGEST", 100)

    recording(record, answering(aoi())).aois.get("1")

    side = recorded(record)[0]["answer"]
    assert side["left_out"]["bytes"] > 100
    assert "body" not in side
    assert contract.replay(record).kept


APPEND = """
import sys
import httpx
from pixxel_client import Pixxel, errors
answer = httpx.Response(404, json={"error": {"code": "NOT_FOUND", "message": "x" * 50_000}})
http = httpx.Client(transport=httpx.MockTransport(lambda request: answer))
with Pixxel(contract=f"record:{sys.argv[1]}", http_client=http) as client:
    for _ in range(40):
        try:
            client.aois.get("1")
        except errors.NotFound:
            continue
        raise SystemExit(1)
"""


def test_threads_and_processes_write_whole_lines(record: Path) -> None:
    # Threads cannot share one answer: each is read as it comes.
    client = recording(record, lambda _: aoi(description="y" * 50_000))
    with ThreadPoolExecutor(10) as pool:
        processes = [
            pool.submit(run_python, "-c", APPEND, record, environment={"PIXXEL_API_KEY": KEY}) for _ in range(2)
        ]
        list(pool.map(client.aois.get, map(str, range(100))))
    assert [(process.result().returncode, process.result().stderr) for process in processes] == [(0, "")] * 2

    assert len(recorded(record)) == 100 + 2 * 40


def test_pickled_client_records_to_the_same_file(record: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PIXXEL_API_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    client = Pixxel(contract=f"record:{record.name}", base_url=BASE_URL)
    monkeypatch.chdir("/")

    again = pickle.loads(pickle.dumps(client))  # noqa: S301  from this test

    assert again == client == Pixxel(contract=f"record:{record}", base_url=BASE_URL)


@pytest.mark.parametrize("name", ["", "no-such-folder/record.jsonl"])
def test_file_that_cannot_be_written_is_refused_at_once(name: str, tmp_path: Path) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"exchanges cannot be recorded in .*; name a file"):
        Pixxel(api_key=KEY, contract=f"record:{tmp_path / name}")


def test_answer_is_returned_if_recording_fails(record: Path, caplog: pytest.LogCaptureFixture) -> None:
    client = recording(record, answering(aoi()))
    record.unlink()
    record.mkdir()

    assert client.aois.get("1").name
    assert f"an exchange is missing in {record}" in caplog.text


def replay(path: Path) -> subprocess.CompletedProcess[str]:
    return run_python("-W", "error", "-m", "pixxel_client.contract", "replay", path)


def test_replay_without_departures_exits_with_0(record: Path) -> None:
    recording(record, answering(aoi())).aois.get("1")

    result = replay(record)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "1 exchanges; places where they depart from the contract: 0\n"


def test_replay_finds_departures(record: Path) -> None:
    recording(record, answering(aoi())).aois.get("1")
    # As if the contract had changed since the recording.
    record.write_text(record.read_text().replace('"progress":100', '"progress":"all"').replace('"name"', '"title"'))

    result = replay(record)

    assert result.returncode == 1
    _, head, name, progress, count, _, title = result.stdout.splitlines()
    assert head.split() == ["operation", "place", "contract", "client", "expected,", "got"]
    assert name.split(maxsplit=4)[:4] == ["get_aoi", "/answer/body/name", "1", "1"]
    assert progress.split(maxsplit=4) == ["get_aoi", "/answer/body/progress", "1", "1", "integer, a string"]
    assert count == "new fields: 1"
    assert title.split(maxsplit=4) == ["get_aoi", "/answer/body/title", "1", "1", "a new field, a string"]


def test_damaged_lines_are_named_and_the_others_replayed(record: Path) -> None:
    client = recording(record, answering(aoi()))
    for _ in range(2):
        client.aois.get("1")
    first, second = record.read_bytes().splitlines(keepends=True)
    later = first.replace(b'"format":1', b'"format":2')
    lacking = first.replace(b'"answer"', b'"reply"')
    record.write_bytes(first + b'{"a": 1}\n[]\n' + later + lacking + second + first[:-50])

    result = replay(record)

    assert result.returncode == 2
    summary, *lines = result.stdout.splitlines()
    assert summary.startswith("2 exchanges; ")
    assert [line.partition(" is ")[0].partition(" has ")[0].partition(" lacks ")[0] for line in lines] == [
        f"line {number}" for number in (2, 3, 4, 5, 7)
    ]
    assert "has the format 2; this version reads format 1" in result.stdout
    assert "its end may be missing" in lines[-1]


@pytest.mark.parametrize(
    "wrong", [None, "", "nonsense", "007", "\u0663", "\ud800", "9" * 5_000, -1, 1.5, True, [], ["007"], {}]
)
def test_line_with_a_wrong_value_anywhere_is_replayed_or_named(wrong: Any, record: Path) -> None:
    list(recording(record, answering(example_answer(CONTRACT.operations["listAois"]))).aois.list(limit=5, aoi_id="1"))
    (line,) = recorded(record)
    lines = [json_pointer.replaced(line, pointer, wrong) for pointer in json_pointer.pointers(line, ends=True)]
    record.write_text("".join(json.dumps(changed) + "\n" for changed in lines))

    result = contract.replay(record)

    assert result.exchanges + len(result.damaged) == len(lines)


@pytest.mark.parametrize("content", [None, b"", b"\n"])
def test_replay_of_an_empty_record_fails(content: bytes | None, record: Path) -> None:
    if content is not None:
        record.write_bytes(content)

    assert replay(record).returncode == 2


def test_make_target_replays(record: Path) -> None:
    recording(record, answering(aoi())).aois.get("1")
    result = run(["make", "--no-print-directory", "replay", "-o", ".venv/.ready", f"FILE={record}"], cwd=ROOT)

    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("1 exchanges; ")


@by_operation()
def test_record_of_a_sandbox_has_no_departures(operation: Operation, pixxel_sandbox: Sandbox, record: Path) -> None:
    calls = sandbox_calls(operation)
    for call in calls:
        with Pixxel(contract=f"record:{record}") as client:
            call_facade(client, operation, call)

    result = contract.replay(record)

    assert result.exchanges == len(calls)
    assert result.kept, result
    assert not result.damaged
    assert pixxel_sandbox.key not in record.read_text()
