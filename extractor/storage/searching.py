"""Chinese full-text search: one token a character, queries as phrases.

SQLite's own tokenizers find no Chinese word (`unicode61` takes a whole run for one token) or none shorter than three
characters (`trigram`). With every character a token of its own, a phrase query finds words of any length, with exactly
the hits of a scan over the text without layout blanks, letters folded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.model.views import view
from extractor.storage.records import ReportRecords

if TYPE_CHECKING:  # only to write: reading a report needs no database
    from sqlite_utils import Database

# What `unicode61` surely takes for a token character; anything else is written as its code point.
_CJK_FIRST, _CJK_LAST = "\u4e00", "\u9fa5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """A text that can be found: a paragraph or table row of a report, an indicator, or a metric."""

    kind: str
    row_id: str | None
    page: int | None
    char_start: int | None
    char_end: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place where all words were found."""

    report_id: str
    kind: str
    row_id: str | None
    page: int | None
    text: str
    agency: str | None
    fiscal_year: int | None
    file_name: str


def tokens(text: str) -> str:
    """`text` with one token a character, for the index and for phrases."""
    return " ".join(_token(character) for character in view(text).text.casefold())


def _token(character: str) -> str:
    if (character.isascii() and character.isalnum()) or _CJK_FIRST <= character <= _CJK_LAST:
        return character
    return f"u{ord(character):x}"


def match_expression(words: str) -> str:
    """The FTS5 query for `words`: each word a phrase, all of them required; the SQL function `fuhe_match`.

    For no words at all it is a phrase that is never found: FTS5 refuses an empty query.
    """
    phrases = [f'"{tokens(word)}"' for word in words.split() if tokens(word)]
    return " ".join(phrases) or '"nothing to find"'


def searchables(records: ReportRecords) -> Iterable[Searchable]:
    """Everything of a report that can be found."""
    starts = [page.char_start for page in records.pages]
    position = 0
    page = 0
    for line in records.text.text.split("\n"):
        while page + 1 < len(starts) and starts[page + 1] <= position:
            page += 1
        if line.strip():
            yield Searchable(
                kind="text",
                row_id=None,
                page=records.pages[page].page if records.pages else None,
                char_start=position,
                char_end=position + len(line),
                text=line,
            )
        position += len(line) + 1
    for indicator in records.indicators:
        yield Searchable(
            kind="indicator",
            row_id=indicator.id,
            page=indicator.page,
            char_start=indicator.char_start,
            char_end=indicator.char_end,
            text=indicator.name,
        )
    for metric in records.metrics:
        yield Searchable(
            kind="metric",
            row_id=metric.id,
            page=metric.page,
            char_start=metric.char_start,
            char_end=metric.char_end,
            text=f"{metric.name}\n{metric.subject}\n{metric.quote}",
        )


_SEARCH = """
SELECT
    search_rows.report_id, search_rows.kind, search_rows.row_id, search_rows.page,
    CASE search_rows.kind
        WHEN 'text' THEN substr(texts.text, search_rows.char_start + 1, search_rows.char_end - search_rows.char_start)
        WHEN 'indicator' THEN (SELECT indicators.name FROM indicators WHERE indicators.id = search_rows.row_id)
        ELSE (SELECT metrics.name || '：' || metrics.quote FROM metrics WHERE metrics.id = search_rows.row_id)
    END,
    reports.agency, reports.fiscal_year, reports.file_name
FROM search_index
JOIN search_rows ON search_rows.id = search_index.rowid
JOIN reports ON reports.id = search_rows.report_id
JOIN texts ON texts.report_id = search_rows.report_id
WHERE search_index MATCH ?
ORDER BY search_rows.report_id, search_rows.id
LIMIT ?
"""


def search(database: Database, words: str, limit: int = -1) -> list[Hit]:
    """The places where all `words` occur together; -1 for no limit."""
    found = database.conn.execute(_SEARCH, (match_expression(words), limit))
    return [
        Hit(
            report_id=report_id,
            kind=kind,
            row_id=row_id,
            page=page,
            text=text or "",
            agency=agency,
            fiscal_year=fiscal_year,
            file_name=file_name,
        )
        for report_id, kind, row_id, page, text, agency, fiscal_year, file_name in found
    ]
