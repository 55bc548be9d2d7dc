"""Cells of the real reports as pdfplumber finds them, at the same places.

The one difference: a frame of thin lines without any text (page 14 of the finance report) is no table here.
"""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pypdfium2
from harness import shared

from extractor.reading.build import DocumentBuilder
from extractor.reading.guards import Allowance
from extractor.reading.layout.tables import find_tables
from extractor.reading.pdf.reader import _page_marks

_NEAR = 3.0  # points between the corners of the same cell


def test_cells_equal_pdfplumbers():
    paths = sorted(shared("reports").glob("*.pdf"))
    assert paths
    same = different = 0
    for path in paths:
        ours = _our_cells(path)
        with pdfplumber.open(path) as paper:
            for index, page in enumerate(paper.pages):
                for box, text in _their_cells(page):
                    found = [mine for place, mine in ours[index] if _near(place, box)]
                    if _plain(text) in found:
                        same += 1
                    elif _plain(text) or found:
                        different += 1
    assert same > 3000
    assert different <= 0.01 * same


def _our_cells(path: Path) -> list[list[tuple[tuple[float, float], str]]]:
    data = path.read_bytes()
    paper = pypdfium2.PdfDocument(data)
    builder = DocumentBuilder(format="pdf", reader="pdfium")
    pages = []
    for index in range(len(paper)):
        marks = _page_marks(paper, index, data, Allowance(), builder)
        tables, _ = find_tables(marks.rules, marks.glyphs)
        cells = [cell for table in tables for cell in table.cells]
        pages.append(
            [((cell.box.x0, cell.box.top), _plain("".join(line.text for line in cell.lines))) for cell in cells]
        )
    return pages


def _their_cells(page: pdfplumber.page.Page) -> list[tuple[tuple[float, float], str]]:
    found = []
    for table in page.find_tables():
        for row, texts in zip(table.rows, table.extract(), strict=True):
            found += [((box[0], box[1]), text or "") for box, text in zip(row.cells, texts, strict=True) if box]
    return found


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) <= _NEAR and abs(one[1] - other[1]) <= _NEAR


def _plain(text: str) -> str:
    return "".join(text.split())
