"""Target and actual value of a row: comparable or why not, met or not, and the rate of attainment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.model.intervals import Interval, Truth
from extractor.model.quantities import Approximation, Dimension, Quantity
from extractor.model.report import Direction, Indicator
from extractor.packs import Packs

_HUNDRED = Decimal(100)
_FULL_RATE = Interval.point(_HUNDRED)
_EXACT = (Approximation.EXACT, Approximation.AT_LEAST, Approximation.AT_MOST, Approximation.RANGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attained:
    """How far a target was met.

    `rates` are those that the readings of `family` (forward, reverse, satisfaction) work on: actual over target in per
    cent, as computed and as printed in the row. `own_rate` is the actual value where it is a rate itself. `doubt` is a
    reason code that forbids a verdict against the report.
    """

    family: str
    met: Truth
    rates: tuple[Interval, ...]
    own_rate: Interval | None = None
    target_zero: bool = False
    doubt: str = ""


def attained(indicator: Indicator, packs: Packs) -> Attained | str:
    """How far the row's target was met, or a reason code where that cannot be said."""
    target, actual = indicator.target, indicator.actual
    if target is None or target.value is None:
        return "target_not_numeric"
    if actual is None or actual.value is None:
        return "actual_not_numeric"
    if actual.approximation is not Approximation.EXACT:
        return "actual_repeats_target" if actual.approximation in _EXACT else "actual_approximate"
    if target.approximation not in _EXACT:
        return "target_approximate"
    common = _common(target, actual)
    if common is None:
        return _completion(indicator, target, actual) or "units_differ"
    wanted, reached = common
    satisfaction = packs.patterns.get("criteria/lawful", "satisfaction").search(indicator.name) is not None
    direction = _direction(indicator, target)
    if wanted.low == 0 == wanted.high:
        return _zero(reached, direction)
    if wanted.low is not None and wanted.low <= 0:
        return "target_not_positive"
    match direction:
        case Direction.LOWER:
            return _reverse(wanted, reached)
        case Direction.UNKNOWN:
            return _unknown(wanted, reached)
        case _:
            state = _forward(wanted, reached, satisfaction=satisfaction, exact=direction is Direction.EXACT)
            return _with_printed_rate(state, indicator.attainment)


def _direction(indicator: Indicator, target: Quantity) -> Direction:
    if indicator.direction is not Direction.UNKNOWN:
        return indicator.direction
    match target.approximation:
        case Approximation.AT_LEAST:
            return Direction.HIGHER
        case Approximation.AT_MOST:
            return Direction.LOWER
        case _:
            return Direction.UNKNOWN


def _common(target: Quantity, actual: Quantity) -> tuple[Interval, Interval] | None:
    """Both as plain numbers of one unit; the target as the one number that it names."""
    assert target.value is not None
    assert actual.value is not None
    if target.unit.symbol == actual.unit.symbol and target.unit.dimension is actual.unit.dimension:
        return Interval.point(target.value), actual.interval.maximum(Decimal(0))
    if actual.unit.dimension is Dimension.NONE and target.unit.dimension is not Dimension.NONE:
        return Interval.point(target.value / target.unit.factor), actual.interval.maximum(Decimal(0))
    if target.unit.dimension is Dimension.NONE and actual.unit.dimension is not Dimension.NONE:
        return Interval.point(target.value), (actual.interval / Interval.point(actual.unit.factor)).maximum(Decimal(0))
    return None


def _completion(indicator: Indicator, target: Quantity, actual: Quantity) -> Attained | None:
    """A rate as the actual value of a count or an amount: the share of the target that was reached."""
    if actual.unit.dimension is not Dimension.SHARE or target.unit.dimension is Dimension.SHARE:
        return None
    if indicator.direction is Direction.LOWER or target.unit.dimension is Dimension.DURATION:
        return None
    met = _FULL_RATE.less_or_equal(actual.interval)
    if actual.value is not None and actual.value >= _HUNDRED:
        met = Truth.YES
    return Attained(family="forward", met=met, rates=(actual.interval,), doubt="actual_is_a_rate")


def _forward(wanted: Interval, reached: Interval, *, satisfaction: bool, exact: bool) -> Attained:
    met = wanted.less_or_equal(reached)
    if met is Truth.UNDECIDED and wanted.low is not None and reached.contains(wanted.low):
        # 95% printed for a target of 95%: the printed values meet it, whatever the digits behind.
        met = Truth.YES if _printed_meets(wanted, reached) else met
    over = exact and wanted.less(reached) is Truth.YES
    return Attained(
        family="satisfaction" if satisfaction else "forward",
        met=met,
        rates=((reached / wanted).scaled(_HUNDRED),),
        own_rate=reached if satisfaction else None,
        doubt="beyond_exact_target" if over else "",
    )


def _with_printed_rate(state: Attained, printed: Quantity | None) -> Attained:
    """The rate of attainment that the row prints counts beside the computed one: scores are often taken from it."""
    if printed is None or printed.value is None or printed.unit.dimension is not Dimension.SHARE:
        return state
    if not any(rate.meets(printed.interval) for rate in state.rates):
        return state
    return replace(state, rates=(*state.rates, printed.interval))


def _printed_meets(wanted: Interval, reached: Interval) -> bool:
    """Whether the middle of the printed value, the printed number itself, reaches the target."""
    if reached.low is None or reached.high is None or wanted.low is None:
        return False
    return (reached.low + reached.high) / 2 >= wanted.low


def _reverse(wanted: Interval, reached: Interval) -> Attained:
    met = reached.less_or_equal(wanted)
    if met is Truth.UNDECIDED and reached.low is not None and reached.high is not None and wanted.high is not None:
        met = Truth.YES if (reached.low + reached.high) / 2 <= wanted.high else met
    return Attained(family="reverse", met=met, rates=((reached / wanted).scaled(_HUNDRED),))


def _zero(reached: Interval, direction: Direction) -> Attained | str:
    if direction is Direction.HIGHER:
        return "target_zero"
    none = reached.less_or_equal(Interval.point(0))
    if reached.low is not None and reached.high is not None and (reached.low + reached.high) <= 0:
        none = Truth.YES
    rate = _FULL_RATE if none is Truth.YES else Interval.point(0)
    return Attained(family="forward", met=none, rates=(rate,), target_zero=True)


def _unknown(wanted: Interval, reached: Interval) -> Attained | str:
    """Nobody says which side is good: only a value on the target itself is met whatever the direction."""
    if reached.contains(wanted.low or Decimal(0)):
        return Attained(family="forward", met=Truth.YES, rates=(_FULL_RATE,), doubt="direction_unknown")
    return "direction_unknown"
