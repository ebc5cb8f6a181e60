"""What the tests of the client share: an event loop for each module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.client.support import EVENT_LOOP


@pytest.fixture(autouse=True, scope="module")
def _an_event_loop_for_each_module() -> Iterator[None]:
    """What a test leaves open in the loop comes to light when its module ends."""
    yield
    EVENT_LOOP.close()
