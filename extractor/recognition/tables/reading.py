"""All tables of one report, read into indicators, budgets and objectives."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.claims import Statement
from extractor.model.document import Document, ReadingFault
from extractor.model.quantities import Quantity
from extractor.model.report import Budget, Indicator, Leftover, Objective, TableUse
from extractor.model.spans import Span
from extractor.packs import Packs
from extractor.recognition.tables.bands import cut_into_bands
from extractor.recognition.tables.collecting import Collector
from extractor.recognition.tables.grid import sheet_of
from extractor.recognition.tables.rejoined import part_headers
from extractor.recognition.tables.told import told_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading:
    """What the tables of one report say. `labels` are label/value pairs of a form's head (项目名称, 主管部门, …)."""

    uses: tuple[TableUse, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    budgets: tuple[Budget, ...] = ()
    objectives: tuple[Objective, ...] = ()
    statements: tuple[Statement, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    scheme: str = ""
    total: Quantity | None = None
    total_points: Quantity | None = None
    grade: str = ""
    grade_span: Span | None = None
    leftovers: tuple[Leftover, ...] = ()
    faults: tuple[ReadingFault, ...] = ()


def read_tables(document: Document, span: Span, packs: Packs) -> TableReading:
    """Read the tables of `document` that lie in `span`."""
    sheets = [
        sheet for table in document.tables if span.overlaps(table.span) and (sheet := sheet_of(table, span)) is not None
    ]
    sheets = [part_headers(sheet, packs) for sheet in sheets]
    collector = Collector(document, packs)
    for band in cut_into_bands(sheets, packs):
        collector.take(band)
    found = collector.finish(sheets)
    if not found.indicators:
        found.indicators = told_rows(document, span, packs)
    return TableReading(
        uses=found.uses,
        indicators=tuple(found.indicators),
        budgets=tuple(found.budgets),
        objectives=tuple(found.objectives),
        statements=tuple(found.statements),
        labels=tuple(found.labels),
        scheme=found.scheme,
        total=found.total,
        total_points=found.total_points,
        grade=found.grade,
        grade_span=found.grade_span,
        leftovers=tuple(found.leftovers),
        faults=tuple(found.faults),
    )
