"""A third list of ways in which a server can break the contract, from a fresh reading of it alone."""

from tests.faults.harness import Fault

APP = "app.py"
AREAS = "areas.py"
AUTH = "auth.py"
BLOCK_SAMPLES = "sample/analysis.py"
CALL = "resources/__init__.py"
CATALOGUE = "sample/archive.py"
CLOCK = "clock.py"
ERRORS = "errors.py"
FILES = "files.py"
GATHERING = "gathering.py"
GEOMETRY = "geometry.py"
IMAGES = "images.py"
LEGENDS = "legends.py"
ORDERING = "ordering.py"
ORDER_SAMPLES = "sample/orders.py"
PACKAGES = "packages.py"
PICTURES = "png.py"
RECEIVED = "received.py"
RUNS = "runs.py"
SCHEDULE = "schedule.py"
SEARCH = "archive.py"
STORAGE = "storage.py"
VALIDATION = "validation.py"
AOIS = "resources/aois.py"
ARCHIVES = "resources/archives.py"
BLOCKS = "resources/blocks.py"
CATALOGS = "resources/catalogs.py"
DELIVERIES = "resources/deliveries.py"
DOWNLOADS = "resources/downloads.py"
IMAGERY = "resources/imagery.py"
INDICES = "resources/indices.py"
INSIGHTS = "resources/insights.py"
JOBS = "resources/jobs.py"
ORDER_ITEMS = "resources/order_items.py"
ORDERS = "resources/orders.py"
PROJECTS = "resources/projects.py"
REPORTS = "resources/reports.py"
SERVICE = "resources/service.py"
STORES = "resources/stores.py"
TASKS = "resources/tasks.py"
VISUALIZATIONS = "resources/visualizations.py"
WORKFLOWS = "resources/workflows.py"

# What judges a body, to be told what not to mind.
_JUDGED = "for error in islice(validator.iter_errors(value), MAX_ERRORS)\n"

