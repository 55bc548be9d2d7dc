"""The coverage statement: what was found, checked, left undecided and why, and what the numbers at hand leave over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.model.claims import RelationKind, StatementKind
from extractor.model.criteria import CriterionStatus
from extractor.model.findings import Check, Coverage, Outcome, Step
from extractor.model.intervals import format_decimal
from extractor.model.quantities import Dimension
from extractor.rescoring.checks.totals import unlisted_budget
from extractor.rescoring.context import Context, value
from extractor.rescoring.equations import HUNDRED
from extractor.rescoring.messages import Wording


def coverage_of(context: Context, checks: Sequence[Check], wording: Wording) -> Coverage:
    """The coverage of one report; a clean result without it means nothing."""
    report = context.report
    outcomes = Counter(check.outcome for check in checks)
    reasons = Counter(check.reason for check in checks if check.outcome is Outcome.UNDECIDABLE)
    statuses = Counter(criterion.status for criterion in report.criteria)
    return Coverage(
        share=report.numbers_placed / report.numbers_seen if report.numbers_seen else 1.0,
        numbers_seen=report.numbers_seen,
        numbers_placed=report.numbers_placed,
        relations=len(checks),
        consistent=outcomes[Outcome.CONSISTENT],
        inconsistent=outcomes[Outcome.INCONSISTENT],
        undecidable=outcomes[Outcome.UNDECIDABLE],
        undecidable_by_reason=tuple(sorted(reasons.items(), key=lambda entry: (-entry[1], entry[0]))),
        criteria=len(report.criteria),
        criteria_compiled=statuses[CriterionStatus.COMPILED],
        criteria_partial=statuses[CriterionStatus.PARTIAL],
        notes=tuple(_notes(context, wording)),
    )


def _notes(context: Context, wording: Wording) -> Iterator[Step]:
    yield from _unseen_points(context, wording)
    yield from _unscored_categories(context, wording)
    yield from _lost_points(context, wording)


def _unseen_points(context: Context, wording: Wording) -> Iterator[Step]:
    """Points of a block, or of the whole form, that no visible row holds (Liwan: 9 of 50, 59 of 100)."""
    for index, row in enumerate(context.report.indicators):
        stated = value(row.points)
        rows = context.descendants(index) if row.role == "category" and row.parent is None else ()
        if stated is None or not rows:
            continue
        seen = [value(context.report.indicators[place].points) for place in rows]
        yield from _missing(wording, "points-unseen", row.name, stated, seen)
    full = value(context.report.total_points)
    leaves = [row for _, row in context.leaves()]
    if full is None or not leaves:
        return
    budget = unlisted_budget(context)
    own = [] if budget is None or budget.points is None else [value(budget.points)]
    yield from _missing(wording, "points-unseen", "合计", full, [value(row.points) for row in leaves] + own)
    if not own:
        yield from _unseen_scores(context, wording, full)


def _missing(
    wording: Wording, phrase: str, name: str, stated: Decimal, seen: Sequence[Decimal | None]
) -> Iterator[Step]:
    visible = sum((number for number in seen if number is not None), Decimal(0))
    if any(number is None for number in seen) or visible >= stated:
        return
    slots = {
        "block": name,
        "stated": format_decimal(stated),
        "seen": format_decimal(visible),
        "missing": format_decimal(stated - visible),
    }
    yield wording.phrase(phrase, slots)


def _unseen_scores(context: Context, wording: Wording, full: Decimal) -> Iterator[Step]:
    """What the rows out of sight must have scored for the total to hold."""
    total = value(context.report.total)
    rows = [row for _, row in context.leaves()]
    points = [value(row.points) for row in rows]
    scores = [value(row.stated_score) for row in rows]
    if total is None or any(number is None for number in (*points, *scores)):
        return
    visible = sum((number for number in points if number is not None), Decimal(0))
    reached = sum((number for number in scores if number is not None), Decimal(0))
    if visible < full:
        slots = {"needed": format_decimal(total - reached), "missing": format_decimal(full - visible)}
        yield wording.phrase("scores-unseen", slots)


def _unscored_categories(context: Context, wording: Wording) -> Iterator[Step]:
    """Points of a category in prose of which the text gives no single scores (Panyu: 7 of 50)."""
    for relation in context.claims:
        if relation.kind is not RelationKind.SUM or relation.result is None or relation.exhaustive:
            continue
        whole = relation.result.quantity
        parts = [operand.quantity.value for operand in relation.operands]
        if whole.unit.dimension is not Dimension.SCORE or whole.value is None or any(part is None for part in parts):
            continue
        told = sum((part for part in parts if part is not None), Decimal(0))
        if told < whole.value:
            slots = {
                "block": relation.result.name or relation.subject,
                "told": format_decimal(told),
                "score": format_decimal(whole.value),
                "missing": format_decimal(whole.value - told),
            }
            yield wording.phrase("category-unscored", slots)


def _lost_points(context: Context, wording: Wording) -> Iterator[Step]:
    """A loss that one stated rate explains: 10 − 9.996 = (100 % − 99.6 %) × 1 (Panyu, 采购政策效能)."""
    for statement in context.report.statements:
        score, points = value(statement.score), value(statement.points)
        if statement.kind is not StatementKind.CATEGORY or score is None or points is None or score >= points:
            continue
        for metric in context.report.metrics:
            rate = metric.quantity
            near = metric.section == statement.section and rate.span.end <= statement.span.end
            if not near or rate.unit.dimension is not Dimension.SHARE or rate.value is None or rate.value >= HUNDRED:
                continue
            part = (points - score) * HUNDRED / (HUNDRED - rate.value)
            if part == part.to_integral_value() and 0 < part < points:
                slots = {
                    "block": statement.name,
                    "lost": format_decimal(points - score),
                    "rate": rate.text,
                    "points": format_decimal(part),
                }
                yield wording.phrase("loss-explained", slots)
                break
