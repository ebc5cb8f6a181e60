"""How answers depart from the contract, and the bodies derived from a valid one."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests import json_pointer
from tests.contract.model.departures import departures, line_of
from tests.contract.model.examples import body_examples, example_variants
from tests.contract.model.invalid_payloads import invalid_bodies
from tests.contract.model.operations import CONTRACT, OPERATIONS
from tests.contract.model.payloads import boundary_bodies, ids_in
from tests.oracle import CONTRACT as CONTRACT_FILE
from tests.oracle import JSON, Departure, Operation
from tests.strategies import ANY_JSON, values

PATH = {"aoi_id": "a"}
AOI = {
    "aoi_id": "a",
    "name": "Fields",
    "status": "success",
    "created_at": "2024-05-06T00:00:00Z",
    "updated_at": "2024-05-06T00:00:00Z",
    "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
}
ORDER_ITEM: dict[str, Any] = {
    "id": "i",
    "type": "RECURRING",
    "recurrence": "MONTHLY",
    "start_date": "2024-05-01T00:00:00Z",
    "end_date": "2024-07-01T00:00:00Z",
    "no_of_occurrences": 2,
    "occurrences": [
        {"start": "2024-05-01T00:00:00Z", "end": "2024-06-01T00:00:00Z"},
        {"start": "2024-06-01T00:00:00Z", "end": "2024-07-01T00:00:00Z"},
    ],
    "base_amount": 10,
    "uplifts": [{"amount": 2}],
    "final_amount": 12,
    "tasks": [],
}
IMAGE: dict[str, Any] = {
    "id": "t",
    "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]},
    "bbox": [0, 0, 1, 1],
}
JOB: dict[str, Any] = {
    "id": "j",
    "status": "running",
    "tasks": [
        {"id": "1", "name": "one", "status": "completed", "depends_on": []},
        {"id": "2", "name": "two", "status": "running", "depends_on": ["one"]},
    ],
}
INDEX = {"id": "x", "name": "NDVI", "expression": "(B08 - B04)", "bands": ["B08", "B04"]}
VISUALIZATION: dict[str, Any] = {
    "id": "v",
    "aoi_id": "a",
    "index_id": "x",
    "status": "success",
    "assets": [{"id": "f", "date": "2024-05-06"}],
    "metadata": {
        "legend": {
            "2024_05_06": {"dynamic": [{"area": 30, "area_percentage": 30}, {"area": 70, "area_percentage": 70}]}
        }
    },
}
PAGE = {"limit": 10, "offset": 0, "total": 1}
# An answer for each operation, with the one object in it that the tests change.
WHOLE: dict[str, Callable[[Any], Any]] = {
    "getAoi": lambda aoi: aoi,
    "listOrderItems": lambda item: {"order_items": [item], "pagination": PAGE},
    "searchArchive": lambda item: {"type": "FeatureCollection", "features": [item]},
    "getJob": lambda job: job,
    "listIndices": lambda index: {"indices": [index], "pagination": PAGE},
    "listVisualizations": lambda item: {"visualization": [item], "pagination": PAGE},
}
GOOD = {
    "getAoi": AOI,
    "listOrderItems": ORDER_ITEM,
    "searchArchive": IMAGE,
    "getJob": JOB,
    "listIndices": INDEX,
    "listVisualizations": VISUALIZATION,
}


def departures_of(
    content: Any, operation_id: str = "getAoi", status: int = 200, headers: dict[str, str] | None = None
) -> list[Departure]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    operation = CONTRACT.operations[operation_id]
    return departures(operation, PATH, status, headers or {"Content-Type": JSON}, raw)


@pytest.mark.parametrize("operation_id", GOOD)
def test_good_answer_has_no_departure(operation_id: str) -> None:
    assert departures_of(WHOLE[operation_id](GOOD[operation_id]), operation_id) == []


# ── Departures from the schema ──────────────────────────────────────────────────────────────────────────────────────

TIMESTAMP = "/components/schemas/Timestamp"


def test_departures_name_field_rule_value_and_source() -> None:
    answer = {"projects": [{"id": "p", "name": "x"}, {"id": 7, "created_at": "yesterday"}]}

    missing, number, time = departures_of(answer, "listProjects")

    assert (missing.pointer, missing.rule) == ("/projects/1", "required: name")
    assert missing.message == "must have name, has created_at and id"
    assert number.pointer == "/projects/1/id"
    assert number.place == "/projects/*/id"
    assert (number.rule, number.message) == ('type is "string"', "must be a string, is 7")
    assert number.source == "/components/schemas/Project/properties/id/type"
    assert (time.rule, time.source) == ("pattern of Timestamp", f"{TIMESTAMP}/pattern")
    assert time.message.endswith('or "2024-05-27T06:50:20.056549Z", is "yesterday"')


def test_departure_at_all_items_has_one_place() -> None:
    answer = {"projects": [{"id": position, "name": "x"} for position in range(500)]}

    found = departures_of(answer, "listProjects")

    assert len({departure.pointer for departure in found}) == len(found) == 500
    assert len({(departure.place, departure.rule) for departure in found}) == 1


def test_place_leaves_out_the_keys_of_maps_and_keeps_unknown_fields() -> None:
    legend = {"2024_05_06": {"dynamic": [{"color": "red"}]}, "2024": {}}
    answer = VISUALIZATION | {"metadata": {"legend": legend}, "assets": None}

    places = {
        item.place: item.rule for item in departures_of(WHOLE["listVisualizations"](answer), "listVisualizations")
    }

    assert places == {
        "/visualization/*/metadata/legend/*/dynamic/*/color": "pattern of Color",
        "/visualization/*/metadata/legend/*": "key: pattern of LegendDate",
        "/visualization/*/assets": 'type is "array"',
    }
    assert departures_of(AOI | {"unknown": {"1": {"created_at": "2024-02-30"}}})[0].place == "/unknown/1/created_at"


@pytest.mark.parametrize(
    ("geometry", "pointer", "rule"),
    [
        ({"type": "Polygon", "coordinates": [[[0, 0], ["x", 1], [1, 1], [0, 0]]]}, "/coordinates/0/1/0", "number"),
        ({"type": "Point", "coordinates": [1]}, "/coordinates", "at least 2 items"),
        ({"type": "Circle", "coordinates": []}, "/type", "MultiPolygon"),
        ({"coordinates": [1, 2]}, "", "required: type"),
        (7, "", 'type is "object"'),
        (
            {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1]}]},
            "/geometries/0/coor",
            "",
        ),
    ],
)
def test_alternative_that_was_meant_is_validated(geometry: Any, pointer: str, rule: str) -> None:
    (found,) = departures_of(WHOLE["searchArchive"]({"id": "t", "geometry": geometry}), "searchArchive")

    assert found.pointer.startswith(f"/features/0/geometry{pointer}")
    assert rule in found.rule


@pytest.mark.parametrize(
    ("answer", "pointer"), [({"project": {"id": 7, "name": "x"}}, "/project/id"), ({"id": 7, "name": "x"}, "/id")]
)
def test_one_of_two_shapes_is_validated_alone(answer: Any, pointer: str) -> None:
    assert [departure.pointer for departure in departures_of(answer, "getProject")] == [pointer]


def test_long_values_are_cut_off_and_signatures_left_out() -> None:
    url = "https://storage.account/f?X-Signature=secret"
    (number,) = departures_of(AOI | {"name": [url, "y" * 500]})

    assert "secret" not in number.message
    assert "y" * 20 in number.message
    assert len(number.message) < 200


# ── Departures of the answer as a whole ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("status", "headers", "content", "pointer", "rule"),
    [
        (418, {"content-type": JSON}, b"{}", "", "status 200, 400, 401, 403, 404, 429 or 5XX"),
        (200, {"content-type": "text/html"}, b"<html>", "header Content-Type", "media type application/json"),
        (200, {}, b"{}", "header Content-Type", "media type application/json"),
        (200, {"content-type": JSON}, b"<html>", "", "the body is JSON"),
        (200, {"content-type": JSON}, b"", "", "the body is JSON"),
        (200, {"content-type": JSON}, b"[" * 300 + b"]" * 300, "", "the body is JSON for every reader"),
        (200, {"content-type": JSON}, b"[" * 100_000, "", "the body is JSON"),
        (200, {"content-type": JSON}, b'"\\ud800"', "", "the body is JSON for every reader"),
    ],
)
def test_wrong_answer_is_one_departure(
    status: int, headers: dict[str, str], content: bytes, pointer: str, rule: str
) -> None:
    (found,) = departures_of(content, status=status, headers={"x": "y"} | headers)

    assert (found.pointer, found.rule) == (pointer, rule)
    assert found.source.startswith("/paths/~1v0~1aoi~1{aoi_id}/get/responses")


def test_length_that_is_not_that_of_the_body_is_found() -> None:
    content = json.dumps(AOI).encode()
    (found,) = departures_of(content, headers={"content-type": JSON, "content-length": "1"})

    assert found.pointer == "header Content-Length"
    assert departures_of(content, headers={"content-type": JSON, "content-length": str(len(content))}) == []


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"a,b\r\n1\r\n", "rows of a table have the same columns"),
        (b"\xff", "a text is in the charset of its Content-Type"),
    ],
)
def test_damaged_table_is_found(content: bytes, rule: str) -> None:
    assert [item.rule for item in departures_of(content, "downloadReport", headers={"content-type": "text/csv"})] == [
        rule
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b'{"aoi_id": "a", "aoi_id": "a"', "names a field twice"), (b'{"progress": NaN', "NaN is no number")],
)
def test_json_is_read_strictly(content: bytes, sentence: str) -> None:
    found = departures_of(content + b', "name": "x", "status": "success", "aoi_id": "a"}')

    assert sentence in found[0].message


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
    png = {"content-type": "image/png"}

    assert departures_of(good, "generateVisualizationPng", headers=png) == []
    (found,) = departures_of(damaged[damage], "generateVisualizationPng", headers=png)
    assert found.rule == "a PNG is complete"


def test_page_with_too_many_items_is_found() -> None:
    page = {"aois": [AOI, AOI], "pagination": {"limit": 1, "offset": 0, "total": 1}}

    assert [item.pointer for item in departures_of(page, "listAois")] == ["/pagination/limit", "/pagination/total"]


def test_error_with_an_empty_message_is_found() -> None:
    (found,) = departures_of({"error": {"code": "NOT_FOUND", "message": " "}}, status=404)

    assert (found.pointer, found.rule) == ("/error/message", "message is not empty")


# ── Departures of the values ────────────────────────────────────────────────────────────────────────────────────────

ARCHIVE = {"type": "ARCHIVE", "recurrence": "NOT_APPLICABLE"}
OVERLAPPING = [
    {"start": "2024-05-01T00:00:00Z", "end": "2024-06-02T00:00:00Z"},
    {"start": "2024-06-01T00:00:00Z", "end": "2024-07-01T00:00:00Z"},
]
SHARES = {"dynamic": [{"area": 30, "area_percentage": 60}, {"area": 70, "area_percentage": 40}]}
POLYGON = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}


@pytest.mark.parametrize(
    ("operation_id", "wrong", "pointer", "sentence"),
    [
        ("getAoi", {"aoi_id": "b"}, "/aoi_id", 'must be "a", as asked for, is "b"'),
        ("getAoi", {"created_at": "2024-13-45T00:00:00Z"}, "/created_at", "must be in the calendar"),
        ("getAoi", {"updated_at": "2024-05-05T00:00:00Z"}, "/updated_at", "must not be before created_at"),
        ("getAoi", {"created_at": "0001-01-01T00:00:00Z"}, "/created_at", "which stands for none"),
        ("getAoi", {"progress": 101}, "/progress", "must be at most 100, is 101"),
        ("getAoi", {"signed_url": "file.zip"}, "/signed_url", "must be an address of the web"),
        ("getAoi", {"geometry": POLYGON}, "/geometry/coordinates/0", "must end where it starts"),
        ("getAoi", {"geometry": {"type": "Point", "coordinates": [181, 0]}}, "/geometry/type", "must be "),
        (
            "searchArchive",
            {"geometry": {"type": "Point", "coordinates": [181, 0]}, "bbox": [181, 0] * 2},
            "/bbox",
            "degrees",
        ),
        ("getAoi", {"legend": {"2024_02_30": {}}}, "/legend/2024_02_30", "must be in the calendar"),
        ("getAoi", {"days": [["2024-02-30"]]}, "/days/0/0", "must be in the calendar"),
        ("getAoi", {"area_in_sq_m": 7}, "/area_in_sq_m", "which the geometry covers, is 7"),
        ("getAoi", {"centroid": [2, 2]}, "/centroid", "must lie in [0.0, 0.0, 1.0, 1.0]"),
        ("searchArchive", {"bbox": [5]}, "/bbox", "must have 4 numbers, or 6 with altitudes, has 1"),
        ("searchArchive", {"bbox": [0, 0, 9, 1, 1]}, "/bbox", "has 5"),
        ("searchArchive", {"bbox": [0, 0, "x", 1]}, "/bbox", "must have numbers"),
        ("searchArchive", {"bbox": [0, 1, 1, 0]}, "/bbox", "must be west, south, east, north in degrees"),
        ("searchArchive", {"bbox": [0, 0, 1, 2]}, "/bbox", "must be [0.0, 0.0, 1.0, 1.0], where the geometry lies"),
        ("searchArchive", {"bbox": [0, 0, 7, 1, 2, 9]}, "/bbox", "where the geometry lies"),
        ("searchArchive", {"centroid": [0.2, 0.5]}, "/centroid", "must be the middle"),
        ("listOrderItems", {"end_date": "2024-04-01T00:00:00Z"}, "/end_date", "must not be before start_date"),
        (
            "listOrderItems",
            {"no_of_occurrences": 3},
            "/no_of_occurrences",
            "must be 2, the length of occurrences, is 3",
        ),
        ("getAoi", {"secrets": {"account_name": "x"}}, "/secrets", "must be absent, is there"),
        ("getAoi", {"bands": [{"name": "B1"}, {"name": "B1"}]}, "/bands/1/name", "no other of the bands has"),
        ("listOrderItems", {"final_amount": 13}, "/final_amount", "must be 12, the sum of [10.0, 2.0], is 13"),
        ("listOrderItems", {"recurrence": "ONCE"}, "/recurrence", "must be MONTHLY, BIMONTHLY or QUARTERLY"),
        ("listOrderItems", {"tokens_used": 13}, "/tokens_used", "must be at most 12, is 13"),
        ("listOrderItems", {"start_date": "2024-05-02T00:00:00Z"}, "/occurrences/0/start", "must be start_date"),
        (
            "getJob",
            {"tasks": [{"id": "1", "status": "running", "depends_on": ["x"]}]},
            "/tasks/0/depends_on/0",
            "name of",
        ),
        (
            "getJob",
            {"tasks": [{"id": "1", "status": "x", "progress": 101}]},
            "/tasks/0/progress",
            "must be from 0 to 100",
        ),
        (
            "getJob",
            {"tasks": [*JOB["tasks"][1:], JOB["tasks"][0] | {"status": "running"}]},
            "/0/depends_on/0",
            "completed",
        ),
        ("listOrderItems", ARCHIVE | {"delivery_speed": "STANDARD"}, "/delivery_speed", "must be NOT_APPLICABLE"),
        ("listOrderItems", ARCHIVE | {"images": []}, "/images", "must have images"),
        ("listOrderItems", ARCHIVE | {"number_of_strips": 1}, "/number_of_strips", "must be absent"),
        (
            "listOrderItems",
            {"occurrences": OVERLAPPING},
            "/occurrences/1/start",
            "must not be before the end of the one",
        ),
        ("listOrderItems", {"end_date": "2024-06-30T00:00:00Z"}, "/occurrences/1/end", "must not be after end_date"),
        ("listOrderItems", {"tasks": [{"id": "t", "start_date": "02-05-2024"}]}, "/tasks", "must start on 2024-05-01"),
        ("listVisualizations", {"metadata": {"legend": {"2024_05_06": SHARES}}}, "/dynamic", "of one whole"),
        ("listIndices", {"bands": ["B08", "B05"]}, "/bands/1", 'must be in the expression, "(B08 - B04)", is "B05"'),
        ("listVisualizations", {"assets": []}, "/metadata/legend/2024_05_06", "must be the date of one of the assets"),
    ],
)
def test_impossible_value_is_found(operation_id: str, wrong: dict[str, Any], pointer: str, sentence: str) -> None:
    found = departures_of(WHOLE[operation_id](GOOD[operation_id] | wrong), operation_id)

    assert found, "no departure"
    assert found[0].pointer.endswith(pointer)
    assert sentence in found[0].message
    assert CONTRACT.at(found[0].source)


@pytest.mark.parametrize("bbox", [[0, 0, 5, 1, 1, 9], ["0", "0", "1", "1"], [170, -10, -170, 10]])
def test_unusual_but_valid_bbox_is_fine(bbox: list[Any]) -> None:
    assert departures_of(WHOLE["searchArchive"](IMAGE | {"bbox": bbox}), "searchArchive") == []


def test_value_that_breaks_the_schema_breaks_no_second_rule() -> None:
    (found,) = departures_of(AOI | {"progress": 101})

    assert found.source == "/components/schemas/Progress/maximum"


# ── No answer can break the rules themselves ────────────────────────────────────────────────────────────────────────

NAMES = sorted(
    {name for schema in CONTRACT.document["components"]["schemas"].values() for name in schema.get("properties", {})}
)
WORDS = sorted(
    {word for schema in CONTRACT.document["components"]["schemas"].values() for word in schema.get("enum", ())}
)
TELLING = st.sampled_from(
    [
        *WORDS,
        "completed",
        "2024-05-06T00:00:00Z",
        "2024-05-06",
        "06-05-2024",
        "50%",
        "",
        10**400,
        -1,
        1.5,
        100,
        [],
        {},
        None,
        True,
    ]
)
# Any JSON with the names of the contract, so that each rule finds the fields that it speaks of.
ANY_ANSWER = st.recursive(
    TELLING | ANY_JSON,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=8),
    max_leaves=20,
)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_departures_of_any_json_can_be_named(operation: Operation, data: st.DataObject) -> None:
    pointer = operation.answers[str(operation.success)].get(JSON)
    answer = data.draw(ANY_ANSWER)
    if pointer and data.draw(st.booleans()):
        whole = data.draw(values(CONTRACT, pointer, extras=False))
        place = data.draw(st.sampled_from([*json_pointer.pointers(whole)]))
        answer = json_pointer.replaced(whole, place, answer)
    content = json.dumps(answer).encode()

    for found in departures(operation, {"aoi_id": "a", "id": "i"}, operation.success, {"content-type": JSON}, content):
        assert found.rule
        assert found.message
        assert line_of(found.source) > 0


@settings(max_examples=300, deadline=None)
@given(
    content=st.binary(max_size=40),
    media_type=st.sampled_from(["text/csv", "image/png", JSON, "a", "text/x; charset=rot13"]),
)
def test_departures_of_any_bytes_can_be_named(content: bytes, media_type: str) -> None:
    assert all(item.rule for item in departures_of(content, "downloadReport", headers={"content-type": media_type}))


@pytest.mark.parametrize(
    "pointer", ["/paths/~1v0~1aois/get", TIMESTAMP, f"{TIMESTAMP}/pattern", f"{TIMESTAMP}/examples/1"]
)
def test_line_of_a_source_is_its_line_in_the_contract(pointer: str) -> None:
    line = CONTRACT_FILE.read_text(encoding="utf-8").splitlines()[line_of(pointer) - 1]

    assert line.strip().startswith((pointer.rpartition("/")[2] + ":", "examples:"))


def test_line_of_a_part_that_does_not_exist_is_that_of_its_parent() -> None:
    assert line_of(f"{TIMESTAMP}/nothing/here") == line_of(TIMESTAMP) > 1
    assert line_of("") == 1


# ── Bodies ──────────────────────────────────────────────────────────────────────────────────────────────────────────

# The body with the most keywords: conditions, alternatives, lists and bounds.
ORDER = CONTRACT.operations["submitOrder"]


@pytest.mark.parametrize("name", body_examples(ORDER))
def test_invalid_bodies_are_invalid_and_boundary_bodies_are_valid(name: str) -> None:
    pointer = ORDER.body[JSON]
    good = body_examples(ORDER)[name]["value"]
    wrong, right = list(invalid_bodies(pointer, good)), list(boundary_bodies(pointer, good))

    assert len(wrong) > 100
    assert all(CONTRACT.problems(pointer, error.value) for error in wrong)
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
        "/order_items/0/recurrence unknown value",
        "/order_items too few items",
        "/order_items/0/item_ids beside what excludes it",
        # An optional field that the example does not have.
        "/order_items/0/cloud_delivery/config missing",
    ],
)
def test_invalid_bodies_break_every_keyword(error: str) -> None:
    tasking = next(item for item in example_variants(ORDER) if "tasking" in body_examples(item))

    good = body_examples(tasking)["tasking"]["value"]
    assert error in [invalid.label for invalid in invalid_bodies(ORDER.body[JSON], good)]


def test_accounts_in_secrets_are_no_ids_of_the_server() -> None:
    body = {"satellite_id": "a", "secrets": {"project_id": "b", "access_key_id": "c"}}

    assert [*ids_in(body)] == [("/satellite_id", "satellite_id", "a")]
