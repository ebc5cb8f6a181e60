"""Packages have what was requested; their signed URL alone fetches them."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.contract.model.crawl import create_everything
from tests.contract.model.creation import CREATE_OPERATIONS, FEW, STEPS, TERMINAL_STATUSES, read_back
from tests.contract.model.inventory import Inventory
from tests.contract.model.links import LINKS, Link
from tests.contract.model.operations import CONTRACT, OPERATIONS, Call, call_of, is_read_only
from tests.contract.outcomes import not_applicable, require, skip
from tests.contract.transport.server import Server
from tests.oracle import JSON, Operation


def answered_fields(operation: Operation) -> set[str]:
    pointer = operation.answers[str(operation.success)][JSON]
    return set(CONTRACT.resolve(CONTRACT.at(pointer), pointer)[0].get("properties", {}))


PACKERS = [operation for operation in CREATE_OPERATIONS if "signed_url" in answered_fields(operation)]


@pytest.mark.parametrize("operation", PACKERS, ids=lambda operation: operation.id)
def test_package_can_be_fetched_without_a_key(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    for body in (call.body, with_more_ids(inventory, operation, call.body)):
        files = packed(server, inventory, operation, replace(call, body=body))
        told = told_by(files)
        missing = [name for name in asked_for(body) if name not in told]
        assert not missing, f"the package does not have {missing}"


# In seconds: longer than a URL with limited validity would be valid.
A_MONTH = 31 * 24 * 60 * 60


@pytest.mark.parametrize("operation", PACKERS, ids=lambda operation: operation.id)
def test_signed_url_expires_and_can_be_renewed(server: Server, inventory: Inventory, operation: Operation) -> None:
    if not server.is_sandbox:
        skip("it is not documented how long a signed URL is valid")
    call = inventory.valid(operation)
    made = server.value(call)
    for _ in range(STEPS):
        server.wait()
    old = read_back(server, inventory, operation, call, made)["signed_url"]
    content = server.fetch(old)

    server.wait(A_MONTH)

    assert server.send("GET", old, key=None).status_code >= 400, "the signed URL does not expire"
    assert server.fetch(read_back(server, inventory, operation, call, made)["signed_url"]) == content


@pytest.mark.parametrize("operation", PACKERS, ids=lambda operation: operation.id)
def test_package_has_only_what_was_requested(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    lists_of_ids = [name for name in call.body if name.endswith("_ids")]
    # With two lists of IDs, one may include items of the other.
    if len(lists_of_ids) != 1:
        not_applicable("the body names what is packed in more than one way")
    (name,) = lists_of_ids
    several = with_more_ids(inventory, operation, call.body)[name]
    require(len(several) > 1, f"the server has fewer than two {name}")
    for item in several[:2]:
        told = told_by(packed(server, inventory, operation, replace(call, body=call.body | {name: [item]})))
        assert item in told
        assert [other for other in several if other != item and other in told] == []


def packed(server: Server, inventory: Inventory, operation: Operation, call: Call) -> dict[str, bytes]:
    """The files of the finished package."""
    found = made = server.value(call)
    for _ in range(server.patience):
        if str(found["status"]).lower() in TERMINAL_STATUSES:
            break
        server.wait()
        # A PUT is repeated to read the status.
        again = operation.method == "PUT"
        found = server.value(call) if again else read_back(server, inventory, operation, call, made)
    assert str(found["status"]).lower() in TERMINAL_STATUSES, (
        f"{call} is {found['status']} after {server.patience} waits"
    )
    return unpacked(server.fetch(found["signed_url"]))


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files in a ZIP file, or the file itself."""
    if not content.startswith(b"PK"):
        return {"": content} if content else {}
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        assert files.testzip() is None
        return {name: files.read(name) for name in files.namelist()}


def told_by(files: dict[str, bytes]) -> str:
    """The names of the files and the text of the JSON files."""
    return " ".join([*files, *(content.decode() for name, content in files.items() if name.endswith(".json"))])


def with_more_ids(inventory: Inventory, operation: Operation, body: Any) -> Any:
    """The body with more existing IDs in its lists."""
    more = {
        name: list(dict.fromkeys([*part, *inventory.named(name)[:FEW]]))
        for name, part in body.items()
        if name[-4:] == "_ids"
    }
    longer = body | more
    return body if CONTRACT.problems(operation.body[JSON], longer) else longer


def asked_for(body: Any) -> Iterator[str]:
    """The IDs in the lists of a body."""
    for name, part in body.items():
        if name.endswith("_ids"):
            yield from part


def brought(server: Server) -> tuple[str, list[dict[str, Any]]]:
    """The order item with the most images, and its images."""
    search = CONTRACT.operations["searchCatalogs"]
    found: dict[str, list[dict[str, Any]]] = {}
    for item in server.all_of("listOrderItems"):
        asked = call_of(search, body={"order_item_ids": [item["id"]], "limit": 100})
        found[item["id"]] = server.value(asked)["catalogs"]
    return max(found.items(), key=lambda item: len(item[1]), default=("", []))


def test_order_item_stands_for_all_its_images(server: Server, inventory: Inventory) -> None:
    item, catalogs = brought(server)
    require(len(catalogs) > 1, "no order item has more than one image")
    pack, deliver = (CONTRACT.operations[name] for name in ("createCatalogDownload", "createDeliveries"))

    files = packed(server, inventory, pack, call_of(pack, body={"order_item_ids": [item]}))
    told = told_by(files)
    assert [item["details"]["id"] for item in catalogs if item["details"]["id"] not in told] == []

    call = inventory.valid(deliver)
    where = call.body["deliveries"][0]["cloud_info"]
    made = server.value(replace(call, body={"deliveries": [{"order_item_ids": [item], "cloud_info": where}]}))
    assert {item["catalog_id"] for item in made["deliveries"]} == {item["id"] for item in catalogs}


