"""Equations between printed numbers: what follows for each of them, how an equation holds, what would repair it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from extractor.model.findings import Fit
from extractor.model.intervals import Interval, Rounding, total
from extractor.model.quantities import Approximation, Dimension, Quantity

HUNDRED = Decimal(100)
_EXACT = Context(prec=60)
_CENT = Decimal("0.01")


class Form(StrEnum):
    """The shapes of equation that reports state."""

    SUM = "sum"  # all operands together
    DIFFERENCE = "difference"  # all operands but the last, less the last
    RATE = "rate"  # first ÷ second, in per cent
    QUOTIENT = "quotient"  # first ÷ second
    GROWTH = "growth"  # change ÷ (current − change), in per cent; operands: current, change
    DECLINE = "decline"  # change ÷ (current + change), in per cent
    RISE = "rise"  # (first − second) ÷ second, in per cent; operands: current, base
    FALL = "fall"  # (second − first) ÷ second, in per cent
    SCORE = "score"  # rate in per cent × points, at most the points
    MONEY_SCORE = "money_score"  # first ÷ second × points (the third), at most the points
    SAME = "same"  # the one operand again


_SCORES = (Form.SCORE, Form.MONEY_SCORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """Numbers that hang together. `result` is the printed outcome, or None where it is the constant `goal`."""

    form: Form
    operands: tuple[Quantity, ...]
    result: Quantity | None = None
    goal: Decimal | None = None

    @property
    def figures(self) -> tuple[Quantity, ...]:
        """All printed numbers of the equation."""
        return self.operands if self.result is None else (*self.operands, self.result)


def compute(form: Form, operands: Sequence[Interval]) -> Interval:
    """What the operands give; everything where a divisor may be zero."""
    match form:
        case Form.SUM:
            return total(operands)
        case Form.DIFFERENCE:
            return total(operands[:-1]) - operands[-1]
        case Form.QUOTIENT:
            return operands[0] / operands[1]
        case Form.RATE:
            return (operands[0] / operands[1]).scaled(HUNDRED)
        case Form.GROWTH:
            return _growth(operands[0], operands[1], down=False)
        case Form.DECLINE:
            return _growth(operands[0], operands[1], down=True)
        case Form.RISE:
            return (operands[0] / operands[1]).scaled(HUNDRED) - Interval.point(HUNDRED)
        case Form.FALL:
            return Interval.point(HUNDRED) - (operands[0] / operands[1]).scaled(HUNDRED)
        case Form.SCORE:
            share = operands[0].scaled(Decimal("0.01")).clamped(Decimal(0), Decimal(1))
            return share * operands[1]
        case Form.MONEY_SCORE:
            share = (operands[0] / operands[1]).clamped(Decimal(0), Decimal(1))
            return share * operands[2]
        case Form.SAME:
            return operands[0]


def _growth(current: Interval, change: Interval, *, down: bool) -> Interval:
    # current ÷ base ∓ 1 takes each operand where its extremes lie; change ÷ (current ∓ change) counts change twice and
    # would be wider than what can be. With q = current ÷ change the rate is 1 ÷ (q ∓ 1): each operand once.
    if change.contains(Decimal(0)):
        return (change / (current + change if down else current - change)).scaled(HUNDRED)
    quotient = current / change
    divisor = quotient + Interval.point(1) if down else quotient - Interval.point(1)
    return divisor.reciprocal().scaled(HUNDRED)


def value_of(form: Form, values: Sequence[Decimal]) -> Decimal | None:
    """The plain figure for the printed values themselves; None where a divisor is zero."""
    exact = compute(form, [Interval.point(value) for value in values])
    if exact.low is None or exact.high is None:
        return None
    return _EXACT.divide(_EXACT.add(exact.low, exact.high), Decimal(2))


def fit_of(equation: Equation, intervals: Sequence[Interval] | None = None) -> Fit | None:
    """How the equation holds, every lawful rounding tried; None where nothing can be said (a divisor may be zero).

    `intervals` replaces what the operands stand for (a score without decimals in a report that prints decimals).
    """
    operands = list(intervals) if intervals is not None else [operand.interval for operand in equation.operands]
    computed = compute(equation.form, operands)
    if computed.low is None and computed.high is None:
        return None
    if equation.result is None:
        goal = equation.goal if equation.goal is not None else Decimal(0)
        return _fit_to_goal(equation, computed, goal)
    plain = _plain_fit(equation, equation.result)
    if plain is not None:
        return plain
    if _loose(equation):
        return Fit.APPROX if computed.meets(equation.result.interval) else Fit.MISMATCH
    return _lawful_fit(equation, operands, computed, equation.result)


def _fit_to_goal(equation: Equation, computed: Interval, goal: Decimal) -> Fit:
    values = [operand.value for operand in equation.operands if operand.value is not None]
    if len(values) == len(equation.operands) and value_of(equation.form, values) == goal:
        return Fit.EXACT
    return Fit.ROUNDED if computed.contains(goal) or goal in (computed.low, computed.high) else Fit.MISMATCH


def _plain_fit(equation: Equation, result: Quantity) -> Fit | None:
    values = [operand.value for operand in equation.operands if operand.value is not None]
    if len(values) != len(equation.operands) or result.value is None or _loose(equation):
        return None
    value = value_of(equation.form, values)
    if value is None:
        return None
    if value == result.value:
        return Fit.EXACT
    if equation.form in _SCORES and rounded(rounded(value, _CENT), result.last_place) == result.value:
        # The software keeps two decimals; a form that shows fewer rounds them once more.
        return Fit.ROUNDED
    if result.interval.is_point:
        return None
    if result.value in (rounded(value, result.last_place), rounded(value, result.last_place, Rounding.HALF_EVEN)):
        return Fit.ROUNDED
    if result.value == rounded(value, result.last_place, Rounding.TRUNCATED):
        return Fit.TRUNCATED
    return None


def _lawful_fit(equation: Equation, operands: list[Interval], computed: Interval, result: Quantity) -> Fit:
    if equation.form is Form.SAME:
        return _same_fit(equation.operands[0], result, operands[0])
    if computed.meets(result.interval):
        return Fit.ROUNDED
    for rounding, interval in _by_rounding(result):
        if computed.meets(interval):
            return Fit.TRUNCATED if rounding is Rounding.TRUNCATED else Fit.ROUNDED
    # A form that cuts digits off cuts them off everywhere: operands and result alike.
    cut = [_by_rounding(operand)[-1][1] for operand in equation.operands]
    by_cutting = compute(equation.form, cut)
    return Fit.TRUNCATED if by_cutting.meets(_by_rounding(result)[-1][1]) else Fit.MISMATCH


def _same_fit(one: Quantity, other: Quantity, interval: Interval) -> Fit:
    """One value printed twice: both times rounded in the same way, or the one as exactly as it is known."""
    if one.last_place == other.last_place and one.value is not None and not one.interval.is_point:
        # Printed to the same place, one value cannot give two figures, whatever the rounding.
        return Fit.MISMATCH
    if interval.meets(other.interval):
        return Fit.ROUNDED
    for (rounding, here), (_, there) in zip(_by_rounding(one), _by_rounding(other), strict=True):
        if here.meets(there):
            return Fit.TRUNCATED if rounding is Rounding.TRUNCATED else Fit.ROUNDED
    return Fit.MISMATCH


def _by_rounding(quantity: Quantity) -> tuple[tuple[Rounding, Interval], ...]:
    """What a quantity stands for under each rounding; three times the same where it was not rounded."""
    lawful = quantity.lawful()
    if len(lawful) != len(Rounding):
        return tuple((rounding, quantity.interval) for rounding in Rounding)
    return tuple(zip(Rounding, lawful, strict=True))


def _loose(equation: Equation) -> bool:
    return any(figure.approximation is not Approximation.EXACT for figure in equation.figures)


def rounded(value: Decimal, place: Decimal, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """`value` at a multiple of `place`: 四舍五入 (half up, away from zero), half even, or digits cut off."""
    mode = {
        Rounding.HALF_UP: ROUND_HALF_UP,
        Rounding.HALF_EVEN: ROUND_HALF_EVEN,
        Rounding.TRUNCATED: ROUND_DOWN,
    }[rounding]
    steps = _EXACT.divide(value, place).quantize(Decimal(1), rounding=mode)
    return _EXACT.multiply(steps, place)


def gap(computed: Interval, stated: Interval) -> Decimal:
    """How far two intervals are apart; zero when they meet or touch."""
    if computed.low is not None and stated.high is not None and computed.low > stated.high:
        return computed.low - stated.high
    if computed.high is not None and stated.low is not None and computed.high < stated.low:
        return stated.low - computed.high
    return Decimal(0)


def solved(equation: Equation, index: int) -> Decimal | None:
    """The value of figure `index` (of `figures`) that would make the equation hold for the printed others.

    None where the form has no such solution (a divisor of zero, a capped score).
    """
    values = [figure.value for figure in equation.figures]
    if any(value is None for place, value in enumerate(values) if place != index):
        return None
    known = [value if value is not None else Decimal(0) for value in values]
    operands = known[: len(equation.operands)]
    result = known[-1] if equation.result is not None else (equation.goal or Decimal(0))
    if index == len(equation.operands):
        return value_of(equation.form, operands)
    return _solved_operand(equation.form, operands, result, index)


def _solved_operand(form: Form, operands: list[Decimal], result: Decimal, index: int) -> Decimal | None:
    match form:
        case Form.SUM:
            return result - sum((value for place, value in enumerate(operands) if place != index), Decimal(0))
        case Form.DIFFERENCE:
            others = sum((value for place, value in enumerate(operands[:-1]) if place != index), Decimal(0))
            return result + operands[-1] - others if index < len(operands) - 1 else others - result
        case Form.RATE | Form.QUOTIENT | Form.SCORE:
            return _solved_product(form, operands, result, index)
        case Form.GROWTH | Form.DECLINE | Form.RISE | Form.FALL | Form.MONEY_SCORE:
            return None
        case Form.SAME:
            return result


def _solved_product(form: Form, operands: list[Decimal], result: Decimal, index: int) -> Decimal | None:
    if form in (Form.RATE, Form.QUOTIENT):
        scale = HUNDRED if form is Form.RATE else Decimal(1)
        if index == 0:
            return _EXACT.multiply(result, operands[1]) / scale
        return None if result == 0 else _EXACT.divide(_EXACT.multiply(operands[0], scale), result)
    other = operands[1 - index]
    return None if other == 0 else _EXACT.divide(_EXACT.multiply(result, HUNDRED), other)


def restated(quantity: Quantity, value: Decimal) -> Interval:
    """What `quantity` would stand for if it had been printed as `value` (rounded to its printed places)."""
    printed = rounded(value, quantity.last_place)
    return Interval.point(printed) if quantity.interval.is_point else Interval.printed(printed, quantity.last_place)


def exact(points: Quantity) -> Quantity:
    """Points are set, not measured: they stand for themselves."""
    if points.value is None or points.interval.is_point:
        return points
    return replace(points, interval=Interval.point(points.value))


def scored(score: Quantity, place: Decimal) -> Quantity:
    """A score in a report whose finest printed place is `place` (Liwan's 2 is 2 ± 0.005); with decimals as it is."""
    if score.value is None or score.approximation is not Approximation.EXACT or score.decimals > 0:
        return score
    if score.unit.dimension not in (Dimension.SCORE, Dimension.NONE):
        return score
    if place >= 1:
        # No score has decimals: then scores are whole points, and a sum of them is exact.
        return exact(score)
    return replace(score, interval=Interval.printed(score.value, place), last_place=place)


def computed(score: Quantity, place: Decimal) -> Quantity:
    """A score that follows from a rate: rounded to the finest place of the report, to whole points where no score
    has decimals.
    """
    if score.value is None or score.decimals > 0 or score.approximation is not Approximation.EXACT:
        return score
    fine = min(place, Decimal(1))
    return replace(score, interval=Interval.printed(score.value, fine), last_place=fine)


def term(score: Quantity, points: Quantity | None, place: Decimal, *, whole: bool = True) -> Quantity:
    """What a row's score stands for in a sum where scores are printed to `place`.

    Full marks printed without decimals are given, not computed: they are exact. Every other score may have been rounded
    to `place` (8.6 beside 8.676 is 8.600), but never from above its points. `whole` tells that the whole form counts in
    whole points: then they are meant.
    """
    if score.value is None or score.approximation is not Approximation.EXACT:
        return score
    full = points is not None and score.value == points.value
    if full and score.decimals == 0:
        return exact(score)
    if place >= 1 and whole:
        return exact(score)
    fine = min(place, score.last_place)
    interval = Interval.printed(score.value, fine)
    return replace(score, interval=interval.minimum(score.value) if full else interval, last_place=fine)
