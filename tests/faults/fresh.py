"""Further ways in which a server can break the contract, found by reading it and without a look at the checks."""

from tests.faults.harness import Fault

APP = "app.py"
AUTH = "auth.py"
CALL = "resources/__init__.py"
CATALOGUE = "sample/archive.py"
ERRORS = "errors.py"
FILES = "files.py"
FULFILMENT = "fulfilment.py"
GATHERING = "gathering.py"
GEOMETRY = "geometry.py"
LEGENDS = "legends.py"
ORDERING = "ordering.py"
PACKAGES = "packages.py"
RECEIVED = "received.py"
RUNS = "runs.py"
SCHEDULE = "schedule.py"
SEARCH = "archive.py"
STORAGE = "storage.py"
VALIDATION = "validation.py"
AOIS = "resources/aois.py"
ARCHIVES = "resources/archives.py"
ASSETS = "resources/assets.py"
BANDSETS = "resources/bandsets.py"
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
STORES = "resources/stores.py"
TASKS = "resources/tasks.py"
VISUALIZATIONS = "resources/visualizations.py"
WORKFLOWS = "resources/workflows.py"

# What judges a body, to be told what not to mind.
_JUDGED = "for error in islice(validator.iter_errors(value), MAX_ERRORS)\n"

FAULTS = [
    # Status
    Fault(
        "a second index of the same name is a bad request, not a conflict",
        INDICES,
        "raise errors.conflict(",
        "raise errors.bad_request(",
    ),
    Fault(
        "assets that the AOI does not have are a bad request to pack, not unknown",
        DOWNLOADS,
        'raise errors.not_found("the AOI has no such assets"',
        'raise errors.bad_request("the AOI has no such assets"',
    ),
    Fault(
        "a store is deleted with 200",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        "return Response(answer.content, media_type=media_type)",
    ),
    Fault(
        "a task that the job does not have fails the server",
        TASKS,
        'next((one for one in run.tasks() if one["id"] == task_id), None)',
        'next(one for one in run.tasks() if one["id"] == task_id)',
    ),
    Fault(
        "a time zone spelt like a path fails the server",
        REPORTS,
        "except (ZoneInfoNotFoundError, ValueError, OSError) as error:",
        "except ZoneInfoNotFoundError as error:",
    ),
    Fault(
        "an unknown project is answered with 200 and null",
        PROJECTS,
        "    if project is None:\n",
        '    if project_id == "":\n',
    ),
    Fault(
        "an Authorization header of three words fails the server",
        AUTH,
        'case _:\n            raise errors.unauthorized("',
        'case _:\n            raise ValueError("',
    ),
    # Fields of answers: missing, of another type, null, of another form
    Fault(
        "the captures of a bandset are text",
        BANDSETS,
        '{name: value for name, value in one.items() if name != "created_at"}',
        '{name: str(value) if name == "captures" else value for name, value in one.items() if name != "created_at"}',
    ),
    Fault(
        "the resolution of a satellite's band has its unit with it",
        CATALOGUE,
        '"offset": 0, "spatial_resolution": RESOLUTION}\n            for',
        '"offset": 0, "spatial_resolution": f"{RESOLUTION} m"}\n            for',
    ),
    Fault(
        "a block without errors has null for its error",
        "sample/analysis.py",
        '"created_at": created_at, "err": ""}',
        '"created_at": created_at, "err": None}',
    ),
    Fault(
        "a job that still runs has a dash for its end",
        RUNS,
        '"finished_at": self._moment(self._work.steps) if self._work.done else None',
        '"finished_at": self._moment(self._work.steps) if self._work.done else "-"',
    ),
    Fault(
        "the tasks that a task waits for are one text",
        RUNS,
        '"depends_on": planned["depends_on"]',
        '"depends_on": ",".join(planned["depends_on"])',
    ),
    Fault(
        "an order on its way to be paid has a status of three words",
        FULFILMENT,
        '_PAYMENT = ("UNPAID", "PAYMENT_IN_PROGRESS", "PAID")',
        '_PAYMENT = ("UNPAID", "PAYMENT IN PROGRESS", "PAID")',
    ),
    Fault(
        "the first day of a task is written year first",
        ORDERING,
        '"start_date": f"{days.start:%d-%m-%Y}"',
        '"start_date": f"{days.start:%Y-%m-%d}"',
    ),
    Fault(
        "the date of an asset has a time",
        GATHERING,
        'return {**asset, "status": status,',
        'return {**asset, "date": f"{asset[\'date\']}T00:00:00Z", "status": status,',
    ),
    Fault(
        "where nothing is delivered, the status of the delivery is null",
        FULFILMENT,
        'if one in statuses), "NOT_APPLICABLE")',
        "if one in statuses), None)",
    ),
    Fault(
        "images are answered as a list, not by key",
        IMAGERY,
        '"items": {scene["id"]: scene for scene in found[:limit]}',
        '"items": found[:limit]',
    ),
    Fault(
        "a workflow comes without its specification",
        WORKFLOWS,
        '_ALONE = (*_IN_BOTH, "estimated_cost", "spec", "val_errors")',
        '_ALONE = (*_IN_BOTH, "estimated_cost", "val_errors")',
    ),
    Fault(
        "what a workflow costs is answered under another name",
        WORKFLOWS,
        'return {"estimated_cost": ',
        'return {"estimate": ',
    ),
    Fault(
        "the package of a job calls its workflow workflow_id",
        JOBS,
        '"workflowId": call.path["workflow_id"]',
        '"workflow_id": call.path["workflow_id"]',
    ),
    Fault(
        "a delivery asked for by hand has an empty task, not null",
        RECEIVED,
        '        "task_id": task_id,\n',
        '        "task_id": task_id or "",\n',
    ),
    # Units
    Fault(
        "work that is done is one percent done",
        CALL,
        "100 * (step - failed) // steps)",
        "(step - failed) // steps)",
    ),
    Fault(
        "the centre of a new AOI is latitude first",
        AOIS,
        'for degrees in geometry.centroid(body["geometry"])]',
        'for degrees in geometry.centroid(body["geometry"])[::-1]]',
    ),
    Fault(
        "the area of a new AOI is in hectares",
        AOIS,
        'round(geometry.area(body["geometry"]), 1)',
        'round(geometry.area(body["geometry"]) / 10_000, 1)',
    ),
    Fault(
        "the shares of a legend are fractions, not percent",
        LEGENDS,
        'item["area_percentage"] = round(share * 100, 4)',
        'item["area_percentage"] = round(share, 4)',
    ),
    Fault(
        "the bounding box of an archived image is latitude first",
        CATALOGUE,
        '"bbox": list(bbox),',
        '"bbox": [south, west, north, east],',
    ),
    Fault(
        "the wavelengths of an archived image are in nanometres",
        CATALOGUE,
        '"center_wavelength": middle / 1000',
        '"center_wavelength": middle',
    ),
    # Media types, headers and the protocol
    Fault(
        "a text is answered as JSON without its quotes",
        APP,
        'if media_type == "application/json":',
        'if media_type == "application/json" and not isinstance(answer.content, str):',
    ),
    Fault(
        "the report is called plain text",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        'return Response(answer.content, answer.status, media_type=(media_type or "").replace("csv", "plain") or None)',
    ),
    Fault(
        "refusals are called problems, not JSON",
        APP,
        "return JSONResponse(error.envelope(), error.status, error.headers)",
        'return JSONResponse(error.envelope(), error.status, error.headers, "application/problem+json")',
    ),
    Fault("a wrong method is not told which ones are right", ERRORS, ', headers={"Allow": allow})', ")"),
    Fault(
        "the length of the report is counted in characters",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        'length = {"Content-Length": str(len(answer.content))} if answer.content else None\n'
        "    return Response(answer.content, answer.status, length, media_type)",
    ),
    Fault(
        "the report is written in Latin-1 and called UTF-8",
        REPORTS,
        "return report.getvalue()",
        'return report.getvalue().encode("latin-1", "replace")',
    ),
    Fault(
        "a body that says its character set is refused",
        VALIDATION,
        'media_type = (content_type or "").split(";")[0].strip().lower()',
        'media_type = (content_type or "").strip().lower()',
    ),
    Fault(
        "a picture ends in its middle",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        "content = answer.content\n    if isinstance(content, bytes):\n"
        '        headers = {"Content-Length": str(len(content))}\n'
        "        return Response(content[: len(content) // 2], answer.status, headers, media_type)\n"
        "    return Response(content, answer.status, media_type=media_type)",
    ),
    # The envelope of errors
    Fault("the code of an error is its status", ERRORS, '{"code": self.code, ', '{"code": self.status, '),
    Fault(
        "the message about a broken body is a list",
        VALIDATION,
        'raise errors.bad_request(f"{where}: {broken[0][\'message\']}", {"errors": broken})',
        "raise errors.ApiError(400, where, broken)",
    ),
    # Leaks
    Fault(
        "a key that is not accepted is repeated",
        AUTH,
        'raise errors.forbidden("this key is not accepted")',
        'raise errors.forbidden(f"the key {key.decode()} is not accepted")',
    ),
    Fault(
        "stores are listed with their secrets",
        STORES,
        'call.documents.add("store", store)',
        'call.documents.add("store", {**store, "secrets": body["secrets"]})',
    ),
    Fault(
        "a project that has been read once can be read from every workspace",
        PROJECTS,
        'project = call.documents.get("project", project_id)\n',
        'read = get_project.__dict__\n    project = read.get(project_id) or call.documents.get("project", project_id)\n'
        "    read[project_id] = project\n",
    ),
    Fault(
        "everybody gets the bandsets of who asked first",
        BANDSETS,
        'found, _ = call.documents.page("bandset")',
        'found = list_bandsets.__dict__.setdefault("found", call.documents.page("bandset")[0])',
    ),
    Fault(
        "the total of a full page counts what other workspaces have",
        STORAGE,
        '_COUNT = "SELECT count(*)" + _MATCHING',
        '_COUNT = "SELECT count(*)" + _MATCHING.replace("workspace = :workspace AND", "")',
    ),
    # Keys
    Fault(
        "satellites are listed without a key",
        "contract.py",
        'contract.get("security")) != [],',
        'contract.get("security")) != []\n        and described["tags"] != ["satellites"],',
    ),
    Fault(
        "a ping needs a key",
        "contract.py",
        'contract.get("security")) != [],',
        'contract.get("security")) is not None,',
    ),
    Fault(
        "any word may stand before a key",
        AUTH,
        'case [[scheme, key]] if scheme.lower() == "bearer":',
        "case [[_, key]]:",
    ),
    Fault(
        "a key behind Bearer is not understood",
        AUTH,
        'case [[scheme, key]] if scheme.lower() == "bearer":',
        'case [[scheme, key]] if scheme.lower() == "token":',
    ),
    Fault(
        "a key in capitals is accepted",
        AUTH,
        "secrets.compare_digest(one.key.encode(), key)",
        "secrets.compare_digest(one.key.lower().encode(), key.lower())",
    ),
    # Accepts what it must refuse
    Fault("imaging may begin at once", SCHEDULE, "if begins < now + NOTICE:", "if begins < now:"),
    Fault("a recurring item may go on for three years", SCHEDULE, "MAX_MONTHS = 24", "MAX_MONTHS = 36"),
    Fault("an item may end on the day that it starts", SCHEDULE, "if end <= start:", "if end < start:"),
    Fault("the parts of an area may lie 200 miles apart", "areas.py", "MAX_KM_APART = 200", "MAX_KM_APART = 322"),
    Fault(
        "an order may be delivered to a store that does not exist",
        ORDERING,
        '            self._known("store", wanted["cloud_delivery"]["config"])\n',
        '            self._call.documents.get("store", wanted["cloud_delivery"]["config"])\n',
    ),
    Fault(
        "a ring may stay open",
        GEOMETRY,
        "if list(ring[0][:2]) != list(ring[-1][:2]):",
        "if len(ring) < len(ring[0]):",
    ),
    Fault(
        "an AOI passes over images that do not exist",
        AOIS,
        'if unknown := sorted(set(body["item_ids"]) - taken.keys()):\n'
        '        raise errors.not_found("no such images of this satellite", {"item_ids": unknown})\n'
        '    return [taken[item_id] for item_id in dict.fromkeys(body["item_ids"])]',
        'return [taken[item_id] for item_id in dict.fromkeys(body["item_ids"]) if item_id in taken]',
    ),
    Fault("two AOIs of a project may have one name", AOIS, "if namesakes:", "if len(namesakes) > 1:"),
    Fault(
        "a limit of nought is taken",
        "contract.py",
        "validator=_validator(contract, schema),",
        'validator=_validator(contract, {name: rule for name, rule in schema.items() if name != "minimum"}),',
    ),
    Fault(
        "lists may be empty that must not be",
        VALIDATION,
        _JUDGED,
        _JUDGED + '        if error.schema_path[-1] != "minItems"\n',
    ),
    Fault(
        "one catalog may be named twice",
        VALIDATION,
        _JUDGED,
        _JUDGED + '        if error.schema_path[-1] != "uniqueItems"\n',
    ),
    Fault(
        "what only some bodies need is asked of none",
        VALIDATION,
        _JUDGED,
        _JUDGED + '        if "then" not in error.schema_path\n',
    ),
    Fault(
        "a workflow is answered for whatever project it is asked for",
        RUNS,
        'if of_project["project_id"] != project_id:',
        "if not project_id:",
    ),
    Fault(
        "an insight may be run for a project that does not exist",
        INSIGHTS,
        'if "project_id" in body and call.documents',
        'if "project_id" not in body and call.documents',
    ),
    Fault(
        "a visualization can be changed under any AOI",
        VISUALIZATIONS,
        'if visualization is None or visualization["aoi_id"] != aoi["aoi_id"]:',
        "if visualization is None:",
    ),
    Fault(
        "a job can be read under any workflow",
        RUNS,
        'if found is None or found["workflow_id"] != owner["id"]:',
        "if found is None:",
    ),
    Fault(
        "only the store of the first delivery is looked for",
        DELIVERIES,
        'if call.documents.get("store", place["config"]) is None:',
        'if number == 0 and call.documents.get("store", place["config"]) is None:',
    ),
    Fault(
        "catalogs that do not exist are left out of a package without a word",
        RECEIVED,
        'return [catalog(call, catalog_id) for catalog_id in wanted["catalog_ids"]]',
        'return catalogs(call, {"id": wanted["catalog_ids"]})',
    ),
    # Refuses what it must accept
    Fault(
        "two visualizations of one index are taken for the same",
        VISUALIZATIONS,
        "if all(other[field] == value for field, value in drawn.items()):",
        "if any(other[field] == value for field, value in drawn.items()):",
    ),
    Fault(
        "exactly two years of occurrences are too long",
        SCHEDULE,
        "count * months > MAX_MONTHS",
        "count * months >= MAX_MONTHS",
    ),
    Fault("images cannot be searched for one moment", IMAGERY, "if start > end:", "if start >= end:"),
    Fault("a store without labels fails the server", STORES, 'body.get("labels", {})', 'body["labels"]'),
    Fault("names in other scripts are refused", VALIDATION, "text.encode()", 'text.encode("latin-1")'),
    Fault(
        "a package of an insight cannot be had without a body",
        APP,
        'if operation.body and (operation.needs_body or raw != b""):',
        "if operation.body:",
    ),
    Fault(
        "a legend that nobody has set cannot be rolled back",
        VISUALIZATIONS,
        '.pop(body["visualization_mode"], None)',
        '.pop(body["visualization_mode"])',
    ),
    Fault(
        "a very large offset fails the server",
        STORAGE,
        '"offset": min(offset, MAX_SQLITE_INTEGER)',
        '"offset": offset',
    ),
    # State
    Fault(
        "a new AOI is not listed",
        GATHERING,
        'call.documents.add("aoi", stored)',
        'call.documents.add("aoi", stored, parent=aoi["project_id"])',
    ),
    Fault("a new index is answered but not kept", INDICES, '    call.documents.add("index", index)\n', ""),
    Fault("a download is never packed", DOWNLOADS, "STEPS_TO_PACK = 2", "STEPS_TO_PACK = 10**6"),
    Fault(
        "a download of catalogs is in progress before it is created",
        CATALOGS,
        '_STATUSES = ("created", "in_progress", "success")',
        '_STATUSES = ("in_progress", "created", "success")',
    ),
    Fault(
        "a delivery never ends",
        FULFILMENT,
        '_DELIVERY = ("CREATED", "IN_PROGRESS", "SUCCESS")',
        '_DELIVERY = ("CREATED", "IN_PROGRESS", "IN_PROGRESS")',
    ),
    Fault(
        "an item is fulfilled with the first of its tasks", FULFILMENT, "if len(ended) < len(tasks):", "if not ended:"
    ),
    Fault(
        "a recurring item is paid with the first of its tasks",
        FULFILMENT,
        '"UNPAID" if not paid else "PAID" if len(paid) == len(own) else "PARTIAL-MONTHLY"',
        '"UNPAID" if not paid else "PAID"',
    ),
    Fault(
        "what is not paid has used no tokens, rather than none yet",
        FULFILMENT,
        "    if paid:\n",
        "    if True:\n",
    ),
    Fault(
        "the tasks of a recurring item begin fifty days ahead",
        ORDERING,
        "timedelta(days=5)",
        "timedelta(days=50)",
    ),
    Fault(
        "after a dry run the catalog cannot be searched",
        ORDERS,
        "for kind, document, _ in ordered.documents:\n            call.documents.remove",
        "for kind, document, _ in ordered.documents[:2]:\n            call.documents.remove",
    ),
    # Time
    Fault(
        "the times of a project have no offset",
        CATALOGUE,
        '"created_at": created_at,\n        "updated_at": created_at,\n',
        '"created_at": created_at[:-1],\n        "updated_at": created_at[:-1],\n',
    ),
    Fault(
        "the times of a new store have no offset",
        "clock.py",
        ":%Y-%m-%dT%H:%M:%SZ}",
        ":%Y-%m-%dT%H:%M:%S}",
    ),
    Fault(
        "a change of a legend moves the time of creation as well",
        VISUALIZATIONS,
        'visualization["updated_at"] = clock.later(',
        'visualization["created_at"] = visualization["updated_at"] = clock.later(',
    ),
    Fault(
        "a delivery gets on without a change of updated_at",
        RECEIVED,
        '"updated_at": fulfilment.latest(stored, [changed_at], clock.timestamp_z)',
        '"updated_at": stored["updated_at"]',
    ),
    Fault(
        "a new order is paid at no time",
        FULFILMENT,
        'shown["paid_at"] = stored["paid_at"] or shown["updated_at"]',
        'shown["paid_at"] = stored["paid_at"]',
    ),
    Fault(
        "a job has finished when it began",
        RUNS,
        '"finished_at": self._moment(self._work.steps)',
        '"finished_at": self._moment(0)',
    ),
    # Paging
    Fault(
        "a page of archived images is one short",
        ARCHIVES,
        "items[start : start + limit]",
        "items[start : start + limit - 1]",
    ),
    Fault("pages of projects overlap", PROJECTS, "offset=(page_num - 1) * page_size", "offset=page_num - 1"),
    Fault(
        "the total of a search of the catalog counts what does not match as well",
        CATALOGS,
        '"total": len(found)}',
        '"total": len(catalogs)}',
    ),
    Fault("the offset of order items is ignored", ORDER_ITEMS, "found[offset:end]", "found[:end]"),
    Fault(
        "the last asset of an AOI is on no page",
        ASSETS,
        "for one in assets]",
        'for one in assets[: pagination["total"] - pagination["offset"] - 1]]',
    ),
    Fault("the limit of a search for images is ignored", IMAGERY, "for scene in found[:limit]}", "for scene in found}"),
    Fault(
        "from its second page on a list is sorted the other way round",
        STORAGE,
        '"ORDER BY created_at DESC, sequence DESC LIMIT',
        '"ORDER BY CASE WHEN :offset THEN sequence ELSE -sequence END LIMIT',
    ),
    # Defaults
    Fault("defaults of query parameters are not applied", VALIDATION, "return parameter.default", "return None"),
    Fault(
        "a search of the catalog answers ten where nothing is said",
        CATALOGS,
        'body.get("limit", 2)',
        'body.get("limit", 10)',
    ),
    Fault(
        "a cloud cover of nought becomes the default",
        ORDERING,
        "**{name: wanted.get(name, default) for name, default in _DEFAULTS.items()}",
        "**{name: wanted.get(name) or default for name, default in _DEFAULTS.items()}",
    ),
    # Filters and conditions
    Fault(
        "several projects are taken for one when AOIs are listed",
        AOIS,
        'call.listed("project_ids")',
        'call.filter("project_ids")',
    ),
    Fault(
        "beside a type of index the satellite is ignored",
        INDICES,
        '"satellite_id": call.filter("satellite_id"),',
        '"satellite_id": None if call.query["type"] else call.filter("satellite_id"),',
    ),
    Fault(
        "jobs are listed with every status but the one asked for",
        JOBS,
        'status in {None, one["status"]}',
        'status != one["status"]',
    ),
    Fault(
        "insights of one's own are listed whoever is asked for",
        INSIGHTS,
        '"created_by": call.filter("created_by"),',
        '"created_by": call.filter("created_by") and [call.workspace.user_id],',
    ),
    Fault(
        "workflows are found by any time of the day that they were made on",
        WORKFLOWS,
        'instants.wanted(call, "created_on")',
        '(call.query["created_on"] or "")[:10] or None',
    ),
    Fault(
        "deliveries of a catalog are looked for by its task",
        DELIVERIES,
        '"catalog_id": call.filter("catalog_id"),\n            "task_id": call.filter("task_id"),',
        '"task_id": call.filter("catalog_id"),\n            "catalog_id": call.filter("task_id"),',
    ),
    Fault(
        "blocks for both modes are listed for insights alone",
        BLOCKS,
        'mode in one["modes"]',
        'mode == one["modes"][0]',
    ),
    Fault(
        "a collection is found by a text that only holds its id",
        ARCHIVES,
        'wanted = call.listed("ids")',
        'wanted = call.query["ids"]',
    ),
    Fault("a search for a point in time finds nothing", SEARCH, "begin <= taken(one)", "begin < taken(one)"),
    Fault("what equals the bound of gte does not meet it", SEARCH, '"gte": operator.ge', '"gte": operator.gt'),
    Fault(
        "of several conditions on a property only the last counts",
        SEARCH,
        "for name, operand in conditions.items():",
        "for name, operand in list(conditions.items())[-1:]:",
    ),
    Fault("DESC in capitals sorts upwards", SEARCH, 'key["direction"].lower() == "desc"', 'key["direction"] == "desc"'),
    Fault(
        "a bounding box across the date line goes round the earth",
        GEOMETRY,
        "    if west <= east:\n",
        "    west, east = sorted((west, east))\n    if west <= east:\n",
    ),
    Fault(
        "a search of the catalog does not look at a geometry",
        CATALOGS,
        '("collections", "bbox", "intersects", "datetime")',
        '("collections", "bbox", "datetime")',
    ),
    Fault("images at the ends of a range are not in it", IMAGERY, "bool(low <= scene", "bool(low < scene"),
    Fault(
        "of several satellites only the first is searched",
        IMAGERY,
        'sources = body["satellites"] if',
        'sources = body["satellites"][:1] if',
    ),
    Fault(
        "every version of a block is the newest",
        BLOCKS,
        "where={field: [value] for field, value in wanted.items()}",
        'where={"name": [wanted["name"]]}',
    ),
    Fault(
        "of a block only the newest version is listed",
        BLOCKS,
        "for one in versions]",
        "for one in versions[:1]]",
    ),
    Fault(
        "what is not paid is not in the report",
        REPORTS,
        "        times = (_local",
        '        if not order["paid_at"]:\n            continue\n        times = (_local',
    ),
    Fault(
        "the report is in UTC whatever time zone is asked for",
        REPORTS,
        'zone = _zone(call.query["tz"])',
        'zone = _zone(call.query["tz"]) and UTC',
    ),
    # Idempotence, and what changes nothing
    Fault(
        "drawing a picture changes the visualization",
        VISUALIZATIONS,
        "    return png.draw(",
        "    _save(call, visualization)\n    return png.draw(",
    ),
    Fault(
        "an update adds its classes to those that were there",
        VISUALIZATIONS,
        'visualization["set_legends"].setdefault(date, {})[mode] = items',
        'visualization["set_legends"].setdefault(date, {}).setdefault(mode, []).extend(items)',
    ),
    Fault(
        "the package of an insight begins anew each time it is asked for",
        PACKAGES,
        'if one["selection"] == selection:',
        'if one["selection"] is selection:',
    ),
    # Reading back
    Fault(
        "the description of a new AOI is its name",
        AOIS,
        '"description": body["description"]',
        '"description": body["name"]',
    ),
    Fault(
        "the corners of a new AOI are rounded to a hundredth of a degree",
        AOIS,
        '"geometry": body["geometry"],',
        '"geometry": (j := __import__("json")).loads(\n'
        '            j.dumps(body["geometry"]), parse_float=lambda text: round(float(text), 2)\n        ),',
    ),
    Fault(
        "every new index has the same colour map",
        INDICES,
        '"colormap": body["colormap"]',
        '"colormap": "rplumbho"',
    ),
    Fault(
        "a new index names a band as often as its expression does",
        INDICES,
        'list(dict.fromkeys(re.findall(r"\\bB[0-9]+\\b", body["expression"])))',
        're.findall(r"\\bB[0-9]+\\b", body["expression"])',
    ),
    Fault(
        "the inputs of an insight lose the assets that they are taken from",
        INSIGHTS,
        '"input": body["input"],',
        '"input": [{name: value for name, value in one.items() if name != "asset_source"} for one in body["input"]],',
    ),
    Fault(
        "where in its bucket a store is, is lost",
        STORES,
        '"configs": body["configs"]',
        '"configs": {name: body["configs"][name] for name in ("bucket", "region")}',
    ),
    Fault(
        "the labels that a user gives to classes are lost",
        LEGENDS,
        '("label", "color", "min", "max")',
        '("color", "min", "max")',
    ),
    Fault(
        "the bounds in a style are whole numbers",
        "sld.py",
        '"quantity": str(item["min"])',
        '"quantity": str(round(item["min"]))',
    ),
    Fault(
        "the resolution asked for is ignored",
        VISUALIZATIONS,
        'body.get("resolution", NATIVE_RESOLUTION)',
        "NATIVE_RESOLUTION",
    ),
    Fault(
        "the names of order items are cut after fifty characters",
        ORDERING,
        'wanted.get("name", "")',
        'wanted.get("name", "")[:50]',
    ),
    Fault(
        "an order forgets where to deliver to",
        ORDERING,
        'for name in ("cloud_delivery",) if name',
        "for name in () if name",
    ),
    Fault(
        "where in the store to deliver to is lost",
        RECEIVED,
        '"cloud_delivery": cloud_delivery,',
        '"cloud_delivery": {"config": cloud_delivery["config"]},',
    ),
    # Relations
    Fault(
        "the picture in true colour takes a band that the satellite does not have",
        CATALOGUE,
        '"rgb_composite": {"red": "B04"',
        '"rgb_composite": {"red": "B05"',
    ),
    Fault(
        "the id and the name of a satellite's collection are swapped",
        CATALOGUE,
        '"id": collection_id,\n                "name": title,',
        '"id": title,\n                "name": collection_id,',
    ),
    Fault("less than 100 square kilometres cost less", "prices.py", "max(area, SMALLEST_PRICED_AREA)", "area"),
    Fault(
        "an order costs what its last item costs",
        ORDERING,
        'self.order["total_amount"] += amount',
        'self.order["total_amount"] = amount',
    ),
    Fault(
        "bands are paid for rather than captures",
        ORDERING,
        'prices.price(item["area"], bandset["captures"])',
        'prices.price(item["area"], len(bandset["bands"]))',
    ),
    Fault("a quarter has four months", SCHEDULE, '"QUARTERLY": 3', '"QUARTERLY": 4'),
    Fault(
        "a run costs other than its estimate",
        JOBS,
        '"cost": workflow["estimated_cost"]',
        '"cost": 12 * len(workflow["plan"])',
    ),
    Fault(
        "the assets of every AOI are listed under each",
        STORAGE,
        "AND parent = :parent AND (:wishes",
        "AND (parent = :parent OR kind = 'asset') AND (:wishes",
    ),
    Fault(
        "the tasks of a job share one package",
        TASKS,
        '"task_package", task_id)',
        '"task_package", run.job_id)',
    ),
    Fault(
        "the package of a task takes its job for its workflow",
        TASKS,
        '"workflow_id": call.path["workflow_id"], "job_id": run.job_id',
        '"workflow_id": run.job_id, "job_id": call.path["workflow_id"]',
    ),
    Fault(
        "of an area in several parts only the first counts",
        GEOMETRY,
        'elif part["type"] == "MultiPolygon":\n            yield from part["coordinates"]',
        'elif part["type"] == "MultiPolygon":\n            yield part["coordinates"][0]',
    ),
    Fault("the classes of a legend leave gaps", LEGENDS, "(interval + 1) / bins", "(interval + 0.9) / bins"),
    # Files
    Fault(
        "a signed URL has expired when it is answered",
        FILES,
        "self._clock.now() + LIFETIME",
        "self._clock.now() - LIFETIME",
    ),
    Fault("a signed URL names no host", CALL, "return self.url(self.files.path(", "return str(self.files.path("),
    Fault(
        "a signed URL asks for a key",
        FILES,
        '        file_id = request.path_params["file_id"]\n',
        '        if "authorization" not in request.headers:\n            raise errors.forbidden("no key")\n'
        '        file_id = request.path_params["file_id"]\n',
    ),
    Fault(
        "a download holds the first of its assets only",
        DOWNLOADS,
        'for asset in _assets(call, aoi, download["asset_ids"]):',
        'for asset in _assets(call, aoi, download["asset_ids"])[:1]:',
    ),
    Fault(
        "a ZIP file is sent before it is closed",
        "zipped.py",
        "\n    return packed.getvalue()",
        "\n        return packed.getvalue()",
    ),
    Fault(
        "a download of catalogs has its URL before it is packed",
        CATALOGS,
        '_url(call, download) if done else ""',
        "_url(call, download)",
    ),
    Fault(
        "the package of a task holds what it was given",
        TASKS,
        'packages.files(task["name"], task_id, task["result"])',
        'packages.files(task["name"], task_id, task["inputs"])',
    ),
    Fault(
        "a picture is a JPEG that is called PNG", "png.py", 'picture.save(file, "PNG")', 'picture.save(file, "JPEG")'
    ),
    Fault(
        "a comma in a name begins another column of the report",
        REPORTS,
        'csv.writer(report, lineterminator="\\n")',
        'csv.writer(report, lineterminator="\\n", quoting=csv.QUOTE_NONE, escapechar="\\\\")',
    ),
]
