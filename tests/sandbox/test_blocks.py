"""Blocks: by mode, by name and by version."""

from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.support import InProcess, examples


def blocks(sandbox: InProcess, path: str = "/v0/blocks", **options: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = sandbox.json("GET", path, **options)["blocks"]
    return listed


def test_blocks_are_listed_newest_first_and_the_newest_is_the_one_of_the_example(sandbox: InProcess) -> None:
    listed = blocks(sandbox)
    times = [one["created_at"] for one in listed]
    assert times == sorted(times, reverse=True)
    assert listed[0] == examples("listBlocks")["one"]["blocks"][0]


def test_a_mode_lets_through_the_blocks_that_can_be_used_in_it(sandbox: InProcess) -> None:
    named = {
        mode: {one["spec"]["name"] for one in blocks(sandbox, params={"mode": mode})}
        for mode in ("insight", "workflow")
    }
    assert named == {"insight": {"crop-stress", "burn-scar"}, "workflow": {"crop-stress", "burn-scar", "cloud-mask"}}


def test_a_block_has_one_id_in_all_its_versions(sandbox: InProcess) -> None:
    versions = blocks(sandbox, "/v0/blocks/crop-stress")
    assert [one["spec"]["version"] for one in versions] == ["1.0.0", "0.9.0", "0.8.0"]
    assert len({one["id"] for one in versions}) == 1
    assert len({one["spec"]["version_id"] for one in versions}) == 3
    assert versions == [one for one in blocks(sandbox) if one["spec"]["name"] == "crop-stress"]


def test_each_version_can_be_read_alone(sandbox: InProcess) -> None:
    for one in blocks(sandbox):
        spec = one["spec"]
        assert sandbox.json("GET", f"/v0/blocks/{spec['name']}/versions/{spec['version']}") == one


@pytest.mark.parametrize(
    ("end", "details"),
    [
        ("/no-such-block", {"name": "no-such-block"}),
        ("/no-such-block/versions/1.0.0", {"name": "no-such-block", "version": "1.0.0"}),
        ("/crop-stress/versions/9.9.9", {"name": "crop-stress", "version": "9.9.9"}),
    ],
)
def test_an_unknown_block_is_not_found(sandbox: InProcess, end: str, details: dict[str, str]) -> None:
    answer = sandbox("GET", f"/v0/blocks{end}")
    assert (answer.status_code, answer.json()["error"]["details"]) == (404, details)


def test_each_workspace_has_blocks_of_its_own(sandbox: InProcess) -> None:
    theirs = blocks(sandbox, key=SAMPLE_KEY_TWO)
    assert len(theirs) == 2
    assert not {one["spec"]["version_id"] for one in theirs} & {one["spec"]["version_id"] for one in blocks(sandbox)}
    assert sandbox("GET", f"/v0/blocks/{theirs[0]['spec']['name']}").status_code == 404
    assert sandbox("GET", "/v0/blocks/crop-stress/versions/1.0.0", key=SAMPLE_KEY_TWO).status_code == 404
