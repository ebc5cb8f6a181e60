"""Variables that httpx reads are checked when a client is made."""

from __future__ import annotations

import os
from typing import Any

import certifi
import httpx
import pytest

from pixxel_client import AsyncPixxel, Pixxel, errors
from tests.client.support import KEY

VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir")
by_kind = pytest.mark.parametrize("kind", [Pixxel, AsyncPixxel])
UNUSABLE = [
    ("HTTP_PROXY", "foo://proxy.test"),
    ("https_proxy", "foo://proxy.test"),
    ("ALL_PROXY", "socks://proxy.test:1"),
    ("HTTPS_PROXY", "http://proxy.test:port"),
    ("HTTP_PROXY", "http://user:pass word@[::1"),
    ("NO_PROXY", "[::1]"),
    ("no_proxy", "example.com, [::1]"),
    ("SSL_CERT_FILE", "/no/such/file.pem"),
    ("SSL_CERT_FILE", __file__),
]


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower() in VARIABLES:
            monkeypatch.delenv(name)


@by_kind
@pytest.mark.parametrize(("name", "value"), UNUSABLE)
def test_variable_that_httpx_cannot_use_is_named(
    name: str, value: str, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(Exception) as of_httpx:  # noqa: PT011  of many kinds
        httpx.Client()
    with pytest.raises(errors.ConfigurationError, match=f"^{name} ") as caught:
        kind(api_key=KEY)

    assert not isinstance(of_httpx.value, errors.PixxelError)
    assert "pass word" not in str(caught.value)


@pytest.mark.parametrize("port", ["0", "65536"])
def test_proxy_with_an_impossible_port_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://proxy.test:{port}")

    with pytest.raises(errors.ConfigurationError, match=r"^HTTPS_PROXY "):
        Pixxel(api_key=KEY)


@by_kind
def test_proxy_that_needs_a_package_names_it(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pixxel_client._http.environment.find_spec", lambda name: None)
    monkeypatch.setenv("ALL_PROXY", "socks5://proxy.test:1")

    with pytest.raises(errors.ConfigurationError, match=r"^ALL_PROXY .*httpx\[socks\]"):
        kind(api_key=KEY)


@by_kind
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP_PROXY", "http://user:word@proxy.test:3128"),
        ("https_proxy", "proxy.test:3128"),
        ("ALL_PROXY", "https://[::1]:3128"),
        ("NO_PROXY", "example.com,.example.org, 127.0.0.1,::1,localhost,10.0.0.0/8,http://one.test,"),
        ("SSL_CERT_FILE", certifi.where()),
        ("SSL_CERT_FILE", ""),
        ("HTTP_PROXY", ""),
    ],
)
def test_variable_that_httpx_can_use_is_taken(
    name: str, value: str, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    httpx.Client().close()
    assert KEY not in repr(kind(api_key=KEY))


def test_no_proxy_with_a_star_leaves_proxies_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "foo://proxy.test")
    monkeypatch.setenv("NO_PROXY", "example.com,*")

    httpx.Client().close()
    assert KEY not in repr(Pixxel(api_key=KEY))


def test_own_httpx_client_is_not_held_to_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with httpx.Client() as http:
        monkeypatch.setenv("HTTP_PROXY", "foo://proxy.test")

        assert Pixxel(api_key=KEY, http_client=http)._connections.get() is http
