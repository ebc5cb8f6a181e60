"""A third list of ways in which the client can break the contract or its guide, by who knew no other list.

Of the twenty-five that were written, those that no other list has.
"""

from tests.faults.harness import Fault

FAULTS = [
    Fault(
        "leaves a percent sign in a segment of a path unescaped, so the id `a%2Fb` is sent as if it were `a/b`",
        "_operations.py",
        'return quote(text, safe="")',
        'return quote(text, safe="%")',
    ),
    Fault(
        "raises from the detailed calls for a 2xx status that the operation does not document, such as 202",
        "_operations.py",
        "parsed = self.parse(response, on_departure, source) if response.status_code in self.answers else None",
        "parsed = self.parse(response, on_departure, source) if response.is_success else None",
    ),
    Fault(
        "forgets in with_options the headers that the client it is taken from had been given by with_options",
        "_transport.py",
        "twin._headers = self._headers | {",
        'twin._headers = {"user-agent": USUAL["user-agent"]} | {',
    ),
    Fault(
        "waits longest_wait and tries again when Retry-After asks for more, instead of raising the answer at once",
        "_retries.py",
        "pause = asked if asked is not None else self._pause(attempt)",
        "pause = min(asked, self.longest_wait) if asked is not None else self._pause(attempt)",
    ),
    Fault(
        "refuses Host, Content-Type and the like in with_options only where they are written in lower case",
        "_settings.py",
        "if name.lower() in OURS:",
        "if name in OURS:",
    ),
    Fault(
        "gives a deep copy of a client the connections of the original, so closing the one closes the other",
        "_connections.py",
        "return type(self)(self.lent)",
        "return self",
    ),
    Fault(
        "tells an integer that is written 100.0 as a departure and hands it out as a float",
        "_kinds.py",
        "INTEGER = _Integer(",
        "INTEGER = Scalar(",
    ),
    Fault(
        "takes a page shorter than a full one for the last, and so drops the rest of a list whose server caps pages",
        "_pages.py",
        "self._ended = not keys or self._position == self._total or (self._linked and not more)",
        "full = self._page_size or self._paging.usual\n"
        "        self._ended = len(keys) < full or self._position == self._total or (self._linked and not more)",
    ),
    Fault(
        "records the secrets of a store in clear wherever they are repeated outside of the field `secrets`",
        "_records.py",
        "yield from _secrets(item, names, secret=secret or name in names)",
        "yield from _secrets(item, names, secret=name in names)",
    ),
    Fault(
        "exits a replay with 0 though lines of the file could not be read, if the others keep the contract",
        "contract.py",
        "return 0 if result.exchanges and not result.damaged else 2",
        "return 0 if result.exchanges else 2",
    ),
    Fault(
        "takes every exchange for one of no operation where the base URL has a path",
        "_traffic.py",
        'url.raw_path.decode().partition("?")[0].removeprefix(base),',
        'url.raw_path.decode().partition("?")[0],',
    ),
    Fault(
        "judges documented 5XX answers to be of a status that the contract does not have",
        "_judge.py",
        'f"{status // 100}XX"',
        'f"{status // 100}xx"',
    ),
    Fault(
        "does not send the filter order_item_id when it lists deliveries",
        "api/deliveries/list_deliveries.py",
        '"order_item_id": (STRING, False),',
        '"order_item_ids": (STRING, False),',
    ),
    Fault(
        "drops the filter project_ids from the list of order items of AsyncPixxel, and of that alone",
        "api/order_items/__init__.py",
        "        return AsyncPages(\n"
        "            self._client,\n"
        "            OPERATION,\n"
        '            Paging("order_items", key=("id",)),\n'
        "            path={},\n"
        "            query={\n"
        '                "user_id": user_id,\n'
        '                "type": type,\n'
        '                "status": status,\n'
        '                "order_ids": order_ids,\n'
        '                "created_by": created_by,\n'
        '                "created_at": created_at,\n'
        '                "project_ids": project_ids,\n',
        "        return AsyncPages(\n"
        "            self._client,\n"
        "            OPERATION,\n"
        '            Paging("order_items", key=("id",)),\n'
        "            path={},\n"
        "            query={\n"
        '                "user_id": user_id,\n'
        '                "type": type,\n'
        '                "status": status,\n'
        '                "order_ids": order_ids,\n'
        '                "created_by": created_by,\n'
        '                "created_at": created_at,\n',
    ),
    Fault(
        "demands a body for the download of an insight, where the contract has it optional",
        "api/insights/download_insight.py",
        "    body_required=False,\n",
        "",
    ),
    Fault(
        "looks for the workflow of a job's package in `workflow_id`, where the contract has `workflowId`",
        "models/job_package.py",
        'Property("workflow_id", "workflowId", STRING)',
        'Property("workflow_id", "workflow_id", STRING)',
    ),
    Fault(
        "demands no_of_occurrences, and not end_date, of an order to image once",
        "models/tasking_order_item.py",
        '("recurrence", "ONCE", ("end_date",))',
        '("recurrence", "ONCE", ("no_of_occurrences",))',
    ),
]
