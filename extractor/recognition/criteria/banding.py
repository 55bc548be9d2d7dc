"""Bands: ranges with points, their shared borders settled, gaps and overlaps noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from extractor.model.criteria import Band, Bands, Expr, Hole, NumFact, Rule
from extractor.model.intervals import Interval
from extractor.recognition.criteria.conditions import Closure, Range

GAP = "bands_gap"
OVERLAP = "bands_overlap"
BORDER = "band_border_unclear"
_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A range and the rule of its band."""

    range: Range
    rule: Rule


def bands(
    expr: NumFact, entries: Sequence[Entry], otherwise: Rule | None, wrap: Expr | None = None
) -> tuple[Rule, set[str]]:
    """The banded rule of `entries` in printed order, with remarks on gaps, overlaps and unclear borders.

    `otherwise` is what the text says of all other numbers (None: nothing, so that a gap is a hole).
    """
    remarks: set[str] = set()
    settled = _settled(_cascaded(list(entries)), remarks)
    intervals = [_interval(entry.range) for entry in settled]
    domain = _domain(expr, settled)
    made = tuple(
        Band(interval=interval, rule=entry.rule)
        for interval, entry in zip(intervals, settled, strict=True)
        if interval is not None
    )
    if otherwise is None and not _covers([band.interval for band in made], domain):
        remarks.add(GAP)
    rest = otherwise if otherwise is not None else Hole(why="no band for this number")
    return Bands(expr=wrap or replace(expr, domain=domain), bands=made, otherwise=rest), remarks


def _cascaded(entries: list[Entry]) -> list[Entry]:
    """≥90 → 10, ≥80 → 8: the second means what the first has left."""
    result: list[Entry] = []
    for entry in entries:
        found = entry.range
        for earlier in (entry.range for entry in result):
            if found.high is None and earlier.high is None and _both(found.low, earlier.low, less=True):
                found = replace(found, high=earlier.low, high_end=_beyond(earlier.low_end))
            elif found.low is None and earlier.low is None and _both(earlier.high, found.high, less=True):
                found = replace(found, low=earlier.high, low_end=_beyond(earlier.high_end))
        result.append(replace(entry, range=found))
    return result


def _both(one: Decimal | None, other: Decimal | None, *, less: bool) -> bool:
    return one is not None and other is not None and (one < other) is less


def _beyond(end: Closure) -> Closure:
    return Closure.CLOSED if end is Closure.OPEN else Closure.OPEN


def _settled(entries: list[Entry], remarks: set[str]) -> list[Entry]:
    ranges = [entry.range for entry in entries]
    order = sorted(
        range(len(ranges)),
        key=lambda index: (
            ranges[index].low is not None,
            ranges[index].low or 0,
            ranges[index].high is None,
            ranges[index].high or 0,
        ),
    )
    for lower, upper in pairwise(order):
        one, two = ranges[lower], ranges[upper]
        if one.high is None or two.low is None or one.high > two.low:
            remarks.add(OVERLAP)
        elif one.high == two.low and one.low != one.high and two.low != two.high:
            ranges[lower], ranges[upper] = _border(one, two, remarks)
        elif one.high == two.low:
            ranges[lower], ranges[upper] = _point_border(one, two)
    return [Entry(range=found, rule=entry.rule) for found, entry in zip(ranges, entries, strict=True)]


def _border(lower: Range, upper: Range, remarks: set[str]) -> tuple[Range, Range]:
    left, right = lower.high_end, upper.low_end
    if left is right:
        if left is Closure.OPEN:
            remarks.add(GAP)
        elif left is Closure.CLOSED:
            remarks.add(OVERLAP)
        else:
            remarks.add(BORDER)
        both = Closure.OPEN if left is Closure.OPEN else Closure.CLOSED
        return replace(lower, high_end=both), replace(upper, low_end=both)
    if Closure.OPEN in (left, right):
        # One side shuts the number out, so the other one has it.
        return replace(lower, high_end=_beyond(right) if right is Closure.OPEN else Closure.OPEN), replace(
            upper, low_end=_beyond(left) if left is Closure.OPEN else Closure.OPEN
        )
    if left > right:
        return replace(lower, high_end=Closure.CLOSED), replace(upper, low_end=Closure.OPEN)
    return replace(lower, high_end=Closure.OPEN), replace(upper, low_end=Closure.CLOSED)


def _point_border(lower: Range, upper: Range) -> tuple[Range, Range]:
    """A band of one number (=100%, =0) takes it from the band beside it."""
    if lower.low == lower.high and upper.low_end is not Closure.CLOSED:
        return lower, replace(upper, low_end=Closure.OPEN)
    if upper.low == upper.high and lower.high_end is not Closure.CLOSED:
        return replace(lower, high_end=Closure.OPEN), upper
    return lower, upper


def _interval(found: Range) -> Interval | None:
    low_open = found.low_end is Closure.OPEN
    high_open = found.high_end is Closure.OPEN
    if found.low is not None and found.low == found.high and (low_open or high_open):
        return None
    return Interval(low=found.low, high=found.high, low_open=low_open, high_open=high_open)


def _domain(expr: NumFact, entries: list[Entry]) -> Interval:
    """What the number can be: a rate with a top band =100% cannot be more; negative only where a band says so."""
    lows = [entry.range.low for entry in entries if entry.range.low is not None]
    highs = [entry.range.high for entry in entries if entry.range.high is not None]
    edges = lows + highs
    signed = any(edge < 0 for edge in edges) or any(
        entry.range.low is None and entry.range.high == 0 for entry in entries
    )
    tops = [entry.range.high for entry in entries]
    capped = expr.unit == "%" and None not in tops and max(highs, default=Decimal(0)) == _PERCENT
    return Interval(low=None if signed else Decimal(0), high=_PERCENT if capped else None)


def _covers(intervals: list[Interval], domain: Interval) -> bool:
    left: list[Interval] = [domain]
    for interval in intervals:
        left = [piece for rest in left for piece in _without(rest, interval)]
    return not left


def _without(whole: Interval, part: Interval) -> list[Interval]:
    if whole.intersection(part) is None:
        return [whole]
    pieces: list[Interval] = []
    if part.low is not None:
        below = whole.intersection(Interval.at_most(part.low, open=not part.low_open))
        pieces += [below] if below else []
    if part.high is not None:
        above = whole.intersection(Interval.at_least(part.high, open=not part.high_open))
        pieces += [above] if above else []
    return pieces
