"""The tables of one page: from ruled lines through pdfplumber's table finder, or from long rules alone."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from extractor.model.spans import Box
from extractor.reading.layout.lines import TextLine, columns_of, to_lines
from extractor.reading.marks import Glyph, Rule

_SNAP = 3.0
_SAME_EDGE = 3.5
_MOST_EDGES = 6000
_MOST_CROSSINGS = 40_000  # a grid of 200 by 200 on one page; the time of finding cells grows with the power 3/2
_SHORTEST_RULE = 3.0


_Edge = dict[str, Any]  # as pdfplumber's table functions take them


class DenseRules(Exception):
    """The ruled lines of a page cross so often that they bound no table that anybody could read."""


@dataclass(slots=True)
class PageCell:
    """A cell of a page's table: grid position, box, lines of text."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: list[TextLine] = field(default_factory=list)
    confidence: float | None = None


@dataclass(slots=True)
class PageTable:
    """A table as it stands on one page; `edges` are its column borders from left to right."""

    box: Box
    edges: list[float]
    row_count: int
    cells: list[PageCell]
    ruled: bool = True

    @property
    def column_count(self) -> int:
        """How many grid columns it has."""
        return len(self.edges) - 1


def find_tables(rules: Sequence[Rule], glyphs: list[Glyph]) -> tuple[list[PageTable], list[Glyph]]:
    """The tables of a page from top to bottom, and the characters outside them.

    Raises:
        DenseRules: too many ruled lines, or crossings of them.
    """
    tables = _ruled(rules)
    outside = _fill(tables, glyphs)
    tables = [table for table in tables if any(cell.lines for cell in table.cells)]
    open_tables, outside = _open_tables(rules, tables, outside)
    tables += open_tables
    tables.sort(key=lambda table: (table.box.top, table.box.x0))
    return tables, outside


def _ruled(rules: Sequence[Rule]) -> list[PageTable]:
    edges = [_edge(rule) for rule in rules]
    horizontal = sum(edge["orientation"] == "h" for edge in edges)
    if horizontal < 2 or len(edges) - horizontal < 2:
        return []
    if len(edges) > _MOST_EDGES:
        raise DenseRules
    tables = _grids(edges)
    closing = _open_sides(edges, tables)
    if closing:
        tables = _grids([*edges, *closing])
    found = [table for table in tables if len(table.cells) > 1]
    return [table for table in found if not any(_inside(table, other) for other in found)]


def _grids(edges: list[_Edge]) -> list[PageTable]:
    merged = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    merged = [edge for edge in merged if max(edge["width"], edge["height"]) >= _SHORTEST_RULE]
    crossings = edges_to_intersections(merged, _SNAP, _SNAP)
    if len(crossings) > _MOST_CROSSINGS:
        raise DenseRules
    cells = intersections_to_cells(crossings)
    return [_page_table(group) for group in cells_to_tables(cells)]


def _open_sides(edges: list[_Edge], tables: Sequence[PageTable]) -> list[_Edge]:
    """The side borders that a table lacks though its horizontal rules end there together: forms without sides."""
    flat = [edge for edge in edges if edge["orientation"] == "h"]
    missing = []
    for table in tables:
        touching = [edge for edge in flat if _meets(edge, table.box)]
        for side, wanted in (("x0", min), ("x1", max)):
            outer = wanted((edge[side] for edge in touching), default=None)
            ends = [edge["top"] for edge in touching if outer is not None and abs(edge[side] - outer) <= _SNAP]
            if outer is not None and len(ends) >= 2 and not _ruled_down(edges, outer, min(ends), max(ends)):
                missing.append(_edge(Rule(outer, min(ends), outer, max(ends))))
    return missing


def _ruled_down(edges: list[_Edge], x: float, top: float, bottom: float) -> bool:
    """Whether vertical rules at `x` run from `top` to `bottom` without a gap."""
    reached = top
    for edge in sorted((edge for edge in edges if edge["orientation"] == "v"), key=lambda edge: float(edge["top"])):
        if abs(edge["x0"] - x) <= _SNAP and edge["top"] <= reached + _SNAP:
            reached = max(reached, edge["bottom"])
    return bool(reached >= bottom - _SNAP)


