"""Faults in offset, limit and total of lists."""

from tests.faults.fault import Fault
from tests.faults.server.places import CALL, CONTRACT, STORAGE

FAULTS = [
    Fault(
        "the offset is one too high",
        STORAGE,
        '"offset": min(offset, ',
        '"offset": min(offset and offset + 1, ',
        source="with the checks",
        smoke="reading",
    ),
    Fault("the total is that of the page", CALL, '"total": total}', '"total": len(found)}', source="with the checks"),
    Fault(
        "a limit of nought is taken",
        CONTRACT,
        "validator=_validator(contract, schema),",
        'validator=_validator(contract, {name: rule for name, rule in schema.items() if name != "minimum"}),',
        source="blind, second list",
    ),
    Fault(
        "a very large offset fails the server",
        STORAGE,
        '"offset": min(offset, MAX_SQLITE_INTEGER)',
        '"offset": offset',
        source="blind, second list",
    ),
    Fault(
        "from its second page on a list is sorted the other way round",
        STORAGE,
        '"ORDER BY created_at DESC, sequence DESC LIMIT',
        '"ORDER BY CASE WHEN :offset THEN sequence ELSE -sequence END LIMIT',
        source="blind, second list",
    ),
    Fault(
        "a page of orders asked for without a limit has null for it",
        CALL,
        '{"limit": total if limit is None else limit,',
        '{"limit": limit,',
        source="blind, third list",
    ),
    Fault(
        "past its end, a list has as many items as were skipped",
        STORAGE,
        'if len(bodies) == query["limit"] or (query["offset"] and not bodies):',
        'if len(bodies) == query["limit"]:',
        source="blind, third list",
    ),
    Fault(
        "a page may hold a hundred at the most",
        CONTRACT,
        "validator=_validator(contract, schema),",
        'validator=_validator(contract, {**schema, "maximum": 100} if name == "limit" else schema),',
        source="blind, fourth list",
    ),
    Fault(
        "the limit of a list counts from its beginning, not from the offset",
        STORAGE,
        '"ORDER BY created_at DESC, sequence DESC LIMIT :limit OFFSET :offset"',
        '"ORDER BY created_at DESC, sequence DESC LIMIT max(0, :limit - :offset) OFFSET :offset"',
        source="blind, fourth list",
    ),
    Fault(
        "offset skips whole pages instead of items",
        CALL,
        '{"offset": offset, "limit": limit}\n        found',
        '{"offset": offset * limit, "limit": limit}\n        found',
        source="blind, sixth list",
    ),
]
