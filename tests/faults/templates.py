"""Faults of the templates: each makes a client that is wrong for every operation or model at once."""

from tests.faults.fault import Fault

OPERATION = "endpoint_module.py.jinja"
MODEL = "model.py.jinja"
SHARED = "endpoint.jinja"
SCHEMA = "schema.jinja"

FAULTS = [
    Fault(
        "Every operation is a POST",
        OPERATION,
        'method="{{ endpoint.method | upper }}"',
        'method="POST"',
        source="with the checks",
    ),
    Fault(
        "No query parameter is required",
        OPERATION,
        "({{ field_type(parameter) }}, {{ parameter.required }})",
        "({{ field_type(parameter) }}, False)",
        source="with the checks",
    ),
    Fault(
        "A read-only POST is not retried",
        OPERATION,
        '{% if endpoint.method == "get" or marked %}',
        '{% if endpoint.method == "get" %}',
        source="with the checks",
    ),
    Fault(
        "Write operations are retried like read-only operations",
        OPERATION,
        '{% if endpoint.method == "get" or marked %}',
        "{% if true %}",
        source="with the checks",
    ),
    Fault(
        "A required body can be left out",
        OPERATION,
        "{% if not body.required %}\n    body_required=False,",
        "{% if true %}\n    body_required=False,",
        source="with the checks",
    ),
    Fault(
        "The detailed function raises for error statuses",
        OPERATION,
        "    return client.call_detailed({{ passed() }})",
        "    return client.call({{ passed() }})",
        source="with the checks",
    ),
    Fault(
        "Query parameters are written in capital letters",
        SHARED,
        '{%- for parameter in endpoint.query_parameters %}"{{ parameter.name | in_double_quote_literal }}"',
        '{%- for parameter in endpoint.query_parameters %}"{{ parameter.name | upper }}"',
        source="with the checks",
    ),
    Fault(
        "Lists with page numbers are read by offset",
        SHARED,
        '{%- if start == "page_num" %}, numbered=True{% endif %}',
        "",
        source="with the checks",
    ),
    Fault(
        "Fields have their Python names in JSON",
        MODEL,
        '"{{ property.name | in_double_quote_literal }}", {{ field_type(property) }}',
        '"{{ identifier(property) }}", {{ field_type(property) }}',
        source="with the checks",
    ),
    Fault("No field is required", MODEL, '{{ ", required=True" if property.required }}', "", source="with the checks"),
    Fault(
        "Secret fields are shown",
        MODEL,
        '{{ ", secret=True" if is_secret(property) | trim }}',
        "",
        source="with the checks",
    ),
    Fault(
        "Fields that are required under a condition are never required",
        MODEL,
        "{% if condition and needed %}",
        "{% if false %}",
        source="with the checks",
    ),
    Fault(
        "No field can be null",
        SCHEMA,
        "{% set nullable = rest | length < prop.inner_properties | length %}",
        "{% set nullable = false %}",
        source="with the checks",
    ),
]
