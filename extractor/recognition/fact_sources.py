"""Where the facts of a report are looked for: its title, its lines, the labels of its head, its file's name."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.model.document import Document
from extractor.model.report import Section
from extractor.model.spans import Span
from extractor.model.views import view
from extractor.packs.patterns import Pattern

GROUP = "recognition/facts"
TITLE_LINES = 30
TITLE_LENGTH = 80
COVER_LINES = 60

Patterns = dict[str, Pattern]
# A heading that reading joined to the title above it: …自评报告第一部分项目概况.
_RUN_ON = regex.compile(r"(?<=报告)(?:第[一二三四五]部分|一、|（一）|目录).*$", regex.VERSION1)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as patterns see it."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What is looked at. `text` leaves out the lines that are only a day of writing, `cells` are those of tables."""

    lines: list[Line]
    title: Line | None
    labels: dict[str, str]
    file_name: str
    text: str
    cells: str
    headings: str


def read_lines(document: Document, span: Span) -> list[Line]:
    """The paragraphs of `span`."""
    lines = []
    for paragraph in document.paragraphs:
        if span.contains(paragraph.span) and paragraph.role != "menu":
            seen = view(document.text, paragraph.span)
            # A heading mark of a plain-text file (# 2023年度…) is no part of the line.
            text = seen.text.lstrip("#*")
            if text:
                lines.append(Line(text, paragraph.span))
    return lines


def find_title(
    document: Document, span: Span, lines: list[Line], sections: tuple[Section, ...], patterns: Patterns
) -> Line | None:
    """The line that names the document, with the lines right above that belong to it (unit, year)."""
    first_heading = min((section.heading.start for section in sections), default=span.end)
    front = [line for line in lines[:TITLE_LINES] if line.span.start < first_heading]
    front += _table_fronts(document, span)
    front = [Line(_RUN_ON.sub("", line.text), line.span) for line in front]
    weak: Line | None = None
    for position, line in enumerate(front):
        if len(line.text) > TITLE_LENGTH or patterns["title"].search(line.text) is None:
            continue
        if patterns["title_strong"].search(line.text) is not None:
            return _with_lines_above(front, position, patterns)
        weak = weak or _with_lines_above(front, position, patterns)
    return weak


def _table_fronts(document: Document, span: Span) -> list[Line]:
    """Captions and lone first cells of the tables in `span`: where forms print their title."""
    fronts: list[Line] = []
    for table in document.tables:
        if not span.contains(table.span):
            continue
        if table.caption and table.caption_span is not None:
            fronts.append(Line(view(table.caption).text, table.caption_span))
        for cell in table.cells[:4]:
            if cell.row <= 1 and cell.column == 0 and cell.text:
                fronts.append(Line(view(cell.text).text, cell.span))
    return fronts


def _with_lines_above(front: list[Line], position: int, patterns: Patterns) -> Line:
    start = position
    while start and position - start < 3 and _belongs_to_title(front[start - 1], patterns):
        start -= 1
    text = "".join(line.text for line in front[start : position + 1])
    return Line(text, Span(start=front[start].span.start, end=front[position].span.end))


def _belongs_to_title(line: Line, patterns: Patterns) -> bool:
    if len(line.text) > 40 or "：" in line.text or patterns["writing_date"].search(line.text) is not None:
        return False
    return any(patterns[name].search(line.text) is not None for name in ("year_line", "agency_line")) or (
        line.text.startswith("关于") or line.text.endswith(("关于", "年度", "部门", "整体支出", "单位"))
    )


def line_labels(lines: list[Line], label: Pattern) -> dict[str, str]:
    """Labels and values of a cover (部门名称：…), the first of each."""
    found: dict[str, str] = {}
    for line in lines[:COVER_LINES]:
        match = label.search(line.text) if len(line.text) <= TITLE_LENGTH else None
        if match is not None:
            found.setdefault(match["label"], match["value"])
    return found
