"""Visualizations: drawing, legends, rollbacks, images and styles."""

import io
import math
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from PIL import Image

from pixxel_sandbox import sample
from tests.sandbox.support import INDEX, VISUALIZATION, VISUALIZATIONS, InProcess

METADATA = f"{VISUALIZATION}/metadata"
DATES = ["2024_05_06", "2025_11_14"]
AREA = 4799000.0


def listed(sandbox: InProcess, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sandbox.json("GET", VISUALIZATIONS, params=query)["visualization"]
    return found


def read(sandbox: InProcess, visualization_id: str = sample.VISUALIZATION_ID) -> dict[str, Any]:
    [found] = listed(sandbox, visualization_id=visualization_id)
    return found


def legends(sandbox: InProcess, visualization_id: str = sample.VISUALIZATION_ID) -> dict[str, Any]:
    found: dict[str, Any] = read(sandbox, visualization_id)["metadata"]["legend"]
    return found


def create_drawn(sandbox: InProcess, **body: Any) -> dict[str, Any]:
    """A new visualization that has been drawn."""
    created = sandbox.json("POST", VISUALIZATIONS, json=body)
    sandbox.clock.advance(2)
    return read(sandbox, created["id"])


def set_legend(sandbox: InProcess, mode: str, legend: dict[str, Any], **further: Any) -> Any:
    body = {"visualization_mode": mode, "legend": legend, **further}
    return sandbox.json("PUT", METADATA, json=body)["legend"]


def rollback(sandbox: InProcess, mode: str, dates: list[str], index_id: str = sample.CUSTOM_INDEX_ID) -> Any:
    body = {"index_id": index_id, "dates": dates, "visualization_mode": mode}
    return sandbox.json("PATCH", METADATA, json=body)


# ── Listing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("visualization_id", "id"),
        ("index_id", "index_id"),
        ("user_id", "user_id"),
        ("type", "type"),
        ("expression_type", "expression_type"),
    ],
)
def test_each_filter_returns_exactly_the_matches(sandbox: InProcess, query: str, name: str) -> None:
    everything = listed(sandbox)
    assert len(everything) >= 3
    for value in {visualization[name] for visualization in everything}:
        assert listed(sandbox, **{query: value}) == [
            visualization for visualization in everything if visualization[name] == value
        ]
    if name in {"id", "index_id", "user_id"}:
        assert listed(sandbox, **{query: "nothing"}) == []


def test_pages_partition_the_list(sandbox: InProcess) -> None:
    everything = listed(sandbox)
    assert [
        visualization for offset in range(len(everything)) for visualization in listed(sandbox, limit=1, offset=offset)
    ] == everything


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_aoi_is_404(sandbox: InProcess, method: str) -> None:
    body = {"index_id": sample.CUSTOM_INDEX_ID} if method == "POST" else None
    assert sandbox(method, "/v0/aois/42/visualizations", json=body).status_code == 404


def test_an_aoi_without_visualizations_has_an_empty_list(sandbox: InProcess) -> None:
    other = next(aoi for aoi in sandbox.json("GET", "/v0/aois")["aois"] if aoi["aoi_id"] != sample.AOI_ID)
    page = sandbox.json("GET", f"/v0/aois/{other['aoi_id']}/visualizations")
    assert (page["visualization"], page["pagination"]["total"]) == ([], 0)


# ── Drawing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_drawing_takes_two_steps(sandbox: InProcess) -> None:
    created = sandbox("POST", VISUALIZATIONS, json={"index_id": sample.PRESET_INDEX_ID, "resolution": 2.5})
    assert created.status_code == 201
    visualization = created.json()
    assert (visualization["status"], visualization["progress"], visualization["assets"]) == ("creating", 0, [])
    assert visualization["metadata"] == {"legend": {}}
    assert read(sandbox, visualization["id"]) == visualization
    sandbox.clock.advance()
    assert read(sandbox, visualization["id"]) == {**visualization, "progress": 50}
    for _ in range(2):
        sandbox.clock.advance()
        done = read(sandbox, visualization["id"])
        assert (done["status"], done["progress"]) == ("success", 100)
        assert [asset["date"] for asset in done["assets"]] == ["2024-05-06", "2025-11-14"]
        assert {(a["asset_type"], a["resolution"], a["visualization_id"]) for a in done["assets"]} == {
            ("visualization", 2.5, visualization["id"])
        }
        assert sorted(done["metadata"]["legend"]) == DATES


