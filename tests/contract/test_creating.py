"""What is created can be read back as it was sent, exists once, and is drawn in time."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.contract.bodies import applying, neighbours
from tests.contract.server import CONTRACT, OPERATIONS, Call, Server, call_of, items_of, lists, reads, switches
from tests.contract.test_printed import printed_answers
from tests.contract.test_reading import TO_ONE
from tests.contract.world import LINKS, Known, evaluated, named, renewed, variants
from tests.oracle import JSON, Operation

MAKERS = [operation for operation in OPERATIONS if operation.method == "POST" and not reads(operation)]
READ_BACK = {link.source.id: link for link in LINKS if link.name == "readBack"}
by_maker = pytest.mark.parametrize(
    "operation",
    [one for maker in MAKERS for one in (variants(maker) if maker.body else [maker])],
    ids=named,
)
# What a server that does not stand still may have changed by the time it is asked again.
MOVING = {"assets", "metadata", "order_items", "paid_at", "progress", "signed_url", "status", "tasks", "updated_at"}


def made_and_read(server: Server, known: Known, operation: Operation) -> tuple[Call, Any, Any]:
    """The call, what was answered, and what is read of it then: of several things made, the first."""
    call = known.valid(operation)
    made = server.value(call)
    several = [part for part in made.values() if isinstance(part, list)]
    one = several[0][0] if len(made) == len(several) == 1 else made
    return call, one, read_back(server, known, operation, call, made)


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
    assert not [*unshown(call.body, made, read, *map(answer_of, (operation, reader(operation))))]


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


def reader(operation: Operation) -> Operation:
    """What reads back what an operation makes."""
    if operation.id in READ_BACK:
        return READ_BACK[operation.id].target
    return next(other for other in lists() if other.tag == operation.tag)


def answer_of(operation: Operation) -> Any:
    """The schema of what an operation answers; of a list, that of an item."""
    pointer = operation.answers[str(operation.success)][JSON]
    schema, _ = CONTRACT.resolve(CONTRACT.at(pointer), pointer)
    several = [part for part in schema["properties"].values() if part.get("type") == "array"]
    return several[0]["items"] if operation in lists() or len(schema["properties"]) == 1 else schema


def unshown(sent: Any, made: Any, read: Any, *schemas: Any, at: str = "") -> Iterator[str]:
    """Where something was sent that neither the answer nor what is read shows, though the contract has it there."""
    properties: dict[str, Any] = {}
    for schema in schemas:
        properties |= CONTRACT.resolve(schema, "")[0].get("properties", {})
    for name, part in sent.items() if isinstance(sent, dict) else ():
        below = CONTRACT.resolve(properties.get(name, {}), "")[0]
        kept = [thing.get(name) for thing in (made, read) if isinstance(thing, dict) and name in thing]
        if name in properties and not kept and part not in (None, [], {}):
            yield f"{at}/{name} was sent, and is not shown"
        for one in kept:
            if isinstance(part, dict):
                yield from unshown(part, one, one, below, at=f"{at}/{name}")
            elif isinstance(part, list) and isinstance(one, list) and len(part) == len(one) and "items" in below:
                for position, (item, other) in enumerate(zip(part, one, strict=True)):
                    yield from unshown(item, other, other, below["items"], at=f"{at}/{name}/{position}")


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


LISTED = [one for one in MAKERS if any(other.tag == one.tag for other in lists())]


@pytest.mark.parametrize("operation", LISTED, ids=lambda one: one.id)
def test_what_is_made_is_one_more_in_the_list_and_the_others_stay(
    server: Server, known: Known, operation: Operation
) -> None:
    lister = known.valid(next(one for one in lists() if one.tag == operation.tag))
    call = known.valid(operation)
    # What is made lies beside what is there: in the same AOI, of the same workflow.
    lister = replace(lister, path=lister.path | {name: call.path[name] for name in lister.path if name in call.path})

    def listed() -> list[Any]:
        return server.all_of(lister.operation.id, path=lister.path, query=lister.query)

    before = listed()
    made = server.value(call)
    after = listed()

    assert len(after) == len(before) + 1
    if server.is_sandbox:
        assert all(item in after for item in before)
    (new,) = [item for item in after if identity(item) not in {identity(one) for one in before}]
    assert identity(new) in str(made)


def identity(item: Any) -> str:
    """The id of a thing, which some name after what it is an id of."""
    return str(item.get("id") or next(value for name, value in item.items() if name.endswith("_id")))


@by_maker
def test_what_is_made_twice_is_two_things(server: Server, known: Known, operation: Operation) -> None:
    first, second = (made_and_read(server, known, operation)[1] for _ in range(2))

    assert identity(first) != identity(second)


def names_of_makers(thing: Any) -> dict[str, Any]:
    """Who made a thing and for whom, as far as it says."""
    said = ("user_id", "org_id", "tenant_id", "created_by", "updated_by")
    return {name: thing[name] for name in said if name in thing}


def test_what_one_key_makes_is_of_one_user_and_one_workspace(server: Server, known: Known) -> None:
    said: dict[str, set[str]] = {}
    for operation in filter(server.may_be_asked, MAKERS):
        _, made, read = made_and_read(server, known, operation)
        for name, who in [*names_of_makers(made).items(), *names_of_makers(read).items()]:
            said.setdefault("user" if name.endswith("_by") else name, set()).add(who)

    assert said
    assert {name: whose for name, whose in said.items() if len(whose) > 1} == {}
    users = said.get("user", set()) | said.get("user_id", set())
    assert len(users) <= 1, users


@by_maker
def test_what_is_made_is_new(server: Server, known: Known, operation: Operation) -> None:
    _, made, read = made_and_read(server, known, operation)
    thing = made | read
    if "created_at" not in thing:
        pytest.skip(f"not checked: {operation.id} does not say when it was done")
    sooner = [at for one in (known.visualization, *server.all_of("listAois")) if (at := one.get("created_at"))]

    assert all(moment(thing["created_at"]) >= moment(at) for at in sooner)
    if server.is_sandbox and thing.get("updated_at"):
        assert moment(thing["updated_at"]) == moment(thing["created_at"])


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


DEFAULTING = [one for operation in OPERATIONS if operation.body and not reads(operation) for one in variants(operation)]


@pytest.mark.parametrize("operation", DEFAULTING, ids=named)
def test_what_is_left_out_is_as_documented(server: Server, known: Known, operation: Operation) -> None:
    for what, body in left_out(operation, known.valid(operation).body):
        answer = server.ask(replace(known.valid(operation), body=renewed(operation, body)))

        assert answer.status_code in operation.successes, f"{what}: {answer.status_code} {answer.text[:300]}"
        assert not [*undocumented_defaults(CONTRACT.at(operation.body[JSON]), body, answer.json())], what


# A block says itself which of its inputs it needs, and what an input is.
RULED = {("createInsight", "/input"), ("createInsight", "/block")}


def left_out(operation: Operation, good: Any) -> Iterator[tuple[str, Any]]:
    """The body without each field that it could do without."""
    for what, body in neighbours(operation.body[JSON], good):
        ruled = any(operation.id == one and what.startswith(place) for one, place in RULED)
        if what.endswith(" left out") and not ruled:
            yield what, body


def undocumented_defaults(schema: Any, sent: Any, kept: Any) -> Iterator[str]:
    """Where a field that was not sent has a documented default and the answer shows another value."""
    schema = applying(schema, sent)
    if isinstance(sent, list) and isinstance(kept, list):
        for one, other in zip(sent, kept, strict=False):
            yield from undocumented_defaults(schema.get("items", {}), one, other)
    if isinstance(sent, dict) and isinstance(kept, dict):
        for name, below in schema.get("properties", {}).items():
            default = {**CONTRACT.resolve(below, "")[0], **below}.get("default")
            if name in sent:
                yield from undocumented_defaults(below, sent[name], kept.get(name))
            elif default is not None and name in kept and kept[name] != default:
                yield f"{name} is {kept[name]!r}, not {default!r}"


# Words by which things say that they are done with.
DONE = {
    *("success", "completed", "ready", "fulfilled", "successful"),
    *("failed", "partial_success", "partially_fulfilled"),
}
# How long work is watched, in steps of the clock: the longest that creates anything here takes a few.
STEPS = 8


@by_maker
def test_work_goes_on_to_its_end_and_stays_there(server: Server, known: Known, operation: Operation) -> None:
    if not server.is_sandbox:
        pytest.skip("not checked: how long work takes on this server is not known")
    call = known.valid(operation)
    made = server.value(call)
    seen = []
    for _ in range(STEPS):
        seen.append(read_back(server, known, operation, call, made))
        server.let_time_pass()

    for earlier, later in itertools.pairwise(seen):
        # What is empty may be filled once, and a signed URL is another one each time.
        done = str(earlier.get("status", "")).lower() in DONE
        constant = {name for name, value in earlier.items() if value} - ({"signed_url"} if done else MOVING)
        constant -= {name for name in constant if name.endswith("updated_at")}
        assert {name: later.get(name) for name in constant} == {name: earlier[name] for name in constant}
        if "progress" in earlier:
            assert percent(later["progress"]) >= percent(earlier["progress"])
        if earlier.get("updated_at"):
            assert moment(later["updated_at"]) >= moment(earlier["updated_at"])
    first, last = seen[0], seen[-1]
    if last.get("finished_at") and not first.get("finished_at"):
        assert moment(last["finished_at"]) > moment(last["created_at"]), "finished when it was created"
    statuses = [one for one, _ in itertools.groupby(thing["status"] for thing in seen if "status" in thing)]
    assert len(statuses) == len(set(statuses)), f"a status came back: {statuses}"
    # An order is at its end once it is paid for; its items go on.
    assert not statuses or statuses[-1].lower() in DONE | {"paid"}, f"after {STEPS} steps it is {statuses[-1]}"
    if words := status_words(operation):
        assert statuses == sorted(statuses, key=words.index), f"{statuses}, where the contract lists {words}"
    for thing in seen:
        assert_it_says_one_thing(thing)


# How long all that has been made is watched: what recurs goes on for long.
MANY_STEPS = 40
# Of each list, so many are looked at alone as well: the last ones, which are new.
FEW = 6


def test_all_that_is_listed_agrees_with_itself_at_all_times(server: Server, known: Known) -> None:
    if not server.is_sandbox:
        pytest.skip("not checked: how long work takes on this server is not known")
    for operation in (one for maker in MAKERS for one in (variants(maker) if maker.body else [maker])):
        server.value(known.valid(operation))
    listers = [known.valid(one) for one in lists()]
    alone = {link.source.id: link for link in TO_ONE}
    before: dict[tuple[str, str], Any] = {}
    updated = updated_things()
    for _ in range(MANY_STEPS):
        for call in listers:
            for thing in server.all_of(call.operation.id, path=call.path, query=call.query):
                name = call.operation.id, identity(thing)
                assert_it_says_one_thing(thing)
                assert_its_parts_agree(thing)
                if call.operation.id in updated:
                    assert_a_change_has_a_time(before.get(name, thing), thing)
                before[name] = thing
            if link := alone.get(call.operation.id):
                for values in itertools.islice(known.along(link), FEW):
                    assert_its_parts_agree(server.value(known.about(link.target, values)))
        server.let_time_pass()


def assert_its_parts_agree(thing: Any) -> None:
    """What is done as a whole is done in all its parts."""
    if str(thing.get("status", "")).lower() not in DONE:
        return
    for name, parts in thing.items():
        for part in parts if isinstance(parts, list) else ():
            status = str(part.get("status", "")).lower() if isinstance(part, dict) else ""
            assert not status or status in DONE, f"{thing['status']}, and one of its {name} is {part['status']}"


def updated_things() -> set[str]:
    """The lists of things that are updated after they were created, as far as what the contract prints tells."""
    printed = {one.id: [item for page in printed_answers(one, "") for item in items_of(one, page)] for one in lists()}
    return {
        name
        for name, items in printed.items()
        if any(item.get("updated_at", "") > item.get("created_at", "") for item in items)
    }


def assert_a_change_has_a_time(before: Any, after: Any) -> None:
    # What a thing is made of changes by itself; where a file is holds for a while only.
    own = {name for name, value in {**before, **after}.items() if not isinstance(value, list | dict)} - {"signed_url"}
    changed = sorted(name for name in own if before.get(name) != after.get(name))
    if changed:
        assert moment(after["updated_at"]) > moment(before["updated_at"]), f"{changed} changed, not updated_at"


def status_words(operation: Operation) -> list[str]:
    """The statuses of what an operation makes, as the contract lists them: in the order in which they come."""
    schema, _ = CONTRACT.resolve(answer_of(reader(operation)), "")
    status, _ = CONTRACT.resolve(schema.get("properties", {}).get("status", {}), "")
    words: list[str] = status.get("enum", [])
    return words


def answered_fields(operation: Operation) -> set[str]:
    pointer = operation.answers[str(operation.success)][JSON]
    return set(CONTRACT.resolve(CONTRACT.at(pointer), pointer)[0].get("properties", {}))


PACKERS = [one for one in MAKERS if "signed_url" in answered_fields(one)]


@pytest.mark.parametrize("operation", PACKERS, ids=lambda one: one.id)
def test_what_is_packed_can_be_fetched_without_a_key(server: Server, known: Known, operation: Operation) -> None:
    call = known.valid(operation)
    made = server.value(call)
    found = read_back(server, known, operation, call, made)
    for _ in range(server.patience):
        if str(found["status"]).lower() in DONE:
            break
        server.let_time_pass()
        found = read_back(server, known, operation, call, made)

    content = server.fetch(found["signed_url"])

    assert content, f"nothing stands at {found['signed_url'].partition('?')[0]}"
    if content.startswith(b"PK"):
        told = unpacked(content)
        missing = [name for name in asked_for(call.body) if name not in told]
        assert not missing, f"the package does not hold {missing}"


def unpacked(content: bytes) -> str:
    """The names of the files in a ZIP file, and the text of those that are JSON."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        return " ".join(
            [*packed.namelist(), *(packed.read(n).decode() for n in packed.namelist() if n[-5:] == ".json")]
        )


