"""Profiles: which one is used, what it sets, and errors in it that show no key."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from pixxel_client import Pixxel, errors
from tests.client.exposure import everything_exposed_by
from tests.client.support import KEY, json_answer
from tests.subprocesses import run_python

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes the configuration file."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    def write(text: str) -> Path:
        file = tmp_path / "pixxel" / "config.toml"
        file.parent.mkdir(exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
        return file

    return write


def sent(**options: str) -> tuple[str, str]:
    """The Authorization header of a request, and its origin."""
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return json_answer(200, {"aoi_id": "1", "name": "n", "status": "success"})

    Pixxel(http_client=httpx.Client(transport=httpx.MockTransport(answer)), **options).aois.get("1")  # type: ignore[arg-type]
    return requests[0].headers["authorization"], f"{requests[0].url.scheme}://{requests[0].url.netloc.decode()}"


BOTH = """
[default]
api_key = "of-default"

[work]
api_key = "of-work"
base_url = "https://work.test"
auth_prefix = "Bearer"
"""


def test_profile_is_default_or_the_named_one(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write(BOTH)

    assert sent() == ("of-default", "https://api.pixxel.space")
    assert sent(profile="work") == ("Bearer of-work", "https://work.test")
    monkeypatch.setenv("PIXXEL_PROFILE", "work")
    assert sent() == ("Bearer of-work", "https://work.test")
    assert sent(profile="default") == ("of-default", "https://api.pixxel.space")
    monkeypatch.setenv("PIXXEL_PROFILE", "")
    assert sent() == ("of-default", "https://api.pixxel.space")


def test_arguments_come_before_variables_and_variables_before_profiles(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(BOTH)
    monkeypatch.setenv("PIXXEL_PROFILE", "work")

    assert sent(api_key="given", auth_prefix="") == ("given", "https://work.test")
    monkeypatch.setenv("PIXXEL_API_KEY", "of-variable")
    assert sent() == ("Bearer of-variable", "https://work.test")
    monkeypatch.setenv("PIXXEL_BASE_URL", "https://variable.test")
    assert sent() == ("Bearer of-variable", "https://variable.test")
    assert sent(api_key="given", base_url="https://given.test") == ("Bearer given", "https://given.test")


def test_profile_named_by_an_argument_comes_before_variables(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key in the environment must not be sent to the base URL of a profile that has its own key."""
    write(BOTH)
    monkeypatch.setenv("PIXXEL_API_KEY", "of-variable")
    monkeypatch.setenv("PIXXEL_BASE_URL", "https://variable.test")

    assert sent(profile="work") == ("Bearer of-work", "https://work.test")
    assert sent(profile="work", api_key="given") == ("Bearer given", "https://work.test")
    assert sent(profile="default") == ("of-default", "https://variable.test")


def test_key_of_a_profile_with_base_url_is_not_sent_elsewhere(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(BOTH)
    why = rf"api_key in \[work\] of {file} is a key for https://work.test, .* is not sent to https?://\w+.test"

    with pytest.raises(errors.ConfigurationError, match=why):
        Pixxel(profile="work", base_url="https://other.test")
    with pytest.raises(errors.ConfigurationError, match=why):
        Pixxel(profile="work", base_url="http://work.test")
    assert sent(profile="work", base_url="https://work.test/v2")[0] == "Bearer of-work"
    monkeypatch.setenv("PIXXEL_PROFILE", "work")
    monkeypatch.setenv("PIXXEL_BASE_URL", "https://other.test")
    with pytest.raises(errors.ConfigurationError, match=why):
        Pixxel()
    assert sent(api_key="given")[1] == "https://other.test"


def test_file_is_in_the_home_directory_by_default(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(BOTH)
    home = tmp_path / "home" / ".config"
    home.mkdir(parents=True)
    file.parent.rename(home / "pixxel")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home.parent))

    for ignored in ("", "relative"):
        monkeypatch.setenv("XDG_CONFIG_HOME", ignored)
        assert sent()[0] == "of-default"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert sent()[0] == "of-default"


@pytest.mark.parametrize("status", [401, 403])
def test_error_of_a_refused_key_names_the_table_and_the_file(status: int, write: Write) -> None:
    file = write(BOTH)
    http = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(status)))

    with pytest.raises(errors.StatusError) as raised:
        Pixxel(profile="work", http_client=http).aois.get("1")

    assert f"(the key came from api_key in [work] of {file})" in str(raised.value)
    assert "of-work" not in everything_exposed_by(raised.value)


def test_missing_key_raises_error_that_names_the_table(write: Write) -> None:
    with pytest.raises(errors.ConfigurationError, match=r"or write api_key into \[default\] of .*config.toml$"):
        Pixxel()
    file = write('[default]\nauth_prefix = "Bearer"\n[other]\n')
    for name in ("default", "other"):
        with pytest.raises(errors.ConfigurationError, match=rf"or write api_key into \[{name}\] of {file}$"):
            Pixxel(profile=name)


