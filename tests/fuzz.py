"""`make fuzz`: valid requests, damaged at random, to the socket of a sandbox; it must stand that.

The n-th input follows from the seed and n alone, so that a run can be repeated as far as wanted.
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

# How many inputs are under way at once, so that connections in all states meet.
UNDER_WAY = 64
SHOWN = 2000
FAULTS = 10
# What breaks parsers, from that of HTTP to that of times.
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
    """0 if the sandbox stands it, or else 1."""
    print(f"The same again: make fuzz SECONDS={seconds:g} SEED={seed}", flush=True)
    with running_sandbox("--seconds-per-step", "0.01") as sandbox:
        answered, faults = attack(sandbox.url, seed, seconds)
        if sandbox.process.poll() is not None:
            faults.append(f"the process has ended with {sandbox.process.returncode}")
        elif not still_works(sandbox.url):
            faults.append("a valid request is not answered any more")
        if said := sandbox.printed_errors():
            faults.append(f"on stderr: {said[:SHOWN]}")
    print(f"{answered.total()} inputs, {answered.total() / seconds:.0f} a second")
    for status, count in answered.most_common():
        print(f"{count:9} {status}")
    for fault in faults[:FAULTS]:
        print(fault)
    print(f"{len(faults)} faults" if faults else "It stood that.")
    return 1 if faults else 0


def attack(url: str, seed: int, seconds: float) -> tuple[Counter[str], list[str]]:
    """How many inputs were answered how, and which faults were met."""
    valid = list(requests())
    answered: Counter[str] = Counter()
    faults: list[str] = []
    under_way: deque[tuple[int, bytes, Connection]] = deque()
    end = time.monotonic() + seconds

    def look() -> None:
        number, raw, line = under_way.popleft()
        said = first_words(line)
        found = re.match(rb"HTTP/1\.1 (\d{3}) ", said)
        status = found[1].decode() if found else "no answer: it does not end"
        answered[f"{status}: it is no HTTP" if b"text/plain" in said.partition(b"\r\n\r\n")[0] else status] += 1
        if status.startswith("5"):
            faults.append(f"input {number} is answered {status}: {raw[:SHOWN]!r}")

    for number in itertools.count():
        if time.monotonic() > end or len(faults) > FAULTS:
            break
        raw = damaged(random.Random(f"{seed}/{number}"), valid)
        try:
            line = Connection(url)
        except OSError as error:
            faults.append(f"after input {number}, no connection: {error}")
            break
        line.send(raw)
        under_way.append((number, raw, line))
        if len(under_way) > UNDER_WAY:
            look()
    while under_way:
        look()
    return answered, faults


def requests() -> Iterator[bytes]:
    """Every operation with each of its examples, the page for browsers and a file."""
    for operation in CONTRACT.operations.values():
        for body in example_bodies(operation).values() or [None]:
            raw = b"" if body is None else json.dumps(body).encode()
            yield request(operation.method, url_of(operation), body=raw)
    yield request("GET", "/", "Accept: text/html")
    yield request("GET", f"/files/{'0' * 64}/a.zip?expires=4102444800&signature={'0' * 64}", "Range: bytes=0-10")


def damaged(dice: random.Random, valid: list[bytes]) -> bytes:
    """One of the requests, or more of them, with some damage done."""
    raw = dice.choice(valid)
    head, mark, body = raw.partition(b"\r\n\r\n")
    if body and dice.random() < 0.5:
        # The body alone, and the rest made to fit: what is behind the parser of HTTP is reached more often.
        body = hurt(dice, body)
        return re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % len(body), head) + mark + body
    if dice.random() < 0.1:
        raw += dice.choice(valid)
    return hurt(dice, raw)


def hurt(dice: random.Random, raw: bytes) -> bytes:
    for _ in range(dice.randint(1, 4)):
        start = dice.randint(0, len(raw))
        stop = min(len(raw), start + dice.choice((0, 1, 1, 4, 16, 64)))
        match dice.randrange(6):
            case 0:
                put = dice.choice(TOKENS)
            case 1:
                put = b""
            case 2:
                put = raw[start:stop] * dice.choice((2, 3, 100))
            case 3:
                put = dice.randbytes(stop - start)
            case 4:
                put = raw[start:stop][::-1]
            case _:
                # A value of JSON or a word, whole.
                if found := re.search(rb'"[^"]*"|[\w.-]+', raw[start:]):
                    start, stop = start + found.start(), start + found.end()
                put = dice.choice(TOKENS)
        raw = raw[:start] + put + raw[stop:]
    return raw


def first_words(line: Connection) -> bytes:
    """How the answer begins; nothing where the server waits for more of the request."""
    with line, contextlib.suppress(ConnectionResetError):
        # There is no more: now it hangs up instead of waiting.
        line.socket.shutdown(socket.SHUT_WR)
        return line.socket.recv(1024)
    return b""


def still_works(url: str) -> bool:
    with Connection(url) as line:
        line.send(request("POST", "/v0/archives/search", "Connection: close", body=b"{}"))
        return [one.status for one in line.answers()] == [200]


if __name__ == "__main__":
    duration, *chosen = sys.argv[1:]
    sys.exit(main(float(duration), int(chosen[0]) if chosen else random.randrange(10**6)))
