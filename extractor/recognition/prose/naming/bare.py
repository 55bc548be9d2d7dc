"""Numbers without a unit: which of them state a value, and in what."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.model.quantities import Quantity, Unit
from extractor.model.report import Section
from extractor.packs import Packs
from extractor.packs.numbers import NumberWords
from extractor.recognition.numbers import read_quantity
from extractor.recognition.prose.naming.surroundings import Surroundings
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_MARK = "单位"
_TOLD = regex.compile(r"(?:金额|计量|货币)?单位[:：](?:人民币)?(?P<unit>(?:亿|百万|万|千)?元)", regex.VERSION1)
_ENDS = "，,；;。、）)：:"


class UnitOfMoney:
    """The unit that a heading or a line in brackets gives to all bare amounts under it (单位：万元)."""

    def __init__(self, sections: tuple[Section, ...], packs: Packs) -> None:
        self._sections = sections
        self._packs = packs
        self._told_in = -1
        self.unit: Unit | None = None

    def enter(self, text: str, section: int) -> None:
        """Go on to a paragraph; a unit is told for its section and those below."""
        told = _TOLD.search(text) if _MARK in text else None
        if told is not None:
            one = read_quantity("1", self._packs, unit_hint=told["unit"])
            self.unit, self._told_in = one.unit if one is not None else None, section
        elif self.unit is not None and not self._inside(section):
            self.unit = None

    def _inside(self, section: int) -> bool:
        current: int | None = section
        while current is not None and current >= 0 and current != self._told_in:
            current = self._sections[current].parent
        return current == self._told_in


def _is_amount(quantity: Quantity, around: Surroundings, name: str, patterns: LabelPatterns) -> bool:
    """Whether a bare number under a unit of money is one: decimals, or a name of money, and no noun behind it."""
    ends = not around.right or around.right[0] in _ENDS
    if not name or not ends or patterns.has("never_money", name):
        return False
    return quantity.decimals > 0 or patterns.has("money_label", name)


def stated_quantity(
    quantity: Quantity,
    around: Surroundings,
    name: str,
    patterns: LabelPatterns,
    words: NumberWords,
    money: Unit | None = None,
) -> Quantity | None:
    """A number without unit where the words state a value; None where it may be anything.

    `money` is the unit that a line above gives to bare amounts.
    """
    if money is not None and not quantity.unit.text and _is_amount(quantity, around, name, patterns):
        return in_unit(quantity, money)
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
    """A bare number in the unit of the amount that it is compared with (2.05 万元，较上年 2.08).

    One with a scale of its own (12.32 万) has its value already and takes only what is counted.
    """
    if quantity.unit.text:
        return replace(quantity, unit=replace(unit, text=quantity.unit.text, factor=quantity.unit.factor))
    return replace(
        quantity,
        unit=replace(unit, text=""),
        value=None if quantity.value is None else quantity.value * unit.factor,
        last_place=quantity.last_place * unit.factor,
        interval=quantity.interval.scaled(unit.factor),
    )
