"""The key: where it comes from, where it goes, and where it never shows."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from pathlib import Path

import httpx
import pytest

from pixxel_client import AsyncPixxel, Pixxel, errors, models
from tests.client.support import (
    BASE_URL,
    CONTRACT,
    KEY,
    OPERATIONS,
    example_answer,
    example_call,
    invoke,
    pixxel,
    schema,
)
from tests.oracle import JSON

TESTS = Path(__file__).parent.parent
GET = CONTRACT.operations["getAoi"]


@pytest.mark.parametrize("client", [Pixxel, AsyncPixxel])
def test_without_a_key_the_variable_to_set_is_named_before_any_request(client: type[Pixxel]) -> None:
    with pytest.raises(errors.ConfigurationError, match="PIXXEL_API_KEY"):
        client(base_url=BASE_URL)


def test_the_key_comes_from_the_argument_or_else_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return example_answer(GET)

    monkeypatch.setenv("PIXXEL_API_KEY", "from-environment")
    invoke("sync", GET, example_call(GET), answer, api_key=None)
    invoke("sync", GET, example_call(GET), answer, api_key="from-argument")
    invoke("sync", GET, example_call(GET), answer, api_key="from-argument", auth_prefix="Bearer")

    assert seen == ["from-environment", "from-argument", "Bearer from-argument"]


@pytest.mark.parametrize("bad", ["", "a b", "a\nb", "a\r\nX-Evil: 1", "zöp", "a\x00", " zop", "zop\n"])
def test_a_malformed_key_is_refused_without_being_shown(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(errors.ConfigurationError) as raised:
        Pixxel(api_key=bad)

    assert "api_key" in str(raised.value)
    assert not bad.strip() or bad.strip() not in str(raised.value)

    if bad and "\x00" not in bad:
        monkeypatch.setenv("PIXXEL_API_KEY", bad)
        with pytest.raises(errors.ConfigurationError, match="PIXXEL_API_KEY"):
            Pixxel()


@pytest.mark.parametrize(
    "bad", ["pixxel.space", "ftp://pixxel.test", "https://", "https://a b", "https://u:p@h", "x://"]
)
def test_a_base_url_that_cannot_be_one_is_refused(bad: str) -> None:
    with pytest.raises(errors.ConfigurationError, match="PIXXEL_BASE_URL"):
        Pixxel(api_key=KEY, base_url=bad)


def test_the_base_url_comes_from_the_argument_the_environment_or_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    documented = CONTRACT.document["servers"][0]["url"]

    assert f"base_url='{documented}'" in repr(Pixxel(api_key=KEY))
    monkeypatch.setenv("PIXXEL_BASE_URL", "http://127.0.0.1:8080")
    assert "base_url='http://127.0.0.1:8080'" in repr(Pixxel(api_key=KEY))
    assert f"base_url='{BASE_URL}'" in repr(Pixxel(api_key=KEY, base_url=BASE_URL))


def test_a_redirect_is_an_error_and_takes_the_key_nowhere() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(307, headers={"location": "https://elsewhere.test/"})

    following = httpx.Client(transport=httpx.MockTransport(answer), follow_redirects=True)
    with pytest.raises(errors.UnexpectedStatus):
        Pixxel(api_key=KEY, base_url=BASE_URL, http_client=following).aois.get("1")

    assert [request.url.host for request in seen] == ["pixxel.test"]


def test_the_key_does_not_go_to_another_origin() -> None:
    client = pixxel(lambda _: httpx.Response(200))

    for url in ("https://elsewhere.test/", "http://pixxel.test/", "https://pixxel.test:8443/"):
        request = next(client._auth.auth_flow(httpx.Request("GET", url)))
        assert "authorization" not in request.headers


def everything_shown_by(error: errors.PixxelError) -> str:
    """The error, its pickle, and its traceback with the locals of every frame that is not a test's."""
    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    chain = [trace, *(cause for cause in (trace.__cause__, trace.__context__) if cause)]
    frames = [frame for part in chain for frame in part.stack if not frame.filename.startswith(str(TESTS))]
    assert frames
    return f"{error} {error!r} {error.__dict__} {pickle.dumps(error)!r} {[frame.locals for frame in frames]}"


def test_the_key_shows_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def answer(request: httpx.Request) -> httpx.Response:
        if status == 0:
            raise httpx.ReadError("cut", request=request)
        return httpx.Response(status, json={"error": {"code": "X", "message": "no"}})

    for operation in OPERATIONS:
        for status in (200, 302, 400, 401, 403, 404, 409, 429, 500, 520, 0):
            if status in operation.successes:
                continue
            with pytest.raises(errors.PixxelError) as raised:
                invoke("sync", operation, example_call(operation), answer)
            assert KEY not in everything_shown_by(raised.value)
    client = pixxel(answer)
    assert KEY not in f"{client} {client!r} {vars(client)}"
    assert "HTTP Request" in caplog.text
    assert KEY not in caplog.text


def test_what_may_only_be_written_does_not_show(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    hidden = 0
    for operation in OPERATIONS:
        described, name = schema(operation.body[JSON]) if operation.body else ({}, "")
        for key, part in described.get("properties", {}).items():
            if part.get("writeOnly"):
                call = example_call(operation)
                model = getattr(models, name).from_dict(call.body)
                with pytest.raises(errors.ServerError) as raised:
                    invoke("facade", operation, call, lambda _: httpx.Response(500))
                shown = f"{model!r} {model} {raised.value!r} {vars(raised.value)} {caplog.text}"
                for secret in call.body[key].values():
                    assert secret not in shown
                    hidden += 1
    assert hidden > 0


@pytest.mark.parametrize("copying", [pickle.dumps, copy.deepcopy])
def test_a_client_refuses_to_be_pickled_or_copied_with_its_key(copying: object) -> None:
    with pytest.raises(TypeError, match="holds a key"):
        copying(pixxel(lambda _: httpx.Response(200)))  # type: ignore[operator]  # each of them takes anything
