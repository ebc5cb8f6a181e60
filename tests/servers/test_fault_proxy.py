"""The proxy applies each rule to the answers that it names, and to no other."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from pixxel_sandbox import SAMPLE_KEY
from tests.sandbox_process import running_sandbox
from tests.servers.fault_proxy import (
    CONTRACT,
    KeyExpires,
    RateLimit,
    Replace,
    Request,
    Rule,
    Unavailable,
    empty_list,
    fault_proxy,
    one_number,
    six_numbers,
)

ITEMS = "/v0/archives/collections/pixxel-td-l2a/items"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    with running_sandbox() as process:
        yield process.url


def get(url: str, path: str) -> httpx.Response:
    return httpx.get(url + path, headers={"Authorization": SAMPLE_KEY}, timeout=30)


def test_values_are_replaced_in_the_answers_of_one_operation(sandbox: str) -> None:
    rules = [Replace("listAois", "/aois/*/aoi_id", 7), Replace("listAois", "/aois/*/name", str.upper)]
    with fault_proxy(sandbox, *rules) as faulty:
        page, before = get(faulty.url, "/v0/aois").json(), get(sandbox, "/v0/aois").json()
        projects, refused = get(faulty.url, "/v0/projects"), httpx.get(faulty.url + "/v0/aois", timeout=30)

    assert [aoi["aoi_id"] for aoi in page["aois"]] == [7] * len(before["aois"])
    assert [aoi["name"] for aoi in page["aois"]] == [aoi["name"].upper() for aoi in before["aois"]]
    assert [aoi["status"] for aoi in page["aois"]] == [aoi["status"] for aoi in before["aois"]]
    assert page["pagination"] == before["pagination"]
    assert projects.json() == get(sandbox, "/v0/projects").json()
    assert refused.status_code == 403
    assert faulty.applied == dict.fromkeys(rules, 1)
    assert faulty.requests == ["GET /v0/aois 200", "GET /v0/projects 200", "GET /v0/aois 403"]


def test_a_list_is_emptied(sandbox: str) -> None:
    with fault_proxy(sandbox, *empty_list("listAois", "/aois")) as faulty:
        page = get(faulty.url, "/v0/aois").json()

    assert page["aois"] == []
    assert page["pagination"]["total"] == 0


def test_bounding_boxes_get_other_numbers(sandbox: str) -> None:
    box = get(sandbox, ITEMS).json()["features"][0]["bbox"]
    found = []
    for change in (one_number, six_numbers):
        with fault_proxy(sandbox, Replace("listArchiveItems", "/features/*/bbox", change)) as faulty:
            found.append(get(faulty.url, ITEMS).json()["features"][0]["bbox"])

    west, south, east, north = box
    assert found == [[west], [west, south, 0, east, north, 100]]


def test_a_value_that_is_not_there_is_not_added(sandbox: str) -> None:
    rules = [Replace("ping", "/no/such/field", 1), Replace("listAois", "/aois/*/no_such_field", 1)]
    with fault_proxy(sandbox, *rules) as faulty:
        assert get(faulty.url, "/v0/ping").content == get(sandbox, "/v0/ping").content
        assert get(faulty.url, "/v0/aois").json() == get(sandbox, "/v0/aois").json()

    assert not faulty.applied


@pytest.mark.parametrize(
    ("rule", "statuses"),
    [
        (KeyExpires(after=2), [200, 200, 401, 401]),
        (Unavailable(every=2), [200, 503, 200, 503]),
        (RateLimit(3, period=3600), [200, 200, 200, 429]),
    ],
    ids=["key expires", "unavailable", "rate limit"],
)
def test_requests_are_refused_as_the_contract_has_it(sandbox: str, rule: Rule, statuses: list[int]) -> None:
    with fault_proxy(sandbox, rule) as faulty:
        answers = [get(faulty.url, "/v0/aois") for _ in statuses]

    problems = [CONTRACT.answer_problems("listAois", item.status_code, item.headers, item.content) for item in answers]
    assert [answer.status_code for answer in answers] == statuses
    assert problems == [[]] * len(answers)
    assert faulty.applied == {rule: sum(status != 200 for status in statuses)}


def test_a_rate_limit_says_when_it_ends() -> None:
    now = 0.0
    limit = RateLimit(2, period=2.5, clock=lambda: now)
    request = Request(1, None)
    accepted = [limit.refusal(request) for _ in range(2)]
    now = 1.0
    refused = limit.refusal(request)
    now = 2.5
    later = [limit.refusal(request), limit.refusal(request), limit.refusal(request)]

    assert accepted == [None, None]
    assert refused is not None
    assert refused.headers["Retry-After"] == "2"
    assert [answer is None for answer in later] == [True, True, False]


def test_the_seconds_to_wait_are_sent(sandbox: str) -> None:
    with fault_proxy(sandbox, Unavailable(every=1, retry_after=5)) as faulty:
        answer = get(faulty.url, "/v0/aois")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
