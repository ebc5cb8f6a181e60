"""Lists are read to their end, and no further than a list can be long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.contract.model.memory import Memory
from tests.contract.outcomes import Blocked, Skipped
from tests.contract.runner.run import Keys, Limits, Run
from tests.contract.transport.connect import remote_server
from tests.contract.transport.server import MOST_ITEMS, MOST_PAGES_BEYOND, Server
from tests.contract.transport.world import World
from tests.contract_tool.example_run import KEY
from tests.ledger import Ledger


def server_of_aois(total: int, count: Callable[[int, int], int]) -> Server:
    """A server that says it has `total` AOIs, and lists `count(offset, limit)` of them on a page."""

    def aoi(number: int) -> dict[str, Any]:
        return {
            "aoi_id": str(UUID(int=number, version=4)),
            "name": f"AOI {number}",
            "status": "active",
            "created_at": "2024-05-06T00:00:00Z",
            "updated_at": "2024-05-06T00:00:00Z",
        }

    def answer(request: httpx.Request) -> httpx.Response:
        query = request.url.params
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 10))
        items = [aoi(offset + number) for number in range(count(offset, limit))]
        pagination = {"limit": limit, "offset": offset, "total": total}
        return httpx.Response(200, json={"aois": items, "pagination": pagination})

    http = httpx.Client(transport=httpx.MockTransport(answer), base_url="http://example.com")
    run = Run(Limits(), "http://example.com", keys=(KEY,))
    return remote_server(http, Keys(KEY), Ledger(), "server: reading", run, World(), Memory())


def totals(server: Server) -> list[str]:
    return [item.message for item in server.run.findings if item.rule == "total counts all items"]


def test_list_is_read_to_its_end() -> None:
    server = server_of_aois(120, lambda offset, limit: max(0, min(limit, 120 - offset)))

    assert len(server.all_of("listAois")) == 120
    assert totals(server) == []
    assert server.run.requests == 3


def test_list_that_goes_on_beyond_its_total_ends_as_a_finding() -> None:
    server = server_of_aois(60, lambda offset, limit: limit)

    with pytest.raises(Blocked, match="must be the number of items, is 60, after 1100 items"):
        server.all_of("listAois")

    assert len(totals(server)) == 1
    assert server.run.requests == MOST_PAGES_BEYOND + 2


def test_list_that_is_too_long_is_not_read() -> None:
    server = server_of_aois(MOST_ITEMS + 1, lambda offset, limit: limit)

    with pytest.raises(Skipped, match="has 10,001 items"):
        server.all_of("listAois")

    assert totals(server) == []
    assert server.run.requests == 1
