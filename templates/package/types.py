"""Types for annotations, and for code that works with all models: `Model`, `Response`, `Departure` and `ABSENT`."""

from __future__ import annotations

from ._answers import Departure, Response
from ._data.models import ABSENT, Absent, Model, Property

__all__ = ["ABSENT", "Absent", "Departure", "Model", "Property", "Response"]
