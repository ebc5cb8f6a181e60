"""The default templates that ours replace: if an upgrade changes one, a test says which to compare again."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import openapi_python_client
import pytest

from tests.oracle import ROOT

DEFAULTS = Path(openapi_python_client.__file__).parent / "templates"
OURS = ROOT / "templates"

# By default template: our replacement, and the default's sha256 when the two were last compared.
COMPARED = {
    "api_init.py.jinja": ("api_init.py.jinja", "f3b0290732b219be73b204cc3a44170eab0b64299a485a093306c6cc20d064cc"),
    "client.py.jinja": ("client.py.jinja", "4eac65762f21014a7fbf59e730f1be6d28c9c85ddc1c40b458b6ff5f67a64c9e"),
    "endpoint_init.py.jinja": (
        "endpoint_init.py.jinja",
        "c1837a037fdbbd85b5dc1d49f58bd80a672fe4496cfaaf84d3b91927027b56da",
    ),
    "endpoint_module.py.jinja": (
        "endpoint_module.py.jinja",
        "c1b2628053eb4875ba59566baa5ae907666f9cbfafa308d93f970a4404b7cd52",
    ),
    "errors.py.jinja": ("package/errors.py", "b6ba7ea79aa7d7f24b47119985d1ed20268d3da0ab70309ee138088a106b6af9"),
    "literal_enum.py.jinja": (
        "literal_enum.py.jinja",
        "04f2eb9334dd543ab7fa91a1fe3a73e7d5f2cf50e09d864429ddb58e506c8b68",
    ),
    "model.py.jinja": ("model.py.jinja", "fd1c79680d51c06cfbb89809ad123750ba9add98b688036c04cabbf1f8ba40a0"),
    "models_init.py.jinja": (
        "models_init.py.jinja",
        "4f64a3d6e1b15a561be5573c1b7702eb928c0e4fa6b67107d20e57a74c44d51a",
    ),
    "package_init.py.jinja": (
        "package_init.py.jinja",
        "ac15907e32dc39bd9b83ea6f2002fb87514f2182b97f88231b5a9c47321f6210",
    ),
    "types.py.jinja": ("package/types.py", "93df9d75883a4eafac77dd21bc6907f3ef612e3f7841e08656618dcf6c4ce494"),
}


def test_the_installed_generator_is_the_pinned_version() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    assert f"openapi-python-client=={version('openapi-python-client')}" in groups["dev"]


def test_every_template_of_ours_has_a_digest_of_its_default() -> None:
    overridden = {path.name for path in OURS.glob("*.jinja")} & {path.name for path in DEFAULTS.glob("*.jinja")}
    # Written by the generator, then replaced by a copied module of the same name.
    replaced = {f"{path.name}.jinja" for path in (OURS / "package").glob("*.py")} & {
        path.name for path in DEFAULTS.glob("*.jinja")
    }
    assert overridden | replaced == set(COMPARED)
    assert replaced == {"errors.py.jinja", "types.py.jinja"}


@pytest.mark.parametrize("default", COMPARED)
def test_no_default_template_has_changed(default: str) -> None:
    ours, recorded = COMPARED[default]
    assert (OURS / ours).is_file()
    actual = sha256((DEFAULTS / default).read_bytes()).hexdigest()
    assert actual == recorded, f"{default} has changed: compare it with templates/{ours}, then record {actual}"
