"""Faults in creation, listing and progress of AOIs."""

from tests.faults.fault import Fault
from tests.faults.server.files import AOI_IMAGERY, AOIS

FAULTS = [
    Fault(
        "The centre of a new AOI has the latitude first",
        AOIS,
        'for degrees in geometry.centroid(body["geometry"])]',
        'for degrees in geometry.centroid(body["geometry"])[::-1]]',
        source="blind, second list",
    ),
    Fault(
        "The area of a new AOI is in hectares",
        AOIS,
        'round(geometry.area(body["geometry"]), 1)',
        'round(geometry.area(body["geometry"]) / 10_000, 1)',
        source="blind, second list",
    ),
    Fault(
        "An AOI ignores unknown images instead of refusing them",
        AOIS,
        'if unknown := sorted(set(body["item_ids"]) - scenes.keys()):\n'
        '        raise errors.not_found("no such images of this satellite", {"item_ids": unknown})\n'
        '    return [scenes[item_id] for item_id in dict.fromkeys(body["item_ids"])]',
        'return [scenes[item_id] for item_id in dict.fromkeys(body["item_ids"]) if item_id in scenes]',
        source="blind, second list",
    ),
    Fault(
        "Two AOIs of a project can have the same name",
        AOIS,
        "if same_name:",
        "if len(same_name) > 1:",
        source="blind, second list",
    ),
    Fault(
        "A new AOI is not listed",
        AOI_IMAGERY,
        'call.documents.add("aoi", stored)',
        'call.documents.add("aoi", stored, parent=aoi["project_id"])',
        source="blind, second list",
    ),
    Fault(
        "Several project_ids match as one id when AOIs are listed",
        AOIS,
        'call.listed("project_ids")',
        'call.filter("project_ids")',
        source="blind, second list",
    ),
    Fault(
        "The description of a new AOI is its name",
        AOIS,
        '"description": body["description"]',
        '"description": body["name"]',
        source="blind, second list",
    ),
    Fault(
        "The coordinates of a new AOI are rounded to two decimals",
        AOIS,
        '"geometry": body["geometry"],',
        '"geometry": (j := __import__("json")).loads(\n'
        '            j.dumps(body["geometry"]), parse_float=lambda text: round(float(text), 2)\n        ),',
        source="blind, second list",
    ),
    Fault(
        "The images of an AOI are a list",
        AOI_IMAGERY,
        '"images": aoi["images"] if has_imagery else {},',
        '"images": [{"id": image_id, **image} for image_id, image in aoi["images"].items()] if has_imagery else [],',
        source="blind, third list",
    ),
    Fault(
        "An AOI in several parts is refused",
        AOIS,
        "    if geometry.area(shape) <= 0:",
        '    if shape["type"] != "Polygon" or geometry.area(shape) <= 0:',
        source="blind, third list",
    ),
    Fault(
        "A new AOI is listed with a progress of 100 percent",
        AOIS,
        '[aoi_imagery.aoi_answer(call, aoi) for aoi in aois], "pagination"',
        '[{**aoi_imagery.aoi_answer(call, aoi), "progress": aoi.get("progress", 100)} for aoi in aois], "pagination"',
        source="blind, third list",
    ),
    Fault(
        "The created_by of a new AOI is its workspace",
        AOIS,
        '"user_id": call.workspace.user_id,',
        '"user_id": call.workspace.org_id,',
        source="blind, third list",
    ),
    Fault(
        "The images of a new AOI are keyed by their date",
        AOI_IMAGERY,
        '"images": {image["id"]: {"date": _day(image)} for image in images},',
        '"images": {_day(image): {"id": image["id"]} for image in images},',
        source="blind, fourth list",
    ),
    Fault(
        "A comma splits the aoi_name filter",
        AOIS,
        'call.filter("aoi_name")',
        'call.listed("aoi_name")',
        source="blind, fourth list",
    ),
    Fault(
        "An AOI that some of its images do not cover never finishes",
        AOI_IMAGERY,
        '"partial_success" if images',
        '"updating" if images',
        source="blind, fifth list",
    ),
    Fault(
        "The altitudes in the geometry of a new AOI are lost",
        AOIS,
        '"geometry": body["geometry"],',
        '"geometry": {\n'
        '            **body["geometry"],\n'
        '            "coordinates": (flat := lambda one: [flat(part) for part in one] if isinstance(one[0], list)\n'
        '                            else one[:2])(body["geometry"]["coordinates"]),\n'
        "        },",
        source="blind, fifth list",
    ),
    Fault(
        "An AOI in progress has the status in_progress instead of running",
        AOI_IMAGERY,
        '"started" if work.step == 0 else "running"',
        '"started" if work.step == 0 else "in_progress"',
        source="blind, sixth list",
    ),
    Fault(
        "A half finished AOI read alone has another progress than in the list",
        AOIS,
        "return aoi_imagery.aoi_answer(call, aoi_imagery.get_aoi(call))",
        "answer = aoi_imagery.aoi_answer(call, aoi_imagery.get_aoi(call))\n"
        '    return {**answer, "progress": answer["progress"] - (answer["progress"] == 50)}',
        source="kinds of checks",
    ),
]
