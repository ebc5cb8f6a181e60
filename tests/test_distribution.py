"""The built packages can be installed and used without the repository."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.oracle import ROOT, Contract


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dist")
    # Without isolation, so that nothing is downloaded.
    run("-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT))
    return target


@pytest.fixture(scope="session")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed wheel, without the rest of this repository."""
    (wheel,) = built.glob("*.whl")
    target = tmp_path_factory.mktemp("installed")
    run("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    return target


def run(*arguments: str, path: Path | None = None, cwd: Path | None = None) -> str:
    environment = {**os.environ, "PYTHONPATH": str(path)} if path else dict(os.environ)
    result = subprocess.run(  # noqa: S603  our own words only
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment,
        check=False,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_wheel_holds_the_client_the_sandbox_and_the_contract(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        contract = archive.read("pixxel_contract/openapi.yaml")
        metadata = email.message_from_bytes(archive.read(next(name for name in names if name.endswith("/METADATA"))))

    assert {"pixxel_client/py.typed", "pixxel_client/client.py", "pixxel_sandbox/__main__.py"} <= names
    packages = {"pixxel_client", "pixxel_contract", "pixxel_sandbox"}
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == packages
    assert contract == (ROOT / "openapi.yaml").read_bytes()
    always = [required for required in metadata.get_all("Requires-Dist", []) if "extra ==" not in required]
    assert {re.split(r"[<>=!~ ]", required)[0] for required in always} == {"attrs", "httpx"}


def test_every_dependency_has_a_lower_and_an_upper_bound(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        metadata = email.message_from_bytes(archive.read(next(n for n in archive.namelist() if n.endswith("METADATA"))))

    for required in metadata.get_all("Requires-Dist", []):
        if not required.startswith("pixxel-client"):
            assert ">=" in required, required
            assert re.search(r"<\d", required), required


def test_the_sdist_holds_the_generator_and_the_tests(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"openapi.yaml", "Makefile", "templates/generate.py", "tests/oracle.py", "README.md", "LICENSE"} <= names
    assert not [name for name in names if name.startswith((".venv", "build", "dist"))]


def test_the_installed_client_is_typed_and_has_its_version(installed: Path, tmp_path: Path) -> None:
    program = "import pixxel_client; print(pixxel_client.__file__, pixxel_client.__version__)"

    file, version = run("-c", program, path=installed, cwd=tmp_path).split()

    assert Path(file).is_relative_to(installed)
    assert (installed / "pixxel_client" / "py.typed").exists()
    assert f'version = "{version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_installed_sandbox_reads_the_contract_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    program = (
        "from pixxel_sandbox import create_app; create_app();"
        "from pixxel_sandbox.contract import document;"
        "print(document.contract_path(), len(document.operations(document.document())))"
    )

    path, count = run("-c", program, path=installed, cwd=tmp_path).split()

    assert Path(path) == installed / "pixxel_contract" / "openapi.yaml"
    assert int(count) == len(Contract.load().operations)


def test_the_installed_client_validates_with_the_contract_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    program = (
        "from pixxel_client.contract import validator;"
        "exchange = validator.Exchange('GET', '/ping', {}, {}, b'', 204, {}, b'');"
        "departures = validator.packaged_validator().validate(exchange).departures;"
        "print(validator.__file__, *(departure.pointer for departure in departures))"
    )

    file, pointer = run("-c", program, path=installed, cwd=tmp_path).split()

    assert Path(file).is_relative_to(installed)
    assert pointer == "/answer/status"


def test_the_command_without_its_extra_says_what_to_install(installed: Path, tmp_path: Path) -> None:
    program = "import sys; sys.modules['starlette'] = None; from pixxel_sandbox.__main__ import main; print(main())"
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    result = subprocess.run(  # noqa: S603  our own words only
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=True,
        timeout=300,
    )

    assert result.stdout == "2\n"
    assert re.fullmatch(
        r"pixxel-sandbox: no module starlette\S*; run pip install 'pixxel-client\[sandbox\]'\n", result.stderr
    )
