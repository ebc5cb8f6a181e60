"""Faults in error answers."""

from tests.faults.fault import Fault
from tests.faults.server.places import APP, ERRORS

FAULTS = [
    Fault(
        "errors have no envelope",
        ERRORS,
        'return {"error": error}',
        "return error",
        source="with the checks",
        smoke="tables",
    ),
    Fault(
        "an error tells its trace",
        APP,
        "_refusal(error)\n        except ClientDisconnect",
        "_refusal(errors.bad_request('Traceback (most recent call last)'))\n        except ClientDisconnect",
        source="with the checks",
    ),
    Fault(
        "a wrong method is not found",
        ERRORS,
        'return ApiError(405, "METHOD_NOT_ALLOWED"',
        'return ApiError(404, "METHOD_NOT_ALLOWED"',
        source="with the checks",
    ),
    Fault(
        "a wrong method is not told which ones are right",
        ERRORS,
        ', headers={"Allow": allow})',
        ")",
        source="blind, second list",
    ),
    Fault(
        "the code of an error is its status",
        ERRORS,
        '{"code": self.code, ',
        '{"code": self.status, ',
        source="blind, second list",
    ),
    Fault(
        "a body that is too large is a bad request",
        ERRORS,
        'return ApiError(413, "CONTENT_TOO_LARGE"',
        'return ApiError(400, "CONTENT_TOO_LARGE"',
        source="blind, third list",
    ),
    Fault(
        "an error with details has no message",
        ERRORS,
        'error["details"] = self.details\n',
        'error = {"code": self.code, "details": self.details}\n',
        source="blind, third list",
    ),
    Fault(
        "the error of a conflict is its message alone",
        ERRORS,
        'return {"error": error}',
        'return {"error": self.message if self.status == 409 else error}',
        source="blind, fourth list",
    ),
    Fault(
        "the message about a bad request names no rule",
        ERRORS,
        'return ApiError(400, "BAD_REQUEST", message, details)',
        'return ApiError(400, "BAD_REQUEST", "the request is not valid", details)',
        source="blind, fourth list",
    ),
]
