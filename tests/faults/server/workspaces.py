"""Faults in isolation of workspaces."""

from tests.faults.fault import Fault
from tests.faults.server.files import BANDSETS, CATALOGS, INDICES, PLACEMENT, PROJECTS, STORAGE, STORES

FAULTS = [
    Fault(
        "A workspace can read the documents of another by id",
        STORAGE,
        '"SELECT body FROM documents WHERE workspace = ? AND kind = ? AND id = ?", (workspace, kind, document_id)',
        "\"SELECT body FROM documents WHERE ? != '' AND kind = ? AND id = ?\", (workspace, kind, document_id)",
        source="with the checks",
    ),
    Fault(
        "A workspace lists the documents of another",
        STORAGE,
        "WHERE workspace = :workspace AND kind = :kind",
        "WHERE :workspace != '' AND kind = :kind",
        source="with the checks",
        smoke="examples",
    ),
    Fault(
        "A project that one workspace has read can be read from every workspace",
        PROJECTS,
        'project = call.documents.get("project", project_id)\n',
        'read = get_project.__dict__\n    project = read.get(project_id) or call.documents.get("project", project_id)\n'
        "    read[project_id] = project\n",
        source="blind, second list",
    ),
    Fault(
        "Every workspace gets the bandsets of the workspace that asked first",
        BANDSETS,
        'bandsets, _ = call.documents.page("bandset")',
        'bandsets = list_bandsets.__dict__.setdefault("found", call.documents.page("bandset")[0])',
        source="blind, second list",
    ),
    Fault(
        "The total of a full page counts the documents of other workspaces",
        STORAGE,
        '_COUNT = "SELECT count(*)" + _MATCHING',
        '_COUNT = "SELECT count(*)" + _MATCHING.replace("workspace = :workspace AND", "")',
        source="blind, second list",
    ),
    Fault(
        "A document of another workspace is answered with 403 instead of 404",
        STORAGE,
        '        """The document, or None."""\n        return self._store.get(self._workspace, kind, document_id)\n',
        '        """The document, or None."""\n'
        "        row = self._store.get(self._workspace, kind, document_id)\n"
        '        others = "SELECT 1 FROM documents WHERE workspace != ? AND kind = ? AND id = ?"\n'
        "        named = (self._workspace, kind, document_id)\n"
        "        if row is None and self._store._connection.execute(others, named).fetchone():\n"
        "            from . import errors\n\n"
        '            raise errors.forbidden("this belongs to another workspace")\n'
        "        return row\n",
        source="blind, fourth list",
    ),
    Fault(
        "A new index conflicts with an index of another workspace and the error has its id",
        INDICES,
        "    if same_name:\n",
        "    everywhere = (\n"
        "        \"SELECT id FROM documents WHERE kind = 'index' AND json_extract(body, '$.name') = ?\"\n"
        "        \" AND json_extract(body, '$.satellite_id') = ?\"\n    )\n"
        '    named = (body["name"], body["satellite_id"])\n'
        "    found = call.documents._store._connection.execute(everywhere, named).fetchone()\n"
        '    same_name = [{"id": found[0]}] if found else []\n    if same_name:\n',
        source="blind, fifth list",
    ),
    Fault(
        "A new store conflicts with a store of another workspace",
        STORES,
        "    if same_name:\n",
        "    everywhere = \"SELECT count(*) FROM documents WHERE kind='store' AND json_extract(body, '$.name') = ?\"\n"
        '    found = call.documents._store._connection.execute(everywhere, (body["name"],)).fetchone()\n'
        "    if found[0] and not same_name:\n"
        '        raise errors.conflict("a store of this name exists already")\n    if same_name:\n',
        source="blind, fifth list",
    ),
    Fault(
        "A download of catalogs can be read from every workspace",
        CATALOGS,
        '    download = call.documents.get("catalog_download", download_id)\n',
        "    everywhere = \"SELECT body FROM documents WHERE kind = 'catalog_download' AND id = ?\"\n"
        "    matches = call.documents._store._connection.execute(everywhere, (download_id,)).fetchone()\n"
        "    download = matches and json.loads(matches[0])\n",
        source="blind, fifth list",
    ),
    Fault(
        "A filter by a user of another workspace lists what that workspace has",
        STORAGE,
        '                "workspace": self._workspace,\n',
        '                "workspace": "tenant-654321" if "b1f0c6d2" in str(conditions.get("user_id"))\n'
        "                else self._workspace,\n",
        source="kinds of checks",
    ),
    Fault(
        "An order is delivered to a store of another workspace",
        PLACEMENT,
        "        document = self._call.documents.get(kind, document_id)\n",
        "        documents = self._call.documents\n"
        "        document = documents.get(kind, document_id)\n"
        '        if document is None and kind == "store":\n'
        '            document = documents._store.get("tenant-654321", kind, document_id)\n',
        source="kinds of checks",
    ),
    Fault(
        "A package of catalogs names a user of another workspace",
        CATALOGS,
        "    files: dict[str, bytes] = {}\n",
        '    files: dict[str, bytes] = {"by-b1f0c6d2-7a44-4e0f-9a53-2f6f1f0d8e21": b""}\n',
        source="kinds of checks",
    ),
    Fault(
        "What is deleted is no longer listed, and can still be used",
        STORAGE,
        '"DELETE FROM documents WHERE workspace',
        "\"UPDATE documents SET parent = 'deleted' WHERE workspace",
        source="kinds of checks",
    ),
]
