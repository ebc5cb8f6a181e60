"""A server with known faults, of the kinds in which a published description and a contract differ.

It is `small_server.py` behind `fault_proxy.py`. Without the faults it keeps the contract, so what a run finds is these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.servers.fault_proxy import FaultyServer, OtherHeader, OtherStatus, Remove, Replace, Rule, fault_proxy
from tests.servers.small_server import KEY, PRESET, small_server

__all__ = ["KEY", "KNOWN_FAULTS", "KnownFault", "published_like"]


@dataclass(frozen=True)
class KnownFault:
    """One fault, which a report names once: what is wrong, the rule that it breaks, and each place where it shows.

    A place is an operation and a pointer, with `*` for every item of a list, as in report.json. Another fault may hide
    it: the body of an answer with another media type is not read.
    """

    what: str
    rule: str
    shown: dict[tuple[str, str], Rule]


def replaced_everywhere(value: Any, *places: tuple[str, str]) -> dict[tuple[str, str], Rule]:
    """The fault is the same wherever the value is shown."""
    return {(operation, pointer): Replace(operation, pointer, value) for operation, pointer in places}


KNOWN_FAULTS = (
    KnownFault(
        "times have no offset",
        "pattern of Timestamp",
        replaced_everywhere(
            lambda text: text[:19], ("listProjects", "/projects/*/created_at"), ("getProject", "/created_at")
        ),
    ),
    KnownFault(
        "the list stands outside its envelope",
        'type is "object"',
        {("listBandsets", ""): Replace("listBandsets", "", lambda answer: answer["bandsets"])},
    ),
    KnownFault(
        "a required field is missing",
        "required: name",
        {("listSatellites", "/satellites/*"): Remove("listSatellites", "/satellites/*", "name")},
    ),
    KnownFault(
        "ids are numbers",
        'type is "string"',
        replaced_everywhere(
            lambda text: int(text[:8], 16),
            ("listBlocks", "/blocks/*/id"),
            ("listBlockVersions", "/blocks/*/id"),
            ("getBlockVersion", "/id"),
        ),
    ),
    KnownFault(
        "days are not in the calendar",
        "a day of the calendar",
        replaced_everywhere(
            "2023-02-30T10:00:00Z",
            ("listBlocks", "/blocks/*/created_at"),
            ("listBlockVersions", "/blocks/*/created_at"),
            ("getBlockVersion", "/created_at"),
        ),
    ),
    KnownFault(
        "the media type is another one",
        "media type application/json",
        {
            ("listBlockVersions", "header Content-Type"): OtherHeader(
                "listBlockVersions", "content-type", "application/octet-stream"
            )
        },
    ),
    KnownFault(
        "an error stands outside its envelope",
        "required: error",
        {("getBlockVersion", ""): Replace("getBlockVersion", "", lambda answer: answer["error"], status=404)},
    ),
    KnownFault(
        "the total is 0",
        "total counts all items",
        replaced_everywhere(0, ("listIndices", "/pagination/total")),
    ),
    KnownFault(
        "texts of presets are null",
        'type is "string"',
        {
            ("listIndices", "/indices/*/description"): Replace(
                "listIndices", "/indices/*/description", lambda text: None if text.endswith(PRESET) else text
            )
        },
    ),
    KnownFault(
        "the media type is missing",
        "media type application/json",
        {("createIndex", "header Content-Type"): OtherHeader("createIndex", "content-type", None)},
    ),
    KnownFault(
        "a value is outside the enum",
        'value is "S3", "GCS" or "AZBLOB"',
        replaced_everywhere(lambda kind: kind.replace("GCS", "GCP"), ("listStores", "/stores/*/type")),
    ),
    KnownFault(
        "the status is not documented",
        "status 204, 400, 401, 403, 404, 409, 429 or 5XX",
        {("deleteStore", ""): OtherStatus("deleteStore", 200)},
    ),
)


@contextmanager
def published_like(faults: Sequence[KnownFault] = KNOWN_FAULTS) -> Iterator[FaultyServer]:
    """The server with these faults, which KEY opens."""
    with (
        small_server() as url,
        fault_proxy(url, *(rule for fault in faults for rule in fault.shown.values())) as faulty,
    ):
        yield faulty
