"""Re-scoring of rows: every leaf and budget row against its criterion, or against what the scheme allows."""

from __future__ import annotations

from extractor.model.report import Report
from extractor.packs import Packs
from extractor.rescoring.results import RowReading, RowResult, RowVerdict

__all__ = ["RowReading", "RowResult", "RowVerdict", "rescore_rows"]


def rescore_rows(report: Report, packs: Packs) -> tuple[RowResult, ...]:
    """One result for every leaf and budget indicator, in report order, then for budget rows that no indicator holds."""
    return ()
