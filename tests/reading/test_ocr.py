"""Scanned pages, where the extra `ocr` is installed; and what is said where it is not."""

from __future__ import annotations

import io
from collections import Counter

import pypdfium2
import pytest
from harness import shared
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model.document import Document
from extractor.reading.guards import Allowance, Limits, Ocr
from extractor.reading.ocr import available
from extractor.reading.ocr import engine as engines
from extractor.reading.ocr.images import open_images
from extractor.reading.ocr.page import tidy
from extractor.reading.read import read_data

needs_ocr = pytest.mark.skipif(not available(), reason="the extra `ocr` is not installed")
_DIGITS = frozenset("0123456789")


def read(data: bytes, ocr: Ocr = Ocr.AUTO) -> Document:
    (document,) = read_data(data, "scan", Allowance(where="scan"), ocr)
    return document


def picture(pdf: bytes, page: int = 0, format_: str = "PNG", turn: int = 0) -> bytes:
    image = pypdfium2.PdfDocument(pdf)[page].render(scale=200 / 72).to_pil().convert("RGB")
    out = io.BytesIO()
    image.rotate(turn, expand=True).save(out, format_, dpi=(200, 200))
    return out.getvalue()


def numbers_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    xs, ys = [60, 180, 300, 420, 540], [500, 530, 560, 590, 620]
    canvas.grid(xs, ys)
    canvas.setFont("Helvetica", 11)
    for row, y in enumerate(ys[:-1]):
        for column, x in enumerate(xs[:-1]):
            canvas.drawString(x + 8, y + 10, f"{1000 + 317 * row + 41 * column}.{row}{column}")
    canvas.save()
    return out.getvalue()


@needs_ocr
@pytest.mark.parametrize("format_", ["PNG", "JPEG", "TIFF"])
def test_a_picture_of_a_ruled_table_has_its_cells(format_: str):
    document = read(picture(numbers_pdf(), format_=format_))
    (table,) = document.tables
    assert (table.row_count, table.column_count) == (4, 4)
    truth = [f"{1000 + 317 * row + 41 * column}.{row}{column}" for row in reversed(range(4)) for column in range(4)]
    right = sum(cell.text == text for cell, text in zip(table.cells, truth, strict=True))
    assert right >= 15
    assert all(cell.confidence is not None and cell.confidence > 0.5 for cell in table.cells)
    assert document.pages[0].source == "ocr"
    assert document.pages[0].text_confidence is not None


@needs_ocr
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_at_least_95_of_100_digits_of_a_real_page_are_right(turn: int):
    data = shared("reports/putuo-commerce-2025-budget.pdf").read_bytes()
    true = Counter(pypdfium2.PdfDocument(data)[9].get_textpage().get_text_range())
    found = Counter(read(picture(data, 9, turn=turn)).text)
    wanted = sum(count for character, count in true.items() if character in _DIGITS)
    right = sum(min(true[digit], found[digit]) for digit in _DIGITS)
    assert right >= 0.95 * wanted


@needs_ocr
def test_a_scanned_page_of_a_pdf_is_recognised_unless_switched_off():
    scan = io.BytesIO()
    Image.open(io.BytesIO(picture(numbers_pdf()))).save(scan, "PDF", resolution=200)
    document = read(scan.getvalue())
    assert "1000.00" in document.text
    assert document.coverage.pages_without_text == ()
    with pytest.raises(UnreadableFile, match="pictures"):
        read(scan.getvalue(), Ocr.OFF)


def test_without_the_extra_a_picture_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engines, "available", lambda: False)
    engines.engine.cache_clear()
    with pytest.raises(UnreadableFile, match=r"fuhe\[ocr\]"):
        read(picture(numbers_pdf()))
    with pytest.raises(UnreadableFile, match="switched off"):
        read(picture(numbers_pdf()), Ocr.OFF)


def test_pictures_beyond_the_limits():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(LimitExceeded, match="too large"):
        list(open_images(out.getvalue(), Allowance(where="x.png")))
    frames = io.BytesIO()
    Image.new("1", (50, 50)).save(frames, "TIFF", save_all=True, append_images=[Image.new("1", (50, 50))] * 5)
    with pytest.raises(LimitExceeded, match="pages"):
        list(open_images(frames.getvalue(), Allowance(limits=Limits(pages=3), where="x.tif")))
    with pytest.raises(UnreadableFile, match="damaged"):
        list(open_images(b"\x89PNG\r\n\x1a\n" + bytes(50), Allowance(where="x.png")))


@pytest.mark.parametrize(
    ("recognised", "expected"),
    [("21, 601, 733.00", "21,601,733.00"), ("881, 803. 00", "881,803.00"), ("15 20", "15 20"), ("99.1 %", "99.1%"),
     ("得分 99.9", "得分 99.9"), ("3. 国有资本", "3. 国有资本")],
)  # fmt: skip
def test_blanks_inside_numbers_are_taken_out(recognised: str, expected: str):
    assert tidy(recognised) == expected
