"""The walk over a DOCX file: body, tables, boxes and notes to a neutral document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from extractor.model.document import Document
from extractor.reading.archives import local
from extractor.reading.build import DocumentBuilder
from extractor.reading.cells import apart, finished
from extractor.reading.docx import blocks
from extractor.reading.docx.numbering import Numbering
from extractor.reading.docx.package import Package, open_package
from extractor.reading.docx.runs import Content, Pager, read_runs
from extractor.reading.docx.styles import Styles
from extractor.reading.docx.tables import CellContent, CellReader, read_table
from extractor.reading.guards import Allowance
from extractor.reading.ink import Grid, Ink
from extractor.reading.office import child, metadata_of, number, value

READER = "docx-1"
_DEPTH = 12  # tables in tables, boxes in boxes
_FOREIGN = (("aFChunk", "an embedded foreign document"), ("diagramData", "a diagram"), ("chart", "a chart"))
_TWIPS = 20.0  # twips to a point


def read_docx(data: bytes, name: str, allowance: Allowance) -> Document:
    """Reads a DOCX file, whether Word, WPS, LibreOffice or a library wrote it.

    Pages are those that the writing program recorded; without such records the document has none.

    Raises:
        UnreadableFile, LimitExceeded: see `open_package`.
    """
    package = open_package(data, allowance)
    walk = _Walk(package, name, allowance)
    walk.body()
    walk.notes()
    walk.margins()
    walk.foreign_parts()
    return walk.builder.build()


class _Walk:
    """The state of reading one document: the open lists, the page, the notes met on the way."""

    def __init__(self, package: Package, name: str, allowance: Allowance) -> None:
        self.builder = DocumentBuilder(format="docx", reader=READER, metadata=metadata_of(package.archive))
        self._package = package
        self._allowance = allowance
        self._styles = Styles(package)
        self._numbering = Numbering(package)
        recorded = next(package.root.iter("{*}lastRenderedPageBreak"), None) is not None
        self._pager = Pager(1 if recorded else 0)
        self._size = _page_size(package.root)
        self._declared = 0
        self._pending: list[Ink] = []  # of paragraphs whose mark was deleted: they run into the next one
        self._notes: list[tuple[str, str]] = []
        self._objects = self._pictures = 0
        self._depth = 0

    def body(self) -> None:
        """The main text."""
        body = child(self._package.root, "body")
        if body is None:
            body = self._package.root
        self._declare_pages(self._pager.page)
        self._blocks(body, "body")
        if self._pending:
            self._write(self._pending, role="body")
        self._declare_pages(self._pager.page)

    def notes(self) -> None:
        """Foot- and endnotes, in the order in which the text refers to them."""
        for kind in ("footnote", "endnote"):
            wanted = [identifier for of_kind, identifier in self._notes if of_kind == kind]
            root = self._package.part(kind + "s") if wanted else None
            notes: Iterable[etree._Element] = () if root is None else root
            texts = {value(note, "id") or "": note for note in notes if local(note) == kind}
            for identifier in dict.fromkeys(wanted):
                if identifier in texts:
                    self._blocks(texts[identifier], "note")

    def margins(self) -> None:
        """Headers and footers: furniture, each text once."""
        for kind in ("header", "footer"):
            texts = dict.fromkeys(text for root in self._package.parts(kind) for text in self._plain(root))
            for text in texts:
                self.builder.furniture("running_head" if kind == "header" else "running_foot", text, 0)
            for root in self._package.parts(kind):
                for path in root.iter("{*}textpath"):
                    self.builder.furniture("watermark", str(path.get("string") or ""), 0)

    def foreign_parts(self) -> None:
        """What a reader of the page sees and this reader does not."""
        kinds = {relation.kind for relation in self._package.relations.values()}
        for kind, what in _FOREIGN:
            if kind in kinds:
                self.builder.fault("skipped_part", f"{what} was not read")
        if self._objects:
            self.builder.fault("skipped_part", f"{self._objects} embedded object(s) were not read")
        if self._pictures and self.builder.length < 20 * self._pictures:
            self.builder.fault("no_text_layer", f"the text is in {self._pictures} picture(s)")

    def _blocks(self, container: etree._Element, role: str) -> None:
        if self._depth >= _DEPTH:
            self.builder.fault("skipped_part", f"boxes or tables more than {_DEPTH} deep")
            return
        self._depth += 1
        for element in blocks.blocks(container):
            self._allowance.tick()
            if local(element) == "p":
                self._paragraph(element, role)
            elif local(element) == "tbl":
                self._table(element, role)
        self._depth -= 1

    def _paragraph(self, element: etree._Element, role: str) -> None:
        content = self._content(element)
        inks = self._pending + content.inks
        properties = child(element, "pPr")
        self._pending = []
        if child(properties, "rPr", "del") is not None:
            self._pending = inks
        else:
            self._write(
                inks,
                role=role,
                list_number=self._number(properties),
                outline_level=self._styles.outline_level(properties),
            )
        for box in content.boxes:
            self._blocks(box, "box" if role == "body" else role)

    def _write(self, inks: list[Ink], *, role: str, list_number: str = "", outline_level: int | None = None) -> None:
        if not any(ink.text.strip() for ink in inks):
            return
        self._declare_pages(max(ink.page for ink in inks))
        self.builder.paragraph(_trimmed(inks), list_number=list_number, outline_level=outline_level, role=role)

    def _table(self, element: etree._Element, role: str) -> None:
        only = _frame(element)
        if only is not None:
            self._blocks(only, role)
            return
        start = self._pager.page
        grid = self._grid(element)
        self._declare_pages(self._pager.page)
        if grid.cells:
            self.builder.table(finished(replace(grid, first_page=start)))

    def _grid(self, element: etree._Element) -> Grid:
        return read_table(element, CellReader(self._cell, self._hide, self._pager, self._allowance))

    def _cell(self, cell: etree._Element) -> CellContent:
        inks: list[Ink] = []
        nested: list[Grid] = []
        queue: list[etree._Element] = [cell]
        self._depth += 1
        for container in queue:
            for element in blocks.blocks(container):
                if local(element) == "p":
                    content = self._content(element)
                    _append(inks, _numbered(content.inks, self._number(child(element, "pPr")), self._pager.page))
                    queue.extend(content.boxes)
                elif local(element) == "tbl" and self._depth < _DEPTH:
                    nested.append(self._grid(element))
                else:
                    self.builder.fault("skipped_part", f"a {local(element)} deep inside a table")
        self._depth -= 1
        return CellContent(tuple(_trimmed(inks)), tuple(grid for grid in nested if grid.cells))

    def _content(self, element: etree._Element) -> Content:
        content = read_runs(element, self._styles, self._pager)
        self._notes += content.notes
        self._objects += content.objects
        self._pictures += len(content.pictures)
        if content.hidden.strip():
            self.builder.furniture("hidden", content.hidden.strip(), self._pager.page)
        return content

    def _number(self, properties: etree._Element | None) -> str:
        found = self._styles.list_of(properties, self._numbering)
        return self._numbering.next_number(*found) if found is not None else ""

    def _hide(self, content: CellContent) -> None:
        text = "".join(ink.text for ink in content.inks).strip()
        if text:
            self.builder.furniture("hidden", text, self._pager.page)

    def _declare_pages(self, last: int) -> None:
        for page in range(self._declared + 1, last + 1):
            self._allowance.pages(1)
            width, height = self._size
            self.builder.page(page, width=width, height=height, source="flow")
            self._declared = page

    def _plain(self, container: etree._Element) -> Iterable[str]:
        for element in container.iter("{*}p"):
            text = "".join(ink.text for ink in read_runs(element, self._styles, Pager()).inks).strip()
            if text:
                yield text


def _page_size(root: etree._Element) -> tuple[float, float]:
    size = child(root, "body", "sectPr", "pgSz")
    return number(value(size, "w")) / _TWIPS, number(value(size, "h")) / _TWIPS


def _frame(table: etree._Element) -> etree._Element | None:
    """The only cell of a table that is merely a frame around text: with a table inside, or several paragraphs."""
    found: etree._Element | None = None
    for row in blocks.rows(table):
        for cell in blocks.cells(row):
            if found is not None:
                return None
            found = cell
    if found is None:
        return None
    inside = [local(element) for element in blocks.blocks(found)]
    return found if "tbl" in inside or inside.count("p") > 2 else None


def _numbered(inks: list[Ink], list_number: str, page: int) -> list[Ink]:
    """In a cell the list number becomes part of the text: it is all that people see of it there."""
    if not list_number:
        return inks
    first = Ink(list_number, inks[0].page if inks else page)
    return [first, *(replace(ink, before="") for ink in inks[:1]), *inks[1:]]


def _append(inks: list[Ink], more: list[Ink]) -> None:
    """Adds a paragraph of a cell; see `cells.apart` for what goes between two of them."""
    for index, ink in enumerate(more):
        joined = index == 0 and inks and ink.text
        inks.append(replace(ink, before=apart(inks[-1].text, ink.text)) if joined else ink)


def _trimmed(inks: list[Ink]) -> list[Ink]:
    """Without the blanks that only indent or centre: before the first and after the last character."""
    trimmed = [ink for ink in inks if ink.text]
    while trimmed and not trimmed[0].text.strip():
        trimmed.pop(0)
    while trimmed and not trimmed[-1].text.strip():
        trimmed.pop()
    if trimmed:
        trimmed[0] = replace(trimmed[0], text=trimmed[0].text.lstrip())
        trimmed[-1] = replace(trimmed[-1], text=trimmed[-1].text.rstrip())
    return trimmed