@pytest.mark.parametrize(
    ("index_id", "modes"),
    [
        (sample.PRESET_INDEX_ID, {"dynamic", "theoretical"}),
        (sample.CUSTOM_INDEX_ID, {"dynamic"}),
        (sample.COMPOSITE_INDEX_ID, set()),
    ],
)
def test_which_legends_are_computed_depends_on_the_index(sandbox: InProcess, index_id: str, modes: set[str]) -> None:
    legend = create_drawn(sandbox, index_id=index_id, src_asset_ids=[sample.SOURCE_ASSET_ID])["metadata"]["legend"]
    assert {mode for date in legend.values() for mode in date} == modes
    assert list(legend) == (["2024_05_06"] if modes else [])


@pytest.mark.parametrize("expression_type", ["composite", "grayscale", "index"])
def test_a_visualization_has_the_fields_of_its_index(sandbox: InProcess, expression_type: str) -> None:
    index = sandbox.json("POST", "/v0/indices", json={**INDEX, "expression_type": expression_type})
    visualization = create_drawn(sandbox, index_id=index["id"])
    shared = ("type", "expression", "expression_type", "rescale")
    assert {name: visualization[name] for name in shared} == {name: index[name] for name in shared}
    assert visualization["index_name"] == index["name"]
    assert (visualization["tenant_id"], visualization["user_id"]) == (sample.ONE.tenant_id, sample.ONE.user_id)
    assert bool(visualization["metadata"]["legend"]) == (expression_type == "index")


def test_the_same_visualization_conflicts(sandbox: InProcess) -> None:
    assets = [sample.SOURCE_ASSET_ID, sample.MOSAICS["2025-11-14"]]
    first = sandbox.json("POST", VISUALIZATIONS, json={"index_id": sample.PRESET_INDEX_ID, "src_asset_ids": assets})
    before = sandbox.state()
    same: dict[str, Any]
    for same in (
        {"src_asset_ids": assets[::-1]},
        {"src_asset_ids": assets * 2},
        {"src_asset_ids": assets, "resolution": 10},
    ):
        again = sandbox("POST", VISUALIZATIONS, json={"index_id": sample.PRESET_INDEX_ID, **same})
        assert again.status_code == 409
        assert again.json()["error"]["details"] == {"visualization_id": first["id"]}
    assert sandbox.state() == before
    for other in ({"src_asset_ids": assets[:1]}, {"src_asset_ids": assets, "resolution": 20}, {}):
        assert sandbox("POST", VISUALIZATIONS, json={"index_id": sample.PRESET_INDEX_ID, **other}).status_code == 201


def test_no_source_assets_means_all_of_them(sandbox: InProcess) -> None:
    sandbox.json("POST", VISUALIZATIONS, json={"index_id": sample.PRESET_INDEX_ID})
    everything = [*sample.MOSAICS.values(), sample.SOURCE_ASSET_ID]
    same: dict[str, Any]
    for same in ({"src_asset_ids": []}, {"src_asset_ids": everything}):
        assert sandbox("POST", VISUALIZATIONS, json={"index_id": sample.PRESET_INDEX_ID, **same}).status_code == 409


@pytest.mark.parametrize(
    "body",
    [{"index_id": "42"}, {"index_id": sample.PRESET_INDEX_ID, "src_asset_ids": [sample.SOURCE_ASSET_ID, "42"]}],
)
def test_an_unknown_index_or_asset_is_404(sandbox: InProcess, body: dict[str, Any]) -> None:
    before = sandbox.state()
    answer = sandbox("POST", VISUALIZATIONS, json=body)
    assert answer.status_code == 404
    assert "42" in str(answer.json()["error"]["details"])
    assert sandbox.state() == before


