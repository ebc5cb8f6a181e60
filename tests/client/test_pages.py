"""Every list that the contract pages is walked alike: page by page, lazily, without skipping, repeating or spinning."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
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
by_list = pytest.mark.parametrize(("operation", "paged"), PAGED, ids=lambda part: getattr(part, "id", ""))


class Style:
    """A list of the contract, and one of the forms that its answers have."""

    def __init__(self, operation: Operation, paged: Paging, printed: Any) -> None:
        self.operation = operation
        self.paged = paged
        self.printed = printed
        self.numbered = paged.start == "page_num"
        self.tells_total = bool({"pagination", "count"} & printed.keys())
        self.tells_offset = "pagination" in printed
        self.item = printed[paged.items][0]
        self.id = next(name for name in self.item if name == "id" or name.endswith("_id"))

    def __repr__(self) -> str:
        return (
            f"{self.operation.id} {'-'.join(name for name in self.printed if name in {'pagination', 'count'})}".strip()
        )

    def listed(self, client: Any, **wanted: Any) -> Any:
        noun, method = FACADE[self.operation.id]
        return getattr(getattr(client, noun), method)(**example_call(self.operation).path, **wanted)

    def walked(self, server: Server, **wanted: Any) -> list[str]:
        return [getattr(item, self.id) for item in self.listed(pixxel(server), **wanted)]

    def walked_async(self, server: Server, **wanted: Any) -> list[str]:
        async def walk() -> list[str]:
            return [getattr(item, self.id) async for item in self.listed(async_pixxel(server), **wanted)]

        return EVENT_LOOP.run(walk())

    def until_refused(self, server: Server, **wanted: Any) -> list[str]:
        """What is handed out before the pages are refused."""
        seen = []
        with pytest.raises(errors.PagingError) as caught:
            for item in self.listed(pixxel(server), **wanted):
                seen.append(getattr(item, self.id))
        assert str(caught.value).startswith(f"{self.operation.method} {self.operation.path}: ")
        return seen


STYLES = [Style(operation, paged, answer.json()) for operation, paged in PAGED for answer in example_answers(operation)]
by_style = pytest.mark.parametrize("style", STYLES, ids=repr)
by_total = pytest.mark.parametrize("style", [style for style in STYLES if style.tells_total], ids=repr)
by_offset = pytest.mark.parametrize("style", [style for style in STYLES if style.tells_offset], ids=repr)
by_number = pytest.mark.parametrize("style", [style for style in STYLES if style.numbered], ids=repr)
by_link = pytest.mark.parametrize("style", [style for style in STYLES if "links" in style.printed], ids=repr)


def numbers(*bounds: int) -> list[str]:
    return [str(number) for number in range(*bounds)]


class Server:
    """A list, `total` long, in pages of at most `largest`; where they are numbered, from `first`."""

    def __init__(self, style: Style, total: int, largest: int = 50, first: int = 1) -> None:
        self.style = style
        self.ids = numbers(total)
        self.largest = largest
        self.first = first
        self.asked: list[tuple[int | None, int | None]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        paged = self.style.paged
        window = paged.requested_page(request)
        self.asked.append((window.get(paged.start), window.get(paged.size)))
        assert len(self.asked) < 200, "spinning"
        size = self.size(window.get(paged.size, paged.default_size))
        start = window.get(paged.start, self.first if self.style.numbered else 0)
        page = self.page((start - self.first) * size if self.style.numbered else start, size)
        assert CONTRACT.request_problems(request.method, str(request.url), request.headers, request.content) == []
        return json_answer(200, page)

    def size(self, asked: int) -> int:
        return min(asked, self.largest)

    def page(self, start: int, size: int) -> dict[str, Any]:
        return self.answer(self.ids[start : start + size], offset=start, limit=size)

    def answer(self, ids: list[str], **told: Any) -> dict[str, Any]:
        """The answer with these items; `told` is what it says of itself, as far as answers of this form do."""
        answer: dict[str, Any] = copy.deepcopy(self.style.printed)
        answer[self.style.paged.items] = [{**self.style.item, self.style.id: each} for each in ids]
        told = {"total": len(self.ids), **told}
        if "pagination" in answer:
            answer["pagination"] = {name: told[name] for name in ("limit", "offset", "total")}
        if "count" in answer:
            answer["count"] = told["total"]
        return answer


# ── What is wanted is what comes ───────────────────────────────────────────────────────────────────────────────────


@by_style
@given(
    total=st.integers(0, 40),
    largest=st.integers(1, 15),
    first=st.integers(0, 1),
    limit=st.none() | st.integers(0, 50),
    page_size=st.none() | st.integers(1, 20),
    offset=st.none() | st.integers(0, 45),
)
@example(total=10, largest=15, first=0, limit=None, page_size=4, offset=6)  # begins within a page
def test_any_part_of_a_list_comes_exactly_with_the_fewest_requests(
    style: Style, total: int, largest: int, first: int, limit: int | None, page_size: int | None, offset: int | None
) -> None:
    start = offset or 0
    wanted = numbers(total)[start : None if limit is None else start + limit]
    arguments = {"limit": limit, "page_size": page_size, "offset": offset}

    server, again = Server(style, total, largest, first), Server(style, total, largest, first)

    assert style.walked(server, **arguments) == wanted
    assert style.walked_async(again, **arguments) == wanted
    assert again.asked == server.asked
    begun = start
    for page in style.listed(pixxel(Server(style, total, largest, first)), **arguments).pages():
        assert page.offset == begun or not page
        begun += len(page)
    assert len(server.asked) == fewest(server, style, start, limit, page_size)


def fewest(server: Server, style: Style, start: int, limit: int | None, page_size: int | None) -> int:
    """How many requests it takes."""
    if limit == 0:
        return 0
    total = len(server.ids)
    # To a numbered page one comes through those before it.
    begin = 0 if style.numbered else min(start, total)
    end = total if limit is None else min(total, start + limit)
    size = page_size or style.paged.default_size
    if limit is not None:
        size = min(size, start + limit - begin)
    pages = ceil((end - begin) / server.size(size)) if end > begin else 0
    if not style.tells_total and (limit is None or start + limit > total):
        return pages + 1
    # Whether 0 or 1 is the first is learnt from the second.
    return max(1, pages) + (style.numbered and pages > 1 and server.first == 1)


@by_style
def test_no_more_items_are_requested_than_the_limit(style: Style) -> None:
    few, rest = Server(style, 100), Server(style, 100)

    style.walked(few, limit=3, page_size=50)
    style.walked(rest, limit=25, page_size=10)

    assert [size for _, size in few.asked] == [3]
    # Pages with numbers have to be of one size.
    assert {size for _, size in rest.asked[:-1]} == {10}
    assert rest.asked[-1][1] == (10 if style.numbered else 5)


@by_style
def test_server_chooses_the_page_size_by_default(style: Style) -> None:
    server = Server(style, 100)

    style.walked(server, limit=style.paged.default_size + 1)

    assert server.asked[0][1] is None


@by_style
def test_pages_are_requested_only_when_needed(style: Style) -> None:
    server = Server(style, 100, first=0)

    things = style.listed(pixxel(server), page_size=10)
    assert server.asked == []
    iterator = iter(things)
    for _ in range(11):
        next(iterator)

    assert server.asked == ([(None, 10), (1, 10)] if style.numbered else [(0, 10), (10, 10)])


@by_style
def test_second_iteration_starts_again(style: Style) -> None:
    things = style.listed(pixxel(Server(style, 12)), page_size=5)

    assert [thing.to_dict() for thing in things] == [thing.to_dict() for thing in things]


@by_style
def test_page_is_a_list_with_offset_total_and_answer(style: Style) -> None:
    total = 7 if style.tells_total else None

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

    awaited = EVENT_LOOP.run(pages())

    others = list(style.listed(pixxel(Server(style, 7)), page_size=3).pages())
    assert awaited == others
    assert [vars(page) for page in awaited] == [vars(page) for page in others]


@by_style
def test_page_has_only_the_requested_items_of_its_answer(style: Style) -> None:
    *_, last = style.listed(pixxel(Server(style, 7)), page_size=3, offset=1, limit=4).pages()

    assert getattr(last[-1], style.id) == "4"
    assert getattr(last.answer, style.paged.items)[: len(last)] == last or style.numbered


def test_page_can_be_pickled_and_copied() -> None:
    page = next(STYLES[0].listed(pixxel(Server(STYLES[0], 3))).pages())

    for other in (pickle.loads(pickle.dumps(page)), copy.copy(page)):  # noqa: S301  our own
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
    assert server.asked == []


def test_other_bad_arguments_are_refused_at_once() -> None:
    for client in (pixxel(Server(STYLES[0], 3)), async_pixxel(Server(STYLES[0], 3))):
        with pytest.raises(errors.InvalidArgument, match=r"^aoi_id: "):
            client.assets.list("", limit=0)
        with pytest.raises(errors.InvalidArgument, match=r"ids"):
            client.catalogs.search(ids=cast("Any", "no list"))


@by_list
def test_contract_has_no_maximum_page_size(operation: Operation, paged: Paging) -> None:
    # The client would have to refuse larger ones; until there is one, nothing can be too large.
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


# ── A server at fault, or a list that changes ──────────────────────────────────────────────────────────────────────


class IgnoresTheWindow(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        return super().page(0, size)


class RepeatsAPage(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        return self.answer(self.ids[:size], offset=start, limit=size)


class Overlaps(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        from_here = max(0, start - 1)
        return self.answer(self.ids[from_here : from_here + size], offset=start, limit=size)


class GoesRound(Server):
    """Never tells that it ends: after the last page comes the first."""

    def page(self, start: int, size: int) -> dict[str, Any]:
        from_here = start % len(self.ids)
        return self.answer(self.ids[from_here : from_here + size], offset=start, limit=size, total=10**6)


class IgnoresTheSize(Server):
    def size(self, asked: int) -> int:
        return 14


class LeavesOutItems(Server):
    """One item of each page is not for us to see: pages are short, and start where they would anyway."""

    def page(self, start: int, size: int) -> dict[str, Any]:
        return self.answer(self.ids[start : start + size][:-1], offset=start, limit=size)


class PromisesTooMuch(Server):
    def answer(self, ids: list[str], **told: Any) -> dict[str, Any]:
        return super().answer(ids, **(told | {"total": 1_000_000}))


class SaysThatThereIsNothing(Server):
    def answer(self, ids: list[str], **told: Any) -> dict[str, Any]:
        return super().answer(ids, **(told | {"total": 0}))


class SaysNothing(Server):
    def answer(self, ids: list[str], **told: Any) -> dict[str, Any]:
        answer = super().answer(ids, **told)
        return {name: value for name, value in answer.items() if name not in {"pagination", "count", "links"}}


class NullInPlaceOfItems(Server):
    def answer(self, ids: list[str], **told: Any) -> dict[str, Any]:
        return dict.fromkeys(super().answer(ids, **told))


class EmptyInTheMiddle(Server):
    def page(self, start: int, size: int) -> dict[str, Any]:
        return self.answer([] if start == 10 else self.ids[start : start + size], offset=start, limit=size)


class IsElsewhere(Server):
    """Answers the page behind the one that is asked for."""

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


@pytest.mark.parametrize("kind", [IgnoresTheWindow, RepeatsAPage])
@by_style
def test_repeated_page_is_refused_before_an_item_comes_twice(style: Style, kind: type[Server]) -> None:
    assert style.until_refused(kind(style, 30), page_size=10) == numbers(10)


@by_style
def test_overlapping_pages_are_refused(style: Style) -> None:
    assert style.until_refused(Overlaps(style, 30, first=0), page_size=10) == numbers(10)


@by_style
def test_pages_that_start_again_are_refused(style: Style) -> None:
    assert style.until_refused(GoesRound(style, 30), page_size=10) == numbers(30)


@pytest.mark.parametrize("kind", [IgnoresTheSize, SaysThatThereIsNothing, SaysNothing, GrowsAtTheEnd])
@by_style
def test_list_of_an_unusual_server_is_complete(style: Style, kind: type[Server]) -> None:
    server = kind(style, 25)

    assert style.walked(server, page_size=10) == server.ids
    assert len(server.asked) <= 6


@by_style
def test_short_pages_make_no_item_missing(style: Style) -> None:
    server = LeavesOutItems(style, 25)

    if not style.numbered:
        # What is left out of one page begins the next, down to the last, which can only be left out for good.
        if style.tells_total:
            assert style.until_refused(server, page_size=10) == numbers(24)
        else:
            assert style.walked(server, page_size=10) == numbers(24)
    else:
        assert style.until_refused(server, page_size=10) == [*numbers(9), *numbers(10, 19), *numbers(20, 24)]


@by_total
def test_total_that_is_too_large_is_refused(style: Style) -> None:
    assert style.until_refused(PromisesTooMuch(style, 25), page_size=10) == numbers(25)


@by_total
def test_empty_page_before_the_end_is_refused(style: Style) -> None:
    assert style.until_refused(EmptyInTheMiddle(style, 25), page_size=10) == numbers(10)


@by_offset
def test_page_at_another_offset_is_refused(style: Style) -> None:
    assert style.until_refused(IsElsewhere(style, 60), page_size=10) == numbers(10)


@by_total
def test_list_whose_total_shrinks_is_refused(style: Style) -> None:
    assert style.until_refused(Shrinks(style, 25), page_size=10) == numbers(10)


@pytest.mark.parametrize("style", [style for style in STYLES if not style.tells_total], ids=repr)
def test_list_that_shrinks_without_a_total_ends(style: Style) -> None:
    assert style.walked(Shrinks(style, 25), page_size=10) == numbers(19)


@by_style
def test_items_added_at_the_front_make_no_item_come_twice(style: Style) -> None:
    server = GrowsInFront(style, 24, first=0)

    if style.tells_total:
        assert style.walked(server, page_size=10) == ["new 24", *numbers(24)]
    else:
        assert style.until_refused(server, page_size=10) == ["new 24", *numbers(9)]


@by_number
def test_first_page_number_0_or_1_is_detected(style: Style) -> None:
    from_0, from_1, short = Server(style, 25, first=0), Server(style, 25, first=1), Server(style, 3)

    for server in (from_0, from_1, short):
        assert style.walked(server, page_size=10) == server.ids

    assert [number for number, _ in from_0.asked] == [None, 1, 2]
    assert [number for number, _ in from_1.asked] == [None, 1, 2, 3]
    assert [number for number, _ in short.asked] == [None]


@by_style
def test_null_in_place_of_items_is_an_empty_list(style: Style) -> None:
    assert style.walked(NullInPlaceOfItems(style, 25)) == []


class Links(Server):
    """Says with a link whether another page follows, as STAC's servers may."""

    def page(self, start: int, size: int) -> dict[str, Any]:
        more = start + size < len(self.ids)
        return super().page(start, size) | {
            "links": [{"rel": "next", "href": "https://elsewhere.test"}] if more else []
        }


