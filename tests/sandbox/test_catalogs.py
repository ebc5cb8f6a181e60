"""Catalogs: their creation by orders, searches, downloads."""

import io
import json
import zipfile
from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from pixxel_sandbox.sample import orders as samples
from pixxel_sandbox.sample.workspaces import PROJECT, PROJECT_COAST
from tests.sandbox.order_support import ARCHIVE, ITEM_ID, OTHER_ITEM_ID, RECURRING, TASKING, collection, order, square
from tests.sandbox.support import InProcess

SEARCH = "/v0/catalogs/search"
DAY = 24 * 60 * 60


def search(sandbox: InProcess, **body: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sandbox.json("POST", SEARCH, json={"limit": 100, **body})["catalogs"]
    return found


def ids(catalogs: list[dict[str, Any]]) -> list[str]:
    return [catalog["id"] for catalog in catalogs]


def taken(catalogs: list[dict[str, Any]]) -> list[str]:
    return [catalog["details"]["properties"]["datetime"][:10] for catalog in catalogs]


# ── Creation ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_fulfilled_archive_item_has_catalogs_of_its_images(sandbox: InProcess) -> None:
    new_order = order(sandbox, {**ARCHIVE, "item_ids": [ITEM_ID, OTHER_ITEM_ID]})
    item_id = new_order["order_items"][0]["id"]
    sandbox.clock.advance(3)
    assert search(sandbox, order_item_ids=[item_id]) == []
    sandbox.clock.advance()
    catalogs = search(sandbox, order_item_ids=[item_id])
    assert {each["details"]["id"] for each in catalogs} == {ITEM_ID, OTHER_ITEM_ID}
    [task] = sandbox.json("GET", f"/v0/order-items/{item_id}")["tasks"]
    for catalog in catalogs:
        assert (catalog["task_id"], catalog["area"], catalog["created_at"]) == (task["id"], 5, task["updated_at"])
        assert catalog["delivery_status"] == task["delivery_status"] == "NOT_APPLICABLE"
        assert sandbox.json("GET", f"/v0/catalogs/{catalog['id']}") == catalog


def test_the_catalog_of_an_archive_item_differs_only_in_its_reference_system(sandbox: InProcess) -> None:
    new_order = order(sandbox, ARCHIVE)
    sandbox.clock.advance(4)
    [catalog] = search(sandbox, order_ids=[new_order["id"]])
    archived = sandbox.json("GET", f"/v0/archives/collections/pixxel-td-l2a/items/{ITEM_ID}")
    assert catalog["details"]["properties"].pop("proj:epsg") == 32643
    assert archived["properties"].pop("proj:code") == "EPSG:32643"
    for name in ("id", "collection", "bbox", "geometry", "properties"):
        assert catalog["details"][name] == archived[name]


def test_new_images_have_the_ordered_area_bands_and_days(sandbox: InProcess) -> None:
    new_order = order(
        sandbox, {**RECURRING, "cloud_cover": 8, "off_nadir": 12, "geometry": collection(square(77.54, -12.9))}
    )
    sandbox.clock.advance(100 * DAY)
    catalogs = search(sandbox, order_ids=[new_order["id"]])
    assert taken(catalogs) == ["2026-03-10", "2026-02-10", "2026-01-10"]
    assert len({each["details"]["id"] for each in catalogs}) == 3
    for catalog in catalogs:
        properties = catalog["details"]["properties"]
        assert properties["eo:cloud_cover"] <= 8
        assert properties["view:off_nadir"] <= 12
        assert properties["proj:epsg"] == 32743
        assert catalog["details"]["geometry"] == square(77.54, -12.9)
        assert set(catalog["details"]["assets"]) == {"B001", "B004", "B008"}
        assert catalog["bandset_id"] == samples.BANDSET_ID


def test_a_catalog_is_404_before_its_task_is_fulfilled(sandbox: InProcess) -> None:
    before = {row[3] for row in sandbox.state()}
    order(sandbox, TASKING)
    [catalog_id] = [row[3] for row in sandbox.state() if row[2] == "catalog" and row[3] not in before]
    path = f"/v0/catalogs/{catalog_id}"
    sandbox.clock.advance(3)
    assert sandbox("GET", path).status_code == 404
    assert sandbox("POST", "/v0/catalogs/download", json={"catalog_ids": [catalog_id]}).status_code == 404
    sandbox.clock.advance()
    assert sandbox("GET", path).status_code == 200


# ── Searching ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_search_without_conditions_returns_all_catalogs_newest_first(sandbox: InProcess) -> None:
    everything = search(sandbox)
    assert len(everything) >= 4
    assert everything[0]["id"] == samples.CATALOG_ID
    times = [catalog["created_at"] for catalog in everything]
    assert times == sorted(times, reverse=True)


def test_a_page_has_two_catalogs_by_default(sandbox: InProcess) -> None:
    everything = search(sandbox)
    page = sandbox.json("POST", SEARCH, json={})
    assert page == {"catalogs": everything[:2], "pagination": {"limit": 2, "offset": 0, "total": len(everything)}}
    page = sandbox.json("POST", SEARCH, json={"limit": 1.0, "offset": 2.0})
    assert page["catalogs"] == everything[2:3]
    assert sandbox.json("POST", SEARCH, json={"offset": 10**30})["catalogs"] == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"ids": [samples.CATALOG_ID]}, ["2024-05-06"]),
        ({"ids": []}, []),
        ({"item_ids": [ITEM_ID]}, ["2024-05-06"]),
        ({"item_ids": ["nothing"]}, []),
        ({"order_ids": [samples.ORDER_ID, "nothing"]}, ["2024-05-06"]),
        ({"order_item_ids": [samples.ORDER_ITEM_ID]}, ["2024-05-06"]),
        ({"collections": ["pixxel-td-l2a"]}, ["2024-05-06", "2024-04-01", "2024-03-01", "2024-02-20"]),
        ({"collections": ["pixxel-td-l1c"]}, []),
        ({"bbox": [77.5, 12.9, 77.6, 13.0]}, ["2024-05-06"]),
        ({"bbox": [74, 12, 75, 13]}, ["2024-04-01", "2024-03-01"]),
        ({"bbox": [0, 0, 1, 1]}, []),
        ({"intersects": {"type": "Point", "coordinates": [77.55, 12.95]}}, ["2024-05-06"]),
        ({"intersects": {"type": "Point", "coordinates": [78.39, 17.3]}}, ["2024-02-20"]),
        ({"datetime": "2024-05-06T05:12:44Z"}, ["2024-05-06"]),
        ({"datetime": "2024-03-01T00:00:00Z/2024-04-30T00:00:00Z"}, ["2024-04-01", "2024-03-01"]),
        ({"datetime": "../2024-02-28T00:00:00Z"}, ["2024-02-20"]),
        ({"query": {"usecase": "agriculture"}}, ["2024-05-06"]),
        ({"query": {"project_id": PROJECT}}, ["2024-05-06", "2024-02-20"]),
        ({"query": {"project_id": PROJECT_COAST, "usecase": "coast"}}, ["2024-04-01", "2024-03-01"]),
        ({"query": {"project_id": PROJECT_COAST, "usecase": "agriculture"}}, []),
        ({"query": {"eo:cloud_cover": {"gt": 3, "lt": 4}}}, ["2024-05-06"]),
        ({"query": {"area": {"gte": 12}}}, ["2024-02-20"]),
        ({"query": {"usecase": {"in": ["water", "coast"]}}}, ["2024-04-01", "2024-03-01", "2024-02-20"]),
        ({"query": {"delivery_status": "SUCCESSFUL"}}, ["2024-05-06", "2024-04-01", "2024-03-01"]),
        ({"query": {"nothing": "at all"}}, []),
        (
            {"sort_by": [{"field": "datetime", "direction": "asc"}]},
            ["2024-02-20", "2024-03-01", "2024-04-01", "2024-05-06"],
        ),
        (
            {"sort_by": [{"field": "area", "direction": "DESC"}, {"field": "datetime", "direction": "ASC"}]},
            ["2024-02-20", "2024-03-01", "2024-04-01", "2024-05-06"],
        ),
        ({"bbox": [74, 12, 75, 13], "datetime": "2024-04-01T00:00:00Z/.."}, ["2024-04-01"]),
    ],
)
def test_each_condition_returns_exactly_the_matches(
    sandbox: InProcess, condition: dict[str, Any], expected: list[str]
) -> None:
    assert taken(search(sandbox, **condition)) == expected


