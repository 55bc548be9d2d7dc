"""Image files to neutral documents."""

from __future__ import annotations

from extractor.errors import UnreadableFile
from extractor.model.document import Document
from extractor.reading.build import DocumentBuilder
from extractor.reading.guards import Allowance, Ocr
from extractor.reading.layout import lay_out
from extractor.reading.marks import PageMarks
from extractor.reading.ocr.images import open_images
from extractor.reading.ocr.page import recognise_page
from extractor.reading.ocr.scans import note_confidence


def read_image(data: bytes, name: str, allowance: Allowance, ocr: Ocr) -> Document:
    """Reads a scanned page, or several in one TIFF.

    Raises:
        UnreadableFile: damaged, or the extra `ocr` is not installed or switched off.
        LimitExceeded: too many pixels or pages, or out of time.
    """
    if ocr is Ocr.OFF:
        raise UnreadableFile(
            "the file is a picture and recognition is switched off",
            where=allowance.where,
            expected="a file with text",
            todo="Allow it with --ocr auto",
        )
    builder = DocumentBuilder(format="image", reader="rapidocr")
    pages: list[PageMarks] = []
    for number, scan in enumerate(open_images(data, allowance), start=1):
        page = recognise_page(scan.image, number, scan.width, scan.height, allowance)
        note_confidence(page, builder)
        pages.append(page)
    lay_out(pages, builder, allowance)
    return builder.build()
