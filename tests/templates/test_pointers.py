"""JSON pointers lead to the value that they were made for, whatever its keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pixxel_client._data.pointers import below, resolve
from tests.strategies import ANY_JSON, TEXT

KEYS = TEXT | st.sampled_from(["", "/", "~", "~1", "~0", "0", "a/b~c"])


def pointers(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """The pointer of each value in a document, with the value."""
    yield pointer, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from pointers(item, below(pointer, key))


@given(st.dictionaries(KEYS, st.lists(ANY_JSON, max_size=2) | ANY_JSON, max_size=3))
@example({"a/b": [{"~": {"~1": 1, "": 2}}]})
def test_a_pointer_leads_to_its_value(document: Any) -> None:
    for pointer, value in pointers(document):
        assert resolve(document, pointer) is value


def test_segments_are_escaped() -> None:
    assert below("/answer", "a/b", "c~d", 0) == "/answer/a~1b/c~0d/0"


@pytest.mark.parametrize("pointer", ["/missing", "/list/2", "/list/-1", "/list/x", "/text/0", "/list/0/x"])
def test_a_pointer_without_a_value_is_a_lookup_error(pointer: str) -> None:
    with pytest.raises(LookupError):
        resolve({"list": [1, 2], "text": "ab"}, pointer)
