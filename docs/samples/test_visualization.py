import pytest

from pixxel_client import Pixxel
from pixxel_sandbox import Sandbox


@pytest.mark.parametrize("status", ["success", "failed"])
def test_visualization_ends(pixxel_sandbox: Sandbox, status: str) -> None:
    with Pixxel() as pixxel:  # the fixture has set PIXXEL_BASE_URL and PIXXEL_API_KEY
        aoi = next(iter(pixxel.aois.list()))
        index = next(iter(pixxel.indices.list()))
        created = pixxel.visualizations.create(aoi.aoi_id, index_id=index.id)

        if status == "failed":
            pixxel_sandbox.fail(created.id)
        pixxel_sandbox.advance(2)  # no waiting: a visualization takes two steps of the clock

        (finished,) = pixxel.visualizations.list(aoi.aoi_id, visualization_id=created.id)
        assert finished.status == status
