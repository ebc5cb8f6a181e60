# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from typing import Literal

Recurrence = Literal[
    "BIMONTHLY",
    "MONTHLY",
    "NOT_APPLICABLE",
    "ONCE",
    "QUARTERLY",
]
