"""What every handler needs: calls, keys, documents, files, the clock, geometry and file formats."""
