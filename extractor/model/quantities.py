"""A printed quantity: the text as printed, its value in base units, and the interval it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extractor.model.intervals import Interval, Rounding
from extractor.model.records import quickly_made
from extractor.model.spans import Span


class Approximation(StrEnum):
    """How exactly a report says that it means a number."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 左右, 上下: no hard interval
    OVER = "over"  # 余, 多, 超, 逾: above the printed number
    NEAR = "near"  # 近, 接近: just below the printed number
    AT_LEAST = "at_least"  # 以上, 不少于, ≥
    AT_MOST = "at_most"  # 以下, 不超过, ≤
    RANGE = "range"  # 80%-90%, 1 至 3
    NOT_COMPARABLE = "not_comparable"  # --%, base 0
    UNSPECIFIED = "unspecified"  # 前列, 若干


class Dimension(StrEnum):
    """What kind of thing a unit measures; quantities of different dimensions are never compared."""

    MONEY = "money"
    SHARE = "share"  # %, ‰; base unit %
    SHARE_POINTS = "share_points"  # 个百分点; base unit 个百分点
    MULTIPLE = "multiple"  # 倍
    COUNT = "count"
    DURATION = "duration"
    LENGTH = "length"
    AREA = "area"
    MASS = "mass"
    VOLUME = "volume"
    ENERGY = "energy"
    SCORE = "score"
    COMPOUND = "compound"  # 元/人·月
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as printed and what it means.

    `symbol` is the base unit (元, %, 人, 个), `factor` turns a printed number into base units (万元: 10000).
    """

    text: str
    symbol: str
    factor: Decimal
    dimension: Dimension


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One quantity as printed.

    `text` is the whole printed expression, `number_text` only its digits (62,979.58), `value` is in base units (None
    where nothing is comparable), `decimals` counts the printed decimals, and `last_place` is what one unit of the last
    printed place is worth in base units (0.01 万元 is 100 元). `interval` is what the author may have meant, in base
    units: half a last place around a rounded number, one point for an exact count, a half-line for 以上, everything
    for 约.
    """

    text: str
    number_text: str
    span: Span
    value: Decimal | None
    decimals: int
    last_place: Decimal
    unit: Unit
    approximation: Approximation = Approximation.EXACT
    interval: Interval

    def lawful(self) -> tuple[Interval, ...]:
        """The intervals under each lawful rounding; only the given one where it is not a plainly rounded number."""
        if self.value is None or self.approximation is not Approximation.EXACT or self.interval.is_point:
            return (self.interval,)
        return tuple(Interval.printed(self.value, self.last_place, rounding) for rounding in Rounding)

    @property
    def low(self) -> Decimal | None:
        """The lower end of what it stands for; None where open to that side."""
        return self.interval.low

    @property
    def high(self) -> Decimal | None:
        """The upper end of what it stands for; None where open to that side."""
        return self.interval.high
