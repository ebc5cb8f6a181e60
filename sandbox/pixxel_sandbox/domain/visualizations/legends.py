"""Synthetic imagery, and legends that are computed from it.

The sandbox has no satellite: the values of an index over an AOI on a date are smooth noise. Its seed is made of the ids
and the date, so it is the same in every run. Legends are computed from these values as from real ones.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# Pixels along each side of a raster.
SIZE = 32
DEFAULT_BINS = 5
_LABELS = {
    1: ("All",),
    2: ("Low", "High"),
    3: ("Low", "Medium", "High"),
    4: ("Very Low", "Low", "High", "Very High"),
    5: ("Very Low", "Low", "Medium", "High", "Very High"),
}
_RAMP = ((0xD7, 0x19, 0x1C), (0xFD, 0xAE, 0x61), (0xFF, 0xFF, 0xBF), (0xAB, 0xDD, 0xA4), (0x2B, 0x83, 0xBA))
# The noise: lattices with so many cells per side, and their weights.
_OCTAVES = ((3, 1.0), (8, 0.4))


class Scene(NamedTuple):
    """An index over an AOI on a date (`YYYY_MM_DD`); `low` to `high` is its rescale range, `area` in square metres."""

    aoi_id: str
    index_id: str
    date: str
    low: float
    high: float
    area: float


@lru_cache(maxsize=512)
def raster(scene: Scene) -> tuple[float, ...]:
    """The index values, row by row, `SIZE` by `SIZE`, all within the rescale range."""
    seed = f"{scene.aoi_id}/{scene.index_id}/{scene.date}".encode()
    noise = _noise(seed)
    least, most = min(noise), max(noise)
    first, last = hashlib.shake_128(seed + b"/range").digest(2)
    start, stop = 0.05 + first % 11 / 100, 0.75 + last % 16 / 100
    return tuple(
        _interpolate(scene.low, scene.high, _interpolate(start, stop, (value - least) / (most - least)))
        for value in noise
    )


@lru_cache(maxsize=512)
def pixel_order(scene: Scene) -> tuple[int, ...]:
    """The positions of the pixels in the raster, in ascending order of their values."""
    return tuple(sorted(range(SIZE * SIZE), key=raster(scene).__getitem__))


@lru_cache(maxsize=512)
def _ascending(scene: Scene) -> list[float]:
    return [raster(scene)[position] for position in pixel_order(scene)]


def legend(
    scene: Scene, mode: str, breakpoints: Sequence[dict[str, Any]] = (), bins: int | None = None
) -> list[dict[str, Any]]:
    """The legend of `scene` in `mode`: an item for each class, with its area in square metres and in percent.

    `dynamic` divides the range of the existing values into `bins` equal intervals, `theoretical` the rescale range; by
    default there are as many bins as breakpoints. `breakpoints` define the classes; values that a breakpoint does not
    have are those of the interval at its position. Without breakpoints, the intervals are the classes.
    """
    bins = bins or len(breakpoints) or DEFAULT_BINS
    classes: Sequence[dict[str, Any]] = breakpoints or [{}] * bins
    low, high = _range(scene, mode)
    items = [
        _item(breakpoint_, position, len(classes), low, high, bins) for position, breakpoint_ in enumerate(classes)
    ]
    for item, covered in zip(items, coverage(scene, items), strict=True):
        share = (covered.stop - covered.start) / SIZE**2
        item["area"] = round(share * scene.area, 2)
        item["area_percentage"] = round(share * 100, 4)
    return items


def coverage(scene: Scene, items: Sequence[dict[str, Any]]) -> list[slice]:
    """The pixels that each class covers, as a slice of `pixel_order`.

    A class includes its minimum but not its maximum, which belongs to the next class; the top class includes both.
    """
    values = _ascending(scene)
    top = max(range(len(items)), key=lambda position: (items[position]["max"], position))
    return [_covered(values, item, is_top=position == top) for position, item in enumerate(items)]


def _covered(values: list[float], item: dict[str, Any], *, is_top: bool) -> slice:
    start = bisect_left(values, item["min"])
    stop = (bisect_right if is_top else bisect_left)(values, item["max"])
    return slice(start, max(start, stop))


def _item(breakpoint_: dict[str, Any], position: int, count: int, low: float, high: float, bins: int) -> dict[str, Any]:  # noqa: PLR0917 - plain numbers
    # With more breakpoints than intervals, the last breakpoints share the last interval.
    interval = min(position, bins - 1)
    bounds = {"min": _interpolate(low, high, interval / bins), "max": _interpolate(low, high, (interval + 1) / bins)}
    labels = _LABELS.get(count, tuple(f"Class {number}" for number in range(1, count + 1)))
    given_values = {
        field: breakpoint_[field] for field in ("label", "color", "min", "max") if breakpoint_.get(field) is not None
    }
    return {"label": labels[position], "color": _color(position / max(1, count - 1)), **bounds, **given_values}


def _range(scene: Scene, mode: str) -> tuple[float, float]:
    if mode == "theoretical":
        return scene.low, scene.high
    values = _ascending(scene)
    return values[0], values[-1]


def _interpolate(low: float, high: float, share: float) -> float:
    # Not low + share * (high - low): the difference of two large doubles may be infinite.
    # Twelve digits hide the rounding errors of binary fractions.
    value = float(f"{low * (1 - share) + high * share:.12g}")
    return float(min(max(value, low), high))


def _color(share: float) -> str:
    cell = min(int(share * (len(_RAMP) - 1)), len(_RAMP) - 2)
    rest = share * (len(_RAMP) - 1) - cell
    channels = (round(a + (b - a) * rest) for a, b in zip(_RAMP[cell], _RAMP[cell + 1], strict=True))
    return "#{:02x}{:02x}{:02x}".format(*channels)


def _noise(seed: bytes) -> list[float]:
    values = [0.0] * SIZE**2
    for cells, weight in _OCTAVES:
        heights = hashlib.shake_128(seed + bytes([cells])).digest((cells + 1) ** 2)
        for position in range(SIZE**2):
            values[position] += weight * _height(heights, cells, *divmod(position, SIZE))
    return values


def _height(heights: bytes, cells: int, row: int, column: int) -> float:
    """The height at a pixel of the surface through the corners of a lattice of `cells` by `cells`."""
    (north, down), (west, right) = _cell_and_weight(row, cells), _cell_and_weight(column, cells)
    corner = north * (cells + 1) + west
    upper = heights[corner] * (1 - right) + heights[corner + 1] * right
    lower = heights[corner + cells + 1] * (1 - right) + heights[corner + cells + 2] * right
    return upper * (1 - down) + lower * down


def _cell_and_weight(pixel: int, cells: int) -> tuple[int, float]:
    cell, rest = divmod(pixel * cells / SIZE, 1)
    return int(cell), rest * rest * (3 - 2 * rest)
