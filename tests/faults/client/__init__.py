"""Faults in the client, one module for each noun or area."""
