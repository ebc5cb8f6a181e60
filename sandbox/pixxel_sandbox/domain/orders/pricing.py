"""What is ordered costs ten tokens a square kilometre, once for each capture or archived image.

The one price that the pages print, 10000 tokens for 1000 km², comes to this. Tokens that are added on top are printed
only for a speed of delivery that cannot be ordered any more, so nothing is.
"""

from __future__ import annotations

TOKENS_PER_KM2 = 10
# What is smaller is priced as this, in square kilometres.
SMALLEST_PRICED_AREA = 100


def price(area: int, images: int) -> int:
    """The tokens for `images` captures or archived images of `area` square kilometres."""
    return TOKENS_PER_KM2 * max(area, SMALLEST_PRICED_AREA) * images
