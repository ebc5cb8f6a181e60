"""What the sandbox bears, for `make bench`: how fast it starts and answers, what it takes, and many who write at once.

The machine decides how many requests a second that are: each line ends with what is wanted on a small one.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pixxel_sandbox import sample
from tests.sandbox.raw_http import Connection, request
from tests.sandbox.support import CONTRACT, INDEX, VISUALIZATION, example_bodies
from tests.sandbox_process import running_sandbox

STARTS = 5
# So that the sandbox, and not whoever asks, is what is waited for.
LINES = 8
SECONDS = 5
REQUESTS = 100_000
WRITERS = 64
EACH_WRITES = 10
READ = request("GET", f"/v0/aoi/{sample.AOI_ID}")
ROLLBACK = request(
    "PATCH",
    f"{VISUALIZATION}/metadata",
    body=json.dumps(example_bodies(CONTRACT.operations["rollbackVisualizationMetadata"])["dynamic"]).encode(),
)
REFUSED = request("POST", "/v0/indices", body=b'{"name": 1}')


def main() -> None:
    starting()
    with running_sandbox() as sandbox:
        for what, raw, wanted in (("GET by id", READ, 500), ("PATCH that rolls back", ROLLBACK, 200)):
            rate = requests_a_second(sandbox.url, raw, seconds=SECONDS)
            tell(f"{what}, over {LINES} connections", f"{rate:.0f} a second", f"{wanted} at least")
        remembering(sandbox.url, sandbox.process.pid)
    with running_sandbox() as sandbox:
        writing(sandbox.url)


def starting() -> None:
    """Taken in turns with what no server of this kind can do without."""
    ours, bare = [], []
    for _ in range(STARTS):
        began = time.perf_counter()
        with running_sandbox() as sandbox, Connection(sandbox.url) as line:
            line.send(READ)
            answer = line.answer()
            ours.append(time.perf_counter() - began)
            assert answer is not None
            assert answer.status == 200, answer
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import uvicorn, starlette"], check=True)
        bare.append(time.perf_counter() - began)
    more = statistics.median(ours) - statistics.median(bare)
    tell("start to first answer, beyond import uvicorn, starlette", f"{more:.2f} s", "1.00 s at most")


def requests_a_second(url: str, raw: bytes, *, seconds: float = float("inf"), requests: float = float("inf")) -> float:
    """Sends `raw` on some connections again and again, for so long or so often."""
    lines = [Connection(url) for _ in range(LINES)]
    size = 0
    for line in lines:
        # All answers to one request are of one size: to count bytes is all that is left to do.
        size = len(whole_answer(line, raw))
    sent, began = 0, time.perf_counter()
    while sent < requests and time.perf_counter() - began < seconds:
        for line in lines:
            line.socket.sendall(raw)
        for line in lines:
            missing = size
            while missing:
                missing -= len(line.socket.recv(missing))
        sent += len(lines)
    rate = sent / (time.perf_counter() - began)
    for line in lines:
        assert whole_answer(line, raw)[:12] in {b"HTTP/1.1 200", b"HTTP/1.1 400"}
        line.socket.close()
    return rate


def whole_answer(line: Connection, raw: bytes) -> bytes:
    line.socket.sendall(raw)
    read = b""
    while not (head := re.match(rb".*?content-length: (\d+).*?\r\n\r\n", read, re.DOTALL)):
        read += line.socket.recv(65_536)
    while len(read) < head.end() + int(head[1]):
        read += line.socket.recv(65_536)
    return read


def remembering(url: str, process: int) -> None:
    before = resident(process)
    for raw, share in ((READ, 0.6), (ROLLBACK, 0.2), (REFUSED, 0.2)):
        requests_a_second(url, raw, requests=REQUESTS * share)
    grown = resident(process) - before
    tell(f"memory after {REQUESTS:,} more requests", f"{before:.1f} MB {grown:+.1f}", "+5.0 MB at most")


def resident(process: int) -> float:
    """How many megabytes of a process are in memory."""
    (pages,) = re.findall(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(pages) / 1024


def writing(url: str) -> None:
    def write(writer: int) -> list[str]:
        answered = []
        with Connection(url, timeout=60) as line:
            for number in range(EACH_WRITES):
                body = json.dumps({**INDEX, "name": f"{writer}/{number}"}).encode()
                line.send(request("POST", "/v0/indices", body=body))
                answer = line.answer()
                assert answer is not None
                assert answer.status == 201, answer
                answered.append(json.loads(answer.body)["id"])
        return answered

    began = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as threads:
        answered = [one for some in threads.map(write, range(WRITERS)) for one in some]
    rate = len(answered) / (time.perf_counter() - began)
    with Connection(url) as line:
        line.send(request("GET", "/v0/indices?type=custom&limit=1000000"))
        listed = line.answer()
    assert listed is not None
    kept = Counter(one["id"] for one in json.loads(listed.body)["indices"])
    lost, twice = sum(one not in kept for one in answered), sum(number > 1 for number in kept.values())
    told = f"{len(answered)} created, {rate:.0f} a second, {lost} lost, {twice} twice"
    tell(f"{WRITERS} who create indices at once", told, "none and none")


def tell(what: str, measured: str, wanted: str) -> None:
    print(f"{what:62} {measured}   ({wanted})", flush=True)


if __name__ == "__main__":
    main()
