"""The cost of models: ours, pydantic's, the generator's own and plain dicts, side by side in one run."""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, Union

import pydantic

from pixxel_client._data import json as client_json
from pixxel_client.models import Visualization
from tests.oracle import CONTRACT, ROOT, Contract
from tests.rollback_example import seed_answer
from tests.tables import line

# The fewest measurements of each, and the seconds for all of them.
RUNS = 11
SECONDS = 4.0
Act = Callable[[], Any]


def main() -> None:
    theirs, pydantics = generators_own(), Pydantic().model("Visualization")
    for assets in (100, 10_000):
        measure(assets, theirs, pydantics)


def measure(assets: int, theirs: Any, pydantics: type[pydantic.BaseModel]) -> None:
    raw = large_answer(assets)
    standard, fastest = (lambda: json.loads), client_json._parser
    reading: dict[str, Act] = {
        "json.loads": lambda: json.loads(raw),
        "models": lambda: read(raw, standard),
        "models, every field read": lambda: with_every_field(read(raw, standard)),
        "models, extra fast": lambda: read(raw, fastest),
        "pydantic": lambda: pydantics.model_validate_json(raw),
        "the generator's own": lambda: theirs.from_dict(json.loads(raw)),
    }
    compare_times(f"reading {assets} assets", reading)
    compare_memory(f"keeping {assets} assets", reading)

    data = json.loads(raw)
    own = theirs.from_dict(data)
    writing: dict[str, Act] = {
        "json.dumps": lambda: json.dumps(data),
        "models": read(raw, standard).to_json,
        "models, every field read": with_every_field(read(raw, standard)).to_json,
        "pydantic": pydantics.model_validate_json(raw).model_dump_json,
        "the generator's own": lambda: json.dumps(own.to_dict()),
    }
    compare_times(f"writing {assets} assets", writing)


def large_answer(assets: int) -> bytes:
    answer = seed_answer()
    (asset,) = answer["assets"]
    answer["assets"] = [{**asset, "id": str(number)} for number in range(assets)]
    return json.dumps(answer).encode()


def read(raw: bytes, parser: Callable[[], Callable[[str | bytes], Any]]) -> Visualization:
    client_json._parser = parser  # type: ignore[assignment]  # need not be cached here
    return Visualization.from_json(raw)


def with_every_field(model: Visualization) -> Visualization:
    for asset in model.assets or ():
        for property_ in asset._properties:
            getattr(asset, property_.name)
    return model


def generators_own() -> Any:
    """The class that the generator makes for a visualization with its default templates."""
    with TemporaryDirectory() as scratch:
        options: list[str | Path] = ["--meta", "none", "--path", CONTRACT, "--config", ROOT / "generator-config.yaml"]
        command = [sys.executable, "-m", "openapi_python_client", "generate", *options]
        subprocess.run(  # noqa: S603  our own words only
            [*command, "--output-path", f"{scratch}/generators_own"], check=True, capture_output=True, timeout=300
        )
        sys.path.append(scratch)
        models = import_module("generators_own.models")
        sys.path.remove(scratch)
    return models.Visualization


class Pydantic:
    """pydantic models of the contract's schemas."""

    def __init__(self) -> None:
        self._schemas: dict[str, Any] = Contract.load().document["components"]["schemas"]
        self._models: dict[str, type[pydantic.BaseModel]] = {}

    def model(self, name: str) -> type[pydantic.BaseModel]:
        if name not in self._models:
            schema = self._schemas[name]
            required = schema.get("required", ())
            fields: dict[str, Any] = {}
            for field, described in schema["properties"].items():
                annotation = self._annotation(described)
                fields[field] = (annotation, ...) if field in required else (annotation | None, None)
            config = pydantic.ConfigDict(extra="allow")
            self._models[name] = pydantic.create_model(name, __config__=config, **fields)
        return self._models[name]

    def _annotation(self, schema: dict[str, Any]) -> Any:
        if name := schema.get("$ref", "").rpartition("/")[2]:
            return self.model(name) if "properties" in self._schemas[name] else self._annotation(self._schemas[name])
        if one_of := schema.get("oneOf"):
            return Union[tuple(map(self._annotation, one_of))]  # noqa: UP007  known at run time only
        if values := schema.get("enum") or ([schema["const"]] if "const" in schema else None):
            return Literal[tuple(values)]
        match schema.get("type"):
            case "array":
                return list[self._annotation(schema.get("items", {}))]  # type: ignore[misc]  # as above
            case "object":
                return dict[str, self._annotation(schema.get("additionalProperties", {}))]  # type: ignore[misc]  # as above
            case str(name):
                return {"string": str, "integer": int, "number": float, "boolean": bool}[name]
        return Any


def compare_times(what: str, acts: dict[str, Act]) -> None:
    """Prints the median time of each, called in turns, as a multiple of the first."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    first = next(iter(acts))
    deadline = time.perf_counter() + SECONDS
    while len(times[first]) < RUNS or time.perf_counter() < deadline:
        for name, act in acts.items():
            # The garbage of the others must not be collected during this measurement.
            gc.collect()
            started = time.perf_counter()
            result = act()
            times[name].append(time.perf_counter() - started)
            del result
    show(what, {name: statistics.median(taken) for name, taken in times.items()}, "ms", 1e3)


def compare_memory(what: str, acts: dict[str, Act]) -> None:
    """Prints the memory that each result holds, as a multiple of the first."""
    held: dict[str, float] = {}
    for name, act in acts.items():
        act()  # Loads and compiles what only the first call needs.
        gc.collect()
        tracemalloc.start()
        result = act()
        gc.collect()
        held[name], _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        del result
    show(what, held, "MB", 1e-6)


def show(what: str, amounts: dict[str, float], unit: str, scale: float) -> None:
    first = next(iter(amounts))
    print(f"{what}, of {first} ({amounts[first] * scale:.2f} {unit})")
    for name, amount in amounts.items():
        if name != first:
            print(line((f"    {name}", f"{amount / amounts[first]:.2f} ×"), (62, -9)))


if __name__ == "__main__":
    main()
