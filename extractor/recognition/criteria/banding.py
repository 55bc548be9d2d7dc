"""Bands: ranges with points, their shared borders settled, gaps and overlaps noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from extractor.model.criteria import Band, Bands, Hole, NumFact, Rule
from extractor.model.intervals import Interval
from extractor.recognition.criteria.conditions import Closure, Range

GAP = "bands_gap"
OVERLAP = "bands_overlap"
BORDER = "band_border_unclear"
INTEGER = "bands_in_whole_numbers"
_PERCENT = Decimal(100)
_ONE = Decimal(1)
_RATES = ("", "%", "百分点", "个百分点")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A range and the rule of its band."""

    range: Range
    rule: Rule


def bands(expr: NumFact, entries: Sequence[Entry], otherwise: Rule | None) -> tuple[Rule, set[str]]:
    """The banded rule of `entries` in printed order, with remarks on gaps, overlaps and unclear borders.

    `otherwise` is what the text says of all other numbers (None: nothing, so that a gap is a hole).
    """
    remarks: set[str] = set()
    settled = _filled(_settled(_cascaded(list(entries)), remarks), expr.unit, remarks)
    domain = _domain(expr, settled)
    made: list[Band] = []
    for entry in settled:
        interval = _interval(entry.range)
        if interval is not None:
            made.append(Band(interval=interval, rule=entry.rule))
    if otherwise is None and not _covers([band.interval for band in made], domain):
        remarks.add(GAP)
    rest = otherwise if otherwise is not None else Hole(why="no band for this number")
    return Bands(expr=replace(expr, domain=domain), bands=tuple(made), otherwise=rest), remarks


def _cascaded(entries: list[Entry]) -> list[Entry]:
    """≥90 → 10, ≥80 → 8: the second means what the first has left; so does 90以上 behind =100."""
    result: list[Entry] = []
    for place, entry in enumerate(entries):
        found = entry.range
        earlier = [other.range for other in entries[:place]]
        if found.high is None and found.low is not None:
            marks = [
                (other.low, other.low_end)
                for other in earlier
                if other.low is not None and other.low > found.low and (other.high is None or other.low == other.high)
            ]
            if marks:
                mark, end = min(marks)
                found = replace(found, high=mark, high_end=_beyond(end))
        elif found.low is None and found.high is not None:
            marks = [
                (other.high, other.high_end)
                for other in earlier
                if other.high is not None and other.high < found.high and (other.low is None or other.low == other.high)
            ]
            if marks:
                mark, end = max(marks)
                found = replace(found, low=mark, low_end=_beyond(end))
        result.append(replace(entry, range=found))
    return result


def _beyond(end: Closure) -> Closure:
    return Closure.CLOSED if end is Closure.OPEN else Closure.OPEN


def _settled(entries: list[Entry], remarks: set[str]) -> list[Entry]:
    ranges = [entry.range for entry in entries]
    for lower, upper in pairwise(_upwards(ranges)):
        one, two = ranges[lower], ranges[upper]
        if one.high is None or two.low is None or one.high > two.low:
            remarks.add(OVERLAP)
        elif one.high == two.low:
            point = one.low == one.high or two.low == two.high
            ranges[lower], ranges[upper] = _point_border(one, two) if point else _border(one, two, remarks)
    return [replace(entry, range=found) for found, entry in zip(ranges, entries, strict=True)]


def _upwards(ranges: list[Range]) -> list[int]:
    def place(index: int) -> tuple[bool, Decimal, bool, Decimal]:
        low, high = ranges[index].low, ranges[index].high
        return (low is not None, low or Decimal(0), high is None, high or Decimal(0))

    return sorted(range(len(ranges)), key=place)


def _border(lower: Range, upper: Range, remarks: set[str]) -> tuple[Range, Range]:
    """A number at which two bands meet goes to the one that claims it in so many words; if none does, to both."""
    left, right = lower.high_end, upper.low_end
    if left is Closure.OPEN and right is Closure.OPEN:
        remarks.add(GAP)
        return lower, upper
    if left is Closure.OPEN:
        return lower, replace(upper, low_end=Closure.CLOSED)
    if right is Closure.OPEN:
        return replace(lower, high_end=Closure.CLOSED), upper
    if left is Closure.CLOSED and right is Closure.CLOSED:
        remarks.add(OVERLAP)
    elif left is Closure.CLOSED:
        return lower, replace(upper, low_end=Closure.OPEN)
    elif right is Closure.CLOSED:
        return replace(lower, high_end=Closure.OPEN), upper
    else:
        remarks.add(BORDER)
    return replace(lower, high_end=Closure.CLOSED), replace(upper, low_end=Closure.CLOSED)


def _point_border(lower: Range, upper: Range) -> tuple[Range, Range]:
    """A band of one number (=100%, =0) takes it from the band beside it."""
    if lower.low == lower.high and upper.low_end is not Closure.CLOSED:
        return lower, replace(upper, low_end=Closure.OPEN)
    if upper.low == upper.high and lower.high_end is not Closure.CLOSED:
        return replace(lower, high_end=Closure.OPEN), upper
    return lower, upper


def _filled(entries: list[Entry], unit: str, remarks: set[str]) -> list[Entry]:
    """Bands in whole numbers (1-2次, 3次; 60%-79%, 80%-99%): what lies between belongs to the lower band.

    Of rates the upper band may have it as well: 79.6 % is often called 80 %.
    """
    ranges = [entry.range for entry in entries]
    for lower, upper in pairwise(_upwards(ranges)):
        one, two = ranges[lower], ranges[upper]
        if one.high is None or two.low is None or two.low - one.high != _ONE:
            continue
        if not (_whole(one.high) and _whole(two.low)):
            continue
        ranges[lower] = replace(one, high=two.low, high_end=Closure.OPEN)
        if unit in _RATES:
            remarks.add(INTEGER)
            ranges[upper] = replace(two, low=one.high, low_end=Closure.OPEN)
    return [replace(entry, range=found) for found, entry in zip(ranges, entries, strict=True)]


def _whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _interval(found: Range) -> Interval | None:
    low_open = found.low_end is Closure.OPEN
    high_open = found.high_end is Closure.OPEN
    if found.low is not None and found.low == found.high and (low_open or high_open):
        return None
    return Interval(low=found.low, high=found.high, low_open=low_open, high_open=high_open)


def _domain(expr: NumFact, entries: list[Entry]) -> Interval:
    """What the number can be: a rate with a top band up to 100 % cannot be more, unless the text bounds it (≤100%).

    It can be negative where a band says so, or begins or ends with nothing but 0 (控制率≤0, 节约率≥0).
    """
    ranges = [entry.range for entry in entries]
    edges = [edge for found in ranges for edge in (found.low, found.high) if edge is not None]
    halves = [found for found in ranges if None in (found.low, found.high)]
    signed = any(edge < 0 for edge in edges) or any(0 in (found.low, found.high) for found in halves)
    topped = all(found.high is not None and (found.low is not None or found.high < _PERCENT) for found in ranges)
    capped = expr.unit == "%" and topped and max(edges, default=Decimal(0)) == _PERCENT
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
