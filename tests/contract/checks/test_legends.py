"""A legend changes in the given mode and on the given dates only."""

from __future__ import annotations

import copy
import itertools
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.contract.model.comparison import assert_none, changed_values, shown
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

pytestmark = pytest.mark.tags("visualizations")
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


def assert_legend(expected: dict[str, Any], legend: dict[str, Any], where: str) -> None:
    """Each mode on each date has the expected classes, and nothing else is there."""
    for date in sorted({*expected, *legend}):
        for mode in MODES:
            classes, found = (legends.get(date, {}).get(mode) for legends in (expected, legend))
            assert found == classes, f"{where}: {mode} on {date} must be {shown(classes)}, is {shown(found)}"


def assert_sent(sent: list[dict[str, Any]], classes: list[dict[str, Any]], where: str) -> None:
    """The classes are those that were sent; the server adds the areas."""
    assert sent_fields(classes) == sent, f"{where} must be {shown(sent)}, as sent, is {shown(sent_fields(classes))}"


@by_mode
def test_update_changes_only_the_given_mode_and_dates(server: Server, inventory: Inventory, mode: str) -> None:
    before = read_visualization(server, inventory)["metadata"]["legend"]
    first_date = inventory.dates[0]
    sent = classes_between(0, 0.25, 0.5)

    answer = update(server, inventory, mode, {first_date: sent})["legend"]

    assert_sent(sent, answer[first_date][mode], f"{mode} on {first_date}")
    expected, found = (unchanged_part(legend, mode, [first_date]) for legend in (before, answer))
    assert_legend(expected, found, f"after an update of {mode} on {first_date}")


@by_mode
def test_update_is_read_back_as_it_was_answered(server: Server, inventory: Inventory, mode: str) -> None:
    answer = update(server, inventory, mode, {date: classes_between(0, 0.5, 1) for date in inventory.dates})

    read = read_visualization(server, inventory)["metadata"]
    assert_legend(answer["legend"], read["legend"], f"read after an update of {mode}")
    assert read == answer, f"metadata must be {shown(answer)}, as answered, is {shown(read)}"


@by_mode
def test_update_replaces_the_previous_update(server: Server, inventory: Inventory, mode: str) -> None:
    date = inventory.dates[0]
    update(server, inventory, mode, {date: classes_between(0, 0.1, 0.2, 0.3)})

    answer = update(server, inventory, mode, {date: classes_between(0.5, 1)})

    assert_sent(classes_between(0.5, 1), answer["legend"][date][mode], f"{mode} on {date} after a second update")


def test_each_step_of_updates_and_rollbacks_changes_what_it_names(server: Server, inventory: Inventory) -> None:
    """Both modes are set on all dates, and rolled back on several; each answer is compared with the one before."""
    dates = inventory.dates
    # The first rollbacks undo updates of earlier checks.
    computed: dict[str, dict[str, Any]] = {mode: computed_legends(server, inventory, mode) for mode in MODES}
    expected = read_visualization(server, inventory)["metadata"]["legend"]
    steps = [
        *((mode, dates, True) for mode in MODES),
        (MODES[0], dates[1:], False),
        (MODES[1], dates[-1:], True),
        (MODES[1], dates, False),
        (MODES[0], dates[:1], False),
    ]
    for number, (mode, named, is_update) in enumerate(steps, start=1):
        label = f"step {number}, {'an update' if is_update else 'a rollback'} of {mode} on {', '.join(named)}"
        if is_update:
            # Each date has classes of its own, with fractions that no float of 32 bits has.
            sent = {date: classes_between(0, number / 30, number / 3 + day / 7) for day, date in enumerate(named)}
            legend = update(server, inventory, mode, sent)["legend"]
            for date in named:
                assert_sent(sent[date], legend[date][mode], f"after {label}: {mode} on {date}")
            assert_legend(unchanged_part(expected, mode, named), unchanged_part(legend, mode, named), f"after {label}")
        else:
            legend = rollback(server, inventory, mode, named)["metadata"]["legend"]
            after = copy.deepcopy(expected)
            for date in named:
                after.get(date, {}).pop(mode, None)
                if date in computed[mode]:
                    after.setdefault(date, {})[mode] = computed[mode][date]
            assert_legend(after, legend, f"after {label}")
        expected = legend
        read = read_visualization(server, inventory)["metadata"]["legend"]
        assert_legend(expected, read, f"read after {label}")


