"""Workspaces: their keys and the documents that they have at the start."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pixxel_sandbox import REVOKED_KEY, SAMPLE_KEY, SAMPLE_KEY_TWO, create_app, sample
from pixxel_sandbox.domain import archive
from tests.oracle import Operation
from tests.sandbox.support import CONTRACT, INDEX, InProcess

Start = Callable[..., InProcess]
LISTS = [each for each in CONTRACT.operations.values() if each.id.startswith("list") and not each.named("path")]
# Lists of provided data, which workspaces have without sample data.
PROVIDED = {"listArchiveCollections", "listBandsets", "listBlocks", "listProjects", "listSatellites", "listWorkflows"}
TD2 = archive.PLATFORMS["TD2"]
IMAGERY = {"satellite_id": TD2, "item_ids": [archive.ITEM_ID], "provider": "pixxel"}
SQUARE = [[[77.54, 12.94], [77.56, 12.94], [77.56, 12.96], [77.54, 12.96], [77.54, 12.94]]]


def listed(sandbox: InProcess, operation: Operation, key: str) -> list[dict[str, Any]]:
    answer = sandbox.json("GET", operation.path, key=key)
    items: list[dict[str, Any]]
    [items] = [value for name, value in answer.items() if isinstance(value, list) and name != "links"]
    return items


def test_a_key_option_replaces_the_sample_key(start: Start) -> None:
    sandbox = start(keys={"one": "my-key"})
    assert sandbox.json("GET", f"/v0/aoi/{sample.AOI_ID}", key="my-key")["name"] == "AOI-D2"
    assert sandbox("GET", "/v0/aois", key=SAMPLE_KEY).status_code == 403
    assert sandbox("GET", "/v0/aois", key=SAMPLE_KEY_TWO).status_code == 200
    assert sandbox("GET", "/v0/aois", key=REVOKED_KEY).json()["error"]["message"] == "this key has been revoked"


def test_workspaces_can_swap_keys(start: Start) -> None:
    sandbox = start(keys={"one": SAMPLE_KEY_TWO, "two": SAMPLE_KEY})
    assert sandbox("GET", f"/v0/aoi/{sample.AOI_ID}", key=SAMPLE_KEY_TWO).status_code == 200


@pytest.mark.parametrize("operation", LISTS, ids=lambda operation: operation.id)
def test_workspaces_without_sample_data_have_provided_data_only(start: Start, operation: Operation) -> None:
    further = listed(start(keys={"three": "key-three"}), operation, "key-three")
    bare = start(seed_data="none")
    found = [further, *(listed(bare, operation, key) for key in (SAMPLE_KEY, SAMPLE_KEY_TWO))]
    if operation.id == "listIndices":
        assert {item["type"] for items in found for item in items} == {"preset"}
    else:
        assert [bool(items) for items in found] == [operation.id in PROVIDED] * 3


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"keys": {"three": "key-three"}}, "key-three"),
        *(({"seed_data": "none"}, workspace.key) for workspace in sample.WORKSPACES),
    ],
)
def test_everything_can_be_created_without_sample_data(start: Start, options: dict[str, Any], key: str) -> None:
    sandbox = start(**options)

    def ask(method: str, path: str, **body: Any) -> Any:
        return sandbox.json(method, path, key=key, json=body or None)

    [project] = ask("GET", "/v0/projects")["projects"]
    assert ask("GET", f"/v0/projects/{project['id']}")["project"] == project
    geometry = {"type": "Polygon", "coordinates": SQUARE}
    aoi = ask("POST", "/v0/aois", name="Mine", description="", project_id=project["id"], geometry=geometry, **IMAGERY)
    sandbox.clock.advance(2)
    index = ask("POST", "/v0/indices", **INDEX)
    drawn = ask("POST", f"/v0/aois/{aoi['aoi_id']}/visualizations", index_id=index["id"])
    assert drawn["status"] == "creating"
    workflow = ask("GET", "/v0/workflows")["workflows"][0]
    assert workflow["project_id"] == project["id"]
    job = ask("POST", f"/v0/workflows/{workflow['id']}/jobs?project_id={project['id']}")
    assert job["workflow_id"] == workflow["id"]
    bandset = ask("GET", "/v0/bandsets")["bandsets"][0]
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    item = {
        "project_id": project["id"],
        "usecase": "agriculture",
        "geometry": {"type": "FeatureCollection", "features": [feature]},
        "item_ids": [archive.ITEM_ID],
    }
    assert ask("POST", "/v0/orders", order_items=[item])["order_items"]
    assert bandset["bands"]


def test_a_further_workspace_is_separate_from_others(start: Start) -> None:
    sandbox = start(keys={"three": "key-three", "four": "key-four"})
    keys = [SAMPLE_KEY, SAMPLE_KEY_TWO, "key-three", "key-four"]
    for path, name in (("/v0/projects", "projects"), ("/v0/workflows", "workflows")):
        ids = [{document["id"] for document in sandbox.json("GET", path, key=key)[name]} for key in keys]
        assert len(set.union(*ids)) == sum(map(len, ids))
    index = sandbox.json("POST", "/v0/indices", json=INDEX, key="key-three")
    assert sandbox("GET", "/v0/indices", params={"index_id": index["id"]}, key="key-four").json()["indices"] == []


def test_a_workspace_is_the_same_with_another_key(tmp_path: Path, start: Start) -> None:
    file = str(tmp_path / "state.db")
    first = start(db=file, keys={"three": "key-three"})
    index = first.json("POST", "/v0/indices", json=INDEX, key="key-three")
    first.app.state.store.close()
    again = start(db=file, keys={"three": "other-key"})
    assert index in again.json("GET", "/v0/indices", key="other-key")["indices"]


def test_a_file_keeps_its_documents_and_gets_a_new_workspace(tmp_path: Path, start: Start) -> None:
    file = str(tmp_path / "state.db")
    first = start(db=file, seed_data="none")
    state = first.state()
    first.app.state.store.close()
    again = start(db=file, keys={"three": "key-three"})
    assert again.state()[: len(state)] == state
    assert again.json("GET", "/v0/aois")["aois"] == []
    assert len(again.json("GET", "/v0/projects", key="key-three")["projects"]) == 1


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({"": "key"}, "cannot name a workspace"),
        ({"a b": "key"}, "cannot name a workspace"),
        ({"a=b": "key"}, "cannot name a workspace"),
        ({"bl\x07eep": "key"}, "cannot name a workspace"),
        ({"straße": "key"}, "cannot name a workspace"),
        ({"three": ""}, "three must consist"),
        ({"three": "a key"}, "printable ASCII"),
        ({"three": "a\nkey"}, "printable ASCII"),
        ({"three": "key\n"}, "printable ASCII"),
        ({"three": "schlüssel"}, "printable ASCII"),
        ({"three": "Bearer"}, "Bearer"),
        ({"three": SAMPLE_KEY}, "one and three have the same key"),
        ({"three": "key", "four": "key"}, "three and four have the same key"),
        ({"three": REVOKED_KEY}, "revoked"),
    ],
)
def test_an_invalid_key_is_a_value_error(keys: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        create_app(keys=keys)


def test_unknown_seed_data_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="sample or none"):
        create_app(seed_data="all")  # type: ignore[arg-type]
