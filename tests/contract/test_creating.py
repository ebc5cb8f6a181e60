"""What is created can be read back as it was sent, exists once, and is drawn in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.contract.server import CONTRACT, OPERATIONS, Call, Server, call_of, items_of, lists
from tests.contract.world import LINKS, Known, evaluated, reads
from tests.oracle import JSON, Operation

MAKERS = [operation for operation in OPERATIONS if operation.method == "POST" and not reads(operation)]
READ_BACK = {link.source.id: link for link in LINKS if link.name == "readBack"}
by_maker = pytest.mark.parametrize("operation", MAKERS, ids=lambda operation: operation.id)
# What a server that does not stand still may have changed by the time it is asked again.
MOVING = {"assets", "metadata", "order_items", "paid_at", "progress", "signed_url", "status", "tasks", "updated_at"}


def made_and_read(server: Server, known: Known, operation: Operation) -> tuple[Call, Any, Any]:
    """The call, what was answered, and what is read of it then: of several things made, the first."""
    call = known.valid(operation)
    made = server.value(call)
    several = [part for part in made.values() if isinstance(part, list)]
    one = several[0][0] if len(made) == len(several) == 1 else made
    if operation.id not in READ_BACK:
        lister = next(other for other in lists() if other.tag == operation.tag)
        found = [item for item in items_of(lister, server.value(known.valid(lister))) if item["id"] == made["id"]]
    else:
        link = READ_BACK[operation.id]
        values = {name: evaluated(said, call, made, 0) for name, said in link.parameters.items()}
        read = server.value(known.about(link.target, values))
        found = items_of(link.target, read) if link.target in lists() else [read]
    assert len(found) == 1, f"there are {len(found)} of what was made"
    return call, one, found[0]


@by_maker
def test_what_is_made_is_read_as_it_was_answered(server: Server, known: Known, operation: Operation) -> None:
    _, made, read = made_and_read(server, known, operation)

    shared = made.keys() & read.keys() - (set() if server.is_sandbox else MOVING)
    assert shared
    assert {name: read[name] for name in shared} == {name: made[name] for name in shared}


@by_maker
def test_what_is_sent_is_kept(server: Server, known: Known, operation: Operation) -> None:
    call, made, read = made_and_read(server, known, operation)

    assert list(lost(call.body, made)) == list(lost(call.body, read)) == []


WRITTEN_ONLY = [
    (operation, name)
    for operation in MAKERS
    if operation.body
    for name, part in CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")[0]["properties"].items()
    if part.get("writeOnly")
]


@pytest.mark.parametrize(("operation", "name"), WRITTEN_ONLY, ids=lambda part: getattr(part, "id", part))
def test_what_may_only_be_written_is_never_answered(
    server: Server, known: Known, operation: Operation, name: str
) -> None:
    call, made, read = made_and_read(server, known, operation)

    told = str([made, read, server.snapshot()])
    assert name not in made | read
    assert call.body[name]
    assert not [secret for secret in call.body[name].values() if secret in told]


def lost(sent: Any, kept: Any, at: str = "") -> Iterator[str]:
    """Where something was sent that is there under the same name, and is another."""
    if isinstance(sent, dict) and isinstance(kept, dict):
        # Names and values of the caller's own are all to be there; of a thing, an answer may show a part.
        is_data = at and all(isinstance(part, str) for part in sent.values())
        for name in sent.keys() if is_data else sent.keys() & kept.keys():
            yield from lost(sent[name], kept.get(name), f"{at}/{name}")
    elif isinstance(sent, list) and isinstance(kept, list) and len(sent) == len(kept):
        for position, (one, other) in enumerate(zip(sent, kept, strict=True)):
            yield from lost(one, other, f"{at}/{position}")
    elif sent is not None and sent != kept:
        yield f"{at}: {sent!r} was sent, {kept!r} is there"


# Those that document a conflict with what is there already.
CONFLICTING = [one for one in OPERATIONS if one.method == "POST" and "409" in one.answers]


@pytest.mark.parametrize("operation", CONFLICTING, ids=lambda one: one.id)
def test_the_same_again_conflicts_and_makes_nothing(server: Server, known: Known, operation: Operation) -> None:
    call = known.valid(operation)
    assert server.ask(call).status_code == operation.success

    with server.unchanged():
        assert server.ask(call).status_code == 409


# Switches that are off unless asked for, such as dry_run: with them, nothing is done.
REHEARSALS = [
    (operation, name)
    for operation in OPERATIONS
    if operation.body
    for name, part in CONTRACT.resolve(CONTRACT.at(operation.body[JSON]), "")[0]["properties"].items()
    if part.get("type") == "boolean" and part.get("default") is False
]


@pytest.mark.parametrize(("operation", "switch"), REHEARSALS, ids=lambda one: getattr(one, "id", one))
def test_a_rehearsal_does_nothing(server: Server, known: Known, operation: Operation, switch: str) -> None:
    lister = known.valid(next(one for one in lists() if one.tag == operation.tag))
    before = server.value(lister)
    call = known.valid(operation)

    with server.unchanged():
        answer = server.ask(replace(call, body=call.body | {switch: True}))

    assert answer.status_code in operation.successes
    assert server.value(lister) == before
    # Without it, something is done.
    server.value(call)
    assert server.value(lister) != before


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.method == "DELETE"], ids=lambda one: one.id)
def test_what_is_deleted_is_gone_and_nothing_else(server: Server, known: Known, operation: Operation) -> None:
    lister = known.valid(next(one for one in lists() if one.tag == operation.tag))

    def listed() -> list[Any]:
        return items_of(lister.operation, server.value(lister))

    before = listed()
    call = known.valid(operation)
    assert len(listed()) == len(before) + 1

    assert server.ask(call).status_code == operation.success
    assert listed() == before
    assert server.ask(call).status_code == 404


def new_index(server: Server, known: Known, **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The body sent and the index answered, of a name that no index has yet."""
    call = known.valid(CONTRACT.operations["createIndex"])
    taken = {index["name"] for index in server.all_of("listIndices")}
    name = next(name for number in range(10**6) if (name := f"Proof index {number}") not in taken)
    call.body = {**call.body, "name": name, **fields}
    return call.body, server.value(call)


