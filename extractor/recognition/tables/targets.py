"""Targets and actual values: operator, number, unit and direction of one indicator."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractor.model.quantities import Approximation, Dimension, Quantity
from extractor.model.report import Direction, Printed
from extractor.model.spans import Span
from extractor.model.views import view
from extractor.packs import Packs
from extractor.packs.vocabulary import normal
from extractor.recognition.numbers import find_quantities, read_quantity
from extractor.recognition.tables.cells import is_nothing

GROUP = "recognition/targets"
_HIGHER = frozenset({"≥", ">=", "=>", "≧", ">", "＞", "大于", "大于等于", "不少于", "不低于", "正向"})
_LOWER = frozenset({"≤", "<=", "=<", "≦", "<", "＜", "小于", "小于等于", "不超过", "不高于", "反向"})
_EXACT = frozenset({"=", "＝", "﹦", "═", "等于", "等值"})
_SIGNS = frozenset(sign for sign in _HIGHER | _LOWER | _EXACT if not sign.isalpha())
_PERCENT = frozenset({"百分比", "百分数", "百分率", "%(百分比)"})
_SHORT = 24
_LONGEST = 400
_DIGIT = regex.compile(r"\d|百分之|[零一二三四五六七八九十两]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What the cells of a target say together: number, unit, and which side of it is good."""

    quantity: Quantity | None = None
    unit: str = ""
    direction: Direction = Direction.UNKNOWN


def seek_shape(packs: Packs, name: str, text: str) -> regex.Match[str] | None:
    """A shape of `patterns/recognition/targets.toml` in a short text; long texts are no targets."""
    return None if len(text) > _LONGEST else packs.patterns.get(GROUP, name).search(text)


def read_aim(target: Printed, operator: str, unit: str, name: str, packs: Packs) -> Aim:
    """The target of one indicator; `operator` and `unit` are the texts of columns of their own."""
    quantity = read_value(target, packs, unit=unit)
    shown = unit_text(unit) or (unit_text(quantity.unit.text) if quantity is not None else "")
    return Aim(quantity=quantity, unit=shown, direction=direction_of(target.text, operator, name, quantity, packs))


def direction_of(target: str, operator: str, name: str, quantity: Quantity | None, packs: Packs) -> Direction:
    """Which side of the target is good: by sign, then words; a bare number is forward unless its name doubts."""
    text = view(target).text
    signs = [normal(operator)]
    if (match := seek_shape(packs, "operator", text)) is not None:
        signs.append(match["operator"])
    for sign in signs:
        for direction, spellings in (
            (Direction.HIGHER, _HIGHER),
            (Direction.LOWER, _LOWER),
            (Direction.EXACT, _EXACT),
        ):
            if sign in spellings:
                return direction
    if seek_shape(packs, "at-most", text):
        return Direction.LOWER
    if seek_shape(packs, "at-least", text):
        return Direction.HIGHER
    if quantity is None or quantity.value is None:
        return Direction.UNKNOWN
    if quantity.approximation in (Approximation.AT_MOST, Approximation.NEAR):
        return Direction.LOWER
    if quantity.approximation in (Approximation.AT_LEAST, Approximation.OVER):
        return Direction.HIGHER
    if quantity.value == 0:
        return Direction.EXACT
    # A bare span of time may be a deadline or a service life; a bare cost may be a limit.
    doubtful = quantity.unit.dimension is Dimension.DURATION or seek_shape(packs, "reverse-name", name)
    return Direction.UNKNOWN if doubtful else Direction.HIGHER


def read_value(printed: Printed, packs: Packs, *, unit: str = "") -> Quantity | None:
    """The one number of a target or actual cell; None for dates, states, scoring texts and several numbers."""
    text = view(printed.text).text
    if printed.span is None or is_nothing(text) or not _DIGIT.search(text):
        return None
    if seek_shape(packs, "options", text) or seek_shape(packs, "scoring-text", text):
        return None
    hint = "%" if unit_text(unit) == "%" else unit
    found = read_quantity(printed.text, packs, start=printed.span.start, unit_hint=hint)
    if found is not None:
        return found if found.value is not None or found.interval.low is not None else None
    return _embedded(printed, packs, text)


def _embedded(printed: Printed, packs: Packs, text: str) -> Quantity | None:
    """The only quantity of a short phrase (完成培训12场); dates are deadlines, not amounts."""
    if len(text) > _SHORT or seek_shape(packs, "date", text) or printed.span is None:
        return None
    quantities = find_quantities(view(printed.text), packs)
    if len(quantities) != 1:
        return None
    found = quantities[0]
    return None if found.value is None else moved(found, printed.span.start)


def moved(quantity: Quantity, by: int) -> Quantity:
    """A quantity that was read from a cell's text alone, at its place in the document."""
    return replace(quantity, span=Span(start=quantity.span.start + by, end=quantity.span.end + by))


def unit_text(unit: str) -> str:
    """A unit cell as a unit: the budget system writes 百分比 for %."""
    short = normal(unit)
    return "%" if short in _PERCENT else "" if is_nothing(short) else short


def is_sign(text: str) -> bool:
    """Whether a cell is a comparison sign and nothing else."""
    return normal(text) in _SIGNS


def is_share(quantity: Quantity | None) -> bool:
    """Whether a quantity is a percentage."""
    return quantity is not None and quantity.unit.dimension is Dimension.SHARE
