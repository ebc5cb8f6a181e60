"""Faults in orders."""

from tests.faults.fault import Fault
from tests.faults.server.files import FULFILMENT, ORDERS, PLACEMENT

FAULTS = [
    Fault(
        "A dry run places the order",
        ORDERS,
        'if call.body.get("dry_run", False):',
        "if False:",
        source="with the checks",
    ),
    Fault(
        "A payment status contains a space",
        FULFILMENT,
        '_PAYMENT = ("UNPAID", "PAYMENT_IN_PROGRESS", "PAID")',
        '_PAYMENT = ("UNPAID", "PAYMENT IN PROGRESS", "PAID")',
        source="blind, second list",
    ),
    Fault(
        "An order with delivery to an unknown store is accepted",
        PLACEMENT,
        '            self._get("store", request["cloud_delivery"]["config"])\n',
        '            self._call.documents.get("store", request["cloud_delivery"]["config"])\n',
        source="blind, second list",
    ),
    Fault(
        "A dry run leaves documents behind, and the search for catalogs fails",
        ORDERS,
        "for kind, document, _ in placement.documents:\n            call.documents.remove",
        "for kind, document, _ in placement.documents[:2]:\n            call.documents.remove",
        source="blind, second list",
    ),
    Fault(
        "A paid order has no paid_at",
        FULFILMENT,
        'answer["paid_at"] = stored["paid_at"] or answer["updated_at"]',
        'answer["paid_at"] = stored["paid_at"]',
        source="blind, second list",
    ),
    Fault(
        "The total of an order is the price of its last item",
        PLACEMENT,
        'self.order["total_amount"] += amount',
        'self.order["total_amount"] = amount',
        source="blind, second list",
        smoke="orders",
    ),
    Fault(
        "An unknown order is answered with 409 instead of 404",
        ORDERS,
        'raise errors.not_found("no such order"',
        'raise errors.conflict("no such order"',
        source="blind, third list",
    ),
    Fault(
        "An unpaid order has a time of payment",
        PLACEMENT,
        '"paid_at": "",',
        '"paid_at": clock.timestamp_t(self._now),',
        source="blind, third list",
    ),
    Fault(
        "The total of a dry run of an order is zero",
        ORDERS,
        '            call.documents.remove(kind, document["id"])\n',
        '            call.documents.remove(kind, document["id"])\n        answer["total_amount"] = 0\n',
        source="blind, third list",
    ),
    Fault(
        "The total of an order counts only paid items",
        ORDERS,
        'return {**fulfilment.order_answer(call, order), "order_items": answers}',
        'paid = sum(item.get("tokens_used", 0) for item in answers)\n'
        '    return {**fulfilment.order_answer(call, order), "total_amount": paid, "order_items": answers}',
        source="blind, third list",
    ),
    Fault(
        "The org_id of a new order is the id of the tenant",
        PLACEMENT,
        '"org_id": call.workspace.org_id,',
        '"org_id": call.workspace.tenant_id,',
        source="blind, fourth list",
    ),
    Fault(
        "The user filter of orders is applied after the total is counted",
        ORDERS,
        '    orders, pagination = call.page("order", where={"user_id": call.filter("user_id")})\n',
        '    orders, pagination = call.page("order", where={})\n'
        '    orders = [one for one in orders if call.query["user_id"] in {None, one["user_id"]}]\n',
        source="blind, fourth list",
    ),
    Fault(
        "A dry run of an order with delivery to an unknown store is accepted",
        PLACEMENT,
        '        if "cloud_delivery" in request:\n',
        '        if "cloud_delivery" in request and not self._call.body.get("dry_run", False):\n',
        source="blind, fifth list",
    ),
]
