"""Fault injection: latency, failures and rate limits."""

import socket
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from pixxel_sandbox import REVOKED_KEY, SAMPLE_KEY, SAMPLE_KEY_TWO, FaultInjection, sample
from tests.oracle import Operation
from tests.sandbox.support import CONTRACT, INDEX, TIMEOUT, InProcess, Served, example_bodies, url_of

FAILURES = {500: "INTERNAL", 502: "BAD_GATEWAY", 503: "SERVICE_UNAVAILABLE", 504: "GATEWAY_TIMEOUT"}
OPERATIONS = list(CONTRACT.operations.values())
Start = Callable[..., InProcess]


def statuses(sandbox: InProcess, number: int = 60) -> list[int]:
    return [sandbox("GET", "/v0/aois").status_code for _ in range(number)]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_every_operation_can_fail_without_changes(start: Start, operation: Operation) -> None:
    sandbox = start(fault_injection=FaultInjection(fail_rate=1, random_seed=1))
    before = sandbox.state()
    for body in (example_bodies(operation) or {"": None}).values():
        answer = sandbox(operation.method, url_of(operation), json=body)
        assert answer.json()["error"]["code"] == FAILURES[answer.status_code]
    assert sandbox.state() == before


def test_the_fail_rate_is_the_share_of_failures(start: Start) -> None:
    counted = statuses(start(fault_injection=FaultInjection(fail_rate=0.3, random_seed=1)), 400)
    assert set(counted) == {200, *FAILURES}
    assert 0.2 < sum(status != 200 for status in counted) / len(counted) < 0.4


def test_the_same_seed_injects_the_same_failures(start: Start) -> None:
    expected = statuses(start(fault_injection=FaultInjection(fail_rate=0.5, random_seed=7)))
    assert statuses(start(fault_injection=FaultInjection(fail_rate=0.5, random_seed=7))) == expected
    assert statuses(start(fault_injection=FaultInjection(latency=(0, 1), fail_rate=0.5, random_seed=7))) == expected
    assert statuses(start(fault_injection=FaultInjection(fail_rate=0.5, random_seed=8))) != expected


def test_a_failed_creation_can_be_repeated(start: Start) -> None:
    sandbox = start(fault_injection=FaultInjection(fail_rate=0.5, random_seed=7))
    created = [sandbox("POST", "/v0/indices", json=INDEX).status_code for _ in range(20)]
    first = created.index(201)
    assert first > 0, "the first request did not fail; use another seed"
    assert set(created[:first]) <= set(FAILURES)
    assert 409 in created[first:]


def test_a_request_over_the_limit_is_429_with_retry_after(start: Start) -> None:
    sandbox = start(fault_injection=FaultInjection(rate_limit="3/m"))
    assert statuses(sandbox, 3) == [200] * 3
    sandbox.clock.advance(20)
    answer = sandbox("GET", "/v0/aois")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "40")
    assert answer.json()["error"]["code"] == "TOO_MANY_REQUESTS"
    sandbox.clock.advance(39)
    assert sandbox("GET", "/v0/aois").headers["Retry-After"] == "1"
    sandbox.clock.advance(1)
    assert statuses(sandbox, 4) == [200, 200, 200, 429]


def test_retry_after_is_rounded_up_to_seconds(start: Start) -> None:
    sandbox = start(fault_injection=FaultInjection(rate_limit="1/s"))
    assert statuses(sandbox, 1) == [200]
    sandbox.clock._now += timedelta(milliseconds=700)
    assert sandbox("GET", "/v0/aois").headers["Retry-After"] == "1"
    sandbox.clock.advance(1)
    assert statuses(sandbox, 1) == [200]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_every_operation_is_limited_without_changes(start: Start, operation: Operation) -> None:
    sandbox = start(fault_injection=FaultInjection(rate_limit="1/m"))
    assert statuses(sandbox, 1) == [200]
    before = sandbox.state()
    for body in (example_bodies(operation) or {"": None}).values():
        assert sandbox(operation.method, url_of(operation), json=body).status_code == 429
    assert sandbox.state() == before


def test_each_key_has_its_own_limit(start: Start) -> None:
    sandbox = start(fault_injection=FaultInjection(rate_limit="1/m"))
    assert sandbox("GET", "/v0/aois").status_code == 200
    assert sandbox("GET", "/v0/aois", key=f"Bearer {SAMPLE_KEY}").status_code == 429
    assert sandbox("GET", "/v0/aois", key=SAMPLE_KEY_TWO).status_code == 200


def test_unknown_keys_share_a_limit(start: Start) -> None:
    sandbox = start(fault_injection=FaultInjection(rate_limit="3/m"))
    keys = ["unknown-key", REVOKED_KEY, "Basic x y", None]
    assert [sandbox("GET", "/v0/aois", key=key).status_code for key in keys] == [403, 403, 401, 429]
    assert sandbox("GET", "/v0/aois").status_code == 200


