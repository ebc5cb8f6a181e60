"""Every list is read page by page, without skips, repeats or loops."""

from __future__ import annotations

import copy
import pickle
from math import ceil
from typing import Any, cast

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pixxel_client import AsyncPixxel, Page, Pixxel, errors
from pixxel_sandbox.testing import Sandbox
from tests.client.support import (
    CONTRACT,
    EVENT_LOOP,
    FACADE,
    OPERATIONS,
    Paging,
    async_pixxel,
    example_answers,
    example_call,
    json_answer,
    paging,
    pixxel,
)
from tests.oracle import JSON, Operation

PAGED = [(operation, paged) for operation in OPERATIONS if (paged := paging(operation.id))]
by_list = pytest.mark.parametrize(("operation", "paged"), PAGED, ids=lambda value: getattr(value, "id", ""))


class Style:
    """A list operation, and one of the forms of its answers."""

    def __init__(self, operation: Operation, paged: Paging, example: Any) -> None:
        self.operation = operation
        self.paged = paged
        self.example = example
        self.numbered = paged.start == "page_num"
        self.has_total = bool({"pagination", "count"} & example.keys())
        self.has_offset = "pagination" in example
        self.item = example[paged.items][0]
        self.id = next(name for name in self.item if name == "id" or name.endswith("_id"))

    def __repr__(self) -> str:
        return (
            f"{self.operation.id} {'-'.join(name for name in self.example if name in {'pagination', 'count'})}".strip()
        )

    def listed(self, client: Any, **arguments: Any) -> Any:
        noun, method = FACADE[self.operation.id]
        return getattr(getattr(client, noun), method)(**example_call(self.operation).path, **arguments)

    def all_ids(self, server: Server, **arguments: Any) -> list[str]:
        return [getattr(item, self.id) for item in self.listed(pixxel(server), **arguments)]

    def all_ids_async(self, server: Server, **arguments: Any) -> list[str]:
        async def read() -> list[str]:
            return [getattr(item, self.id) async for item in self.listed(async_pixxel(server), **arguments)]

        return EVENT_LOOP.run(read())

    def ids_before_error(self, server: Server, **arguments: Any) -> list[str]:
        """The ids that come before the paging error."""
        ids = []
        with pytest.raises(errors.PagingError) as caught:
            for item in self.listed(pixxel(server), **arguments):
                ids.append(getattr(item, self.id))
        assert str(caught.value).startswith(f"{self.operation.method} {caught.value.request_path}: ")
        return ids


STYLES = [Style(operation, paged, answer.json()) for operation, paged in PAGED for answer in example_answers(operation)]
by_style = pytest.mark.parametrize("style", STYLES, ids=repr)
by_total = pytest.mark.parametrize("style", [style for style in STYLES if style.has_total], ids=repr)
by_offset = pytest.mark.parametrize("style", [style for style in STYLES if style.has_offset], ids=repr)
by_number = pytest.mark.parametrize("style", [style for style in STYLES if style.numbered], ids=repr)
by_link = pytest.mark.parametrize("style", [style for style in STYLES if "links" in style.example], ids=repr)


def numbers(*bounds: int) -> list[str]:
    return [str(number) for number in range(*bounds)]


