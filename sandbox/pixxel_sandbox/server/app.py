"""The server: routes from the contract, one way through all of them."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route

from .. import sample
from ..contract import document as contract
from ..contract import errors, validation
from ..core import auth
from ..core.call import Answer, Call, Handler
from ..core.clock import Clock
from ..core.signed_files import PATH as FILES
from ..core.signed_files import Files, FileServer
from ..core.storage import Documents, Store
from . import dashboard as page
from . import request_log as journal
from . import workspaces as keyring
from .fault_injection import BadDays, Rehearsal
from .handlers import handlers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jsonschema_rs import Draft202012Validator
    from starlette.types import Receive, Scope, Send

    from ..core.auth import Workspace

logger = logging.getLogger("pixxel_sandbox")

# How many bytes of a body that nobody wants are still taken in: a client that is cut off while it sends often loses the
# answer as well.
DRAINED_BYTES = 16 * 1024 * 1024


def create_app(
    *,
    db: str | None = None,
    clock: Clock | None = None,
    keys: Mapping[str, str] | None = None,
    seed_data: sample.SeedData = "sample",
    bad_days: BadDays | None = None,
    max_body_bytes: int = 1_048_576,
) -> Starlette:
    """The sandbox as an ASGI application, with the sample data of `pixxel_sandbox.sample`.

    A browser that asks for `/` gets a page with the operations, the state and the last requests.

    `db` is the SQLite file that keeps the state, None for memory; a file that has a state already keeps it. `clock`
    drives long work, by default one step a second. Bodies of more than `max_body_bytes` bytes are refused.

    `keys` gives workspaces keys by name: `one` and `two` in place of those of the samples, any other name to a
    workspace of its own, which begins without documents; `app.state.workspaces` has them all. With `seed_data="none"`
    all begin so; what is there all the same, `pixxel_sandbox.sample.given` says. `bad_days` befall the operations of
    the contract, nothing else.

    The file stays open, and locked, until `app.state.store.close()`: shutting the application down does not close it,
    since test clients start and shut down one application many times. `app.state.fail(document_id)` has the work on
    whatever has this id end as failed, and raises KeyError if nothing has it.

    Raises StoreError if the file cannot be used, ValueError for keys that cannot be used, ContractError if contract
    and handlers do not match.
    """
    operations = contract.packaged_operations()
    answering = handlers(operations)
    workspaces = keyring.workspaces(keys or {})
    store = Store(db, sample.seed(workspaces, seed_data))
    clock = clock or Clock()
    rehearsal = Rehearsal(bad_days, workspaces, clock) if bad_days else None
    paths: dict[str, dict[str, tuple[contract.Operation, Handler]]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = (operation, answering[operation.id])

    routes = [
        _RawRoute(path, _Path(paths[path], store, clock, max_body_bytes, workspaces=workspaces, rehearsal=rehearsal))
        for path in sorted(paths, key=_openness)
    ]
    entries = journal.entries()
    shown = page.Page(operations, workspaces, store, clock, entries)
    app = Starlette(
        routes=[*routes, _RawRoute(FILES, FileServer(store, clock)), _RawRoute(page.PATH, shown)],
        exception_handlers={HTTPException: _unrouted},
        middleware=[Middleware(journal.Journal, entries, clock)],
    )
    # The contract knows no path with a slash at its end, and no redirects.
    app.router.redirect_slashes = False
    app.state.store = store
    app.state.clock = clock
    app.state.workspaces = workspaces
    app.state.fail = store.fail
    return app


def _openness(path: str) -> list[bool]:
    """Sorts `/catalogs/search` before `/catalogs/{id}`, which fits it too."""
    return [step.startswith("{") for step in path.split("/")]


class _RawRoute(Route):
    """A route matched before percent-decoding, so that a `%2F` within an id does not part it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        raw = scope.get("raw_path") or quote(scope["path"]).encode()
        return super().matches({**scope, "path": raw.decode("latin-1")})


class _Path:
    """One path of the contract with its operations by method."""

    def __init__(
        self,
        methods: dict[str, tuple[contract.Operation, Handler]],
        store: Store,
        clock: Clock,
        max_body_bytes: int,
        *,
        workspaces: Sequence[Workspace],
        rehearsal: Rehearsal | None,
    ) -> None:
        self._methods = methods
        self._store = store
        self._clock = clock
        self._workspaces = workspaces
        self._rehearsal = rehearsal
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except errors.ApiError as error:
            response = _refusal(error)
        except ClientDisconnect:
            # Nobody is left to read this.
            response = _refusal(errors.bad_request("the body ends before its end"))
        except Exception:
            logger.exception("%s %s failed", request.method, request.url.path)
            response = _refusal(errors.internal())
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        # Before anything is judged, so that a client is never answered while it sends.
        raw = await _received(request, self._max_body_bytes)
        authorization = request.headers.getlist("authorization")
        if self._rehearsal:
            await self._rehearsal.befall(authorization)
        if request.method not in self._methods:
            raise errors.method_not_allowed(request.method, sorted(self._methods))
        operation, handler = self._methods[request.method]
        workspace = auth.NOBODY
        if operation.needs_key:
            workspace = auth.authenticate(authorization, self._workspaces)
        body = None
        if operation.body and (operation.needs_body or raw != b""):
            body = self._body(operation.body, request, raw)
        path = {name: unquote(text) for name, text in request.path_params.items()}
        call = Call(
            workspace=workspace,
            path=validation.path_values(operation, path),
            query=validation.query_values(operation, request.query_params.multi_items()),
            body=body,
            documents=Documents(self._store, workspace.tenant_id),
            clock=self._clock,
            files=Files(self._store, workspace.tenant_id, self._clock),
            base_url=str(request.base_url).rstrip("/"),
        )
        # Committed before it is answered: what a client has been told survives the end of the process.
        with self._store.transaction():
            answer = handler(call)
        return _success(operation, answer if isinstance(answer, Answer) else Answer(operation.status, answer))

    def _body(self, validator: Draft202012Validator, request: Request, raw: bytes | None) -> Any:
        if raw is None:
            raise errors.content_too_large(self._max_body_bytes)
        return validation.json_body(validator, request.headers.get("content-type"), raw)


async def _received(request: Request, limit: int) -> bytes | None:
    """The body, or None if it has more than `limit` bytes, whatever Content-Length claims."""
    kept, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            kept += chunk
        elif size > DRAINED_BYTES:
            break
    return bytes(kept) if size <= limit else None


def _success(operation: contract.Operation, answer: Answer) -> Response:
    media_type = operation.media_types[answer.status]
    if media_type == "application/json":
        return JSONResponse(answer.content, answer.status)
    return Response(answer.content, answer.status, media_type=media_type)


def _refusal(error: errors.ApiError) -> Response:
    return JSONResponse(error.envelope(), error.status, error.headers)


async def _unrouted(request: Request, _: Exception) -> Response:
    with contextlib.suppress(ClientDisconnect):
        await _received(request, limit=0)
    return _refusal(errors.not_found(f"the API has no path {request.url.path}"))
