"""The settings of a client: from its arguments, or else the environment, or else a profile."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from typing import Any, TypeVar

import httpx
from attrs import frozen

from .._facts import BASE_URL
from ..errors import ConfigurationError
from .credentials import KEY_VARIABLE, Key, Secret, key_of_argument, key_of_variable, origin
from .profiles import DEFAULT, PROFILE_VARIABLE, Profile, config_file, read_profile

__all__ = [
    "BASE_URL_VARIABLE",
    "Settings",
    "check_origin",
    "checked_headers",
    "checked_hook",
    "checked_timeout",
    "contract_mode",
]

F = TypeVar("F")

BASE_URL_VARIABLE = "PIXXEL_BASE_URL"
CONTRACT_VARIABLE = "PIXXEL_CONTRACT"

TOKEN_CHARACTERS = frozenset("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
# Made from the operation and its body, or by httpx.
RESERVED_HEADERS = frozenset(
    {"accept", "connection", "content-length", "content-type", "host", "te", "trailer", "transfer-encoding", "upgrade"}
)


@frozen
class Settings:
    """Where requests go, and with which key."""

    key: Key
    base_url: httpx.URL
    auth_prefix: str

    @classmethod
    def resolve(
        cls, api_key: Secret | None, profile: str | None, base_url: str | None, auth_prefix: str | None
    ) -> Settings:
        """Takes each setting from the first place that has it: its argument, the profile that an argument names, its
        variable, the profile that a variable names or `default`. Raises ConfigurationError for what is missing or
        cannot be used.
        """
        if profile is not None and (not isinstance(profile, str) or not profile):
            raise ConfigurationError("profile must be the name of a table in the file of profiles")
        named = read_profile(profile) if profile is not None else None
        fallback = None
        if named is None and (api_key is None or base_url is None or auth_prefix is None):
            fallback = read_profile(os.environ.get(PROFILE_VARIABLE) or None)
        key = _key(api_key, named, fallback)
        url = _base_url(base_url, named, fallback)
        check_origin(key, url)
        return cls(key, url, _auth_prefix(auth_prefix, named or fallback))


def check_origin(key: Key, base_url: httpx.URL) -> None:
    """Raises ConfigurationError if the key belongs to another origin."""
    if key.base_url is not None and origin(_checked_base_url(key.base_url, key.source)) != origin(base_url):
        raise ConfigurationError(
            f"{key.source} is a key for {key.base_url}, the base_url of the same profile, and is not sent to "
            f"{base_url}; use a profile with that base_url, pass api_key=… or set {KEY_VARIABLE}"
        )


def checked_timeout(timeout: float | httpx.Timeout | None) -> float | httpx.Timeout | None:
    """The timeout; raises ConfigurationError unless it is a number of seconds, an httpx.Timeout of such, or None."""
    parts: list[Any] = [timeout]
    if isinstance(timeout, httpx.Timeout):
        parts = [timeout.connect, timeout.read, timeout.write, timeout.pool]
    for part in parts:
        number = isinstance(part, int | float) and not isinstance(part, bool)
        # A longer time than Python can wait is an OverflowError in the middle of a request.
        if part is not None and not (number and 0 < part <= threading.TIMEOUT_MAX):
            raise ConfigurationError(
                "timeout must be a number of seconds above 0, or an httpx.Timeout of such; "
                "httpx.Timeout(None) waits for ever"
            )
    return timeout


def checked_hook(hook: F) -> F:
    """The function for departures; raises ConfigurationError if it cannot be called."""
    if hook is not None and not callable(hook):
        raise ConfigurationError(f"on_departure must be a function that takes a departure, not {type(hook).__name__}")
    return hook


def checked_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    """The headers; raises ConfigurationError, without values, for what is no header or is not for the caller to set."""
    if not isinstance(headers, Mapping):
        raise ConfigurationError(
            'headers must be a mapping of names to values, such as {"x-request-id": "1"}, '
            f"not {type(headers).__name__}"
        )
    for name, value in headers.items():
        if not isinstance(name, str) or not name or not TOKEN_CHARACTERS.issuperset(name):
            raise ConfigurationError(f"{name!r} is not the name of a header")
        if name.lower() == "authorization":
            raise ConfigurationError("the Authorization header is made from api_key=… and auth_prefix=…; use those")
        if name.lower() in RESERVED_HEADERS:
            raise ConfigurationError(f"the header {name} is set for each request; it cannot be an option")
        # A line break would end the header and start another.
        legal = isinstance(value, str) and all(" " <= character <= "~" or character == "\t" for character in value)
        if not legal or value != value.strip():
            raise ConfigurationError(
                f"the value of the header {name} must be a string of printable ASCII characters, "
                "without space around it"
            )
    return headers


def contract_mode(argument: str | None) -> tuple[str, str] | None:
    """What is done about exchanges that depart from the contract, and the name of the setting; None for nothing."""
    mode, setting = argument, "contract=…"
    if mode is None:
        mode, setting = os.environ.get(CONTRACT_VARIABLE), CONTRACT_VARIABLE
    return None if not mode or mode == "off" else (mode, setting)


def _key(argument: Secret | None, named: Profile | None, fallback: Profile | None) -> Key:
    if argument is not None:
        return key_of_argument(argument)
    key = named.key() if named else None
    if key is None and os.environ.get(KEY_VARIABLE):
        key = key_of_variable()
    if key is None and fallback:
        key = fallback.key()
    if key is None:
        profile = named or fallback
        location = profile.location if profile else f"[{DEFAULT}] of {config_file() or '~/.config/pixxel/config.toml'}"
        raise ConfigurationError(
            f"no key: set the environment variable {KEY_VARIABLE}, pass api_key=… or write api_key into {location}"
        )
    return key


def _base_url(argument: str | None, named: Profile | None, fallback: Profile | None) -> httpx.URL:
    """Also checks the base URL of the profile, whose origin the key may belong to."""
    profile_url = None
    for profile in (named, fallback):
        if profile is not None and profile.base_url is not None:
            profile_url = _checked_base_url(profile.base_url, f"base_url in {profile.location}")
    if argument is not None:
        return _checked_base_url(argument, f"base_url=… and {BASE_URL_VARIABLE}")
    variable = os.environ.get(BASE_URL_VARIABLE)
    if variable and not (named and profile_url):
        return _checked_base_url(variable, BASE_URL_VARIABLE)
    return profile_url or httpx.URL(BASE_URL)


def _checked_base_url(text: Any, where: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, TypeError):
        url = httpx.URL()
    superfluous = url.query or url.fragment or url.userinfo or any(map(str.isspace, str(text)))
    if url.scheme not in {"http", "https"} or not url.host or superfluous:
        raise ConfigurationError(f"the base URL must look like {BASE_URL}; check {where}")
    return url


def _auth_prefix(argument: str | None, profile: Profile | None) -> str:
    prefix, where = argument, "auth_prefix"
    if prefix is None and profile is not None:
        prefix, where = profile.auth_prefix, f"auth_prefix in {profile.location}"
    # Not shown: it may be a key in the wrong argument.
    if prefix and not (isinstance(prefix, str) and TOKEN_CHARACTERS.issuperset(prefix)):
        raise ConfigurationError(f'{where} must be a word such as "Bearer"')
    return prefix or ""
