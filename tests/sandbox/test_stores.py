"""Stores: creation, deletion, and secrets, which are not stored."""

from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from pixxel_sandbox.sample import orders as samples
from tests.sandbox.order_support import ARCHIVE, RECURRING, order
from tests.sandbox.support import InProcess

SECRETS = {
    "S3": {"access_key_id": "hidden-id", "secret_access_key": "hidden-key"},
    "GCS": {"project_id": "hidden-project", "service_account_credentials": "hidden-credentials"},
    "AZBLOB": {
        "account_name": "hidden-account",
        "tenant_id": "hidden-tenant",
        "client_id": "hidden-client",
        "client_secret": "hidden-secret",
    },
}
STORE = {
    "name": "fields",
    "type": "S3",
    "configs": {"bucket": "fields", "region": "us-east-2", "path_prefix": "pixxel/"},
    "secrets": SECRETS["S3"],
    "labels": {"env": "test"},
}


def listed(sandbox: InProcess) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sandbox.json("GET", "/v0/stores")["stores"]
    return found


def create(sandbox: InProcess, **changes: Any) -> dict[str, Any]:
    store: dict[str, Any] = sandbox.json("POST", "/v0/stores", json={**STORE, **changes})
    return store


def test_a_new_store_can_be_read(sandbox: InProcess) -> None:
    store = create(sandbox)
    assert {name: store[name] for name in ("name", "type", "configs", "labels")} == {
        name: value for name, value in STORE.items() if name != "secrets"
    }
    assert store["created_at"] == store["updated_at"] == "2026-01-01T00:00:00Z"
    assert listed(sandbox)[0] == store
    assert listed(sandbox)[1]["id"] == samples.STORE_ID


@pytest.mark.parametrize("kind", SECRETS)
def test_secrets_are_neither_answered_nor_stored(sandbox: InProcess, kind: str) -> None:
    store = create(sandbox, type=kind, secrets=SECRETS[kind])
    assert store["type"] == kind
    for visible in (store, listed(sandbox), sandbox.state()):
        assert "hidden" not in str(visible)


@pytest.mark.parametrize("kind", SECRETS)
def test_each_service_needs_its_own_secrets(sandbox: InProcess, kind: str) -> None:
    for missing in SECRETS[kind]:
        secrets = {name: value for name, value in SECRETS[kind].items() if name != missing}
        answer = sandbox("POST", "/v0/stores", json={**STORE, "type": kind, "secrets": secrets})
        assert answer.status_code == 400
        assert "hidden" not in str(sandbox.state())


def test_the_same_name_conflicts(sandbox: InProcess) -> None:
    store = create(sandbox)
    before = sandbox.state()
    answer = sandbox("POST", "/v0/stores", json={**STORE, "type": "GCS", "secrets": SECRETS["GCS"]})
    assert (answer.status_code, answer.json()["error"]["details"]) == (409, {"id": store["id"]})
    assert sandbox.state() == before
    create(sandbox, name="Fields")
    assert sandbox("POST", "/v0/stores", json=STORE, key=SAMPLE_KEY_TWO).status_code == 200


def test_a_deleted_store_frees_its_name(sandbox: InProcess) -> None:
    store = create(sandbox)
    others = listed(sandbox)[1:]
    answer = sandbox("DELETE", f"/v0/stores/{store['id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert listed(sandbox) == others
    assert sandbox("DELETE", f"/v0/stores/{store['id']}").status_code == 404
    assert create(sandbox)["id"] != store["id"]


def test_nothing_can_be_delivered_to_a_deleted_store(sandbox: InProcess) -> None:
    store = create(sandbox)
    sandbox("DELETE", f"/v0/stores/{store['id']}")
    item = {**ARCHIVE, "cloud_delivery": {"config": store["id"]}}
    assert sandbox("POST", "/v0/orders", json={"order_items": [item]}).status_code == 404
    body = {"deliveries": [{"catalog_ids": [samples.CATALOG_ID], "cloud_info": {"config": store["id"]}}]}
    assert sandbox("POST", "/v0/catalogs/deliveries", json=body).status_code == 404


def test_deleting_a_store_conflicts_during_a_delivery(sandbox: InProcess) -> None:
    store = create(sandbox)
    body = {"deliveries": [{"catalog_ids": [samples.CATALOG_ID], "cloud_info": {"config": store["id"]}}]}
    sandbox.json("POST", "/v0/catalogs/deliveries", json=body)
    for status in (409, 409, 204):
        assert sandbox("DELETE", f"/v0/stores/{store['id']}").status_code == status
        sandbox.clock.advance()
    deliveries = sandbox.json("GET", "/v0/catalogs/deliveries")["deliveries"]
    assert deliveries[0]["cloud_delivery"]["config"] == store["id"]


@pytest.mark.parametrize("item", [ARCHIVE, RECURRING])
def test_deleting_a_store_conflicts_with_an_open_order(sandbox: InProcess, item: dict[str, Any]) -> None:
    store = create(sandbox)
    order(sandbox, {**item, "cloud_delivery": {"config": store["id"]}})
    for _ in range(5):
        assert sandbox("DELETE", f"/v0/stores/{store['id']}").status_code == 409
        sandbox.clock.advance()
    sandbox.clock.advance(100 * 24 * 60 * 60)
    assert sandbox("DELETE", f"/v0/stores/{store['id']}").status_code == 204


@pytest.mark.parametrize("part", ["order", "item"])
def test_a_failed_order_frees_its_store(sandbox: InProcess, part: str) -> None:
    store = create(sandbox)
    placed = order(sandbox, {**ARCHIVE, "cloud_delivery": {"config": store["id"]}})
    sandbox.app.state.fail(placed["id"] if part == "order" else placed["order_items"][0]["id"])
    sandbox.clock.advance(4)
    assert sandbox("DELETE", f"/v0/stores/{store['id']}").status_code == 204


def test_stores_of_another_workspace_are_404(sandbox: InProcess) -> None:
    theirs = sandbox.json("GET", "/v0/stores", key=SAMPLE_KEY_TWO)["stores"]
    assert len(theirs) >= 2
    assert not {store["id"] for store in theirs} & {store["id"] for store in listed(sandbox)}
    for store_id in (samples.STORE_ID, "42"):
        answer = sandbox("DELETE", f"/v0/stores/{store_id}", key=SAMPLE_KEY_TWO)
        assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"id": store_id})
    assert len(listed(sandbox)) >= 3