def asked_for(body: Any) -> Iterator[str]:
    """The ids of the things that a body lists."""
    for name, part in body.items():
        if name.endswith("_ids"):
            yield from part


def percent(progress: Any) -> float:
    return float(str(progress).removesuffix("%"))


def assert_it_says_one_thing(thing: Any) -> None:
    """Status, progress and what there is to fetch agree."""
    status = str(thing.get("status", "")).lower()
    if status in {"success", "completed"} and "progress" in thing:
        assert percent(thing["progress"]) == 100
    if status and status not in DONE and "progress" in thing:
        assert percent(thing["progress"]) < 100
    if "signed_url" in thing:
        assert bool(thing["signed_url"]) == (status in {"success", "ready"})
    if "finished_at" in thing:
        assert bool(thing["finished_at"]) == (status in DONE)
    # What is paid says when it was paid.
    if f"{status}_at" in thing:
        assert thing[f"{status}_at"], f"{status}, and no {status}_at"


def read_back(server: Server, known: Known, operation: Operation, call: Call, made: Any) -> Any:
    """What was made, as the contract says that it is read back."""
    if operation.id not in READ_BACK:
        lister = next(other for other in lists() if other.tag == operation.tag)
        found = [item for item in items_of(lister, server.value(known.valid(lister))) if item["id"] == made["id"]]
    else:
        link = READ_BACK[operation.id]
        values = {name: evaluated(said, call, made, 0) for name, said in link.parameters.items()}
        read = server.value(known.about(link.target, values))
        found = items_of(link.target, read) if link.target in lists() else [read]
    assert len(found) == 1, f"there are {len(found)} of what was made"
    return found[0]


