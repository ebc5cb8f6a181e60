"""Placing an order: the documents of the order, its items and everything that they will produce."""

from __future__ import annotations

import math
import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from ...contract import errors
from ...core import clock, geometry
from .. import archive_search
from . import areas, catalogs, pricing, schedule, stac_items
from .fulfilment import STEPS_TO_FULFIL
from .schedule import Days

if TYPE_CHECKING:
    from ...core.call import Call

# How long before its first day a later task of a recurring item begins.
LEAD = timedelta(days=5)
# The width of a strip, which a satellite images at once.
STRIP_KM = 40
# Where the near infrared ends, in nanometres.
NEAR_INFRARED = 1000
# The values of fields that an item does not have.
_DEFAULTS = {"cloud_cover": 20, "off_nadir": 20, "delivery_speed": "STANDARD"}


class Placement:
    """The documents to store for the order in the body of `call`, as triples of kind, document and parent.

    404 for an unknown project, bandset, archive item or store; 400 for a broken rule.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self._now = call.clock.now()
        self.documents: list[tuple[str, dict[str, Any], str]] = []
        self.order = {
            "id": str(uuid.uuid4()),
            "org_id": call.workspace.org_id,
            "user_id": call.workspace.user_id,
            "total_amount": 0,
            "transaction_id": str(uuid.uuid4()),
            "paid_at": "",
            **self._authorship(clock.timestamp_t(self._now)),
        }
        self._add("order", self.order)
        requests: list[dict[str, Any]] = call.body["order_items"]
        # Ids are checked before rules, so that a wrong id is always reported as such.
        for request in requests:
            self._check_references(request)
        for number, request in enumerate(requests):
            self._add_order_item(request, f"/order_items/{number}")

    def _check_references(self, request: dict[str, Any]) -> None:
        self._get("project", request["project_id"])
        if "bandset" in request:
            self._get("bandset", request["bandset"]["bandset_id"])
        for item_id in request.get("item_ids", ()):
            _archive_item(item_id)
        if "cloud_delivery" in request:
            self._get("store", request["cloud_delivery"]["config"])

    def _get(self, kind: str, document_id: str) -> dict[str, Any]:
        document = self._call.documents.get(kind, document_id)
        if document is None:
            raise errors.not_found(f"no such {kind}", {f"{kind}_id": document_id})
        return document

    def _add_order_item(self, request: dict[str, Any], pointer: str) -> None:
        shape = areas.shape(request["geometry"], f"{pointer}/geometry")
        area = areas.square_kilometres(shape)
        item = {
            "id": str(uuid.uuid4()),
            "order_id": self.order["id"],
            "org_id": self.order["org_id"],
            "project_id": request["project_id"],
            "user_id": self.order["user_id"],
            "name": request.get("name", ""),
            "usecase": request["usecase"],
            "area": area,
            "transaction_id": self.order["transaction_id"],
            "uplifts": [],
            **{name: request[name] for name in ("cloud_delivery",) if name in request},
            **self._authorship(clock.timestamp_z(self._now)),
        }
        if "item_ids" in request:
            self._add_archive_item(item, list(dict.fromkeys(request["item_ids"])))
        else:
            self._add_tasking_item(item, request, shape, schedule.occurrences(request, self._now, pointer))

    def _add_archive_item(self, item: dict[str, Any], item_ids: list[str]) -> None:
        item |= {
            "type": "ARCHIVE",
            "image_type": "VNIR",
            "feasibility_status": "NOT_APPLICABLE",
            "recurrence": "NOT_APPLICABLE",
            "delivery_speed": "NOT_APPLICABLE",
            "occurrences": [],
            "images": [{"item_id": item_id} for item_id in item_ids],
        }
        amount = pricing.price(item["area"], len(item_ids))
        self._add_item(item, amount)
        today = self._now.date()
        task = self._new_task(item, Days(today, today + timedelta(days=1)), amount)
        self._add("order_task", task, item["id"])
        for item_id in item_ids:
            self._add_catalog(item, task, stac_items.from_archive(_archive_item(item_id)))

    def _add_tasking_item(
        self, item: dict[str, Any], request: dict[str, Any], shape: dict[str, Any], periods: list[Days]
    ) -> None:
        bandset = self._get("bandset", request["bandset"]["bandset_id"])
        recurring = request["recurrence"] != "ONCE"
        item |= {
            "type": "RECURRING" if recurring else "TASKING",
            "bandset": {"bandset_id": bandset["id"], "bands": bandset["bands"]},
            "number_of_bands": len(bandset["bands"]),
            "image_type": _image_type(bandset["bands"]),
            **{name: request.get(name, default) for name, default in _DEFAULTS.items()},
            "recurrence": request["recurrence"],
            "start_date": request["start_date"],
            "end_date": request.get("end_date", _midnight(periods[-1].end)),
            "no_of_occurrences": len(periods),
            "occurrences": [{"start": _midnight(days.start), "end": _midnight(days.end)} for days in periods]
            if recurring
            else [],
            "images": [],
        }
        amount = pricing.price(item["area"], bandset["captures"])
        self._add_item(item, amount * len(periods))
        for number, days in enumerate(periods):
            task = self._new_task(item, days, amount, later=number > 0)
            task["number_of_strips"] = _strips(shape)
            self._add("order_task", task, item["id"])
            self._add_catalog(item, task, stac_items.new_image(item, task["id"], days, shape), bandset["id"])

    def _add_item(self, item: dict[str, Any], amount: int) -> None:
        item |= {"base_amount": amount, "final_amount": amount}
        self.order["total_amount"] += amount
        self._add("order_item", item)

    def _new_task(self, item: dict[str, Any], days: Days, amount: int, *, later: bool = False) -> dict[str, Any]:
        """A new task; it begins at once or, for a `later` occurrence, shortly before its first day."""
        due = datetime.combine(days.start, time(), UTC) - LEAD
        return {
            "id": str(uuid.uuid4()),
            "order_item_id": item["id"],
            "type": "ARCHIVE" if item["type"] == "ARCHIVE" else "TASKING",
            "start_date": f"{days.start:%d-%m-%Y}",
            "end_date": f"{days.end:%d-%m-%Y}",
            "tokens": amount,
            # Each later occurrence has its own payment.
            "transaction_id": str(uuid.uuid4()) if later else item["transaction_id"],
            "due_at": clock.timestamp_z(max(due, self._now) if later else self._now),
            **self._authorship(item["created_at"]),
        }

    def _add_catalog(
        self, item: dict[str, Any], task: dict[str, Any], details: dict[str, Any], bandset_id: str | None = None
    ) -> None:
        """Add the catalog that a task will produce at its end and, if the item has one, its delivery."""
        produced_at = self._call.clock.after(clock.moment(task["due_at"]), STEPS_TO_FULFIL)
        authorship = self._authorship(clock.timestamp_z(produced_at))
        catalog = {
            "id": str(uuid.uuid4()),
            "org_id": item["org_id"],
            "task_id": task["id"],
            **({"bandset_id": bandset_id} if bandset_id else {}),
            "area": item["area"],
            "details": details,
            "order_id": item["order_id"],
            "order_item_id": item["id"],
            "project_id": item["project_id"],
            "usecase": item["usecase"],
            **authorship,
        }
        self._add("catalog", catalog)
        if "cloud_delivery" in item:
            self._add(
                "delivery", catalogs.new_delivery(catalog, item["cloud_delivery"], authorship, task_id=task["id"])
            )

    def _add(self, kind: str, document: dict[str, Any], parent: str = "") -> None:
        self.documents.append((kind, document, parent))

    def _authorship(self, created_at: str) -> dict[str, Any]:
        user_id = self._call.workspace.user_id
        return {"created_by": user_id, "updated_by": user_id, "created_at": created_at, "updated_at": created_at}


def _archive_item(item_id: str) -> dict[str, Any]:
    item = archive_search.item(item_id)
    if item is None:
        raise errors.not_found("no such item in the archive", {"item_id": item_id})
    return item


def _midnight(day: date) -> str:
    return f"{day}T00:00:00Z"


def _image_type(bands: list[dict[str, Any]]) -> str:
    """The part of the spectrum that the bands cover."""
    beyond = [band["wavelength"] > NEAR_INFRARED for band in bands]
    return "SWIR" if all(beyond) else "VSWIR" if any(beyond) else "VNIR"


def _strips(shape: dict[str, Any]) -> int:
    """The number of strips, from west to east, that cover a geometry."""
    west, south, east, north = geometry.bounds(shape)
    width = (east - west) * areas.KM_PER_DEGREE * math.cos(math.radians((south + north) / 2))
    return max(1, math.ceil(width / STRIP_KM))
