"""Departures from the schemas of the contract, in plain sentences, down to the field that is meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote

from jsonschema_rs import ValidationError

from tests import json_pointer
from tests.contract.model.operations import CONTRACT
from tests.oracle import Departure

Path = tuple[str | int, ...]
# Longer texts are cut off in messages and rules.
LONGEST = 80
ALTERNATIVES = ("oneOf", "anyOf")
# The limits of a schema: in a rule, and in a message about a value.
LIMITS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} characters long",
    "maxLength": "at most {} characters long",
}
COUNTS = {
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minProperties": "at least {} fields",
    "maxProperties": "at most {} fields",
}


def schema_departures(pointer: str, value: Any) -> Iterator[Departure]:
    """The departures of a value from the schema at `pointer` of the contract."""
    for error in CONTRACT.errors(pointer, value):
        for found in _meant(error):
            yield departure(pointer, found.path, found.rule, found.message, found.source)


def departure(root: str, path: Path, rule: str, message: str, source: str) -> Departure:
    """A departure at `path` of a body that has the schema at `root`."""
    return Departure(json_pointer.join("", *path), rule, message, source, _place(root, path))


def shown(value: Any) -> str:
    """A value in a message: JSON, cut off, without the signatures of URLs."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = re.sub(r"(://[^\s?\"]*)\?[^\s\"]*", r"\1?…", text)
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return json.dumps(text, ensure_ascii=False) if isinstance(value, str) else text


def joined(words: Iterable[str], conjunction: str = "or") -> str:
    """A list in a sentence."""
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last


class Shape(NamedTuple):
    """What a schema says of the values below it, as pointers of the contract; None if it says nothing."""

    # The name of the component, empty for a schema without one.
    name: str
    pointer: str
    properties: Mapping[str, str]
    # The schema of the fields that are not in `properties`, if the object is a map.
    others: str | None
    is_map: bool
    items: str | None


NO_SHAPE = Shape("", "", {}, None, is_map=False, items=None)


@lru_cache(None)
def shape_of(pointer: str | None) -> Shape:
    """The shape of the schema at a pointer; of alternatives, all fields together."""
    if pointer is None:
        return NO_SHAPE
    schema, pointer = CONTRACT.resolve(CONTRACT.at(pointer), pointer)
    merged = [
        shape_of(json_pointer.join(pointer, keyword, position))
        for keyword in (*ALTERNATIVES, "allOf")
        for position in range(len(schema.get(keyword, ())))
    ]
    properties = {name: below for shape in reversed(merged) for name, below in shape.properties.items()}
    properties |= {name: json_pointer.join(pointer, "properties", name) for name in schema.get("properties", {})}
    others = schema.get("additionalProperties")
    is_map = bool(others) or any(shape.is_map for shape in merged)
    below = f"{pointer}/additionalProperties" if isinstance(others, dict) else None
    items = f"{pointer}/items" if isinstance(schema.get("items"), dict) else None
    return Shape(
        pointer.rpartition("/")[2] if pointer.startswith("/components/schemas/") and pointer.count("/") == 3 else "",
        pointer,
        properties,
        below or next((shape.others for shape in merged if shape.others), None),
        is_map,
        items or next((shape.items for shape in merged if shape.items), None),
    )


def _place(root: str, path: Path) -> str:
    below: str | None = root
    keys: list[str | int] = []
    for key in path:
        shape = shape_of(below)
        if isinstance(key, int):
            below = shape.items
            keys.append("*")
        else:
            below = shape.properties.get(key, shape.others)
            keys.append("*" if shape.is_map and key not in shape.properties else key)
    return json_pointer.join("", *keys)


class _Found(NamedTuple):
    path: Path
    rule: str
    message: str
    source: str


def _meant(error: ValidationError) -> Iterator[_Found]:
    """The departures that an error stands for; of alternatives, those of the alternative that was meant."""
    path, source = tuple(error.instance_path), _source(error)
    if error.kind.name not in ALTERNATIVES:
        yield _described(error, path, source)
        return
    branches = [[*branch] for branch in _kind(error).context]
    if not all(branches):
        yield _Found(path, "exactly one alternative", "must fit one alternative, fits several", source)
        return
    whole = [_wrong_type(branch, path) for branch in branches]
    if all(whole):
        types = list(dict.fromkeys(type_ for kinds in whole for type_ in kinds))
        yield _Found(path, *_type_words(types, error.instance), source)
        return
    if same := _same_discriminator(branches, path):
        options = list(dict.fromkeys(option for item in same for option in _options(item)))
        yield _Found(tuple(same[0].instance_path), *_option_words(options, same[0].instance), source)
        return
    # Without the field that says which alternative is meant, nothing else can be validated.
    if missing := [inner for inner in branches[0] if all(_misses(branch, inner) for branch in branches)]:
        yield from (_described(inner, tuple(inner.instance_path), source) for inner in missing)
        return
    best = min(range(len(branches)), key=lambda index: _distance(branches[index], error, source, index))
    for inner in branches[best]:
        yield from _meant(inner)


def _kind(error: ValidationError) -> Any:
    """What an error says of itself. Its attributes depend on the keyword, which type checkers do not know."""
    return error.kind


def _source(error: ValidationError) -> str:
    location = error.absolute_keyword_location
    if location is None:
        return json_pointer.join("", *error.schema_path)
    return unquote(location.partition("#")[2])


def _wrong_type(branch: Sequence[ValidationError], path: Path) -> list[str]:
    """The types that an alternative allows, if the value as a whole has none of them."""
    return next(
        (
            sorted(_kind(error).types)
            for error in branch
            if error.kind.name == "type" and tuple(error.instance_path) == path
        ),
        [],
    )


def _discriminators(branch: Sequence[ValidationError], path: Path) -> list[ValidationError]:
    """The errors of a field whose value says which alternative is meant."""
    return [
        error for error in branch if error.kind.name in {"enum", "const"} and len(error.instance_path) <= len(path) + 1
    ]


def _same_discriminator(branches: Sequence[Sequence[ValidationError]], path: Path) -> list[ValidationError]:
    """The errors of the field that has a value of no alternative, one for each."""
    first = [next(iter(_discriminators(branch, path)), None) for branch in branches]
    errors = [error for error in first if error is not None]
    is_same = len({tuple(error.instance_path) for error in errors}) == 1
    return errors if is_same and len(errors) == len(branches) else []


def _distance(branch: Sequence[ValidationError], error: ValidationError, source: str, index: int) -> tuple[int, ...]:
    """How little an alternative resembles the value; the smallest was meant."""
    path = tuple(error.instance_path)
    fields = set(error.instance) if isinstance(error.instance, dict) else set()
    shape = shape_of(f"{source}/{index}")
    return (
        bool(_wrong_type(branch, path)),
        len(_discriminators(branch, path)),
        -len(fields & shape.properties.keys()),
        -max(len(inner.instance_path) for inner in branch),
        len(branch),
    )


def _misses(branch: Sequence[ValidationError], error: ValidationError) -> bool:
    """Whether an alternative requires the field that the error says is missing."""
    return error.kind.name == "required" and any(
        inner.kind.name == "required"
        and _kind(inner).property == _kind(error).property
        and inner.instance_path == error.instance_path
        for inner in branch
    )


def _options(error: ValidationError) -> list[str]:
    options = _kind(error).options if error.kind.name == "enum" else [_kind(error).expected_value]
    return [json.dumps(option, ensure_ascii=False) for option in options]


def _type_words(types: Sequence[str], got: Any) -> tuple[str, str]:
    expected = joined(f"{'an' if name[0] in 'aio' else 'a'} {name}" if name != "null" else name for name in types)
    return f"type is {joined(json.dumps(name) for name in types)}", f"must be {expected}, is {shown(got)}"


def _option_words(options: Sequence[str], got: Any) -> tuple[str, str]:
    return f"value is {joined(options)}", f"must be {joined(options)}, is {shown(got)}"


def _described(error: ValidationError, path: Path, source: str) -> _Found:
    """One error as a rule and a message."""
    kind, name = _kind(error), error.kind.name
    got: Any = error.instance
    match name:
        case "type":
            # The validator has the types in an order of its own.
            types = sorted(kind.types, key=lambda type_: (type_ == "null", type_))
            return _Found(path, *_type_words(types, got), source)
        case "enum" | "const":
            return _Found(path, *_option_words(_options(error), got), source)
        case "required":
            has = joined(sorted(got), "and") if isinstance(got, dict) and got else "nothing"
            rule = f"required: {kind.property}"
            return _Found(path, rule, f"must have {kind.property}, has {shown(has)[1:-1]}", source)
        case "pattern":
            name = shape_of(source.rpartition("/")[0]).name
            rule = f"pattern of {name}" if name else f"pattern {kind.pattern}"
            return _Found(path, rule, f"must be {_pattern_words(source, kind.pattern)}, is {shown(got)}", source)
        case "propertyNames":
            inner = _described(kind.error, (), _source(kind.error) or source)
            return _Found((*path, str(kind.error.instance)), f"key: {inner.rule}", f"the key {inner.message}", source)
        case "not":
            return _Found(path, "not what the contract excludes", f"must not be {shown(got)}", source)
        case "additionalProperties" | "unevaluatedProperties":
            rule = "no other fields"
            return _Found(path, rule, f"must have no other fields, has {shown(joined(kind.unexpected, 'and'))}", source)
        case "uniqueItems":
            return _Found(path, "no item twice", f"must have no item twice, is {shown(got)}", source)
        case "falseSchema":
            return _Found(path, "not allowed", f"must not be there, is {shown(got)}", source)
        case _ if name in LIMITS:
            words = LIMITS[name].format(_limit(error))
            return _Found(path, words, f"must be {words}, is {shown(got)}", source)
        case _ if name in COUNTS:
            words = COUNTS[name].format(_limit(error))
            return _Found(path, words, f"must have {words}, has {len(got)}", source)
        case _:
            return _Found(path, name, f"must keep {name} of the contract, is {shown(got)}", source)


def _limit(error: ValidationError) -> Any:
    return _kind(error).multiple_of if error.kind.name == "multipleOf" else _kind(error).limit


def _pattern_words(source: str, pattern: str) -> str:
    """The examples of the schema with the pattern, which say more than the pattern."""
    examples = CONTRACT.at(source.rpartition("/")[0]).get("examples", ())
    texts = [shown(example) for example in examples if example]
    return f"like {joined(texts)}" if texts else f"a match of {pattern}"
