"""Faults in pages."""

from tests.faults.client.files import PAGES
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "A short page makes the next page skip items",
        PAGES,
        "self._position += len(keys)",
        "self._position += self._page_size or len(keys)",
        source="with the checks",
        smoke="pages",
    ),
    Fault(
        "Repeated pages are yielded as new items",
        PAGES,
        "if repeated and (repeated > grown or repeated == len(keys)):",
        "if repeated < 0:",
        source="with the checks",
    ),
    Fault(
        "The limit of a list counts for each page",
        PAGES,
        "self._left -= len(page)",
        "self._left -= 0",
        source="with the checks",
    ),
    Fault(
        "A page asks for more items than are needed", PAGES, "return {name: needed}", "pass", source="with the checks"
    ),
    Fault("The first page number is 2", PAGES, "self._first = 1", "self._first = 2", source="with the checks"),
    Fault(
        "A list that shrinks between pages loses items",
        PAGES,
        "if self._total < before:",
        "if self._total < 0:",
        source="with the checks",
    ),
    Fault(
        "A total that is too small ends a list early",
        PAGES,
        "self._position == self._total",
        "self._position >= (10**9 if self._total is None else self._total)",
        source="with the checks",
    ),
    Fault(
        "An empty page ends a list that promises more",
        PAGES,
        "(more or self._position < (self._total or 0))",
        "False",
        source="with the checks",
    ),
    Fault(
        "Invalid arguments of a list are refused only at the first page",
        PAGES,
        "self._request_path = operation.prepare(*self._arguments({})).path",
        "self._request_path = operation.path",
        source="with the checks",
    ),
    Fault(
        "Paging fields stand in the query although the contract has them in the body",
        PAGES,
        "if self._paging.in_body:",
        "if not self._paging:",
        source="with the checks",
    ),
    Fault(
        "A list can be iterated only once",
        PAGES,
        "return kind(self._operation, self._request_path, self._paging, self._selection)",
        'return vars(self).setdefault("_begun", '
        "kind(self._operation, self._request_path, self._paging, self._selection))",
        source="blind, second list",
    ),
    Fault(
        "A page that is entered in the middle has the offset of its beginning",
        PAGES,
        "offset = selected[0][0] if selected else self._position",
        "offset = self._position",
        source="blind, second list",
    ),
    Fault(
        "A short page ends a list although the server limits page sizes",
        PAGES,
        "self._ended = not keys or self._position == self._total or (self._linked and not more)",
        "full = self._page_size or self._paging.page_size\n"
        "        self._ended = len(keys) < full or self._position == self._total or (self._linked and not more)",
        source="blind, third list",
    ),
    Fault(
        "A limit below the default size of a page is not requested",
        PAGES,
        "if needed is not None and needed < (self._page_size or self._paging.page_size):",
        "if needed is not None and self._page_size is not None and needed < self._page_size:",
        source="unseen kinds",
    ),
]
