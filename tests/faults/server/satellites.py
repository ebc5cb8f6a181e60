"""Faults in satellites and their bands."""

from tests.faults.fault import Fault
from tests.faults.server.places import SAMPLE_ARCHIVE

FAULTS = [
    Fault(
        "the resolution of a satellite's band has its unit with it",
        SAMPLE_ARCHIVE,
        '"offset": 0, "spatial_resolution": RESOLUTION}\n            for',
        '"offset": 0, "spatial_resolution": f"{RESOLUTION} m"}\n            for',
        source="blind, second list",
        smoke="printed",
    ),
    Fault(
        "the picture in true colour takes a band that the satellite does not have",
        SAMPLE_ARCHIVE,
        '"rgb_composite": {"red": "B04"',
        '"rgb_composite": {"red": "B05"',
        source="blind, second list",
    ),
    Fault(
        "the id and the name of a satellite's collection are swapped",
        SAMPLE_ARCHIVE,
        '"id": collection_id,\n                "name": title,',
        '"id": title,\n                "name": collection_id,',
        source="blind, second list",
    ),
    Fault(
        "open data come from a provider that no AOI can name",
        SAMPLE_ARCHIVE,
        '_satellite(SENTINEL, "Sentinel-2", "planetary",',
        '_satellite(SENTINEL, "Sentinel-2", "copernicus",',
        source="blind, third list",
    ),
    Fault(
        "a collection of a satellite without a range has null for it",
        SAMPLE_ARCHIVE,
        '"rescale": [],',
        '"rescale": None,',
        source="blind, fourth list",
    ),
    Fault(
        "the bands of a picture in true colour are told by their wavelengths",
        SAMPLE_ARCHIVE,
        '"rgb_composite": {"red": "B04", "green": "B03", "blue": "B02"},',
        '"rgb_composite": {"red": 665, "green": 560, "blue": 490},',
        source="blind, fourth list",
    ),
    Fault(
        "the wavelength of a satellite's band is that of its lower edge",
        SAMPLE_ARCHIVE,
        '"wavelength": middle, "scale": 1, "offset": 0, "spatial_resolution": RESOLUTION}\n'
        "            for band, _, middle, _ in _BANDS",
        '"wavelength": middle - width // 2, "scale": 1, "offset": 0, "spatial_resolution": RESOLUTION}\n'
        "            for band, _, middle, width in _BANDS",
        source="blind, fifth list",
    ),
]
