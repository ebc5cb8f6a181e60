# pyright: strict
"""Programs with `Pixxel`, and the types that they get."""

from collections.abc import Mapping
from typing import Any, assert_type

from pixxel_client import NO_RETRIES, Departure, Page, Pages, Pixxel, Response, Retries, models
from pixxel_client.api.aois import get_aoi
from pixxel_client.api.visualizations import rollback_visualization_metadata


def facade(aoi_id: str) -> None:
    with Pixxel() as pixxel:
        assert_type(pixxel, Pixxel)
        assert_type(pixxel.aois.get(aoi_id), models.AOI)
        assert_type(pixxel.stores.delete("1"), None)
        assert_type(pixxel.reports.download(), str)
        assert_type(
            pixxel.visualizations.generate_png("1", "2", index_id="3", date="2024_05_06", visualization_mode="dynamic"),
            bytes,
        )


def lists(pixxel: Pixxel) -> list[str]:
    listed = pixxel.aois.list(limit=5, page_size=2)
    assert_type(listed, Pages[models.AOI])
    for page in listed.pages():
        assert_type(page, Page[models.AOI])
    for aoi in listed:
        assert_type(aoi, models.AOI)
    return [aoi.name for aoi in pixxel.aois.list()]


def modules(pixxel: Pixxel) -> models.Visualization:
    answer = get_aoi.sync_detailed("1", client=pixxel)
    assert_type(answer, Response[models.AOI])
    assert_type(answer.parsed, models.AOI | None)
    body = models.LegendRollback(index_id="1", dates=["2024_05_06"], visualization_mode="theoretical")
    rollback_visualization_metadata.sync("1", "2", client=pixxel, body=body)
    plain = {"index_id": "1", "dates": ["2024_05_06"], "visualization_mode": "dynamic"}
    return rollback_visualization_metadata.sync("1", "2", client=pixxel, body=plain)


def bodies(pixxel: Pixxel, geometry: Mapping[str, Any]) -> None:
    area = models.Polygon(type="Polygon", coordinates=[[[0, 0], [1, 0], [1, 1], [0, 0]]])
    for shape in (area, geometry):
        pixxel.aois.create(
            name="n",
            description="d",
            satellite_id="1",
            provider="pixxel",
            project_id="2",
            geometry=shape,
            item_ids=("3", "4"),
        )


def options(pixxel: Pixxel) -> None:
    def report(departure: Departure) -> None:
        assert_type(departure.pointer, str)

    hurried = pixxel.with_options(timeout=3, retries=NO_RETRIES, headers={"X-Trace": "1"}, on_departure=report)
    assert_type(hurried, Pixxel)
    with Pixxel(api_key="k", retries=Retries(attempts=2), on_departure=print) as other:
        assert_type(other.service.ping(), str)
