"""Authentication by key, and the separation of workspaces."""

from typing import Any

import pytest

from pixxel_sandbox import REVOKED_KEY, SAMPLE_KEY, SAMPLE_KEY_TWO, sample
from tests.oracle import Operation
from tests.sandbox.support import CONTRACT, INDEX, VISUALIZATION, VISUALIZATIONS, InProcess, example_bodies, url_of

EVERY_OPERATION = [(each.method, url_of(each)) for each in CONTRACT.operations.values() if each.raw["security"]]


@pytest.mark.parametrize("header", [SAMPLE_KEY, f"Bearer {SAMPLE_KEY}", f"bearer {SAMPLE_KEY}"])
def test_a_key_is_accepted_with_and_without_bearer(sandbox: InProcess, header: str) -> None:
    assert sandbox("GET", "/v0/aois", key=header).status_code == 200


@pytest.mark.parametrize("header", [None, "", "unknown-key", "Bearer unknown-key", "sandbox-ke", "schlüssel"])
@pytest.mark.parametrize(("method", "path"), EVERY_OPERATION)
def test_a_missing_or_unknown_key_is_403(sandbox: InProcess, method: str, path: str, header: str | None) -> None:
    answer = sandbox(method, path, key=header and header.encode("latin-1"))
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")


@pytest.mark.parametrize("header", [REVOKED_KEY, f"Bearer {REVOKED_KEY}"])
@pytest.mark.parametrize(("method", "path"), EVERY_OPERATION)
def test_a_revoked_key_is_403_with_its_own_message(sandbox: InProcess, method: str, path: str, header: str) -> None:
    answer = sandbox(method, path, key=header)
    assert (answer.status_code, answer.json()) == (
        403,
        {"error": {"code": "FORBIDDEN", "message": "this key has been revoked"}},
    )
    assert "revoked" not in sandbox(method, path, key="unknown-key").text


@pytest.mark.parametrize("header", ["Basic c2FuZGJveDpib3g=", "Bearer", "bearer", "sandbox-key two", "Bearer a b"])
@pytest.mark.parametrize(("method", "path"), EVERY_OPERATION)
def test_an_authorization_header_of_another_form_is_401(
    sandbox: InProcess, method: str, path: str, header: str
) -> None:
    answer = sandbox(method, path, key=header)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHORIZED")


def test_two_authorization_headers_are_401(sandbox: InProcess) -> None:
    answer = sandbox("GET", "/v0/aois", headers=[("Authorization", SAMPLE_KEY_TWO)])
    assert answer.status_code == 401


@pytest.mark.parametrize("raw", [b"{", b"x" * 2_000_000])
def test_the_key_is_checked_before_the_body(sandbox: InProcess, raw: bytes) -> None:
    assert sandbox("POST", "/v0/indices", key=None, content=raw).status_code == 403


def test_an_error_does_not_contain_the_key(sandbox: InProcess) -> None:
    for header in ("secret-of-somebody", "Basic secret-of-somebody"):
        assert "secret" not in sandbox("GET", "/v0/aois", key=header).text


ROLLBACK = {"index_id": sample.CUSTOM_INDEX_ID, "dates": ["2024_05_06"], "visualization_mode": "dynamic"}
# Tags with the same data for every workspace.
SHARED = {"archives", "satellites"}
FOREIGN = [
    ("GET", f"/v0/aoi/{sample.AOI_ID}", None),
    ("GET", VISUALIZATIONS, None),
    ("POST", VISUALIZATIONS, {"index_id": sample.CUSTOM_INDEX_ID}),
    ("PUT", f"{VISUALIZATION}/metadata", {"visualization_mode": "theoretical", "legend": {"2024_05_06": []}}),
    ("PATCH", f"{VISUALIZATION}/metadata", ROLLBACK),
    (
        "POST",
        f"{VISUALIZATION}/png",
        {"index_id": sample.CUSTOM_INDEX_ID, "date": "2024_05_06", "visualization_mode": "dynamic"},
    ),
    ("POST", f"{VISUALIZATION}/sld", {"dates": ["2024_05_06"], "visualization_modes": ["dynamic"]}),
]


