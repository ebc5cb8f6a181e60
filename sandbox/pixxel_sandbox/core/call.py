"""The valid request that a handler gets, and the answer that it returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from .clock import moment
from .storage import File

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .auth import Workspace
    from .clock import Clock
    from .signed_files import Files
    from .storage import Documents

Content = dict[str, Any] | str | bytes | None


class Answer(NamedTuple):
    """An answer whose status is not the usual success of its operation."""

    status: int
    content: Content


class Work(NamedTuple):
    """The progress of long work: `step` of `steps`; `done` at the last step, and then perhaps `failed`."""

    step: int
    steps: int
    done: bool
    failed: bool
    percent: int


@dataclass(frozen=True)
class Call:
    """A valid request: the workspace, the parameters and the body, and what the handler works with."""

    workspace: Workspace
    path: dict[str, Any]
    query: dict[str, Any]
    body: Any
    documents: Documents
    clock: Clock
    files: Files
    base_url: str

    def filter(self, name: str) -> list[str] | None:
        """The filter of query parameter `name`: a list with its value, or None, which allows any, if it is absent."""
        value = self.query[name]
        return None if value is None else [value]

    def listed(self, name: str) -> list[str] | None:
        """The filter of query parameter `name`: its values, separated by commas, or None if it is absent."""
        value: str | None = self.query[name]
        return None if value is None else value.split(",")

    def page(
        self, kind: str, *, parent: str = "", where: dict[str, Sequence[str] | str | None]
    ) -> tuple[list[dict[str, Any]], dict[str, int]]:
        """The page of documents that the query selects, and its `pagination`.

        Without an offset the page begins at the first document, without a limit it ends at the last.
        """
        offset, limit = self.query["offset"] or 0, self.query["limit"]
        part = {"offset": offset} if limit is None else {"offset": offset, "limit": limit}
        documents, total = self.documents.page(kind, parent=parent, where=where, **part)
        return documents, {"limit": total if limit is None else limit, "offset": offset, "total": total}

    def work(self, document: dict[str, Any], steps: int, since: str = "created_at") -> Work:
        """The progress of the work on `document`, which takes `steps` steps of the clock from its time in `since`.

        Work that fails takes as long as work that succeeds; its percentage stays that of the last but one step.
        """
        step = min(steps, self.clock.steps_since(moment(document[since])))
        done = step == steps
        failed = done and bool(document.get("fails"))
        return Work(step, steps, done, failed, 100 * (step - failed) // steps)

    def url(self, path: str) -> str:
        """The URL of a path of the API on this sandbox, with the base URL that the client used."""
        return self.base_url + path

    def file_url(self, name: str, content: bytes, media_type: str) -> str:
        """A signed URL of the file on this sandbox; it needs no key and is valid for a limited time."""
        return self.url(self.files.path(File(name, media_type, content)))


Handler = Callable[[Call], Content | Answer]
