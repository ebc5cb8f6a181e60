"""Faults in building requests."""

from tests.faults.client.places import (
    DOWNLOAD_INSIGHT,
    FACADE_INDICES,
    FACADE_ORDER_ITEMS,
    FACADE_ORDERS,
    FIELD_TYPES,
    LIST_AOIS,
    LIST_DELIVERIES,
    LIST_INDICES,
    MODELS,
    OPERATIONS,
    ROLLBACK,
    TRANSPORT,
)
from tests.faults.fault import Fault

FAULTS = [
    Fault("ids are not quoted", OPERATIONS, 'return quote(text, safe="")', "return text", source="with the checks"),
    Fault(
        "slashes in ids are not quoted",
        OPERATIONS,
        'quote(text, safe="")',
        "quote(text)",
        source="with the checks",
        smoke="requests",
    ),
    Fault(
        "`..` is taken for an id",
        OPERATIONS,
        'if text in {"", ".", ".."}:',
        'if text in {""}:',
        source="with the checks",
    ),
    Fault(
        "one path parameter is sent for all",
        OPERATIONS,
        "_segment(kind.check(path[name], name), name)",
        "_segment(kind.check(path[max(path)], name), name)",
        source="with the checks",
    ),
    Fault(
        "a query parameter is left out",
        LIST_INDICES,
        '        "index_id": (STRING, False),\n',
        "",
        source="with the checks",
    ),
    Fault(
        "a query parameter has another name",
        LIST_AOIS,
        '        "aoi_name": (STRING, False),',
        '        "name": (STRING, False),',
        source="with the checks",
    ),
    Fault(
        "zero is taken for absent",
        OPERATIONS,
        "            if value is not None:\n",
        "            if value:\n",
        source="with the checks",
    ),
    Fault("the rollback is a PUT", ROLLBACK, 'method="PATCH"', 'method="PUT"', source="with the checks"),
    Fault(
        "the media type of the body is not said",
        OPERATIONS,
        '            headers["content-type"] = JSON\n',
        "",
        source="with the checks",
    ),
    Fault(
        "the facade sends one field in place of another",
        FACADE_INDICES,
        '"colormap": colormap,\n                "satellite_id": satellite_id,\n           '
        " },\n        )\n\n\nclass Async",
        '"colormap": satellite_id,\n                "satellite_id": colormap,\n           '
        " },\n        )\n\n\nclass Async",
        source="with the checks",
    ),
    Fault(
        "lists lose repeated items",
        FIELD_TYPES,
        "for position, item in enumerate(value)]\n",
        "for position, item in enumerate(dict.fromkeys(value))]\n",
        source="with the checks",
    ),
    Fault(
        "a typo in an enumerated value is sent",
        FIELD_TYPES,
        "        shown = repr(value) if isinstance(value, str) else describe(value)\n",
        "        if isinstance(value, str):\n            return value\n        shown = describe(value)\n",
        source="with the checks",
    ),
    Fault(
        "a missing field is not missed",
        MODELS,
        "            elif property_.required:\n                raise InvalidArgument(place",
        "            elif property_ is None:\n                raise InvalidArgument(place",
        source="with the checks",
    ),
    Fault(
        "fields of one's own are dropped",
        MODELS,
        "return result | {key: as_json",
        "return result or {key: as_json",
        source="with the checks",
    ),
    Fault(
        "null is left out of the body",
        MODELS,
        "if part is None and not property_.kind.nullable:",
        "if part is None:",
        source="with the checks",
    ),
    Fault(
        "the path of the base URL is lost",
        TRANSPORT,
        'self._root = str(settings.base_url).rstrip("/")',
        'self._root = str(settings.base_url.join("/")).rstrip("/")',
        source="blind, second list",
    ),
    Fault(
        "a space in an id is sent as a plus",
        OPERATIONS,
        'return quote(text, safe="")',
        'return quote(text, safe="").replace("%20", "+")',
        source="blind, second list",
    ),
    Fault(
        "a member of an enum of one's own is sent by its name in Python",
        FIELD_TYPES,
        "                return allowed\n",
        "                return value\n",
        source="blind, second list",
    ),
    Fault(
        "what is to be rehearsed is ordered, with asyncio",
        FACADE_ORDERS,
        "        from .submit_order import asyncio\n\n        return await asyncio(\n            client=self._client,\n"
        '            body={\n                "order_items": order_items,\n                "dry_run": dry_run,\n',
        "        from .submit_order import asyncio\n\n        return await asyncio(\n            client=self._client,\n"
        '            body={\n                "order_items": order_items,\n',
        source="blind, second list",
    ),
    Fault(
        "whole numbers in free fields lose their last digits",
        FIELD_TYPES,
        "return int(value) if isinstance(value, Integral) else float(value)",
        "return float(value)",
        source="blind, second list",
    ),
    Fault(
        "a picture is asked for as JSON",
        OPERATIONS,
        'headers = {"accept": ", ".join(accepted)}',
        'headers = {"accept": next(reversed(accepted))}',
        source="blind, second list",
    ),
    Fault(
        "leaves a percent sign in a segment of a path unescaped, so the id `a%2Fb` is sent as if it were `a/b`",
        OPERATIONS,
        'return quote(text, safe="")',
        'return quote(text, safe="%")',
        source="blind, third list",
    ),
    Fault(
        "does not send the filter order_item_id when it lists deliveries",
        LIST_DELIVERIES,
        '"order_item_id": (STRING, False),',
        '"order_item_ids": (STRING, False),',
        source="blind, third list",
    ),
    Fault(
        "drops the filter project_ids from the list of order items of AsyncPixxel, and of that alone",
        FACADE_ORDER_ITEMS,
        "        return AsyncPages(\n"
        "            self._client,\n"
        "            OPERATION,\n"
        '            Paging("order_items", key=("id",)),\n'
        "            path={},\n"
        "            query={\n"
        '                "user_id": user_id,\n'
        '                "type": type,\n'
        '                "status": status,\n'
        '                "order_ids": order_ids,\n'
        '                "created_by": created_by,\n'
        '                "created_at": created_at,\n'
        '                "project_ids": project_ids,\n',
        "        return AsyncPages(\n"
        "            self._client,\n"
        "            OPERATION,\n"
        '            Paging("order_items", key=("id",)),\n'
        "            path={},\n"
        "            query={\n"
        '                "user_id": user_id,\n'
        '                "type": type,\n'
        '                "status": status,\n'
        '                "order_ids": order_ids,\n'
        '                "created_by": created_by,\n'
        '                "created_at": created_at,\n',
        source="blind, third list",
    ),
    Fault(
        "demands a body for the download of an insight, where the contract has it optional",
        DOWNLOAD_INSIGHT,
        "    body_required=False,\n",
        "",
        source="blind, third list",
    ),
]
