# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from typing import Literal

OrderTaskStatus = Literal[
    "CANCELLED",
    "DRAFT",
    "EXPIRED",
    "FAILED",
    "FULFILLED",
    "IN_PROGRESS",
    "PARTIALLY_FULFILLED",
    "SUBMITTED",
]
