"""Faults in parameters and bodies of requests."""

from tests.faults.fault import Fault
from tests.faults.server.places import APP, VALIDATION

# The loop over the errors of a body.
_EACH_ERROR = "for error in islice(validator.iter_errors(value), MAX_ERRORS)\n"

FAULTS = [
    Fault(
        "bodies are not validated",
        VALIDATION,
        '    _check(validator, body, "the body")\n',
        "",
        source="with the checks",
    ),
    Fault(
        "any content type will do",
        VALIDATION,
        'if media_type != "application/json":',
        "if not content_type and raw:",
        source="with the checks",
        smoke="bad_input",
    ),
    Fault(
        "parameters are not validated",
        VALIDATION,
        "    _check(parameter.validator, value, what)\n",
        "",
        source="with the checks",
    ),
    Fault(
        "bodies of any size are taken",
        APP,
        "max_body_bytes: int = 1_048_576",
        "max_body_bytes: int = 10**9",
        source="with the checks",
    ),
    Fault(
        "NaN is taken for a number",
        VALIDATION,
        'raise errors.bad_request(f"the body is not JSON: {name} is no number")',
        "raise SystemError(name)",
        source="with the checks",
    ),
    Fault(
        "a body that says its character set is refused",
        VALIDATION,
        'media_type = (content_type or "").split(";")[0].strip().lower()',
        'media_type = (content_type or "").strip().lower()',
        source="blind, second list",
    ),
    Fault(
        "the message about a broken body is a list",
        VALIDATION,
        'raise errors.bad_request(f"{where}: {broken[0][\'message\']}", {"errors": broken})',
        "raise errors.ApiError(400, where, broken)",
        source="blind, second list",
    ),
    Fault(
        "lists may be empty that must not be",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "minItems"\n',
        source="blind, second list",
    ),
    Fault(
        "one catalog may be named twice",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "uniqueItems"\n',
        source="blind, second list",
    ),
    Fault(
        "what only some bodies need is asked of none",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if "then" not in error.schema_path\n',
        source="blind, second list",
    ),
    Fault(
        "names in other scripts are refused",
        VALIDATION,
        "text.encode()",
        'text.encode("latin-1")',
        source="blind, second list",
    ),
    Fault(
        "defaults of query parameters are not applied",
        VALIDATION,
        "return parameter.default",
        "return None",
        source="blind, second list",
    ),
    Fault(
        "an empty parameter is taken for one left out",
        VALIDATION,
        "    if texts:\n",
        "    if texts and texts[0]:\n",
        source="blind, third list",
    ),
    Fault(
        "numbers may be larger than the largest",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "maximum"\n',
        source="blind, third list",
    ),
    Fault(
        "texts need not have the form that is asked for",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "pattern"\n',
        source="blind, third list",
    ),
    Fault(
        "what may not stand side by side may do so",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "not"\n',
        source="blind, third list",
    ),
    Fault(
        "what is of none of several forms is taken",
        VALIDATION,
        _EACH_ERROR,
        _EACH_ERROR + '        if error.schema_path[-1] != "oneOf"\n',
        source="blind, fourth list",
    ),
    Fault(
        "a whole number that is written with a decimal point fails the server",
        VALIDATION,
        "return int(number) if number.is_integer() else number",
        "return number",
        source="blind, fifth list",
    ),
]
