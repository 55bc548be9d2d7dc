"""A document table as a grid of texts: what stands at a position, and which cell owns it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.document import Cell, Table
from extractor.model.report import CellRef, Printed
from extractor.model.spans import Span
from extractor.model.views import view

_MOST_POSITIONS = 2_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its owner grid; `texts` are the cells' texts without layout blanks.

    `inserted` is the number of a row that the document's table does not have (a header taken apart), or -1.
    """

    table: Table
    owners: tuple[tuple[int | None, ...], ...]
    texts: tuple[str, ...]
    inserted: int = -1

    @property
    def rows(self) -> int:
        """How many rows."""
        return len(self.owners)

    @property
    def columns(self) -> int:
        """How many columns."""
        return self.table.column_count

    def table_row(self, row: int) -> int:
        """The row of the document's table that a row of this grid is."""
        return row - 1 if 0 <= self.inserted < row else row

    def owner(self, row: int, column: int) -> int | None:
        """The index of the cell that covers a position."""
        return self.owners[row][column] if 0 <= column < len(self.owners[row]) else None

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position."""
        index = self.owner(row, column)
        return None if index is None else self.table.cells[index]

    def text(self, row: int, column: int) -> str:
        """The text that covers a position, also where its cell began in a row above."""
        index = self.owner(row, column)
        return "" if index is None else self.texts[index]

    def own(self, row: int, column: int) -> str:
        """The text of the cell that begins in this row and covers the column; empty for cells from above."""
        index = self.owner(row, column)
        return "" if index is None or self.table.cells[index].row != row else self.texts[index]

    def printed(self, row: int, column: int) -> Printed:
        """The text as printed, with its place."""
        index = self.owner(row, column)
        return Printed() if index is None else self.printed_cell(index)

    def printed_cell(self, index: int) -> Printed:
        """The text of one cell as printed, with its place."""
        cell = self.table.cells[index]
        text = cell.text.strip()
        if not text:
            return Printed()
        start = cell.span.start + cell.text.index(text[0])
        return Printed(
            text=text,
            span=Span(start=start, end=min(start + len(text), cell.span.end)),
            cell=CellRef(table=self.table.ordinal, cell=index),
        )

    def line(self, row: int) -> tuple[int, ...]:
        """The cells of a row that hold text, each once, from left to right."""
        found: list[int] = []
        for index in self.owners[row]:
            if index is not None and index not in found and self.texts[index]:
                found.append(index)
        return tuple(found)

    def own_line(self, row: int) -> tuple[int, ...]:
        """The cells with text that begin in this row."""
        return tuple(index for index in self.line(row) if self.table.cells[index].row == row)

    def joined(self, row: int) -> str:
        """All texts that begin in a row."""
        return "".join(self.texts[index] for index in self.own_line(row))

    def span(self, row: int) -> Span:
        """The canonical span of the cells that begin in a row; the table's where there is none."""
        cells = [self.table.cells[index] for index in self.own_line(row)]
        if not cells:
            return self.table.span
        return Span(start=min(cell.span.start for cell in cells), end=max(cell.span.end for cell in cells))


def sheet_of(table: Table, span: Span | None = None) -> Sheet | None:
    """The grid of a table, or of its rows in `span`; None for one so large that it cannot be a form, or for no rows."""
    if table.row_count * table.column_count > _MOST_POSITIONS:
        return None
    owners = tuple(tuple(row) for row in table.owners())
    if span is not None and not span.contains(table.span):
        inside = {index for index, cell in enumerate(table.cells) if cell.text and span.contains(cell.span)}
        if not inside:
            return None
        owners = tuple(tuple(index if index in inside else None for index in row) for row in owners)
    return Sheet(table=table, owners=owners, texts=tuple(view(cell.text).text for cell in table.cells))
