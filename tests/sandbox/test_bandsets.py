"""Bandsets: reading."""

from pixxel_sandbox import SAMPLE_KEY_TWO
from pixxel_sandbox.sample import orders
from tests.sandbox.support import InProcess


def test_bandsets_are_listed_without_their_internal_time(sandbox: InProcess) -> None:
    found = sandbox.json("GET", "/v0/bandsets")["bandsets"]
    assert len(found) >= 3
    assert found[0]["id"] == orders.BANDSET_ID
    assert all(set(bandset) == {"id", "name", "description", "captures", "bands"} for bandset in found)


def test_each_workspace_has_its_own_bandsets(sandbox: InProcess) -> None:
    mine, theirs = (
        {bandset["id"] for bandset in sandbox.json("GET", "/v0/bandsets", **options)["bandsets"]}
        for options in ({}, {"key": SAMPLE_KEY_TWO})
    )
    assert len(theirs) >= 2
    assert not mine & theirs
