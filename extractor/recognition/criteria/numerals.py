"""Chinese numerals in the places where a criterion counts with them."""

from __future__ import annotations

import regex

from extractor.packs import Packs
from extractor.packs.patterns import compiled

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0}


def with_digits(text: str, packs: Packs) -> str:
    """`text` with the numerals of points, steps and shares as digits (扣一分 → 扣1分)."""
    for pattern in packs.patterns.group("criteria/numerals"):
        text = compiled(pattern.expression).sub(_replacement, text)
    return text


def _replacement(match: regex.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("half"):
        return "0.5"
    if words := groups.get("percent"):
        value = small_number(words)
        return match.group() if value is None else f"{value}%"
    value = small_number(groups["number"])
    return match.group() if value is None else str(value)


def small_number(words: str) -> int | None:
    """A numeral up to 100 (三, 十, 十五, 二十, 九十五, 百, 一百); None for anything else."""
    if words in ("百", "一百"):
        return 100
    tens, ten, ones = words.partition("十")
    if not ten:
        return _DIGITS.get(words)
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
