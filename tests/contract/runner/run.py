"""One run of the proof: its limits, the requests sent, the findings, what was created, the outcome of each check."""

from __future__ import annotations

import shlex
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, NoReturn, TypeVar, cast
from urllib.parse import urlencode

import httpx

from tests.contract.model.departures import Departure
from tests.contract.outcomes import Blocked, RunOver, Skipped, skip
from tests.contract.runner.bounded import BeyondBounds, status_of
from tests.contract.runner.commands import with_new_names
from tests.contract.runner.findings import Findings, Key
from tests.contract.runner.pace import Pace
from tests.contract.runner.redaction import redacted

# The exit code when there is no server to check, or when not everything could be checked.
EXIT_INCOMPLETE = 3
OWN_KEY = "PIXXEL_API_KEY"
PROBE = "/v0/aois"
# The longest body in a shell command; the system allows no longer argument.
LONGEST_BODY = 100_000
# Where `pixxel-sandbox` listens, for the shell commands of a run in process.
SANDBOX_URL = "http://127.0.0.1:8080"

Value = TypeVar("Value")

# Words of test names that a sentence writes otherwise.
ACRONYMS = {"aoi": "AOI", "id": "ID", "ids": "IDs", "json": "JSON", "png": "PNG", "sld": "SLD", "utc": "UTC"} | {
    "km2": "km²"
}


@dataclass(frozen=True)
class Limits:
    """What a run may do to a server that is not the sandbox."""

    read_only: bool = False
    max_requests: int | None = None
    rate: float | None = None
    timeout: float = 30
    depth: str = "standard"
    # How many independent reads are sent side by side.
    workers: int = 1
    # How many seconds work on the server may take.
    patience: int = 120


@dataclass(frozen=True)
class Keys:
    """The key of the workspace that is checked, one of another workspace, and a revoked one."""

    own: str | None
    other: str | None = None
    revoked: str | None = None

    def variable_of(self, key: str) -> str:
        """The name of the variable that has a key in shell commands."""
        variables = {self.own: OWN_KEY, self.other: "PIXXEL_OTHER_API_KEY", self.revoked: "PIXXEL_REVOKED_API_KEY"}
        return variables.get(key, "UNKNOWN_KEY")

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(key for key in (self.own, self.other, self.revoked) if key)

    def __repr__(self) -> str:
        return "Keys(…)"


