"""A fourth list of ways in which a server can break the contract, from a fresh reading of it alone."""

from tests.faults.harness import Fault
from tests.faults.places import (
    AOIS,
    APP,
    ARCHIVES,
    BANDSETS,
    BLOCKS,
    CATALOGUE,
    CLOCK,
    CONTRACT,
    DELIVERIES,
    DOWNLOADS,
    ERRORS,
    FULFILMENT,
    GATHERING,
    GEOMETRY,
    IMAGERY,
    INDICES,
    INPUTS,
    INSIGHTS,
    INSTANTS,
    JOBS,
    ORDER_ITEMS,
    ORDERING,
    ORDERS,
    PROJECTS,
    RECEIVED,
    REPORTS,
    RUNS,
    SEARCH,
    STORAGE,
    STORES,
    STYLES,
    TASKS,
    VALIDATION,
    VISUALIZATIONS,
    WORKFLOWS,
)

_JUDGED = "for error in islice(validator.iter_errors(value), MAX_ERRORS)\n"

# What judges a body, to be told what not to mind.
_JUDGED = "for error in islice(validator.iter_errors(value), MAX_ERRORS)\n"

FAULTS = [
    # Status
    Fault(
        "an AOI that does not exist has no insights, rather than being unknown",
        INSIGHTS,
        'parent=gathering.aoi(call)["aoi_id"],',
        'parent=call.path["aoi_id"],',
    ),
    Fault(
        "a page of order items past the last one is not found",
        ORDER_ITEMS,
        "    end = None if limit is None else offset + limit\n",
        "    end = None if limit is None else offset + limit\n"
        "    if offset and offset >= len(found):\n"
        '        raise errors.not_found("no such page", {"offset": offset})\n',
    ),
    Fault(
        "what another workspace has is forbidden, not unknown",
        STORAGE,
        '        """The document, or None."""\n        return self._store.get(self._workspace, kind, document_id)\n',
        '        """The document, or None."""\n'
        "        found = self._store.get(self._workspace, kind, document_id)\n"
        '        others = "SELECT 1 FROM documents WHERE workspace != ? AND kind = ? AND id = ?"\n'
        "        named = (self._workspace, kind, document_id)\n"
        "        if found is None and self._store._connection.execute(others, named).fetchone():\n"
        "            from . import errors\n\n"
        '            raise errors.forbidden("this belongs to another workspace")\n'
        "        return found\n",
    ),
    # Fields of answers: missing, of another type, null, of another form
    Fault(
        "a collection of a satellite without a range has null for it",
        CATALOGUE,
        '"rescale": [],',
        '"rescale": None,',
    ),
    Fault(
        "the bands of a picture in true colour are told by their wavelengths",
        CATALOGUE,
        '"rgb_composite": {"red": "B04", "green": "B03", "blue": "B02"},',
        '"rgb_composite": {"red": 665, "green": 560, "blue": 490},',
    ),
    Fault(
        "the images of a new AOI are keyed by their day",
        GATHERING,
        '"images": {one["id"]: {"date": _day(one)} for one in over},',
        '"images": {_day(one): {"id": one["id"]} for one in over},',
    ),
    Fault(
        "a mode that has neither been computed nor set has an empty legend",
        VISUALIZATIONS,
        "shown[date] = {mode: items for mode, items in modes.items() if items is not None}",
        "shown[date] = {mode: items or [] for mode, items in modes.items()}",
    ),
    Fault(
        "a listed block has a v before its version",
        BLOCKS,
        'return {"blocks": [one["answer"] for one in blocks if',
        'listed = [{**one, "answer": {**one["answer"], "spec": {**one["answer"]["spec"],\n'
        '        "version": f"v{one[\'version\']}"}}} for one in blocks]\n'
        '    return {"blocks": [one["answer"] for one in listed if',
    ),
    Fault(
        "the bands of a bandset are their names",
        BANDSETS,
        '{name: value for name, value in one.items() if name != "created_at"}',
        '{name: [band["name"] for band in value] if name == "bands" else value '
        'for name, value in one.items() if name != "created_at"}',
    ),
    Fault(
        "an archived image without a cloud has null for its cloud cover",
        CATALOGUE,
        '"eo:cloud_cover": cloud_cover,',
        '"eo:cloud_cover": cloud_cover or None,',
    ),
    Fault(
        "a task waits for ids, not for names",
        RUNS,
        '"depends_on": planned["depends_on"],',
        '"depends_on": [one["id"] for one in self._job["plan"] if one["name"] in planned["depends_on"]],',
    ),
    Fault(
        "a feasibility that nobody has checked was last checked in the year one",
        FULFILMENT,
        'clock.timestamp_z(checked_at) if payment.step else ""',
        'clock.timestamp_z(checked_at) if payment.step else "0001-01-01T00:00:00Z"',
    ),
    Fault(
        "a delivery names its store by the name of it",
        RECEIVED,
        '        "status": fulfilment.delivery_status(call, stored),\n',
        '        "cloud_delivery": {\n'
        '            name: (call.documents.get("store", value) or {}).get("name", "") if name == "config" else value\n'
        '            for name, value in stored["cloud_delivery"].items()\n'
        "        },\n"
        '        "status": fulfilment.delivery_status(call, stored),\n',
    ),
    Fault(
        "a new order belongs to the tenant, not to the workspace",
        ORDERING,
        '"org_id": call.workspace.org_id,',
        '"org_id": call.workspace.tenant_id,',
    ),
    # Units
    Fault(
        "the area of a catalog is in square metres",
        RECEIVED,
        'return {**shown, "delivery_status":',
        'return {**shown, "area": stored["area"] * 1_000_000, "delivery_status":',
    ),
    # Media types and the envelope
    Fault(
        "a text in JSON is called plain text",
        APP,
        "return JSONResponse(answer.content, answer.status)",
        'other = "text/plain" if isinstance(answer.content, str) else None\n'
        "        return JSONResponse(answer.content, answer.status, media_type=other)",
    ),
    Fault(
        "a picture is sent in base64",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        "from base64 import b64encode\n\n"
        "    content = b64encode(answer.content) if isinstance(answer.content, bytes) else answer.content\n"
        "    return Response(content, answer.status, media_type=media_type)",
    ),
    Fault(
        "an ampersand in a label makes a style that is no XML",
        STYLES,
        'return tostring(root, encoding="unicode", xml_declaration=False)',
        'return tostring(root, encoding="unicode", xml_declaration=False).replace("&amp;", "&")',
    ),
    Fault(
        "the error of a conflict is its message alone",
        ERRORS,
        'return {"error": error}',
        'return {"error": self.message if self.status == 409 else error}',
    ),
    Fault(
        "what is wrong with a report is called CSV as well",
        APP,
        "            response = _refusal(error)\n",
        "            response = _refusal(error)\n"
        '            if request.url.path == "/v0/reports":\n'
        '                response.headers["content-type"] = "text/csv; charset=utf-8"\n',
    ),
    Fault(
        "the message about a bad request names no rule",
        ERRORS,
        'return ApiError(400, "BAD_REQUEST", message, details)',
        'return ApiError(400, "BAD_REQUEST", "the request is not valid", details)',
    ),
    # Leaks
    Fault(
        "who registers a store a second time gets the secrets back",
        STORES,
        '{"id": namesakes[0]["id"]}',
        '{"id": namesakes[0]["id"], "given": body}',
    ),
    # Keys
    Fault(
        "a rollback without a key is not refused for that",
        APP,
        "        if operation.needs_key:\n",
        '        if operation.needs_key and (authorization or request.method != "PATCH"):\n',
    ),
    # Accepts what it must refuse
    Fault(
        "an index that calls itself a preset is made one",
        INDICES,
        '"type": "custom",',
        '"type": body.get("type", "custom"),',
    ),
    Fault(
        "an insight can take its imagery from another AOI",
        INPUTS,
        'found, _ = documents.page("asset", parent=aoi_id, where={"id": [source["id"]]}, limit=1)',
        'found = documents.get("asset", source["id"])',
    ),
    Fault(
        "what is of none of several forms is taken",
        VALIDATION,
        _JUDGED,
        _JUDGED + '        if error.schema_path[-1] != "oneOf"\n',
    ),
    # Refuses what it must accept
    Fault(
        "an AOI that is drawn clockwise is refused",
        GEOMETRY,
        "abs(_spherical(outer)) - sum(",
        "-_spherical(outer) - sum(",
    ),
    Fault(
        "a user cannot make a colour composite",
        INDICES,
        "    body = call.body\n",
        '    body = call.body\n    if body["expression_type"] == "composite":\n'
        '        raise errors.bad_request("/expression_type: composites are presets")\n',
    ),
    Fault(
        "a page may hold a hundred at the most",
        CONTRACT,
        "validator=_validator(contract, schema),",
        'validator=_validator(contract, {**schema, "maximum": 100} if name == "limit" else schema),',
    ),
    Fault(
        "the catalog is not searched by a bounding box and a geometry at once",
        SEARCH,
        '    if "intersects" in search:\n',
        '    if "bbox" in search and "intersects" in search:\n'
        '        raise rules.broken("/intersects", "either this or bbox can be given")\n'
        '    if "intersects" in search:\n',
    ),
    Fault(
        "a place to deliver to that has no path fails the server",
        RECEIVED,
        '"cloud_delivery": cloud_delivery,',
        '"cloud_delivery": {name: cloud_delivery[name] for name in ("config", "path")},',
    ),
    # State
    Fault(
        "the signed URL of a download is told once",
        DOWNLOADS,
        '        raise errors.not_found("no such download", {"download_id": call.path["download_id"]})\n'
        "    return _shown(call, aoi, download)",
        '        raise errors.not_found("no such download", {"download_id": call.path["download_id"]})\n'
        "    shown = _shown(call, aoi, download)\n"
        '    if download.get("told"):\n'
        '        shown["signed_url"] = ""\n'
        '    elif shown["signed_url"]:\n'
        '        call.documents.replace("download", {**download, "told": True})\n'
        "    return shown",
    ),
    Fault(
        "with an insight its namesakes are deleted",
        INSIGHTS,
        '    call.documents.remove("insight", insight["id"])\n',
        '    named = {"name": [insight["name"]]}\n'
        '    for one in call.documents.page("insight", parent=insight["aoi_id"], where=named)[0]:\n'
        '        call.documents.remove("insight", one["id"])\n',
    ),
    Fault(
        "a package of a task that has been fetched is packed anew",
        TASKS,
        '    return {"id": package["id"], "workflow_id"',
        '    if progress["status"] == "ready":\n'
        '        call.documents.remove("task_package", package["id"])\n'
        '    return {"id": package["id"], "workflow_id"',
    ),
    Fault(
        "what an order has yet to bring is in the catalog",
        RECEIVED,
        "    return [one for one in found if _has_come(call, one)]\n",
        "    return found\n",
    ),
    Fault(
        "a deleted store can still be delivered to",
        STORES,
        '    call.documents.remove("store", store_id)\n',
        '    store = call.documents.get("store", store_id) or {}\n'
        '    call.documents.remove("store", store_id)\n'
        '    call.documents.add("store", store, parent="deleted")\n',
    ),
    # Time
    Fault(
        "the times of new indices and assets have an offset of hours alone",
        CLOCK,
        'return when.isoformat(sep=" ", timespec="microseconds")',
        'return f"{when:%Y-%m-%d %H:%M:%S.%f}+00"',
    ),
    Fault(
        "the offset from UTC of the times to search for images is ignored",
        IMAGERY,
        "and start <= archive.taken(scene) <= end",
        "and start.replace(tzinfo=None) <= archive.taken(scene).replace(tzinfo=None) <= end.replace(tzinfo=None)",
    ),
    Fault(
        "a new mosaic bears the day that it was made on",
        GATHERING,
        '"date": day,',
        '"date": created_at[:10],',
    ),
    Fault(
        "a job that fails is never at its end",
        RUNS,
        '"finished_at": self._moment(self._work.steps) if self._work.done else None',
        '"finished_at": self._moment(self._work.steps) if self.status == "completed" else None',
    ),
    Fault(
        "the times of the report are local ones with the offset of UTC",
        REPORTS,
        '.astimezone(zone).isoformat(timespec="seconds")',
        '.astimezone(zone).replace(tzinfo=UTC).isoformat(timespec="seconds")',
    ),
    # Paging
    Fault(
        "the count of projects is that of their pages",
        PROJECTS,
        'return {"count": count,',
        'return {"count": -(-count // page_size),',
    ),
    Fault(
        "the limit of a list counts from its beginning, not from the offset",
        STORAGE,
        '"ORDER BY created_at DESC, sequence DESC LIMIT :limit OFFSET :offset"',
        '"ORDER BY created_at DESC, sequence DESC LIMIT max(0, :limit - :offset) OFFSET :offset"',
    ),
    Fault(
        "where no mode is asked for, blocks for insights are listed",
        BLOCKS,
        'if mode is None or mode in one["modes"]',
        'if (mode or "insight") in one["modes"]',
    ),
    Fault(
        "the offset of a collection's items is counted in pages",
        ARCHIVES,
        '_page(found, call.query["offset"], call.query["limit"])',
        '_page(found, (call.query["offset"] or 0) * (call.query["limit"] or 1), call.query["limit"])',
    ),
    Fault(
        "orders are picked by their user after they are counted",
        ORDERS,
        '    orders, pagination = call.page("order", where={"user_id": call.filter("user_id")})\n',
        '    orders, pagination = call.page("order", where={})\n'
        '    orders = [one for one in orders if call.query["user_id"] in {None, one["user_id"]}]\n',
    ),
    # Filters and conditions
    Fault(
        "of several ranges it is enough that an image lies in one",
        IMAGERY,
        'and all(_lies_in(scene, one) for one in body.get("filters", []))',
        'and (not body.get("filters") or any(_lies_in(scene, one) for one in body["filters"]))',
    ),
    Fault(
        "several points are searched as the line through them",
        GEOMETRY,
        "return [[position] for position in coordinates]",
        "return [coordinates] if coordinates else []",
    ),
    Fault(
        "a comma parts the name of an AOI that is looked for",
        AOIS,
        'call.filter("aoi_name")',
        'call.listed("aoi_name")',
    ),
    Fault(
        "beside ids no other condition of a search counts",
        SEARCH,
        '    tests = [*_chosen(search), *_placed(search), *_timed(search), *_queried(search.get("query", {}))]\n',
        "    tests = [*_chosen(search)]\n"
        '    if "ids" not in search:\n'
        '        tests += [*_placed(search), *_timed(search), *_queried(search.get("query", {}))]\n',
    ),
    Fault(
        "the project of a workflow is looked for in its legacy project",
        WORKFLOWS,
        '"project_id": call.filter("project_id"),',
        '"legacy_project_id": call.filter("project_id"),',
    ),
    Fault(
        "runs and workflows are found by their times only as these are printed",
        INSTANTS,
        "return [clock.timestamp_z(when if when.tzinfo else when.replace(tzinfo=UTC))]",
        "return [when.replace(tzinfo=UTC) and text]",
    ),
    Fault(
        "deliveries of a task are also those of its images that were asked for by hand",
        DELIVERIES,
        '"task_id": call.filter("task_id"),',
        '"brought_by": call.filter("task_id"),',
    ),
    Fault(
        "only bandsets of one capture are listed",
        BANDSETS,
        "for one in found]}",
        'for one in found if one["captures"] == 1]}',
    ),
    # Relations
    Fault(
        "what lies beyond the basic plane of Unicode is kept as a question mark",
        STORAGE,
        'return json.dumps(value, ensure_ascii=False, separators=(",", ":"))',
        'text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))\n'
        '    return "".join(one if ord(one) < 0x10000 else "?" for one in text)',
    ),
    Fault(
        "a picture is drawn in the dynamic mode, whichever is asked for",
        VISUALIZATIONS,
        'date, mode = call.body["date"], call.body["visualization_mode"]',
        'date, mode = call.body["date"], MODES[0]',
    ),
    Fault(
        "a download holds every asset of its AOI",
        DOWNLOADS,
        'for asset in _assets(call, aoi, download["asset_ids"]):',
        'for asset in call.documents.page("asset", parent=aoi["aoi_id"])[0]:',
    ),
    Fault(
        "an empty list of inputs or outputs to pack stands for all of them",
        INSIGHTS,
        "    if names is None:\n",
        "    if not names:\n",
    ),
    Fault(
        "a job was made by whoever made its workflow",
        JOBS,
        '"created_by": call.workspace.user_id,',
        '"created_by": workflow["created_by"],',
    ),
    Fault(
        "the package of a job holds what its last task has made",
        JOBS,
        "files |= packages.files(",
        "files = packages.files(",
    ),
    Fault(
        "of several order items only what the first has brought is taken",
        RECEIVED,
        'in enumerate(wanted["order_item_ids"]):',
        'in enumerate(wanted["order_item_ids"][:1]):',
    ),
    # Money
    Fault(
        "an estimate of an insight counts its price once for each input",
        INSIGHTS,
        'return Answer(200, {"estimate": block["price"]})',
        'return Answer(200, {"estimate": block["price"] * max(1, len(body["input"]))})',
    ),
    Fault(
        "a recurring item has used all its tokens with its first payment",
        FULFILMENT,
        '"tokens_used": sum(paid),',
        '"tokens_used": stored["final_amount"],',
    ),
]
