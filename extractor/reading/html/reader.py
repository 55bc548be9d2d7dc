"""Pages to neutral documents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from selectolax.lexbor import LexborNode

from extractor.errors import UnreadableFile
from extractor.model.document import Document
from extractor.reading.build import DocumentBuilder
from extractor.reading.cells import finished, lines_as_inks
from extractor.reading.guards import Allowance
from extractor.reading.html.flow import Block, Flow
from extractor.reading.html.markup import Markup, page_of_message, parse_page
from extractor.reading.html.portal import mark_margins
from extractor.reading.html.tables import DataTables, read_grid
from extractor.reading.ink import Grid, Ink
from extractor.reading.paragraphs import display_width, full_width, is_item, joint, paragraph_starts

_DEPTH = 8  # tables in tables
_WRAPPED_LINES = 4
_FULL = 0.88  # a wrapped line fills so much of the measure


def read_html(data: bytes, name: str, allowance: Allowance) -> Document:
    """Reads a page; menus, link lists and footers around the report become furniture.

    Raises:
        UnreadableFile: the page shows no text.
        LimitExceeded: elements or cells beyond the limits.
    """
    return _document(parse_page(data, allowance), allowance)


def read_mhtml(data: bytes, name: str, allowance: Allowance) -> Document:
    """Reads the page inside a web archive. Raises as `read_html`."""
    return _document(page_of_message(data, allowance), allowance)


def write_fragment(builder: DocumentBuilder, markup: str, allowance: Allowance) -> None:
    """Adds a piece of HTML that stands in another format (a table inside Markdown)."""
    _PageReader(parse_page(markup.encode(), allowance, "utf-8"), allowance, builder).read()


def _document(markup: Markup, allowance: Allowance) -> Document:
    metadata = {"encoding": markup.decoded.encoding} | ({"title": markup.title} if markup.title else {})
    builder = DocumentBuilder(format="html", reader="html-1", metadata=metadata)
    _PageReader(markup, allowance, builder).read()
    return builder.build()


class _PageReader:
    """One page: its blocks to paragraphs, tables and furniture."""

    def __init__(self, markup: Markup, allowance: Allowance, builder: DocumentBuilder) -> None:
        self._markup = markup
        self._allowance = allowance
        self._is_data = DataTables(allowance)
        self._builder = builder
        self._depth = 0

    def read(self) -> None:
        """Writes the page into the builder."""
        root = self._markup.tree.body or self._markup.tree.root
        if root is None:
            raise UnreadableFile("the page is empty", where=self._allowance.where, expected="a page with text")
        if self._markup.decoded.undecodable:
            detail = f"{self._markup.decoded.undecodable} character(s) could not be decoded"
            self._builder.fault("undecodable", detail)
        if self._markup.tree.css_first("frameset") is not None:
            self._builder.fault("skipped_part", "the page is a frame around other pages, which are not in this file")
        blocks = list(Flow(root, self._is_data, self._allowance).blocks())
        for block in blocks:
            if block.table is not None:
                _measure(block)
        shown = [block for block in blocks if not block.hidden]
        for block in blocks:
            if block.hidden:
                self._builder.furniture("hidden", block.text, 0)
        margins = mark_margins(shown, self._markup.title)
        for block, margin in zip(shown, margins, strict=True):
            if margin:
                self._builder.furniture("menu", _plain(block), 0)
        self._write([block for block, margin in zip(shown, margins, strict=True) if not margin])

    def _write(self, blocks: Sequence[Block]) -> None:
        """Tables as they come; runs of text blocks as paragraphs."""
        run: list[Block] = []
        for block in (*blocks, None):
            if block is not None and block.table is None:
                run.append(block)
                continue
            self._write_run(run)
            run = []
            if block is not None and block.table is not None:
                self._table(block.table)

    def _write_run(self, blocks: Sequence[Block]) -> None:
        lines = [line for block in blocks for line in _lines_of(block)]
        if _is_wrapped(lines):
            self._write_joined(lines)
            return
        for block in blocks:
            for index, paragraph in enumerate(_paragraphs_of(block)):
                number = block.list_number if index == 0 else ""
                inks = _joined_inks(paragraph)
                self._builder.paragraph(inks, list_number=number, outline_level=block.heading)

    def _write_joined(self, lines: Sequence[str]) -> None:
        """Each line of a converted page stands in an element of its own: joined like lines of plain text."""
        paragraph: list[str] = []
        for line, begins in zip(lines, paragraph_starts(lines), strict=True):
            if begins and paragraph:
                self._builder.paragraph(_joined_inks(paragraph))
                paragraph = []
            paragraph.append(line)
        self._builder.paragraph(_joined_inks(paragraph))

    def _table(self, node: LexborNode) -> None:
        caption = next((child for child in node.iter() if child.tag == "caption"), None)
        text = " ".join(caption.text().split()) if caption is not None else ""
        span = self._builder.paragraph(text) if text else None
        grid = read_grid(node, self._cell, self._allowance)
        if any(cell.inks or cell.nested for cell in grid.cells):
            self._builder.table(finished(grid), caption_span=span)

    def _cell(self, node: LexborNode) -> tuple[tuple[Ink, ...], tuple[Grid, ...]]:
        lines: list[str] = []
        nested: list[Grid] = []
        self._depth += 1
        for block in Flow(node, self._is_data, self._allowance).blocks():
            if block.hidden:
                self._builder.furniture("hidden", block.text, 0)
            elif block.table is None:
                own = _lines_of(block)
                lines += [block.list_number + own[0], *own[1:]] if own else []
            elif self._depth < _DEPTH:
                nested.append(read_grid(block.table, self._cell, self._allowance))
            else:
                self._builder.fault("skipped_part", f"tables more than {_DEPTH} deep")
        self._depth -= 1
        return lines_as_inks(lines), tuple(grid for grid in nested if grid.cells)


def _measure(block: Block) -> None:
    if block.table is not None:
        block.characters = len("".join(block.table.text().split()))
        block.linked = sum(len("".join(link.text().split())) for link in block.table.css("a"))


def _plain(block: Block) -> str:
    if block.table is not None:
        return " ".join(block.table.text().split())
    return " ".join(" ".join(block.lines).split())


def _lines_of(block: Block) -> list[str]:
    return [line.strip() for line in block.lines if line.strip()]


def _paragraphs_of(block: Block) -> list[list[str]]:
    """The paragraphs inside one element: editors put line breaks where they mean new paragraphs."""
    lines = _lines_of(block)
    if block.heading is not None or len(lines) < 2:
        return [lines]
    starts = paragraph_starts(lines) if _is_wrapped(lines) else [True] * len(lines)
    paragraphs: list[list[str]] = []
    for line, begins in zip(lines, starts, strict=True):
        if begins or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines were broken by a layout: several in a row fill one measure and end inside a sentence."""
    measure = full_width(lines)
    if len(lines) < _WRAPPED_LINES or measure < 40:
        return False
    broken = sum(
        1
        for line, following in pairwise(lines)
        if _FULL * measure <= display_width(line) <= measure + 2
        and line[-1] not in "。！？；：.!?;:"
        and not is_item(following)
    )
    return broken * 3 >= len(lines)


def _joined_inks(lines: Sequence[str]) -> list[Ink]:
    return [Ink(line, before=joint(lines[index - 1], line) if index else None) for index, line in enumerate(lines)]
