"""Set-valued evaluation: the scores that a rule can give with the facts at hand.

Every operator over-approximates, so a score outside the result is impossible. Unknown truths fork, numbers are
narrowed inside the band or branch that they select, and what several addends share is settled before they are added.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from extractor.model.criteria import (
    AllOf,
    Alt,
    AnyOf,
    Bands,
    Bonus,
    BoolFact,
    Choice,
    Clamp,
    Compare,
    Condition,
    Deduct,
    Discretion,
    Full,
    Gate,
    Hole,
    Items,
    Not,
    NumFact,
    Parts,
    Points,
    Prop,
    Rescale,
    Rule,
    Share,
    StepMode,
    Steps,
    Sum,
    Zero,
)
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.rescoring import sharing
from extractor.rescoring.known import EITHER, NOTHING_KNOWN, KnownFacts
from extractor.rescoring.numbers import answers, half_line, values, without

_MOST_PARTS = 400
_MOST_COUNTS = 2000
_ZERO = Decimal(0)


def possible_scores(rule: Rule, points: Decimal, facts: KnownFacts = NOTHING_KNOWN) -> IntervalSet:
    """The scores that `rule` can give on `points`; with nothing known, the reachable set."""
    return _Evaluation(points).scores(rule, points, facts)


class _Evaluation:
    """One evaluation; `whole` are the points of the whole indicator."""

    def __init__(self, whole: Decimal) -> None:
        self.whole = whole

    def scores(self, rule: Rule, points: Decimal, facts: KnownFacts) -> IntervalSet:
        match rule:
            case Full():
                return _point(points)
            case Zero():
                return _point(_ZERO)
            case Points():
                return _point(rule.points)
            case Share():
                return _point(rule.share * points)
            case Gate():
                found = [
                    self.scores(rule.then if answer else rule.otherwise, points, known)
                    for answer, known in branches(rule.condition, facts)
                ]
                return _union(found)
            case Bands():
                return self._bands(rule, points, facts)
            case Prop():
                return values(rule.expr, facts).clamped(rule.floor, rule.cap).scaled(points)
            case Deduct():
                return _deducted(rule, points, facts)
            case Steps():
                return _stepped(rule, points, facts)
            case Parts():
                return self._added([(part.rule, part.amount * points) for part in rule.parts], facts)
            case Items():
                return self._added([(part.rule, part.amount) for part in rule.parts], facts)
            case Sum():
                return self._added([(part, points) for part in rule.rules], facts)
            case Rescale():
                scale = self.whole if rule.points is None else rule.points
                return self.scores(rule.rule, scale, facts).scaled(rule.share)
            case Discretion():
                return IntervalSet.of(_between(rule, points))
            case Choice():
                labels = facts.labels.get(rule.subject)
                return _union(
                    [
                        self.scores(option.rule, points, facts)
                        for option in rule.options
                        if labels is None or option.label in labels
                    ]
                )
            case Clamp():
                return self.scores(rule.rule, points, facts).clamped(rule.low * points, rule.high * points)
            case Bonus():
                return self.scores(rule.rule, rule.cap, facts).clamped(_ZERO, rule.cap)
            case Alt():
                return _union([self.scores(reading.rule, points, facts) for reading in rule.readings])
            case Hole():
                return IntervalSet.of(Interval(low=_ZERO, high=points))

    def _bands(self, rule: Bands, points: Decimal, facts: KnownFacts) -> IntervalSet:
        found: list[IntervalSet] = []
        rest = value = values(rule.expr, facts)
        for band in rule.bands:
            inside = value.intersection(band.interval)
            if not inside.is_empty:
                found.append(self.scores(band.rule, points, _narrowed(rule, inside, facts)))
            rest = without(rest, band.interval)
        if not rest.is_empty:
            found.append(self.scores(rule.otherwise, points, _narrowed(rule, rest, facts)))
        return _union(found)

    def _added(self, addends: list[tuple[Rule, Decimal]], facts: KnownFacts) -> IntervalSet:
        found: list[IntervalSet] = []
        for known in sharing.settled([rule for rule, _ in addends], facts):
            total = _point(_ZERO)
            for rule, points in addends:
                total = total.plus(self.scores(rule, points, known)).coarsened(_MOST_PARTS)
            found.append(total)
        return _union(found)


def branches(condition: Condition, facts: KnownFacts) -> Iterator[tuple[bool, KnownFacts]]:
    """Every way that `condition` can turn out, each with what is then known."""
    match condition:
        case BoolFact():
            for answer in sorted(facts.truths.get(condition.text, EITHER)):
                yield answer, facts.with_truth(condition.text, answer)
        case Not():
            for answer, known in branches(condition.part, facts):
                yield not answer, known
        case AllOf():
            yield from _in_turn(condition.parts, facts, stop=False)
        case AnyOf():
            yield from _in_turn(condition.parts, facts, stop=True)
        case Compare():
            yield from _comparison(condition, facts)


def _in_turn(parts: tuple[Condition, ...], facts: KnownFacts, *, stop: bool) -> Iterator[tuple[bool, KnownFacts]]:
    if not parts:
        yield not stop, facts
        return
    for answer, known in branches(parts[0], facts):
        if answer is stop:
            yield answer, known
        else:
            yield from _in_turn(parts[1:], known, stop=stop)


def _comparison(condition: Compare, facts: KnownFacts) -> Iterator[tuple[bool, KnownFacts]]:
    right = values(condition.right, facts)
    line = half_line(condition.sign, right.parts[0]) if len(right.parts) == 1 else None
    if isinstance(condition.left, NumFact) and line is not None:
        value = values(condition.left, facts)
        inside = value.intersection(line)
        outside = value
        for part in line.parts:
            outside = without(outside, part)
        if not inside.is_empty:
            yield True, facts.with_number(condition.left.name, inside)
        if not outside.is_empty:
            yield False, facts.with_number(condition.left.name, outside)
        return
    for answer in sorted(answers(condition, facts)):
        yield answer, facts


def _narrowed(rule: Bands, inside: IntervalSet, facts: KnownFacts) -> KnownFacts:
    return facts.with_number(rule.expr.name, inside) if isinstance(rule.expr, NumFact) else facts


def _point(value: Decimal) -> IntervalSet:
    return IntervalSet.of(Interval.point(value))


def _union(sets: list[IntervalSet]) -> IntervalSet:
    return IntervalSet.of(*(part for found in sets for part in found.parts))


def _between(rule: Discretion, points: Decimal) -> Interval:
    low, high = rule.low * points, rule.high * points
    if low == high:
        return Interval.point(low)
    return Interval(low=low, high=high, low_open=rule.low_open, high_open=rule.high_open)


# --- deductions ------------------------------------------------------------------------------------------------------


def _deducted(rule: Deduct, points: Decimal, facts: KnownFacts) -> IntervalSet:
    room = points - rule.floor
    losses = {_ZERO}
    for deduction in rule.deductions:
        least, most = facts.counts.get(deduction.occurrence, (0, None))
        if deduction.times is not None:
            most = deduction.times if most is None else min(most, deduction.times)
            least = min(least, deduction.times)
        each = _losses(deduction.points, least, most, room)
        if each is None or len(each) * len(losses) > _MOST_COUNTS:
            return IntervalSet.of(Interval(low=min(rule.floor, points), high=points))
        losses = {min(room, one + other) for one in losses for other in each}
    return IntervalSet.points(max(rule.floor, points - loss) for loss in losses)


def _losses(each: Decimal, least: int, most: int | None, room: Decimal) -> set[Decimal] | None:
    """The losses of `least` to `most` occurrences; beyond `room` nothing more is lost."""
    if each <= 0 or room <= 0:
        return {_ZERO}
    enough = _ceiling(Fraction(room) / Fraction(each))
    last = enough if most is None else min(most, enough)
    first = min(least, enough)
    if last - first > _MOST_COUNTS:
        return None
    return {min(room, each * count) for count in range(first, max(first, last) + 1)}


def _stepped(rule: Steps, points: Decimal, facts: KnownFacts) -> IntervalSet:
    excess = values(rule.excess, facts).clamped(_ZERO, None)
    return _union([_steps_lost(rule, points, part) for part in excess.parts])


def _steps_lost(rule: Steps, points: Decimal, excess: Interval) -> IntervalSet:
    room = points - rule.floor
    if room <= 0 or rule.points <= 0:
        return _point(points)
    if rule.mode is StepMode.LINEAR:
        lost = excess.scaled(rule.points) / Interval.point(rule.step)
        return IntervalSet.of(Interval.point(points) - lost).clamped(rule.floor, points)
    enough = _ceiling(Fraction(room) / Fraction(rule.points))
    first, last = _step_counts(rule, excess, enough)
    if last - first > _MOST_COUNTS:
        return IntervalSet.of(Interval(low=rule.floor, high=points))
    return IntervalSet.points(max(rule.floor, points - rule.points * count) for count in range(first, last + 1))


def _step_counts(rule: Steps, excess: Interval, enough: int) -> tuple[int, int]:
    step = Fraction(rule.step)
    low = Fraction(excess.low if excess.low is not None else _ZERO) / step
    if rule.mode is StepMode.FLOOR:
        first = _floor(low)
        if excess.high is None:
            last = enough
        else:
            high = Fraction(excess.high) / step
            last = _ceiling(high) - 1 if excess.high_open else _floor(high)
    else:
        first = _floor(low) + 1 if excess.low_open else _ceiling(low)
        last = enough if excess.high is None else _ceiling(Fraction(excess.high) / step)
    first, last = min(first, enough), min(last, enough)
    return first, max(first, last)


def _ceiling(value: Fraction) -> int:
    return -((-value.numerator) // value.denominator)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator
