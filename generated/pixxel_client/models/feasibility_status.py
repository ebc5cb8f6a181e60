# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from typing import Literal

FeasibilityStatus = Literal[
    "FAILED",
    "NOT_APPLICABLE",
    "SUCCESS",
    "UNSPECIFIED",
    "WEAK_SUCCESS",
]
