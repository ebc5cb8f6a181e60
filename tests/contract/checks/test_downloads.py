"""Packages have what was requested; their signed URL alone fetches them."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from tests.contract.model.comparison import assert_is
from tests.contract.model.creation import CREATE_OPERATIONS, FEW, STEPS, read_back
from tests.contract.model.departures import Departure
from tests.contract.model.inventory import Inventory
from tests.contract.model.links import LINKS, Link
from tests.contract.model.operations import CONTRACT, OPERATIONS, Call, call_of, is_read_only
from tests.contract.model.statuses import SUCCEEDED, TERMINAL_STATUSES, status_of
from tests.contract.outcomes import not_applicable, require, skip
from tests.contract.transport.server import Server
from tests.oracle import JSON, Operation


def answered_fields(operation: Operation) -> set[str]:
    pointer = operation.answers[str(operation.success)][JSON]
    return set(CONTRACT.resolve(CONTRACT.at(pointer), pointer)[0].get("properties", {}))


PACKAGE_OPERATIONS = [operation for operation in CREATE_OPERATIONS if "signed_url" in answered_fields(operation)]


@pytest.mark.parametrize("operation", PACKAGE_OPERATIONS, ids=lambda operation: operation.id)
def test_package_can_be_fetched_without_a_key(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    bodies = [call.body, with_more_ids(inventory, call)]
    for body in bodies if server.is_sandbox else bodies[-1:]:
        package_call = replace(call, body=body)
        text = package_text(package_files(server, inventory, operation, package_call, fetch=server.fetch))
        missing = [name for name in requested_ids(body) if name not in text]
        assert not missing, f"the package of {package_call} must have what is requested, has not {missing}"


# Longer than any signed URL is valid.
MONTH_SECONDS = 31 * 24 * 60 * 60


@pytest.mark.parametrize("operation", PACKAGE_OPERATIONS, ids=lambda operation: operation.id)
def test_signed_url_expires_and_can_be_renewed(server: Server, inventory: Inventory, operation: Operation) -> None:
    if not server.is_sandbox:
        skip("it is not documented how long a signed URL is valid")
    call = inventory.valid(operation)
    created = server.value(call)
    for _ in range(STEPS):
        server.wait()
    old_url = read_back(server, inventory, operation, call, created)["signed_url"]
    content = server.fetch(old_url)

    server.wait(MONTH_SECONDS)

    status = server.send("GET", old_url, key=None).status_code
    assert status >= 400, f"a signed URL must have expired after a month, is {status}"
    renewed = server.fetch(read_back(server, inventory, operation, call, created)["signed_url"])
    assert renewed == content, f"the renewed URL must have the same {len(content)} bytes, has {len(renewed)} others"


@pytest.mark.parametrize("operation", PACKAGE_OPERATIONS, ids=lambda operation: operation.id)
def test_package_has_only_what_was_requested(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    lists_of_ids = [name for name in call.body if name.endswith("_ids")]
    # With two lists of IDs, one may include items of the other.
    if len(lists_of_ids) != 1:
        not_applicable("the body names what is packed in more than one way")
    (name,) = lists_of_ids
    all_ids = with_more_ids(inventory, call)[name]
    require(len(all_ids) > 1, f"the server has fewer than two {name}")
    for requested_id in all_ids[:2]:
        package_call = replace(call, body=call.body | {name: [requested_id]})
        text = package_text(package_files(server, inventory, operation, package_call))
        assert requested_id in text, f"the package of {package_call} must have {requested_id}, has not"
        others = [other_id for other_id in all_ids if other_id != requested_id and other_id in text]
        assert not others, f"the package of {package_call} must have nothing else, has {others}"


def package_files(
    server: Server,
    inventory: Inventory,
    operation: Operation,
    call: Call,
    fetch: Callable[[str], bytes] | None = None,
) -> dict[str, bytes]:
    """The files of the finished package. On another server, `fetch` is needed to try the signed URL in all ways."""
    created = server.value(call)
    looks = iter([created])

    def read() -> Any:
        if (first := next(looks, None)) is not None:
            return first
        # A PUT is repeated to read the status.
        is_put = operation.method == "PUT"
        return server.value(call) if is_put else read_back(server, inventory, operation, call, created)

    package = server.until("a package", read, lambda package: status_of(package) in TERMINAL_STATUSES)
    if status_of(package) not in SUCCEEDED:
        skip(f"packing has ended with {package['status']}")
    fetch = fetch or (server.fetch if server.is_sandbox else partial(fetched_once, server))
    return unzip(fetch(package["signed_url"]))


def fetched_once(server: Server, url: str) -> bytes:
    """The content at a signed URL."""
    answer = server.send("GET", url, key=None)
    if answer.status_code != 200:
        departure = Departure("", "a signed URL opens without a key", f"must be 200, is {answer.status_code}")
        server.run.block("GET the signed URL of a package", answer.status_code, departure)
    return answer.content


def unzip(content: bytes) -> dict[str, bytes]:
    """The files in a ZIP file, or the file itself."""
    if not content.startswith(b"PK"):
        return {"": content} if content else {}
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        damaged = files.testzip()
        assert damaged is None, f"all files of a package must be whole, {damaged} is damaged"
        return {name: files.read(name) for name in files.namelist()}


def package_text(files: dict[str, bytes]) -> str:
    """The names of the files and the text of the JSON files."""
    return " ".join([*files, *(content.decode() for name, content in files.items() if name.endswith(".json"))])


def with_more_ids(inventory: Inventory, call: Call) -> Any:
    """The body of a call with more existing IDs in its lists."""
    longer_lists = {
        name: list(dict.fromkeys([*ids, *inventory.named(name, call.path)[:FEW]]))
        for name, ids in call.body.items()
        if name[-4:] == "_ids"
    }
    longer_body = call.body | longer_lists
    return call.body if CONTRACT.problems(call.operation.body[JSON], longer_body) else longer_body


def requested_ids(body: Any) -> Iterator[str]:
    """The IDs in the lists of a body."""
    for name, ids in body.items():
        if name.endswith("_ids"):
            yield from ids


def largest_order_item(server: Server) -> tuple[str, list[dict[str, Any]]]:
    """The order item with the most images, and its images."""
    search = CONTRACT.operations["searchCatalogs"]
    catalogs_by_item: dict[str, list[dict[str, Any]]] = {}
    for item in server.some(server.all_of("listOrderItems", known=True)):
        search_call = call_of(search, body={"order_item_ids": [item["id"]], "limit": 100})
        catalogs_by_item[item["id"]] = server.known(search_call)["catalogs"]
    return max(catalogs_by_item.items(), key=lambda item: len(item[1]), default=("", []))


@pytest.mark.tags("catalogs", "deliveries", "order_items")
def test_order_item_stands_for_all_its_images(server: Server, inventory: Inventory) -> None:
    order_item_id, catalogs = largest_order_item(server)
    require(len(catalogs) > 1, "no order item has more than one image")
    package_operation, delivery_operation = (
        CONTRACT.operations[name] for name in ("createCatalogDownload", "createDeliveries")
    )

    package_call = call_of(package_operation, body={"order_item_ids": [order_item_id]})
    text = package_text(package_files(server, inventory, package_operation, package_call))
    missing = [item["details"]["id"] for item in catalogs if item["details"]["id"] not in text]
    assert not missing, f"the package of order item {order_item_id} must have all its images, has not {missing}"

    call = inventory.valid(delivery_operation)
    cloud_info = call.body["deliveries"][0]["cloud_info"]
    created = server.value(
        replace(call, body={"deliveries": [{"order_item_ids": [order_item_id], "cloud_info": cloud_info}]})
    )
    delivered = sorted(item["catalog_id"] for item in created["deliveries"])
    assert_is(delivered, sorted(item["id"] for item in catalogs), f"the delivered images of order item {order_item_id}")


PUT_OPERATIONS = [operation for operation in OPERATIONS if operation.method == "PUT" and not is_read_only(operation)]


@pytest.mark.parametrize("operation", PUT_OPERATIONS, ids=lambda operation: operation.id)
def test_repeated_put_does_not_start_again(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    answers = []
    for _ in range(STEPS if server.is_sandbox else 2):
        answers.append(server.value(call))
        server.wait()

    statuses = [status for status, _ in itertools.groupby(str(answer.get("status")) for answer in answers)]
    assert len(statuses) == len(set(statuses)), f"no status of {call} must come back, the statuses are {statuses}"
    ids = sorted({str(answer.get("id")) for answer in answers})
    assert len(ids) == 1, f"{call} must be about one resource each time, is about {ids}"
    if "signed_url" in answered_fields(operation) and server.is_sandbox:
        status = statuses[-1]
        assert status.lower() in TERMINAL_STATUSES, f"status must be terminal after {STEPS} steps, is {status}"
        assert package_files(server, inventory, operation, call), f"the package of {call} must have files, has none"


SELECTION_OPERATIONS = [
    operation for operation in PUT_OPERATIONS if operation.body and "signed_url" in answered_fields(operation)
]


def content_files(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files without the package's own list of contents."""
    return {name: content for name, content in files.items() if not name.endswith(".json")}


