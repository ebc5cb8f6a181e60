# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from typing import Literal

DeliverySpeed = Literal[
    "NOT_APPLICABLE",
    "STANDARD",
]
