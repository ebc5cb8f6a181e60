"""The command `pixxel-sandbox`: banner, options, errors, signals, and requests over a socket."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from pixxel_sandbox import REVOKED_KEY, SAMPLE_KEY, SAMPLE_KEY_TWO, sample
from tests.sandbox.support import TIMEOUT, VISUALIZATIONS, Served


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "pixxel_sandbox", *arguments],
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )


def failed_with(result: subprocess.CompletedProcess[str], *words: str) -> bool:
    """Whether the command result with exit code 2 and a single line on stderr that has all the words."""
    lines = result.stderr.splitlines()
    return (result.returncode, result.stdout, len(lines)) == (2, "", 1) and all(word in lines[0] for word in words)


def test_the_banner_has_the_url_and_the_keys(serve: Callable[..., Served]) -> None:
    served = serve()
    assert [line.split()[:5] for line in served.banner[1:]] == [
        ["key", SAMPLE_KEY, "opens", "workspace", "one,"],
        ["key", SAMPLE_KEY_TWO, "opens", "workspace", "two,"],
        ["key", REVOKED_KEY, "is", "revoked:", "403"],
    ]
    assert served.client.get(f"/v0/aoi/{sample.AOI_ID}").json()["name"] == "AOI-D2"


def test_key_options_set_the_keys_of_workspaces(serve: Callable[..., Served]) -> None:
    served = serve("--key", "one=my=key", "--key", "three=key-three")
    banner = "".join(served.banner)
    assert SAMPLE_KEY not in banner.split()
    for key, count in (("my=key", 3), ("key-three", 0)):
        assert key in banner.split()
        assert len(served.client.get("/v0/aois", headers={"Authorization": key}).json()["aois"]) == count
    assert served.client.get("/v0/aois").status_code == 403


def test_seed_data_none_starts_without_sample_data(serve: Callable[..., Served]) -> None:
    client = serve("--seed-data", "none").client
    assert client.get("/v0/aois").json()["aois"] == []
    assert len(client.get("/v0/projects").json()["projects"]) == 1


def test_the_banner_has_the_injected_faults_and_the_random_seed(serve: Callable[..., Served]) -> None:
    options = ["--latency", "0-0.001", "--fail-rate", "0.25", "--rate-limit", "600/m"]
    line = serve(*options).banner[1]
    assert re.fullmatch(
        r"  fault injection: latency 0 to 0.001 s, fail rate 0.25, rate limit 600/m for each key \(random seed \d+\)\n",
        line,
    )
    assert "(random seed 7)" in serve(*options, "--random-seed", "7").banner[1]


@pytest.mark.skipif(os.name != "posix", reason="Windows ends a process without sending it a signal")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_sandbox_gracefully(serve: Callable[..., Served], number: signal.Signals) -> None:
    served = serve()
    assert served.client.get("/v0/aois").status_code == 200
    served.process.send_signal(number)
    out, err = served.process.communicate(timeout=TIMEOUT)
    assert (served.process.returncode, out, err) == (0, "", "")


@pytest.mark.skipif(os.name != "posix", reason="Windows words the reason in its own way")
def test_a_port_in_use_is_an_error(serve: Callable[..., Served]) -> None:
    port = str(httpx.URL(serve().url).port)
    result = run("--port", port)
    assert failed_with(result, f"127.0.0.1 port {port}", "in use", "--port"), result


def test_an_unusable_host_is_an_error() -> None:
    for host in ("203.0.113.7", "no.such.host.invalid", "a" * 70 + ".example"):
        result = run("--host", host, "--port", "0")
        assert failed_with(result, host, "--host"), result


def test_an_unusable_database_file_is_an_error(tmp_path: Path, serve: Callable[..., Served]) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no database " * 100)
    open_elsewhere = tmp_path / "open.db"
    serve("--db", str(open_elsewhere))
    cases = {
        tmp_path: "directory",
        text: "not a valid SQLite database",
        tmp_path / "missing" / "state.db": "cannot be opened",
        open_elsewhere: "in use",
    }
    for file, reason in cases.items():
        result = run("--port", "0", "--db", str(file))
        assert failed_with(result, str(file), reason), result


@pytest.mark.parametrize(
    "arguments",
    [
        ["--port", "65536"],
        ["--port", "x"],
        ["--seconds-per-step", "0"],
        ["--seconds-per-step", "nan"],
        ["--key", "secret-word"],
        ["--key", "=secret-word"],
        ["--key", "one="],
        ["--key", "one=a", "--key", "one=b"],
        ["--key", f"three={SAMPLE_KEY}"],
        ["--key", "one=schlüssel"],
        ["--seed-data", "all"],
        ["--latency", "-1"],
        ["--latency", "0.5-0.1"],
        ["--latency", "0.1-"],
        ["--fail-rate", "1.5"],
        ["--fail-rate", "often"],
        ["--rate-limit", "10"],
        ["--rate-limit", "0/s"],
        ["--random-seed", "x"],
    ],
    ids=" ".join,
)
def test_an_invalid_option_is_explained(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert f"argument {arguments[0]}: " in result.stderr.splitlines()[-1]
    assert "secret-word" not in result.stderr, "an error must not contain the key, even if it is invalid"
    assert "Traceback" not in result.stderr


def test_version_prints_the_version() -> None:
    result = run("--version")
    assert (result.returncode, result.stdout.split()[0]) == (0, "pixxel-sandbox")


def test_seconds_per_step_sets_the_duration_of_drawing(serve: Callable[..., Served]) -> None:
    client = serve("--seconds-per-step", "0.05").client
    created = client.post(VISUALIZATIONS, json={"index_id": sample.PRESET_INDEX_ID}).json()
    assert created["status"] == "creating"
    time.sleep(0.12)
    [done] = client.get(VISUALIZATIONS, params={"visualization_id": created["id"]}).json()["visualization"]
    assert done["status"] == "success"


def test_a_refused_upload_is_answered(serve: Callable[..., Served]) -> None:
    client = serve().client
    for key, status in ((SAMPLE_KEY, 413), ("unknown-key", 403)):
        for size in (2_000_000, 15_000_000):
            answer = client.post(
                "/v0/indices", content=b" " * size, headers={"Authorization": key, "Content-Type": "application/json"}
            )
            assert answer.status_code == status
    for path, status in (("/v0/satellites", 405), ("/nowhere", 404)):
        assert client.post(path, content=b" " * 15_000_000).status_code == status
    assert client.get("/v0/aois").status_code == 200


def test_answers_are_not_delayed_by_nagles_algorithm(serve: Callable[..., Served]) -> None:
    client = serve().client

    def seconds_for_25_requests() -> float:
        start = time.monotonic()
        for _ in range(25):
            assert client.get("/v0/aois").status_code == 200
        return time.monotonic() - start

    # With Nagle's algorithm each round takes at least a second. A busy machine may slow down some rounds, but not all.
    assert min(seconds_for_25_requests() for _ in range(10)) < 0.8


def test_a_client_that_disconnects_during_a_request_causes_no_error(serve: Callable[..., Served]) -> None:
    served = serve()
    url = httpx.URL(served.url)
    with socket.create_connection((url.host, url.port or 0)) as connection:
        connection.sendall(
            b"POST /v0/indices HTTP/1.1\r\nHost: sandbox\r\nAuthorization: sandbox-key\r\n"
            b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
        )
    assert served.client.get("/v0/aois").status_code == 200
    served.process.terminate()
    _, err = served.process.communicate(timeout=TIMEOUT)
    assert err == ""
