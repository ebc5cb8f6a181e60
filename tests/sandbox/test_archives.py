"""The archive: collections, items and searches."""

from typing import Any

import pytest

from pixxel_sandbox import SAMPLE_KEY_TWO
from tests.sandbox.support import CONTRACT, InProcess, example_bodies

COLLECTIONS = "/v0/archives/collections"
L2A = "pixxel-td-l2a"
ITEM = "TD2_00056_20240506_L2A_004010_01001001"


def ids(sandbox: InProcess, **search: Any) -> list[str]:
    answer = sandbox.json("POST", "/v0/archives/search", json=search)
    return [item["id"] for item in answer["features"]]


def items(sandbox: InProcess, **search: Any) -> list[dict[str, Any]]:
    """All items of the L2A collection that a search finds."""
    body = {"collections": [L2A], "limit": 100, **search}
    found: list[dict[str, Any]] = sandbox.json("POST", "/v0/archives/search", json=body)["features"]
    return found


def days(sandbox: InProcess, **search: Any) -> list[str]:
    return [item["properties"]["datetime"][:10] for item in items(sandbox, **search)]


def refused(sandbox: InProcess, **search: Any) -> str:
    answer = sandbox("POST", "/v0/archives/search", json=search)
    assert answer.status_code == 400, answer.text
    message: str = answer.json()["error"]["message"]
    return message


# ── Collections and items ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_collection_is_the_same_in_the_list_and_alone(sandbox: InProcess) -> None:
    listed = sandbox.json("GET", COLLECTIONS)["collections"]
    assert [each["id"] for each in listed] == [L2A, "pixxel-td-l1c", "pixxel-td-l1b"]
    for each in listed:
        assert sandbox.json("GET", f"{COLLECTIONS}/{each['id']}") == each


def test_collections_are_filtered_by_ids_separated_by_commas(sandbox: InProcess) -> None:
    for wanted, found in (
        (L2A, [L2A]),
        ("pixxel-td-l1b,nothing,pixxel-td-l2a", [L2A, "pixxel-td-l1b"]),
        ("pixxel-td", []),
        ("", []),
    ):
        listed = sandbox.json("GET", COLLECTIONS, params={"ids": wanted})["collections"]
        assert [each["id"] for each in listed] == found


def test_a_collection_links_to_itself_on_this_server(sandbox: InProcess) -> None:
    [link] = sandbox.json("GET", f"{COLLECTIONS}/{L2A}")["links"]
    assert link["rel"] == "self"
    assert sandbox.json("GET", link["href"])["id"] == L2A


def test_items_of_a_collection_are_listed_newest_first(sandbox: InProcess) -> None:
    for collection in (L2A, "pixxel-td-l1c"):
        features = sandbox.json("GET", f"{COLLECTIONS}/{collection}/items")["features"]
        times = [each["properties"]["datetime"] for each in features]
        assert times == sorted(times, reverse=True)
        assert len(times) >= 3
        assert {each["collection"] for each in features} == {collection}
        for item in features:
            assert sandbox.json("GET", f"{COLLECTIONS}/{collection}/items/{item['id']}") == item


def test_pages_of_items_partition_the_list(sandbox: InProcess) -> None:
    whole = sandbox.json("GET", f"{COLLECTIONS}/{L2A}/items")["features"]
    assert len(whole) > 6
    joined = []
    for offset in range(0, len(whole) + 3, 3):
        page = sandbox.json("GET", f"{COLLECTIONS}/{L2A}/items", params={"limit": 3, "offset": offset})["features"]
        assert len(page) <= 3
        joined += page
    assert joined == whole


def test_the_archive_is_the_same_for_every_workspace(sandbox: InProcess) -> None:
    for path in (
        COLLECTIONS,
        f"{COLLECTIONS}/{L2A}",
        f"{COLLECTIONS}/{L2A}/items",
        f"{COLLECTIONS}/{L2A}/items/{ITEM}",
    ):
        assert sandbox.json("GET", path) == sandbox.json("GET", path, key=SAMPLE_KEY_TWO)


@pytest.mark.parametrize(
    ("path", "details"),
    [
        ("42", {"cid": "42"}),
        ("42/items", {"cid": "42"}),
        (f"42/items/{ITEM}", {"cid": "42"}),
        (f"{L2A}/items/42", {"cid": L2A, "id": "42"}),
        (f"pixxel-td-l1c/items/{ITEM}", {"cid": "pixxel-td-l1c", "id": ITEM}),
        (f"{L2A}/items/S2B_MSIL2A_20240507T051649_R062_T43PGQ", None),
    ],
)
def test_an_unknown_collection_or_item_is_404(sandbox: InProcess, path: str, details: object) -> None:
    answer = sandbox("GET", f"{COLLECTIONS}/{path}")
    assert answer.status_code == 404
    assert details is None or answer.json()["error"]["details"] == details


