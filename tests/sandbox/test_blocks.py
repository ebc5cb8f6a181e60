"""Blocks: by mode, by name and by version."""

from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.support import InProcess, examples


def blocks(sandbox: InProcess, path: str = "/v0/blocks", **options: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = sandbox.json("GET", path, **options)["blocks"]
    return listed


def test_blocks_are_listed_newest_first_and_begin_with_the_example(sandbox: InProcess) -> None:
    listed = blocks(sandbox)
    times = [block["created_at"] for block in listed]
    assert times == sorted(times, reverse=True)
    assert listed[0] == examples("listBlocks")["one"]["blocks"][0]


def test_the_mode_filter_returns_blocks_that_can_be_used_in_the_mode(sandbox: InProcess) -> None:
    named = {
        mode: {block["spec"]["name"] for block in blocks(sandbox, params={"mode": mode})}
        for mode in ("insight", "workflow")
    }
    assert named == {"insight": {"crop-stress", "burn-scar"}, "workflow": {"crop-stress", "burn-scar", "cloud-mask"}}


def test_all_versions_of_a_block_have_the_same_id(sandbox: InProcess) -> None:
    versions = blocks(sandbox, "/v0/blocks/crop-stress")
    assert [version["spec"]["version"] for version in versions] == ["1.0.0", "0.9.0", "0.8.0"]
    assert len({version["id"] for version in versions}) == 1
    assert len({version["spec"]["version_id"] for version in versions}) == 3
    assert versions == [block for block in blocks(sandbox) if block["spec"]["name"] == "crop-stress"]


def test_each_version_can_be_read(sandbox: InProcess) -> None:
    for block in blocks(sandbox):
        spec = block["spec"]
        assert sandbox.json("GET", f"/v0/blocks/{spec['name']}/versions/{spec['version']}") == block


@pytest.mark.parametrize(
    ("end", "details"),
    [
        ("/no-such-block", {"name": "no-such-block"}),
        ("/no-such-block/versions/1.0.0", {"name": "no-such-block", "version": "1.0.0"}),
        ("/crop-stress/versions/9.9.9", {"name": "crop-stress", "version": "9.9.9"}),
    ],
)
def test_an_unknown_block_is_404(sandbox: InProcess, end: str, details: dict[str, str]) -> None:
    answer = sandbox("GET", f"/v0/blocks{end}")
    assert (answer.status_code, answer.json()["error"]["details"]) == (404, details)


def test_each_workspace_has_its_own_blocks(sandbox: InProcess) -> None:
    theirs = blocks(sandbox, key=SAMPLE_KEY_TWO)
    assert len(theirs) == 2
    assert not {block["spec"]["version_id"] for block in theirs} & {
        block["spec"]["version_id"] for block in blocks(sandbox)
    }
    assert sandbox("GET", f"/v0/blocks/{theirs[0]['spec']['name']}").status_code == 404
    assert sandbox("GET", "/v0/blocks/crop-stress/versions/1.0.0", key=SAMPLE_KEY_TWO).status_code == 404