class Server:
    """A list of `total` items, in pages of at most `largest` items; page numbers start at `first`."""

    def __init__(self, style: Style, total: int, largest: int = 50, first: int = 1) -> None:
        self.style = style
        self.ids = numbers(total)
        self.largest = largest
        self.first = first
        self.requests: list[tuple[int | None, int | None]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        paged = self.style.paged
        requested = paged.requested_page(request)
        self.requests.append((requested.get(paged.start), requested.get(paged.size)))
        assert len(self.requests) < 200, "too many requests"
        size = self.size(requested.get(paged.size, paged.default_size))
        start = requested.get(paged.start, self.first if self.style.numbered else 0)
        page = self.page((start - self.first) * size if self.style.numbered else start, size)
        assert CONTRACT.request_problems(request.method, str(request.url), request.headers, request.content) == []
        return json_answer(200, page)

    def size(self, requested: int) -> int:
        return min(requested, self.largest)

    def page(self, start: int, size: int) -> dict[str, Any]:
        return self.answer(self.ids[start : start + size], offset=start, limit=size)

    def answer(self, ids: list[str], **values: Any) -> dict[str, Any]:
        """The answer with these items, and the values of paging that this form of answers has."""
        answer: dict[str, Any] = copy.deepcopy(self.style.example)
        answer[self.style.paged.items] = [{**self.style.item, self.style.id: each} for each in ids]
        values = {"total": len(self.ids), **values}
        if "pagination" in answer:
            answer["pagination"] = {name: values[name] for name in ("limit", "offset", "total")}
        if "count" in answer:
            answer["count"] = values["total"]
        return answer


# ── Items, pages and requests ────────────────────────────────────────────────────────────────────────────────────────


@by_style
@given(
    total=st.integers(0, 40),
    largest=st.integers(1, 15),
    first=st.integers(0, 1),
    limit=st.none() | st.integers(0, 50),
    page_size=st.none() | st.integers(1, 20),
    offset=st.none() | st.integers(0, 45),
)
@example(total=10, largest=15, first=0, limit=None, page_size=4, offset=6)  # starts within a page
def test_any_part_of_a_list_comes_exactly_with_the_fewest_requests(
    style: Style, total: int, largest: int, first: int, limit: int | None, page_size: int | None, offset: int | None
) -> None:
    start = offset or 0
    expected = numbers(total)[start : None if limit is None else start + limit]
    arguments = {"limit": limit, "page_size": page_size, "offset": offset}

    server, async_server = Server(style, total, largest, first), Server(style, total, largest, first)

    assert style.all_ids(server, **arguments) == expected
    assert style.all_ids_async(async_server, **arguments) == expected
    assert async_server.requests == server.requests
    position = start
    for page in style.listed(pixxel(Server(style, total, largest, first)), **arguments).pages():
        assert page.offset == position or not page
        position += len(page)
    assert len(server.requests) == fewest(server, style, start, limit, page_size)


def fewest(server: Server, style: Style, start: int, limit: int | None, page_size: int | None) -> int:
    """The fewest requests that the list needs."""
    if limit == 0:
        return 0
    total = len(server.ids)
    # A numbered page is reached through the pages before it.
    begin = 0 if style.numbered else min(start, total)
    end = total if limit is None else min(total, start + limit)
    size = page_size or style.paged.default_size
    if limit is not None:
        size = min(size, start + limit - begin)
    pages = ceil((end - begin) / server.size(size)) if end > begin else 0
    if not style.has_total and (limit is None or start + limit > total):
        return pages + 1
    # The second request shows whether the first page is 0 or 1.
    return max(1, pages) + (style.numbered and pages > 1 and server.first == 1)


@by_style
def test_no_more_items_are_requested_than_the_limit(style: Style) -> None:
    one_page, several_pages = Server(style, 100), Server(style, 100)

    style.all_ids(one_page, limit=3, page_size=50)
    style.all_ids(several_pages, limit=25, page_size=10)

    assert [size for _, size in one_page.requests] == [3]
    # Numbered pages must have one size.
    assert {size for _, size in several_pages.requests[:-1]} == {10}
    assert several_pages.requests[-1][1] == (10 if style.numbered else 5)


@by_style
@pytest.mark.parametrize("offset", [0, 2])
def test_limit_below_the_default_size_is_the_size_of_the_page(style: Style, offset: int) -> None:
    for limit in range(1, style.paged.default_size - offset):
        server = Server(style, 100)

        style.all_ids(server, limit=limit, offset=offset)

        # The numbered page has the items before the offset too.
        assert [size for _, size in server.requests] == [limit + offset if style.numbered else limit]


@by_style
def test_server_chooses_the_page_size_by_default(style: Style) -> None:
    server = Server(style, 100)

    style.all_ids(server, limit=style.paged.default_size + 1)

    assert server.requests[0][1] is None


@by_style
def test_pages_are_requested_only_when_needed(style: Style) -> None:
    server = Server(style, 100, first=0)

    items = style.listed(pixxel(server), page_size=10)
    assert server.requests == []
    iterator = iter(items)
    for _ in range(11):
        next(iterator)

    assert server.requests == ([(None, 10), (1, 10)] if style.numbered else [(0, 10), (10, 10)])


@by_style
def test_second_iteration_starts_again(style: Style) -> None:
    items = style.listed(pixxel(Server(style, 12)), page_size=5)

    assert [item.to_dict() for item in items] == [item.to_dict() for item in items]


@by_style
def test_page_is_a_list_with_offset_total_and_answer(style: Style) -> None:
    total = 7 if style.has_total else None

    pages = list(style.listed(pixxel(Server(style, 7)), page_size=3).pages())

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [page.offset for page in pages] == [0, 3, 6]
    assert [page.total for page in pages] == [total] * 3
    assert all(isinstance(page, Page) and isinstance(page, list) for page in pages)
    assert [getattr(page.answer, style.paged.items) for page in pages] == pages


@by_style
def test_async_pages_are_the_same(style: Style) -> None:
    async def pages() -> list[Page[Any]]:
        return [page async for page in style.listed(async_pixxel(Server(style, 7)), page_size=3).pages()]

    async_pages = EVENT_LOOP.run(pages())

    sync_pages = list(style.listed(pixxel(Server(style, 7)), page_size=3).pages())
    assert async_pages == sync_pages
    assert [vars(page) for page in async_pages] == [vars(page) for page in sync_pages]


@by_style
def test_page_has_only_the_requested_items_of_its_answer(style: Style) -> None:
    *_, last = style.listed(pixxel(Server(style, 7)), page_size=3, offset=1, limit=4).pages()

    assert getattr(last[-1], style.id) == "4"
    assert getattr(last.answer, style.paged.items)[: len(last)] == last or style.numbered


def test_page_can_be_pickled_and_copied() -> None:
    page = next(STYLES[0].listed(pixxel(Server(STYLES[0], 3))).pages())

    for other in (pickle.loads(pickle.dumps(page)), copy.copy(page)):  # noqa: S301  from this test
        assert (other, vars(other)) == (page, vars(page))


@by_style
@pytest.mark.parametrize(
    ("name", "value"),
    [("limit", -1), ("limit", True), ("page_size", 0), ("page_size", "10"), ("offset", -1), ("offset", 1.5)],
)
def test_bad_limit_page_size_or_offset_is_refused_at_once(style: Style, name: str, value: Any) -> None:
    server = Server(style, 3)
    for client in (pixxel(server), async_pixxel(server)):
        with pytest.raises(errors.InvalidArgument, match=f"^{name}: "):
            style.listed(client, **{name: value})
    assert server.requests == []


def test_other_bad_arguments_are_refused_at_once() -> None:
    for client in (pixxel(Server(STYLES[0], 3)), async_pixxel(Server(STYLES[0], 3))):
        with pytest.raises(errors.InvalidArgument, match=r"^aoi_id: "):
            client.assets.list("", limit=0)
        with pytest.raises(errors.InvalidArgument, match=r"ids"):
            client.catalogs.search(ids=cast("Any", "no list"))


@by_list
def test_contract_has_no_maximum_page_size(operation: Operation, paged: Paging) -> None:
    # If the contract gets a maximum, the client must refuse larger pages.
    sizes = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")[0]["properties"] if paged.in_body else None
    schema = sizes[paged.size] if sizes else operation.named("query")[paged.size].schema

    assert "maximum" not in schema


def test_list_without_paging_parameters_has_no_pages() -> None:
    searched = pixxel(lambda _: example_answers(CONTRACT.operations["searchImagery"])[0]).imagery.search(
        **example_call(CONTRACT.operations["searchImagery"]).body
    )

    assert searched.items
    assert {paged.start for _, paged in PAGED} == {"offset", "page_num"}
    assert {paged.in_body for _, paged in PAGED} == {True, False}


# ── Faulty servers, and lists that change ────────────────────────────────────────────────────────────────────────────


class IgnoresTheStart(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        return super().page(0, size)


class RepeatsAPage(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        return self.answer(self.ids[:size], offset=start, limit=size)


class Overlaps(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        first = max(0, start - 1)
        return self.answer(self.ids[first : first + size], offset=start, limit=size)


class GoesRound(Server):
    """Has no end: the first page follows the last."""

    def page(self, start: int, size: int) -> dict[str, Any]:
        first = start % len(self.ids)
        return self.answer(self.ids[first : first + size], offset=start, limit=size, total=10**6)


class IgnoresTheSize(Server):
    def size(self, requested: int) -> int:
        return 14


class LeavesOutItems(Server):
    """Leaves out the last item of each page; the next page starts where it would anyway."""

    def page(self, start: int, size: int) -> dict[str, Any]:
        return self.answer(self.ids[start : start + size][:-1], offset=start, limit=size)


class HasATotalTooLarge(Server):
    def answer(self, ids: list[str], **values: Any) -> dict[str, Any]:
        return super().answer(ids, **(values | {"total": 1_000_000}))


class HasATotalOfZero(Server):
    def answer(self, ids: list[str], **values: Any) -> dict[str, Any]:
        return super().answer(ids, **(values | {"total": 0}))


class HasNoPagingFields(Server):
    def answer(self, ids: list[str], **values: Any) -> dict[str, Any]:
        answer = super().answer(ids, **values)
        return {name: value for name, value in answer.items() if name not in {"pagination", "count", "links"}}


class NullInPlaceOfItems(Server):
    def answer(self, ids: list[str], **values: Any) -> dict[str, Any]:
        return dict.fromkeys(super().answer(ids, **values))


class EmptyInTheMiddle(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        return self.answer([] if start == 10 else self.ids[start : start + size], offset=start, limit=size)


class AnswersTheNextPage(Server):
    """Answers the page after the requested one."""

    def page(self, start: int, size: int) -> dict[str, Any]:
        return super().page(start + size if start else start, size)


class Shrinks(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        del self.ids[-3:]
        return super().page(start, size)


class GrowsInFront(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        self.ids.insert(0, f"new {len(self.ids)}")
        return super().page(start, size)


class GrowsAtTheEnd(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        if len(self.ids) < 35:
            self.ids += numbers(len(self.ids), len(self.ids) + 5)
        return super().page(start, size)


@pytest.mark.parametrize("kind", [IgnoresTheStart, RepeatsAPage])
@by_style
def test_repeated_page_is_refused_before_an_item_comes_twice(style: Style, kind: type[Server]) -> None:
    assert style.ids_before_error(kind(style, 30), page_size=10) == numbers(10)


@by_style
def test_overlapping_pages_are_refused(style: Style) -> None:
    assert style.ids_before_error(Overlaps(style, 30, first=0), page_size=10) == numbers(10)


@by_style
def test_pages_that_start_again_are_refused(style: Style) -> None:
    assert style.ids_before_error(GoesRound(style, 30), page_size=10) == numbers(30)


@pytest.mark.parametrize("kind", [IgnoresTheSize, HasATotalOfZero, HasNoPagingFields, GrowsAtTheEnd])
@by_style
def test_list_of_an_unusual_server_is_complete(style: Style, kind: type[Server]) -> None:
    server = kind(style, 25)

    assert style.all_ids(server, page_size=10) == server.ids
    assert len(server.requests) <= 6


@by_style
def test_short_pages_make_no_item_missing(style: Style) -> None:
    server = LeavesOutItems(style, 25)

    if not style.numbered:
        # The item that a page leaves out starts the next page. Only the last item of the list never comes.
        if style.has_total:
            assert style.ids_before_error(server, page_size=10) == numbers(24)
        else:
            assert style.all_ids(server, page_size=10) == numbers(24)
    else:
        assert style.ids_before_error(server, page_size=10) == [*numbers(9), *numbers(10, 19), *numbers(20, 24)]


@by_total
def test_total_that_is_too_large_is_refused(style: Style) -> None:
    assert style.ids_before_error(HasATotalTooLarge(style, 25), page_size=10) == numbers(25)


@by_total
def test_empty_page_before_the_end_is_refused(style: Style) -> None:
    assert style.ids_before_error(EmptyInTheMiddle(style, 25), page_size=10) == numbers(10)


@by_offset
def test_page_at_another_offset_is_refused(style: Style) -> None:
    assert style.ids_before_error(AnswersTheNextPage(style, 60), page_size=10) == numbers(10)


@by_total
def test_list_whose_total_shrinks_is_refused(style: Style) -> None:
    assert style.ids_before_error(Shrinks(style, 25), page_size=10) == numbers(10)


@pytest.mark.parametrize("style", [style for style in STYLES if not style.has_total], ids=repr)
def test_list_that_shrinks_without_a_total_ends(style: Style) -> None:
    assert style.all_ids(Shrinks(style, 25), page_size=10) == numbers(19)


@by_style
def test_items_added_at_the_front_make_no_item_come_twice(style: Style) -> None:
    server = GrowsInFront(style, 24, first=0)

    if style.has_total:
        assert style.all_ids(server, page_size=10) == ["new 24", *numbers(24)]
    else:
        assert style.ids_before_error(server, page_size=10) == ["new 24", *numbers(9)]


@by_number
def test_first_page_number_0_or_1_is_detected(style: Style) -> None:
    from_0, from_1, short = Server(style, 25, first=0), Server(style, 25, first=1), Server(style, 3)

    for server in (from_0, from_1, short):
        assert style.all_ids(server, page_size=10) == server.ids

    assert [number for number, _ in from_0.requests] == [None, 1, 2]
    assert [number for number, _ in from_1.requests] == [None, 1, 2, 3]
    assert [number for number, _ in short.requests] == [None]


@by_style
def test_null_in_place_of_items_is_an_empty_list(style: Style) -> None:
    assert style.all_ids(NullInPlaceOfItems(style, 25)) == []


class Links(Server):
    """Has a link to the next page, as STAC servers may."""

    def page(self, start: int, size: int) -> dict[str, Any]:
        has_more = start + size < len(self.ids)
        return super().page(start, size) | {
            "links": [{"rel": "next", "href": "https://elsewhere.test"}] if has_more else []
        }


class LinksToAnEmptyPage(Links):
    def page(self, start: int, size: int) -> dict[str, Any]:
        return super().page(start, size) | ({"features": []} if start == 10 else {})


@by_link
def test_page_without_next_link_is_the_last(style: Style) -> None:
    server = Links(style, 25)

    assert style.all_ids(server, page_size=10) == numbers(25)
    assert [start for start, _ in server.requests] == [0, 10, 20]


@by_link
def test_empty_page_with_next_link_is_refused(style: Style) -> None:
    assert style.ids_before_error(LinksToAnEmptyPage(style, 25), page_size=10) == numbers(10)


def test_items_without_an_id_are_compared_by_their_fields() -> None:
    style = next(style for style in STYLES if style.operation.id == "listAois")

    class WithoutIds(Server):
        def answer(self, ids: list[str], **values: Any) -> dict[str, Any]:
            answer = super().answer(ids, **values)
            aois = [{"name": aoi["aoi_id"], "status": "success"} for aoi in answer["aois"]]
            return answer | {"aois": aois}

    assert [aoi.name for aoi in pixxel(WithoutIds(style, 12)).aois.list(page_size=5)] == numbers(12)


def test_items_of_two_collections_may_have_the_same_id() -> None:
    style = next(style for style in STYLES if style.operation.id == "searchArchive")

    class Twins(Server):
        def answer(self, ids: list[str], **values: Any) -> dict[str, Any]:
            features = [{"id": "same", "collection": collection} for collection in ids]
            return super().answer(ids, **values) | {"features": features}

    assert [item.collection for item in pixxel(Twins(style, 5)).archives.search(page_size=2)] == numbers(5)


def test_paging_error_names_the_operation_and_the_page() -> None:
    styles: dict[str, Style] = {style.operation.id: style for style in STYLES}

    def message(operation_id: str, kind: type[Server]) -> str:
        return paging_error(styles[operation_id], kind)

    advice = "If the list has changed meanwhile, list it again"
    assert message("listAois", RepeatsAPage) == (
        f"GET /v0/aois: the page at offset 10 repeats 10 of the items before it. {advice}"
    )
    assert (
        message("listProjects", RepeatsAPage) == f"GET /v0/projects: page 2 repeats 10 of the items before it. {advice}"
    )
    assert message("searchCatalogs", Shrinks) == (
        "POST /v0/catalogs/search: the page at offset 10 says that the list has shrunk from 27 to 24 items. " + advice
    )


def paging_error(style: Style, kind: type[Server]) -> str:
    with pytest.raises(errors.PagingError) as caught:
        style.all_ids(kind(style, 30), page_size=10)
    assert pickle.loads(pickle.dumps(caught.value)).operation  # noqa: S301  from this test
    return str(caught.value)


# ── The sandbox ──────────────────────────────────────────────────────────────────────────────────────────────────────


@by_list
def test_pages_of_any_size_are_the_same_list_on_a_sandbox(
    pixxel_sandbox: Sandbox, operation: Operation, paged: Paging
) -> None:
    noun, method = FACADE[operation.id]
    path = example_call(operation).path

    async def awaited(page_size: int) -> list[Any]:
        async with AsyncPixxel() as client:
            return [item async for item in getattr(getattr(client, noun), method)(**path, page_size=page_size)]

    with Pixxel() as client:
        listed = getattr(getattr(client, noun), method)
        (full_page,) = listed(**path, page_size=1000).pages()

        assert len(full_page) > 1
        for size in (1, 2):
            assert list(listed(**path, page_size=size)) == full_page
            assert EVENT_LOOP.run(awaited(size)) == full_page
        assert list(listed(**path)) == full_page
        assert list(listed(**path, page_size=1, offset=1, limit=1)) == full_page[1:2]
