"""Ways in which the client can break the contract, one line each."""

from tests.faults.harness import Fault

ROLLBACK = "api/visualizations/rollback_visualization_metadata.py"
FACADE = "api/visualizations/__init__.py"

FAULTS = [
    # Requests
    Fault("ids are not quoted", "_operations.py", 'return quote(text, safe="")', "return text"),
    Fault("slashes in ids are not quoted", "_operations.py", 'quote(text, safe="")', "quote(text)"),
    Fault("`..` is taken for an id", "_operations.py", 'if text in {"", ".", ".."}:', 'if text in {""}:'),
    Fault(
        "one path parameter is sent for all",
        "_operations.py",
        "_segment(kind.check(path[name], name), name)",
        "_segment(kind.check(path[max(path)], name), name)",
    ),
    Fault("a query parameter is left out", "api/indices/list_indices.py", '        "index_id": (STRING, False),\n', ""),
    Fault(
        "a query parameter has another name",
        "api/aois/list_aois.py",
        '        "aoi_name": (STRING, False),',
        '        "name": (STRING, False),',
    ),
    Fault(
        "zero is taken for absent", "_operations.py", "            if value is not None:\n", "            if value:\n"
    ),
    Fault("the rollback is a PUT", ROLLBACK, 'method="PATCH"', 'method="PUT"'),
    Fault(
        "the media type of the body is not said", "_operations.py", '            headers["content-type"] = JSON\n', ""
    ),
    Fault(
        "the facade sends one field in place of another",
        "api/indices/__init__.py",
        '"colormap": colormap,\n                "satellite_id": satellite_id,\n           '
        " },\n        )\n\n\nclass Async",
        '"colormap": satellite_id,\n                "satellite_id": colormap,\n           '
        " },\n        )\n\n\nclass Async",
    ),
    Fault(
        "lists lose repeated items",
        "_kinds.py",
        "for position, item in enumerate(value)]\n",
        "for position, item in enumerate(dict.fromkeys(value))]\n",
    ),
    Fault(
        "a typo in an enumerated value is sent",
        "_kinds.py",
        "        shown = repr(value) if isinstance(value, str) else describe(value)\n",
        "        if isinstance(value, str):\n            return value\n        shown = describe(value)\n",
    ),
    Fault(
        "a missing field is not missed",
        "types.py",
        "            elif property_.required:\n                raise InvalidArgument(place",
        "            elif property_ is None:\n                raise InvalidArgument(place",
    ),
    Fault(
        "fields of one's own are dropped", "types.py", "return result | {key: as_json", "return result or {key: as_json"
    ),
    Fault(
        "null is left out of the body",
        "types.py",
        "if part is None and not property_.kind.nullable:",
        "if part is None:",
    ),
    # Answers
    Fault(
        "NaN is taken for a number",
        "_kinds.py",
        'return f"{super().misfit(value, constants)} or {value} - {value}"',
        "return super().misfit(value, constants)",
    ),
    Fault(
        "unknown fields are lost",
        "types.py",
        "for key, value in model._json.items() if key not in model._keys}",
        "for key, value in model._json.items() if not key}",
    ),
    Fault(
        "an unknown status value raises",
        "_kinds.py",
        '        findings.append(Finding(self.expected, f"another value, {describe(value)}"))',
        "        raise ValueError(value)",
    ),
    Fault(
        "a field is read from another one",
        "models/asset.py",
        'Property("name", "name", STRING)',
        'Property("name", "description", STRING)',
    ),
    Fault(
        "departures are not reported",
        "_operations.py",
        "            on_departure(Departure(self.id, finding.pointer, finding.expected, finding.got))",
        "            finding",
    ),
    Fault("a departure names the wrong place", "_kinds.py", "in reversed(self.path))", "in self.path)"),
    Fault(
        "a page of HTML reads as an empty answer",
        "_operations.py",
        "            return loads(response.content)",
        "            return loads(response.content if media_type != 'text/html' else b'{}')",
    ),
    Fault(
        "any 2xx is a success",
        "_operations.py",
        "        if answer is None:\n",
        "        answer = answer or (next(iter(self.answers.values())) if response.is_success "
        "else None)\n        if answer is None:\n",
    ),
    Fault(
        "a picture may be anything",
        "_operations.py",
        "            if got and got != answer.media_type:",
        "            if got and not got:",
    ),
    # Errors
    Fault("403 is taken for 404", "errors.py", "    403: Forbidden,", "    403: NotFound,"),
    Fault("520 is no server error", "errors.py", "if 500 <= status <= 599:", "if 500 <= status <= 511:"),
    Fault("an error's pickle loses its fields", "errors.py", "    error.__dict__.update(state)\n", ""),
    Fault("a whole body is kept in an error", "errors.py", "self.body = body[:BODY_CLIP]", "self.body = body"),
    Fault("a wait beyond all dates raises", "errors.py", "except (ValueError, OverflowError):", "except ValueError:"),
    # Retries
    Fault(
        "a rollback is sent twice",
        ROLLBACK,
        "    },\n)\n\n\ndef sync(",
        "    },\n    reads_only=True,\n)\n\n\ndef sync(",
    ),
    Fault("nothing is sent again", "_retries.py", "if attempt >= self.attempts:", "if attempt:"),
    Fault("500 is asked for again", "_retries.py", "frozenset({429, 502", "frozenset({429, 500, 502"),
    Fault("the server's wait is ignored", "_transport.py", "retry_after(outcome.headers)) if again", "None) if again"),
    # Keys
    Fault(
        "the key shows in the repr",
        "_credentials.py",
        'return f"<key from {self.source}>"',
        'return f"<key {self._current and self._current.reveal()}>"',
    ),
    Fault(
        "the key goes wherever a request goes",
        "_credentials.py",
        "if origin(request.url) == self._origin:",
        "if self._origin:",
    ),
    Fault("redirects are followed", "_transport.py", '"follow_redirects": False', '"follow_redirects": True'),
    Fault(
        "the key can be pickled",
        "_credentials.py",
        "        if self._again is None:\n",
        "        if self._again is None and self._current:\n            return str, (self._current.reveal(),)\n"
        "        if self._again is None:\n",
    ),
    Fault("a key that is refused is sent again", "_transport.py", "if key != refused:", "if key:"),
    Fault(
        "tasks ask for one key all at once",
        "_credentials.py",
        "async with self._turns.setdefault(asyncio.get_running_loop(), asyncio.Lock()):",
        "async with asyncio.Lock():",
    ),
    Fault(
        "threads ask for one key all at once",
        "_credentials.py",
        "        with self._guard.here():\n",
        "        with threading.Lock():\n",
    ),
    Fault("an answer holds on to the key", "_discretion.py", "    response.request = NOTHING\n", ""),
    Fault("what an answer was read from has the key", "_discretion.py", "response.stream = httpx.", "httpx."),
    Fault(
        "an error holds on to what had the key",
        "_discretion.py",
        "error.__cause__ = error.__context__ = error.__traceback__ = None",
        "error.__cause__ = error.__context__ = None",
    ),
    Fault(
        "signatures are logged",
        "_discretion.py",
        'return QUERY.sub(lambda query: f"{query[0][0]}…", text)',
        "return text",
    ),
    Fault("a profile that others can read is read", "_profiles.py", "mode & (stat.S_IRWXG | stat.S_IRWXO)", "not mode"),
    Fault("the key of a profile goes anywhere", "_settings.py", "        bound(key, url)\n", ""),
    # Connections
    Fault(
        "a forked process uses the connections of its parent",
        "_connections.py",
        "        here = os.getpid()\n        with self",
        "        here = 0\n        with self",
    ),
    Fault("connections outlive their event loop", "_connections.py", "            await anext(keeper)\n", ""),
    # Pages
    Fault(
        "a short page makes the next one skip",
        "_pages.py",
        "self._position += len(keys)",
        "self._position += self._page_size or len(keys)",
    ),
    Fault(
        "pages that repeat are taken for new",
        "_pages.py",
        "if repeated and (repeated > grown or repeated == len(keys)):",
        "if repeated < 0:",
    ),
    Fault("the limit is that of a page", "_pages.py", "self._left -= len(page)", "self._left -= 0"),
    Fault("more is asked for than is wanted", "_pages.py", "return {name: needed}", "pass"),
    Fault("the second page is taken for the first", "_pages.py", "self._first = 1", "self._first = 2"),
    Fault("a list that shrinks misses items", "_pages.py", "if self._total < before:", "if self._total < 0:"),
    Fault(
        "a total that is too small ends a list",
        "_pages.py",
        "self._position == self._total",
        "self._position >= (10**9 if self._total is None else self._total)",
    ),
    Fault(
        "an empty page is the end, whatever is promised",
        "_pages.py",
        "(more or self._position < (self._total or 0))",
        "False",
    ),
    Fault(
        "bad arguments of a list are refused late",
        "_pages.py",
        "        operation.prepare(*self._arguments({}))\n",
        "",
    ),
    Fault(
        "a window stands in the query, where the contract has it in the body",
        "_pages.py",
        "if self._paging.in_body:",
        "if not self._paging:",
    ),
    # Options
    Fault(
        "options change the client that they are taken from",
        "_transport.py",
        "twin = object.__new__(type(self))",
        "twin = self",
    ),
    Fault("a borrowed client closes the connections", "_transport.py", "twin._owned = False", "twin._owned = True"),
    Fault("the timeout of a call is not the call's", "_transport.py", '{"timeout": self._timeout}', "{}"),
    # Models
    Fault(
        "a null that came is left out",
        "types.py",
        "whole: dict[str, Any] = copied(self._dumped())\n",
        "whole: dict[str, Any] = {key: copied(value) for key, value in self._dumped().items() if value is not None}\n",
    ),
    Fault(
        "what is changed in a part is lost",
        "types.py",
        "json[property_.key] = property_.kind.dump(self._parts[property_.key])",
        "json.setdefault(property_.key, property_.kind.dump(self._parts[property_.key]))",
    ),
    Fault(
        "a copy changes what it was copied from",
        "types.py",
        "twin = self._of(dict(self._json))",
        "twin = self._of(self._json)",
    ),
    Fault(
        "what is missing is not noticed",
        "types.py",
        "            if property_.required:\n                # No",
        "            if not property_.key:\n                # No",
    ),
    Fault(
        "the items of a list are not looked at",
        "_kinds.py",
        '            yield f"for {item} in {value}:"\n',
        '            yield f"for {item} in {value}[:0]:"\n',
    ),
    Fault(
        "true is taken for a number",
        "_kinds.py",
        '"a finite number", (float, int)',
        '"a finite number", (float, int, bool)',
    ),
    Fault("secrets show", "types.py", """return "'…'" if self.secret else repr(value)""", "return repr(value)"),
    Fault(
        "one of several objects is read as the first that will do",
        "_kinds.py",
        "        if claimed := self._claimed(value):\n            return claimed\n",
        "",
    ),
    # Traffic
    Fault(
        "unknown parameters of a query are not seen",
        "_judge.py",
        '                else:\n                    yield Found(_below(f"/request/{where}", name)',
        '                elif where == "path":\n                    yield Found(_below(f"/request/{where}", name)',
    ),
    Fault(
        "any status will do",
        "_judge.py",
        '            yield Found("/answer/status", f"one of',
        '            return\n            yield Found("/answer/status", f"one of',
    ),
    Fault(
        "bodies of answers are not held against their schemas",
        "_judge.py",
        'yield from self._misfits(wanted[media_type].get("schema", {}), value, f"{side}/body")',
        "yield from ()",
    ),
    Fault("formats are not looked at", "_judge.py", "validate_formats=True", "validate_formats=False"),
    Fault(
        "a departure names a place of another shape",
        "_judge.py",
        "    if len(meant) != 1 or not meant[0]:",
        "    if meant is not None:",
    ),
    Fault(
        "a broken contract is recorded as kept",
        "_records.py",
        "            for each in verdict.departures\n",
        "            for each in verdict.departures[:0]\n",
    ),
    Fault(
        "the key is recorded where an answer repeats it",
        "_records.py",
        "self._secrets = {key}",
        "self._secrets: set[str] = set()",
    ),
    Fault(
        "credentials of stores are recorded",
        "_records.py",
        "_blank(item) if name in self._write_only else self.value(item)",
        "self.value(item)",
    ),
    Fault(
        "signatures are recorded", "_records.py", "        return URL.sub(_without_values, text)", "        return text"
    ),
    Fault("anybody may read a record", "_records.py", "PRIVATE = 0o600", "PRIVATE = 0o644"),
    Fault(
        "lines are written in pieces",
        "_records.py",
        "if os.write(descriptor, line) != len(line):",
        "if sum(os.write(descriptor, line[at : at + 4096]) for at in range(0, len(line), 4096)) != len(line):",
    ),
    Fault(
        "a damaged line ends a replay",
        "contract.py",
        "                result.damaged[number] = str(why)\n                continue",
        "                result.damaged[number] = str(why)\n                break",
    ),
    Fault(
        "who asks for a client with options gets one that nobody watches",
        "_transport.py",
        "twin._owned = False\n",
        "twin._owned = False\n        twin._witness = None\n",
    ),
]
