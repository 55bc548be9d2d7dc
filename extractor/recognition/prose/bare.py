"""Numbers without a unit: which of them state a value, and in what."""

from __future__ import annotations

from dataclasses import replace

from extractor.model.quantities import Quantity, Unit
from extractor.packs.numbers import NumberWords
from extractor.recognition.prose.surroundings import Surroundings
from extractor.recognition.prose.wordlists import LabelPatterns


def stated_quantity(
    quantity: Quantity, around: Surroundings, name: str, patterns: LabelPatterns, words: NumberWords
) -> Quantity | None:
    """A number without unit where the words state a value; None where it may be anything."""
    if quantity.unit.text and quantity.value is not None:
        if patterns.has("money_label", name):
            return replace(quantity, unit=replace(words.units["元"].unit, text=quantity.unit.text))
        return quantity if name else None
    # Zero is 0 %; any other bare number may be a share of one or of a hundred.
    if quantity.value == 0 and patterns.has("rate_label", name):
        return replace(quantity, unit=replace(words.units["%"].unit, text=""))
    if patterns.has("states_bare", around.left) and name:
        return quantity
    noun = patterns.starts("counted_noun", around.right)
    if noun and (patterns.has("open_verb", around.left) or patterns.has("noun_ending", noun)):
        return quantity
    return None


def in_unit(quantity: Quantity, unit: Unit) -> Quantity:
    """A bare number in the unit of the amount that it is compared with (2.05 万元，较上年 2.08)."""
    return replace(
        quantity,
        unit=replace(unit, text=""),
        value=None if quantity.value is None else quantity.value * unit.factor,
        last_place=quantity.last_place * unit.factor,
        interval=quantity.interval.scaled(unit.factor),
    )
