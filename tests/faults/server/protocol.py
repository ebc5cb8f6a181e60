"""Faults in statuses, media types and lengths of answers."""

from tests.faults.fault import Fault
from tests.faults.server.places import APP

FAULTS = [
    Fault(
        "a picture is called JSON",
        APP,
        "media_type=media_type)",
        'media_type="application/json")',
        source="with the checks",
    ),
    Fault(
        "creation answers 200",
        APP,
        "return JSONResponse(answer.content, answer.status)",
        "return JSONResponse(answer.content)",
        source="with the checks",
        smoke="printed",
    ),
    Fault(
        "a text is answered as JSON without its quotes",
        APP,
        'if media_type == "application/json":',
        'if media_type == "application/json" and not isinstance(answer.content, str):',
        source="blind, second list",
    ),
    Fault(
        "the report is called plain text",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        'return Response(answer.content, answer.status, media_type=(media_type or "").replace("csv", "plain") or None)',
        source="blind, second list",
    ),
    Fault(
        "refusals are called problems, not JSON",
        APP,
        "return JSONResponse(error.envelope(), error.status, error.headers)",
        'return JSONResponse(error.envelope(), error.status, error.headers, "application/problem+json")',
        source="blind, second list",
    ),
    Fault(
        "the length of the report is counted in characters",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        'length = {"Content-Length": str(len(answer.content))} if answer.content else None\n'
        "    return Response(answer.content, answer.status, length, media_type)",
        source="blind, second list",
    ),
    Fault(
        "a picture ends in its middle",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        "content = answer.content\n    if isinstance(content, bytes):\n"
        '        headers = {"Content-Length": str(len(content))}\n'
        "        return Response(content[: len(content) // 2], answer.status, headers, media_type)\n"
        "    return Response(content, answer.status, media_type=media_type)",
        source="blind, second list",
    ),
    Fault(
        "answers bear a media type of the vendor's",
        APP,
        "return JSONResponse(answer.content, answer.status)",
        'return JSONResponse(answer.content, answer.status, media_type="application/vnd.pixxel+json")',
        source="blind, third list",
    ),
    Fault(
        "a text in JSON is called plain text",
        APP,
        "return JSONResponse(answer.content, answer.status)",
        'other = "text/plain" if isinstance(answer.content, str) else None\n'
        "        return JSONResponse(answer.content, answer.status, media_type=other)",
        source="blind, fourth list",
    ),
    Fault(
        "a picture is sent in base64",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        "from base64 import b64encode\n\n"
        "    content = b64encode(answer.content) if isinstance(answer.content, bytes) else answer.content\n"
        "    return Response(content, answer.status, media_type=media_type)",
        source="blind, fourth list",
    ),
    Fault(
        "what is wrong with a report is called CSV as well",
        APP,
        "            response = _refusal(error)\n",
        "            response = _refusal(error)\n"
        '            if request.url.path == "/v0/reports":\n'
        '                response.headers["content-type"] = "text/csv; charset=utf-8"\n',
        source="blind, fourth list",
    ),
    Fault(
        "whoever prefers HTML is refused in HTML",
        APP,
        "            response = _refusal(error)\n",
        "            response = _refusal(error)\n"
        '            if "text/html" in request.headers.get("accept", ""):\n'
        '                page_of_error = f"<h1>{error.status}</h1><p>{error.message}</p>"\n'
        '                response = Response(page_of_error, error.status, error.headers, "text/html")\n',
        source="blind, fifth list",
    ),
    Fault(
        "who does not take JSON is refused, even where a table or a picture is answered",
        APP,
        "        operation, handler = self._methods[request.method]\n",
        "        operation, handler = self._methods[request.method]\n"
        '        accepted = request.headers.get("accept", "*/*")\n'
        '        if "*/*" not in accepted and "application/json" not in accepted:\n'
        '            raise errors.ApiError(406, "NOT_ACCEPTABLE", f"there is nothing here of {accepted}")\n',
        source="blind, fifth list",
    ),
]