@dataclass
class SentRequest:
    """A request, with what is needed to send it again by hand: its key is in a variable of the shell."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    key_variable: str | None = OWN_KEY

    @property
    def label(self) -> str:
        """The method and the path, without the query, which may have a signature."""
        return f"{self.method} {self.path.partition('?')[0]}"

    def curl(self, base_url: str) -> str:
        """A shell command. The key is a variable in it."""
        # The signature of a signed URL is a secret, like a key.
        path = self.path.partition("?")[0]
        query = f"?{urlencode(self.query)}" if self.query else ""
        url = path if "://" in path else base_url.rstrip("/") + path
        # With -X HEAD, curl would wait for a body.
        words = ["curl", "-sS", *(["--head"] if self.method == "HEAD" else ["-X", self.method]), quoted(url + query)]
        if self.key_variable:
            words += ["-H", f'"Authorization: ${self.key_variable}"']
        for name, value in self.headers.items():
            if name.lower() != "authorization":
                words += ["-H", quoted(f"{name}: {value}")]
        if self.content is not None:
            words += ["--data-binary", quoted(self.content[:LONGEST_BODY])]
            words += ["# cut short"] if len(self.content) > LONGEST_BODY else []
            words += ["# zero bytes of the body are lost in a shell"] if b"\0" in self.content else []
        return " ".join(words)


def quoted(value: str | bytes) -> str:
    """A word of a shell command that has exactly these bytes, and no character that a terminal obeys."""
    content = value.encode(errors="surrogateescape") if isinstance(value, str) else value
    text = content.decode(errors="replace")
    if text.isprintable() and "\N{REPLACEMENT CHARACTER}" not in text:
        return shlex.quote(text)
    # What Bash, zsh and POSIX 2024 read as bytes.
    escaped = (chr(byte) if 32 <= byte < 127 and byte not in b"\\'" else f"\\{byte:03o}" for byte in content)
    return f"$'{''.join(escaped)}'"


@dataclass
class CreatedResource:
    """What a write operation was sent for: something that exists now, and has to be deleted.

    It is noted before the request is sent, since the request may be carried out without an answer.
    """

    call: Any
    answer: Any = None
    # Whether an answer says that it was done.
    is_answered: bool = False
    # The key of its workspace; empty for the own key.
    key: str = field(default="", repr=False)


@dataclass
class Check:
    """A check of one operation, or of none in particular, and its outcome."""

    name: str
    module: str
    operation: str
    outcome: str
    why: str = ""
    curl: str = ""
    # The operations that answered the check with a success.
    operations: list[str] = field(default_factory=list)
    # The findings that block the check.
    blocked_by: list[Key] = field(default_factory=list)
    requests: int = 0
    writes: int = 0

    @property
    def sentence(self) -> str:
        """The statement that the check tests: the name of its test."""
        words = self.name.removeprefix("test_").split("_")
        sentence = " ".join(ACRONYMS.get(word, word) for word in words)
        return sentence[:1].upper() + sentence[1:]


@dataclass
class Observed:
    """What one check has sent and seen so far."""

    requests: int = 0
    # How many of them were no read-only requests.
    writes: int = 0
    # The operations that answered with a success.
    succeeded: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    # Whether a key was refused, be it the right one or not.
    is_refused: bool = False
    # Whether a request was sent that is no call of an operation.
    is_raw: bool = False
    # The findings in the answers that the check has got.
    findings: list[Key] = field(default_factory=list)
    last: SentRequest | None = None

    def add(self, other: Observed) -> None:
        """Add what another one has seen, but not its requests: they are sent once."""
        self.succeeded |= other.succeeded
        self.sent |= other.sent
        self.is_raw |= other.is_raw
        self.findings += other.findings
        self.last = other.last or self.last


@dataclass
class Run:
    """What all checks of a run share."""

    limits: Limits = field(default_factory=Limits)
    base_url: str | None = None
    # The operations that are checked; empty stands for all.
    selected: frozenset[str] = frozenset()
    requests: int = 0
    # How many of them are no check's: the preflight, the clean-up, and probes of a server that fails.
    own_requests: int = 0
    findings: Findings = field(default_factory=Findings)
    # What the check that runs now has sent and seen.
    observed: Observed = field(default_factory=Observed)
    # Statuses of answers that a retry has followed; 0 stands for no answer.
    retried: Counter[int] = field(default_factory=Counter)
    # Requests, each with a status, that were answered with it as often as they were sent.
    lasting_failures: set[tuple[str, int]] = field(default_factory=set)
    # The findings that answers were beyond their bounds, by operation or request, one for each such answer.
    unbounded: dict[str, list[Key]] = field(default_factory=dict)
    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    parameters: dict[str, set[str]] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)
    created: list[CreatedResource] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    # How many checks have nothing to test for their operation.
    not_applicable: int = 0
    # How many checks were not begun, because the run ended early.
    not_run: int = 0
    # Calls of operations that succeed, by key, visualization and operation.
    valid_calls: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    # Why there are no calls of other operations, by key and operation.
    missing: dict[tuple[str, str], str] = field(default_factory=dict)
    # Kinds of work that have not ended on this server, such as that on an AOI.
    unfinished: set[str] = field(default_factory=set)
    # Checks that ended by an error of their own, such as a name that is not defined.
    defective: list[str] = field(default_factory=list)
    # Why the run ended early.
    trouble: str | None = None
    # What the reader of the report must know about the run itself.
    notices: list[str] = field(default_factory=list)
    # The tags that are checked, as they were named.
    tags: tuple[str, ...] = ()
    # How the random data of the run is made again.
    seed: str = ""
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    # How long the run took; set at its end.
    seconds: float = 0.0
    # Whether Ctrl-C or SIGTERM has ended the run.
    is_interrupted: bool = False
    # The page of the report, once it is written.
    page: Path | None = None
    # No report shows them.
    keys: tuple[str, ...] = field(default=(), repr=False)
    # The values of write-only fields that were sent; no report shows them.
    secrets: set[str] = field(default_factory=set, repr=False)
    pace: Pace = field(init=False)
    # What checks share, with what was seen while it was made, or why it could not be made.
    _shared: dict[Hashable, tuple[Observed, Any, Blocked | None]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        self.pace = Pace(self.limits.rate)

    @property
    def url(self) -> str:
        return self.base_url or "http://sandbox"

    @property
    def curl_url(self) -> str:
        """The server in shell commands. The sandbox in process has no port, so they ask one that has."""
        return self.base_url or SANDBOX_URL

    def redacted(self, text: str) -> str:
        """The text without keys, secrets and signatures."""
        return redacted(text, [*self.keys, *self.secrets])

    def selects(self, operation_id: str) -> bool:
        """Whether an operation is checked."""
        return not self.selected or operation_id in self.selected

    def allow(self, request: SentRequest, operation_id: str | None, *, only_reads: bool) -> None:
        """Wait as long as the rate demands; skip the check if the limits forbid the request."""
        if self.limits.read_only and not only_reads:
            self.withhold(operation_id, "--read-only")
        if self.is_spent:
            self.withhold(operation_id, f"the limit --max-requests={self.limits.max_requests} is reached")
        self.pace.wait_for_turn()
        # Several workers may send at the same time.
        with self._lock:
            self.requests += 1
            self.observed.requests += 1
            self.observed.writes += not only_reads
            self.observed.last = request
            if operation_id:
                self.observed.sent.add(operation_id)
            else:
                self.observed.is_raw = True

    def shared(self, name: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` gives, made once for all checks. A check that gets it has seen the answers that it was made of.

        If a finding blocks it, every check that asks for it is blocked for the same reason.
        """
        if name not in self._shared:
            asking, self.observed = self.observed, Observed()
            value: Value | None = None
            error: Blocked | None = None
            try:
                value = make()
            except Blocked as blocked:
                error = blocked
            except Exception as exception:
                if not self.observed.findings or isinstance(exception, AssertionError | RunOver | Skipped):
                    raise
                # An answer that departs from the contract cannot be worked with.
                error = Blocked(f"an answer cannot be read: {type(exception).__name__}: {exception}")
            finally:
                seen, self.observed = self.observed, asking
                asking.requests += seen.requests
                asking.writes += seen.writes
            self._shared[name] = seen, value, error
        seen, shared, blocked_by = self._shared[name]
        self.observed.add(seen)
        if blocked_by is not None:
            raise blocked_by
        return cast("Value", shared)

    @property
    def is_spent(self) -> bool:
        """Whether --max-requests is reached."""
        return self.limits.max_requests is not None and self.requests - self.own_requests >= self.limits.max_requests

    def begin_own_request(self) -> None:
        """Wait as long as the rate demands, and count a request that is no check's. --max-requests allows it."""
        self.pace.wait_for_turn()
        with self._lock:
            self.requests += 1
            self.own_requests += 1

    def begin_generated_request(self) -> None:
        """Wait as long as the rate demands, and count a request that schemathesis sends; refuse it beyond the limit."""
        if self.is_spent:
            raise RuntimeError(f"{self.requests} requests have been sent")
        self.pace.wait_for_turn()
        self.requests += 1
        self.observed.requests += 1

    def observe(
        self, operation: str, status: int, departures: Iterable[Departure], request: SentRequest | None = None
    ) -> list[Key]:
        """Record the departures of an answer as findings. Without `request`, it is the answer to the last one."""
        sent = request or self.observed.last
        curl = self.redacted(sent.curl(self.curl_url)) if sent else ""
        curl = with_new_names(curl) if 200 <= status < 300 else curl
        shown = [replace(departure, message=self.redacted(departure.message)) for departure in departures]
        with self._lock:
            keys = self.findings.record(operation, status, shown, curl)
            self.observed.findings += keys
        return keys

    def block(self, operation: str, status: int, departure: Departure) -> NoReturn:
        """Record a departure that the check cannot go on after, and end the check as blocked."""
        self.observe(operation, status, [departure])
        raise Blocked(departure.message)

    def withhold(self, operation_id: str | None, why: str) -> None:
        if operation_id:
            self.withheld.setdefault(operation_id, why)
        skip(why)

    def note(self, operation_id: str, status: int, names: set[str]) -> None:
        if 200 <= status < 300:
            self.observed.succeeded.add(operation_id)
        self.count_answer(operation_id, status)
        self.parameters.setdefault(operation_id, set()).update(names)

    def count_answer(self, operation_id: str, status: int) -> None:
        self.statuses.setdefault(operation_id, Counter())[status] += 1

    def will_write(self, call: Any, key: str = "") -> CreatedResource:
        """Note what a write operation is about to be sent for, with another key than the own one if there is one."""
        resource = CreatedResource(call, key=key)
        self.created.append(resource)
        return resource

    def has_written(self, resource: CreatedResource, status: int, answer: Any) -> None:
        """Note the answer to a write operation. A refusal has created nothing; after a failure, nobody knows."""
        if 200 <= status < 300:
            resource.answer, resource.is_answered = answer, True
        elif status < 500:
            # Writes are sent one after the other, so it is the last one.
            self.created.pop()

    def is_kept(self, operation_id: str) -> bool:
        """Whether a check that got a success of the operation is kept."""
        return any(check.outcome == "kept" and operation_id in check.operations for check in self.checks)

    def reached(self, operation_id: str) -> bool:
        """Whether an operation has ever answered with a success. Without one, it was not checked."""
        return any(200 <= status < 300 for status in self.statuses.get(operation_id, ()))

    def count(self, check: Check) -> None:
        """Add the outcome of a check."""
        if check.outcome == "not applicable":
            self.not_applicable += 1
        else:
            self.checks.append(check)

    def counts(self) -> dict[str, Any]:
        """What this process has sent and received, as plain values, for `merge`."""
        return {
            "requests": self.requests,
            "own_requests": self.own_requests,
            "statuses": [
                (name, status, count) for name, statuses in self.statuses.items() for status, count in statuses.items()
            ],
            "parameters": {name: sorted(names) for name, names in self.parameters.items()},
            "withheld": self.withheld,
            "retried": list(self.retried.items()),
            "waited": self.pace.waited,
        }

    def merge(self, counts: Mapping[str, Any]) -> None:
        """Add what another process has sent and received for this run."""
        self.requests += counts["requests"]
        self.own_requests += counts["own_requests"]
        for operation_id, status, count in counts["statuses"]:
            self.statuses.setdefault(operation_id, Counter())[status] += count
        for operation_id, names in counts["parameters"].items():
            self.parameters.setdefault(operation_id, set()).update(names)
        self.withheld = {**counts["withheld"], **self.withheld}
        self.retried.update(dict(counts["retried"]))
        self.pace.waited += counts["waited"]

    def give_up(self, why: str) -> NoReturn:
        """End the run, because the server is gone or refuses the key."""
        self.trouble = f"{why}, after {self.requests} requests; the report has the checks made until then"
        raise RunOver(self.trouble)


