"""Files with signed URLs: they need no key, expire, and can be read in parts.

Signed URLs are not operations of the contract: the API answers the URL of a file, which may be on any server.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..contract import errors
from .storage import File

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from .clock import Clock
    from .storage import Store

PATH = "/files/{file_id}/{name}"
LIFETIME = timedelta(hours=1)
MAX_DIGITS = 18


class Files:
    """The files of one workspace."""

    def __init__(self, store: Store, workspace: str, clock: Clock) -> None:
        self._store = store
        self._workspace = workspace
        self._clock = clock

    def path(self, file: File) -> str:
        """Store `file`, and return the path of its signed URL."""
        file_id = _file_id(self._workspace, file)
        self._store.keep_file(file_id, file)
        expires = str(int((self._clock.now() + LIFETIME).timestamp()))
        signature = _signature(self._store, file_id, expires)
        name = quote(file.name, safe="")
        return f"/files/{file_id}/{name}?expires={expires}&signature={signature}"


class FileServer:
    """Answers GET and HEAD for signed URLs like an object store: with ETag, ranges, and 403 for an expired URL."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = self._answer(Request(scope, receive))
        except errors.ApiError as error:
            response = JSONResponse(error.envelope(), error.status, error.headers)
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            raise errors.method_not_allowed(request.method, ["GET", "HEAD"])
        file_id = request.path_params["file_id"]
        with self._store.transaction():
            file = self._store.file(file_id)
            if file is None:
                raise errors.not_found("no such file", {"file_id": file_id})
            expires = request.query_params.get("expires", "")
            expected = _signature(self._store, file_id, expires)
        if not hmac.compare_digest(expected.encode(), request.query_params.get("signature", "").encode()):
            raise errors.forbidden("the signature of this URL is invalid")
        if self._clock.now().timestamp() >= int(expires):
            raise errors.forbidden("this URL has expired; request a new one")
        return _file_response(request, file, f'"{file_id}"')


def _file_response(request: Request, file: File, etag: str) -> Response:
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "ETag": etag,
    }
    if _has_etag(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    size = len(file.content)
    header = request.headers.get("range", "") if request.headers.get("if-range", etag) == etag else ""
    # A request for several ranges may be answered with the whole file; clients of signed URLs do not send any.
    match = re.fullmatch(rf"bytes=(\d{{0,{MAX_DIGITS}}})-(\d{{0,{MAX_DIGITS}}})", header.strip())
    first, last = match.groups() if match else ("", "")
    if request.method == "HEAD" or not first + last or (first and last and int(last) < int(first)):
        return Response(file.content, headers=headers, media_type=file.media_type)
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size:
        headers = {"Content-Range": f"bytes */{size}"}
        raise errors.ApiError(416, "RANGE_NOT_SATISFIABLE", f"the file has {size} bytes", headers=headers)
    headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return Response(file.content[start : end + 1], 206, headers, file.media_type)


def _has_etag(header: str, etag: str) -> bool:
    """Whether an If-None-Match header has `etag`."""
    return any(tag.strip().removeprefix("W/") in {"*", etag} for tag in header.split(","))


def _file_id(workspace: str, file: File) -> str:
    """An id that is equal for equal files of a workspace, and cannot be guessed."""
    description = json.dumps([workspace, file.name, file.media_type]).encode()
    return hashlib.sha256(description + b"\0" + file.content).hexdigest()


def _signature(store: Store, file_id: str, expires: str) -> str:
    return hmac.new(store.signing_key(), f"{file_id}\n{expires}".encode(), hashlib.sha256).hexdigest()
