"""Putting a document together: what all readers share.

A reader hands over, in reading order, paragraphs and grids made of `Ink` (characters as printed, with their page and
boxes where the format has them); the builder folds them to the canonical text, and keeps every way back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractor.model.document import (
    Cell,
    Document,
    Furniture,
    Glyphs,
    Line,
    Page,
    Paragraph,
    ReadingCoverage,
    ReadingFault,
    Substitution,
    Table,
)
from extractor.model.spans import Box, Span
from extractor.reading.ink import Grid, GridCell, Ink, between
from extractor.reading.normalise import fold, fold_text


@dataclass(slots=True)
class _PageNote:
    number: int
    width: float
    height: float
    rotation: int
    source: str
    text_confidence: float | None
    start: int


@dataclass(slots=True)
class DocumentBuilder:
    """Collects a document in reading order; `build` closes it."""

    format: str
    reader: str
    part: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _lines: list[Line] = field(default_factory=list)
    _line_number: int = 0
    _paragraphs: list[Paragraph] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _furniture: list[Furniture] = field(default_factory=list)
    _substitutions: list[Substitution] = field(default_factory=list)
    _faults: list[ReadingFault] = field(default_factory=list)
    _pages: list[_PageNote] = field(default_factory=list)
    _by_number: dict[int, _PageNote] = field(default_factory=dict)
    _page: int = 0
    _glyphs: Glyphs = field(default_factory=Glyphs)
    _geometry: bool = False
    _seen: int = 0
    _placed: int = 0
    _pages_without_text: list[int] = field(default_factory=list)

    def page(
        self,
        number: int,
        *,
        width: float = 0.0,
        height: float = 0.0,
        rotation: int = 0,
        source: str = "text-layer",
        text_confidence: float | None = None,
    ) -> None:
        """A page begins here (with the next character that is added); sizes in points."""
        note = _PageNote(number, width, height, rotation, source, text_confidence, -1)
        self._pages.append(note)
        self._by_number[number] = note
        self._page = number

    def start_page(self, number: int) -> None:
        """Characters of page `number` begin at the end of what was written; for text that runs over a page break."""
        note = self._by_number.get(number)
        if note is not None and note.start < 0:
            note.start = self._length

    def page_without_text(self, number: int) -> None:
        """Page `number` shows something but holds no text layer."""
        self._pages_without_text.append(number)

    def paragraph(
        self,
        inks: Sequence[Ink] | str,
        *,
        list_number: str = "",
        outline_level: int | None = None,
        role: str = "body",
    ) -> Span:
        """Adds one paragraph made of its source lines; returns where it stands. Empty paragraphs are not written."""
        if isinstance(inks, str):
            inks = (Ink(inks, self._page),)
        inks = [ink for ink in inks if ink.text]
        if not inks:
            return Span(start=self._length, end=self._length)
        start = self._begin_line()
        self._write_inks(inks)
        span = Span(start=start, end=self._length)
        page = next((ink.page for ink in inks if ink.page), self._page)
        self._paragraphs.append(
            Paragraph(span=span, page=page, list_number=list_number, outline_level=outline_level, role=role)
        )
        return span

    def table(
        self,
        grid: Grid,
        *,
        caption_span: Span | None = None,
        caption: str = "",
        parent: tuple[int, int] | None = None,
    ) -> int:
        """Adds a grid, one line a row, nested grids after it; returns its ordinal.

        The outermost table is written first and its nested ones follow breadth first, so depth costs no stack.
        """
        queue: list[tuple[Grid, tuple[int, int] | None]] = [(grid, parent)]
        first = len(self._tables)
        for current, above in queue:
            ordinal = len(self._tables)
            cells, span = self._write_grid(current)
            top = current is grid
            self._tables.append(
                Table(
                    ordinal=ordinal,
                    cells=cells,
                    row_count=current.row_count,
                    column_count=current.column_count,
                    first_page=current.first_page or self._page,
                    last_page=current.last_page or current.first_page or self._page,
                    span=span,
                    caption=self._caption(caption, caption_span) if top else "",
                    caption_span=caption_span if top else None,
                    complete=current.complete,
                    faults=current.faults,
                    repeated_headers=current.repeated_headers,
                    page_breaks=current.page_breaks,
                    parent=above,
                    merges_known=current.merges_known,
                    sheet=current.sheet,
                )
            )
            if not current.complete:
                detail = "; ".join(current.faults) or "the table is cut off"
                self.fault("cut_table", detail, page=current.first_page or None, span=span)
            for index, cell in enumerate(_ordered(current.cells)):
                queue.extend((nested, (ordinal, index)) for nested in cell.nested)
        self._link_nested(first)
        return first

    def furniture(self, kind: str, text: str, page: int, box: Box | None = None) -> None:
        """Keeps text that belongs to the page, outside the canonical text."""
        self._placed += _ink_count(text)
        self._furniture.append(Furniture(kind=kind, text=fold_text(text), page=page, box=box))

    def fault(self, kind: str, detail: str, *, page: int | None = None, span: Span | None = None) -> None:
        """Records something that our reading could not do well."""
        self._faults.append(ReadingFault(kind=kind, detail=detail, page=page, span=span))

    def seen(self, characters: int) -> None:
        """Counts printed characters (without blanks) that the source holds, placed or not."""
        self._seen += characters

    @property
    def length(self) -> int:
        """Canonical characters so far."""
        return self._length

    @property
    def table_count(self) -> int:
        """Tables so far."""
        return len(self._tables)

    def build(self) -> Document:
        """The finished document."""
        text = "".join(self._pieces)
        if self._geometry:
            self._pad_glyphs()
        return Document(
            text=text,
            format=self.format,
            reader=self.reader,
            pages=self._closed_pages(),
            lines=tuple(self._lines),
            paragraphs=tuple(self._paragraphs),
            tables=tuple(self._tables),
            furniture=tuple(self._furniture),
            substitutions=tuple(self._substitutions),
            faults=tuple(self._faults),
            coverage=ReadingCoverage(
                characters=max(self._seen, self._placed),
                placed=self._placed,
                pages=len(self._pages),
                pages_without_text=tuple(self._pages_without_text),
            ),
            glyphs=self._glyphs,
            part=self.part,
            metadata=self.metadata,
        )

    def _caption(self, caption: str, span: Span | None) -> str:
        if caption or span is None:
            return fold_text(caption).strip()
        position, text = self._length, ""
        for piece in reversed(self._pieces):
            if position <= span.start:
                break
            position -= len(piece)
            text = piece + text
        return text[span.start - position : span.end - position]

    def _begin_line(self) -> int:
        if self._length:
            self._pieces.append("\n")
            self._length += 1
        return self._length

    def _write_inks(self, inks: Iterable[Ink]) -> None:
        last = ""
        for ink in inks:
            gap = between(ink, last)
            if gap:
                self._pieces.append(gap)
                self._length += len(gap)
            start = self._length
            self._write(ink)
            last = ink.text or last
            self._line_number = ink.number or self._line_number + 1
            self._lines.append(
                Line(span=Span(start=start, end=self._length), page=ink.page or self._page, number=self._line_number)
            )

    def _write(self, ink: Ink) -> None:
        page = ink.page or self._page
        if page:
            self.start_page(page)
        folded = fold(ink.text)
        self._placed += _ink_count(folded.text)
        for start, end, printed in folded.changes:
            span = Span(start=self._length + start, end=self._length + end)
            self._substitutions.append(Substitution(span=span, printed=printed))
        if ink.boxes is not None:
            self._geometry = True
            self._pad_glyphs()
            self._glyphs.pages.extend([page] * len(folded.text))
            if folded.origins is None:
                self._glyphs.boxes.extend(ink.boxes)
            else:
                for origin in folded.origins:
                    self._glyphs.boxes.extend(ink.boxes[4 * origin : 4 * origin + 4])
        self._pieces.append(folded.text)
        self._length += len(folded.text)

    def _pad_glyphs(self) -> None:
        missing = self._length - len(self._glyphs.pages)
        if missing > 0:
            self._glyphs.pages.extend([0] * missing)
            self._glyphs.boxes.frombytes(bytes(16 * missing))

    def _write_grid(self, grid: Grid) -> tuple[tuple[Cell, ...], Span]:
        rows: list[list[GridCell]] = [[] for _ in range(grid.row_count)]
        for cell in _ordered(grid.cells):
            rows[cell.row].append(cell)
        written: list[Cell] = []
        begin = self._begin_line()
        for index, row in enumerate(rows):
            if index:
                self._pieces.append("\n")
                self._length += 1
            for position, cell in enumerate(row):
                if position:
                    self._pieces.append("\t")
                    self._length += 1
                start = self._length
                self._write_inks(cell.inks)
                written.append(self._cell(cell, start))
        return tuple(written), Span(start=begin, end=self._length)

    def _cell(self, cell: GridCell, start: int) -> Cell:
        text, needed = [], self._length - start
        for piece in reversed(self._pieces):
            if needed <= 0:
                break
            text.append(piece)
            needed -= len(piece)
        return Cell(
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            text="".join(reversed(text)),
            span=Span(start=start, end=self._length),
            places=cell.places,
            confidence=cell.confidence,
        )

    def _link_nested(self, first: int) -> None:
        inside: dict[tuple[int, int], list[int]] = {}
        for table in self._tables[first:]:
            if table.parent is not None:
                inside.setdefault(table.parent, []).append(table.ordinal)
        for (ordinal, index), nested in inside.items():
            if ordinal < first:
                continue
            table = self._tables[ordinal]
            cells = list(table.cells)
            cells[index] = replace(cells[index], tables=tuple(nested))
            self._tables[ordinal] = replace(table, cells=tuple(cells))

    def _closed_pages(self) -> tuple[Page, ...]:
        end = self._length
        pages: list[Page] = []
        for note in reversed(self._pages):
            start = end if note.start < 0 else min(note.start, end)
            pages.append(
                Page(
                    number=note.number,
                    width=note.width,
                    height=note.height,
                    rotation=note.rotation,
                    span=Span(start=start, end=end),
                    source=note.source,
                    text_confidence=note.text_confidence,
                )
            )
            end = start
        return tuple(reversed(pages))


def _ordered(cells: Iterable[GridCell]) -> list[GridCell]:
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _ink_count(text: str) -> int:
    return len(text) - text.count(" ")
