"""The small server keeps the contract, and each known fault breaks the rule that is declared for it, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.contract.model.departures import departures
from tests.oracle import JSON
from tests.servers.published_like import KNOWN_FAULTS, KnownFault, published_like
from tests.servers.small_server import CONTRACT, KEY, MAX_BODY, small_server


def example_body(operation_id: str) -> Any:
    examples = CONTRACT.operations[operation_id].raw["requestBody"]["content"][JSON]["examples"]
    return next(iter(examples.values()))["value"]


def exchanges(url: str) -> Iterator[tuple[str, httpx.Response]]:
    """The answers of all operations that the small server has, with their paths."""
    with httpx.Client(base_url=url, headers={"Authorization": KEY}, timeout=30) as http:

        def answer(method: str, path: str, body: Any = None) -> tuple[str, httpx.Response]:
            return path, http.request(method, path, **({"json": body} if body else {}))

        yield answer("GET", "/ping")
        yield answer("GET", "/v0/projects")
        yield answer("GET", f"/v0/projects/{http.get('/v0/projects').json()['projects'][0]['id']}")
        yield answer("GET", "/v0/satellites")
        yield answer("GET", "/v0/bandsets")
        yield answer("GET", "/v0/blocks")
        yield answer("GET", "/v0/blocks/cloud-mask")
        yield answer("GET", "/v0/blocks/cloud-mask/versions/1.0.0")
        yield answer("GET", "/v0/blocks/cloud-mask/versions/9.9.9")
        yield answer("POST", "/v0/indices", example_body("createIndex"))
        yield answer("GET", "/v0/indices")
        yield answer("POST", "/v0/stores", example_body("createStore"))
        path, stores = answer("GET", "/v0/stores")
        yield path, stores
        yield answer("DELETE", f"/v0/stores/{stores.json()['stores'][0]['id']}")
        # What it does not have: lists without items.
        yield answer("GET", "/v0/aois")
        yield answer("GET", "/v0/orders?limit=3")
        yield answer("GET", "/v0/reports")
        yield answer("GET", "/v0/workflows/w/estimate")


def broken_rules(url: str) -> set[tuple[str, str, str]]:
    """The operation, the place and the rule of each departure."""
    found = set()
    for path, answer in exchanges(url):
        operation, values = CONTRACT.route(answer.request.method, path.partition("?")[0])
        assert operation is not None
        found |= {
            (operation.id, departure.place, departure.rule)
            for departure in departures(operation, values, answer.status_code, answer.headers, answer.content)
        }
    return found


def test_small_server_keeps_the_contract() -> None:
    with small_server() as url:
        successes = [answer for _, answer in exchanges(url) if answer.is_success]

        assert broken_rules(url) == set()
    # All but the version that does not exist and the noun that the server does not have.
    assert len(successes) == 16


@pytest.mark.parametrize("fault", KNOWN_FAULTS, ids=lambda fault: fault.what)
def test_known_fault_breaks_its_rule_and_no_other(fault: KnownFault) -> None:
    with published_like([fault]) as faulty:
        found = broken_rules(faulty.url)

    assert found == {(operation, place, fault.rule) for operation, place in fault.shown}
    assert faulty.applied.keys() == set(fault.shown.values())


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Authorization": "another"}, 403),
        ({"Authorization": f"Basic {KEY}"}, 401),
        ({"Authorization": f"Bearer {KEY}"}, 200),
    ],
    ids=str,
)
def test_key_opens_the_small_server(headers: dict[str, str], status: int) -> None:
    with small_server() as url:
        answer = httpx.get(f"{url}/v0/projects", headers=headers, timeout=30)

    assert answer.status_code == status
    assert CONTRACT.answer_problems("listProjects", status, answer.headers, answer.content) == []


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("GET", "/v0/nothing", b"", 404),
        ("GET", "/v0/projects/nothing", b"", 404),
        ("PATCH", "/v0/projects", b"", 405),
        ("GET", "/v0/indices?limit=0", b"", 400),
        ("GET", "/v0/indices?limit=1&limit=2", b"", 400),
        ("GET", "/v0/indices?type=unknown", b"", 400),
        ("GET", "/v0/indices?unknown=1", b"", 200),
        ("POST", "/v0/indices", b"{}", 400),
        ("POST", "/v0/indices", b'{"name": NaN}', 400),
        ("POST", "/v0/indices", b'{"name": "a", "name": "b"}', 400),
        ("POST", "/v0/indices", b"[" * 20_000, 400),
        ("POST", "/v0/indices", b" " * (MAX_BODY + 1), 413),
    ],
    ids=lambda value: str(value)[:30],
)
def test_small_server_refuses_invalid_requests(method: str, path: str, content: bytes, status: int) -> None:
    headers = {"Authorization": KEY, **({"Content-Type": JSON} if content else {})}
    with small_server() as url:
        answer = httpx.request(method, url + path, headers=headers, content=content, timeout=30)

    assert answer.status_code == status
    assert answer.is_success or answer.json()["error"]["message"]


def test_duplicates_are_refused() -> None:
    with small_server() as url:
        for path, body in (("/v0/indices", example_body("createIndex")), ("/v0/stores", example_body("createStore"))):
            statuses = [
                httpx.post(url + path, headers={"Authorization": KEY}, json=body, timeout=30).status_code
                for _ in range(2)
            ]

            assert statuses == [201 if "indices" in path else 200, 409]
