"""What is packed holds what was asked for, and is fetched with its signed URL alone."""

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


PACKERS = [one for one in CREATE_OPERATIONS if "signed_url" in answered_fields(one)]


@pytest.mark.parametrize("operation", PACKERS, ids=lambda one: one.id)
def test_what_is_packed_can_be_fetched_without_a_key(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    for body in (call.body, with_more_ids(inventory, operation, call.body)):
        files = packed(server, inventory, operation, replace(call, body=body))
        told = told_by(files)
        missing = [name for name in asked_for(body) if name not in told]
        assert not missing, f"the package does not hold {missing}"


# As steps of the clock, which is a second each: longer than anyone would let a URL hold that is to be limited.
A_MONTH = 31 * 24 * 60 * 60


@pytest.mark.parametrize("operation", PACKERS, ids=lambda one: one.id)
def test_a_signed_url_holds_for_a_limited_time_and_another_one_can_be_had(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    if not server.is_sandbox:
        skip("how long a URL holds is not documented")
    call = inventory.valid(operation)
    made = server.value(call)
    for _ in range(STEPS):
        server.let_time_pass()
    old = read_back(server, inventory, operation, call, made)["signed_url"]
    content = server.fetch(old)

    server.let_time_pass(A_MONTH)

    assert server.send("GET", old, key=None).status_code >= 400, "it holds for ever"
    assert server.fetch(read_back(server, inventory, operation, call, made)["signed_url"]) == content


@pytest.mark.parametrize("operation", PACKERS, ids=lambda one: one.id)
def test_what_is_not_asked_for_is_not_packed(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    lists_of_ids = [name for name in call.body if name.endswith("_ids")]
    # What stands for others brings them along.
    if len(lists_of_ids) != 1:
        not_applicable("the body names what is packed in more than one way")
    (name,) = lists_of_ids
    several = with_more_ids(inventory, operation, call.body)[name]
    require(len(several) > 1, f"the server has fewer than two {name} to choose from")
    for one in several[:2]:
        told = told_by(packed(server, inventory, operation, replace(call, body=call.body | {name: [one]})))
        assert one in told
        assert [other for other in several if other != one and other in told] == []


def packed(server: Server, inventory: Inventory, operation: Operation, call: Call) -> dict[str, bytes]:
    """The files that are packed in the end."""
    found = made = server.value(call)
    for _ in range(server.patience):
        if str(found["status"]).lower() in TERMINAL_STATUSES:
            break
        server.let_time_pass()
        # What is put is put again to see how far it is.
        again = operation.method == "PUT"
        found = server.value(call) if again else read_back(server, inventory, operation, call, made)
    assert str(found["status"]).lower() in TERMINAL_STATUSES, (
        f"{call} is {found['status']} after {server.patience} waits"
    )
    return unpacked(server.fetch(found["signed_url"]))


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP file; of another, the one that it is."""
    if not content.startswith(b"PK"):
        return {"": content} if content else {}
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        assert files.testzip() is None
        return {name: files.read(name) for name in files.namelist()}


def told_by(files: dict[str, bytes]) -> str:
    """The names of files, and the text of those that are JSON."""
    return " ".join([*files, *(content.decode() for name, content in files.items() if name.endswith(".json"))])


def with_more_ids(inventory: Inventory, operation: Operation, body: Any) -> Any:
    """The body with more of the ids that it lists, as far as there are more."""
    more = {
        name: list(dict.fromkeys([*part, *inventory.named(name)[:FEW]]))
        for name, part in body.items()
        if name[-4:] == "_ids"
    }
    longer = body | more
    return body if CONTRACT.problems(operation.body[JSON], longer) else longer


def asked_for(body: Any) -> Iterator[str]:
    """The ids of the things that a body lists."""
    for name, part in body.items():
        if name.endswith("_ids"):
            yield from part


def brought(server: Server) -> tuple[str, list[dict[str, Any]]]:
    """An order item, of those that have brought the most, and what it has brought."""
    search = CONTRACT.operations["searchCatalogs"]
    found: dict[str, list[dict[str, Any]]] = {}
    for item in server.all_of("listOrderItems"):
        asked = call_of(search, body={"order_item_ids": [item["id"]], "limit": 100})
        found[item["id"]] = server.value(asked)["catalogs"]
    return max(found.items(), key=lambda one: len(one[1]), default=("", []))


def test_an_order_item_stands_for_all_that_it_has_brought(server: Server, inventory: Inventory) -> None:
    item, catalogs = brought(server)
    require(len(catalogs) > 1, "no order item has brought more than one image")
    pack, deliver = (CONTRACT.operations[name] for name in ("createCatalogDownload", "createDeliveries"))

    files = packed(server, inventory, pack, call_of(pack, body={"order_item_ids": [item]}))
    told = told_by(files)
    assert [one["details"]["id"] for one in catalogs if one["details"]["id"] not in told] == []

    call = inventory.valid(deliver)
    where = call.body["deliveries"][0]["cloud_info"]
    made = server.value(replace(call, body={"deliveries": [{"order_item_ids": [item], "cloud_info": where}]}))
    assert {one["catalog_id"] for one in made["deliveries"]} == {one["id"] for one in catalogs}


REPLACING = [one for one in OPERATIONS if one.method == "PUT" and not is_read_only(one)]


@pytest.mark.parametrize("operation", REPLACING, ids=lambda one: one.id)
def test_what_is_put_again_does_not_begin_anew(server: Server, inventory: Inventory, operation: Operation) -> None:
    call = inventory.valid(operation)
    answers = []
    for _ in range(STEPS if server.is_sandbox else 2):
        answers.append(server.value(call))
        server.let_time_pass()

    statuses = [one for one, _ in itertools.groupby(str(answer.get("status")) for answer in answers)]
    assert len(statuses) == len(set(statuses)), f"a status came back: {statuses}"
    assert len({answer.get("id") for answer in answers}) == 1, "asked again, it is another one"
    if "signed_url" in answered_fields(operation) and server.is_sandbox:
        assert statuses[-1].lower() in TERMINAL_STATUSES, f"after {STEPS} steps it is {statuses[-1]}"
        assert packed(server, inventory, operation, call), "nothing is packed"


CHOOSING = [one for one in REPLACING if one.body and "signed_url" in answered_fields(one)]


def own(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files without the list of what is in a package, which is another one for each."""
    return {name: content for name, content in files.items() if not name.endswith(".json")}


@pytest.mark.parametrize("operation", CHOOSING, ids=lambda one: one.id)
def test_what_is_chosen_is_packed_and_all_of_it_where_nothing_is(
    server: Server, inventory: Inventory, operation: Operation
) -> None:
    call = inventory.valid(operation)
    chosen = {name: part for name, part in call.body.items() if isinstance(part, list) and part}
    require(chosen, "there is nothing to choose from")
    everything = packed(server, inventory, operation, replace(call, body={}))
    alone = [
        packed(server, inventory, operation, replace(call, body={key: [] for key in chosen} | {name: [one]}))
        for name, part in chosen.items()
        for one in part
    ]

    for name, part in chosen.items():
        # Of the lists that are left out, all is packed.
        rest = packed(server, inventory, operation, replace(call, body={name: part}))
        besides: dict[str, list[str]] = {key: [] for key, other in call.body.items() if isinstance(other, list)}
        only = packed(server, inventory, operation, replace(call, body=besides | {name: part}))
        assert own(only).items() <= own(rest).items()
        is_all = len(only) == len(everything)
        assert is_all or len(only) < len(rest), f"where only {name} are named, nothing else is packed"

    assert all(alone), "what was named is not packed"
    for files in alone:
        assert own(files).items() <= everything.items()
    assert len(alone) == 1 or all(len(files) < len(everything) for files in alone), "all is packed, whatever was named"


@pytest.mark.parametrize(
    "link", [one for one in LINKS if one.target in REPLACING and one.target.path.endswith("/download")], ids=str
)
def test_each_thing_has_a_package_of_its_own(server: Server, inventory: Inventory, link: Link) -> None:
    packages = []
    for values in itertools.islice(inventory.along(link), FEW):
        answer = server.ask(inventory.about(link.target, values))
        # What is not done yet cannot be packed.
        if answer.status_code == link.target.success:
            packages.append(answer.json()["id"])

    assert len(packages) == len(set(packages)), "two things share one package"


# What is part of a thing is packed with it and alone.
PARTS = [
    (whole, part)
    for whole, part in itertools.permutations([one for one in REPLACING if one.path.endswith("/download")], 2)
    if part.path.startswith(whole.path.removesuffix("download"))
]


@pytest.mark.parametrize(
    "link", [link for link in LINKS for _, part in PARTS if link.target == part and is_read_only(link.source)], ids=str
)
def test_a_part_that_is_done_can_be_packed_while_the_whole_goes_on(
    server: Server, inventory: Inventory, link: Link
) -> None:
    create_everything(server, inventory)
    part = link.target.named("path").keys() - link.source.named("path").keys()
    early = 0
    for _ in range(STEPS if server.is_sandbox else 1):
        for values in inventory.along(link):
            path = {name: value for name, value in values.items() if name not in part}
            whole = server.value(inventory.about(link.source, path))
            named = {values[name] for name in part}
            (own,) = (one for one in parts_of(whole) if one.get("id") in named)
            if own["status"] == "completed":
                assert server.ask(inventory.about(link.target, values)).status_code == link.target.success, own
                early += whole["status"] not in TERMINAL_STATUSES
        server.let_time_pass()
    require(early, "nothing is done before the whole is")


def parts_of(whole: Any) -> Iterator[Any]:
    for several in whole.values():
        yield from (one for one in several if isinstance(one, dict)) if isinstance(several, list) else ()


@pytest.mark.parametrize(("whole", "part"), PARTS, ids=lambda one: one.id)
def test_what_is_packed_of_a_part_is_packed_with_the_whole(
    server: Server, inventory: Inventory, whole: Operation, part: Operation
) -> None:
    path = inventory.valid(part).path
    parts = [values for link in LINKS if link.target == part for values in inventory.along(link)]
    of = {name: path[name] for name in whole.named("path")}
    all_ = packed(server, inventory, whole, inventory.about(whole, of))

    for values in [path, *(one for one in parts if one.items() >= of.items())][:FEW]:
        own = packed(server, inventory, part, inventory.about(part, values))
        assert own
        assert [name for name, content in own.items() if content not in all_.values()] == [], values
