"""A fifth list of ways in which a server can break the contract, from a fresh reading of it alone."""

from tests.faults.harness import Fault
from tests.faults.places import (
    AOIS,
    APP,
    ASSETS,
    AUTH,
    BANDSETS,
    BLOCK_SAMPLES,
    CATALOGS,
    CATALOGUE,
    DELIVERIES,
    DOWNLOADS,
    GATHERING,
    GEOMETRY,
    IMAGERY,
    INDICES,
    INSIGHTS,
    JOBS,
    LEGENDS,
    ORDER_ITEMS,
    ORDERING,
    PACKAGES,
    PROJECTS,
    RECEIVED,
    REPORTS,
    RUNS,
    SEARCH,
    SERVICE,
    STORES,
    TASKS,
    VALIDATION,
    VISUALIZATIONS,
    WORKFLOWS,
)

FAULTS = [
    # Status
    Fault(
        "a revoked key is unauthorized, not forbidden",
        AUTH,
        'raise errors.forbidden("this key has been revoked")',
        'raise errors.unauthorized("this key has been revoked")',
    ),
    Fault(
        "one id that no order item has makes a list of others not found",
        ORDER_ITEMS,
        '    status = call.filter("status")\n',
        '    status = call.filter("status")\n'
        '    for item_id in call.listed("ids") or ():\n'
        '        if call.documents.get("order_item", item_id) is None:\n'
        '            raise errors.not_found("no such order item", {"id": item_id})\n',
    ),
    # Fields of answers
    Fault("the answer to a ping is an empty text", SERVICE, 'return "pong"', 'return ""'),
    Fault(
        "a mosaic that was never changed has null for the time of its last change",
        GATHERING,
        '"created_at": created_at,\n        "updated_at": created_at,',
        '"created_at": created_at,\n        "updated_at": None,',
    ),
    Fault(
        "what an insight costs is null until it is done",
        INSIGHTS,
        '        "status": status,\n',
        '        "cost": insight["cost"] if work.done else None,\n        "status": status,\n',
    ),
    Fault(
        "the estimate of a workflow that has never been run is null",
        WORKFLOWS,
        '    return {"estimated_cost": runs.workflow(call)["estimated_cost"]}',
        "    workflow = runs.workflow(call)\n"
        '    has_run = call.documents.page("job", parent=workflow["id"], limit=1)[0]\n'
        '    return {"estimated_cost": workflow["estimated_cost"] if has_run else None}',
    ),
    Fault(
        "a package that is still being packed has no status",
        PACKAGES,
        'return {"status": "pending", "signed_url": ""}',
        'return {"signed_url": ""}',
    ),
    Fault(
        "a band beyond the near infrared has null for its wavelength",
        BANDSETS,
        '    return {"bandsets": [',
        '    for band in (band for one in found for band in one["bands"]):\n'
        '        band["wavelength"] = band["wavelength"] if band["wavelength"] <= 1000 else None\n'
        '    return {"bandsets": [',
    ),
    Fault(
        "a received image of several areas is called one polygon",
        RECEIVED,
        '    return {**shown, "delivery_status": fulfilment.delivered(call, own[:1])}',
        '    details = {**shown["details"], "geometry": {**shown["details"]["geometry"], "type": "Polygon"}}\n'
        '    return {**shown, "details": details, "delivery_status": fulfilment.delivered(call, own[:1])}',
    ),
    # Units
    Fault(
        "the wavelength of a satellite's band is that of its lower edge",
        CATALOGUE,
        '"wavelength": middle, "scale": 1, "offset": 0, "spatial_resolution": RESOLUTION}\n'
        "            for band, _, middle, _ in _BANDS",
        '"wavelength": middle - width // 2, "scale": 1, "offset": 0, "spatial_resolution": RESOLUTION}\n'
        "            for band, _, middle, width in _BANDS",
    ),
    # Media types and the protocol
    Fault(
        "whoever prefers HTML is refused in HTML",
        APP,
        "            response = _refusal(error)\n",
        "            response = _refusal(error)\n"
        '            if "text/html" in request.headers.get("accept", ""):\n'
        '                page_of_error = f"<h1>{error.status}</h1><p>{error.message}</p>"\n'
        '                response = Response(page_of_error, error.status, error.headers, "text/html")\n',
    ),
    Fault(
        "who does not take JSON is refused, even where a table or a picture is answered",
        APP,
        "        operation, handler = self._methods[request.method]\n",
        "        operation, handler = self._methods[request.method]\n"
        '        accepted = request.headers.get("accept", "*/*")\n'
        '        if "*/*" not in accepted and "application/json" not in accepted:\n'
        '            raise errors.ApiError(406, "NOT_ACCEPTABLE", f"there is nothing here of {accepted}")\n',
    ),
    # Keys and isolation
    Fault(
        "a name that another workspace has given to an index is taken, and the id of that index told",
        INDICES,
        "    if namesakes:\n",
        "    everywhere = (\n"
        "        \"SELECT id FROM documents WHERE kind = 'index' AND json_extract(body, '$.name') = ?\"\n"
        "        \" AND json_extract(body, '$.satellite_id') = ?\"\n"
        "    )\n"
        '    named = (body["name"], body["satellite_id"])\n'
        "    found = call.documents._store._connection.execute(everywhere, named).fetchone()\n"
        '    namesakes = [{"id": found[0]}] if found else []\n'
        "    if namesakes:\n",
    ),
    Fault(
        "what follows a colon in a key is not looked at",
        AUTH,
        "secrets.compare_digest(one.key.encode(), key)",
        'secrets.compare_digest(one.key.encode(), key.partition(b":")[0])',
    ),
    Fault(
        "the name of a store is taken if another workspace has given it",
        STORES,
        "    if namesakes:\n",
        "    everywhere = \"SELECT count(*) FROM documents WHERE kind='store' AND json_extract(body, '$.name') = ?\"\n"
        '    found = call.documents._store._connection.execute(everywhere, (body["name"],)).fetchone()\n'
        "    if found[0] and not namesakes:\n"
        '        raise errors.conflict("a store of this name exists already")\n'
        "    if namesakes:\n",
    ),
    Fault(
        "a download of catalogs can be followed from every workspace",
        CATALOGS,
        '    download = call.documents.get("catalog_download", download_id)\n',
        "    everywhere = \"SELECT body FROM documents WHERE kind = 'catalog_download' AND id = ?\"\n"
        "    found = call.documents._store._connection.execute(everywhere, (download_id,)).fetchone()\n"
        "    download = found and json.loads(found[0])\n",
    ),
    # Accepts what it must refuse
    Fault(
        "a block for workflows alone can be run as an insight",
        INSIGHTS,
        'if "insight" not in found[0]["modes"]:',
        'if not found[0]["modes"]:',
    ),
    Fault(
        "a visualization can be drawn from the assets of another AOI",
        VISUALIZATIONS,
        'found, _ = call.documents.page("asset", parent=aoi["aoi_id"], where={"id": wanted})',
        'found, _ = call.documents.page("asset", parent=aoi["aoi_id"])\n'
        "    if wanted is not None:\n"
        '        named = (call.documents.get("asset", asset_id) for asset_id in dict.fromkeys(wanted))\n'
        "        found = [one for one in named if one]",
    ),
    Fault(
        "a rehearsed order may be delivered to a store that does not exist",
        ORDERING,
        '        if "cloud_delivery" in wanted:\n',
        '        if "cloud_delivery" in wanted and not self._call.body.get("dry_run", False):\n',
    ),
    # Refuses what it must accept
    Fault(
        "a whole number that is written with a decimal point fails the server",
        VALIDATION,
        "return int(number) if number.is_integer() else number",
        "return number",
    ),
    Fault(
        "an asset that is named twice is not found to pack",
        DOWNLOADS,
        'if unknown := sorted(set(wanted) - {asset["id"] for asset in found}):',
        'unknown = sorted(set(wanted) - {asset["id"] for asset in found})\n'
        '    if len(found) < len(call.body["asset_ids"]):',
    ),
    Fault(
        "an insight that is not to be estimated is estimated all the same",
        INSIGHTS,
        'estimate = body.get("estimate", False)',
        'estimate = "estimate" in body',
    ),
    Fault(
        "a task that is done cannot be packed while its job still runs",
        TASKS,
        'packages.check_finished("task", task["status"])',
        'packages.check_finished("job", run.status)',
    ),
    # State
    Fault(
        "an AOI that some of its images do not lie over is never done",
        GATHERING,
        '"partial_success" if over',
        '"updating" if over',
    ),
    Fault(
        "the name of a deleted store stays taken",
        STORES,
        "    if namesakes:\n",
        '    names = vars(call.documents._store).setdefault("names_of_stores", set())\n'
        '    name = (call.workspace.tenant_id, body["name"])\n'
        "    if name in names and not namesakes:\n"
        '        raise errors.conflict("a store of this name has existed")\n'
        "    names.add(name)\n"
        "    if namesakes:\n",
    ),
    Fault(
        "to search the catalog changes what it holds",
        CATALOGS,
        "    # For the contract, 2.0 is an integer as well.\n",
        '    searched = {"updated_at": clock.timestamp_z(call.clock.now())}\n'
        "    for one in catalogs:\n"
        '        call.documents.replace("catalog", {**one, **searched})\n'
        "    # For the contract, 2.0 is an integer as well.\n",
    ),
    # Time
    Fault(
        "the times of a new index are those of a clock in India, with the offset of UTC",
        INDICES,
        "created_at = clock.timestamp(call.clock.now())",
        "from datetime import UTC, timedelta, timezone\n\n"
        "    there = call.clock.now().astimezone(timezone(timedelta(hours=5, minutes=30)))\n"
        "    created_at = clock.timestamp(there.replace(tzinfo=UTC))",
    ),
    Fault(
        "a workflow read alone has not been changed since it was made",
        WORKFLOWS,
        "    return {field: workflow[field] for field in _ALONE}",
        '    return {field: workflow[field] for field in _ALONE} | {"updated_at": workflow["created_at"]}',
    ),
    Fault(
        "the report goes back one year",
        REPORTS,
        "        item = fulfilment.item(call, stored)\n",
        '        if (call.clock.now() - clock.moment(stored["created_at"])).days > 365:\n'
        "            continue\n"
        "        item = fulfilment.item(call, stored)\n",
    ),
    # Paging
    Fault(
        "a page of projects past the last one is the last one again",
        PROJECTS,
        'projects, count = call.documents.page("project", offset=(page_num - 1) * page_size, limit=page_size)',
        '_, count = call.documents.page("project", limit=1)\n'
        "    page_num = min(page_num, max(1, -(-count // page_size)))\n"
        '    projects, _ = call.documents.page("project", offset=(page_num - 1) * page_size, limit=page_size)',
    ),
    Fault(
        "how many assets come before a page is told in pages",
        ASSETS,
        '"pagination": pagination}',
        '"pagination": {**pagination, "offset": pagination["offset"] // pagination["limit"]}}',
    ),
    Fault(
        "the limit of a page of order items is how many it holds, not how many it may hold",
        ORDER_ITEMS,
        '"limit": len(found) if limit is None else limit',
        '"limit": len(found[offset:end])',
    ),
    # Filters, conditions and sorting
    Fault(
        "a range that ends at nought lets all images through",
        IMAGERY,
        'low, high = wanted["min"], wanted["max"]',
        'low, high = wanted["min"], wanted["max"] or 100',
    ),
    Fault(
        "images that lie wholly within a geometry are not found",
        GEOMETRY,
        "return _begins_inside(ours, other) or _begins_inside(theirs, one)",
        "return _begins_inside(theirs, one)",
    ),
    Fault(
        "where only inputs or only outputs are named to pack, none of the other are",
        INSIGHTS,
        "body = call.body or {}",
        'body = {"inputs": [], "outputs": [], **call.body} if call.body else {}',
    ),
    Fault(
        "jobs that have failed are listed only if they are asked for",
        JOBS,
        'if status in {None, one["status"]}]',
        'if one["status"] == status or (status is None and one["status"] != "failed")]',
    ),
    Fault(
        "a time that is open at one end is open at both",
        SEARCH,
        'None if text == ".." else',
        'None if ".." in search["datetime"] else',
    ),
    Fault(
        "what lacks the property that is sorted by is not found",
        SEARCH,
        "        matching = [*known, *unknown]\n",
        "        matching = known\n",
    ),
    Fault(
        "catalogs are not found by what they were ordered for",
        CATALOGS,
        "for name in received.SEARCHED}",
        'for name in received.SEARCHED if name != "usecase"}',
    ),
    Fault(
        "deliveries asked for by hand are not those of the order item",
        DELIVERIES,
        '    return {"deliveries": [received.shown_delivery(call, one) for one in found]}',
        '    if call.query["order_item_id"] is not None:\n'
        '        found = [one for one in found if one["task_id"]]\n'
        '    return {"deliveries": [received.shown_delivery(call, one) for one in found]}',
    ),
    # Reading back
    Fault(
        "the altitudes of the corners of a new AOI are lost",
        AOIS,
        '"geometry": body["geometry"],',
        '"geometry": {\n'
        '            **body["geometry"],\n'
        '            "coordinates": (flat := lambda one: [flat(part) for part in one] if isinstance(one[0], list)\n'
        '                            else one[:2])(body["geometry"]["coordinates"]),\n'
        "        },",
    ),
    Fault(
        "a bound of nought in a new legend is taken for none",
        LEGENDS,
        "if one.get(field) is not None}",
        "if one.get(field)}",
    ),
    Fault(
        "the styles of every date are those of the first",
        VISUALIZATIONS,
        "for date, scene in scenes.items():\n            items = _legend(visualization, scene, mode)",
        "for date in scenes:\n            items = _legend(visualization, next(iter(scenes.values())), mode)",
    ),
    Fault(
        "a block bears the id of its version, by which no insight can name it",
        BLOCK_SAMPLES,
        'answer = {"id": block_id, ',
        'answer = {"id": version_id, ',
    ),
    Fault(
        "all deliveries of a request go where the first one goes",
        DELIVERIES,
        'place = wanted["cloud_info"]',
        'place = call.body["deliveries"][0]["cloud_info"]',
    ),
    # Files
    Fault(
        "of several assets of one day only one is packed",
        DOWNLOADS,
        "name = f\"{asset['date']}-{asset['id']}\"",
        'name = asset["date"]',
    ),
    # Money
    Fault(
        "a job costs nothing until it is done",
        RUNS,
        '"cost": self._job["cost"],',
        '"cost": self._job["cost"] if self._work.done else 0,',
    ),
    Fault(
        "a recurring item is priced as its first occurrence",
        ORDERING,
        "self._add_item(item, amount * len(times))",
        "self._add_item(item, amount)",
    ),
]
