"""Several reports in one file: where each begins and ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.model.document import Document, Paragraph
from extractor.model.spans import Span
from extractor.model.views import view
from extractor.packs import Packs
from extractor.packs.patterns import Pattern
from extractor.packs.vocabulary import normal
from extractor.recognition.tables.bands import Band, closes_sheet, cut_into_bands
from extractor.recognition.tables.grid import Sheet, sheet_of
from extractor.recognition.tables.headers import Family, meanings
from extractor.recognition.tables.rejoined import part_headers

GROUP = "recognition/splitting"
_LONGEST_TITLE = 70
_LINES_ABOVE = 6
_LEAST_REPORT = 200
_LEAST_NARRATIVE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """Where a report may begin. `project` is the name on a form, `titled`: a title line stands above a form or text."""

    offset: int
    project: str = ""
    form: bool = False
    titled: bool = False
    forced: bool = False


def split_reports(document: Document, packs: Packs) -> tuple[Span, ...]:
    """The parts of the canonical text that are one report each, in order; at least one.

    A further report begins at the head of another form (项目名称 after a form that has its score sheet), at a further
    title line of a report, and at the numbered pieces of a collection. A narrative stays with the score sheet of its
    own object.
    """
    end = len(document.text)
    starts = sorted((*_form_starts(document, packs), *_text_starts(document, packs)), key=lambda start: start.offset)
    offsets = [0]
    first = 0
    for position, start in enumerate(starts):
        while starts[first].offset < offsets[-1]:
            first += 1
        before = document.text[offsets[-1] : start.offset]
        if start.offset > offsets[-1] and _stands_alone(start, starts[first:position], before):
            offsets.append(start.offset)
    return tuple(Span(start=a, end=b) for a, b in zip(offsets, [*offsets[1:], end], strict=True))


def _stands_alone(start: _Start, inside: Sequence[_Start], before: str) -> bool:
    """Whether what lies `before` is a report of its own, with the possible starts `inside`, and not this one's head."""
    if any(entry.form for entry in inside):
        return True
    if start.forced:
        return len(normal(before)) > _LEAST_REPORT
    told = any(entry.titled for entry in inside)
    if len(normal(before)) <= (_LEAST_NARRATIVE if told and start.project else _LEAST_REPORT):
        return False
    if start.form and start.project:
        # The form of the very project that the text before it tells of belongs to that text.
        return normal(start.project) not in normal(before[:_LEAST_REPORT])
    return start.titled and not start.form


def _form_starts(document: Document, packs: Packs) -> Iterator[_Start]:
    """The heads of forms: a row 项目名称 that is followed by a score sheet, or a title above one."""
    sheets = [part_headers(sheet, packs) for table in document.tables if (sheet := sheet_of(table)) is not None]
    bands = cut_into_bands(sheets, packs)
    heads = [found for position, band in enumerate(bands) if (found := _head(bands, position, packs)) is not None]
    paragraphs = _Paragraphs(document)
    for sheet, row, project in heads:
        table = sheet.table
        top = row <= _LINES_ABOVE and not any(s is sheet and r < row for s, r, _ in heads)
        offset = paragraphs.title_above(table.span.start, packs) if top else sheet.span(row).start
        titled = top and (offset < table.span.start or _titled_inside(sheet, row, packs))
        if project or titled:
            yield _Start(offset=offset, project=project, form=True, titled=titled)


def _titled_inside(sheet: Sheet, row: int, packs: Packs) -> bool:
    """Whether a title line stands inside the grid, above the head of the form, as in spreadsheets."""
    lines = [sheet.own_line(above) for above in range(row)]
    return any(
        len(cells) == 1 and _shape(packs, "form-title").fullmatch(sheet.texts[cells[0]]) is not None for cells in lines
    )


def _head(bands: Sequence[Band], position: int, packs: Packs) -> tuple[Sheet, int, str] | None:
    """The first row and the project of the form whose score sheet is the band at `position`."""
    band = bands[position]
    if band.family is not Family.INDICATORS or band.header is None:
        return None
    sheet, row, project = band.sheet, band.header.first, ""
    for earlier in reversed(bands[:position]):
        if earlier.family is Family.INDICATORS:
            if earlier.sheet is sheet and not any(closes_sheet(line, packs) for line in earlier.lines):
                # A second list of indicators under the same head (several goals of one project).
                return None if not project else (sheet, row, project)
            break
        for line in reversed(earlier.lines):
            name = _project(line.sheet, line.row, packs)
            if name:
                sheet, row, project = line.sheet, line.row, name
        if earlier.header is not None and not project:
            sheet, row = earlier.sheet, earlier.header.first
        if project:
            break
    if not project and sheet is band.sheet:
        row = min(row, next((line.row for line in bands[position].lines), row))
    return sheet, row, project


def _project(sheet: Sheet, row: int, packs: Packs) -> str:
    cells = sheet.own_line(row)
    for position, index in enumerate(cells[:-1]):
        if "project" in packs.tables.label_keys(sheet.texts[index]):
            value = sheet.texts[cells[position + 1]]
            return "" if meanings(value, packs) or packs.tables.label_keys(value) else value
    return ""


class _Paragraphs:
    """The paragraphs of a document in order, for looking upwards from a table."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraphs = sorted(document.paragraphs, key=lambda paragraph: paragraph.span.start)
        self._starts = [paragraph.span.start for paragraph in self._paragraphs]
        self._tables = sorted(table.span.end for table in document.tables)

    def title_above(self, offset: int, packs: Packs) -> int:
        """Where the title lines right above a table begin; `offset` itself where there is no title."""
        floor = self._tables[place - 1] if (place := bisect_left(self._tables, offset + 1)) else 0
        found = offset
        lowest = offset
        above = self._paragraphs[: bisect_left(self._starts, offset)]
        for paragraph in reversed(above[-_LINES_ABOVE:]):
            if paragraph.span.start < floor:
                break
            text = view(self._document.text, paragraph.span).text
            if _shape(packs, "form-title").fullmatch(text) or _shape(packs, "report-title").fullmatch(text):
                found = lowest = paragraph.span.start
            elif _shape(packs, "small-line").fullmatch(text):
                lowest = paragraph.span.start
            else:
                break
        return lowest if found < offset else offset


def _text_starts(document: Document, packs: Packs) -> Iterator[_Start]:
    for paragraph in document.paragraphs:
        if len(paragraph.span) > _LONGEST_TITLE:
            continue
        text = view(document.text, paragraph.span).text
        if _shape(packs, "piece-number").fullmatch(text):
            yield _Start(offset=paragraph.span.start, forced=True)
        elif _shape(packs, "report-title").fullmatch(text) and _has_text(document, paragraph):
            yield _Start(offset=paragraph.span.start, titled=True)


def _has_text(document: Document, title: Paragraph) -> bool:
    """Whether a narrative follows a title line: an entry of a list of contents has none."""
    following = document.text[title.span.end : title.span.end + 4 * _LEAST_REPORT]
    return any(len(line) > 40 and "\t" not in line for line in following.split("\n"))


def _shape(packs: Packs, name: str) -> Pattern:
    return packs.patterns.get(GROUP, name)
