"""What has been read from a server and is still true, so that checks do not read it again."""

from __future__ import annotations

import json
from functools import cache

import httpx

from tests.contract.model.links import LINKS
from tests.contract.model.operations import Call


@cache
def tags_that_change_with(tag: str) -> frozenset[str]:
    """The tags whose resources a write operation of `tag` may change: those that links lead to from it."""
    changed, todo = {tag}, [tag]
    while todo:
        source = todo.pop()
        new = {link.target.tag for link in LINKS if link.source.tag == source} - changed
        changed |= new
        todo += new
    return frozenset(changed)


class World:
    """The answers to read-only calls with a success, by key of the workspace and call.

    A write forgets what it may change. What moves by itself, such as a status, may be older than the server.
    """

    def __init__(self) -> None:
        self._answers: dict[str, dict[tuple[str, str], httpx.Response]] = {}

    def get(self, key: str, call: Call) -> httpx.Response | None:
        return self._answers.get(call.operation.tag, {}).get((key, _name(call)))

    def keep(self, key: str, call: Call, answer: httpx.Response) -> None:
        self._answers.setdefault(call.operation.tag, {})[key, _name(call)] = answer

    def written(self, tag: str) -> None:
        """A write operation of `tag` has succeeded: forget what it may have changed."""
        for changed in tags_that_change_with(tag):
            self._answers.pop(changed, None)

    def forget(self) -> None:
        self._answers.clear()

    def copy(self) -> World:
        other = World()
        other._answers = {tag: dict(answers) for tag, answers in self._answers.items()}
        return other


def _name(call: Call) -> str:
    return json.dumps([call.operation.id, call.path, call.query, call.body], sort_keys=True, default=str)
