"""The basis of all handlers: calls, keys, documents, signed files, the clock, geometry and file formats."""
