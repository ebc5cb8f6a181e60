"""Faults in documents as they are stored."""

from tests.faults.fault import Fault
from tests.faults.server.places import STORAGE

FAULTS = [
    Fault(
        "the assets of every AOI are listed under each",
        STORAGE,
        "AND parent = :parent AND (:wishes",
        "AND (parent = :parent OR kind = 'asset') AND (:wishes",
        source="blind, second list",
    ),
    Fault(
        "what lies beyond the basic plane of Unicode is kept as a question mark",
        STORAGE,
        'return json.dumps(value, ensure_ascii=False, separators=(",", ":"))',
        'text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))\n'
        '    return "".join(one if ord(one) < 0x10000 else "?" for one in text)',
        source="blind, fourth list",
    ),
]
