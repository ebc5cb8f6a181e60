"""Faults in deliveries."""

from tests.faults.fault import Fault
from tests.faults.server.files import DELIVERIES, DOMAIN_CATALOGS, FULFILMENT

FAULTS = [
    Fault(
        "A delivery from createDeliveries has an empty task_id instead of null",
        DOMAIN_CATALOGS,
        '        "task_id": task_id,\n',
        '        "task_id": task_id or "",\n',
        source="blind, second list",
    ),
    Fault(
        "Only the store of the first of several deliveries is validated",
        DELIVERIES,
        'if call.documents.get("store", target["config"]) is None:',
        'if number == 0 and call.documents.get("store", target["config"]) is None:',
        source="blind, second list",
    ),
    Fault(
        "A delivery never reaches a terminal status",
        FULFILMENT,
        '_DELIVERY = ("CREATED", "IN_PROGRESS", "SUCCESS")',
        '_DELIVERY = ("CREATED", "IN_PROGRESS", "IN_PROGRESS")',
        source="blind, second list",
    ),
    Fault(
        "A delivery makes progress and its updated_at does not change",
        DOMAIN_CATALOGS,
        '"updated_at": fulfilment.latest(stored, [changed_at], clock.timestamp_z)',
        '"updated_at": stored["updated_at"]',
        source="blind, second list",
    ),
    Fault(
        "The catalog and task filters of deliveries are swapped",
        DELIVERIES,
        '"catalog_id": call.filter("catalog_id"),\n            "task_id": call.filter("task_id"),',
        '"task_id": call.filter("catalog_id"),\n            "catalog_id": call.filter("task_id"),',
        source="blind, second list",
    ),
    Fault(
        "The path of a cloud delivery is lost",
        DOMAIN_CATALOGS,
        '"cloud_delivery": cloud_delivery,',
        '"cloud_delivery": {"config": cloud_delivery["config"]},',
        source="blind, second list",
    ),
    Fault(
        "A delivery has the status of an order task",
        DOMAIN_CATALOGS,
        '"status": fulfilment.delivery_status(call, stored),',
        '"status": fulfilment.joint_delivery_status(call, [stored]),',
        source="blind, third list",
    ),
    Fault(
        "Deliveries from createDeliveries are not listed",
        DELIVERIES,
        "catalogs.delivery_answer(call, delivery) for delivery in deliveries]",
        'catalogs.delivery_answer(call, delivery) for delivery in deliveries if delivery["task_id"]]',
        source="blind, third list",
    ),
    Fault(
        "Only the first of several new deliveries is answered",
        DELIVERIES,
        'return {"deliveries": new}',
        'return {"deliveries": new[:1]}',
        source="blind, third list",
    ),
    Fault(
        "A delivery names its store by name instead of id",
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
        "A cloud delivery without a path fails the server",
        DOMAIN_CATALOGS,
        '"cloud_delivery": cloud_delivery,',
        '"cloud_delivery": {name: cloud_delivery[name] for name in ("config", "path")},',
        source="blind, fourth list",
    ),
    Fault(
        "The task_id filter of deliveries also matches deliveries from createDeliveries",
        DELIVERIES,
        '"task_id": call.filter("task_id"),',
        '"brought_by": call.filter("task_id"),',
        source="blind, fourth list",
    ),
    Fault(
        "The order_item_id filter of deliveries leaves out deliveries from createDeliveries",
        DELIVERIES,
        '    return {"deliveries": [catalogs.delivery_answer(call, delivery) for delivery in deliveries]}',
        '    if call.query["order_item_id"] is not None:\n'
        '        deliveries = [delivery for delivery in deliveries if delivery["task_id"]]\n'
        '    return {"deliveries": [catalogs.delivery_answer(call, delivery) for delivery in deliveries]}',
        source="blind, fifth list",
    ),
    Fault(
        "All deliveries of a request go to the place of the first one",
        DELIVERIES,
        'target = request["cloud_info"]',
        'target = call.body["deliveries"][0]["cloud_info"]',
        source="blind, fifth list",
    ),
    Fault(
        "A delivery from createDeliveries names the task of its image",
        DELIVERIES,
        "catalogs.new_delivery(catalog, target, authorship, task_id=None)",
        'catalogs.new_delivery(catalog, target, authorship, task_id=catalog["task_id"])',
        source="blind, sixth list",
    ),
    Fault(
        "A delivery that was requested shows another path when it has ended",
        DOMAIN_CATALOGS,
        '        "status": fulfilment.delivery_status(call, stored),\n',
        '        "status": fulfilment.delivery_status(call, stored),\n'
        '        **({"cloud_delivery": stored["cloud_delivery"] | {"path": "x"}}\n'
        '           if step > 1 and not stored["task_id"] else {}),\n',
        source="kinds of checks",
    ),
]