# ── Search ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_search_without_conditions_has_pages_of_ten_items(sandbox: InProcess) -> None:
    whole = ids(sandbox, limit=100)
    assert len(set(whole)) == len(whole) > 10
    assert ids(sandbox) == whole[:10]
    assert ids(sandbox, offset=10) == whole[10:]
    assert ids(sandbox, limit=2, offset=3) == whole[3:5]
    assert ids(sandbox, offset=10**18) == []


def test_a_search_matches_collections_and_ids(sandbox: InProcess) -> None:
    assert ids(sandbox, ids=[ITEM, "42"]) == [ITEM]
    assert ids(sandbox, ids=[ITEM], collections=["pixxel-td-l1c"]) == []
    both = ids(sandbox, collections=["pixxel-td-l1c", "pixxel-td-l1b"])
    assert len(both) == 6
    assert ids(sandbox, ids=[]) == ids(sandbox, collections=[]) == []


def test_a_search_in_an_unknown_collection_is_404(sandbox: InProcess) -> None:
    answer = sandbox("POST", "/v0/archives/search", json={"collections": [L2A, "42"]})
    assert answer.status_code == 404
    assert answer.json()["error"]["details"] == {"collections": ["42"]}


@pytest.mark.parametrize(
    ("bbox", "found"),
    [
        ([77.5, 12.9, 77.6, 13.0], 4),
        ([77.55, 12.95, 77.55, 12.95], 4),
        ([77.65, 13.05, 77.66, 13.06], 2),
        ([77.6, 13.0, 77.65, 13.05], 4),
        ([77.61, 13.01, 77.65, 13.05], 2),
        ([0, 0, 1, 1], 0),
        ([179, -18, -179, -16], 1),
        ([-180, -18, 179, -16], 0),
        ([78, -90, 74, 90], 2),
        ([-180, -90, 180, 90], 8),
    ],
)
def test_a_bounding_box_matches_items_that_it_touches(sandbox: InProcess, bbox: list[float], found: int) -> None:
    assert len(items(sandbox, bbox=bbox)) == found


def test_a_geometry_matches_items_that_it_touches(sandbox: InProcess) -> None:
    point = {"type": "Point", "coordinates": [77.55, 12.95]}
    assert len(items(sandbox, intersects=point)) == 4
    across = {"type": "LineString", "coordinates": [[74.8, 12.8], [78.4, 17.3]]}
    assert days(sandbox, intersects=across) == ["2024-02-20", "2024-01-12"]
    collection = {"type": "GeometryCollection", "geometries": [point, across]}
    assert len(items(sandbox, intersects=collection)) == 6


@pytest.mark.parametrize(
    ("search", "pointer"),
    [
        ({"bbox": [0, 1, 1, 0]}, "/bbox"),
        ({"bbox": [0, 0, 181, 1]}, "/bbox"),
        ({"bbox": [0, 0, 1, 91]}, "/bbox"),
        ({"intersects": {"type": "Point", "coordinates": [0, 91]}}, "/intersects"),
        ({"bbox": [0, 0, 1, 1], "intersects": {"type": "Point", "coordinates": [0, 0]}}, "the body"),
    ],
)
def test_an_invalid_bounding_box_or_geometry_is_400(sandbox: InProcess, search: dict[str, Any], pointer: str) -> None:
    assert refused(sandbox, **search).startswith(f"{pointer}: ")


@pytest.mark.parametrize(
    ("datetime", "found"),
    [
        ("2024-05-06T05:12:44Z", ["2024-05-06"]),
        ("2024-05-06T10:42:44+05:30", ["2024-05-06"]),
        ("2024-05-06T05:12:45Z", []),
        ("2024-05-06T05:12:44Z/2024-06-11T05:15:31Z", ["2024-06-11", "2024-05-06"]),
        ("2024-09-01T00:00:00Z/..", ["2025-11-14", "2024-09-25"]),
        ("../2023-12-31T00:00:00Z", ["2023-07-02", "2023-03-14"]),
    ],
)
def test_a_time_is_an_instant_or_an_interval_with_open_ends(
    sandbox: InProcess, datetime: str, found: list[str]
) -> None:
    assert days(sandbox, datetime=datetime) == found


