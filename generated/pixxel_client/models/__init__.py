# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The objects and enumerations of the contract."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .aoi import AOI
    from .aoi_create import AOICreate
    from .aoi_list import AOIList
    from .aoi_status import AOIStatus
    from .archive_order_item import ArchiveOrderItem
    from .archive_search import ArchiveSearch
    from .asset import Asset
    from .asset_list import AssetList
    from .asset_source import AssetSource
    from .asset_status import AssetStatus
    from .asset_type import AssetType
    from .band import Band
    from .bandset import Bandset
    from .bandset_list import BandsetList
    from .bandset_reference import BandsetReference
    from .block import Block
    from .block_list import BlockList
    from .block_mode import BlockMode
    from .block_reference import BlockReference
    from .block_spec import BlockSpec
    from .catalog import Catalog
    from .catalog_download import CatalogDownload
    from .catalog_download_create import CatalogDownloadCreate
    from .catalog_download_status import CatalogDownloadStatus
    from .catalog_list import CatalogList
    from .catalog_search import CatalogSearch
    from .cloud_delivery import CloudDelivery
    from .collection import Collection
    from .collection_list import CollectionList
    from .data_type import DataType
    from .data_type_properties import DataTypeProperties
    from .deliveries_create import DeliveriesCreate
    from .delivery import Delivery
    from .delivery_create import DeliveryCreate
    from .delivery_list import DeliveryList
    from .delivery_speed import DeliverySpeed
    from .delivery_status import DeliveryStatus
    from .download import Download
    from .download_create import DownloadCreate
    from .eo_band import EoBand
    from .error import Error
    from .error_response import ErrorResponse
    from .expression_type import ExpressionType
    from .extent import Extent
    from .feasibility_status import FeasibilityStatus
    from .geometry_collection import GeometryCollection
    from .geometry_collection_type import GeometryCollectionType
    from .image_type import ImageType
    from .imagery_filter import ImageryFilter
    from .imagery_page import ImageryPage
    from .imagery_search import ImagerySearch
    from .imagery_source import ImagerySource
    from .index import Index
    from .index_create import IndexCreate
    from .index_list import IndexList
    from .index_type import IndexType
    from .insight import Insight
    from .insight_create import InsightCreate
    from .insight_download import InsightDownload
    from .insight_estimate import InsightEstimate
    from .insight_list import InsightList
    from .insight_package import InsightPackage
    from .insight_started import InsightStarted
    from .job import Job
    from .job_list import JobList
    from .job_package import JobPackage
    from .legend import Legend
    from .legend_breakpoint import LegendBreakpoint
    from .legend_item import LegendItem
    from .legend_rollback import LegendRollback
    from .legend_update import LegendUpdate
    from .line_string import LineString
    from .line_string_type import LineStringType
    from .multi_line_string import MultiLineString
    from .multi_line_string_type import MultiLineStringType
    from .multi_point import MultiPoint
    from .multi_point_type import MultiPointType
    from .multi_polygon import MultiPolygon
    from .multi_polygon_type import MultiPolygonType
    from .occurrence import Occurrence
    from .order import Order
    from .order_create import OrderCreate
    from .order_feature import OrderFeature
    from .order_feature_type import OrderFeatureType
    from .order_geometry import OrderGeometry
    from .order_geometry_type import OrderGeometryType
    from .order_item import OrderItem
    from .order_item_list import OrderItemList
    from .order_item_status import OrderItemStatus
    from .order_item_type import OrderItemType
    from .order_list import OrderList
    from .order_status import OrderStatus
    from .order_task import OrderTask
    from .order_task_status import OrderTaskStatus
    from .order_task_type import OrderTaskType
    from .ordered_bandset import OrderedBandset
    from .ordered_image import OrderedImage
    from .pagination import Pagination
    from .payment_status import PaymentStatus
    from .png_request import PngRequest
    from .point import Point
    from .point_type import PointType
    from .polygon import Polygon
    from .polygon_type import PolygonType
    from .project import Project
    from .project_envelope import ProjectEnvelope
    from .project_list import ProjectList
    from .provider import Provider
    from .raster_band import RasterBand
    from .recurrence import Recurrence
    from .rgb_composite import RgbComposite
    from .satellite import Satellite
    from .satellite_band import SatelliteBand
    from .satellite_collection import SatelliteCollection
    from .satellite_list import SatelliteList
    from .skip_pagination import SkipPagination
    from .sld_request import SldRequest
    from .sld_styles import SldStyles
    from .sort_key import SortKey
    from .sort_key_direction import SortKeyDirection
    from .spatial_extent import SpatialExtent
    from .stac_asset import StacAsset
    from .stac_item import StacItem
    from .stac_item_collection import StacItemCollection
    from .stac_link import StacLink
    from .stac_properties import StacProperties
    from .stac_provider import StacProvider
    from .store import Store
    from .store_configs import StoreConfigs
    from .store_create import StoreCreate
    from .store_list import StoreList
    from .store_type import StoreType
    from .task import Task
    from .task_block import TaskBlock
    from .task_delivery_status import TaskDeliveryStatus
    from .task_package import TaskPackage
    from .tasking_order_item import TaskingOrderItem
    from .tasking_recurrence import TaskingRecurrence
    from .temporal_extent import TemporalExtent
    from .uplift import Uplift
    from .visualization import Visualization
    from .visualization_create import VisualizationCreate
    from .visualization_list import VisualizationList
    from .visualization_metadata import VisualizationMetadata
    from .visualization_mode import VisualizationMode
    from .visualization_status import VisualizationStatus
    from .workflow import Workflow
    from .workflow_estimate import WorkflowEstimate
    from .workflow_fault import WorkflowFault
    from .workflow_list import WorkflowList

