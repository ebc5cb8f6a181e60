"""Puts ids that exist on the server in place of the ids in the contract's examples.

The sandbox has the IDs of the examples. Another server has similar objects with other IDs, or none.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.contract.model.operations import call_of, id_of, list_operation_of, required_parameters
from tests.contract.model.payloads import ids_in
from tests.contract.model.statuses import moves
from tests.contract.outcomes import skip
from tests.json_pointer import value_at

if TYPE_CHECKING:
    from tests.contract.transport.server import Server

# Names of inputs and outputs of a job. Without them, a package has all.
RUN_NAMES = ("inputs", "outputs")
# Only items with images can be packed and delivered.
FULFILLED_STATUSES = {"FULFILLED", "PARTIALLY_FULFILLED"}
# A name in an expression.
BAND = re.compile(r"[A-Za-z]\w*")
ANY_TIME = {"start_date": "2020-01-01T00:00:00Z", "end_date": "2099-01-01T00:00:00Z"}


def with_existing_ids(server: Server, body: Any, path: Mapping[str, Any]) -> Any:
    """`body` with its IDs replaced by IDs that exist on the server, below the resources of `path`.

    Skips the check if the server has no such resource.
    """
    if server.is_sandbox:
        return body
    body = {name: part for name, part in copy.deepcopy(body).items() if name not in RUN_NAMES}
    if {"satellite_id", "provider", "item_ids"} <= body.keys():
        body |= _images(server, body)
    for pointer, kind, value in [*ids_in(body)]:
        parent, _, name = pointer.rpartition("/")
        # A value of another type, such as a condition of a search, is no ID.
        if not isinstance(value, str | list):
            continue
        existing = _existing_ids(server, kind, value_at(body, parent), path)
        example_ids = value if isinstance(value, list) else [value]
        if existing is None or set(example_ids) <= set(existing):
            continue
        if not existing:
            skip(f"the server has no resource for {kind}")
        value_at(body, parent)[name] = existing[-len(example_ids) :] if isinstance(value, list) else existing[-1]
    if {"satellite_id", "expression"} <= body.keys():
        body["expression"] = _of_existing_bands(server, body["satellite_id"], body["expression"])
    if "block" in body:
        body["block"] = _block(server, body["block"])
    return body


def _existing_ids(server: Server, name: str, beside: Any, path: Mapping[str, Any]) -> list[str] | None:
    """The IDs that exist for a field of this name; None if that is not known."""
    match name:
        case "collection_id":
            collections = {
                item["id"]: item.get("collections", ()) for item in server.all_of("listSatellites", known=True)
            }
            return [item["id"] for item in collections.get(beside["satellite_id"], ())]
        case "item_ids" if "satellite_id" in beside:
            return None
        case "item_ids":
            return [item["id"] for item in server.known(call_of("searchArchive", body={"limit": 20}))["features"]]
        case "catalog_ids":
            return [item["id"] for item in server.known(call_of("searchCatalogs", body={"limit": 100}))["catalogs"]]
        case "order_item_ids":
            items = server.all_of("listOrderItems", known=True)
            return [item["id"] for item in items if item["status"] in FULFILLED_STATUSES]
        case "config":
            return _listed_ids(server, "store_id", path)
        case _:
            return _listed_ids(server, name, path)


def _listed_ids(server: Server, name: str, path: Mapping[str, Any]) -> list[str] | None:
    list_operation = list_operation_of(name)
    if list_operation is None or not required_parameters(list_operation).keys() <= path.keys():
        return None
    path = {item: path[item] for item in required_parameters(list_operation)}
    for known in (True, False):
        items = server.all_of(list_operation.id, path=path, known=known)
        # What is in progress cannot be used yet. It may have ended since it was read.
        finished = [id_of(item) for item in items if not moves(item)]
        if finished or not items:
            break
    return finished


def _images(server: Server, body: Any) -> dict[str, Any]:
    """Images over the area of a new AOI, with their satellite and provider."""
    for satellite in server.all_of("listSatellites", known=True):
        for collection in satellite.get("collections", ()):
            source = {"satellite_id": satellite["id"], "collection_id": collection["id"]}
            search = {"satellite": source, "geometry": body["geometry"], **ANY_TIME}
            images = server.known(call_of("searchImagery", body=search))["items"]
            if images:
                ids = [item["id"] for item in images.values()][:1]
                return {"satellite_id": satellite["id"], "provider": collection["provider"], "item_ids": ids}
    return skip("the server has no image of the area in the contract's example")


def _of_existing_bands(server: Server, satellite_id: str, expression: str) -> str:
    """The expression with bands of the satellite in place of those that it does not have."""
    satellites = server.all_of("listSatellites", known=True)
    names = [band["name"] for item in satellites if item["id"] == satellite_id for band in item.get("bands", ())]
    used = list(dict.fromkeys(BAND.findall(expression)))
    if set(used) <= set(names) or len(used) > len(names):
        return expression
    others = dict(zip(used, names, strict=False))
    return BAND.sub(lambda match: others[match[0]], expression)


def _block(server: Server, printed: Any) -> Any:
    """The block with the same name on the server."""
    blocks = server.all_of("listBlocks", query={"mode": "insight"}, known=True)
    for block in blocks:
        if block["spec"].get("name") == printed["name"]:
            return {"id": block["id"], "name": printed["name"], "version": block["spec"]["version"]}
    return skip(f"the server has no block {printed['name']} to run")
