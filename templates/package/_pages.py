"""Lists longer than a page, read as they are walked through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Generic, TypeVar

from .errors import InvalidArgument, PagingError

__all__ = ["AsyncPages", "Pages"]

T = TypeVar("T")
F = TypeVar("F")

# An answer of a list operation, as the generated facade hands it over: its items, then its `pagination`.
Page = tuple[list[Any], Any]
# The offset of a page, and its limit where one is asked for.
Window = dict[str, int]


class Walk:
    """A way through a list, without I/O: `window` is the page to ask for next, None at the end."""

    def __init__(self, offset: int | None, page_size: int | None, limit: int | None) -> None:
        for name, value, least in (("limit", limit, 0), ("page_size", page_size, 1), ("offset", offset, 0)):
            if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < least):
                raise InvalidArgument(name, f"must be an integer, {least} or more")
        self._offset = offset or 0
        self._page_size = page_size
        self._left = limit
        self._previous: list[Any] | None = None
        self._ended = False

    @property
    def window(self) -> Window | None:
        if self._ended or self._left == 0:
            return None
        return (
            {"offset": self._offset} if self._page_size is None else {"offset": self._offset, "limit": self._page_size}
        )

    def take(self, page: Page) -> list[Any]:
        """The items of the page that are wanted; raises PagingError for a page that cannot be the one asked for."""
        items, pagination = page
        if items and items == self._previous:
            raise PagingError(f"the page at offset {self._offset} repeats the one before it")
        told = getattr(pagination, "offset", None)
        if items and told is not None and told != self._offset:
            raise PagingError(f"asked for the page at offset {self._offset}, got the one at {told}")
        self._previous = items
        # By what came, not by what was asked for: a short page must not make the next one skip items.
        self._offset += len(items)
        total = getattr(pagination, "total", None)
        self._ended = not items or (isinstance(total, int) and self._offset >= total)
        wanted = items[: self._left]
        if self._left is not None:
            self._left -= len(wanted)
        return wanted


class _List(Generic[F]):
    """What a list knows, sync or async."""

    def __init__(
        self,
        fetch: Callable[[Window], F],
        *,
        limit: int | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> None:
        self._fetch = fetch
        self._bounds = (offset, page_size, limit)
        # Bad bounds are refused now, not when the list is walked.
        self._walk()

    def _walk(self) -> Walk:
        return Walk(*self._bounds)


class Pages(_List[Page], Generic[T]):
    """A list on the server. Iterating asks for its pages one by one, as far as needed; each iteration starts afresh."""

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page

    def pages(self) -> Iterator[list[T]]:
        """The items page by page, `limit` items in all at the most."""
        walk = self._walk()
        while (window := walk.window) is not None:
            if items := walk.take(self._fetch(window)):
                yield items


class AsyncPages(_List[Awaitable[Page]], Generic[T]):
    """A list on the server, for `async for`; otherwise as `Pages`."""

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page:
                yield item

    async def pages(self) -> AsyncIterator[list[T]]:
        """The items page by page, `limit` items in all at the most."""
        walk = self._walk()
        while (window := walk.window) is not None:
            if items := walk.take(await self._fetch(window)):
                yield items
