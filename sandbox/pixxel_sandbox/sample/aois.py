"""Samples of AOIs, their assets, indices and visualizations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core import geometry
from ..core.storage import Row
from ..domain.archive import TD1, TD2
from ..domain.visualizations.document import NATIVE_RESOLUTION, new_visualization
from .workspaces import ONE, PROJECT, PROJECT_COAST, PROJECT_TWO, TWO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.auth import Workspace

AOI_ID = "e9767554-550e-4464-a677-b8cf096073ab"
CUSTOM_INDEX_ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
PRESET_INDEX_ID = "90d63531-5f54-4704-a4b0-7bb92ae08f23"
COMPOSITE_INDEX_ID = "1c5b7f0e-6f0d-4b8e-a3c1-7d2b90f4e611"
VISUALIZATION_ID = "a80f7f4c-abe9-4118-875e-3a2306577e11"
DOWNLOAD_ID = "dc01addf-b6c3-4fa9-9a49-dcdcb4c99229"
SOURCE_ASSET_ID = "5d0c6b5e-8f0a-4b43-9c53-1d0f5a3c7e02"
MOSAICS = {
    "2024-05-06": "5d0c6b5e-8f0a-4b43-9c53-1d0f5a3c7e01",
    "2025-11-14": "5d0c6b5e-8f0a-4b43-9c53-1d0f5a3c7e03",
}

_BANDS = ["B01", "B02", "B03", "B04", "B08"]
_TIME = "12:55:49.125928+00:00"
# The day of the newest sample, which the examples show; the other samples are older.
_DAY = "2022-11-14"


def rows() -> Iterator[Row]:
    """Every document of the sample data, oldest first."""
    yield from _workspace_one()
    yield from _workspace_two()


def _workspace_one() -> Iterator[Row]:
    reservoirs = _aoi(ONE, "c2f4a9d6-3b1e-4d0c-8a77-5e9b1d6f0a43", "Reservoirs", (78.4, 17.3), 0.03, day="2022-11-12")
    reservoirs |= {"description": "Drinking water reservoirs", "satellite_id": TD1, "status": "partial_success"}
    coast = _aoi(ONE, "58d1f7b3-9e0a-4c26-b5d4-0a6c8e2f7b19", "Coastline", (74.8, 12.8), 0.02, day="2022-11-13")
    coast |= {"description": "Two stretches of beach", "project_id": PROJECT_COAST}
    coast["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [_square((74.8, 12.79), 0.01), _square((74.8, 12.82), 0.01)],
    }
    # Its two times differ, so that a test sees which of them a filter compares.
    coast["updated_at"] = f"2022-12-01T{_TIME}"
    coast["centroid"] = [74.8, 12.805]
    coast["area_in_sq_m"] = round(geometry.area(coast["geometry"]), 1)
    aoi = _aoi(ONE, AOI_ID, "AOI-D2", (77.55, 12.95), 0.01, area=4799000.0)
    aoi["description"] = "This AOI contains images of D2"
    for document in (reservoirs, coast, aoi):
        yield Row(ONE.tenant_id, "aoi", document["aoi_id"], "", document)
    for date, mosaic_id in MOSAICS.items():
        yield _source(ONE, aoi, mosaic_id, date)
    yield _source(ONE, aoi, SOURCE_ASSET_ID, "2024-05-06", "stac_item")
    yield _source(ONE, coast, "5d0c6b5e-8f0a-4b43-9c53-1d0f5a3c7e04", "2024-05-06")
    download = {
        "id": DOWNLOAD_ID,
        "aoi_id": AOI_ID,
        "asset_ids": [MOSAICS["2024-05-06"]],
        "created_at": f"{_DAY} {_TIME}",
    }
    yield Row(ONE.tenant_id, "download", DOWNLOAD_ID, AOI_ID, download)

    grey = _index("e4b7d0c9-2a68-4f15-8d3b-96c1a5f0e772", "Near Infrared", "B08", [0, 10000], "2022-11-10")
    grey |= {"description": "One band in grey", "type": "preset", "expression_type": "grayscale", "colormap": "gray"}
    colours = _index(COMPOSITE_INDEX_ID, "Natural Colour", "B04, B03, B02", [0, 10000], "2022-11-11")
    colours |= {"description": "As the eye sees it", "type": "preset", "expression_type": "composite"}
    ndwi = _index(PRESET_INDEX_ID, "NDWI", "(B03 - B08) / (B03 + B08)", [-1, 1], "2022-11-12")
    ndwi |= {"description": "Open water", "type": "preset"}
    ndvi = _index(CUSTOM_INDEX_ID, "NDVI-Custom", "(B08 - B04) / (B08 + B04)", [0, 1])
    for index in (grey, colours, ndwi, ndvi):
        yield Row(ONE.tenant_id, "index", index["id"], "", index)

    colour_maps = _visualization(ONE, aoi, colours, "d9a3e5b1-7c40-4286-9f1d-0b5e8c6a2f37", MOSAICS, "2022-11-12")
    water_maps = _visualization(ONE, aoi, ndwi, "4be8c1f6-0d75-4a93-b2e8-f16a9d3c5b08", MOSAICS, "2022-11-13")
    maps = _visualization(ONE, aoi, ndvi, VISUALIZATION_ID, MOSAICS)
    # Set by a user: theoretical legends are not computed for a custom index.
    maps["set_legends"] = {date.replace("-", "_"): {"theoretical": _set_legend(aoi)} for date in MOSAICS}
    for visualization in (colour_maps, water_maps, maps):
        yield Row(ONE.tenant_id, "visualization", visualization["id"], aoi["aoi_id"], visualization)


def _workspace_two() -> Iterator[Row]:
    terraces = _aoi(TWO, "c8a1f5d3-2e70-4b69-94d7-6f3b0e8c1a52", "Terraces", (77.1, 31.2), 0.01, day="2022-11-13")
    terraces |= {"description": "Terraces above the orchards", "project_id": PROJECT_TWO}
    yield Row(TWO.tenant_id, "aoi", terraces["aoi_id"], "", terraces)
    aoi = _aoi(TWO, "7f3e9a52-1c84-4db6-a0e7-3d5b8f2c6e90", "Orchards", (76.9, 31.1), 0.02)
    aoi |= {"description": "Apple orchards", "project_id": PROJECT_TWO}
    yield Row(TWO.tenant_id, "aoi", aoi["aoi_id"], "", aoi)
    mosaics = {
        "2024-05-06": "b4c2d6a8-0e1f-4357-9a6b-8d7c5e3f1a01",
        "2025-11-14": "b4c2d6a8-0e1f-4357-9a6b-8d7c5e3f1a02",
    }
    for date, mosaic_id in mosaics.items():
        yield _source(TWO, aoi, mosaic_id, date)
    vigour = _index("2d8b6e4f-a173-4c95-b0d2-e5f7c9a1b386", "Vigour", "B08 / B04", [0, 12], "2022-11-13")
    moisture = _index("f5a9c3e7-6d21-4b80-94fe-1a7b3d5c9e62", "Moisture", "(B08 - B03) / (B08 + B03)", [-1, 1])
    moisture["type"] = "preset"
    for index, visualization_id, day in (
        (vigour, "93c7e1a5-d4f2-4068-8b9e-7a5c3f1d0b26", "2022-11-13"),
        (moisture, "0e6d2b8c-f9a4-4735-a1c8-5b3f7e9d1064", _DAY),
    ):
        yield Row(TWO.tenant_id, "index", index["id"], "", index)
        visualization = _visualization(TWO, aoi, index, visualization_id, mosaics, day)
        yield Row(TWO.tenant_id, "visualization", visualization_id, aoi["aoi_id"], visualization)


def _aoi(
    workspace: Workspace,
    aoi_id: str,
    name: str,
    centroid: tuple[float, float],
    half_side: float,
    *,
    area: float | None = None,
    day: str = _DAY,
) -> dict[str, Any]:
    """A square AOI; `half_side` is in degrees, `area` in square metres, by default the area of the square."""
    square = {"type": "Polygon", "coordinates": _square(centroid, half_side)}
    return {
        "aoi_id": aoi_id,
        "name": name,
        "description": "",
        "satellite_id": TD2,
        "project_id": PROJECT,
        "user_id": workspace.user_id,
        "status": "success",
        "progress": 100,
        "is_favourite": False,
        "eo_bands": _BANDS,
        "images": {},
        "geometry": square,
        "area_in_sq_m": area or round(geometry.area(square), 1),
        "centroid": list(centroid),
        "created_at": f"{day}T{_TIME}",
        "updated_at": f"{day}T{_TIME}",
    }


def _square(centroid: tuple[float, float], half_side: float) -> list[list[list[float]]]:
    west, east = (round(centroid[0] + side, 6) for side in (-half_side, half_side))
    south, north = (round(centroid[1] + side, 6) for side in (-half_side, half_side))
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def _source(  # noqa: PLR0917 - the values in which the samples differ
    workspace: Workspace,
    aoi: dict[str, Any],
    asset_id: str,
    date: str,
    asset_type: str = "mosaic",
    bands: list[str] = _BANDS,
) -> Row:
    """An asset of the AOI, from which visualizations are drawn."""
    return Row(workspace.tenant_id, "asset", asset_id, aoi["aoi_id"], _asset(aoi, asset_id, date, asset_type, bands))


def _asset(aoi: dict[str, Any], asset_id: str, date: str, asset_type: str, bands: list[str]) -> dict[str, Any]:
    return {
        "id": asset_id,
        "aoi_id": aoi["aoi_id"],
        "name": "Asset-A",
        "description": f"This asset is {asset_type} file",
        "asset_type": asset_type,
        "status": "success",
        "progress": 100,
        "date": date,
        "band_list": bands,
        "resolution": 10,
        "path": "https://storage.account",
        "area_in_sq_m": aoi["area_in_sq_m"],
        "centroid": aoi["centroid"],
        "geometry": aoi["geometry"],
        "created_at": f"{_DAY} {_TIME}",
        "updated_at": f"{_DAY} {_TIME}",
    }


def _index(index_id: str, name: str, expression: str, rescale: list[int], day: str = _DAY) -> dict[str, Any]:
    return {
        "id": index_id,
        "name": name,
        "description": "This formula will give insights about vegetation",
        "type": "custom",
        "expression": expression,
        "expression_type": "index",
        "bands": [band for band in reversed(_BANDS) if band in expression],
        "colormap": "rplumbho",
        "rescale": rescale,
        "satellite_id": TD2,
        "created_at": f"{day} {_TIME}",
        "updated_at": f"{day} {_TIME}",
    }


def _visualization(  # noqa: PLR0917 - the values in which the samples differ
    workspace: Workspace,
    aoi: dict[str, Any],
    index: dict[str, Any],
    visualization_id: str,
    mosaics: dict[str, str],
    day: str = _DAY,
) -> dict[str, Any]:
    """A visualization without legends set by users; `mosaics` has asset ids by date."""
    bands = sorted(index["bands"])
    assets = [_asset(aoi, mosaic_id, date, "mosaic", bands) for date, mosaic_id in mosaics.items()]
    return new_visualization(
        workspace,
        aoi,
        index,
        visualization_id=visualization_id,
        created_at=f"{day} {_TIME}",
        source_ids=list(mosaics.values()),
        resolution=NATIVE_RESOLUTION,
        assets=[{**asset, "visualization_id": visualization_id} for asset in assets],
    )


def _set_legend(aoi: dict[str, Any]) -> list[dict[str, Any]]:
    classes = (("Bare", "#fdae61", 0, 0.4, 37.5), ("Green", "#1a9641", 0.4, 1, 62.5))
    return [
        {
            "label": label,
            "color": color,
            "min": low,
            "max": high,
            "area": aoi["area_in_sq_m"] * share / 100,
            "area_percentage": share,
        }
        for label, color, low, high, share in classes
    ]
