"""The report page: well-formed, self-contained, with all text of the server escaped."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from tests.contract.model.operations import OPERATIONS
from tests.contract.runner import report
from tests.contract.runner.run import Check, Run, SentRequest

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """The elements in order, with their attributes, and the ones not closed at the end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} is closed in the wrong order"


@pytest.fixture
def run() -> Run:
    run = Run(requests=7)
    run.statuses["getAoi"] = Counter({200: 3, 404: 2})
    run.parameters["getAoi"] = {"aoi_id"}
    run.checks = [
        Check("test_it_is_there", "reading", "getAoi", "kept"),
        Check("test_it_is_right", "reading", "getAoi", "broken", "<script>alert(1)</script>", "curl 'x' \"$K\""),
        Check("test_it_is_ours", "keys", "getAoi", "skipped", "no key of another workspace"),
    ]
    run.leftovers = ["createIndex 42: the API cannot delete it"]
    return run


def test_page_is_well_formed_and_self_contained(run: Run) -> None:
    page = Page(report.page(run, OPERATIONS))

    assert page.open == []
    assert not [
        tag for tag, attributes in page.elements if tag in {"script", "link", "img"} or {"src", "href"} & {*attributes}
    ]
    assert "url(" not in report.page(run, OPERATIONS)
    assert ("html", {"lang": "en"}) in page.elements


def test_page_has_the_results(run: Run) -> None:
    page = report.page(run, OPERATIONS)

    for text in (
        "The contract is broken: 0 findings, 1 broken check",
        "It is right",
        "curl &#x27;x&#x27;",
        "no key of another workspace",
        "createIndex 42: the API cannot delete it",
        "200 × 3, 404 × 2",
        "Requests: 7",
    ):
        assert text in page
    # Screen readers read the headers of columns and rows.
    assert all("scope" in attributes for tag, attributes in Page(page).elements if tag == "th")


def test_answers_are_escaped(run: Run) -> None:
    page = report.page(run, OPERATIONS)

    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_operation_without_success_is_listed(run: Run) -> None:
    page = report.page(run, OPERATIONS)

    cells = (
        '<th scope="row">All checks of the operation</th><td class="text">the operation never answered with a success'
    )
    (row,) = re.findall(f"{cells}</td>(.*)", page)
    assert "listAois" in row
    assert "getAoi" not in row


def test_skipped_checks_are_grouped_by_reason(run: Run) -> None:
    run.checks.append(Check("test_it_is_ours", "keys", "listAois", "skipped", "no key of another workspace"))

    assert report.page(run, OPERATIONS).count("no key of another workspace") == 1
    assert '<td class="text">getAoi, listAois</td>' in report.page(run, OPERATIONS)


def test_curl_line_has_neither_key_nor_signature() -> None:
    request = SentRequest("GET", "https://storage/file?signature=s", headers={"Authorization": "k", "X": "a'b"})

    assert request.curl("https://api") == (
        "curl -sS -X GET https://storage/file -H \"Authorization: $PIXXEL_API_KEY\" -H 'X: a'\"'\"'b'"
    )
