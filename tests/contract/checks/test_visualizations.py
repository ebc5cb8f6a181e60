"""Indices and visualizations have the requested assets and legends."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.contract.model.comparison import assert_is, assert_none, changed_values, shown
from tests.contract.model.creation import creation_of
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import CONTRACT, call_of
from tests.contract.model.statuses import PARTLY_SUCCEEDED, SUCCEEDED
from tests.contract.outcomes import require
from tests.contract.transport.server import Server

pytestmark = pytest.mark.tags("indices", "visualizations")
about_indices = pytest.mark.tags("indices")


def new_index(server: Server, inventory: Inventory, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The sent body and the created index, with a new name."""
    call = inventory.valid(CONTRACT.operations["createIndex"])
    call.body = {**call.body, **fields}
    return call.body, server.value(call)


def any_index(server: Server, inventory: Inventory) -> tuple[dict[str, Any], dict[str, Any]]:
    """A new index; on another server the same for all checks, so that few are left there."""
    return server.shared("an index for visualizations", lambda: new_index(server, inventory))


@about_indices
def test_new_index_is_listed_as_it_was_sent(server: Server, inventory: Inventory) -> None:
    before = server.all_of("listIndices")

    sent, created = new_index(server, inventory)

    assert_none(changed_values(sent, created), "createIndex")
    assert created["type"] == "custom", f"type of a new index must be custom, is {created['type']}"
    listed = server.all_of("listIndices", query={"index_id": created["id"]})
    assert listed == [created], f"listIndices with its ID must be {shown([created])}, as answered, is {shown(listed)}"
    after = server.all_of("listIndices")
    others = [index for index in after if index["id"] != created["id"]]
    server.assert_unchanged(before, others, "a new index must not change the others")
    assert len(after) == len(before) + 1, f"the new index must be listed once, is {len(after) - len(others)} times"


RESCALES = [[0, 1], [-1, 1], [-0.5, 0.25]]
TEXTS = ["Ω ≈ ç √", "<b>&amp;</b>", "'; DROP TABLE indices; --", "x" * 1000, " \t "]
EXPRESSION, EXPRESSION_BANDS = "(B08 - B04) / (B08 + B04)", ["B04", "B08"]


def special_index(server: Server, inventory: Inventory, number: int) -> dict[str, Any]:
    """A new index with one of the ranges, one of the texts and the expression; on another server once for each."""

    def create() -> dict[str, Any]:
        fields = {"rescale": RESCALES[number % len(RESCALES)], "description": TEXTS[number], "expression": EXPRESSION}
        return new_index(server, inventory, **fields)[1]

    return server.shared(("a special index", number), create)


@about_indices
@pytest.mark.parametrize("number", range(len(RESCALES)), ids=map(str, RESCALES))
def test_new_index_keeps_its_range(server: Server, inventory: Inventory, number: int) -> None:
    created = special_index(server, inventory, number)

    assert_is(created["rescale"], RESCALES[number], "rescale of a new index")


@about_indices
@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_description_is_stored_unchanged(server: Server, inventory: Inventory, number: int) -> None:
    created = special_index(server, inventory, number)

    for index in (created, *server.all_of("listIndices", query={"index_id": created["id"]})):
        assert_is(index["description"], TEXTS[number], "description of a new index")


@about_indices
def test_new_index_has_the_bands_of_its_expression(server: Server, inventory: Inventory) -> None:
    created = special_index(server, inventory, 0)

    assert_is(sorted(created["bands"]), EXPRESSION_BANDS, f"bands of a new index with {EXPRESSION}")


@pytest.fixture
def aoi_id(server: Server, inventory: Inventory) -> str:
    """The AOI to visualize: one that has a visualization already, or a new one."""
    if inventory.has_visualization:
        return inventory.aoi_id
    creation = creation_of(server, inventory, CONTRACT.operations["createAoi"])
    aoi = server.gathered(creation.created["aoi_id"])
    require(aoi["status"] in SUCCEEDED | PARTLY_SUCCEEDED, "the server has no AOI with images")
    return str(aoi["aoi_id"])


def visualize(server: Server, aoi_id: str, index_id: str, **fields: Any) -> dict[str, Any]:
    body = {"index_id": index_id, **fields}
    answer: dict[str, Any] = server.value(call_of("createVisualization", path={"aoi_id": aoi_id}, body=body))
    return answer


