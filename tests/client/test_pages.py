"""A list is walked page by page, lazily, without skipping, repeating or spinning."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixxel_client import errors
from tests.client.support import async_pixxel, json_answer, pixxel


class Server:
    """A list of AOIs, `total` long, in pages of at most `largest`."""

    def __init__(self, total: int, largest: int = 50) -> None:
        self.ids = [str(number) for number in range(total)]
        self.largest = largest
        self.asked: list[tuple[int, int | None]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        offset = int(request.url.params.get("offset", 0))
        limit = request.url.params.get("limit")
        self.asked.append((offset, None if limit is None else int(limit)))
        return self.page(offset, min(int(limit or 10), self.largest))

    def page(self, offset: int, size: int) -> httpx.Response:
        aois = [{"aoi_id": i, "name": i, "status": "success"} for i in self.ids[offset : offset + size]]
        return json_answer(200, {"aois": aois, "pagination": {"limit": size, "offset": offset, "total": len(self.ids)}})


def walked(server: Any, **window: Any) -> list[str]:
    return [aoi.aoi_id for aoi in pixxel(server).aois.list(**window)]


async def walked_async(server: Any, **window: Any) -> list[str]:
    return [aoi.aoi_id async for aoi in async_pixxel(server).aois.list(**window)]


@given(
    total=st.integers(0, 40),
    largest=st.integers(1, 15),
    limit=st.none() | st.integers(0, 50),
    page_size=st.none() | st.integers(1, 20),
    offset=st.none() | st.integers(0, 45),
)
def test_any_window_is_exactly_that_part_of_the_list(
    total: int, largest: int, limit: int | None, page_size: int | None, offset: int | None
) -> None:
    start = offset or 0
    wanted = [str(number) for number in range(total)][start : None if limit is None else start + limit]
    window = {"limit": limit, "page_size": page_size, "offset": offset}

    assert walked(Server(total, largest), **window) == wanted
    assert asyncio.run(walked_async(Server(total, largest), **window)) == wanted


def test_pages_are_asked_for_only_when_needed() -> None:
    server = Server(100)

    aois = pixxel(server).aois.list(page_size=10)
    assert server.asked == []
    iterator = iter(aois)
    for _ in range(11):
        next(iterator)

    assert server.asked == [(0, 10), (10, 10)]


def test_no_page_is_asked_for_beyond_the_last_or_the_limit() -> None:
    server = Server(20)

    walked(server, page_size=10)
    walked(server, page_size=10, limit=10)
    walked(server, limit=0)

    assert server.asked == [(0, 10), (10, 10), (0, 10)]


def test_iterating_again_starts_afresh() -> None:
    aois = pixxel(Server(3)).aois.list()

    assert len(list(aois)) == len(list(aois)) == 3


def test_pages_come_as_lists() -> None:
    assert [len(page) for page in pixxel(Server(7)).aois.list(page_size=3).pages()] == [3, 3, 1]
    assert [len(page) for page in pixxel(Server(7)).aois.list(page_size=3, limit=4).pages()] == [3, 1]


class IgnoresTheOffset(Server):
    def page(self, offset: int, size: int) -> httpx.Response:
        return super().page(0, size)


class RepeatsAPage(Server):
    def page(self, offset: int, size: int) -> httpx.Response:
        value = super().page(0, size).json()
        value["pagination"]["offset"] = offset
        return json_answer(200, value)


class IgnoresTheLimit(Server):
    def page(self, offset: int, size: int) -> httpx.Response:
        return super().page(offset, size + 4)


class PromisesTooMuch(Server):
    def page(self, offset: int, size: int) -> httpx.Response:
        value = super().page(offset, size).json()
        value["pagination"]["total"] = 1_000_000
        return json_answer(200, value)


class Shrinks(Server):
    def page(self, offset: int, size: int) -> httpx.Response:
        del self.ids[-3:]
        return super().page(offset, size)


class SaysNothingOfPages(Server):
    def page(self, offset: int, size: int) -> httpx.Response:
        value = super().page(offset, size).json()
        del value["pagination"]
        return json_answer(200, value)


class NullInPlaceOfItems(Server):
    def page(self, offset: int, size: int) -> httpx.Response:
        return json_answer(200, {"aois": None, "pagination": None})


@pytest.mark.parametrize("kind", [IgnoresTheOffset, RepeatsAPage])
def test_pages_that_repeat_raise_before_an_item_comes_twice(kind: type[Server]) -> None:
    seen = []
    with pytest.raises(errors.PagingError):
        for aoi in pixxel(kind(30)).aois.list(page_size=10):
            seen.append(aoi.aoi_id)
    assert seen == [str(number) for number in range(10)]


@pytest.mark.parametrize("kind", [IgnoresTheLimit, PromisesTooMuch, SaysNothingOfPages])
def test_other_odd_servers_are_walked_to_the_end(kind: type[Server]) -> None:
    server = kind(25)

    assert walked(server, page_size=10) == [str(number) for number in range(25)]
    assert len(server.asked) <= 5


def test_a_list_that_shrinks_meanwhile_ends() -> None:
    assert walked(Shrinks(25), page_size=10) == [str(number) for number in range(19)]


def test_null_in_place_of_items_is_an_empty_list() -> None:
    assert walked(NullInPlaceOfItems(25)) == []
