"""Indices and visualizations have the requested assets and legends."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import CONTRACT, call_of
from tests.contract.outcomes import require
from tests.contract.transport.server import Server


def new_index(server: Server, inventory: Inventory, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The sent body and the created index, with a new name."""
    call = inventory.valid(CONTRACT.operations["createIndex"])
    used_names = {index["name"] for index in server.all_of("listIndices")}
    name = next(name for number in range(10**6) if (name := f"Proof index {number}") not in used_names)
    call.body = {**call.body, "name": name, **fields}
    return call.body, server.value(call)


def test_new_index_is_listed_as_it_was_sent(server: Server, inventory: Inventory) -> None:
    before = server.all_of("listIndices")

    sent, created = new_index(server, inventory)

    assert {name: created[name] for name in sent} == sent
    assert created["type"] == "custom"
    assert server.all_of("listIndices", query={"index_id": created["id"]}) == [created]
    after = server.all_of("listIndices")
    assert [index for index in after if index["id"] != created["id"]] == before
    assert len(after) == len(before) + 1


@pytest.mark.parametrize("rescale", [[0, 1], [-1, 1], [-0.5, 0.25]])
def test_new_index_keeps_its_range(server: Server, inventory: Inventory, rescale: list[float]) -> None:
    _, created = new_index(server, inventory, rescale=rescale)

    assert created["rescale"] == rescale


@pytest.mark.parametrize("text", ["Ω ≈ ç √", "<b>&amp;</b>", "'; DROP TABLE indices; --", "x" * 1000, " \t "])
def test_description_is_stored_unchanged(server: Server, inventory: Inventory, text: str) -> None:
    _, created = new_index(server, inventory, description=text)

    assert server.all_of("listIndices", query={"index_id": created["id"]})[0]["description"] == text


def test_new_index_has_the_bands_of_its_expression(server: Server, inventory: Inventory) -> None:
    _, created = new_index(server, inventory, expression="(B08 - B04) / (B08 + B04)")

    assert sorted(created["bands"]) == ["B04", "B08"]


def test_duplicate_index_is_409_and_changes_nothing(server: Server, inventory: Inventory) -> None:
    sent, _ = new_index(server, inventory)
    before = server.snapshot()

    assert server.ask(call_of("createIndex", body=sent)).status_code == 409
    assert server.snapshot() == before


def visualize(server: Server, inventory: Inventory, index_id: str, **fields: Any) -> dict[str, Any]:
    body = {"index_id": index_id, **fields}
    answer: dict[str, Any] = server.value(call_of("createVisualization", path={"aoi_id": inventory.aoi_id}, body=body))
    return answer


def test_new_visualization_is_listed_once_and_is_drawn(server: Server, inventory: Inventory) -> None:
    before = server.all_of("listVisualizations", path={"aoi_id": inventory.aoi_id})
    sent, index = new_index(server, inventory)

    created = visualize(server, inventory, index["id"])
    drawn = server.drawn(created)

    assert (created["aoi_id"], created["index_id"], created["status"]) == (inventory.aoi_id, index["id"], "creating")
    assert (drawn["status"], drawn["progress"]) == ("success", 100)
    assert drawn["id"] == created["id"]
    assert drawn["assets"]
    assert {asset["visualization_id"] for asset in drawn["assets"]} == {created["id"]}
    assert [drawn[name] for name in ("index_name", "expression", "rescale")] == [
        sent[name] for name in ("name", "expression", "rescale")
    ]
    after = server.all_of("listVisualizations", path={"aoi_id": inventory.aoi_id})
    assert [item for item in after if item["id"] != created["id"]] == before
    assert len(after) == len(before) + 1


def test_visualization_has_the_given_assets_or_all_of_the_aoi(server: Server, inventory: Inventory) -> None:
    assets = server.all_of("listAssets", path={"aoi_id": inventory.aoi_id})
    for chosen in ([], assets[:1], assets[-2:], assets[-1:]):
        _, index = new_index(server, inventory)
        asset_fields = {"src_asset_ids": [asset["id"] for asset in chosen]} if chosen else {}
        drawn = server.drawn(visualize(server, inventory, index["id"], **asset_fields))

        assert {item["date"] for item in drawn["assets"]} == {asset["date"] for asset in chosen or assets}


def test_duplicate_visualization_is_409_and_changes_nothing(server: Server, inventory: Inventory) -> None:
    _, index = new_index(server, inventory)
    visualize(server, inventory, index["id"])
    before = server.snapshot()

    body = {"index_id": index["id"]}
    answer = server.ask(call_of("createVisualization", path={"aoi_id": inventory.aoi_id}, body=body))

    assert answer.status_code == 409
    assert server.snapshot() == before


