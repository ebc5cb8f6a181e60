"""Satellites and the search for their images, as the pages document them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.pages.support import CONTRACT, POLYGON, SCHEMAS, answer_problems, schema_problems

SEARCH: dict[str, Any] = {
    "start_date": "2023-04-18T11:56:49.865Z",
    "end_date": "2023-05-03T11:56:49.865Z",
    "geometry": POLYGON,
}
SOURCE = {"satellite_id": "s", "collection_id": "c"}


@pytest.mark.parametrize("rescale", [[], [0, 1], [-0.2, 0.8]])
def test_the_rescale_of_a_collection_may_be_empty_or_have_fractions(rescale: list[float]) -> None:
    satellite = {"id": "s", "name": "n", "collections": [{"rescale": rescale}]}
    assert answer_problems("listSatellites", 200, {"satellites": [satellite]}) == []


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


def test_satellites_have_their_own_tag() -> None:
    assert CONTRACT.operations["listSatellites"].tag == "satellites"


@pytest.mark.parametrize("source", [{"satellites": [SOURCE]}, {"satellite": SOURCE}])
def test_an_imagery_search_names_satellites_or_one_satellite(source: dict[str, Any]) -> None:
    assert schema_problems("ImagerySearch", {**SEARCH, **source}) == []


def test_an_imagery_search_does_not_name_both_or_none() -> None:
    assert schema_problems("ImagerySearch", SEARCH)
    assert schema_problems("ImagerySearch", {**SEARCH, "satellites": [SOURCE], "satellite": SOURCE})


def test_an_imagery_search_has_no_page_tokens() -> None:
    body, answer_ = (CONTRACT.at(f"{SCHEMAS}/{name}/properties") for name in ("ImagerySearch", "ImageryPage"))
    assert "next_token" not in {*body, *answer_}
    counted = {"items": {}, "pagination": {"limit": 10, "skip": 0, "total": 0}}
    assert answer_problems("searchImagery", 200, counted) == []
    # An answer with a token is not refused.
    assert answer_problems("searchImagery", 200, {**counted, "next_token": "t"}) == []
