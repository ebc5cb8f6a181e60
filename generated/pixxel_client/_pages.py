# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Lists longer than a page, read as they are walked through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import Any, Generic, TypeVar

from .errors import InvalidArgument, PagingError

__all__ = ["AsyncPages", "Pages"]

T = TypeVar("T")


# An answer of a list operation, as the generated facade hands it over: its items, then its `pagination`.
Page = tuple[list[Any], Any]
Walk = Generator[dict[str, int], Page, None]


def walk(offset: int, page_size: int | None) -> Walk:
    """Which pages to ask for, without I/O: yields the offset and limit of each, is sent the page."""
    previous: list[Any] | None = None
    while True:
        asked = {"offset": offset} if page_size is None else {"offset": offset, "limit": page_size}
        items, pagination = yield asked
        if not items:
            return
        if items == previous:
            raise PagingError(f"the page at offset {offset} repeats the one before it")
        told = getattr(pagination, "offset", None)
        if told is not None and told != offset:
            raise PagingError(f"asked for the page at offset {offset}, got the one at {told}")
        previous = items
        # By what came, not by what was asked for: a short page must not make the next one skip items.
        offset += len(items)
        total = getattr(pagination, "total", None)
        if isinstance(total, int) and offset >= total:
            return


def _following(steps: Walk, page: Page) -> dict[str, int] | None:
    try:
        return steps.send(page)
    except StopIteration:
        return None


def _checked(limit: int | None, page_size: int | None, offset: int | None) -> int:
    for name, value, least in (("limit", limit, 0), ("page_size", page_size, 1), ("offset", offset, 0)):
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < least):
            raise InvalidArgument(name, f"must be an integer, {least} or more")
    return offset or 0


class Pages(Generic[T]):
    """A list on the server. Iterating asks for its pages one by one, as far as needed; each iteration starts afresh."""

    def __init__(
        self,
        fetch: Callable[[dict[str, int]], Page],
        *,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> None:
        self._offset = _checked(limit, page_size, offset)
        self._fetch = fetch
        self._limit = limit
        self._page_size = page_size

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page

    def pages(self) -> Iterator[list[T]]:
        """The items page by page, `limit` items in all at the most."""
        left = self._limit
        steps = walk(self._offset, self._page_size)
        asked: dict[str, int] | None = next(steps)
        while asked is not None and (left is None or left > 0):
            page = self._fetch(asked)
            # Before the page is handed out, so that a page that cannot be is not.
            asked = _following(steps, page)
            kept = page[0][:left]
            if kept:
                yield kept
            left = None if left is None else left - len(kept)


class AsyncPages(Generic[T]):
    """A list on the server, for `async for`; otherwise as `Pages`."""

    def __init__(
        self,
        fetch: Callable[[dict[str, int]], Awaitable[Page]],
        *,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> None:
        self._offset = _checked(limit, page_size, offset)
        self._fetch = fetch
        self._limit = limit
        self._page_size = page_size

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page:
                yield item

    async def pages(self) -> AsyncIterator[list[T]]:
        """The items page by page, `limit` items in all at the most."""
        left = self._limit
        steps = walk(self._offset, self._page_size)
        asked: dict[str, int] | None = next(steps)
        while asked is not None and (left is None or left > 0):
            page = await self._fetch(asked)
            # Before the page is handed out, so that a page that cannot be is not.
            asked = _following(steps, page)
            kept = page[0][:left]
            if kept:
                yield kept
            left = None if left is None else left - len(kept)
