# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The operations, a package for each tag of the contract, a module for each operation."""
