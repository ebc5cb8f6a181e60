"""Faults in pages."""

from tests.faults.client.places import PAGES
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "a short page makes the next one skip",
        PAGES,
        "self._position += len(keys)",
        "self._position += self._page_size or len(keys)",
        source="with the checks",
        smoke="pages",
    ),
    Fault(
        "pages that repeat are taken for new",
        PAGES,
        "if repeated and (repeated > grown or repeated == len(keys)):",
        "if repeated < 0:",
        source="with the checks",
    ),
    Fault("the limit is that of a page", PAGES, "self._left -= len(page)", "self._left -= 0", source="with the checks"),
    Fault("more is asked for than is wanted", PAGES, "return {name: needed}", "pass", source="with the checks"),
    Fault(
        "the second page is taken for the first", PAGES, "self._first = 1", "self._first = 2", source="with the checks"
    ),
    Fault(
        "a list that shrinks misses items",
        PAGES,
        "if self._total < before:",
        "if self._total < 0:",
        source="with the checks",
    ),
    Fault(
        "a total that is too small ends a list",
        PAGES,
        "self._position == self._total",
        "self._position >= (10**9 if self._total is None else self._total)",
        source="with the checks",
    ),
    Fault(
        "an empty page is the end, whatever is promised",
        PAGES,
        "(more or self._position < (self._total or 0))",
        "False",
        source="with the checks",
    ),
    Fault(
        "bad arguments of a list are refused late",
        PAGES,
        "        operation.prepare(*self._arguments({}))\n",
        "",
        source="with the checks",
    ),
    Fault(
        "a window stands in the query, where the contract has it in the body",
        PAGES,
        "if self._paging.in_body:",
        "if not self._paging:",
        source="with the checks",
    ),
    Fault(
        "a list can be walked through but once",
        PAGES,
        "return (NumberedWalk if self._paging.numbered else Walk)(self._operation, self._paging, self._wanted)",
        "kind = NumberedWalk if self._paging.numbered else Walk\n"
        '        return vars(self).setdefault("_begun", kind(self._operation, self._paging, self._wanted))',
        source="blind, second list",
    ),
    Fault(
        "a page that is begun in the middle says it starts at its first item",
        PAGES,
        "offset = fresh[0][0] if fresh else self._position",
        "offset = self._position",
        source="blind, second list",
    ),
    Fault(
        "takes a page shorter than a full one for the last, and so drops the rest of a list whose server caps pages",
        PAGES,
        "self._ended = not keys or self._position == self._total or (self._linked and not more)",
        "full = self._page_size or self._paging.usual\n"
        "        self._ended = len(keys) < full or self._position == self._total or (self._linked and not more)",
        source="blind, third list",
    ),
]
