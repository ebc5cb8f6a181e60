"""Faults in catalogs: search, downloads, received images."""

from tests.faults.fault import Fault
from tests.faults.server.files import CATALOGS, DOMAIN_CATALOGS, STAC_ITEMS

FAULTS = [
    Fault(
        "A download of catalogs ignores unknown catalogs instead of refusing them",
        DOMAIN_CATALOGS,
        'return [get_catalog(call, catalog_id) for catalog_id in request["catalog_ids"]]',
        'return find_catalogs(call, {"id": request["catalog_ids"]})',
        source="blind, second list",
    ),
    Fault(
        "A new download of catalogs is in progress at once",
        CATALOGS,
        '_STATUSES = ("created", "in_progress", "success")',
        '_STATUSES = ("in_progress", "created", "success")',
        source="blind, second list",
    ),
    Fault(
        "The total of a search for catalogs counts catalogs that do not match",
        CATALOGS,
        '"total": len(matches)}',
        '"total": len(catalogs)}',
        source="blind, second list",
    ),
    Fault(
        "A search for catalogs without a limit answers ten instead of two",
        CATALOGS,
        'body.get("limit", 2)',
        'body.get("limit", 10)',
        source="blind, second list",
    ),
    Fault(
        "A search for catalogs ignores the geometry",
        CATALOGS,
        '("collections", "bbox", "intersects", "datetime")',
        '("collections", "bbox", "datetime")',
        source="blind, second list",
    ),
    Fault(
        "A download of catalogs has its URL before it is packed",
        CATALOGS,
        '_url(call, download) if succeeded else ""',
        "_url(call, download)",
        source="blind, second list",
    ),
    Fault(
        "The EPSG code of a received image contains the authority",
        STAC_ITEMS,
        'properties["proj:epsg"] = int(code.removeprefix("EPSG:"))',
        'properties["proj:epsg"] = code',
        source="blind, third list",
    ),
    Fault(
        "The statuses of downloads of catalogs are in capital letters",
        CATALOGS,
        "_STATUSES[work.step]",
        "_STATUSES[work.step].upper()",
        source="blind, third list",
    ),
    Fault(
        "A text condition of a catalog search matches the beginning of a property",
        CATALOGS,
        '{"eq": condition}',
        '{"startsWith": condition}',
        source="blind, third list",
    ),
    Fault(
        "The field sort_by of a catalog search is ignored",
        CATALOGS,
        'body.get("sort_by", [])',
        'body.get("sortby", [])',
        source="blind, third list",
    ),
    Fault(
        "Only the newest image of an order item is packed",
        DOMAIN_CATALOGS,
        "catalogs += produced",
        "catalogs += produced[:1]",
        source="blind, third list",
    ),
    Fault(
        "The area of a catalog is in square metres",
        DOMAIN_CATALOGS,
        'return {**answer, "delivery_status":',
        'return {**answer, "area": stored["area"] * 1_000_000, "delivery_status":',
        source="blind, fourth list",
    ),
    Fault(
        "The catalog contains images that an order has not yet delivered",
        DOMAIN_CATALOGS,
        "    return [catalog for catalog in catalogs if _is_produced(call, catalog)]\n",
        "    return catalogs\n",
        source="blind, fourth list",
    ),
    Fault(
        "Only the images of the first of several order items are packed",
        DOMAIN_CATALOGS,
        'in enumerate(request["order_item_ids"]):',
        'in enumerate(request["order_item_ids"][:1]):',
        source="blind, fourth list",
    ),
    Fault(
        "A received image of several areas has the type Polygon",
        DOMAIN_CATALOGS,
        '    return {**answer, "delivery_status": fulfilment.joint_delivery_status(call, deliveries[:1])}',
        '    details = {**answer["details"], "geometry": {**answer["details"]["geometry"], "type": "Polygon"}}\n'
        '    return {**answer, "details": details,'
        ' "delivery_status": fulfilment.joint_delivery_status(call, deliveries[:1])}',
        source="blind, fifth list",
    ),
    Fault(
        "A search for catalogs changes the catalogs",
        CATALOGS,
        "    # In JSON Schema, 2.0 is an integer too.\n",
        '    searched = {"updated_at": clock.timestamp_z(call.clock.now())}\n'
        "    for stored in stored_catalogs:\n"
        '        call.documents.replace("catalog", {**stored, **searched})\n'
        "    # In JSON Schema, 2.0 is an integer too.\n",
        source="blind, fifth list",
    ),
    Fault(
        "The usecase of catalogs is not searched",
        CATALOGS,
        "for name in catalogs.SEARCHED}",
        'for name in catalogs.SEARCHED if name != "usecase"}',
        source="blind, fifth list",
    ),
]
