"""Faults in error answers."""

from tests.faults.fault import Fault
from tests.faults.server.files import APP, ERRORS

FAULTS = [
    Fault(
        "Errors have no envelope",
        ERRORS,
        'return {"error": error}',
        "return error",
        source="with the checks",
        smoke="tables",
    ),
    Fault(
        "The message of an error contains a traceback",
        APP,
        "_error_response(error)\n        except ClientDisconnect",
        "_error_response(errors.bad_request('Traceback (most recent call last)'))\n        except ClientDisconnect",
        source="with the checks",
    ),
    Fault(
        "A method that a path does not have is answered with 404 instead of 405",
        ERRORS,
        'return ApiError(\n        405,\n        "METHOD_NOT_ALLOWED"',
        'return ApiError(\n        404,\n        "METHOD_NOT_ALLOWED"',
        source="with the checks",
    ),
    Fault(
        "A 405 has no Allow header",
        ERRORS,
        ',\n        headers={"Allow": allow},\n    )',
        ")",
        source="blind, second list",
    ),
    Fault(
        "The code of an error is its status",
        ERRORS,
        '{"code": self.code, ',
        '{"code": self.status, ',
        source="blind, second list",
    ),
    Fault(
        "A body that is too large is answered with 400 instead of 413",
        ERRORS,
        'return ApiError(413, "CONTENT_TOO_LARGE"',
        'return ApiError(400, "CONTENT_TOO_LARGE"',
        source="blind, third list",
    ),
    Fault(
        "An error with details has no message",
        ERRORS,
        'error["details"] = self.details\n',
        'error = {"code": self.code, "details": self.details}\n',
        source="blind, third list",
    ),
    Fault(
        "The error of a conflict is only its message",
        ERRORS,
        'return {"error": error}',
        'return {"error": self.message if self.status == 409 else error}',
        source="blind, fourth list",
    ),
    Fault(
        "The message of a 400 does not name the rule",
        ERRORS,
        'return ApiError(400, "BAD_REQUEST", message, details)',
        'return ApiError(400, "BAD_REQUEST", "the request is not valid", details)',
        source="blind, fourth list",
    ),
]
