"""`pixxel-sandbox`: the sandbox on a socket."""

from __future__ import annotations

import argparse
import importlib.metadata
import signal
import socket
import sys
from typing import TYPE_CHECKING, NoReturn

import uvicorn

from . import sample
from .app import create_app
from .clock import Clock
from .storage import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from starlette.applications import Starlette

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
            _serve(create_app(db=options.db, clock=options.clock), _url(options.host, listening), listening)
    except (_CannotStart, StoreError) as error:
        sys.stderr.write(f"pixxel-sandbox: {error}\n")
        return 2
    return 0


def _serve(app: Starlette, url: str, listening: socket.socket) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        # uvicorn stops gracefully on these, then raises them again for whoever listened before: this.
        signal.signal(number, _leave)
    config = uvicorn.Config(
        app,
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
        _Server(config, url).run(sockets=[listening])
    finally:
        app.state.store.close()


class _Server(uvicorn.Server):
    """A server that says where it is once it answers there."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        lines = [f"Pixxel sandbox at {self._url}"]
        lines += [f"  key {one.key:16} opens workspace {one.tenant_id}" for one in sample.WORKSPACES]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("pixxel-sandbox", description="A local Pixxel to develop against.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=_port, default=8080, help="port to listen on, 0 for a free one (%(default)s)")
    parser.add_argument("--db", metavar="FILE", help="SQLite file that keeps the state (in memory by default)")
    parser.add_argument(
        "--seconds-per-step",
        dest="clock",
        type=_clock,
        default=Clock(),
        metavar="SECONDS",
        help="how long each step of long work takes; a visualization takes two (1.0)",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    return parser.parse_args(argv)


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
