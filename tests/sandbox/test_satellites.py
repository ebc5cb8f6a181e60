"""Satellites: what there is to search in."""

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.support import InProcess


def test_satellites_are_the_same_for_every_workspace(sandbox: InProcess) -> None:
    satellites = sandbox.json("GET", "/v0/satellites")
    assert satellites == sandbox.json("GET", "/v0/satellites", key=SAMPLE_KEY_TWO)
    assert len({one["id"] for one in satellites["satellites"]}) == 3


def test_the_bands_of_the_composite_are_bands_of_the_satellite(sandbox: InProcess) -> None:
    for one in sandbox.json("GET", "/v0/satellites")["satellites"]:
        assert set(one["rgb_composite"].values()) <= {band["name"] for band in one["bands"]}


def test_satellites_have_images_of_pixxel_and_open_data(sandbox: InProcess) -> None:
    satellites = sandbox.json("GET", "/v0/satellites")["satellites"]
    assert {collection["provider"] for one in satellites for collection in one["collections"]} == {
        "pixxel",
        "planetary",
    }


def test_the_collections_of_pixxel_are_those_of_the_archive(sandbox: InProcess) -> None:
    archived = {one["id"] for one in sandbox.json("GET", "/v0/archives/collections")["collections"]}
    satellites = sandbox.json("GET", "/v0/satellites")["satellites"]
    offered = [collection for one in satellites for collection in one["collections"]]
    assert {one["id"] for one in offered if one["provider"] == "pixxel"} == archived
