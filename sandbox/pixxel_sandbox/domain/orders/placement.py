"""What an order comes to: the documents that it, its items and all that they will bring are stored as."""

from __future__ import annotations

import math
import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from ...contract import errors
from ...core import clock, geometry
from .. import archive_search as archive
from . import areas, schedule
from . import catalogs as received
from . import pricing as prices
from . import stac_items as images
from .fulfilment import STEPS_TO_FULFIL
from .schedule import Days

if TYPE_CHECKING:
    from ...core.call import Call

# How long before it images a later task of a recurring item begins.
LEAD = timedelta(days=5)
# The width of what a satellite images at once.
STRIP_KM = 40
# Where the near infrared ends, in nanometres.
NEAR_INFRARED = 1000
# What an item that does not say otherwise asks for.
_DEFAULTS = {"cloud_cover": 20, "off_nadir": 20, "delivery_speed": "STANDARD"}


class Ordered:
    """What is to be stored if the body of `call` is ordered: documents by kind, each with its parent.

    404 for a project, a bandset, an archived image or a store that is not there; 400 for a rule that is broken.
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
            **self._made(clock.timestamp_t(self._now)),
        }
        self._add("order", self.order)
        wanted: list[dict[str, Any]] = call.body["order_items"]
        # Before any rule is held against an item: who has mistyped an id is told of the id.
        for one in wanted:
            self._check_references(one)
        for number, one in enumerate(wanted):
            self._order_item(one, f"/order_items/{number}")

    def _check_references(self, wanted: dict[str, Any]) -> None:
        self._known("project", wanted["project_id"])
        if "bandset" in wanted:
            self._known("bandset", wanted["bandset"]["bandset_id"])
        for item_id in wanted.get("item_ids", ()):
            _archived(item_id)
        if "cloud_delivery" in wanted:
            self._known("store", wanted["cloud_delivery"]["config"])

    def _known(self, kind: str, document_id: str) -> dict[str, Any]:
        found = self._call.documents.get(kind, document_id)
        if found is None:
            raise errors.not_found(f"no such {kind}", {f"{kind}_id": document_id})
        return found

    def _order_item(self, wanted: dict[str, Any], place: str) -> None:
        shape = areas.shape(wanted["geometry"], f"{place}/geometry")
        area = areas.square_kilometres(shape)
        item = {
            "id": str(uuid.uuid4()),
            "order_id": self.order["id"],
            "org_id": self.order["org_id"],
            "project_id": wanted["project_id"],
            "user_id": self.order["user_id"],
            "name": wanted.get("name", ""),
            "usecase": wanted["usecase"],
            "area": area,
            "transaction_id": self.order["transaction_id"],
            "uplifts": [],
            **{name: wanted[name] for name in ("cloud_delivery",) if name in wanted},
            **self._made(clock.timestamp_z(self._now)),
        }
        if "item_ids" in wanted:
            self._archive(item, list(dict.fromkeys(wanted["item_ids"])))
        else:
            self._tasking(item, wanted, shape, schedule.occurrences(wanted, self._now, place))

    def _archive(self, item: dict[str, Any], item_ids: list[str]) -> None:
        item |= {
            "type": "ARCHIVE",
            "image_type": "VNIR",
            "feasibility_status": "NOT_APPLICABLE",
            "recurrence": "NOT_APPLICABLE",
            "delivery_speed": "NOT_APPLICABLE",
            "occurrences": [],
            "images": [{"item_id": item_id} for item_id in item_ids],
        }
        amount = prices.price(item["area"], len(item_ids))
        self._add_item(item, amount)
        today = self._now.date()
        task = self._task(item, Days(today, today + timedelta(days=1)), amount)
        self._add("order_task", task, item["id"])
        for item_id in item_ids:
            self._catalog(item, task, images.from_archive(_archived(item_id)))

    def _tasking(self, item: dict[str, Any], wanted: dict[str, Any], shape: dict[str, Any], times: list[Days]) -> None:
        bandset = self._known("bandset", wanted["bandset"]["bandset_id"])
        recurring = wanted["recurrence"] != "ONCE"
        item |= {
            "type": "RECURRING" if recurring else "TASKING",
            "bandset": {"bandset_id": bandset["id"], "bands": bandset["bands"]},
            "number_of_bands": len(bandset["bands"]),
            "image_type": _image_type(bandset["bands"]),
            **{name: wanted.get(name, default) for name, default in _DEFAULTS.items()},
            "recurrence": wanted["recurrence"],
            "start_date": wanted["start_date"],
            "end_date": wanted.get("end_date", _midnight(times[-1].end)),
            "no_of_occurrences": len(times),
            "occurrences": [{"start": _midnight(one.start), "end": _midnight(one.end)} for one in times]
            if recurring
            else [],
            "images": [],
        }
        amount = prices.price(item["area"], bandset["captures"])
        self._add_item(item, amount * len(times))
        for number, days in enumerate(times):
            task = self._task(item, days, amount, later=number > 0)
            task["number_of_strips"] = _strips(shape)
            self._add("order_task", task, item["id"])
            self._catalog(item, task, images.taken(item, task["id"], days, shape), bandset["id"])

    def _add_item(self, item: dict[str, Any], amount: int) -> None:
        item |= {"base_amount": amount, "final_amount": amount}
        self.order["total_amount"] += amount
        self._add("order_item", item)

    def _task(self, item: dict[str, Any], days: Days, amount: int, *, later: bool = False) -> dict[str, Any]:
        """A task that begins at once or, for a `later` occurrence, shortly before it images."""
        due = datetime.combine(days.start, time(), UTC) - LEAD
        return {
            "id": str(uuid.uuid4()),
            "order_item_id": item["id"],
            "type": "ARCHIVE" if item["type"] == "ARCHIVE" else "TASKING",
            "start_date": f"{days.start:%d-%m-%Y}",
            "end_date": f"{days.end:%d-%m-%Y}",
            "tokens": amount,
            # Each later occurrence is paid for by itself.
            "transaction_id": str(uuid.uuid4()) if later else item["transaction_id"],
            "due_at": clock.timestamp_z(max(due, self._now) if later else self._now),
            **self._made(item["created_at"]),
        }

    def _catalog(
        self, item: dict[str, Any], task: dict[str, Any], details: dict[str, Any], bandset_id: str | None = None
    ) -> None:
        """The image that a task will have brought at its end and, if the item wants that, its delivery."""
        brought_at = self._call.clock.after(clock.moment(task["due_at"]), STEPS_TO_FULFIL)
        made = self._made(clock.timestamp_z(brought_at))
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
            **made,
        }
        self._add("catalog", catalog)
        if "cloud_delivery" in item:
            self._add("delivery", received.delivery_of(catalog, item["cloud_delivery"], made, task_id=task["id"]))

    def _add(self, kind: str, document: dict[str, Any], parent: str = "") -> None:
        self.documents.append((kind, document, parent))

    def _made(self, created_at: str) -> dict[str, Any]:
        user_id = self._call.workspace.user_id
        return {"created_by": user_id, "updated_by": user_id, "created_at": created_at, "updated_at": created_at}


def _archived(item_id: str) -> dict[str, Any]:
    found = archive.item(item_id)
    if found is None:
        raise errors.not_found("no such item in the archive", {"item_id": item_id})
    return found


def _midnight(day: date) -> str:
    return f"{day}T00:00:00Z"


def _image_type(bands: list[dict[str, Any]]) -> str:
    """Which part of the spectrum the bands are from."""
    beyond = [band["wavelength"] > NEAR_INFRARED for band in bands]
    return "SWIR" if all(beyond) else "VSWIR" if any(beyond) else "VNIR"


def _strips(shape: dict[str, Any]) -> int:
    """How many strips, side by side from west to east, cover a geometry."""
    west, south, east, north = geometry.bounds(shape)
    width = (east - west) * areas.KM_PER_DEGREE * math.cos(math.radians((south + north) / 2))
    return max(1, math.ceil(width / STRIP_KM))
