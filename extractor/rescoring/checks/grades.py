"""GRD: grades against scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.model.claims import StatementKind
from extractor.model.findings import Evidence, Outcome
from extractor.model.intervals import Interval
from extractor.model.quantities import Quantity
from extractor.rescoring.checks.totals import unlisted_budget
from extractor.rescoring.context import Context, value
from extractor.rescoring.equations import HUNDRED, scored
from extractor.rescoring.execution import find_execution
from extractor.rescoring.grading import bands_for, possible_grades, recomputed_total
from extractor.rescoring.verdicts import Said, Verdict, evidence_of


def bands(context: Context) -> Iterator[Verdict]:
    """GRD-BAND: the grade with the score: of the whole report, and of categories that carry both."""
    report = context.report
    if report.grade and report.total is not None:
        points = value(report.total_points) or HUNDRED
        place = Evidence(label="等级", text=report.grade, span=report.grade_span)
        yield _band(context, "总分", report.grade, report.total, points, place)
    for statement in report.statements:
        if statement.kind is StatementKind.CATEGORY and statement.grade and statement.score is not None:
            full = value(statement.points)
            if full:
                place = Evidence(label=statement.name, text=statement.grade, span=statement.span)
                yield _band(context, statement.name, statement.grade, statement.score, full, place)


def _band(context: Context, subject: str, grade: str, score: Quantity, points: Decimal, place: Evidence) -> Verdict:
    known = bands_for(context, grade)
    possible = possible_grades(known, scored(score, context.place).interval, points) if known is not None else ()
    if known is None or not possible:
        outcome, reason = Outcome.UNDECIDABLE, "grade_scale_unknown"
    elif known.canonical(grade) in possible:
        outcome, reason = Outcome.CONSISTENT, ""
    else:
        outcome, reason = Outcome.INCONSISTENT, ""
    slots = (("grade", grade), ("score", score.text), ("band", "、".join(possible)))
    return Verdict(
        rule="GRD-BAND",
        outcome=outcome,
        subject=subject,
        stated=grade,
        computed_text="、".join(possible),
        reason=reason,
        reading=known.name if known is not None else "",
        readings=tuple(bands.name for bands in context.rules.grades),
        steps=(Said(phrase="grade-of", slots=slots),) if possible else (),
        evidence=(place, *evidence_of(subject, score)),
        slots=slots,
    )


def margin(context: Context) -> Iterator[Verdict]:
    """GRD-MARGIN: the grades that the recomputed total can have, with the stated grade."""
    report = context.report
    total = recomputed_total(context)
    known = bands_for(context, report.grade) if report.grade else None
    hull = total.hull if total is not None else None
    if known is None or hull is None or report.total is None or unlisted_budget(context) is not None:
        return
    points = value(report.total_points) or HUNDRED
    # Each printed score was rounded: a total that is rounded up over a band's end is no contradiction.
    slack = context.place / 2 * len(list(context.leaves()))
    possible = possible_grades(known, hull + Interval(low=-slack, high=slack), points)
    slots = (("grade", report.grade), ("total", str(hull)), ("band", "、".join(possible)))
    yield Verdict(
        rule="GRD-MARGIN",
        outcome=Outcome.CONSISTENT if known.canonical(report.grade) in possible else Outcome.INCONSISTENT,
        subject="总分",
        stated=report.grade,
        computed=hull,
        computed_text="、".join(possible),
        evidence=(
            Evidence(label="等级", text=report.grade, span=report.grade_span),
            *evidence_of("总分", report.total),
        ),
        slots=slots,
    )


def score_rate_gap(context: Context) -> Iterator[Verdict]:
    """GRD-WARN: score rate far above the execution rate, on 90 + 10 forms (a warning of the entry software)."""
    execution = find_execution(context)
    rows = [(index, row) for index, row in context.leaves() if row.role == "leaf"]
    points = [value(row.points) for _, row in rows]
    scores = [value(row.stated_score) for _, row in rows]
    if len(rows) < 2 or not execution.rates or any(number is None for number in (*points, *scores)):
        return
    if sum((number for number in points if number is not None), Decimal(0)) != 90:
        return
    rate = execution.rates[0].quantity
    reached = sum((number for number in scores if number is not None), Decimal(0)) / Decimal("0.9")
    if rate.value is None or reached <= 0:
        return
    limit = context.rules.rules["GRD-WARN"].parameter("limit")
    excess = (reached - rate.value) / reached * HUNDRED
    shown = f"{reached.quantize(Decimal('0.01'))}%"
    yield Verdict(
        rule="GRD-WARN",
        outcome=Outcome.INCONSISTENT if excess > limit else Outcome.CONSISTENT,
        subject="指标得分率与预算执行率",
        stated=rate.text,
        computed_text=shown,
        evidence=evidence_of("执行率", rate),
        slots=(("rate", rate.text), ("score_rate", shown), ("excess", f"{excess.quantize(Decimal('0.1'))}%")),
    )
