"""Satellites and their collections."""

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.support import InProcess


def test_satellites_are_the_same_for_every_workspace(sandbox: InProcess) -> None:
    satellites = sandbox.json("GET", "/v0/satellites")
    assert satellites == sandbox.json("GET", "/v0/satellites", key=SAMPLE_KEY_TWO)
    assert len({satellite["id"] for satellite in satellites["satellites"]}) == 3


def test_the_composite_uses_bands_of_the_satellite(sandbox: InProcess) -> None:
    for satellite in sandbox.json("GET", "/v0/satellites")["satellites"]:
        assert set(satellite["rgb_composite"].values()) <= {band["name"] for band in satellite["bands"]}


def test_satellites_have_images_of_pixxel_and_open_data(sandbox: InProcess) -> None:
    satellites = sandbox.json("GET", "/v0/satellites")["satellites"]
    assert {collection["provider"] for satellite in satellites for collection in satellite["collections"]} == {
        "pixxel",
        "planetary",
    }


def test_pixxels_collections_are_those_of_the_archive(sandbox: InProcess) -> None:
    archived = {collection["id"] for collection in sandbox.json("GET", "/v0/archives/collections")["collections"]}
    satellites = sandbox.json("GET", "/v0/satellites")["satellites"]
    offered = [collection for satellite in satellites for collection in satellite["collections"]]
    assert {collection["id"] for collection in offered if collection["provider"] == "pixxel"} == archived
