"""STAC items of the images that tasks produce."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ...core import geometry

if TYPE_CHECKING:
    from .schedule import Days

SATELLITE = "TD2"
COLLECTION = "pixxel-td-l2a"
# The resolution of the satellites' imagery, in metres.
RESOLUTION = 10


def from_archive(item: dict[str, Any]) -> dict[str, Any]:
    """An archive item in the form of a catalog, which has the reference system as a number."""
    properties = dict(item["properties"])
    code = properties.pop("proj:code", "")
    if code.startswith("EPSG:"):
        properties["proj:epsg"] = int(code.removeprefix("EPSG:"))
    return {**item, "properties": properties}


def new_image(item: dict[str, Any], task_id: str, days: Days, shape: dict[str, Any]) -> dict[str, Any]:
    """A new image of `shape` for a task, on its first day; cloud cover and off-nadir angle are below the limits."""
    west, south, east, north = geometry.bounds(shape)
    longitude, latitude = (west + east) / 2, (south + north) / 2
    digits = f"{uuid.UUID(task_id).int % 10**19:019d}"
    image_id = f"{SATELLITE}_{digits[:5]}_{days.start:%Y%m%d}_L2A_{digits[5:11]}_{digits[11:]}"
    return {
        "id": image_id,
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": [],
        "collection": COLLECTION,
        "bbox": [west, south, east, north],
        "geometry": shape,
        "properties": {
            "datetime": f"{days.start:%Y-%m-%d}T05:12:44Z",
            "platform": SATELLITE,
            "constellation": SATELLITE,
            "instruments": [item["image_type"]],
            "gsd": RESOLUTION,
            "eo:cloud_cover": item["cloud_cover"] / 4,
            "view:off_nadir": item["off_nadir"] / 4,
            "proj:epsg": geometry.utm_epsg(longitude, latitude),
            "rd:product_level": "L2A",
        },
        "assets": {band["name"]: _asset(image_id, band) for band in item["bandset"]["bands"]},
        "links": [],
    }


def _asset(image_id: str, band: dict[str, Any]) -> dict[str, Any]:
    name = band["name"]
    return {
        "href": f"https://storage.account/stac/{image_id}/{name}.tif",
        "title": f"Band {name}",
        "type": "image/tiff; application=geotiff",
        "roles": ["data"],
        "eo:bands": [{"name": name, "center_wavelength": band["wavelength"] / 1000}],
        "raster:bands": [{"nodata": 0, "spatial_resolution": RESOLUTION}],
    }
