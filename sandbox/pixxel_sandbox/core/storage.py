"""Documents in SQLite, JSON by workspace, kind and id in the order of creation, and files, by their ids.

One connection serves all requests, one at a time: handlers run in the thread of the event loop, so requests wait for
one another. For one developer's server that costs nothing noticeable, and it makes every request atomic.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import weakref
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Written into the file, to tell a sandbox's file from another program's ("PIXX") and this format from later ones.
APPLICATION_ID = 0x50495858
FORMAT = 2
MAX_SQLITE_INTEGER = 2**63 - 1

_SCHEMA = """
CREATE TABLE documents (
    sequence INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    parent TEXT NOT NULL,
    created_at TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (workspace, kind, id)
) STRICT
"""
_FILES = """
CREATE TABLE files (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT
"""
# With the files, so that a URL holds for as long as it says, whoever opens the database in between.
_SIGNING = "CREATE TABLE signing (key BLOB NOT NULL) STRICT"
_INDEX = "CREATE INDEX newest ON documents (workspace, kind, parent, created_at DESC, sequence DESC)"

_MATCHING = """
FROM documents
WHERE workspace = :workspace AND kind = :kind AND parent = :parent AND (:wishes IS NULL OR matches(body, :wishes))
"""
_COUNT = "SELECT count(*)" + _MATCHING
_PAGE = "SELECT body" + _MATCHING + "ORDER BY created_at DESC, sequence DESC LIMIT :limit OFFSET :offset"


class StoreError(Exception):
    """The database file cannot be used; the message says why and what to do."""


class Row(NamedTuple):
    """A document and where it belongs; `parent` is the id of what owns it, such as an AOI, or empty."""

    workspace: str
    kind: str
    id: str
    parent: str
    body: dict[str, Any]


class File(NamedTuple):
    """What can be downloaded: its name, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


class Store:
    """The documents and files of all workspaces, in memory or in the file at `path`.

    `rows` are put into workspaces that hold nothing so far, and only there. Raises StoreError if the file cannot be
    used. A file is locked for as long as it is open: one sandbox at a time.
    """

    def __init__(self, path: str | None, rows: Iterable[Row]) -> None:
        self._lock = threading.RLock()
        self._connection = _connect(path)
        # Also closes the file when the store is forgotten without a call of this.
        self.close = weakref.finalize(self, self._connection.close)
        try:
            self._prepare(path, rows)
        except sqlite3.Error as error:
            self.close()
            raise StoreError(_unusable(path, error)) from error
        except StoreError:
            self.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: committed at the end of the block, undone if it raises."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def insert(self, row: Row) -> None:
        """Add a document; raises sqlite3.IntegrityError if its id exists."""
        self._connection.execute(
            "INSERT INTO documents (workspace, kind, id, parent, created_at, body) VALUES (?, ?, ?, ?, ?, ?)",
            (row.workspace, row.kind, row.id, row.parent, row.body["created_at"], _text(row.body)),
        )

    def update(self, workspace: str, kind: str, document_id: str, body: dict[str, Any]) -> None:
        """Put `body` in the place of the document's present one."""
        self._connection.execute(
            "UPDATE documents SET body = ? WHERE workspace = ? AND kind = ? AND id = ?",
            (_text(body), workspace, kind, document_id),
        )

    def delete(self, workspace: str, kind: str, document_id: str) -> None:
        """Forget the document, if there is one."""
        self._connection.execute(
            "DELETE FROM documents WHERE workspace = ? AND kind = ? AND id = ?", (workspace, kind, document_id)
        )

    def get(self, workspace: str, kind: str, document_id: str) -> dict[str, Any] | None:
        """The document, or None."""
        found = self._connection.execute(
            "SELECT body FROM documents WHERE workspace = ? AND kind = ? AND id = ?", (workspace, kind, document_id)
        ).fetchone()
        document: dict[str, Any] | None = found and json.loads(found[0])
        return document

    def page(self, query: dict[str, Any]) -> tuple[list[dict[str, Any]], int]:
        """The documents that `query`, the values of the statement, asks for, newest first, and how many there are."""
        bodies = self._connection.execute(_PAGE, query).fetchall()
        total = query["offset"] + len(bodies)
        # To count is to read every document once more: only where this page is full, or past the end.
        if len(bodies) == query["limit"] or (query["offset"] and not bodies):
            total = self._connection.execute(_COUNT, query).fetchone()[0]
        return [json.loads(body) for (body,) in bodies], total

    def counts(self) -> dict[tuple[str, str], int]:
        """How many documents there are, by workspace and kind."""
        with self._lock:
            found = self._connection.execute("SELECT workspace, kind, count(*) FROM documents GROUP BY workspace, kind")
            return {(workspace, kind): count for workspace, kind, count in found.fetchall()}

    def fail(self, document_id: str) -> None:
        """Have the work on every document of this id, of whatever kind and workspace, end as failed.

        Raises KeyError if there is none.
        """
        with self.transaction():
            found = self._connection.execute("SELECT sequence, body FROM documents WHERE id = ?", (document_id,))
            told = [(_text({**json.loads(body), "fails": True}), sequence) for sequence, body in found.fetchall()]
            if not told:
                raise KeyError(document_id)
            self._connection.executemany("UPDATE documents SET body = ? WHERE sequence = ?", told)

    def keep_file(self, file_id: str, file: File) -> None:
        """Keep a file under an id that stands for its content: what is there already stays."""
        self._connection.execute(
            "INSERT OR IGNORE INTO files (id, name, media_type, content) VALUES (?, ?, ?, ?)", (file_id, *file)
        )

    def file(self, file_id: str) -> File | None:
        """The file, or None."""
        found = self._connection.execute(
            "SELECT name, media_type, content FROM files WHERE id = ?", (file_id,)
        ).fetchone()
        return found and File(*found)

    def signing_key(self) -> bytes:
        """What signatures are made with, of this store alone."""
        key: bytes = self._connection.execute("SELECT key FROM signing").fetchone()[0]
        return key

    def _prepare(self, path: str | None, rows: Iterable[Row]) -> None:
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # Asked before anything is written: the file may belong to another program.
        application = self._connection.execute("PRAGMA application_id").fetchone()[0]
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        empty = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        if not empty and application != APPLICATION_ID:
            raise StoreError(f"{path} is the database of another program; name another file with --db")
        if not empty and version != FORMAT:
            raise StoreError(
                f"{path} has format {version}, written by another version of the sandbox, and this one reads "
                f"format {FORMAT}; name another file with --db, or delete this one to start afresh"
            )
        self._connection.execute("PRAGMA journal_mode = WAL")
        # In WAL mode, what is committed survives the death of the process; only a power cut could lose the latest.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        with self.transaction():
            if empty:
                self._connection.execute(_SCHEMA)
                self._connection.execute(_INDEX)
                self._connection.execute(_FILES)
                self._connection.execute(_SIGNING)
                self._connection.execute("INSERT INTO signing (key) VALUES (?)", (secrets.token_bytes(32),))
            known = {name for (name,) in self._connection.execute("SELECT DISTINCT workspace FROM documents")}
            for row in rows:
                if row.workspace not in known:
                    self.insert(row)
            # Also takes the lock, so that a second sandbox is refused at its start rather than at its first write.
            self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._connection.execute(f"PRAGMA user_version = {FORMAT}")


class Documents:
    """The documents of one workspace: whoever holds this cannot reach those of another."""

    def __init__(self, store: Store, workspace: str) -> None:
        self._store = store
        self._workspace = workspace

    def add(self, kind: str, document: dict[str, Any], *, parent: str = "") -> None:
        """Add a document, newest of its kind; its id is `document["id"]`."""
        self._store.insert(Row(self._workspace, kind, document["id"], parent, document))

    def replace(self, kind: str, document: dict[str, Any]) -> None:
        """Put `document` in the place of the one with its id."""
        self._store.update(self._workspace, kind, document["id"], document)

    def remove(self, kind: str, document_id: str) -> None:
        """Forget the document, if there is one."""
        self._store.delete(self._workspace, kind, document_id)

    def get(self, kind: str, document_id: str) -> dict[str, Any] | None:
        """The document, or None."""
        return self._store.get(self._workspace, kind, document_id)

    def page(
        self,
        kind: str,
        *,
        parent: str = "",
        where: Mapping[str, Sequence[str] | str | None] | None = None,
        offset: int = 0,
        limit: int = MAX_SQLITE_INTEGER,
    ) -> tuple[list[dict[str, Any]], int]:
        """Part of the documents that match, newest first, and the number of all that match.

        `where` gives for a field the values it may have, or the text it begins with; None stands for anything. A
        document without the field, or with null there, does not match.
        """
        wishes = {field: wish for field, wish in (where or {}).items() if wish is not None}
        return self._store.page(
            {
                "workspace": self._workspace,
                "kind": kind,
                "parent": parent,
                "wishes": _text(wishes) if wishes else None,
                "offset": min(offset, MAX_SQLITE_INTEGER),
                "limit": min(limit, MAX_SQLITE_INTEGER),
            }
        )


def _matches(body: str, wishes: str) -> bool:
    # In Python rather than by SQLite's own JSON functions, which end a text at its first NUL.
    document = json.loads(body)
    return all(
        document.get(field) is not None
        and (document[field].startswith(wish) if isinstance(wish, str) else document[field] in wish)
        for field, wish in json.loads(wishes).items()
    )


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _connect(path: str | None) -> sqlite3.Connection:
    if path is not None and Path(path).is_dir():
        raise StoreError(f"{path} is a directory; name a file with --db")
    try:
        # The lock of the store, not the thread, keeps requests apart: in-process apps are called from several threads.
        connection = sqlite3.connect(
            ":memory:" if path is None else path, isolation_level=None, check_same_thread=False, timeout=1.0
        )
    except sqlite3.Error as error:
        raise StoreError(_unusable(path, error)) from error
    connection.create_function("matches", 2, _matches, deterministic=True)
    return connection


def _unusable(path: str | None, error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorcode", None):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"{path} is in use, most likely by another sandbox; stop that one, or name another file with --db"
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return f"{path} is not a sound SQLite database; name another file with --db"
        case sqlite3.SQLITE_CANTOPEN:
            return f"{path} cannot be opened or created; check that its folder exists and can be written to"
        case _:
            return f"{path} cannot be used as the database: {error}; name a file that can be written to with --db"
