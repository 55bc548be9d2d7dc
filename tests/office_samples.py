"""Tables and documents with known truth, written as DOCX, XLSX and HTML."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from html import escape

import docx
import openpyxl

from extractor.model.document import Table

_WORDS = ("预算执行率", "目标完成", "资金到位情况", "管理制度", "服务对象满意度", "公开时限", "说明（一）", "第2项")


@dataclass(frozen=True)
class TrueCell:
    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True)
class TrueTable:
    rows: int
    columns: int
    cells: tuple[TrueCell, ...]


def random_table(seed: int) -> TrueTable:
    """Header, two merged levels, a merged header pair, a wide total row: what score tables are made of."""
    chance = random.Random(seed)
    columns = chance.randint(4, 9)
    cells: list[TrueCell] = []
    wide = chance.randint(0, columns - 2)
    column = 0
    while column < columns:
        span = 2 if column == wide else 1
        cells.append(TrueCell(0, column, 1, span, f"表头{column}"))
        column += span
    row = 1
    for first in range(chance.randint(1, 4)):
        top = row
        for second in range(chance.randint(1, 3)):
            height = chance.randint(1, 4)
            cells.append(TrueCell(row, 1, height, 1, f"二级{first}-{second}"))
            for line in range(row, row + height):
                cells += [TrueCell(line, at, 1, 1, _text(chance)) for at in range(2, columns)]
            row += height
        cells.append(TrueCell(top, 0, row - top, 1, f"一级{first}"))
    cells.append(TrueCell(row, 0, 1, columns - 1, "合计"))
    cells.append(TrueCell(row, columns - 1, 1, 1, "见上"))
    return TrueTable(row + 1, columns, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _text(chance: random.Random) -> str:
    return chance.choice((chance.choice(_WORDS), f"{chance.randint(0, 999) / 10}%", f"第{chance.randint(1, 99)}号", ""))


def truth_of(table: TrueTable) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


def read_cells(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


def flat_table(rows: list[list[str]]) -> TrueTable:
    return TrueTable(
        len(rows),
        max(map(len, rows)),
        tuple(TrueCell(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)),
    )


def docx_bytes(paragraphs: list[str], tables: list[TrueTable]) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for number, table in enumerate(tables):
        if number:
            document.add_paragraph("（续）")
        written = document.add_table(rows=table.rows, cols=table.columns)
        for cell in table.cells:
            place = written.cell(cell.row, cell.column)
            if cell.row_span > 1 or cell.column_span > 1:
                place = place.merge(written.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
            place.text = cell.text
    if tables:
        document.add_paragraph("")  # as Word demands after a table
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_bytes(sheets: dict[str, list[TrueTable]], gap: int = 2) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, tables in sheets.items():
        sheet = book.create_sheet(name)
        top = 1
        for table in tables:
            for cell in table.cells:
                sheet.cell(row=top + cell.row, column=1 + cell.column, value=cell.text or None)
                if cell.row_span > 1 or cell.column_span > 1:
                    sheet.merge_cells(
                        start_row=top + cell.row,
                        start_column=1 + cell.column,
                        end_row=top + cell.row + cell.row_span - 1,
                        end_column=cell.column + cell.column_span,
                    )
            top += table.rows + gap
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def html_bytes(paragraphs: list[str], tables: list[TrueTable], encoding: str = "utf-8") -> bytes:
    pieces = [f"<html><head><meta charset={encoding}></head><body>"]
    pieces += [f"<p>{escape(text)}</p>" for text in paragraphs]
    for table in tables:
        pieces.append("<table border=1>")
        for row in range(table.rows):
            pieces.append("<tr>")
            for cell in table.cells:
                if cell.row == row:
                    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
                    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
                    pieces.append(f"<td{spans}>{escape(cell.text)}</td>")
            pieces.append("</tr>")
        pieces.append("</table><p>（完）</p>")
    pieces.append("</body></html>")
    return "".join(pieces).encode(encoding, errors="xmlcharrefreplace")
