"""Reading a PDF: open, take the marks of every page, lay them out."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from extractor.errors import UnreadableFile
from extractor.model.document import Document
from extractor.reading.build import DocumentBuilder
from extractor.reading.guards import Allowance, Ocr
from extractor.reading.layout import lay_out
from extractor.reading.marks import Glyph, PageMarks
from extractor.reading.ocr import RESOLUTION, recognise_scans
from extractor.reading.pdf.characters import PageText, dominant_angle, page_characters
from extractor.reading.pdf.frame import Frame
from extractor.reading.pdf.rules import page_rules
from extractor.reading.pdf.second import second_opinion

_MOST_PIXELS = 5000.0  # of the longer side of a rendered page
_DAMAGED = 0.05  # share of characters without a code from which another parser is asked


def read_pdf(data: bytes, name: str, allowance: Allowance, ocr: Ocr = Ocr.AUTO) -> Document:
    """Read a PDF into the neutral document; pages that are pictures are recognised where the extra `ocr` is installed.

    Raises:
        UnreadableFile: encrypted, or too damaged to be opened.
        LimitExceeded: over the limits of `allowance`.
    """
    builder = DocumentBuilder(format="pdf", reader="pdfium")
    with _opened(data, allowance) as paper:
        allowance.pages(len(paper))
        builder.metadata = {key.lower(): value for key, value in paper.get_metadata_dict(skip_empty=True).items()}
        pages = (_page_marks(paper, index, data, allowance, builder) for index in range(len(paper)))
        recognised = recognise_scans(pages, lambda index: _rendered(paper, index), builder, allowance, ocr)
        lay_out(recognised, builder, allowance)
    return builder.build()


def _opened(data: bytes, allowance: Allowance) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UnreadableFile(
                "the PDF is protected by a password",
                where=allowance.where,
                expected="a PDF without a password",
                todo="Open it with its password and save it without",
            ) from error
        raise UnreadableFile(
            "the PDF is damaged and cannot be opened",
            where=allowance.where,
            expected="a sound PDF",
            todo="Download it again",
        ) from error


def _rendered(paper: pypdfium2.PdfDocument, index: int) -> Image.Image:
    """The picture of a page as it is shown, no larger than its recognition needs."""
    page = paper[index]
    longest = max(page.get_size())
    picture: Image.Image = page.render(scale=min(RESOLUTION / 72, _MOST_PIXELS / max(longest, 1.0))).to_pil()
    return picture


def _page_marks(
    paper: pypdfium2.PdfDocument, index: int, data: bytes, allowance: Allowance, builder: DocumentBuilder
) -> PageMarks:
    """The marks of one page; a page that pdfium cannot load is recorded and left empty."""
    allowance.tick()
    number = index + 1
    page = pdfium.FPDF_LoadPage(paper.raw, index)
    if not page:
        builder.fault("skipped_part", "the page is damaged and could not be loaded", page=number)
        return PageMarks(number=number)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        frame = _frame(page, text_page)
        text = page_characters(text_page, frame) if text_page else PageText([], [], [])
        rules, images = page_rules(page, frame)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)
    marks = PageMarks(number=number, width=frame.width, height=frame.height)
    marks.glyphs, marks.rules, marks.images, marks.damaged = text.glyphs, rules, images, text.damaged
    if text.damaged > _DAMAGED * (len(text.glyphs) + text.damaged):
        _ask_again(marks, data, index)
    for kind, glyphs in (("hidden", text.hidden), ("watermark", text.slanted)):
        if glyphs:
            builder.furniture(kind, _plain(glyphs), number)
    return marks


def _frame(page: object, text_page: object) -> Frame:
    """The visible box of a page, turned so that most of its text reads upright; without text as the page says."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    turns = pdfium.FPDFPage_GetRotation(page) % 4
    angle = dominant_angle(text_page) if text_page else None
    if angle is not None:
        # The angle is clockwise: text at 270° reads upright when the page is turned clockwise once. A page whose own
        # rotation says otherwise is shown sideways, and was meant to be turned by its reader.
        turns = (4 - angle // 90) % 4
    return Frame(box.left, box.bottom, box.right, box.top, turns)


def _ask_again(marks: PageMarks, data: bytes, index: int) -> None:
    glyphs, damaged = second_opinion(data, index)
    if glyphs and damaged < marks.damaged:
        marks.glyphs, marks.damaged = glyphs, damaged


def _plain(glyphs: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)[:200]
