"""A form cut into bands: each header with the rows under it, and the loose rows between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.packs import Packs
from extractor.recognition.tables.cells import starts_note
from extractor.recognition.tables.grid import Sheet
from extractor.recognition.tables.headers import Family, Header, header_at, meanings


@dataclass(frozen=True, slots=True)
class Line:
    """One row of one table. `fresh` marks the first row under a header, `broken` the first row after a page break."""

    sheet: Sheet
    row: int
    fresh: bool = False
    broken: bool = False


@dataclass(slots=True)
class Band:
    """Rows under one header; `header` None for loose rows (labels of a form, notes)."""

    family: Family | None
    sheet: Sheet
    header: Header | None = None
    lines: list[Line] = field(default_factory=list)
    header_lines: list[Line] = field(default_factory=list)
    continued: bool = False

    @property
    def rows(self) -> list[int]:
        """The rows of the first table of the band."""
        return [line.row for line in self.lines if line.sheet is self.sheet]


def cut_into_bands(sheets: Sequence[Sheet], packs: Packs) -> list[Band]:
    """The bands of all tables in order; a table without a header goes on with the score sheet before it."""
    found: list[Band] = []
    for sheet in sheets:
        _cut_sheet(sheet, found, packs)
    return [band for band in found if band.lines or band.header]


def _cut_sheet(sheet: Sheet, found: list[Band], packs: Packs) -> None:
    previous = found[-1] if found else None
    current = Band(None, sheet)
    if previous is not None and _goes_on(previous, sheet, packs):
        sheet = _widened(sheet, previous)
        current = previous
        current.continued = True
    else:
        found.append(current)
    breaks = set(sheet.table.page_breaks)
    row = 0
    fresh, broken = True, current.continued
    while row < sheet.rows:
        broken = broken or row in breaks
        header = header_at(sheet, row, packs)
        if header is not None:
            header_lines = [Line(sheet, position) for position in range(header.first, header.last + 1)]
            if _repeats(current, header, sheet):
                current.header_lines += header_lines
                broken = True
            else:
                if header.first < row and current.lines and current.lines[-1].row == header.first:
                    current.lines.pop()
                current = Band(header.family, sheet, header, header_lines=header_lines)
                found.append(current)
                fresh = True
            row = header.last + 1
            continue
        if current.family is not None and _begins_form(sheet, row, packs):
            current = Band(None, sheet)
            found.append(current)
        if sheet.own_line(row):
            current.lines.append(Line(sheet, row, fresh, broken))
            fresh = broken = False
        row += 1


def _goes_on(previous: Band, sheet: Sheet, packs: Packs) -> bool:
    """Whether a table is the rest of the score sheet before it: no total was seen, and the columns agree."""
    if previous.family is not Family.INDICATORS or previous.header is None or not sheet.rows:
        return False
    if any(closes_sheet(line, packs) for line in previous.lines):
        return False
    head = next((header for row in range(min(3, sheet.rows)) if (header := header_at(sheet, row, packs))), None)
    if head is not None:
        return (
            head.family is Family.INDICATORS
            and sheet.columns == previous.sheet.columns
            and head.texts == previous.header.texts
        )
    return sheet.columns in (previous.sheet.columns, len(_headed(previous.header)))


def _headed(header: Header) -> list[int]:
    """The first column of each header cell: a page without the funds block has no finer grid than that."""
    owners = header.owners
    return [c for c, owner in enumerate(owners) if owner is not None and owner not in owners[:c]]


def _widened(sheet: Sheet, previous: Band) -> Sheet:
    """A sheet of fewer columns on the grid of the sheet that it goes on."""
    if previous.header is None or sheet.columns == previous.sheet.columns:
        return sheet
    columns = _headed(previous.header)
    width = previous.sheet.columns
    owners = []
    for row in sheet.owners:
        wide: list[int | None] = [None] * width
        for place, owner in zip(columns, row, strict=True):
            wide[place] = owner
        owners.append(tuple(wide))
    return replace(sheet, owners=tuple(owners))


def closes_sheet(line: Line, packs: Packs) -> bool:
    """Whether a row is the total row that ends a score sheet."""
    cells = line.sheet.own_line(line.row)
    return bool(cells) and packs.tables.is_row("total", line.sheet.texts[cells[0]])


def _repeats(current: Band, header: Header, sheet: Sheet) -> bool:
    return (
        current.header is not None
        and current.family is header.family
        and current.header.texts == header.texts
        and (sheet is current.sheet or sheet.columns == current.sheet.columns)
    )


def _begins_form(sheet: Sheet, row: int, packs: Packs) -> bool:
    """Whether a row names a project: the head of a form."""
    cells = sheet.own_line(row)
    if not cells or starts_note(sheet.texts[cells[0]], packs):
        return False
    return (
        len(cells) > 1
        and "project" in packs.tables.label_keys(sheet.texts[cells[0]])
        and not meanings(sheet.texts[cells[1]], packs)
    )
