# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from typing import Literal

OrderItemStatus = Literal[
    "ACTIVE",
    "CANCELLED",
    "DRAFT",
    "FAILED",
    "FULFILLED",
    "PARTIALLY_FULFILLED",
]
