"""Faults in catalogs: search, downloads, received images."""

from tests.faults.fault import Fault
from tests.faults.server.places import CATALOGS, DOMAIN_CATALOGS, STAC_ITEMS

FAULTS = [
    Fault(
        "catalogs that do not exist are left out of a package without a word",
        DOMAIN_CATALOGS,
        'return [catalog(call, catalog_id) for catalog_id in wanted["catalog_ids"]]',
        'return catalogs(call, {"id": wanted["catalog_ids"]})',
        source="blind, second list",
    ),
    Fault(
        "a download of catalogs is in progress before it is created",
        CATALOGS,
        '_STATUSES = ("created", "in_progress", "success")',
        '_STATUSES = ("in_progress", "created", "success")',
        source="blind, second list",
    ),
    Fault(
        "the total of a search of the catalog counts what does not match as well",
        CATALOGS,
        '"total": len(found)}',
        '"total": len(catalogs)}',
        source="blind, second list",
    ),
    Fault(
        "a search of the catalog answers ten where nothing is said",
        CATALOGS,
        'body.get("limit", 2)',
        'body.get("limit", 10)',
        source="blind, second list",
    ),
    Fault(
        "a search of the catalog does not look at a geometry",
        CATALOGS,
        '("collections", "bbox", "intersects", "datetime")',
        '("collections", "bbox", "datetime")',
        source="blind, second list",
    ),
    Fault(
        "a download of catalogs has its URL before it is packed",
        CATALOGS,
        '_url(call, download) if done else ""',
        "_url(call, download)",
        source="blind, second list",
    ),
    Fault(
        "the reference system of a received image has its authority with it",
        STAC_ITEMS,
        'properties["proj:epsg"] = int(code.removeprefix("EPSG:"))',
        'properties["proj:epsg"] = code',
        source="blind, third list",
    ),
    Fault(
        "the statuses of downloads of catalogs are in capitals",
        CATALOGS,
        "_STATUSES[work.step]",
        "_STATUSES[work.step].upper()",
        source="blind, third list",
    ),
    Fault(
        "a text that a property begins with is enough",
        CATALOGS,
        '{"eq": wanted}',
        '{"startsWith": wanted}',
        source="blind, third list",
    ),
    Fault(
        "the keys to sort catalogs by are looked for under another name",
        CATALOGS,
        'body.get("sort_by", [])',
        'body.get("sortby", [])',
        source="blind, third list",
    ),
    Fault(
        "of what an order item has brought, only the newest is taken",
        DOMAIN_CATALOGS,
        "found += brought",
        "found += brought[:1]",
        source="blind, third list",
    ),
    Fault(
        "the area of a catalog is in square metres",
        DOMAIN_CATALOGS,
        'return {**shown, "delivery_status":',
        'return {**shown, "area": stored["area"] * 1_000_000, "delivery_status":',
        source="blind, fourth list",
    ),
    Fault(
        "what an order has yet to bring is in the catalog",
        DOMAIN_CATALOGS,
        "    return [one for one in found if _has_come(call, one)]\n",
        "    return found\n",
        source="blind, fourth list",
    ),
    Fault(
        "of several order items only what the first has brought is taken",
        DOMAIN_CATALOGS,
        'in enumerate(wanted["order_item_ids"]):',
        'in enumerate(wanted["order_item_ids"][:1]):',
        source="blind, fourth list",
    ),
    Fault(
        "a received image of several areas is called one polygon",
        DOMAIN_CATALOGS,
        '    return {**shown, "delivery_status": fulfilment.delivered(call, own[:1])}',
        '    details = {**shown["details"], "geometry": {**shown["details"]["geometry"], "type": "Polygon"}}\n'
        '    return {**shown, "details": details, "delivery_status": fulfilment.delivered(call, own[:1])}',
        source="blind, fifth list",
    ),
    Fault(
        "to search the catalog changes what it holds",
        CATALOGS,
        "    # For the contract, 2.0 is an integer as well.\n",
        '    searched = {"updated_at": clock.timestamp_z(call.clock.now())}\n'
        "    for one in catalogs:\n"
        '        call.documents.replace("catalog", {**one, **searched})\n'
        "    # For the contract, 2.0 is an integer as well.\n",
        source="blind, fifth list",
    ),
    Fault(
        "catalogs are not found by what they were ordered for",
        CATALOGS,
        "for name in received.SEARCHED}",
        'for name in received.SEARCHED if name != "usecase"}',
        source="blind, fifth list",
    ),
]
