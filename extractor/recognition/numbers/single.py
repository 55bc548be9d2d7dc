"""A whole cell or group that should be one quantity."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

import regex

from extractor.model.quantities import Dimension, Quantity, Unit
from extractor.model.spans import Span
from extractor.model.views import View, view
from extractor.packs import Packs
from extractor.packs.numbers import NumberWords
from extractor.recognition.numbers.figures import PLAIN, Figure
from extractor.recognition.numbers.grammar import Grammar, grammar
from extractor.recognition.numbers.intervals import quantity, range_quantity
from extractor.recognition.numbers.joining import with_unit
from extractor.recognition.numbers.reading import read_figure
from extractor.recognition.numbers.units import unit_of

_EDGES = "。；;，,、:： 　()（）[]“”\"'"
_SPACED = regex.compile(r"\d{1,3}(?: \d{3})++(?:\.\d++)?+")
_SCIENTIFIC = regex.compile(r"(-?\d++(?:\.\d++)?+)[eE]([+-]?\d{1,2})")
_SHORT = 40
_DEFAULT_SYMBOL = {Dimension.SCORE: "分", Dimension.SHARE: "%", Dimension.MONEY: "元"}


def read_quantity(
    text: str,
    packs: Packs,
    *,
    start: int = 0,
    unit_hint: str = "",
    dimension: Dimension | None = None,
) -> Quantity | None:
    """The one quantity that `text` is; None where it is none, several, or says more than a quantity.

    `start` is where `text` stands in the canonical text. `unit_hint` (万元, 单位：万元, %) is the unit of a number
    printed without one; `dimension` says what such a number must be where there is no hint (SCORE: 分).
    """
    found = (_read_again if len(text) <= _SHORT else _read)(text, packs, unit_hint, dimension)
    if found is None or not start:
        return found
    return replace(found, span=Span(start=start + found.span.start, end=start + found.span.end))


def _read(text: str, packs: Packs, unit_hint: str, dimension: Dimension | None) -> Quantity | None:
    seen = view(text)
    rules = grammar(packs)
    default = _default_unit(unit_hint, dimension, packs.numbers, rules)
    left, right = _inner(seen.text)
    if left == right:
        return None
    span = seen.span(left, right)
    plain = seen.text[left:right]
    match = rules.number.fullmatch(seen.text, left, right)
    if match is None and default.dimension is Dimension.MONEY and _SPACED.fullmatch(plain):
        # 24 615 in a column of money is one number; elsewhere it may be two.
        spaced = _read(plain.replace(" ", ""), packs, unit_hint, dimension)
        return None if spaced is None else replace(spaced, text=plain, number_text=plain, span=span)
    if match is not None:
        figure = read_figure(match, packs.numbers, default)
        return None if figure is None else quantity(figure, span)
    return _range(seen, left, right, span, rules, packs.numbers, default) or _scientific(plain, span, default)


# Scores and targets recur: 10分, 100%, ≥95% stand in every report, and are asked for more than once.
_read_again = lru_cache(maxsize=4096)(_read)


def _inner(text: str) -> tuple[int, int]:
    left, right = 0, len(text)
    while left < right and text[left] in _EDGES:
        left += 1
    while right > left and text[right - 1] in _EDGES:
        # 5（含）以上 and 台（套） end in a bracket that belongs to them.
        if text[right - 1] in ")）" and ("(" in text[left:right] or "（" in text[left:right]):
            break
        right -= 1
    return left, right


def _range(
    seen: View, left: int, right: int, span: Span, rules: Grammar, words: NumberWords, default: Unit
) -> Quantity | None:
    first = rules.number.match(seen.text, left, right)
    if first is None or first.end() == right:
        return None
    between = rules.range_word.match(seen.text, first.end(), right)
    second = rules.number.fullmatch(seen.text, between.end() if between else first.end(), right)
    if second is None or (between is None and not second["sign"]):
        return None
    low, high = read_figure(first, words), read_figure(second, words, default)
    if low is None or high is None or low.value is None or high.value is None:
        return None
    high = replace(high, negative=False, value=high.value.copy_abs()) if between is None else high
    if low.unit.symbol not in ("", high.unit.symbol):
        return None
    return range_quantity(with_unit(low, high), high, span, seen.text[left:right])


def _scientific(text: str, span: Span, default: Unit) -> Quantity | None:
    """A binary float as some systems export it (9.5E-05)."""
    match = _SCIENTIFIC.fullmatch(text)
    if match is None:
        return None
    value = Decimal(f"{match[1]}E{match[2]}")
    decimals = max(0, -int(value.as_tuple().exponent))
    place = Decimal(1).scaleb(-decimals) * default.factor
    figure = Figure(
        start=0,
        end=len(text),
        text=text,
        number_text=text,
        value=value * default.factor,
        decimals=decimals,
        place=place,
        significant=place,
        unit=default,
    )
    return quantity(figure, span)


def _default_unit(hint: str, dimension: Dimension | None, words: NumberWords, rules: Grammar) -> Unit:
    if hint:
        # The last one counts: 单位：万元, 金额（元）.
        found = list(rules.unit.finditer(view(hint).text))
        if found:
            named = found[-1]
            scale = named["scale"] or ""
            unit = unit_of(scale, named["unit"], words)
            factor = unit.factor * words.scales[scale] if scale else unit.factor
            return replace(unit, text="", factor=factor)
        if (scaled := hint.strip("()（） ")) in words.scales:
            return replace(PLAIN, factor=words.scales[scaled])
    symbol = _DEFAULT_SYMBOL.get(dimension) if dimension is not None else None
    if symbol is None:
        return PLAIN if dimension is None else replace(PLAIN, dimension=dimension)
    return replace(words.units[symbol].unit, text="")
