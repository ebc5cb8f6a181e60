"""Durability: an answered write is stored completely and once, even if the process is killed or many clients write."""

import itertools
import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from tests.sandbox.support import CONTRACT, INDEX, TIMEOUT, VISUALIZATION, VISUALIZATIONS, Served, example_bodies

# A write of several documents; the name is not in the sample data.
ITEM = {**example_bodies(CONTRACT.operations["submitOrder"])["archive"]["order_items"][0], "name": "To be kept"}
ORDER = {"order_items": [ITEM] * 50}
LEGEND = example_bodies(CONTRACT.operations["updateVisualizationMetadata"])["dynamic"]
DATE = next(iter(LEGEND["legend"]))
ALL = {"limit": 1_000_000}
# How many writes are answered before the process is killed.
KILLS = (1, 2, 30, 100)


class Writer:
    """Clients that write until the server is killed, and collect the answers; the label of a legend is a number."""

    def __init__(self) -> None:
        self.indices: list[Any] = []
        self.orders: list[Any] = []
        self.legend = 0
        self._number = itertools.count(1)
        self._lock = threading.Lock()

    def until_killed(self, served: Served, answers: int) -> None:
        """Write to `served` from several threads, and kill it when it has answered so many writes."""
        answered = threading.Semaphore(0)
        client = httpx.Client(base_url=served.url, headers=served.client.headers, trust_env=False, timeout=TIMEOUT)
        with client, ThreadPoolExecutor() as threads:
            writers = [
                threads.submit(self._write, client, write, answered)
                for write in (self._index, self._index, self._order, self._set_legend)
            ]
            for _ in range(answers):
                assert answered.acquire(timeout=TIMEOUT)
            served.process.kill()
        for writer in writers:
            writer.result()

    def _write(
        self, client: httpx.Client, write: Callable[[httpx.Client], None], answered: threading.Semaphore
    ) -> None:
        while True:
            try:
                write(client)
            except httpx.TransportError:
                return
            answered.release()

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
        legend = {DATE: [{**legend_class, "label": str(number)} for legend_class in LEGEND["legend"][DATE]]}
        answer = client.put(f"{VISUALIZATION}/metadata", json={**LEGEND, "legend": legend})
        assert answer.status_code == 200, answer.text
        self.legend = number


def check(written: Writer, client: httpx.Client) -> None:
    """All answered writes are stored; a write without an answer is stored completely or not at all."""
    indices = client.get("/v0/indices", params=ALL).json()["indices"]
    assert [index for index in written.indices if index not in indices] == []
    assert len({index["name"] for index in indices}) == len(indices)

    orders = {order["id"]: order["order_items"] for order in client.get("/v0/orders", params=ALL).json()["orders"]}
    assert all(orders.values())
    placed = {order_id: items for order_id, items in orders.items() if items[0]["name"] == ITEM["name"]}
    assert set(written.orders) - placed.keys() == set()
    assert {len(items) for items in placed.values()} <= {len(ORDER["order_items"])}
    items = client.get("/v0/order-items", params=ALL).json()["order_items"]
    assert sorted(item["id"] for item in items) == sorted(item["id"] for ordered in orders.values() for item in ordered)

    (visualization,) = client.get(VISUALIZATIONS, params={"visualization_id": VISUALIZATION.rpartition("/")[2]}).json()[
        "visualization"
    ]
    labels = {legend_class["label"] for legend_class in visualization["metadata"]["legend"][DATE]["dynamic"]}
    if written.legend:
        (label,) = labels
        assert int(label) >= written.legend


def test_every_answered_write_survives_kills_of_the_process(tmp_path: Path, serve: Callable[..., Served]) -> None:
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
    # Windows ends the process without a signal.
    assert last.process.wait(TIMEOUT) == (0 if os.name == "posix" else 1)
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_one_of_many_equal_creations_succeeds(serve: Callable[..., Served]) -> None:
    served = serve()
    names = [f"Index {number}" for number in range(20)]

    def create(_: int) -> list[httpx.Response]:
        with httpx.Client(
            base_url=served.url, headers=served.client.headers, trust_env=False, timeout=TIMEOUT
        ) as client:
            return [client.post("/v0/indices", json={**INDEX, "name": name}) for name in names]

    with ThreadPoolExecutor(8) as threads:
        answers = list(itertools.chain.from_iterable(threads.map(create, range(8))))

    assert {answer.status_code for answer in answers} == {201, 409}
    created = [answer.json() for answer in answers if answer.status_code == 201]
    assert sorted(index["name"] for index in created) == sorted(names)
    listed = served.client.get("/v0/indices", params=ALL).json()["indices"]
    by_id = {index["id"]: index for index in listed}
    assert len(by_id) == len(listed)
    assert [index for index in created if by_id.get(index["id"]) != index] == []
    assert {index["name"] for index in listed if index not in created}.isdisjoint(names)
