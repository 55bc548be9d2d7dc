"""Rows of what a report says; see `records`."""

from __future__ import annotations

from dataclasses import dataclass


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
    """A reason, a problem or a measure; `concerns` and `answers` are JSON lists of ids."""

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
    answers: str = "[]"
