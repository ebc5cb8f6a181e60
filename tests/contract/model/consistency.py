"""Fields of one object that must agree with each other, such as a sum and its parts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.contract.model.answer_objects import Broken, JsonObject, Rule, object_lists
from tests.contract.model.formats import number_of, objects_of, parse_day, positions_of
from tests.contract.model.schema_departures import Path, joined, shown
from tests.contract.model.statuses import status_of

# The mean radius in metres.
EARTH_RADIUS = 6_371_008.8
# In degrees, because some coordinates have few digits.
FEW_METRES = 1e-5
# In degrees, because some bboxes have few digits.
BBOX_DIGITS = 0.01
# Lists whose entries are told apart by their names.
NAMED_PARTS = ("bands", "inputs", "outputs")


def _end_before_start(item: JsonObject) -> Iterator[Broken]:
    """An end before its start."""
    for low, high in (("start", "end"), ("start_date", "end_date")):
        first, last = parse_day(item.value.get(low)), parse_day(item.value.get(high))
        if first and last and first > last:
            message = f"must not be before {low}, {item.value[low]}, is {item.value[high]}"
            yield Broken((high,), f"{high} is not before {low}", message)


def _wrong_counts(item: JsonObject) -> Iterator[Broken]:
    """A count that is not that of the list beside it."""
    for name, part in (("number_of_bands", "bandset"), ("no_of_occurrences", "occurrences")):
        listed = item.value.get(part)
        entries = listed.get("bands") if isinstance(listed, dict) else listed
        count = number_of(item.value.get(name))
        if count is not None and isinstance(entries, list) and entries and count != len(entries):
            message = f"must be {len(entries)}, the length of {part}, is {shown(item.value[name])}"
            yield Broken((name,), f"{name} is the length of {part}", message)


def _wrong_sums(item: JsonObject) -> Iterator[Broken]:
    """A sum that is not that of the list beside it."""
    for total, parts, amount, base in (
        ("total_amount", "order_items", "final_amount", None),
        ("final_amount", "uplifts", "amount", "base_amount"),
    ):
        stated, several = number_of(item.value.get(total)), item.value.get(parts)
        least = number_of(item.value.get(base)) if base else 0
        if stated is None or least is None or not isinstance(several, list) or not (several or least):
            continue
        # The price of a recurring item covers all its occurrences.
        amounts = [number_of(part.get(amount)) for _, part in objects_of(item.value, parts)]
        known = [number for number in amounts if number is not None]
        if len(known) == len(several) and not math.isclose(stated, least + sum(known)):
            start = f"{base} and " if base else ""
            message = f"must be {least + sum(known):g}, the sum of {shown([*([least] if base else []), *known])}"
            rule = f"{total} is the sum of {start}the {amount} of {parts}"
            yield Broken((total,), rule, f"{message}, is {shown(item.value[total])}")


def _wrong_bbox(item: JsonObject) -> Iterator[Broken]:
    """A bbox that is none, or not that of the geometry beside it."""
    boxes = item.value["bbox"]
    if not isinstance(boxes, list):
        return
    # A collection has several, an item one.
    several = bool(boxes) and all(isinstance(part, list) for part in boxes)
    for position, box in enumerate(boxes if several else [boxes]):
        path: Path = ("bbox", position) if several else ("bbox",)
        # The archive prints numbers as text.
        numbers = [number_of(_number_in(part)) for part in box]
        if len(numbers) not in {4, 6}:
            message = f"must have 4 numbers, or 6 with altitudes, has {len(numbers)}"
            yield Broken(path, "a bbox has 4 or 6 numbers", message)
            continue
        known = [number for number in numbers if number is not None]
        if len(known) != len(numbers):
            yield Broken(path, "a bbox has numbers", f"must have numbers, is {shown(box)}")
            continue
        half = len(known) // 2
        west, south, east, north = known[0], known[1], known[half], known[half + 1]
        if not (abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90):
            message = f"must be west, south, east, north in degrees, is {shown(box)}"
            yield Broken(path, "a bbox is west, south, east, north in degrees", message)
            continue
        around = None if several else _bounds(item.value.get("geometry"))
        # A bbox across the date line has another form.
        if around and west <= east and not _are_close([west, south, east, north], around):
            message = f"must be {shown(around)}, where the geometry lies, is {shown(box)}"
            yield Broken(path, "bbox encloses the geometry", message)


def _number_in(part: Any) -> Any:
    try:
        return float(part) if isinstance(part, str) else part
    except ValueError:
        return None


def _bounds(geometry: Any) -> list[float] | None:
    """West, south, east and north of a geometry."""
    positions = [*positions_of(geometry.get("coordinates"))] if isinstance(geometry, dict) else []
    if not positions:
        return None
    easts, norths = [position[0] for position in positions], [position[1] for position in positions]
    return [min(easts), min(norths), max(easts), max(norths)]


def _are_close(bbox: list[float], other_bbox: list[float]) -> bool:
    return all(
        math.isclose(number, expected, abs_tol=BBOX_DIGITS) for number, expected in zip(bbox, other_bbox, strict=True)
    )


def _wrong_centroid(item: JsonObject) -> Iterator[Broken]:
    """A centroid that is not that of the geometry beside it."""
    geometry = item.value.get("geometry")
    around, middle = _bounds(geometry), next(positions_of(item.value["centroid"]), [])
    if around is None or len(middle) != 2:
        return
    west, south, east, north = around
    if not (west < middle[0] < east and south < middle[1] < north):
        message = f"must lie in {shown(around)}, with the geometry, is {shown(middle)}"
        yield Broken(("centroid",), "centroid lies in the geometry", message)
        return
    across, along = east - west, north - south
    aside = abs(middle[0] - (west + east) / 2) > max(across / 100, FEW_METRES)
    ahead = abs(middle[1] - (south + north) / 2) > max(along / 100, FEW_METRES)
    # Other shapes have more than one kind of centroid.
    if _is_box(geometry, around) and (aside or ahead):
        message = f"must be the middle of {shown(around)}, is {shown(middle)}"
        yield Broken(("centroid",), "centroid is the middle of a rectangle", message)


def _is_box(geometry: Any, around: list[float]) -> bool:
    positions = [*positions_of(geometry.get("coordinates"))]
    west, south, east, north = around
    corners = {(west, south), (west, north), (east, south), (east, north)}
    return len(positions) == len(corners) + 1 and {(item[0], item[1]) for item in positions} == corners


def _wrong_area(item: JsonObject) -> Iterator[Broken]:
    """An area that is not that of the geometry beside it, in the unit of its name."""
    covered = _area(item.value.get("geometry"))
    for name, unit in (("area_in_sq_m", 1), ("area", 10**6)):
        stated = number_of(item.value.get(name))
        # The sphere and UTM both approximate the Earth, and small areas are rounded.
        if covered and stated is not None and abs(stated - covered / unit) > max(0.02 * covered / unit, 1):
            message = f"must be {covered / unit:.3f}, which the geometry covers, is {shown(item.value[name])}"
            yield Broken((name,), f"{name} is the area of the geometry", message)


def _area(geometry: Any) -> float:
    """The area of a Polygon or MultiPolygon on a sphere as large as the Earth, in square metres; 0 of what is none."""
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if not isinstance(coordinates, list):
        return 0
    match geometry.get("type"):
        case "Polygon":
            rings = [_ring_area(ring) for ring in coordinates]
            return rings[0] - sum(rings[1:]) if rings and all(rings) else 0
        case "MultiPolygon":
            areas = [_area({"type": "Polygon", "coordinates": polygon}) for polygon in coordinates]
            return sum(areas) if all(areas) else 0
        case _:
            return 0


def _ring_area(ring: Any) -> float:
    if not isinstance(ring, list) or not all(
        isinstance(part, list) and len(part) > 1 and all(number_of(number) is not None for number in part)
        for part in ring
    ):
        return 0
    turned = 0.0
    for (east, north, *_), (next_east, next_north, *_) in itertools.pairwise(ring):
        low, high = math.sin(math.radians(north)), math.sin(math.radians(next_north))
        turned += math.radians(next_east - east) * (2 + low + high)
    return abs(turned) / 2 * EARTH_RADIUS**2


def _wrong_recurrence(item: JsonObject) -> Iterator[Broken]:
    """An archive item with a field of a tasking item, or the other way round."""
    value = item.value
    kind, recurrence = value.get("type"), value.get("recurrence")
    if kind not in ("ARCHIVE", "TASKING", "RECURRING"):
        return
    if isinstance(recurrence, str):
        fitting = {"ARCHIVE": ("NOT_APPLICABLE",), "TASKING": ("ONCE",)}.get(
            kind, ("MONTHLY", "BIMONTHLY", "QUARTERLY")
        )
        if recurrence not in fitting:
            message = f"must be {joined(fitting)} where type is {kind}, is {shown(recurrence)}"
            yield Broken(("recurrence",), "recurrence fits type", message)
        speed = value.get("delivery_speed", "NOT_APPLICABLE")
        if kind == "ARCHIVE" and speed != "NOT_APPLICABLE":
            message = f"must be NOT_APPLICABLE where type is ARCHIVE, is {shown(speed)}"
            yield Broken(("delivery_speed",), "delivery_speed fits type", message)
        if kind == "ARCHIVE" and not value.get("images", True):
            message = f"must have images where type is ARCHIVE, is {shown(value['images'])}"
            yield Broken(("images",), "an archive item has images", message)
    if kind == "ARCHIVE" and "number_of_strips" in value:
        message = f"must be absent where type is ARCHIVE, is {shown(value['number_of_strips'])}"
        yield Broken(("number_of_strips",), "number_of_strips is only for tasking", message)


def _unused_bands(item: JsonObject) -> Iterator[Broken]:
    """Bands that the expression does not use."""
    bands, expression = item.value.get("bands"), item.value.get("expression")
    if isinstance(bands, list) and isinstance(expression, str):
        for position, band in enumerate(bands):
            if isinstance(band, str) and band not in expression:
                message = f"must be in the expression, {shown(expression)}, is {shown(band)}"
                yield Broken(("bands", position), "bands are those of the expression", message)


def _legend_without_file(item: JsonObject) -> Iterator[Broken]:
    """A legend of a day without a file."""
    metadata = item.value["metadata"]
    legend = metadata.get("legend") if isinstance(metadata, dict) else None
    if not isinstance(item.value.get("assets"), list) or not isinstance(legend, dict):
        return
    days = {str(asset.get("date", "")).replace("-", "_") for _, asset in objects_of(item.value, "assets")}
    for day in legend:
        if day not in days:
            message = (
                f"must be the date of one of the assets, {joined(sorted(days), 'and') if days else 'none'}, is {day}"
            )
            yield Broken(("metadata", "legend", day), "a legend has a file", message)


def _wrong_dependencies(item: JsonObject) -> Iterator[Broken]:
    """A dependency on an unknown task, or on one that is not done."""
    tasks = objects_of(item.value, "tasks")
    statuses = {task["name"]: status_of(task) for _, task in tasks if isinstance(task.get("name"), str)}
    for position, task in tasks:
        names = task.get("depends_on")
        for index, name in enumerate(names if isinstance(names, list) else ()):
            if not isinstance(name, str):
                continue
            path = ("tasks", position, "depends_on", index)
            if name not in statuses:
                message = f"must be the name of a task, is {shown(name)}"
                yield Broken(path, "depends_on names tasks", message)
            elif status_of(task) in {"running", "completed"} and statuses[name] != "completed":
                message = f"{name} must be completed where the task is {task['status']}, is {statuses[name]}"
                yield Broken(path, "a task starts after those it depends on", message)


def _wrong_days(item: JsonObject) -> Iterator[Broken]:
    """Occurrences outside the dates of their item, tasks on other days than their occurrences."""
    first, last = parse_day(item.value.get("start_date")), parse_day(item.value.get("end_date"))
    occurrences = objects_of(item.value, "occurrences")
    times = [(parse_day(part.get("start")), parse_day(part.get("end"))) for _, part in occurrences]
    if times and first and times[0][0] and times[0][0] != first:
        message = f"must be start_date, {first}, is {times[0][0]}"
        yield Broken(("occurrences", occurrences[0][0], "start"), "the first occurrence starts on start_date", message)
    if times and last and times[-1][1] and times[-1][1] > last:
        message = f"must not be after end_date, {last}, is {times[-1][1]}"
        yield Broken(("occurrences", occurrences[-1][0], "end"), "no occurrence ends after end_date", message)
    for ((_, end), (start, _)), (position, _) in zip(itertools.pairwise(times), occurrences[1:], strict=False):
        if start and end and start < end:
            message = f"must not be before the end of the one before, {end}, is {start}"
            yield Broken(("occurrences", position, "start"), "occurrences do not overlap", message)
    # The steps of a job are also called tasks. They have no dates.
    tasks = [
        (parse_day(task.get("start_date")), parse_day(task.get("end_date")))
        for _, task in objects_of(item.value, "tasks")
    ]
    for index, name in enumerate(("start", "end")):
        task_days, ordered_days = (
            {item[index] for item in days} - {None} for days in (tasks, times or [(first, last)])
        )
        if task_days and ordered_days and task_days != ordered_days:
            message = f"must {name} on {_join_days(ordered_days)}, as ordered, {name} on {_join_days(task_days)}"
            yield Broken(("tasks",), f"tasks {name} when it was ordered", message)


def _join_days(days: set[date | None]) -> str:
    return ", ".join(sorted(map(str, days)))


def _wrong_area_shares(item: JsonObject) -> Iterator[Broken]:
    """Classes of a legend whose areas and percentages do not belong to the same total."""
    for name in object_lists(item.shape.pointer):
        pairs = [
            (number_of(entry.get("area")), number_of(entry.get("area_percentage")))
            for _, entry in objects_of(item.value, name)
        ]
        stated_shares = [(area, share) for area, share in pairs if area is not None and share is not None]
        largest, its_share = max(stated_shares, key=lambda pair: pair[1], default=(0, 0))
        # A percentage below 1 is rounded too much to compute the total from it.
        if its_share > 1:
            shares = [its_share * area / largest if largest else 0 for area, _ in stated_shares]
            if any(abs(share - stated) > 1 for share, (_, stated) in zip(shares, stated_shares, strict=True)):
                message = f"areas and percentages must be of one whole, are {shown(stated_shares)}"
                yield Broken((name,), "areas and percentages are of one whole", message)


def _repeated_names(item: JsonObject) -> Iterator[Broken]:
    """Parts of an object that cannot be told apart by their names."""
    for name in NAMED_PARTS:
        seen: set[str] = set()
        for position, part in objects_of(item.value, name):
            text = part.get("name")
            if isinstance(text, str) and text in seen:
                message = f"must be a name that no other of the {name} has, is {shown(text)}"
                yield Broken((name, position, "name"), f"{name} have different names", message)
            elif isinstance(text, str):
                seen.add(text)


CONSISTENCY_RULES = (
    Rule(("end", "end_date"), _end_before_start),
    Rule(("number_of_bands", "no_of_occurrences"), _wrong_counts),
    Rule(("total_amount", "final_amount"), _wrong_sums),
    Rule(("bbox",), _wrong_bbox),
    Rule(("centroid",), _wrong_centroid),
    Rule(("area", "area_in_sq_m"), _wrong_area),
    Rule(("recurrence", "number_of_strips", "delivery_speed"), _wrong_recurrence),
    Rule(("bands",), _unused_bands),
    Rule(NAMED_PARTS, _repeated_names),
    Rule(("metadata",), _legend_without_file),
    Rule(("tasks",), _wrong_dependencies),
    Rule(("occurrences", "tasks"), _wrong_days),
    Rule((), _wrong_area_shares),
)
