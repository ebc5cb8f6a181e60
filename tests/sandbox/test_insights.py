"""Insights: prices, runs, lists, packages, deletion."""

import io
import json
import zipfile
from typing import Any

import pytest
from PIL import Image

from pixxel_sandbox import SAMPLE_KEY_TWO, sample
from tests.sandbox.support import InProcess, examples

INSIGHTS = f"/v0/aoi/{sample.AOI_ID}/insights"
INSIGHT_ID = "3b5e9c74-6e3a-4c5b-9b2a-8d9f5b4cbe03"
# The assets of the sample insight.
RASTER_ID = "5d0c6b5e-8f0a-4b43-9c53-1d0f5a3c7e01"
STRESS_ID = "8e5f1b3d-6e3a-4c5b-9b2a-8d9f5b4cbe03"
PROJECT = {"project_id": "ce5dcc14-8291-4b0c-a278-8c05ec426d22"}
RASTER = {
    "name": "raster",
    "stac_url": "https://storage.account/stac/one",
    "asset_source": {"id": sample.SOURCE_ASSET_ID, "type": "raw_mosaic"},
}
THRESHOLD = {"name": "threshold", "type": "number", "value": "0.8"}
RUN: dict[str, Any] = {"block": {"name": "crop-stress", "version": "1.0.0"}, "input": [RASTER, THRESHOLD]}


