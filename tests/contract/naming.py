"""What the contract prints, about what a server has: ids in it are those of the server's own things.

The sandbox has what is printed. Another server has the like of it under other ids, or has none.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.bodies import ids_in
from tests.contract.operations import call_of, identity, lister_of, needed
from tests.contract.server import Server
from tests.oracle import at

if TYPE_CHECKING:
    from collections.abc import Mapping

# Ids of what is not the server's to list: accounts elsewhere.
NOT_OURS = {"access_key_id"}
# Of a run, what it took and made has names of its own: without any, all of it is meant.
NAMES = ("inputs", "outputs")
# What has brought nothing can be neither packed nor delivered.
HAS_BROUGHT = {"FULFILLED", "PARTIALLY_FULFILLED"}
EVER = {"start_date": "2020-01-01T00:00:00Z", "end_date": "2099-01-01T00:00:00Z"}


def at_home(server: Server, body: Any, path: Mapping[str, Any]) -> Any:
    """`body`, with what it names below `path` named as the server has it.

    Skips the check where the server has nothing of the kind.
    """
    if server.is_sandbox:
        return body
    body = {name: part for name, part in copy.deepcopy(body).items() if name not in NAMES}
    if {"satellite_id", "provider", "item_ids"} <= body.keys():
        body |= _images(server, body)
    for place, kind, value in [*ids_in(body)]:
        above, _, name = place.rpartition("/")
        if kind in NOT_OURS:
            continue
        there = _there(server, kind, at(body, above), path)
        wanted = value if isinstance(value, list) else [value]
        if there is None or set(wanted) <= set(there):
            continue
        if not there:
            pytest.skip(f"not checked: the server has nothing that {kind} could name")
        at(body, above)[name] = there[-len(wanted) :] if isinstance(value, list) else there[-1]
    if "block" in body:
        body["block"] = _block(server, body["block"])
    return body


def _there(server: Server, name: str, beside: Any, path: Mapping[str, Any]) -> list[str] | None:
    """The ids that something of this name could name, or None where nothing tells."""
    match name:
        case "collection_id":
            collections = {one["id"]: one["collections"] for one in server.all_of("listSatellites")}
            return [one["id"] for one in collections.get(beside["satellite_id"], ())]
        case "item_ids" if "satellite_id" in beside:
            return None
        case "item_ids":
            return [one["id"] for one in server.value(call_of("searchArchive", body={"limit": 20}))["features"]]
        case "catalog_ids":
            return [one["id"] for one in server.value(call_of("searchCatalogs", body={"limit": 100}))["catalogs"]]
        case "order_item_ids":
            return [one["id"] for one in server.all_of("listOrderItems") if one["status"] in HAS_BROUGHT]
        case "config":
            return _listed(server, "store_id", path)
        case _:
            return _listed(server, name, path)


def _listed(server: Server, name: str, path: Mapping[str, Any]) -> list[str] | None:
    lister = lister_of(name)
    if lister is None or not needed(lister).keys() <= path.keys():
        return None
    return [identity(item) for item in server.all_of(lister.id, path={one: path[one] for one in needed(lister)})]


def _images(server: Server, body: Any) -> dict[str, Any]:
    """Images over the place of a new AOI, and where they are from."""
    for satellite in server.all_of("listSatellites"):
        for collection in satellite["collections"]:
            source = {"satellite_id": satellite["id"], "collection_id": collection["id"]}
            asked = {"satellite": source, "geometry": body["geometry"], **EVER}
            found = server.value(call_of("searchImagery", body=asked))["items"]
            if found:
                ids = [one["id"] for one in found.values()][:1]
                return {"satellite_id": satellite["id"], "provider": collection["provider"], "item_ids": ids}
    pytest.skip("not checked: the server has no image of the place that the contract prints")


def _block(server: Server, printed: Any) -> Any:
    """The block of the same name, as the server has it."""
    blocks = server.all_of("listBlocks", query={"mode": "insight"})
    for block in blocks:
        if block["spec"].get("name") == printed["name"]:
            return {"id": block["id"], "name": printed["name"], "version": block["spec"]["version"]}
    pytest.skip(f"not checked: the server has no block {printed['name']} to run")
