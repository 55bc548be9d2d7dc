"""Slips of the pen: whether a failing equation would hold if one figure had been printed as it was surely meant.

Beside slips in its digits (`extractor.model.slips`), a figure may have a moved decimal point or lack its scale word. An
equation that no slip explains may be wrong for other reasons, the likeliest of which is that its figures do not belong
together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractor.model.findings import Fit
from extractor.model.quantities import Approximation, Quantity
from extractor.model.slips import FEWEST_DIGITS, could_be_meant
from extractor.rescoring.equations import Equation, fit_of, restated

_MOST_FIGURES = 24
_COARSE = Decimal("0.03")
# A moved decimal point, a share printed as a fraction, 万 left out.
_SCALES = tuple(Decimal(10) ** power for power in (1, -1, 2, -2, 4, -4))


def slipped(equation: Equation) -> Quantity | None:
    """The first figure, the result before the operands, that one slip would explain; None where there is none."""
    figures = equation.figures
    if len(figures) > _MOST_FIGURES or any(_is_coarse(figure) for figure in figures):
        return None
    for index in reversed(range(len(figures))):
        figure = figures[index]
        if any(fit_of(_with(equation, index, meant)) not in (None, Fit.MISMATCH) for meant in _meant(figure)):
            return figure
    return None


def _is_coarse(figure: Quantity) -> bool:
    """Whether a figure says so little (0.5 亿) that some slip of another would fit it by chance."""
    width = figure.interval.width
    return width is None or (figure.value is not None and width > _COARSE * abs(figure.value))


def _with(equation: Equation, index: int, figure: Quantity) -> Equation:
    if index == len(equation.operands):
        return replace(equation, result=figure)
    operands = list(equation.operands)
    operands[index] = figure
    return replace(equation, operands=tuple(operands))


def _meant(figure: Quantity) -> Iterator[Quantity]:
    """The figures that one slip away could have been meant; none for short or vague ones, where chance would do it."""
    if figure.value is None or figure.approximation is not Approximation.EXACT or not figure.last_place:
        return
    steps = figure.value / figure.last_place
    digits = str(abs(int(steps)))
    if len(digits) < FEWEST_DIGITS or steps != int(steps):
        return
    sign = -1 if steps < 0 else 1
    for other in could_be_meant(digits):
        value = sign * int(other) * figure.last_place
        yield replace(figure, value=value, interval=restated(figure, value))
    for factor in _SCALES:
        value, place = figure.value * factor, figure.last_place * factor
        moved = replace(figure, value=value, last_place=place)
        yield replace(moved, interval=restated(moved, value))
