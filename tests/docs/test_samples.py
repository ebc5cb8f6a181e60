"""The documentation's programs run, and its pages print them as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pixxel_sandbox import SAMPLE_KEY
from tests.oracle import ROOT
from tests.sandbox_process import running_sandbox
from tests.subprocesses import run_python

SAMPLES = sorted((ROOT / "docs" / "samples").glob("*.py"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
AOI = "e9767554-550e-4464-a677-b8cf096073ab"
VISUALIZATION = "a80f7f4c-abe9-4118-875e-3a2306577e11"
INDEX = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
ARGUMENTS = {"roll_back": [AOI, VISUALIZATION, INDEX, "2024_05_06"]}
# A line that a sample prints when it has done its work.
PRINTS = {
    "asynchronous": r"^AOI-",
    "fault_injection": r"^created Red edge$",
    "departures": r"^[1-9]\d* indices$",
    "handle_errors": r"^404 NOT_FOUND no such AOI \{'aoi_id': 'no-such-aoi'\}$",
    "options": r"^[1-9]\d* satellites, with a timeout of 5 s$",
    "keys": r"api_key=<key from the callable api_key \(__main__\.read_key\)>",
    "list_aois": rf"^   {VISUALIZATION} {INDEX} NDVI-Custom$",
    "pages": r"^from 2 of an unknown number: \S+ \S+$",
    "save_png": r"/ndvi\.png$",
    "retries": r"^AOI",
    "roll_back": r"^2024_05_06 #[0-9a-f]{6} Very High 0\.\d+ 0\.\d+$",
    "manual_clock": r"^drawn$",
    "single_operation": r"^200 application/json$",
    "test_visualization": r"^2 passed in ",
    "validate_exchanges": r"^1 exchanges; places where they depart from the contract: 0$",
    "update_legend": r"LegendItem\(label='Green', color='#018571'",
}


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with running_sandbox() as sandbox:
        yield sandbox.url


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_sample_runs_and_prints_its_result(sample: Path, url: str) -> None:
    environment = {"PIXXEL_API_KEY": SAMPLE_KEY, "PIXXEL_BASE_URL": url}
    runner = ["-m", "pytest", "-q"] if sample.stem.startswith("test_") else []
    result = run_python("-W", "error", *runner, sample, *ARGUMENTS.get(sample.stem, []), environment=environment)

    assert result.returncode == 0, result.stderr
    assert re.search(PRINTS[sample.stem], result.stdout, re.MULTILINE), result.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_programs_on_a_page_are_the_samples(page: Path) -> None:
    samples = [sample.read_text(encoding="utf-8") for sample in SAMPLES]

    for block in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        assert block in samples, f"{page.name} prints a program that no sample holds:\n{block}"


def test_every_sample_is_on_a_page() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES)

    for sample in SAMPLES:
        assert sample.read_text(encoding="utf-8") in pages, sample.name
