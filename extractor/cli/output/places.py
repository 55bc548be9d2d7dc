"""Where a piece of evidence stands, in words: page, line, section, and the text as printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.cli.settings import Language
from extractor.storage.records import ReportRecords, SectionRow

_LINE_FORMATS = frozenset({"text/plain", "text/csv", "text/tab-separated-values", "text/markdown"})
"""Formats in which a person can find a line by its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place that a check compared."""

    label: str
    text: str
    where: str
    page: int | None
    char_start: int | None
    char_end: int | None


def places(evidence: str, records: ReportRecords, language: Language) -> tuple[Place, ...]:
    """The places in a stored list of evidence."""
    return tuple(
        Place(
            label=entry["label"],
            text=" ".join(entry["text"].split()),
            where=_where(entry, records, language),
            page=entry.get("page"),
            char_start=entry.get("char_start"),
            char_end=entry.get("char_end"),
        )
        for entry in json.loads(evidence)
    )


def _where(entry: dict[str, object], records: ReportRecords, language: Language) -> str:
    return language.pick("，", ", ").join(_parts(entry, records, language))


def _parts(entry: dict[str, object], records: ReportRecords, language: Language) -> Iterator[str]:
    page, line, start = entry.get("page"), entry.get("line"), entry.get("char_start")
    if page is not None:
        yield language.pick(f"第 {page} 页", f"page {page}")
    if line is not None and records.report.media_type in _LINE_FORMATS:
        yield language.pick(f"第 {line} 行", f"line {line}")
    if isinstance(start, int):
        row = _table_row(start, records)
        if row is not None:
            yield language.pick(f"表 {row[0]} 第 {row[1]} 行", f"table {row[0]} row {row[1]}")
        path = section_path(start, records)
        if path:
            yield path


def section_path(offset: int, records: ReportRecords) -> str:
    """The numbers of the sections around a character, outermost first; the title of the innermost after them."""
    around = [section for section in records.sections if section.char_start <= offset < section.char_end]
    if not around:
        return ""
    innermost = max(around, key=lambda section: (section.level, section.char_start))
    by_id = {section.id: section for section in records.sections}
    path: list[SectionRow] = []
    current: SectionRow | None = innermost
    while current is not None and current not in path:
        path.insert(0, current)
        current = by_id.get(current.parent_id) if current.parent_id else None
    return "".join(section.number for section in path) + innermost.title


def _table_row(offset: int, records: ReportRecords) -> tuple[int, int] | None:
    """Table and row, counted from 1, of the cell around a character."""
    for cell in records.cells:
        if cell.char_start <= offset < cell.char_end:
            ordinals = {table.id: number for number, table in enumerate(records.tables, start=1)}
            return ordinals.get(cell.table_id, 0), cell.row_index + 1
    return None
