"""The words of numbers: units, scales, approximators, Chinese numerals; from `patterns/vocabulary/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.model.quantities import Approximation, Dimension, Unit
from extractor.packs.toml_reader import Node

UNITS = "vocabulary/units"
APPROXIMATIONS = "vocabulary/approximations"
NUMERALS = "vocabulary/numerals"
POSITIONS = ("before", "inside", "after")
_MEANINGS = ("exact", "about", "over", "near", "at_least", "at_most")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitForm:
    """One printed form of a unit. `chinese` and `one` tell which Chinese numerals count before it in prose."""

    unit: Unit
    not_before: tuple[str, ...] = ()
    chinese: bool = True
    one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Approximator:
    """A word around a number; `strictly` excludes the number itself (低于, 大于).

    `only_before` are beginnings of numerals before which alone it is such a word (上百, 过千).
    """

    text: str
    meaning: Approximation
    position: str
    strictly: bool = False
    not_after: str = ""
    not_before: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumberWords:
    """All words of numbers, by their printed form. Each is itself only: what was worked out for one can be kept."""

    units: Mapping[str, UnitForm] = field(default_factory=dict)
    scales: Mapping[str, Decimal] = field(default_factory=dict)
    approximators: tuple[Approximator, ...] = ()
    digits: Mapping[str, int] = field(default_factory=dict)
    powers: Mapping[str, int] = field(default_factory=dict)
    range_words: tuple[str, ...] = ()
    hundred_percent: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    formal: frozenset[str] = frozenset()
    fraction_point: str = "点"


def read_number_words(nodes: Mapping[str, Iterable[Node]]) -> NumberWords:
    """The words of all layers (bundled, then a user's own); problems go to the nodes' list."""
    units: dict[str, UnitForm] = {}
    scales: dict[str, Decimal] = {}
    approximators: dict[tuple[str, str], Approximator] = {}
    for node in nodes.get(UNITS, ()):
        node.only("unit", "scale")
        units.update(_units(node))
        scales.update({entry.text("text"): entry.number("factor") for entry in node.tables("scale")})
    for node in nodes.get(APPROXIMATIONS, ()):
        node.only("word")
        approximators.update({(word.position, word.text): word for word in _approximators(node)})
    numerals = tuple(nodes.get(NUMERALS, ()))
    for node in numerals:
        node.only("range", "fraction_point", "hundred_percent", "several", "formal", "digits", "powers")
    return NumberWords(
        units=units,
        scales=scales,
        approximators=tuple(approximators.values()),
        digits=_integers(numerals, "digits"),
        powers=_integers(numerals, "powers"),
        range_words=tuple(word for node in numerals for word in node.texts("range")),
        hundred_percent=tuple(word for node in numerals for word in node.texts("hundred_percent")),
        several=tuple(word for node in numerals for word in node.texts("several")),
        formal=frozenset(word for node in numerals for word in node.texts("formal")),
    )


def _units(node: Node) -> dict[str, UnitForm]:
    forms: dict[str, UnitForm] = {}
    for entry in node.tables("unit"):
        entry.only("symbol", "dimension", "forms", "factor", "not_before", "chinese", "one")
        dimension = Dimension(entry.text("dimension", among=tuple(Dimension)))
        for form in entry.texts("forms", required=True):
            unit = Unit(text=form, symbol=entry.text("symbol"), factor=entry.number("factor", 1), dimension=dimension)
            forms[form] = UnitForm(
                unit=unit,
                not_before=entry.texts("not_before"),
                chinese=entry.flag("chinese", True),
                one=entry.flag("one"),
            )
    return forms


def _approximators(node: Node) -> list[Approximator]:
    words: list[Approximator] = []
    for entry in node.tables("word"):
        entry.only("meaning", "position", "texts", "strictly", "not_after", "not_before", "only_before")
        meaning = Approximation(entry.text("meaning", among=_MEANINGS))
        position = entry.text("position", among=POSITIONS)
        words += (
            Approximator(
                text=text,
                meaning=meaning,
                position=position,
                strictly=entry.flag("strictly"),
                not_after=entry.text("not_after", ""),
                not_before=entry.texts("not_before"),
                only_before=entry.texts("only_before"),
            )
            for text in entry.texts("texts", required=True)
        )
    return words


def _integers(nodes: Iterable[Node], key: str) -> dict[str, int]:
    return {
        character: int(table.number(character))
        for node in nodes
        for table in (node.table(key),)
        for character in table.mapping
    }
