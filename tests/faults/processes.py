"""Runs functions in processes of their own, several at once, and ends each process with its function."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

# Slow imports that each process starts with. None is of this project, whose packages the faults change.
IMPORTS = ["httpx", "hypothesis", "jsonschema_rs", "pytest", "schemathesis.engine"]
# Seconds after which a process that has not ended by itself is killed. The functions have limits of their own.
LIMIT = 2 * 60 * 60


class Pool:
    """Starts a new process for each function.

    ProcessPoolExecutor cannot end a function that hangs, breaks as a whole when a process dies, and with
    max_tasks_per_child can wait forever for a process that it has not started (CPython issue 115634).
    """

    def __init__(self, processes: int | None = None, limit: float = LIMIT) -> None:
        methods = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        self._context.set_forkserver_preload(IMPORTS)
        self._threads = ThreadPoolExecutor(processes or os.cpu_count())
        self._limit = limit
        self._running: set[BaseProcess] = set()
        self._lock = threading.Lock()
        self._is_closed = False

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        """Forget what waits, and kill what runs."""
        with self._lock:
            self._is_closed = True
            for process in self._running:
                _kill(process)
        self._threads.shutdown(cancel_futures=True)

    def submit(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Call a function in a process of its own, as soon as fewer than the given number of processes run.

        If the process ends without a result, the result is a RuntimeError that says why.
        """
        return self._threads.submit(self._run, function, args, kwargs)

    def _run(self, function: Callable[..., R], args: tuple[Any, ...], kwargs: dict[str, Any]) -> R:
        receiver, sender = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_call, args=(sender, function, args, kwargs))
        with self._lock:
            if self._is_closed:
                raise CancelledError
            process.start()
            self._running.add(process)
        sender.close()
        try:
            if not receiver.poll(self._limit):
                raise RuntimeError(f"the process has not ended after {self._limit:g} seconds")
            result, error = receiver.recv()
        except EOFError:
            process.join()
            raise RuntimeError(f"the process ended without a result, with exit code {process.exitcode}") from None
        finally:
            with self._lock:
                self._running.discard(process)
                _kill(process)
            process.join()
            receiver.close()
        if error is not None:
            raise RuntimeError(error)
        value: R = result
        return value


def _call(sender: Connection, function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    if hasattr(os, "setpgrp"):
        # A group of its own, so that what the function has started can be killed with it.
        os.setpgrp()
        threading.Thread(target=_end_with_parent, daemon=True).start()
    answer: tuple[object, str | None]
    try:
        answer = function(*args, **kwargs), None
    except Exception:
        answer = None, traceback.format_exc()
    sender.send(answer)
    sender.close()


def _end_with_parent() -> None:
    """Kill this process and those that it has started once the process of the pool is gone, however it has ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.killpg(0, signal.SIGKILL)


def _kill(process: BaseProcess) -> None:
    """Kill a process and those that it has started."""
    if process.pid is None:
        return
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        # It has ended, or has not yet made its group.
        pass
    process.kill()
