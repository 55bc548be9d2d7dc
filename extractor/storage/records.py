"""One record for each row of the database: field names are column names, field order is column order.

The meaning of every field stands in `db/data_dictionary.toml`; a test compares records, dictionary and schema. Numbers
are floats here because SQLite stores them so; the printed text beside them is the truth.
"""

from __future__ import annotations

from dataclasses import dataclass


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
class IndicatorRow:
    """A node of the indicator tree."""

    id: str
    report_id: str
    table_id: str | None = None
    parent_id: str | None = None
    ordinal: int
    level: int
    role: str = "leaf"
    name: str
    points: float | None = None
    points_text: str | None = None
    stated_score: float | None = None
    stated_score_text: str | None = None
    reviewed_score: float | None = None
    reviewed_score_text: str | None = None
    target: float | None = None
    target_text: str | None = None
    actual: float | None = None
    actual_text: str | None = None
    attainment: float | None = None
    attainment_text: str | None = None
    unit: str | None = None
    direction: str | None = None
    criterion: str | None = None
    basis: str | None = None
    explanation: str | None = None
    deviation_reason: str | None = None
    note: str | None = None
    page: int | None = None
    row_index: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """A row of funds."""

    id: str
    report_id: str
    table_id: str | None = None
    ordinal: int
    item: str
    scope: str = "total"
    initial: float | None = None
    initial_text: str | None = None
    adjusted: float | None = None
    adjusted_text: str | None = None
    received: float | None = None
    received_text: str | None = None
    spent: float | None = None
    spent_text: str | None = None
    rate: float | None = None
    rate_text: str | None = None
    points: float | None = None
    stated_score: float | None = None
    stated_score_text: str | None = None
    unit: str | None = None
    unit_text: str | None = None
    page: int | None = None
    row_index: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveRow:
    """An overall goal, planned beside achieved."""

    id: str
    report_id: str
    ordinal: int
    planned: str
    achieved: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A stated result."""

    id: str
    report_id: str
    section_id: str | None = None
    indicator_id: str | None = None
    ordinal: int
    kind: str
    name: str
    value: float | None = None
    value_text: str | None = None
    points: float | None = None
    grade: str | None = None
    level: int | None = None
    level_reason: str | None = None
    source: str = "prose"
    page: int | None = None
    char_start: int
    char_end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRow:
    """A quantity told in prose."""

    id: str
    report_id: str
    section_id: str | None = None
    ordinal: int
    name: str
    subject: str = ""
    scope: str = ""
    kind: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    value_text: str
    unit: str = ""
    unit_text: str = ""
    approximation: str = "exact"
    comparison: str | None = None
    period: str | None = None
    page: int | None = None
    char_start: int
    char_end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """A claim that numbers hang together; `operands` and `result` are JSON."""

    id: str
    report_id: str
    section_id: str | None = None
    ordinal: int
    kind: str
    subject: str
    operands: str
    result: str | None = None
    exhaustive: int
    certainty: float
    page: int | None = None
    char_start: int
    char_end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationRow:
    """A reason, a problem or a measure; `concerns` is a JSON list of statement ids."""

    id: str
    report_id: str
    section_id: str | None = None
    ordinal: int
    kind: str
    text: str
    concerns: str = "[]"
    page: int | None = None
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """A compiled criterion; `rule` and `remarks` are JSON."""

    id: str
    indicator_id: str
    ordinal: int
    kind: str
    text: str
    rule: str
    status: str
    leftover: str = ""
    remarks: str = "[]"
    cut_off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RescoreRow:
    """The possible scores of an indicator; `possible`, `accepting` and `steps` are JSON."""

    indicator_id: str
    possible: str
    accepting: str
    low: float | None = None
    high: float | None = None
    stated_score: float | None = None
    outcome: str
    method: str
    reason: str = ""
    steps: str = "[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """A relation that was evaluated; `steps`, `readings` and `evidence` are JSON."""

    id: str
    report_id: str
    ordinal: int
    rule: str
    outcome: str
    subject: str
    stated: str = ""
    low: float | None = None
    high: float | None = None
    fit: str | None = None
    steps: str = "[]"
    reason: str = ""
    reading: str = ""
    readings: str = "[]"
    evidence: str = "[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """An inconsistency; `evidence`, `steps` and `consequences` are JSON."""

    id: str
    report_id: str
    check_id: str | None = None
    ordinal: int
    rule: str
    severity: str
    fault: str
    message: str
    message_en: str
    stated: str = ""
    computed: str = ""
    difference: str = ""
    repair: str = ""
    repair_en: str = ""
    page: int | None = None
    evidence: str = "[]"
    steps: str = "[]"
    consequences: str = "[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftoverRow:
    """What looked like a figure or a rule and was not placed."""

    report_id: str
    kind: str
    text: str
    detail: str = ""
    page: int | None = None
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFaultRow:
    """Something that our own reading could not do well."""

    report_id: str
    kind: str
    detail: str
    page: int | None = None
    char_start: int | None = None
    char_end: int | None = None


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