class LinksToNothing(Links):
    def page(self, start: int, size: int) -> dict[str, Any]:
        return super().page(start, size) | ({"features": []} if start == 10 else {})


@by_link
def test_page_without_next_link_is_the_last(style: Style) -> None:
    server = Links(style, 25)

    assert style.walked(server, page_size=10) == numbers(25)
    assert [start for start, _ in server.asked] == [0, 10, 20]


@by_link
def test_empty_page_with_next_link_is_refused(style: Style) -> None:
    assert style.until_refused(LinksToNothing(style, 25), page_size=10) == numbers(10)


def test_items_without_an_id_are_compared_by_their_fields() -> None:
    style = next(style for style in STYLES if style.operation.id == "listAois")

    class WithoutIds(Server):
        def answer(self, ids: list[str], **told: Any) -> dict[str, Any]:
            answer = super().answer(ids, **told)
            aois = [{"name": aoi["aoi_id"], "status": "success"} for aoi in answer["aois"]]
            return answer | {"aois": aois}

    assert [aoi.name for aoi in pixxel(WithoutIds(style, 12)).aois.list(page_size=5)] == numbers(12)


def test_items_of_two_collections_may_have_the_same_id() -> None:
    style = next(style for style in STYLES if style.operation.id == "searchArchive")

    class Twins(Server):
        def answer(self, ids: list[str], **told: Any) -> dict[str, Any]:
            features = [{"id": "same", "collection": each} for each in ids]
            return super().answer(ids, **told) | {"features": features}

    assert [item.collection for item in pixxel(Twins(style, 5)).archives.search(page_size=2)] == numbers(5)


