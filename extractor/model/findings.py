"""Outcomes of re-scoring: steps, checks, findings, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.model.spans import Span


class Outcome(StrEnum):
    """The answer to a check."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNDECIDABLE = "undecidable"


class Fit(StrEnum):
    """How a relation holds."""

    EXACT = "exact"
    ROUNDED = "rounded"
    TRUNCATED = "truncated"
    APPROX = "approx"
    MISMATCH = "mismatch"


class Severity(StrEnum):
    """How grave a finding is: decision (a grade or full/zero flips), error, warning, note."""

    DECISION = "decision"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Fault(StrEnum):
    """Whose fault a finding is: the report's, or our reading's."""

    REPORT = "report"
    READING = "reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of an explanation, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A place that a check compared: what it is, how it was printed, where."""

    label: str
    text: str
    span: Span | None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One relation that was found and evaluated, passed or not; together they are the coverage statement.

    `key` is stable over re-runs: what the rule compared (names and printed figures, never offsets or ordinals).
    `reason` is a code for undecidable ones. `readings` lists the lawful readings tried; `reading` the one that fits.
    """

    key: str
    rule: str
    outcome: Outcome
    subject: str
    stated: str = ""
    computed: Interval | None = None
    fit: Fit | None = None
    steps: tuple[Step, ...] = ()
    reason: str = ""
    readings: tuple[str, ...] = ()
    reading: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An inconsistency, or several with one root cause. `check` is the key of the check it rests on.

    `consequences` are keys of further checks that the same cause explains. `params` fill the rule's message template.
    """

    key: str
    rule: str
    check: str
    severity: Severity
    fault: Fault
    message: str
    message_en: str
    stated: str = ""
    computed: str = ""
    difference: str = ""
    repair: str = ""
    repair_en: str = ""
    page: int | None = None
    evidence: tuple[Evidence, ...] = ()
    consequences: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescore:
    """The possible scores of one indicator. `possible` is strict, `accepting` also believes general assertions.

    `method` names the rule or scheme used (criterion, ratio, bands, none); `outcome` compares with the stated score.
    """

    indicator: int
    possible: IntervalSet
    accepting: IntervalSet
    outcome: Outcome
    method: str
    reason: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a report was read and checked. `share` is 0 to 1: printed numbers that became values."""

    share: float
    numbers_seen: int
    numbers_placed: int
    relations: int
    consistent: int
    inconsistent: int
    undecidable: int
    undecidable_by_reason: tuple[tuple[str, int], ...] = ()
    criteria: int = 0
    criteria_compiled: int = 0
    criteria_partial: int = 0
    notes: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescoring:
    """Everything that re-scoring says of one report."""

    rescores: tuple[Rescore, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    total: IntervalSet | None = None
    grade: str = ""
