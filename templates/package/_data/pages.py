"""Lists in pages, which are requested as the caller iterates.

There are two ways of paging: by the offset of the first item, and by the number of the page. They differ in how the
next page is requested and how an answer names its page; the rest is the same for both.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar

from attrs import frozen

from ..errors import InvalidArgument, PagingError

__all__ = ["AsyncPages", "Page", "Pages", "Paging"]

T = TypeVar("T")

# The fields of a request that select a page.
PageFields = dict[str, int]


class Prepared(Protocol):
    @property
    def path(self) -> str: ...


class Operation(Protocol):
    """The operation that lists, as far as paging uses it."""

    @property
    def id(self) -> str: ...

    @property
    def method(self) -> str: ...

    @property
    def path(self) -> str: ...

    def prepare(self, path: Mapping[str, Any], query: Mapping[str, Any] | None, body: Any) -> Prepared:
        """Raises InvalidArgument for arguments that the contract does not allow."""
        ...


class Client(Protocol):
    def call(self, operation: Any, path: Mapping[str, Any], query: Mapping[str, Any] | None, body: Any) -> Any:
        """The model of an answer."""


class AsyncClient(Protocol):
    async def call(self, operation: Any, path: Mapping[str, Any], query: Mapping[str, Any] | None, body: Any) -> Any:
        """The model of an answer."""


class Page(list[T]):
    """The selected items of a page, as a list.

    `offset` is the position of the first one in the whole list. `total` is the number of items in the whole list, or
    None if the answer does not have it. `answer` is the model of the whole answer.
    """

    def __init__(self, items: Iterable[T], *, offset: int, total: int | None, answer: Any) -> None:
        super().__init__(items)
        self.offset = offset
        self.total = total
        self.answer = answer


@frozen
class Paging:
    """How the contract pages a list.

    `items` is the field of the answer that holds the items, `key` the fields that identify an item, `page_size` the
    size of a page by default. Pages that are `numbered` are requested by `page_num` and `page_size`, others by `offset`
    and `limit`; `in_body` says that these are fields of the body, not of the query.
    """

    items: str
    key: tuple[str, ...] = ()
    page_size: int = 10
    numbered: bool = False
    in_body: bool = False

    def key_of(self, item: Any) -> str:
        """The values that identify an item; the whole item if it has no id."""
        values = tuple(getattr(item, name, None) for name in self.key)
        return repr(values if values and values[0] is not None else item)


@frozen
class Selection:
    """The part of a list that the caller wants."""

    limit: int | None
    page_size: int | None
    offset: int | None

    def __attrs_post_init__(self) -> None:
        bounds = (("limit", self.limit, 0), ("page_size", self.page_size, 1), ("offset", self.offset, 0))
        for name, value, least in bounds:
            if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < least):
                raise InvalidArgument(name, f"must be an integer, {least} or more")


class Reader:
    """Reads a list by offsets, without I/O: `next_page` has the fields of the next request, and is None at the end."""

    def __init__(self, operation: Operation, path: str, paging: Paging, selection: Selection) -> None:
        self._operation = operation
        # For errors.
        self._path = path
        self._paging = paging
        self._page_size = selection.page_size
        self._start = selection.offset or 0
        self._left = selection.limit
        # The position of the next page in the whole list.
        self._position = self._start
        self._seen: dict[str, None] = {}
        self._total: int | None = None
        # Whether pages have a link to the next one, as in STAC.
        self._linked = False
        self._ended = False

    @property
    def next_page(self) -> PageFields | None:
        return None if self._ended or self._left == 0 else self._next()

    def take(self, answer: Any) -> Page[Any]:
        """The selected items of an answer; raises PagingError if reading on would miss or repeat items."""
        items: list[Any] = getattr(answer, self._paging.items) or []
        keys = [self._paging.key_of(item) for item in items]
        pagination = getattr(answer, "pagination", None)
        if items:
            self._check_place(_integer(pagination, "offset"), _integer(pagination, "limit"))
        total = _integer(pagination, "total")
        total = _integer(answer, "count") if total is None else total
        self._check_repeats(keys, self._growth(total))
        placed = enumerate(zip(items, keys, strict=True), self._position)
        selected = [(at, item) for at, (item, key) in placed if at >= self._start and key not in self._seen][
            : self._left
        ]
        offset = selected[0][0] if selected else self._position
        page = Page([item for _, item in selected], offset=offset, total=total, answer=answer)
        self._advance(keys, more=_has_next_link(answer))
        if self._left is not None:
            self._left -= len(page)
        return page

    def _next(self) -> PageFields:
        return {"offset": self._position} | self._sized("limit", self._left)

    def _sized(self, name: str, needed: int | None) -> PageFields:
        """The size of page to request: what is still needed, or the caller's size, or none for the server's default."""
        if needed is not None and needed < (self._page_size or self._paging.page_size):
            return {name: needed}
        return {} if self._page_size is None else {name: self._page_size}

    def _check_place(self, offset: int | None, limit: int | None) -> None:  # noqa: ARG002  for numbered pages
        if offset is not None and offset != self._position:
            raise self._error(f"is the one at offset {offset}")

    def _growth(self, total: int | None) -> int:
        """The number of items that were added to the list since the last page."""
        before, self._total = self._total, self._total if total is None else total
        if before is None or self._total is None:
            return 0
        if self._total < before:
            raise self._error(f"says that the list has shrunk from {before} to {self._total} items")
        return self._total - before

    def _check_repeats(self, keys: list[str], grown: int) -> None:
        # Each item added in front of the page moves a known item into it; more repeats than that are an error.
        repeated = sum(key in self._seen for key in keys)
        if repeated and (repeated > grown or repeated == len(keys)):
            raise self._error(f"repeats {repeated} of the items before it")

    def _advance(self, keys: list[str], *, more: bool) -> None:
        if not keys and (more or self._position < (self._total or 0)):
            raise self._error("is empty, although the list has more items")
        # By the items received, not by the size requested: a short page must not make the next one skip items.
        self._position += len(keys)
        self._seen.update(dict.fromkeys(keys))
        # Without a total or links, an empty page is the end. A short one is not: the server may limit page sizes.
        self._ended = not keys or self._position == self._total or (self._linked and not more)
        self._linked = self._linked or more

    def _error(self, problem: str) -> PagingError:
        operation = self._operation
        problem = f"{self._name()} {problem}. If the list has changed meanwhile, list it again"
        request = {"method": operation.method, "path": operation.path, "request_path": self._path}
        return PagingError(problem, operation=operation.id, **request)

    def _name(self) -> str:
        return f"the page at offset {self._position}"


class NumberedReader(Reader):
    """Reads a list by the numbers of its pages, which all have the same size.

    The server decides whether the first number is 0 or 1: the first request names no number, and if page 1 has the same
    items again, the first number was 1. The items before an offset are read and left out.
    """

    def __init__(self, operation: Operation, path: str, paging: Paging, selection: Selection) -> None:
        super().__init__(operation, path, paging, selection)
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

    def _next(self) -> PageFields:
        return self._size if self._taken == 0 else {"page_num": self._first + self._taken} | self._size

    def _check_place(self, offset: int | None, limit: int | None) -> None:
        if offset is not None and limit is not None and offset != self._taken * limit:
            raise self._error(f"is the one at offset {offset}")

    def _advance(self, keys: list[str], *, more: bool) -> None:
        super()._advance(keys, more=more)
        self._taken += 1

    def _name(self) -> str:
        return f"page {self._first + self._taken}" if self._taken else "the first page"


def _integer(model: Any, name: str) -> int | None:
    value = getattr(model, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _has_next_link(answer: Any) -> bool:
    return any(getattr(link, "rel", None) == "next" for link in getattr(answer, "links", None) or [])


class _List:
    """The part of a list that the sync and the async list share."""

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
        self._selection = Selection(limit, page_size, offset)
        # Invalid arguments are refused now, not at the first page.
        self._request_path = operation.prepare(*self._arguments({})).path

    def _reader(self) -> Reader:
        kind = NumberedReader if self._paging.numbered else Reader
        return kind(self._operation, self._request_path, self._paging, self._selection)

    def _arguments(self, fields: PageFields) -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any] | None]:
        if self._paging.in_body:
            return self._path, self._query, {**(self._body or {}), **fields}
        return self._path, {**self._query, **fields}, self._body


class Pages(_List, Generic[T]):
    """A list on the server. Iterating requests its pages one by one, as needed; each iteration starts again."""

    _client: Client

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page

    def pages(self) -> Iterator[Page[T]]:
        """The items page by page, up to `limit` items in all; a page without items is left out."""
        reader = self._reader()
        while (fields := reader.next_page) is not None:
            if page := reader.take(self._client.call(self._operation, *self._arguments(fields))):
                yield page


class AsyncPages(_List, Generic[T]):
    """A list on the server, for `async for`; otherwise as `Pages`."""

    _client: AsyncClient

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page:
                yield item

    async def pages(self) -> AsyncIterator[Page[T]]:
        """The items page by page, up to `limit` items in all; a page without items is left out."""
        reader = self._reader()
        while (fields := reader.next_page) is not None:
            if page := reader.take(await self._client.call(self._operation, *self._arguments(fields))):
                yield page
