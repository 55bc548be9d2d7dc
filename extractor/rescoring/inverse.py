"""Running a rule backwards: which values of its one number would give the stated score."""

from __future__ import annotations

from decimal import Decimal

from extractor.model.criteria import Alt, Arithmetic, Bands, Clamp, Const, Expr, NumFact, Prop, Rule
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.rescoring.evaluating import possible_scores
from extractor.rescoring.known import KnownFacts

_ZERO = Decimal(0)


def required(rule: Rule, points: Decimal, stated: Interval) -> dict[str, IntervalSet]:
    """For a rule that rests on one number: the values that make the stated score possible.

    Empty where the rule has another shape; a number that no value can satisfy maps to the empty set.
    """
    found = _required(rule, points, stated)
    return {} if found is None else {found[0]: found[1]}


def _required(rule: Rule, points: Decimal, stated: Interval) -> tuple[str, IntervalSet] | None:
    match rule:
        case Prop():
            return _proportional(rule, points, stated)
        case Bands() if isinstance(rule.expr, NumFact):
            return _banded(rule, rule.expr, points, stated)
        case Clamp():
            return _required(rule.rule, points, stated)
        case Alt():
            return _together([_required(reading.rule, points, stated) for reading in rule.readings])
        case _:
            return None


def _together(found: list[tuple[str, IntervalSet] | None]) -> tuple[str, IntervalSet] | None:
    known = [entry for entry in found if entry is not None]
    if len(known) < len(found) or len({name for name, _ in known}) != 1:
        return None
    result = IntervalSet()
    for _, values in known:
        result = result.union(values)
    return known[0][0], result


def _proportional(rule: Prop, points: Decimal, stated: Interval) -> tuple[str, IntervalSet] | None:
    line = _linear(rule.expr)
    if line is None or points <= 0 or (line[1].low or _ZERO) <= 0:
        return None
    fact, slope, shift = line
    share = stated / Interval.point(points)
    if rule.cap is not None and share.contains(rule.cap):
        share = share.hull(Interval.at_least(rule.cap))
    if share.contains(rule.floor):
        share = share.hull(Interval.at_most(rule.floor))
    needed = (share - shift) / slope
    inside = IntervalSet.of(needed).intersection(fact.domain)
    return fact.name, inside


def _linear(expr: Expr) -> tuple[NumFact, Interval, Interval] | None:
    """The number x, a and b of a·x + b, outward where they do not come out even; None for other shapes."""
    if isinstance(expr, NumFact):
        return expr, Interval.point(1), Interval.point(0)
    if not isinstance(expr, Arithmetic) or not isinstance(expr.right, Const):
        return None
    inner = _linear(expr.left)
    if inner is None:
        return None
    fact, slope, shift = inner
    value = Interval.point(expr.right.value)
    match expr.op:
        case "+":
            return fact, slope, shift + value
        case "-":
            return fact, slope, shift - value
        case "*":
            return fact, slope * value, shift * value
        case "/" if expr.right.value != 0:
            return fact, slope / value, shift / value
        case _:
            return None


def _banded(rule: Bands, fact: NumFact, points: Decimal, stated: Interval) -> tuple[str, IntervalSet]:
    result = IntervalSet()
    for band in rule.bands:
        inside = IntervalSet.of(band.interval).intersection(fact.domain)
        if inside.is_empty:
            continue
        inner = _required(band.rule, points, stated)
        if inner is not None and inner[0] == fact.name:
            result = result.union(inside.intersection(inner[1]))
        elif possible_scores(band.rule, points, KnownFacts(numbers={fact.name: inside})).meets(stated):
            result = result.union(inside)
    return fact.name, result