# ── Legends ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_computed_legend_divides_the_aoi_into_five_classes(sandbox: InProcess) -> None:
    preset = create_drawn(sandbox, index_id=sample.PRESET_INDEX_ID)
    for modes in preset["metadata"]["legend"].values():
        for mode, items in modes.items():
            assert [legend_class["label"] for legend_class in items] == [
                "Very Low",
                "Low",
                "Medium",
                "High",
                "Very High",
            ]
            assert len({legend_class["color"] for legend_class in items}) == 5
            assert all(low["max"] == high["min"] for low, high in pairwise(items))
            widths = [legend_class["max"] - legend_class["min"] for legend_class in items]
            assert all(math.isclose(width, widths[0], rel_tol=1e-6) for width in widths)
            assert math.isclose(sum(legend_class["area"] for legend_class in items), AREA, abs_tol=0.1)
            assert math.isclose(sum(legend_class["area_percentage"] for legend_class in items), 100, abs_tol=0.001)
            ends = (items[0]["min"], items[-1]["max"])
            assert ends == (-1, 1) if mode == "theoretical" else -1 <= ends[0] < ends[1] <= 1


def test_legends_are_the_same_in_every_run(sandbox: InProcess) -> None:
    other = InProcess()
    assert legends(sandbox) == legends(other)
    other.close()


@pytest.mark.parametrize("rescale", [[1, 0], [5, 5], [0, 1e-12], [-1.7e308, 1.7e308], [0, 10**308]])
def test_every_rescale_range_has_a_legend(sandbox: InProcess, rescale: list[float]) -> None:
    index = sandbox.json("POST", "/v0/indices", json={**INDEX, "rescale": rescale})
    visualization = create_drawn(sandbox, index_id=index["id"])
    assert visualization["rescale"] == rescale
    for modes in visualization["metadata"]["legend"].values():
        bounds = [legend_class[bound] for legend_class in modes["dynamic"] for bound in ("min", "max")]
        assert bounds == sorted(bounds)
        assert min(rescale) <= bounds[0] <= bounds[-1] <= max(rescale)
        assert math.isclose(
            sum(legend_class["area_percentage"] for legend_class in modes["dynamic"]), 100, abs_tol=0.001
        )


def test_setting_a_legend_replaces_a_mode_on_the_given_dates(sandbox: InProcess) -> None:
    before = read(sandbox)
    item = {"label": "All of it", "color": "#000000", "min": 0, "max": 1}
    after = set_legend(sandbox, "dynamic", {DATES[0]: [item]}, dynamic_bins=5)
    assert after[DATES[0]]["dynamic"] == [{**item, "area": AREA, "area_percentage": 100}]
    assert after[DATES[0]]["theoretical"] == before["metadata"]["legend"][DATES[0]]["theoretical"]
    assert after[DATES[1]] == before["metadata"]["legend"][DATES[1]]
    now = read(sandbox)
    assert now["metadata"]["legend"] == after
    assert now["updated_at"] > before["updated_at"]
    changing = {"metadata", "updated_at"}
    assert {k: v for k, v in now.items() if k not in changing} == {k: v for k, v in before.items() if k not in changing}


def test_null_and_missing_bounds_are_computed(sandbox: InProcess) -> None:
    computed = legends(sandbox)[DATES[0]]["dynamic"]
    low, high = computed[0]["min"], computed[-1]["max"]
    breakpoints = [{"min": None, "max": None}, {"min": 0.5}, {"max": 0.9}, {}]
    items = set_legend(sandbox, "dynamic", {DATES[0]: breakpoints}, dynamic_bins=4)[DATES[0]]["dynamic"]
    edges = [low + (high - low) * quarter / 4 for quarter in range(5)]
    expected = [(edges[0], edges[1]), (0.5, edges[2]), (edges[2], 0.9), (edges[3], edges[4])]
    assert [(legend_class["min"], legend_class["max"]) for legend_class in items] == [
        pytest.approx(pair) for pair in expected
    ]
    assert [legend_class["label"] for legend_class in items] == ["Very Low", "Low", "High", "Very High"]


def test_extra_breakpoints_share_the_last_interval(sandbox: InProcess) -> None:
    items = set_legend(sandbox, "dynamic", {DATES[0]: [{}, {}, {}]}, dynamic_bins=2)[DATES[0]]["dynamic"]
    assert (items[1]["min"], items[1]["max"]) == (items[2]["min"], items[2]["max"])