REHEARSALS = [(operation, name) for operation in OPERATIONS for name in sorted(switches(operation))]


@pytest.mark.parametrize(("operation", "switch"), REHEARSALS, ids=lambda one: getattr(one, "id", one))
def test_a_rehearsal_does_nothing(server: Server, known: Known, operation: Operation, switch: str) -> None:
    lister = known.valid(next(one for one in lists() if one.tag == operation.tag))
    before = server.value(lister)
    call = known.valid(operation)

    with server.unchanged():
        answer = server.ask(replace(call, body=call.body | {switch: True}))

    assert answer.status_code in operation.successes
    assert server.value(lister) == before
    # Without it, something is done, and costs what the rehearsal said.
    done = server.value(call)
    assert server.value(lister) != before
    assert {name: amount for name, amount in costs(done).items() if name in costs(answer.json())} == costs(
        answer.json()
    )


def costs(thing: Any) -> dict[str, Any]:
    """What something costs, wherever it says so."""
    words = ("cost", "amount", "tokens", "price")
    return {name: part for name, part in thing.items() if any(word in name for word in words) and part is not None}


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


# Commas and quotes are for tables, the rest for charsets.
SCRIPTS = 'Ω, "ç" 田 🛰'


def renamed(value: Any) -> Any:
    """The same with names, at any depth, that hold text of many scripts."""
    if isinstance(value, list):
        return [renamed(item) for item in value]
    if isinstance(value, dict):
        named = {name: f"{part} {SCRIPTS}" for name, part in value.items() if name == "name" and isinstance(part, str)}
        return {name: renamed(part) for name, part in value.items()} | named
    return value


