"""Tables of aligned text, for terminals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

GAP = "  "


def line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """One line of a table; a cell with a negative width stands at the right."""
    aligned = [
        cell.rjust(-width) if width < 0 else cell.ljust(width) for cell, width in zip(cells, widths, strict=True)
    ]
    return GAP.join(aligned).rstrip()


def table(
    rows: Sequence[Sequence[str]],
    header: Sequence[Sequence[str]] = (),
    footer: Sequence[Sequence[str]] = (),
    right: Collection[int] = (),
) -> Iterator[str]:
    """The lines of a table whose columns are as wide as their widest cell.

    Rules part the lines of the header and of the footer from the rows. `right` has the positions of the columns that
    are aligned at the right, such as numbers.
    """
    longest = [max(map(len, column)) for column in zip(*header, *rows, *footer, strict=True)]
    widths = [-width if position in right else width for position, width in enumerate(longest)]
    rule = "─" * (sum(longest) + len(GAP) * (len(longest) - 1))
    for part in (header, rows, footer):
        if part is footer and footer:
            yield rule
        yield from (line(cells, widths) for cells in part)
        if part is header and header:
            yield rule
