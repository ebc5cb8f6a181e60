"""A sixth list of ways in which a server can break the contract, by who knew neither checks nor other lists.

Of the sixty that were written, those that no other list has.
"""

from tests.faults.harness import Fault
from tests.faults.places import (
    APP,
    ARCHIVES,
    ASSETS,
    CALL,
    DELIVERIES,
    GATHERING,
    IMAGERY,
    INDICES,
    ORDERING,
    PROJECTS,
    REPORTS,
    RUNS,
    TASKS,
    WORKFLOWS,
)

FAULTS = [
    Fault(
        "the count of projects is that of the page, not of all there are",
        PROJECTS,
        '"count": count,',
        '"count": len(projects),',
    ),
    Fault(
        "a search of several satellites mixes the collection of one with the other satellite",
        IMAGERY,
        '        if (catalogue.PLATFORMS[scene["properties"]["platform"]], scene["collection"]) in wanted\n',
        '        if catalogue.PLATFORMS[scene["properties"]["platform"]] in {satellite for satellite, _ in wanted}\n'
        '        and scene["collection"] in {collection for _, collection in wanted}\n',
    ),
    Fault(
        "an AOI that is half gathered has the status in_progress",
        GATHERING,
        '"started" if work.step == 0 else "running"',
        '"started" if work.step == 0 else "in_progress"',
    ),
    Fault(
        "the assets of an unknown AOI are an empty list instead of 404",
        ASSETS,
        "    aoi = gathering.aoi(call)\n",
        '    aoi_id = call.path["aoi_id"]\n    aoi = call.documents.get("aoi", aoi_id) or {"aoi_id": aoi_id}\n',
    ),
    Fault(
        "an asset is called a success while it is still being made",
        GATHERING,
        'return {**asset, "status": status, "progress": work.percent}',
        'return {**asset, "progress": work.percent}',
    ),
    Fault(
        "the times of a new index have no offset from UTC",
        INDICES,
        "clock.timestamp(call.clock.now())",
        "clock.timestamp(call.clock.now().replace(tzinfo=None))",
    ),
    Fault(
        "the rescale range of a new index loses its fractions",
        INDICES,
        '"rescale": body["rescale"],',
        '"rescale": [int(one) for one in body["rescale"]],',
    ),
    Fault(
        "the deletion of an insight is answered with 204 instead of 200",
        APP,
        "    return Response(answer.content, answer.status, media_type=media_type)\n",
        '    status = 204 if operation.id == "deleteInsight" else answer.status\n'
        "    return Response(answer.content, status, media_type=media_type)\n",
    ),
    Fault(
        "offset skips whole pages instead of items",
        CALL,
        '{"offset": offset, "limit": limit}\n        found',
        '{"offset": offset * limit, "limit": limit}\n        found',
    ),
    Fault(
        "the pagination of workflows gives as limit how many the page holds in fact, not how many at the most",
        WORKFLOWS,
        'return {"workflows": workflows, "pagination": pagination}',
        'return {"workflows": workflows, "pagination": {**pagination, "limit": len(workflows)}}',
    ),
    Fault(
        "the name filter of workflows also lets through names that only begin with the text",
        WORKFLOWS,
        '"name": call.filter("name"),',
        '"name": call.query["name"],',
    ),
    Fault(
        "a job that is still running already states when it was finished",
        RUNS,
        '"finished_at": self._moment(self._work.steps) if self._work.done else None,',
        '"finished_at": self._moment(self._work.steps),',
    ),
    Fault(
        "asking again for the package of a task starts the packing anew each time",
        TASKS,
        'packages.asked_for(call, "task_package", task_id)',
        'packages.asked_for(call, "task_package", task_id, str(call.clock.now()))',
    ),
    Fault(
        "a later page of archived items ends where the first one would",
        ARCHIVES,
        "items[start : start + limit]",
        "items[start:limit]",
    ),
    Fault(
        "a tasking item that does not say how far the satellite may look gets thirty degrees",
        ORDERING,
        '"off_nadir": 20,',
        '"off_nadir": 30,',
    ),
    Fault(
        "the later tasks of a recurring item are paid and begun with the first one",
        ORDERING,
        '"due_at": clock.timestamp_z(max(due, self._now) if later else self._now),',
        '"due_at": clock.timestamp_z(self._now),',
    ),
    Fault(
        "a delivery asked for by hand names the task that brought the image",
        DELIVERIES,
        "received.delivery_of(catalog, place, made, task_id=None)",
        'received.delivery_of(catalog, place, made, task_id=catalog["task_id"])',
    ),
    Fault(
        "the report puts the time zone asked for behind times that are still in UTC",
        REPORTS,
        "clock.moment(text).astimezone(zone)",
        "clock.moment(text).replace(tzinfo=zone)",
    ),
]
