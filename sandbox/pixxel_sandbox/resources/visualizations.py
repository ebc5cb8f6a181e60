"""Visualizations: an index over the imagery of an AOI, with a legend per date and mode.

What is stored is what was asked for and what users have set: the legends that creation computes follow from the
imagery, and the progress from the clock. So a rollback only forgets what was set.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ..contract import errors
from ..core import clock
from ..domain import aoi_imagery as gathering
from ..domain.visualizations import legends, png, sld

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..core.call import Call

# The resolution of the satellites' own imagery, in metres.
NATIVE_RESOLUTION = 10
STEPS_TO_DRAW = 2
MODES = ("dynamic", "theoretical")
# The fields of a stored visualization that are answered as they are.
_STATED = (
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
    """The visualizations of an AOI that match the filters, each of them whole."""
    aoi = gathering.aoi(call)
    found, pagination = call.page(
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
    return {"visualization": [_shown(call, aoi, one) for one in found], "pagination": pagination}


def create_visualization(call: Call) -> dict[str, Any]:
    """A new visualization, drawn in two steps of the clock.

    404 for an unknown AOI, one whose imagery is not there yet, an unknown index or source asset, 409 if the same is
    being or has been drawn.
    """
    aoi, body = gathering.aoi(call), call.body
    if not gathering.is_gathered(call, aoi):
        raise errors.not_found("the AOI has no imagery yet", {"aoi_id": aoi["aoi_id"]})
    index = call.documents.get("index", body["index_id"])
    if index is None:
        raise errors.not_found("no such index", {"index_id": body["index_id"]})
    # The AOI's assets, all of them where none are named; naming none in an empty list draws no less.
    sources = _sources(call, aoi, body.get("src_asset_ids") or None)
    resolution = body.get("resolution", NATIVE_RESOLUTION)
    drawn = {"source_ids": sorted(source["id"] for source in sources), "resolution": resolution}
    same_index, _ = call.documents.page("visualization", parent=aoi["aoi_id"], where={"index_id": [index["id"]]})
    for other in same_index:
        if all(other[field] == value for field, value in drawn.items()):
            raise errors.conflict("this visualization exists already", {"visualization_id": other["id"]})

    visualization_id = str(uuid.uuid4())
    created_at = clock.timestamp(call.clock.now())
    dates = sorted({source["date"] for source in sources})
    visualization = {
        "id": visualization_id,
        "aoi_id": aoi["aoi_id"],
        "index_id": index["id"],
        "index_name": index["name"],
        "type": index["type"],
        "expression": index["expression"],
        "expression_type": index["expression_type"],
        "rescale": index["rescale"],
        "tenant_id": call.workspace.tenant_id,
        "user_id": call.workspace.user_id,
        "created_at": created_at,
        "updated_at": created_at,
        **drawn,
        "assets": [_asset(aoi, index, visualization_id, date, resolution, created_at) for date in dates],
        "set_legends": {},
    }
    call.documents.add("visualization", visualization, parent=aoi["aoi_id"])
    return _shown(call, aoi, visualization)


def update_visualization_metadata(call: Call) -> dict[str, Any]:
    """Sets the legend of one mode on the dates given; 404, and nothing changed, if any of them has no imagery."""
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
    """Forgets the legends set in one mode on the dates given, so that those computed show again, if any were.

    404, and nothing changed, for another index than the visualization's or a date without imagery.
    """
    aoi, visualization = _visualization(call)
    body = call.body
    _check_index(visualization, body["index_id"])
    for date in _scenes(call, aoi, visualization, body["dates"]):
        visualization["set_legends"].get(date, {}).pop(body["visualization_mode"], None)
    _save(call, visualization)
    return _shown(call, aoi, visualization)


def generate_visualization_png(call: Call) -> bytes:
    """A picture of one date in one mode; 404 for another index, a date without imagery or a mode without legend."""
    aoi, visualization = _visualization(call)
    date, mode = call.body["date"], call.body["visualization_mode"]
    _check_index(visualization, call.body["index_id"])
    scene = _scenes(call, aoi, visualization, [date])[date]
    items = _legend(visualization, scene, mode)
    if items is None:
        raise _no_legend(date, mode)
    return png.draw(scene, items, f"{visualization['index_name']} {date}")


def generate_visualization_sld(call: Call) -> dict[str, Any]:
    """The styles of dates and modes; 404 for a date without imagery or a mode without legend on one of them."""
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
    aoi = gathering.aoi(call)
    visualization = call.documents.get("visualization", call.path["visualization_id"])
    if visualization is None or visualization["aoi_id"] != aoi["aoi_id"]:
        raise errors.not_found("no such visualization", {"visualization_id": call.path["visualization_id"]})
    return aoi, visualization


def _check_index(visualization: dict[str, Any], index_id: str) -> None:
    if visualization["index_id"] != index_id:
        raise errors.not_found("the visualization is not of this index", {"index_id": index_id})


def _no_legend(date: str, mode: str) -> errors.ApiError:
    return errors.not_found(f"no {mode} legend on this date", {"date": date, "visualization_mode": mode})


def _save(call: Call, visualization: dict[str, Any]) -> None:
    visualization["updated_at"] = clock.later(visualization["updated_at"], call.clock.now())
    call.documents.replace("visualization", visualization)


def _sources(call: Call, aoi: dict[str, Any], wanted: list[str] | None) -> list[dict[str, Any]]:
    found, _ = call.documents.page("asset", parent=aoi["aoi_id"], where={"id": wanted})
    if unknown := sorted(set(wanted or ()) - {source["id"] for source in found}):
        raise errors.not_found("the AOI has no such assets", {"src_asset_ids": unknown})
    return found


def _asset(  # noqa: PLR0917 - an asset is described by all of these
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
    """The dates with imagery, as legends name them; none as long as the visualization is being drawn."""
    work = call.work(visualization, STEPS_TO_DRAW)
    if work.failed or not work.done:
        return []
    return [asset["date"].replace("-", "_") for asset in visualization["assets"]]


def _scenes(
    call: Call, aoi: dict[str, Any], visualization: dict[str, Any], dates: Iterable[str]
) -> dict[str, legends.Scene]:
    """What there is to see on each of `dates`; 404 naming those without imagery."""
    wanted = list(dict.fromkeys(dates))
    known = _dates(call, visualization)
    if unknown := [date for date in wanted if date not in known]:
        raise errors.not_found("no imagery on these dates", {"dates": unknown})
    # A rescale range may be given either way round.
    low, high = sorted(visualization["rescale"])
    area = aoi["area_in_sq_m"]
    return {
        date: legends.Scene(visualization["aoi_id"], visualization["index_id"], date, low, high, area)
        for date in wanted
    }


def _legend(visualization: dict[str, Any], scene: legends.Scene, mode: str) -> list[dict[str, Any]] | None:
    """The legend that has been set or else computed; None if neither."""
    items: list[dict[str, Any]] | None = visualization["set_legends"].get(scene.date, {}).get(mode)
    if items is None and _is_computed(visualization, mode):
        return legends.legend(scene, mode)
    return items


def _is_computed(visualization: dict[str, Any], mode: str) -> bool:
    """Whether creation computes a legend in `mode`: both for presets, dynamic for custom indices, none for colours."""
    if visualization["expression_type"] != "index":
        return False
    return visualization["type"] == "preset" or mode == "dynamic"


def _legends(call: Call, aoi: dict[str, Any], visualization: dict[str, Any]) -> dict[str, dict[str, Any]]:
    shown = {}
    for date, scene in _scenes(call, aoi, visualization, _dates(call, visualization)).items():
        modes = {mode: _legend(visualization, scene, mode) for mode in MODES}
        shown[date] = {mode: items for mode, items in modes.items() if items is not None}
    return {date: modes for date, modes in shown.items() if modes}


def _shown(call: Call, aoi: dict[str, Any], visualization: dict[str, Any]) -> dict[str, Any]:
    """The visualization as it is answered."""
    work = call.work(visualization, STEPS_TO_DRAW)
    done = work.done and not work.failed
    return {
        **{field: visualization[field] for field in _STATED},
        "status": "success" if done else "failed" if work.failed else "creating",
        "progress": work.percent,
        "assets": visualization["assets"] if done else [],
        "metadata": {"legend": _legends(call, aoi, visualization)},
    }
