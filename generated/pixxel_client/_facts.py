# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The version of this client, and what the contract says of itself."""

VERSION = "0.1.0"
CONTRACT_VERSION = "0.1.0"
BASE_URL = "https://api.pixxel.space"
