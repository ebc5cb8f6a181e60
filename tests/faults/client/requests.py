"""Faults in building requests."""

from tests.faults.client.files import (
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
    Fault(
        "Ids in paths are not percent-encoded",
        OPERATIONS,
        'return quote(text, safe="")',
        "return text",
        source="with the checks",
    ),
    Fault(
        "Slashes in ids are not percent-encoded",
        OPERATIONS,
        'quote(text, safe="")',
        "quote(text)",
        source="with the checks",
        smoke="requests",
    ),
    Fault(
        "An id of dots is sent",
        OPERATIONS,
        'if text in {"", ".", ".."}:',
        'if text in {""}:',
        source="with the checks",
    ),
    Fault(
        "All path parameters get the value of one of them",
        OPERATIONS,
        "_segment(type_.check(path[name], name), name)",
        "_segment(type_.check(path[max(path)], name), name)",
        source="with the checks",
    ),
    Fault(
        "The query parameter index_id of indices is unknown",
        LIST_INDICES,
        '        "index_id": (STRING, False),\n',
        "",
        source="with the checks",
    ),
    Fault(
        "The query parameter aoi_name is called name",
        LIST_AOIS,
        '        "aoi_name": (STRING, False),',
        '        "name": (STRING, False),',
        source="with the checks",
    ),
    Fault(
        "A query parameter of zero is left out",
        OPERATIONS,
        "            if value is not None:\n",
        "            if value:\n",
        source="with the checks",
    ),
    Fault(
        "The rollback is sent as PUT instead of PATCH",
        ROLLBACK,
        'method="PATCH"',
        'method="PUT"',
        source="with the checks",
    ),
    Fault(
        "A request with a body has no Content-Type",
        OPERATIONS,
        '            headers["content-type"] = JSON\n',
        "",
        source="with the checks",
    ),
    Fault(
        "The facade swaps two fields of a body",
        FACADE_INDICES,
        '"colormap": colormap,\n                "satellite_id": satellite_id,\n           '
        " },\n        )\n\n\nclass Async",
        '"colormap": satellite_id,\n                "satellite_id": colormap,\n           '
        " },\n        )\n\n\nclass Async",
        source="with the checks",
    ),
    Fault(
        "Repeated items of a list are sent once",
        FIELD_TYPES,
        "for position, item in enumerate(value)]\n",
        "for position, item in enumerate(dict.fromkeys(value))]\n",
        source="with the checks",
    ),
    Fault(
        "A string outside of an enumeration is sent",
        FIELD_TYPES,
        "        shown = repr(value) if isinstance(value, str) else describe(value)\n",
        "        if isinstance(value, str):\n            return value\n        shown = describe(value)\n",
        source="with the checks",
    ),
    Fault(
        "A body without a required field is sent",
        MODELS,
        "            elif property_.required:\n                refusals[",
        "            elif property_ is None:\n                refusals[",
        source="with the checks",
    ),
    Fault(
        "Unknown fields of a body are left out",
        MODELS,
        "return result | {key: as_json",
        "return result or {key: as_json",
        source="with the checks",
    ),
    Fault(
        "Null fields of a body are left out",
        MODELS,
        "if part is None and not property_.type.nullable:",
        "if part is None:",
        source="with the checks",
    ),
    Fault(
        "The path of the base URL is lost",
        TRANSPORT,
        'self._root = str(settings.base_url).rstrip("/")',
        'self._root = str(settings.base_url.join("/")).rstrip("/")',
        source="blind, second list",
    ),
    Fault(
        "A space in an id is sent as a plus sign",
        OPERATIONS,
        'return quote(text, safe="")',
        'return quote(text, safe="").replace("%20", "+")',
        source="blind, second list",
    ),
    Fault(
        "A member of the caller's own enum is sent by its name in Python",
        FIELD_TYPES,
        "                return allowed\n",
        "                return value\n",
        source="blind, second list",
    ),
    Fault(
        "The async facade sends a dry run without dry_run",
        FACADE_ORDERS,
        "        from .submit_order import asyncio\n\n        return await asyncio(\n            client=self._client,\n"
        '            body={\n                "order_items": order_items,\n                "dry_run": dry_run,\n',
        "        from .submit_order import asyncio\n\n        return await asyncio(\n            client=self._client,\n"
        '            body={\n                "order_items": order_items,\n',
        source="blind, second list",
    ),
    Fault(
        "Large integers in free fields lose their last digits",
        FIELD_TYPES,
        "return int(value) if isinstance(value, Integral) else float(value)",
        "return float(value)",
        source="blind, second list",
    ),
    Fault(
        "A picture is requested as JSON",
        OPERATIONS,
        'headers = {"accept": ", ".join(accepted)}',
        'headers = {"accept": next(reversed(accepted))}',
        source="blind, second list",
    ),
    Fault(
        "A percent sign in an id is not encoded",
        OPERATIONS,
        'return quote(text, safe="")',
        'return quote(text, safe="%")',
        source="blind, third list",
    ),
    Fault(
        "The filter order_item_id of deliveries has another name",
        LIST_DELIVERIES,
        '"order_item_id": (STRING, False),',
        '"order_item_ids": (STRING, False),',
        source="blind, third list",
    ),
    Fault(
        "The async list of order items loses the project_ids filter",
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
        "The download of an insight requires a body",
        DOWNLOAD_INSIGHT,
        "    body_required=False,\n",
        "",
        source="blind, third list",
    ),
    Fault(
        "A typo in a list of enumerated values is sent",
        FIELD_TYPES,
        'return [self.of.check(item, f"{at}[',
        'return [item if isinstance(self.of, Choice) else self.of.check(item, f"{at}[',
        source="unseen kinds",
    ),
    Fault(
        "A typo in an enumerated query parameter is sent",
        OPERATIONS,
        "checked = type_.check(value, name)",
        "checked = value if isinstance(value, str) else type_.check(value, name)",
        source="unseen kinds",
    ),
    Fault(
        "Text in a body is normalized",
        FIELD_TYPES,
        "    return str.__str__(value)\n",
        '    return __import__("unicodedata").normalize("NFC", str.__str__(value))\n',
        source="unseen kinds",
    ),
    Fault(
        "Keys of mappings lose the spaces around them",
        FIELD_TYPES,
        "return {text(key, at): self.of",
        "return {text(key, at).strip(): self.of",
        source="unseen kinds",
    ),
    Fault(
        "An argument that is too long for a URL is a lost connection",
        OPERATIONS,
        "        _check_length(segments, checked)\n",
        "",
        source="unseen kinds",
    ),
    Fault(
        "Only the first problem of an object is named",
        MODELS,
        "raise InvalidArgument.joined([*refusals.values()])",
        "raise next(iter(refusals.values()))",
        source="with the checks",
    ),
    Fault(
        "The problems of every member of a union are named",
        FIELD_TYPES,
        "if meant := self._claimed(value) or self._meant(value, at):",
        "if meant := self._claimed(value):",
        source="with the checks",
    ),
]
