"""Visualizations: an index over the imagery of an AOI, with a legend for each date and mode.

The stored document has the request and the legends that users have set. Computed legends follow from the imagery, and
the progress follows from the clock, so a rollback only removes the legends that were set.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock
from ..domain import aoi_imagery
from ..domain.visualizations import document, legends, png, sld
from ..domain.visualizations.document import NATIVE_RESOLUTION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..core.call import Call

STEPS_TO_DRAW = 2
MODES = ("dynamic", "theoretical")
# The fields of a stored visualization that the answer has unchanged.
_UNCHANGED = (
    "id",
    "aoi_id",
    "index_id",
    "index_name",
    "type",
    "expression",
    "expression_type",
    "rescale",
    "tenant_id",
    "user_id",
    "created_at",
    "updated_at",
)


def list_visualizations(call: Call) -> dict[str, Any]:
    """The visualizations of an AOI that match the filters."""
    aoi = aoi_imagery.get_aoi(call)
    visualizations, pagination = call.page(
        "visualization",
        parent=aoi["aoi_id"],
        where={
            "id": call.filter("visualization_id"),
            "index_id": call.filter("index_id"),
            "user_id": call.filter("user_id"),
            "type": call.filter("type"),
            "expression_type": call.filter("expression_type"),
        },
    )
    return {
        "visualization": [_answer(call, aoi, visualization) for visualization in visualizations],
        "pagination": pagination,
    }


def create_visualization(call: Call) -> dict[str, Any]:
    """A new visualization, drawn in two steps of the clock.

    404 for an unknown AOI, index or source asset and for an AOI without imagery, 409 if an equal visualization exists.
    """
    aoi, body = aoi_imagery.get_aoi(call), call.body
    if not aoi_imagery.is_collected(call, aoi):
        raise errors.not_found("the AOI has no imagery yet", {"aoi_id": aoi["aoi_id"]})
    index = call.documents.get("index", body["index_id"])
    if index is None:
        raise errors.not_found("no such index", {"index_id": body["index_id"]})
    # By default, and with an empty list, all assets of the AOI.
    sources = _sources(call, aoi, body.get("src_asset_ids") or None)
    resolution = body.get("resolution", NATIVE_RESOLUTION)
    identity = {"source_ids": sorted(source["id"] for source in sources), "resolution": resolution}
    same_index, _ = call.documents.page("visualization", parent=aoi["aoi_id"], where={"index_id": [index["id"]]})
    for other in same_index:
        if all(other[field] == value for field, value in identity.items()):
            raise errors.conflict("this visualization already exists", {"visualization_id": other["id"]})

    visualization_id = str(uuid.uuid4())
    created_at = clock.timestamp(call.clock.now())
    dates = sorted({source["date"] for source in sources})
    visualization = document.new_visualization(
        call.workspace,
        aoi,
        index,
        visualization_id=visualization_id,
        created_at=created_at,
        **identity,
        assets=[_asset(aoi, index, visualization_id, date, resolution, created_at) for date in dates],
    )
    call.documents.add("visualization", visualization, parent=aoi["aoi_id"])
    return _answer(call, aoi, visualization)


def update_visualization_metadata(call: Call) -> dict[str, Any]:
    """Set the legend of a mode on dates; 404, without any change, if one of the dates has no imagery."""
    aoi, visualization = _visualization(call)
    body = call.body
    mode = body["visualization_mode"]
    scenes = _scenes(call, aoi, visualization, body["legend"])
    for date, breakpoints in body["legend"].items():
        items = legends.legend(scenes[date], mode, breakpoints, body.get("dynamic_bins"))
        visualization["set_legends"].setdefault(date, {})[mode] = items
    _save(call, visualization)
    return {"legend": _legends(call, aoi, visualization)}


def rollback_visualization_metadata(call: Call) -> dict[str, Any]:
    """Remove the legends that were set in a mode on dates, so that the answer has the computed legends, if any, again.

    404, without any change, if the index is not that of the visualization or a date has no imagery.
    """
    aoi, visualization = _visualization(call)
    body = call.body
    _check_index(visualization, body["index_id"])
    for date in _scenes(call, aoi, visualization, body["dates"]):
        visualization["set_legends"].get(date, {}).pop(body["visualization_mode"], None)
    _save(call, visualization)
    return _answer(call, aoi, visualization)


def generate_visualization_png(call: Call) -> bytes:
    """The image of a date in a mode; 404 for another index, a date without imagery or a mode without legend."""
    aoi, visualization = _visualization(call)
    date, mode = call.body["date"], call.body["visualization_mode"]
    _check_index(visualization, call.body["index_id"])
    scene = _scenes(call, aoi, visualization, [date])[date]
    items = _legend(visualization, scene, mode)
    if items is None:
        raise _no_legend(date, mode)
    return png.draw(scene, items, f"{visualization['index_name']} {date}")


def generate_visualization_sld(call: Call) -> dict[str, Any]:
    """The styles of dates and modes; 404 for a date without imagery or without a legend in one of the modes."""
    aoi, visualization = _visualization(call)
    scenes = _scenes(call, aoi, visualization, call.body["dates"])
    styles: dict[str, dict[str, str]] = {}
    for mode in call.body["visualization_modes"]:
        for date, scene in scenes.items():
            items = _legend(visualization, scene, mode)
            if items is None:
                raise _no_legend(date, mode)
            title = f"{visualization['index_name']} {date} {mode}"
            styles.setdefault(mode, {})[date] = sld.write(visualization["id"], title, items)
    return {"sld": styles}


def _visualization(call: Call) -> tuple[dict[str, Any], dict[str, Any]]:
    aoi = aoi_imagery.get_aoi(call)
    visualization = call.documents.get("visualization", call.path["visualization_id"])
    if visualization is None or visualization["aoi_id"] != aoi["aoi_id"]:
        raise errors.not_found("no such visualization", {"visualization_id": call.path["visualization_id"]})
    return aoi, visualization


def _check_index(visualization: dict[str, Any], index_id: str) -> None:
    if visualization["index_id"] != index_id:
        raise errors.not_found("the visualization does not have this index", {"index_id": index_id})


def _no_legend(date: str, mode: str) -> errors.ApiError:
    return errors.not_found(f"no {mode} legend on this date", {"date": date, "visualization_mode": mode})


def _save(call: Call, visualization: dict[str, Any]) -> None:
    visualization["updated_at"] = clock.later(visualization["updated_at"], call.clock.now())
    call.documents.replace("visualization", visualization)


def _sources(call: Call, aoi: dict[str, Any], asset_ids: list[str] | None) -> list[dict[str, Any]]:
    sources, _ = call.documents.page("asset", parent=aoi["aoi_id"], where={"id": asset_ids})
    if unknown := sorted(set(asset_ids or ()) - {source["id"] for source in sources}):
        raise errors.not_found("the AOI has no such assets", {"src_asset_ids": unknown})
    return sources


def _asset(  # noqa: PLR0917 - the values in which assets differ
    aoi: dict[str, Any], index: dict[str, Any], visualization_id: str, date: str, resolution: float, created_at: str
) -> dict[str, Any]:
    asset_id = str(uuid.uuid4())
    return {
        "id": asset_id,
        "aoi_id": aoi["aoi_id"],
        "visualization_id": visualization_id,
        "name": f"{index['name']} {date}",
        "description": f"{index['name']} over {aoi['name']}",
        "asset_type": "visualization",
        "status": "success",
        "progress": 100,
        "date": date,
        "band_list": index["bands"],
        "resolution": resolution,
        "path": f"https://storage.example/{asset_id}.tif",
        "area_in_sq_m": aoi["area_in_sq_m"],
        "centroid": aoi["centroid"],
        "geometry": aoi["geometry"],
        "created_at": created_at,
        "updated_at": created_at,
    }


def _dates(call: Call, visualization: dict[str, Any]) -> list[str]:
    """The dates with imagery in the format of legends; none until the visualization is drawn."""
    work = call.work(visualization, STEPS_TO_DRAW)
    if work.failed or not work.done:
        return []
    return [asset["date"].replace("-", "_") for asset in visualization["assets"]]


def _scenes(
    call: Call, aoi: dict[str, Any], visualization: dict[str, Any], dates: Iterable[str]
) -> dict[str, legends.Scene]:
    """The scene of each of `dates`; 404 with those that have no imagery."""
    requested = list(dict.fromkeys(dates))
    existing = _dates(call, visualization)
    if unknown := [date for date in requested if date not in existing]:
        raise errors.not_found("no imagery on these dates", {"dates": unknown})
    # A rescale range may be in either order.
    low, high = sorted(visualization["rescale"])
    area = aoi["area_in_sq_m"]
    return {
        date: legends.Scene(visualization["aoi_id"], visualization["index_id"], date, low, high, area)
        for date in requested
    }


def _legend(visualization: dict[str, Any], scene: legends.Scene, mode: str) -> list[dict[str, Any]] | None:
    """The legend that was set or, if none was, the computed one; None if there is neither."""
    items: list[dict[str, Any]] | None = visualization["set_legends"].get(scene.date, {}).get(mode)
    if items is None and _is_computed(visualization, mode):
        return legends.legend(scene, mode)
    return items


def _is_computed(visualization: dict[str, Any], mode: str) -> bool:
    """Whether `mode` has a computed legend: both modes of presets, dynamic of custom indices, none of composites."""
    if visualization["expression_type"] != "index":
        return False
    return visualization["type"] == "preset" or mode == "dynamic"


def _legends(call: Call, aoi: dict[str, Any], visualization: dict[str, Any]) -> dict[str, dict[str, Any]]:
    legends_by_date = {}
    for date, scene in _scenes(call, aoi, visualization, _dates(call, visualization)).items():
        modes = {mode: _legend(visualization, scene, mode) for mode in MODES}
        legends_by_date[date] = {mode: items for mode, items in modes.items() if items is not None}
    return {date: modes for date, modes in legends_by_date.items() if modes}


def _answer(call: Call, aoi: dict[str, Any], visualization: dict[str, Any]) -> dict[str, Any]:
    """The answer for a visualization."""
    work = call.work(visualization, STEPS_TO_DRAW)
    succeeded = work.done and not work.failed
    return {
        **{field: visualization[field] for field in _UNCHANGED},
        "status": "success" if succeeded else "failed" if work.failed else "creating",
        "progress": work.percent,
        "assets": visualization["assets"] if succeeded else [],
        "metadata": {"legend": _legends(call, aoi, visualization)},
    }
