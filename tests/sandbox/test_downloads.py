"""Downloads of assets."""

import io
import json
import zipfile

import pytest

from pixxel_sandbox import sample
from tests.sandbox.download_support import DOWNLOADS, MOSAICS, fetch, read_download, start_download
from tests.sandbox.support import InProcess


@pytest.fixture
def url(sandbox: InProcess) -> str:
    """A signed URL."""
    found: str = read_download(sandbox, {"download_id": sample.DOWNLOAD_ID})["signed_url"]
    return found


def test_a_download_is_packed_in_two_steps(sandbox: InProcess) -> None:
    download = start_download(sandbox)
    for _ in range(2):
        assert (download["status"], download["signed_url"]) == ("STARTED", "")
        assert read_download(sandbox, download) == download
        sandbox.clock.advance()
    done = read_download(sandbox, download)
    assert done["status"] == "SUCCESS"
    assert done["signed_url"].startswith("http://sandbox/files/")


def test_a_download_has_a_file_and_a_description_of_each_asset(sandbox: InProcess) -> None:
    download = start_download(sandbox, [*MOSAICS, MOSAICS[0]])
    sandbox.clock.advance(2)
    answer = fetch(sandbox, read_download(sandbox, download)["signed_url"])
    assert answer.headers["content-type"] == "application/zip"
    assert f"{download['download_id']}.zip" in answer.headers["content-disposition"]
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert packed.testzip() is None
    assert len(packed.namelist()) == 4
    described = [json.loads(packed.read(name)) for name in packed.namelist() if name.endswith(".json")]
    listed = sandbox.json("GET", f"/v0/aois/{sample.AOI_ID}/assets")["assets"]
    assert {asset["id"] for asset in described} == set(MOSAICS)
    assert all(asset in listed for asset in described)


def test_fail_makes_a_download_fail_at_its_last_step(sandbox: InProcess) -> None:
    download = start_download(sandbox)
    sandbox.app.state.fail(download["download_id"])
    assert read_download(sandbox, download) == download
    sandbox.clock.advance(2)
    assert read_download(sandbox, download) == {**download, "status": "FAILED"}


def test_fail_with_an_unknown_id_raises_key_error(sandbox: InProcess) -> None:
    with pytest.raises(KeyError, match="42"):
        sandbox.app.state.fail("42")


@pytest.mark.parametrize("unknown", ["42", "5d0c6b5e-8f0a-4b43-9c53-1d0f5a3c7e04"])
def test_assets_of_another_aoi_are_404(sandbox: InProcess, unknown: str) -> None:
    before = sandbox.state()
    answer = sandbox("POST", DOWNLOADS, json={"asset_ids": [*MOSAICS, unknown]})
    assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"asset_ids": [unknown]})
    assert sandbox.state() == before


def test_a_download_without_assets_is_400(sandbox: InProcess) -> None:
    assert sandbox("POST", DOWNLOADS, json={"asset_ids": []}).status_code == 400


def test_a_download_is_found_only_under_its_own_aoi(sandbox: InProcess) -> None:
    other = next(aoi for aoi in sandbox.json("GET", "/v0/aois")["aois"] if aoi["aoi_id"] != sample.AOI_ID)
    for aoi_id, download_id in (
        (other["aoi_id"], sample.DOWNLOAD_ID),
        ("42", sample.DOWNLOAD_ID),
        (sample.AOI_ID, "42"),
    ):
        assert sandbox("GET", f"/v0/aois/{aoi_id}/downloads/{download_id}").status_code == 404


def test_reading_a_download_changes_nothing(sandbox: InProcess, url: str) -> None:
    before = sandbox.state()
    assert read_download(sandbox, {"download_id": sample.DOWNLOAD_ID})["signed_url"] == url
    assert sandbox.state() == before
