# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""Profiles: tables of a file in the user's configuration. They hold keys, which no error may show."""

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
    """What a table says."""

    name: str
    place: str
    api_key: Secret | None = None
    base_url: str | None = None
    auth_prefix: str | None = None

    def key(self) -> Key | None:
        """Its key, if it has one; raises ConfigurationError for what cannot be one, never showing it."""
        if self.api_key is None:
            return None
        return Key(self.api_key, f"api_key in {self.place}", (_key_of, (self.name,)), self.base_url)


@frozen
class _Problem:
    """What is wrong with the file. Handed back, not raised: a traceback shows frames, and theirs have the file in."""

    text: str


def config_file() -> Path | None:
    """Where profiles are, by the XDG rules; None for a user without a home."""
    configured = os.environ.get("XDG_CONFIG_HOME", "")
    # The rules have a relative path ignored.
    if Path(configured).is_absolute():
        return Path(configured, "pixxel", "config.toml")
    try:
        return Path.home() / ".config" / "pixxel" / "config.toml"
    except RuntimeError:
        return None


def read_profile(name: str | None) -> Profile | None:
    """The profile of this name, or without a name `default`, which need not exist.

    Raises ConfigurationError, with file and table, for a file that others can read or write, that is not TOML or says
    what no profile says, and for a name that it does not have.
    """
    path = config_file()
    found = _read(path, name or DEFAULT) if path else None
    if isinstance(found, _Problem):
        raise ConfigurationError(f"{path}: {found.text}")
    if found is None and name is not None:
        raise ConfigurationError(f"there is no profile [{name}] in {path or 'a home directory, for want of one'}")
    return found


def _key_of(name: str) -> Key:
    profile = read_profile(name)
    key = profile.key() if profile else None
    if profile is None or key is None:
        raise ConfigurationError(f"there is no api_key in {profile.place if profile else f'a profile [{name}]'}")
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
    # Windows has no such bits: a profile of a user is for that user there.
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        return _Problem("is open to others than its owner, and it is for keys; run `chmod 600` on it")
    document = _document(content)
    if isinstance(document, _Problem):
        return document
    for key, value in document.items():
        if not isinstance(value, dict):
            return _Problem(f"{key!r} stands outside of a table; put it below [{DEFAULT}]")
    return _profile(document[name], name, f"[{name}] of {path}") if name in document else None


def _document(content: bytes) -> dict[str, Any] | _Problem:
    import tomllib

    try:
        return tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:
        # The rest of what these say may quote the file.
        place = re.search(r"\(at (line \d+, column \d+|end of document)\)\Z", str(error))
        return _Problem(f"is not TOML: {place[1]}" if place else "is not TOML in UTF-8")


def _profile(table: dict[str, Any], name: str, place: str) -> Profile | _Problem:
    for key, value in table.items():
        if key not in FIELDS:
            return _Problem(f"[{name}] has {key!r}, which is none of {', '.join(FIELDS)}")
        if not isinstance(value, str):
            return _Problem(f"[{name}] {key} is not a string")
    api_key = table.get("api_key")
    return Profile(
        name, place, None if api_key is None else Secret(api_key), table.get("base_url"), table.get("auth_prefix")
    )
