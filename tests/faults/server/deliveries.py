"""Faults in deliveries."""

from tests.faults.fault import Fault
from tests.faults.server.places import DELIVERIES, DOMAIN_CATALOGS, FULFILMENT

FAULTS = [
    Fault(
        "a delivery asked for by hand has an empty task, not null",
        DOMAIN_CATALOGS,
        '        "task_id": task_id,\n',
        '        "task_id": task_id or "",\n',
        source="blind, second list",
    ),
    Fault(
        "only the store of the first delivery is looked for",
        DELIVERIES,
        'if call.documents.get("store", place["config"]) is None:',
        'if number == 0 and call.documents.get("store", place["config"]) is None:',
        source="blind, second list",
    ),
    Fault(
        "a delivery never ends",
        FULFILMENT,
        '_DELIVERY = ("CREATED", "IN_PROGRESS", "SUCCESS")',
        '_DELIVERY = ("CREATED", "IN_PROGRESS", "IN_PROGRESS")',
        source="blind, second list",
    ),
    Fault(
        "a delivery gets on without a change of updated_at",
        DOMAIN_CATALOGS,
        '"updated_at": fulfilment.latest(stored, [changed_at], clock.timestamp_z)',
        '"updated_at": stored["updated_at"]',
        source="blind, second list",
    ),
    Fault(
        "deliveries of a catalog are looked for by its task",
        DELIVERIES,
        '"catalog_id": call.filter("catalog_id"),\n            "task_id": call.filter("task_id"),',
        '"task_id": call.filter("catalog_id"),\n            "catalog_id": call.filter("task_id"),',
        source="blind, second list",
    ),
    Fault(
        "where in the store to deliver to is lost",
        DOMAIN_CATALOGS,
        '"cloud_delivery": cloud_delivery,',
        '"cloud_delivery": {"config": cloud_delivery["config"]},',
        source="blind, second list",
    ),
    Fault(
        "deliveries tell how far they are in the words of tasks",
        DOMAIN_CATALOGS,
        '"status": fulfilment.delivery_status(call, stored),',
        '"status": fulfilment.delivered(call, [stored]),',
        source="blind, third list",
    ),
    Fault(
        "deliveries asked for by hand are not listed",
        DELIVERIES,
        "received.shown_delivery(call, one) for one in found]",
        'received.shown_delivery(call, one) for one in found if one["task_id"]]',
        source="blind, third list",
    ),
    Fault(
        "of several new deliveries only the first is answered",
        DELIVERIES,
        'return {"deliveries": new}',
        'return {"deliveries": new[:1]}',
        source="blind, third list",
    ),
    Fault(
        "a delivery names its store by the name of it",
        DOMAIN_CATALOGS,
        '        "status": fulfilment.delivery_status(call, stored),\n',
        '        "cloud_delivery": {\n'
        '            name: (call.documents.get("store", value) or {}).get("name", "") if name == "config" else value\n'
        '            for name, value in stored["cloud_delivery"].items()\n'
        "        },\n"
        '        "status": fulfilment.delivery_status(call, stored),\n',
        source="blind, fourth list",
    ),
    Fault(
        "a place to deliver to that has no path fails the server",
        DOMAIN_CATALOGS,
        '"cloud_delivery": cloud_delivery,',
        '"cloud_delivery": {name: cloud_delivery[name] for name in ("config", "path")},',
        source="blind, fourth list",
    ),
    Fault(
        "deliveries of a task are also those of its images that were asked for by hand",
        DELIVERIES,
        '"task_id": call.filter("task_id"),',
        '"brought_by": call.filter("task_id"),',
        source="blind, fourth list",
    ),
    Fault(
        "deliveries asked for by hand are not those of the order item",
        DELIVERIES,
        '    return {"deliveries": [received.shown_delivery(call, one) for one in found]}',
        '    if call.query["order_item_id"] is not None:\n'
        '        found = [one for one in found if one["task_id"]]\n'
        '    return {"deliveries": [received.shown_delivery(call, one) for one in found]}',
        source="blind, fifth list",
    ),
    Fault(
        "all deliveries of a request go where the first one goes",
        DELIVERIES,
        'place = wanted["cloud_info"]',
        'place = call.body["deliveries"][0]["cloud_info"]',
        source="blind, fifth list",
    ),
    Fault(
        "a delivery asked for by hand names the task that brought the image",
        DELIVERIES,
        "received.delivery_of(catalog, place, made, task_id=None)",
        'received.delivery_of(catalog, place, made, task_id=catalog["task_id"])',
        source="blind, sixth list",
    ),
]
