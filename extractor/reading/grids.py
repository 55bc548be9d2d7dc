"""The grid model that all formats share: repeated headers, completeness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.reading.ink import Grid, GridCell
from extractor.reading.normalise import fold_text

_BLANKS = re.compile(r"\s+")
_PLAIN_NUMBER = re.compile(r"[-+]?\d{1,15}(?:,\d{3})*(?:\.\d{1,10})?")
_HEADER_LABELS = 5
_TOTAL = re.compile(r"(?:合计|总计|总分|合计得分|总得分)")


def cell_key(text: str) -> str:
    """A cell's text for comparing: canonical, without any blanks."""
    return _BLANKS.sub("", fold_text(text))


def looks_like_header(row: Sequence[str]) -> bool:
    """Whether a row can be a header: at least two labels, and no cell that is a plain number."""
    filled = [key for key in map(cell_key, row) if key]
    return len(set(filled)) >= 2 and not any(_PLAIN_NUMBER.fullmatch(key) for key in filled)


def repeated_header_rows(rows: Sequence[Sequence[str]]) -> set[int]:
    """The rows that repeat the header (rows 0, 1, …) further down, as printed copies do on every page."""
    keys = [tuple(map(cell_key, row)) for row in rows]
    repeated: set[int] = set()
    if not keys or not looks_like_header(rows[0]):
        return repeated
    index = 1
    while index < len(keys):
        if keys[index] != keys[0]:
            index += 1
            continue
        depth = 0
        while depth < 4 and index + depth < len(keys) and keys[index + depth] == keys[depth] and depth < index:
            if depth and not looks_like_header(rows[depth]):
                break
            repeated.add(index + depth)
            depth += 1
        index += depth
    return repeated | _repeated_inner_headers(keys, repeated)


def is_column_header(row: Sequence[str]) -> bool:
    """Whether a row names the columns of a block: nearly all of them, each by another label."""
    filled = {key for key in map(cell_key, row) if key}
    return len(filled) >= _HEADER_LABELS and len(filled) >= 0.8 * len(row) and looks_like_header(row)


def _repeated_inner_headers(keys: Sequence[tuple[str, ...]], known: set[int]) -> set[int]:
    """Headers of a block further down (the indicators of a form) that a page break repeats among its rows.

    The row before must be one of the block, filled for the most part: a second form in the same grid, whose header
    follows its own few-celled head rows, keeps it.
    """
    headers: set[tuple[str, ...]] = set()
    repeated: set[int] = set()
    for index, row in enumerate(keys):
        if index in known or not is_column_header(row):
            continue
        if row in headers and sum(map(bool, keys[index - 1])) >= 0.5 * len(row):
            repeated.add(index)
        headers.add(row)
    return repeated


def judge_completeness(grid: Grid) -> Grid:
    """Marks a grid whose last row totals more than its rows hold: its beginning is on a page that is not here.

    Every column with a printed total must agree, at least two of them, so that a mere slip in one column is left to the
    re-scoring. Sums never fall short in a whole table, however its levels are merged.
    """
    last = [cell for cell in grid.cells if cell.row == grid.row_count - 1]
    label = next((cell_key(cell.text) for cell in sorted(last, key=_column) if cell.text.strip()), "")
    if not _TOTAL.match(label) or grid.row_count < 4:
        return grid
    short = 0
    for total in last:
        stated = _plain(total)
        if stated is None:
            continue
        values = [
            value
            for cell in grid.cells
            if cell.column == total.column and cell.row < total.row
            for value in (_plain(cell),)
            if value is not None
        ]
        if not values:
            continue
        if sum(values) >= stated * Decimal("0.9"):
            return grid
        short += 1
    if short < 2:
        return grid
    return replace(
        grid,
        complete=False,
        faults=(*grid.faults, "begins cut off: the total row speaks of more than the rows that are here"),
    )


def _column(cell: GridCell) -> int:
    return cell.column


def _plain(cell: GridCell) -> Decimal | None:
    key = cell_key(cell.text).removesuffix("分")
    return Decimal(key.replace(",", "")) if _PLAIN_NUMBER.fullmatch(key) else None
