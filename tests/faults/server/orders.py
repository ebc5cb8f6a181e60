"""Faults in orders."""

from tests.faults.fault import Fault
from tests.faults.server.places import FULFILMENT, ORDERS, PLACEMENT

FAULTS = [
    Fault(
        "a dry run orders",
        ORDERS,
        'if call.body.get("dry_run", False):',
        "if False:",
        source="with the checks",
    ),
    Fault(
        "an order on its way to be paid has a status of three words",
        FULFILMENT,
        '_PAYMENT = ("UNPAID", "PAYMENT_IN_PROGRESS", "PAID")',
        '_PAYMENT = ("UNPAID", "PAYMENT IN PROGRESS", "PAID")',
        source="blind, second list",
    ),
    Fault(
        "an order may be delivered to a store that does not exist",
        PLACEMENT,
        '            self._known("store", wanted["cloud_delivery"]["config"])\n',
        '            self._call.documents.get("store", wanted["cloud_delivery"]["config"])\n',
        source="blind, second list",
    ),
    Fault(
        "after a dry run the catalog cannot be searched",
        ORDERS,
        "for kind, document, _ in ordered.documents:\n            call.documents.remove",
        "for kind, document, _ in ordered.documents[:2]:\n            call.documents.remove",
        source="blind, second list",
    ),
    Fault(
        "a new order is paid at no time",
        FULFILMENT,
        'shown["paid_at"] = stored["paid_at"] or shown["updated_at"]',
        'shown["paid_at"] = stored["paid_at"]',
        source="blind, second list",
    ),
    Fault(
        "an order costs what its last item costs",
        PLACEMENT,
        'self.order["total_amount"] += amount',
        'self.order["total_amount"] = amount',
        source="blind, second list",
        smoke="ordering",
    ),
    Fault(
        "an order that does not exist is a conflict",
        ORDERS,
        'raise errors.not_found("no such order"',
        'raise errors.conflict("no such order"',
        source="blind, third list",
    ),
    Fault(
        "an order that is not paid has a time of payment",
        PLACEMENT,
        '"paid_at": "",',
        '"paid_at": clock.timestamp_t(self._now),',
        source="blind, third list",
    ),
    Fault(
        "the total of a rehearsed order is nought",
        ORDERS,
        '            call.documents.remove(kind, document["id"])\n',
        '            call.documents.remove(kind, document["id"])\n        answer["total_amount"] = 0\n',
        source="blind, third list",
    ),
    Fault(
        "the total of an order counts what is paid alone",
        ORDERS,
        'return {**fulfilment.order(call, order), "order_items": shown}',
        'paid = sum(one.get("tokens_used", 0) for one in shown)\n'
        '    return {**fulfilment.order(call, order), "total_amount": paid, "order_items": shown}',
        source="blind, third list",
    ),
    Fault(
        "a new order belongs to the tenant, not to the workspace",
        PLACEMENT,
        '"org_id": call.workspace.org_id,',
        '"org_id": call.workspace.tenant_id,',
        source="blind, fourth list",
    ),
    Fault(
        "orders are picked by their user after they are counted",
        ORDERS,
        '    orders, pagination = call.page("order", where={"user_id": call.filter("user_id")})\n',
        '    orders, pagination = call.page("order", where={})\n'
        '    orders = [one for one in orders if call.query["user_id"] in {None, one["user_id"]}]\n',
        source="blind, fourth list",
    ),
    Fault(
        "a rehearsed order may be delivered to a store that does not exist",
        PLACEMENT,
        '        if "cloud_delivery" in wanted:\n',
        '        if "cloud_delivery" in wanted and not self._call.body.get("dry_run", False):\n',
        source="blind, fifth list",
    ),
]