@pytest.mark.parametrize("name", ["nobody", "DEFAULT"])
def test_named_profile_must_exist(name: str, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(errors.ConfigurationError, match=rf"there is no profile \[{name}\] in .*config.toml"):
        Pixxel(profile=name, api_key=KEY)
    write(BOTH)
    with pytest.raises(errors.ConfigurationError, match=rf"there is no profile \[{name}\] in .*config.toml"):
        Pixxel(profile=name, api_key=KEY)
    monkeypatch.setenv("PIXXEL_PROFILE", name)
    with pytest.raises(errors.ConfigurationError, match=rf"there is no profile \[{name}\] in .*config.toml"):
        Pixxel(api_key=KEY)


@pytest.mark.parametrize("name", ["", 5, ["default"]])
def test_profile_name_must_be_a_string(name: str) -> None:
    with pytest.raises(errors.ConfigurationError, match="profile must be the name of a table"):
        Pixxel(profile=name)


BROKEN = {
    f'[default]\napi_key = "{KEY}\n': "is not TOML: line 2, column 36",
    f"[default]\napi_key = {KEY}\n": "is not TOML: line 2, column 11",
    f'[default]\n"{KEY}" = 1\n"{KEY}" = 2\n': "is not TOML: line 3, column 31",
    f"{KEY}": "is not TOML: end of document",
    f"[default]\napi_key = [{'[' * 5000}": "is not TOML",
    f'api_key = "{KEY}"\n': "'api_key' is outside of a table; put it below [default]",
    f'[default]\nkey = "{KEY}"\n': "[default] has 'key', which is not one of api_key, base_url, auth_prefix",
    f'[default.api_key]\nkey = "{KEY}"\n': "[default] api_key is not a string",
    f'[default]\napi_key = ["{KEY}"]\n': "[default] api_key is not a string",
    "[default]\nbase_url = 5\n": "[default] base_url is not a string",
}


@pytest.mark.parametrize(("text", "problem"), BROKEN.items(), ids=BROKEN.values())
def test_error_in_the_file_is_reported_with_its_place_and_without_its_text(
    text: str, problem: str, write: Write
) -> None:
    file = write(text)

    with pytest.raises(errors.ConfigurationError) as raised:
        Pixxel()

    assert str(raised.value).startswith(f"{file}: {problem}")
    assert KEY not in everything_exposed_by(raised.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f'api_key = "{KEY} "', r"api_key in \[default\] of .* holds a space"),
        ('api_key = ""', r"api_key in \[default\] of .* is empty"),
        (f'api_key = "k"\nbase_url = "https://u:{KEY}@h"', r"must look like .*; check base_url in \[default\] of "),
        (f'api_key = "k"\nauth_prefix = "Bearer {KEY}"', r"auth_prefix in \[default\] of .* must be a word"),
    ],
)
def test_values_of_a_profile_are_checked_like_arguments(text: str, problem: str, write: Write) -> None:
    write(f"[default]\n{text}\n")

    with pytest.raises(errors.ConfigurationError, match=problem) as raised:
        Pixxel()

    assert KEY not in str(raised.value)


def test_file_that_is_not_text_is_refused_and_not_shown(write: Write) -> None:
    write("").write_bytes(b'[default]\napi_key = "' + KEY.encode() + b'\xff"\n')

    with pytest.raises(errors.ConfigurationError, match="is not TOML in UTF-8") as raised:
        Pixxel()

    assert KEY not in everything_exposed_by(raised.value)


@pytest.mark.skipif(os.name != "posix", reason="the mode of a file says who can read it on POSIX only")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o644])
def test_file_that_others_can_read_or_write_is_refused(mode: int, write: Write) -> None:
    file = write(BOTH)
    file.chmod(mode)

    with pytest.raises(errors.ConfigurationError, match=rf"{file}: holds keys and is open to other users.*chmod 600"):
        Pixxel()
    file.chmod(0o400)
    assert sent()[0] == "of-default"


def linked_file(file: Path) -> None:
    """Moves the file elsewhere and leaves a symbolic link to it."""
    target = file.parent.parent / "elsewhere.toml"
    file.rename(target)
    file.symlink_to(target)


def linked_chain(file: Path) -> None:
    """As `linked_file`, by two links, one of them relative."""
    linked_file(file)
    file.rename(file.with_name("first"))
    file.symlink_to("first")


def linked_folder(file: Path) -> None:
    """Moves the folder elsewhere and leaves a symbolic link to it."""
    target = file.parent.with_name("elsewhere")
    file.parent.rename(target)
    file.parent.symlink_to(target, target_is_directory=True)


by_link = pytest.mark.parametrize("link", [linked_file, linked_chain, linked_folder])


@pytest.mark.skipif(os.name != "posix", reason="the mode of a file says who can read it on POSIX only")
@by_link
@pytest.mark.parametrize("mode", [0o600, 0o400, 0o640, 0o604, 0o602])
def test_permissions_are_those_of_the_file_that_a_link_leads_to(
    mode: int, link: Callable[[Path], None], write: Write
) -> None:
    file = write(BOTH)
    link(file)
    file.chmod(mode)

    if mode & 0o077:
        with pytest.raises(errors.ConfigurationError, match=rf"{file}: holds keys and is open to other users"):
            Pixxel()
    else:
        assert sent()[0] == "of-default"


@pytest.mark.skipif(os.name != "posix", reason="Windows lets only some users make symbolic links")
@by_link
def test_link_to_nothing_is_no_file(link: Callable[[Path], None], write: Write) -> None:
    file = write(BOTH)
    link(file)
    file.resolve().unlink()

    with pytest.raises(errors.ConfigurationError, match="no key"):
        Pixxel()


def test_unreadable_file_is_refused(write: Write) -> None:
    file = write("")
    file.unlink()
    file.mkdir()

    with pytest.raises(errors.ConfigurationError, match=rf"{file}: cannot be read: "):
        Pixxel()


def test_file_is_not_read_if_arguments_have_everything(write: Write) -> None:
    write("not TOML")

    Pixxel(api_key=KEY, base_url="https://given.test", auth_prefix="")


def test_tomllib_is_imported_only_for_a_profile(tmp_path: Path) -> None:
    program = "import sys, pixxel_client; pixxel_client.Pixxel(); print('tomllib' in sys.modules)"
    result = run_python("-c", program, environment={"PIXXEL_API_KEY": KEY, "XDG_CONFIG_HOME": str(tmp_path)})

    assert (result.stdout, result.stderr) == ("False\n", "")
