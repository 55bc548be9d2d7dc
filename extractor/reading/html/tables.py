"""Tables of a page: which of them hold data, and their cells by the rules of the HTML standard (4.9.12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborNode

from extractor.reading.guards import Allowance
from extractor.reading.html.markup import attribute_of, is_hidden, number_of
from extractor.reading.ink import Grid, GridCell, Ink

_WIDEST, _TALLEST = 1000, 65_534  # the standard's own limits on spans
_GROUPS = ("thead", "tbody", "tfoot")
_LONG_CELL = 400  # characters: more than a cell of a form, the size of an article
_SHORT_CELL = 60
_NESTED_SHARE = 0.6
_LINKED_SHARE = 0.6


@dataclass(slots=True)
class Row:
    """The shown cells of a table row."""

    cells: list[LexborNode] = field(default_factory=list)
    last_of_group: bool = False


class DataTables:
    """Tells data from layout; every element is judged once."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._known: dict[int, bool] = {}

    def __call__(self, node: LexborNode) -> bool:
        """Whether a table element holds data."""
        found = self._known.get(node.mem_id)
        if found is None:
            self._allowance.tick()
            found = self._known[node.mem_id] = self._judge(node)
        return found

    def _judge(self, node: LexborNode) -> bool:
        if attribute_of(node, "role") in ("presentation", "none"):
            return False
        cells = [cell for row in rows_of(node) for cell in row.cells]
        if len(cells) < 2:
            return False
        if any(cell.tag == "th" for cell in cells):
            return True
        text = len(node.text())
        inside = sum(len(table.text()) for table in _outermost(node.css("table"), node))
        if text and inside > _NESTED_SHARE * text:
            return False
        linked = sum(len(link.text()) for link in node.css("a"))
        longest = max(len(cell.text()) for cell in cells)
        rows = [row for row in rows_of(node) if row.cells]
        if len(rows) == 1 or max(len(row.cells) for row in rows) == 1:
            # A lone row of short cells is what a page break leaves of a form; a lone column is text in a frame.
            lone_row = len(rows) == 1 and len(cells) > 2 and longest <= _SHORT_CELL and linked < 0.3 * (text or 1)
            return not inside and longest <= _LONG_CELL and (lone_row or _is_ruled(node))
        return not text or linked < _LINKED_SHARE * text or _is_ruled(node)


def _outermost(nested: list[LexborNode], node: LexborNode) -> Iterator[LexborNode]:
    """Of the tables inside `node` those that lie in no other of them."""
    known = {table.mem_id for table in nested if table.mem_id != node.mem_id}
    for table in nested:
        if table.mem_id not in known:
            continue
        above = table.parent
        while above is not None and above.mem_id not in known and above.mem_id != node.mem_id:
            above = above.parent
        if above is not None and above.mem_id == node.mem_id:
            yield table


def _is_ruled(node: LexborNode) -> bool:
    style = attribute_of(node, "style").lower()
    return attribute_of(node, "border") not in ("", "0") or "border" in style


def rows_of(table: LexborNode) -> Iterator[Row]:
    """The shown rows of a table, head first and foot last as browsers show them."""
    groups: dict[str, list[list[LexborNode]]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table.iter():
        if child.tag in _GROUPS:
            groups[child.tag].append([row for row in child.iter() if row.tag == "tr"])
        elif child.tag == "tr":
            groups["tbody"].append([child])
    for group in (*groups["thead"], *groups["tbody"], *groups["tfoot"]):
        shown = [row for row in group if not is_hidden(row)]
        for row in shown:
            cells = [cell for cell in row.iter() if cell.tag in ("td", "th") and not is_hidden(cell)]
            yield Row(cells, row is shown[-1])


def read_grid(
    table: LexborNode,
    content: Callable[[LexborNode], tuple[tuple[Ink, ...], tuple[Grid, ...]]],
    allowance: Allowance,
) -> Grid:
    """The grid of a data table; `content` reads what one cell holds."""
    former = _Former(allowance)
    for row in rows_of(table):
        former.row(row, content)
    cells = tuple(former.cells)
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    return Grid(cells=cells, row_count=former.height if cells else 0, column_count=width)


class _Former:
    """Places the cells of one row after the other."""

    def __init__(self, allowance: Allowance) -> None:
        self.cells: list[GridCell] = []
        self.height = 0
        self._allowance = allowance
        self._taken: set[tuple[int, int]] = set()
        self._group_start = 0  # index of the first cell of the row group
        self._growing: set[int] = set()  # cells with rowspan=0: they reach to the end of their group
        self._growing_columns: set[int] = set()

    def row(self, row: Row, content: Callable[[LexborNode], tuple[tuple[Ink, ...], tuple[Grid, ...]]]) -> None:
        """Adds a row; at the end of its group all spans end."""
        self._allowance.tick()
        column = 0
        for node in row.cells:
            while self._is_taken(column):
                column += 1
            across = min(max(1, number_of(node, "colspan", 1)), _WIDEST)
            down = min(number_of(node, "rowspan", 1), _TALLEST)
            self._allowance.cells(across * max(1, down))
            across = self._free(column, across)
            inks, nested = content(node)
            if down == 0:
                self._growing.add(len(self.cells))
                self._growing_columns.update(range(column, column + across))
            down = max(1, down)
            self.cells.append(
                GridCell(row=self.height, column=column, row_span=down, column_span=across, inks=inks, nested=nested)
            )
            self._taken.update((self.height + r, column + c) for r in range(down) for c in range(across))
            column += across
        self.height += 1
        if row.last_of_group:
            self._end_group()

    def _free(self, column: int, across: int) -> int:
        """A cell that would cover another one ends before it."""
        return next((extra for extra in range(1, across) if self._is_taken(column + extra)), across)

    def _is_taken(self, column: int) -> bool:
        return (self.height, column) in self._taken or column in self._growing_columns

    def _end_group(self) -> None:
        for index in range(self._group_start, len(self.cells)):
            cell = self.cells[index]
            reach = self.height - cell.row
            self.cells[index] = replace(cell, row_span=reach if index in self._growing else min(cell.row_span, reach))
        self._group_start = len(self.cells)
        self._taken.clear()
        self._growing.clear()
        self._growing_columns.clear()
