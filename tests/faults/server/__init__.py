"""Faults in the sandbox, one module for each noun or area."""
