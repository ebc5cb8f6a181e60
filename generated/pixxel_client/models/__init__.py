# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The objects and enumerations of the contract."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .aoi import AOI
    from .aoi_list import AOIList
    from .aoi_status import AOIStatus
    from .asset import Asset
    from .asset_status import AssetStatus
    from .asset_type import AssetType
    from .error import Error
    from .error_response import ErrorResponse
    from .expression_type import ExpressionType
    from .index import Index
    from .index_create import IndexCreate
    from .index_list import IndexList
    from .index_type import IndexType
    from .legend import Legend
    from .legend_breakpoint import LegendBreakpoint
    from .legend_item import LegendItem
    from .legend_rollback import LegendRollback
    from .legend_update import LegendUpdate
    from .multi_polygon import MultiPolygon
    from .multi_polygon_type import MultiPolygonType
    from .pagination import Pagination
    from .png_request import PngRequest
    from .polygon import Polygon
    from .polygon_type import PolygonType
    from .sld_request import SldRequest
    from .sld_styles import SldStyles
    from .visualization import Visualization
    from .visualization_create import VisualizationCreate
    from .visualization_list import VisualizationList
    from .visualization_metadata import VisualizationMetadata
    from .visualization_mode import VisualizationMode
    from .visualization_status import VisualizationStatus

__all__ = [
    "AOI",
    "AOIList",
    "AOIStatus",
    "Asset",
    "AssetStatus",
    "AssetType",
    "Error",
    "ErrorResponse",
    "ExpressionType",
    "Index",
    "IndexCreate",
    "IndexList",
    "IndexType",
    "Legend",
    "LegendBreakpoint",
    "LegendItem",
    "LegendRollback",
    "LegendUpdate",
    "MultiPolygon",
    "MultiPolygonType",
    "Pagination",
    "PngRequest",
    "Polygon",
    "PolygonType",
    "SldRequest",
    "SldStyles",
    "Visualization",
    "VisualizationCreate",
    "VisualizationList",
    "VisualizationMetadata",
    "VisualizationMode",
    "VisualizationStatus",
]

_MODULES = {
    "AOI": "aoi",
    "AOIList": "aoi_list",
    "AOIStatus": "aoi_status",
    "Asset": "asset",
    "AssetStatus": "asset_status",
    "AssetType": "asset_type",
    "Error": "error",
    "ErrorResponse": "error_response",
    "ExpressionType": "expression_type",
    "Index": "index",
    "IndexCreate": "index_create",
    "IndexList": "index_list",
    "IndexType": "index_type",
    "Legend": "legend",
    "LegendBreakpoint": "legend_breakpoint",
    "LegendItem": "legend_item",
    "LegendRollback": "legend_rollback",
    "LegendUpdate": "legend_update",
    "MultiPolygon": "multi_polygon",
    "MultiPolygonType": "multi_polygon_type",
    "Pagination": "pagination",
    "PngRequest": "png_request",
    "Polygon": "polygon",
    "PolygonType": "polygon_type",
    "SldRequest": "sld_request",
    "SldStyles": "sld_styles",
    "Visualization": "visualization",
    "VisualizationCreate": "visualization_create",
    "VisualizationList": "visualization_list",
    "VisualizationMetadata": "visualization_metadata",
    "VisualizationMode": "visualization_mode",
    "VisualizationStatus": "visualization_status",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
