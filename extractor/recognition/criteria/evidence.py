"""What a row's own cells give as figures: labelled quantities, and calculations written out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.model.intervals import Interval
from extractor.model.report import CellFormula, Figure, Indicator, RowEvidence
from extractor.model.spans import Span
from extractor.model.views import view
from extractor.packs import Packs
from extractor.recognition.criteria import expressions
from extractor.recognition.criteria.normalising import normalised
from extractor.recognition.numbers import find_quantities

_LONGEST_LABEL = 24
_LONGEST_CELL = 4000
_UNITS = regex.compile(r"(?<=\d)(?:亿元|万元|元|万|亿|[个项人户次件家笔宗份亩])")


def read_row_evidence(indicators: tuple[Indicator, ...], packs: Packs) -> tuple[RowEvidence, ...]:
    """The figures and calculations of every row that has some, in row order."""
    found: list[RowEvidence] = []
    for index, indicator in enumerate(indicators):
        texts = [cell for cell in (indicator.basis, indicator.actual_text, indicator.deviation_reason) if cell.text]
        figures = tuple(figure for cell in texts for figure in _figures(cell.text, cell.span, packs))
        formulas = tuple(formula for cell in texts for formula in _formulas(cell.text, packs))
        if figures or formulas:
            found.append(RowEvidence(indicator=index, figures=figures, formulas=formulas))
    return tuple(found)


def _figures(text: str, span: Span | None, packs: Packs) -> Iterator[Figure]:
    if len(text) > _LONGEST_CELL:
        return
    seen = view(text)
    previous = 0
    for quantity in find_quantities(seen, packs):
        start, end = quantity.span.start, quantity.span.end
        yield Figure(label=_label(text[previous:start]), quantity=quantity)
        previous = end


def _label(before: str) -> str:
    """The words right in front of a number, back to the next punctuation."""
    clause = regex.split(r"[，,。；;、\s]", "".join(before.split()))[-1]
    return clause.strip("（）()：:=为是")[-_LONGEST_LABEL:]


def _formulas(text: str, packs: Packs) -> Iterator[CellFormula]:
    if len(text) > _LONGEST_CELL or ("=" not in text and "＝" not in text):
        return
    clean = _UNITS.sub("", normalised(text, packs))
    for match in packs.patterns.get("criteria/evidence", "calculation").finditer(clean):
        try:
            expr = expressions.parse(match.group("formula"))
        except expressions.NoFormula:
            continue
        if expressions.names(expr):
            continue
        percent = bool(match.group("percent"))
        value = Decimal(match.group("result"))
        unit = Decimal(1).scaleb(-len(match.group("result").partition(".")[2]))
        if percent:
            value, unit = value / 100, unit / 100
        yield CellFormula(
            name=(match.group("name") or "").strip("“”："),
            expr=expr,
            stated=Interval.printed(value, unit),
            percent=percent,
            text=match.group(),
        )
