"""Faults in statuses, media types and lengths of answers."""

from tests.faults.fault import Fault
from tests.faults.server.files import APP

FAULTS = [
    Fault(
        "A picture has the media type of JSON",
        APP,
        "media_type=media_type)",
        'media_type="application/json")',
        source="with the checks",
    ),
    Fault(
        "Creation is answered with 200 instead of 201",
        APP,
        "return JSONResponse(answer.content, answer.status)",
        "return JSONResponse(answer.content)",
        source="with the checks",
        smoke="examples",
    ),
    Fault(
        "A string is answered without quotes under the media type of JSON",
        APP,
        'if media_type == "application/json":',
        'if media_type == "application/json" and not isinstance(answer.content, str):',
        source="blind, second list",
    ),
    Fault(
        "The report has the media type of plain text",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        'return Response(answer.content, answer.status, media_type=(media_type or "").replace("csv", "plain") or None)',
        source="blind, second list",
    ),
    Fault(
        "Errors have the media type application/problem+json",
        APP,
        "return JSONResponse(error.envelope(), error.status, error.headers)",
        'return JSONResponse(error.envelope(), error.status, error.headers, "application/problem+json")',
        source="blind, second list",
    ),
    Fault(
        "The Content-Length of the report counts characters instead of bytes",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        'length = {"Content-Length": str(len(answer.content))} if answer.content else None\n'
        "    return Response(answer.content, answer.status, length, media_type)",
        source="blind, second list",
    ),
    Fault(
        "The second half of a picture is missing",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        "content = answer.content\n    if isinstance(content, bytes):\n"
        '        headers = {"Content-Length": str(len(content))}\n'
        "        return Response(content[: len(content) // 2], answer.status, headers, media_type)\n"
        "    return Response(content, answer.status, media_type=media_type)",
        source="blind, second list",
    ),
    Fault(
        "Answers have a media type of the vendor",
        APP,
        "return JSONResponse(answer.content, answer.status)",
        'return JSONResponse(answer.content, answer.status, media_type="application/vnd.pixxel+json")',
        source="blind, third list",
    ),
    Fault(
        "A string in JSON has the media type of plain text",
        APP,
        "return JSONResponse(answer.content, answer.status)",
        'other = "text/plain" if isinstance(answer.content, str) else None\n'
        "        return JSONResponse(answer.content, answer.status, media_type=other)",
        source="blind, fourth list",
    ),
    Fault(
        "A picture is sent in base64",
        APP,
        "return Response(answer.content, answer.status, media_type=media_type)",
        "from base64 import b64encode\n\n"
        "    content = b64encode(answer.content) if isinstance(answer.content, bytes) else answer.content\n"
        "    return Response(content, answer.status, media_type=media_type)",
        source="blind, fourth list",
    ),
    Fault(
        "An error of the report has the media type of CSV",
        APP,
        "            response = _error_response(error)\n",
        "            response = _error_response(error)\n"
        '            if request.url.path == "/v0/reports":\n'
        '                response.headers["content-type"] = "text/csv; charset=utf-8"\n',
        source="blind, fourth list",
    ),
    Fault(
        "A client that prefers HTML gets errors in HTML",
        APP,
        "            response = _error_response(error)\n",
        "            response = _error_response(error)\n"
        '            if "text/html" in request.headers.get("accept", ""):\n'
        '                page_of_error = f"<h1>{error.status}</h1><p>{error.message}</p>"\n'
        '                response = Response(page_of_error, error.status, error.headers, "text/html")\n',
        source="blind, fifth list",
    ),
    Fault(
        "A client that does not accept JSON is refused where a table or picture is answered",
        APP,
        "        operation, handler = self._methods[request.method]\n",
        "        operation, handler = self._methods[request.method]\n"
        '        accepted = request.headers.get("accept", "*/*")\n'
        '        if "*/*" not in accepted and "application/json" not in accepted:\n'
        '            raise errors.ApiError(406, "NOT_ACCEPTABLE", f"there is nothing here of {accepted}")\n',
        source="blind, fifth list",
    ),
]
