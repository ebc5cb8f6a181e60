"""The variables that httpx reads. It reads them at the first request, and its errors do not name the variable."""

from __future__ import annotations

import os
from importlib.util import find_spec
from ipaddress import IPv6Address
from pathlib import Path
from urllib.request import getproxies_environment

import httpx

from ..errors import ConfigurationError

__all__ = ["check_environment"]

CERTIFICATES_VARIABLE = "SSL_CERT_FILE"
PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")
LARGEST_PORT = 65_535


def check_environment() -> None:
    """Raises ConfigurationError, naming the variable, for proxies and certificates that httpx cannot use."""
    _check_certificates()
    proxies = getproxies_environment()
    exceptions = [entry.strip() for entry in proxies.get("no", "").split(",")]
    # httpx ignores all proxies then.
    if "*" in exceptions:
        return
    for scheme in ("http", "https", "all"):
        if proxy := proxies.get(scheme):
            _check_proxy(_variable(scheme), proxy)
    for entry in filter(None, exceptions):
        if not _is_exception(entry):
            raise ConfigurationError(
                f"{_variable('no')} has {entry!r}, which is no host; write names and addresses with commas between "
                "them, and IPv6 addresses without brackets: example.com,127.0.0.1,::1"
            )


def _variable(scheme: str) -> str:
    """The name of the variable that the proxy for a scheme is read from: in lower case if there is one."""
    name = f"{scheme}_proxy"
    return name if name in os.environ else name.upper()


def _check_proxy(variable: str, proxy: str) -> None:
    # Without the URL: it may have a password.
    try:
        url = httpx.URL(proxy if "://" in proxy else f"http://{proxy}")
    except httpx.InvalidURL:
        raise ConfigurationError(f"{variable} is not the URL of a proxy, such as http://proxy.example:3128") from None
    if url.scheme not in PROXY_SCHEMES:
        raise ConfigurationError(
            f"{variable} has a proxy with the scheme {url.scheme!r}; possible are {', '.join(PROXY_SCHEMES)}"
        )
    if not url.host or not (url.port is None or 0 < url.port <= LARGEST_PORT):
        raise ConfigurationError(f"{variable} is not the URL of a proxy, such as http://proxy.example:3128")
    if url.scheme.startswith("socks") and find_spec("socksio") is None:
        raise ConfigurationError(
            f"{variable} has a SOCKS proxy, which needs another package: pip install 'httpx[socks]'"
        )


def _is_exception(entry: str) -> bool:
    """Whether httpx can read an entry of NO_PROXY."""
    try:
        IPv6Address(entry.split("/", maxsplit=1)[0])
        host = f"[{entry}]"
    except ValueError:
        host = f"*{entry}"
    try:
        httpx.URL(entry if "://" in entry else f"all://{host}")
    except httpx.InvalidURL:
        return False
    return True


def _check_certificates() -> None:
    file = os.environ.get(CERTIFICATES_VARIABLE)
    if not file:
        return
    # Not loaded: that takes as long as a thousand clients do, and httpx does it at the first request.
    try:
        usable = b"-----BEGIN " in Path(file).read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"{CERTIFICATES_VARIABLE} names {file!r}, which cannot be read: {error.strerror}; correct or unset it"
        ) from None
    if not usable:
        raise ConfigurationError(
            f"{CERTIFICATES_VARIABLE} names {file!r}, which has no certificate in PEM form; correct or unset it"
        )
