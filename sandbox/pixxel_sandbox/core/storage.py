"""Storage in SQLite: documents as JSON, by workspace, kind and id in the order of creation, and files by id.

One connection serves all requests, one after another: handlers run in the thread of the event loop. For the server of
one developer this is fast enough, and it makes every request atomic.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import weakref
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# In the header of the file: "PIXX" marks a file of the sandbox, the format number its version.
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
# In the database, so that a signed URL stays valid when another process opens the file.
_SIGNING = "CREATE TABLE signing (key BLOB NOT NULL) STRICT"
_INDEX = "CREATE INDEX newest ON documents (workspace, kind, parent, created_at DESC, sequence DESC)"

_INSERT = "INSERT INTO documents (workspace, kind, id, parent, created_at, body) VALUES (?, ?, ?, ?, ?, ?)"
_MATCHING = """
FROM documents
WHERE workspace = :workspace AND kind = :kind AND parent = :parent
    AND (:conditions IS NULL OR matches(body, :conditions))
"""
_COUNT = "SELECT count(*)" + _MATCHING
_PAGE = "SELECT body" + _MATCHING + "ORDER BY created_at DESC, sequence DESC LIMIT :limit OFFSET :offset"

# One encoder for all documents, because `json.dumps` with options creates one for each call.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class StoreError(Exception):
    """The database file cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """A document with its workspace and kind; `parent` is the id of its owner, such as an AOI, or empty."""

    workspace: str
    kind: str
    id: str
    parent: str
    body: dict[str, Any]

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The values of the statement that inserts the row. Cached, because tests insert the sample data often."""
        return self.workspace, self.kind, self.id, self.parent, self.body["created_at"], _text(self.body)


class File(NamedTuple):
    """A file that can be downloaded."""

    name: str
    media_type: str
    content: bytes


class Store:
    """The documents and files of all workspaces, in memory or in the file at `path`.

    `rows` are added to workspaces that have no documents yet. Raises StoreError if the file cannot be used. A file is
    locked while it is open, so that only one sandbox uses it.
    """

    def __init__(self, path: str | None, rows: Iterable[Row]) -> None:
        self._lock = threading.RLock()
        self._connection = _connect(path)
        # Also closes the file when the store is garbage-collected without a call of this.
        self.close = weakref.finalize(self, self._connection.close)
        try:
            self._prepare(path, rows)
        except sqlite3.Error as error:
            self.close()
            raise StoreError(_error_message(path, error)) from error
        except StoreError:
            self.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction: committed at the end of the block, rolled back if it raises."""
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
        self._connection.execute(_INSERT, row.values)

    def update(self, workspace: str, kind: str, document_id: str, body: dict[str, Any]) -> None:
        """Replace the body of a document."""
        self._connection.execute(
            "UPDATE documents SET body = ? WHERE workspace = ? AND kind = ? AND id = ?",
            (_text(body), workspace, kind, document_id),
        )

    def delete(self, workspace: str, kind: str, document_id: str) -> None:
        """Delete the document, if it exists."""
        self._connection.execute(
            "DELETE FROM documents WHERE workspace = ? AND kind = ? AND id = ?", (workspace, kind, document_id)
        )

    def get(self, workspace: str, kind: str, document_id: str) -> dict[str, Any] | None:
        """The document, or None."""
        row = self._connection.execute(
            "SELECT body FROM documents WHERE workspace = ? AND kind = ? AND id = ?", (workspace, kind, document_id)
        ).fetchone()
        document: dict[str, Any] | None = row and json.loads(row[0])
        return document

    def page(self, query: dict[str, Any]) -> tuple[list[dict[str, Any]], int]:
        """The documents that the statement selects with these values, newest first, and the number of all matches."""
        bodies = self._connection.execute(_PAGE, query).fetchall()
        total = query["offset"] + len(bodies)
        # Counting reads every document once more, so it is done only if the page is full or past the end.
        if len(bodies) == query["limit"] or (query["offset"] and not bodies):
            total = self._connection.execute(_COUNT, query).fetchone()[0]
        return [json.loads(body) for (body,) in bodies], total

    def counts(self) -> dict[tuple[str, str], int]:
        """The number of documents by workspace and kind."""
        with self._lock:
            rows = self._connection.execute("SELECT workspace, kind, count(*) FROM documents GROUP BY workspace, kind")
            return {(workspace, kind): count for workspace, kind, count in rows.fetchall()}

    def fail(self, document_id: str) -> None:
        """Make the work on all documents with this id, of any kind and workspace, fail.

        Raises KeyError if there is no such document.
        """
        with self.transaction():
            rows = self._connection.execute("SELECT sequence, body FROM documents WHERE id = ?", (document_id,))
            changed = [(_text({**json.loads(body), "fails": True}), sequence) for sequence, body in rows.fetchall()]
            if not changed:
                raise KeyError(document_id)
            self._connection.executemany("UPDATE documents SET body = ? WHERE sequence = ?", changed)

    def keep_file(self, file_id: str, file: File) -> None:
        """Store a file under an id that depends on its content; a file that is stored already stays."""
        self._connection.execute(
            "INSERT OR IGNORE INTO files (id, name, media_type, content) VALUES (?, ?, ?, ?)", (file_id, *file)
        )

    def file(self, file_id: str) -> File | None:
        """The file, or None."""
        row = self._connection.execute(
            "SELECT name, media_type, content FROM files WHERE id = ?", (file_id,)
        ).fetchone()
        return row and File(*row)

    def signing_key(self) -> bytes:
        """The secret for signatures; each store has its own."""
        key: bytes = self._connection.execute("SELECT key FROM signing").fetchone()[0]
        return key

    def _prepare(self, path: str | None, rows: Iterable[Row]) -> None:
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # Checked before anything is written, because the file may belong to another program.
        application = self._connection.execute("PRAGMA application_id").fetchone()[0]
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        empty = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
        if not empty and application != APPLICATION_ID:
            raise StoreError(f"{path} is the database of another program; use another file with --db")
        if not empty and version != FORMAT:
            raise StoreError(
                f"{path} has format {version} of another version of the sandbox, but this version needs "
                f"format {FORMAT}; use another file with --db, or delete this one"
            )
        self._connection.execute("PRAGMA journal_mode = WAL")
        # In WAL mode, commits survive a crash of the process; only a power failure can lose the latest ones.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        with self.transaction():
            if empty:
                self._connection.execute(_SCHEMA)
                self._connection.execute(_INDEX)
                self._connection.execute(_FILES)
                self._connection.execute(_SIGNING)
                self._connection.execute("INSERT INTO signing (key) VALUES (?)", (secrets.token_bytes(32),))
            used = {name for (name,) in self._connection.execute("SELECT DISTINCT workspace FROM documents")}
            self._connection.executemany(_INSERT, (row.values for row in rows if row.workspace not in used))
            # This write also takes the lock, so that a second sandbox is refused at its start.
            self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._connection.execute(f"PRAGMA user_version = {FORMAT}")


