"""The unit that a number is printed with."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex

from extractor.model.quantities import Dimension, Unit
from extractor.packs.numbers import NumberWords
from extractor.recognition.numbers.digits import EXACT
from extractor.recognition.numbers.figures import PLAIN

_PARTS_OF_RATE = regex.compile(r"[·*.、×/]")


def unit_of(scale: str, printed: str, words: NumberWords) -> Unit:
    """The unit printed as `printed` after `scale`; a compound (元/人·月) keeps the factor of its first part."""
    form = words.units.get(printed)
    if form is not None:
        return replace(form.unit, text=scale + printed)
    head, _, per = printed.partition("/")
    first = words.units[head].unit
    parts = (piece.removeprefix("每") for piece in _PARTS_OF_RATE.split(per))
    return Unit(
        text=scale + printed,
        symbol=f"{first.symbol}/{'·'.join(parts)}",
        factor=first.factor,
        dimension=Dimension.COMPOUND,
    )


@lru_cache(maxsize=1024)
def printed_unit(scale: str, printed: str, words: NumberWords) -> Unit:
    """The unit with its scale in the factor, which turns the printed number into base units, 万 and 亿 included.

    Units recur on every line of a report: one record of each is enough.
    """
    unit = unit_of(scale, printed, words)
    return replace(unit, factor=EXACT.multiply(words.scales[scale], unit.factor)) if scale else unit


def unprinted_unit(scale: str, words: NumberWords, default: Unit) -> Unit:
    """The unit of a number without one: `default`, scaled where 万 or 亿 stands behind it."""
    plain = default.dimension is Dimension.NONE and not default.symbol
    if not scale:
        return PLAIN if plain else default
    factor = words.scales[scale]
    if plain:
        return replace(PLAIN, text=scale, factor=factor)
    return replace(default, text=scale, factor=factor if factor != 1 else default.factor)


@lru_cache(maxsize=8)
def unnamed_percent(words: NumberWords) -> Unit:
    """Percent as the unit of a fraction told in words."""
    return replace(words.units["%"].unit, text="")
