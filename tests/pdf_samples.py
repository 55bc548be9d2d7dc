"""PDF pages with known truth, drawn with reportlab: tables over page breaks, running heads, turned pages."""

from __future__ import annotations

import io
from collections.abc import Sequence

from office_samples import TrueTable
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
PORTRAIT = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)


class Paper:
    """A canvas whose origin is the top left corner, as a reader sees the page."""

    def __init__(self, size: tuple[float, float] = PORTRAIT) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._out = io.BytesIO()
        self.width, self.height = size
        self.canvas = Canvas(self._out, pagesize=size)
        self.page = 1

    def text(self, x: float, top: float, text: str, size: float = 10.0) -> None:
        """One line whose characters begin at `x`, a little below `top`."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - top - 0.88 * size, text)

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)

    def box(self, x0: float, top: float, x1: float, bottom: float) -> None:
        for ends in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
            self.line(*ends)

    def next_page(self) -> None:
        self.canvas.showPage()
        self.page += 1

    def data(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()


def draw_table(
    paper: Paper, table: TrueTable, *, top: float, rows_a_page: Sequence[int], repeat_header: bool, size: float = 9.0
) -> None:
    """Draws a table with all its rules, broken after the given numbers of rows; merged cells run over the breaks.

    As word processors do, the text of a cell that runs over a break stands in its first part.
    """
    left, right, height = 50.0, paper.width - 50.0, 22.0
    width = (right - left) / table.columns
    start = 0
    for number, count in enumerate([*rows_a_page, table.rows]):
        end = min(table.rows, start + count)
        if number:
            paper.next_page()
            top = 60.0
        offset = 0
        if number and repeat_header:
            offset = 1
            for cell in table.cells:
                if cell.row == 0:
                    _cell(paper, cell.text, left + cell.column * width, top, cell.column_span * width, height, size)
        for cell in table.cells:
            first, last = max(cell.row, start), min(cell.row + cell.row_span, end)
            if first >= last:
                continue
            text = cell.text if cell.row >= start else ""
            y = top + (first - start + offset) * height
            _cell(paper, text, left + cell.column * width, y, cell.column_span * width, (last - first) * height, size)
        start = end
        if start >= table.rows:
            return


def _cell(paper: Paper, text: str, x: float, top: float, width: float, height: float, size: float) -> None:
    paper.box(x, top, x + width, top + height)
    room = max(1, int((width - 4) // size))
    lines = [text[at : at + room] for at in range(0, len(text), room)]
    for index, line in enumerate(lines):
        paper.text(x + 2, top + 1 + index * size * 1.05, line, size if len(lines) < 2 else min(size, 9.0))


def wrapped_pages(
    paragraphs: Sequence[str], *, characters: int = 34, lines_a_page: int = 26, size: float = 12.0
) -> bytes:
    """A report as printed: indented paragraphs, full lines, page numbers at the foot."""
    paper = Paper()
    row = 0
    for number, paragraph in enumerate(paragraphs):
        rest, indent = paragraph, 2 if number else 0
        while rest:
            if row == lines_a_page:
                paper.text(280, 790, f"— {paper.page} —", 9)
                paper.next_page()
                row = 0
            room, taken, used = characters - indent, 0, 0.0
            while taken < len(rest) and used + _em(rest[taken]) <= room:
                used += _em(rest[taken])
                taken += 1
            # Chinese layout never begins a line with a closing mark, nor cuts a number.
            while taken < len(rest) and taken > 1 and (_clings(rest[taken]) or _in_number(rest, taken)):
                taken -= 1
            paper.text(90 + indent * size, 70 + row * 26, rest[:taken], size)
            rest, indent = rest[taken:], 0
            row += 1
    paper.text(280, 790, f"— {paper.page} —", 9)
    return paper.data()


def _em(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def _clings(character: str) -> bool:
    return character in "，。、；：！？”）》%"


def _in_number(text: str, at: int) -> bool:
    return text[at].isascii() and text[at - 1].isascii() and not text[at].isspace() and not text[at - 1].isspace()
