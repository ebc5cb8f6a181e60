"""The error answers of the API; all have the same envelope."""

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
    """401: the Authorization header has an unknown form."""
    return ApiError(401, "UNAUTHORIZED", message)


def forbidden(message: str) -> ApiError:
    """403: the key is missing, revoked or unknown."""
    return ApiError(403, "FORBIDDEN", message)


def not_found(message: str, details: object = None) -> ApiError:
    """404: the request names a document that does not exist in the workspace."""
    return ApiError(404, "NOT_FOUND", message, details)


def method_not_allowed(method: str, allowed: list[str]) -> ApiError:
    """405: the path exists, but not with this method."""
    allow = ", ".join(allowed)
    return ApiError(
        405,
        "METHOD_NOT_ALLOWED",
        f"this path does not have the method {method}, only {allow}",
        headers={"Allow": allow},
    )


def conflict(message: str, details: object = None) -> ApiError:
    """409: an equal document already exists."""
    return ApiError(409, "CONFLICT", message, details)


def content_too_large(limit: int) -> ApiError:
    """413: the body is larger than `limit` bytes."""
    return ApiError(413, "CONTENT_TOO_LARGE", f"the body is larger than {limit} bytes")


def too_many_requests(message: str, seconds: int) -> ApiError:
    """429: the key has exceeded its rate limit, and may make a request again in `seconds` seconds."""
    return ApiError(429, "TOO_MANY_REQUESTS", message, headers={"Retry-After": str(seconds)})


def unavailable(message: str) -> ApiError:
    """503: the sandbox cannot answer now."""
    return ApiError(503, "SERVICE_UNAVAILABLE", message)


def internal() -> ApiError:
    """500: an error of the sandbox itself; its log has the details, the answer does not."""
    return ApiError(500, "INTERNAL", "an error of the sandbox; see its log for details")
