"""`python -m tests.contract`: its exit codes, its messages, and what it does to a server."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest

from pixxel_sandbox import SAMPLE_KEY
from tests.contract.__main__ import main
from tests.contract_tool.support import check, command, environment
from tests.oracle import ROOT
from tests.sandbox_process import running_sandbox
from tests.servers.fault_proxy import Answer, Replace, Request, Rule, error, fault_proxy
from tests.servers.proxy import (
    Behaviour,
    Proxy,
    dies_after,
    errors_after,
    hangs_after,
    pass_on,
    proxy,
    under_other_ids,
)

# A tag with write operations and few checks. What is true of one tag is true of all.
FEW = ("--tag=stores", "--depth=quick")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running_sandbox() as sandbox:
        yield sandbox.url


def test_kept_contract_exits_0_with_a_report(tmp_path: Path, url: str) -> None:
    result = check(*FEW, f"--base-url={url}", f"--report={tmp_path}")

    assert result.returncode == 0, result.stdout
    assert "The contract is kept" in result.stdout
    assert "createStore" in (tmp_path / "report.html").read_text(encoding="utf-8")
    (suite,) = ElementTree.parse(tmp_path / "junit.xml").getroot().iter("testsuite")  # noqa: S314  our own file
    assert int(suite.attrib["tests"]) > 10
    assert suite.attrib["failures"] == "0"


def test_broken_contract_exits_1_with_a_curl_line(tmp_path: Path, url: str) -> None:
    def forgetful(proxy: Proxy, number: int) -> bool:
        """Answers every request for the list of indices with an empty page."""
        empty = b'{"indices": [], "pagination": {"limit": 10, "offset": 0, "total": 3}}'
        if is_list := proxy.command == "GET" and proxy.path.startswith("/v0/indices?"):
            proxy.send_answer(200, empty)
        return is_list

    with proxy(url, forgetful) as (broken, _):
        arguments = ("--tag=indices", "--depth=quick", "--maxfail=3", f"--base-url={broken}", f"--report={tmp_path}")
        result = check(*arguments)

    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert result.returncode == 1, result.stdout
    for text in (result.stdout, page):
        assert "The contract is broken" in text
        assert "curl -sS -X GET" in text
        assert "$PIXXEL_API_KEY" in text
        assert SAMPLE_KEY not in text


@dataclass(eq=False)
class Teapot(Rule):
    """The successes of an operation have a status that the contract does not document."""

    operation_id: str

    def changed(self, request: Request, answer: Answer) -> Answer:
        is_meant = request.operation is not None and request.operation.id == self.operation_id
        return error(418, "TEAPOT", "short and stout") if is_meant and answer.status < 300 else answer


def test_each_fault_of_a_server_is_named_once(tmp_path: Path, url: str) -> None:
    faults = [
        Replace("listProjects", "/projects/*/id", 7),
        Replace("getProject", "/project/id", 7),
        Replace("listProjects", "/projects/*/created_at", "yesterday"),
        Teapot("listSatellites"),
    ]
    with fault_proxy(url, *faults) as faulty:
        arguments = ("--tag=projects,satellites", "--depth=quick", f"--base-url={faulty.url}", f"--report={tmp_path}")
        result = check(*arguments)

    assert result.returncode == 1, result.stdout
    assert faulty.applied.keys() == {*faults}
    findings = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["findings"]
    assert [(finding["cause"], finding["operation"], finding["place"]) for finding in findings] == [
        (1, "listSatellites", ""),
        (2, "listProjects", "/projects/*/id"),
        (2, "getProject", "/project/id"),
        (3, "listProjects", "/projects/*/created_at"),
    ]
    assert "The contract is broken: 3 findings, 0 broken checks" in result.stdout
    assert '   got       "yesterday"\n' in result.stdout
    # A request for the project 7 is refused, which is no fault of its own.
    assert re.search(r"\d+  by finding 1: listSatellites 418", result.stdout)


def test_failure_of_random_data_has_a_curl_line(tmp_path: Path, url: str) -> None:
    def breaks_far_out(proxy: Proxy, number: int) -> bool:
        """Answers pages with a large offset without a list."""
        offset = re.match(r"/v0/indices\?(?:.*&)?offset=(\d+)", proxy.path)
        if is_far := offset is not None and int(offset[1]) > 1000:
            proxy.send_answer(200, b'{"indices": 3}')
        return is_far

    with proxy(url, breaks_far_out) as (broken, _):
        arguments = ("--tag=indices", "-k", "generated_requests", f"--base-url={broken}", f"--report={tmp_path}")
        result = check(*arguments)

    assert result.returncode == 1, result.stdout
    (line,) = {item.strip() for item in result.stdout.splitlines() if "curl" in item and "offset" in item}
    assert re.search(r"/v0/indices\?\S*offset=\d{4,}", line)
    assert '-H "Authorization: $PIXXEL_API_KEY"' in line
    assert SAMPLE_KEY not in result.stdout


@pytest.mark.parametrize("depth", ["quick", "standard"])
def test_operation_without_a_kept_check_exits_3(depth: str, tmp_path: Path) -> None:
    # Orders cost tokens, so an empty workspace stays without order items.
    with running_sandbox("--seed-data=none") as sandbox:
        arguments = (
            "--tag=order_items",
            f"--base-url={sandbox.url}",
            f"--report={tmp_path}",
        )
        result = check(*arguments, f"--depth={depth}")

    assert result.returncode == 3, result.stdout
    assert "no check of these operations could be made: getOrderItem" in result.stdout
    assert "getOrderItem" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--base-url=not-a-url", "--base-url must be the URL of a server, such as https://staging.example.com"),
        ("--depth=bottomless", "invalid choice: 'bottomless'"),
        ("--tag=project", "the contract has no tag 'project' (did you mean projects?); it has\naois, archives"),
        ("--tag=no-such-tag", "the contract has no tag 'no-such-tag'; it has"),
        ("--rate=0", "argument --rate: 0 is not above 0"),
        ("--rate=10/s", "argument --rate: '10/s' is not a number"),
        ("--rate=1e-300", "argument --rate: 1e-300 is not from 0.001 to"),
        ("--timeout=1e300", "argument --timeout: 1e300 is not from"),
        ("--base-url=http://user:word@127.0.0.1", "--base-url must have no user name and no password"),
        ("--max-requests=many", "argument --max-requests: 'many' is not a number"),
        ("--baseurl=http://127.0.0.1", "there is no option --baseurl; did you mean --base-url?"),
        ("--base-url=http://127.0.0.1", "set PIXXEL_API_KEY to a key of the server at --base-url"),
    ],
)
def test_invalid_option_exits_2(
    option: str,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PIXXEL_API_KEY", raising=False)
    with pytest.raises(SystemExit) as ended:
        main([option, f"--report={tmp_path}"])

    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_key_that_no_header_can_have_exits_2_and_is_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIXXEL_OTHER_API_KEY", "a-secret-key\nX: y")
    with pytest.raises(SystemExit) as ended:
        main(["--base-url=http://127.0.0.1", f"--report={tmp_path}"])

    assert ended.value.code == 2
    printed = capsys.readouterr().err
    assert "PIXXEL_OTHER_API_KEY has a line break" in printed
    assert "a-secret-key" not in printed


def test_report_that_cannot_be_written_exits_3(tmp_path: Path, url: str) -> None:
    (tmp_path / "report.html").mkdir()
    result = check("--tag=satellites", "--depth=quick", f"--base-url={url}", f"--report={tmp_path}")

    assert result.returncode == 3
    assert f"the report cannot be written to {tmp_path} (Is a directory); name another folder" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


@pytest.mark.parametrize("tag", ["reports", "service"])
def test_few_operations_may_give_a_crawl_too_little_in_the_sandbox_too(tmp_path: Path, tag: str) -> None:
    result = check(f"--tag={tag}", "--depth=quick", f"--report={tmp_path}", "-m", "crawls or tags")

    assert result.returncode == 0, result.stdout
    assert "skipped" in result.stdout


def test_plan_counts_requests_and_sends_none(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        totals = []
        for tags in ("projects", "projects,aois"):
            result = check(
                "--plan", f"--base-url={url}", "--depth=quick", f"--tag={tags}", f"--report={tmp_path}", key=None
            )
            assert result.returncode == 0, result.stdout
            last = result.stdout.splitlines()[-1]
            found = re.fullmatch(
                r"\d+ cases of \d+ checks, about (\d+) requests in depth quick. Nothing was sent.", last
            )
            assert found, last
            totals.append(int(found[1]))
        with pytest.raises(TimeoutError):
            listening.accept()

    # A run of projects sends 62.
    assert 20 < totals[0] < 120
    assert totals[1] > totals[0] + 50


def unused_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


def test_unreachable_server_exits_3(tmp_path: Path) -> None:
    address = unused_address()
    result = check(f"--base-url=http://{address}", f"--report={tmp_path}")

    assert result.returncode == 3
    # After what is checked, one sentence and the report.
    _, sentence, path = result.stdout.strip().rsplit("\n", 2)
    assert sentence.startswith(f"http://{address} cannot be reached")
    assert path == f"report: {tmp_path / 'report.html'}"
    assert "!!!" not in result.stdout
    assert "cannot be reached" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_server_without_tls_exits_3(tmp_path: Path, url: str) -> None:
    result = check(f"--base-url={url.replace('http:', 'https:')}", f"--report={tmp_path}")

    assert result.returncode == 3
    assert "check whether the URL begins with http://" in result.stdout


def test_refused_key_exits_3_and_is_not_shown(tmp_path: Path, url: str) -> None:
    result = check(f"--base-url={url}", f"--report={tmp_path}", key="a-wrong-one")

    assert result.returncode == 3
    assert "does not accept the key in PIXXEL_API_KEY (403)" in result.stdout
    assert "a-wrong-one" not in result.stdout + result.stderr


def test_server_that_never_answers_exits_3(tmp_path: Path, url: str) -> None:
    released = threading.Event()
    with proxy(url, hangs_after(0, released)) as (hanging, _):
        result = check(f"--base-url={hanging}", f"--report={tmp_path}", "--timeout=1")
        released.set()

    assert result.returncode == 3
    assert "has not answered for 1 s" in result.stdout


@pytest.mark.parametrize("failure", ["errors", "dies", "hangs"])
def test_server_that_goes_down_exits_3_with_a_report(failure: str, tmp_path: Path, url: str) -> None:
    released = threading.Event()
    behaviours: dict[str, tuple[Behaviour, str]] = {
        "errors": (errors_after(60), "answers 500 to GET /v0/aois, which succeeded before"),
        "dies": (dies_after(60), "has stopped answering"),
        "hangs": (hangs_after(60, released), "has not answered for 1 s"),
    }
    behaviour, sentence = behaviours[failure]
    with proxy(url, behaviour) as (failing, _):
        result = check(*FEW, f"--base-url={failing}", f"--report={tmp_path}", "--timeout=1")
        released.set()

    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert result.returncode == 3, result.stdout
    assert sentence in result.stdout
    assert sentence in page
    assert "✓" in page


def test_read_only_sends_no_write_operation(tmp_path: Path, url: str) -> None:
    with proxy(url, pass_on) as (watched, requests):
        result = check(
            "--tag=visualizations", "--depth=quick", "--read-only", f"--base-url={watched}", f"--report={tmp_path}"
        )

    harmless = re.compile(r"GET |POST \S+/(png|sld|search)\b")
    assert result.returncode == 0, result.stdout
    assert [item for item in requests if not harmless.match(item)] == []
    assert any(item.startswith("POST") for item in requests)
    assert re.search(r"^ +\d+  --read-only$", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("checks", [[], ["-k", "generated"]], ids=["all", "generated"])
def test_max_requests_limits_the_requests(tmp_path: Path, url: str, checks: list[str]) -> None:
    with proxy(url, pass_on) as (watched, requests):
        arguments = ("--tag=indices", *checks, "--max-requests=60", f"--base-url={watched}", f"--report={tmp_path}")
        result = check(*arguments)

    # The limit does not count the preflight, and the requests that look whether the server still takes the key.
    assert 50 < len(requests) <= 63
    assert f" · {len(requests)} requests · " in result.stdout
    assert checks or "the limit --max-requests=60 is reached" in result.stdout


def test_rate_limits_the_requests_per_second(tmp_path: Path, url: str) -> None:
    began = time.monotonic()
    check(*FEW, "--max-requests=20", "--rate=10", f"--base-url={url}", f"--report={tmp_path}")

    assert time.monotonic() - began > 1.9


def test_nothing_is_ordered_or_run_outside_the_sandbox(tmp_path: Path, url: str) -> None:
    bought = []

    def watch(proxy: Proxy, number: int) -> bool:
        if proxy.command == "POST" and re.search(r"/(orders|insights|jobs)$", proxy.path):
            switches = ("dry_run", "estimate")
            if proxy.path.endswith("/jobs") or not any(f'"{item}": true'.encode() in proxy.body for item in switches):
                bought.append((proxy.path, proxy.body[:300]))
        return False

    with proxy(url, watch) as (watched, requests):
        result = check("--tag=jobs,orders,insights", "--depth=quick", f"--base-url={watched}", f"--report={tmp_path}")

    assert "costs tokens" in result.stdout
    assert any(item.startswith("POST /v0/orders 201") for item in requests)
    # Other bodies are no orders: not JSON, or without the key.
    assert [body for _, body in bought if b'"order_items": [{' in body or b'"block"' in body] == []


def test_generated_requests_delete_nothing_and_run_nothing(tmp_path: Path, url: str) -> None:
    stores = httpx.get(f"{url}/v0/stores", headers={"Authorization": SAMPLE_KEY}).json()["stores"]
    with proxy(url, pass_on) as (watched, requests):
        arguments = ("--tag=stores,jobs", "-k", "generated")
        result = check(*arguments, f"--base-url={watched}", f"--report={tmp_path}")

    assert result.returncode == 0, result.stdout
    assert [item for item in requests if re.match(r"POST \S+/jobs\b", item)] == []
    assert [
        item for item in requests if item.startswith("DELETE") and any(store["id"] in item for store in stores)
    ] == []
    assert stores
    assert any(item.startswith("POST /v0/stores 200") for item in requests)


def test_server_with_its_own_ids_keeps_the_contract(tmp_path: Path) -> None:
    # A sandbox of its own, because this run creates more resources than other tests expect.
    with running_sandbox() as sandbox, proxy(sandbox.url, under_other_ids) as (watched, requests):
        arguments = ("-k", "test_orders or test_creation", "--depth=quick")
        result = check(*arguments, f"--base-url={watched}", f"--report={tmp_path}")

    assert result.returncode == 0, result.stdout
    assert any(item.startswith("POST /v0/orders") for item in requests)
    assert any(item.startswith("POST /v0/aois") for item in requests)


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """A shell makes background processes ignore SIGINT, and their children inherit that."""
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, handler)


@pytest.mark.usefixtures("_interruptible")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_run_deletes_what_it_created_and_names_the_rest(
    number: signal.Signals, tmp_path: Path, url: str
) -> None:
    def created() -> set[str]:
        """The paths of created resources, except for the last one, which the run may not have recorded yet."""
        return {item.split()[1] for item in requests[:-1] if re.match(r"POST /v0/(stores|indices) 20[01]", item)}

    with proxy(url, pass_on) as (watched, requests):
        arguments = command("--tag=stores,indices", "--depth=quick", f"--base-url={watched}", f"--report={tmp_path}")
        with subprocess.Popen(  # noqa: S603  our own words only
            arguments,
            cwd=ROOT,
            env=environment(SAMPLE_KEY),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            while process.poll() is None and len(created()) < 2:
                time.sleep(0.01)
            process.send_signal(number)
            output, _ = process.communicate(timeout=60)

    assert process.returncode == 130, output
    assert any(item.startswith("DELETE /v0/stores/") for item in requests)
    assert re.search(r"\d+  createIndex: the API cannot delete it", output)
    data = (tmp_path / "report.json").read_text(encoding="utf-8")
    assert re.search(r"createIndex [0-9a-f-]{36}: the API cannot delete it", data)
    assert output.endswith(f"The run was interrupted\nreport: {tmp_path / 'report.html'}\n")
