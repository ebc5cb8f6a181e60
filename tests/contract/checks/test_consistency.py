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
LOOKS = 3
# The limit for a page with all items.
MANY = 1000
# Fields that tell apart objects with the same ID: versions of a block, visualizations of an image.
TOLD_APART_BY = ("version", "visualization_id")


def simple(thing: dict[str, Any]) -> dict[str, Any]:
    """The simple values of an object, by pointer. Lists may be longer or shorter in other answers.

    An object with an ID of its own is left out.
    """
    said: dict[str, Any] = {}
    for name, value in thing.items():
        if isinstance(value, dict) and "id" not in value:
            said |= {f"{name}/{place}": part for place, part in simple(value).items()}
        elif not isinstance(value, list | dict):
            said[name] = value
    return said


def everything_found(server: Server, inventory: Inventory) -> Iterator[tuple[Operation, Any]]:
    """The items that every search finds with a minimal body and the largest limit."""
    for operation in OPERATIONS:
        described = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")[0] if operation.body else {}
        if is_read_only(operation) and "limit" in described.get("properties", {}):
            call = inventory.valid(operation)
            call.body = minimal(operation.body[JSON], call.body) | {"limit": MANY}
            yield operation, server.value(call)


def test_object_is_the_same_in_every_answer(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    compared = 0
    for _ in range(LOOKS if server.is_sandbox else 1):
        said: dict[tuple[Any, ...], dict[str, Any]] = {}
        for operation, answer in itertools.chain(
            read_everything(server, inventory), everything_found(server, inventory)
        ):
            for schema, thing in described_objects(operation, answer):
                if "id" not in thing:
                    continue
                which = (schema, thing["id"], *(own_or_nested(thing, name) for name in TOLD_APART_BY))
                before = said.setdefault(which, {})
                differing = {
                    n: (before[n], value) for n, value in simple(thing).items() if before.get(n, value) != value
                }
                assert not differing, (
                    f"{operation.id}: {schema} {thing['id']} is different in another answer: {differing}"
                )
                compared += bool(before)
                before |= simple(thing)
        for _ in range(STEPS // LOOKS):
            server.wait()
    require(compared, "no object is in two answers")


# Fields that an object has for itself, although the object that it refers to has fields with the same name.
OWN = {"id", "name", "description", "status", "progress", "bands", "task_id", "transaction_id", "tokens_used"}
# The type of an order item is not the type of its tasks.
OWN_OF = {"order_item_id": {"type"}}
# An image has the bands of its bandset.
TAKEN_OVER_FROM = {"bandset_id": {"bands"}}


def is_own(name: str, reference: str) -> bool:
    own = OWN - TAKEN_OVER_FROM.get(reference, set()) | OWN_OF.get(reference, set())
    return name in own or name.endswith(("_at", "_by", "_date"))


def noun_of(lister: Operation) -> str:
    """The noun in the names of IDs: `index` for `index_id`."""
    return f"{lister.tag[:-4]}ex" if lister.tag.endswith("ices") else lister.tag.removesuffix("s")


def test_referenced_object_exists_and_is_described_correctly(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    answers = [*read_everything(server, inventory)]
    there: dict[str, dict[str, Any]] = defaultdict(dict)
    for operation, answer in answers:
        if operation in list_operations():
            there[noun_of(operation)] |= {id_of(item): item for item in items_of(operation, answer)}
    named = 0
    for operation, answer in answers:
        for schema, thing in described_objects(operation, answer):
            for reference, value in thing.items():
                noun = reference.removesuffix("_id")
                if noun == reference or noun not in there or not value:
                    continue
                assert value in there[noun], (
                    f"{operation.id}: {schema} refers to the {noun} {value}, which is not listed"
                )
                other = there[noun][value]
                shared = {name for name in thing.keys() & other.keys() if not is_own(name, reference)}
                told, so = {name: thing[name] for name in shared}, {name: other[name] for name in shared}
                assert told == so, f"{operation.id}: {schema} gives {told} for its {noun}, which itself has {so}"
                named += 1
    require(named, "no object refers to another one")


# Fields with names of bands.
BANDS = ("bands", "band_list", "eo_bands")
WORD = re.compile(r"\w+")


def bands_in(thing: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The bands that an object refers to, each with its field."""
    for place in BANDS:
        yield from ((place, band) for band in thing.get(place) or () if isinstance(band, str))
    yield from ((f"rgb_composite/{color}", band) for color, band in (thing.get("rgb_composite") or {}).items())


def satellite_of(thing: dict[str, Any], there: dict[str, dict[str, Any]]) -> str | None:
    """The satellite of an object, of its index or of its AOI."""
    above = (there[noun].get(thing.get(f"{noun}_id", ""), {}) for noun in ("index", "aoi"))
    return next((item["satellite_id"] for item in (thing, *above) if "satellite_id" in item), None)


def test_bands_match_the_satellite_and_the_formula(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    answers = [*list_everything(server, inventory)]
    there: dict[str, dict[str, Any]] = defaultdict(dict)
    for operation, answer in answers:
        there[noun_of(operation)] |= {id_of(item): item for item in items_of(operation, answer)}
    of_satellites = {
        name: {band["name"] for band in item.get("bands", ())} for name, item in there["satellite"].items()
    }
    every, looked_at = set().union(*of_satellites.values()), 0
    require(every, "the server gives no bands of its satellites")
    for operation, answer in answers:
        for schema, thing in described_objects(operation, answer):
            satellite = thing.get("id") if thing.get("id") in of_satellites else satellite_of(thing, there)
            known_bands = of_satellites.get(satellite or "") or every
            which = f"{operation.id}: {schema} {thing.get('id') or thing.get('aoi_id')}"
            for place, band in bands_in(thing):
                assert band in known_bands, f"{which}: {place} has {band}, which is not a band of the satellite"
                looked_at += 1
            if isinstance(thing.get("bands"), list) and "expression" in thing:
                unnamed = {*WORD.findall(thing["expression"])} & known_bands - {*thing["bands"]}
                assert not unnamed, f"{which}: bands has no {sorted(unnamed)}, which the expression uses"
            index = there["index"].get(thing.get("index_id", ""), {})
            for asset in thing.get("assets") or () if index.get("bands") else ():
                lacking = {*index["bands"]} - {*asset.get("band_list", index["bands"])}
                assert not lacking, f"{which}: an asset has no {sorted(lacking)}, which its index uses"
    require(looked_at, "no object refers to a band of a satellite")


def test_image_has_the_bands_of_its_bandset(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    bandsets = {item["id"]: item for item in server.all_of("listBandsets")}
    answers = itertools.chain(read_everything(server, inventory), everything_found(server, inventory))
    told = [thing for operation, answer in answers for _, thing in described_objects(operation, answer)]
    # Archived images were not taken with the bandset of the order.
    imaging = {item["id"] for item in told if item.get("type") == "TASKING" and "order_item_id" in item}
    compared = 0
    for thing in told:
        bandset, item = bandsets.get(thing.get("bandset_id", "")), thing.get("details")
        files = item.get("assets") or {} if isinstance(item, dict) and thing.get("task_id") in imaging else {}
        brought = {band.get("name") for file in files.values() for band in file.get("eo:bands") or ()}
        if bandset and brought:
            ordered = {band["name"] for band in bandset["bands"]}
            assert brought == ordered, f"{thing['id']} has the bands {brought}, and its bandset has {ordered}"
            compared += 1
    require(compared, "no image has a bandset and bands")


def test_archived_image_lies_within_its_collection(server: Server, inventory: Inventory) -> None:
    looked_at = 0
    for collection in server.all_of("listArchiveCollections"):
        (west, south, east, north), *_ = collection["extent"]["spatial"]["bbox"]
        (first, last), *_ = collection["extent"]["temporal"]["interval"]
        items = server.value(call_of("listArchiveItems", path={"cid": collection["id"]}, query={"limit": 100}))
        for item in items["features"]:
            assert item["collection"] == collection["id"]
            taken = parse_time(item["properties"]["datetime"])
            assert first is None or parse_time(first) <= taken
            assert last is None or taken <= parse_time(last)
            own = item["bbox"]
            assert (west <= own[0], south <= own[1], own[2] <= east, own[3] <= north) == (True,) * 4
            looked_at += 1
    require(looked_at, "the server has no archived image")


def test_job_costs_what_was_estimated(server: Server, inventory: Inventory) -> None:
    job = CONTRACT.operations["createJob"]
    if not server.is_free(job):
        skip("running a job costs tokens")
    call = inventory.valid(job)
    above = {"workflow_id": call.path["workflow_id"]}
    estimate = server.value(inventory.about(CONTRACT.operations["estimateWorkflow"], above))["estimated_cost"]

    assert server.value(call)["cost"] == estimate
    workflow = server.value(inventory.about(CONTRACT.operations["getWorkflow"], {**call.query, **above}))
    assert workflow["estimated_cost"] == estimate


# Fields that the sandbox never answers, by tag and schema: without sample data, without a documented meaning, or
# omitted in some answers with the same schema.
EVERYWHERE = {
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
SILENT: dict[str, dict[str, set[str]]] = {
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


def documented(schema: Any, seen: tuple[int, ...] = ()) -> Iterator[tuple[str, str]]:
    """The fields that the schema of an answer has, at any depth, each with the name of its schema."""
    name = schema.get("$ref", "").rpartition("/")[2]
    schema, _ = CONTRACT.resolve(schema, "")
    if id(schema) in seen:
        return
    properties = schema.get("properties", {})
    if name:
        yield from ((name, field) for field in properties)
    below = [*schema.get("oneOf", ()), *properties.values(), schema.get("items"), schema.get("additionalProperties")]
    for part in below:
        if isinstance(part, dict):
            yield from documented(part, (*seen, id(schema)))


def test_every_documented_field_is_in_some_answer(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        skip("only of the sandbox is it known which fields have data")
    create_everything(server, inventory)
    said: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for _ in range(LOOKS):
        for operation, answer in read_everything(server, inventory):
            for schema, thing in described_objects(operation, answer):
                said[operation.tag] |= {(schema, field) for field in thing}
        for _ in range(STEPS // LOOKS):
            server.wait()
    silent = {
        f"{operation.tag}: {schema}/{field}"
        for operation in filter(is_read_only, OPERATIONS)
        for schema, field in described(operation)
        # Without any object of a schema, its fields cannot be checked.
        if any(item == schema for item, _ in said[operation.tag]) and (schema, field) not in said[operation.tag]
    }
    expected = {
        f"{tag}: {schema}/{field}"
        for tag in said
        for silences in (EVERYWHERE, SILENT.get(tag, {}))
        for schema, fields in silences.items()
        for field in fields
    }
    assert silent - expected == set(), "documented fields that no answer has"


def described(operation: Operation) -> Iterator[tuple[str, str]]:
    pointer = operation.answers[str(operation.success)].get(JSON)
    return documented(CONTRACT.at(pointer)) if pointer else iter(())
