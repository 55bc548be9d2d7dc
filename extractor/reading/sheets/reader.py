"""Workbooks to neutral documents: each form one table, with its title and notes around it."""

from __future__ import annotations

from extractor.model.document import Document
from extractor.model.spans import Span
from extractor.reading.build import DocumentBuilder
from extractor.reading.cells import finished, lines_as_inks
from extractor.reading.guards import Allowance
from extractor.reading.sheets.forms import Form, forms_of
from extractor.reading.sheets.model import Sheet, Workbook
from extractor.reading.sheets.xls import read_xls_workbook
from extractor.reading.sheets.xlsx import read_xlsx_workbook


def read_xlsx(data: bytes, name: str, allowance: Allowance) -> Document:
    """Reads an XLSX file. Raises as `read_xlsx_workbook`."""
    return _document(read_xlsx_workbook(data, allowance), allowance)


def read_xls(data: bytes, name: str, allowance: Allowance) -> Document:
    """Reads an XLS file. Raises as `read_xls_workbook`."""
    return _document(read_xls_workbook(data, allowance), allowance)


def _document(workbook: Workbook, allowance: Allowance) -> Document:
    builder = DocumentBuilder(format=workbook.format, reader=workbook.reader, metadata=workbook.metadata)
    for sheet in workbook.sheets:
        if sheet.hidden:
            if sheet.texts:
                builder.fault("skipped_part", f"the hidden sheet {sheet.name} was left out")
            continue
        _note_hidden(builder, sheet)
        for form in forms_of(sheet, allowance):
            _write(builder, form)
        for text in sheet.boxes:
            builder.paragraph(lines_as_inks(text.splitlines()), role="box")
        if sheet.uncomputed:
            detail = (
                f"{sheet.uncomputed} formula(s) of sheet {sheet.name} have no stored result: save it in Excel or WPS"
            )
            builder.fault("skipped_part", detail)
    return builder.build()


def _note_hidden(builder: DocumentBuilder, sheet: Sheet) -> None:
    """Hidden rows and columns are not what was published to be seen; what they hold is kept as furniture."""
    hidden = [
        text
        for (row, column), text in sorted(sheet.texts.items())
        if row in sheet.hidden_rows or column in sheet.hidden_columns
    ]
    if hidden:
        builder.furniture("hidden", "\t".join(hidden), 0)
        builder.fault(
            "skipped_part", f"{len(hidden)} cell(s) of hidden rows or columns of sheet {sheet.name} were left out"
        )


def _write(builder: DocumentBuilder, form: Form) -> None:
    caption: Span | None = None
    for text in form.above:
        span = builder.paragraph(lines_as_inks(text.splitlines()))
        caption = caption or span
    if form.grid is not None:
        builder.table(finished(form.grid), caption_span=caption)
    for text in form.below:
        builder.paragraph(lines_as_inks(text.splitlines()), role="note")
