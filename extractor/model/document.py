"""The neutral document: what every reader delivers and all recognition starts from.

One canonical text holds everything that is not page furniture, in reading order: each paragraph is one line of it, each
table row is one line with its owner cells separated by tabs. All spans point into that text. `glyphs` leads from every
character back to its box on the page, `substitutions` to the characters that were printed.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from extractor.model.spans import Box, Place, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page; sizes in points after rotation. `source` is text-layer, ocr or flow (formats without fixed pages)."""

    number: int
    width: float
    height: float
    rotation: int = 0
    span: Span
    source: str = "text-layer"
    text_confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as laid out in the source; a paragraph is made of one or more. `number` counts source lines from 1."""

    span: Span
    page: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Hard-wrapped lines joined. `list_number` is a heading number that exists only as list formatting (DOCX).

    `outline_level` is the heading level that the format itself declares (1 for the highest), if any.
    `role` is body, note (footnote), box (text box) or menu (portal page).
    """

    span: Span
    page: int
    list_number: str = ""
    outline_level: int | None = None
    role: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that owns its position: a merged cell appears once, with its span.

    `places` has one entry per page part. `confidence` is set for text that was recognised from an image.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str
    span: Span
    places: tuple[Place, ...] = ()
    confidence: float | None = None
    tables: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid, stitched over pages.

    `complete` is False when it begins or ends cut off; `faults` says why. `repeated_headers` holds the spans or texts
    of dropped header rows; `page_breaks` the rows before which a page break fell. `parent` is (table, cell index) of
    the cell around a nested table. `merges_known` is False where the format flattened merged cells to empty strings
    (TSV, TXT): then an empty cell may belong to the cell above or to its left.
    """

    ordinal: int
    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    first_page: int
    last_page: int
    span: Span
    caption: str = ""
    caption_span: Span | None = None
    complete: bool = True
    faults: tuple[str, ...] = ()
    repeated_headers: tuple[str, ...] = ()
    page_breaks: tuple[int, ...] = ()
    parent: tuple[int, int] | None = None
    merges_known: bool = True
    sheet: str = ""

    def owners(self) -> list[list[int | None]]:
        """For each grid position (row, column) the index in `cells` of the cell that covers it, or None."""
        grid: list[list[int | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for index, cell in enumerate(self.cells):
            for row in range(cell.row, min(cell.row + cell.row_span, self.row_count)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.column_count)):
                    grid[row][column] = index
        return grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Text that belongs to the page and not to the report: page numbers, running heads, watermarks, stamps, menus."""

    kind: str
    text: str
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """Characters of the canonical text that were printed differently (full-width digits, Kangxi radicals, …)."""

    span: Span
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFault:
    """Something that our reading could not do well; never a fault of the report.

    `kind` is one of: cut_table, cut_text, displaced_label, repeated_header, damaged_font, no_text_layer,
    low_confidence, glued_digits, undecodable, skipped_part.
    """

    kind: str
    detail: str
    page: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCoverage:
    """How much of the file became text: characters seen and placed, pages without a text layer."""

    characters: int = 0
    placed: int = 0
    pages: int = 0
    pages_without_text: tuple[int, ...] = ()

    @property
    def share(self) -> float:
        """Placed characters over all seen; 1.0 for an empty file."""
        return self.placed / self.characters if self.characters else 1.0


@dataclass(frozen=True, slots=True)
class Glyphs:
    """For each character of the canonical text its page (0: none) and box (four numbers: x0, top, x1, bottom)."""

    pages: array[int] = field(default_factory=lambda: array("I"))
    boxes: array[float] = field(default_factory=lambda: array("f"))

    def box(self, index: int) -> Box | None:
        """The box of one character; None where it was not printed (a line break, a cell separator)."""
        if index >= len(self.pages) or not self.pages[index]:
            return None
        x0, top, x1, bottom = self.boxes[4 * index : 4 * index + 4]
        return None if x1 <= x0 and bottom <= top else Box(x0=x0, top=top, x1=x1, bottom=bottom)

    def places(self, span: Span) -> tuple[Place, ...]:
        """The parts of pages that the characters cover: one box a line of print."""
        places: list[Place] = []
        current: Box | None = None
        page = 0
        for index in range(span.start, min(span.end, len(self.pages))):
            box = self.box(index)
            if box is None:
                continue
            if current is not None and page == self.pages[index] and _same_line(current, box):
                current = current.union(box)
                continue
            if current is not None:
                places.append(Place(page=page, box=current))
            current, page = box, self.pages[index]
        if current is not None:
            places.append(Place(page=page, box=current))
        return tuple(places)


def _same_line(line: Box, box: Box) -> bool:
    overlap = min(line.bottom, box.bottom) - max(line.top, box.top)
    return overlap > 0.5 * min(line.bottom - line.top, box.bottom - box.top) and box.x0 >= line.x0 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as read. `format` is pdf, docx, xlsx, xls, csv, tsv, html, text, markdown, ofd or image;
    `part` names the member of a bundle. `metadata` holds what the file says of itself."""

    text: str
    format: str
    reader: str
    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    faults: tuple[ReadingFault, ...] = ()
    coverage: ReadingCoverage = ReadingCoverage()
    glyphs: Glyphs = field(default_factory=Glyphs)
    part: str = ""
    metadata: dict[str, str] = field(default_factory=dict)

    def slice(self, span: Span) -> str:
        """The canonical characters of `span`."""
        return self.text[span.start : span.end]

    def printed(self, span: Span) -> str:
        """The characters of `span` as they were printed."""
        pieces: list[str] = []
        position = span.start
        for change in self.substitutions:
            if change.span.start < position or change.span.end > span.end:
                continue
            pieces += (self.text[position : change.span.start], change.printed)
            position = change.span.end
        pieces.append(self.text[position : span.end])
        return "".join(pieces)

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at `offset` stands; None for formats without pages."""
        if offset < len(self.glyphs.pages) and self.glyphs.pages[offset]:
            return self.glyphs.pages[offset]
        for page in self.pages:
            if page.span.start <= offset < page.span.end:
                return page.number
        return None

    def places(self, span: Span) -> tuple[Place, ...]:
        """Where `span` was printed: boxes, or only the page where the format has no geometry."""
        found = self.glyphs.places(span)
        if found:
            return found
        page = self.page_at(span.start)
        return (Place(page=page),) if page is not None else ()
