# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""`Pixxel` and `AsyncPixxel`, the way in."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._transport import AsyncTransport, Transport

if TYPE_CHECKING:
    from .api.aois import Aois, AsyncAois
    from .api.indices import AsyncIndices, Indices
    from .api.visualizations import AsyncVisualizations, Visualizations

__all__ = ["AsyncPixxel", "Pixxel"]


class Pixxel(Transport):
    __doc__ = Transport.__doc__

    @cached_property
    def aois(self) -> Aois:
        """The operations tagged `aois`."""
        from .api.aois import Aois

        return Aois(self)

    @cached_property
    def indices(self) -> Indices:
        """The operations tagged `indices`."""
        from .api.indices import Indices

        return Indices(self)

    @cached_property
    def visualizations(self) -> Visualizations:
        """The operations tagged `visualizations`."""
        from .api.visualizations import Visualizations

        return Visualizations(self)


class AsyncPixxel(AsyncTransport):
    __doc__ = AsyncTransport.__doc__

    @cached_property
    def aois(self) -> AsyncAois:
        """The operations tagged `aois`."""
        from .api.aois import AsyncAois

        return AsyncAois(self)

    @cached_property
    def indices(self) -> AsyncIndices:
        """The operations tagged `indices`."""
        from .api.indices import AsyncIndices

        return AsyncIndices(self)

    @cached_property
    def visualizations(self) -> AsyncVisualizations:
        """The operations tagged `visualizations`."""
        from .api.visualizations import AsyncVisualizations

        return AsyncVisualizations(self)
