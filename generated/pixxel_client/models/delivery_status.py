# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from typing import Literal

DeliveryStatus = Literal[
    "CREATED",
    "FAILED",
    "IN_PROGRESS",
    "SUCCESS",
    "UNSPECIFIED",
]
