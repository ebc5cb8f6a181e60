"""The image of a visualization: the raster in the colours of its legend, with the legend beside it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw, ImageFont

from . import legends

if TYPE_CHECKING:
    from collections.abc import Sequence

SCALE = 10
MAP = legends.SIZE * SCALE
LEGEND_WIDTH = 240
MARGIN = 12
ROW = 20
# The number of rows that fit beside the map; a legend may have more classes.
MAX_ROWS = (MAP - 2 * MARGIN) // ROW - 2
MAX_LABEL = 16
UNCLASSIFIED = "#000000"


def draw(scene: legends.Scene, items: Sequence[dict[str, Any]], title: str) -> bytes:
    """A PNG of `scene` in the colours of `items`, its legend, with a title."""
    image = Image.new("RGB", (MAP + LEGEND_WIDTH, MAP), "#ffffff")
    image.paste(_map(scene, items), (0, 0))
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default()
    left = MAP + MARGIN
    pen.text((left, MARGIN), _printable(title), fill="#000000", font=font)
    for row, item in enumerate(items[:MAX_ROWS], start=1):
        top = MARGIN + row * ROW
        pen.rectangle((left, top, left + ROW, top + ROW - 6), fill=item["color"], outline="#000000")
        text = f"{_printable(item['label'])[:MAX_LABEL]}: {item['min']:.4g} to {item['max']:.4g}"
        pen.text((left + ROW + 6, top), text, fill="#000000", font=font)
    if len(items) > MAX_ROWS:
        pen.text((left, MAP - MARGIN - ROW), f"and {len(items) - MAX_ROWS} more", fill="#000000", font=font)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _map(scene: legends.Scene, items: Sequence[dict[str, Any]]) -> Image.Image:
    colors = [UNCLASSIFIED] * legends.SIZE**2
    # In reverse order, so that the first of overlapping classes is visible.
    for item, covered in reversed(list(zip(items, legends.coverage(scene, items), strict=True))):
        colors[covered] = [item["color"]] * (covered.stop - covered.start)
    pixels = dict(zip(legends.pixel_order(scene), colors, strict=True))
    small = Image.new("RGB", (legends.SIZE, legends.SIZE))
    small.frombytes(b"".join(bytes.fromhex(pixels[position][1:]) for position in range(legends.SIZE**2)))
    return small.resize((MAP, MAP), Image.Resampling.NEAREST)


def _printable(text: str) -> str:
    # The default font of Pillow has Latin-1 only; another font would have to be packaged.
    return (
        "".join(character if character.isprintable() else "?" for character in text)
        .encode("latin-1", "replace")
        .decode("latin-1")
    )
