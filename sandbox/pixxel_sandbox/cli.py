"""The command `pixxel-sandbox`: serves the sandbox on a socket."""

from __future__ import annotations

import argparse
import asyncio
import importlib.metadata
import signal
import socket
import sys
from typing import TYPE_CHECKING, NoReturn, get_args

import uvicorn
from starlette.responses import JSONResponse

from . import sample
from .contract import errors
from .core.clock import Clock
from .core.storage import StoreError
from .server.app import create_app
from .server.fault_injection import MAX_LATENCY, FaultInjection
from .server.workspaces import create_workspaces

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from starlette.applications import Starlette
    from starlette.types import Receive, Scope, Send

    from .core.auth import Workspace

# How long a stop waits for open requests, in seconds.
STOP_TIMEOUT = 5
MAX_PORT = 65535
BACKLOG = 2048


class _StartError(Exception):
    """The sandbox cannot start; the message tells the user why."""


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the sandbox until SIGINT or SIGTERM; the exit code is 0 then, and 2 if it cannot start."""
    options = _options(argv)
    try:
        with _listen(options.host, options.port) as listening:
            app = create_app(
                db=options.db,
                clock=options.clock,
                keys=options.keys,
                seed_data=options.seed_data,
                fault_injection=options.fault_injection,
            )
            _serve(app, _banner(_url(options.host, listening), app, options.fault_injection), listening)
    except (_StartError, StoreError) as error:
        sys.stderr.write(f"pixxel-sandbox: {error}\n")
        return 2
    return 0


def _serve(app: Starlette, banner: str, listening: socket.socket) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        # uvicorn stops gracefully on these signals and then raises them again for this handler.
        signal.signal(number, _exit)
    config = uvicorn.Config(
        _StoppableApp(app),
        # A parser that is strict and always installed: the others refuse different requests.
        http="h11",
        ws="none",
        # Warnings are about invalid requests, which are answered anyway; they would hide errors of the sandbox.
        log_level="error",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=STOP_TIMEOUT,
    )
    try:
        _Server(config, banner).run(sockets=[listening])
    finally:
        app.state.store.close()


class _StoppableApp:
    """An application that answers 503 to requests that a stop cancels; nothing else cancels requests here."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            stopping = errors.unavailable("the sandbox is stopping")
            await JSONResponse(stopping.envelope(), stopping.status)(scope, receive, send)


class _Server(uvicorn.Server):
    """A server that prints the banner when it can answer."""

    def __init__(self, config: uvicorn.Config, banner: str) -> None:
        super().__init__(config)
        self._banner = banner

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(self._banner)
        sys.stdout.flush()


def _banner(url: str, app: Starlette, fault_injection: FaultInjection) -> str:
    workspaces: Sequence[Workspace] = app.state.workspaces
    keys = [
        *((workspace.key, f"opens workspace {workspace.name}, {workspace.tenant_id}") for workspace in workspaces),
        *((key, "is revoked: 403") for workspace in workspaces for key in workspace.revoked_keys),
    ]
    width = max(len(key) for key, _ in keys)
    return "\n".join(
        [
            f"Pixxel sandbox at {url}",
            *([f"  fault injection: {fault_injection}"] if str(fault_injection) else []),
            *(f"  key {key:{width}} {effect}" for key, effect in keys),
            "",
        ]
    )


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "pixxel-sandbox",
        description="A local Pixxel API to develop against, with its own sample data and keys.",
        epilog="It prints its URL and its keys when it is ready, and runs until Ctrl+C.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")

    address = parser.add_argument_group("address")
    address.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    address.add_argument("--port", type=_port, default=8080, help="port to listen on, 0 for a free port (%(default)s)")

    data = parser.add_argument_group("data")
    data.add_argument("--db", metavar="FILE", help="SQLite file for the documents (in memory by default)")
    data.add_argument(
        "--key",
        dest="keys",
        type=_key,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="key of a workspace: one and two have sample data, any other name is a further workspace without it;"
        " may be given several times",
    )
    data.add_argument(
        "--seed-data",
        choices=get_args(sample.SeedData),
        default="sample",
        help="the documents of new workspaces: the sample data, or none except a project and what Pixxel provides"
        " (%(default)s)",
    )
    data.add_argument(
        "--seconds-per-step",
        dest="clock",
        type=_clock,
        default=Clock(),
        metavar="SECONDS",
        help="duration of a step of long work; a visualization takes two steps (1.0)",
    )

    faults = parser.add_argument_group(
        "fault injection", "Delays, failures and rate limits on purpose, to test how a client handles them."
    )
    faults.add_argument(
        "--latency",
        type=_latency,
        default=0.0,
        metavar="SECONDS",
        help="delay of each answer, such as 0.2, or a range such as 0.1-0.5 (0)",
    )
    faults.add_argument(
        "--fail-rate",
        type=_fail_rate,
        default=0.0,
        metavar="SHARE",
        help="share of the requests, from 0 to 1, that are answered 500, 502, 503 or 504 and change nothing (0)",
    )
    faults.add_argument(
        "--rate-limit",
        type=_rate_limit,
        metavar="N/s",
        help="number of requests that a key may make in any second, or with N/m in any minute; further requests are"
        " answered 429 (no limit)",
    )
    faults.add_argument(
        "--random-seed",
        type=int,
        metavar="N",
        help="the same requests with the same number meet the same faults (default: random, and printed)",
    )

    options = parser.parse_args(argv)
    try:
        options.keys = _keys_by_name(options.keys)
    except ValueError as error:
        parser.error(f"argument --key: {error}")
    seed = {} if options.random_seed is None else {"random_seed": options.random_seed}
    options.fault_injection = FaultInjection(options.latency, options.fail_rate, options.rate_limit, **seed)
    return options


def _key(text: str) -> tuple[str, str]:
    name, separator, key = text.partition("=")
    if not separator:
        # The text is not in the message: it may be a key without a name.
        raise argparse.ArgumentTypeError("the = is missing; write NAME=VALUE, such as one=my-key")
    return name, key


def _keys_by_name(pairs: list[tuple[str, str]]) -> dict[str, str]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        raise ValueError("a workspace is named twice; give each workspace one key")
    # Checked here, so that the message names this option.
    create_workspaces(keys)
    return keys


def _latency(text: str) -> tuple[float, float]:
    try:
        low, separator, high = text.partition("-")
        return FaultInjection(latency=(float(low), float(high if separator else low))).latency_range
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of seconds from 0 to {MAX_LATENCY}, such as 0.2, or a range, such as 0.1-0.5"
        ) from error


def _fail_rate(text: str) -> float:
    try:
        return FaultInjection(fail_rate=float(text)).fail_rate
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1, such as 0.2") from error


def _rate_limit(text: str) -> str | None:
    try:
        return FaultInjection(rate_limit=text).rate_limit
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of requests per second or minute, such as 10/s or 600/m, and at most 999999"
        ) from error


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number from 0 to {MAX_PORT}")
    return int(text)


def _clock(text: str) -> Clock:
    try:
        return Clock(float(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0") from error


def _version() -> str:
    try:
        return importlib.metadata.version("pixxel-client")
    except importlib.metadata.PackageNotFoundError:
        return "(not installed)"


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # The protocol is explicit because asyncio disables Nagle's delay, 40 ms per answer, only for TCP.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            # The port of a sandbox that has just ended can be used again. Windows would let two processes share it.
            if sys.platform != "win32":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            raise
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _StartError(
            f"cannot listen on {host} port {port}: {reason}; choose another with --host and --port (0 for a free port)"
        ) from error
    return listening


def _url(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _exit(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)