@pytest.mark.parametrize("bins", range(1, 16))
def test_without_breakpoints_there_are_as_many_classes_as_bins(sandbox: InProcess, bins: int) -> None:
    items = set_legend(sandbox, "dynamic", {DATES[0]: []}, dynamic_bins=bins)[DATES[0]]["dynamic"]
    assert (
        len(items)
        == bins
        == len({legend_class["color"] for legend_class in items})
        == len({legend_class["label"] for legend_class in items})
    )
    assert sum(legend_class["area_percentage"] for legend_class in items) == pytest.approx(100, abs=0.001)


def test_a_theoretical_legend_divides_the_rescale_range(sandbox: InProcess) -> None:
    items = set_legend(sandbox, "theoretical", {DATES[0]: [{}, {"label": "Upper"}]})[DATES[0]]["theoretical"]
    assert [(legend_class["label"], legend_class["min"], legend_class["max"]) for legend_class in items] == [
        ("Low", 0, 0.5),
        ("Upper", 0.5, 1),
    ]


def test_a_class_outside_the_values_covers_nothing(sandbox: InProcess) -> None:
    breakpoints = [{"min": 7, "max": 8}, {"min": 0.9, "max": 0.1}]
    items = set_legend(sandbox, "theoretical", {DATES[0]: breakpoints})[DATES[0]]["theoretical"]
    assert [legend_class["area"] for legend_class in items] == [0, 0]


def test_a_legend_on_a_date_without_imagery_is_404(sandbox: InProcess) -> None:
    before = sandbox.state()
    legend: dict[str, Any] = {DATES[0]: [], "1999_01_01": []}
    answer = sandbox("PUT", METADATA, json={"visualization_mode": "theoretical", "legend": legend})
    assert answer.status_code == 404
    assert answer.json()["error"]["details"] == {"dates": ["1999_01_01"]}
    assert sandbox.state() == before


# ── Rollback ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rollback_restores_the_computed_legend_of_a_mode_on_the_given_dates(sandbox: InProcess) -> None:
    original = legends(sandbox)
    changed: dict[str, Any] = {}
    for mode in ("dynamic", "theoretical"):
        changed = set_legend(sandbox, mode, {date: [{"min": 0, "max": 1}] for date in DATES}, dynamic_bins=1)
    answer = rollback(sandbox, "dynamic", [DATES[0]])
    legend = answer["metadata"]["legend"]
    assert legend[DATES[0]]["dynamic"] == original[DATES[0]]["dynamic"] != changed[DATES[0]]["dynamic"]
    assert legend[DATES[0]]["theoretical"] == changed[DATES[0]]["theoretical"]
    assert legend[DATES[1]] == changed[DATES[1]]
    assert read(sandbox) == answer


def test_a_rollback_removes_a_legend_that_is_not_computed(sandbox: InProcess) -> None:
    assert "theoretical" in legends(sandbox)[DATES[0]]
    legend = rollback(sandbox, "theoretical", [DATES[0]])["metadata"]["legend"]
    assert set(legend[DATES[0]]) == {"dynamic"}
    assert set(legend[DATES[1]]) == {"dynamic", "theoretical"}


def test_a_rollback_of_a_preset_restores_both_modes(sandbox: InProcess) -> None:
    visualization = create_drawn(sandbox, index_id=sample.PRESET_INDEX_ID)
    path = f"{VISUALIZATIONS}/{visualization['id']}/metadata"
    for mode in ("dynamic", "theoretical"):
        sandbox.json("PUT", path, json={"visualization_mode": mode, "legend": {DATES[0]: []}, "dynamic_bins": 9})
        body = {"index_id": sample.PRESET_INDEX_ID, "dates": DATES, "visualization_mode": mode}
        assert sandbox.json("PATCH", path, json=body)["metadata"] == visualization["metadata"]


def test_a_second_rollback_changes_only_the_time(sandbox: InProcess) -> None:
    set_legend(sandbox, "dynamic", {DATES[0]: []}, dynamic_bins=3)
    first, second = (rollback(sandbox, "dynamic", [*DATES, DATES[0]]) for _ in range(2))
    assert second.pop("updated_at") > first.pop("updated_at")
    assert second == first