def test_null_bounds_become_equal_intervals(server: Server, inventory: Inventory) -> None:
    date = inventory.dates[0]
    expected_bounds = outer_bounds(computed_legends(server, inventory, "dynamic")[date])
    open_bounds = [{"label": str(number), "color": "#00000f", "min": None, "max": None} for number in range(4)]

    items = update(server, inventory, "dynamic", {date: open_bounds}, bins=4)["legend"][date]["dynamic"]

    widths = [item["max"] - item["min"] for item in items]
    labels = [item["label"] for item in items]
    assert labels == ["0", "1", "2", "3"], f"the classes must be in the order that was sent, are {labels}"
    assert widths == pytest.approx([widths[0]] * 4), f"the classes must be equally wide, have the widths {widths}"
    for left, right in itertools.pairwise(items):
        assert left["max"] == pytest.approx(right["min"]), (
            f"a class must begin where the one before ends, at {left['max']}, begins at {right['min']}"
        )
    low, high = sorted(inventory.visualization["rescale"])
    bounds = outer_bounds(items)
    assert low <= bounds[0] < bounds[1] <= high, f"the classes must lie between {low} and {high}, are {shown(items)}"
    assert bounds == pytest.approx(expected_bounds), (
        f"null bounds must be those of the values of {date}, {expected_bounds}, are {bounds}"
    )


def test_given_bound_stays_where_others_are_null(server: Server, inventory: Inventory) -> None:
    date = inventory.dates[0]
    classes = sent_fields(computed_legends(server, inventory, "dynamic")[date])
    for item in classes:
        margin = (item["max"] - item["min"]) / 4
        item["min"], item["max"] = item["min"] + margin, item["max"] - margin
    cases = itertools.product(range(len(classes)), ("min", "max"))
    for position, bound in server.sample(cases, 3, str(inventory.kind)):
        sent = copy.deepcopy(classes)
        sent[position][bound] = None

        answered = update(server, inventory, "dynamic", {date: sent}, bins=len(sent))["legend"][date]["dynamic"]

        label = f"{bound} of class {position} was null"
        assert len(answered) == len(sent), f"{label}: {len(sent)} classes were sent, {len(answered)} are answered"
        assert_none(changed_values(sent, answered), label)
        item = answered[position]
        assert isinstance(item[bound], int | float), f"{label}: it must be computed, is {item[bound]!r}"
        assert item["min"] < item["max"], f"{label}: min must be below max, the class is {item}"


def test_theoretical_legend_divides_the_range_of_the_index(server: Server, inventory: Inventory) -> None:
    legends = computed_legends(server, inventory, "theoretical")
    if inventory.visualization["type"] == "custom":
        assert legends == {}, f"a custom index must have no theoretical legend, has one on {sorted(legends)}"
        return
    assert_dates(inventory, legends, "theoretical")
    expected = sorted(inventory.visualization["rescale"])
    for date, items in legends.items():
        bounds = outer_bounds(items)
        assert bounds == pytest.approx(expected), f"theoretical on {date} must divide {expected}, divides {bounds}"


def assert_dates(inventory: Inventory, legends: dict[str, Any], mode: str) -> None:
    assert sorted(legends) == inventory.dates, (
        f"the dates with a {mode} legend must be {inventory.dates}, are {sorted(legends)}"
    )


def test_dynamic_legend_divides_the_values_of_the_date(server: Server, inventory: Inventory) -> None:
    legends = computed_legends(server, inventory, "dynamic")
    assert_dates(inventory, legends, "dynamic")
    for date, items in legends.items():
        classes = sorted(items, key=lambda item: (item["min"], item["max"]))
        for outermost in (classes[0], classes[-1]):
            assert outermost["area"] > 0, f"the outermost classes of {date} must have values, {outermost} has none"
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

    assert widths == pytest.approx([high - low] * 3, rel=0.01), (
        f"with 1, 3 and 12 bins, the intervals together must be {high - low} wide, are {widths}"
    )


@by_mode
def test_rollback_undoes_every_update_of_its_mode_and_dates(server: Server, inventory: Inventory, mode: str) -> None:
    # The first rollback undoes updates of earlier checks.
    original = rollback(server, inventory, mode, inventory.dates)["metadata"]["legend"]
    for bounds in ((0, 0.5), (0.25, 0.5, 1)):
        update(server, inventory, mode, {date: classes_between(*bounds) for date in inventory.dates})

    legend = rollback(server, inventory, mode, inventory.dates)["metadata"]["legend"]
    assert_legend(original, legend, f"after two updates and a rollback of {mode}")


