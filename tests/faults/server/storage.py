"""Faults in documents as they are stored."""

from tests.faults.fault import Fault
from tests.faults.server.places import STORAGE

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
        'return json.dumps(value, ensure_ascii=False, separators=(",", ":"))',
        'text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))\n'
        '    return "".join(one if ord(one) < 0x10000 else "?" for one in text)',
        source="blind, fourth list",
    ),
]
