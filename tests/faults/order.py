"""In which order the tests of the proof run on a package with a fault: what notices most for its time comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

# The modules that notice most for their time, sharpest first. The others follow.
SERVER_MODULES = (
    *("examples", "legends", "tables", "visualizations", "lists", "downloads", "creation", "orders", "searches"),
    *("keys", "consistency", "bad_input", "progress", "generated"),
)
CLIENT_MODULES = (
    *("credentials", "key_functions", "profiles", "model_construction", "options", "models", "parsers", "pages"),
    *("observers", "records", "lifecycle", "arguments", "errors", "retries", "waits", "requests", "answers"),
    *("error_texts", "other_successes", "redaction", "network"),
)
# What the checks of an area of faults are about, by tags of the contract and names of test modules, where it is not the
# tag or the module of the same name. It is a hint: all other tests follow.
ABOUT = {
    "answers": {"answers", "other_successes"},
    "archives": {"archives", "searches"},
    "authentication": {"service", "keys"},
    "catalogs": {"catalogs", "searches", "downloads"},
    "connections": {"network", "lifecycle"},
    "deliveries": {"deliveries", "orders"},
    "downloads": {"downloads"},
    "errors": {"bad_input", "error_texts", "errors", "other_successes"},
    "geometry": {"aois", "searches"},
    "imagery": {"imagery", "searches"},
    "models": {"models", "answers", "model_construction"},
    "observers": {"observers", "other_successes"},
    "order_items": {"order_items", "orders"},
    "orders": {"orders", "order_items"},
    "packages": {"downloads", "insights", "jobs", "tasks"},
    "paging": {"lists", "pages"},
    "protocol": {"examples", "keys", "bad_input"},
    "redaction": {"redaction", "logging", "credentials"},
    "reports": {"reports", "tables"},
    "requests": {"requests", "arguments", "error_texts"},
    "retries": {"retries", "waits"},
    "signed_files": {"downloads"},
    "storage": {"lists", "keys"},
    "times": {"examples"},
    "validation": {"bad_input", "arguments", "observers"},
    "visualizations": {"visualizations", "legends"},
    "workspaces": {"keys"},
}
# Tests that take longer than all tests of most modules.
SLOW = {"test_every_change_of_a_listed_object_has_its_time", "test_invalid_body_is_400_and_changes_nothing"}
# Random requests take longer than everything else together.
SLOWEST = {"generated"}


def ordered(
    items: Sequence[pytest.Item], modules: Sequence[str], area: str | None = None, first: str | None = None
) -> list[pytest.Item]:
    """Tests in the order in which they run.

    First the very test `first`, then its function with other parameters, then what is about the area of the fault, then
    the rest, each in the order of `modules`.
    """
    about = ABOUT.get(area, {area}) if area else set()
    ranks = {name: rank for rank, name in enumerate(modules)}
    function = function_of(first) if first else None

    def key(item: pytest.Item) -> tuple[bool, bool, bool, bool, bool, int]:
        name = short(item.nodeid)
        module = module_of(name)
        is_about_area = module in about or not about.isdisjoint(_tags(item))
        return (
            name != first,
            function_of(name) != function,
            module in SLOWEST,
            not is_about_area,
            function_of(name).partition("::")[2] in SLOW,
            ranks.get(module, len(ranks)),
        )

    return sorted(items, key=key)


def short(nodeid: str) -> str:
    """The id of a test without its folder. Its parameters may contain slashes too."""
    path, separator, test = nodeid.partition("::")
    return path.rpartition("/")[2] + separator + test


def function_of(test: str) -> str:
    """The short id of a test without its parameters."""
    return test.partition("[")[0]


def module_of(test: str) -> str:
    """The module of a short id of a test, without `test_`."""
    return test.partition(".py")[0].removeprefix("test_")


def _tags(item: pytest.Item) -> Iterator[str]:
    """The tags of the operations that a test is about: those of its parameters, and those that a mark names."""
    if marker := item.get_closest_marker("tags"):
        yield from marker.args
    parameters: dict[str, Any] = getattr(getattr(item, "callspec", None), "params", {})
    for value in parameters.values():
        for described in (value, getattr(value, "operation", None), getattr(value, "target", None)):
            if isinstance(tag := getattr(described, "tag", None), str):
                yield tag
