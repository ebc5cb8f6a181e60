"""A legend changes in the given mode and on the given dates only."""

from __future__ import annotations

import copy
import itertools
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.contract.model.comparison import changed_values
from tests.contract.model.inventory import Inventory
from tests.contract.model.operations import CONTRACT, call_of
from tests.contract.model.payloads import SCRIPTS
from tests.contract.outcomes import require
from tests.contract.transport.server import Server

MODES = ("dynamic", "theoretical")
UPDATE = "updateVisualizationMetadata"
ROLLBACK = "rollbackVisualizationMetadata"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

INDEX_TYPES: list[str] = CONTRACT.at("/components/schemas/IndexType")["enum"]

by_mode = pytest.mark.parametrize("mode", MODES)


@pytest.fixture(params=INDEX_TYPES)
def inventory(request: pytest.FixtureRequest, server: Server) -> Inventory:
    """The last visualization for each type of index, because the computed legends depend on the type."""
    return Inventory(server, request.param)


def classes_between(*bounds: float) -> list[dict[str, Any]]:
    """Classes between the bounds, each with its own label and color."""
    return [
        {"label": f"Class {number}", "color": f"#0000{number:02x}", "min": low, "max": high}
        for number, (low, high) in enumerate(itertools.pairwise(bounds), start=1)
    ]


def update(server: Server, inventory: Inventory, mode: str, legend: dict[str, Any], bins: int = 3) -> dict[str, Any]:
    body = {"visualization_mode": mode, "legend": legend, "dynamic_bins": bins}
    answer: dict[str, Any] = server.value(call_of(UPDATE, path=inventory.path, body=body))
    return answer


def rollback(server: Server, inventory: Inventory, mode: str, dates: list[str]) -> dict[str, Any]:
    body = {"index_id": inventory.index_id, "dates": dates, "visualization_mode": mode}
    answer: dict[str, Any] = server.value(call_of(ROLLBACK, path=inventory.path, body=body))
    return answer


def computed_legends(server: Server, inventory: Inventory, mode: str) -> dict[str, list[dict[str, Any]]]:
    """The computed legends of a mode, by date."""
    legend = rollback(server, inventory, mode, inventory.dates)["metadata"]["legend"]
    return {date: modes[mode] for date, modes in legend.items() if modes.get(mode)}


def outer_bounds(items: list[dict[str, Any]]) -> tuple[float, float]:
    """The lowest and the highest bound of the classes."""
    return min(item["min"] for item in items), max(item["max"] for item in items)


def read_visualization(server: Server, inventory: Inventory) -> dict[str, Any]:
    return server.visualization(inventory.aoi_id, inventory.visualization["id"])


def unchanged_part(legend: dict[str, Any], mode: str, dates: list[str]) -> dict[str, Any]:
    """The legend without the mode on the dates: the part that must not change."""
    other_classes = {
        date: {name: items for name, items in modes.items() if not (name == mode and date in dates)}
        for date, modes in legend.items()
    }
    return {date: modes for date, modes in other_classes.items() if modes}


