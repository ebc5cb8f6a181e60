"""The ASGI application: its routes come from the contract, and all requests take the same steps."""

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
from ..contract import errors, validation
from ..contract.document import Operation, packaged_operations
from ..core import auth
from ..core.call import Answer, Call, Handler
from ..core.clock import Clock
from ..core.signed_files import PATH as FILES
from ..core.signed_files import Files, FileServer
from ..core.storage import Documents, Store
from . import dashboard
from .fault_injection import FaultInjection, FaultInjector
from .handlers import find_handlers
from .request_log import RequestLogger, new_request_log
from .workspaces import create_workspaces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jsonschema_rs import Draft202012Validator
    from starlette.types import Receive, Scope, Send

    from ..core.auth import Workspace

logger = logging.getLogger("pixxel_sandbox")

# How many bytes of a body that is too large are still read: a client whose connection is closed while it sends often
# cannot read the answer.
MAX_DRAINED_BYTES = 16 * 1024 * 1024


def create_app(
    *,
    db: str | None = None,
    clock: Clock | None = None,
    keys: Mapping[str, str] | None = None,
    seed_data: sample.SeedData = "sample",
    fault_injection: FaultInjection | None = None,
    max_body_bytes: int = 1_048_576,
) -> Starlette:
    """The sandbox as an ASGI application, with the sample data of `pixxel_sandbox.sample`.

    A browser that opens `/` gets a dashboard: the operations, the number of documents and the last requests.

    `db` is the SQLite file that stores the documents, None for memory; documents that a file already has are kept.
    `clock` drives long work, by default one step a second. Bodies of more than `max_body_bytes` bytes are refused.

    `keys` maps names of workspaces to keys. `one` and `two` are the workspaces with sample data; any other name is a
    further workspace, without sample data. `app.state.workspaces` has all of them. With `seed_data="none"` no workspace
    has sample data; `pixxel_sandbox.sample.provided` lists the documents that it has nevertheless. `fault_injection`
    affects the operations of the contract only.

    The file stays open, and locked, until `app.state.store.close()` is called. Shutting the application down does not
    close it, because test clients start and shut down one application many times. `app.state.fail(document_id)` makes
    the work on the document with this id fail; it raises KeyError if there is no such document.

    Raises StoreError if the file cannot be used, ValueError for invalid keys, ContractError if the contract and the
    handlers do not match.
    """
    operations = packaged_operations()
    handlers = find_handlers(operations)
    workspaces = create_workspaces(keys or {})
    store = Store(db, sample.seed(workspaces, seed_data))
    clock = clock or Clock()
    injector = FaultInjector(fault_injection, workspaces, clock) if fault_injection else None
    paths: dict[str, dict[str, tuple[Operation, Handler]]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = (operation, handlers[operation.id])

    routes = [
        _RawRoute(path, _Path(paths[path], store, clock, max_body_bytes, workspaces=workspaces, injector=injector))
        for path in sorted(paths, key=_parameter_flags)
    ]
    request_log = new_request_log()
    dashboard_route = _RawRoute(dashboard.PATH, dashboard.Dashboard(operations, workspaces, store, clock, request_log))
    app = Starlette(
        routes=[*routes, _RawRoute(FILES, FileServer(store, clock)), dashboard_route],
        exception_handlers={HTTPException: _no_route},
        middleware=[Middleware(RequestLogger, request_log, clock)],
    )
    # The contract has no path that ends with a slash, and no redirects.
    app.router.redirect_slashes = False
    app.state.store = store
    app.state.clock = clock
    app.state.workspaces = workspaces
    app.state.fail = store.fail
    return app


def _parameter_flags(path: str) -> list[bool]:
    """Sort key that puts `/catalogs/search` before `/catalogs/{id}`, which also matches it."""
    return [segment.startswith("{") for segment in path.split("/")]


class _RawRoute(Route):
    """A route that matches before percent-decoding, so that an id with `%2F` stays one segment."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        raw = scope.get("raw_path") or quote(scope["path"]).encode()
        return super().matches({**scope, "path": raw.decode("latin-1")})


class _Path:
    """Answers the operations of one path of the contract; `methods` has them by method."""

    def __init__(
        self,
        methods: dict[str, tuple[Operation, Handler]],
        store: Store,
        clock: Clock,
        max_body_bytes: int,
        *,
        workspaces: Sequence[Workspace],
        injector: FaultInjector | None,
    ) -> None:
        self._methods = methods
        self._store = store
        self._clock = clock
        self._workspaces = workspaces
        self._injector = injector
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except errors.ApiError as error:
            response = _error_response(error)
        except ClientDisconnect:
            # The client has disconnected and cannot read this.
            response = _error_response(errors.bad_request("the body is incomplete"))
        except Exception:
            logger.exception("%s %s failed", request.method, request.url.path)
            response = _error_response(errors.internal())
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        # The whole body is read first, so that a client is never answered while it sends.
        raw = await _read_body(request, self._max_body_bytes)
        authorization = request.headers.getlist("authorization")
        if self._injector:
            await self._injector.inject(authorization)
        if request.method not in self._methods:
            raise errors.method_not_allowed(request.method, sorted(self._methods))
        operation, handler = self._methods[request.method]
        workspace = auth.NO_WORKSPACE
        if operation.needs_key:
            workspace = auth.authenticate(authorization, self._workspaces)
        body = None
        if operation.body and (operation.needs_body or raw != b""):
            body = self._valid_body(operation.body, request, raw)
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
        # Committed before the answer is sent, so that an answered change survives the end of the process.
        with self._store.transaction():
            answer = handler(call)
        return _success_response(operation, answer if isinstance(answer, Answer) else Answer(operation.status, answer))

    def _valid_body(self, validator: Draft202012Validator, request: Request, raw: bytes | None) -> Any:
        if raw is None:
            raise errors.content_too_large(self._max_body_bytes)
        return validation.json_body(validator, request.headers.get("content-type"), raw)


async def _read_body(request: Request, limit: int) -> bytes | None:
    """The body, or None if it has more than `limit` bytes; Content-Length is not trusted."""
    content, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            content += chunk
        elif size > MAX_DRAINED_BYTES:
            break
    return bytes(content) if size <= limit else None


def _success_response(operation: Operation, answer: Answer) -> Response:
    media_type = operation.media_types[answer.status]
    if media_type == "application/json":
        return JSONResponse(answer.content, answer.status)
    return Response(answer.content, answer.status, media_type=media_type)


def _error_response(error: errors.ApiError) -> Response:
    return JSONResponse(error.envelope(), error.status, error.headers)


async def _no_route(request: Request, _: Exception) -> Response:
    with contextlib.suppress(ClientDisconnect):
        await _read_body(request, limit=0)
    return _error_response(errors.not_found(f"the API has no path {request.url.path}"))