def insights(sandbox: InProcess, **query: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = sandbox.json("GET", INSIGHTS, params=query)["insights"]
    return listed


def started(sandbox: InProcess, **changes: Any) -> str:
    """The id of a new insight, which is running."""
    answer = sandbox("POST", INSIGHTS, json={**RUN, **changes})
    assert answer.status_code == 201, answer.text
    insight_id: str = answer.json()["id"]
    return insight_id


def read(sandbox: InProcess, insight_id: str) -> dict[str, Any]:
    [found] = insights(sandbox, id=insight_id)
    return found


def refused(sandbox: InProcess, **changes: Any) -> tuple[int, str]:
    """The status and the message of an error answer; the request must not change any document."""
    before = sandbox.state()
    answer = sandbox("POST", INSIGHTS, json={**RUN, **changes})
    assert sandbox.state() == before
    return answer.status_code, answer.json()["error"]["message"]


# ── Listing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_insights_are_listed_newest_first_and_begin_with_the_example(sandbox: InProcess) -> None:
    listed = insights(sandbox)
    times = [insight["created_at"] for insight in listed]
    assert times == sorted(times, reverse=True)
    assert listed[0] == examples("listInsights")["one"]["insights"][0]
    assert started(sandbox) == insights(sandbox)[0]["id"]


@pytest.mark.parametrize(
    ("query", "name"),
    [("id", "id"), ("status", "status"), ("created_by", "created_by"), ("created_on", "created_at")],
)
def test_each_filter_returns_exactly_the_matches(sandbox: InProcess, query: str, name: str) -> None:
    started(sandbox)
    everything = insights(sandbox)
    values = {insight[name] for insight in everything}
    assert len(values) > 1
    for value in values:
        assert insights(sandbox, **{query: value}) == [insight for insight in everything if insight[name] == value]
    assert insights(sandbox, **{query: "2000-01-01T00:00:00Z"}) == []


def test_a_time_matches_with_any_offset(sandbox: InProcess) -> None:
    for text in ("2024-05-27T12:20:20.056549+05:30", "2024-05-27T06:50:20.056549000Z"):
        assert [insight["id"] for insight in insights(sandbox, created_on=text)] == [INSIGHT_ID]
    assert insights(sandbox, created_on="2024-05-27T06:50:20Z") == []


@pytest.mark.parametrize("text", ["2024-02-30T00:00:00Z", "2024-02-03T25:00:00Z", "0001-01-01T00:00:00+23:59"])
def test_an_invalid_time_is_400(sandbox: InProcess, text: str) -> None:
    answer = sandbox("GET", INSIGHTS, params={"created_on": text})
    assert answer.status_code == 400
    assert "created_on" in answer.json()["error"]["message"]


# ── Running ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_insight_takes_two_steps_and_then_has_output(sandbox: InProcess) -> None:
    insight_id = started(sandbox, name="Stress today", metadata={"season": "rabi"})
    first = read(sandbox, insight_id)
    assert (first["status"], first["progress"], first["cost"], first["err_msg"]) == ("running", 0, 12, "")
    assert (first["name"], first["metadata"], first["input"]) == ("Stress today", {"season": "rabi"}, RUN["input"])
    assert "output" not in first
    sandbox.clock.advance()
    assert read(sandbox, insight_id) == {**first, "progress": 50}
    for _ in range(2):
        sandbox.clock.advance()
        done = read(sandbox, insight_id)
        [output] = done.pop("output")
        assert done == {**first, "status": "completed", "progress": 100}
        assert output.pop("id")
        assert output == {"name": "stress", "type": "url", "format": "raster"}


def test_fail_makes_an_insight_fail_at_its_last_step(sandbox: InProcess) -> None:
    insight_id = started(sandbox)
    sandbox.app.state.fail(insight_id)
    assert read(sandbox, insight_id)["status"] == "running"
    sandbox.clock.advance(2)
    failed = read(sandbox, insight_id)
    assert (failed["status"], failed["progress"]) == ("failed", 50)
    assert failed["err_msg"]
    assert "output" not in failed


def test_an_estimate_has_the_price_and_starts_nothing(sandbox: InProcess) -> None:
    before = sandbox.state()
    for block, price in (("crop-stress", 12), ("burn-scar", 20)):
        version = {"name": block, "version": "1.0.0" if block == "crop-stress" else "1.2.0"}
        answer = sandbox("POST", INSIGHTS, json={"block": version, "input": [], "estimate": True})
        assert (answer.status_code, answer.json()) == (200, {"estimate": price})
    assert sandbox.state() == before


@pytest.mark.parametrize(
    "block",
    [
        {"name": "crop-stress", "version": "0.8.0"},
        {"id": "1f3c7a52-4c1e-4a39-9f0e-6b7d3f2a9c01", "version": "0.8.0"},
        {"id": "1f3c7a52-4c1e-4a39-9f0e-6b7d3f2a9c01", "name": "crop-stress", "version": "0.8.0"},
    ],
)
def test_a_block_is_named_by_its_id_or_its_name(sandbox: InProcess, block: dict[str, str]) -> None:
    assert read(sandbox, started(sandbox, block=block))["name"] == "Crop stress"


@pytest.mark.parametrize(
    ("block", "refusal"),
    [
        ({"version": "1.0.0"}, (400, "/block: a block needs an id or a name")),
        ({"name": "crop-stress", "version": "9.9.9"}, (404, "no such block")),
        (
            {"id": "1f3c7a52-4c1e-4a39-9f0e-6b7d3f2a9c01", "name": "burn-scar", "version": "1.0.0"},
            (404, "no such block"),
        ),
        ({"name": "orchard-vigour", "version": "1.0.0"}, (404, "no such block")),
        ({"name": "cloud-mask", "version": "2.1.0"}, (400, "/block: this block can only be used in workflows")),
    ],
)
@pytest.mark.parametrize("estimate", [True, False])
def test_a_block_for_workflows_only_is_400(
    sandbox: InProcess, block: dict[str, str], refusal: tuple[int, str], estimate: bool
) -> None:
    assert refused(sandbox, block=block, estimate=estimate) == refusal


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ([RASTER, THRESHOLD, {"name": "scale", "value": "1"}], "/input/2/name"),
        ([RASTER, THRESHOLD, THRESHOLD], "/input/2/name"),
        ([RASTER, {"name": "threshold", "value": "high"}], "/input/1/value"),
        ([{"name": "raster"}, THRESHOLD], "/input/0"),
        ([{"name": "raster", "stac_url": RASTER["stac_url"]}, THRESHOLD], "/input/0"),
        ([{"name": "raster", "asset_source": RASTER["asset_source"]}, THRESHOLD], "/input/0"),
    ],
)
@pytest.mark.parametrize("estimate", [True, False])
def test_an_invalid_input_is_400(sandbox: InProcess, given: list[dict[str, Any]], pointer: str, estimate: bool) -> None:
    status, message = refused(sandbox, input=given, estimate=estimate)
    assert (status, message.split(": ")[0]) == (400, pointer)


def test_a_run_needs_all_inputs(sandbox: InProcess) -> None:
    assert refused(sandbox, input=[THRESHOLD]) == (400, "/input: inputs are missing: raster")
    assert refused(sandbox, input=[]) == (400, "/input: inputs are missing: raster, threshold")


