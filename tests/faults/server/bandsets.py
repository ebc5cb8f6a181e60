"""Faults in bandsets."""

from tests.faults.fault import Fault
from tests.faults.server.files import BANDSETS, SAMPLE_ORDERS

FAULTS = [
    Fault(
        "The captures of a bandset are a string",
        BANDSETS,
        '{name: value for name, value in bandset.items() if name != "created_at"}',
        '{name: str(value) if name == "captures" else value '
        'for name, value in bandset.items() if name != "created_at"}',
        source="blind, second list",
    ),
    Fault(
        "The wavelengths of bandsets are in micrometres instead of nanometres",
        SAMPLE_ORDERS,
        '"wavelength": wavelength} for name',
        '"wavelength": wavelength / 1000} for name',
        source="blind, third list",
    ),
    Fault(
        "A bandset needs one capture for each of its bands",
        SAMPLE_ORDERS,
        '"captures": captures,',
        '"captures": len(bands),',
        source="blind, third list",
    ),
    Fault(
        "The bands of a bandset are only their names",
        BANDSETS,
        '{name: value for name, value in bandset.items() if name != "created_at"}',
        '{name: [band["name"] for band in value] if name == "bands" else value'
        ' for name, value in bandset.items() if name != "created_at"}',
        source="blind, fourth list",
    ),
    Fault(
        "Only bandsets of one capture are listed",
        BANDSETS,
        "for bandset in bandsets]",
        'for bandset in bandsets if bandset["captures"] == 1]',
        source="blind, fourth list",
    ),
    Fault(
        "The wavelength of a band beyond the near infrared is null",
        BANDSETS,
        '    return {\n        "bandsets": [',
        '    for band in (band for bandset in bandsets for band in bandset["bands"]):\n'
        '        band["wavelength"] = band["wavelength"] if band["wavelength"] <= 1000 else None\n'
        '    return {\n        "bandsets": [',
        source="blind, fifth list",
    ),
    Fault(
        "The second band of a bandset has the name of the first",
        BANDSETS,
        '{name: value for name, value in bandset.items() if name != "created_at"}',
        '{name: value if name != "bands" else [value[0], value[1] | {"name": value[0]["name"]}, *value[2:]] '
        'for name, value in bandset.items() if name != "created_at"}',
        source="kinds of checks",
    ),
]
