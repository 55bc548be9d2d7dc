"""Re-scoring of rows: every leaf and budget row against its criterion, or against what the scheme allows."""

from __future__ import annotations

from decimal import Decimal

from extractor.model.criteria import Criterion, CriterionStatus
from extractor.model.findings import Outcome, Rescore
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.model.report import Indicator, Report
from extractor.packs import Packs
from extractor.rescoring import scheme_rules
from extractor.rescoring.criterion_rows import by_criterion
from extractor.rescoring.results import RowReading, RowResult, RowVerdict

__all__ = ["RowReading", "RowResult", "RowVerdict", "rescore_rows"]
_ROLES = ("leaf", "budget")


def rescore_rows(report: Report, packs: Packs) -> tuple[RowResult, ...]:
    """One result for every leaf and budget indicator, in report order."""
    criteria = {criterion.indicator: criterion for criterion in report.criteria}
    rows = [
        _row(index, indicator, criteria.get(index), report, packs)
        for index, indicator in enumerate(report.indicators)
        if indicator.role in _ROLES
    ]
    return tuple(rows)


def _row(index: int, indicator: Indicator, criterion: Criterion | None, report: Report, packs: Packs) -> RowResult:
    points = indicator.points.value if indicator.points else None
    if points is None or points < 0:
        return _open(index, IntervalSet.of(Interval.at_least(Decimal(0))), "no_points")
    if criterion is not None and criterion.status is not CriterionStatus.NOT_COMPILED:
        return by_criterion(index, criterion, points, report, packs)
    if criterion is not None:
        return _open(index, IntervalSet.of(Interval(low=Decimal(0), high=points)), "criterion_not_read")
    return scheme_rules.row(index, points, report, packs)


def _open(index: int, possible: IntervalSet, reason: str) -> RowResult:
    rescore = Rescore(
        indicator=index,
        possible=possible,
        accepting=possible,
        outcome=Outcome.UNDECIDABLE,
        method="none",
        reason=reason,
    )
    return RowResult(indicator=index, rescore=rescore)
