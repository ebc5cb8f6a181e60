"""The dashboard, an HTML page at `/`: the operations, the number of documents and the last requests.

It is not an operation of the contract: a request that does not ask for HTML is answered 404, like any unknown path.
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

from ..contract.document import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.types import Receive, Scope, Send

    from ..contract.document import Operation
    from ..core.auth import Workspace
    from ..core.clock import Clock
    from ..core.storage import Store
    from .request_log import LoggedRequest, RequestLog

PATH = "/"
HIDDEN = "…"
MAX_PATH = 200

_HEADERS = {
    "Cache-Control": "no-store",
    # Even a text that is not escaped by mistake cannot run, load or send anything.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Dashboard:
    """Answers GET and HEAD of a browser, without a key. The page shows no key of `workspaces`."""

    def __init__(
        self,
        operations: Sequence[Operation],
        workspaces: Sequence[Workspace],
        store: Store,
        clock: Clock,
        request_log: RequestLog,
    ) -> None:
        self._operations = operations
        self._store = store
        self._clock = clock
        self._request_log = request_log
        self._names = {workspace.tenant_id: workspace.name for workspace in workspaces}
        self._keys = [key for workspace in workspaces for key in (workspace.key, *workspace.revoked_keys)]
        self._template = Template(Path(__file__).with_name("dashboard.html").read_text(encoding="utf-8"))
        # `/catalogs/search` before `/catalogs/{id}`, which also matches it.
        literal_first = sorted(operations, key=lambda operation: operation.path.count("{"))
        self._patterns = [
            (re.compile(re.sub(r"\{\w+\}", "[^/]+", operation.path)), operation) for operation in literal_first
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method not in {"GET", "HEAD"} or not _wants_html(request.headers.get("accept", "")):
            raise HTTPException(404)
        page = self._template.substitute(self._values(str(request.base_url).rstrip("/")))
        await HTMLResponse(page, headers=_HEADERS)(scope, receive, send)

    def _values(self, base_url: str) -> dict[str, object]:
        """The values of the placeholders in dashboard.html, escaped."""
        counts = self._store.counts()
        # The database may have documents of workspaces that have no key now.
        tenant_ids = list(dict.fromkeys((*self._names, *(tenant_id for tenant_id, _ in counts))))
        kinds = sorted({kind for _, kind in counts})
        now = self._clock.now()
        return {
            "version": escape(document()["info"]["version"]),
            "base_url": escape(base_url),
            "now": escape(now.isoformat()),
            "clock": escape(f"{now:%Y-%m-%d %H:%M:%S} UTC"),
            "seconds_per_step": f"{self._clock.seconds_per_step:g}",
            "document_count": sum(counts.values()),
            "operation_count": len(self._operations),
            "requests": "\n".join(self._request_row(request) for request in reversed(self._request_log.copy()))
            or '<tr><td class="faint" colspan="6">None so far.</td></tr>',
            "workspaces": "".join(map(self._column_heading, tenant_ids)),
            "documents": "\n".join(
                _count_row(kind, [counts.get((tenant_id, kind), 0) for tenant_id in tenant_ids]) for kind in kinds
            ),
            "tags": "\n".join(self._tag(tag) for tag in document()["tags"]),
        }

    def _column_heading(self, tenant_id: str) -> str:
        name = f"{escape(self._names[tenant_id])}<br>" if tenant_id in self._names else ""
        return f'<th scope="col" class="number">{name}{escape(tenant_id)}</th>'

    def _request_row(self, request: LoggedRequest) -> str:
        operation = self._operation(request)
        query = self._query(operation, request.query)
        path = "/".join(map(self._without_keys, request.path.split("/"))) + (f"?{query}" if query else "")
        shortened = path if len(path) <= MAX_PATH else path[:MAX_PATH] + HIDDEN
        status = "–" if request.status is None else str(request.status)
        return (
            f'<tr><td class="at"><time datetime="{escape(request.at.isoformat())}">{request.at:%H:%M:%S}</time></td>'
            f"<td>{_method(self._without_keys(request.method))}</td>"
            f'<td class="path"><code>{escape(shortened)}</code></td>'
            f'<td class="operation">{escape(operation.id) if operation else ""}</td>'
            f'<td class="status number s{status[0]}">{status}</td>'
            f'<td class="took number">{request.seconds * 1000:.1f}</td></tr>'
        )

    def _operation(self, request: LoggedRequest) -> Operation | None:
        matching = (operation for pattern, operation in self._patterns if pattern.fullmatch(request.path))
        first = next(matching, None)
        if first is None or first.method == request.method:
            return first
        return next(
            (operation for operation in matching if (operation.path, operation.method) == (first.path, request.method)),
            None,
        )

    def _query(self, operation: Operation | None, query: str) -> str:
        """The query; parameters that the contract does not have are hidden, since they may be secrets."""
        declared = (
            {parameter.name for parameter in operation.parameters if parameter.location == "query"}
            if operation
            else set()
        )
        pairs = query.split("&") if query else []
        visible = [self._without_keys(pair) if pair.partition("=")[0] in declared else HIDDEN for pair in pairs]
        return "&".join(dict.fromkeys(visible))

    def _without_keys(self, text: str) -> str:
        """The text, or `HIDDEN` if it contains a key after decoding."""
        return HIDDEN if any(key in unquote_plus(text) for key in self._keys) else text

    def _tag(self, tag: dict[str, Any]) -> str:
        items = "\n".join(
            f"<li>{_method(operation.method)} <code>{escape(operation.path)}</code>"
            f'<a href="{escape(operation.documentation)}" rel="noreferrer">{escape(operation.summary)}</a></li>'
            for operation in self._operations
            if operation.tag == tag["name"]
        )
        return (
            f'<section class="card tag"><h3>{escape(tag["name"])}</h3>\n'
            f'<p class="faint">{escape(tag["description"])}</p>\n<ul>\n{items}\n</ul></section>'
        )


def _wants_html(accept: str) -> bool:
    """Whether the header names HTML, as browsers do; `*/*`, which programs send, is not enough."""
    return any(media_range.partition(";")[0].strip().lower() == "text/html" for media_range in accept.split(","))


def _method(method: str) -> str:
    return f'<code class="method {escape(method)}">{escape(method)}</code>'


def _count_row(kind: str, counts: Iterable[int]) -> str:
    cells = "".join(f'<td class="number">{count}</td>' for count in counts)
    return f'<tr><th scope="row"><code>{escape(kind)}</code></th>{cells}</tr>'
