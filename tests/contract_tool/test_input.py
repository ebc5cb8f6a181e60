"""The inputs that checks send: which are chosen, in which branches, and what a refusal says."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.contract.checks.support import ERRORS, assert_accepted, assert_refused
from tests.contract.model.branches import branch_bodies
from tests.contract.model.examples import body_examples, example_variants, operation_label
from tests.contract.model.invalid_payloads import Invalid, invalid_bodies, spread
from tests.contract.model.operations import CONTRACT, OPERATIONS, Call, call_of
from tests.contract.model.references import places
from tests.contract.outcomes import Blocked
from tests.contract.runner.run import Keys, Run
from tests.contract.transport.server import Server
from tests.ledger import Ledger
from tests.oracle import JSON, Operation

WITH_BODY = [operation for operation in OPERATIONS if operation.body]
GET_PROJECT = call_of("getProject", path={"id": "a-project"})
UNKNOWN = call_of("getProject", path={"id": "no-such-thing"})


def example_of(operation: Operation) -> object:
    return next(iter(body_examples(operation).values()))["value"]


def errors_of_all_examples() -> Iterator[tuple[str, list[Invalid]]]:
    for operation in WITH_BODY:
        for variant in example_variants(operation):
            yield operation_label(variant), [*invalid_bodies(operation.body[JSON], example_of(variant))]


def test_few_errors_of_each_operation_together_have_every_kind_and_position() -> None:
    every, sent = set(), set()
    for label, errors in errors_of_all_examples():
        chosen = spread(errors, ERRORS, label)
        assert 0 < len(chosen) <= ERRORS
        assert [error.label for error in chosen] == [error.label for error in spread(errors, ERRORS, label)]
        every |= {feature for error in errors for feature in (error.kind, error.position)}
        sent |= {feature for error in chosen for feature in (error.kind, error.position)}

    assert every - sent == set()


def test_typos_stand_beside_good_items_of_a_list() -> None:
    operation = CONTRACT.operations["generateVisualizationSld"]
    errors = [*invalid_bodies(operation.body[JSON], example_of(operation))]

    modes = [error.value["visualization_modes"] for error in errors if error.position.endswith("good items")]
    assert ["dynamic", "unheard-of"] in modes
    assert ["unheard-of", "dynamic"] in modes


@pytest.mark.parametrize("kind", ["GCS", "AZBLOB"])
def test_each_branch_of_a_condition_has_a_body_and_an_error_for_each_required_field(kind: str) -> None:
    operation = CONTRACT.operations["createStore"]
    pointer, good = operation.body[JSON], example_of(operation)

    (body,) = (branch.value for branch in branch_bodies(pointer, good) if branch.value["type"] == kind)
    assert not CONTRACT.problems(pointer, body)
    labels = {error.label for error in invalid_bodies(pointer, good)}
    assert {f"/secrets/{name} missing (with type={kind})" for name in body["secrets"]} <= labels
    assert len(body["secrets"]) > 1


def test_an_area_takes_every_form_with_the_same_corners() -> None:
    operation = CONTRACT.operations["searchImagery"]
    bodies = [branch.value for branch in branch_bodies(operation.body[JSON], example_of(operation))]

    forms = {body["geometry"]["type"]: body["geometry"] for body in bodies}
    assert {"Point", "LineString", "MultiPolygon", "GeometryCollection"} <= forms.keys()
    assert forms["LineString"]["coordinates"] == forms["MultiPolygon"]["coordinates"][0][0]


def test_optional_places_of_ids_are_found() -> None:
    found = {(place.part, place.name) for place in places("searchCatalogs")}

    assert {("body", "/ids"), ("body", "/order_ids"), ("body", "/query/project_id")} <= found
    assert {place.name for place in places("createDeliveries")} >= {"/deliveries/0/order_item_ids"}
    assert [place.takes_several for place in places("listOrderItems") if place.name == "ids"] == [True]
    assert places("createStore") == ()


def server_that_answers(statuses: dict[str, int]) -> Server:
    """A server whose answers have a status by path, and otherwise 200."""

    def request(method: str, path: str, **options: object) -> httpx.Response:
        status = statuses.get(path, 200)
        content = {"error": {"code": "NO", "message": "no"}} if status >= 400 else {"id": "a-project"}
        return httpx.Response(status, json=content)

    return Server(request, Keys("a-key-of-this-test"), lambda: None, Ledger(), "", is_sandbox=True, run=Run())


def refusal(server: Server, call: Call) -> None:
    assert_refused(server, call, 404, but_for=GET_PROJECT, what="an unknown ID")


def test_documented_refusal_keeps_the_check() -> None:
    refusal(server_that_answers({UNKNOWN.url: 404}), UNKNOWN)


@pytest.mark.parametrize("status", [200, 400])
def test_other_answer_breaks_the_check_and_says_what_was_expected(status: int) -> None:
    with pytest.raises(
        pytest.fail.Exception, match=f"an unknown ID must be refused with 404, is answered with {status}"
    ):
        refusal(server_that_answers({UNKNOWN.url: status}), UNKNOWN)


def test_refusal_of_the_valid_request_too_blocks_the_check() -> None:
    server = server_that_answers({UNKNOWN.url: 400, GET_PROJECT.url: 400})

    with pytest.raises(Blocked, match="must be 200 for a valid request, is 400"):
        refusal(server, UNKNOWN)
    with pytest.raises(Blocked, match="must be 200 for a valid request, is 400"):
        assert_accepted(server, UNKNOWN, but_for=GET_PROJECT, what="another ID")
    assert {finding.operation for finding in server.run.findings} >= {"getProject"}
