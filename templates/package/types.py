"""The types for annotations and for whoever writes code for all models: the base of models, responses, departures."""

from __future__ import annotations

from ._answers import Departure, Response
from ._data.models import ABSENT, Absent, Model, Property

__all__ = ["ABSENT", "Absent", "Departure", "Model", "Property", "Response"]