def _meets(edge: _Edge, box: Box) -> bool:
    inside = box.top - _SNAP <= edge["top"] <= box.bottom + 30
    return bool(
        inside and edge["x0"] < box.x1 and edge["x1"] > box.x0 and edge["x1"] - edge["x0"] > 0.5 * (box.x1 - box.x0)
    )


def _edge(rule: Rule) -> _Edge:
    flat = abs(rule.bottom - rule.top) <= abs(rule.x1 - rule.x0)
    return {
        "orientation": "h" if flat else "v",
        "object_type": "line",
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
    }


def _inside(table: PageTable, other: PageTable) -> bool:
    """Whether a table lies wholly in one cell of another (a nested table or a box drawn in a cell)."""
    if table is other:
        return False
    return any(
        cell.box.x0 - 1 <= table.box.x0
        and cell.box.top - 1 <= table.box.top
        and table.box.x1 <= cell.box.x1 + 1
        and table.box.bottom <= cell.box.bottom + 1
        for cell in other.cells
    )


def _page_table(group: Sequence[tuple[float, float, float, float]]) -> PageTable:
    columns = _clustered(x for x0, _, x1, _ in group for x in (x0, x1))
    rows = _clustered(y for _, top, _, bottom in group for y in (top, bottom))
    cells = []
    for x0, top, x1, bottom in group:
        column, row = _nearest(columns, x0), _nearest(rows, top)
        cells.append(
            PageCell(
                row,
                column,
                max(1, _nearest(rows, bottom) - row),
                max(1, _nearest(columns, x1) - column),
                Box(x0=x0, top=top, x1=x1, bottom=bottom),
            )
        )
    cells.sort(key=lambda cell: (cell.row, cell.column))
    box = Box(x0=columns[0], top=rows[0], x1=columns[-1], bottom=rows[-1])
    return PageTable(box, columns, len(rows) - 1, _without_overlap(cells))


