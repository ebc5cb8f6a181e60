"""Faults in stores."""

from tests.faults.fault import Fault
from tests.faults.server.places import APP, STORES

FAULTS = [
    Fault(
        "a deleted store stays", STORES, '    call.documents.remove("store", store_id)\n', "", source="with the checks"
    ),
    Fault(
        "two stores may have one name",
        STORES,
        "    if namesakes:",
        "    if False:",
        source="with the checks",
        smoke="creating",
    ),
    Fault(
        "the labels of a store are lost",
        STORES,
        '"labels": body.get("labels", {})',
        '"labels": {}',
        source="with the checks",
    ),
    Fault(
        "a store answers its secrets",
        STORES,
        '"configs": body["configs"]',
        '"configs": body["configs"] | body["secrets"]',
        source="with the checks",
    ),
    Fault(
        "a store is deleted with 200",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        "return Response(answer.content, media_type=media_type)",
        source="blind, second list",
    ),
    Fault(
        "stores are listed with their secrets",
        STORES,
        'call.documents.add("store", store)',
        'call.documents.add("store", {**store, "secrets": body["secrets"]})',
        source="blind, second list",
    ),
    Fault(
        "a store without labels fails the server",
        STORES,
        'body.get("labels", {})',
        'body["labels"]',
        source="blind, second list",
    ),
    Fault(
        "where in its bucket a store is, is lost",
        STORES,
        '"configs": body["configs"]',
        '"configs": {name: body["configs"][name] for name in ("bucket", "region")}',
        source="blind, second list",
    ),
    Fault(
        "a store that does not exist can be deleted",
        STORES,
        'raise errors.not_found("no such store", {"id": store_id})',
        "return",
        source="blind, third list",
    ),
    Fault(
        "the type of a new store is in small letters",
        STORES,
        '"type": body["type"],',
        '"type": body["type"].lower(),',
        source="blind, third list",
    ),
    Fault(
        "a new store without a path in its bucket has null for it",
        STORES,
        '"configs": body["configs"],',
        '"configs": {"path_prefix": None, **body["configs"]},',
        source="blind, third list",
    ),
    Fault(
        "who registers a store a second time gets the secrets back",
        STORES,
        '{"id": namesakes[0]["id"]}',
        '{"id": namesakes[0]["id"], "given": body}',
        source="blind, fourth list",
    ),
    Fault(
        "a deleted store can still be delivered to",
        STORES,
        '    call.documents.remove("store", store_id)\n',
        '    store = call.documents.get("store", store_id) or {}\n'
        '    call.documents.remove("store", store_id)\n'
        '    call.documents.add("store", store, parent="deleted")\n',
        source="blind, fourth list",
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
        source="blind, fifth list",
    ),
]
