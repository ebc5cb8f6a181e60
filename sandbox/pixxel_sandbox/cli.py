"""`pixxel-sandbox`: the sandbox on a socket."""

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
from .server.fault_injection import MAX_LATENCY, BadDays
from .server.workspaces import workspaces

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from starlette.applications import Starlette
    from starlette.types import Receive, Scope, Send

    from .core.auth import Workspace

# How long a stop waits for requests under way, in seconds.
GRACE = 5
MAX_PORT = 65535
BACKLOG = 2048


class _CannotStart(Exception):
    """Why the sandbox cannot start, in a sentence for the user."""


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
                bad_days=options.bad_days,
            )
            _serve(app, _banner(_url(options.host, listening), app, options.bad_days), listening)
    except (_CannotStart, StoreError) as error:
        sys.stderr.write(f"pixxel-sandbox: {error}\n")
        return 2
    return 0


def _serve(app: Starlette, banner: str, listening: socket.socket) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        # uvicorn stops gracefully on these, then raises them again for whoever listened before: this.
        signal.signal(number, _leave)
    config = uvicorn.Config(
        _Stoppable(app),
        # Strict, and always there: with what else may be installed, other requests would be refused.
        http="h11",
        ws="none",
        # Warnings are about what clients send, which they are answered, and hide what is wrong with the sandbox.
        log_level="error",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE,
    )
    try:
        _Server(config, banner).run(sockets=[listening])
    finally:
        app.state.store.close()


class _Stoppable:
    """An application that still answers, 503, what a stop has cut off: nothing else cancels requests here."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            stopping = errors.unavailable("the sandbox is stopping")
            await JSONResponse(stopping.envelope(), stopping.status)(scope, receive, send)


class _Server(uvicorn.Server):
    """A server that says where it is once it answers there."""

    def __init__(self, config: uvicorn.Config, banner: str) -> None:
        super().__init__(config)
        self._banner = banner

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(self._banner)
        sys.stdout.flush()


def _banner(url: str, app: Starlette, bad_days: BadDays) -> str:
    found: Sequence[Workspace] = app.state.workspaces
    told = [
        *((one.key, f"opens workspace {one.name}, {one.tenant_id}") for one in found),
        *((key, "is revoked: 403") for one in found for key in one.revoked_keys),
    ]
    width = max(len(key) for key, _ in told)
    return "\n".join(
        [
            f"Pixxel sandbox at {url}",
            *([f"  bad days: {bad_days}"] if str(bad_days) else []),
            *(f"  key {key:{width}} {what}" for key, what in told),
            "",
        ]
    )


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "pixxel-sandbox",
        description="A local Pixxel to develop against, with sample data and keys of its own.",
        epilog="It prints its URL and its keys once it answers, and runs until Ctrl+C.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")

    place = parser.add_argument_group("where it listens")
    place.add_argument("--host", default="127.0.0.1", help="address (%(default)s)")
    place.add_argument("--port", type=_port, default=8080, help="port, 0 for a free one (%(default)s)")

    holds = parser.add_argument_group("what it holds")
    holds.add_argument("--db", metavar="FILE", help="SQLite file that keeps the state (in memory by default)")
    holds.add_argument(
        "--key",
        dest="keys",
        type=_key,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="key of a workspace: one and two are those with sample data, any other name is a further, empty one;"
        " may be given several times",
    )
    holds.add_argument(
        "--seed-data",
        choices=get_args(sample.SeedData),
        default="sample",
        help="what new workspaces begin with: the sample data, or none, which leaves a project and what Pixxel provides"
        " (%(default)s)",
    )
    holds.add_argument(
        "--seconds-per-step",
        dest="clock",
        type=_clock,
        default=Clock(),
        metavar="SECONDS",
        help="how long each step of long work takes; a visualization takes two (1.0)",
    )

    bad_days = parser.add_argument_group("bad days", "What every client meets some day, to rehearse getting over it.")
    bad_days.add_argument(
        "--latency",
        type=_latency,
        default=0.0,
        metavar="SECONDS",
        help="how late answers come, such as 0.2, or a range such as 0.1-0.5 (0)",
    )
    bad_days.add_argument(
        "--fail-rate",
        type=_fail_rate,
        default=0.0,
        metavar="SHARE",
        help="share of the requests, from 0 to 1, that end in 500, 502, 503 or 504 and change nothing (0)",
    )
    bad_days.add_argument(
        "--rate-limit",
        type=_rate_limit,
        metavar="N/s",
        help="requests that a key may make in any second, or with N/m in any minute; more are answered 429 (no limit)",
    )
    bad_days.add_argument(
        "--random-seed",
        type=int,
        metavar="N",
        help="the same requests meet the same failures under the same number (any; it is printed)",
    )

    options = parser.parse_args(argv)
    try:
        options.keys = _by_name(options.keys)
    except ValueError as error:
        parser.error(f"argument --key: {error}")
    chance = {} if options.random_seed is None else {"random_seed": options.random_seed}
    options.bad_days = BadDays(options.latency, options.fail_rate, options.rate_limit, **chance)
    return options


def _key(text: str) -> tuple[str, str]:
    name, separator, key = text.partition("=")
    if not separator:
        # Not repeated: it may well be a key that its name is missing from.
        raise argparse.ArgumentTypeError("there is no = in it; write NAME=VALUE, such as one=my-key")
    return name, key


def _by_name(pairs: list[tuple[str, str]]) -> dict[str, str]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        raise ValueError("a workspace is named twice; it has one key")
    # What is wrong with them is to be said as of this option.
    workspaces(keys)
    return keys


def _latency(text: str) -> tuple[float, float]:
    try:
        low, separator, high = text.partition("-")
        return BadDays(latency=(float(low), float(high if separator else low))).latency_range
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of seconds from 0 to {MAX_LATENCY}, such as 0.2, and no range, such as 0.1-0.5"
        ) from error


def _fail_rate(text: str) -> float:
    try:
        return BadDays(fail_rate=float(text)).fail_rate
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no share; give a number from 0 to 1, such as 0.2") from error


def _rate_limit(text: str) -> str | None:
    try:
        return BadDays(rate_limit=text).rate_limit
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of requests a second or minute, at most 999999, such as 10/s or 600/m"
        ) from error


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > MAX_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; name a number from 0 to {MAX_PORT}")
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
        # With the protocol named: asyncio turns off Nagle's delay, 40 ms an answer, only where it sees TCP.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            # A port that a sandbox has just left can be taken again at once; Windows would let two share it.
            if sys.platform != "win32":
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            raise
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _CannotStart(
            f"cannot listen on {host} port {port}: {reason}; choose another with --host and --port (0 for a free port)"
        ) from error
    return listening


def _url(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)
