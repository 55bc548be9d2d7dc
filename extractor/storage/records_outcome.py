"""Rows of what re-scoring says, and of what was not read; see `records`."""

from __future__ import annotations

from dataclasses import dataclass


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
