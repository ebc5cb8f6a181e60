"""A sixth list of ways in which a server can break the contract, by who knew neither checks nor other lists."""

from tests.faults.harness import Fault
from tests.faults.places import (
    AOIS,
    APP,
    ARCHIVES,
    ASSETS,
    BANDSETS,
    BLOCKS,
    CALL,
    CATALOGS,
    CATALOGUE,
    CONTRACT,
    DELIVERIES,
    DOWNLOADS,
    ERRORS,
    FILES,
    FULFILMENT,
    GATHERING,
    IMAGERY,
    INDICES,
    INSIGHTS,
    ORDERING,
    ORDERS,
    PROJECTS,
    RECEIVED,
    REPORTS,
    RUNS,
    SEARCH,
    STORAGE,
    STORES,
    TASKS,
    VALIDATION,
    VISUALIZATIONS,
    WORKFLOWS,
)

FAULTS = [
    Fault(
        "ping asks for a key",
        APP,
        "        if operation.needs_key:\n",
        '        if operation.needs_key or operation.path == "/ping":\n',
    ),
    Fault(
        "ping answers plain text instead of a JSON string",
        APP,
        '    if media_type == "application/json":\n',
        '    if operation.tag == "service":\n'
        '        return Response(answer.content, answer.status, media_type="text/plain")\n'
        '    if media_type == "application/json":\n',
    ),
    Fault(
        "the count of projects is that of the page, not of all there are",
        PROJECTS,
        '"count": count,',
        '"count": len(projects),',
    ),
    Fault(
        "a project of another workspace can be read by its id",
        STORAGE,
        '"SELECT body FROM documents WHERE workspace = ? AND kind = ? AND id = ?", (workspace, kind, document_id)',
        "\"SELECT body FROM documents WHERE (workspace = ? OR kind = 'project') AND kind = ? AND id = ?\",\n"
        "            (workspace, kind, document_id),",
    ),
    Fault(
        "satellites are listed without a key",
        APP,
        "        if operation.needs_key:\n",
        '        if operation.needs_key and operation.tag != "satellites":\n',
    ),
    Fault(
        "the empty rescale of a satellite's collection is answered as null",
        CATALOGUE,
        '"rescale": [],',
        '"rescale": None,',
    ),
    Fault(
        "a search of several satellites mixes the collection of one with the other satellite",
        IMAGERY,
        '        if (catalogue.PLATFORMS[scene["properties"]["platform"]], scene["collection"]) in wanted\n',
        '        if catalogue.PLATFORMS[scene["properties"]["platform"]] in {satellite for satellite, _ in wanted}\n'
        '        and scene["collection"] in {collection for _, collection in wanted}\n',
    ),
    Fault(
        "a search takes its dates for UTC, whatever offset they are written with",
        IMAGERY,
        '    start, end = (validation.instant(body[name], f"/{name}") for name in ("start_date", "end_date"))\n',
        "    from datetime import UTC\n"
        "\n"
        "    start, end = (\n"
        '        validation.instant(body[name], f"/{name}").replace(tzinfo=UTC)\n'
        '        for name in ("start_date", "end_date")\n'
        "    )\n",
    ),
    Fault(
        "AOIs filtered by several project_ids are taken for those of one project, so none is found",
        AOIS,
        'call.listed("project_ids")',
        'call.filter("project_ids")',
    ),
    Fault(
        "an AOI that is half gathered has the status in_progress",
        GATHERING,
        '"started" if work.step == 0 else "running"',
        '"started" if work.step == 0 else "in_progress"',
    ),
    Fault(
        "an AOI of another workspace is answered with 403 instead of 404, which tells that it exists",
        GATHERING,
        '    if found is None:\n        raise errors.not_found("no such AOI", {"aoi_id": aoi_id})\n',
        "    if found is None:\n"
        "        query = \"SELECT 1 FROM documents WHERE kind = 'aoi' AND id = ?\"\n"
        "        if call.documents._store._connection.execute(query, (aoi_id,)).fetchone():\n"
        '            raise errors.forbidden("this AOI is of another workspace")\n'
        '        raise errors.not_found("no such AOI", {"aoi_id": aoi_id})\n',
    ),
    Fault(
        "the assets of an unknown AOI are an empty list instead of 404",
        ASSETS,
        "    aoi = gathering.aoi(call)\n",
        '    aoi_id = call.path["aoi_id"]\n    aoi = call.documents.get("aoi", aoi_id) or {"aoi_id": aoi_id}\n',
    ),
    Fault(
        "an asset is called a success while it is still being made",
        GATHERING,
        'return {**asset, "status": status, "progress": work.percent}',
        'return {**asset, "progress": work.percent}',
    ),
    Fault(
        "a download of several assets of one day holds only one of them",
        DOWNLOADS,
        "name = f\"{asset['date']}-{asset['id']}\"",
        'name = asset["date"]',
    ),
    Fault(
        "a signed URL cannot be fetched without an Authorization header",
        FILES,
        '        file_id = request.path_params["file_id"]\n',
        '        if not request.headers.get("authorization"):\n'
        '            raise errors.forbidden("the request has no key")\n'
        '        file_id = request.path_params["file_id"]\n',
    ),
    Fault(
        "the times of a new index have no offset from UTC",
        INDICES,
        "clock.timestamp(call.clock.now())",
        "clock.timestamp(call.clock.now().replace(tzinfo=None))",
    ),
    Fault(
        "the rescale range of a new index loses its fractions",
        INDICES,
        '"rescale": body["rescale"],',
        '"rescale": [int(one) for one in body["rescale"]],',
    ),
    Fault(
        "an update of the legend in one mode drops what was set in the other mode",
        VISUALIZATIONS,
        'visualization["set_legends"].setdefault(date, {})[mode] = items',
        'visualization["set_legends"][date] = {mode: items}',
    ),
    Fault(
        "a theoretical legend is computed for custom indices too",
        VISUALIZATIONS,
        'return visualization["type"] == "preset" or mode == "dynamic"',
        "return True",
    ),
    Fault(
        "SLD documents are keyed by date, then by mode",
        VISUALIZATIONS,
        "styles.setdefault(mode, {})[date] =",
        "styles.setdefault(date, {})[mode] =",
    ),
    Fault(
        "a visualization without src_asset_ids draws only the newest asset of the AOI",
        VISUALIZATIONS,
        '    sources = _sources(call, aoi, body.get("src_asset_ids") or None)\n',
        '    sources = _sources(call, aoi, body.get("src_asset_ids") or None)\n'
        '    if not body.get("src_asset_ids"):\n'
        "        sources = sources[:1]\n",
    ),
    Fault(
        "of the versions of a block only the newest is listed",
        BLOCKS,
        'call.documents.page("block", where={"name": [name]})',
        'call.documents.page("block", where={"name": [name]}, limit=1)',
    ),
    Fault(
        "an estimate of an insight that leaves inputs out is refused",
        INSIGHTS,
        "complete=not estimate",
        "complete=True",
    ),
    Fault(
        "an estimate of an insight also runs it",
        INSIGHTS,
        "    if estimate:\n"
        '        return Answer(200, {"estimate": block["price"]})\n'
        "\n"
        "    insight = {\n"
        '        "id": str(uuid.uuid4()),\n'
        '        "name": body.get("name", spec["title"]),\n'
        '        "aoi_id": aoi["aoi_id"],\n'
        '        "project_id": project_id,\n'
        '        "cost": block["price"],\n'
        '        "estimated_time_in_min": block["minutes"],\n'
        '        "input": body["input"],\n'
        '        "output": [{field: one[field] for field in ("name", "type", "format")} for one in spec["outputs"]],\n'
        '        "metadata": body.get("metadata", {}),\n'
        '        "created_by": call.workspace.user_id,\n'
        '        "created_at": clock.timestamp_z(call.clock.now()),\n'
        "    }\n"
        '    call.documents.add("insight", insight, parent=aoi["aoi_id"])\n',
        "    insight = {\n"
        '        "id": str(uuid.uuid4()),\n'
        '        "name": body.get("name", spec["title"]),\n'
        '        "aoi_id": aoi["aoi_id"],\n'
        '        "project_id": project_id,\n'
        '        "cost": block["price"],\n'
        '        "estimated_time_in_min": block["minutes"],\n'
        '        "input": body["input"],\n'
        '        "output": [{field: one[field] for field in ("name", "type", "format")} for one in spec["outputs"]],\n'
        '        "metadata": body.get("metadata", {}),\n'
        '        "created_by": call.workspace.user_id,\n'
        '        "created_at": clock.timestamp_z(call.clock.now()),\n'
        "    }\n"
        '    call.documents.add("insight", insight, parent=aoi["aoi_id"])\n'
        "    if estimate:\n"
        '        return Answer(200, {"estimate": block["price"]})\n',
    ),
    Fault(
        "asking again for the package of an insight starts to pack anew, so it never gets ready",
        INSIGHTS,
        'sorted(one["name"] for one in chosen[part])',
        'tuple(sorted(one["name"] for one in chosen[part]))',
    ),
    Fault(
        "the deletion of an insight is answered with 204 instead of 200",
        APP,
        "    return Response(answer.content, answer.status, media_type=media_type)\n",
        '    status = 204 if operation.id == "deleteInsight" else answer.status\n'
        "    return Response(answer.content, status, media_type=media_type)\n",
    ),
    Fault(
        "the code of an error is a number, that of its status",
        ERRORS,
        '{"code": self.code, "message": self.message}',
        '{"code": self.status, "message": self.message}',
    ),
    Fault(
        "a JSON body whose content type names a charset is refused",
        VALIDATION,
        '(content_type or "").split(";")[0].strip().lower()',
        '(content_type or "").strip().lower()',
    ),
    Fault(
        "a limit of 0 and a negative offset are accepted",
        VALIDATION,
        "    _check(parameter.validator, value, what)\n",
        '    if parameter.type != "integer":\n        _check(parameter.validator, value, what)\n',
    ),
    Fault(
        "offset skips whole pages instead of items",
        CALL,
        '{"offset": offset, "limit": limit}\n        found',
        '{"offset": offset * limit, "limit": limit}\n        found',
    ),
    Fault(
        "the pagination of workflows gives as limit how many the page holds in fact, not how many at the most",
        WORKFLOWS,
        'return {"workflows": workflows, "pagination": pagination}',
        'return {"workflows": workflows, "pagination": {**pagination, "limit": len(workflows)}}',
    ),
    Fault(
        "the name filter of workflows also lets through names that only begin with the text",
        WORKFLOWS,
        '"name": call.filter("name"),',
        '"name": call.query["name"],',
    ),
    Fault(
        "a job states its estimated duration in minutes",
        RUNS,
        '"estimated_duration": seconds(self._job["plan"]),',
        '"estimated_duration": seconds(self._job["plan"]) // 60,',
    ),
    Fault(
        "a job that is still running already states when it was finished",
        RUNS,
        '"finished_at": self._moment(self._work.steps) if self._work.done else None,',
        '"finished_at": self._moment(self._work.steps),',
    ),
    Fault(
        "asking again for the package of a task starts the packing anew each time",
        TASKS,
        'packages.asked_for(call, "task_package", task_id)',
        'packages.asked_for(call, "task_package", task_id, str(call.clock.now()))',
    ),
    Fault(
        "a task names the tasks that it waits for by their ids",
        RUNS,
        '"depends_on": planned["depends_on"],',
        '"depends_on": [one["id"] for one in self._job["plan"] if one["name"] in planned["depends_on"]],',
    ),
    Fault(
        "the bands of bandsets have their wavelengths in micrometres",
        BANDSETS,
        'return {"bandsets": [{name: value for name, value in one.items() if name != "created_at"} for one in found]}',
        'shown = [{name: value for name, value in one.items() if name != "created_at"} for one in found]\n'
        "    for one in shown:\n"
        '        one["bands"] = [{**band, "wavelength": band["wavelength"] / 1000} for band in one["bands"]]\n'
        '    return {"bandsets": shown}',
    ),
    Fault(
        "a search by a box across the date line looks at the rest of the world instead",
        SEARCH,
        "yield _touching(geometry.box(west, south, east, north))",
        "yield _touching(geometry.box(min(west, east), south, max(west, east), north))",
    ),
    Fault(
        "a later page of archived items ends where the first one would",
        ARCHIVES,
        "items[start : start + limit]",
        "items[start:limit]",
    ),
    Fault(
        "a search of the archive by both a box and a geometry is accepted",
        CONTRACT,
        'schemas[name] = contract["components"]["schemas"][name]',
        'stated = contract["components"]["schemas"][name]\n'
        "            schemas[name] = {\n"
        '                key: one for key, one in stated.items() if (name, key) != ("ArchiveSearch", "not")\n'
        "            }",
    ),
    Fault(
        "the archive is open to whoever has no key",
        CONTRACT,
        'needs_key=described.get("security", contract.get("security")) != [],',
        'needs_key=described.get("security", contract.get("security")) != [] and described["tags"] != ["archives"],',
    ),
    Fault(
        "a dry run of archived imagery places the order all the same",
        ORDERS,
        'if call.body.get("dry_run", False):',
        'if call.body.get("dry_run", False) and all("bandset" in one for one in call.body["order_items"]):',
    ),
    Fault(
        "an order that is being paid has a status that the contract does not know",
        FULFILMENT,
        '_PAYMENT = ("UNPAID", "PAYMENT_IN_PROGRESS", "PAID")',
        '_PAYMENT = ("UNPAID", "IN_PROGRESS", "PAID")',
    ),
    Fault(
        "a tasking item that does not say how far the satellite may look gets thirty degrees",
        ORDERING,
        '"off_nadir": 20,',
        '"off_nadir": 30,',
    ),
    Fault(
        "an item that nobody has paid yet says that 0 tokens were used",
        FULFILMENT,
        '    if paid:\n        shown |= {"tokens_used"',
        '    if own:\n        shown |= {"tokens_used"',
    ),
    Fault(
        "the later tasks of a recurring item are paid and begun with the first one",
        ORDERING,
        '"due_at": clock.timestamp_z(max(due, self._now) if later else self._now),',
        '"due_at": clock.timestamp_z(self._now),',
    ),
    Fault(
        "the tasks of new order items print their days year first",
        ORDERING,
        '"start_date": f"{days.start:%d-%m-%Y}",\n            "end_date": f"{days.end:%d-%m-%Y}",',
        '"start_date": f"{days.start:%Y-%m-%d}",\n            "end_date": f"{days.end:%Y-%m-%d}",',
    ),
    Fault(
        "a download of catalogs gives a signed URL while it is still being packed",
        CATALOGS,
        '"signed_url": _url(call, download) if done else "",',
        '"signed_url": "" if work.failed else _url(call, download),',
    ),
    Fault(
        "a download of catalogs can be followed from another workspace",
        STORAGE,
        "        return self._store.get(self._workspace, kind, document_id)",
        '        if kind == "catalog_download":\n'
        '            statement = "SELECT body FROM documents WHERE kind = ? AND id = ?"\n'
        "            row = self._store._connection.execute(statement, (kind, document_id)).fetchone()\n"
        "            return row and json.loads(row[0])\n"
        "        return self._store.get(self._workspace, kind, document_id)",
    ),
    Fault(
        "of what an order item has brought, only the newest image is packed or delivered",
        RECEIVED,
        "found += brought",
        "found += brought[:1]",
    ),
    Fault(
        "a delivery asked for by hand names the task that brought the image",
        DELIVERIES,
        "received.delivery_of(catalog, place, made, task_id=None)",
        'received.delivery_of(catalog, place, made, task_id=catalog["task_id"])',
    ),
    Fault(
        "a delivery forgets the path that was asked for",
        RECEIVED,
        '"cloud_delivery": cloud_delivery,',
        '"cloud_delivery": {"config": cloud_delivery["config"]},',
    ),
    Fault(
        "a store answers those of its secrets that are ids among its configs",
        STORES,
        '"configs": body["configs"],',
        '"configs": body["configs"] | {name: one for name, one in body["secrets"].items() if name.endswith("_id")},',
    ),
    Fault(
        "deleting a store that is not there succeeds",
        STORES,
        '        raise errors.not_found("no such store", {"id": store_id})',
        "        return",
    ),
    Fault(
        "a store cannot have the name that a store of another workspace has",
        STORES,
        '    namesakes, _ = call.documents.page("store", where={"name": [body["name"]]}, limit=1)',
        "    import json\n"
        "\n"
        "    connection = call.documents._store._connection\n"
        "    rows = connection.execute(\"SELECT body FROM documents WHERE kind = 'store'\").fetchall()\n"
        '    namesakes = [one for one in (json.loads(text) for (text,) in rows) if one["name"] == body["name"]]',
    ),
    Fault(
        "the code of a conflict is a number",
        ERRORS,
        'ApiError(409, "CONFLICT", message, details)',
        "ApiError(409, 409, message, details)",
    ),
    Fault(
        "a JSON body is refused if its content type also names the charset",
        VALIDATION,
        'media_type = (content_type or "").split(";")[0].strip().lower()',
        'media_type = (content_type or "").strip().lower()',
    ),
    Fault(
        "the report puts the time zone asked for behind times that are still in UTC",
        REPORTS,
        "clock.moment(text).astimezone(zone)",
        "clock.moment(text).replace(tzinfo=zone)",
    ),
    Fault(
        "the report leaves out orders that are not paid",
        REPORTS,
        "        order = fulfilment.order(call, fulfilment.order_of(call, stored))",
        "        order = fulfilment.order(call, fulfilment.order_of(call, stored))\n"
        '        if not order["paid_at"]:\n'
        "            continue",
    ),
    Fault(
        "the report is sent as unspecified bytes rather than as CSV",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        'media_type = "application/octet-stream" if media_type == "text/csv" else media_type\n'
        "    return Response(answer.content, answer.status, media_type=media_type)",
    ),
]
