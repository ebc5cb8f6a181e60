"""Everything that a server says agrees: what it says in two places, what it names, and what it has to say at all."""

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

# How often all that there is is looked at while work goes on.
LOOKS = 3
# A page that holds all there is, as long as an answer may be.
MANY = 1000
# What the same id may stand for several of: the versions of a block, the drawings of an image.
TOLD_APART_BY = ("version", "visualization_id")


def simple(thing: dict[str, Any]) -> dict[str, Any]:
    """What a thing says in so many words, by its place: what it is made of may be told at more or less length.

    What has an id of its own is another thing.
    """
    said: dict[str, Any] = {}
    for name, value in thing.items():
        if isinstance(value, dict) and "id" not in value:
            said |= {f"{name}/{place}": part for place, part in simple(value).items()}
        elif not isinstance(value, list | dict):
            said[name] = value
    return said


def everything_found(server: Server, inventory: Inventory) -> Iterator[tuple[Operation, Any]]:
    """What every search finds when asked for as little, and for as many, as can be."""
    for operation in OPERATIONS:
        described = CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")[0] if operation.body else {}
        if is_read_only(operation) and "limit" in described.get("properties", {}):
            call = inventory.valid(operation)
            call.body = minimal(operation.body[JSON], call.body) | {"limit": MANY}
            yield operation, server.value(call)


