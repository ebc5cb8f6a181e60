"""Which changes of the contract break its callers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.spec.diff.comparison import KINDS, Change, changes
from tests.spec.diff.shapes import ABSENT, View
from tests.spec.documents import Document

# A program uses these names.
NAMES = {"name", "operation id", "style", "tag"}
# These are added or removed as a whole.
PARTS = {"body", "field", "header", "media type", "model", "operation", "parameter"}
# With these formats, a value has another type in Python.
TYPED_FORMATS = {"binary", "date", "date-time", "uuid"}


def sorted_changes(before: Document, after: Document) -> tuple[list[Change], list[Change]]:
    """The breaking changes, and the others."""
    old, new = View(before), View(after)
    all_changes = [*changes(old, new), *_lost_models(old, new)]
    return [change for change in all_changes if breaks(change)], [
        change for change in all_changes if not breaks(change)
    ]


def breaks(change: Change) -> bool:
    in_request = change.direction == "request"
    if change.kind in NAMES:
        return True
    if change.kind in PARTS:
        return change.effect == "removed" or (in_request and change.effect == "narrowed")
    if change.kind == "status":
        return change.effect == "removed" and not re.match("response [145]", change.place)
    if change.kind == "default":
        return in_request and change.before != ABSENT
    if change.kind == "format" and {change.before, change.after} & TYPED_FORMATS:
        return True
    if in_request:
        return change.effect in {"narrowed", "changed"}
    if change.kind == "type" and change.before == "any":
        # The client answers with a model instead of a dict.
        return "object" in change.after
    return change.effect in {"widened", "changed"} and change.kind in KINDS - {"enum value"}


def _lost_models(old: View, new: View) -> Iterator[Change]:
    """The removed classes of the Python package: each object and each enum is a class named after its schema."""
    new_schemas = new.document.content.get("components", {}).get("schemas", {})
    for name, schema in old.document.content.get("components", {}).get("schemas", {}).items():
        forms = old.shape((schema,)).forms
        if name not in new_schemas and any(form.fields or form.enum for form in forms):
            yield Change("the Python package", f"models.{name}", "model", "present", ABSENT, "removed", "request")
