"""The rules of the contract as a document: what the generator can express, what a reader needs, and what is true."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from tests.oracle import Contract
from tests.spec.lint.components import component_problems, repetitions
from tests.spec.lint.examples import example_problems
from tests.spec.lint.generator import path_problems, required_problems, schema_problems
from tests.spec.lint.links import link_problems, missing_links
from tests.spec.lint.operations import operation_id_problems, operation_problems, tag_problems
from tests.spec.lint.readable import invalid_places, unreadable
from tests.spec.lint.walk import operations


def problems(document: Mapping[str, Any]) -> list[str]:
    """The problems of a contract, a sentence each. The rules are checked on a readable and valid document only."""
    return unreadable(document) or invalid_places(document) or _broken_rules(Contract(document))


def _broken_rules(contract: Contract) -> list[str]:
    document = contract.document
    sentences = []
    if "security" in document:
        sentences.append("security is declared for the whole document; declare it with each operation")
    sentences += chain(
        schema_problems(document),
        required_problems(contract),
        path_problems(document["paths"]),
        tag_problems(contract),
        *(operation_problems(contract, operation) for operation in operations(contract)),
        component_problems(contract),
        repetitions(document),
        example_problems(contract),
    )
    wrong_ids = [*operation_id_problems(contract)]
    # Links name operations by their ids: they are checked when those are right.
    return [*sentences, *(wrong_ids or chain(link_problems(contract), missing_links(contract)))]
