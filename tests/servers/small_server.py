"""Another implementation of a part of the contract: projects, satellites, bandsets, blocks, indices and stores.

It shares no code with the sandbox. It keeps the contract, in places in another way than the sandbox: comments at the
data say where. Lists of other nouns are empty; every other path is 404.
"""

from __future__ import annotations

import json
import re
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tests.oracle import JSON, Contract, Operation

CONTRACT = Contract.load()
KEY = "small-server-key-7f3e9a1c5b20"
MAX_BODY = 1024 * 1024
# How much of a body that is too large is read, so that the client can read the answer.
MAX_DRAINED = 16 * MAX_BODY
# How the descriptions of the provided indices end.
PRESET = "of a surface"
USER = "b0c6e7a2-93d5-4f61-8a5c-0f2d7c1e4b96"


class Refused(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers or {}


def bad_request(message: str) -> Refused:
    return Refused(400, "BAD_REQUEST", message)


def not_found(message: str) -> Refused:
    return Refused(404, "NOT_FOUND", message)


@dataclass(frozen=True)
class Call:
    """The parameters and the body of a valid request."""

    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any


class Workspace:
    """The data of one workspace, and a method for each operation, by its name in the contract."""

    def __init__(self) -> None:
        # Times in all forms that the contract allows.
        self.projects = [
            {"id": _id(1), "name": "vineyards", "title": "Vineyards", "created_at": "2023-02-01T08:00:00Z"},
            {"id": _id(2), "name": "forests", "title": "Forests", "created_at": "2023-03-01 08:00:00+01:00"},
            {"id": _id(3), "name": "lakes", "title": "Lakes", "created_at": "2023-04-01T08:00:00.250Z"},
        ]
        bands = [{"name": f"B0{number}", "wavelength": 400 + 50 * number} for number in range(1, 6)]
        # Without collections, which the contract does not require.
        self.satellites = [
            {"id": _id(4), "name": "North-1", "bands": bands, "rgb_composite": {"red": "B05", "blue": "B01"}},
            {"id": _id(5), "name": "North-2", "bands": bands[1:]},
        ]
        self.bandsets = [
            {"id": _id(6), "name": "Vegetation", "captures": 1, "bands": bands[2:]},
            {"id": _id(7), "name": "Water", "captures": 2, "bands": bands[:3]},
        ]
        self.blocks = [
            _block("cloud-mask", "1.0.0", 8, ["insight", "workflow"]),
            _block("cloud-mask", "1.1.0", 9, ["insight", "workflow"]),
            _block("tree-count", "0.2.0", 10, ["insight"]),
        ]
        self.indices = [
            _index(11, "Greenness", "(B04-B02)/(B04+B02)", "index", "preset", _id(4)),
            _index(12, "Natural colour", "B05,B03,B01", "composite", "preset", _id(4)),
            _index(13, "Wetness", "B02", "grayscale", "preset", _id(5)),
        ]
        self.stores = [_store(14, "harvest", "GCS"), _store(15, "reserve", "S3"), _store(16, "winter", "AZBLOB")]

    def ping(self, call: Call) -> Any:
        return "pong"

    def list_projects(self, call: Call) -> Any:
        size = call.query.get("page_size", 10)
        # Whether pages are counted from 0 or 1 is not documented.
        first = (max(call.query.get("page_num", 1), 1) - 1) * size
        # The guide has `pagination`, the published description `count`; the contract requires neither.
        return {"projects": self.projects[first : first + size]}

    def get_project(self, call: Call) -> Any:
        # As in the guide; the published description and the sandbox have the project in an envelope.
        return _found(self.projects, "id", call.path["id"])

    def list_satellites(self, call: Call) -> Any:
        return {"satellites": self.satellites}

    def list_bandsets(self, call: Call) -> Any:
        return {"bandsets": self.bandsets}

    def list_blocks(self, call: Call) -> Any:
        mode = call.query.get("mode")
        return {"blocks": [block["answer"] for block in self.blocks if mode is None or mode in block["modes"]]}

    def list_block_versions(self, call: Call) -> Any:
        versions = [item["answer"] for item in self.blocks if item["answer"]["spec"]["name"] == call.path["name"]]
        if not versions:
            raise not_found("there is no block of this name")
        return {"blocks": versions}

    def get_block_version(self, call: Call) -> Any:
        for item in self.blocks:
            if (item["answer"]["spec"]["name"], item["answer"]["spec"]["version"]) == (
                call.path["name"],
                call.path["version"],
            ):
                return item["answer"]
        raise not_found("there is no such version of a block")

    def list_indices(self, call: Call) -> Any:
        filters = {"index_id": "id", "type": "type", "expression_type": "expression_type"}
        filters["satellite_id"] = "satellite_id"
        kept = [
            index
            for index in self.indices
            if all(index[field] == call.query[name] for name, field in filters.items() if name in call.query)
        ]
        offset, limit = call.query.get("offset", 0), call.query.get("limit", 10)
        pagination = {"limit": limit, "offset": offset, "total": len(kept)}
        return {"indices": kept[offset : offset + limit], "pagination": pagination}

    def create_index(self, call: Call) -> Any:
        for index in self.indices:
            if (index["satellite_id"], index["name"]) == (call.body["satellite_id"], call.body["name"]):
                raise Refused(409, "CONFLICT", "the satellite has an index of this name")
        fields = ("name", "description", "expression", "expression_type", "colormap", "rescale", "satellite_id")
        index = {
            "id": str(uuid.uuid4()),
            **{name: call.body[name] for name in fields},
            "type": "custom",
            "bands": _bands(call.body["expression"]),
            **_now(),
        }
        self.indices.append(index)
        return index

    def list_stores(self, call: Call) -> Any:
        return {"stores": self.stores}

    def create_store(self, call: Call) -> Any:
        if any(store["name"] == call.body["name"] for store in self.stores):
            raise Refused(409, "CONFLICT", "there is a store of this name")
        fields = ("name", "type", "configs", "labels")
        store = {
            "id": str(uuid.uuid4()),
            **{name: call.body[name] for name in fields if name in call.body},
            "created_by": USER,
            **_now(),
        }
        self.stores.append(store)
        return store

    def delete_store(self, call: Call) -> Any:
        self.stores.remove(_found(self.stores, "id", call.path["id"]))


def _id(number: int) -> str:
    return f"5a11{number:04x}-0d1e-4c3a-9b7f-2f6c8e40a1{number:02x}"


def _found(items: list[dict[str, Any]], field: str, value: str) -> dict[str, Any]:
    for item in items:
        if item[field] == value:
            return item
    raise not_found(f"there is nothing with the {field} {value}")


def _now() -> dict[str, str]:
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    return {"created_at": now, "updated_at": now}


def _bands(expression: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"\bB\d+\b", expression)))


