"""A visualization as a picture: the raster coloured by its legend, the legend beside it."""

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
# As many rows as fit beside the map; a legend may have any number of classes.
MAX_ROWS = (MAP - 2 * MARGIN) // ROW - 2
MAX_LABEL = 16
UNCLASSIFIED = "#000000"


def draw(scene: legends.Scene, items: Sequence[dict[str, Any]], title: str) -> bytes:
    """A PNG of `scene` coloured by the classes of its legend, `items`, under `title`."""
    picture = Image.new("RGB", (MAP + LEGEND_WIDTH, MAP), "#ffffff")
    picture.paste(_map(scene, items), (0, 0))
    pen = ImageDraw.Draw(picture)
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
    picture.save(file, "PNG")
    return file.getvalue()


def _map(scene: legends.Scene, items: Sequence[dict[str, Any]]) -> Image.Image:
    colors = [UNCLASSIFIED] * legends.SIZE**2
    # Backwards, so that where classes overlap the first one shows.
    for item, covered in reversed(list(zip(items, legends.coverage(scene, items), strict=True))):
        colors[covered] = [item["color"]] * (covered.stop - covered.start)
    pixels = dict(zip(legends.pixel_order(scene), colors, strict=True))
    small = Image.new("RGB", (legends.SIZE, legends.SIZE))
    small.frombytes(b"".join(bytes.fromhex(pixels[position][1:]) for position in range(legends.SIZE**2)))
    return small.resize((MAP, MAP), Image.Resampling.NEAREST)


def _printable(text: str) -> str:
    # What Pillow's own font can draw; a fuller font would have to be shipped.
    return "".join(one if one.isprintable() else "?" for one in text).encode("latin-1", "replace").decode("latin-1")
