"""Pages of a document that are pictures: recognised where the extra is installed, else reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PIL import Image

from extractor.reading.build import DocumentBuilder
from extractor.reading.guards import Allowance, Ocr
from extractor.reading.marks import PageMarks
from extractor.reading.ocr.engine import available
from extractor.reading.ocr.page import recognise_page

RESOLUTION = 200.0  # dots an inch at which pages are rendered for recognition
_FEW = 12  # characters: a page number or a stamp on a picture is no text layer
_UNSURE = 0.85
_LISTED = 8


def is_scan(page: PageMarks) -> bool:
    """Whether a page shows a picture and hardly a character."""
    return page.images > 0 and sum(not glyph.text.isspace() for glyph in page.glyphs) < _FEW


def recognise_scans(
    pages: Iterable[PageMarks],
    render: Callable[[int], Image.Image],
    builder: DocumentBuilder,
    allowance: Allowance,
    ocr: Ocr,
) -> Iterator[PageMarks]:
    """The pages, those without a text layer replaced by what is recognised on them.

    `render` gives the image of a page by its index, at `RESOLUTION`. Without the extra the pages stay as they are: the
    layout then reports each as lacking a text layer.
    """
    told = False
    for index, page in enumerate(pages):
        wanted = ocr is Ocr.FORCE or (ocr is Ocr.AUTO and is_scan(page))
        if wanted and available():
            allowance.tick()
            page = recognise_page(render(index), page.number, page.width, page.height, allowance)
            note_confidence(page, builder)
        elif wanted and not told:
            builder.fault("no_text_layer", "pages are pictures; `pip install 'fuhe[ocr]'` lets them be recognised")
            told = True
        yield page


def note_confidence(page: PageMarks, builder: DocumentBuilder) -> None:
    """Reports the lines of a recognised page that the recogniser was not sure of."""
    unsure: list[str] = []
    previous: tuple[float, float] | None = None
    for glyph in page.glyphs:
        if glyph.confidence is None or glyph.confidence >= _UNSURE:
            previous = None
            continue
        line = (glyph.top, glyph.confidence)
        if line == previous:
            unsure[-1] += glyph.text
        else:
            unsure.append(glyph.text)
        previous = line
    if unsure:
        shown = "; ".join(unsure[:_LISTED]) + (" …" if len(unsure) > _LISTED else "")
        builder.fault("low_confidence", f"recognised with doubt: {shown}", page=page.number)