def assert_packed_too(files: dict[str, bytes], larger: dict[str, bytes], where: str) -> None:
    """The larger package has the same files, with the same content."""
    missing = [name for name, content in content_files(files).items() if larger.get(name) != content]
    assert not missing, f"{where}: the package must have the same {missing}, has {sorted(larger)}"


@pytest.mark.parametrize("operation", SELECTION_OPERATIONS, ids=lambda operation: operation.id)
def test_package_has_the_selection_or_everything(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    selected = {name: ids for name, ids in call.body.items() if isinstance(ids, list) and ids}
    require(selected, "the body has no list with an item")
    all_files = package_files(server, inventory, operation, replace(call, body={}))
    single_packages = [
        package_files(
            server, inventory, operation, replace(call, body={list_name: [] for list_name in selected} | {name: [item]})
        )
        for name, ids in selected.items()
        for item in ids
    ]

    for name, ids in selected.items():
        # Everything of an omitted list is packed.
        default_package = package_files(server, inventory, operation, replace(call, body={name: ids}))
        empty_lists: dict[str, list[str]] = {
            list_name: [] for list_name, value in call.body.items() if isinstance(value, list)
        }
        only_package = package_files(server, inventory, operation, replace(call, body=empty_lists | {name: ids}))
        assert_packed_too(only_package, default_package, f"with only {name} given, compared with empty other lists")
        has_everything = len(only_package) == len(all_files)
        assert has_everything or len(only_package) < len(default_package), (
            f"with only {name} given, more than {len(only_package)} files must be packed, {len(default_package)} are"
        )

    assert all(single_packages), f"a package of a single item must have files, of {selected} one has none"
    for files in single_packages:
        assert_packed_too(files, all_files, "the package of everything, compared with that of a single item")
    sizes = [len(files) for files in single_packages]
    assert len(sizes) == 1 or max(sizes) < len(all_files), (
        f"packages of single items must have fewer files than that of everything, {len(all_files)}, have {sizes}"
    )


@pytest.mark.parametrize(
    "link",
    [link for link in LINKS if link.target in PUT_OPERATIONS and link.target.path.endswith("/download")],
    ids=str,
)
def test_each_resource_has_its_own_package(server: Server, inventory: Inventory, link: Link) -> None:
    packages = []
    for values in itertools.islice(inventory.along(link), FEW if server.is_sandbox else 2):
        answer = server.ask(inventory.about(link.target, values))
        # Unfinished work cannot be packed.
        if answer.status_code == link.target.success:
            packages.append(answer.json()["id"])

    assert len(packages) == len(set(packages)), f"each resource must have its own package, the IDs are {packages}"


# A resource and a resource below it, both with a package: a job and its tasks.
NESTED_PACKAGES = [
    (parent, child)
    for parent, child in itertools.permutations(
        [operation for operation in PUT_OPERATIONS if operation.path.endswith("/download")], 2
    )
    if child.path.startswith(parent.path.removesuffix("download"))
]


@pytest.mark.parametrize(
    "link",
    [link for link in LINKS for _, child in NESTED_PACKAGES if link.target == child and is_read_only(link.source)],
    ids=str,
)
def test_completed_task_can_be_packed_before_its_job_ends(server: Server, inventory: Inventory, link: Link) -> None:
    for made in LINKS:
        if made.source in CREATE_OPERATIONS and made.target == link.source and server.is_free(made.source):
            server.value(inventory.valid(made.source))
    task_names = link.target.named("path").keys() - link.source.named("path").keys()
    early_packages = 0
    for _ in range(STEPS if server.is_sandbox else 1):
        for values in inventory.along(link):
            path = {name: value for name, value in values.items() if name not in task_names}
            job = server.value(inventory.about(link.source, path))
            task_ids = {values[name] for name in task_names}
            (task,) = (item for item in objects_in_lists(job) if item.get("id") in task_ids)
            if task["status"] == "completed":
                call = inventory.about(link.target, values)
                status = server.ask(call).status_code
                assert status == link.target.success, (
                    f"{call} must be {link.target.success}, because its task is completed, is {status}"
                )
                early_packages += job["status"] not in TERMINAL_STATUSES
        server.wait()
    require(early_packages, "no task is completed before its job")


def objects_in_lists(json_object: Any) -> Iterator[Any]:
    for value in json_object.values():
        yield from (item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


@pytest.mark.parametrize(("parent", "child"), NESTED_PACKAGES, ids=lambda operation: operation.id)
def test_package_of_a_job_has_the_files_of_its_tasks(
    server: Server, inventory: Inventory, parent: Operation, child: Operation
) -> None:
    path = inventory.valid(child).path
    child_paths = [values for link in LINKS if link.target == child for values in inventory.along(link)]
    parent_path = {name: path[name] for name in parent.named("path")}
    parent_files = package_files(server, inventory, parent, inventory.about(parent, parent_path))

    below = [path, *(item for item in child_paths if item.items() >= parent_path.items())][:FEW]
    for values in below if server.is_sandbox else below[:2]:
        call = inventory.about(child, values)
        child_files = package_files(server, inventory, child, call)
        assert child_files, f"the package of {call} must have files, has none"
        missing = [name for name, content in child_files.items() if content not in parent_files.values()]
        assert not missing, f"the package of {parent_path} must have the files of {call}, has not {missing}"
