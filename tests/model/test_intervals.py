"""Interval arithmetic never loses a true value: properties over random intervals, and the edges by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval, Rounding, Truth, format_decimal, total

D = Decimal
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=3, allow_nan=False, allow_infinity=False)
SMALL = st.decimals(min_value=-20, max_value=20, places=1, allow_nan=False, allow_infinity=False)


@st.composite
def intervals(draw, numbers=SMALL):
    """Any interval: points, open and closed ends, half-lines, everything."""
    low = draw(st.none() | numbers)
    high = draw(st.none() | numbers)
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is not None and low == high:
        return Interval.point(low)
    return Interval(low=low, high=high, low_open=draw(st.booleans()), high_open=draw(st.booleans()))


@st.composite
def members(draw, interval):
    """A number of the interval, often one of its ends or next to it."""
    low = interval.low if interval.low is not None else (interval.high if interval.high is not None else D(0)) - 64
    high = interval.high if interval.high is not None else low + 128
    first = 1 if interval.low_open and interval.low is not None else 0
    last = 63 if interval.high_open and interval.high is not None else 64
    return low + (high - low) * draw(st.integers(first, last)) / 64


@st.composite
def with_member(draw):
    """An interval with one of its numbers."""
    interval = draw(intervals())
    return interval, draw(members(interval))


def inside(value: Fraction, interval: Interval) -> bool:
    """Whether an exact fraction lies in the interval."""
    if interval.low is not None:
        low = Fraction(interval.low)
        if value < low or (value == low and interval.low_open):
            return False
    if interval.high is not None:
        high = Fraction(interval.high)
        if value > high or (value == high and interval.high_open):
            return False
    return True


@given(with_member(), with_member())
def test_sums_differences_and_products_hold_the_true_value(one, two):
    (a, x), (b, y) = one, two
    fx, fy = Fraction(x), Fraction(y)
    assert inside(fx + fy, a + b)
    assert inside(fx - fy, a - b)
    assert inside(fx * fy, a * b)
    assert inside(-fx, -a)
    assert inside(abs(fx), a.magnitude())


@given(with_member(), with_member())
def test_quotients_hold_the_true_value(one, two):
    (a, x), (b, y) = one, two
    assume(y != 0)
    assert inside(Fraction(x) / Fraction(y), a / b)
    assert inside(1 / Fraction(y), b.reciprocal())


@given(with_member(), SMALL, SMALL)
def test_clamping_holds_the_true_value(one, floor, cap):
    (a, x) = one
    assume(floor <= cap)
    assert a.clamped(floor, cap).contains(min(max(x, floor), cap))
    assert a.maximum(floor).contains(max(x, floor))
    assert a.minimum(cap).contains(min(x, cap))


@given(intervals(), intervals(), SMALL)
def test_intersection_and_hull_agree_with_membership(a, b, x):
    common = a.intersection(b)
    assert (common is not None and common.contains(x)) == (a.contains(x) and b.contains(x))
    assert a.meets(b) is (common is not None)
    if a.contains(x) or b.contains(x):
        assert a.hull(b).contains(x)
    if a.within(b) and a.contains(x):
        assert b.contains(x)


@given(with_member(), with_member())
def test_a_certain_answer_is_never_wrong(one, two):
    (a, x), (b, y) = one, two
    for answer, truth in ((a.less_or_equal(b), x <= y), (a.less(b), x < y), (a.equal(b), x == y)):
        if answer is Truth.YES:
            assert truth
        if answer is Truth.NO:
            assert not truth
        assert answer.negated().negated() is answer


@given(NUMBERS, st.integers(min_value=0, max_value=3), st.sampled_from(list(Rounding)))
def test_a_printed_number_stands_for_what_rounds_to_it(true, places, rounding):
    unit = D(1).scaleb(-places)
    how = {Rounding.HALF_UP: "ROUND_HALF_UP", Rounding.HALF_EVEN: "ROUND_HALF_EVEN", Rounding.TRUNCATED: "ROUND_DOWN"}
    printed = true.quantize(unit, rounding=how[rounding])
    assert Interval.printed(printed, unit, rounding).contains(true)


@given(st.lists(intervals(), max_size=5), SMALL)
def test_a_union_has_what_its_parts_have(parts, x):
    found = IntervalSet.of(*parts)
    assert found.contains(x) is any(part.contains(x) for part in parts)
    for earlier, later in zip(found.parts, found.parts[1:], strict=False):
        assert not earlier.meets(later)
        assert earlier.high is not None
        assert later.low is not None
        assert earlier.high < later.low or (earlier.high == later.low and earlier.high_open and later.low_open)


@given(st.lists(with_member(), min_size=1, max_size=4), st.lists(with_member(), min_size=1, max_size=4))
def test_minkowski_sums_scaling_and_clamping_of_sets(ones, twos):
    left = IntervalSet.of(*(interval for interval, _ in ones))
    right = IntervalSet.of(*(interval for interval, _ in twos))
    for _, x in ones:
        assert left.contains(x)
        assert left.scaled(D("-2.5")).contains(x * D("-2.5"))
        assert left.clamped(D(-3), D(4)).contains(min(max(x, D(-3)), D(4)))
        for _, y in twos:
            assert left.plus(right).contains(x + y)


@given(st.lists(intervals(), min_size=1, max_size=6), st.integers(min_value=1, max_value=3), SMALL)
def test_coarsening_only_grows(parts, limit, x):
    found = IntervalSet.of(*parts)
    coarse = found.coarsened(limit)
    assert len(coarse.parts) <= limit
    if found.contains(x):
        assert coarse.contains(x)


@given(st.lists(intervals(), max_size=4), st.lists(intervals(), max_size=4), SMALL)
def test_intersections_of_sets(ones, twos, x):
    left, right = IntervalSet.of(*ones), IntervalSet.of(*twos)
    assert left.intersection(right).contains(x) is (left.contains(x) and right.contains(x))
    assert left.meets(right) is not left.intersection(right).is_empty


@pytest.mark.parametrize(
    ("ends", "reason"),
    [
        ({"low": D(2), "high": D(1)}, "above"),
        ({"low": D(1), "high": D(1), "low_open": True}, "nothing lies between"),
        ({"low": D("NaN"), "high": None}, "finite"),
        ({"low": None, "high": D("Infinity")}, "finite"),
    ],
)
def test_impossible_ends_are_refused(ends, reason):
    with pytest.raises(ValueError, match=reason):
        Interval(**ends)


def test_edges_by_hand():
    half_open = Interval(low=D(0), high=D(1), high_open=True)
    assert str(half_open + half_open) == "[0, 2)"
    assert str(half_open * Interval.point(0)) == "0"
    assert str(half_open / Interval(low=D(1), high=D(2))) == "[0, 1)"
    assert str(Interval.point(1) / Interval(low=D(0), high=D(2), low_open=True)) == "[0.5, ∞)"
    assert str(Interval.point(1) / half_open) == "(-∞, ∞)"
    assert str(Interval.at_least(D(2)) * Interval.at_most(D(-1))) == "(-∞, -2]"
    assert str(Interval.printed(D("99.1"), D("0.1"))) == "[99.05, 99.15)"
    assert str(Interval.printed(D("-3"), D(1))) == "(-3.5, -2.5]"
    assert str(Interval.printed(D(0), D("0.1"))) == "(-0.05, 0.05)"
    assert total([half_open, half_open]) == half_open + half_open
    assert total([]) == Interval.point(0)
    assert Interval.everything().width is None
    assert half_open.width == 1


def test_sets_by_hand():
    assert str(IntervalSet()) == "∅"
    assert IntervalSet().hull is None
    assert str(IntervalSet.points([D(2), D(0), D("0.5")])) == "{0, 0.5, 2}"
    touching = IntervalSet.of(Interval(low=D(0), high=D(1), high_open=True), Interval(low=D(1), high=D(2)))
    assert str(touching) == "[0, 2]"
    apart = IntervalSet.of(Interval(low=D(0), high=D(1), high_open=True), Interval(low=D(1), high=D(2), low_open=True))
    assert str(apart) == "[0, 1) ∪ (1, 2]"
    assert not apart.contains(D(1))


def test_decimals_are_shown_plainly():
    assert format_decimal(D("1E+3")) == "1000"
    assert format_decimal(D("0.5000")) == "0.5"
    assert format_decimal(D("-0")) == "0"
    assert format_decimal(D(1) / D(3)) == "0.33333333"
    assert format_decimal(None) == "∞"


def test_the_larger_of_two_lies_above_both_lows() -> None:
    narrow, wide = (
        Interval(low=Decimal(60), high=Decimal(61), high_open=True),
        Interval(low=Decimal(0), high=Decimal(150)),
    )
    assert narrow.larger(wide) == wide.larger(narrow) == Interval(low=Decimal(60), high=Decimal(150))
    assert Interval.everything().larger(wide) == Interval.at_least(Decimal(0))
    assert Interval.at_most(Decimal(5)).larger(Interval.at_most(Decimal(9), open=True)) == Interval.at_most(
        Decimal(9), open=True
    )
