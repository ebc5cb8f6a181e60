"""Hypothesis strategies for the values that a schema of the contract allows.

Schemathesis, which generates the requests of the server proof, needs minutes for one answer as deep as a STAC item.
These strategies need milliseconds, because they support only the keywords that the contract uses. Every value is
validated before it is used: a keyword that is not supported here costs time, but never gives a wrong value.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.oracle import Contract

# Enough for an item with a neighbour on both sides.
LONGEST = 3

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)


@cache
def values(contract: Contract, pointer: str, *, extras: bool = True) -> st.SearchStrategy[Any]:
    """Any JSON that the schema at `pointer` allows; with `extras`, also with fields that it does not name."""
    built = _builder(contract, extras=extras).of(contract.at(pointer))
    return built.filter(lambda value: not contract.problems(pointer, value))


@cache
def _builder(contract: Contract, *, extras: bool) -> _Builder:
    """One builder for all schemas of a contract: a shared schema is built, and examined by Hypothesis, once."""
    return _Builder(contract, extras=extras)


class _Builder:
    def __init__(self, contract: Contract, *, extras: bool) -> None:
        self._contract = contract
        self._extras = extras
        self._shared: dict[str, st.SearchStrategy[Any]] = {}

    def of(self, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        if "$ref" not in schema:
            return self._build(schema)
        pointer = schema["$ref"].removeprefix("#")
        if pointer not in self._shared:
            self._shared[pointer] = st.deferred(lambda: self.of(self._contract.at(pointer)))
        return self._shared[pointer]

    def _build(self, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        if "enum" in schema or "const" in schema:
            return st.sampled_from(schema.get("enum") or [schema["const"]])
        for keyword in ("oneOf", "anyOf"):
            if keyword in schema:
                return st.one_of([self.of(alternative) for alternative in schema[keyword]])
        if "type" not in schema:
            return ANY_JSON
        types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        return st.one_of([getattr(self, f"_{type_}")(schema) for type_ in types])

    def _null(self, _: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        return st.none()

    def _boolean(self, _: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        return st.booleans()

    def _string(self, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        unicode = st.characters(codec="utf-8")
        if "pattern" in schema:
            # In Python `$` also matches before a newline at the end, in a contract it does not.
            return st.from_regex(schema["pattern"].replace("$", r"\Z"), fullmatch=True, alphabet=unicode)
        return st.text(unicode, min_size=schema.get("minLength", 0), max_size=min(schema.get("maxLength", 20), 20))

    def _integer(self, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        whole = st.integers(schema.get("minimum", -(2**53)), schema.get("maximum", 2**53))
        # 5.0 is an integer to JSON Schema.
        return whole | whole.map(float) if self._extras else whole

    def _number(self, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        lowest, above = schema.get("minimum"), schema.get("exclusiveMinimum")
        floats = st.floats(
            lowest if above is None else above,
            schema.get("maximum"),
            exclude_min=above is not None,
            allow_nan=False,
            allow_infinity=False,
        )
        least = lowest if above is None else math.floor(above) + 1
        return floats | st.integers(-(2**53) if least is None else least, schema.get("maximum", 2**53))

    def _array(self, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        fewest = schema.get("minItems", 0)
        return st.lists(
            self.of(schema.get("items", {})),
            min_size=fewest,
            max_size=schema.get("maxItems", max(fewest, LONGEST)),
            unique_by=json.dumps if schema.get("uniqueItems") else None,
        )

    def _object(self, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        return st.one_of([self._fields(case) for case in self._cases(schema)])

    def _fields(self, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
        forbidden = schema.get("not", {}).get("required", [])
        known = {name: self.of(field) for name, field in schema.get("properties", {}).items() if name not in forbidden}
        additional = schema.get("additionalProperties")
        further = ANY_JSON if additional is None or isinstance(additional, bool) else self.of(additional)
        required = {name: known.get(name, further) for name in schema.get("required", ())}
        optional = {name: field for name, field in known.items() if name not in required}
        fields = st.fixed_dictionaries(required, optional=optional)
        if additional is False or (additional is None and not self._extras):
            return fields
        names = self.of(schema["propertyNames"]) if "propertyNames" in schema else TEXT
        more = st.dictionaries(names.filter(lambda name: name not in known), further, max_size=1 if known else 2)
        return st.builds(lambda named, extra: {**extra, **named}, fields, more)

    def _cases(self, schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The schema as schemas without a condition: one where the condition holds, one where it need not hold."""
        if "if" not in schema:
            return [schema]
        plain = {key: part for key, part in schema.items() if key not in {"if", "then", "else"}}
        holds = self._both(self._both(plain, schema["if"]), schema.get("then", {}))
        return self._cases(holds) + self._cases(self._both(plain, schema.get("else", {})))

    def _both(self, first: Mapping[str, Any], second: Mapping[str, Any]) -> Mapping[str, Any]:
        """A schema that requires what both require, as far as the conditions of this contract need it."""
        first = self._contract.resolve(first, "")[0]
        properties = dict(first.get("properties", {}))
        for name, part in second.get("properties", {}).items():
            properties[name] = self._both(properties.get(name, {}), part)
        both = {**first, **second, "required": [*first.get("required", ()), *second.get("required", ())]}
        return {**both, "properties": properties} if properties else both
