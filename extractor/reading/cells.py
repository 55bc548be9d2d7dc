"""Text of cells whose line breaks an author typed, as inks; and what all office grids have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.reading.grids import judge_completeness, repeated_header_rows
from extractor.reading.ink import Grid, GridCell, Ink


def apart(before: str, after: str) -> str:
    """What belongs between two lines that an author, not the layout, broke.

    Nothing in Chinese text; a blank where two numbers or words would run together (`15` over `20` is not `1520`).
    """
    return " " if before[-1:].isascii() and after[:1].isascii() and before and after else ""


def lines_as_inks(lines: Iterable[str], page: int = 0) -> tuple[Ink, ...]:
    """One ink a line that is not blank, trimmed."""
    inks: list[Ink] = []
    for line in lines:
        text = line.strip()
        if text:
            inks.append(Ink(text, page, before=apart(inks[-1].text, text) if inks else None))
    return tuple(inks)


def finished(grid: Grid) -> Grid:
    """A grid as its file holds it, made like those of printed pages: repeated headers dropped, completeness judged.

    Where not a single cell is merged, merges may have been flattened before the file was made: then an empty cell may
    belong to the one above, and `merges_known` says so.
    """
    grid = _without_repeated_headers(grid)
    merged = any(cell.row_span > 1 or cell.column_span > 1 for cell in grid.cells)
    empty = any(not cell.inks and not cell.nested for cell in grid.cells)
    return judge_completeness(replace(grid, merges_known=merged or not empty))


def _without_repeated_headers(grid: Grid) -> Grid:
    repeated = repeated_header_rows(_texts(grid))
    crossed = {row for cell in grid.cells for row in range(cell.row + 1, cell.row + cell.row_span)}
    ends = {cell.row + cell.row_span for cell in grid.cells}
    # Only rows that stand alone can go; a header that is merged into the body is no copy of the first one.
    repeated = {row for row in repeated if row not in crossed and row + 1 in ends}
    if not repeated:
        return grid
    new_row, position = {}, 0
    for row in range(grid.row_count):
        new_row[row] = position
        position += row not in repeated
    texts = _texts(grid)
    return replace(
        grid,
        cells=tuple(replace(cell, row=new_row[cell.row]) for cell in grid.cells if cell.row not in repeated),
        row_count=grid.row_count - len(repeated),
        repeated_headers=grid.repeated_headers
        + tuple(" ".join(text for text in texts[row] if text.strip()) for row in sorted(repeated)),
        page_breaks=tuple(sorted({new_row[row] for row in (*grid.page_breaks, *repeated)} - {0, position})),
    )


def _texts(grid: Grid) -> Sequence[Sequence[str]]:
    rows = [[""] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def empty_cell(row: int, column: int) -> GridCell:
    """A position that holds nothing."""
    return GridCell(row=row, column=column)
