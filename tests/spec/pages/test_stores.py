"""Stores and their secrets, as the pages document them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.oracle import JSON
from tests.spec.pages.support import CONTRACT, SCHEMAS, property_of, request_problems, values, without

SECRETS: dict[str, list[str]] = {
    "S3": ["access_key_id", "secret_access_key"],
    "AZBLOB": ["account_name", "tenant_id", "client_id", "client_secret"],
    "GCS": ["project_id", "service_account_credentials"],
}


def store(kind: str) -> dict[str, Any]:
    secrets = dict.fromkeys(SECRETS[kind], "s")
    return {"name": "n", "type": kind, "configs": {"bucket": "b", "region": "us-east-2"}, "secrets": secrets}


@pytest.mark.parametrize("kind", SECRETS)
def test_a_store_requires_the_secrets_of_its_type(kind: str) -> None:
    body = store(kind)
    assert request_problems("POST", "/v0/stores", body) == []
    for name in SECRETS[kind]:
        assert request_problems("POST", "/v0/stores", {**body, "secrets": without(body["secrets"], name)}), name


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize("other", SECRETS)
def test_the_secrets_of_another_type_are_refused(kind: str, other: str) -> None:
    refused = request_problems("POST", "/v0/stores", {**store(kind), "secrets": store(other)["secrets"]})
    assert bool(refused) is (kind != other)


# The table of a guide calls the secrets a list.
def test_a_list_of_secrets_is_refused() -> None:
    assert request_problems("POST", "/v0/stores", {**store("S3"), "secrets": SECRETS["S3"]})


@pytest.mark.parametrize("name", ["bucket", "region"])
def test_a_store_requires_a_bucket_and_a_region(name: str) -> None:
    body = store("S3")
    assert request_problems("POST", "/v0/stores", {**body, "configs": without(body["configs"], name)})


@pytest.mark.parametrize("name", ["name", "type", "configs", "secrets"])
def test_a_new_store_requires(name: str) -> None:
    assert request_problems("POST", "/v0/stores", without(store("GCS"), name))


def test_there_are_three_types_of_store() -> None:
    assert values("StoreType") == set(SECRETS)
    assert request_problems("POST", "/v0/stores", {**store("S3"), "type": "s3"})


def test_secrets_are_never_returned() -> None:
    assert "secrets" not in CONTRACT.at(f"{SCHEMAS}/Store/properties")
    assert property_of("StoreCreate", "secrets")["writeOnly"] is True


# ── What the published description has wrong or leaves open ───────────────────────────────────────────────────────────


def test_a_new_store_and_a_listed_store_have_one_schema() -> None:
    new = CONTRACT.at(f"{CONTRACT.operations['createStore'].answers['200'][JSON]}")
    assert new == CONTRACT.at(f"{SCHEMAS}/StoreList/properties/stores/items")
