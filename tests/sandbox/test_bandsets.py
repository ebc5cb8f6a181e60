"""Bandsets: reading."""

from pixxel_sandbox import SAMPLE_KEY_TWO
from pixxel_sandbox.sample import orders
from tests.sandbox.support import InProcess


def test_all_bandsets_are_listed_without_the_time_that_orders_them(sandbox: InProcess) -> None:
    found = sandbox.json("GET", "/v0/bandsets")["bandsets"]
    assert len(found) >= 3
    assert found[0]["id"] == orders.BANDSET_ID
    assert all(set(one) == {"id", "name", "description", "captures", "bands"} for one in found)


def test_each_workspace_has_bandsets_of_its_own(sandbox: InProcess) -> None:
    mine, theirs = (
        {one["id"] for one in sandbox.json("GET", "/v0/bandsets", **options)["bandsets"]}
        for options in ({}, {"key": SAMPLE_KEY_TWO})
    )
    assert len(theirs) >= 2
    assert not mine & theirs
