"""One number as printed, before its interval is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.quantities import Dimension, Unit
from extractor.model.records import quickly_made
from extractor.packs.numbers import Approximator

_ONE = Decimal(1)
PLAIN = Unit(text="", symbol="", factor=_ONE, dimension=Dimension.NONE)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number as printed, before its interval is known; `start` and `end` are places in the text that was read.

    `value`, `place` (what one unit of the last printed place is worth) and `significant` (the same of the last digit
    that is not zero) are in base units; `ends` replaces `value` where two digits name an estimate (两三个). `counts` is
    False for Chinese characters that are numerals only in form.
    """

    start: int
    end: int
    text: str
    number_text: str
    value: Decimal | None
    ends: tuple[Decimal, Decimal] | None = None
    decimals: int = 0
    place: Decimal = _ONE
    significant: Decimal = _ONE
    unit: Unit = PLAIN
    words: tuple[Approximator, ...] = ()
    negative: bool = False
    chinese: bool = False
    missing: bool = False
    several: bool = False
    counts: bool = True