__all__ = [
    "AOI",
    "AOICreate",
    "AOIList",
    "AOIStatus",
    "ArchiveOrderItem",
    "ArchiveSearch",
    "Asset",
    "AssetList",
    "AssetSource",
    "AssetStatus",
    "AssetType",
    "Band",
    "Bandset",
    "BandsetList",
    "BandsetReference",
    "Block",
    "BlockList",
    "BlockMode",
    "BlockReference",
    "BlockSpec",
    "Catalog",
    "CatalogDownload",
    "CatalogDownloadCreate",
    "CatalogDownloadStatus",
    "CatalogList",
    "CatalogSearch",
    "CloudDelivery",
    "Collection",
    "CollectionList",
    "DataType",
    "DataTypeProperties",
    "DeliveriesCreate",
    "Delivery",
    "DeliveryCreate",
    "DeliveryList",
    "DeliverySpeed",
    "DeliveryStatus",
    "Download",
    "DownloadCreate",
    "EoBand",
    "Error",
    "ErrorResponse",
    "ExpressionType",
    "Extent",
    "FeasibilityStatus",
    "GeometryCollection",
    "GeometryCollectionType",
    "ImageType",
    "ImageryFilter",
    "ImageryPage",
    "ImagerySearch",
    "ImagerySource",
    "Index",
    "IndexCreate",
    "IndexList",
    "IndexType",
    "Insight",
    "InsightCreate",
    "InsightDownload",
    "InsightEstimate",
    "InsightList",
    "InsightPackage",
    "InsightStarted",
    "Job",
    "JobList",
    "JobPackage",
    "Legend",
    "LegendBreakpoint",
    "LegendItem",
    "LegendRollback",
    "LegendUpdate",
    "LineString",
    "LineStringType",
    "MultiLineString",
    "MultiLineStringType",
    "MultiPoint",
    "MultiPointType",
    "MultiPolygon",
    "MultiPolygonType",
    "Occurrence",
    "Order",
    "OrderCreate",
    "OrderFeature",
    "OrderFeatureType",
    "OrderGeometry",
    "OrderGeometryType",
    "OrderItem",
    "OrderItemList",
    "OrderItemStatus",
    "OrderItemType",
    "OrderList",
    "OrderStatus",
    "OrderTask",
    "OrderTaskStatus",
    "OrderTaskType",
    "OrderedBandset",
    "OrderedImage",
    "Pagination",
    "PaymentStatus",
    "PngRequest",
    "Point",
    "PointType",
    "Polygon",
    "PolygonType",
    "Project",
    "ProjectEnvelope",
    "ProjectList",
    "Provider",
    "RasterBand",
    "Recurrence",
    "RgbComposite",
    "Satellite",
    "SatelliteBand",
    "SatelliteCollection",
    "SatelliteList",
    "SkipPagination",
    "SldRequest",
    "SldStyles",
    "SortKey",
    "SortKeyDirection",
    "SpatialExtent",
    "StacAsset",
    "StacItem",
    "StacItemCollection",
    "StacLink",
    "StacProperties",
    "StacProvider",
    "Store",
    "StoreConfigs",
    "StoreCreate",
    "StoreList",
    "StoreType",
    "Task",
    "TaskBlock",
    "TaskDeliveryStatus",
    "TaskPackage",
    "TaskingOrderItem",
    "TaskingRecurrence",
    "TemporalExtent",
    "Uplift",
    "Visualization",
    "VisualizationCreate",
    "VisualizationList",
    "VisualizationMetadata",
    "VisualizationMode",
    "VisualizationStatus",
    "Workflow",
    "WorkflowEstimate",
    "WorkflowFault",
    "WorkflowList",
]

