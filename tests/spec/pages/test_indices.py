"""Indices, as the pages document them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.pages.support import CONTRACT, SCHEMAS, answer_problems, request_problems, schema_problems, without

INDEX: dict[str, Any] = {
    "name": "NDVI",
    "description": "",
    "rescale": [0, 1],
    "expression": "(B04-B08)/(B04+B08)",
    "colormap": "rplumbho",
    "satellite_id": "0002a3a3-00a2-4b55-842b-44d8202c6d60",
    "expression_type": "index",
}


@pytest.mark.parametrize("name", INDEX)
def test_every_field_of_a_new_index_is_required(name: str) -> None:
    assert request_problems("POST", "/v0/indices", INDEX) == []
    assert request_problems("POST", "/v0/indices", without(INDEX, name))


# Older pages have the type in the request. Now only custom indices can be created.
def test_only_the_answer_has_the_type_of_an_index() -> None:
    assert "type" not in CONTRACT.at(f"{SCHEMAS}/IndexCreate/properties")
    for type_ in ("custom", "preset"):
        assert answer_problems("createIndex", 201, {"id": "i", "name": "n", "type": type_}) == []


@given(least=st.floats(-1, 1), most=st.floats(-1, 1))
def test_a_rescale_has_two_numbers(least: float, most: float) -> None:
    assert schema_problems("Rescale", [least, most]) == []
    assert schema_problems("Rescale", [least])
    assert schema_problems("Rescale", [least, most, most])


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("rescale", [[0, 1], [-0.2, 0.8]])
def test_a_rescale_may_have_fractions(rescale: list[float]) -> None:
    assert schema_problems("Rescale", rescale) == []
