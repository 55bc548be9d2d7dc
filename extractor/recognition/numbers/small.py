"""Small Chinese numerals by themselves: what counts a few things (三项, 十五分)."""

from __future__ import annotations

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0}


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
