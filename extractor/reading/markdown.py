"""Markdown, as converters of documents write it: headings, pipe tables, HTML tables between paragraphs."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.model.document import Document
from extractor.reading.build import DocumentBuilder
from extractor.reading.cells import finished, lines_as_inks
from extractor.reading.guards import Allowance
from extractor.reading.html import write_fragment
from extractor.reading.ink import Grid, GridCell, Ink
from extractor.reading.paragraphs import joint, paragraph_starts
from extractor.reading.text import decode_text

_HEADING = regex.compile(r" {0,3}(#{1,6})[ \t]++(\S.*?)(?:[ \t]++#++)?[ \t]*+$")
_UNDERLINE = regex.compile(r" {0,3}(?:(=)=*+|(-)--*+)[ \t]*+$")
_RULE = regex.compile(r" {0,3}(?:(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,})$")
_SEPARATOR = regex.compile(r"[ \t]*+\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+$")
_FENCE = regex.compile(r" {0,3}(```|~~~)")
_PREFIX = regex.compile(r"[ \t]*+(?:>[ \t]?+)*+(?:[-*+•][ \t]++(?:\[[ xX]\][ \t]++)?+)?+")
_ORDERED = regex.compile(r"[ \t]*+\d{1,3}[.)][ \t]")
_IMAGE = regex.compile(r"!\[[^\]\n]{0,300}+\]\([^)\n]{0,1000}+\)")
_LINK = regex.compile(r"\[([^\[\]\n]{1,300}+)\]\([^)\n]{0,1000}+\)")
_EMPHASIS = regex.compile(r"(\*\*|__|~~|(?<![*0-9A-Za-z])\*(?=\S)|`)(?=\S)([^*_`~\n]{1,2000}+)\1")
_TAG = regex.compile(
    r"</?(?:b|i|u|em|strong|span|font|sup|sub|p|div|center|a|img|small|mark|del|ins)\b[^<>\n]{0,300}+>",
    regex.IGNORECASE,
)
_BREAK = regex.compile(r"<br\s*+/?+>", regex.IGNORECASE)
_ESCAPE = regex.compile(r"\\([!-/:-@\[-`{-~])")
_TABLE_START = regex.compile(r"[ \t]*+<table\b", regex.IGNORECASE)
_MOST_COLUMNS = 400


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of running text; `apart` where an empty line stands before it."""

    text: str
    number: int
    apart: bool


def read_markdown(data: bytes, name: str, allowance: Allowance) -> Document:
    """Reads Markdown; marks of formatting are taken away, headings keep their level.

    Raises:
        UnreadableFile: not text, or empty.
        LimitExceeded: tables beyond the limits.
    """
    text, faults = decode_text(data, allowance.where or name)
    builder = DocumentBuilder(format="markdown", reader="markdown-1")
    for kind, detail in faults:
        builder.fault(kind, detail)
    _Reader(builder, allowance, _body(text).split("\n")).read()
    return builder.build()


def _body(text: str) -> str:
    """Without the block of settings that some programs write above the text; its lines stay, empty, for numbering."""
    if not text.startswith("---\n"):
        return text
    end = text.find("\n---", 3)
    head = text[: end + 4] if 0 < end < 4000 else ""
    settings = head and all(":" in line or line.startswith(("-", " ")) for line in head.split("\n")[1:-1] if line)
    return "\n" * head.count("\n") + text[len(head) :] if settings else text


