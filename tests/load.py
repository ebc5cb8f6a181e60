"""The load that a sandbox takes, for `make bench`: its start, its rate of answers, its memory, and concurrent writes.

The rates depend on the machine: each line ends with the limit for a small one.
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
from tests.subprocesses import TIMEOUT
from tests.tables import line

WIDTHS = (62, 0, 0)
STARTS = 5
# Enough connections that the measurement waits for the sandbox, and not for this program.
CONNECTIONS = 8
SECONDS = 5
REQUESTS = 100_000
WRITERS = 64
WRITES_EACH = 10
READ = request("GET", f"/v0/aoi/{sample.AOI_ID}")
ROLLBACK = request(
    "PATCH",
    f"{VISUALIZATION}/metadata",
    body=json.dumps(example_bodies(CONTRACT.operations["rollbackVisualizationMetadata"])["dynamic"]).encode(),
)
INVALID = request("POST", "/v0/indices", body=b'{"name": 1}')


def main() -> None:
    measure_start()
    with running_sandbox() as sandbox:
        for name, raw, least in (("GET by id", READ, 500), ("PATCH that rolls back", ROLLBACK, 200)):
            rate = requests_per_second(sandbox.url, raw, seconds=SECONDS)
            show(f"{name}, over {CONNECTIONS} connections", f"{rate:.0f} a second", f"at least {least}")
        measure_memory(sandbox.url, sandbox.process.pid)
    with running_sandbox() as sandbox:
        measure_concurrent_writes(sandbox.url)


def measure_start() -> None:
    """The time until the first answer, without the time that any server of this kind needs; both are taken in turns."""
    ours, bare = [], []
    for _ in range(STARTS):
        started = time.perf_counter()
        with running_sandbox() as sandbox, Connection(sandbox.url) as connection:
            connection.send(READ)
            answer = connection.answer()
            ours.append(time.perf_counter() - started)
            assert answer is not None
            assert answer.status == 200, answer
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import uvicorn, starlette"], check=True, timeout=TIMEOUT)
        bare.append(time.perf_counter() - started)
    difference = statistics.median(ours) - statistics.median(bare)
    show("start to first answer, less import uvicorn, starlette", f"{difference:.2f} s", "at most 1.00 s")


def requests_per_second(
    url: str, raw: bytes, *, seconds: float = float("inf"), requests: float = float("inf")
) -> float:
    """Send a request on some connections again and again, until the time or the number of requests is reached."""
    connections = [Connection(url) for _ in range(CONNECTIONS)]
    size = 0
    for connection in connections:
        # All answers to one request have one size, so that counting bytes is enough from here on.
        size = len(whole_answer(connection, raw))
    sent, started = 0, time.perf_counter()
    while sent < requests and time.perf_counter() - started < seconds:
        for connection in connections:
            connection.socket.sendall(raw)
        for connection in connections:
            missing = size
            while missing:
                missing -= len(connection.socket.recv(missing))
        sent += len(connections)
    rate = sent / (time.perf_counter() - started)
    for connection in connections:
        assert whole_answer(connection, raw)[:12] in {b"HTTP/1.1 200", b"HTTP/1.1 400"}
        connection.socket.close()
    return rate


def whole_answer(connection: Connection, raw: bytes) -> bytes:
    connection.socket.sendall(raw)
    read = b""
    while not (head := re.match(rb".*?content-length: (\d+).*?\r\n\r\n", read, re.DOTALL)):
        read += connection.socket.recv(65_536)
    while len(read) < head.end() + int(head[1]):
        read += connection.socket.recv(65_536)
    return read


def measure_memory(url: str, process: int) -> None:
    before = resident_megabytes(process)
    for raw, part in ((READ, 0.6), (ROLLBACK, 0.2), (INVALID, 0.2)):
        requests_per_second(url, raw, requests=REQUESTS * part)
    growth = resident_megabytes(process) - before
    show(f"memory after {REQUESTS:,} more requests", f"{before:.1f} MB {growth:+.1f}", "at most +5.0 MB")


def resident_megabytes(process: int) -> float:
    (kilobytes,) = re.findall(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(kilobytes) / 1024


def measure_concurrent_writes(url: str) -> None:
    def write(writer: int) -> list[str]:
        ids = []
        with Connection(url, timeout=60) as connection:
            for number in range(WRITES_EACH):
                body = json.dumps({**INDEX, "name": f"{writer}/{number}"}).encode()
                connection.send(request("POST", "/v0/indices", body=body))
                answer = connection.answer()
                assert answer is not None
                assert answer.status == 201, answer
                ids.append(json.loads(answer.body)["id"])
        return ids

    started = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as threads:
        created = [index_id for ids in threads.map(write, range(WRITERS)) for index_id in ids]
    rate = len(created) / (time.perf_counter() - started)
    with Connection(url) as connection:
        connection.send(request("GET", "/v0/indices?type=custom&limit=1000000"))
        answer = connection.answer()
    assert answer is not None
    listed = Counter(index["id"] for index in json.loads(answer.body)["indices"])
    lost, repeated = sum(index_id not in listed for index_id in created), sum(count > 1 for count in listed.values())
    result = f"{len(created)} created, {rate:.0f} a second, {lost} lost, {repeated} twice"
    show(f"{WRITERS} clients create indices at once", result, "0 lost, 0 twice")


def show(name: str, measured: str, limit: str) -> None:
    print(line((name, measured, f"({limit})"), WIDTHS), flush=True)


if __name__ == "__main__":
    main()