def test_requested_resolution_is_the_resolution_of_the_assets(server: Server, inventory: Inventory) -> None:
    _, index = new_index(server, inventory)

    drawn = server.drawn(visualize(server, inventory, index["id"], resolution=12.5))

    assert {asset["resolution"] for asset in drawn["assets"]} == {12.5}


def resolutions(server: Server, satellite_id: str) -> set[float]:
    """The resolutions of the bands of a satellite."""
    (satellite,) = [item for item in server.all_of("listSatellites") if item["id"] == satellite_id]
    band_resolutions = {
        band["spatial_resolution"] for band in satellite.get("bands", ()) if "spatial_resolution" in band
    }
    return require(band_resolutions, f"the server gives no resolution of the satellite {satellite_id}")


def test_default_resolution_is_that_of_the_satellite(server: Server, inventory: Inventory) -> None:
    aoi = server.value(call_of("getAoi", path={"aoi_id": inventory.aoi_id}))
    band_resolutions = resolutions(server, aoi["satellite_id"])
    sources = server.all_of("listAssets", path={"aoi_id": inventory.aoi_id})
    _, index = new_index(server, inventory)

    drawn = server.drawn(visualize(server, inventory, index["id"]))

    assert drawn["assets"]
    for asset in drawn["assets"]:
        assert asset["resolution"] in band_resolutions, f"the bands of the satellite have {sorted(band_resolutions)} m"
        source_resolutions = {source["resolution"] for source in sources if source["date"] == asset["date"]}
        assert asset["resolution"] in source_resolutions, f"the source assets have {sorted(source_resolutions)} m"


def test_assets_of_a_new_aoi_have_the_resolution_of_its_satellite(server: Server, inventory: Inventory) -> None:
    call = inventory.valid(CONTRACT.operations["createAoi"])
    band_resolutions = resolutions(server, call.body["satellite_id"])
    aoi = server.gathered(server.value(call)["aoi_id"])
    assets = server.all_of("listAssets", path={"aoi_id": aoi["aoi_id"]})

    require(assets, "the new AOI has no assets")
    for asset in assets:
        assert asset["resolution"] in band_resolutions, f"the bands of the satellite have {sorted(band_resolutions)} m"


@pytest.mark.parametrize(
    ("expression_type", "modes"), [("index", {"dynamic"}), ("composite", set()), ("grayscale", set())]
)
def test_custom_index_gets_the_documented_legends(
    server: Server, inventory: Inventory, expression_type: str, modes: set[str]
) -> None:
    _, index = new_index(server, inventory, expression_type=expression_type)

    legend = server.drawn(visualize(server, inventory, index["id"]))["metadata"]["legend"]

    assert {mode for by_mode in legend.values() for mode in by_mode} == modes
    assert bool(legend) == bool(modes)


def legends_of(index: dict[str, Any]) -> set[str]:
    """The modes with computed legends for an index."""
    if index["expression_type"] != "index":
        return set()
    return {"dynamic", "theoretical"} if index["type"] == "preset" else {"dynamic"}


def test_every_index_gets_the_legends_of_its_type(server: Server, inventory: Inventory) -> None:
    aoi = server.value(call_of("getAoi", path={"aoi_id": inventory.aoi_id}))
    indices = server.all_of("listIndices", query={"satellite_id": aoi["satellite_id"]})
    # One index of each type is enough.
    indices_by_type = {(index["type"], index["expression_type"]): index for index in indices}
    preset_types = {expression_type for kind, expression_type in indices_by_type if kind == "preset"}
    # A new resolution, so that an earlier run does not conflict.
    resolution = 20 + uuid.uuid4().int % 10**6 / 10**5
    visualizations = [
        visualize(server, inventory, index["id"], resolution=resolution) for index in indices_by_type.values()
    ]
    for ((kind, expression_type), index), created in zip(indices_by_type.items(), visualizations, strict=True):
        drawn = server.drawn(created)

        assert drawn["status"] == "success"
        legend, label = drawn["metadata"]["legend"], f"the legends of a {kind} {expression_type}"
        assert {mode for modes in legend.values() for mode in modes} == legends_of(index), label
        days = {asset["date"].replace("-", "_") for asset in drawn["assets"]} if legends_of(index) else set()
        assert legend.keys() == days, f"the days of {label}"
        assert all(modes.keys() == legends_of(index) for modes in legend.values()), label
        assert all(items for modes in legend.values() for items in modes.values()), label
    require({"index", "composite"} <= preset_types, "the server lists no preset index or no preset composite")
