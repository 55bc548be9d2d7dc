"""What a report holds: facts, sections, indicators, budgets, and with them what it claims; the output of recognition.

A file may hold several reports (a narrative with annexed forms, many project forms in a row); each is one `Report`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractor.model.claims import Explanation, Metric, Relation, Statement
from extractor.model.criteria import Criterion, Expr
from extractor.model.document import ReadingFault
from extractor.model.intervals import Interval
from extractor.model.quantities import Quantity
from extractor.model.spans import Span


class ReportKind(StrEnum):
    """The object that a report evaluates."""

    DEPARTMENT = "department"
    PROJECT = "project"
    TRANSFER = "transfer"
    POLICY = "policy"
    FINAL_ACCOUNTS = "final_accounts"
    UNKNOWN = "unknown"


class Direction(StrEnum):
    """Which side of the target is good."""

    HIGHER = "higher"
    LOWER = "lower"
    EXACT = "exact"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Who reports on what. `conflicts` records sources that disagree (title, file name, text)."""

    title: str = ""
    title_span: Span | None = None
    agency: str = ""
    region: str = ""
    region_code: str = ""
    level: str = ""
    fiscal_year: int | None = None
    kind: ReportKind = ReportKind.UNKNOWN
    project: str = ""
    scheme: str = ""
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the text up to the next one of its level. `parent` is an index into `Report.sections`.

    `run_in` marks a heading that is the first sentence of its paragraph. `span` covers the whole section,
    `heading` only number and title.
    """

    ordinal: int
    level: int
    number: str
    title: str
    parent: int | None
    run_in: bool
    heading: Span
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRef:
    """A cell of a document table: `table` is the table's ordinal, `cell` an index into its `cells`."""

    table: int
    cell: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A text as printed in one place; the empty text has no span."""

    text: str = ""
    span: Span | None = None
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One node of an indicator tree: level 1, 2 or 3. Only leaves carry targets, actual values and scores.

    `points` is 分值, `stated_score` is 得分 as printed (a `Quantity` of dimension score, so that its interval knows the
    printed decimals). `parent` is an index into `Report.indicators`. `role` is leaf, category (has children), total,
    subtotal, budget (the execution row), fund_row, alternative, repeated (其中 and sub-fund rows) or placeholder; only
    leaf and budget rows count in sums. `block_complete` is False when part of the block it heads, or belongs to, is cut
    off or unseen. `confidence` is 0 to 1.
    """

    ordinal: int
    level: int
    name: str
    name_printed: Printed = Printed()
    parent: int | None = None
    table: int | None = None
    row: int | None = None
    role: str = "leaf"
    points: Quantity | None = None
    stated_score: Quantity | None = None
    reviewed_score: Quantity | None = None
    weight: Quantity | None = None
    target: Quantity | None = None
    target_text: Printed = Printed()
    actual: Quantity | None = None
    actual_text: Printed = Printed()
    unit: str = ""
    direction: Direction = Direction.UNKNOWN
    attainment: Quantity | None = None
    criterion: Printed = Printed()
    basis: Printed = Printed()
    explanation: Printed = Printed()
    deviation_reason: Printed = Printed()
    note: Printed = Printed()
    block_complete: bool = True
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A row of a funds block, or the same figures told in prose. `scope` is total, part or other."""

    ordinal: int
    item: str
    scope: str = "total"
    initial: Quantity | None = None
    adjusted: Quantity | None = None
    received: Quantity | None = None
    spent: Quantity | None = None
    rate: Quantity | None = None
    points: Quantity | None = None
    stated_score: Quantity | None = None
    table: int | None = None
    row: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """An overall goal of a form: what was planned and what was done (预期目标, 实际完成情况)."""

    ordinal: int
    planned: Printed = Printed()
    achieved: Printed = Printed()


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeStep:
    """One grade of a scale that the report tells: its lowest score out of 100, and all words for it."""

    grade: str
    words: tuple[str, ...]
    low: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity inside a row's basis or actual value, with the words in front of it."""

    label: str
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFormula:
    """A calculation written out in a cell, as in 控制率=(297.25-297.25)/297.25×100%=0%.

    `expr` has numbers only, per cent signs as shares; `stated` is the printed result in the same terms (0 % is 0).
    """

    name: str
    expr: Expr
    stated: Interval
    percent: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEvidence:
    """The figures and calculations that a row's own cells give; `indicator` is an index into `Report.indicators`."""

    indicator: int
    figures: tuple[Figure, ...] = ()
    formulas: tuple[CellFormula, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What looked like a figure or a rule and was not placed."""

    kind: str  # number | criterion | row | cell | column
    text: str
    span: Span
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableUse:
    """What recognition took a document table for, and the role of each of its cells.

    `kind` is indicators, funds, project_form, layout, other. `roles` maps cell indices to a role name (points, target,
    header:points, total, …). `columns` maps column numbers to roles; `reasons` says why, `confidence` how sure.
    """

    table: int
    kind: str
    roles: tuple[tuple[int, str], ...] = ()
    columns: tuple[tuple[int, str], ...] = ()
    reasons: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as understood. `part` counts from 1 within its file. `span` is its part of the canonical text.

    `total` and `grade` are the stated overall result wherever it stands, `grade_scale` the scale of grades that the
    prose tells, best first. `numbers_seen` and `numbers_placed` count the
    printed numbers of the span and those that became a value (or are known to be none: headings, dates, page marks).
    """

    part: int
    span: Span
    facts: Facts = Facts()
    sections: tuple[Section, ...] = ()
    table_uses: tuple[TableUse, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    row_evidence: tuple[RowEvidence, ...] = ()
    budgets: tuple[Budget, ...] = ()
    objectives: tuple[Objective, ...] = ()
    statements: tuple[Statement, ...] = ()
    metrics: tuple[Metric, ...] = ()
    relations: tuple[Relation, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    faults: tuple[ReadingFault, ...] = ()
    total: Quantity | None = None
    total_points: Quantity | None = None
    grade: str = ""
    grade_span: Span | None = None
    grade_scale: tuple[GradeStep, ...] = ()
    numbers_seen: int = 0
    numbers_placed: int = 0


def score_precision(report: Report) -> Decimal:
    """The finest printed place of all scores of a report (0.01 for 99.98).

    A score without decimals stands for a half of this on either side (Liwan's 2 is 2 ± 0.005, as its total is 99.98).
    """
    printed = [
        quantity.last_place
        for quantity in (
            *(indicator.stated_score for indicator in report.indicators),
            *(statement.score for statement in report.statements),
            report.total,
        )
        if quantity is not None
    ]
    return min(printed, default=Decimal(1))
