"""Expressions of a rule as sets of values."""

from __future__ import annotations

from extractor.model.criteria import Arithmetic, Compare, Comparison, Const, Expr, NumFact
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval, Truth
from extractor.rescoring.known import EITHER, KnownFacts

_MOST_PARTS = 48
_DEEPEST_DEFINITION = 3


def values(expr: Expr, facts: KnownFacts, depth: int = 0) -> IntervalSet:
    """All values that `expr` can have; an unknown fact ranges over its domain or follows from its definition."""
    match expr:
        case Const():
            return IntervalSet.of(Interval.point(expr.value))
        case NumFact():
            return _fact(expr, facts, depth)
        case Arithmetic():
            left, right = values(expr.left, facts, depth), values(expr.right, facts, depth)
            return _applied(expr.op, left, right)


def _fact(fact: NumFact, facts: KnownFacts, depth: int) -> IntervalSet:
    known = facts.numbers.get(fact.name)
    if known is not None:
        # A rate printed as 0 % is rounded, yet no rate is negative.
        possible = known.intersection(fact.domain)
        return known if possible.is_empty else possible
    domain = IntervalSet.of(fact.domain)
    if fact.definition is None or depth >= _DEEPEST_DEFINITION:
        return domain
    defined = values(fact.definition, facts, depth + 1)
    within = defined.intersection(fact.domain)
    # A computed value outside of what the rule expects is still a value.
    return defined if within.is_empty else within


def _applied(op: str, left: IntervalSet, right: IntervalSet) -> IntervalSet:
    results = [_one(op, one, two) for one in left.parts for two in right.parts]
    return IntervalSet.of(*results).coarsened(_MOST_PARTS)


def _one(op: str, one: Interval, two: Interval) -> Interval:
    match op:
        case "+":
            return one + two
        case "-":
            return one - two
        case "*":
            return one * two
        case "/":
            return one / two
        case "max":
            return one.larger(two)
        case _:
            raise ValueError(f"{op} is not an operation of a rule")


def answers(condition: Compare, facts: KnownFacts) -> frozenset[bool]:
    """Whether the comparison can hold, can fail, or both."""
    left, right = values(condition.left, facts), values(condition.right, facts)
    found: set[bool] = set()
    for one in left.parts:
        for two in right.parts:
            match _compared(condition.sign, one, two):
                case Truth.YES:
                    found.add(True)
                case Truth.NO:
                    found.add(False)
                case Truth.UNDECIDED:
                    return EITHER
    return frozenset(found) or EITHER


def _compared(sign: Comparison, one: Interval, two: Interval) -> Truth:
    match sign:
        case Comparison.EQUAL:
            return one.equal(two)
        case Comparison.AT_MOST:
            return one.less_or_equal(two)
        case Comparison.LESS:
            return one.less(two)
        case Comparison.AT_LEAST:
            return two.less_or_equal(one)
        case Comparison.MORE:
            return two.less(one)


def half_line(sign: Comparison, interval: Interval) -> IntervalSet | None:
    """The numbers x with `x sign y` for the one number y of `interval`; None where y is not one number."""
    if not interval.is_point or interval.low is None:
        return None
    mark = interval.low
    match sign:
        case Comparison.EQUAL:
            return IntervalSet.of(interval)
        case Comparison.AT_MOST:
            return IntervalSet.of(Interval.at_most(mark))
        case Comparison.LESS:
            return IntervalSet.of(Interval.at_most(mark, open=True))
        case Comparison.AT_LEAST:
            return IntervalSet.of(Interval.at_least(mark))
        case Comparison.MORE:
            return IntervalSet.of(Interval.at_least(mark, open=True))


def without(whole: IntervalSet, part: Interval) -> IntervalSet:
    """The numbers of `whole` that are not in `part`."""
    pieces: list[Interval] = []
    if part.low is not None:
        pieces.append(Interval.at_most(part.low, open=not part.low_open))
    if part.high is not None:
        pieces.append(Interval.at_least(part.high, open=not part.high_open))
    return whole.intersection(IntervalSet.of(*pieces)) if pieces else IntervalSet()