@pytest.mark.parametrize(
    "datetime", ["2025-01-01T00:00:00Z/2024-01-01T00:00:00Z", "2024-02-30T00:00:00Z", "../2024-01-01T25:00:00Z", "2024"]
)
def test_an_invalid_time_is_400(sandbox: InProcess, datetime: str) -> None:
    assert refused(sandbox, datetime=datetime).startswith("/datetime: ")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"eo:cloud_cover": {"lt": 3.5}}, 1),
        ({"eo:cloud_cover": {"lte": 3.5}}, 2),
        ({"eo:cloud_cover": {"gt": 41}}, 1),
        ({"eo:cloud_cover": {"gte": 41}}, 2),
        ({"eo:cloud_cover": {"gt": 3.5, "lt": 17.5}}, 2),
        ({"eo:cloud_cover": {"eq": 0}}, 1),
        ({"eo:cloud_cover": {"eq": False}}, 0),
        ({"eo:cloud_cover": {"neq": 0}}, 7),
        ({"eo:cloud_cover": {"in": [0, 12, "41"]}}, 2),
        ({"eo:cloud_cover": {"in": []}}, 0),
        ({"eo:cloud_cover": {"lt": "a"}}, 0),
        ({"platform": {"eq": "TD1"}}, 3),
        ({"platform": {"in": ["TD1", "TD2"]}}, 8),
        ({"platform": {"eq": "TD2"}, "eo:cloud_cover": {"lt": 15}}, 2),
        ({"platform": {"startsWith": "TD"}}, 8),
        ({"platform": {"endsWith": "1"}}, 3),
        ({"platform": {"contains": "D1"}}, 3),
        ({"platform": {"startsWith": "1"}}, 0),
        ({"instruments": {"contains": "VNIR"}}, 8),
        ({"instruments": {"contains": "VN"}}, 0),
        ({"datetime": {"lt": "2024-01-01T00:00:00Z"}}, 2),
        ({"properties.platform": {"eq": "TD1"}}, 3),
        ({"id": {"startsWith": "TD1_"}}, 3),
        ({"nothing": {"neq": 1}}, 0),
        ({"nothing": {}}, 8),
    ],
)
def test_items_meet_all_conditions_of_a_query(sandbox: InProcess, query: dict[str, Any], found: int) -> None:
    assert len(items(sandbox, query=query)) == found


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"gsd": {"like": 1}}, "/query/gsd/like"),
        ({"a/b~": {"=": 1}}, "/query/a~1b~0/="),
        ({"gsd": {"in": 1}}, "/query/gsd/in"),
        ({"gsd": {"startsWith": 1}}, "/query/gsd/startsWith"),
        ({"gsd": {"lt": None}}, "/query/gsd/lt"),
        ({"gsd": {"lt": True}}, "/query/gsd/lt"),
    ],
)
def test_an_invalid_condition_is_400(sandbox: InProcess, query: dict[str, Any], pointer: str) -> None:
    assert refused(sandbox, query=query).startswith(f"{pointer}: ")


def test_items_are_sorted_by_each_key_in_turn(sandbox: InProcess) -> None:
    found = items(sandbox, sortby=[{"field": "platform", "direction": "asc"}, {"field": "gsd", "direction": "asc"}])
    assert [item["properties"]["platform"] for item in found] == ["TD1"] * 3 + ["TD2"] * 5
    by_both = items(
        sandbox,
        sortby=[{"field": "properties.platform", "direction": "DESC"}, {"field": "eo:cloud_cover", "direction": "ASC"}],
    )
    keys = [(item["properties"]["platform"], item["properties"]["eo:cloud_cover"]) for item in by_both]
    assert keys == sorted(sorted(keys, key=lambda key: key[1]), key=lambda key: key[0], reverse=True)


def test_a_search_is_newest_first_by_default(sandbox: InProcess) -> None:
    newest_first = days(sandbox)
    assert newest_first == sorted(newest_first, reverse=True)
    assert days(sandbox, sortby=[{"field": "datetime", "direction": "asc"}]) == newest_first[::-1]
    assert days(sandbox, sortby=[{"field": "nothing", "direction": "asc"}]) == newest_first


def test_sorting_is_before_paging(sandbox: InProcess) -> None:
    by_clouds = [{"field": "eo:cloud_cover", "direction": "desc"}]
    assert [item["properties"]["eo:cloud_cover"] for item in items(sandbox, sortby=by_clouds, limit=2, offset=1)] == [
        41.0,
        27.0,
    ]


def test_the_examples_find_the_item_of_the_example(sandbox: InProcess) -> None:
    for body in example_bodies(CONTRACT.operations["searchArchive"]).values():
        assert ITEM in ids(sandbox, **body)
