"""The rules for answers beyond their schema, and the bodies derived from a valid one."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from PIL import Image

from tests.contract.model.answer_rules import rule_violations
from tests.contract.model.examples import body_examples, example_variants
from tests.contract.model.invalid_payloads import invalid_bodies
from tests.contract.model.operations import CONTRACT
from tests.contract.model.payloads import boundary_bodies
from tests.oracle import JSON

AOI = "getAoi"
PATH = {"aoi_id": "a"}
GOOD = {
    "aoi_id": "a",
    "name": "Fields",
    "status": "success",
    "created_at": "2024-05-06T00:00:00Z",
    "updated_at": "2024-05-06T00:00:00Z",
    "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
}


def violations_of(content: Any, operation_id: str = AOI, status: int = 200) -> list[str]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    operation = CONTRACT.operations[operation_id]
    return list(rule_violations(CONTRACT, operation, PATH, status, {"content-type": JSON}, raw))


def test_good_answer_breaks_no_rule() -> None:
    assert violations_of(GOOD) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"aoi_id": "b"}, "where aoi_id='a' was asked for"),
        ({"created_at": "2024-13-45T00:00:00Z"}, "is not in the calendar"),
        ({"updated_at": "2024-05-05T00:00:00Z"}, "lies before created_at"),
        ({"progress": 101}, "is no percentage"),
        ({"signed_url": "file.zip"}, "is no address of the web"),
        ({"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}}, "not closed"),
        ({"geometry": {"type": "Point", "coordinates": [181, 0]}}, "off the globe"),
        ({"legend": {"2024_02_30": {}}}, "is not in the calendar"),
    ],
)
def test_impossible_value_is_found(wrong: dict[str, Any], sentence: str) -> None:
    (violation,) = violations_of(GOOD | wrong)

    assert sentence in violation


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b'{"aoi_id": "a", "aoi_id": "a"}', "names a field twice"), (b'{"progress": NaN}', "NaN is no number")],
)
def test_json_is_read_strictly(content: bytes, sentence: str) -> None:
    (violation,) = violations_of(content)

    assert sentence in violation


@pytest.mark.parametrize("damage", ["cut short", "longer", "changed"])
def test_damaged_png_is_found(damage: str) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    good = picture.getvalue()
    middle = len(good) // 2
    damaged = {
        "cut short": good[:-1],
        "longer": good + b"x",
        "changed": good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :],
    }
    operation = CONTRACT.operations["generateVisualizationPng"]
    headers = {"content-type": "image/png"}

    assert not [*rule_violations(CONTRACT, operation, {}, 200, headers, good)]
    assert [*rule_violations(CONTRACT, operation, {}, 200, headers, damaged[damage])] == ["the PNG is not complete"]


def test_page_with_too_many_items_is_found() -> None:
    page = {"aois": [GOOD, GOOD], "pagination": {"limit": 1, "offset": 0, "total": 1}}

    assert len(violations_of(page, "listAois")) == 2


def test_error_with_an_empty_message_is_found() -> None:
    assert violations_of({"error": {"code": "NOT_FOUND", "message": " "}}, status=404) == [
        "the error has an empty message"
    ]


# The body with the most keywords: conditions, alternatives, lists and bounds.
ORDER = CONTRACT.operations["submitOrder"]


@pytest.mark.parametrize("name", body_examples(ORDER))
def test_invalid_bodies_are_invalid_and_boundary_bodies_are_valid(name: str) -> None:
    pointer = ORDER.body[JSON]
    good = body_examples(ORDER)[name]["value"]
    wrong, right = list(invalid_bodies(pointer, good)), list(boundary_bodies(pointer, good))

    assert len(wrong) > 100
    assert all(CONTRACT.problems(pointer, body) for _, body in wrong)
    assert len(right) > 5
    assert not [change for change, body in right if CONTRACT.problems(pointer, body)]


@pytest.mark.parametrize(
    "error",
    [
        "/order_items/0/bandset missing",
        "/order_items/0/end_date missing",
        "/order_items/0/cloud_cover above the maximum",
        "/order_items/0/geometry/features/0/geometry/coordinates/0/0/0 null",
        "/order_items/0/name too long",
        "/order_items/0/recurrence 'unheard-of'",
        "/order_items too few items",
        "/order_items/0/item_ids beside what excludes it",
        # An optional field that the example does not have.
        "/order_items/0/cloud_delivery/config missing",
    ],
)
def test_invalid_bodies_break_every_keyword(error: str) -> None:
    tasking = next(item for item in example_variants(ORDER) if "tasking" in body_examples(item))

    assert error in [
        description for description, _ in invalid_bodies(ORDER.body[JSON], body_examples(tasking)["tasking"]["value"])
    ]