def test_the_limit_is_checked_before_failures_and_the_key_after(start: Start) -> None:
    sandbox = start(fault_injection=FaultInjection(fail_rate=1, rate_limit="2/m"))
    assert [sandbox("GET", "/v0/aois", key=None).status_code // 100 for _ in range(3)] == [5, 5, 4]


def test_requests_over_the_limit_do_not_change_the_random_failures(start: Start) -> None:
    unlimited = start(fault_injection=FaultInjection(fail_rate=0.5, random_seed=3))
    limited = start(fault_injection=FaultInjection(fail_rate=0.5, random_seed=3, rate_limit="1/s"))
    expected = statuses(unlimited, 20)
    for status in expected:
        assert statuses(limited, 2) == [status, 429]
        limited.clock.advance(1)


def test_latency_delays_answers(start: Start) -> None:
    exact = start(fault_injection=FaultInjection(latency=2.5))
    start_time = exact.clock.now()
    assert exact("GET", "/v0/aois").status_code == 200
    assert exact.clock.now() - start_time == timedelta(seconds=2.5)

    ranged = start(fault_injection=FaultInjection(latency=(1, 3), random_seed=1))
    delays = []
    for _ in range(20):
        before = ranged.clock.now()
        assert ranged("GET", "/v0/aois").status_code == 200
        delays.append((ranged.clock.now() - before).total_seconds())
    assert 1 <= min(delays) < max(delays) <= 3
    assert len(set(delays)) == len(delays)


def test_failures_are_delayed_but_429_is_not(start: Start) -> None:
    sandbox = start(fault_injection=FaultInjection(latency=5, fail_rate=1, rate_limit="1/m"))
    start_time = sandbox.clock.now()
    assert sandbox("GET", "/v0/aois").status_code in FAILURES
    assert sandbox("GET", "/v0/aois").status_code == 429
    assert sandbox.clock.now() - start_time == timedelta(seconds=5)


def test_files_and_the_dashboard_are_not_affected(start: Start) -> None:
    sandbox = start(fault_injection=FaultInjection(rate_limit="1/m"))
    download = sandbox.json("GET", f"/v0/aois/{sample.AOI_ID}/downloads/{sample.DOWNLOAD_ID}")
    for _ in range(3):
        assert sandbox("GET", download["signed_url"], key=None).status_code == 200
        assert sandbox("GET", "/", key=None).status_code < 429
    assert statuses(sandbox, 1) == [429]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"latency": -1}, "latency"),
        ({"latency": 3601}, "latency"),
        ({"latency": (2, 1)}, "latency"),
        ({"latency": float("nan")}, "latency"),
        ({"fail_rate": 1.1}, "fail_rate"),
        ({"fail_rate": -0.1}, "fail_rate"),
        ({"fail_rate": float("nan")}, "fail_rate"),
        ({"rate_limit": "0/s"}, "rate_limit"),
        ({"rate_limit": "10"}, "rate_limit"),
        ({"rate_limit": "10/h"}, "rate_limit"),
        ({"rate_limit": "1e3/s"}, "rate_limit"),
    ],
)
def test_an_invalid_option_is_a_value_error(options: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        FaultInjection(**options)


def test_the_description_has_the_seed_of_random_faults() -> None:
    assert str(FaultInjection()) == ""
    assert str(FaultInjection(latency=0.2, rate_limit="10/s")) == "latency 0.2 s, rate limit 10/s for each key"
    assert str(FaultInjection((0.1, 0.5), 0.2, random_seed=7)) == (
        "latency 0.1 to 0.5 s, fail rate 0.2 (random seed 7)"
    )
    assert len({FaultInjection().random_seed for _ in range(20)}) > 1


def test_a_served_sandbox_repeats_the_failures_of_a_seed(serve: Callable[..., Served]) -> None:
    clients = [serve("--fail-rate", "0.5", "--random-seed", "7").client for _ in range(2)]
    first, second = ([client.get("/v0/aois").status_code for _ in range(20)] for client in clients)
    assert first == second
    assert len(set(first)) > 1


def test_a_refused_upload_over_a_socket_is_answered(serve: Callable[..., Served]) -> None:
    served = serve("--fail-rate", "1", "--rate-limit", "2/m")
    assert "fault injection" in served.banner[1]
    answers = [
        served.client.post("/v0/indices", content=b" " * 5_000_000, headers={"Content-Type": "application/json"})
        for _ in range(3)
    ]
    assert [answer.status_code // 100 for answer in answers] == [5, 5, 4]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60


def test_a_delayed_answer_does_not_block_other_requests_or_a_stop(serve: Callable[..., Served]) -> None:
    served = serve("--latency", "3600")
    url = httpx.URL(served.url)
    with socket.create_connection((url.host, url.port or 0), timeout=TIMEOUT) as waiting:
        waiting.sendall(b"GET /v0/aois HTTP/1.1\r\nHost: sandbox\r\n\r\n")
        # Not an operation of the contract, so it is answered without latency.
        assert served.client.get("/nowhere").status_code == 404
        served.process.terminate()
        assert waiting.recv(1024).startswith(b"HTTP/1.1 503 ")
    _, err = served.process.communicate(timeout=TIMEOUT)
    assert served.process.returncode == 0
    assert "Traceback" not in err


def test_a_client_can_time_out(serve: Callable[..., Served]) -> None:
    with pytest.raises(httpx.ReadTimeout):
        serve("--latency", "3600").client.get("/v0/aois", timeout=0.1)
