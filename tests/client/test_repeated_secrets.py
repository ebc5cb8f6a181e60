"""A server that repeats the key, or sends signatures: no error, log, record or repr shows them in any spelling."""

from __future__ import annotations

import base64
import json
import logging
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from pixxel_client import NO_RETRIES, errors, models
from pixxel_client._redaction import SHORTEST_KEY, masked, without_key
from tests.client.concurrent_calls import Calls
from tests.client.exposure import leaks, traceback_of
from tests.client.faulty_server import FaultyServer, closing_after, status
from tests.client.support import CONTRACT, pixxel
from tests.oracle import JSON

GET = CONTRACT.operations["getAoi"]
# With characters that URLs, JSON and base64 write in other ways.
KEY = 'px+live/4711"=?~>>long-enough'
SPELLINGS: dict[str, str] = {
    "as it is": KEY,
    "percent-encoded": quote(KEY, safe=""),
    "percent-encoded in a path": quote(KEY),
    "percent-encoded in small letters": quote(KEY, safe="")
    .replace("%2B", "%2b")
    .replace("%2F", "%2f")
    .replace("%3F", "%3f"),
    "base64": base64.b64encode(KEY.encode()).decode(),
    "base64 for URLs": base64.urlsafe_b64encode(KEY.encode()).decode(),
    "base64 of user and key": base64.b64encode(f"user:{KEY}".encode()).decode(),
    "base64 of a header": base64.b64encode(f"Bearer {KEY}!".encode()).decode(),
}
# What is left if only some characters of it are redacted.
PARTS = {name: spelling[8:20] for name, spelling in SPELLINGS.items()}


def error_body(text: str) -> bytes:
    return json.dumps({"error": {"code": text, "message": f"no {text}.", "details": [{"sent": text}]}}).encode()


# What the server answers, by the place of the key in it.
PLACES: dict[str, Callable[[str], bytes]] = {
    "an error": lambda text: status(400, f"Content-Type: {JSON}", body=error_body(text)),
    "text": lambda text: status(502, "Content-Type: text/plain", body=f"upstream refused {text}".encode()),
    "a header": lambda text: status(403, f"X-Request-Id: {text}", f"X-Sent: {text}"),
    "a redirect": lambda text: status(302, f"Location: https://other.test/{text}"),
    "a media type": lambda text: status(200, f"Content-Type: {text}", body=b"no"),
    "a success that cannot be read": lambda text: status(
        200, f"Content-Type: {JSON}", body=f"[{json.dumps(text)}]".encode()
    ),
    "no HTTP": lambda text: f"HTTP/1.1 abc {text}\r\n\r\n".encode(),
}


