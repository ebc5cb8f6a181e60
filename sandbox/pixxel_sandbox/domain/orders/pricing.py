"""Prices: ten tokens per square kilometre for each capture or archive item.

The documentation has one price, 10000 tokens for 1000 km², which agrees with this. It has surcharges only for a
delivery speed that can no longer be ordered, so there are none.
"""

from __future__ import annotations

TOKENS_PER_KM2 = 10
# A smaller area costs as much as this one, in square kilometres.
MIN_PRICED_AREA = 100


def price(area: int, images: int) -> int:
    """The tokens for `images` captures or archive items of `area` square kilometres."""
    return TOKENS_PER_KM2 * max(area, MIN_PRICED_AREA) * images