def test_imagery_can_be_a_value(sandbox: InProcess) -> None:
    assert started(sandbox, input=[{"name": "raster", "value": "https://storage.account/a.tif"}, THRESHOLD])


def test_imagery_of_another_aoi_is_404(sandbox: InProcess) -> None:
    for asset_id in ("42", "5d0c6b5e-8f0a-4b43-9c53-1d0f5a3c7e04", "b4c2d6a8-0e1f-4357-9a6b-8d7c5e3f1a01"):
        source = {"id": asset_id, "type": "raw_mosaic"}
        assert refused(sandbox, input=[{**RASTER, "asset_source": source}, THRESHOLD])[0] == 404


def test_an_unknown_project_or_aoi_is_404(sandbox: InProcess) -> None:
    assert refused(sandbox, project_id="42")[0] == 404
    for method, end in (("GET", ""), ("POST", ""), ("DELETE", f"/{INSIGHT_ID}"), ("PUT", f"/{INSIGHT_ID}/download")):
        body = RUN if method == "POST" else None
        answer = sandbox(method, f"/v0/aoi/42/insights{end}", json=body, params=PROJECT)
        assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"aoi_id": "42"})


# ── Deleting ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_deleting_an_insight_deletes_its_packages(sandbox: InProcess) -> None:
    before = sandbox.state()
    insight_id = started(sandbox)
    sandbox.clock.advance(2)
    sandbox.json("PUT", f"{INSIGHTS}/{insight_id}/download")
    deleted = sandbox("DELETE", f"{INSIGHTS}/{insight_id}", params=PROJECT)
    assert (deleted.status_code, deleted.content) == (200, b"")
    assert sandbox.state() == before
    assert insights(sandbox, id=insight_id) == []
    assert sandbox("DELETE", f"{INSIGHTS}/{insight_id}", params=PROJECT).status_code == 404


def test_deleting_an_insight_needs_its_project(sandbox: InProcess) -> None:
    before = sandbox.state()
    for project_id in ("42", "0d9c2b7a-4e61-4f38-9b05-c7a1e3d5f802"):
        answer = sandbox("DELETE", f"{INSIGHTS}/{INSIGHT_ID}", params={"project_id": project_id})
        assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"project_id": project_id})
    assert sandbox("DELETE", f"{INSIGHTS}/{INSIGHT_ID}").status_code == 400
    assert sandbox.state() == before


def test_an_insight_belongs_to_the_project_of_the_request(sandbox: InProcess) -> None:
    insight_id = started(sandbox, project_id="0d9c2b7a-4e61-4f38-9b05-c7a1e3d5f802")
    assert sandbox("DELETE", f"{INSIGHTS}/{insight_id}", params=PROJECT).status_code == 404
    other = {"project_id": "0d9c2b7a-4e61-4f38-9b05-c7a1e3d5f802"}
    assert sandbox("DELETE", f"{INSIGHTS}/{insight_id}", params=other).status_code == 200


def test_an_insight_is_found_only_under_its_own_aoi(sandbox: InProcess) -> None:
    other = next(aoi for aoi in sandbox.json("GET", "/v0/aois")["aois"] if aoi["aoi_id"] != sample.AOI_ID)
    path = f"/v0/aoi/{other['aoi_id']}/insights"
    assert sandbox.json("GET", path) == {"insights": []}
    assert sandbox("DELETE", f"{path}/{INSIGHT_ID}", params=PROJECT).status_code == 404
    assert sandbox("PUT", f"{path}/{INSIGHT_ID}/download").status_code == 404


def test_documents_of_another_workspace_are_404(sandbox: InProcess) -> None:
    before = sandbox.state()
    [aoi] = sandbox.json("GET", "/v0/aois", params={"aoi_name": "Orchards"}, key=SAMPLE_KEY_TWO)["aois"]
    aoi_id = aoi["aoi_id"]
    theirs = sandbox.json("GET", f"/v0/aoi/{aoi_id}/insights", key=SAMPLE_KEY_TWO)["insights"]
    assert len(theirs) == 2
    for path in (INSIGHTS, f"/v0/aoi/{aoi_id}/insights"):
        assert sandbox("DELETE", f"{path}/{INSIGHT_ID}", params=PROJECT, key=SAMPLE_KEY_TWO).status_code == 404
        assert sandbox("PUT", f"{path}/{INSIGHT_ID}/download", key=SAMPLE_KEY_TWO).status_code == 404
    assert sandbox.state() == before


