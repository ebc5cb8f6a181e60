"""Further ways in which the client can break the contract, found by reading it and without a look at the checks."""

from tests.faults.harness import Fault

FAULTS = [
    # Requests: path, quoting, query, body, headers
    Fault(
        "the path of the base URL is lost",
        "_transport.py",
        'self._root = str(settings.base_url).rstrip("/")',
        'self._root = str(settings.base_url.join("/")).rstrip("/")',
    ),
    Fault(
        "a space in an id is sent as a plus",
        "_operations.py",
        'return quote(text, safe="")',
        'return quote(text, safe="").replace("%20", "+")',
    ),
    Fault(
        "a member of an enum of one's own is sent by its name in Python",
        "_kinds.py",
        "                return allowed\n",
        "                return value\n",
    ),
    Fault(
        "what is to be rehearsed is ordered, with asyncio",
        "api/orders/__init__.py",
        "        from .submit_order import asyncio\n\n        return await asyncio(\n            client=self._client,\n"
        '            body={\n                "order_items": order_items,\n                "dry_run": dry_run,\n',
        "        from .submit_order import asyncio\n\n        return await asyncio(\n            client=self._client,\n"
        '            body={\n                "order_items": order_items,\n',
    ),
    Fault(
        "whole numbers in free fields lose their last digits",
        "_kinds.py",
        "return int(value) if isinstance(value, Integral) else float(value)",
        "return float(value)",
    ),
    Fault(
        "a picture is asked for as JSON",
        "_operations.py",
        'headers = {"accept": ", ".join(accepted)}',
        'headers = {"accept": next(reversed(accepted))}',
    ),
    # Answers: null, unions, numbers, enumerated values, the two ways to call
    Fault(
        "a time without an end is no time",
        "models/temporal_extent.py",
        "Many(Many(Nullable(STRING)))",
        "Many(Many(STRING))",
    ),
    Fault(
        "of several geometries only the first kind can be written again",
        "_kinds.py",
        "            if dumped is not value:\n                return dumped\n        return value\n",
        "            if dumped is not value:\n                return dumped\n            break\n        return value\n",
    ),
    Fault(
        "a fraction in place of an integer is cut off in silence",
        "_kinds.py",
        "if type(value) is float and value.is_integer():",
        "if type(value) is float and math.isfinite(value):",
    ),
    Fault(
        "a departure shows the value that was not known",
        "_kinds.py",
        'f"another value, {describe(value)}"',
        'f"another value, {value!r}"',
    ),
    Fault(
        "who asks for the whole answer is told of no departures",
        "_operations.py",
        "parsed = self.parse(response, on_departure, source)",
        "parsed = self.parse(response, list[Departure]().append, source)",
    ),
    # Errors, and dates in headers
    Fault(
        "413 is a bad request",
        "errors.py",
        "return _BY_STATUS.get(status, UnexpectedStatus)",
        "return _BY_STATUS.get(status, BadRequest if 400 <= status else UnexpectedStatus)",
    ),
    Fault(
        "a wait until a time that has gone by is less than nothing",
        "errors.py",
        "return max(0.0, (moment - datetime.now(UTC)).total_seconds())",
        "return (moment - datetime.now(UTC)).total_seconds()",
    ),
    # Pages
    Fault(
        "a list can be walked through but once",
        "_pages.py",
        "return (NumberedWalk if self._paging.numbered else Walk)(self._operation, self._paging, self._wanted)",
        "kind = NumberedWalk if self._paging.numbered else Walk\n"
        '        return vars(self).setdefault("_begun", kind(self._operation, self._paging, self._wanted))',
    ),
    Fault(
        "a page that is begun in the middle says it starts at its first item",
        "_pages.py",
        "offset = fresh[0][0] if fresh else self._position",
        "offset = self._position",
    ),
    # Retries and time limits
    Fault(
        "a creation that breaks while it is written is sent again",
        "_transport.py",
        "NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)",
        "NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError)",
    ),
    Fault(
        "with asyncio an answer may take five seconds",
        "_connections.py",
        "httpx.AsyncClient(timeout=DEFAULT_TIMEOUT, headers=USUAL)",
        "httpx.AsyncClient(headers=USUAL)",
    ),
    # Keys and profiles
    Fault(
        "what a function for the key says when it fails is shown",
        "_credentials.py",
        'return f"raised {type(error).__name__}{place}; call',
        'return f"raised {error!r}{place}; call',
    ),
    Fault(
        "the address in the usual profile goes before that of the environment",
        "_settings.py",
        "if variable and not (named and of_profile):",
        "if variable and not of_profile:",
    ),
    # Traffic
    Fault(
        "the list of deliveries is judged as a catalog of that name",
        "_judge.py",
        'return sorted(rules, key=lambda rule: rule.template.count("{"))',
        "return rules",
    ),
]
