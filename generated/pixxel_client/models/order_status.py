# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from typing import Literal

OrderStatus = Literal[
    "PAID",
    "PAYMENT_IN_PROGRESS",
    "REFUND",
    "UNPAID",
]
