"""The service: ping."""

from tests.sandbox.support import InProcess


def test_ping_needs_no_key(sandbox: InProcess) -> None:
    for key in (None, "sandbox-key", "unknown-key", "Basic c2FuZGJveDpib3g="):
        assert sandbox.json("GET", "/ping", key=key) == "pong"
