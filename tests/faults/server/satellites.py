"""Faults in satellites and their bands."""

from tests.faults.fault import Fault
from tests.faults.server.files import ARCHIVE

FAULTS = [
    Fault(
        "The spatial resolution of a satellite's band contains its unit",
        ARCHIVE,
        '"offset": 0, "spatial_resolution": RESOLUTION}\n            for',
        '"offset": 0, "spatial_resolution": f"{RESOLUTION} m"}\n            for',
        source="blind, second list",
        smoke="examples",
    ),
    Fault(
        "The true-colour composite uses a band that the satellite does not have",
        ARCHIVE,
        '"rgb_composite": {"red": "B04"',
        '"rgb_composite": {"red": "B05"',
        source="blind, second list",
    ),
    Fault(
        "The id and the name of a satellite's collection are swapped",
        ARCHIVE,
        '"id": collection_id,\n                "name": title,',
        '"id": title,\n                "name": collection_id,',
        source="blind, second list",
    ),
    Fault(
        "The provider of open data is one that no AOI can name",
        ARCHIVE,
        '_satellite(SENTINEL, "Sentinel-2", "planetary",',
        '_satellite(SENTINEL, "Sentinel-2", "copernicus",',
        source="blind, third list",
    ),
    Fault(
        "The range of a satellite's collection without one is null",
        ARCHIVE,
        '"rescale": [],',
        '"rescale": None,',
        source="blind, fourth list",
    ),
    Fault(
        "The bands of the true-colour composite are wavelengths",
        ARCHIVE,
        '"rgb_composite": {"red": "B04", "green": "B03", "blue": "B02"},',
        '"rgb_composite": {"red": 665, "green": 560, "blue": 490},',
        source="blind, fourth list",
    ),
    Fault(
        "The wavelength of a satellite's band is its lower edge",
        ARCHIVE,
        '"wavelength": middle, "scale": 1, "offset": 0, "spatial_resolution": RESOLUTION}\n'
        "            for band, _, middle, _ in _BANDS",
        '"wavelength": middle - width // 2, "scale": 1, "offset": 0, "spatial_resolution": RESOLUTION}\n'
        "            for band, _, middle, width in _BANDS",
        source="blind, fifth list",
    ),
]
