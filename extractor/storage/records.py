"""One record for each row of the database: field names are column names, field order is column order.

The meaning of every field stands in `db/data_dictionary.toml`; a test compares records, dictionary and schema. Numbers
are floats here because SQLite stores them so; the printed text beside them is the truth.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.storage.records_contents import (
    BudgetRow,
    ExplanationRow,
    IndicatorRow,
    MetricRow,
    ObjectiveRow,
    RelationRow,
    StatementRow,
)
from extractor.storage.records_outcome import (
    CheckRow,
    CriterionRow,
    FindingRow,
    LeftoverRow,
    ReadingFaultRow,
    RescoreRow,
)

__all__ = [
    "ROW_TABLES",
    "BudgetRow",
    "CellRow",
    "CheckRow",
    "CriterionRow",
    "ExplanationRow",
    "FindingRow",
    "IndicatorRow",
    "LeftoverRow",
    "MetricRow",
    "ObjectiveRow",
    "PageRow",
    "ReadingFaultRow",
    "RelationRow",
    "ReportRecords",
    "ReportRow",
    "RescoreRow",
    "SectionRow",
    "StatementRow",
    "TableRow",
    "TextRow",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report; ids of all other rows begin with its id."""

    id: str
    part: str = ""
    sha256: str
    file_name: str
    source_path: str | None = None
    source_url: str | None = None
    retrieved_at: str | None = None
    media_type: str
    byte_size: int
    page_count: int
    title: str | None = None
    agency: str | None = None
    region: str | None = None
    region_code: str | None = None
    level: str | None = None
    fiscal_year: int | None = None
    kind: str = "unknown"
    project: str | None = None
    scheme: str | None = None
    stated_total: float | None = None
    stated_total_text: str | None = None
    stated_points: float | None = None
    stated_grade: str | None = None
    rescored_low: float | None = None
    rescored_high: float | None = None
    rescored_grade: str | None = None
    numbers_seen: int = 0
    numbers_placed: int = 0
    coverage: float | None = None
    coverage_notes: str = "[]"
    status: str
    char_start: int = 0
    char_end: int = 0
    reader: str
    options: str = ""
    fuhe_version: str
    packs_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A page."""

    report_id: str
    page: int
    width: float
    height: float
    rotation: int
    char_start: int
    char_end: int
    source: str
    text_confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """The canonical text of a report."""

    report_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """A heading and the text under it."""

    id: str
    report_id: str
    parent_id: str | None = None
    ordinal: int
    level: int
    number: str
    title: str
    run_in: int = 0
    page: int | None = None
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A table of the document."""

    id: str
    report_id: str
    ordinal: int
    kind: str
    caption: str = ""
    first_page: int | None = None
    last_page: int | None = None
    row_count: int
    column_count: int
    complete: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """A cell that owns its position."""

    table_id: str
    row_index: int
    column_index: int
    row_span: int
    column_span: int
    text: str
    role: str = ""
    page: int | None = None
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecords:
    """All rows of one report."""

    report: ReportRow
    text: TextRow
    pages: tuple[PageRow, ...] = ()
    sections: tuple[SectionRow, ...] = ()
    tables: tuple[TableRow, ...] = ()
    cells: tuple[CellRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    budgets: tuple[BudgetRow, ...] = ()
    objectives: tuple[ObjectiveRow, ...] = ()
    statements: tuple[StatementRow, ...] = ()
    metrics: tuple[MetricRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    explanations: tuple[ExplanationRow, ...] = ()
    criteria: tuple[CriterionRow, ...] = ()
    rescores: tuple[RescoreRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    leftovers: tuple[LeftoverRow, ...] = ()
    reading_faults: tuple[ReadingFaultRow, ...] = ()


ROW_TABLES: tuple[tuple[str, type], ...] = (
    ("pages", PageRow),
    ("sections", SectionRow),
    ("tables", TableRow),
    ("cells", CellRow),
    ("indicators", IndicatorRow),
    ("budgets", BudgetRow),
    ("objectives", ObjectiveRow),
    ("statements", StatementRow),
    ("metrics", MetricRow),
    ("relations", RelationRow),
    ("explanations", ExplanationRow),
    ("criteria", CriterionRow),
    ("rescores", RescoreRow),
    ("checks", CheckRow),
    ("findings", FindingRow),
    ("leftovers", LeftoverRow),
    ("reading_faults", ReadingFaultRow),
)
"""Tables with several rows a report, in an order that foreign keys allow; the names are fields of ReportRecords."""
