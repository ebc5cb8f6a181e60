"""Values: what the contract allows for them, how JSON becomes models and back, and how lists are read page by page."""