REPLACING = [operation for operation in OPERATIONS if operation.method == "PUT" and not is_read_only(operation)]


@pytest.mark.parametrize("operation", REPLACING, ids=lambda operation: operation.id)
def test_repeated_put_does_not_start_again(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    answers = []
    for _ in range(STEPS if server.is_sandbox else 2):
        answers.append(server.value(call))
        server.wait()

    statuses = [item for item, _ in itertools.groupby(str(answer.get("status")) for answer in answers)]
    assert len(statuses) == len(set(statuses)), f"a status was repeated: {statuses}"
    assert len({answer.get("id") for answer in answers}) == 1, "the second request created another resource"
    if "signed_url" in answered_fields(operation) and server.is_sandbox:
        assert statuses[-1].lower() in TERMINAL_STATUSES, f"after {STEPS} steps it is {statuses[-1]}"
        assert packed(server, inventory, operation, call), "the package is empty"


CHOOSING = [operation for operation in REPLACING if operation.body and "signed_url" in answered_fields(operation)]


def own(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files without the package's own list of contents."""
    return {name: content for name, content in files.items() if not name.endswith(".json")}


@pytest.mark.parametrize("operation", CHOOSING, ids=lambda operation: operation.id)
def test_package_has_the_selection_or_everything(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    chosen = {name: part for name, part in call.body.items() if isinstance(part, list) and part}
    require(chosen, "the body has no list with an item")
    everything = packed(server, inventory, operation, replace(call, body={}))
    alone = [
        packed(server, inventory, operation, replace(call, body={key: [] for key in chosen} | {name: [item]}))
        for name, part in chosen.items()
        for item in part
    ]

    for name, part in chosen.items():
        # Everything of an omitted list is packed.
        rest = packed(server, inventory, operation, replace(call, body={name: part}))
        besides: dict[str, list[str]] = {key: [] for key, other in call.body.items() if isinstance(other, list)}
        only = packed(server, inventory, operation, replace(call, body=besides | {name: part}))
        assert own(only).items() <= own(rest).items()
        is_all = len(only) == len(everything)
        assert is_all or len(only) < len(rest), f"with only {name} given, nothing else is packed"

    assert all(alone), "an item that was given is not packed"
    for files in alone:
        assert own(files).items() <= everything.items()
    assert len(alone) == 1 or all(len(files) < len(everything) for files in alone), (
        "everything is packed, whatever is given"
    )


@pytest.mark.parametrize(
    "link", [link for link in LINKS if link.target in REPLACING and link.target.path.endswith("/download")], ids=str
)
def test_each_resource_has_its_own_package(server: Server, inventory: Inventory, link: Link) -> None:
    packages = []
    for values in itertools.islice(inventory.along(link), FEW):
        answer = server.ask(inventory.about(link.target, values))
        # Unfinished work cannot be packed.
        if answer.status_code == link.target.success:
            packages.append(answer.json()["id"])

    assert len(packages) == len(set(packages)), "two resources have the same package"


# A whole and its part, both with a package: a job and its tasks.
PARTS = [
    (whole, part)
    for whole, part in itertools.permutations(
        [operation for operation in REPLACING if operation.path.endswith("/download")], 2
    )
    if part.path.startswith(whole.path.removesuffix("download"))
]


@pytest.mark.parametrize(
    "link", [link for link in LINKS for _, part in PARTS if link.target == part and is_read_only(link.source)], ids=str
)
def test_completed_task_can_be_packed_before_its_job_ends(server: Server, inventory: Inventory, link: Link) -> None:
    create_everything(server, inventory)
    part = link.target.named("path").keys() - link.source.named("path").keys()
    early = 0
    for _ in range(STEPS if server.is_sandbox else 1):
        for values in inventory.along(link):
            path = {name: value for name, value in values.items() if name not in part}
            whole = server.value(inventory.about(link.source, path))
            named = {values[name] for name in part}
            (own,) = (item for item in parts_of(whole) if item.get("id") in named)
            if own["status"] == "completed":
                assert server.ask(inventory.about(link.target, values)).status_code == link.target.success, own
                early += whole["status"] not in TERMINAL_STATUSES
        server.wait()
    require(early, "no task is completed before its job")


def parts_of(whole: Any) -> Iterator[Any]:
    for several in whole.values():
        yield from (item for item in several if isinstance(item, dict)) if isinstance(several, list) else ()


@pytest.mark.parametrize(("whole", "part"), PARTS, ids=lambda operation: operation.id)
def test_package_of_a_job_has_the_files_of_its_tasks(
    server: Server, inventory: Inventory, whole: Operation, part: Operation
) -> None:
    path = inventory.valid(part).path
    parts = [values for link in LINKS if link.target == part for values in inventory.along(link)]
    of = {name: path[name] for name in whole.named("path")}
    all_ = packed(server, inventory, whole, inventory.about(whole, of))

    for values in [path, *(item for item in parts if item.items() >= of.items())][:FEW]:
        own = packed(server, inventory, part, inventory.about(part, values))
        assert own
        assert [name for name, content in own.items() if content not in all_.values()] == [], values
