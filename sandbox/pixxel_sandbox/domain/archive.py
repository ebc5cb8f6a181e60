"""The data of the archive: satellites, STAC collections and STAC items, the same for every workspace."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ..core import geometry

TD1 = "0004ab8d-0ad1-4d62-8a3f-fe18a7000e70"
TD2 = "0005c5bb-0bd2-4c80-9393-4a808341c54c"
SENTINEL = "0007e1b4-58d2-4c0a-b6f9-2a9c4e7d1f35"
ITEM_ID = "TD2_00056_20240506_L2A_004010_01001001"
OLD_ITEM_ID = "TD1_005630_20230314_L2A_20230504_03001069"

_TD_L2A = "pixxel-td-l2a"
_TD_L1C = "pixxel-td-l1c"
_TD_L1B = "pixxel-td-l1b"
_OPEN_L2A = "sentinel-2-l2a"

# Name, common name, central wavelength and width in nanometres.
_BANDS = (
    ("B01", "coastal", 443, 20),
    ("B02", "blue", 490, 30),
    ("B03", "green", 560, 30),
    ("B04", "red", 665, 30),
    ("B08", "nir", 842, 40),
)
RESOLUTION = 10
BAND_NAMES = [name for name, *_ in _BANDS]


def _collection(collection_id: str, title: str, description: str) -> dict[str, Any]:
    return {
        "id": collection_id,
        "type": "Collection",
        "stac_version": "1.0.0",
        "stac_extensions": [],
        "title": title,
        "description": description,
        "license": "proprietary",
        "extent": {
            "spatial": {"bbox": [[-180, -90, 180, 90]]},
            "temporal": {"interval": [["2023-01-01T00:00:00Z", None]]},
        },
        "summaries": {},
        "providers": [
            {
                "name": "Pixxel",
                "description": "Builds and flies the satellites",
                "roles": ["producer"],
                "url": "https://pixxel.space",
            }
        ],
        "created_at": "2023-08-06T20:46:56.815552Z",
        "updated_at": "2023-08-06T20:46:56.815552Z",
    }


COLLECTIONS = [
    _collection(_TD_L2A, "Pixxel TD L2A", "Surface reflectance of the technology demonstrators"),
    _collection(_TD_L1C, "Pixxel TD L1C", "Reflectance above the atmosphere, on the map"),
    _collection(_TD_L1B, "Pixxel TD L1B", "Radiance as the sensor saw it"),
]


def _satellite(satellite_id: str, name: str, provider: str, *collections: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": satellite_id,
        "name": name,
        "bands": [
            {"name": band, "wavelength": middle, "scale": 1, "offset": 0, "spatial_resolution": RESOLUTION}
            for band, _, middle, _ in _BANDS
        ],
        "collections": [
            {
                "id": collection_id,
                "name": title,
                "provider": provider,
                "queryables": ["eo:cloud_cover"],
                "rescale": [],
            }
            for collection_id, title in collections
        ],
        "rgb_composite": {"red": "B04", "green": "B03", "blue": "B02"},
    }


_PIXXEL = tuple((collection["id"], collection["title"]) for collection in COLLECTIONS)
SATELLITES = [
    _satellite(TD2, "Pixxel-TD2", "pixxel", *_PIXXEL),
    _satellite(TD1, "Pixxel-TD1", "pixxel", *_PIXXEL),
    _satellite(SENTINEL, "Sentinel-2", "planetary", (_OPEN_L2A, "Sentinel-2 L2A")),
]
# The id of the satellite of each platform.
PLATFORMS = {"TD2": TD2, "TD1": TD1, "S2": SENTINEL}


def _scene(  # noqa: PLR0917 - the values in which the images differ
    item_id: str,
    collection: str,
    platform: str,
    taken_at: str,
    cloud_cover: float,
    bbox: tuple[float, float, float, float],
) -> dict[str, Any]:
    west, south, east, north = bbox
    created_at = f"{date.fromisoformat(taken_at[:10]) + timedelta(days=1)}T10:00:00Z"
    level = "L2A" if collection == _OPEN_L2A else collection.rpartition("-")[2].upper()
    return {
        "id": item_id,
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": ["https://stac-extensions.github.io/eo/v1.0.0/schema.json"],
        "collection": collection,
        "bbox": list(bbox),
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
        },
        "properties": {
            "datetime": taken_at,
            "created": created_at,
            "updated": created_at,
            "platform": platform,
            "constellation": platform,
            "instruments": ["MSI" if platform == "S2" else "VNIR"],
            "gsd": RESOLUTION,
            "eo:cloud_cover": cloud_cover,
            "proj:code": f"EPSG:{geometry.utm_epsg((west + east) / 2, (south + north) / 2)}",
            "proj:shape": [1080, 1080],
            "proj:transform": [10, 0, 770000, 0, -10, 1440000],
            "view:off_nadir": 4.2,
            "view:sun_azimuth": 71.5,
            "view:sun_elevation": 58.1,
            "rd:product_level": level,
            "rd:anomalous_pixels": 0.01,
        },
        "assets": {name: _file(item_id, name, common, middle, width) for name, common, middle, width in _BANDS},
        "links": [],
    }


def _file(item_id: str, name: str, common_name: str, middle: int, width: int) -> dict[str, Any]:
    return {
        "href": f"https://storage.account/stac/{item_id}/{name}.tif",
        "title": f"Band {name}",
        "type": "image/tiff; application=geotiff",
        "roles": ["data"],
        "eo:bands": [
            {"name": name, "common_name": common_name, "center_wavelength": middle / 1000, "fwhm": width / 1000}
        ],
        "raster:bands": [{"nodata": 0, "scale": 0.00002, "offset": 0, "spatial_resolution": RESOLUTION}],
    }


# Bounding boxes: those of the AOIs of the sample data, and one at the date line.
_FIELDS = (77.5, 12.9, 77.6, 13.0)
_WIDE_FIELDS = (77.4, 12.8, 77.7, 13.1)
_RESERVOIRS = (78.3, 17.2, 78.5, 17.4)
_BEACHES = (74.7, 12.7, 74.9, 12.9)
_ORCHARDS = (76.8, 31.0, 77.0, 31.2)
_TAVEUNI = (179.7, -17.1, 180.0, -16.8)

# Two images are in the first and the last hour of a UTC day, so that local days give other results.
SCENES = [
    _scene(ITEM_ID, _TD_L2A, "TD2", "2024-05-06T05:12:44Z", 3.5, _FIELDS),
    _scene("TD2_00093_20251114_L2A_004010_01001002", _TD_L2A, "TD2", "2025-11-14T00:21:09Z", 12.0, _FIELDS),
    _scene("TD2_00061_20240611_L2A_004010_01001001", _TD_L2A, "TD2", "2024-06-11T05:15:31Z", 64.0, _WIDE_FIELDS),
    _scene(OLD_ITEM_ID, _TD_L2A, "TD1", "2023-03-14T05:40:02Z", 8.25, _WIDE_FIELDS),
    _scene("TD1_005790_20240112_L2A_20240301_02001012", _TD_L2A, "TD1", "2024-01-12T05:36:50Z", 0, _RESERVOIRS),
    _scene("TD2_00048_20240220_L2A_003987_01001003", _TD_L2A, "TD2", "2024-02-20T05:29:18Z", 17.5, _BEACHES),
    _scene("TD2_00071_20240925_L2A_004102_01001001", _TD_L2A, "TD2", "2024-09-25T05:33:57Z", 41.0, _ORCHARDS),
    _scene("TD1_005655_20230702_L2A_20230820_01001004", _TD_L2A, "TD1", "2023-07-02T22:05:12Z", 27.0, _TAVEUNI),
    _scene("TD2_00056_20240506_L1C_004010_01001001", _TD_L1C, "TD2", "2024-05-06T05:12:44Z", 3.5, _FIELDS),
    _scene("TD1_005630_20230314_L1C_20230504_03001069", _TD_L1C, "TD1", "2023-03-14T05:40:02Z", 8.25, _WIDE_FIELDS),
    _scene("TD2_00048_20240220_L1C_003987_01001003", _TD_L1C, "TD2", "2024-02-20T05:29:18Z", 17.5, _BEACHES),
    _scene("TD2_00056_20240506_L1B_004010_01001001", _TD_L1B, "TD2", "2024-05-06T05:12:44Z", 3.5, _FIELDS),
    _scene("TD1_005630_20230314_L1B_20230504_03001069", _TD_L1B, "TD1", "2023-03-14T05:40:02Z", 8.25, _WIDE_FIELDS),
    _scene("TD2_00048_20240220_L1B_003987_01001003", _TD_L1B, "TD2", "2024-02-20T05:29:18Z", 17.5, _BEACHES),
    _scene("S2B_MSIL2A_20240507T051649_R062_T43PGQ", _OPEN_L2A, "S2", "2024-05-07T05:16:49Z", 5.0, _WIDE_FIELDS),
    _scene("S2A_MSIL2A_20251112T233011_R062_T43PGQ", _OPEN_L2A, "S2", "2025-11-12T23:30:11Z", 33.0, _WIDE_FIELDS),
]