@pytest.mark.parametrize(
    "changes",
    [
        {"index_id": sample.PRESET_INDEX_ID},
        {"index_id": "42"},
        {"dates": [DATES[0], "1999_01_01"]},
        {"dates": ["9999_99_99"]},
    ],
)
def test_a_rollback_with_an_unknown_index_or_date_is_404(sandbox: InProcess, changes: dict[str, Any]) -> None:
    set_legend(sandbox, "dynamic", {date: [] for date in DATES}, dynamic_bins=3)
    before = sandbox.state()
    body = {"index_id": sample.CUSTOM_INDEX_ID, "dates": DATES, "visualization_mode": "dynamic", **changes}
    assert sandbox("PATCH", METADATA, json=body).status_code == 404
    assert sandbox.state() == before


def test_a_failed_visualization_has_no_assets_or_legends(sandbox: InProcess) -> None:
    created = sandbox.json("POST", VISUALIZATIONS, json={"index_id": sample.PRESET_INDEX_ID})
    sandbox.app.state.fail(created["id"])
    sandbox.clock.advance(2)
    [failed] = sandbox.json("GET", VISUALIZATIONS, params={"visualization_id": created["id"]})["visualization"]
    assert (failed["status"], failed["assets"], failed["metadata"]) == ("failed", [], {"legend": {}})
    assert failed["progress"] < 100


def test_legends_are_404_until_the_visualization_is_drawn(sandbox: InProcess) -> None:
    created = sandbox.json("POST", VISUALIZATIONS, json={"index_id": sample.PRESET_INDEX_ID})
    path = f"{VISUALIZATIONS}/{created['id']}"
    bodies = {
        ("PUT", "metadata"): {"visualization_mode": "theoretical", "legend": {DATES[0]: []}},
        ("PATCH", "metadata"): {
            "index_id": sample.PRESET_INDEX_ID,
            "dates": DATES,
            "visualization_mode": "dynamic",
        },
        ("POST", "png"): {"index_id": sample.PRESET_INDEX_ID, "date": DATES[0], "visualization_mode": "dynamic"},
        ("POST", "sld"): {"dates": DATES, "visualization_modes": ["dynamic"]},
    }
    for _ in range(2):
        for (method, end), body in bodies.items():
            assert sandbox(method, f"{path}/{end}", json=body).status_code == 404
        sandbox.clock.advance()
    for (method, end), body in bodies.items():
        assert sandbox(method, f"{path}/{end}", json=body).is_success


@pytest.mark.parametrize("end", ["metadata", "png", "sld"])
def test_a_visualization_is_found_only_under_its_own_aoi(sandbox: InProcess, end: str) -> None:
    other = next(aoi for aoi in sandbox.json("GET", "/v0/aois")["aois"] if aoi["aoi_id"] != sample.AOI_ID)
    bodies = {
        "metadata": {"index_id": sample.CUSTOM_INDEX_ID, "dates": DATES, "visualization_mode": "dynamic"},
        "png": {"index_id": sample.CUSTOM_INDEX_ID, "date": DATES[0], "visualization_mode": "dynamic"},
        "sld": {"dates": DATES, "visualization_modes": ["dynamic"]},
    }
    for aoi_id, visualization_id in ((other["aoi_id"], sample.VISUALIZATION_ID), (sample.AOI_ID, "42")):
        path = f"/v0/aois/{aoi_id}/visualizations/{visualization_id}/{end}"
        assert sandbox("PATCH" if end == "metadata" else "POST", path, json=bodies[end]).status_code == 404


# ── Images and styles ────────────────────────────────────────────────────────────────────────────────────────────────


def png(sandbox: InProcess, **changes: Any) -> Image.Image:
    body = {"index_id": sample.CUSTOM_INDEX_ID, "date": DATES[0], "visualization_mode": "dynamic", **changes}
    answer = sandbox("POST", f"{VISUALIZATION}/png", json=body)
    assert answer.status_code == 200
    return Image.open(io.BytesIO(answer.content), formats=["PNG"])


def test_an_image_has_the_colours_of_the_legend(sandbox: InProcess) -> None:
    image = png(sandbox).convert("RGB")
    assert image.width > image.height > 100
    pixels = image.crop((0, 0, image.height, image.height)).tobytes()
    colours = [pixels[position : position + 3].hex() for position in range(0, len(pixels), 3)]
    for item in legends(sandbox)[DATES[0]]["dynamic"]:
        assert 100 * colours.count(item["color"][1:]) / len(colours) == pytest.approx(item["area_percentage"], abs=0.01)