# ── Packing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def package(sandbox: InProcess, insight_id: str = INSIGHT_ID, **body: Any) -> dict[str, Any]:
    options = {"json": body} if body else {}
    answer: dict[str, Any] = sandbox.json("PUT", f"{INSIGHTS}/{insight_id}/download", **options)
    return answer


def packed(sandbox: InProcess, url: str) -> dict[str, bytes]:
    """The files in the package at `url`, by name."""
    answer = sandbox("GET", url, key=None)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_package_is_ready_after_a_step(sandbox: InProcess) -> None:
    pending = {"id": INSIGHT_ID, "status": "pending", "signed_url": ""}
    assert package(sandbox) == pending
    before = sandbox.state()
    assert package(sandbox) == pending
    sandbox.clock.advance()
    ready = package(sandbox)
    assert (ready["id"], ready["status"]) == (INSIGHT_ID, "ready")
    assert package(sandbox) == ready
    assert sandbox.state() == before
    assert set(packed(sandbox, ready["signed_url"])) == {
        "inputs/raster.tif",
        "inputs/threshold.json",
        "outputs/stress.tif",
    }


def test_a_raster_in_a_package_is_a_tiff_image(sandbox: InProcess) -> None:
    files = packed(sandbox, package(sandbox, inputs=[], outputs=[STRESS_ID])["signed_url"])
    image = Image.open(io.BytesIO(files["outputs/stress.tif"]), formats=["TIFF"])
    assert (image.mode, image.size) == ("L", (16, 16))
    assert len(set(image.tobytes())) > 16


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"inputs": [], "outputs": [STRESS_ID]}, {"outputs/stress.tif"}),
        ({"inputs": [RASTER_ID, RASTER_ID]}, {"inputs/raster.tif", "outputs/stress.tif"}),
        ({"outputs": []}, {"inputs/raster.tif", "inputs/threshold.json"}),
        ({"inputs": [], "outputs": []}, set()),
    ],
)
def test_a_package_has_the_chosen_assets_and_by_default_all_values(
    sandbox: InProcess, body: dict[str, Any], names: set[str]
) -> None:
    package(sandbox, **body)
    sandbox.clock.advance()
    assert set(packed(sandbox, package(sandbox, **body)["signed_url"])) == names


def test_imagery_is_packed_as_a_raster_with_and_without_its_type(sandbox: InProcess) -> None:
    insight_id = started(sandbox)
    sandbox.clock.advance(2)
    package(sandbox, insight_id)
    sandbox.clock.advance()
    files = packed(sandbox, package(sandbox, insight_id)["signed_url"])
    assert files["inputs/raster.tif"] != files["outputs/stress.tif"]
    assert json.loads(files["inputs/threshold.json"]) == THRESHOLD


def test_each_selection_has_its_own_package(sandbox: InProcess) -> None:
    package(sandbox)
    sandbox.clock.advance()
    assert package(sandbox, outputs=[])["status"] == "pending"
    assert package(sandbox, outputs=[STRESS_ID])["status"] == "ready"


def test_unknown_inputs_and_outputs_are_404(sandbox: InProcess) -> None:
    before = sandbox.state()
    for body in ({"inputs": [RASTER_ID, "no such"]}, {"outputs": ["stress"]}):
        answer = sandbox("PUT", f"{INSIGHTS}/{INSIGHT_ID}/download", json=body)
        assert answer.status_code == 404
        assert answer.json()["error"]["details"] in ({"inputs": ["no such"]}, {"outputs": ["stress"]})
    assert sandbox.state() == before


def test_a_package_of_an_unfinished_insight_is_400(sandbox: InProcess) -> None:
    insight_id = started(sandbox)
    before = sandbox.state()
    failed = insights(sandbox, status="failed")[0]["id"]
    for each, status in ((insight_id, "running"), (failed, "failed")):
        answer = sandbox("PUT", f"{INSIGHTS}/{each}/download")
        assert (answer.status_code, answer.json()["error"]["details"]) == (400, {"status": status})
    assert sandbox.state() == before
