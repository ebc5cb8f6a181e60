"""Profiles: tables of the user's configuration file. They hold keys, which no error may show."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any

from attrs import frozen

from ..errors import ConfigurationError
from .credentials import Key, Secret

__all__ = ["DEFAULT", "PROFILE_VARIABLE", "Profile", "config_file", "read_profile"]

PROFILE_VARIABLE = "PIXXEL_PROFILE"
DEFAULT = "default"
FIELDS = ("api_key", "base_url", "auth_prefix")


@frozen
class Profile:
    """The content of a table; `location` is for messages."""

    name: str
    location: str
    api_key: Secret | None = None
    base_url: str | None = None
    auth_prefix: str | None = None

    def key(self) -> Key | None:
        """Its key, if it has one; raises ConfigurationError, without showing it, if it cannot be a key."""
        if self.api_key is None:
            return None
        return Key(self.api_key, f"api_key in {self.location}", (_key_of_profile, (self.name,)), self.base_url)


@frozen
class _Problem:
    """What is wrong with the file. Returned, not raised: the frames of a traceback hold the content of the file."""

    text: str


def config_file() -> Path | None:
    """The file of profiles, by the XDG rules; None for a user without a home directory."""
    configured = os.environ.get("XDG_CONFIG_HOME", "")
    # By the rules, a relative path is ignored.
    if Path(configured).is_absolute():
        return Path(configured, "pixxel", "config.toml")
    try:
        return Path.home() / ".config" / "pixxel" / "config.toml"
    except RuntimeError:
        return None


def read_profile(name: str | None) -> Profile | None:
    """The profile of this name; without a name `default`, or None if there is no such table.

    Raises ConfigurationError, with file and table, if other users can read or write the file, if it is not TOML or has
    other fields than profiles have, and if it has no profile of this name.
    """
    path = config_file()
    profile = _read(path, name or DEFAULT) if path else None
    if isinstance(profile, _Problem):
        raise ConfigurationError(f"{path}: {profile.text}")
    if profile is None and name is not None:
        raise ConfigurationError(f"there is no profile [{name}] in {path or 'a home directory: this user has none'}")
    return profile


def _key_of_profile(name: str) -> Key:
    profile = read_profile(name)
    key = profile.key() if profile else None
    if profile is None or key is None:
        raise ConfigurationError(f"there is no api_key in {profile.location if profile else f'a profile [{name}]'}")
    return key


def _read(path: Path, name: str) -> Profile | _Problem | None:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return _Problem(f"cannot be read: {error.strerror}")
    # Windows has no such bits: there, only the user can read the files in a user's home directory.
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        return _Problem("holds keys and is open to other users than its owner; run `chmod 600` on it")
    document = _document(content)
    if isinstance(document, _Problem):
        return document
    for key, value in document.items():
        if not isinstance(value, dict):
            return _Problem(f"{key!r} is outside of a table; put it below [{DEFAULT}]")
    return _profile(document[name], name, f"[{name}] of {path}") if name in document else None


def _document(content: bytes) -> dict[str, Any] | _Problem:
    import tomllib

    try:
        return tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:
        # The rest of the message may quote the file.
        position = re.search(r"\(at (line \d+, column \d+|end of document)\)\Z", str(error))
        return _Problem(f"is not TOML: {position[1]}" if position else "is not TOML in UTF-8")


def _profile(table: dict[str, Any], name: str, location: str) -> Profile | _Problem:
    for key, value in table.items():
        if key not in FIELDS:
            return _Problem(f"[{name}] has {key!r}, which is not one of {', '.join(FIELDS)}")
        if not isinstance(value, str):
            return _Problem(f"[{name}] {key} is not a string")
    api_key = table.get("api_key")
    return Profile(
        name, location, None if api_key is None else Secret(api_key), table.get("base_url"), table.get("auth_prefix")
    )
