"""Chinese numerals in the places where a criterion counts with them."""

from __future__ import annotations

import regex

from extractor.packs import Packs
from extractor.packs.patterns import compiled
from extractor.recognition.numbers.small import small_number


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