def new_resolution() -> float:
    """A resolution that no other visualization has, so that the new one does not conflict."""
    return 20 + uuid.uuid4().int % 10**6 / 10**5


def test_new_visualization_is_listed_once_and_is_drawn(server: Server, inventory: Inventory, aoi_id: str) -> None:
    before = server.all_of("listVisualizations", path={"aoi_id": aoi_id})
    sent, index = new_index(server, inventory)

    created = visualize(server, aoi_id, index["id"])
    drawn = server.drawn(created)

    for name, expected in {"aoi_id": aoi_id, "index_id": index["id"], "status": "creating"}.items():
        assert created[name] == expected, f"createVisualization: {name} must be {expected}, is {created[name]}"
    expected_fields = {
        "id": created["id"],
        "status": "success",
        "progress": 100,
        "index_name": sent["name"],
        "expression": sent["expression"],
        "rescale": sent["rescale"],
    }
    for name, expected in expected_fields.items():
        assert drawn[name] == expected, f"{name} of the finished visualization must be {expected}, is {drawn[name]}"
    owners = {asset["visualization_id"] for asset in drawn["assets"]}
    assert owners == {created["id"]}, (
        f"all assets must name their visualization, {created['id']}, name {sorted(owners)}"
    )
    after = server.all_of("listVisualizations", path={"aoi_id": aoi_id})
    others = [item for item in after if item["id"] != created["id"]]
    server.assert_unchanged(before, others, "a new visualization must not change the others")
    assert len(after) == len(before) + 1, f"it must be listed once, is {len(after) - len(others)} times"


def test_visualization_has_the_given_assets_or_all_of_the_aoi(
    server: Server, inventory: Inventory, aoi_id: str
) -> None:
    assets = server.all_of("listAssets", path={"aoi_id": aoi_id}, known=True)
    cases: list[list[Any]] = [[], assets[:1], assets[-2:], assets[-1:]]
    for chosen in server.sample(cases, 2, "createVisualization"):
        asset_fields = {"src_asset_ids": [asset["id"] for asset in chosen]} if chosen else {}
        _, index = any_index(server, inventory)
        visualization = visualize(server, aoi_id, index["id"], resolution=new_resolution(), **asset_fields)
        dates = {item["date"] for item in server.drawn(visualization)["assets"]}
        expected = {asset["date"] for asset in chosen or assets}
        assert dates == expected, f"with {asset_fields}, the dates must be {sorted(expected)}, are {sorted(dates)}"


def test_duplicate_visualization_is_409_and_changes_nothing(server: Server, inventory: Inventory, aoi_id: str) -> None:
    """Without a resolution, the one of the satellite is the same again."""
    _, index = new_index(server, inventory)
    visualize(server, aoi_id, index["id"])
    call = call_of("createVisualization", path={"aoi_id": aoi_id}, body={"index_id": index["id"]})

    with server.unchanged(call.operation):
        status = server.ask(call).status_code
        assert status == 409, f"a second {call} must be 409, is {status}"


def test_requested_resolution_is_the_resolution_of_the_assets(
    server: Server, inventory: Inventory, aoi_id: str
) -> None:
    _, index = any_index(server, inventory)
    resolution = new_resolution()

    drawn = server.drawn(visualize(server, aoi_id, index["id"], resolution=resolution))

    found = {asset["resolution"] for asset in drawn["assets"]}
    assert found == {resolution}, f"resolution of all assets must be {resolution}, as sent, is {sorted(found)}"


def resolutions(server: Server, satellite_id: str) -> set[float]:
    """The resolutions of the bands of a satellite."""
    satellites = server.all_of("listSatellites", known=True)
    (satellite,) = require([item for item in satellites if item["id"] == satellite_id], f"no satellite {satellite_id}")
    band_resolutions = {
        band["spatial_resolution"] for band in satellite.get("bands", ()) if "spatial_resolution" in band
    }
    return require(band_resolutions, f"the server gives no resolution of the satellite {satellite_id}")


