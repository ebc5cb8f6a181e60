"""Requests and answers over httpx: from arguments to a request, from an answer to a value."""
