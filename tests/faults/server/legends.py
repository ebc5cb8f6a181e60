"""Faults in legends and styles."""

from tests.faults.fault import Fault
from tests.faults.server.places import LEGENDS, SLD

FAULTS = [
    Fault(
        "null bounds are taken for zero",
        LEGENDS,
        'return {"label": labels[place], "color": _color(place / max(1, count - 1)), **bounds, **stated}',
        'return {"label": labels[place], "color": "#000000", **dict.fromkeys(bounds, 0), **stated}',
        source="with the checks",
        smoke="legends",
    ),
    Fault(
        "the shares of a legend are fractions, not percent",
        LEGENDS,
        'item["area_percentage"] = round(share * 100, 4)',
        'item["area_percentage"] = round(share, 4)',
        source="blind, second list",
    ),
    Fault(
        "the labels that a user gives to classes are lost",
        LEGENDS,
        '("label", "color", "min", "max")',
        '("color", "min", "max")',
        source="blind, second list",
    ),
    Fault(
        "the bounds in a style are whole numbers",
        SLD,
        '"quantity": str(item["min"])',
        '"quantity": str(round(item["min"]))',
        source="blind, second list",
    ),
    Fault(
        "the classes of a legend leave gaps",
        LEGENDS,
        "(interval + 1) / bins",
        "(interval + 0.9) / bins",
        source="blind, second list",
    ),
    Fault(
        "the area of a class is counted in pixels",
        LEGENDS,
        'item["area"] = round(share * scene.area, 2)',
        'item["area"] = covered.stop - covered.start',
        source="blind, third list",
    ),
    Fault(
        "an ampersand in a label makes a style that is no XML",
        SLD,
        'return tostring(root, encoding="unicode", xml_declaration=False)',
        'return tostring(root, encoding="unicode", xml_declaration=False).replace("&amp;", "&")',
        source="blind, fourth list",
    ),
    Fault(
        "a bound of nought in a new legend is taken for none",
        LEGENDS,
        "if one.get(field) is not None}",
        "if one.get(field)}",
        source="blind, fifth list",
    ),
]
