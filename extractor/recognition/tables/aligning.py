"""Rows whose cells stand in wrong columns: a copy dropped the empty ones, so contents say where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.recognition.tables.bands import Line
from extractor.recognition.tables.cells import is_nothing
from extractor.recognition.tables.columns import Layout
from extractor.recognition.tables.grid import Sheet

_SCORE = regex.compile(r"\d{1,3}(?:\.\d{1,4})?分?")
_FIGURE = regex.compile(r"[≥≤<>=]*\d[\d.,]*[^\d]{0,6}")
_BAD = -4.0


def align(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """`lines` with the cells of misplaced rows moved to the columns that suit them; other rows stay as they are."""
    return [_aligned(line, layout) for line in lines]


def _aligned(line: Line, layout: Layout) -> Line:
    sheet, row = line.sheet, line.row
    cells = [index for index in sheet.line(row) if sheet.table.cells[index].row == row]
    if sheet.table.merges_known and sheet.columns >= len(layout.roles):
        return line
    standing = {index: _first_column(sheet, row, index) for index in cells}
    if not cells or _worth(sheet, layout, standing) >= 0:
        return line
    best = _best(sheet, cells, layout)
    if best is None or _worth(sheet, layout, best) <= max(_worth(sheet, layout, standing), 0):
        return line
    width = max(sheet.columns, *(column + 1 for column in layout.roles))
    moved: list[int | None] = [None] * width
    for index, column in best.items():
        moved[column] = index
    owners = tuple(tuple(moved) if position == row else owned for position, owned in enumerate(sheet.owners))
    return replace(line, sheet=replace(sheet, owners=owners))


def _first_column(sheet: Sheet, row: int, index: int) -> int:
    return sheet.owners[row].index(index)


def _worth(sheet: Sheet, layout: Layout, places: dict[int, int]) -> float:
    """How well cells suit their columns; negative as soon as one cannot be what its column says."""
    worths = [_suits(sheet.texts[index], layout.roles.get(column, ""), layout) for index, column in places.items()]
    return min(worths) if any(worth < 0 for worth in worths) else sum(worths)


def _suits(text: str, role: str, layout: Layout) -> float:
    if is_nothing(text):
        return 0.0
    score = _SCORE.fullmatch(text) is not None
    match role:
        case "points" | "stated_score" | "points1" | "points2" | "score1" | "score2" | "reviewed_score":
            return 2.0 if score else _BAD
        case "level1" | "level2" | "level3":
            if score or _FIGURE.fullmatch(text):
                return _BAD
            depth = int(role[-1]) / 10
            return 1.5 if role == f"level{layout.leaf_level}" else 1.0 + depth if len(text) <= 14 else 0.2
        case "target" | "actual" | "target_adjusted":
            return 1.5 if _FIGURE.fullmatch(text) and not score else 1.0 if len(text) <= 16 else 0.4
        case "criterion" | "basis" | "explanation" | "deviation_reason" | "note":
            return _BAD if score else 1.5 if len(text) > 12 else 0.6
        case "number":
            return 0.5 if len(text) <= 3 else _BAD
        case "" | "side":
            return -1.0
        case _:
            return 0.5


def _best(sheet: Sheet, cells: Sequence[int], layout: Layout) -> dict[int, int] | None:
    """The order-keeping assignment of cells to columns that suits best; None where two are level."""
    columns = sorted(column for column, role in layout.roles.items() if role != "side")
    if len(cells) > len(columns):
        return None
    # best[k] holds (worth, how many ways, columns) of the first k cells, over the columns looked at so far.
    best: list[tuple[float, int, tuple[int, ...]] | None] = [(0.0, 1, ()), *[None] * len(cells)]
    for column in columns:
        for count in range(len(cells), 0, -1):
            before = best[count - 1]
            if before is None:
                continue
            worth = _suits(sheet.texts[cells[count - 1]], layout.roles[column], layout)
            if worth < 0:
                continue
            total = before[0] + worth
            present = best[count]
            if present is None or total > present[0] + 1e-9:
                best[count] = (total, before[1], (*before[2], column))
            elif abs(total - present[0]) <= 1e-9:
                best[count] = (present[0], present[1] + before[1], present[2])
    found = best[len(cells)]
    if found is None or found[1] != 1:
        return None
    return dict(zip(cells, found[2], strict=True))
