"""Lists longer than a page, read as they are walked through.

A way of paging is how the next page is asked for and where its answer says it stands: by the offset of the first item,
or by the number of the page. What is wanted, what came before and when to end are the same for both.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar

from attrs import frozen

from ..errors import InvalidArgument, PagingError

__all__ = ["AsyncPages", "Page", "Pages", "Paging"]

T = TypeVar("T")

Window = dict[str, int]


class Operation(Protocol):
    """The operation that lists; what sends requests knows the rest of it."""

    @property
    def id(self) -> str: ...

    @property
    def method(self) -> str: ...

    @property
    def path(self) -> str: ...

    def prepare(self, path: Mapping[str, Any], query: Mapping[str, Any] | None, body: Any) -> object:
        """Raises InvalidArgument for arguments that the contract does not allow."""


class Client(Protocol):
    def call(self, operation: Any, path: Mapping[str, Any], query: Mapping[str, Any] | None, body: Any) -> Any:
        """The model of an answer."""


class AsyncClient(Protocol):
    async def call(self, operation: Any, path: Mapping[str, Any], query: Mapping[str, Any] | None, body: Any) -> Any:
        """The model of an answer."""


class Page(list[T]):
    """The items of a page that are wanted, as a list.

    `offset` is where in the whole list they start, `total` how many items that has, or None where the answer does not
    say, and `answer` the model of the answer, whole.
    """

    def __init__(self, items: Iterable[T], *, offset: int, total: int | None, answer: Any) -> None:
        super().__init__(items)
        self.offset = offset
        self.total = total
        self.answer = answer


@frozen
class Paging:
    """How the contract pages a list.

    `items` is the field of the answer that holds them, `key` the fields that tell one item from another, and `usual`
    how many a page holds if nothing is said. `numbered` pages are asked for by `page_num` and `page_size`, others by
    `offset` and `limit`; `in_body` is whether these are fields of the body, not of the query.
    """

    items: str
    key: tuple[str, ...] = ()
    usual: int = 10
    numbered: bool = False
    in_body: bool = False

    def key_of(self, item: Any) -> str:
        """What tells this item from others; where its id has not come, all that it holds."""
        known = tuple(getattr(item, name, None) for name in self.key)
        return repr(known if known and known[0] is not None else item)


@frozen
class Wanted:
    """The part of a list that is wanted."""

    limit: int | None
    page_size: int | None
    offset: int | None

    def __attrs_post_init__(self) -> None:
        bounds = (("limit", self.limit, 0), ("page_size", self.page_size, 1), ("offset", self.offset, 0))
        for name, value, least in bounds:
            if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < least):
                raise InvalidArgument(name, f"must be an integer, {least} or more")


class Walk:
    """A way through a list by offsets, without I/O: `window` asks for the next page, and is None at the end."""

    def __init__(self, operation: Operation, paging: Paging, wanted: Wanted) -> None:
        self._operation = operation
        self._paging = paging
        self._page_size = wanted.page_size
        self._start = wanted.offset or 0
        self._left = wanted.limit
        # Where the next page starts in the whole list.
        self._position = self._start
        self._seen: dict[str, None] = {}
        self._total: int | None = None
        # Whether pages link to the next one, as STAC's may.
        self._linked = False
        self._ended = False

    @property
    def window(self) -> Window | None:
        return None if self._ended or self._left == 0 else self._next()

    def take(self, answer: Any) -> Page[Any]:
        """The items of a page that are wanted; raises PagingError where going on would miss or repeat some."""
        items: list[Any] = getattr(answer, self._paging.items) or []
        keys = [self._paging.key_of(item) for item in items]
        pagination = getattr(answer, "pagination", None)
        if items:
            self._check_place(_told(pagination, "offset"), _told(pagination, "limit"))
        total = _told(pagination, "total")
        total = _told(answer, "count") if total is None else total
        self._check_repeats(keys, self._growth(total))
        placed = enumerate(zip(items, keys, strict=True), self._position)
        fresh = [(at, item) for at, (item, key) in placed if at >= self._start and key not in self._seen][: self._left]
        offset = fresh[0][0] if fresh else self._position
        page = Page([item for _, item in fresh], offset=offset, total=total, answer=answer)
        self._advance(keys, more=_is_followed(answer))
        if self._left is not None:
            self._left -= len(page)
        return page

    def _next(self) -> Window:
        return {"offset": self._position} | self._sized("limit", self._left)

    def _sized(self, name: str, needed: int | None) -> Window:
        """The size to ask for: no more than is needed, or else the caller's, or else none, which is the server's."""
        if needed is not None and needed < (self._page_size or self._paging.usual):
            return {name: needed}
        return {} if self._page_size is None else {name: self._page_size}

    def _check_place(self, offset: int | None, limit: int | None) -> None:  # noqa: ARG002  of use to numbered pages
        if offset is not None and offset != self._position:
            raise self._refused(f"is the one at offset {offset}")

    def _growth(self, total: int | None) -> int:
        """How many items the list has gained since the page before."""
        before, self._total = self._total, self._total if total is None else total
        if before is None or self._total is None:
            return 0
        if self._total < before:
            raise self._refused(f"says that the list has shrunk from {before} to {self._total} items")
        return self._total - before

    def _check_repeats(self, keys: list[str], grown: int) -> None:
        # What is new in front of the page pushes as many known items into it; anything beyond that is no list.
        repeated = sum(key in self._seen for key in keys)
        if repeated and (repeated > grown or repeated == len(keys)):
            raise self._refused(f"repeats {repeated} of the items before it")

    def _advance(self, keys: list[str], *, more: bool) -> None:
        if not keys and (more or self._position < (self._total or 0)):
            raise self._refused("is empty, although there are said to be more items")
        # By what came, not by what was asked for: a short page must not make the next one skip items.
        self._position += len(keys)
        self._seen.update(dict.fromkeys(keys))
        # Where nothing is told, an empty page is the end, and a short one is not: the server may cap its pages.
        self._ended = not keys or self._position == self._total or (self._linked and not more)
        self._linked = self._linked or more

    def _refused(self, problem: str) -> PagingError:
        known = self._operation
        problem = f"{self._name()} {problem}. Should the list have changed meanwhile, list it again"
        return PagingError(problem, operation=known.id, method=known.method, path=known.path)

    def _name(self) -> str:
        return f"the page at offset {self._position}"


class NumberedWalk(Walk):
    """A way through a list by the numbers of its pages, which have one size throughout.

    Whether the first is 0 or 1 is for the server to say: it is the one that comes unasked, and where page 1 is the same
    once more, pages are counted from 1. An offset is reached by passing over what comes before it.
    """

    def __init__(self, operation: Operation, paging: Paging, wanted: Wanted) -> None:
        super().__init__(operation, paging, wanted)
        self._position = 0
        self._size = self._sized("page_size", None if self._left is None else self._start + self._left)
        self._taken = 0
        self._first = 0

    def take(self, answer: Any) -> Page[Any]:
        if self._taken == 1 and self._first == 0:
            keys = [self._paging.key_of(item) for item in getattr(answer, self._paging.items) or []]
            if keys and dict.fromkeys(keys) == self._seen:
                self._first = 1
                return Page([], offset=self._position, total=self._total, answer=answer)
        return super().take(answer)

    def _next(self) -> Window:
        return self._size if self._taken == 0 else {"page_num": self._first + self._taken} | self._size

    def _check_place(self, offset: int | None, limit: int | None) -> None:
        if offset is not None and limit is not None and offset != self._taken * limit:
            raise self._refused(f"is the one at offset {offset}")

    def _advance(self, keys: list[str], *, more: bool) -> None:
        super()._advance(keys, more=more)
        self._taken += 1

    def _name(self) -> str:
        return f"page {self._first + self._taken}" if self._taken else "the first page"


def _told(model: Any, name: str) -> int | None:
    value = getattr(model, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_followed(answer: Any) -> bool:
    return any(getattr(link, "rel", None) == "next" for link in getattr(answer, "links", None) or [])


class _List:
    """What a list knows, sync or async."""

    def __init__(
        self,
        client: Any,
        operation: Operation,
        paging: Paging,
        *,
        path: Mapping[str, Any],
        query: Mapping[str, Any],
        body: Mapping[str, Any] | None = None,
        limit: int | None,
        page_size: int | None,
        offset: int | None,
    ) -> None:
        self._client = client
        self._operation = operation
        self._paging = paging
        self._path, self._query, self._body = path, query, body
        self._wanted = Wanted(limit, page_size, offset)
        # Bad arguments are refused now, not when the list is walked.
        operation.prepare(*self._arguments({}))

    def _walk(self) -> Walk:
        return (NumberedWalk if self._paging.numbered else Walk)(self._operation, self._paging, self._wanted)

    def _arguments(self, window: Window) -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any] | None]:
        if self._paging.in_body:
            return self._path, self._query, {**(self._body or {}), **window}
        return self._path, {**self._query, **window}, self._body


class Pages(_List, Generic[T]):
    """A list on the server. Iterating asks for its pages one by one, as far as needed; each iteration starts afresh."""

    _client: Client

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page

    def pages(self) -> Iterator[Page[T]]:
        """The items page by page, `limit` items in all at the most; a page without items is left out."""
        walk = self._walk()
        while (window := walk.window) is not None:
            if page := walk.take(self._client.call(self._operation, *self._arguments(window))):
                yield page


class AsyncPages(_List, Generic[T]):
    """A list on the server, for `async for`; otherwise as `Pages`."""

    _client: AsyncClient

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page:
                yield item

    async def pages(self) -> AsyncIterator[Page[T]]:
        """The items page by page, `limit` items in all at the most; a page without items is left out."""
        walk = self._walk()
        while (window := walk.window) is not None:
            if page := walk.take(await self._client.call(self._operation, *self._arguments(window))):
                yield page
