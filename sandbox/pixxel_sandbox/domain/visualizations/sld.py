"""A legend as a Styled Layer Descriptor, SLD 1.0.0."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMESPACE = "http://www.opengis.net/sld"
# The characters that XML 1.0 does not allow, even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(layer: str, title: str, items: Sequence[dict[str, Any]]) -> str:
    """An XML document with the legend `items` as the style of `layer`.

    SLD 1.0.0 interpolates colours between entries, so each class has two entries of its colour, one at each bound.
    """
    root = Element("StyledLayerDescriptor", {"version": "1.0.0", "xmlns": NAMESPACE})
    named = SubElement(root, "NamedLayer")
    SubElement(named, "Name").text = _text(layer)
    style = SubElement(named, "UserStyle")
    SubElement(style, "Title").text = _text(title)
    rule = SubElement(SubElement(style, "FeatureTypeStyle"), "Rule")
    colors = SubElement(SubElement(rule, "RasterSymbolizer"), "ColorMap")
    for item in items:
        color = {"color": item["color"], "opacity": "1"}
        SubElement(colors, "ColorMapEntry", {**color, "quantity": str(item["min"]), "label": _text(item["label"])})
        SubElement(colors, "ColorMapEntry", {**color, "quantity": str(item["max"])})
    return tostring(root, encoding="unicode", xml_declaration=False)


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
