"""One valid request and its answer, as handlers know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from . import clock as clocks
from .storage import File

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .auth import Workspace
    from .clock import Clock
    from .signed_files import Files
    from .storage import Documents

Content = dict[str, Any] | str | bytes | None


class Answer(NamedTuple):
    """An answer with a success other than the usual one of its operation."""

    status: int
    content: Content


class Work(NamedTuple):
    """How far long work is: `step` of `steps`, and `failed` at its end if it was told to fail."""

    step: int
    steps: int
    done: bool
    failed: bool
    percent: int


@dataclass(frozen=True)
class Call:
    """One valid request: who asks, what for, and what there is to answer from."""

    workspace: Workspace
    path: dict[str, Any]
    query: dict[str, Any]
    body: Any
    documents: Documents
    clock: Clock
    files: Files
    base_url: str

    def filter(self, name: str) -> list[str] | None:
        """The values that query parameter `name` lets through: its own, or any (None) if it is absent."""
        value = self.query[name]
        return None if value is None else [value]

    def listed(self, name: str) -> list[str] | None:
        """The values, separated by commas, that query parameter `name` lets through; any (None) if it is absent."""
        value: str | None = self.query[name]
        return None if value is None else value.split(",")

    def page(
        self, kind: str, *, parent: str = "", where: dict[str, Sequence[str] | str | None]
    ) -> tuple[list[dict[str, Any]], dict[str, int]]:
        """The page of documents that the query asks for, and its `pagination`.

        A query without offset begins at the first document, one without limit goes on to the last.
        """
        offset, limit = self.query["offset"] or 0, self.query["limit"]
        window = {"offset": offset} if limit is None else {"offset": offset, "limit": limit}
        found, total = self.documents.page(kind, parent=parent, where=where, **window)
        return found, {"limit": total if limit is None else limit, "offset": offset, "total": total}

    def work(self, document: dict[str, Any], steps: int, since: str = "created_at") -> Work:
        """How far the work on `document` is, which takes `steps` steps of the clock from the time it has in `since`.

        Work that fails gets no further than its last but one step, though it takes as long.
        """
        step = min(steps, self.clock.steps_since(clocks.moment(document[since])))
        done = step == steps
        failed = done and bool(document.get("fails"))
        return Work(step, steps, done, failed, 100 * (step - failed) // steps)

    def url(self, path: str) -> str:
        """A path of the API as a URL that leads the client to this sandbox again."""
        return self.base_url + path

    def file_url(self, name: str, content: bytes, media_type: str) -> str:
        """A signed URL of this sandbox under which the file can be fetched without a key, for a limited time."""
        return self.url(self.files.path(File(name, media_type, content)))


Handler = Callable[[Call], Content | Answer]