# How often a server is asked before it counts as down, and the seconds between.
PROBES = 3
BETWEEN_PROBES = 0.5


def server_trouble(run: Run, key: str) -> str | None:
    """What is wrong with the server of a run as a whole: it does not answer, answers 5xx, or refuses the key.

    None if nothing is. It is asked several times, because a failure may pass.
    """
    trouble = None
    for number in range(PROBES):
        if number:
            time.sleep(BETWEEN_PROBES)
        run.begin_own_request()
        trouble = _trouble(run.url, key, run.limits.timeout)
        if trouble is None:
            break
    return trouble


def _trouble(base_url: str, key: str, timeout: float) -> str | None:
    try:
        status = status_of(base_url.rstrip("/") + PROBE, key, timeout)
    except httpx.TimeoutException:
        return f"has not answered for {timeout:g} s"
    except BeyondBounds as error:
        return f"gives no whole answer to GET {PROBE}: it {error.message}"
    except httpx.HTTPError as error:
        return f"has stopped answering ({_error_text(error)})"
    if status in {401, 403}:
        return f"does not accept the key in PIXXEL_API_KEY any more ({status})"
    return f"answers {status} to GET {PROBE}, which succeeded before" if status >= 500 else None


def sent_request(method: str, path: str, options: Mapping[str, Any], key_variable: str | None) -> SentRequest:
    content = options.get("content")
    body = content if isinstance(content, bytes) else None
    query, headers = options.get("params") or {}, dict(options.get("headers") or {})
    return SentRequest(method, path, query, headers, body, key_variable)


def _error_text(error: Exception) -> str:
    return str(error).strip() or type(error).__name__
