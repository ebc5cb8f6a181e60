# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from typing import Literal

PaymentStatus = Literal[
    "PAID",
    "PARTIAL-MONTHLY",
    "PARTIAL-REFUND",
    "REFUND",
    "UNPAID",
]
