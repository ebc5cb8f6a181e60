"""A small document without problems, for tests to break."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DOCUMENT = """
openapi: 3.1.0
info: {title: Things, version: 1.0.0, license: {name: MIT, identifier: MIT}}
servers: [{url: "https://things.test"}]
tags:
  - {name: things, description: Things., externalDocs: {url: "https://docs.example.com/things"}}
paths:
  /things/{thing_id}:
    parameters:
      - {name: thing_id, in: path, required: true, schema: {type: string, minLength: 2, examples: [t1]}}
    get:
      operationId: getThing
      tags: [things]
      summary: Get a thing
      description: One thing.
      externalDocs: {url: "https://docs.example.com/things/get"}
      security: [{key: []}]
      parameters:
        - {name: kind, in: query, schema: {type: string, examples: [small]}}
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Thing"}
              examples:
                whole: {value: {name: t1, part: {size: 1}, parts: [{size: 2}], notes: {d: data, properties: data}}}
          links:
            again: {operationId: getThing, parameters: {thing_id: $response.body#/name}}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        5XX: {$ref: "#/components/responses/ServerError"}
    put:
      operationId: replaceThing
      tags: [things]
      summary: Replace a thing
      description: Replaces one thing.
      externalDocs: {url: "https://docs.example.com/things/replace"}
      security: [{key: []}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Thing"}
            examples: {whole: {value: {name: t1}}}
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Thing"}
              examples: {whole: {value: {name: t1}}}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "413": {$ref: "#/components/responses/ContentTooLarge"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        5XX: {$ref: "#/components/responses/ServerError"}
  /picture:
    get:
      operationId: getPicture
      tags: [things]
      summary: Get a picture
      description: A picture, for anybody.
      externalDocs: {url: "https://docs.example.com/picture"}
      security: []
      responses:
        "200": {description: The picture., content: {image/png: {schema: {type: string, format: binary}}}}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        5XX: {$ref: "#/components/responses/ServerError"}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: Authorization}
  responses:
    Error:
      description: It failed.
      headers: {Retry-After: {schema: {type: string}}}
      content: {application/json: {schema: {type: object, additionalProperties: {type: string}}}}
    BadRequest: {$ref: "#/components/responses/Error"}
    Unauthorized: {$ref: "#/components/responses/Error"}
    Forbidden: {$ref: "#/components/responses/Error"}
    NotFound: {$ref: "#/components/responses/Error"}
    ContentTooLarge: {$ref: "#/components/responses/Error"}
    TooManyRequests: {$ref: "#/components/responses/Error"}
    ServerError: {$ref: "#/components/responses/Error"}
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string, description: What it is called., examples: [t1]}
        part: {$ref: "#/components/schemas/Part"}
        parts: {type: array, items: {$ref: "#/components/schemas/Part"}}
        notes: {type: object, additionalProperties: {type: string}}
    Part: {oneOf: [{type: string}, {type: object, properties: {size: {type: integer}}}]}
"""
GET = "GET /things/{thing_id}"
PUT = "PUT /things/{thing_id}"
LINK = f"{GET}: the link again of 200"
EXAMPLE = "#/paths/~1things~1{thing_id}/get/responses/200/content/application~1json/examples/whole/value"


def operation(document: dict[str, Any], method: str = "get") -> dict[str, Any]:
    node: dict[str, Any] = document["paths"]["/things/{thing_id}"][method]
    return node


def success(document: dict[str, Any]) -> dict[str, Any]:
    node: dict[str, Any] = operation(document)["responses"]["200"]
    return node


def media_type(document: dict[str, Any]) -> dict[str, Any]:
    node: dict[str, Any] = success(document)["content"]["application/json"]
    return node


def example(document: dict[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = media_type(document)["examples"]["whole"]["value"]
    return value


def link(document: dict[str, Any]) -> dict[str, Any]:
    node: dict[str, Any] = success(document)["links"]["again"]
    return node


def schemas(document: dict[str, Any]) -> dict[str, Any]:
    nodes: dict[str, Any] = document["components"]["schemas"]
    return nodes


def query_parameter(document: dict[str, Any]) -> dict[str, Any]:
    node: dict[str, Any] = operation(document)["parameters"][0]
    return node


def break_(file: Path, text: str, other: str) -> None:
    assert text in DOCUMENT
    file.write_text(DOCUMENT.replace(text, other, 1), encoding="utf-8")
