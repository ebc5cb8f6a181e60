"""Answers agree with each other: the same object in two answers, references, bands, prices."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tests.contract.model.comparison import shown
from tests.contract.model.crawl import (
    LIST_TO_READ,
    create_everything,
    described_objects,
    everything,
    read_everything,
    search_results,
)
from tests.contract.model.creation import STEPS, own_or_nested, parse_time
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import (
    CONTRACT,
    OPERATIONS,
    call_of,
    id_of,
    is_read_only,
    items_of,
    list_operations,
    required_parameters,
)
from tests.contract.model.statuses import moves
from tests.contract.outcomes import require, skip
from tests.contract.transport.server import Server
from tests.oracle import JSON, Operation

# How often everything is read while work is in progress.
READ_ROUNDS = 3
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


@pytest.mark.crawls
def test_object_is_the_same_in_every_answer(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        compared = differences_between_answers(everything(server, inventory), is_still=False)
    else:
        create_everything(server, inventory)
        compared = 0
        for _ in range(READ_ROUNDS):
            answers = itertools.chain(read_everything(server, inventory), search_results(server, inventory))
            compared += differences_between_answers(answers, is_still=True)
            for _ in range(STEPS // READ_ROUNDS):
                server.wait()
    if not compared:
        skip("no object is in two answers")


def differences_between_answers(answers: Iterable[tuple[Operation, Any]], *, is_still: bool) -> int:
    """How often an object was in another answer; fails if it is described otherwise there.

    Unless the server `is_still`, an object may change between two answers until its status is terminal.
    """
    compared = 0
    values_by_object: dict[tuple[Any, ...], dict[str, tuple[Any, str]]] = {}
    for operation, answer in answers:
        for schema, json_object in described_objects(operation, answer):
            # An ID of another type is a finding, and tells no objects apart.
            if not isinstance(json_object.get("id"), str) or (not is_still and moves(json_object)):
                continue
            distinguishing = (own_or_nested(json_object, name) for name in DISTINGUISHING_FIELDS)
            previous = values_by_object.setdefault((schema, json_object["id"], *distinguishing), {})
            compared += bool(previous)
            for field, value in simple_values(json_object).items():
                expected, source = previous.setdefault(field, (value, operation.id))
                assert value == expected, (
                    f"{operation.id}: {field} of {schema} {json_object['id']} must be {shown(expected)}, as in "
                    f"{source}, is {shown(value)}"
                )
    return compared


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


@pytest.mark.crawls
def test_referenced_object_exists_and_is_described_correctly(server: Server, inventory: Inventory) -> None:
    answers = everything(server, inventory)
    listed: dict[str, dict[str, Any]] = defaultdict(dict)
    for operation, answer in answers:
        if is_complete_list(server, operation):
            listed[noun_of(operation)] |= {id_of(item): item for item in items_of(operation, answer)}
    references = 0
    for operation, answer in answers:
        for schema, json_object in described_objects(operation, answer):
            for reference, value in json_object.items():
                noun = reference.removesuffix("_id")
                if noun == reference or noun not in listed or not value:
                    continue
                assert value in listed[noun], (
                    f"{operation.id}: {reference} of {schema} must be a listed {noun}, is {value}"
                )
                referenced = listed[noun][value]
                if not server.is_sandbox and (moves(referenced) or moves(json_object)):
                    continue
                for name in json_object.keys() & referenced.keys():
                    assert is_own_field(name, reference) or json_object[name] == referenced[name], (
                        f"{operation.id}: {name} of {schema} must be that of its {noun}, {shown(referenced[name])}, "
                        f"is {shown(json_object[name])}"
                    )
                references += 1
    if not references:
        skip("no object refers to another one")


def is_complete_list(server: Server, operation: Operation) -> bool:
    """Whether a crawl reads all items of a list. On another server, it reads lists on some parents only."""
    return operation in list_operations() and (server.is_sandbox or not required_parameters(operation))


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


@pytest.mark.tags("satellites", "indices", "aois", "assets", "visualizations")
def test_bands_match_the_satellite_and_the_formula(server: Server, inventory: Inventory) -> None:
    answers = [
        (operation, answer) for operation, answer in everything(server, inventory) if operation in list_operations()
    ]
    listed: dict[str, dict[str, Any]] = defaultdict(dict)
    for operation, answer in answers:
        listed[noun_of(operation)] |= {id_of(item): item for item in items_of(operation, answer)}
    satellites = server.all_of("listSatellites", known=True)
    bands_by_satellite = {item["id"]: {band["name"] for band in item.get("bands", ())} for item in satellites}
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
                assert band in allowed_bands, f"{label}: {field} must have bands of the satellite, has {band}"
                checked += 1
            if isinstance(json_object.get("bands"), list) and "expression" in json_object:
                missing_bands = {*WORD.findall(json_object["expression"])} & allowed_bands - {*json_object["bands"]}
                assert not missing_bands, (
                    f"{label}: bands must have all of the expression, has not {sorted(missing_bands)}"
                )
            index = listed["index"].get(json_object.get("index_id", ""), {})
            for asset in json_object.get("assets") or () if index.get("bands") else ():
                missing_from_asset = {*index["bands"]} - {*asset.get("band_list", index["bands"])}
                assert not missing_from_asset, (
                    f"{label}: an asset must have all bands of its index, has not {sorted(missing_from_asset)}"
                )
    if not checked:
        skip("no object refers to a band of a satellite")


@pytest.mark.tags("bandsets", "catalogs")
def test_image_has_the_bands_of_its_bandset(server: Server, inventory: Inventory) -> None:
    answers = everything(server, inventory)
    bandsets = {item["id"]: item for item in server.all_of("listBandsets", known=True)}
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
                f"{json_object['id']} must have the bands of its bandset, {sorted(bandset_bands)}, "
                f"has {sorted(map(str, image_bands))}"
            )
            compared += 1
    if not compared:
        skip("no image has a bandset and bands")


def sides(bbox: list[float]) -> list[float]:
    """West, south, east and north of a bounding box, which may have altitudes."""
    return [*bbox[:2], *bbox[len(bbox) // 2 :][:2]]


@pytest.mark.tags("archives")
def test_archived_image_lies_within_its_collection(server: Server) -> None:
    checked = 0
    for collection in server.all_of("listArchiveCollections", known=True):
        west, south, east, north = sides(collection["extent"]["spatial"]["bbox"][0])
        (first, last), *_ = collection["extent"]["temporal"]["interval"]
        items = server.value(call_of("listArchiveItems", path={"cid": collection["id"]}, query={"limit": 100}))
        for item in items["features"]:
            label = f"listArchiveItems: {item['id']}"
            assert item["collection"] == collection["id"], (
                f"{label} must be in the collection {collection['id']}, is in {item['collection']}"
            )
            time = parse_time(item["properties"]["datetime"])
            assert first is None or parse_time(first) <= time, f"{label} must not be before {first}, is of {time}"
            assert last is None or time <= parse_time(last), f"{label} must not be after {last}, is of {time}"
            bbox = sides(item["bbox"])
            is_inside = west <= bbox[0] and south <= bbox[1] and bbox[2] <= east and bbox[3] <= north
            assert is_inside, f"{label} must lie within {[west, south, east, north]}, its bbox is {bbox}"
            checked += 1
    require(checked, "the server has no archived image")


@pytest.mark.tags("workflows", "jobs")
def test_job_costs_what_was_estimated(server: Server, inventory: Inventory) -> None:
    create_job = CONTRACT.operations["createJob"]
    if not server.is_free(create_job):
        skip("running a job costs tokens")
    call = inventory.valid(create_job)
    path = {"workflow_id": call.path["workflow_id"]}
    estimate = server.value(inventory.about(CONTRACT.operations["estimateWorkflow"], path))["estimated_cost"]

    cost = server.value(call)["cost"]
    assert cost == estimate, f"createJob: cost must be what estimateWorkflow says, {estimate}, is {cost}"


@pytest.mark.tags("workflows")
def test_estimate_of_each_workflow_is_what_it_says_of_itself(server: Server, inventory: Inventory) -> None:
    workflows = [values for link in LIST_TO_READ if link.target.id == "getWorkflow" for values in inventory.along(link)]
    for values in require(server.some(workflows), "the server has no workflow"):
        workflow = inventory.about(CONTRACT.operations["getWorkflow"], values)
        estimate = call_of("estimateWorkflow", path=workflow.path)
        expected = server.value(workflow)["estimated_cost"]
        estimated = server.value(estimate)["estimated_cost"]
        assert estimated == expected, (
            f"{estimate}: estimated_cost must be that of the workflow, {expected}, is {estimated}"
        )


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
    # A guide names info and price, without samples.
    "blocks": {"Block": {"info", "price"}, "DataType": {"asset_source", "stac_url", "value"}},
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


@pytest.mark.crawls
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
        if server.run.selects(operation.id)
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
    missing = sorted(unanswered - expected)
    assert not missing, f"some answer must have each documented field, none has {missing}"


def answer_fields(operation: Operation) -> Iterator[tuple[str, str]]:
    pointer = operation.answers[str(operation.success)].get(JSON)
    return documented_fields(CONTRACT.at(pointer)) if pointer else iter(())
