"""Where the figures of a row stand, as evidence for its verdicts."""

from __future__ import annotations

from extractor.model.findings import Evidence
from extractor.model.quantities import Quantity
from extractor.model.report import Indicator


def measured_places(indicator: Indicator) -> tuple[Evidence, ...]:
    """Target, actual value, points and score of a row without criterion."""
    places: list[Evidence] = []
    for label, printed in (("目标值", indicator.target_text), ("实际完成值", indicator.actual_text)):
        if printed.text:
            places.append(Evidence(label=label, text=printed.text, span=printed.span))
    for label, quantity in (("分值", indicator.points), ("得分", indicator.stated_score)):
        places += _quantity(label, quantity)
    return tuple(places)


def _quantity(label: str, quantity: Quantity | None) -> list[Evidence]:
    return [] if quantity is None else [Evidence(label=label, text=quantity.text, span=quantity.span)]
