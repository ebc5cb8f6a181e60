"""Completes the `junit.xml` of pytest: the findings as test cases beside the checks, and no secrets."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from tests.contract.runner import results
from tests.contract.runner.redaction import printable
from tests.contract.runner.run import Run


def complete(path: Path, run: Run) -> None:
    """Add a suite with a failed case for each cause."""
    tree = ElementTree.parse(path)  # noqa: S314  pytest has just written it
    causes = results.causes(run)
    if causes:
        number = str(len(causes))
        counts = {"tests": number, "failures": number, "errors": "0", "skipped": "0", "time": "0"}
        suite = ElementTree.SubElement(tree.getroot(), "testsuite", {"name": "findings", **counts})
        for cause in causes:
            names = {"classname": "findings", "name": printable(cause.title), "time": "0"}
            case = ElementTree.SubElement(suite, "testcase", names)
            text = [cause.first.message, f"rule: {cause.rule}", f"seen in {cause.seen}"]
            text += [f"also in {results.joined(cause.others)}"] if cause.others else []
            failure = ElementTree.SubElement(case, "failure", {"message": printable(cause.first.message)})
            failure.text = printable("\n".join([*text, cause.first.curl]))
    for element in tree.iter():
        element.text = run.redacted(element.text) if element.text else None
        for name, value in element.attrib.items():
            element.set(name, run.redacted(value))
    tree.write(path, encoding="utf-8", xml_declaration=True)
