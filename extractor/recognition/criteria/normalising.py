"""Criterion text as copied, brought to one spelling: signs only, words stay."""

from __future__ import annotations

from extractor.model.views import view
from extractor.packs import Packs
from extractor.packs.patterns import compiled
from extractor.recognition.criteria.numerals import with_digits


def normalised(text: str, packs: Packs) -> str:
    """`text` without layout blanks, with one sign for each meaning (≥, ，, （ …) and Chinese numerals as digits."""
    result = view(text).text
    for pattern in packs.patterns.group("criteria/normalising"):
        result = compiled(pattern.expression).sub(pattern.fields["to"], result)
    return with_digits(result, packs)
