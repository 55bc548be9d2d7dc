"""From a score to its grade: the bands of the packs, every possible grade of an interval."""

from __future__ import annotations

from decimal import Decimal

from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.model.report import Budget, Report
from extractor.packs.rules import GradeBand, GradeBands
from extractor.rescoring.context import Context, value

_MOST_PARTS = 64


# What findings call the scale that a report tells itself.
_TOLD = "报告自述等级标准"


def bands_for(context: Context, grade: str) -> GradeBands | None:
    """The bands that know the word `grade`: those that the report tells, else those of a pack; None where none does."""
    told = told_bands(context.report)
    if told is not None and told.canonical(grade):
        return told
    return next((bands for bands in context.rules.grades if bands.canonical(grade)), None)


def told_bands(report: Report) -> GradeBands | None:
    """The scale of grades that a report tells in its own text."""
    if not report.grade_scale:
        return None
    bands = tuple(GradeBand(grade=step.grade, words=step.words, low=step.low) for step in report.grade_scale)
    return GradeBands(name=_TOLD, basis="", bands=bands)


def possible_grades(bands: GradeBands, score: Interval, points: Decimal) -> tuple[str, ...]:
    """The grades that a score on `points` full marks can mean, best first."""
    if points <= 0:
        return ()
    found: list[str] = []
    upper: Decimal | None = None
    for band in bands.bands:
        # The band on the report's own scale: a score brought to 100 would be rounded (2.4 of 3 is 80 of 100).
        low = band.low * points / 100
        interval = Interval(low=low, high=upper, high_open=True) if upper is not None else Interval.at_least(low)
        if score.meets(interval):
            found.append(band.grade)
        upper = low
    return tuple(found)


def recomputed_total(context: Context) -> IntervalSet | None:
    """The totals that the rows can give; None where a row is unseen, was not re-scored, or cannot score at all."""
    sets = [row.rescore.possible for row in context.rows if row.rescore is not None]
    if not sets or len(sets) != len(list(context.leaves())) or any(possible.is_empty for possible in sets):
        return None
    if any(not row.block_complete for row in context.report.indicators):
        return None
    total = sets[0]
    for possible in sets[1:]:
        total = total.plus(possible).coarsened(_MOST_PARTS)
    return total


def whole_total(context: Context, budget: Budget | None) -> IntervalSet | None:
    """The totals of the whole form: the rows with the score for execution, where a funds block holds that.

    None where the points at hand are fewer than the full marks: a sum of some rows is no total. An execution score
    lies between its rate times its points and what is stated, as forms band it too (DOMAIN section 10).
    """
    total = recomputed_total(context)
    full = value(context.report.total_points)
    seen = [value(row.points) for _, row in context.leaves()]
    if budget is not None:
        execution = _execution(budget)
        seen.append(value(budget.points))
        total = total.plus(IntervalSet.of(execution)) if total is not None and execution is not None else None
    known = sum((points for points in seen if points is not None), Decimal(0))
    if full is not None and None not in seen and known < full:
        return None
    return total


def _execution(budget: Budget) -> Interval | None:
    points, stated = value(budget.points), value(budget.stated_score)
    rate = value(budget.rate)
    if budget.spent is not None and budget.adjusted is not None and value(budget.adjusted):
        spent, adjusted = value(budget.spent), value(budget.adjusted)
        rate = spent * 100 / adjusted if spent is not None and adjusted else rate
    if points is None or rate is None:
        return None
    linear = points * max(min(rate, Decimal(100)), Decimal(0)) / 100
    other = linear if stated is None else max(min(stated, points), Decimal(0))
    return Interval(low=min(linear, other), high=max(linear, other))


def grade_of(bands: GradeBands, score: Decimal, points: Decimal) -> str:
    """The grade of one score; empty where there are no points."""
    grades = possible_grades(bands, Interval.point(score), points)
    return grades[0] if grades else ""