class _Reader:
    """Walks over the lines once."""

    def __init__(self, builder: DocumentBuilder, allowance: Allowance, lines: Sequence[str]) -> None:
        self._builder = builder
        self._allowance = allowance
        self._lines = lines
        self._pending: list[_Line] = []
        self._at = 0
        self._gap = True

    def read(self) -> None:
        """Writes everything into the builder."""
        while self._at < len(self._lines):
            if self._at % 256 == 0:
                self._allowance.tick()
            line = self._lines[self._at]
            if not line.strip():
                self._gap = True
                self._at += 1
            elif not self._heading(line) and not self._table(line) and not self._other(line):
                self._pending.append(_Line(line, self._at + 1, self._gap))
                self._gap = False
                self._at += 1
        self._end_paragraphs()

    def _heading(self, line: str) -> bool:
        match = _HEADING.match(line)
        if match is not None:
            self._write_heading(match[2], len(match[1]))
            self._at += 1
            return True
        following = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else ""
        underline = _UNDERLINE.match(following)
        if underline is None or not self._gap or "|" in line or _RULE.match(line):
            return False
        self._write_heading(line, 1 if underline[1] else 2)
        self._at += 2
        return True

    def _write_heading(self, text: str, level: int) -> None:
        self._end_paragraphs()
        self._builder.paragraph((Ink(plain(text), number=self._at + 1),), outline_level=level)
        self._gap = True

    def _table(self, line: str) -> bool:
        if _TABLE_START.match(line):
            self._end_paragraphs()
            self._html_table()
            return True
        following = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else ""
        ruled = "|" in line and "-" in following and _SEPARATOR.match(following) is not None
        if not ruled and not (_is_row(line) and _is_row(following)):
            return False
        self._end_paragraphs()
        start = self._at
        while self._at < len(self._lines) and ("|" in self._lines[self._at]):
            self._at += 1
        rows = [cells_of(row) for row in self._lines[start : self._at] if not _SEPARATOR.match(row)]
        self._write_rows(rows)
        self._gap = True
        return True

    def _html_table(self) -> None:
        """From `<table` to the end of that table, however its lines are broken."""
        start, depth = self._at, 0
        while self._at < len(self._lines):
            lower = self._lines[self._at].lower()
            depth += lower.count("<table") - lower.count("</table")
            self._at += 1
            if depth <= 0:
                break
        write_fragment(self._builder, "\n".join(self._lines[start : self._at]), self._allowance)
        self._gap = True

    def _other(self, line: str) -> bool:
        """Code fences and rules, which show nothing themselves."""
        if _FENCE.match(line) or _RULE.match(line):
            self._at += 1
            self._gap = True
            return True
        return False

    def _write_rows(self, rows: Sequence[Sequence[str]]) -> None:
        columns = min(max(map(len, rows)), _MOST_COLUMNS)
        self._allowance.cells(columns * len(rows))
        cells = [
            GridCell(row=index, column=column, inks=_cell_inks(row[column] if column < len(row) else ""))
            for index, row in enumerate(rows)
            for column in range(columns)
        ]
        grid = Grid(cells=tuple(cells), row_count=len(rows), column_count=columns, merges_known=False)
        self._builder.table(finished(grid))

    def _end_paragraphs(self) -> None:
        lines = [plain(_PREFIX.sub("", line.text, count=1)) for line in self._pending]
        if lines:
            starts = paragraph_starts(lines)
            inks: list[Ink] = []
            for line, text, begins in zip(self._pending, lines, starts, strict=True):
                if inks and (begins or line.apart or _is_listed(line.text)):
                    self._builder.paragraph(inks)
                    inks = []
                inks.append(Ink(text, number=line.number, before=joint(inks[-1].text, text) if inks else None))
            self._builder.paragraph(inks)
        self._pending = []


def _is_listed(line: str) -> bool:
    """Whether a line begins an item of a list or a quotation."""
    prefix = _PREFIX.match(line)
    return bool(prefix is not None and prefix.group().strip()) or _ORDERED.match(line) is not None


def _is_row(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) > 2 and stripped[0] == stripped[-1] == "|" and stripped.count("|") > 2


def cells_of(line: str) -> list[str]:
    """The cells of a pipe row; an escaped bar belongs to its cell."""
    stripped = line.strip().removeprefix("|")
    if stripped.endswith("|") and not stripped.endswith("\\|"):
        stripped = stripped[:-1]
    return [cell.replace("\\|", "|").strip() for cell in regex.split(r"(?<!\\)\|", stripped)]


def _cell_inks(text: str) -> tuple[Ink, ...]:
    return lines_as_inks(plain(piece) for piece in _BREAK.split(text))


def plain(text: str) -> str:
    """Text without the marks of formatting."""
    text = _BREAK.sub(" ", _IMAGE.sub("", text))
    text = _TAG.sub("", _LINK.sub(r"\1", text))
    for _ in range(3):  # emphasis inside emphasis
        text, count = _EMPHASIS.subn(r"\2", text)
        if not count:
            break
    return html.unescape(_ESCAPE.sub(r"\1", text)).strip()