class Documents:
    """The documents of one workspace; those of other workspaces cannot be reached through it."""

    def __init__(self, store: Store, workspace: str) -> None:
        self._store = store
        self._workspace = workspace

    def add(self, kind: str, document: dict[str, Any], *, parent: str = "") -> None:
        """Add a document as the newest of its kind; its id is `document["id"]`."""
        self._store.insert(Row(self._workspace, kind, document["id"], parent, document))

    def replace(self, kind: str, document: dict[str, Any]) -> None:
        """Replace the document that has the id of `document`."""
        self._store.update(self._workspace, kind, document["id"], document)

    def remove(self, kind: str, document_id: str) -> None:
        """Delete the document, if it exists."""
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
        """A page of the documents that match, newest first, and the number of all that match.

        `where` maps a field to a list of allowed values, to a text with which it begins, or to None for any value. A
        document without the field, or with null in it, does not match a list or text.
        """
        conditions = {field: condition for field, condition in (where or {}).items() if condition is not None}
        return self._store.page(
            {
                "workspace": self._workspace,
                "kind": kind,
                "parent": parent,
                "conditions": _text(conditions) if conditions else None,
                "offset": min(offset, MAX_SQLITE_INTEGER),
                "limit": min(limit, MAX_SQLITE_INTEGER),
            }
        )


def _matches(body: str, conditions: str) -> bool:
    # In Python, because SQLite's JSON functions end a text at its first NUL.
    document = json.loads(body)
    return all(
        document.get(field) is not None
        and (document[field].startswith(condition) if isinstance(condition, str) else document[field] in condition)
        for field, condition in json.loads(conditions).items()
    )


def _text(value: object) -> str:
    return _ENCODER.encode(value)


def _connect(path: str | None) -> sqlite3.Connection:
    if path is not None and Path(path).is_dir():
        raise StoreError(f"{path} is a directory; use a file with --db")
    try:
        # In-process apps are called from several threads; the lock of the store separates their requests.
        connection = sqlite3.connect(
            ":memory:" if path is None else path, isolation_level=None, check_same_thread=False, timeout=1.0
        )
    except sqlite3.Error as error:
        raise StoreError(_error_message(path, error)) from error
    connection.create_function("matches", 2, _matches, deterministic=True)
    return connection


def _error_message(path: str | None, error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorcode", None):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"{path} is in use, probably by another sandbox; stop that one, or use another file with --db"
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return f"{path} is not a valid SQLite database; use another file with --db"
        case sqlite3.SQLITE_CANTOPEN:
            return f"{path} cannot be opened or created; check that its folder exists and is writable"
        case _:
            return f"{path} cannot be used as the database: {error}; use a writable file with --db"
