"""Faults in errors."""

from tests.faults.client.files import ANSWERS, ERRORS, JSON, OPERATIONS
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "A 403 raises NotFound",
        ERRORS,
        "    403: Forbidden,",
        "    403: NotFound,",
        source="with the checks",
        smoke="errors",
    ),
    Fault(
        "A 520 does not raise ServerError",
        ERRORS,
        "if 500 <= status <= 599:",
        "if 500 <= status <= 511:",
        source="with the checks",
    ),
    Fault(
        "A pickled error loses its fields", ERRORS, "    error.__dict__.update(state)\n", "", source="with the checks"
    ),
    Fault(
        "An error keeps a body of any size",
        ERRORS,
        "self.body = response.content[:BODY_CLIP]",
        "self.body = response.content",
        source="with the checks",
    ),
    Fault(
        "A Retry-After beyond all dates raises",
        ERRORS,
        "except (ValueError, OverflowError):",
        "except ValueError:",
        source="with the checks",
    ),
    Fault(
        "A 413 raises BadRequest",
        ERRORS,
        "return _BY_STATUS.get(status, UnexpectedStatus)",
        "return _BY_STATUS.get(status, BadRequest if 400 <= status else UnexpectedStatus)",
        source="blind, second list",
    ),
    Fault(
        "A Retry-After in the past is a negative wait",
        ERRORS,
        "return max(0.0, (moment - datetime.now(UTC)).total_seconds())",
        "return (moment - datetime.now(UTC)).total_seconds()",
        source="blind, second list",
    ),
    Fault(
        "An HTTP date is in the local time",
        ERRORS,
        "(moment - datetime.now(UTC))",
        "(moment.replace(tzinfo=None) - datetime.now())",
        source="unseen kinds",
    ),
    Fault(
        "An HTTP date without a zone is in the local time",
        ERRORS,
        "moment = moment.replace(tzinfo=UTC)",
        "moment = moment.astimezone()",
        source="unseen kinds",
    ),
    Fault(
        "A code of another type than a string hides the message",
        ERRORS,
        '": ".join(part for part in (self.code, self.reason) if part)',
        '": ".join(part for part in (self.code, self.code and self.reason) if part)',
        source="unseen kinds",
    ),
    Fault(
        "The whole answer of an error is clipped",
        OPERATIONS,
        "Response(response.status_code, headers, content, parsed=None)",
        "Response(response.status_code, headers, content[:2_000], parsed=None)",
        source="with the checks",
    ),
    Fault(
        "The repr of an answer shows its content",
        ANSWERS,
        'repr=lambda content: f"<{len(content)} bytes>"',
        "repr=True",
        source="with the checks",
    ),
    Fault(
        "The reason of an error without an envelope is not read",
        ERRORS,
        "        case dict():\n            reasons",
        '        case {"reasons": dict()}:\n            reasons',
        source="with the checks",
    ),
    Fault(
        "The text of an error is not read",
        ERRORS,
        "return None, _reason_in_text(response.content), None",
        "return None, None, None",
        source="with the checks",
    ),
    Fault(
        "The reason of an error shows the signature of a URL",
        ERRORS,
        "return masked(value[:BODY_CLIP]) if",
        "return value[:BODY_CLIP] if",
        source="with the checks",
    ),
    Fault(
        "A redirect shows a signature",
        ERRORS,
        'masked(re.sub(r"//[^/?#]*@", "//…@", place))',
        "location",
        source="with the checks",
    ),
    Fault(
        "An error shows the path of the contract in place of that of the request",
        ERRORS,
        "{method} {_clipped(request_path)}: {message}",
        "{method} {_clipped(path)}: {message}",
        source="with the checks",
    ),
    Fault(
        "JSON that is cut off in a string is reported as a mistake",
        JSON,
        'error.msg.startswith("Unterminated") or',
        "error.msg == error.doc or",
        source="with the checks",
    ),
]
