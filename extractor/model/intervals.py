"""Interval arithmetic on `Decimal`: what a printed number can stand for, and what follows from it.

Every operation is outward: a true value inside the operands never falls outside the result. Divisions that do not come
out even are rounded outward at `_PRECISION` significant digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from enum import StrEnum

from extractor.model.records import quickly_made

_PRECISION = 60
_DOWN = Context(prec=_PRECISION, rounding=ROUND_FLOOR)
_UP = Context(prec=_PRECISION, rounding=ROUND_CEILING)
ZERO = Decimal(0)
ONE = Decimal(1)
_TWO = Decimal(2)


class Truth(StrEnum):
    """The answer to a comparison of intervals."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"

    def negated(self) -> Truth:
        """Yes for no, no for yes."""
        match self:
            case Truth.YES:
                return Truth.NO
            case Truth.NO:
                return Truth.YES
            case Truth.UNDECIDED:
                return Truth.UNDECIDED


class Rounding(StrEnum):
    """How a printed number came from the true one; all three are lawful on a form that does not say."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class _End:
    """One end of an interval; `value` None is infinite, and an infinite end is always open."""

    value: Decimal | None
    open: bool


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A non-empty set of consecutive real numbers; `low`/`high` None means unbounded on that side.

    Raises:
        ValueError: the ends leave no number between them, or are not finite.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        if low is None:
            object.__setattr__(self, "low_open", True)
        elif not low.is_finite():
            raise ValueError(f"an interval's end must be finite or None, not {low}")
        if high is None:
            object.__setattr__(self, "high_open", True)
        elif not high.is_finite():
            raise ValueError(f"an interval's end must be finite or None, not {high}")
        elif low is not None and low >= high:
            if low > high:
                raise ValueError(f"low {low} above high {high}")
            if self.low_open or self.high_open:
                raise ValueError(f"nothing lies between the open ends at {low}")

    @classmethod
    def point(cls, value: Decimal | int | str) -> Interval:
        """The one number `value`."""
        exact = Decimal(value)
        return cls(low=exact, high=exact)

    @classmethod
    def everything(cls) -> Interval:
        """All numbers: nothing is known."""
        return cls(low=None, high=None)

    @classmethod
    def at_least(cls, value: Decimal, *, open: bool = False) -> Interval:
        """[value, ∞), or (value, ∞) when `open`."""
        return cls(low=value, high=None, low_open=open)

    @classmethod
    def at_most(cls, value: Decimal, *, open: bool = False) -> Interval:
        """(-∞, value], or (-∞, value) when `open`."""
        return cls(low=None, high=value, high_open=open)

    @classmethod
    def printed(cls, value: Decimal, unit: Decimal, rounding: Rounding = Rounding.HALF_UP) -> Interval:
        """The true values that are printed as `value` when the last printed place is worth `unit`.

        Half up moves the half away from zero, as Chinese forms do (四舍五入); truncation drops digits toward zero.
        """
        half = _UP.divide(unit, _TWO)
        below, above = _DOWN.subtract(value, half), _UP.add(value, half)
        match rounding:
            case Rounding.HALF_UP:
                if value > 0:
                    return cls(low=below, high=above, high_open=True)
                if value < 0:
                    return cls(low=below, high=above, low_open=True)
                return cls(low=below, high=above, low_open=True, high_open=True)
            case Rounding.HALF_EVEN:
                return cls(low=below, high=above)
            case Rounding.TRUNCATED:
                if value > 0:
                    return cls(low=value, high=_UP.add(value, unit), high_open=True)
                if value < 0:
                    return cls(low=_DOWN.subtract(value, unit), high=value, low_open=True)
                return cls(low=unit.copy_negate(), high=unit, low_open=True, high_open=True)

    @property
    def is_point(self) -> bool:
        """Whether exactly one number is left."""
        return self.low is not None and self.low == self.high

    @property
    def width(self) -> Decimal | None:
        """High minus low; None where unbounded."""
        if self.low is None or self.high is None:
            return None
        return _UP.subtract(self.high, self.low)

    def contains(self, value: Decimal) -> bool:
        """Whether `value` is one of the numbers."""
        if self.low is not None and (value < self.low or (value == self.low and self.low_open)):
            return False
        return self.high is None or value < self.high or (value == self.high and not self.high_open)

    def within(self, other: Interval) -> bool:
        """Whether every number of this interval is in `other`."""
        return _starts_no_earlier(self, other) and _ends_no_later(self, other)

    def intersection(self, other: Interval) -> Interval | None:
        """The numbers in both, or None when there are none."""
        low = self if _starts_no_earlier(self, other) else other
        high = self if _ends_no_later(self, other) else other
        if low.low is not None and high.high is not None:
            if low.low > high.high:
                return None
            if low.low == high.high and (low.low_open or high.high_open):
                return None
        return Interval(low=low.low, low_open=low.low_open, high=high.high, high_open=high.high_open)

    def meets(self, other: Interval) -> bool:
        """Whether some number is in both."""
        return not _lies_below(self, other) and not _lies_below(other, self)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval around both."""
        low = other if _starts_no_earlier(self, other) else self
        high = other if _ends_no_later(self, other) else self
        return Interval(low=low.low, low_open=low.low_open, high=high.high, high_open=high.high_open)

    def __neg__(self) -> Interval:
        return Interval(
            low=None if self.high is None else self.high.copy_negate(),
            low_open=self.high_open,
            high=None if self.low is None else self.low.copy_negate(),
            high_open=self.low_open,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            low=None if self.low is None or other.low is None else _DOWN.add(self.low, other.low),
            low_open=self.low_open or other.low_open,
            high=None if self.high is None or other.high is None else _UP.add(self.high, other.high),
            high_open=self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def __mul__(self, other: Interval) -> Interval:
        own, factor = _positive_ends(self), _positive_ends(other)
        if own is not None and factor is not None:
            # As nearly all products are: the low ends make the low one, the high ends the high one.
            low, high = _DOWN.multiply(own[0], factor[0]), _UP.multiply(own[1], factor[1])
            point = low == high
            return Interval(
                low=low,
                high=high,
                low_open=not point and (self.low_open or other.low_open),
                high_open=not point and (self.high_open or other.high_open),
            )
        return _from_products(_product(a, b) for a in self._ends() for b in other._ends())

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients; unbounded (nothing known) when the divisor may be zero."""
        if other.contains(ZERO):
            return Interval.everything()
        return self * other.reciprocal()

    def reciprocal(self) -> Interval:
        """1 ÷ every number; the interval must not contain zero (everything otherwise)."""
        if self.contains(ZERO):
            return Interval.everything()
        low = _reciprocal(self.high, self.high_open, down=True, negative_side=False)
        high = _reciprocal(self.low, self.low_open, down=False, negative_side=True)
        return Interval(low=low.value, low_open=low.open, high=high.value, high_open=high.open)

    def scaled(self, factor: Decimal) -> Interval:
        """Every number times `factor`."""
        return self * Interval.point(factor)

    def clamped(self, low: Decimal | None, high: Decimal | None) -> Interval:
        """Every number moved to `low` if below it and to `high` if above it."""
        return self.maximum(low).minimum(high)

    def maximum(self, floor: Decimal | None) -> Interval:
        """max(floor, number) for every number."""
        if floor is None or (self.low is not None and self.low >= floor):
            return self
        if self.high is not None and (self.high < floor or (self.high == floor)):
            return Interval.point(floor)
        return Interval(low=floor, high=self.high, high_open=self.high_open)

    def larger(self, other: Interval) -> Interval:
        """max(one, other) for every number of each."""
        begin = self if _starts_no_earlier(self, other) else other
        end = other if _ends_no_later(self, other) else self
        return Interval(low=begin.low, low_open=begin.low_open, high=end.high, high_open=end.high_open)

    def minimum(self, cap: Decimal | None) -> Interval:
        """min(cap, number) for every number."""
        if cap is None:
            return self
        return -((-self).maximum(cap.copy_negate()))

    def magnitude(self) -> Interval:
        """The absolute values."""
        if self.low is not None and self.low >= 0:
            return self
        if self.high is not None and self.high <= 0:
            return -self
        mirrored = -self
        if self.high is None or mirrored.high is None:
            return Interval(low=ZERO, high=None)
        wider = self if _ends_no_later(mirrored, self) else mirrored
        return Interval(low=ZERO, high=wider.high, high_open=wider.high_open)

    def less_or_equal(self, other: Interval) -> Truth:
        """Whether every number here is ≤ every number there (yes), none can be (no), or it depends."""
        gap = self - other
        if gap.high is not None and gap.high <= 0:
            return Truth.YES
        if gap.low is not None and (gap.low > 0 or (gap.low == 0 and gap.low_open)):
            return Truth.NO
        return Truth.UNDECIDED

    def less(self, other: Interval) -> Truth:
        """Whether every number here is < every number there."""
        return other.less_or_equal(self).negated()

    def equal(self, other: Interval) -> Truth:
        """Yes for two equal points, no when nothing is common, else undecided."""
        if not self.meets(other):
            return Truth.NO
        return Truth.YES if self.is_point and other.is_point else Truth.UNDECIDED

    def _ends(self) -> tuple[tuple[_End, int], tuple[_End, int]]:
        return (_End(self.low, self.low_open), -1), (_End(self.high, self.high_open), 1)

    def __str__(self) -> str:
        if self.is_point:
            return format_decimal(self.low)
        left = "(" if self.low_open else "["
        right = ")" if self.high_open else "]"
        low = "-∞" if self.low is None else format_decimal(self.low)
        high = "∞" if self.high is None else format_decimal(self.high)
        return f"{left}{low}, {high}{right}"


def format_decimal(value: Decimal | None) -> str:
    """Plain digits without exponent or trailing zeros; long quotients are shortened to eight significant places."""
    if value is None:
        return "∞"
    if value == 0:
        return "0"
    digits = value.as_tuple().digits
    if len(digits) > 20:
        value = Context(prec=8).plus(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum of all; zero for none."""
    result = Interval.point(0)
    for interval in intervals:
        result = result + interval
    return result


def _starts_no_earlier(one: Interval, other: Interval) -> bool:
    if other.low is None:
        return True
    if one.low is None:
        return False
    return one.low > other.low or (one.low == other.low and (one.low_open or not other.low_open))


def _ends_no_later(one: Interval, other: Interval) -> bool:
    if other.high is None:
        return True
    if one.high is None:
        return False
    return one.high < other.high or (one.high == other.high and (one.high_open or not other.high_open))


def _lies_below(one: Interval, other: Interval) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and (one.high_open or other.low_open))


