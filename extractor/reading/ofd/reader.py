"""OFD files to neutral documents: the marks of each page, laid out as those of a PDF."""

from __future__ import annotations

from lxml import etree

from extractor.model.document import Document
from extractor.reading.archives import Archive, local
from extractor.reading.build import DocumentBuilder
from extractor.reading.guards import Allowance
from extractor.reading.layout import lay_out
from extractor.reading.marks import PageMarks
from extractor.reading.ofd.geometry import MILLIMETRE, Matrix, boundary, numbers
from extractor.reading.ofd.objects import read_objects
from extractor.reading.ofd.package import OfdFile, OfdPage
from extractor.reading.office import child

_FURNITURE = {"Watermark": "watermark", "Stamp": "stamp"}


def read_ofd(data: bytes, name: str, allowance: Allowance) -> Document:
    """Reads an OFD file.

    Raises:
        UnreadableFile: damaged, or without any document.
        LimitExceeded: over the limits.
    """
    file = OfdFile(Archive(data, allowance), allowance)
    builder = DocumentBuilder(format="ofd", reader="ofd-1")
    pages = [_page(page, number, builder, allowance) for number, page in enumerate(file.pages(), start=1)]
    builder.metadata = file.metadata
    for part in file.missing:
        builder.fault("skipped_part", f"{part} is named but not in the file")
    lay_out(pages, builder, allowance)
    return builder.build()


def _page(page: OfdPage, number: int, builder: DocumentBuilder, allowance: Allowance) -> PageMarks:
    left, top, width, height = page.box
    marks = PageMarks(number=number, width=width * MILLIMETRE, height=height * MILLIMETRE)
    corner = Matrix(e=-left, f=-top)
    for content in (*page.templates, page.content):
        layers = child(content, "Content")
        if layers is not None:
            read_objects(layers, marks, allowance, corner)
    for annotation in page.annotations:
        _annotate(annotation, marks, corner, builder, allowance)
    return marks


def _annotate(
    annotation: etree._Element, marks: PageMarks, corner: Matrix, builder: DocumentBuilder, allowance: Allowance
) -> None:
    """What lies over a page: watermarks and stamps are furniture, other texts are part of it."""
    if annotation.get("Visible", "true").lower() in ("false", "0"):
        return
    for appearance in annotation:
        if local(appearance) != "Appearance":
            continue
        x, y, _, _ = boundary(numbers(appearance.get("Boundary")))
        drawn = PageMarks()
        read_objects(appearance, drawn, allowance, Matrix(e=x, f=y).then(corner))
        kind = _FURNITURE.get(annotation.get("Type") or "")
        if kind is None:
            marks.glyphs += drawn.glyphs
            marks.rules += drawn.rules
        elif drawn.glyphs:
            text = "".join(glyph.text for glyph in drawn.glyphs).strip()
            builder.furniture(kind, text, marks.number)
