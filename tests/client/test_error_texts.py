"""The text of an error says what is wrong, where, and what to do: for any body, any redirect and any argument."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from pixxel_client import NO_RETRIES, Pixxel, Retries, errors
from tests.client.concurrent_calls import Calls
from tests.client.faulty_server import FaultyServer, Step, answering, reset_unanswered, status
from tests.client.support import CONTRACT, KEY, example_call, invoke, pixxel
from tests.oracle import JSON, Operation

GET = CONTRACT.operations["getAoi"]
PROBLEM = "application/problem+json"
SIGNED = "https://bucket.example/file.tif?X-Amz-Signature=5igned"


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as hostile:
        yield hostile.open()


def status_error(answer: httpx.Response, operation: Operation = GET) -> errors.StatusError:
    with pytest.raises(errors.StatusError) as raised:
        invoke("sync", operation, example_call(operation), lambda _: answer)
    return raised.value


def answered(code: int, body: bytes | str, media_type: str = JSON) -> httpx.Response:
    return httpx.Response(code, content=body, headers={"content-type": media_type})


# ── The reason of an error ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("media_type", "body", "reason"),
    [
        (JSON, '{"message": "no such AOI"}', "no such AOI"),
        (JSON, '{"detail": "no such AOI"}', "no such AOI"),
        (JSON, '{"error": "no such AOI"}', "no such AOI"),
        (JSON, '{"error": "Forbidden", "message": "no such AOI"}', "Forbidden: no such AOI"),
        (JSON, '{"error": "no", "message": "no"}', "no"),
        (JSON, '"no such AOI"', "no such AOI"),
        (PROBLEM, '{"type": "t:1", "title": "Out of credit", "detail": "30 left"}', "Out of credit: 30 left"),
        (PROBLEM, '{"title": "Out of credit", "status": 404}', "Out of credit"),
        (JSON, '{"detail": [{"loc": ["body", "name"], "msg": "is long"}, {"msg": "x"}]}', "body.name: is long; ?: x"),
        ("text/plain", "upstream\n is busy\n", "upstream is busy"),
        ("", "upstream is busy", "upstream is busy"),
        ("text/html", "<html><head><TITLE>Bad\nGateway</TITLE></head>…", "Bad Gateway"),
        ("text/html", "<html><body>Bad</body>", None),
        (JSON, '{"message": "no such', None),
        (JSON, '{"message": ""}', None),
        (JSON, '{"message": {"text": "no"}, "detail": [1]}', None),
        (JSON, "[]", None),
        ("application/octet-stream", "\x00\x01", None),
    ],
)
def test_reason_is_read_from_any_usual_body(media_type: str, body: str, reason: str | None) -> None:
    error = status_error(answered(404, body, media_type))

    assert error.reason == reason
    assert str(error) == f"GET {error.request_path}: 404 {reason or 'no reason given'}"


def test_bytes_that_are_no_text_are_no_reason() -> None:
    assert status_error(answered(500, b"\xff\xfe\x00", "text/plain")).reason is None


def test_code_and_details_are_read_without_an_envelope() -> None:
    error = status_error(answered(404, '{"code": "GONE", "message": "no", "details": {"id": "1"}}'))

    assert (error.code, error.reason, error.details) == ("GONE", "no", {"id": "1"})
    assert "404 GONE: no" in str(error)


def test_long_text_is_clipped_to_a_line() -> None:
    error = status_error(answered(502, "busy " * 1_000, "text/plain"))

    assert len(error.reason or "") == errors.SHORT_CLIP + 1
    assert len(str(error)) < 2 * errors.SHORT_CLIP


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"message": f"see {SIGNED}"}),
        json.dumps({"error": {"code": "X", "message": f"see <{SIGNED}>"}}),
        json.dumps(SIGNED),
        f"see {SIGNED}",
        f"<title>{SIGNED}</title>",
    ],
)
def test_reason_has_no_signature(body: str) -> None:
    error = status_error(answered(403, body))

    assert "https://bucket.example/file.tif?…" in str(error)
    assert "5igned" not in f"{error}{error.reason}"
    assert "5igned" in error.body


# ── Where it happened ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("way", ["sync", "asyncio"])
def test_every_error_shows_the_path_with_its_ids(way: str, server: FaultyServer) -> None:
    operation = CONTRACT.operations["getOrder"]
    path = operation.path.format_map(example_call(operation).path)
    steps: dict[type[errors.RequestFailed], Step] = {
        errors.NotFound: answering(status(404)),
        errors.DecodeError: answering(status(200, f"Content-Type: {JSON}")),
        errors.ConnectionFailed: reset_unanswered,
    }
    for kind, step in steps.items():
        calls = Calls().add_all([operation])
        (name,) = calls.named
        server.plan(name, step)

        error = calls.make(way, server.url, retries=NO_RETRIES)[name]

        assert type(error) is kind
        assert str(error).startswith(f"GET {path}: ")
        assert (error.path, error.request_path) == (operation.path, path)


def test_contract_broken_shows_the_path_with_its_ids() -> None:
    with pytest.raises(errors.ContractBroken, match=r"^GET /v0/aoi/an-id: ") as raised:
        pixxel(lambda _: answered(200, "{}"), contract="raise").aois.get("an-id")
    assert raised.value.path == "/v0/aoi/{aoi_id}"


def test_paging_error_shows_the_path_with_its_ids() -> None:
    body = {"visualizations": [], "pagination": {"offset": 0, "limit": 10, "total": 3}}
    client = pixxel(lambda _: answered(200, json.dumps(body)))

    with pytest.raises(errors.PagingError, match=r"^GET /v0/aois/an-id/visualizations: "):
        list(client.visualizations.list("an-id"))


def test_long_id_is_clipped() -> None:
    with pytest.raises(errors.NotFound) as raised:
        pixxel(lambda _: httpx.Response(404)).aois.get("x" * 10_000)

    assert len(str(raised.value)) < 2 * errors.SHORT_CLIP
    assert len(raised.value.request_path) > 10_000


# ── Redirects ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        (SIGNED, "https://bucket.example/file.tif?…"),
        ("/v1/aoi?signature=5igned", "/v1/aoi?…"),
        ("https://user:5igned@pixxel.test/v1", "https://…@pixxel.test/v1"),
        ("https://pixxel.test/#5igned", "https://pixxel.test/#…"),
        ("https://pixxel.test/v1", "https://pixxel.test/v1"),
    ],
)
def test_redirect_says_where_it_leads_without_a_signature(location: str, shown: str, server: FaultyServer) -> None:
    calls = Calls().add_all([GET])
    (name,) = calls.named
    server.plan(name, answering(status(307, f"Location: {location}")))

    error = calls.make("sync", server.url, retries=NO_RETRIES)[name]

    assert f"it redirects to {shown}, which is not followed; check the base URL" in str(error)
    assert "5igned" not in str(error)


# ── What is wrong with the JSON of a success ─────────────────────────────────────────────────────────────────────────


def decode_error(body: bytes, media_type: str = JSON) -> errors.DecodeError:
    with pytest.raises(errors.DecodeError) as raised:
        invoke("sync", GET, example_call(GET), lambda _: answered(200, body, media_type))
    return raised.value


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b'{"aoi_id": "1", "na', "JSON that is cut off after byte 19"),
        (b'{"aoi_id": "\xff"}', "bytes that are not UTF-8, from byte 12"),
        (b" \n ", "a blank body"),
        (b"", "an empty body"),
        (b"[" * 100_000, "JSON that is nested too deeply"),
        ('{"name": "å", x}'.encode(), "text that is no JSON, from byte 15"),
        (b"1" * 5_000, "a number of too many digits"),
    ],
)
def test_error_says_why_an_answer_is_no_json(body: bytes, problem: str) -> None:
    for media_type in (JSON, ""):
        error = decode_error(body, media_type)

        assert error.got == problem
        assert f"expected JSON, got {problem}" in str(error)


def test_error_of_another_media_type_names_it() -> None:
    assert decode_error(b"<h1>Log in</h1>", "text/html; charset=utf-8").got == "text/html"


def test_json_is_said_to_be_cut_off_wherever_it_is() -> None:
    whole = json.dumps({"a": [1, -2.5, True, False, None, 'å "\\ \n'], "b": {"c": 1e300}, "d": []}).encode()
    for length in range(1, len(whole)):
        assert decode_error(whole[:length]).got == f"JSON that is cut off after byte {length}"


# ── Arguments ────────────────────────────────────────────────────────────────────────────────────────────────────────


def refusal(call: Callable[[Pixxel], Any]) -> errors.InvalidArgument:
    client = Pixxel(api_key=KEY, base_url="http://127.0.0.1:9", retries=Retries(attempts=1))
    with pytest.raises(errors.InvalidArgument) as raised:
        call(client)
    return raised.value


def submit(item: Any) -> errors.InvalidArgument:
    return refusal(lambda client: client.orders.submit(order_items=[item]))


def test_all_problems_of_the_order_item_that_was_meant_are_named() -> None:
    error = submit({"project_id": "p", "usecase": 5, "geometry": {}, "recurrence": "ONC", "bandset": {"id": "b"}})

    for problem in (
        "order_items[0].usecase: must be a string, not a number",
        "not 'ONC'",
        "order_items[0].start_date: is required: a string",
    ):
        assert problem in str(error)
    # The other kind of order item is not spoken of.
    assert "item_ids" not in str(error)
    assert error.argument == "order_items[0].usecase"


def test_order_item_from_the_archive_is_told_by_its_item_ids() -> None:
    error = submit({"project_id": "p", "usecase": "u", "item_ids": "an-id"})

    assert "order_items[0].item_ids: must be a list, not a string" in str(error)
    assert "recurrence" not in str(error)


def test_order_item_that_may_be_either_is_checked_as_both() -> None:
    error = submit({"project_id": "p"})

    assert "as ArchiveOrderItem: " in str(error)
    assert "as TaskingOrderItem: " in str(error)


def geometry(value: Any) -> str:
    return str(refusal(lambda client: client.archives.search(intersects=value)))


KINDS = "'Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'GeometryCollection'"


def test_geometry_of_an_unknown_type_is_refused_with_the_known_types_once() -> None:
    text = geometry({"type": "polygon", "coordinates": []})

    assert text.startswith("intersects.type: must be one of ")
    assert sorted(text.partition("one of ")[2].removesuffix(", not 'polygon'").split(", ")) == sorted(KINDS.split(", "))


def test_geometry_without_a_type_is_refused_with_the_known_types() -> None:
    text = geometry({"coordinates": []})

    assert text.startswith("intersects.type: is required: one of ")
    assert text.count("intersects") == 1


def test_geometry_that_is_no_object_is_refused_once() -> None:
    text = geometry("POINT (1 2)")

    assert text.startswith("intersects: must be one of ")
    assert text.endswith("or a mapping, not a string")
    assert text.count("intersects") == 1
