"""All quantities of a passage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.model.quantities import Quantity
from extractor.model.records import quickly_made
from extractor.model.spans import Span
from extractor.model.views import View
from extractor.packs import Packs
from extractor.packs.numbers import NumberWords
from extractor.packs.patterns import Pattern
from extractor.recognition.numbers.figures import Figure
from extractor.recognition.numbers.grammar import Grammar, grammar
from extractor.recognition.numbers.intervals import quantity, range_quantity
from extractor.recognition.numbers.joining import together, with_unit
from extractor.recognition.numbers.reading import read_figure

NOT_QUANTITIES = "recognition/not_quantities"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherNumber:
    """A printed number that measures nothing: a date, a document number, an ordinal, …; `kind` says which.

    `unless_unit` marks what is a quantity after all where a unit follows (2023 广州大会, but 2023 人).
    """

    kind: str
    start: int
    end: int
    span: Span
    unless_unit: bool = False


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuantity:
    """A quantity with its place in the view that was searched."""

    start: int
    end: int
    quantity: Quantity
    chinese: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberScan:
    """Everything that looks like a number in one view, in order."""

    quantities: tuple[FoundQuantity, ...] = ()
    others: tuple[OtherNumber, ...] = ()


def find_quantities(text_view: View, packs: Packs) -> tuple[Quantity, ...]:
    """All quantities of a passage, spans in the canonical text; dates, ordinals and the like are left out."""
    return tuple(found.quantity for found in scan_numbers(text_view, packs).quantities)


def scan_numbers(text_view: View, packs: Packs) -> NumberScan:
    """All quantities of a passage, and the numbers in it that are none."""
    others = _others(text_view, packs)
    rules = grammar(packs)
    figures = _shared_units(_figures(text_view.text, rules, packs.numbers, others), text_view.text)
    quantities = tuple(_joined(figures, text_view, rules))
    taken = {found.start for found in quantities}
    return NumberScan(
        quantities=quantities,
        others=tuple(other for other in others if not (other.unless_unit and other.start in taken)),
    )


def _others(text_view: View, packs: Packs) -> tuple[OtherNumber, ...]:
    text = text_view.text
    signs = frozenset(text)
    found = [
        (*match.span("it" if "it" in match.re.groupindex else 0), kind, weak)
        for pattern, kind, weak, needs in _masks(packs)
        if needs is None or not signs.isdisjoint(needs)
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda entry: (entry[0], -entry[1]))
    others: list[OtherNumber] = []
    for start, end, kind, weak in found:
        if others and end <= others[-1].end:
            continue
        span = text_view.span(start, end)
        others.append(OtherNumber(kind=kind, start=start, end=end, span=span, unless_unit=weak))
    return tuple(others)


@lru_cache(maxsize=8)
def _masks(packs: Packs) -> tuple[tuple[Pattern, str, bool, frozenset[str] | None], ...]:
    """What finds numbers that measure nothing: pattern, kind, `unless_unit`, and the signs that it needs one of.

    Every paragraph asks for all of them, and most hold none of the signs.
    """
    return tuple(
        (
            pattern,
            pattern.fields["kind"],
            "unless_unit" in pattern.fields,
            frozenset(pattern.fields["needs"]) if "needs" in pattern.fields else None,
        )
        for pattern in packs.patterns.group(NOT_QUANTITIES)
    )


def _figures(text: str, rules: Grammar, words: NumberWords, others: tuple[OtherNumber, ...]) -> list[Figure]:
    figures: list[Figure] = []
    masked = 0
    for match in rules.number.finditer(text):
        number = match.start("arabic") if match["arabic"] else match.start()
        while masked < len(others) and others[masked].end <= number:
            masked += 1
        other = others[masked] if masked < len(others) else None
        overlaps = other is not None and other.start < match.end() and number < other.end
        if overlaps and not (other is not None and other.unless_unit and match["unit"]):
            continue
        figure = read_figure(match, words)
        if figure is None:
            continue
        whole = together(figures[-1], figure) if figures and figures[-1].end == figure.start else None
        if whole is not None:
            figures.pop()
        figures.append(whole or figure)
    return figures


_EACH = "分别"
_EACH_REACH = 24
_LIST_MARKS = ("、", "和", "及", "与")


def _shared_units(figures: list[Figure], text: str) -> list[Figure]:
    """Figures of a list told with 分别 in the unit of its last one (分别提高0.8、0.3和1.1个百分点)."""
    shared = list(figures)
    for index in range(len(figures) - 2, -1, -1):
        here, following = figures[index], shared[index + 1]
        bare = not here.unit.symbol and not here.unit.text and not here.chinese and not here.words
        if not bare or not following.unit.symbol or text[here.end : following.start] not in _LIST_MARKS:
            continue
        first = index
        while first and text[figures[first - 1].end : figures[first].start] in _LIST_MARKS:
            first -= 1
        if _EACH in text[max(0, figures[first].start - _EACH_REACH) : figures[first].start]:
            shared[index] = with_unit(here, replace(following, unit=replace(following.unit, text="")))
    return shared


def _joined(figures: list[Figure], text_view: View, rules: Grammar) -> list[FoundQuantity]:
    """Ends of ranges put together; Chinese numerals without a unit that counts dropped."""
    found: list[FoundQuantity] = []
    position = 0
    while position < len(figures):
        figure = figures[position]
        following = figures[position + 1] if position + 1 < len(figures) else None
        if following is not None and _is_range(figure, following, text_view.text, rules):
            ends = with_unit(figure, following), _unsigned(following)
            start, end = figure.start, following.end
            span = text_view.span(start, end)
            made = range_quantity(*ends, span, text_view.text[start:end])
            found.append(FoundQuantity(start=start, end=end, quantity=made, chinese=figure.chinese))
            position += 2
            continue
        position += 1
        if figure.counts:
            made = quantity(figure, text_view.span(figure.start, figure.end))
            found.append(FoundQuantity(start=figure.start, end=figure.end, quantity=made, chinese=figure.chinese))
    return found


def _is_range(low: Figure, high: Figure, text: str, rules: Grammar) -> bool:
    """Whether two figures are the ends of one: a range word between them, one unit, the lower one first."""
    if low.end == high.start and high.negative:
        between = True
    else:
        between = rules.range_word.fullmatch(text, low.end, high.start) is not None
    if not between or low.missing or high.missing or not high.counts or low.value is None or high.value is None:
        return False
    if not high.unit.symbol or low.unit.symbol not in ("", high.unit.symbol):
        return False
    if any(word.position == "before" for word in high.words):
        return False
    scaled = with_unit(low, high).value
    return scaled is not None and scaled.copy_abs() <= high.value.copy_abs()


def _unsigned(figure: Figure) -> Figure:
    if figure.negative and figure.value is not None:
        return replace(figure, negative=False, value=figure.value.copy_abs())
    return figure