def test_an_unknown_operator_is_400(sandbox: InProcess) -> None:
    answer = sandbox("POST", SEARCH, json={"query": {"area": {"about": 5}}})
    assert answer.status_code == 400
    assert "/query/area/about" in answer.json()["error"]["message"]


def test_catalogs_of_another_workspace_are_404(sandbox: InProcess) -> None:
    for catalog_id in (samples.CATALOG_ID, "42"):
        answer = sandbox("GET", f"/v0/catalogs/{catalog_id}", key=SAMPLE_KEY_TWO)
        assert (answer.status_code, answer.json()["error"]["details"]) == (404, {"catalog_id": catalog_id})
    theirs = sandbox.json("POST", SEARCH, json={"limit": 100}, key=SAMPLE_KEY_TWO)["catalogs"]
    assert len(theirs) >= 2
    assert not set(ids(theirs)) & set(ids(search(sandbox)))


# ── Downloads ────────────────────────────────────────────────────────────────────────────────────────────────────────


def download(sandbox: InProcess, **body: list[str]) -> str:
    answer = sandbox("POST", "/v0/catalogs/download", json=body)
    assert answer.status_code == 201
    assert {name: answer.json()[name] for name in ("status", "signed_url")} == {
        "status": "created",
        "signed_url": "",
    }
    download_id: str = answer.json()["id"]
    return download_id