def test_default_resolution_is_that_of_the_satellite(server: Server, inventory: Inventory, aoi_id: str) -> None:
    aoi = server.known(call_of("getAoi", path={"aoi_id": aoi_id}))
    band_resolutions = resolutions(server, aoi["satellite_id"])
    sources = server.all_of("listAssets", path={"aoi_id": aoi_id}, known=True)
    _, index = new_index(server, inventory)

    drawn = server.drawn(visualize(server, aoi_id, index["id"]))

    assert drawn["assets"], f"visualization {drawn['id']} must have assets, has none"
    for asset in drawn["assets"]:
        assert_resolution(asset, band_resolutions, "the bands of the satellite")
        source_resolutions = {source["resolution"] for source in sources if source["date"] == asset["date"]}
        assert_resolution(asset, source_resolutions, "the source assets")


def assert_resolution(asset: dict[str, Any], expected: set[float], whose: str) -> None:
    assert asset["resolution"] in expected, (
        f"resolution of asset {asset['id']} must be that of {whose}, {sorted(expected)} m, is {asset['resolution']}"
    )


@pytest.mark.tags("aois", "assets")
def test_assets_of_a_new_aoi_have_the_resolution_of_its_satellite(server: Server, inventory: Inventory) -> None:
    creation = creation_of(server, inventory, CONTRACT.operations["createAoi"])
    band_resolutions = resolutions(server, creation.call.body["satellite_id"])
    aoi = server.gathered(creation.created["aoi_id"])
    assets = server.all_of("listAssets", path={"aoi_id": aoi["aoi_id"]})

    for asset in require(assets, "the new AOI has no assets"):
        assert_resolution(asset, band_resolutions, "the bands of the satellite")


@pytest.mark.parametrize(
    ("expression_type", "modes"), [("index", {"dynamic"}), ("composite", set()), ("grayscale", set())]
)
def test_custom_index_gets_the_documented_legends(
    server: Server, inventory: Inventory, aoi_id: str, expression_type: str, modes: set[str]
) -> None:
    _, index = new_index(server, inventory, expression_type=expression_type)

    legend = server.drawn(visualize(server, aoi_id, index["id"]))["metadata"]["legend"]

    found = {mode for by_mode in legend.values() for mode in by_mode}
    label = f"the legends of a custom {expression_type}"
    assert found == modes, f"{label} must be of the modes {sorted(modes)}, are of {sorted(found)}"
    assert bool(legend) == bool(modes), f"{label} must have {'dates' if modes else 'no date'}, have {sorted(legend)}"


def legends_of(index: dict[str, Any]) -> set[str]:
    """The modes with computed legends for an index."""
    if index["expression_type"] != "index":
        return set()
    return {"dynamic", "theoretical"} if index["type"] == "preset" else {"dynamic"}


def test_every_index_gets_the_legends_of_its_type(server: Server, inventory: Inventory, aoi_id: str) -> None:
    aoi = server.known(call_of("getAoi", path={"aoi_id": aoi_id}))
    indices = server.all_of("listIndices", query={"satellite_id": aoi["satellite_id"]})
    # One index of each type is enough.
    indices_by_type = {(index["type"], index["expression_type"]): index for index in indices}
    preset_types = {expression_type for kind, expression_type in indices_by_type if kind == "preset"}
    resolution = new_resolution()
    visualizations = [
        visualize(server, aoi_id, index["id"], resolution=resolution) for index in indices_by_type.values()
    ]
    for ((kind, expression_type), index), created in zip(indices_by_type.items(), visualizations, strict=True):
        drawn = server.drawn(created)

        legend, label = drawn["metadata"]["legend"], f"the legends of a {kind} {expression_type}"
        assert drawn["status"] == "success", f"status with {label} must be success, is {drawn['status']}"
        expected = legends_of(index)
        days = {asset["date"].replace("-", "_") for asset in drawn["assets"]} if expected else set()
        assert legend.keys() == days, f"{label} must be of the days {sorted(days)}, are of {sorted(legend)}"
        for day, modes in legend.items():
            found = {mode for mode, items in modes.items() if items}
            assert modes.keys() == found == expected, (
                f"{label} on {day} must be of the modes {sorted(expected)}, are of {sorted(modes)}"
            )
    require({"index", "composite"} <= preset_types, "the server lists no preset index or no preset composite")
