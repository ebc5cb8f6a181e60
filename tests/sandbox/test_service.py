"""The service: whether it answers."""

from tests.sandbox.support import InProcess


def test_a_ping_is_answered_with_or_without_a_key(sandbox: InProcess) -> None:
    for key in (None, "sandbox-key", "nobodys-key", "Basic c2FuZGJveDpib3g="):
        assert sandbox.json("GET", "/ping", key=key) == "pong"