def test_names_in_any_script_go_through_everything_that_reads(server: Server, known: Known) -> None:
    for operation in filter(server.may_be_asked, MAKERS):
        for variant in variants(operation) if operation.body else ():
            call = known.valid(variant)
            server.ask(replace(call, body=renamed(call.body)))
    for _ in range(STEPS if server.is_sandbox else 0):
        server.let_time_pass()
    for operation in OPERATIONS:
        if reads(operation):
            # That the answer keeps the contract is looked at as it comes.
            assert server.ask(known.valid(operation)).status_code in operation.successes


def nudged(value: Any) -> Any:
    """The same with places that have more digits than what is printed."""
    if isinstance(value, list):
        return [nudged(item) for item in value]
    if isinstance(value, dict):
        return {name: moved(part) if name == "coordinates" else nudged(part) for name, part in value.items()}
    return value


def moved(coordinates: Any) -> Any:
    return [moved(part) for part in coordinates] if isinstance(coordinates, list) else coordinates + 0.0012345


@by_maker
def test_places_are_kept_to_the_last_digit(server: Server, known: Known, operation: Operation) -> None:
    call = known.valid(operation)
    if not operation.body or nudged(call.body) == call.body:
        pytest.skip("not checked: the body has no place")
    call = replace(call, body=nudged(call.body))

    made = server.value(call)

    assert [*lost(call.body, made)] == []


