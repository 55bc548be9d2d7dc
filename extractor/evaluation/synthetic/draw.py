"""Drawing a PDF with reportlab: another producer, other fonts, other line habits than LibreOffice."""

from __future__ import annotations

import html
import io
from random import Random

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from extractor.evaluation.synthetic.grid import Grid, Layout

_FONT = "STSong-Light"


def draw_pdf(rng: Random, layout: Layout) -> bytes:
    """The report as PDF; page numbers at the foot in one of the usual forms."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    wide = any(isinstance(block, Grid) and block.columns > 8 for block in layout.blocks)
    size = landscape(A4) if wide else A4
    text = ParagraphStyle("text", fontName=_FONT, fontSize=11, leading=18, wordWrap="CJK", firstLineIndent=22)
    heading = ParagraphStyle("heading", parent=text, fontSize=12)
    title = ParagraphStyle("title", parent=text, fontSize=15, alignment=1, leading=24, firstLineIndent=0)
    story: list[object] = []
    for index, block in enumerate(layout.blocks):
        if isinstance(block, Grid):
            story += [Spacer(1, 6), _table(block, size[0] - 80)]
            continue
        style = title if index == 0 else heading if index in layout.headings else text
        story.append(Paragraph(html.escape(block), style))
    mark = rng.choice(("— {} —", "{}", "第 {} 页"))

    def footer(canvas: object, page: object) -> None:
        canvas.setFont(_FONT, 9)  # type: ignore[attr-defined]
        canvas.drawCentredString(size[0] / 2, 24, mark.format(canvas.getPageNumber()))  # type: ignore[attr-defined]

    out = io.BytesIO()
    paper = SimpleDocTemplate(
        out, pagesize=size, leftMargin=40, rightMargin=40, topMargin=45, bottomMargin=45, invariant=1
    )
    paper.build(story, onFirstPage=footer, onLaterPages=footer)
    return out.getvalue()


def _table(grid: Grid, width: float) -> Table:
    style = ParagraphStyle("cell", fontName=_FONT, fontSize=8, leading=10, wordWrap="CJK")
    rows: list[list[object]] = [[""] * grid.columns for _ in range(grid.rows)]
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    for cell in grid.cells:
        rows[cell.row][cell.column] = Paragraph(html.escape(cell.text).replace("\n", "<br/>"), style)
        if cell.row_span > 1 or cell.column_span > 1:
            last = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
            commands.append(("SPAN", (cell.column, cell.row), last))
    weights = [_weight(grid, column) for column in range(grid.columns)]
    widths = [width * weight / sum(weights) for weight in weights]
    return Table(rows, colWidths=widths, style=TableStyle(commands), repeatRows=0)


def _weight(grid: Grid, column: int) -> float:
    lengths = [len(cell.text) for cell in grid.cells if cell.column == column and cell.column_span == 1]
    return float(min(30, max([6, *lengths])))
