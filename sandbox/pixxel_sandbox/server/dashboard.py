"""What a browser sees at the top of the sandbox: its operations, its state and the last requests.

It is no operation of the contract: who does not ask for HTML is answered as for any path that the API does not have.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..contract import document as contract

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.types import Receive, Scope, Send

    from ..contract.document import Operation
    from ..core.auth import Workspace
    from ..core.clock import Clock
    from ..core.storage import Store
    from .request_log import Entries, Entry

PATH = "/"
HIDDEN = "…"
MAX_SHOWN = 200

_HEADERS = {
    "Cache-Control": "no-store",
    # Were something on the page not escaped, it could still neither run nor load nor send.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Page:
    """Answers GET and HEAD of a browser, without a key; the keys of `workspaces` are nowhere on it."""

    def __init__(
        self,
        operations: Sequence[Operation],
        workspaces: Sequence[Workspace],
        store: Store,
        clock: Clock,
        entries: Entries,
    ) -> None:
        self._operations = operations
        self._store = store
        self._clock = clock
        self._entries = entries
        self._names = {one.tenant_id: one.name for one in workspaces}
        self._keys = [key for one in workspaces for key in (one.key, *one.revoked_keys)]
        self._template = Template(Path(__file__).with_name("dashboard.html").read_text(encoding="utf-8"))
        # `/catalogs/search` before `/catalogs/{id}`, which fits it too.
        literal_first = sorted(operations, key=lambda one: one.path.count("{"))
        self._patterns = [(re.compile(re.sub(r"\{\w+\}", "[^/]+", one.path)), one) for one in literal_first]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method not in {"GET", "HEAD"} or not _wants_html(request.headers.get("accept", "")):
            raise HTTPException(404)
        page = self._template.substitute(self._values(str(request.base_url).rstrip("/")))
        await HTMLResponse(page, headers=_HEADERS)(scope, receive, send)

    def _values(self, base_url: str) -> dict[str, object]:
        """What stands where in dashboard.html, escaped."""
        counts = self._store.counts()
        # A database may have been filled by workspaces that no key opens now.
        workspaces = list(dict.fromkeys((*self._names, *(workspace for workspace, _ in counts))))
        kinds = sorted({kind for _, kind in counts})
        now = self._clock.now()
        return {
            "version": escape(contract.document()["info"]["version"]),
            "base_url": escape(base_url),
            "now": escape(now.isoformat()),
            "clock": escape(f"{now:%Y-%m-%d %H:%M:%S} UTC"),
            "seconds_per_step": f"{self._clock.seconds_per_step:g}",
            "document_count": sum(counts.values()),
            "operation_count": len(self._operations),
            "requests": "\n".join(self._row(one) for one in reversed(self._entries.copy()))
            or '<tr><td class="faint" colspan="6">None so far.</td></tr>',
            "workspaces": "".join(map(self._heading, workspaces)),
            "documents": "\n".join(
                _counted(kind, [counts.get((one, kind), 0) for one in workspaces]) for kind in kinds
            ),
            "tags": "\n".join(self._tag(one) for one in contract.document()["tags"]),
        }

    def _heading(self, workspace: str) -> str:
        name = f"{escape(self._names[workspace])}<br>" if workspace in self._names else ""
        return f'<th scope="col" class="number">{name}{escape(workspace)}</th>'

    def _row(self, entry: Entry) -> str:
        operation = self._operation(entry)
        query = self._query(operation, entry.query)
        path = "/".join(map(self._without_keys, entry.path.split("/"))) + (f"?{query}" if query else "")
        shown = path if len(path) <= MAX_SHOWN else path[:MAX_SHOWN] + HIDDEN
        status = "–" if entry.status is None else str(entry.status)
        return (
            f'<tr><td class="at"><time datetime="{escape(entry.at.isoformat())}">{entry.at:%H:%M:%S}</time></td>'
            f"<td>{_method(self._without_keys(entry.method))}</td>"
            f'<td class="path"><code>{escape(shown)}</code></td>'
            f'<td class="operation">{escape(operation.id) if operation else ""}</td>'
            f'<td class="status number s{status[0]}">{status}</td>'
            f'<td class="took number">{entry.seconds * 1000:.1f}</td></tr>'
        )

    def _operation(self, entry: Entry) -> Operation | None:
        fitting = (one for pattern, one in self._patterns if pattern.fullmatch(entry.path))
        first = next(fitting, None)
        if first is None or first.method == entry.method:
            return first
        return next((one for one in fitting if (one.path, one.method) == (first.path, entry.method)), None)

    def _query(self, operation: Operation | None, query: str) -> str:
        """The parameters that the contract has; whatever else there is may be a secret, as signatures are."""
        declared = {one.name for one in operation.parameters if one.location == "query"} if operation else set()
        pairs = query.split("&") if query else []
        shown = [self._without_keys(pair) if pair.partition("=")[0] in declared else HIDDEN for pair in pairs]
        return "&".join(dict.fromkeys(shown))

    def _without_keys(self, text: str) -> str:
        """A part of a request as it was sent, or a sign that it is hidden for what it says when decoded."""
        return HIDDEN if any(key in unquote_plus(text) for key in self._keys) else text

    def _tag(self, tag: dict[str, Any]) -> str:
        items = "\n".join(
            f"<li>{_method(one.method)} <code>{escape(one.path)}</code>"
            f'<a href="{escape(one.documentation)}" rel="noreferrer">{escape(one.summary)}</a></li>'
            for one in self._operations
            if one.tag == tag["name"]
        )
        return (
            f'<section class="card tag"><h3>{escape(tag["name"])}</h3>\n'
            f'<p class="faint">{escape(tag["description"])}</p>\n<ul>\n{items}\n</ul></section>'
        )


def _wants_html(accept: str) -> bool:
    """Whether HTML is asked for by name, as browsers do, and not by `*/*`, which programs send."""
    return any(one.partition(";")[0].strip().lower() == "text/html" for one in accept.split(","))


def _method(method: str) -> str:
    return f'<code class="method {escape(method)}">{escape(method)}</code>'


def _counted(kind: str, counts: Iterable[int]) -> str:
    cells = "".join(f'<td class="number">{count}</td>' for count in counts)
    return f'<tr><th scope="row"><code>{escape(kind)}</code></th>{cells}</tr>'
