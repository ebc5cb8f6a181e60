"""Two looks at a server are compared, except for what changes by itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.model.comparison import assert_none, changes

FINISHED = {"id": "a", "name": "North", "status": "success", "progress": 100, "updated_at": "2026-05-06"}
RUNNING = FINISHED | {"status": "creating", "progress": 50}


def test_equal_looks_have_no_changes() -> None:
    assert [*changes([FINISHED], [FINISHED])] == []


@pytest.mark.parametrize("changed", [{"name": "South"}, {"status": "failed"}, {"images": ["x"]}])
def test_change_after_a_terminal_status_is_named(changed: dict[str, Any]) -> None:
    found = [*changes({"listAois": [FINISHED]}, {"listAois": [FINISHED | changed]})]

    assert len(found) == 1
    assert next(iter(changed)) in found[0]


def test_work_that_went_on_may_change_everything_but_its_ids() -> None:
    before = RUNNING | {"aoi_id": "b"}
    after = FINISHED | {"aoi_id": "b", "images": ["x"], "name": "South"}

    assert [*changes([before], [after])] == []
    assert [*changes([before], [after | {"aoi_id": "c"}])] == [" a/aoi_id was 'b', is 'c'"]


def test_work_that_stood_still_must_not_change() -> None:
    assert [*changes([RUNNING], [RUNNING | {"name": "South"}])] == [" a/name was 'North', is 'South'"]


def test_item_that_is_gone_or_new_is_named() -> None:
    other = FINISHED | {"id": "b"}

    assert [*changes([FINISHED], [other])] == [" a is gone", " b was not there before"]


def test_new_item_may_name_work_that_went_on() -> None:
    of_running: tuple[dict[str, Any], ...] = {"listAssets": []}, {"listAssets": [{"id": "x", "aoi_id": "a"}]}
    lists = {"listAois": [RUNNING]}, {"listAois": [FINISHED]}

    assert [*changes(lists[0] | of_running[0], lists[1] | of_running[1])] == []
    assert [*changes(of_running[0], of_running[1])] == ["/listAssets x was not there before"]


def test_order_of_items_with_ids_does_not_count() -> None:
    other = FINISHED | {"id": "b"}

    assert [*changes([FINISHED, other], [other, FINISHED])] == []


def test_signature_of_a_url_may_change_and_its_address_may_not() -> None:
    before = FINISHED | {"signed_url": "https://files.example/a?signature=1"}

    assert [*changes(before, before | {"signed_url": "https://files.example/a?signature=2"})] == []
    assert len([*changes(before, before | {"signed_url": "https://files.example/b?signature=1"})]) == 1


def test_failure_has_the_first_problems_and_counts_the_others() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"GET /a: 0; 1; 2; and 2 more"):
        assert_none(map(str, range(5)), "GET /a")
    assert_none([])
