"""The report page: well-formed, self-contained, complete, with all text of the server escaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.contract.model.operations import OPERATIONS
from tests.contract.runner import results
from tests.contract.runner.page import page
from tests.contract.runner.run import Check, Run
from tests.contract_tool.example_run import KEY, example_run
from tests.oracle import Departure

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}


class Page(HTMLParser):
    """The elements in order, with their attributes, the text, and the elements that are not closed at the end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        self.text += "" if tag == "wbr" else " "

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} is closed in the wrong order"

    def handle_data(self, data: str) -> None:
        self.text += data if "style" not in self.open else ""


@pytest.fixture
def run() -> Run:
    return example_run()


def shown(run: Run) -> str:
    """The text of the page, with single spaces."""
    return " ".join(Page(page(run, OPERATIONS)).text.split())


def test_page_is_well_formed_and_self_contained(run: Run) -> None:
    parsed = Page(page(run, OPERATIONS))

    assert parsed.open == []
    loading = [tag for tag, names in parsed.elements if tag in {"script", "link", "img"} or "src" in names]
    assert loading == []
    assert all(str(names["href"]).startswith("#") for _, names in parsed.elements if "href" in names)
    assert "url(" not in page(run, OPERATIONS)
    assert ("html", {"lang": "en"}) in parsed.elements


def test_links_of_the_page_lead_to_its_sections_and_findings(run: Run) -> None:
    elements = Page(page(run, OPERATIONS)).elements
    targets = {f"#{names['id']}" for _, names in elements if "id" in names}

    links = {names["href"] for tag, names in elements if tag == "a"}
    assert links <= targets
    assert {"#findings", "#finding-3"} <= links


def test_header_says_what_was_checked_against_which_contract(run: Run) -> None:
    text = shown(run)

    for fact in (
        "The contract is broken: 3 findings, 2 broken checks",
        "Server https://staging.example.com",
        "Pixxel Earth Observation API",
        results.digest(),
        f"Began {run.began:%Y-%m-%d %H:%M:%S} UTC",
        "Duration 1 min 15 s",
        "Depth quick",
        "Seed 1",
        "Requests 7",
        "waited 12 s for the server; requests sent again after: 2 × 429",
        "1 kept, 2 broken, 1 blocked, 2 skipped, 3 not applicable",
    ):
        assert fact in text


def test_finding_says_where_what_how_often_and_how_to_see_it(run: Run) -> None:
    text = shown(run)

    assert 'listProjects 200 /projects/0/created_at Expected like "2024" Got "late"' in text
    assert re.search(
        r"Rule pattern of Timestamp \(openapi.yaml:\d+\) Seen in 3 answers Also in getProject /project", text
    )
    assert (
        "curl -sS -X GET 'https://staging.example.com/v0/projects?limit=50' -H \"Authorization: $PIXXEL_API_KEY\""
        in text
    )


def test_sections_stand_in_the_order_of_importance(run: Run) -> None:
    text = shown(run)
    sentences = [
        "1. listProjects 418",
        "It is right",
        "by finding 3: listProjects 200 /projects/0/id",
        "no key of another workspace",
        "createIndex: the API cannot delete it",
        "200 × 3, 404 × 2",
    ]

    # Behind the links to the sections.
    places = [text.index(sentence, text.index("each cause once")) for sentence in sentences]
    assert places == sorted(places)


def test_answers_are_escaped_and_their_control_characters_are_visible(run: Run) -> None:
    text = page(run, OPERATIONS)

    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"\x1b[31m \u202e" in text


def test_wide_tables_can_be_scrolled_by_keyboard_and_say_so(run: Run) -> None:
    elements = Page(page(run, OPERATIONS)).elements
    areas = [names for tag, names in elements if names.get("class") == "scroll"]

    assert len(areas) == 2
    assert all(names["tabindex"] == "0" and names["role"] == "region" and names["aria-labelledby"] for names in areas)
    assert len([names for _, names in elements if names.get("class") == "hint"]) == len(areas)
    # Screen readers read the headers of columns and rows.
    assert all("scope" in names for tag, names in elements if tag == "th")


def test_operation_without_success_is_listed(run: Run) -> None:
    text = page(run, OPERATIONS)
    (row,) = re.findall("</span> the operation never answered with a success(.*)", text[text.index('id="unreached"') :])

    assert "listAois" in row
    assert "getProject" not in row


def test_skipped_checks_are_grouped_by_reason(run: Run) -> None:
    text = shown(run)

    assert text.count("no key of another workspace") == 1
    assert "2 no key of another workspace It is ours: getProject, listProjects" in text


def test_many_places_of_a_finding_are_folded(run: Run) -> None:
    late = next(finding for finding in run.findings if finding.operation == "getProject")
    run.findings.merge([{**vars(late), "operation": operation.id} for operation in OPERATIONS[20:29]])

    assert "<summary>10 places</summary>" in page(run, OPERATIONS)


def test_run_without_a_problem_is_green_and_an_interrupted_one_is_not(run: Run) -> None:
    kept = Run(checks=[Check("test_it_is_there", "reading", "getProject", "kept")])
    assert results.verdict(kept) == ("The contract is kept in every check that was made", "kept")

    kept.is_interrupted = True
    assert results.verdict(kept) == ("The run was interrupted", "skipped")
    run.trouble = "the server is gone"
    assert results.verdict(run) == (
        "Not everything could be checked: the server is gone; reported: 3 findings, 2 broken checks",
        "broken",
    )
    assert results.verdict(Run()) == ("No check could be made", "skipped")


def test_no_form_of_the_report_has_the_key(run: Run) -> None:
    run.observe("getAoi", 200, [Departure("/name", "value", f"must be free of keys, is {KEY}")])

    assert KEY not in page(run, OPERATIONS)
    assert "<dt>Got</dt><dd>…</dd>" in page(run, OPERATIONS)
