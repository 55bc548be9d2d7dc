"""Rows of the document itself: pages, tables, cells."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.model.document import Cell, Table
from extractor.model.report import Report, TableUse
from extractor.storage.identity import row_id
from extractor.storage.locating import Locator
from extractor.storage.records import CellRow, PageRow, ReadingFaultRow, TableRow

_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "wps": "application/vnd.ms-works",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "html": "text/html",
    "markdown": "text/markdown",
    "text": "text/plain",
    "ofd": "application/ofd",
    "image": "image/*",
}


def media_type(format: str) -> str:
    """The media type of a document format; an unknown one is named as such."""
    return _MEDIA_TYPES.get(format, f"application/x-{format}")


def compose_pages(id: str, locator: Locator) -> tuple[PageRow, ...]:
    """The pages on which a report stands; their text spans are cut to the report's own text."""
    rows: dict[int, PageRow] = {}
    for page in locator.document.pages:
        if not locator.overlaps(page.span):
            continue
        rows.setdefault(
            page.number,
            PageRow(
                report_id=id,
                page=page.number,
                width=page.width,
                height=page.height,
                rotation=page.rotation,
                char_start=locator.start(page.span),
                char_end=min(locator.end(page.span), len(locator.span)),
                source=page.source,
                text_confidence=page.text_confidence,
            ),
        )
    return tuple(rows.values())


def compose_tables(id: str, report: Report, locator: Locator) -> tuple[TableRow, ...]:
    """The tables that begin in a report, with what recognition took them for."""
    uses = {use.table: use for use in report.table_uses}
    return tuple(
        TableRow(
            id=row_id(id, "t", table.ordinal),
            report_id=id,
            ordinal=table.ordinal,
            kind=_kind(uses.get(table.ordinal)),
            caption=table.caption,
            first_page=table.first_page or None,
            last_page=table.last_page or None,
            row_count=table.row_count,
            column_count=table.column_count,
            complete=int(table.complete),
        )
        for table in locator.document.tables
        if locator.overlaps(table.span)
    )


def _kind(use: TableUse | None) -> str:
    return use.kind if use is not None else "other"


def compose_cells(
    id: str, report: Report, locator: Locator, table_ids: Mapping[int, str]
) -> tuple[tuple[CellRow, ...], tuple[ReadingFaultRow, ...]]:
    """The owner cells of all tables; a second owner of one position is our own reading's fault and is reported so."""
    roles = {use.table: dict(use.roles) for use in report.table_uses}
    rows: dict[tuple[int, int, int], CellRow] = {}
    faults: list[ReadingFaultRow] = []
    for table in locator.document.tables:
        if table.ordinal not in table_ids:
            continue
        for index, cell in enumerate(table.cells):
            key = (table.ordinal, cell.row, cell.column)
            if key in rows:
                faults.append(_doubled(id, table, cell))
                continue
            role = roles.get(table.ordinal, {}).get(index, "")
            rows[key] = _cell_row(table_ids[table.ordinal], cell, role, locator)
    return tuple(rows.values()), tuple(faults)


def _cell_row(table_id: str, cell: Cell, role: str, locator: Locator) -> CellRow:
    place = cell.places[0] if cell.places else None
    box = place.box if place is not None else None
    return CellRow(
        table_id=table_id,
        row_index=cell.row,
        column_index=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        text=cell.text,
        role=role,
        page=place.page if place is not None else locator.page(cell.span),
        x0=box.x0 if box else None,
        top=box.top if box else None,
        x1=box.x1 if box else None,
        bottom=box.bottom if box else None,
        char_start=locator.start(cell.span),
        char_end=locator.end(cell.span),
    )


def _doubled(id: str, table: Table, cell: Cell) -> ReadingFaultRow:
    detail = f"table {table.ordinal}, row {cell.row}, column {cell.column}: a second cell {cell.text[:40]!r}"
    return ReadingFaultRow(report_id=id, kind="doubled_cell", detail=detail)
