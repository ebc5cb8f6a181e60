"""Rasters for packages: small grey images in uncompressed TIFF."""

from __future__ import annotations

import hashlib
import struct

SIDE = 16
_SHORT, _LONG = 3, 4
_HEADER = 8


def draw(seed: str) -> bytes:
    """A square of grey values, the same for the same `seed`."""
    digest = hashlib.sha256(seed.encode()).digest()
    pixels = bytes(digest[row] ^ digest[SIDE + column] for row in range(SIDE) for column in range(SIDE))
    tags = [
        (256, _LONG, SIDE),  # width
        (257, _LONG, SIDE),  # height
        (258, _SHORT, 8),  # bits per sample
        (259, _SHORT, 1),  # no compression
        (262, _SHORT, 1),  # zero is black
        (273, _LONG, _HEADER),  # offset of the only strip of pixels
        (277, _SHORT, 1),  # samples per pixel
        (278, _LONG, SIDE),  # rows in the strip
        (279, _LONG, len(pixels)),  # bytes in the strip
    ]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    header = struct.pack("<2sHI", b"II", 42, _HEADER + len(pixels))
    return header + pixels + struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0)