def _without_overlap(cells: list[PageCell]) -> list[PageCell]:
    taken: set[tuple[int, int]] = set()
    kept = []
    for cell in cells:
        area = {
            (row, column)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        if not area & taken:
            taken |= area
            kept.append(cell)
    return kept


def _clustered(values: Iterable[float]) -> list[float]:
    centres: list[float] = []
    for value in sorted(set(values)):
        if not centres or value - centres[-1] > _SAME_EDGE:
            centres.append(value)
    return centres


def _nearest(centres: Sequence[float], value: float) -> int:
    right = bisect_left(centres, value)
    if right == 0:
        return 0
    if right == len(centres) or value - centres[right - 1] <= centres[right] - value:
        return right - 1
    return right


def _fill(tables: Sequence[PageTable], glyphs: list[Glyph]) -> list[Glyph]:
    """Gives each character to the cell that holds its centre; returns those outside all cells."""
    if not tables:
        return glyphs
    buckets: dict[int, list[tuple[Box, list[Glyph]]]] = defaultdict(list)
    holders: list[tuple[PageCell, list[Glyph]]] = []
    for table in tables:
        for cell in table.cells:
            inside: list[Glyph] = []
            holders.append((cell, inside))
            for band in range(int(cell.box.top // 20), int(cell.box.bottom // 20) + 1):
                buckets[band].append((cell.box, inside))
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for box, inside in buckets.get(int(y // 20), ()):
            if box.x0 <= x < box.x1 and box.top <= y < box.bottom:
                inside.append(glyph)
                break
        else:
            outside.append(glyph)
    for cell, inside in holders:
        if inside:
            cell.lines = to_lines(inside)
            known = [glyph.confidence for glyph in inside if glyph.confidence is not None]
            cell.confidence = min(known) if known else None
    return outside


# --- tables with horizontal rules only ------------------------------------------------------------------------------


def _open_tables(
    rules: Sequence[Rule], tables: Sequence[PageTable], glyphs: list[Glyph]
) -> tuple[list[PageTable], list[Glyph]]:
    """Three-line tables: long horizontal rules of one width without verticals, columns told by gaps."""
    flat = [
        rule
        for rule in rules
        if rule.x1 - rule.x0 > 150 and rule.bottom - rule.top < 1 and not any(_on_table(rule, t) for t in tables)
    ]
    groups: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in flat:
        groups[round(rule.x0 / 6), round(rule.x1 / 6)].append(rule)
    found: list[PageTable] = []
    for group in groups.values():
        heights = _clustered(rule.top for rule in group)
        if not 3 <= len(heights) <= 200:
            continue
        x0, x1 = min(rule.x0 for rule in group), max(rule.x1 for rule in group)
        region = [g for g in glyphs if heights[0] < (g.top + g.bottom) / 2 < heights[-1] and x0 - 2 <= g.x0 < x1 + 2]
        table = _open_table(to_lines(region), heights, x0, x1)
        if table is not None:
            found.append(table)
            taken = set(map(id, region))
            glyphs = [glyph for glyph in glyphs if id(glyph) not in taken]
    return found, glyphs


def _on_table(rule: Rule, table: PageTable) -> bool:
    box = table.box
    return box.top - 4 <= rule.top <= box.bottom + 4 and rule.x0 < box.x1 and rule.x1 > box.x0


def _open_table(lines: list[TextLine], heights: list[float], x0: float, x1: float) -> PageTable | None:
    if len(lines) < 2:
        return None
    pieces = [columns_of(line, 0.9 * line.size) for line in lines]
    borders = _gaps([(part.x0, part.x1) for row in pieces for part in row], x0, x1)
    if len(borders) < 3 or sum(len(row) > 1 for row in pieces) < max(2, len(pieces) // 2):
        return None
    cells: list[PageCell] = []
    row_of: list[float] = []
    for line, parts in zip(lines, pieces, strict=True):
        columns = [_column(borders, part) for part in parts]
        ruled = not row_of or any(row_of[-1] < height <= line.top + 1 for height in heights)
        # A line that leaves the first column empty and has no rule above it goes on with the row before.
        continues = bool(row_of) and not ruled and 0 not in columns and len(columns) <= len(borders) // 2
        if not continues:
            row_of.append(line.bottom)
        row = len(row_of) - 1
        for column, part in zip(columns, parts, strict=True):
            same = next((cell for cell in cells if cell.row == row and cell.column == column), None)
            if same is not None:
                same.lines.append(part)
            else:
                box = Box(x0=borders[column], top=line.top, x1=borders[column + 1], bottom=line.bottom)
                cells.append(PageCell(row, column, 1, 1, box, [part]))
    box = Box(x0=x0, top=heights[0], x1=x1, bottom=heights[-1])
    return PageTable(box, borders, len(row_of), cells, ruled=False)


def _gaps(pieces: list[tuple[float, float]], x0: float, x1: float) -> list[float]:
    """Column borders in the middle of the strips that (nearly) no piece of text crosses."""
    borders = [x0]
    allowed = len(pieces) // 25
    step = 2.0
    width = int((x1 - x0) / step) + 1
    cover = [0] * (width + 1)
    for left, right in pieces:
        for index in range(max(0, int((left - x0) / step)), min(width, int((right - x0) / step)) + 1):
            cover[index] += 1
    start: int | None = None
    seen_text = False
    for index in range(width + 1):
        if cover[index] <= allowed:
            start = index if start is None else start
            continue
        if start is not None and seen_text and (index - start) * step >= 6:
            borders.append(x0 + (start + index) / 2 * step)
        start, seen_text = None, True
    return [*borders, x1]


def _column(borders: Sequence[float], part: TextLine) -> int:
    middle = (part.x0 + part.x1) / 2
    for index in range(len(borders) - 2, -1, -1):
        if middle >= borders[index]:
            return index
    return 0
