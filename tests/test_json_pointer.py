"""JSON pointers lead to the value that they name, whatever characters its keys have."""

from __future__ import annotations

import copy

import pytest

from tests import json_pointer

DOCUMENT = {"a/b": {"c~d": [1, {"": None}]}, "0": [[2], [3], [4]]}
POINTERS = {
    "": DOCUMENT,
    "/a~1b": {"c~d": [1, {"": None}]},
    "/a~1b/c~0d": [1, {"": None}],
    "/a~1b/c~0d/0": 1,
    "/a~1b/c~0d/1": {"": None},
    "/a~1b/c~0d/1/": None,
    "/0": [[2], [3], [4]],
    **{f"/0/{position}": [position + 2] for position in range(3)},
    **{f"/0/{position}/0": position + 2 for position in range(3)},
}


def test_every_value_has_a_pointer_that_leads_to_it() -> None:
    assert {pointer: json_pointer.value_at(DOCUMENT, pointer) for pointer in POINTERS} == POINTERS
    assert sorted(json_pointer.pointers(DOCUMENT)) == sorted(POINTERS)
    assert set(POINTERS) - set(json_pointer.pointers(DOCUMENT, ends=True)) == {"/0/1", "/0/1/0"}


@pytest.mark.parametrize("pointer", POINTERS)
def test_split_pointer_is_joined_again(pointer: str) -> None:
    assert json_pointer.join("", *json_pointer.split(pointer)) == pointer
    assert json_pointer.join("#", *json_pointer.split(pointer)) == f"#{pointer}"


@pytest.mark.parametrize("pointer", ["/none", "/0/3", "/0/x", "/a~1b/c~0d/0/0"])
def test_pointer_to_nothing_raises(pointer: str) -> None:
    with pytest.raises((LookupError, ValueError, TypeError)):
        json_pointer.value_at(DOCUMENT, pointer)


@pytest.mark.parametrize("pointer", POINTERS)
def test_replaced_and_removed_change_one_value_and_not_the_document(pointer: str) -> None:
    before = copy.deepcopy(DOCUMENT)

    replaced = json_pointer.replaced(DOCUMENT, pointer, "new")
    removed = json_pointer.removed(DOCUMENT, pointer)

    assert before == DOCUMENT
    assert json_pointer.value_at(replaced, pointer) == "new"
    container, _, key = pointer.rpartition("/")
    if not pointer:
        assert removed is None
    elif isinstance(values := json_pointer.value_at(DOCUMENT, container), list):
        assert json_pointer.value_at(removed, container) == [*values[: int(key)], *values[int(key) + 1 :]]
    else:
        assert json_pointer.value_at(removed, container).keys() == values.keys() - {json_pointer.unescape(key)}
