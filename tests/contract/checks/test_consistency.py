"""Answers agree with each other: the same object in two answers, references, bands, prices."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tests.contract.model.crawl import create_everything, described_objects, list_everything, read_everything
from tests.contract.model.creation import STEPS, let_work_finish, own_or_nested, parse_time
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import (
    CONTRACT,
    OPERATIONS,
    call_of,
    id_of,
    is_read_only,
    items_of,
    list_operations,
)
from tests.contract.model.payloads import minimal
from tests.contract.outcomes import require, skip
from tests.contract.transport.server import Server
from tests.oracle import JSON, Operation

# How often everything is read while work is in progress.
READ_ROUNDS = 3
# The limit for a page with all items.
ALL_ITEMS_LIMIT = 1000
# Fields that tell apart objects with the same ID: versions of a block, visualizations of an image.
DISTINGUISHING_FIELDS = ("version", "visualization_id")


def simple_values(json_object: dict[str, Any]) -> dict[str, Any]:
    """The simple values of an object, by pointer. Lists may be longer or shorter in other answers.

    An object with an ID of its own is left out.
    """
    values: dict[str, Any] = {}
    for name, value in json_object.items():
        if isinstance(value, dict) and "id" not in value:
            values |= {f"{name}/{pointer}": nested_value for pointer, nested_value in simple_values(value).items()}
        elif not isinstance(value, list | dict):
            values[name] = value
    return values


def search_results(server: Server, inventory: Inventory) -> Iterator[tuple[Operation, Any]]:
    """The items that every search finds with a minimal body and the largest limit."""
    for operation in OPERATIONS:
        schema = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")[0] if operation.body else {}
        if is_read_only(operation) and "limit" in schema.get("properties", {}):
            call = inventory.valid(operation)
            call.body = minimal(operation.body[JSON], call.body) | {"limit": ALL_ITEMS_LIMIT}
            yield operation, server.value(call)


def test_object_is_the_same_in_every_answer(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    compared = 0
    for _ in range(READ_ROUNDS if server.is_sandbox else 1):
        values_by_object: dict[tuple[Any, ...], dict[str, Any]] = {}
        for operation, answer in itertools.chain(read_everything(server, inventory), search_results(server, inventory)):
            for schema, json_object in described_objects(operation, answer):
                if "id" not in json_object:
                    continue
                identity = (
                    schema,
                    json_object["id"],
                    *(own_or_nested(json_object, name) for name in DISTINGUISHING_FIELDS),
                )
                previous = values_by_object.setdefault(identity, {})
                differences = {
                    field: (previous[field], value)
                    for field, value in simple_values(json_object).items()
                    if previous.get(field, value) != value
                }
                assert not differences, (
                    f"{operation.id}: {schema} {json_object['id']} is different in another answer: {differences}"
                )
                compared += bool(previous)
                previous |= simple_values(json_object)
        for _ in range(STEPS // READ_ROUNDS):
            server.wait()
    require(compared, "no object is in two answers")


# Fields whose values may differ between an object and the object that it refers to.
OWN_FIELDS = {"id", "name", "description", "status", "progress", "bands", "task_id", "transaction_id", "tokens_used"}
# The type of an order item is not the type of its tasks.
OWN_FIELDS_BY_REFERENCE = {"order_item_id": {"type"}}
# An image has the bands of its bandset.
INHERITED_FIELDS = {"bandset_id": {"bands"}}


def is_own_field(name: str, reference: str) -> bool:
    own_fields = OWN_FIELDS - INHERITED_FIELDS.get(reference, set()) | OWN_FIELDS_BY_REFERENCE.get(reference, set())
    return name in own_fields or name.endswith(("_at", "_by", "_date"))


def noun_of(lister: Operation) -> str:
    """The noun in the names of IDs: `index` for `index_id`."""
    return f"{lister.tag[:-4]}ex" if lister.tag.endswith("ices") else lister.tag.removesuffix("s")


def test_referenced_object_exists_and_is_described_correctly(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    answers = [*read_everything(server, inventory)]
    listed: dict[str, dict[str, Any]] = defaultdict(dict)
    for operation, answer in answers:
        if operation in list_operations():
            listed[noun_of(operation)] |= {id_of(item): item for item in items_of(operation, answer)}
    references = 0
    for operation, answer in answers:
        for schema, json_object in described_objects(operation, answer):
            for reference, value in json_object.items():
                noun = reference.removesuffix("_id")
                if noun == reference or noun not in listed or not value:
                    continue
                assert value in listed[noun], (
                    f"{operation.id}: {schema} refers to the {noun} {value}, which is not listed"
                )
                referenced = listed[noun][value]
                shared_fields = {
                    name for name in json_object.keys() & referenced.keys() if not is_own_field(name, reference)
                }
                embedded = {name: json_object[name] for name in shared_fields}
                original = {name: referenced[name] for name in shared_fields}
                assert embedded == original, (
                    f"{operation.id}: {schema} gives {embedded} for its {noun}, which itself has {original}"
                )
                references += 1
    require(references, "no object refers to another one")


# Fields with names of bands.
BAND_FIELDS = ("bands", "band_list", "eo_bands")
WORD = re.compile(r"\w+")


def bands_in(json_object: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The bands that an object refers to, each with its field."""
    for field in BAND_FIELDS:
        yield from ((field, band) for band in json_object.get(field) or () if isinstance(band, str))
    yield from ((f"rgb_composite/{color}", band) for color, band in (json_object.get("rgb_composite") or {}).items())


