"""Rules about a request that the schemas of the contract cannot say."""

from __future__ import annotations

from . import errors


def broken(pointer: str, rule: str) -> errors.ApiError:
    """400 for a rule that the place `pointer` of the body breaks, told as the rules of the schemas are."""
    return errors.bad_request(f"{pointer}: {rule}", {"errors": [{"pointer": pointer, "message": rule}]})
