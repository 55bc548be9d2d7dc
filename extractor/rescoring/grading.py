"""From a score to its grade: the bands of the packs, every possible grade of an interval."""

from __future__ import annotations

from decimal import Decimal

from extractor.model.intervals import Interval, IntervalSet
from extractor.packs.rules import GradeBands, RuleBook
from extractor.rescoring.context import Context

_MOST_PARTS = 64


def bands_for(rules: RuleBook, grade: str) -> GradeBands | None:
    """The bands that know the word `grade`; None where no pack does."""
    return next((bands for bands in rules.grades if bands.canonical(grade)), None)


def possible_grades(bands: GradeBands, score: Interval, points: Decimal) -> tuple[str, ...]:
    """The grades that a score on `points` full marks can mean, best first."""
    if points <= 0:
        return ()
    hundred = score.scaled(Decimal(100) / points) if points != 100 else score
    found: list[str] = []
    upper: Decimal | None = None
    for band in bands.bands:
        interval = (
            Interval(low=band.low, high=upper, high_open=True) if upper is not None else Interval.at_least(band.low)
        )
        if hundred.meets(interval):
            found.append(band.grade)
        upper = band.low
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


def grade_of(bands: GradeBands, score: Decimal, points: Decimal) -> str:
    """The grade of one score; empty where there are no points."""
    grades = possible_grades(bands, Interval.point(score), points)
    return grades[0] if grades else ""