@dataclass(frozen=True, slots=True)
class _Product:
    """The product of two ends, rounded both ways; None with a sign is an infinite one."""

    down: Decimal | None
    up: Decimal | None
    sign: int
    open: bool


def _product(one: tuple[_End, int], other: tuple[_End, int]) -> _Product:
    (a, a_side), (b, b_side) = one, other
    if a.value is not None and b.value is not None:
        # A closed zero is reached whatever the other factor is.
        reached_zero = (a.value == 0 and not a.open) or (b.value == 0 and not b.open)
        return _Product(
            _DOWN.multiply(a.value, b.value),
            _UP.multiply(a.value, b.value),
            0,
            (a.open or b.open) and not reached_zero,
        )
    sign_a = a_side if a.value is None else (a.value > 0) - (a.value < 0)
    sign_b = b_side if b.value is None else (b.value > 0) - (b.value < 0)
    sign = sign_a * sign_b
    if sign == 0:
        zero_open = (a.value == 0 and a.open) or (b.value == 0 and b.open)
        return _Product(ZERO, ZERO, 0, bool(zero_open))
    return _Product(None, None, sign, True)


def _positive_ends(interval: Interval) -> tuple[Decimal, Decimal] | None:
    """The ends of a bounded interval above zero."""
    low, high = interval.low, interval.high
    return (low, high) if low is not None and high is not None and low > 0 else None


def _from_products(products: Iterable[_Product]) -> Interval:
    found = list(products)
    low: Decimal | None = None
    low_open = high_open = True
    high: Decimal | None = None
    if not any(p.down is None and p.sign < 0 for p in found):
        low = min(p.down for p in found if p.down is not None)
        low_open = all(p.open for p in found if p.down == low)
    if not any(p.up is None and p.sign > 0 for p in found):
        high = max(p.up for p in found if p.up is not None)
        high_open = all(p.open for p in found if p.up == high)
    if low is not None and low == high:
        low_open = high_open = False
    return Interval(low=low, low_open=low_open, high=high, high_open=high_open)


def _reciprocal(value: Decimal | None, open: bool, *, down: bool, negative_side: bool) -> _End:
    if value is None:
        return _End(ZERO, True)
    if value == 0:
        return _End(None, True)
    exact = (_DOWN if down else _UP).divide(ONE, value)
    return _End(exact, open)
