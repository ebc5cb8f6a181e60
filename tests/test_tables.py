"""Tables are aligned, and only as wide as their cells."""

from __future__ import annotations

from tests.tables import line, table


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    rows = [("getAoi", "1"), ("ping", "200")]

    lines = table(rows, header=[("operation", "calls")], footer=[("all", "201")], right=[1])

    assert list(lines) == [
        "operation  calls",
        "────────────────",
        "getAoi         1",
        "ping         200",
        "────────────────",
        "all          201",
    ]


def test_table_without_header_and_footer_has_no_rules() -> None:
    assert list(table([("a", "b"), ("long", "c")])) == ["a     b", "long  c"]


def test_line_aligns_cells_with_a_negative_width_at_the_right() -> None:
    assert line(("a call", "1.05 ×", "(limit)"), (8, -8, 0)) == "a call      1.05 ×  (limit)"
