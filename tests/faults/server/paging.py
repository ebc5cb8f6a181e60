"""Faults in offset, limit and total of lists."""

from tests.faults.fault import Fault
from tests.faults.server.files import CALL, CONTRACT, STORAGE

FAULTS = [
    Fault(
        "The offset of a list is too high by one",
        STORAGE,
        '"offset": min(offset, ',
        '"offset": min(offset and offset + 1, ',
        source="with the checks",
        smoke="lists",
    ),
    Fault(
        "The total of a list is the size of the page",
        CALL,
        '"total": total}',
        '"total": len(documents)}',
        source="with the checks",
    ),
    Fault(
        "A limit of 0 is accepted",
        CONTRACT,
        "validator=_validator(contract, schema),",
        'validator=_validator(contract, {name: rule for name, rule in schema.items() if name != "minimum"}),',
        source="blind, second list",
    ),
    Fault(
        "A very large offset fails the server",
        STORAGE,
        '"offset": min(offset, MAX_SQLITE_INTEGER)',
        '"offset": offset',
        source="blind, second list",
    ),
    Fault(
        "Pages after the first are sorted in the opposite order",
        STORAGE,
        '"ORDER BY created_at DESC, sequence DESC LIMIT',
        '"ORDER BY CASE WHEN :offset THEN sequence ELSE -sequence END LIMIT',
        source="blind, second list",
    ),
    Fault(
        "The limit of a page of orders is null if the request has none",
        CALL,
        '{"limit": total if limit is None else limit,',
        '{"limit": limit,',
        source="blind, third list",
    ),
    Fault(
        "The total of a page past the end is its offset",
        STORAGE,
        'if len(bodies) == query["limit"] or (query["offset"] and not bodies):',
        'if len(bodies) == query["limit"]:',
        source="blind, third list",
    ),
    Fault(
        "A limit above 100 is refused",
        CONTRACT,
        "validator=_validator(contract, schema),",
        'validator=_validator(contract, {**schema, "maximum": 100} if name == "limit" else schema),',
        source="blind, fourth list",
    ),
    Fault(
        "The limit of a list counts from the first item instead of the offset",
        STORAGE,
        '"ORDER BY created_at DESC, sequence DESC LIMIT :limit OFFSET :offset"',
        '"ORDER BY created_at DESC, sequence DESC LIMIT max(0, :limit - :offset) OFFSET :offset"',
        source="blind, fourth list",
    ),
    Fault(
        "The offset of a list counts pages instead of items",
        CALL,
        '{"offset": offset, "limit": limit}\n        documents',
        '{"offset": offset * limit, "limit": limit}\n        documents',
        source="blind, sixth list",
    ),
    Fault(
        "Only sixteen bits of a limit are read",
        CALL,
        'part = {"offset": offset} if',
        'limit = limit and limit & 0xFFFF\n        part = {"offset": offset} if',
        source="kinds of checks",
    ),
    Fault(
        "Letters outside of ASCII are left out of ids in filters",
        CALL,
        'return None if value is None else value.split(",")',
        'return None if value is None else value.encode("ascii", "ignore").decode().split(",")',
        source="kinds of checks",
    ),
    Fault(
        "Only the first ID of a filter by several counts",
        CALL,
        'value.split(",")',
        'value.split(",")[:1]',
        source="kinds of checks",
    ),
]
