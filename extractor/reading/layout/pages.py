"""The order of layout: furniture off, tables found and stitched, lines joined, everything written in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.model.spans import Box
from extractor.reading.build import DocumentBuilder
from extractor.reading.grids import judge_completeness
from extractor.reading.guards import Allowance
from extractor.reading.layout.flow import PlacedLine, paragraph_groups, place, text_area
from extractor.reading.layout.lines import TextLine, to_lines
from extractor.reading.layout.margins import PageLines, page_furniture
from extractor.reading.layout.stitching import Stitched
from extractor.reading.layout.tables import DenseRules, PageTable, find_tables
from extractor.reading.marks import PageMarks

_CAPTION_GAP = 40.0


@dataclass(slots=True)
class _PageLayout:
    number: int
    height: float
    lines: list[TextLine]
    tables: list[PageTable]
    furniture: dict[int, str] = field(default_factory=dict)

    def running_lines(self) -> list[TextLine]:
        """The lines outside tables that are no furniture."""
        return [line for index, line in enumerate(self.lines) if index not in self.furniture]

    def blocks(self) -> list[TextLine | PageTable]:
        """Lines and tables from top to bottom, without furniture."""
        everything: list[TextLine | PageTable] = [*self.running_lines(), *self.tables]
        return sorted(everything, key=_top)


def lay_out(pages: Iterable[PageMarks], builder: DocumentBuilder, allowance: Allowance) -> None:
    """Write the pages into `builder`: paragraphs and tables in reading order, page furniture apart.

    `pages` are taken one by one, and the characters of each are let go once its lines are spelt.
    """
    layouts: list[_PageLayout] = []
    for marks in pages:
        allowance.tick()
        _announce(marks, builder)
        outside = marks.drop_unprintable()
        if outside.strip():
            builder.furniture("hidden", outside, marks.number)
        layouts.append(_page_layout(marks, builder, allowance))
    found = page_furniture([PageLines(page.number, page.height, page.lines) for page in layouts])
    for page in layouts:
        page.furniture = found.get(page.number, {})
        for index, kind in sorted(page.furniture.items()):
            line = page.lines[index]
            builder.furniture(kind, line.text, page.number, line.box)
    _Writer(builder).write(layouts)


def _page_layout(marks: PageMarks, builder: DocumentBuilder, allowance: Allowance) -> _PageLayout:
    try:
        tables, outside = find_tables(marks.rules, marks.glyphs)
    except DenseRules:
        what = "its ruled lines are too many to bound tables; its text was read without them"
        builder.fault("skipped_part", what, page=marks.number)
        tables, outside = [], marks.glyphs
    allowance.cells(sum(table.row_count * table.column_count for table in tables))
    lines = to_lines(outside)
    for line in lines:
        line.settle()
    for table in tables:
        for cell in table.cells:
            for line in cell.lines:
                line.settle()
    return _PageLayout(marks.number, marks.height, lines, tables)


def _announce(marks: PageMarks, builder: DocumentBuilder) -> None:
    builder.page(
        marks.number,
        width=marks.width,
        height=marks.height,
        source=marks.source,
        text_confidence=marks.confidence,
    )
    builder.seen(sum(not glyph.text.isspace() for glyph in marks.glyphs))
    if not marks.glyphs and marks.images:
        builder.page_without_text(marks.number)
        builder.fault("no_text_layer", "the page is a picture without a text layer", page=marks.number)
    if marks.damaged > 0.02 * (len(marks.glyphs) + marks.damaged):
        detail = f"{marks.damaged} characters have no readable code in the font"
        builder.fault("damaged_font", detail, page=marks.number)


@dataclass(slots=True)
class _Writer:
    """Collects lines and table parts until they are whole, then writes them."""

    builder: DocumentBuilder
    lines: list[PlacedLine] = field(default_factory=list)
    table: Stitched | None = None

    def write(self, layouts: Sequence[_PageLayout]) -> None:
        usual = text_area([page.running_lines() for page in layouts])
        for page in layouts:
            blocks = page.blocks()
            placed = place(page.number, [block for block in blocks if isinstance(block, TextLine)], usual)
            following = iter(placed)
            for index, block in enumerate(blocks):
                if isinstance(block, TextLine):
                    self._end_table()
                    self.lines.append(next(following))
                    continue
                number = page.number
                if self.table is not None and index == 0 and self._goes_on(number, block):
                    self.table.add(number, block)
                    continue
                self._end_table()
                self._end_lines()
                self.table = Stitched.begin(number, block)
        self._end_table()
        self._end_lines()

    def _goes_on(self, page: int, block: PageTable) -> bool:
        return self.table is not None and self.table.last_page == page - 1 and self.table.fits(block)

    def _end_table(self) -> None:
        if self.table is not None:
            grid = judge_completeness(self.table.grid())
            self.table = None
            self._end_lines()
            self.builder.table(grid)

    def _end_lines(self) -> None:
        for group in paragraph_groups(self.lines):
            self.builder.paragraph([entry.line.ink(entry.page) for entry in group])
        self.lines = []


def _top(block: TextLine | PageTable) -> tuple[float, float]:
    box: Box = block.box
    return box.top, box.x0
