"""`make fuzz`: valid requests with random damage, sent to the socket of a sandbox, which must go on working.

The n-th input depends on the seed and n alone, so that a run can be repeated up to any input.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import random
import re
import socket
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator

from tests.sandbox.raw_http import Connection, request
from tests.sandbox.support import CONTRACT, example_bodies, url_of
from tests.sandbox_process import running_sandbox
from tests.tables import table

# Open connections at any time, so that connections in all states exist side by side.
OPEN_CONNECTIONS = 64
MOST_BYTES_SHOWN = 2000
MOST_PROBLEMS = 10
# Text that has broken parsers: of HTTP, URLs, JSON, numbers, times.
TOKENS = [
    *(
        b"\0",
        b"\r\n",
        b"\r\n\r\n",
        b"\n",
        b" ",
        b"\t",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
        b"%",
    ),
    *(b"%00", b"%2F", b"%ED%A0%80", b"%zz", b"..", b"//", b"?", b"#", b"&", b"=", b";", b"*", b"\\", b"\\u0000"),
    *(b"\\ud800", b'"', b"'", b"{", b"}", b"[", b"]", b",", b":", b"null", b"true", b"NaN", b"-Infinity", b"1e400"),
    *(b"-0.0", b"1e308", b"10.0", b"-1", b"9" * 400, b"9" * 5000, b"9223372036854775808", b"[" * 2000, b'{"a":' * 2000),
    *(
        b"0000-00-00T00:00:00Z",
        b"9999-12-31T23:59:59.999999Z",
        b"2024-02-30",
        b"<script>",
        b"{0}",
        b"Content-Length: 5",
    ),
    *(b"Transfer-Encoding: chunked\r\n", b"Connection: close\r\n", b"Range: bytes=0-\r\n", b"HTTP/1.0", b"HTTP/9.9"),
]


def main(seconds: float, seed: int) -> int:
    """The exit code: 0 if the sandbox still works, 1 if there are problems."""
    print(f"To repeat this run: make fuzz SECONDS={seconds:g} SEED={seed}", flush=True)
    with running_sandbox("--seconds-per-step", "0.01") as sandbox:
        answers, problems = attack(sandbox.url, seed, seconds)
        if sandbox.process.poll() is not None:
            problems.append(f"the process has ended with {sandbox.process.returncode}")
        elif not still_works(sandbox.url):
            problems.append("a valid request is not answered any more")
        if printed := sandbox.printed_errors():
            problems.append(f"on stderr: {printed[:MOST_BYTES_SHOWN]}")
    print(f"{answers.total()} inputs, {answers.total() / seconds:.0f} a second")
    rows = [(str(count), answer) for answer, count in answers.most_common()]
    print(*table(rows, header=[("inputs", "answer")], right=[0]), sep="\n")
    print(*problems[:MOST_PROBLEMS], sep="\n", end="\n" if problems else "")
    print(f"{len(problems)} problems" if problems else "No problems")
    return 1 if problems else 0


def attack(url: str, seed: int, seconds: float) -> tuple[Counter[str], list[str]]:
    """The number of inputs by their answer, and the problems."""
    valid = list(requests())
    answers: Counter[str] = Counter()
    problems: list[str] = []
    pending: deque[tuple[int, bytes, Connection]] = deque()
    end = time.monotonic() + seconds

    def take_answer() -> None:
        number, raw, connection = pending.popleft()
        beginning = beginning_of_answer(connection)
        found = re.match(rb"HTTP/1\.1 (\d{3}) ", beginning)
        status = found[1].decode() if found else "none: the request has no end"
        is_plain = b"text/plain" in beginning.partition(b"\r\n\r\n")[0]
        answers[f"{status}: the request is not HTTP" if is_plain else status] += 1
        if status.startswith("5"):
            problems.append(f"input {number} is answered {status}: {raw[:MOST_BYTES_SHOWN]!r}")

    for number in itertools.count():
        if time.monotonic() > end or len(problems) > MOST_PROBLEMS:
            break
        raw = damaged(random.Random(f"{seed}/{number}"), valid)
        try:
            connection = Connection(url)
        except OSError as error:
            problems.append(f"no connection after input {number}: {error}")
            break
        connection.send(raw)
        pending.append((number, raw, connection))
        if len(pending) > OPEN_CONNECTIONS:
            take_answer()
    while pending:
        take_answer()
    return answers, problems


def requests() -> Iterator[bytes]:
    """Every operation with each of its examples, the dashboard and a signed file."""
    for operation in CONTRACT.operations.values():
        for body in example_bodies(operation).values() or [None]:
            raw = b"" if body is None else json.dumps(body).encode()
            yield request(operation.method, url_of(operation), body=raw)
    yield request("GET", "/", "Accept: text/html")
    yield request("GET", f"/files/{'0' * 64}/a.zip?expires=4102444800&signature={'0' * 64}", "Range: bytes=0-10")


def damaged(dice: random.Random, valid: list[bytes]) -> bytes:
    """One of the valid requests, or two in a row, with random damage."""
    raw = dice.choice(valid)
    head, mark, body = raw.partition(b"\r\n\r\n")
    if body and dice.random() < 0.5:
        # Damage to the body alone, with the right length, reaches the code behind the parser of HTTP more often.
        body = damaged_bytes(dice, body)
        return re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % len(body), head) + mark + body
    if dice.random() < 0.1:
        raw += dice.choice(valid)
    return damaged_bytes(dice, raw)


def damaged_bytes(dice: random.Random, raw: bytes) -> bytes:
    for _ in range(dice.randint(1, 4)):
        start = dice.randint(0, len(raw))
        stop = min(len(raw), start + dice.choice((0, 1, 1, 4, 16, 64)))
        match dice.randrange(6):
            case 0:
                new = dice.choice(TOKENS)
            case 1:
                new = b""
            case 2:
                new = raw[start:stop] * dice.choice((2, 3, 100))
            case 3:
                new = dice.randbytes(stop - start)
            case 4:
                new = raw[start:stop][::-1]
            case _:
                # A whole JSON value or word.
                if found := re.search(rb'"[^"]*"|[\w.-]+', raw[start:]):
                    start, stop = start + found.start(), start + found.end()
                new = dice.choice(TOKENS)
        raw = raw[:start] + new + raw[stop:]
    return raw


def beginning_of_answer(connection: Connection) -> bytes:
    """The beginning of the answer; nothing if the server waits for more of the request."""
    with connection, contextlib.suppress(ConnectionResetError):
        # Nothing more comes: the server closes the connection instead of waiting.
        connection.socket.shutdown(socket.SHUT_WR)
        return connection.socket.recv(1024)
    return b""


def still_works(url: str) -> bool:
    with Connection(url) as connection:
        connection.send(request("POST", "/v0/archives/search", "Connection: close", body=b"{}"))
        return [answer.status for answer in connection.answers()] == [200]


if __name__ == "__main__":
    duration, *seeds = sys.argv[1:]
    sys.exit(main(float(duration), int(seeds[0]) if seeds else random.randrange(10**6)))