_MODULES = {
    "AOI": "aoi",
    "AOICreate": "aoi_create",
    "AOIList": "aoi_list",
    "AOIStatus": "aoi_status",
    "ArchiveOrderItem": "archive_order_item",
    "ArchiveSearch": "archive_search",
    "Asset": "asset",
    "AssetList": "asset_list",
    "AssetSource": "asset_source",
    "AssetStatus": "asset_status",
    "AssetType": "asset_type",
    "Band": "band",
    "Bandset": "bandset",
    "BandsetList": "bandset_list",
    "BandsetReference": "bandset_reference",
    "Block": "block",
    "BlockList": "block_list",
    "BlockMode": "block_mode",
    "BlockReference": "block_reference",
    "BlockSpec": "block_spec",
    "Catalog": "catalog",
    "CatalogDownload": "catalog_download",
    "CatalogDownloadCreate": "catalog_download_create",
    "CatalogDownloadStatus": "catalog_download_status",
    "CatalogList": "catalog_list",
    "CatalogSearch": "catalog_search",
    "CloudDelivery": "cloud_delivery",
    "Collection": "collection",
    "CollectionList": "collection_list",
    "DataType": "data_type",
    "DataTypeProperties": "data_type_properties",
    "DeliveriesCreate": "deliveries_create",
    "Delivery": "delivery",
    "DeliveryCreate": "delivery_create",
    "DeliveryList": "delivery_list",
    "DeliverySpeed": "delivery_speed",
    "DeliveryStatus": "delivery_status",
    "Download": "download",
    "DownloadCreate": "download_create",
    "EoBand": "eo_band",
    "Error": "error",
    "ErrorResponse": "error_response",
    "ExpressionType": "expression_type",
    "Extent": "extent",
    "FeasibilityStatus": "feasibility_status",
    "GeometryCollection": "geometry_collection",
    "GeometryCollectionType": "geometry_collection_type",
    "ImageryFilter": "imagery_filter",
    "ImageryPage": "imagery_page",
    "ImagerySearch": "imagery_search",
    "ImagerySource": "imagery_source",
    "ImageType": "image_type",
    "Index": "index",
    "IndexCreate": "index_create",
    "IndexList": "index_list",
    "IndexType": "index_type",
    "Insight": "insight",
    "InsightCreate": "insight_create",
    "InsightDownload": "insight_download",
    "InsightEstimate": "insight_estimate",
    "InsightList": "insight_list",
    "InsightPackage": "insight_package",
    "InsightStarted": "insight_started",
    "Job": "job",
    "JobList": "job_list",
    "JobPackage": "job_package",
    "Legend": "legend",
    "LegendBreakpoint": "legend_breakpoint",
    "LegendItem": "legend_item",
    "LegendRollback": "legend_rollback",
    "LegendUpdate": "legend_update",
    "LineString": "line_string",
    "LineStringType": "line_string_type",
    "MultiLineString": "multi_line_string",
    "MultiLineStringType": "multi_line_string_type",
    "MultiPoint": "multi_point",
    "MultiPointType": "multi_point_type",
    "MultiPolygon": "multi_polygon",
    "MultiPolygonType": "multi_polygon_type",
    "Occurrence": "occurrence",
    "Order": "order",
    "OrderCreate": "order_create",
    "OrderedBandset": "ordered_bandset",
    "OrderedImage": "ordered_image",
    "OrderFeature": "order_feature",
    "OrderFeatureType": "order_feature_type",
    "OrderGeometry": "order_geometry",
    "OrderGeometryType": "order_geometry_type",
    "OrderItem": "order_item",
    "OrderItemList": "order_item_list",
    "OrderItemStatus": "order_item_status",
    "OrderItemType": "order_item_type",
    "OrderList": "order_list",
    "OrderStatus": "order_status",
    "OrderTask": "order_task",
    "OrderTaskStatus": "order_task_status",
    "OrderTaskType": "order_task_type",
    "Pagination": "pagination",
    "PaymentStatus": "payment_status",
    "PngRequest": "png_request",
    "Point": "point",
    "PointType": "point_type",
    "Polygon": "polygon",
    "PolygonType": "polygon_type",
    "Project": "project",
    "ProjectEnvelope": "project_envelope",
    "ProjectList": "project_list",
    "Provider": "provider",
    "RasterBand": "raster_band",
    "Recurrence": "recurrence",
    "RgbComposite": "rgb_composite",
    "Satellite": "satellite",
    "SatelliteBand": "satellite_band",
    "SatelliteCollection": "satellite_collection",
    "SatelliteList": "satellite_list",
    "SkipPagination": "skip_pagination",
    "SldRequest": "sld_request",
    "SldStyles": "sld_styles",
    "SortKey": "sort_key",
    "SortKeyDirection": "sort_key_direction",
    "SpatialExtent": "spatial_extent",
    "StacAsset": "stac_asset",
    "StacItem": "stac_item",
    "StacItemCollection": "stac_item_collection",
    "StacLink": "stac_link",
    "StacProperties": "stac_properties",
    "StacProvider": "stac_provider",
    "Store": "store",
    "StoreConfigs": "store_configs",
    "StoreCreate": "store_create",
    "StoreList": "store_list",
    "StoreType": "store_type",
    "Task": "task",
    "TaskBlock": "task_block",
    "TaskDeliveryStatus": "task_delivery_status",
    "TaskingOrderItem": "tasking_order_item",
    "TaskingRecurrence": "tasking_recurrence",
    "TaskPackage": "task_package",
    "TemporalExtent": "temporal_extent",
    "Uplift": "uplift",
    "Visualization": "visualization",
    "VisualizationCreate": "visualization_create",
    "VisualizationList": "visualization_list",
    "VisualizationMetadata": "visualization_metadata",
    "VisualizationMode": "visualization_mode",
    "VisualizationStatus": "visualization_status",
    "Workflow": "workflow",
    "WorkflowEstimate": "workflow_estimate",
    "WorkflowFault": "workflow_fault",
    "WorkflowList": "workflow_list",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
