"""Word tables as grids in which a merged cell appears once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from extractor.model.spans import Place
from extractor.reading.docx import blocks
from extractor.reading.docx.runs import Pager
from extractor.reading.guards import Allowance
from extractor.reading.ink import Grid, GridCell, Ink
from extractor.reading.office import child, is_on, number, value

_MOST_COLUMNS = 256  # Word allows 63; converters write a few more, damage and attacks write millions


@dataclass(frozen=True, slots=True)
class CellContent:
    """What a cell holds: its lines and the tables inside it."""

    inks: tuple[Ink, ...] = ()
    nested: tuple[Grid, ...] = ()


@dataclass(slots=True)
class _Open:
    """A cell that is being filled; `row_span` grows with every continuing row."""

    row: int
    column: int
    column_span: int
    row_span: int = 1
    inks: tuple[Ink, ...] = ()
    nested: tuple[Grid, ...] = ()
    pages: list[int] = field(default_factory=list)

    def closed(self) -> GridCell:
        return GridCell(
            row=self.row,
            column=self.column,
            row_span=self.row_span,
            column_span=self.column_span,
            inks=self.inks,
            nested=self.nested,
            places=tuple(Place(page=page) for page in dict.fromkeys(self.pages) if page),
        )


@dataclass(frozen=True, slots=True)
class CellReader:
    """How cells are read: `content` gives what one holds, `hide` takes what no program shows (merged-away cells)."""

    content: Callable[[etree._Element], CellContent]
    hide: Callable[[CellContent], None]
    pager: Pager
    allowance: Allowance


def read_table(table: etree._Element, reader: CellReader) -> Grid:
    """The grid of a `w:tbl`."""
    pager = reader.pager
    done: list[_Open] = []
    above: dict[int, _Open] = {}  # by start column: the cell that a vertical merge would continue
    first_page, page_breaks, height, width = pager.page, [], 0, 0
    for row in blocks.rows(table):
        page = pager.page
        current = _read_row(row, height, above, reader)
        done.extend(cell for cell in current.values() if cell.row == height)
        above = current
        width = max([width, *(cell.column + cell.column_span for cell in current.values())])
        height += 1
        if pager.page > page:
            page_breaks.append(height)
    cells = tuple(cell.closed() for cell in done)
    return Grid(
        cells=cells,
        row_count=height,
        column_count=width,
        first_page=first_page,
        last_page=pager.page,
        page_breaks=tuple(at for at in page_breaks if at < height),
    )


def _read_row(row: etree._Element, index: int, above: dict[int, _Open], reader: CellReader) -> dict[int, _Open]:
    pager = reader.pager
    reader.allowance.tick()
    column = min(max(0, number(value(child(row, "trPr", "gridBefore")))), _MOST_COLUMNS)
    page = last = pager.page
    current: dict[int, _Open] = {}
    before: _Open | None = None
    for element in blocks.cells(row):
        span = min(max(1, number(value(child(element, "tcPr", "gridSpan")), 1)), _MOST_COLUMNS)
        reader.allowance.cells(span)
        pager.page = page  # cells lie beside each other: each begins on the page where the row begins
        held = reader.content(element)
        last = max(last, pager.page)
        pages = [page, pager.page]
        if before is not None and _continues(child(element, "tcPr", "hMerge")):
            before.column_span += span
            before.inks, before.nested = before.inks + held.inks, before.nested + held.nested
            column += span
            continue
        merged = above.get(column) if _continues(child(element, "tcPr", "vMerge")) else None
        if merged is not None and merged.column_span == span:
            merged.row_span += 1
            merged.pages += pages
            reader.hide(held)
            before = merged
        else:
            before = _Open(index, column, span, inks=held.inks, nested=held.nested, pages=pages)
        current[column] = before
        column += span
    pager.page = last
    return current


def _continues(merge: etree._Element | None) -> bool:
    """Whether a merge element continues a merge: it is there, and does not say `restart`."""
    return merge is not None and value(merge) != "restart" and (value(merge) is None or is_on(merge))