def _block(name: str, version: str, number: int, modes: list[str]) -> dict[str, Any]:
    # A guide has `price` and `info`, whose shapes are not documented.
    others = {"price": {"tokens": 3}, "info": None}
    spec = {"name": name, "version": version, "inputs": [{"name": "image"}], "outputs": [], **others}
    return {"modes": modes, "answer": {"id": _id(number), "spec": spec, "created_at": "2023-06-01T10:00:00Z"}}


def _index(number: int, name: str, expression: str, kind: str, made_by: str, satellite_id: str) -> dict[str, Any]:
    return {
        "id": _id(number),
        "name": name,
        "description": f"{name} {PRESET}",
        "type": made_by,
        "expression": expression,
        "expression_type": kind,
        "bands": _bands(expression),
        "colormap": "viridis",
        "rescale": [0, 1],
        "satellite_id": satellite_id,
        "created_at": "2023-05-01T10:00:00Z",
        "updated_at": "2023-05-02T10:00:00Z",
    }


def _store(number: int, name: str, kind: str) -> dict[str, Any]:
    return {
        "id": _id(number),
        "name": name,
        "type": kind,
        "configs": {"bucket": f"{name}-bucket", "region": "eu-central-1"},
        "created_by": USER,
        "created_at": "2023-07-01T10:00:00Z",
        "updated_at": "2023-07-01T10:00:00Z",
    }


