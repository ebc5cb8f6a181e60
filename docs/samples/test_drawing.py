import pytest

from pixxel_client import Pixxel
from pixxel_sandbox import Sandbox


@pytest.mark.parametrize("ends", ["success", "failed"])
def test_a_visualization_is_drawn_or_fails(pixxel_sandbox: Sandbox, ends: str) -> None:
    with Pixxel() as pixxel:  # the fixture has set PIXXEL_BASE_URL and PIXXEL_API_KEY
        aoi = next(iter(pixxel.aois.list()))
        index = next(iter(pixxel.indices.list()))
        made = pixxel.visualizations.create(aoi.aoi_id, index_id=index.id)

        if ends == "failed":
            pixxel_sandbox.fail(made.id)
        pixxel_sandbox.advance(2)  # no waiting: drawing takes two steps of the clock

        (drawn,) = pixxel.visualizations.list(aoi.aoi_id, visualization_id=made.id)
        assert drawn.status == ends