def satellite_of(json_object: dict[str, Any], listed: dict[str, dict[str, Any]]) -> str | None:
    """The satellite of an object, of its index or of its AOI."""
    parents = (listed[noun].get(json_object.get(f"{noun}_id", ""), {}) for noun in ("index", "aoi"))
    return next((item["satellite_id"] for item in (json_object, *parents) if "satellite_id" in item), None)


def test_bands_match_the_satellite_and_the_formula(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    answers = [*list_everything(server, inventory)]
    listed: dict[str, dict[str, Any]] = defaultdict(dict)
    for operation, answer in answers:
        listed[noun_of(operation)] |= {id_of(item): item for item in items_of(operation, answer)}
    bands_by_satellite = {
        name: {band["name"] for band in item.get("bands", ())} for name, item in listed["satellite"].items()
    }
    all_bands, checked = set().union(*bands_by_satellite.values()), 0
    require(all_bands, "the server gives no bands of its satellites")
    for operation, answer in answers:
        for schema, json_object in described_objects(operation, answer):
            satellite = (
                json_object.get("id")
                if json_object.get("id") in bands_by_satellite
                else satellite_of(json_object, listed)
            )
            allowed_bands = bands_by_satellite.get(satellite or "") or all_bands
            label = f"{operation.id}: {schema} {json_object.get('id') or json_object.get('aoi_id')}"
            for field, band in bands_in(json_object):
                assert band in allowed_bands, f"{label}: {field} has {band}, which is not a band of the satellite"
                checked += 1
            if isinstance(json_object.get("bands"), list) and "expression" in json_object:
                missing_bands = {*WORD.findall(json_object["expression"])} & allowed_bands - {*json_object["bands"]}
                assert not missing_bands, f"{label}: bands has no {sorted(missing_bands)}, which the expression uses"
            index = listed["index"].get(json_object.get("index_id", ""), {})
            for asset in json_object.get("assets") or () if index.get("bands") else ():
                missing_from_asset = {*index["bands"]} - {*asset.get("band_list", index["bands"])}
                assert not missing_from_asset, (
                    f"{label}: an asset has no {sorted(missing_from_asset)}, which its index uses"
                )
    require(checked, "no object refers to a band of a satellite")


def test_image_has_the_bands_of_its_bandset(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    bandsets = {item["id"]: item for item in server.all_of("listBandsets")}
    answers = itertools.chain(read_everything(server, inventory), search_results(server, inventory))
    json_objects = [
        json_object for operation, answer in answers for _, json_object in described_objects(operation, answer)
    ]
    # Archived images were not taken with the bandset of the order.
    tasking_ids = {item["id"] for item in json_objects if item.get("type") == "TASKING" and "order_item_id" in item}
    compared = 0
    for json_object in json_objects:
        bandset, details = bandsets.get(json_object.get("bandset_id", "")), json_object.get("details")
        assets = (
            details.get("assets") or {}
            if isinstance(details, dict) and json_object.get("task_id") in tasking_ids
            else {}
        )
        image_bands = {band.get("name") for asset in assets.values() for band in asset.get("eo:bands") or ()}
        if bandset and image_bands:
            bandset_bands = {band["name"] for band in bandset["bands"]}
            assert image_bands == bandset_bands, (
                f"{json_object['id']} has the bands {image_bands}, and its bandset has {bandset_bands}"
            )
            compared += 1
    require(compared, "no image has a bandset and bands")


def test_archived_image_lies_within_its_collection(server: Server, inventory: Inventory) -> None:
    checked = 0
    for collection in server.all_of("listArchiveCollections"):
        (west, south, east, north), *_ = collection["extent"]["spatial"]["bbox"]
        (first, last), *_ = collection["extent"]["temporal"]["interval"]
        items = server.value(call_of("listArchiveItems", path={"cid": collection["id"]}, query={"limit": 100}))
        for item in items["features"]:
            assert item["collection"] == collection["id"]
            time = parse_time(item["properties"]["datetime"])
            assert first is None or parse_time(first) <= time
            assert last is None or time <= parse_time(last)
            bbox = item["bbox"]
            assert (west <= bbox[0], south <= bbox[1], bbox[2] <= east, bbox[3] <= north) == (True,) * 4
            checked += 1
    require(checked, "the server has no archived image")


def test_job_costs_what_was_estimated(server: Server, inventory: Inventory) -> None:
    create_job = CONTRACT.operations["createJob"]
    if not server.is_free(create_job):
        skip("running a job costs tokens")
    call = inventory.valid(create_job)
    path = {"workflow_id": call.path["workflow_id"]}
    estimate = server.value(inventory.about(CONTRACT.operations["estimateWorkflow"], path))["estimated_cost"]

    assert server.value(call)["cost"] == estimate
    workflow = server.value(inventory.about(CONTRACT.operations["getWorkflow"], {**call.query, **path}))
    assert workflow["estimated_cost"] == estimate


# Fields that the sandbox never answers, by tag and schema: without sample data, without a documented meaning, or
# omitted in some answers with the same schema.
UNANSWERED_BY_SCHEMA = {
    "EoBand": {"solar_irradiance"},
    "GeometryCollection": {"geometries"},
    "OrderedBandset": {"custom"},
    "OrderedImage": {"geometry"},
    "StacLink": {"title", "type"},
    "StacProperties": {
        *("altitude", "description", "license", "proj:wkt2", "rd:earth_sun_distance", "rd:sat_id", "rd:type"),
        *("sat:orbit_state", "sat:relative_orbit", "sci:doi", "startdatetime", "title", "view:satellite_look_angle"),
        *("view:scene_center_lat", "view:scene_center_lon"),
    },
    "Task": {"block_inf_end_time", "block_inf_start_time", "recv_time", "send_time"},
    "Uplift": {"amount", "item_id", "percentage", "subtitle", "title"},
    "WorkflowFault": {"component_name", "err", "from", "reason", "to"},
}
UNANSWERED_BY_TAG: dict[str, dict[str, set[str]]] = {
    "archives": {"StacProperties": {"proj:epsg"}},
    "assets": {"Asset": {"visualization_id"}},
    "blocks": {"DataType": {"asset_source", "stac_url", "value"}},
    "catalogs": {
        "EoBand": {"common_name", "fwhm"},
        "RasterBand": {"offset", "scale"},
        "StacProperties": {
            *("created", "proj:code", "proj:shape", "proj:transform", "rd:anomalous_pixels", "updated"),
            *("view:sun_azimuth", "view:sun_elevation"),
        },
    },
    "imagery": {"StacProperties": {"proj:epsg"}},
    "insights": {"DataType": {"description", "properties"}},
    "orders": {"OrderItem": {"tasks", "validation_errors"}},
    "projects": {"ProjectList": {"pagination"}},
}


def documented_fields(schema: Any, seen: tuple[int, ...] = ()) -> Iterator[tuple[str, str]]:
    """The fields that the schema of an answer has, at any depth, each with the name of its schema."""
    name = schema.get("$ref", "").rpartition("/")[2]
    schema, _ = CONTRACT.resolve(schema, "")
    if id(schema) in seen:
        return
    properties = schema.get("properties", {})
    if name:
        yield from ((name, field) for field in properties)
    subschemas = [
        *schema.get("oneOf", ()),
        *properties.values(),
        schema.get("items"),
        schema.get("additionalProperties"),
    ]
    for subschema in subschemas:
        if isinstance(subschema, dict):
            yield from documented_fields(subschema, (*seen, id(schema)))


def test_every_documented_field_is_in_some_answer(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        skip("it is known only for the sandbox which fields have data")
    create_everything(server, inventory)
    answered: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for _ in range(READ_ROUNDS):
        for operation, answer in read_everything(server, inventory):
            for schema, json_object in described_objects(operation, answer):
                answered[operation.tag] |= {(schema, field) for field in json_object}
        for _ in range(STEPS // READ_ROUNDS):
            server.wait()
    unanswered = {
        f"{operation.tag}: {schema}/{field}"
        for operation in filter(is_read_only, OPERATIONS)
        for schema, field in answer_fields(operation)
        # Without any object of a schema, its fields cannot be checked.
        if any(name == schema for name, _ in answered[operation.tag]) and (schema, field) not in answered[operation.tag]
    }
    expected = {
        f"{tag}: {schema}/{field}"
        for tag in answered
        for fields_by_schema in (UNANSWERED_BY_SCHEMA, UNANSWERED_BY_TAG.get(tag, {}))
        for schema, fields in fields_by_schema.items()
        for field in fields
    }
    assert unanswered - expected == set(), "documented fields that no answer has"


def answer_fields(operation: Operation) -> Iterator[tuple[str, str]]:
    pointer = operation.answers[str(operation.success)].get(JSON)
    return documented_fields(CONTRACT.at(pointer)) if pointer else iter(())
