"""OpenAPI documents from files, URLs and commits. An unusable one is refused in a sentence that says what to do."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import yaml
from referencing import Registry, Resource
from referencing.exceptions import Unresolvable

from tests import json_pointer
from tests.oracle import METHODS, ROOT

TIMEOUT = 30
# PyYAML's loader in C ends the process at some ten thousand levels of nesting.
DEEPEST = 500
LOWER = ("minItems", "minLength", "minProperties", "minimum")
UPPER = ("maxItems", "maxLength", "maxProperties", "maximum")
EXCLUSIVE = ("exclusiveMaximum", "exclusiveMinimum")
# The keys below these are names that the author chose, not keywords.
NAMES = {
    "$defs", "callbacks", "content", "dependentSchemas", "headers", "pathItems", "paths", "patternProperties",
    "properties", "requestBodies", "responses", "schemas", "securitySchemes",
}  # fmt: skip
# Below these is data, in which nothing is a reference or a keyword.
DATA = {"const", "default", "enum", "example", "examples", "links", "mapping"}


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_schema(value: Any) -> bool:
    return isinstance(value, Mapping | bool)


def _is_map(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(_is_schema, value.values()))


def _is_list_of_schemas(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_schema, value))


def _is_list_of_text(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


# The types of values that the comparison relies on.
KINDS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    key: (what, is_right)
    for keys, what, is_right in (
        ("$ref", "text", lambda value: isinstance(value, str)),
        ("type", "the name of a type", lambda value: isinstance(value, str) or _is_list_of_text(value)),
        ("required", "a list of names", lambda value: isinstance(value, bool) or _is_list_of_text(value)),
        ("parameters", "a list of objects", lambda value: _is_list_of_schemas(value) or _is_map(value)),
        ("security", "a list of objects", lambda value: isinstance(value, list) and all(map(_is_object, value))),
        ("enum tags", "a list", lambda value: isinstance(value, list)),
        ("components info requestBody", "an object", _is_object),
        (" ".join(METHODS), "an object", _is_object),
        ("content headers paths properties responses schemas securitySchemes", "a map of objects", _is_map),
        ("dependentSchemas patternProperties", "a map of schemas", _is_map),
        ("allOf anyOf oneOf prefixItems", "a list of schemas", _is_list_of_schemas),
        ("additionalProperties contains else if items not propertyNames schema then", "a schema", _is_schema),
        ("unevaluatedItems unevaluatedProperties", "a schema", _is_schema),
        (" ".join((*LOWER, *UPPER)), "a number", lambda value: _is_number(value) and not isinstance(value, bool)),
        # A flag in OpenAPI 3.0.
        (" ".join(EXCLUSIVE), "a number", _is_number),
    )
    for key in keys.split()
}


class Unusable(Exception):
    """An input that cannot be used. The message is a sentence that says what is wrong, where, and what to do."""


class _JsonRules:
    """Reads YAML as JSON: no dates, every key is text, no key is repeated."""

    yaml_implicit_resolvers = {  # noqa: RUF012  as PyYAML has it
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = set()
        for key, _ in node.value:
            if key.value in keys:
                raise yaml.MarkedYAMLError(None, None, f"the key {key.value!r} is repeated", key.start_mark)
            keys.add(key.value)
        return {_key(key): value for key, value in super().construct_mapping(node, deep).items()}  # type: ignore[misc]


class _Loader(_JsonRules, yaml.SafeLoader):
    """Explains best what is wrong, and where."""


# Reads the contract in 0.1 s instead of 0.7 s; some builds of PyYAML lack it.
_FastLoader: Any = type("_FastLoader", (_JsonRules, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), {})


@dataclass(frozen=True)
class Document:
    """A document in which every reference has a target and every keyword the type that OpenAPI gives it."""

    name: str
    content: Mapping[str, Any]

    @property
    def is_30(self) -> bool:
        return str(self.content["openapi"]).startswith("3.0")

    @cached_property
    def _registry(self) -> Registry[Any]:
        registry: Registry[Any] = Registry().with_resource("", Resource.opaque(self.content))
        return registry

    def target(self, reference: str) -> Any:
        return self._registry.resolver().lookup(reference).contents

    def resolved(self, node: Any) -> Any:
        """The target of a reference, through others; any other node is returned as it is."""
        while isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
            node = self.target(node["$ref"])
        return node


def load(source: str) -> Document:
    """The document in a file or at a URL."""
    if re.match(r"https?://", source, re.IGNORECASE):
        return parsed(_fetched(source), source)
    try:
        return parsed(Path(source).read_bytes(), source)
    except OSError as error:
        raise Unusable(f"{source} cannot be read: {error.strerror}. Name an OpenAPI file or its URL.") from None


def load_commit(ref: str, root: Path = ROOT) -> Document:
    """`openapi.yaml` as it was at a commit of the repository at `root`."""
    if _git(root, "rev-parse", "--git-dir") is None:
        raise Unusable(f"{root} is no git repository. Work in a clone, which has commits to compare with.")
    if _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}") is None:
        raise Unusable(f"git knows no commit {ref!r} in {root}. Name a branch, a tag or a commit, or fetch it first.")
    content = _git(root, "show", "--end-of-options", f"{ref}:./openapi.yaml")
    if content is None:
        raise Unusable(f"There is no openapi.yaml at {ref}. Name a commit of {root} that has one.")
    return parsed(content, f"openapi.yaml at {ref}")


def parsed(content: bytes, name: str) -> Document:
    """The document that this text holds."""
    document = Document(name, _openapi(parse(content, name), name))
    try:
        for where, node in _nodes(content=document.content, where="#"):
            problem = _wrong_keyword(node) or _wrong_reference(document, node)
            if problem:
                raise Unusable(f"{name}: at {where}, {problem}.")
    except RecursionError:
        raise Unusable(f"{name} contains itself. Write recursive schemas with $ref.") from None
    return document


def parse(content: bytes, name: str) -> Any:
    """The value of JSON or YAML text."""
    try:
        text = content.decode("utf-8-sig")
        # The fast parsers first. What both refuse, the slow one reads, or explains why it does not.
        with suppress(json.JSONDecodeError):
            return json.loads(text, object_pairs_hook=_object)
        with suppress(yaml.YAMLError):
            _refuse_deep(text)
            return yaml.load(text, _FastLoader)  # noqa: S506  a safe loader
        return yaml.load(text, _Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise Unusable(f"{name} does not parse{where}: {error.problem or error.context}. Correct it there.") from None
    except (yaml.YAMLError, RecursionError, TypeError, ValueError) as error:
        problem = (str(error) or type(error).__name__).splitlines()[0]
        raise Unusable(f"{name} does not parse as JSON or YAML: {problem}. Correct it, or name another one.") from None


def _refuse_deep(text: str) -> None:
    """Raises ValueError where lists and maps are nested too deep for the loader in C."""
    depth = 0
    for event in yaml.parse(text, _FastLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError(f"lists and maps are nested more than {DEEPEST} levels deep")


def compose(text: str) -> yaml.Node | None:
    """The nodes of YAML text, which know their lines."""
    node: yaml.Node | None = yaml.compose(text, _FastLoader)
    return node


def lines(content: bytes) -> list[int]:
    """The line numbers of the items of a YAML list."""
    node = compose(content.decode("utf-8-sig"))
    return [item.start_mark.line + 1 for item in node.value] if isinstance(node, yaml.SequenceNode) else []


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    repeated = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if repeated:
        raise ValueError(f"the key {repeated[0]!r} is repeated in one object")
    return dict(pairs)


def _key(key: Hashable) -> str:
    return key if isinstance(key, str) else json.dumps(key)


def _fetched(url: str) -> bytes:
    try:
        answer = httpx.get(url, follow_redirects=True, timeout=TIMEOUT)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unusable(f"{url} cannot be fetched: {error}. Check the URL, or save the document as a file.") from None
    if answer.status_code != httpx.codes.OK:
        raise Unusable(f"{url} answers with {answer.status_code}, not with 200. Check the URL in a browser.")
    return answer.content


def _git(root: Path, *words: str) -> bytes | None:
    """The output of git, or None if it fails."""
    try:
        result = subprocess.run(["git", "-C", root, *words], capture_output=True, check=False, timeout=300)  # noqa: S603, S607
    except OSError as error:
        raise Unusable(f"git cannot be run: {error.strerror}. Install it, or put it on the PATH.") from None
    return result.stdout if result.returncode == 0 else None


def _openapi(content: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(content, Mapping):
        kind = {list: "a list", type(None): "empty"}.get(type(content), "plain text")
        raise Unusable(f"{name} is {kind}, and no OpenAPI document. Name one of version 3.0 or 3.1.")
    if "swagger" in content:
        raise Unusable(f"{name} is Swagger {content['swagger']}. Convert it to OpenAPI 3.0 or 3.1 first.")
    version = content.get("openapi")
    if version is None:
        raise Unusable(f"{name} has no `openapi` at the top, and is no OpenAPI document. Name one of 3.0 or 3.1.")
    if not re.match(r"3\.[01]($|\.)", str(version)):
        raise Unusable(f"{name} is OpenAPI {version}. Only 3.0 and 3.1 can be compared. Convert it first.")
    if not isinstance(content.get("paths"), Mapping):
        raise Unusable(f"{name} has no `paths`. Name a document that describes operations.")
    return content


def _nodes(content: Any, where: str, names: bool = False) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object whose keys are keywords, with its JSON pointer."""
    if isinstance(content, list):
        for position, child in enumerate(content):
            yield from _nodes(child, f"{where}/{position}")
    elif isinstance(content, Mapping):
        if not names:
            yield where, content
        for key, child in content.items():
            if names or (key not in DATA and not key.startswith("x-")):
                below = json_pointer.join(where, key)
                is_map = key in NAMES or (key == "parameters" and isinstance(child, Mapping))
                yield from _nodes(child, below, names=not names and is_map)


def _wrong_keyword(node: Mapping[str, Any]) -> str | None:
    for key, value in node.items():
        expected, is_right = KINDS.get(key, ("", None))
        if is_right is not None and not is_right(value):
            return f"`{key}` is not {expected}; correct it there"
    return None


def _wrong_reference(document: Document, node: Mapping[str, Any]) -> str | None:
    """The problem of a node that is a reference, if it has one."""
    followed: list[str] = []
    while isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
        reference = node["$ref"]
        if reference in followed:
            return f"$ref {followed[0]} leads back to itself; let it refer to a definition"
        followed.append(reference)
        if not reference.startswith("#"):
            return f"$ref {reference} leaves the document; bundle everything into one file first"
        try:
            node = document.target(reference)
        except (Unresolvable, TypeError, ValueError):
            return f"$ref {reference} leads nowhere; define its target, or correct it"
    return None if isinstance(node, Mapping | bool) else f"$ref {followed[-1]} leads to no object; correct it"