@by_mode
def test_rollback_keeps_the_other_mode_and_the_other_dates(server: Server, inventory: Inventory, mode: str) -> None:
    before: dict[str, Any] = {}
    for changed_mode in MODES:
        classes = {date: classes_between(0, 0.25, 0.75) for date in inventory.dates}
        before = update(server, inventory, changed_mode, classes)["legend"]
    first_dates = inventory.dates[:1]

    after = rollback(server, inventory, mode, first_dates)["metadata"]["legend"]

    expected, found = (unchanged_part(legend, mode, first_dates) for legend in (before, after))
    assert_legend(expected, found, f"after a rollback of {mode} on {first_dates[0]}")
    classes = after[first_dates[0]].get(mode)
    assert classes != before[first_dates[0]][mode], (
        f"{mode} on {first_dates[0]} is not rolled back, is {shown(classes)}"
    )


@by_mode
def test_second_rollback_changes_nothing(server: Server, inventory: Inventory, mode: str) -> None:
    first = rollback(server, inventory, mode, inventory.dates)
    second = rollback(server, inventory, mode, inventory.dates)

    assert_same({**first, "updated_at": None}, {**second, "updated_at": None}, f"after a second rollback of {mode}")


def assert_same(expected: dict[str, Any], found: dict[str, Any], where: str) -> None:
    """Two answers about the visualization have the same fields."""
    for name in {**expected, **found}:
        values = expected.get(name), found.get(name)
        assert values[0] == values[1], f"{where}: {name} must be {shown(values[0])}, is {shown(values[1])}"


def test_order_and_repetition_of_dates_do_not_matter(server: Server, inventory: Inventory) -> None:
    ordered = rollback(server, inventory, "dynamic", inventory.dates)
    repeated = rollback(server, inventory, "dynamic", [*reversed(inventory.dates), *inventory.dates])

    assert_same(ordered["metadata"], repeated["metadata"], "with the dates backwards and twice")


@by_mode
def test_rollback_answers_the_requested_visualization(server: Server, inventories: list[Inventory], mode: str) -> None:
    for inventory in server.sample(inventories, 3, mode):
        answer = rollback(server, inventory, mode, inventory.dates)

        label = f"the answer of a rollback of {inventory.path}"
        assert_same(read_visualization(server, inventory), answer, f"{label}, compared with the list")
        before = {
            name: value for name, value in inventory.visualization.items() if name not in {"metadata", "updated_at"}
        }
        assert_same(before, {name: answer.get(name) for name in before}, f"{label}, compared with before")


def test_legend_change_affects_only_its_visualization(server: Server, inventory: Inventory) -> None:
    def others(*, known: bool = False) -> list[Any]:
        tags = None if server.is_sandbox else frozenset({"visualizations"})
        listed = server.snapshot(tags=tags, known=known)["listVisualizations"]
        return [item for item in listed if item["id"] != inventory.visualization["id"]]

    before = copy.deepcopy(others(known=True))

    update(server, inventory, "dynamic", {date: classes_between(0, 0.5) for date in inventory.dates})
    rollback(server, inventory, "dynamic", inventory.dates)

    require(before, "the server has no other visualization")
    server.assert_unchanged(before, others(), f"a change of {inventory.path} must change no other visualization")


def test_change_advances_updated_at_and_keeps_created_at(server: Server, inventory: Inventory) -> None:
    times = [read_visualization(server, inventory)["updated_at"]]
    update(server, inventory, "dynamic", {inventory.dates[0]: classes_between(0, 1)})
    times.append(read_visualization(server, inventory)["updated_at"])
    rollback(server, inventory, "dynamic", inventory.dates[:1])
    last = read_visualization(server, inventory)
    times.append(last["updated_at"])

    assert times == sorted(set(times)), f"updated_at must be later after each of two changes, was {times}"
    created_at = inventory.visualization["created_at"]
    assert last["created_at"] == created_at, f"created_at must stay {created_at}, is {last['created_at']}"


def test_computed_legend_divides_the_whole_area(server: Server, inventory: Inventory) -> None:
    legend = rollback(server, inventory, "dynamic", inventory.dates)["metadata"]["legend"]
    aoi = server.known(call_of("getAoi", path={"aoi_id": inventory.aoi_id}))

    for date in inventory.dates:
        items = legend[date]["dynamic"]
        total = sum(item["area"] for item in items)
        percentages = [item["area_percentage"] for item in items]
        shares = [100 * item["area"] / total for item in items]
        assert sum(percentages) == pytest.approx(100, abs=0.5), f"{date}: {percentages} must be 100 together"
        assert percentages == pytest.approx(shares, abs=0.5), (
            f"{date}: area_percentage must be the shares of the areas, {shares}, are {percentages}"
        )
        # The percentages are shares of the AOI.
        assert total == pytest.approx(aoi["area_in_sq_m"], rel=0.02), (
            f"{date}: the areas must be that of the AOI together, {aoi['area_in_sq_m']}, are {total}"
        )
        bounds = [bound for item in items for bound in (item["min"], item["max"])]
        assert bounds == sorted(bounds), f"{date}: the bounds of the classes must ascend, are {bounds}"


