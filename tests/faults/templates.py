"""Faults of the templates: each makes a client that is wrong for every operation or model at once."""

from tests.faults.fault import Fault

OPERATION = "endpoint_module.py.jinja"
MODEL = "model.py.jinja"
SHARED = "endpoint.jinja"
SCHEMA = "schema.jinja"

FAULTS = [
    Fault(
        "everything is a POST",
        OPERATION,
        'method="{{ endpoint.method | upper }}"',
        'method="POST"',
        source="with the checks",
    ),
    Fault(
        "no query parameter is needed",
        OPERATION,
        "({{ kind(parameter) }}, {{ parameter.required }})",
        "({{ kind(parameter) }}, False)",
        source="with the checks",
    ),
    Fault(
        "a POST that only reads is sent but once",
        OPERATION,
        '{% if endpoint.method == "get" or marked %}',
        '{% if endpoint.method == "get" %}',
        source="with the checks",
    ),
    Fault(
        "what acts is sent again like what reads",
        OPERATION,
        '{% if endpoint.method == "get" or marked %}',
        "{% if true %}",
        source="with the checks",
    ),
    Fault(
        "a body that is needed may be left out",
        OPERATION,
        "{% if not body.required %}\n    body_required=False,",
        "{% if true %}\n    body_required=False,",
        source="with the checks",
    ),
    Fault(
        "the detailed function raises on a status like the other",
        OPERATION,
        "    return client.call_detailed({{ passed() }})",
        "    return client.call({{ passed() }})",
        source="with the checks",
    ),
    Fault(
        "query parameters are written in capitals",
        SHARED,
        '{%- for parameter in endpoint.query_parameters %}"{{ parameter.name | in_double_quote_literal }}"',
        '{%- for parameter in endpoint.query_parameters %}"{{ parameter.name | upper }}"',
        source="with the checks",
    ),
    Fault(
        "pages that have numbers are asked for by offset",
        SHARED,
        '{%- if start == "page_num" %}, numbered=True{% endif %}',
        "",
        source="with the checks",
    ),
    Fault(
        "fields are called by their names in Python",
        MODEL,
        '"{{ property.name | in_double_quote_literal }}", {{ kind(property) }}',
        '"{{ identifier(property) }}", {{ kind(property) }}',
        source="with the checks",
    ),
    Fault("no field is needed", MODEL, '{{ ", required=True" if property.required }}', "", source="with the checks"),
    Fault(
        "secrets are shown", MODEL, '{{ ", secret=True" if is_secret(property) | trim }}', "", source="with the checks"
    ),
    Fault(
        "what is needed in one case alone is never asked for",
        MODEL,
        "{% if condition and needed %}",
        "{% if false %}",
        source="with the checks",
    ),
    Fault(
        "nothing may be null",
        SCHEMA,
        "{% set nullable = rest | length < prop.inner_properties | length %}",
        "{% set nullable = false %}",
        source="with the checks",
    ),
]
