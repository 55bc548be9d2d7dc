"""From a figure to a `Quantity`: how exactly it is meant, and the interval it stands for."""

from __future__ import annotations

from decimal import Context, Decimal

from extractor.model.intervals import Interval
from extractor.model.quantities import Approximation, Dimension, Quantity
from extractor.model.spans import Span
from extractor.packs.numbers import Approximator
from extractor.recognition.numbers.figures import Figure

_EXACT = Context(prec=60)
_ONE = Decimal(1)
# Working days and people are counted, money and rates are rounded: only whole counts stand for one point.
_COUNTED = (Dimension.COUNT, Dimension.DURATION, Dimension.NONE)


def quantity(figure: Figure, span: Span) -> Quantity:
    """The quantity that a figure stands for, printed at `span` of the canonical text."""
    approximation = _approximation(figure)
    return Quantity(
        text=figure.text,
        number_text=figure.number_text,
        span=span,
        value=figure.value,
        decimals=figure.decimals,
        last_place=figure.place,
        unit=figure.unit,
        approximation=approximation,
        interval=_interval(figure),
    )


def range_quantity(low: Figure, high: Figure, span: Span, text: str) -> Quantity:
    """Two ends printed as one (1 至 3 个月): everything between what the two may stand for."""
    interval = _interval(low).hull(_interval(high))
    if low.value is not None and high.value is not None and (low.value > high.value):
        low, high = high, low
    return Quantity(
        text=text,
        number_text=f"{low.number_text}-{high.number_text}",
        span=span,
        value=None,
        decimals=max(low.decimals, high.decimals),
        last_place=min(low.place, high.place),
        unit=high.unit,
        approximation=Approximation.RANGE,
        interval=interval,
    )


def _approximation(figure: Figure) -> Approximation:
    if figure.missing:
        return Approximation.NOT_COMPARABLE
    if figure.ends is not None:
        return Approximation.UNSPECIFIED if figure.several else Approximation.RANGE
    if not figure.words:
        return Approximation.EXACT
    meanings = [word.meaning for word in figure.words if word.meaning is not Approximation.EXACT]
    if Approximation.ABOUT in meanings:
        return Approximation.ABOUT
    return meanings[0] if meanings else Approximation.EXACT


def _interval(figure: Figure) -> Interval:
    if not figure.words and figure.value is not None:
        return _printed(figure.value, figure)
    if figure.missing or any(word.meaning is Approximation.ABOUT for word in figure.words):
        return Interval.everything()
    if figure.ends is not None:
        return Interval(low=figure.ends[0], high=figure.ends[1])
    if figure.value is None:
        return Interval.everything()
    interval: Interval | None = None
    for word in figure.words:
        meant = _meant(word, figure)
        if meant is not None:
            # Two words that exclude each other (不足百余) say no more than roughly that number.
            interval = meant if interval is None else interval.intersection(meant) or Interval.everything()
    return interval or _printed(figure.value, figure)


def _meant(word: Approximator, figure: Figure) -> Interval | None:
    value = figure.value or Decimal(0)
    step = figure.significant
    match word.meaning:
        case Approximation.OVER if word.position == "inside" or word.text == "有余":
            return Interval(low=value, low_open=True, high=_EXACT.add(value, step), high_open=True)
        case Approximation.OVER:
            return Interval.at_least(value, open=True)
        case Approximation.NEAR:
            return Interval(low=_EXACT.subtract(value, step), high=value)
        case Approximation.AT_LEAST:
            return Interval.at_least(value)
        case Approximation.AT_MOST:
            return Interval.at_most(value, open=word.strictly)
        case _:
            return None


def _printed(value: Decimal, figure: Figure) -> Interval:
    whole = figure.decimals == 0 and figure.place == _ONE
    if figure.unit.dimension in _COUNTED and (whole or (figure.chinese and figure.decimals == 0)):
        return Interval.point(value)
    return Interval.printed(value, figure.place)
