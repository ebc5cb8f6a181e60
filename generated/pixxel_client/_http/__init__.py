# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Requests and answers over httpx: from arguments to a request, from an answer to a value."""
