"""XLS files (BIFF) and the ET files that share their format: cells, formats and merged ranges through xlrd."""

from __future__ import annotations

import io

import xlrd
from xlrd.biffh import error_text_from_code

from extractor.errors import UnreadableFile
from extractor.reading.guards import Allowance, damage
from extractor.reading.sheets.formats import shown_number, shown_text
from extractor.reading.sheets.model import Range, Sheet, Workbook

_TICK_EVERY = 64


def read_xls_workbook(data: bytes, allowance: Allowance) -> Workbook:
    """The sheets of an XLS file.

    Raises:
        UnreadableFile: damaged or encrypted.
        LimitExceeded: it has too many cells.
    """
    with damage(allowance.where, "the workbook is damaged", todo="Open it in Excel or WPS and save it as XLSX"):
        try:
            book = xlrd.open_workbook(
                file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO(), ragged_rows=True
            )
        except xlrd.XLRDError as error:
            raise _unreadable(error, allowance) from error
        sheets = []
        for index in range(book.nsheets):
            allowance.tick()
            try:
                sheets.append(_sheet(book, index, allowance))
            except xlrd.XLRDError as error:
                raise _unreadable(error, allowance) from error
            book.unload_sheet(index)
    return Workbook(format="xls", reader="xls-1", sheets=sheets)


def _unreadable(error: xlrd.XLRDError, allowance: Allowance) -> UnreadableFile:
    if "encrypted" in str(error).lower():
        return UnreadableFile(
            "the workbook is protected by a password",
            where=allowance.where,
            expected="a workbook without a password",
            todo="Open it with its password and save it without",
        )
    return UnreadableFile(
        f"the workbook is damaged ({error})",
        where=allowance.where,
        expected="an undamaged file",
        todo="Open it in Excel or WPS and save it as XLSX",
    )


def _sheet(book: xlrd.Book, index: int, allowance: Allowance) -> Sheet:
    source = book.sheet_by_index(index)
    sheet = Sheet(name=source.name, hidden=source.visibility != 0)
    for row in range(source.nrows):
        if row % _TICK_EVERY == 0:
            allowance.tick()
        for column in range(source.row_len(row)):
            text = _shown(book, source.cell(row, column))
            if text.strip():
                allowance.cells(1)
                sheet.texts[row, column] = text
    sheet.merges = [Range(top, left, bottom, right) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {row for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column for column, info in source.colinfo_map.items() if info.hidden}
    return sheet


def _shown(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return shown_text(str(cell.value), _code(book, cell))
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            # The shortest text that means the stored double; formats round it from there.
            return shown_number(repr(float(cell.value)), _code(book, cell), epoch_1904=book.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(error_text_from_code.get(cell.value, "#N/A"))
        case _:
            return ""


def _code(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return "General"
    found = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return found.format_str if found is not None else "General"
