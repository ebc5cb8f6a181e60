"""The contract: the document, the validation of requests, the errors that a broken rule raises."""
