"""Fields of one object that must agree with each other, such as a sum and its parts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, date
from typing import Any

from tests.contract.model.formats import is_position, parse_moment

# The mean radius in metres.
EARTH_RADIUS = 6_371_008.8
# In degrees, because some coordinates have few digits.
FEW_METRES = 1e-5


def inconsistencies(value: Any, at: str = "") -> Iterator[str]:
    """Fields whose value contradicts other fields of the same object."""
    if isinstance(value, list):
        for position, item in enumerate(value):
            yield from inconsistencies(item, f"{at}/{position}")
    elif isinstance(value, dict):
        yield from (f"{at}: {problem}" for check in RULES for problem in check(value))
        for name, part in value.items():
            yield from inconsistencies(part, f"{at}/{name}")


def _end_before_start(value: Mapping[str, Any]) -> Iterator[str]:
    """An end before its start."""
    for low, high in (("start", "end"), ("start_date", "end_date")):
        first, last = _day(value.get(low)), _day(value.get(high))
        if first and last and first > last:
            yield f"{low} {value[low]} lies after {high} {value[high]}"


def _wrong_counts_and_sums(value: Mapping[str, Any]) -> Iterator[str]:
    """A count or a sum that is not that of the list beside it."""
    for number, part in (("number_of_bands", "bandset"), ("no_of_occurrences", "occurrences")):
        listed = value.get(part)
        entries = listed.get("bands") if isinstance(listed, dict) else listed
        if number in value and isinstance(entries, list) and entries and value[number] != len(entries):
            yield f"{number} is {value[number]}, and there are {len(entries)}"
    for total, parts, amount, least in (
        ("total_amount", "order_items", "final_amount", 0),
        ("final_amount", "uplifts", "amount", value.get("base_amount")),
    ):
        several = value.get(parts)
        if total in value and least is not None and isinstance(several, list) and (several or least):
            # The price of a recurring item covers all its occurrences.
            amounts = [item[amount] for item in several if amount in item]
            if len(amounts) == len(several) and not math.isclose(value[total], least + sum(amounts)):
                yield f"{total} is {value[total]}, not the sum of {least} and the {amount} of {parts}, {amounts}"


def _wrong_bbox_or_centroid(value: Mapping[str, Any]) -> Iterator[str]:
    """A bbox or a centroid that is not that of the geometry beside it."""
    geometry = value.get("geometry")
    positions = [*_positions(geometry.get("coordinates"))] if isinstance(geometry, dict) else []
    if not positions:
        return
    easts, norths = [item[0] for item in positions], [item[1] for item in positions]
    around = [min(easts), min(norths), max(easts), max(norths)]
    box, middle = value.get("bbox"), value.get("centroid")
    # A bbox over the date line, or in three dimensions, has another form.
    if isinstance(box, list) and len(box) == 4 and box[0] <= box[2] and not _are_close(box, around):
        yield f"bbox is {box}, and the geometry lies in {around}"
    if isinstance(middle, list) and len(middle) == 2:
        west, south, east, north = around
        if not (west < middle[0] < east and south < middle[1] < north):
            yield f"centroid is {middle}, and the geometry lies in {around}"
        across, along = east - west, north - south
        aside = abs(middle[0] - (west + east) / 2) > max(across / 100, FEW_METRES)
        ahead = abs(middle[1] - (south + north) / 2) > max(along / 100, FEW_METRES)
        # Other shapes have more than one kind of centroid.
        if _is_box(positions, around) and (aside or ahead):
            yield f"centroid is {middle}, and the middle of the geometry is that of {around}"


def _is_box(positions: list[Any], around: list[float]) -> bool:
    west, south, east, north = around
    corners = {(west, south), (west, north), (east, south), (east, north)}
    return len(positions) == len(corners) + 1 and {(item[0], item[1]) for item in positions} == corners


def _wrong_area(value: Mapping[str, Any]) -> Iterator[str]:
    """An area that is not that of the geometry beside it, in the unit of its name."""
    geometry = value.get("geometry")
    covered = _area(geometry) if isinstance(geometry, dict) else 0
    for name, unit in (("area_in_sq_m", 1), ("area", 10**6)):
        stated = value.get(name)
        # The sphere and UTM both approximate the Earth, and small areas are rounded.
        if covered and isinstance(stated, int | float) and abs(stated - covered / unit) > max(0.02 * covered / unit, 1):
            yield f"{name} is {stated}, and the geometry covers {covered / unit:.3f}"


def _area(geometry: Mapping[str, Any]) -> float:
    """The area of a Polygon or MultiPolygon on a sphere as large as the Earth, in square metres."""
    match geometry.get("type"):
        case "Polygon":
            rings = [_ring_area(ring) for ring in geometry["coordinates"]]
            return rings[0] - sum(rings[1:])
        case "MultiPolygon":
            return sum(_area({"type": "Polygon", "coordinates": polygon}) for polygon in geometry["coordinates"])
        case _:
            return 0


def _ring_area(ring: list[list[float]]) -> float:
    turned = 0.0
    for (east, north, *_), (next_east, next_north, *_) in itertools.pairwise(ring):
        low, high = math.sin(math.radians(north)), math.sin(math.radians(next_north))
        turned += math.radians(next_east - east) * (2 + low + high)
    return abs(turned) / 2 * EARTH_RADIUS**2


def _wrong_recurrence(value: Mapping[str, Any]) -> Iterator[str]:
    """An archive item with a field of a tasking item, or the other way round."""
    kind, recurrence = value.get("type"), value.get("recurrence")
    if kind in {"ARCHIVE", "TASKING", "RECURRING"} and recurrence is not None:
        fitting = {"ARCHIVE": ("NOT_APPLICABLE",), "TASKING": ("ONCE",)}.get(
            kind, ("MONTHLY", "BIMONTHLY", "QUARTERLY")
        )
        if recurrence not in fitting:
            yield f"type is {kind}, and recurrence {recurrence}"
        if kind == "ARCHIVE" and value.get("delivery_speed", "NOT_APPLICABLE") != "NOT_APPLICABLE":
            yield f"type is {kind}, and delivery_speed {value['delivery_speed']}"
        if kind == "ARCHIVE" and not value.get("images", True):
            yield "type is ARCHIVE, and there are no images"
    if kind == "ARCHIVE" and "number_of_strips" in value:
        yield "type is ARCHIVE, and number_of_strips is there"


def _missing_sources(value: Mapping[str, Any]) -> Iterator[str]:
    """Bands that the expression does not use, a legend without an asset, a dependency on an unknown task."""
    bands, expression = value.get("bands"), value.get("expression")
    if isinstance(bands, list) and isinstance(expression, str):
        yield from (f"bands has {band!r}, and the expression does not" for band in bands if band not in expression)
    assets, metadata = value.get("assets"), value.get("metadata")
    if isinstance(assets, list) and isinstance(metadata, dict) and isinstance(metadata.get("legend"), dict):
        days = {str(asset.get("date", "")).replace("-", "_") for asset in assets}
        yield from (f"there is a legend of {day}, and no file" for day in metadata["legend"] if day not in days)
    tasks = value.get("tasks")
    if isinstance(tasks, list):
        is_completed = {task.get("name"): task.get("status") == "completed" for task in tasks}
        for task in tasks:
            for name in task.get("depends_on") or ():
                if name not in is_completed:
                    yield f"{task.get('name')} depends on {name}, which is none of the tasks"
                elif task.get("status") in {"running", "completed"} and not is_completed[name]:
                    yield f"{task.get('name')} is {task['status']}, and {name}, on which it depends, is not done"


def _wrong_days(value: Mapping[str, Any]) -> Iterator[str]:
    """Occurrences outside the dates of their item, tasks on other days than their occurrences."""
    first, last = _day(value.get("start_date")), _day(value.get("end_date"))
    times = [(_day(item.get("start")), _day(item.get("end"))) for item in value.get("occurrences") or ()]
    if times and first and times[0][0] and times[0][0] != first:
        yield f"start_date is {first}, and the first occurrence starts on {times[0][0]}"
    if times and last and times[-1][1] and times[-1][1] > last:
        yield f"end_date is {last}, and the last occurrence ends on {times[-1][1]}"
    for (_, end), (start, _) in itertools.pairwise(times):
        if start and end and start < end:
            yield f"an occurrence starts on {start}, before the one ahead of it ends on {end}"
    # The steps of a job are also called tasks. They have no dates.
    tasks = [(_day(task.get("start_date")), _day(task.get("end_date"))) for task in value.get("tasks") or ()]
    for index, name in enumerate(("start", "end")):
        task_days, ordered_days = (
            {item[index] for item in days} - {None} for days in (tasks, times or [(first, last)])
        )
        if task_days and ordered_days and task_days != ordered_days:
            yield f"the tasks {name} on {_join_days(task_days)}, where {_join_days(ordered_days)} was ordered"


def _join_days(days: set[date | None]) -> str:
    return ", ".join(sorted(map(str, days)))


def _wrong_tokens(value: Mapping[str, Any]) -> Iterator[str]:
    """tokens_used that contradicts the price, the payment status or the tasks."""
    spent, price, status = value.get("tokens_used"), value.get("final_amount"), value.get("payment_status")
    if spent is None:
        return
    if price is not None and status == "PAID" and spent != price:
        yield f"payment_status is PAID, tokens_used {spent} and final_amount {price}"
    if price is not None and spent > price:
        yield f"tokens_used is {spent}, and final_amount only {price}"
    paid = [task["tokens_used"] for task in value.get("tasks") or () if "tokens_used" in task]
    if paid and spent != sum(paid):
        yield f"tokens_used is {spent}, and that of the tasks {paid}"


def _wrong_area_shares(value: Mapping[str, Any]) -> Iterator[str]:
    """Classes of a legend whose areas and percentages do not belong to the same total."""
    for name, part in value.items():
        classes = [item for item in part if isinstance(item, dict)] if isinstance(part, list) else []
        stated_shares = [
            (item["area"], item["area_percentage"]) for item in classes if {"area", "area_percentage"} <= item.keys()
        ]
        largest, its_share = max(stated_shares, key=lambda item: item[1], default=(0, 0))
        # A percentage below 1 is rounded too much to compute the total from it.
        if its_share > 1:
            shares = [its_share * area / largest if largest else 0 for area, _ in stated_shares]
            if any(abs(share - stated) > 1 for share, (_, stated) in zip(shares, stated_shares, strict=True)):
                yield f"the areas of {name} and their percentages are not of one whole: {stated_shares}"


RULES = (
    *(
        _end_before_start,
        _wrong_counts_and_sums,
        _wrong_bbox_or_centroid,
        _wrong_area,
        _wrong_recurrence,
        _missing_sources,
    ),
    *(_wrong_days, _wrong_tokens, _wrong_area_shares),
)


def _day(value: Any) -> date | None:
    """The day of a date or, in UTC, of a time, in any form of the API."""
    if not isinstance(value, str):
        return None
    moment = parse_moment(value)
    try:
        if moment:
            return moment.astimezone(UTC).date()
        return date.fromisoformat("-".join(reversed(value.split("-"))) if value[2:3] == "-" else value[:10])
    except (OverflowError, ValueError):
        return None


def _positions(nested: Any) -> Iterator[Any]:
    if isinstance(nested, list) and nested and is_position(nested):
        yield nested
    elif isinstance(nested, list):
        for part in nested:
            yield from _positions(part)


def _are_close(bbox: list[float], other_bbox: list[float]) -> bool:
    # In degrees, because some bboxes have few digits.
    return all(math.isclose(number, expected, abs_tol=0.01) for number, expected in zip(bbox, other_bbox, strict=True))
