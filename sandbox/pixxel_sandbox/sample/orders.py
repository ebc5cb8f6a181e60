"""Samples of bandsets, stores, and orders that are paid and fulfilled, with their catalogs and deliveries."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ..core import clock, geometry
from ..core.storage import Row
from ..domain.archive import ITEM_ID
from ..domain.orders import stac_items
from ..domain.orders.pricing import price
from ..domain.orders.schedule import Days
from .workspaces import ONE, PROJECT, PROJECT_COAST, PROJECT_TWO, TWO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.auth import Workspace

BANDSET_ID = "47435e2b-d8c4-41ff-9de9-2be3bfc92276"
ORDER_ID = "57435e2b-d8c4-41ff-9de9-2be3bfc92277"
ORDER_ITEM_ID = "57435e2b-d8c4-41ff-9de9-2be3bfc92278"
ORDER_TASK_ID = "47435e2b-d8c4-41ff-9de9-2be3bfc92281"
CATALOG_ID = "47435e2b-d8c4-51ff-9de9-2be3bfc92276"
CATALOG_DOWNLOAD_ID = "47435e2b-d8c4-41ff-9de9-2be3bfc92282"
DELIVERY_ID = "47435e2b-d8c4-41ff-9de9-2be3cfc92276"
STORE_ID = "576d8241-6e78-40ad-b3e6-295edbfe71f5"

_CLOUD_DELIVERY = {"config": STORE_ID, "path": "path/subdirectory1/"}
# The namespace for ids of samples that are not in the examples.
_NAMESPACE = uuid.UUID(STORE_ID)


def rows() -> Iterator[Row]:
    """Every document of the sample data, oldest first within a kind."""
    yield from _workspace_one()
    yield from _workspace_two()


def _workspace_one() -> Iterator[Row]:
    minerals = [{"name": "B008", "wavelength": 842}, {"name": "B201", "wavelength": 2205}]
    yield _bandset(ONE, _id("minerals"), "Minerals", 3, minerals)
    water = _bandset(ONE, _id("water"), "Water", 2, _bands(B002=560, B008=842))
    yield water
    agriculture = _bandset(ONE, BANDSET_ID, "Agriculture", 1, _bands(B001=473, B004=665, B008=842))
    yield agriculture

    yield _store(ONE, "water-maps", "GCS", "asia-south1", "2024-03-18")
    beaches = _store(ONE, "beaches", "AZBLOB", "centralindia", "2024-03-19")
    yield beaches
    yield _example_store()

    reservoir = _Place(PROJECT, "water", geometry.box(78.38, 17.28, 78.41, 17.315), 12)
    yield from _tasking(ONE, "Reservoir", reservoir, water, ["2024-02-20", "2024-02-27"])
    beach = _Place(PROJECT_COAST, "coast", geometry.box(74.79, 12.78, 74.81, 12.8), 5)
    yield from _tasking(
        ONE, "Beach every month", beach, agriculture, ["2024-03-01", "2024-04-01", "2024-05-01"], beaches
    )
    yield from _example_order()


def _workspace_two() -> Iterator[Row]:
    yield _bandset(TWO, _id("water two"), "Water", 2, _bands(B002=560, B008=842))
    vigour = _bandset(TWO, _id("vigour"), "Vigour", 1, _bands(B004=665, B008=842))
    yield vigour
    yield _store(TWO, "orchard-maps", "GCS", "asia-south1", "2024-03-18")
    orchards = _store(TWO, "orchards", "S3", "ap-south-1", "2024-03-19")
    yield orchards
    place = _Place(PROJECT_TWO, "agriculture", geometry.box(76.85, 31.05, 76.95, 31.16), 116)
    yield from _tasking(TWO, "Orchards", place, vigour, ["2024-04-01", "2024-04-05"])
    yield from _tasking(
        TWO, "Orchards every month", place, vigour, ["2024-05-01", "2024-06-01", "2024-07-01"], orchards
    )


class _Place(NamedTuple):
    """What an item images, for which project and use; `area` in square kilometres."""

    project_id: str
    usecase: str
    shape: dict[str, Any]
    area: int


def _id(name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, name))


def _bands(**wavelengths: int) -> list[dict[str, Any]]:
    return [{"name": name, "wavelength": wavelength} for name, wavelength in wavelengths.items()]


def _bandset(workspace: Workspace, bandset_id: str, name: str, captures: int, bands: list[dict[str, Any]]) -> Row:
    bandset = {
        "id": bandset_id,
        "name": name,
        "description": f"{name} bandset",
        "captures": captures,
        "bands": bands,
        # Only for the order of bandsets, by their captures: the answer has no time.
        "created_at": f"2024-01-0{9 - captures}T00:00:00Z",
    }
    return Row(workspace.tenant_id, "bandset", bandset_id, "", bandset)


def _store(workspace: Workspace, name: str, kind: str, region: str, day: str) -> Row:
    store_id = _id(name)
    store = {
        "id": store_id,
        "name": name,
        "type": kind,
        "configs": {"bucket": name, "region": region},
        "labels": {},
        "created_by": workspace.user_id,
        "created_at": f"{day}T15:04:05Z",
        "updated_at": f"{day}T15:04:05Z",
    }
    return Row(workspace.tenant_id, "store", store_id, "", store)


def _example_store() -> Row:
    store = {
        "id": STORE_ID,
        "name": "my-analysis-store",
        "type": "S3",
        "configs": {"bucket": "my-data-bucket", "region": "us-east-2", "path_prefix": "data/processed/"},
        "labels": {"env": "prod", "team": "data"},
        "created_by": "ea2a79fc-6f68-40d7-8b79-18195bf74872",
        "created_at": "2024-03-20T15:04:05Z",
        "updated_at": "2024-03-20T15:04:05Z",
    }
    return Row(ONE.tenant_id, "store", STORE_ID, "", store)


def _order(workspace: Workspace, order_id: str, amount: int, transaction_id: str, day: str) -> dict[str, Any]:
    return {
        "id": order_id,
        "org_id": workspace.org_id,
        "user_id": workspace.user_id,
        "total_amount": amount,
        "transaction_id": transaction_id,
        "paid_at": f"{day}T00:00:05+00:00",
        **_authorship(workspace, f"{day}T00:00:00+00:00", f"{day}T00:00:05+00:00"),
    }


def _authorship(workspace: Workspace, created_at: str, updated_at: str) -> dict[str, Any]:
    user_id = workspace.user_id
    return {"created_by": user_id, "updated_by": user_id, "created_at": created_at, "updated_at": updated_at}


def _tasking(  # noqa: PLR0917 - the values in which the samples differ
    workspace: Workspace, name: str, place: _Place, bandset: Row, limits: list[str], store: Row | None = None
) -> Iterator[Row]:
    """An order of a tasking item with a period from each day of `limits` to the next."""
    order_id, item_id, transaction_id = _id(f"{name} order"), _id(f"{name} item"), _id(f"{name} transaction")
    periods = [Days(*days) for days in pairwise(date.fromisoformat(day) for day in limits)]
    recurring = len(periods) > 1
    amount = price(place.area, bandset.body["captures"])
    ordered = f"{periods[0].start - timedelta(days=10)}"
    delivery = {"config": store.id, "path": "pixxel/"} if store else None
    yield Row(
        workspace.tenant_id,
        "order",
        order_id,
        "",
        _order(workspace, order_id, amount * len(periods), transaction_id, ordered),
    )
    item = {
        "id": item_id,
        "order_id": order_id,
        "org_id": workspace.org_id,
        "project_id": place.project_id,
        "user_id": workspace.user_id,
        "name": name,
        "type": "RECURRING" if recurring else "TASKING",
        "usecase": place.usecase,
        "area": place.area,
        "bandset": {"bandset_id": bandset.id, "bands": bandset.body["bands"]},
        "number_of_bands": len(bandset.body["bands"]),
        "image_type": "VNIR",
        "cloud_cover": 20,
        "off_nadir": 20,
        "recurrence": "MONTHLY" if recurring else "ONCE",
        "start_date": f"{periods[0].start}T00:00:00Z",
        "end_date": f"{periods[-1].end}T00:00:00Z",
        "no_of_occurrences": len(periods),
        "occurrences": [
            {"start": f"{days.start}T00:00:00Z", "end": f"{days.end}T00:00:00Z"} for days in periods * recurring
        ],
        "delivery_speed": "STANDARD",
        **({"cloud_delivery": delivery} if delivery else {}),
        "images": [],
        "base_amount": amount * len(periods),
        "final_amount": amount * len(periods),
        "uplifts": [],
        "transaction_id": transaction_id,
        **_authorship(workspace, f"{ordered}T00:00:00Z", f"{periods[-1].end}T06:00:00Z"),
    }
    yield Row(workspace.tenant_id, "order_item", item_id, "", item)
    for number, days in enumerate(periods):
        task_id = _id(f"{name} task {number}")
        yield _task(workspace, item, task_id, days, amount)
        details = stac_items.new_image(item, task_id, days, place.shape)
        catalog = _catalog(workspace, item, task_id, _id(f"{name} catalog {number}"), details, f"{days.end}T06:00:00Z")
        yield catalog
        if delivery:
            yield _delivery(workspace, catalog, delivery, _id(f"{name} delivery {number}"), f"{days.end}T06:00:00Z")


def _task(workspace: Workspace, item: dict[str, Any], task_id: str, days: Days, amount: int) -> Row:
    kind = "ARCHIVE" if item["type"] == "ARCHIVE" else "TASKING"
    task = {
        "id": task_id,
        "order_item_id": item["id"],
        "type": kind,
        "start_date": f"{days.start:%d-%m-%Y}",
        "end_date": f"{days.end:%d-%m-%Y}",
        **({"number_of_strips": 1} if kind == "TASKING" else {}),
        "tokens": amount,
        "transaction_id": item["transaction_id"],
        "due_at": item["created_at"],
        **_authorship(workspace, item["created_at"], item["updated_at"]),
    }
    return Row(workspace.tenant_id, "order_task", task_id, item["id"], task)


def _catalog(  # noqa: PLR0917 - the values in which the samples differ
    workspace: Workspace, item: dict[str, Any], task_id: str, catalog_id: str, details: dict[str, Any], at: str
) -> Row:
    catalog = {
        "id": catalog_id,
        "org_id": workspace.org_id,
        "task_id": task_id,
        "bandset_id": item["bandset"]["bandset_id"] if "bandset" in item else BANDSET_ID,
        "area": item["area"],
        "details": details,
        "order_id": item["order_id"],
        "order_item_id": item["id"],
        "project_id": item["project_id"],
        "usecase": item["usecase"],
        **_authorship(workspace, at, at),
    }
    return Row(workspace.tenant_id, "catalog", catalog_id, "", catalog)


def _delivery(workspace: Workspace, catalog: Row, cloud_delivery: dict[str, Any], delivery_id: str, at: str) -> Row:
    """The delivery of a catalog by its task; it began at `at` and took two seconds."""
    ended_at = clock.timestamp_z(clock.moment(at) + timedelta(seconds=2))
    delivery = {
        "id": delivery_id,
        "catalog_id": catalog.id,
        "task_id": catalog.body["task_id"],
        "cloud_delivery": cloud_delivery,
        "target_path": "order_1/catalogs.zip",
        "brought_by": catalog.body["task_id"],
        "order_item_id": catalog.body["order_item_id"],
        # Early enough that the time of the last change is the one in the example.
        "due_at": f"{at[:10]}T00:00:00Z",
        **_authorship(workspace, at, ended_at),
    }
    return Row(workspace.tenant_id, "delivery", delivery_id, "", delivery)


def _example_order() -> Iterator[Row]:
    transaction_id = "3671066b-c4fd-4201-8e02-470cb6bc088e"
    yield Row(ONE.tenant_id, "order", ORDER_ID, "", _order(ONE, ORDER_ID, 1000, transaction_id, "2024-05-20"))
    item = {
        "id": ORDER_ITEM_ID,
        "order_id": ORDER_ID,
        "org_id": ONE.org_id,
        "project_id": PROJECT,
        "user_id": ONE.user_id,
        "name": "Fields in May",
        "type": "ARCHIVE",
        "usecase": "agriculture",
        "area": 5,
        "image_type": "VNIR",
        "feasibility_status": "NOT_APPLICABLE",
        "recurrence": "NOT_APPLICABLE",
        "delivery_speed": "NOT_APPLICABLE",
        "occurrences": [],
        "images": [{"item_id": ITEM_ID}],
        "cloud_delivery": _CLOUD_DELIVERY,
        "base_amount": 1000,
        "final_amount": 1000,
        "uplifts": [],
        "transaction_id": transaction_id,
        **_authorship(ONE, "2024-05-20T00:00:00Z", "2024-05-21T00:00:00Z"),
    }
    yield Row(ONE.tenant_id, "order_item", ORDER_ITEM_ID, "", item)
    yield _task(ONE, item, ORDER_TASK_ID, Days(date(2024, 5, 20), date(2024, 5, 21)), 1000)
    catalog = _catalog(ONE, item, ORDER_TASK_ID, CATALOG_ID, _example_image(), "2024-05-21T00:00:00.056549Z")
    yield catalog
    yield _delivery(ONE, catalog, _CLOUD_DELIVERY, DELIVERY_ID, "2024-05-27T06:50:20.056549Z")
    download = {
        "id": CATALOG_DOWNLOAD_ID,
        "images": {CATALOG_ID: catalog.body["details"]},
        "created_at": "2024-05-28T00:00:00.000000Z",
    }
    yield Row(ONE.tenant_id, "catalog_download", CATALOG_DOWNLOAD_ID, "", download)


def _example_image() -> dict[str, Any]:
    return {
        "id": ITEM_ID,
        "type": "Feature",
        "stac_version": "1.0.0",
        "stac_extensions": [],
        "collection": stac_items.COLLECTION,
        "bbox": [77.5, 12.9, 77.6, 13.0],
        "geometry": geometry.box(77.5, 12.9, 77.6, 13.0),
        "properties": {"datetime": "2024-05-06T05:12:44Z", "gsd": 10, "eo:cloud_cover": 3.5, "proj:epsg": 32643},
        "assets": {},
        "links": [],
    }
