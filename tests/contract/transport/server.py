"""The server under test. Every answer is validated against the contract when it arrives."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar
from zlib import crc32

import httpx

from tests.contract.model.answer_rules import wrong_total
from tests.contract.model.comparison import assert_none, changes
from tests.contract.model.departures import Departure, departures, server_failure
from tests.contract.model.memory import Memory
from tests.contract.model.operations import (
    CONTRACT,
    NO_IDS,
    OPERATIONS,
    PAGE_SIZE,
    SECRET_LENGTH,
    SPENDING_OPERATIONS,
    Call,
    call_of,
    is_read_only,
    items_of,
    list_operations,
    paged_lists,
    required_parameters,
    secrets_of,
)
from tests.contract.outcomes import Blocked, skip
from tests.contract.runner.bounded import BeyondBounds, TooSlow, slow_rule
from tests.contract.runner.pace import LONGEST_WAIT, seconds_to_wait
from tests.contract.runner.run import (
    CreatedResource,
    Keys,
    Run,
    SentRequest,
    sent_request,
    server_trouble,
)
from tests.contract.transport.world import World, tags_that_change_with
from tests.ledger import Ledger
from tests.oracle import JSON, Operation

Case = TypeVar("Case")
Argument = TypeVar("Argument")
Value = TypeVar("Value")
SECONDS_TO_WAIT = 120
# How many items of a list are read at once, if its total says that it has them.
MOST_TOGETHER = 1000
# After how many answers beyond their bounds an operation is not asked again.
MOST_UNBOUNDED = 2
# The longest list that is read, by its total, and how many pages are read beyond its total.
MOST_ITEMS = 10_000
MOST_PAGES_BEYOND = 20
# How a server answers a call that is wrong.
REFUSALS = {400, 404}
# The findings in an answer, among its extensions.
FINDINGS = "findings"
# How many of very many resources are looked at.
SOME = 6
# Fields of work that may change until its status is terminal.
CHANGING_FIELDS = {
    "assets",
    "metadata",
    "order_items",
    "paid_at",
    "progress",
    "signed_url",
    "status",
    "tasks",
    "updated_at",
}


@dataclass
class Server:
    """A server, and what the checks know about it.

    Every answer is validated when it arrives. What departs from the contract becomes a finding of the run, and fails no
    check by itself.
    """

    request: Callable[..., httpx.Response]
    keys: Keys
    wait: Callable[..., object]
    ledger: Ledger
    check: str
    is_sandbox: bool
    run: Run = field(default_factory=Run)
    patience: int = SECONDS_TO_WAIT
    # Lets the work on the resource with this ID fail; only the sandbox can.
    let_fail: Callable[[str], None] | None = None
    # Whether nothing has happened to the sandbox yet. Its data is then that of every new sandbox.
    is_new: bool = False
    # What has been read. Checks of another server share it; so do sandboxes to which nothing has happened yet.
    world: World = field(default_factory=World)
    # What has been seen: another server must not contradict in one check what it said in another.
    memory: Memory = field(default_factory=Memory)

    @property
    def key(self) -> str:
        return self.keys.own or ""

    def send(
        self, method: str, path: str, *, key: str | None = "", call: Call | None = None, **options: Any
    ) -> httpx.Response:
        """The answer to a request. An empty `key` stands for the own key, None for a request without a key."""
        operation = call.operation if call else None
        only_reads = method == "GET" or (operation is not None and is_read_only(operation))
        variable = None if key is None else self.keys.variable_of(key or self.key)
        request = sent_request(method, path, options, variable)
        headers = httpx.Headers(options.pop("headers", None))
        if key is not None:
            headers["Authorization"] = key or self.key
        if len(known := self.run.unbounded.get(_label(request, call), [])) >= MOST_UNBOUNDED:
            # Each of them costs as long as an answer may take.
            self.run.observed.findings += known[-1:]
            raise Blocked(f"{_label(request, call)} is not asked again after {len(known)} answers without an end")
        attempt, written = 0, None
        while True:
            self.run.allow(request, operation.id if operation else None, only_reads=only_reads)
            written = written or (None if only_reads else self._will_write(call, key))
            started = time.monotonic()
            if not only_reads and call:
                self.memory.written(call.operation, call.path)
            answer = self._answer(request, call, only_reads=only_reads, attempt=attempt, headers=headers, **options)
            attempt += 1
            if answer is None:
                continue
            if not only_reads and call:
                self.memory.written(call.operation, call.path)
            is_retried = self._is_retried(answer, attempt - 1, request, only_reads=only_reads)
            self._observe(request, call, answer, started, key, is_failure=answer.status_code >= 500 and not is_retried)
            if not is_retried:
                break
            if call:
                self.run.count_answer(call.operation.id, answer.status_code)
        if attempt > 1 and not only_reads and answer.status_code == 409:
            skip(f"{request.label} failed at first, and may have been done all the same")
        if not only_reads:
            self._note_write(call, answer, written)
        if answer.status_code in {401, 403}:
            self.run.observed.is_refused = True
            if key == "":
                self._end_run_if_server_is_gone(request.label)
        return answer

    def _will_write(self, call: Call | None, key: str | None) -> CreatedResource | None:
        return None if call is None or call.is_dry_run else self.run.will_write(call, key or "")

    def _note_write(self, call: Call | None, answer: httpx.Response, written: CreatedResource | None) -> None:
        self.end_of_new()
        if written is not None:
            self.run.has_written(written, answer.status_code, json_of(answer))
        if answer.status_code >= 400:
            return
        if call is None:
            self.world.forget()
        elif not call.is_dry_run:
            self.world.written(call.operation.tag)

    def end_of_new(self) -> None:
        """Something happens to the sandbox: from now on, what is known of it is not true of every new sandbox."""
        if self.is_new:
            self.is_new = False
            self.world = self.world.copy()

    def _answer(
        self, request: SentRequest, call: Call | None, *, only_reads: bool, attempt: int, **options: Any
    ) -> httpx.Response | None:
        """The answer; None if there is none and the request is sent again. Ends the run if the server is gone."""
        label = _label(request, call)
        started = time.monotonic()
        try:
            answer = self.request(request.method, request.path, **options)
        except BeyondBounds as error:
            self._block_unbounded(label, call, error)
        except httpx.HTTPError as error:
            self._end_run_if_server_is_gone(label)
            wait = seconds_to_wait(None, attempt) if only_reads else None
            # Each attempt of a request that the server leaves unanswered costs the whole timeout.
            if wait is not None and not (attempt and isinstance(error, httpx.TimeoutException)):
                self.run.retried[0] += 1
                self.run.pace.pause(wait)
                return None
            departure = Departure("", "every request is answered", f"no answer: {type(error).__name__} {error}")
            self.run.block(label, 0, departure)
        took, allowed = time.monotonic() - started, self.run.limits.timeout
        if answer.status_code >= 500:
            self._end_run_if_server_is_gone(label)
        if took > allowed:
            departure = Departure("", slow_rule(allowed), f"it took {took:.0f} s")
            self.run.observe(label, answer.status_code, [departure], request)
        return answer

    def _block_unbounded(self, label: str, call: Call | None, error: BeyondBounds) -> NoReturn:
        """End the check after an answer that took too long or was too large."""
        if isinstance(error, TooSlow):
            self._end_run_if_server_is_gone(label)
        elif call is None:
            # The contract says nothing about the size of what is downloaded.
            skip(f"{label}: {error}")
        keys = self.run.observe(label, error.status, [Departure("", error.rule, error.message)])
        self.run.unbounded.setdefault(label, []).extend(keys)
        raise Blocked(f"{label}: {error}")

    def _is_retried(self, answer: httpx.Response, attempt: int, request: SentRequest, *, only_reads: bool) -> bool:
        """Whether the request is sent again, after a wait: the server has asked for it, or has failed.

        A write operation that has failed may have been done.
        """
        status = answer.status_code
        if self.is_sandbox or not (status in {429, 503} or (only_reads and status >= 500)):
            self.run.pace.answered()
            return False
        failure = request.label, status
        wait = seconds_to_wait(answer.headers.get("retry-after"), attempt)
        if wait is None or failure in self.run.lasting_failures:
            # Such a failure does not pass: each of them is waited for once.
            self.run.lasting_failures.add(failure)
            return False
        if wait > LONGEST_WAIT:
            self.run.give_up(f"{self.run.url} answers {status} and asks to come back in {wait:.0f} s")
        if status == 429:
            self.run.pace.slow_down()
        self.run.retried[status] += 1
        self.run.pace.pause(wait)
        return True

    def _observe(
        self,
        request: SentRequest,
        call: Call | None,
        answer: httpx.Response,
        started: float,
        key: str | None,
        *,
        is_failure: bool,
    ) -> None:
        """Validate an answer to a request sent at `started` with this key; what departs becomes findings.

        `is_failure` says that the server has failed, and not for a moment alone.
        """
        name = _label(request, call)
        # A shorter key is in any answer by chance.
        keys = [key.encode() for key in self.keys.all if len(key) >= SECRET_LENGTH]
        received = b" ".join([answer.content, *(value for _, value in answer.headers.raw)])
        found = [
            Departure("", f"no answer shows {what}", f"the answer shows {what}")
            for what, is_shown in {
                "a key": any(key in received for key in keys),
                "a secret": any(secret.encode() in received for secret in self.run.secrets),
                "a stack trace": b"Traceback (most recent call last)" in received,
            }.items()
            if is_shown
        ]
        if is_failure:
            found.append(server_failure(answer.status_code, answer.content))
        elif call is not None and answer.status_code < 500:
            found += departures(call.operation, call.path, answer.status_code, answer.headers, answer.content)
            if answer.status_code == call.operation.success and not call.is_dry_run:
                workspace = "" if key in {"", self.key} else "other"
                found += self.memory.observe(call.operation, call.path, answer.content, started, workspace)
        answer.extensions[FINDINGS] = self.run.observe(name, answer.status_code, found, request) if found else []

    def _end_run_if_server_is_gone(self, request: str) -> None:
        if not self.is_sandbox:
            trouble = server_trouble(self.run, self.key)
            if trouble:
                self.run.give_up(f"{self.run.url} {trouble}, since {request}")

    def ask(self, call: Call, *, key: str | None = "", **options: Any) -> httpx.Response:
        """The answer to a call. What departs from the contract in it becomes a finding."""
        operation = call.operation
        if not self.may_send(call):
            self.run.withhold(operation.id, f"{operation.id} costs tokens")
        is_plain = not options
        if call.body is not None and "content" not in options:
            options["content"] = json.dumps(call.body).encode()
            options["headers"] = {"Content-Type": JSON, **options.get("headers", {})}
        params = call.query or None
        self.run.secrets.update(secrets_of(call))
        if NO_IDS.intersection(map(str, call.path.values())):
            raise Blocked(f"an ID for {operation.id} is empty or dots, so its path would be that of something else")
        answer = self.send(operation.method, call.url, key=key, call=call, params=params, **options)
        self.ledger.note(operation.id, self.check)
        self.run.note(operation.id, answer.status_code, {*call.path, *call.query, *call.fields})
        is_read = answer.status_code in operation.successes and is_read_only(operation)
        if is_read and is_plain and key is not None:
            self.world.keep(key or self.key, call, answer)
        return answer

    def fetch(self, url: str) -> bytes:
        """The content at a signed URL. It opens without a key, more than once, and not without its signature."""
        first, second = (self.send("GET", url, key=None) for _ in range(2))
        address, _, signature = url.partition("?")
        for answer in (first, second):
            assert answer.status_code == 200, f"a signed URL must open with 200, and {address} is {answer.status_code}"
        assert first.content == second.content, f"{address} has other content the second time"
        for other in (address, f"{address}?{signature[:-1]}{'0' if signature[-1:] != '0' else '1'}"):
            opened = self.send("GET", other, key=None).status_code
            assert opened >= 400 or not signature, f"{address} is answered with {opened} without the right signature"
        return first.content

    def is_free(self, operation: Operation) -> bool:
        """Whether an operation costs no tokens here. Only the sandbox gets operations that cost tokens."""
        return self.is_sandbox or operation.id not in SPENDING_OPERATIONS

    def may_send(self, call: Call) -> bool:
        """Whether a call costs no tokens here, because of its operation or because it is a dry run."""
        return self.is_free(call.operation) or call.is_dry_run

    def value(self, call: Call, *, key: str = "") -> Any:
        """The body of a success: its JSON, or the content of another media type.

        If a valid call is answered otherwise, that is a finding, and the check is blocked.
        """
        answer = self.ask(call, key=key)
        if call.is_dry_run and not self.is_sandbox:
            skip(f"{call.operation.id} costs tokens, so only its dry run is sent")
        return self.value_of(call, answer)

    def success(self, call: Call) -> httpx.Response:
        """The answer to a valid call. If it is no success, that is a finding, and the check is blocked."""
        answer = self.ask(call)
        self.value_of(call, answer)
        return answer

    def shared(self, name: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` gives. On another server it is made once for all checks, because each request counts there."""
        return make() if self.is_sandbox else self.run.shared((self.key, name), make)

    def known(self, call: Call, *, key: str = "") -> Any:
        """The same as `value` for a read-only call, from an earlier answer if nothing was written since.

        For what prepares a check: IDs that exist. A status in it may be old.
        """
        answer = self.world.get(key or self.key, call)
        if answer is None:
            return self.value(call, key=key)
        self.run.observed.findings += answer.extensions[FINDINGS]
        return self.value_of(call, answer)

    def value_of(self, call: Call, answer: httpx.Response) -> Any:
        """The body of an answer to a call, as `value` gives it."""
        operation = call.operation
        if not self._is_success(operation, answer.status_code):
            if answer.status_code in REFUSALS and self.run.observed.findings:
                # What the call was made from departs from the contract, so the call may be wrong.
                raise Blocked(f"{operation.id} answers {answer.status_code} to a call made from that answer")
            message = f"must be {operation.success} for a valid request, is {answer.status_code} {answer.text[:200]}"
            if answer.extensions[FINDINGS]:
                # The answer is a finding already, such as a status that is not documented.
                raise Blocked(message)
            rule = f"a valid request is answered with {operation.success}"
            if finding := self.run.findings.of_id(call.path.values()):
                # The request is not valid: it names a resource by an ID that departs from the contract.
                self.run.observed.findings.append(finding)
                raise Blocked(message)
            self.run.block(operation.id, answer.status_code, Departure("", rule, message))
        if JSON not in operation.answers[str(answer.status_code)]:
            return answer.content
        try:
            return answer.json()
        except ValueError as error:
            # The answer is a finding already.
            raise Blocked(f"{operation.id} does not answer JSON: {error}") from None

    def _is_success(self, operation: Operation, status: int) -> bool:
        """Whether a status is the usual success of an operation, or another one that is documented with its answer."""
        answer = operation.answers[str(operation.success)]
        return status in operation.successes and operation.answers[str(status)] == answer

    def all_of(
        self,
        operation_id: str,
        *,
        path: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        key: str = "",
        page_size: int = PAGE_SIZE,
        known: bool = False,
    ) -> list[Any]:
        """All items of a list, page by page; with `known`, from earlier answers if nothing was written since."""
        operation = CONTRACT.operations[operation_id]
        read = self.known if known else self.value
        if operation not in paged_lists():
            return items_of(operation, read(call_of(operation, path=path, query=query), key=key))

        def page(offset: int) -> Any:
            window = {"offset": offset, "limit": page_size}
            return read(call_of(operation, path=path, query={**(query or {}), **window}), key=key)

        first = page(0)
        items, total = list(items_of(operation, first)), first["pagination"]["total"]
        root = operation.answers[str(operation.success)][JSON]
        if total > MOST_ITEMS:
            skip(f"{operation.id} has {total:,} items, and no list of more than {MOST_ITEMS:,} is read")
        is_full = len(items) == page_size
        for other in self.together(page, range(page_size, min(total, MOST_TOGETHER) if is_full else 0, page_size)):
            items += items_of(operation, other)
        # The total may be wrong, and pages smaller than requested: a list ends where a page has nothing new.
        seen, longest = {_text(item) for item in items}, total + MOST_PAGES_BEYOND * page_size
        while items and (len(items) < total or len(items) % page_size == 0):
            new = [item for item in items_of(operation, page(len(items))) if _text(item) not in seen]
            if not new:
                break
            items += new
            seen.update(map(_text, new))
            if len(items) > longest:
                message = f"{query or 'the list'}: must be the number of items, is {total}, after {len(items)} items"
                self.run.block(operation.id, operation.success, wrong_total(root, message))
        if len(items) != total:
            message = f"{query or 'the list'}: must be {len(items)}, the number of items, is {total}"
            self.run.observe(operation.id, operation.success, [wrong_total(root, message)])
        return items

    def together(self, read: Callable[[Argument], Value], arguments: Iterable[Argument]) -> list[Value]:
        """What `read` gives for each argument. Another server is asked by several workers, in any order."""
        several = list(arguments)
        if self.is_sandbox or self.run.limits.workers == 1 or len(several) < 2:
            return [read(argument) for argument in several]
        with ThreadPoolExecutor(self.run.limits.workers) as workers:
            return list(workers.map(read, several))

    def snapshot(
        self,
        key: str = "",
        *,
        tags: frozenset[str] | None = None,
        known: bool = False,
        aoi_id: str | None = None,
        settled: bool = True,
    ) -> dict[str, Any]:
        """All lists and objects that can be read without an ID, and the visualizations of the AOIs; of some tags only.

        With `settled`, waits until no visualization is being created, so that two snapshots differ only by what was
        done between them. With `known`, from earlier answers if nothing was written since. With `aoi_id`, only the
        visualizations of this AOI.
        """

        def read(operation: Operation) -> Any:
            if operation in list_operations():
                return self.all_of(operation.id, key=key, known=known)
            return (self.known if known else self.value)(call_of(operation), key=key)

        def visualizations(aoi: Mapping[str, Any]) -> list[Any]:
            return self.all_of("listVisualizations", key=key, path={"aoi_id": aoi["aoi_id"]}, known=known)

        operations = [
            operation
            for operation in OPERATIONS
            if operation.method == "GET" and not required_parameters(operation)
            if tags is None or operation.tag in tags
        ]
        # What is known already shows no change: it is used for the first look only.
        looks = iter([known])

        def resources() -> dict[str, Any]:
            nonlocal known
            known = next(looks, False)
            values = self.together(read, operations)
            found = {operation.id: value for operation, value in zip(operations, values, strict=True)}
            if tags is None or "visualizations" in tags:
                aois = [{"aoi_id": aoi_id}] if aoi_id else self.some(self.all_of("listAois", key=key, known=True))
                found["listVisualizations"] = [item for items in self.together(visualizations, aois) for item in items]
            return found

        return self.until(
            "a visualization",
            resources,
            lambda found: (
                not settled or all(item["status"] != "creating" for item in found.get("listVisualizations", ()))
            ),
        )

    def some(self, items: list[Any], count: int = SOME) -> list[Any]:
        """All items in the sandbox; the first and the last of another server, which may have very many."""
        return items if self.is_sandbox or len(items) <= count else [*items[: count // 2], *items[-(count // 2) :]]

    @property
    def is_quick(self) -> bool:
        """Whether each request counts: in a quick run on another server."""
        return not self.is_sandbox and self.run.limits.depth == "quick"

    def sample(self, cases: Iterable[Case], count: int, seed: str) -> list[Case]:
        """All cases; in a quick run on another server, where each request counts, `count` of them.

        They are spread over the cases, and `seed` says where they begin: checks of many operations together send all.
        """
        every = list(cases)
        if not self.is_quick or len(every) <= count:
            return every
        start = crc32(seed.encode()) % len(every)
        return [every[(start + position * len(every) // count) % len(every)] for position in range(count)]

    @contextmanager
    def unchanged(self, operation: Operation | None = None, path: Mapping[str, Any] | None = None) -> Iterator[None]:
        """Fails if the block changes anything that can be listed.

        On another server, only what the operation may change is read again, and nothing for a read-only one. In a quick
        run, only the list of its own resources, below `path`.
        """
        tags, aoi_id = None, None
        if operation is not None and not self.is_sandbox:
            tags = frozenset() if is_read_only(operation) else tags_that_change_with(operation.tag)
        if operation is not None and self.is_quick:
            tags = frozenset({operation.tag}) if tags else tags
            aoi_id = (path or {}).get("aoi_id")
        # What is compared of another server has no status.
        before = self.snapshot(tags=tags, known=True, aoi_id=aoi_id, settled=self.is_sandbox)
        yield
        after = self.snapshot(tags=tags, aoi_id=aoi_id, settled=self.is_sandbox)
        self.assert_unchanged(before, after, "the request must change nothing")

    def assert_unchanged(self, before: Any, after: Any, rule: str) -> None:
        """Fails if two looks differ in more than what changes by itself. In the sandbox, nothing does."""
        if before != after:
            found = [*changes(before, after)]
            assert_none(found or ([difference(before, after)] if self.is_sandbox else []), rule)

    def drawn(self, visualization: Mapping[str, Any]) -> dict[str, Any]:
        """The visualization, after its status is terminal."""
        return self.until(
            "a visualization",
            lambda: self.visualization(visualization["aoi_id"], visualization["id"]),
            lambda current: current["status"] != "creating",
        )

    def gathered(self, aoi_id: str) -> dict[str, Any]:
        """The AOI, after its status is terminal."""
        return self.until(
            "an AOI",
            lambda: self.value(call_of("getAoi", path={"aoi_id": aoi_id})),
            lambda aoi: aoi["status"] in {"success", "partial_success", "failed"},
        )

    def until(self, work: str, read: Callable[[], Value], is_over: Callable[[Value], bool]) -> Value:
        """What `read` gives when the work is over, read again each second; the check is skipped if it takes too long.

        Work that has not ended once in this run is looked at once more, and no longer waited for: the run must end.
        """
        for number in range(1 if work in self.run.unfinished else self.patience):
            if number:
                self.wait()
            value = read()
            if is_over(value):
                return value
        self.run.unfinished.add(work)
        return skip(f"the work on {work} has not ended after {self.patience} seconds")

    def visualization(self, aoi_id: str, visualization_id: str) -> dict[str, Any]:
        """One visualization, from the list."""
        matches = self.all_of(
            "listVisualizations", path={"aoi_id": aoi_id}, query={"visualization_id": visualization_id}
        )
        if len(matches) != 1:
            message = f"must list 1 visualization for visualization_id={visualization_id}, lists {len(matches)}"
            rule = "a visualization that exists is listed once"
            self.run.block("listVisualizations", 200, Departure("/visualizations", rule, message))
        result: dict[str, Any] = matches[0]
        return result


def _label(request: SentRequest, call: Call | None) -> str:
    """What findings call a request: its operation, or the method and the path."""
    return call.operation.id if call else request.label


def _text(item: Any) -> str:
    """An item of a list as text that is the same for equal items."""
    return json.dumps(item, sort_keys=True)


def difference(before: Any, after: Any) -> str:
    """What is different, in a few words."""
    if isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            return f"had {len(before)} items, and has {len(after)}"
        changed = next((pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]), (None, None))
        return f"has a changed item: {difference(*changed)}" if changed != (None, None) else "is the same"
    if isinstance(before, dict) and isinstance(after, dict):
        names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        return "; ".join(f"{name} was {before.get(name)!r:.80}, is {after.get(name)!r:.80}" for name in names[:3])
    return f"was {before!r:.80}, is {after!r:.80}"


def json_of(answer: httpx.Response) -> Any:
    """The JSON of an answer; None if it has none."""
    try:
        return answer.json() if answer.headers.get("content-type", "").startswith(JSON) else None
    except ValueError:
        return None
