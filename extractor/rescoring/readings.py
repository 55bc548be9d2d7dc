"""The mechanisms behind lawful readings: what a rate of attainment, or a grade, gives of the points."""

from __future__ import annotations

from decimal import Decimal

from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.packs.lawful import Lawful
from extractor.packs.schemes import SchemeRules

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
ALL = SchemeRules(
    execution=("linear", "bands"),
    forward=("ratio", "pass_line"),
    reverse=("ratio", "linear"),
    qualitative=("80_60", "80_50"),
    satisfaction=("ratio", "bands"),
)


def scores(reading: Lawful, rate: Interval, points: Decimal) -> IntervalSet:
    """The scores that a rate of attainment in per cent (100 = met) gives."""
    match reading.kind:
        case "pass_line":
            return _over_the_line(reading, rate, points)
        case "bands":
            return _banded(reading, rate, points)
        case _:
            share = (rate / Interval.point(_HUNDRED)).clamped(_ZERO, Decimal(1))
            return IntervalSet.of(share.scaled(points))


def reverse_scores(reading: Lawful, ratio: Interval, points: Decimal) -> IntervalSet:
    """The scores where less is better; `ratio` is actual over target in per cent and above 100."""
    if reading.kind == "linear":
        share = (Interval.point(2 * _HUNDRED) - ratio) / Interval.point(_HUNDRED)
    else:
        share = Interval.point(_HUNDRED) / ratio
    return IntervalSet.of(share.clamped(_ZERO, Decimal(1)).scaled(points))


def _over_the_line(reading: Lawful, rate: Interval, points: Decimal) -> IntervalSet:
    found: list[Interval] = []
    if rate.meets(Interval.at_most(reading.line, open=True)):
        found.append(Interval.point(_ZERO))
    above = rate.intersection(Interval.at_least(reading.line))
    if above is not None:
        share = (above - Interval.point(reading.line)) / Interval.point(_HUNDRED - reading.line)
        found.append(share.clamped(_ZERO, Decimal(1)).scaled(points))
    return IntervalSet.of(*found)


def _banded(reading: Lawful, rate: Interval, points: Decimal) -> IntervalSet:
    found: list[Interval] = []
    upper: Decimal | None = None
    for low, share in reading.steps:
        band = Interval(low=low if low > 0 else None, high=upper, high_open=True)
        if rate.meets(band):
            found.append(Interval.point(points * share))
        upper = low
    return IntervalSet.of(*found)


def grade_scores(reading: Lawful, word: str, points: Decimal) -> IntervalSet:
    """The scores of a grade: `met`, `partly`, `unmet`, or `met-or-partly`; upper ends open but for the best."""
    first, second = (cut / _HUNDRED * points for cut in reading.cuts)
    met = Interval(low=first, high=points)
    partly = _half_open(second, first)
    match word:
        case "met":
            return IntervalSet.of(met)
        case "met-or-partly":
            return IntervalSet.of(met, partly)
        case "partly":
            # 80 % itself is given to the second grade often enough; only beyond it the grade is contradicted.
            return IntervalSet.of(Interval(low=second, high=first))
        case _:
            return IntervalSet.of(_half_open(_ZERO, second) if second > 0 else Interval.point(_ZERO))


def _half_open(low: Decimal, high: Decimal) -> Interval:
    return Interval(low=low, high=high, high_open=True) if low < high else Interval.point(low)