@pytest.mark.parametrize(("method", "path", "body"), FOREIGN)
def test_documents_of_another_workspace_are_404(
    sandbox: InProcess, method: str, path: str, body: dict[str, Any] | None
) -> None:
    before = sandbox.state()
    assert sandbox(method, path, json=body, key=SAMPLE_KEY_TWO).status_code == 404
    assert sandbox.state() == before


OWNED = [each for each in CONTRACT.operations.values() if each.named("path") and each.tag not in SHARED]


@pytest.mark.parametrize("operation", OWNED, ids=lambda operation: operation.id)
def test_no_operation_reaches_documents_of_another_workspace(sandbox: InProcess, operation: Operation) -> None:
    before = sandbox.state()
    bodies = example_bodies(operation) or {"": None}
    for body in bodies.values():
        assert sandbox(operation.method, url_of(operation), json=body, key=SAMPLE_KEY_TWO).status_code == 404
    assert sandbox.state() == before


def items_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]]
    [items] = [value for name, value in answer.items() if isinstance(value, list) and name != "links"]
    return items


def ids_of(items: list[dict[str, Any]]) -> set[str]:
    return {item[name] for item in items for name in ("id", "aoi_id", "delivery_id") if name in item}


LISTS = [each for each in CONTRACT.operations.values() if each.id.startswith("list")]


@pytest.mark.parametrize("operation", LISTS, ids=lambda operation: operation.id)
def test_every_list_has_sample_data(sandbox: InProcess, operation: Operation) -> None:
    assert len(items_of(sandbox.json("GET", url_of(operation)))) >= 3


@pytest.mark.parametrize(
    "operation", [each for each in LISTS if not each.named("path")], ids=lambda operation: operation.id
)
def test_lists_have_no_documents_of_another_workspace(sandbox: InProcess, operation: Operation) -> None:
    sandbox.json("POST", "/v0/indices", json=INDEX)
    mine, theirs = (items_of(sandbox.json("GET", url_of(operation), key=key)) for key in (SAMPLE_KEY, SAMPLE_KEY_TWO))
    assert len(theirs) >= 2
    assert bool(ids_of(mine) & ids_of(theirs)) == (operation.tag in SHARED)


def test_an_index_and_an_asset_of_another_workspace_cannot_be_drawn(sandbox: InProcess) -> None:
    aoi = sandbox.json("GET", "/v0/aois", key=SAMPLE_KEY_TWO)["aois"][0]
    own = sandbox.json("GET", "/v0/indices", key=SAMPLE_KEY_TWO)["indices"][0]
    path = f"/v0/aois/{aoi['aoi_id']}/visualizations"
    foreign_index = {"index_id": sample.CUSTOM_INDEX_ID}
    foreign_asset = {"index_id": own["id"], "src_asset_ids": [sample.SOURCE_ASSET_ID]}
    for body in (foreign_index, foreign_asset):
        assert sandbox("POST", path, json=body, key=SAMPLE_KEY_TWO).status_code == 404


def test_workspaces_can_use_the_same_names(sandbox: InProcess) -> None:
    sandbox.json("POST", "/v0/indices", json=INDEX)
    assert sandbox("POST", "/v0/indices", json=INDEX, key=SAMPLE_KEY_TWO).status_code == 201


def test_the_second_workspace_has_an_aoi_an_index_and_two_visualizations(sandbox: InProcess) -> None:
    aoi, *_ = sandbox.json("GET", "/v0/aois", key=SAMPLE_KEY_TWO)["aois"]
    assert sandbox.json("GET", "/v0/indices", key=SAMPLE_KEY_TWO)["indices"]
    drawn = sandbox.json("GET", f"/v0/aois/{aoi['aoi_id']}/visualizations", key=SAMPLE_KEY_TWO)["visualization"]
    assert len(drawn) == 2
    assert {visualization["tenant_id"] for visualization in drawn} == {sample.TWO.tenant_id}
