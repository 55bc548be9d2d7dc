"""Every quantity of the prose with its meaning: name, kind, period, comparison, scope."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.document import Document
from extractor.model.report import Leftover, Metric, Section
from extractor.model.spans import Span
from extractor.packs import Packs


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricReading:
    """The quantities of the prose. `not_quantities` are printed numbers that measure nothing: dates, ordinals, …"""

    metrics: tuple[Metric, ...] = ()
    not_quantities: tuple[Span, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    numbers_seen: int = 0
    numbers_placed: int = 0


def find_metrics(
    document: Document, span: Span, sections: tuple[Section, ...], fiscal_year: int | None, packs: Packs
) -> MetricReading:
    """All quantities of the paragraphs outside tables in `span`, in document order."""
    return MetricReading()
