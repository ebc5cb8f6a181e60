"""Faults in documents as they are stored."""

from tests.faults.fault import Fault
from tests.faults.server.files import STORAGE

FAULTS = [
    Fault(
        "The assets of every AOI are listed under each AOI",
        STORAGE,
        "AND parent = :parent\n    AND (:conditions",
        "AND (parent = :parent\n    OR kind = 'asset') AND (:conditions",
        source="blind, second list",
    ),
    Fault(
        "Characters beyond the Unicode base plane are stored as question marks",
        STORAGE,
        "return _ENCODER.encode(value)",
        'return "".join(each if ord(each) < 0x10000 else "?" for each in _ENCODER.encode(value))',
        source="blind, fourth list",
    ),
]