def test_an_image_depends_on_mode_date_and_legend(sandbox: InProcess) -> None:
    images = [png(sandbox), png(sandbox, visualization_mode="theoretical"), png(sandbox, date=DATES[1])]
    before = sandbox.state()
    assert png(sandbox).tobytes() == images[0].tobytes()
    assert sandbox.state() == before
    set_legend(sandbox, "dynamic", {DATES[0]: []}, dynamic_bins=2)
    images.append(png(sandbox))
    assert len({image.tobytes() for image in images}) == 4


def test_every_legend_has_an_image_and_a_style(sandbox: InProcess) -> None:
    breakpoints = [
        {"label": label, "min": low, "max": high}
        for label in ("", "x" * 1000, "वन", "🌱", "a\0b\x0b\ud7ff\uffff", '<&">', "two\nlines")
        for low, high in ((0, 1), (1, 0), (10**308, -(10**308)), (1e-300, 0.5))
    ]
    set_legend(sandbox, "dynamic", {DATES[0]: breakpoints}, dynamic_bins=15)
    png(sandbox)
    body = {"dates": DATES[:1], "visualization_modes": ["dynamic"]}
    style = sandbox.json("POST", f"{VISUALIZATION}/sld", json=body)["sld"]["dynamic"][DATES[0]]
    labels = [entry.get("label") for entry in fromstring(style).iterfind(".//{*}ColorMapEntry")]  # noqa: S314 - our own XML
    assert '<&">' in labels
    assert "two\nlines" in labels


@pytest.mark.parametrize("changes", [{"index_id": "42"}, {"date": "1999_01_01"}])
def test_an_image_of_an_unknown_index_or_date_is_404(sandbox: InProcess, changes: dict[str, Any]) -> None:
    body = {"index_id": sample.CUSTOM_INDEX_ID, "date": DATES[0], "visualization_mode": "dynamic", **changes}
    assert sandbox("POST", f"{VISUALIZATION}/png", json=body).status_code == 404


def test_a_mode_without_a_legend_has_no_image_or_style(sandbox: InProcess) -> None:
    rollback(sandbox, "theoretical", [DATES[0]])
    body = {"index_id": sample.CUSTOM_INDEX_ID, "date": DATES[0], "visualization_mode": "theoretical"}
    assert sandbox("POST", f"{VISUALIZATION}/png", json=body).status_code == 404
    styles = {"dates": DATES[::-1], "visualization_modes": ["dynamic", "theoretical"]}
    assert sandbox("POST", f"{VISUALIZATION}/sld", json=styles).status_code == 404
    styles["dates"] = DATES[1:]
    assert sandbox("POST", f"{VISUALIZATION}/sld", json=styles).status_code == 200


def test_styles_are_grouped_by_mode_and_date(sandbox: InProcess) -> None:
    body = {"dates": [*DATES, DATES[0]], "visualization_modes": ["theoretical", "dynamic", "dynamic"]}
    styles = sandbox.json("POST", f"{VISUALIZATION}/sld", json=body)["sld"]
    assert {mode: set(dates) for mode, dates in styles.items()} == {"dynamic": set(DATES), "theoretical": set(DATES)}
    for mode, dates in styles.items():
        for date, style in dates.items():
            root = fromstring(style)  # noqa: S314 - our own XML
            assert root.tag == "{http://www.opengis.net/sld}StyledLayerDescriptor"
            assert root.get("version") == "1.0.0"
            path = "NamedLayer/UserStyle/FeatureTypeStyle/Rule/RasterSymbolizer/ColorMap/ColorMapEntry"
            entries = root.findall("/".join("{*}" + step for step in path.split("/")))
            entries_with_label = [(entry.get("label"), entry.get("color")) for entry in entries if entry.get("label")]
            assert entries_with_label == [
                (legend_class["label"], legend_class["color"]) for legend_class in legends(sandbox)[date][mode]
            ]
            quantities = [float(entry.get("quantity", "nan")) for entry in entries]
            assert quantities == sorted(quantities)


def test_a_style_of_a_date_without_imagery_is_404(sandbox: InProcess) -> None:
    body = {"dates": ["1999_01_01"], "visualization_modes": ["dynamic"]}
    assert sandbox("POST", f"{VISUALIZATION}/sld", json=body).status_code == 404