@pytest.fixture(scope="module")
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as hostile:
        yield hostile.open()


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("place", PLACES)
def test_repeated_key_is_in_no_error_and_no_log(
    place: str, spelling: str, server: FaultyServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    way = ("sync", "asyncio")[[*SPELLINGS].index(spelling) % 2]
    calls = Calls().add_all([GET])
    (name,) = calls.named
    server.plan(name, closing_after(PLACES[place](SPELLINGS[spelling])))

    error = calls.make(way, server.url, api_key=KEY, retries=NO_RETRIES)[name]

    assert isinstance(error, errors.PixxelError)
    shown = f"{error} {error!r} {pickle.dumps(error)!r} {traceback_of(error)}"
    assert leaks(shown, [SPELLINGS[spelling], PARTS[spelling]]) == []
    assert leaks(caplog.text, [SPELLINGS[spelling], PARTS[spelling]]) == []


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_repeated_key_is_in_no_departure_record_or_contract_broken(spelling: str, tmp_path: Path) -> None:
    text = SPELLINGS[spelling]
    answer = httpx.Response(200, json={"aoi_id": 1, "name": text, "status": text, text: text})
    reported: list[str] = []
    record = tmp_path / "record.jsonl"
    options = {"api_key": KEY, "on_departure": lambda departure: reported.append(str(departure))}

    assert pixxel(lambda _: answer, contract=f"record:{record}", **options).aois.get("1").name == text
    with pytest.raises(errors.ContractBroken) as raised:
        pixxel(lambda _: answer, contract="raise", **options).aois.get("1")

    assert len(reported) == 3
    shown = f"{reported} {record.read_text()} {raised.value} {pickle.dumps(raised.value)!r}"
    assert leaks(shown, [text, json.dumps(text)[1:-1], PARTS[spelling]]) == []


def test_short_text_is_taken_for_no_key() -> None:
    assert without_key("not a key", "a" * (SHORTEST_KEY - 1)) == without_key("not a key", "no") == "not a key"


SIGNATURE = "5igned-4711"
URLS = [
    f"https://files.test/a.tif?X-Amz-Signature={SIGNATURE}",
    f"https://files.test/a.tif?sv=2&sig={SIGNATURE}",
    f"https://files.test/a.tif;sig={SIGNATURE}",
    f"https://user:{SIGNATURE}@files.test/a.tif",
    f"//user:{SIGNATURE}@files.test/a.tif",
    f"/a.tif?token={SIGNATURE}#x",
    f"https://files.test/a.tif?X-Amz-Security-Token={SIGNATURE}",
    quote(f"https://files.test/a.tif?X-Amz-Signature={SIGNATURE}", safe=""),
    quote(f"https://files.test/a b.tif?X-Amz-Signature={SIGNATURE}", safe="").lower(),
]
TEXTS = [
    f"X-Amz-Signature={SIGNATURE}",
    f"x-amz-security-token={SIGNATURE}",
    f"X-Amz-Credential={SIGNATURE}&x=1",
    f"bad signature = {SIGNATURE}",
    f"sig='{SIGNATURE} with a space'",
    f'password="{SIGNATURE} and more"',
    f'{{"access_token": "{SIGNATURE}"}}',
    f"{{'password': '{SIGNATURE}'}}",
    f"api_key={SIGNATURE}, refused",
]


@pytest.mark.parametrize("text", [*URLS, *TEXTS])
def test_signature_is_in_no_reason(text: str) -> None:
    for body in (json.dumps({"message": f"see {text} please"}), f"see {text} please"):
        with pytest.raises(errors.StatusError) as raised:
            pixxel(lambda _: httpx.Response(400, content=body)).aois.get("1")  # noqa: B023  called at once

        assert SIGNATURE not in f"{raised.value} {raised.value.reason}"
        assert "see " in str(raised.value)


@pytest.mark.parametrize(
    "location", [*URLS, f"https://files.test/a b?x='{SIGNATURE}' {SIGNATURE}", f'https://files.test/"?"{SIGNATURE}"']
)
def test_signature_is_in_no_redirect(location: str) -> None:
    with pytest.raises(errors.UnexpectedStatus, match="it redirects to ") as raised:
        pixxel(lambda _: httpx.Response(302, headers={"location": location})).aois.get("1")

    assert SIGNATURE not in str(raised.value)


@pytest.mark.parametrize("text", [*URLS, *TEXTS])
def test_signature_is_in_no_repr_of_a_model_and_stays_in_the_model(text: str) -> None:
    asset = models.Asset(id="1", additional_properties={"href": text, "more": [{"url": text}]})

    assert SIGNATURE not in repr(asset)
    assert json.dumps(SIGNATURE)[1:-1] in asset.to_json().decode()


@pytest.mark.parametrize("text", [*URLS, *TEXTS])
def test_signature_is_in_no_record(text: str, tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    body = {"aoi_id": "1", "name": text, "status": "success", "upload_token": SIGNATURE, "tokens_used": 7}

    pixxel(lambda _: httpx.Response(200, json=body), contract=f"record:{record}").aois.get("1")

    assert SIGNATURE not in record.read_text()
    assert json.loads(record.read_text())["answer"]["body"]["tokens_used"] == 7


@pytest.mark.parametrize(
    "text",
    [
        "no such AOI",
        "token expired",
        "password: is required",
        "tokens=5",
        "see https://docs.test/a/b.html for more",
        "design=7",
        "what? no; not so",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert masked(text) == text
