"""What was answered is kept, whole, and once, however the process ends and however many write at once."""

import itertools
import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from tests.sandbox.support import CONTRACT, INDEX, VISUALIZATION, VISUALIZATIONS, Served, example_bodies

# Several documents in one write, of a name that no sample has.
ITEM = {**example_bodies(CONTRACT.operations["submitOrder"])["archive"]["order_items"][0], "name": "To be kept"}
ORDER = {"order_items": [ITEM] * 50}
LEGEND = example_bodies(CONTRACT.operations["updateVisualizationMetadata"])["dynamic"]
DATE = next(iter(LEGEND["legend"]))
ALL = {"limit": 1_000_000}
# How many writes are answered before the process is killed: at its start, and in the midst of things.
KILLS = (1, 2, 30, 100)


class Writer:
    """Clients that write without end, and note what they were answered; the last legend that they set has a number."""

    def __init__(self) -> None:
        self.indices: list[Any] = []
        self.orders: list[Any] = []
        self.legend = 0
        self._number = itertools.count(1)
        self._lock = threading.Lock()

    def until_killed(self, served: Served, answers: int) -> None:
        """Write to `served` from several threads, and kill it once it has answered so many writes."""
        enough = threading.Semaphore(0)
        client = httpx.Client(base_url=served.url, headers=served.client.headers, trust_env=False)
        with client, ThreadPoolExecutor() as threads:
            ends = [
                threads.submit(self._write, client, write, enough)
                for write in (self._index, self._index, self._order, self._set_legend)
            ]
            for _ in range(answers):
                assert enough.acquire(timeout=20)
            served.process.kill()
        for end in ends:
            end.result()

    def _write(self, client: httpx.Client, write: Callable[[httpx.Client], None], enough: threading.Semaphore) -> None:
        while True:
            try:
                write(client)
            except httpx.TransportError:
                return
            enough.release()

    def _index(self, client: httpx.Client) -> None:
        answer = client.post("/v0/indices", json={**INDEX, "name": f"Index {next(self._number)}"})
        assert answer.status_code == 201, answer.text
        self.indices.append(answer.json())

    def _order(self, client: httpx.Client) -> None:
        answer = client.post("/v0/orders", json=ORDER)
        assert answer.status_code == 201, answer.text
        self.orders.append(answer.json()["id"])

    def _set_legend(self, client: httpx.Client) -> None:
        number = next(self._number)
        legend = {DATE: [{**one, "label": str(number)} for one in LEGEND["legend"][DATE]]}
        answer = client.put(f"{VISUALIZATION}/metadata", json={**LEGEND, "legend": legend})
        assert answer.status_code == 200, answer.text
        self.legend = number


def check(written: Writer, client: httpx.Client) -> None:
    """All that was answered is there, and what got no answer is there as a whole or not at all."""
    indices = client.get("/v0/indices", params=ALL).json()["indices"]
    assert [one for one in written.indices if one not in indices] == []
    assert len({one["name"] for one in indices}) == len(indices)

    orders = {one["id"]: one["order_items"] for one in client.get("/v0/orders", params=ALL).json()["orders"]}
    assert all(orders.values())
    placed = {order_id: items for order_id, items in orders.items() if items[0]["name"] == ITEM["name"]}
    assert set(written.orders) - placed.keys() == set()
    assert {len(items) for items in placed.values()} <= {len(ORDER["order_items"])}
    items = client.get("/v0/order-items", params=ALL).json()["order_items"]
    assert sorted(one["id"] for one in items) == sorted(one["id"] for some in orders.values() for one in some)

    (shown,) = client.get(VISUALIZATIONS, params={"visualization_id": VISUALIZATION.rpartition("/")[2]}).json()[
        "visualization"
    ]
    labels = {one["label"] for one in shown["metadata"]["legend"][DATE]["dynamic"]}
    if written.legend:
        (label,) = labels
        assert int(label) >= written.legend


def test_every_answered_write_survives_being_killed_again_and_again(
    tmp_path: Path, serve: Callable[..., Served]
) -> None:
    file = tmp_path / "state.db"
    written = Writer()
    for answers in KILLS:
        served = serve("--db", str(file))
        check(written, served.client)
        written.until_killed(served, answers)
    last = serve("--db", str(file))
    check(written, last.client)
    assert len(written.indices) + len(written.orders) > max(KILLS) / 2

    last.process.terminate()
    # Windows ends the process without asking it.
    assert last.process.wait(10) == (0 if os.name == "posix" else 1)
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_of_many_who_create_the_same_one_succeeds_and_nothing_is_lost(serve: Callable[..., Served]) -> None:
    served = serve()
    names = [f"Index {number}" for number in range(20)]

    def create(_: int) -> list[httpx.Response]:
        with httpx.Client(base_url=served.url, headers=served.client.headers, trust_env=False) as client:
            return [client.post("/v0/indices", json={**INDEX, "name": name}) for name in names]

    with ThreadPoolExecutor(8) as threads:
        answers = list(itertools.chain.from_iterable(threads.map(create, range(8))))

    assert {one.status_code for one in answers} == {201, 409}
    created = [one.json() for one in answers if one.status_code == 201]
    assert sorted(one["name"] for one in created) == sorted(names)
    listed = served.client.get("/v0/indices", params=ALL).json()["indices"]
    by_id = {one["id"]: one for one in listed}
    assert len(by_id) == len(listed)
    assert [one for one in created if by_id.get(one["id"]) != one] == []
    assert {one["name"] for one in listed if one not in created}.isdisjoint(names)
