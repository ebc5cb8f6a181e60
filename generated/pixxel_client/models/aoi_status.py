# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from typing import Literal

AOIStatus = Literal[
    "failed",
    "partial_success",
    "running",
    "started",
    "success",
    "updating",
]
