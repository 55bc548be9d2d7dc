"""All prose of one report, read into metrics, statements, relations and explanations."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.document import Document
from extractor.model.report import Budget, Explanation, Leftover, Metric, Relation, Section, Statement
from extractor.model.spans import Span
from extractor.packs import Packs
from extractor.recognition.prose.metrics import find_metrics
from extractor.recognition.tables import TableReading


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseReading:
    """What the prose of one report says."""

    metrics: tuple[Metric, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    budgets: tuple[Budget, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    numbers_seen: int = 0
    numbers_placed: int = 0


def read_prose(
    document: Document,
    span: Span,
    sections: tuple[Section, ...],
    tables: TableReading,
    fiscal_year: int | None,
    packs: Packs,
) -> ProseReading:
    """Read the prose (paragraphs outside tables) of `document` that lies in `span`."""
    reading = find_metrics(document, span, sections, fiscal_year, packs)
    return ProseReading(
        metrics=reading.metrics,
        leftovers=reading.leftovers,
        numbers_seen=reading.numbers_seen,
        numbers_placed=reading.numbers_placed,
    )
