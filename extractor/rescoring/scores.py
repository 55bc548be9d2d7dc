"""The stated score as an interval, and what a set of possible scores says of it."""

from __future__ import annotations

from decimal import Decimal

from extractor.model.findings import Fit, Outcome
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval, Rounding
from extractor.model.quantities import Quantity
from extractor.model.report import Report, score_precision


def stated_interval(score: Quantity, report: Report, table: int | None) -> Interval | None:
    """The true scores that may be printed so: half up, or digits dropped.

    A score with decimals was rounded to those it prints. One without was rounded to the finest place of its column,
    `table`'s; where a whole column prints none, to the report's finest.
    """
    if score.value is None:
        return None
    unit = score.last_place if score.decimals else min(score.last_place, _finest(report, table))
    found = Interval.printed(score.value, unit).hull(Interval.printed(score.value, unit, Rounding.TRUNCATED))
    # Nobody gives less than nothing: the lower half of a printed 0 is cut off.
    return found.maximum(Decimal(0)) if score.value >= 0 else found


def _finest(report: Report, table: int | None) -> Decimal:
    column = [
        row.stated_score.last_place
        for row in report.indicators
        if row.table == table and row.stated_score is not None and row.stated_score.decimals
    ]
    return min(column) if column else score_precision(report)


def verdict(proving: IntervalSet, strict: IntervalSet, stated: Interval) -> Outcome:
    """Proved wrong, forced, or open; `proving` rests on measured and documented facts only."""
    if proving.is_empty or strict.is_empty:
        return Outcome.UNDECIDABLE
    if not proving.meets(stated):
        return Outcome.INCONSISTENT
    if strict.within(stated):
        return Outcome.CONSISTENT
    return Outcome.UNDECIDABLE


def fit(possible: IntervalSet, stated: Quantity) -> Fit | None:
    """How the stated score sits in the possible ones."""
    if stated.value is None:
        return None
    if possible.contains(stated.value):
        return Fit.EXACT
    rounded = Interval.printed(stated.value, stated.last_place)
    if possible.meets(rounded):
        return Fit.ROUNDED
    truncated = Interval.printed(stated.value, stated.last_place, Rounding.TRUNCATED)
    return Fit.TRUNCATED if possible.meets(truncated) else Fit.MISMATCH