class _Handler(BaseHTTPRequestHandler):
    """Validates a request against the contract and calls the method of its operation."""

    protocol_version = "HTTP/1.1"
    # An answer is written in two parts; the second would wait for the acknowledgement of the first.
    disable_nagle_algorithm = True
    workspace: Workspace
    lock: threading.Lock

    def answer(self) -> None:
        content = self._read_body()
        try:
            operation, value = self._success(content)
        except Refused as refused:
            body = {"error": {"code": refused.code, "message": refused.message}}
            return self._send(refused.status, json.dumps(body).encode(), JSON, refused.headers)
        media_type = next(iter(operation.answers[str(operation.success)]), "")
        text = json.dumps(value) if media_type == JSON else value or ""
        return self._send(operation.success, text.encode(), media_type)

    def _read_body(self) -> bytes | None:
        """The body; None if it is too large."""
        size = int(self.headers.get("content-length", 0))
        self.close_connection = size > MAX_DRAINED
        content = self.rfile.read(min(size, MAX_DRAINED))
        return content if size <= MAX_BODY else None

    def _success(self, content: bytes | None) -> tuple[Operation, Any]:
        path, _, query = self.path.partition("?")
        operation, path_values = CONTRACT.route(self.command, path)
        if operation is None:
            methods = sorted(item.method for item in self._operations_at(path))
            if methods:
                raise Refused(405, "METHOD_NOT_ALLOWED", f"use {', '.join(methods)}", {"Allow": ", ".join(methods)})
            raise not_found(f"there is no path {path}")
        if operation.raw["security"]:
            self._authenticate()
        call = Call(path_values, self._query_values(operation, query), self._body_value(operation, content))
        handler = getattr(self.workspace, re.sub("(?=[A-Z])", "_", operation.id).lower(), None)
        with self.lock:
            return operation, handler(call) if handler else self._nothing(operation, call)

    def _operations_at(self, path: str) -> list[Operation]:
        methods = ("GET", "POST", "PUT", "PATCH", "DELETE")
        found = [CONTRACT.route(method, path)[0] for method in methods]
        return [operation for operation in found if operation is not None]

    def _authenticate(self) -> None:
        words = (self.headers.get("authorization") or "").split()
        if not words:
            raise Refused(403, "FORBIDDEN", "send the key in the Authorization header")
        bearer = words[0].lower() == "bearer"
        if len(words) != 1 + bearer:
            raise Refused(401, "UNAUTHORIZED", "the Authorization header is not a key")
        if words[-1] != KEY:
            raise Refused(403, "FORBIDDEN", "this key is not known")

    def _query_values(self, operation: Operation, text: str) -> dict[str, Any]:
        known = operation.named("query")
        values: dict[str, Any] = {}
        for name, given in parse_qsl(text, keep_blank_values=True):
            # Unknown names are ignored, as most servers do.
            if name not in known:
                continue
            if name in values:
                raise bad_request(f"{name} is given more than once")
            value: Any = given
            if known[name].schema.get("type") == "integer":
                if not re.fullmatch(r"-?[0-9]{1,100}", given):
                    raise bad_request(f"{name} is not an integer")
                value = int(given)
            if problems := CONTRACT.problems(known[name].pointer, value):
                raise bad_request(f"{name}{problems[0]}")
            values[name] = value
        if missing := [name for name, parameter in known.items() if parameter.required and name not in values]:
            raise bad_request(f"{missing[0]} is missing")
        return values

    def _body_value(self, operation: Operation, content: bytes | None) -> Any:
        if not operation.body:
            return None
        if content is None:
            raise Refused(413, "CONTENT_TOO_LARGE", f"the body is larger than {MAX_BODY} bytes")
        if not content and not operation.raw["requestBody"].get("required", False):
            return None
        if self.headers.get_content_type() != JSON or "content-type" not in self.headers:
            raise bad_request(f"the body must be {JSON}")
        try:
            body = json.loads(content.decode(), object_pairs_hook=_object, parse_constant=_refuse_constant)
            json.dumps(body, ensure_ascii=False).encode()
            problems = CONTRACT.problems(operation.body[JSON], body)
        except (ValueError, RecursionError) as error:
            raise bad_request(f"the body cannot be read: {error}") from error
        if problems:
            raise bad_request(problems[0])
        return body

    def _nothing(self, operation: Operation, call: Call) -> Any:
        """The answer of a list without items; 404 for what has an id."""
        if operation.named("path") or operation.method != "GET":
            raise not_found(f"this server does not have {operation.id}")
        media_types = operation.answers[str(operation.success)]
        if JSON not in media_types:
            return "id\r\n"
        schema, _ = CONTRACT.resolve(CONTRACT.at(media_types[JSON]), media_types[JSON])
        pagination = {"limit": call.query.get("limit", 10), "offset": call.query.get("offset", 0), "total": 0}
        return {name: pagination if name == "pagination" else [] for name in schema["required"]}

    def _send(self, status: int, content: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        if media_type:
            self.send_header("content-type", media_type)
            self.send_header("content-length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name that http.server calls it by
        """Prints nothing."""

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Every method, under any name."""
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("an object has a name twice")
    return value


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


@contextmanager
def small_server() -> Iterator[str]:
    """The URL of a new server on the loopback interface, which KEY opens."""
    fields = {"workspace": Workspace(), "lock": threading.Lock()}
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), fields)) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
