"""Faults in parameters and bodies of requests."""

from tests.faults.fault import Fault
from tests.faults.server.files import APP, VALIDATION

# The loop over the errors of a body.
_EACH_ERROR = "for error in islice(validator.iter_errors(value), MAX_ERRORS)\n"

FAULTS = [
    Fault(
        "Bodies are not validated",
        VALIDATION,
        '    _check(validator, body, "the body")\n',
        "",
        source="with the checks",
    ),
    Fault(
        "Any media type of a body is accepted",
        VALIDATION,
        'if media_type != "application/json":',
        "if not content_type and raw:",
        source="with the checks",
        smoke="bad_input",
    ),
    Fault(
        "Parameters are not validated",
        VALIDATION,
        "    _check(parameter.validator, value, subject)\n",
        "",
        source="with the checks",
    ),
    Fault(
        "A body of any size is accepted",
        APP,
        "max_body_bytes: int = 1_048_576",
        "max_body_bytes: int = 10**9",
        source="with the checks",
    ),
    Fault(
        "NaN in a body fails the server",
        VALIDATION,
        'raise errors.bad_request(f"the body is not JSON: {name} is not a number")',
        "raise SystemError(name)",
        source="with the checks",
    ),
    Fault(
        "A body whose media type has a charset is refused",
        VALIDATION,
        'media_type = (content_type or "").split(";")[0].strip().lower()',
        'media_type = (content_type or "").strip().lower()',
        source="blind, second list",
    ),
    Fault(
        "The message about an invalid body is a list",
        VALIDATION,
        'raise errors.bad_request(f"{place}: {violations[0][\'message\']}", {"errors": violations}',
        "raise errors.ApiError(400, place, violations",
        source="blind, second list",
    ),
    Fault(
        "A list that must not be empty can be empty",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "minItems"\n',
        source="blind, second list",
    ),
    Fault(
        "A list whose items must be unique can repeat an item",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "uniqueItems"\n',
        source="blind, second list",
    ),
    Fault(
        "Fields that are required under a condition are never required",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if "then" not in error.schema_path\n',
        source="blind, second list",
    ),
    Fault(
        "Names in other scripts than Latin are refused",
        VALIDATION,
        "text.encode()",
        'text.encode("latin-1")',
        source="blind, second list",
    ),
    Fault(
        "Defaults of query parameters are not applied",
        VALIDATION,
        "return parameter.default",
        "return None",
        source="blind, second list",
    ),
    Fault(
        "An empty parameter is treated as absent",
        VALIDATION,
        "    if texts:\n",
        "    if texts and texts[0]:\n",
        source="blind, third list",
    ),
    Fault(
        "A number above its maximum is accepted",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "maximum"\n',
        source="blind, third list",
    ),
    Fault(
        "A string that does not match its pattern is accepted",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "pattern"\n',
        source="blind, third list",
    ),
    Fault(
        "Fields that exclude each other are accepted together",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "not"\n',
        source="blind, third list",
    ),
    Fault(
        "A value that matches none of the alternatives is accepted",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "oneOf"\n',
        source="blind, fourth list",
    ),
    Fault(
        "An integer that is written with a decimal point fails the server",
        VALIDATION,
        "return int(number) if number.is_integer() else number",
        "return number",
        source="blind, fifth list",
    ),
    Fault(
        "What the last branch of a condition requires may be missing",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if [*error.schema_path].count("else") < 2 or error.schema_path[-1] != "required"\n',
        source="kinds of checks",
    ),
    Fault(
        "An unknown value behind a good one is accepted in a list",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "enum" or error.instance_path[-1] != 1\n',
        source="kinds of checks",
    ),
]
