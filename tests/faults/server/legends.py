"""Faults in legends and styles."""

from tests.faults.fault import Fault
from tests.faults.server.files import LEGENDS, SLD, VISUALIZATIONS

FAULTS = [
    Fault(
        "Null bounds of a class become zero",
        LEGENDS,
        'return {"label": labels[position], "color": _color(position / max(1, count - 1)), **bounds, **given_values}',
        'return {"label": labels[position], "color": "#000000", **dict.fromkeys(bounds, 0), **given_values}',
        source="with the checks",
        smoke="legends",
    ),
    Fault(
        "The shares of a legend are fractions instead of percent",
        LEGENDS,
        'item["area_percentage"] = round(share * 100, 4)',
        'item["area_percentage"] = round(share, 4)',
        source="blind, second list",
    ),
    Fault(
        "The labels of the classes in an update are lost",
        LEGENDS,
        '("label", "color", "min", "max")',
        '("color", "min", "max")',
        source="blind, second list",
    ),
    Fault(
        "The bounds in a style are rounded to whole numbers",
        SLD,
        '"quantity": str(item["min"])',
        '"quantity": str(round(item["min"]))',
        source="blind, second list",
    ),
    Fault(
        "The classes of a legend leave gaps",
        LEGENDS,
        "(interval + 1) / bins",
        "(interval + 0.9) / bins",
        source="blind, second list",
    ),
    Fault(
        "The area of a class is in pixels",
        LEGENDS,
        'item["area"] = round(share * scene.area, 2)',
        'item["area"] = covered.stop - covered.start',
        source="blind, third list",
    ),
    Fault(
        "An ampersand in a label makes a style that is not XML",
        SLD,
        'return tostring(root, encoding="unicode", xml_declaration=False)',
        'return tostring(root, encoding="unicode", xml_declaration=False).replace("&amp;", "&")',
        source="blind, fourth list",
    ),
    Fault(
        "A bound of 0 in a new legend becomes absent",
        LEGENDS,
        "if breakpoint_.get(field) is not None\n    }",
        "if breakpoint_.get(field)}",
        source="blind, fifth list",
    ),
    Fault(
        "The style of a date stays as it was first answered",
        VISUALIZATIONS,
        'styles.setdefault(mode, {})[date] = sld.write(visualization["id"], title, items)',
        'known = globals().setdefault("_styles", {})\n'
        '            style = sld.write(visualization["id"], title, items)\n'
        '            styles.setdefault(mode, {})[date] = known.setdefault((visualization["id"], mode, date), style)',
        source="blind, seventh list",
    ),
]