@by_mode
def test_class_covers_the_area_of_its_values(server: Server, inventory: Inventory, mode: str) -> None:
    date = inventory.dates[0]
    items = computed_legends(server, inventory, "dynamic")[date]
    total_area = server.known(call_of("getAoi", path={"aoi_id": inventory.aoi_id}))["area_in_sq_m"]
    (low, high), middle = outer_bounds(items), items[len(items) // 2]["min"]

    def areas(*bounds: float) -> list[float]:
        classes = update(server, inventory, mode, {date: classes_between(*bounds)})["legend"][date][mode]
        for item in classes:
            share = 100 * item["area"] / total_area
            assert item["area_percentage"] == pytest.approx(share, abs=0.5), (
                f"area_percentage must be the share of {total_area}, {share}, the class is {item}"
            )
        return [item["area"] for item in classes]

    below = sum(item["area"] for item in items[: len(items) // 2])
    beyond = max(high, *inventory.visualization["rescale"]) + 1
    cases: list[tuple[tuple[float, ...], list[float]]] = [
        ((low, high), [total_area]),
        ((low, middle, high), [below, total_area - below]),
        ((low, middle), [below]),
        # The bounds that were computed.
        ((*[item["min"] for item in items], high), [item["area"] for item in items]),
        ((low, high, beyond, beyond + 1), [total_area, 0, 0]),
    ]
    for bounds, expected in server.sample(cases, 3, f"{inventory.kind} {mode}"):
        found = areas(*bounds)
        # The highest value belongs to the class that is highest.
        assert found == pytest.approx(expected, abs=total_area / 50), (
            f"the areas of {mode} classes with the bounds {bounds} must be {expected}, are {found}"
        )


def png(server: Server, inventory: Inventory, date: str, mode: str = "dynamic") -> bytes:
    body = {"index_id": inventory.index_id, "date": date, "visualization_mode": mode}
    content: bytes = server.value(call_of("generateVisualizationPng", path=inventory.path, body=body))
    return content


def test_png_follows_date_and_legend(server: Server, inventory: Inventory) -> None:
    before = [png(server, inventory, date) for date in inventory.dates[:2]]
    update(server, inventory, "dynamic", {inventory.dates[0]: classes_between(0, 0.5, 1)})
    after = [png(server, inventory, date) for date in inventory.dates[:2]]

    dates = inventory.dates[:2]
    assert all(content.startswith(PNG_SIGNATURE) for content in before), f"the images of {dates} must be PNG, are not"
    assert before[0] != before[1], f"the images of {dates[0]} and {dates[1]} must be different, are the same"
    assert before[0] != after[0], f"the image of {dates[0]} must follow its new legend, is the same as before"
    assert before[1] == after[1], f"the image of {dates[1]} must stay, a legend of {dates[0]} has changed it"


def test_legend_is_drawn_into_the_png(server: Server, inventory: Inventory) -> None:
    date = inventory.dates[0]
    update(server, inventory, "dynamic", {date: classes_between(0, 0.5, 1)})
    plain = png(server, inventory, date)
    # A class without values changes the legend of the PNG only.
    highest = max(inventory.visualization["rescale"])
    update(
        server, inventory, "dynamic", {date: [*classes_between(0, 0.5, 1), *classes_between(highest + 1, highest + 2)]}
    )

    assert png(server, inventory, date) != plain, "a class without values must be in the legend of the image, is not"


def test_sld_has_each_mode_and_date_with_the_colors_of_the_legend(server: Server, inventory: Inventory) -> None:
    calls = {
        tuple(modes): call_of(
            "generateVisualizationSld",
            path=inventory.path,
            body={"dates": inventory.dates, "visualization_modes": modes},
        )
        for modes in (["dynamic"], list(MODES))
    }

    def set_legends(*bounds: float) -> None:
        for mode in MODES:
            update(server, inventory, mode, {date: classes_between(*bounds) for date in inventory.dates})

    # A custom index has no theoretical legend before this.
    set_legends(0, 0.5, 1)
    # A server that keeps styles answers these again after the next update.
    for call in calls.values():
        server.value(call)
    set_legends(0, 0.125, 0.75)
    for modes, call in calls.items():
        styles = server.value(call)["sld"]

        found = {mode: sorted(dates) for mode, dates in styles.items()}
        expected = dict.fromkeys(modes, inventory.dates)
        assert found == expected, f"the styles must be of {expected}, are of {found}"
        for mode, dates in styles.items():
            for date, document in dates.items():
                assert_style_has_classes(document, f"the style of {mode} on {date}")


# The classes between 0, 0.125 and 0.75, by color.
STYLED = {"#000001": (0, 0.125), "#000002": (0.125, 0.75)}


def assert_style_has_classes(document: str, where: str) -> None:
    """Each color is used from the lower to the upper bound of its class."""
    root = ElementTree.fromstring(document)  # noqa: S314
    assert root.tag.endswith("StyledLayerDescriptor"), f"{where} must be a StyledLayerDescriptor, is {root.tag}"
    quantities = [
        (item.get("color"), float(item.get("quantity", ""))) for item in root.iter() if "quantity" in item.attrib
    ]
    found = {quantity for _, quantity in quantities}
    assert found >= {0, 0.125}, f"{where} must have the quantities 0 and 0.125, has {sorted(found)}"
    for color, (low, high) in STYLED.items():
        assert color in document, f"{where} must have the color {color}, has not"
        used = [quantity for class_color, quantity in quantities if class_color == color]
        assert all(low <= quantity <= high for quantity in used), (
            f"{where} must have {color} from {low} to {high}, has it at {used}"
        )


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
    assert sorted(all_styles) == sorted(keys), f"the styles must be of {sorted(keys)}, are of {sorted(all_styles)}"
    for key, document in all_styles.items():
        drawn = {color for color in colors.values() if color in document.lower()}
        assert drawn == {colors[key]}, f"the style of {key} must have the color {colors[key]}, has {sorted(drawn)}"
    for key in server.sample(keys, 2, str(inventory.kind)):
        alone = styles([key[0]], [key[1]])
        assert alone == {key: all_styles[key]}, (
            f"requested alone, the style of {key} must be {shown(all_styles[key])}, is {shown(alone)}"
        )


@by_mode
def test_any_class_label_is_in_the_sld(server: Server, inventory: Inventory, mode: str) -> None:
    date = inventory.dates[0]
    label = f"Class {SCRIPTS} ]]>"
    classes = [{**item, "label": label} for item in classes_between(0, 0.5)]
    update(server, inventory, mode, {date: classes})

    body = {"dates": [date], "visualization_modes": [mode]}
    document = server.value(call_of("generateVisualizationSld", path=inventory.path, body=body))["sld"][mode][date]

    root = ElementTree.fromstring(document)  # noqa: S314
    texts = {text for item in root.iter() for text in (item.text or "", *item.attrib.values())}
    assert label in texts, f"the style must have the label {label!r}, has {shown(sorted(texts))}"
    content = png(server, inventory, date, mode)
    assert content.startswith(PNG_SIGNATURE), f"the image with the label {label!r} must be a PNG, is {content[:20]!r}"


def test_png_is_drawn_in_the_requested_mode(server: Server, inventory: Inventory) -> None:
    date = inventory.dates[0]
    for mode, color in zip(MODES, ("#00ff00", "#ff00ff"), strict=True):
        update(server, inventory, mode, {date: [{**item, "color": color} for item in classes_between(-1, 0, 1)]})
    before = {mode: png(server, inventory, date, mode) for mode in MODES}
    update(server, inventory, MODES[0], {date: classes_between(-1, 0, 1)})
    after = {mode: png(server, inventory, date, mode) for mode in MODES}

    images = {*before.values(), after[MODES[0]]}
    expected = len(MODES) + 1
    assert len(images) == expected, f"{expected} images with different legends must be different, {len(images)} are"
    assert before[MODES[1]] == after[MODES[1]], f"the image in mode {MODES[1]} must stay, {MODES[0]} has changed it"


def test_png_and_sld_change_nothing(server: Server, inventory: Inventory) -> None:
    def read() -> Any:
        return server.snapshot() if server.is_sandbox else read_visualization(server, inventory)

    before = read()

    png(server, inventory, inventory.dates[0])
    body = {"dates": inventory.dates, "visualization_modes": ["dynamic"]}
    server.value(call_of("generateVisualizationSld", path=inventory.path, body=body))

    server.assert_unchanged(before, read(), "an image and a style must change nothing")
