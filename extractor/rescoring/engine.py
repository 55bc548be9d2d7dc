"""The engine: all checks over one report, grouped to findings, with the coverage statement."""

from __future__ import annotations

from collections.abc import Callable

from extractor.model.findings import Coverage, Rescoring
from extractor.model.report import Report
from extractor.packs import Packs


def rescore(report: Report, packs: Packs, page_of: Callable[[int], int | None] = lambda offset: None) -> Rescoring:
    """Recompute everything that `report` lets one recompute.

    `page_of` tells the page of a character of the canonical text, for the evidence.
    """
    coverage = Coverage(
        share=0.0,
        numbers_seen=report.numbers_seen,
        numbers_placed=report.numbers_placed,
        relations=0,
        consistent=0,
        inconsistent=0,
        undecidable=0,
    )
    return Rescoring(rescores=(), checks=(), findings=(), coverage=coverage)
