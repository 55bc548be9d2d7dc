"""Finite unions of intervals: what a score can be where a rule has several lawful outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractor.model.intervals import ZERO, Interval


@dataclass(frozen=True, slots=True)
class IntervalSet:
    """A finite union of intervals: sorted, disjoint, touching ones merged. Empty is allowed."""

    parts: tuple[Interval, ...] = ()

    @classmethod
    def of(cls, *intervals: Interval) -> IntervalSet:
        """The union of `intervals`."""
        return cls(_merged(intervals))

    @classmethod
    def points(cls, values: Iterable[Decimal]) -> IntervalSet:
        """The finite set of `values`."""
        return cls.of(*(Interval.point(value) for value in values))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left."""
        return not self.parts

    @property
    def hull(self) -> Interval | None:
        """The smallest interval around all parts; None when empty."""
        if not self.parts:
            return None
        return self.parts[0].hull(self.parts[-1])

    def union(self, other: IntervalSet) -> IntervalSet:
        """The numbers in either."""
        return IntervalSet.of(*self.parts, *other.parts)

    def intersection(self, other: Interval | IntervalSet) -> IntervalSet:
        """The numbers in both."""
        others = other.parts if isinstance(other, IntervalSet) else (other,)
        common = (one.intersection(two) for one in self.parts for two in others)
        return IntervalSet.of(*(part for part in common if part is not None))

    def meets(self, other: Interval | IntervalSet) -> bool:
        """Whether some number is in both."""
        return not self.intersection(other).is_empty

    def within(self, other: Interval) -> bool:
        """Whether every number lies in `other`."""
        return all(part.within(other) for part in self.parts)

    def contains(self, value: Decimal) -> bool:
        """Whether `value` is one of the numbers."""
        return any(part.contains(value) for part in self.parts)

    def plus(self, other: IntervalSet) -> IntervalSet:
        """All sums of one number from each (Minkowski sum)."""
        return IntervalSet.of(*(one + two for one in self.parts for two in other.parts))

    def scaled(self, factor: Decimal) -> IntervalSet:
        """Every number times `factor`."""
        return IntervalSet.of(*(part.scaled(factor) for part in self.parts))

    def clamped(self, low: Decimal | None, high: Decimal | None) -> IntervalSet:
        """Every number moved into [low, high]."""
        return IntervalSet.of(*(part.clamped(low, high) for part in self.parts))

    def coarsened(self, limit: int) -> IntervalSet:
        """At most `limit` parts: the narrowest gaps are filled, so that the set only ever grows."""
        parts = list(self.parts)
        while len(parts) > limit:
            gaps = [((parts[i + 1].low or ZERO) - (parts[i].high or ZERO), i) for i in range(len(parts) - 1)]
            _, narrowest = min(gaps)
            parts[narrowest : narrowest + 2] = [parts[narrowest].hull(parts[narrowest + 1])]
        return IntervalSet(tuple(parts))

    def __str__(self) -> str:
        if not self.parts:
            return "∅"
        if all(part.is_point for part in self.parts):
            return "{" + ", ".join(str(part) for part in self.parts) + "}"
        return " ∪ ".join(str(part) for part in self.parts)


def _merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    def start(interval: Interval) -> tuple[bool, Decimal, bool]:
        return (interval.low is not None, interval.low if interval.low is not None else ZERO, interval.low_open)

    merged: list[Interval] = []
    for interval in sorted(intervals, key=start):
        if merged and _touches(merged[-1], interval):
            merged[-1] = merged[-1].hull(interval)
        else:
            merged.append(interval)
    return tuple(merged)


def _touches(earlier: Interval, later: Interval) -> bool:
    if earlier.high is None or later.low is None:
        return True
    if later.low < earlier.high:
        return True
    return later.low == earlier.high and not (earlier.high_open and later.low_open)