FAULTS = [
    # Status
    Fault(
        "a body that is too large is a bad request",
        ERRORS,
        'return ApiError(413, "CONTENT_TOO_LARGE"',
        'return ApiError(400, "CONTENT_TOO_LARGE"',
    ),
    Fault(
        "an order that does not exist is a conflict",
        ORDERS,
        'raise errors.not_found("no such order"',
        'raise errors.conflict("no such order"',
    ),
    Fault(
        "a store that does not exist can be deleted",
        STORES,
        'raise errors.not_found("no such store", {"id": store_id})',
        "return",
    ),
    Fault(
        "an estimate of an insight has the status of a run",
        INSIGHTS,
        'return Answer(200, {"estimate"',
        'return Answer(201, {"estimate"',
    ),
    # Fields of answers: missing, of another type, null, of another form
    Fault(
        "the answer to a ping is an object",
        SERVICE,
        'return "pong"',
        'return {"message": "pong"}',
    ),
    Fault(
        "what was noted with a project is a text",
        CATALOGUE,
        '"metadata": {},',
        '"metadata": "{}",',
    ),
    Fault(
        "what a search can filter by is one text",
        CATALOGUE,
        '"queryables": ["eo:cloud_cover"],',
        '"queryables": "eo:cloud_cover",',
    ),
    Fault(
        "the images of an AOI are a list",
        GATHERING,
        '"images": aoi["images"] if gathered else {},',
        '"images": [{"id": image_id, **image} for image_id, image in aoi["images"].items()] if gathered else [],',
    ),
    Fault(
        "an asset that waits to be made is queued",
        GATHERING,
        'status = "creating" if work.step == 0 else "started"',
        'status = "queued" if work.step == 0 else "started"',
    ),
    Fault(
        "a new mosaic is a raw one",
        GATHERING,
        '"asset_type": "mosaic",',
        '"asset_type": "raw_mosaic",',
    ),
    Fault(
        "the path of a new asset names no host",
        GATHERING,
        'f"https://storage.example/{asset_id}.tif"',
        'f"/{asset_id}.tif"',
    ),
    Fault(
        "a visualization is half as much again as done",
        VISUALIZATIONS,
        '"progress": work.percent,',
        '"progress": 100 * (work.step + 1) // work.steps,',
    ),
    Fault(
        "a visualization that is rolled back comes without its files",
        VISUALIZATIONS,
        "    _save(call, visualization)\n    return _shown(call, aoi, visualization)",
        '    _save(call, visualization)\n    return {**_shown(call, aoi, visualization), "assets": []}',
    ),
    Fault(
        "an update answers the legends of the dates that it was given alone",
        VISUALIZATIONS,
        '    return {"legend": _legends(call, aoi, visualization)}',
        "    legend = _legends(call, aoi, visualization)\n"
        '    return {"legend": {date: legend[date] for date in legend if date in body["legend"]}}',
    ),
    Fault(
        "styles are keyed by date, then by mode",
        VISUALIZATIONS,
        "styles.setdefault(mode, {})[date] =",
        "styles.setdefault(date, {})[mode] =",
    ),
    Fault(
        "the legend lies beyond the edge of the picture",
        PICTURES,
        'Image.new("RGB", (MAP + LEGEND_WIDTH, MAP), "#ffffff")',
        'Image.new("RGB", (MAP, MAP), "#ffffff")',
    ),
    Fault(
        "the collections that a block takes are one text",
        BLOCK_SAMPLES,
        '"supported_collections_id": ["pixxel-td-l2a"],',
        '"supported_collections_id": "pixxel-td-l2a",',
    ),
    Fault(
        "the bands that an input of a block needs are one text",
        BLOCK_SAMPLES,
        '"properties": {"bands": ["B04", "B08"]},',
        '"properties": {"bands": "B04,B08"},',
    ),
    Fault(
        "the progress of an insight is a text",
        INSIGHTS,
        '"progress": work.percent,',
        '"progress": f"{work.percent}%",',
    ),
    Fault(
        "an insight that lives has a time of deletion",
        INSIGHTS,
        '"deleted_at": None,',
        '"deleted_at": insight["created_at"],',
    ),
    Fault(
        "the deletion of an insight is answered in words",
        INSIGHTS,
        '    call.documents.remove("insight", insight["id"])\n',
        '    call.documents.remove("insight", insight["id"])\n    return "insight deleted"\n',
    ),
    Fault(
        "the package of an insight has an id of its own",
        INSIGHTS,
        'return {"id": insight["id"], **packages',
        'return {"id": package["id"], **packages',
    ),
    Fault(
        "a workflow without faults has null for them",
        BLOCK_SAMPLES,
        '"val_errors": [],',
        '"val_errors": None,',
    ),
    Fault(
        "the progress of a job is a number",
        RUNS,
        '"progress": f"{self._work.percent}%",',
        '"progress": self._work.percent,',
    ),
    Fault(
        "how long a job took is a number of seconds",
        RUNS,
        'return " ".join(f"{count}{unit}" for count, unit in named[first:])',
        "return 3600 * hours + 60 * minutes + rest",
    ),
    Fault(
        "the package of a job has the id of the job",
        JOBS,
        'return {"id": package["id"], "workflowId"',
        'return {"id": run.job_id, "workflowId"',
    ),
    Fault(
        "the time of a collection is one pair, not a list of pairs",
        CATALOGUE,
        '"temporal": {"interval": [["2023-01-01T00:00:00Z", None]]},',
        '"temporal": {"interval": ["2023-01-01T00:00:00Z", None]},',
    ),
    Fault(
        "a page of orders asked for without a limit has null for it",
        CALL,
        '{"limit": total if limit is None else limit,',
        '{"limit": limit,',
    ),
    Fault(
        "an order item without errors has an empty object for them",
        ORDER_ITEMS,
        '"validation_errors": [],',
        '"validation_errors": {},',
    ),
    Fault(
        "the tasks of a recurring item are recurring too",
        ORDERING,
        '"type": "ARCHIVE" if item["type"] == "ARCHIVE" else "TASKING",',
        '"type": item["type"],',
    ),
    Fault(
        "tasks for archived images have strips",
        ORDERING,
        '        self._add("order_task", task, item["id"])\n        for item_id',
        '        self._add("order_task", {**task, "number_of_strips": len(item_ids)}, item["id"])\n        for item_id',
    ),
    Fault(
        "the reference system of a received image has its authority with it",
        IMAGES,
        'properties["proj:epsg"] = int(code.removeprefix("EPSG:"))',
        'properties["proj:epsg"] = code',
    ),
    Fault(
        "the statuses of downloads of catalogs are in capitals",
        CATALOGS,
        "_STATUSES[work.step]",
        "_STATUSES[work.step].upper()",
    ),
    Fault(
        "deliveries tell how far they are in the words of tasks",
        RECEIVED,
        '"status": fulfilment.delivery_status(call, stored),',
        '"status": fulfilment.delivered(call, [stored]),',
    ),
    Fault(
        "the type of a new store is in small letters",
        STORES,
        '"type": body["type"],',
        '"type": body["type"].lower(),',
    ),
    Fault(
        "a new store without a path in its bucket has null for it",
        STORES,
        '"configs": body["configs"],',
        '"configs": {"path_prefix": None, **body["configs"]},',
    ),
    # Units
    Fault(
        "the area of a class is counted in pixels",
        LEGENDS,
        'item["area"] = round(share * scene.area, 2)',
        'item["area"] = covered.stop - covered.start',
    ),
    Fault(
        "how long a job is expected to take is in minutes",
        RUNS,
        '"estimated_duration": seconds(self._job["plan"]),',
        '"estimated_duration": seconds(self._job["plan"]) // 60,',
    ),
    Fault(
        "the wavelengths of bandsets are in micrometres",
        ORDER_SAMPLES,
        '"wavelength": wavelength} for name',
        '"wavelength": wavelength / 1000} for name',
    ),
    Fault(
        "the columns of the report are parted by semicolons",
        REPORTS,
        'csv.writer(report, lineterminator="\\n")',
        'csv.writer(report, lineterminator="\\n", delimiter=";")',
    ),
    # Media types, the protocol and the envelope
    Fault(
        "answers bear a media type of the vendor's",
        APP,
        "return JSONResponse(answer.content, answer.status)",
        'return JSONResponse(answer.content, answer.status, media_type="application/vnd.pixxel+json")',
    ),
    Fault(
        "an error with details has no message",
        ERRORS,
        'error["details"] = self.details\n',
        'error = {"code": self.code, "details": self.details}\n',
    ),
    Fault(
        "an empty parameter is taken for one left out",
        VALIDATION,
        "    if texts:\n",
        "    if texts and texts[0]:\n",
    ),
    # Keys
    Fault(
        "a ping with a key that is not accepted is refused",
        APP,
        "        if operation.needs_key:\n",
        "        if operation.needs_key or authorization:\n",
    ),
    Fault(
        "a revoked key goes on to open its workspace",
        AUTH,
        'raise errors.forbidden("this key has been revoked")',
        "return next(one for one in workspaces if revoked[0] in one.revoked_keys)",
    ),
    Fault(
        "a key may stand in the address",
        APP,
        'authorization = request.headers.getlist("authorization")',
        'authorization = request.headers.getlist("authorization") or request.query_params.getlist("authorization")',
    ),
    # Accepts what it must refuse
    Fault(
        "numbers may be larger than the largest",
        VALIDATION,
        _JUDGED,
        _JUDGED + '        if error.schema_path[-1] != "maximum"\n',
    ),
    Fault(
        "texts need not have the form that is asked for",
        VALIDATION,
        _JUDGED,
        _JUDGED + '        if error.schema_path[-1] != "pattern"\n',
    ),
    Fault(
        "what may not stand side by side may do so",
        VALIDATION,
        _JUDGED,
        _JUDGED + '        if error.schema_path[-1] != "not"\n',
    ),
    Fault(
        "a time zone that does not exist is taken for UTC",
        REPORTS,
        'raise errors.bad_request(f"query parameter tz: {name!r} is no time zone such as Asia/Kolkata") from error',
        "return UTC",
    ),
    Fault(
        "of the outputs to pack, those that do not exist are passed over",
        INSIGHTS,
        'if unknown := sorted(set(names) - {one["name"] for one in things}):',
        'if (unknown := sorted(set(names) - {one["name"] for one in things})) and len(unknown) == len(names):',
    ),
    Fault(
        "a version that a block does not have is answered with its newest",
        BLOCKS,
        "    if not found:\n",
        '    found = found or call.documents.page("block", where={"name": [wanted["name"]]})[0]\n    if not found:\n',
    ),
    Fault(
        "a block is found by the beginning of its name",
        BLOCKS,
        'where={"name": [name]}',
        'where={"name": name}',
    ),
    # Refuses what it must accept
    Fault(
        "an estimate of an insight needs every input",
        INSIGHTS,
        "complete=not estimate",
        "complete=True",
    ),
    Fault(
        "an AOI in several parts is refused",
        AOIS,
        "    if geometry.area(shape) <= 0:",
        '    if shape["type"] != "Polygon" or geometry.area(shape) <= 0:',
    ),
    Fault(
        "open data come from a provider that no AOI can name",
        CATALOGUE,
        '_satellite(SENTINEL, "Sentinel-2", "planetary",',
        '_satellite(SENTINEL, "Sentinel-2", "copernicus",',
    ),
    Fault(
        "a place with its altitude fails a search",
        GEOMETRY,
        "for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):",
        "for (x1, y1), (x2, y2) in pairwise(ring):",
    ),
    # Isolation between what things belong to
    Fault(
        "assets of one AOI can be packed under another",
        DOWNLOADS,
        'return call.documents.page("asset", parent=aoi["aoi_id"], where={"id": ids})[0]',
        'return [one for one in (call.documents.get("asset", asset_id) for asset_id in ids) if one]',
    ),
    Fault(
        "a download can be followed under any AOI",
        DOWNLOADS,
        'if download is None or download["aoi_id"] != aoi["aoi_id"]:',
        "if download is None:",
    ),
    Fault(
        "an insight can be reached under any AOI",
        INSIGHTS,
        'if insight is None or insight["aoi_id"] != aoi["aoi_id"]:',
        "if insight is None:",
    ),
    Fault(
        "a task can be packed under any job of its workflow",
        TASKS,
        'one for one in run.tasks() if one["id"] == task_id',
        'one for job in call.documents.page("job", parent=call.path["workflow_id"])[0]\n'
        '        for one in runs.Run(call, job).tasks() if one["id"] == task_id',
    ),
    Fault(
        "the items of every collection are listed under each",
        ARCHIVES,
        'found = [one for one in archive.items() if one["collection"] == collection["id"]]',
        'found = [one for one in archive.items() if collection["id"]]',
    ),
    Fault(
        "an item of the archive can be read under any collection",
        ARCHIVES,
        'if item is None or item["collection"] != collection["id"]:',
        "if item is None:",
    ),
    # State over time
    Fault(
        "a new AOI is listed as all done",
        AOIS,
        '[gathering.shown(call, one) for one in aois], "pagination"',
        '[{**gathering.shown(call, one), "progress": one.get("progress", 100)} for one in aois], "pagination"',
    ),
    Fault(
        "the signed URL of a download says pending until it is there",
        DOWNLOADS,
        'status, signed_url = "STARTED", ""\n',
        'status, signed_url = "STARTED", "pending"\n',
    ),
    Fault(
        "a package is ready before it can be fetched",
        PACKAGES,
        'return {"status": "pending", "signed_url": ""}',
        'return {"status": "ready", "signed_url": ""}',
    ),
    Fault(
        "a task does not wait for those that it depends on",
        RUNS,
        'stages[one["name"]] = 1 + max((stages[name] for name in one["depends_on"]), default=-1)',
        'stages[one["name"]] = 0',
    ),
    Fault(
        "an estimate of a workflow runs it",
        WORKFLOWS,
        '    return {"estimated_cost": ',
        "    from dataclasses import replace\n\n    from .jobs import create_job\n\n"
        '    create_job(replace(call, query={"project_id": runs.workflow(call)["project_id"]}))\n'
        '    return {"estimated_cost": ',
    ),
    Fault(
        "to write styles is to roll the legends back",
        VISUALIZATIONS,
        '    return {"sld": styles}',
        '    visualization["set_legends"] = {}\n    call.documents.replace("visualization", visualization)\n'
        '    return {"sld": styles}',
    ),
    Fault(
        "deliveries asked for by hand are not listed",
        DELIVERIES,
        "received.shown_delivery(call, one) for one in found]",
        'received.shown_delivery(call, one) for one in found if one["task_id"]]',
    ),
    Fault(
        "an order that is not paid has a time of payment",
        ORDERING,
        '"paid_at": "",',
        '"paid_at": clock.timestamp_t(self._now),',
    ),
    Fault(
        "a signed URL can be used once",
        FILES,
        "        return _sent(request, file, f'\"{file_id}\"')",
        '        if expected in self.__dict__.setdefault("used", set()):\n'
        '            raise errors.forbidden("this URL has been used")\n'
        '        self.__dict__["used"].add(expected)\n'
        "        return _sent(request, file, f'\"{file_id}\"')",
    ),
    # Time
    Fault(
        "the times of AOIs and orders end with the minutes",
        CLOCK,
        'return when.isoformat(timespec="microseconds")',
        'return when.isoformat(timespec="minutes")',
    ),
    Fault(
        "a job is never changed after it was made",
        RUNS,
        '"updated_at": self._moment(self._work.step),',
        '"updated_at": self._job["created_at"],',
    ),
    Fault(
        "the days to image on are those of the sender, not of UTC",
        SCHEDULE,
        "return datetime.fromisoformat(text).astimezone(UTC)",
        "return datetime.fromisoformat(text)",
    ),
    # Paging and defaults
    Fault(
        "the size of a page of projects is ignored",
        PROJECTS,
        "limit=page_size)",
        "limit=PAGE_SIZE)",
    ),
    Fault(
        "past its end, a list has as many items as were skipped",
        STORAGE,
        'if len(bodies) == query["limit"] or (query["offset"] and not bodies):',
        'if len(bodies) == query["limit"]:',
    ),
    Fault(
        "a page of workflows says that it holds ten at the most",
        WORKFLOWS,
        '"pagination": pagination}',
        '"pagination": {**pagination, "limit": min(pagination["limit"], 10)}}',
    ),
    Fault(
        "a search of the archive that names no limit answers all",
        ARCHIVES,
        "LIMIT = 10\n",
        "LIMIT = 1000\n",
    ),
    Fault(
        "where no assets are named, one of the AOI is drawn",
        VISUALIZATIONS,
        "    return found\n",
        "    return found if wanted else found[:1]\n",
    ),
    # Filters, conditions and sorting
    Fault(
        "images are searched by the bounding box of a geometry",
        IMAGERY,
        'and geometry.intersect(scene["geometry"], body["geometry"])',
        'and geometry.intersect(scene["geometry"], geometry.box(*geometry.bounds(body["geometry"])))',
    ),
    Fault(
        "images of every collection of a satellite are found",
        IMAGERY,
        'if (catalogue.PLATFORMS[scene["properties"]["platform"]], scene["collection"]) in wanted',
        'if catalogue.PLATFORMS[scene["properties"]["platform"]] in dict(wanted)',
    ),
    Fault(
        "of a range only the lower end counts",
        IMAGERY,
        '[wanted["id"]] <= high)',
        '[wanted["id"]])',
    ),
    Fault(
        "visualizations are listed whoever made them",
        VISUALIZATIONS,
        '            "user_id": call.filter("user_id"),\n',
        "",
    ),
    Fault(
        "the time of the last change is looked for in that of creation",
        WORKFLOWS,
        '"updated_at": instants.wanted(call, "updated_at"),',
        '**({"created_at": instants.wanted(call, "updated_at")} if call.query["updated_at"] else {}),',
    ),
    Fault(
        "a status of order items is looked for within the one asked for",
        ORDER_ITEMS,
        'item["status"] in status',
        'item["status"] in status[0]',
    ),
    Fault(
        "recurring items are listed as tasking ones as well",
        ORDER_ITEMS,
        '"type": call.filter("type"),',
        '"type": ["TASKING", "RECURRING"] if call.query["type"] == "TASKING" else call.filter("type"),',
    ),
    Fault(
        "of several keys to sort by, the last one counts first",
        SEARCH,
        'for key in reversed(search.get("sortby", [])):',
        'for key in search.get("sortby", []):',
    ),
    Fault(
        "a text that a property begins with is enough",
        CATALOGS,
        '{"eq": wanted}',
        '{"startsWith": wanted}',
    ),
    Fault(
        "the keys to sort catalogs by are looked for under another name",
        CATALOGS,
        'body.get("sort_by", [])',
        'body.get("sortby", [])',
    ),
    Fault(
        "what lies in a hole of a geometry is found",
        GEOMETRY,
        "    for ring in polygon:\n        for (x1",
        "    for ring in polygon[:1]:\n        for (x1",
    ),
    Fault(
        "the report ends after two items",
        REPORTS,
        'page("order_item")[0]:',
        'page("order_item", limit=2)[0]:',
    ),
    Fault(
        "of what an order item has brought, only the newest is taken",
        RECEIVED,
        "found += brought",
        "found += brought[:1]",
    ),
    Fault(
        "of several new deliveries only the first is answered",
        DELIVERIES,
        'return {"deliveries": new}',
        'return {"deliveries": new[:1]}',
    ),
    # Reading back, and relations
    Fault(
        "a project read alone has the id of its workspace",
        PROJECTS,
        'return {"project": project}',
        'return {"project": {**project, "id": project["org_id"]}}',
    ),
    Fault(
        "a new AOI was made by its workspace",
        AOIS,
        '"user_id": call.workspace.user_id,',
        '"user_id": call.workspace.org_id,',
    ),
    Fault(
        "the holes of an area are part of it",
        GEOMETRY,
        "abs(_spherical(outer)) - sum(abs(_spherical(hole)) for hole in holes) for outer, *holes in _polygons(shape)",
        "abs(_spherical(outer)) for outer, *_ in _polygons(shape)",
    ),
    Fault(
        "a new index is a preset",
        INDICES,
        '"type": "custom",',
        '"type": "preset",',
    ),
    Fault(
        "every new index yields an index value",
        INDICES,
        '"expression_type": body["expression_type"],',
        '"expression_type": "index",',
    ),
    Fault(
        "the expression of a new index loses its spaces",
        INDICES,
        '"expression": body["expression"],',
        '"expression": body["expression"].replace(" ", ""),',
    ),
    Fault(
        "a visualization draws every asset, whichever are named",
        VISUALIZATIONS,
        '_sources(call, aoi, body.get("src_asset_ids") or None)',
        "_sources(call, aoi, None)",
    ),
    Fault(
        "one band in grey gets legends",
        VISUALIZATIONS,
        'if visualization["expression_type"] != "index":',
        'if visualization["expression_type"] == "composite":',
    ),
    Fault(
        "there are as many bins as breakpoints, whatever is asked for",
        VISUALIZATIONS,
        'breakpoints, body.get("dynamic_bins"))',
        "breakpoints)",
    ),
    Fault(
        "the link of a collection leads nowhere",
        ARCHIVES,
        'call.url(f"/v0/archives/',
        'call.url(f"/archives/',
    ),
    # Money
    Fault(
        "an insight costs as much as it has minutes",
        INSIGHTS,
        '"cost": block["price"],',
        '"cost": block["minutes"],',
    ),
    Fault(
        "a bandset takes a capture for each of its bands",
        ORDER_SAMPLES,
        '"captures": captures,',
        '"captures": len(bands),',
    ),
    Fault(
        "the total of a rehearsed order is nought",
        ORDERS,
        '            call.documents.remove(kind, document["id"])\n',
        '            call.documents.remove(kind, document["id"])\n        answer["total_amount"] = 0\n',
    ),
    Fault(
        "an order item costs more than its base price and no uplift says why",
        ORDERING,
        '"final_amount": amount}',
        '"final_amount": amount * 118 // 100}',
    ),
    Fault(
        "the total of an order counts what is paid alone",
        ORDERS,
        'return {**fulfilment.order(call, order), "order_items": shown}',
        'paid = sum(one.get("tokens_used", 0) for one in shown)\n'
        '    return {**fulfilment.order(call, order), "total_amount": paid, "order_items": shown}',
    ),
    Fault(
        "the area of an order item has decimals",
        AREAS,
        "max(1, round(geometry.area(area) / 1_000_000))",
        "max(1, round(geometry.area(area) / 1_000_000, 2))",
    ),
]
