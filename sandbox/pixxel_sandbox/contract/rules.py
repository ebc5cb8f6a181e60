"""Rules for requests that JSON Schema cannot express."""

from __future__ import annotations

from . import errors


def broken(pointer: str, rule: str) -> errors.ApiError:
    """The 400 for a value of the body at `pointer` that breaks a rule; it has the form of a schema error."""
    return errors.bad_request(f"{pointer}: {rule}", {"errors": [{"pointer": pointer, "message": rule}]})
