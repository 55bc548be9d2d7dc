"""Columns of a funds block: which header means which figure, the money unit, full marks printed in headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.model.quantities import Dimension, Quantity
from extractor.model.report import Printed
from extractor.model.views import view
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity
from extractor.recognition.tables.bands import Band
from extractor.recognition.tables.cells import money_unit, seek
from extractor.recognition.tables.headers import Header, Meaning, meanings

FUNDS_ROLES = ("initial", "adjusted", "received", "spent", "rate", "points", "stated_score")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsLayout:
    """Columns of a funds block: role to column, the money unit, full marks printed in a header or side label.

    `spanned` maps every column under a header of several columns to its role. `header_end` is the last header row.
    """

    columns: dict[str, int]
    spanned: dict[int, str] = field(default_factory=dict)
    header_end: int = -1
    unit: str = ""
    points: Quantity | None = None


def funds_layout(band: Band, default_unit: str, packs: Packs) -> FundsLayout | None:
    """The columns under a funds header; None where the header has no header rows."""
    if band.header is None:
        return None
    columns = _columns(band, band.header, packs)
    texts = ["".join(lines) for lines in band.header.texts]
    unit = next((found for text in texts if (found := money_unit(text, packs))), "")
    side = [band.sheet.text(line.row, 0) for line in band.lines[:1]]
    unit = unit or next((found for text in side if (found := money_unit(text, packs))), "") or default_unit
    owners = band.header.owners
    spanned = {
        column: role
        for role, first in columns.items()
        for column in range(first, len(owners))
        if owners[column] is not None and owners[column] == owners[first]
    }
    return FundsLayout(
        columns=columns,
        spanned=spanned,
        header_end=band.header.last,
        unit=unit,
        points=_header_points(band, packs),
    )


def _columns(band: Band, header: Header, packs: Packs) -> dict[str, int]:
    found: dict[str, tuple[float, int]] = {}
    for column, lines in enumerate(header.texts):
        for meaning in _funds_meanings(lines, packs):
            if meaning.role not in FUNDS_ROLES:
                continue
            strength, _ = found.get(meaning.role, (0.0, -1))
            if meaning.strength > strength and column not in {c for r, (_, c) in found.items() if r != meaning.role}:
                found[meaning.role] = (meaning.strength, column)
    return {role: column for role, (_, column) in found.items()}


def _funds_meanings(lines: Sequence[str], packs: Packs) -> tuple[Meaning, ...]:
    """What the header of a column can mean; of columns divided by source (总额, 财政拨款) only the total's counts."""
    if not lines:
        return ()
    divided = len(lines) > 1
    if divided and packs.tables.is_row("fund_part", lines[-1]):
        return ()
    if divided and packs.tables.is_row("fund_total", lines[-1]) and (above := meanings(lines[0], packs)):
        return above
    return (*meanings(lines[-1], packs), *meanings("".join(lines), packs))


def _header_points(band: Band, packs: Packs) -> Quantity | None:
    """Full marks of the execution row in its header (得分(20分*执行率)) or at the side (预算执行情况（10分）)."""
    lines = [*band.header_lines, *band.lines[:1]]
    seen: set[int] = set()
    for line in lines:
        for index in line.sheet.line(line.row):
            if index in seen:
                continue
            seen.add(index)
            found = header_points(line.sheet.printed_cell(index), packs)
            if found is not None:
                return found
    return None


def header_points(printed: Printed, packs: Packs) -> Quantity | None:
    """Full marks inside a header or side label."""
    match = seek(packs, "header-points", view(printed.text).text)
    if match is None or printed.span is None:
        return None
    at = max(printed.text.find(match["points"]), 0)
    return read_quantity(match["points"], packs, start=printed.span.start + at, dimension=Dimension.SCORE)
