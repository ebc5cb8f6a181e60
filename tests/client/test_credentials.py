"""Where the key comes from, where it is sent, and that nothing shows it."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest

from pixxel_client import NO_RETRIES, AsyncPixxel, Pixxel, errors, models
from pixxel_client._data.field_types import STRING
from pixxel_client._data.models import Property
from pixxel_client._http.credentials import KeyAuth, Secret
from pixxel_client._http.redaction import LOGGERS
from tests.client.exposure import everything_exposed_by
from tests.client.faulty_server import refusing_port
from tests.client.support import BASE_URL, CONTRACT, KEY, OPERATIONS, example_answer, example_call, invoke, schema_at
from tests.oracle import JSON

TESTS = Path(__file__).parent.parent
GET = CONTRACT.operations["getAoi"]


@pytest.mark.parametrize("client", [Pixxel, AsyncPixxel])
def test_missing_key_raises_error_that_names_the_variable(client: type[Pixxel]) -> None:
    with pytest.raises(errors.ConfigurationError, match="PIXXEL_API_KEY"):
        client(base_url=BASE_URL)


def test_key_comes_from_the_argument_or_else_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["authorization"])
        return example_answer(GET)

    monkeypatch.setenv("PIXXEL_API_KEY", "from-environment")
    invoke("sync", GET, example_call(GET), answer, api_key=None)
    invoke("sync", GET, example_call(GET), answer, api_key="from-argument")
    invoke("sync", GET, example_call(GET), answer, api_key="from-argument", auth_prefix="Bearer")

    assert keys == ["from-environment", "from-argument", "Bearer from-argument"]


@pytest.mark.parametrize("bad", ["", "a b", "a\nb", "a\r\nX-Evil: 1", "zöp", "a\x00", " zop", "zop\n"])
def test_malformed_key_is_refused(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(errors.ConfigurationError, match="api_key"):
        Pixxel(api_key=bad)

    if bad and "\x00" not in bad:
        monkeypatch.setenv("PIXXEL_API_KEY", bad)
        with pytest.raises(errors.ConfigurationError, match="PIXXEL_API_KEY"):
            Pixxel()


@pytest.mark.parametrize("bad", [f"{KEY}\n", KEY.encode(), [KEY]])
@pytest.mark.parametrize("client", [Pixxel, AsyncPixxel])
def test_error_does_not_show_the_malformed_key(client: type[Pixxel], bad: Any) -> None:
    with pytest.raises(errors.ConfigurationError) as raised:
        client(api_key=bad)

    assert KEY not in everything_exposed_by(raised.value)


@pytest.mark.parametrize("prefix", ["Bearer ", "Bea rer", "Bearer\n", "Bärer", ":", 5])
def test_auth_prefix_that_is_no_word_is_refused(prefix: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"auth_prefix must be a word such as \"Bearer\"$"):
        Pixxel(api_key=KEY, auth_prefix=prefix)


@pytest.mark.parametrize(
    "bad", ["pixxel.space", "ftp://pixxel.test", "https://", "https://a b", "https://u:p@h", "x://", "", 5]
)
def test_malformed_base_url_is_refused(bad: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match="PIXXEL_BASE_URL"):
        Pixxel(api_key=KEY, base_url=bad)


def test_base_url_comes_from_the_argument_the_environment_or_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    documented = CONTRACT.document["servers"][0]["url"]

    assert f"base_url='{documented}'" in repr(Pixxel(api_key=KEY))
    monkeypatch.setenv("PIXXEL_BASE_URL", "http://127.0.0.1:8080")
    assert "base_url='http://127.0.0.1:8080'" in repr(Pixxel(api_key=KEY))
    assert f"base_url='{BASE_URL}'" in repr(Pixxel(api_key=KEY, base_url=BASE_URL))


def test_redirect_is_an_error_and_is_not_followed() -> None:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(307, headers={"location": "https://elsewhere.test/"})

    following = httpx.Client(transport=httpx.MockTransport(answer), follow_redirects=True)
    with pytest.raises(errors.UnexpectedStatus):
        Pixxel(api_key=KEY, base_url=BASE_URL, http_client=following).aois.get("1")

    assert [request.url.host for request in requests] == ["pixxel.test"]


def test_key_is_not_sent_to_another_origin() -> None:
    auth = KeyAuth(Secret(KEY), "", httpx.URL(BASE_URL))

    for url in ("https://elsewhere.test/", "http://pixxel.test/", "https://pixxel.test:8443/"):
        request = next(auth.auth_flow(httpx.Request("GET", url)))
        assert "authorization" not in request.headers


class Socket:
    """A server on the loopback that answers with `status`, or for 0 with half of an answer, and keeps the keys."""

    def __init__(self) -> None:
        self.status = 200
        self.keys: list[str] = []
        self.headers: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                with connection:
                    request = b""
                    while b"\r\n\r\n" not in request:
                        request += connection.recv(65_536)
                    self.keys += re.findall(r"(?i)\r\nauthorization: (.*)\r", request.decode())
                    lines = [f"HTTP/1.1 {self.status or 200} X", "Connection: close", *self.headers]
                    lines += [f"Content-Length: {2 if self.status else 9}", "", "no"]
                    connection.sendall("\r\n".join(lines).encode())

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def server() -> Iterator[Socket]:
    server = Socket()
    yield server
    server.close()


@pytest.mark.parametrize("status", [0, 200, 302, 400, 401, 403, 404, 409, 429, 500, 520])
def test_key_is_in_no_error_repr_or_log(status: int, server: Socket, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.status = status
    client = Pixxel(api_key=KEY, base_url=server.url, retries=NO_RETRIES)

    async def attempt() -> None:
        async with AsyncPixxel(api_key=KEY, base_url=server.url, retries=NO_RETRIES) as other:
            await other.aois.get("1")

    with client, pytest.raises(errors.PixxelError) as raised:
        client.aois.get("1")
    with pytest.raises(errors.PixxelError) as raised_async:
        asyncio.run(attempt())

    assert server.keys == [KEY, KEY]
    for error in (raised.value, raised_async.value):
        assert KEY not in everything_exposed_by(error)
    assert KEY not in f"{client} {client!r} {vars(client)}"
    assert "send_request_headers.started" in caplog.text
    assert KEY not in caplog.text


def test_cause_of_a_failure_has_the_url_and_not_the_key() -> None:
    with (
        refusing_port() as url,
        Pixxel(api_key=KEY, base_url=url, retries=NO_RETRIES) as client,
        pytest.raises(errors.ConnectionFailed) as lost,
    ):
        client.aois.get("1")

    cause = lost.value.__cause__
    assert isinstance(cause, httpx.ConnectError)
    assert "refused" in str(cause)
    assert str(cause.request.url).startswith(url)
    assert KEY not in everything_exposed_by(cause)


SIGNED = "https://bucket.test/legend.png?X-Amz-Credential=signed-by&X-Amz-Signature=signature-that-must-not-show"


def test_signature_of_a_redirect_is_not_logged(server: Socket, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.status = 302
    server.headers = [f"Location: {SIGNED}", "Set-Cookie: session=cookie-that-must-not-show; Path=/"]

    async def attempt() -> None:
        async with AsyncPixxel(api_key=KEY, base_url=server.url) as other:
            await other.aois.get("1")

    with Pixxel(api_key=KEY, base_url=server.url) as client, pytest.raises(errors.UnexpectedStatus):
        client.aois.get("1")
    with pytest.raises(errors.UnexpectedStatus):
        asyncio.run(attempt())

    assert caplog.text.count("https://bucket.test/legend.png?…'") == 2
    assert "must-not-show" not in caplog.text
    assert "signed-by" not in caplog.text


def test_logs_of_lower_layers_are_redacted_during_a_call_only(caplog: pytest.LogCaptureFixture) -> None:
    """A transport may send other requests; HTTP/2 has a logger that prints the headers of requests."""
    caplog.set_level(logging.DEBUG)

    def log() -> None:
        logging.getLogger("httpx").info("HTTP Request: GET %s and %s", f"{BASE_URL}/v0/aois?limit=2", SIGNED)
        logging.getLogger("hpack.hpack").debug("Adding %s to the header table", (b"authorization", KEY.encode()))

    def answer(_: httpx.Request) -> httpx.Response:
        log()
        return example_answer(GET)

    invoke("sync", GET, example_call(GET), answer)
    during_the_call = caplog.text
    caplog.clear()
    log()

    assert f"{BASE_URL}/v0/aois?limit=2 and https://bucket.test/legend.png?…" in during_the_call
    assert "must-not-show" not in during_the_call
    assert SIGNED in caplog.text
    assert KEY in caplog.text


def test_every_logger_of_httpx_and_httpcore_is_redacted() -> None:
    """A new release may have new loggers."""
    named: set[str] = set()
    for package in (httpx, httpcore):
        for module in Path(str(package.__file__)).parent.rglob("*.py"):
            named.update(re.findall(r'getLogger\("(.*?)"\)', module.read_text(encoding="utf-8")))

    assert named
    assert named <= {logger.name for logger in LOGGERS}


def test_write_only_fields_are_in_no_error_repr_or_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    fields = 0
    for operation in OPERATIONS:
        described, model_name = schema_at(operation.body[JSON]) if operation.body else ({}, "")
        for key, part in described.get("properties", {}).items():
            if part.get("writeOnly"):
                call = example_call(operation)
                model = getattr(models, model_name).from_dict(call.body)
                with pytest.raises(errors.ServerError) as raised:
                    invoke("facade", operation, call, lambda _: httpx.Response(500))
                shown = f"{model!r} {model} {raised.value!r} {vars(raised.value)} {caplog.text}"
                for secret in call.body[key].values():
                    assert secret not in shown
                    fields += 1
    assert fields > 0


def test_write_only_field_is_redacted_in_a_repr_whatever_its_name() -> None:
    field = Property("pin", "pin", STRING, secret=True)

    assert field.shown("1234") == "'…'"
    assert Property("pin", "pin", STRING).shown("1234") == "'1234'"
