"""What the cells of a column look like: how well they suit a role."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from extractor.packs import Packs
from extractor.packs.vocabulary import normal
from extractor.recognition.tables.grid import Sheet

_NUMBER = regex.compile(r"\d++(?:\.\d++)?+")
_SCORE = regex.compile(r"[-+]?\d{1,3}+(?:\.\d++)?+[分%]?")
_NEUTRAL = 0.7


def fit(sheet: Sheet, rows: Sequence[int], column: int, packs: Packs, role: str) -> float:
    """How well the cells of a column look like those of a role, 0 to 1; an empty column is neutral."""
    texts = [text for row in rows if (text := sheet.own(row, column))]
    entry = packs.tables.column(role)
    if not texts or entry is None:
        return _NEUTRAL
    return sum(map(_LOOKS[entry.content], texts)) / len(texts) * 0.7 + 0.3


def _looks_score(text: str) -> float:
    if _SCORE.fullmatch(text) or text in ("/", "-", "—", "——"):
        return 1.0
    return 0.5 if len(text) < 12 and _NUMBER.search(text) else 0.0


def _looks_value(text: str) -> float:
    return 1.0 if len(text) <= 24 else 0.6


def _looks_text(text: str) -> float:
    return 0.4 if _SCORE.fullmatch(text) else 1.0


def _looks_words(text: str) -> float:
    return 0.2 if _SCORE.fullmatch(text) else 1.0


def _looks_mark(text: str) -> float:
    return 1.0 if len(text) <= 6 and not _SCORE.fullmatch(text) else 0.3


def _looks_any(text: str) -> float:
    return 1.0


_LOOKS = {
    "score": _looks_score,
    "value": _looks_value,
    "text": _looks_text,
    "words": _looks_words,
    "mark": _looks_mark,
    "rate": _looks_any,
    "money": _looks_any,
    "short": _looks_any,
}


def plain_score(text: str) -> Decimal | None:
    """The number of a short cell such as 10 or 9.5分, for comparing columns only; values are read elsewhere."""
    if not _SCORE.fullmatch(normal(text)):
        return None
    found = _NUMBER.search(text)
    return Decimal(found.group()) if found else None
