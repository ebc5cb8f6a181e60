# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""What the contract says of itself."""

VERSION = "0.1.0"
BASE_URL = "https://api.pixxel.space"
