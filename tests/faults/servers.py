"""Ways in which a server can break the contract, one line each."""

from tests.faults.harness import Fault
from tests.faults.places import CALL, INDICES, INSIGHTS, STORES, VISUALIZATIONS

FAULTS = [
    # Rollback and update
    Fault(
        "a rollback changes the other mode too",
        VISUALIZATIONS,
        '.get(date, {}).pop(body["visualization_mode"], None)',
        ".get(date, {}).clear()",
    ),
    Fault(
        "a rollback changes the other mode instead",
        VISUALIZATIONS,
        '.pop(body["visualization_mode"], None)',
        '.pop(MODES[body["visualization_mode"] == "dynamic"], None)',
    ),
    Fault(
        "a rollback changes every date",
        VISUALIZATIONS,
        'for date in _scenes(call, aoi, visualization, body["dates"]):',
        'for date in (_scenes(call, aoi, visualization, body["dates"]), *visualization["set_legends"])[1:]:',
    ),
    Fault(
        "a rollback does nothing but say it did",
        VISUALIZATIONS,
        '        visualization["set_legends"].get(date, {}).pop(body["visualization_mode"], None)\n',
        "        pass\n",
    ),
    Fault(
        "a rollback answers for another visualization",
        VISUALIZATIONS,
        "    _save(call, visualization)\n    return _shown(call, aoi, visualization)",
        "    _save(call, visualization)\n"
        '    return _shown(call, aoi, call.documents.page("visualization", parent=aoi["aoi_id"])[0][0])',
    ),
    Fault(
        "a rollback does not look at the index it is given",
        VISUALIZATIONS,
        '    _check_index(visualization, body["index_id"])\n    for date',
        "    for date",
    ),
    Fault(
        "a rollback is answered but not kept",
        VISUALIZATIONS,
        "    _save(call, visualization)\n    return _shown",
        "    return _shown",
    ),
    Fault(
        "a rollback skips dates it does not know and answers well",
        VISUALIZATIONS,
        'for date in _scenes(call, aoi, visualization, body["dates"]):',
        'for date in set(body["dates"]) & set(_dates(call, visualization)):',
    ),
    Fault(
        "an update replaces both modes",
        VISUALIZATIONS,
        'visualization["set_legends"].setdefault(date, {})[mode] = items',
        'visualization["set_legends"][date] = {mode: items}',
    ),
    Fault(
        "an update forgets the dates it is not given",
        VISUALIZATIONS,
        '    for date, breakpoints in body["legend"].items():\n',
        '    visualization["set_legends"] = {}\n    for date, breakpoints in body["legend"].items():\n',
    ),
    Fault("a change does not advance updated_at", VISUALIZATIONS, "clock.later(", "(lambda earlier, _: earlier)("),
    Fault(
        "null bounds are taken for zero",
        "legends.py",
        'return {"label": labels[place], "color": _color(place / max(1, count - 1)), **bounds, **stated}',
        'return {"label": labels[place], "color": "#000000", **dict.fromkeys(bounds, 0), **stated}',
    ),
    Fault(
        "a picture shows the legend as computed, not as set",
        VISUALIZATIONS,
        "    items = _legend(visualization, scene, mode)\n    if items is None:\n        raise _no_legend(date, mode)\n"
        "    return png",
        "    items = legends.legend(scene, mode)\n    return png",
    ),
    Fault(
        "styles of one mode stand under the other",
        VISUALIZATIONS,
        "styles.setdefault(mode,",
        "styles.setdefault(MODES[0],",
    ),
    # Keys and workspaces
    Fault(
        "any key is accepted",
        "auth.py",
        "if secrets.compare_digest(one.key.encode(), key)",
        "if key",
    ),
    Fault(
        "the beginning of a key is accepted",
        "auth.py",
        "secrets.compare_digest(one.key.encode(), key)",
        "len(key) > 3 and one.key.encode().startswith(key)",
    ),
    Fault(
        "a missing key opens the first workspace",
        "auth.py",
        'raise errors.forbidden("the request has no key; send it in the Authorization header")',
        'return "sandbox-key"',
    ),
    Fault(
        "workspaces can read one another's documents by id",
        "storage.py",
        '"SELECT body FROM documents WHERE workspace = ? AND kind = ? AND id = ?", (workspace, kind, document_id)',
        "\"SELECT body FROM documents WHERE ? != '' AND kind = ? AND id = ?\", (workspace, kind, document_id)",
    ),
    Fault(
        "workspaces list one another's documents",
        "storage.py",
        "WHERE workspace = :workspace AND kind = :kind",
        "WHERE :workspace != '' AND kind = :kind",
    ),
    # Lists
    Fault(
        "the offset is one too high", "storage.py", '"offset": min(offset, ', '"offset": min(offset and offset + 1, '
    ),
    Fault("the total is that of the page", CALL, '"total": total}', '"total": len(found)}'),
    Fault(
        "a filter is ignored",
        INDICES,
        '"expression_type": call.filter("expression_type")',
        '"expression_type": None',
    ),
    Fault(
        "a filter matches what only begins with it",
        INDICES,
        '"id": call.filter("index_id")',
        '"id": (call.query["index_id"] or "")[:1]',
    ),
    # Creation
    Fault("the same index can be made twice", INDICES, "    if namesakes:\n", "    if not namesakes and namesakes:\n"),
    Fault(
        "a new index keeps another range",
        INDICES,
        '"rescale": body["rescale"]',
        '"rescale": sorted(map(abs, body["rescale"]))',
    ),
    Fault(
        "custom indices get a theoretical legend",
        VISUALIZATIONS,
        'return visualization["type"] == "preset" or mode == "dynamic"',
        "return True",
    ),
    Fault(
        "a visualization is never finished",
        VISUALIZATIONS,
        "done = work.done and not work.failed",
        "done = work.step > STEPS_TO_DRAW",
    ),
    # Answers
    Fault("a picture is called JSON", "app.py", "media_type=media_type)", 'media_type="application/json")'),
    Fault(
        "creation answers 200",
        "app.py",
        "return JSONResponse(answer.content, answer.status)",
        "return JSONResponse(answer.content)",
    ),
    Fault("the status is one that nobody documents", VISUALIZATIONS, '"success" if done', '"finished" if done'),
    Fault(
        "an id is a number",
        VISUALIZATIONS,
        "        **{field: visualization[field] for field in _STATED},",
        '        **{field: visualization[field] for field in _STATED}, "tenant_id": 7,',
    ),
    Fault("errors have no envelope", "errors.py", 'return {"error": error}', "return error"),
    Fault(
        "an error tells its trace",
        "app.py",
        "_refusal(error)\n        except ClientDisconnect",
        "_refusal(errors.bad_request('Traceback (most recent call last)'))\n        except ClientDisconnect",
    ),
    # Requests
    Fault("bodies are not validated", "validation.py", '    _check(validator, body, "the body")\n', ""),
    Fault(
        "any content type will do",
        "validation.py",
        'if media_type != "application/json":',
        "if not content_type and raw:",
    ),
    Fault("parameters are not validated", "validation.py", "    _check(parameter.validator, value, what)\n", ""),
    Fault("bodies of any size are taken", "app.py", "max_body_bytes: int = 1_048_576", "max_body_bytes: int = 10**9"),
    Fault(
        "a wrong method is not found",
        "errors.py",
        'return ApiError(405, "METHOD_NOT_ALLOWED"',
        'return ApiError(404, "METHOD_NOT_ALLOWED"',
    ),
    Fault(
        "NaN is taken for a number",
        "validation.py",
        'raise errors.bad_request(f"the body is not JSON: {name} is no number")',
        "raise SystemError(name)",
    ),
    # Stores, insights, orders
    Fault("a deleted store stays", STORES, '    call.documents.remove("store", store_id)\n', ""),
    Fault("two stores may have one name", STORES, "    if namesakes:", "    if False:"),
    Fault("the labels of a store are lost", STORES, '"labels": body.get("labels", {})', '"labels": {}'),
    Fault(
        "a store answers its secrets",
        STORES,
        '"configs": body["configs"]',
        '"configs": body["configs"] | body["secrets"]',
    ),
    Fault("an estimate runs the insight", INSIGHTS, "    if estimate:\n", "    if estimate and not inputs:\n"),
    Fault("a deleted insight stays", INSIGHTS, '    call.documents.remove("insight", insight["id"])\n', ""),
    Fault("a dry run orders", "resources/orders.py", 'if call.body.get("dry_run", False):', "if False:"),
]