def test_what_is_said_in_two_places_is_the_same(server: Server, inventory: Inventory) -> None:
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
                assert not differing, f"{operation.id}: {schema} {thing['id']} says otherwise elsewhere: {differing}"
                compared += bool(before)
                before |= simple(thing)
        for _ in range(STEPS // LOOKS):
            server.let_time_pass()
    require(compared, "nothing is said twice")


# What a thing has of its own, though what it belongs to has something of that name.
OWN = {"id", "name", "description", "status", "progress", "bands", "task_id", "transaction_id", "tokens_used"}
# Recurring items have tasks like any other.
OWN_OF = {"order_item_id": {"type"}}
# What is imaged with a bandset is imaged with its bands.
TAKEN_OVER_FROM = {"bandset_id": {"bands"}}


def is_own(name: str, reference: str) -> bool:
    own = OWN - TAKEN_OVER_FROM.get(reference, set()) | OWN_OF.get(reference, set())
    return name in own or name.endswith(("_at", "_by", "_date"))


def noun_of(lister: Operation) -> str:
    """What the ids of what is listed are called after: `index` for `index_id`."""
    return f"{lister.tag[:-4]}ex" if lister.tag.endswith("ices") else lister.tag.removesuffix("s")


def test_whatever_is_named_is_there_and_what_is_told_of_it_is_so(server: Server, inventory: Inventory) -> None:
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
                assert value in there[noun], f"{operation.id}: {schema} names the {noun} {value}, which is not listed"
                other = there[noun][value]
                shared = {name for name in thing.keys() & other.keys() if not is_own(name, reference)}
                told, so = {name: thing[name] for name in shared}, {name: other[name] for name in shared}
                assert told == so, f"{operation.id}: {schema} says {told} of the {noun} that it names, which says {so}"
                named += 1
    require(named, "nothing names anything")


# Where names of bands of a satellite stand.
BANDS = ("bands", "band_list", "eo_bands")
WORD = re.compile(r"\w+")


def bands_in(thing: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The bands that a thing names, each with the place."""
    for place in BANDS:
        yield from ((place, band) for band in thing.get(place) or () if isinstance(band, str))
    yield from ((f"rgb_composite/{color}", band) for color, band in (thing.get("rgb_composite") or {}).items())


def satellite_of(thing: dict[str, Any], there: dict[str, dict[str, Any]]) -> str | None:
    """The satellite that a thing is about, or else what it belongs to."""
    above = (there[noun].get(thing.get(f"{noun}_id", ""), {}) for noun in ("index", "aoi"))
    return next((one["satellite_id"] for one in (thing, *above) if "satellite_id" in one), None)


def test_bands_are_those_of_the_satellite_and_of_the_formula(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    answers = [*list_everything(server, inventory)]
    there: dict[str, dict[str, Any]] = defaultdict(dict)
    for operation, answer in answers:
        there[noun_of(operation)] |= {id_of(item): item for item in items_of(operation, answer)}
    of_satellites = {name: {band["name"] for band in one.get("bands", ())} for name, one in there["satellite"].items()}
    every, looked_at = set().union(*of_satellites.values()), 0
    require(every, "the server tells no bands of its satellites")
    for operation, answer in answers:
        for schema, thing in described_objects(operation, answer):
            satellite = thing.get("id") if thing.get("id") in of_satellites else satellite_of(thing, there)
            known_bands = of_satellites.get(satellite or "") or every
            which = f"{operation.id}: {schema} {thing.get('id') or thing.get('aoi_id')}"
            for place, band in bands_in(thing):
                assert band in known_bands, f"{which}: {place} has {band}, which is no band of the satellite"
                looked_at += 1
            if isinstance(thing.get("bands"), list) and "expression" in thing:
                unnamed = {*WORD.findall(thing["expression"])} & known_bands - {*thing["bands"]}
                assert not unnamed, f"{which}: bands lacks {sorted(unnamed)}, which the expression names"
            index = there["index"].get(thing.get("index_id", ""), {})
            for asset in thing.get("assets") or () if index.get("bands") else ():
                lacking = {*index["bands"]} - {*asset.get("band_list", index["bands"])}
                assert not lacking, f"{which}: an asset lacks {sorted(lacking)}, which its index is made of"
    require(looked_at, "nothing names a band of a satellite")


def test_what_a_bandset_has_brought_has_its_bands(server: Server, inventory: Inventory) -> None:
    create_everything(server, inventory)
    let_work_finish(server)
    bandsets = {one["id"]: one for one in server.all_of("listBandsets")}
    answers = itertools.chain(read_everything(server, inventory), everything_found(server, inventory))
    told = [thing for operation, answer in answers for _, thing in described_objects(operation, answer)]
    # What was in the archive already was imaged before.
    imaging = {one["id"] for one in told if one.get("type") == "TASKING" and "order_item_id" in one}
    compared = 0
    for thing in told:
        bandset, item = bandsets.get(thing.get("bandset_id", "")), thing.get("details")
        files = item.get("assets") or {} if isinstance(item, dict) and thing.get("task_id") in imaging else {}
        brought = {band.get("name") for file in files.values() for band in file.get("eo:bands") or ()}
        if bandset and brought:
            ordered = {band["name"] for band in bandset["bands"]}
            assert brought == ordered, f"{thing['id']} has the bands {brought}, its bandset {ordered}"
            compared += 1
    require(compared, "no image tells the bandset that it was taken with, and its bands")


def test_archived_images_lie_where_and_when_their_collection_says(server: Server, inventory: Inventory) -> None:
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
    require(looked_at, "there is no archived image")


def test_a_run_costs_what_was_estimated(server: Server, inventory: Inventory) -> None:
    job = CONTRACT.operations["createJob"]
    if not server.may_be_asked(job):
        skip("a run costs tokens, and this may be a real service")
    call = inventory.valid(job)
    above = {"workflow_id": call.path["workflow_id"]}
    estimate = server.value(inventory.about(CONTRACT.operations["estimateWorkflow"], above))["estimated_cost"]

    assert server.value(call)["cost"] == estimate
    workflow = server.value(inventory.about(CONTRACT.operations["getWorkflow"], {**call.query, **above}))
    assert workflow["estimated_cost"] == estimate


# What the sandbox has nothing to say of, by tag and schema: what no sample has, what is documented and never explained,
# and what some answers with the same schema leave out.
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
    """The fields that the schema of an answer describes, at any depth, each with the schema that does."""
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


def test_every_documented_field_is_answered_somewhere(server: Server, inventory: Inventory) -> None:
    if not server.is_sandbox:
        skip("what this server has data of is not known")
    create_everything(server, inventory)
    said: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for _ in range(LOOKS):
        for operation, answer in read_everything(server, inventory):
            for schema, thing in described_objects(operation, answer):
                said[operation.tag] |= {(schema, field) for field in thing}
        for _ in range(STEPS // LOOKS):
            server.let_time_pass()
    silent = {
        f"{operation.tag}: {schema}/{field}"
        for operation in filter(is_read_only, OPERATIONS)
        for schema, field in described(operation)
        # Of what is not there at all, nothing can be said.
        if any(one == schema for one, _ in said[operation.tag]) and (schema, field) not in said[operation.tag]
    }
    expected = {
        f"{tag}: {schema}/{field}"
        for tag in said
        for silences in (EVERYWHERE, SILENT.get(tag, {}))
        for schema, fields in silences.items()
        for field in fields
    }
    assert silent - expected == set(), "documented, and never answered"


def described(operation: Operation) -> Iterator[tuple[str, str]]:
    pointer = operation.answers[str(operation.success)].get(JSON)
    return documented(CONTRACT.at(pointer)) if pointer else iter(())
