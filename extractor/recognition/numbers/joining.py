"""Figures that are one number, or one unit, together: 1亿3500万元, 9分30秒, 3至5万元."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extractor.model.quantities import Dimension
from extractor.recognition.numbers.digits import EXACT
from extractor.recognition.numbers.figures import Figure

_ONE = Decimal(1)
_SIXTY = Decimal(60)
# Which unit of time may stand behind which; 分 behind hours or before seconds are minutes, not points.
_SMALLER = {"小时": ("分", "分钟"), "分": ("秒",), "分钟": ("秒",)}


def together(high: Figure, low: Figure) -> Figure | None:
    """A number told in two scales as one (1亿3500万元, 9分30秒); None where they are not two parts of one number."""
    if low.unit.symbol in _SMALLER.get(high.unit.symbol, ()):
        return _clock(high, low)
    if high.value is None or low.value is None or low.chinese != high.chinese:
        return None
    if high.unit.symbol or high.decimals or high.unit.factor <= low.unit.factor or low.value >= high.unit.factor:
        return None
    if any(word.position != "before" for word in high.words) or any(word.position == "before" for word in low.words):
        return None
    value = EXACT.add(high.value, low.value.copy_sign(high.value))
    return replace(
        low,
        start=high.start,
        text=high.text + low.text,
        number_text=high.text + low.number_text,
        value=value,
        words=(*high.words, *low.words),
        negative=high.negative,
    )


def _clock(high: Figure, low: Figure) -> Figure | None:
    """Hours with minutes, or minutes with seconds, in the smaller unit."""
    if high.value is None or low.value is None or high.decimals or low.value >= _SIXTY or high.unit.text == "学时":
        return None
    minutes = replace(low.unit, symbol="分钟", dimension=Dimension.DURATION)
    unit = low.unit if low.unit.symbol == "秒" else minutes
    return replace(
        low,
        start=high.start,
        text=high.text + low.text,
        number_text=high.text + low.number_text,
        value=EXACT.add(EXACT.multiply(high.value, _SIXTY), low.value),
        unit=unit,
        words=(*high.words, *low.words),
    )


def with_unit(figure: Figure, other: Figure) -> Figure:
    """The lower end of a range, in the unit of the upper one (3 至 5 万元) where it has none of its own."""
    if figure.unit.symbol or figure.unit.factor != _ONE:
        unit = figure.unit
        return replace(figure, unit=replace(other.unit, factor=unit.factor)) if not unit.symbol else figure
    factor = other.unit.factor
    return replace(
        figure,
        unit=other.unit,
        value=None if figure.value is None else EXACT.multiply(figure.value, factor),
        ends=None if figure.ends is None else (figure.ends[0] * factor, figure.ends[1] * factor),
        place=EXACT.multiply(figure.place, factor),
        significant=EXACT.multiply(figure.significant, factor),
    )