REPLACING = [one for one in OPERATIONS if one.method == "PUT" and not reads(one)]


@pytest.mark.parametrize("operation", REPLACING, ids=lambda one: one.id)
def test_what_is_put_again_does_not_begin_anew(server: Server, known: Known, operation: Operation) -> None:
    call = known.valid(operation)
    answers = []
    for _ in range(STEPS if server.is_sandbox else 2):
        answers.append(server.value(call))
        server.let_time_pass()

    statuses = [one for one, _ in itertools.groupby(str(answer.get("status")) for answer in answers)]
    assert len(statuses) == len(set(statuses)), f"a status came back: {statuses}"


TABLES = [one for one in OPERATIONS if reads(one) and "text/csv" in one.answers[str(one.success)]]


@pytest.mark.parametrize("operation", TABLES, ids=lambda one: one.id)
def test_a_table_has_all_that_is_listed_of_what_its_first_column_names(
    server: Server, known: Known, operation: Operation
) -> None:
    for maker in filter(server.may_be_asked, MAKERS):
        server.value(known.valid(maker))
    rows = list(csv.DictReader(io.StringIO(server.value(known.valid(operation)).decode())))
    column = next(iter(rows[0]))
    lister = next(one for one in lists() if one.tag == f"{column.removesuffix('_id')}s")

    assert {row[column] for row in rows} >= {item["id"] for item in server.all_of(lister.id)}


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