def test_a_new_index_is_listed_as_it_was_sent(server: Server, known: Known) -> None:
    before = server.all_of("listIndices")

    sent, made = new_index(server, known)

    assert {name: made[name] for name in sent} == sent
    assert made["type"] == "custom"
    assert server.all_of("listIndices", query={"index_id": made["id"]}) == [made]
    after = server.all_of("listIndices")
    assert [index for index in after if index["id"] != made["id"]] == before
    assert len(after) == len(before) + 1


@pytest.mark.parametrize("rescale", [[0, 1], [-1, 1], [-0.5, 0.25]])
def test_a_new_index_keeps_its_range(server: Server, known: Known, rescale: list[float]) -> None:
    _, made = new_index(server, known, rescale=rescale)

    assert made["rescale"] == rescale


@pytest.mark.parametrize("text", ["Ω ≈ ç √", "<b>&amp;</b>", "'; DROP TABLE indices; --", "x" * 1000, " \t "])
def test_any_text_is_kept_as_it_is(server: Server, known: Known, text: str) -> None:
    _, made = new_index(server, known, description=text)

    assert server.all_of("listIndices", query={"index_id": made["id"]})[0]["description"] == text


def test_the_bands_of_a_new_index_are_those_of_its_expression(server: Server, known: Known) -> None:
    _, made = new_index(server, known, expression="(B08 - B04) / (B08 + B04)")

    assert sorted(made["bands"]) == ["B04", "B08"]


def test_the_same_index_again_conflicts_and_changes_nothing(server: Server, known: Known) -> None:
    sent, _ = new_index(server, known)
    before = server.snapshot()

    assert server.ask(call_of("createIndex", body=sent)).status_code == 409
    assert server.snapshot() == before


def visualize(server: Server, known: Known, index_id: str, **fields: Any) -> dict[str, Any]:
    body = {"index_id": index_id, **fields}
    answer: dict[str, Any] = server.value(call_of("createVisualization", path={"aoi_id": known.aoi_id}, body=body))
    return answer


def test_a_new_visualization_is_listed_once_and_drawn_in_time(server: Server, known: Known) -> None:
    before = server.all_of("listVisualizations", path={"aoi_id": known.aoi_id})
    sent, index = new_index(server, known)

    made = visualize(server, known, index["id"])
    drawn = server.drawn(made)

    assert (made["aoi_id"], made["index_id"], made["status"]) == (known.aoi_id, index["id"], "creating")
    assert (drawn["status"], drawn["progress"]) == ("success", 100)
    assert drawn["id"] == made["id"]
    assert drawn["assets"]
    assert {asset["visualization_id"] for asset in drawn["assets"]} == {made["id"]}
    assert [drawn[name] for name in ("index_name", "expression", "rescale")] == [
        sent[name] for name in ("name", "expression", "rescale")
    ]
    after = server.all_of("listVisualizations", path={"aoi_id": known.aoi_id})
    assert [one for one in after if one["id"] != made["id"]] == before
    assert len(after) == len(before) + 1


def test_the_same_visualization_again_conflicts_and_changes_nothing(server: Server, known: Known) -> None:
    _, index = new_index(server, known)
    visualize(server, known, index["id"])
    before = server.snapshot()

    body = {"index_id": index["id"]}
    answer = server.ask(call_of("createVisualization", path={"aoi_id": known.aoi_id}, body=body))

    assert answer.status_code == 409
    assert server.snapshot() == before


def test_a_resolution_is_the_assets_resolution(server: Server, known: Known) -> None:
    _, index = new_index(server, known)

    drawn = server.drawn(visualize(server, known, index["id"], resolution=12.5))

    assert {asset["resolution"] for asset in drawn["assets"]} == {12.5}


@pytest.mark.parametrize(
    ("expression_type", "modes"), [("index", {"dynamic"}), ("composite", set()), ("grayscale", set())]
)
def test_which_legends_a_custom_index_gets(server: Server, known: Known, expression_type: str, modes: set[str]) -> None:
    _, index = new_index(server, known, expression_type=expression_type)

    legend = server.drawn(visualize(server, known, index["id"]))["metadata"]["legend"]

    assert {mode for by_mode in legend.values() for mode in by_mode} == modes
    assert bool(legend) == bool(modes)


def test_a_preset_gets_both_legends(server: Server, known: Known) -> None:
    presets = server.all_of("listIndices", query={"type": "preset", "expression_type": "index"})
    if not presets:
        pytest.skip("not checked: the server lists no preset index")

    # A resolution nobody has used, so that it exists at no earlier run.
    taken = len(server.all_of("listVisualizations", path={"aoi_id": known.aoi_id}))
    legend = server.drawn(visualize(server, known, presets[0]["id"], resolution=20 + taken / 7))["metadata"]["legend"]

    assert legend
    assert all(by_mode.keys() == {"dynamic", "theoretical"} for by_mode in legend.values())
