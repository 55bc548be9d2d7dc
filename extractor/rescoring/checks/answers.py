"""Verdicts of checks that answer yes or no without an equation."""

from __future__ import annotations

from extractor.model.findings import Evidence, Outcome, Severity
from extractor.model.intervals import Interval
from extractor.model.report import Indicator, Printed
from extractor.rescoring.context import Context
from extractor.rescoring.verdicts import Slots, Verdict, evidence_of


def answer(
    rule: str,
    subject: str,
    *,
    holds: bool,
    stated: str = "",
    computed: str = "",
    interval: Interval | None = None,
    evidence: tuple[Evidence, ...] = (),
    slots: Slots = (),
    rows: tuple[int, ...] = (),
    severity: Severity | None = None,
    readings: tuple[str, ...] = (),
) -> Verdict:
    """Consistent where the rule holds, else inconsistent."""
    return Verdict(
        rule=rule,
        outcome=Outcome.CONSISTENT if holds else Outcome.INCONSISTENT,
        subject=subject,
        stated=stated,
        computed=interval,
        computed_text=computed,
        evidence=evidence,
        slots=slots,
        indicators=rows,
        severity=severity,
        readings=readings,
    )


def unknown(
    rule: str, subject: str, reason: str, evidence: tuple[Evidence, ...] = (), rows: tuple[int, ...] = ()
) -> Verdict:
    """Undecidable for `reason`, a code of the rule."""
    return Verdict(
        rule=rule,
        outcome=Outcome.UNDECIDABLE,
        subject=subject,
        reason=reason,
        evidence=evidence,
        indicators=rows,
    )


def cell(label: str, printed: Printed) -> tuple[Evidence, ...]:
    """The place of a printed text; nothing for an empty one."""
    if not printed.text or printed.span is None:
        return ()
    return (Evidence(label=label, text=printed.text, span=printed.span),)


def row_places(context: Context, index: int) -> tuple[Evidence, ...]:
    """Where target, actual value, points and score of a row stand."""
    row = context.report.indicators[index]
    return (
        *cell(f"{row.name} 指标值", row.target_text),
        *cell(f"{row.name} 完成值", row.actual_text),
        *evidence_of(f"{row.name} 分值", row.points),
        *evidence_of(f"{row.name} 得分", row.stated_score),
    )


def full_marks(row: Indicator) -> bool | None:
    """Whether a row has all its points; None where either is missing."""
    if row.points is None or row.stated_score is None or row.points.value is None or row.stated_score.value is None:
        return None
    return row.stated_score.value >= row.points.value
