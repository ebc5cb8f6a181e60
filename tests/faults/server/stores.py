"""Faults in stores."""

from tests.faults.fault import Fault
from tests.faults.server.files import APP, STORES

FAULTS = [
    Fault(
        "A deleted store still exists",
        STORES,
        '    call.documents.remove("store", store_id)\n',
        "",
        source="with the checks",
    ),
    Fault(
        "Two stores can have the same name",
        STORES,
        "    if same_name:",
        "    if False:",
        source="with the checks",
        smoke="creation",
    ),
    Fault(
        "The labels of a new store are lost",
        STORES,
        '"labels": body.get("labels", {})',
        '"labels": {}',
        source="with the checks",
    ),
    Fault(
        "A store is answered with its secrets",
        STORES,
        '"configs": body["configs"]',
        '"configs": body["configs"] | body["secrets"]',
        source="with the checks",
    ),
    Fault(
        "The deletion of a store is answered with 200 instead of 204",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        "return Response(answer.content, media_type=media_type)",
        source="blind, second list",
    ),
    Fault(
        "Stores are listed with their secrets",
        STORES,
        'call.documents.add("store", store)',
        'call.documents.add("store", {**store, "secrets": body["secrets"]})',
        source="blind, second list",
    ),
    Fault(
        "A store without labels fails the server",
        STORES,
        'body.get("labels", {})',
        'body["labels"]',
        source="blind, second list",
    ),
    Fault(
        "The path of a new store in its bucket is lost",
        STORES,
        '"configs": body["configs"]',
        '"configs": {name: body["configs"][name] for name in ("bucket", "region")}',
        source="blind, second list",
    ),
    Fault(
        "The deletion of an unknown store is answered with success",
        STORES,
        'raise errors.not_found("no such store", {"id": store_id})',
        "return",
        source="blind, third list",
    ),
    Fault(
        "The type of a new store is in lower case",
        STORES,
        '"type": body["type"],',
        '"type": body["type"].lower(),',
        source="blind, third list",
    ),
    Fault(
        "A new store without a path in its bucket has null for it",
        STORES,
        '"configs": body["configs"],',
        '"configs": {"path_prefix": None, **body["configs"]},',
        source="blind, third list",
    ),
    Fault(
        "The conflict of a second store repeats the secrets of the request",
        STORES,
        '{"id": same_name[0]["id"]}',
        '{"id": same_name[0]["id"], "given": body}',
        source="blind, fourth list",
    ),
    Fault(
        "A delivery to a deleted store is accepted",
        STORES,
        '    call.documents.remove("store", store_id)\n',
        '    store = call.documents.get("store", store_id) or {}\n'
        '    call.documents.remove("store", store_id)\n'
        '    call.documents.add("store", store, parent="deleted")\n',
        source="blind, fourth list",
    ),
    Fault(
        "The name of a deleted store stays reserved",
        STORES,
        "    if same_name:\n",
        '    names = vars(call.documents._store).setdefault("names_of_stores", set())\n'
        '    name = (call.workspace.tenant_id, body["name"])\n'
        "    if name in names and not same_name:\n"
        '        raise errors.conflict("a store of this name has existed")\n    names.add(name)\n'
        "    if same_name:\n",
        source="blind, fifth list",
    ),
    Fault(
        "A new store on Azure is answered with its secrets",
        STORES,
        'call.documents.add("store", store)\n    return store',
        'call.documents.add("store", store)\n'
        '    return store | ({"secrets": body["secrets"]} if body["type"] == "AZBLOB" else {})',
        source="blind, seventh list",
    ),
]