def test_paging_error_names_the_operation_and_the_page() -> None:
    styles: dict[str, Style] = {style.operation.id: style for style in STYLES}
    told: Callable[[str, type[Server]], str] = lambda name, kind: refusal(styles[name], kind)  # noqa: E731

    again = "If the list has changed meanwhile, list it again"
    assert told("listAois", RepeatsAPage) == (
        f"GET /v0/aois: the page at offset 10 repeats 10 of the items before it. {again}"
    )
    assert told("listProjects", RepeatsAPage) == f"GET /v0/projects: page 2 repeats 10 of the items before it. {again}"
    assert told("searchCatalogs", Shrinks) == (
        "POST /v0/catalogs/search: the page at offset 10 says that the list has shrunk from 27 to 24 items. " + again
    )


def refusal(style: Style, kind: type[Server]) -> str:
    with pytest.raises(errors.PagingError) as caught:
        style.walked(kind(style, 30), page_size=10)
    assert pickle.loads(pickle.dumps(caught.value)).operation  # noqa: S301  our own
    return str(caught.value)


# ── The sandbox ────────────────────────────────────────────────────────────────────────────────────────────────────


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
        (whole,) = listed(**path, page_size=1000).pages()

        assert len(whole) > 1
        for size in (1, 2):
            assert list(listed(**path, page_size=size)) == whole
            assert EVENT_LOOP.run(awaited(size)) == whole
        assert list(listed(**path)) == whole
        assert list(listed(**path, page_size=1, offset=1, limit=1)) == whole[1:2]
