"""The contract: the document, the validation of requests, and the error answers."""