def test_a_download_is_packed_in_two_steps(sandbox: InProcess) -> None:
    path = f"/v0/catalogs/download/{download(sandbox, catalog_ids=[samples.CATALOG_ID])}"
    observed = []
    for _ in range(3):
        answer = sandbox.json("GET", path)
        observed.append((answer["status"], answer["signed_url"] != ""))
        sandbox.clock.advance()
    assert observed == [("created", False), ("in_progress", False), ("success", True)]


def fetched(sandbox: InProcess, download_id: str) -> zipfile.ZipFile:
    answer = sandbox.json("GET", f"/v0/catalogs/download/{download_id}")
    assert answer["status"] == "success"
    file = sandbox("GET", answer["signed_url"], key=None)
    assert (file.status_code, file.headers["content-type"]) == (200, "application/zip")
    return zipfile.ZipFile(io.BytesIO(file.content))


def test_a_download_has_the_stac_item_and_the_files_of_each_catalog(sandbox: InProcess) -> None:
    new_order = order(sandbox, {**ARCHIVE, "item_ids": [ITEM_ID, OTHER_ITEM_ID]})
    sandbox.clock.advance(4)
    catalogs = search(sandbox, order_ids=[new_order["id"]])
    download_id = download(sandbox, order_item_ids=[new_order["order_items"][0]["id"]])
    sandbox.clock.advance(2)
    packed = fetched(sandbox, download_id)
    assert packed.testzip() is None
    for catalog in catalogs:
        folder = catalog["id"]
        assert json.loads(packed.read(f"{folder}/{catalog['details']['id']}.json")) == catalog["details"]
        for name in catalog["details"]["assets"]:
            assert packed.read(f"{folder}/{name}.tif").startswith(b"II*\0")


def test_the_sample_download_can_be_read(sandbox: InProcess) -> None:
    assert len(fetched(sandbox, samples.CATALOG_DOWNLOAD_ID).namelist()) == 1


def test_a_download_that_fails_has_no_file(sandbox: InProcess) -> None:
    download_id = download(sandbox, catalog_ids=[samples.CATALOG_ID])
    sandbox.app.state.fail(download_id)
    sandbox.clock.advance(2)
    answer = sandbox.json("GET", f"/v0/catalogs/download/{download_id}")
    assert (answer["status"], answer["signed_url"]) == ("failed", "")


@pytest.mark.parametrize("body", [{}, {"catalog_ids": [samples.CATALOG_ID], "order_item_ids": [samples.ORDER_ITEM_ID]}])
def test_a_request_has_exactly_one_of_the_two_lists(sandbox: InProcess, body: dict[str, Any]) -> None:
    assert sandbox("POST", "/v0/catalogs/download", json=body).status_code == 400


@pytest.mark.parametrize("body", [{"catalog_ids": [samples.CATALOG_ID, "42"]}, {"order_item_ids": ["42"]}])
def test_a_download_of_an_unknown_id_is_404(sandbox: InProcess, body: dict[str, Any]) -> None:
    before = sandbox.state()
    answer = sandbox("POST", "/v0/catalogs/download", json=body)
    assert answer.status_code == 404
    assert "42" in str(answer.json()["error"]["details"])
    assert sandbox.state() == before


def test_a_download_of_an_item_without_catalogs_is_400(sandbox: InProcess) -> None:
    item_id = order(sandbox, ARCHIVE)["order_items"][0]["id"]
    answer = sandbox("POST", "/v0/catalogs/download", json={"order_item_ids": [item_id]})
    assert answer.status_code == 400
    assert "/order_item_ids/0:" in answer.json()["error"]["message"]


def test_downloads_of_another_workspace_are_404(sandbox: InProcess) -> None:
    for body in ({"catalog_ids": [samples.CATALOG_ID]}, {"order_item_ids": [samples.ORDER_ITEM_ID]}):
        assert sandbox("POST", "/v0/catalogs/download", json=body, key=SAMPLE_KEY_TWO).status_code == 404
    path = f"/v0/catalogs/download/{samples.CATALOG_DOWNLOAD_ID}"
    assert sandbox("GET", path, key=SAMPLE_KEY_TWO).status_code == 404
