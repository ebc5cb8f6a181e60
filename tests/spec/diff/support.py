"""Documents to compare: small ones, and the contract written in another way."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.oracle import METHODS, Contract
from tests.spec.documents import Document, parsed

JSON = "application/json"
VISUALIZATIONS = "/v0/aois/{aoi_id}/visualizations"
METADATA = f"{VISUALIZATIONS}/{{visualization_id}}/metadata"
SLD = f"{VISUALIZATIONS}/{{visualization_id}}/sld"
UNKNOWN_IN_30 = {"const", "contains", "dependentRequired", "else", "examples", "if", "propertyNames", "then"}


def document(schema: Any, *, version: str = "3.1.0", **fields: Any) -> Document:
    """A document whose only operation answers with a value of this schema."""
    answer = {"description": "A thing.", "content": {JSON: {"schema": schema}}}
    paths = {"/things": {"get": {"responses": {"200": answer}}}}
    content = {"openapi": version, "info": {"title": "Things", "version": "1.0.0"}, "paths": paths} | fields
    return parsed(json.dumps(content).encode(), "a document")


@cache
def excerpt(*paths: str) -> str:
    """The contract, as JSON, without its other paths and the schemas that only those use."""
    contract = Contract.load().document
    schemas = contract["components"]["schemas"]
    excerpt = {**contract, "paths": {path: contract["paths"][path] for path in paths}}
    components = {**contract["components"], "schemas": {}}
    waiting: list[Any] = [excerpt["paths"], *(entries for name, entries in components.items() if name != "schemas")]
    while waiting:
        for name in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(waiting.pop())):
            if name not in components["schemas"]:
                components["schemas"][name] = schemas[name]
                waiting.append(schemas[name])
    return json.dumps({**excerpt, "components": components})


@cache
def refactored_excerpt(*paths: str) -> str:
    """The same excerpt, written in another way."""
    return json.dumps(refactored(json.loads(excerpt(*paths))))


def refactored(source: Mapping[str, Any]) -> dict[str, Any]:
    """A contract in OpenAPI 3.0 with other names, half of its schemas inlined and half wrapped in `allOf`."""
    inlined = set(sorted(source["components"]["schemas"])[::2])

    def schema(node: Any, inside: tuple[str, ...] = ()) -> Any:
        if isinstance(node, bool):
            return node
        if "$ref" in node:
            name = node["$ref"].rpartition("/")[2]
            siblings = {key: value for key, value in node.items() if key != "$ref"}
            if name in inlined and name not in inside:
                return {**schema(source["components"]["schemas"][name], (*inside, name)), **siblings}
            return {"allOf": [{"$ref": f"#/components/schemas/renamed.{name}"}], **siblings}
        result: dict[str, Any] = {}
        for key, value in node.items():
            if key == "properties":
                result[key] = {name: schema(child, inside) for name, child in reversed(value.items())}
            elif key in {"items", "additionalProperties"}:
                result[key] = schema(value, inside)
            elif key in {"allOf", "anyOf", "oneOf"}:
                result["anyOf" if key == "oneOf" else key] = [schema(child, inside) for child in reversed(value)]
            elif key == "not":
                result[key] = {"allOf": [schema(value, inside)]}
            elif key == "type" and isinstance(value, list):
                types = [name for name in value if name != "null"]
                result |= {"type": types[0]} if len(types) == 1 else {"anyOf": [{"type": name} for name in types]}
                result |= {"nullable": True} if "null" in value else {}
            elif key == "exclusiveMinimum":
                result |= {"minimum": value, "exclusiveMinimum": True}
            elif key not in UNKNOWN_IN_30:
                result[key] = value
        return result

    def resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
        return Contract(source).resolve(node, "")[0]

    def content(node: Mapping[str, Any]) -> dict[str, Any]:
        return {name: {"schema": schema(media["schema"])} for name, media in node.get("content", {}).items()}

    def parameter(node: Mapping[str, Any]) -> dict[str, Any]:
        return {**resolved(node), "schema": schema(resolved(node)["schema"])}

    def response(node: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"headers": resolved(node)["headers"]} if "headers" in resolved(node) else {}
        return {"description": "", "content": content(resolved(node))} | headers

    def operation(item: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
        result: dict[str, Any] = {"security": [{"TheKey": []}] if raw.get("security") else []}
        result["parameters"] = [parameter(node) for node in (*item.get("parameters", ()), *raw.get("parameters", ()))]
        if "requestBody" in raw:
            body = resolved(raw["requestBody"])
            result["requestBody"] = {"required": body.get("required", False), "content": content(body)}
        result["responses"] = {status.replace("XX", "00"): response(node) for status, node in raw["responses"].items()}
        return result

    (key,) = source["components"]["securitySchemes"].values()
    return {
        "openapi": "3.0.3",
        "info": {"title": "The same", "version": "2026"},
        "paths": {
            path: {method: operation(item, item[method]) for method in METHODS if method in item}
            for path, item in source["paths"].items()
        },
        "components": {
            "securitySchemes": {"TheKey": key},
            "schemas": {f"renamed.{name}": schema(node) for name, node in source["components"]["schemas"].items()},
        },
    }


def step(document: dict[str, Any], node: Any, key: str | int) -> Any:
    """The value under a key, copied to this place, so that a change of it changes no other place."""
    while "$ref" in node[key] or list(node[key]) == ["allOf"]:
        (inner,) = node[key].get("allOf", [node[key]])
        name = inner["$ref"].rpartition("/")[2] if "$ref" in inner else None
        node[key] = copy.deepcopy(document["components"]["schemas"][name] if name else inner)
    return node[key]


def operation(document: dict[str, Any], path: str, method: str) -> Any:
    return document["paths"][path][method]


def schema(document: dict[str, Any], path: str, method: str, where: str, *names: str) -> Any:
    """The schema of a field of a body; names are fields, `*` the items of a list, `{}` the values of a map."""
    raw = operation(document, path, method)
    node = raw["requestBody"] if where == "request" else raw["responses"][where]
    node = step(document, node["content"][JSON], "schema")
    for name in names:
        key = {"*": "items", "{}": "additionalProperties"}.get(name)
        node = step(document, node, key) if key else step(document, node["properties"], name)
    return node


def rollback(document: dict[str, Any], *names: str) -> Any:
    return schema(document, METADATA, "patch", "request", *names)


def listed(document: dict[str, Any], *names: str) -> Any:
    return schema(document, VISUALIZATIONS, "get", "200", *names)


def parameters(document: dict[str, Any]) -> list[Any]:
    entries: list[Any] = operation(document, VISUALIZATIONS, "get")["parameters"]
    return entries


def query(document: dict[str, Any], name: str) -> Any:
    (parameter,) = [parameter for parameter in parameters(document) if parameter["name"] == name]
    return parameter


def rename(fields: dict[str, Any], old: str, new: str) -> None:
    fields[new] = fields.pop(old)


def rename_path_parameter(document: dict[str, Any], old: str, new: str) -> None:
    item = document["paths"].pop(METADATA)
    for operation in item.values():
        next(parameter for parameter in operation["parameters"] if parameter["name"] == old)["name"] = new
    document["paths"][METADATA.replace(old, new)] = item