def sent_fields(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The fields of the classes that the client sets. The server computes the areas."""
    return [{name: item[name] for name in ("label", "color", "min", "max")} for item in items]


@by_mode
def test_update_changes_only_the_given_mode_and_dates(server: Server, inventory: Inventory, mode: str) -> None:
    first_date, *other_dates = inventory.dates
    sent = classes_between(0, 0.25, 0.5)

    answer = update(server, inventory, mode, {first_date: sent})

    assert sent_fields(answer["legend"][first_date][mode]) == sent
    assert unchanged_part(answer["legend"], mode, [first_date]) == unchanged_part(inventory.legend, mode, [first_date])
    assert other_dates


@by_mode
def test_update_is_read_back_as_it_was_answered(server: Server, inventory: Inventory, mode: str) -> None:
    answer = update(server, inventory, mode, {date: classes_between(0, 0.5, 1) for date in inventory.dates})

    assert read_visualization(server, inventory)["metadata"] == answer


@by_mode
def test_update_replaces_the_previous_update(server: Server, inventory: Inventory, mode: str) -> None:
    date = inventory.dates[0]
    update(server, inventory, mode, {date: classes_between(0, 0.1, 0.2, 0.3)})

    answer = update(server, inventory, mode, {date: classes_between(0.5, 1)})

    assert sent_fields(answer["legend"][date][mode]) == classes_between(0.5, 1)


def test_null_bounds_become_equal_intervals(server: Server, inventory: Inventory) -> None:
    date = inventory.dates[0]
    expected_bounds = outer_bounds(computed_legends(server, inventory, "dynamic")[date])
    open_bounds = [{"label": str(number), "color": "#00000f", "min": None, "max": None} for number in range(4)]

    items = update(server, inventory, "dynamic", {date: open_bounds}, bins=4)["legend"][date]["dynamic"]

    widths = [item["max"] - item["min"] for item in items]
    assert [item["label"] for item in items] == ["0", "1", "2", "3"]
    assert widths == pytest.approx([widths[0]] * 4)
    assert all(left["max"] == pytest.approx(right["min"]) for left, right in itertools.pairwise(items))
    low, high = sorted(inventory.visualization["rescale"])
    assert low <= items[0]["min"] < items[-1]["max"] <= high
    assert outer_bounds(items) == pytest.approx(expected_bounds), "null bounds must be those of the values of the date"


def test_given_bound_stays_where_others_are_null(server: Server, inventory: Inventory) -> None:
    date = inventory.dates[0]
    classes = sent_fields(computed_legends(server, inventory, "dynamic")[date])
    for item in classes:
        margin = (item["max"] - item["min"]) / 4
        item["min"], item["max"] = item["min"] + margin, item["max"] - margin
    for position, bound in itertools.product(range(len(classes)), ("min", "max")):
        sent = copy.deepcopy(classes)
        sent[position][bound] = None

        answered = update(server, inventory, "dynamic", {date: sent}, bins=len(sent))["legend"][date]["dynamic"]

        assert len(answered) == len(sent)
        assert not [*changed_values(sent, answered)], f"{bound} of class {position} was null"
        assert isinstance(answered[position][bound], int | float), f"{bound} of class {position} is not computed"
        assert answered[position]["min"] < answered[position]["max"]


def test_theoretical_legend_divides_the_range_of_the_index(server: Server, inventory: Inventory) -> None:
    legends = computed_legends(server, inventory, "theoretical")
    if inventory.visualization["type"] == "custom":
        assert legends == {}, "a custom index has no theoretical legend"
        return
    assert sorted(legends) == inventory.dates
    for date, items in legends.items():
        assert outer_bounds(items) == pytest.approx(sorted(inventory.visualization["rescale"])), date


def test_dynamic_legend_divides_the_values_of_the_date(server: Server, inventory: Inventory) -> None:
    legends = computed_legends(server, inventory, "dynamic")
    assert sorted(legends) == inventory.dates
    for date, items in legends.items():
        classes = sorted(items, key=lambda item: (item["min"], item["max"]))
        for outermost in (classes[0], classes[-1]):
            assert outermost["area"] > 0, f"no value of {date} is in {outermost}"
    low, high = sorted(inventory.visualization["rescale"])
    bounds_by_date = [outer_bounds(items) for items in legends.values()]
    require(
        any(item != pytest.approx((low, high)) for item in bounds_by_date),
        "on every date, the values cover the whole range of the index",
    )


def test_number_of_intervals_is_the_number_of_bins(server: Server, inventory: Inventory) -> None:
    date = inventory.dates[0]
    open_bounds = [{"label": "Lowest", "color": "#00000f", "min": None, "max": None}]
    low, high = outer_bounds(computed_legends(server, inventory, "dynamic")[date])
    widths = []
    for bins in (1, 3, 12):
        (item,) = update(server, inventory, "dynamic", {date: open_bounds}, bins=bins)["legend"][date]["dynamic"]
        widths.append(bins * (item["max"] - item["min"]))

    assert widths == pytest.approx([high - low] * 3, rel=0.01)


@by_mode
def test_rollback_undoes_every_update_of_its_mode_and_dates(server: Server, inventory: Inventory, mode: str) -> None:
    # The first rollback undoes updates of earlier checks.
    original = rollback(server, inventory, mode, inventory.dates)["metadata"]["legend"]
    for bounds in ((0, 0.5), (0.25, 0.5, 1)):
        update(server, inventory, mode, {date: classes_between(*bounds) for date in inventory.dates})

    assert rollback(server, inventory, mode, inventory.dates)["metadata"]["legend"] == original


@by_mode
def test_rollback_keeps_the_other_mode_and_the_other_dates(server: Server, inventory: Inventory, mode: str) -> None:
    for changed_mode in MODES:
        update(server, inventory, changed_mode, {date: classes_between(0, 0.25, 0.75) for date in inventory.dates})
    before = read_visualization(server, inventory)["metadata"]["legend"]
    first_dates = inventory.dates[:1]

    after = rollback(server, inventory, mode, first_dates)["metadata"]["legend"]

    assert unchanged_part(after, mode, first_dates) == unchanged_part(before, mode, first_dates)
    assert after[first_dates[0]].get(mode) != before[first_dates[0]][mode]


@by_mode
def test_second_rollback_changes_nothing(server: Server, inventory: Inventory, mode: str) -> None:
    first = rollback(server, inventory, mode, inventory.dates)
    second = rollback(server, inventory, mode, inventory.dates)

    assert {**second, "updated_at": None} == {**first, "updated_at": None}


def test_order_and_repetition_of_dates_do_not_matter(server: Server, inventory: Inventory) -> None:
    ordered = rollback(server, inventory, "dynamic", inventory.dates)
    repeated = rollback(server, inventory, "dynamic", [*reversed(inventory.dates), *inventory.dates])

    assert repeated["metadata"] == ordered["metadata"]


@by_mode
def test_rollback_answers_the_requested_visualization(server: Server, inventories: list[Inventory], mode: str) -> None:
    for inventory in inventories:
        answer = rollback(server, inventory, mode, inventory.dates)

        assert (answer["aoi_id"], answer["id"]) == (inventory.aoi_id, inventory.visualization["id"])
        assert answer == read_visualization(server, inventory)
        unchanged_fields = {
            name: value for name, value in inventory.visualization.items() if name not in {"metadata", "updated_at"}
        }
        assert {name: answer[name] for name in unchanged_fields} == unchanged_fields


def test_legend_change_affects_only_its_visualization(server: Server, inventory: Inventory) -> None:
    def others() -> list[Any]:
        listed = server.snapshot()["listVisualizations"]
        return [item for item in listed if item["id"] != inventory.visualization["id"]]

    before = copy.deepcopy(others())

    update(server, inventory, "dynamic", {date: classes_between(0, 0.5) for date in inventory.dates})
    rollback(server, inventory, "dynamic", inventory.dates)

    assert before
    assert others() == before


def test_change_advances_updated_at_and_keeps_created_at(server: Server, inventory: Inventory) -> None:
    times = [read_visualization(server, inventory)["updated_at"]]
    update(server, inventory, "dynamic", {inventory.dates[0]: classes_between(0, 1)})
    times.append(read_visualization(server, inventory)["updated_at"])
    rollback(server, inventory, "dynamic", inventory.dates[:1])
    times.append(read_visualization(server, inventory)["updated_at"])

    assert times == sorted(set(times))
    assert read_visualization(server, inventory)["created_at"] == inventory.visualization["created_at"]


def test_computed_legend_divides_the_whole_area(server: Server, inventory: Inventory) -> None:
    legend = rollback(server, inventory, "dynamic", inventory.dates)["metadata"]["legend"]
    aoi = server.value(call_of("getAoi", path={"aoi_id": inventory.aoi_id}))

    for date in inventory.dates:
        items = legend[date]["dynamic"]
        total = sum(item["area"] for item in items)
        assert sum(item["area_percentage"] for item in items) == pytest.approx(100, abs=0.5)
        assert [item["area_percentage"] for item in items] == pytest.approx(
            [100 * item["area"] / total for item in items], abs=0.5
        )
        # The percentages are shares of the AOI.
        assert total == pytest.approx(aoi["area_in_sq_m"], rel=0.02)
        bounds = [bound for item in items for bound in (item["min"], item["max"])]
        assert bounds == sorted(bounds)


@by_mode
def test_class_covers_the_area_of_its_values(server: Server, inventory: Inventory, mode: str) -> None:
    date = inventory.dates[0]
    items = computed_legends(server, inventory, "dynamic")[date]
    total_area = server.value(call_of("getAoi", path={"aoi_id": inventory.aoi_id}))["area_in_sq_m"]
    (low, high), middle = outer_bounds(items), items[len(items) // 2]["min"]

    def areas(*bounds: float) -> list[float]:
        classes = update(server, inventory, mode, {date: classes_between(*bounds)})["legend"][date][mode]
        for item in classes:
            share = 100 * item["area"] / total_area
            assert item["area_percentage"] == pytest.approx(share, abs=0.5), f"{item} is not the share of {total_area}"
        return [item["area"] for item in classes]

    tolerance = total_area / 50
    below = sum(item["area"] for item in items[: len(items) // 2])
    assert areas(low, high) == pytest.approx([total_area], abs=tolerance)
    assert areas(low, middle, high) == pytest.approx([below, total_area - below], abs=tolerance)
    assert areas(low, middle) == pytest.approx([below], abs=tolerance)
    assert areas(*[item["min"] for item in items], high) == pytest.approx(
        [item["area"] for item in items], abs=tolerance
    ), "the bounds that were computed"
    beyond = max(high, *inventory.visualization["rescale"]) + 1
    assert areas(low, high, beyond, beyond + 1)[1:] == pytest.approx([0, 0], abs=tolerance)


def png(server: Server, inventory: Inventory, date: str, mode: str = "dynamic") -> bytes:
    body = {"index_id": inventory.index_id, "date": date, "visualization_mode": mode}
    answer = server.ask(call_of("generateVisualizationPng", path=inventory.path, body=body))
    assert answer.status_code == 200
    return answer.content


def test_png_follows_date_and_legend(server: Server, inventory: Inventory) -> None:
    before = [png(server, inventory, date) for date in inventory.dates[:2]]
    update(server, inventory, "dynamic", {inventory.dates[0]: classes_between(0, 0.5, 1)})
    after = [png(server, inventory, date) for date in inventory.dates[:2]]

    assert all(content.startswith(PNG_SIGNATURE) for content in before)
    assert before[0] != before[1]
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_legend_is_drawn_into_the_png(server: Server, inventory: Inventory) -> None:
    date = inventory.dates[0]
    update(server, inventory, "dynamic", {date: classes_between(0, 0.5, 1)})
    plain = png(server, inventory, date)
    # A class without values changes the legend of the PNG only.
    highest = max(inventory.visualization["rescale"])
    update(
        server, inventory, "dynamic", {date: [*classes_between(0, 0.5, 1), *classes_between(highest + 1, highest + 2)]}
    )

    assert png(server, inventory, date) != plain


def test_sld_has_each_mode_and_date_with_the_colors_of_the_legend(server: Server, inventory: Inventory) -> None:
    for mode in MODES:
        update(server, inventory, mode, {date: classes_between(0, 0.125, 0.75) for date in inventory.dates})
    for modes in (["dynamic"], list(MODES)):
        body = {"dates": inventory.dates, "visualization_modes": modes}

        styles = server.value(call_of("generateVisualizationSld", path=inventory.path, body=body))["sld"]

        assert {mode: sorted(dates) for mode, dates in styles.items()} == dict.fromkeys(modes, inventory.dates)
        for dates in styles.values():
            for document in dates.values():
                root = ElementTree.fromstring(document)  # noqa: S314
                assert root.tag.endswith("StyledLayerDescriptor")
                assert "#000001" in document
                assert "#000002" in document
                quantities = [
                    (item.get("color"), float(item.get("quantity", "")))
                    for item in root.iter()
                    if "quantity" in item.attrib
                ]
                assert {0, 0.125} <= {quantity for _, quantity in quantities}
                # A color is used from the lower to the upper bound of its class.
                for color, low, high in (("#000001", 0, 0.125), ("#000002", 0.125, 0.75)):
                    assert all(low <= quantity <= high for class_color, quantity in quantities if class_color == color)


def test_each_sld_is_of_its_own_mode_and_date(server: Server, inventory: Inventory) -> None:
    keys = [*itertools.product(MODES, inventory.dates)]
    colors: dict[tuple[str, str], str] = {key: f"#ab00{number:02x}" for number, key in enumerate(keys)}
    for (mode, date), color in colors.items():
        update(server, inventory, mode, {date: [{**item, "color": color} for item in classes_between(0, 0.5)]})

    def styles(modes: list[str], dates: list[str]) -> dict[tuple[str, str], str]:
        body = {"dates": dates, "visualization_modes": modes}
        documents = server.value(call_of("generateVisualizationSld", path=inventory.path, body=body))["sld"]
        return {
            (mode, date): document
            for mode, documents_by_date in documents.items()
            for date, document in documents_by_date.items()
        }

    all_styles = styles(list(MODES), inventory.dates)
    assert sorted(all_styles) == sorted(keys)
    for key, document in all_styles.items():
        drawn = {color for color in colors.values() if color in document.lower()}
        assert drawn == {colors[key]}, f"the style of {key}"
        assert styles([key[0]], [key[1]]) == {key: document}, f"requested alone, the style of {key} is different"


@by_mode
def test_any_class_label_is_in_the_sld(server: Server, inventory: Inventory, mode: str) -> None:
    date = inventory.dates[0]
    label = f"Class {SCRIPTS} ]]>"
    classes = [{**item, "label": label} for item in classes_between(0, 0.5)]
    update(server, inventory, mode, {date: classes})

    body = {"dates": [date], "visualization_modes": [mode]}
    document = server.value(call_of("generateVisualizationSld", path=inventory.path, body=body))["sld"][mode][date]

    root = ElementTree.fromstring(document)  # noqa: S314
    assert any(label in (item.text or "", *item.attrib.values()) for item in root.iter())
    assert png(server, inventory, date, mode).startswith(PNG_SIGNATURE)


def test_png_is_drawn_in_the_requested_mode(server: Server, inventory: Inventory) -> None:
    date = inventory.dates[0]
    for mode, color in zip(MODES, ("#00ff00", "#ff00ff"), strict=True):
        update(server, inventory, mode, {date: [{**item, "color": color} for item in classes_between(-1, 0, 1)]})
    before = {mode: png(server, inventory, date, mode) for mode in MODES}
    update(server, inventory, MODES[0], {date: classes_between(-1, 0, 1)})
    after = {mode: png(server, inventory, date, mode) for mode in MODES}

    assert len({*before.values(), after[MODES[0]]}) == len(MODES) + 1
    assert before[MODES[1]] == after[MODES[1]]


def test_png_and_sld_change_nothing(server: Server, inventory: Inventory) -> None:
    before = server.snapshot()

    png(server, inventory, inventory.dates[0])
    body = {"dates": inventory.dates, "visualization_modes": ["dynamic"]}
    server.value(call_of("generateVisualizationSld", path=inventory.path, body=body))

    assert server.snapshot() == before
