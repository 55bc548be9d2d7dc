"""The seeds as PDF and DOCX made here say the same as their text files: same facts, scores, outcomes, findings."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from harness import shared
from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from extractor.model.report import Indicator
from extractor.packs import load_packs
from extractor.pipeline import Analysis, analyse

FONT = "STSong-Light"


@cache
def analysed(path: Path) -> Analysis:
    (found,) = analyse(path, load_packs())
    return found


def seed(name: str) -> Analysis:
    return analysed(shared(f"seeds/{name}"))


def written(content: bytes, path: Path) -> Analysis:
    path.write_bytes(content)
    return analysed(path)


# --- the narrative ----------------------------------------------------------------------------------------------------


def paragraphs() -> list[str]:
    found = seed("panyu-2023.txt")
    return [found.document.slice(paragraph.span) for paragraph in found.document.paragraphs]


def narrative_pdf() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    text = ParagraphStyle("text", fontName=FONT, fontSize=14, leading=26, wordWrap="CJK", firstLineIndent=28)
    title = ParagraphStyle("title", parent=text, fontSize=18, alignment=1, firstLineIndent=0)
    story = [Paragraph(html.escape(line), text if index else title) for index, line in enumerate(paragraphs())]

    def foot(canvas: object, page: object) -> None:
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(A4[0] / 2, 30, f"— {canvas.getPageNumber()} —")

    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def narrative_docx() -> bytes:
    paper = docx.Document()
    for line in paragraphs():
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


# --- the table --------------------------------------------------------------------------------------------------------


def sheet() -> tuple[list[list[str]], list[tuple[int, int, int]]]:
    """The rows of the table, and its merged label cells as (column, first row, last row)."""
    (table,) = seed("liwan-2023.tsv").document.tables
    rows = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    merged = []
    for column in range(4):
        first = None
        for row in range(1, len(rows)):
            if rows[row][column] or row == len(rows) - 1:
                if first is not None and row - first > 1:
                    merged.append((column, first, row - 1))
                first = row
    return rows, merged


def sheet_docx() -> bytes:
    rows, merged = sheet()
    paper = docx.Document()
    table = paper.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    grid = [row.cells for row in table.rows]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            grid[row][column].text = text
    for column, first, last in merged:
        text = rows[first][column]
        grid[first][column].merge(grid[last][column]).text = text
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def sheet_pdf() -> bytes:
    """On three pages: the header repeated, merged labels cut by the page breaks and empty where they go on."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    rows, merged = sheet()
    story: list[object] = []
    for first, last in ((1, 8), (9, 15), (16, len(rows) - 1)):
        if story:
            story.append(PageBreak())
        story.append(part_of_sheet(rows, merged, first, last))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=landscape(A3), leftMargin=30, rightMargin=30, invariant=1).build(story)
    return out.getvalue()


def part_of_sheet(rows: list[list[str]], merged: list[tuple[int, int, int]], first: int, last: int) -> Table:
    style = ParagraphStyle("cell", fontName=FONT, fontSize=8, leading=10, wordWrap="CJK")
    part = [rows[0], *rows[first : last + 1]]
    commands: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    for column, top, bottom in merged:
        low, high = max(top, first), min(bottom, last)
        if low < high:
            commands.append(("SPAN", (column, low - first + 1), (column, high - first + 1)))
    content = [[Paragraph(html.escape(text), style) for text in row] for row in part]
    widths = [60, 34, 60, 34, 90, 34, 50, 190, 150, 330, 40]
    return Table(content, colWidths=widths, style=TableStyle(commands))


# --- what must be the same --------------------------------------------------------------------------------------------


def outcomes(found: Analysis) -> list[tuple[str, str, str]]:
    """Every check but those of reading itself, which depend on the format."""
    return sorted(
        (check.rule, check.outcome.value, check.stated)
        for check in found.rescoring.checks
        if not check.rule.startswith("EXT")
    )


@pytest.mark.parametrize(("make", "name"), [(narrative_pdf, "a.pdf"), (narrative_docx, "a.docx")])
def test_the_narrative(make: Callable[[], bytes], name: str, tmp_path: Path) -> None:
    truth, found = seed("panyu-2023.txt"), written(make(), tmp_path / name)
    assert found.report.facts == replace(truth.report.facts, title_span=found.report.facts.title_span)
    assert [(s.level, s.number, s.title) for s in found.report.sections] == [
        (s.level, s.number, s.title) for s in truth.report.sections
    ]
    assert [(m.name, m.quantity.value) for m in found.report.metrics] == [
        (m.name, m.quantity.value) for m in truth.report.metrics
    ]
    assert [(s.kind, s.name, s.grade, s.score and s.score.value) for s in found.report.statements] == [
        (s.kind, s.name, s.grade, s.score and s.score.value) for s in truth.report.statements
    ]
    assert outcomes(found) == outcomes(truth)
    assert [finding.message for finding in found.rescoring.findings] == [
        finding.message for finding in truth.rescoring.findings
    ]


@pytest.mark.parametrize(("make", "name"), [(sheet_pdf, "b.pdf"), (sheet_docx, "b.docx")])
def test_the_table(make: Callable[[], bytes], name: str, tmp_path: Path) -> None:
    truth, found = seed("liwan-2023.tsv"), written(make(), tmp_path / name)
    assert [tree_entry(i) for i in found.report.indicators] == [tree_entry(i) for i in truth.report.indicators]
    assert [(c.status, c.kind, c.rule) for c in found.report.criteria] == [
        (c.status, c.kind, c.rule) for c in truth.report.criteria
    ]
    assert outcomes(found) == outcomes(truth)
    assert {(f.rule, f.fault, f.severity) for f in found.rescoring.findings} == {
        (f.rule, f.fault, f.severity) for f in truth.rescoring.findings
    }


def tree_entry(indicator: Indicator) -> tuple[object, ...]:
    return (
        indicator.level,
        indicator.name,
        indicator.parent,
        indicator.role,
        indicator.points and indicator.points.value,
        indicator.stated_score and indicator.stated_score.value,
        "".join(indicator.criterion.text.split()),
        "".join(indicator.basis.text.split()),
    )
