"""The errors that the API answers, all in one envelope."""

from __future__ import annotations

from collections.abc import Mapping


class ApiError(Exception):
    """A refused request: HTTP `status`, a `code` for programs, a `message` for people and optional `details`."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        details: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.headers = headers

    def envelope(self) -> dict[str, object]:
        """The body of the answer."""
        error: dict[str, object] = {"code": self.code, "message": self.message}
        if self.details is not None:
            error["details"] = self.details
        return {"error": error}


def bad_request(message: str, details: object = None) -> ApiError:
    """400: the request breaks a rule."""
    return ApiError(400, "BAD_REQUEST", message, details)


def unauthorized(message: str) -> ApiError:
    """401: the Authorization header is of no form that is understood."""
    return ApiError(401, "UNAUTHORIZED", message)


def forbidden(message: str) -> ApiError:
    """403: there is no key, it has been revoked, or nobody has it."""
    return ApiError(403, "FORBIDDEN", message)


def not_found(message: str, details: object = None) -> ApiError:
    """404: something that the request names does not exist in the workspace."""
    return ApiError(404, "NOT_FOUND", message, details)


def method_not_allowed(method: str, allowed: list[str]) -> ApiError:
    """405: the path exists, but not with this method."""
    allow = ", ".join(allowed)
    return ApiError(405, "METHOD_NOT_ALLOWED", f"{method} is not offered here, only {allow}", headers={"Allow": allow})


def conflict(message: str, details: object = None) -> ApiError:
    """409: the same thing exists already."""
    return ApiError(409, "CONFLICT", message, details)


def content_too_large(limit: int) -> ApiError:
    """413: the body is larger than `limit` bytes."""
    return ApiError(413, "CONTENT_TOO_LARGE", f"the body is larger than {limit} bytes")


def too_many_requests(message: str, seconds: int) -> ApiError:
    """429: the key has made as many requests as it may, and is welcome again in `seconds` seconds."""
    return ApiError(429, "TOO_MANY_REQUESTS", message, headers={"Retry-After": str(seconds)})


def unavailable(message: str) -> ApiError:
    """503: nobody is there to answer."""
    return ApiError(503, "SERVICE_UNAVAILABLE", message)


def internal() -> ApiError:
    """500: a fault of the sandbox itself; what happened is in its log, not in the answer."""
    return ApiError(500, "INTERNAL", "something went wrong; the log of the sandbox says what")
