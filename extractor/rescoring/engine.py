"""The engine: all checks over one report, grouped to findings, with the coverage statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from extractor.model.findings import Fault, Outcome, Rescoring, Severity
from extractor.model.interval_sets import IntervalSet
from extractor.model.report import Report
from extractor.packs import Packs
from extractor.packs.rules import RuleBook
from extractor.rescoring.checks import (
    budget,
    deductions,
    explanations,
    funds,
    grades,
    growth,
    indicators,
    lists,
    plausibility,
    prose,
    quality,
    reading,
    relations,
    scores,
    structure,
    sums,
    targets,
    text_table,
    totals,
)
from extractor.rescoring.context import Context, build_context, value
from extractor.rescoring.coverage import coverage_of
from extractor.rescoring.equations import HUNDRED
from extractor.rescoring.formulas import declared
from extractor.rescoring.grading import bands_for, possible_grades, whole_total
from extractor.rescoring.grouping import group_failures
from extractor.rescoring.messages import Wording, checks_of
from extractor.rescoring.reporting import fault_rank, finding_of
from extractor.rescoring.results import RowResult, RowVerdict
from extractor.rescoring.rows import rescore_rows
from extractor.rescoring.verdicts import Verdict

CheckFunction = Callable[[Context], Iterator[Verdict]]

# Our own reading first: what it did wrong must not be blamed on the report.
READING_CHECKS: tuple[CheckFunction, ...] = (
    reading.cut, reading.displaced, reading.header, reading.font, reading.ocr, reading.trace, reading.coverage,
)  # fmt: skip

# Then points before scores, money before what is computed from it.
REPORT_CHECKS: tuple[CheckFunction, ...] = (
    sums.level3_points, sums.level2_points, totals.full_points, totals.subtotals, totals.total_score,
    scores.score_bounds, scores.score_decimals,
    funds.fund_parts, budget.execution_rate, budget.over_budget, budget.execution_score,
    funds.unspent, funds.execution_points, funds.denominators,
    indicators.far_over, indicators.units, indicators.deadlines, indicators.attainable_shares,
    indicators.cell_formulas, indicators.definitions,
    text_table.execution_rates, text_table.totals, text_table.parts, text_table.grades,
    relations.sums, relations.ratios, growth.growth, relations.differences, relations.complements,
    relations.repeats, relations.rate_scores, lists.counted_lists, lists.bounds,
    targets.told_targets,
    prose.directions, deductions.deductions, prose.values, prose.scales, prose.claims, prose.years,
    grades.bands, grades.margin, grades.score_rate_gap,
    structure.sections, structure.dimensions, structure.blanks, structure.level1_points,
    explanations.missing, explanations.needless, explanations.contradicting, explanations.vague,
    explanations.unproven, explanations.satisfaction_without_survey, explanations.measures,
    quality.duplicates, quality.levels, quality.unmeasurable, quality.cost_directions, quality.trivial,
    quality.heavy_rows,
    plausibility.all_full, plausibility.copied, plausibility.money_and_output, plausibility.date_order,
    plausibility.quality_without_quantity, plausibility.cost_overrun,
    declared,
)  # fmt: skip


def rescore(report: Report, packs: Packs, page_of: Callable[[int], int | None] = lambda offset: None) -> Rescoring:
    """Recompute everything that `report` lets one recompute.

    `page_of` tells the page of a character of the canonical text, for the evidence.
    """
    rows = rescore_rows(report, packs)
    context = build_context(report, packs, rows)
    verdicts = tuple(_verdicts(context))
    wording = Wording(packs.rules, page_of)
    checks = tuple(checks_of(verdicts, wording))
    groups = group_failures(verdicts)
    findings = sorted((finding_of(group, verdicts, checks, context, wording) for group in groups), key=fault_rank)
    total, grade = _total(context)
    return Rescoring(
        rescores=tuple(row.rescore for row in rows if row.rescore is not None),
        checks=checks,
        findings=tuple(findings),
        coverage=coverage_of(context, checks, wording),
        total=total,
        grade=grade,
    )


def _verdicts(context: Context) -> Iterator[Verdict]:
    own = list(_active(_run(context, READING_CHECKS), context.rules))
    yield from own
    others = _distinct(_active(_of_report(context), context.rules))
    for verdict in others:
        yield _shielded(verdict, own)


def _of_report(context: Context) -> Iterator[Verdict]:
    for row in context.rows:
        for verdict in row.verdicts:
            yield _row_verdict(context, row, verdict)
    yield from _run(context, REPORT_CHECKS)


def _run(context: Context, functions: Iterable[CheckFunction]) -> Iterator[Verdict]:
    for function in functions:
        yield from function(context)


def _active(verdicts: Iterable[Verdict], rules: RuleBook) -> Iterator[Verdict]:
    """Verdicts whose rule may speak."""
    for verdict in verdicts:
        if rules.speaks(verdict.rule):
            yield verdict


def _distinct(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Each comparison once, whichever check came to it first."""
    seen: set[tuple[object, ...]] = set()
    for verdict in verdicts:
        if verdict.equation is not None:
            spans = tuple(sorted((figure.span.start, figure.span.end) for figure in verdict.equation.figures))
            key: tuple[object, ...] = (verdict.equation.form, spans)
            if key in seen:
                continue
            seen.add(key)
        yield verdict


def _row_verdict(context: Context, row: RowResult, verdict: RowVerdict) -> Verdict:
    indicator = context.report.indicators[row.indicator] if row.indicator is not None else None
    stated = indicator.stated_score if indicator is not None else None
    return Verdict(
        rule=verdict.rule,
        outcome=verdict.outcome,
        subject=verdict.subject,
        stated=verdict.stated,
        computed=verdict.computed,
        computed_text=verdict.computed_text,
        fit=verdict.fit,
        reason=verdict.reason,
        readings=verdict.readings,
        reading=verdict.reading,
        finished=verdict.steps,
        evidence=verdict.evidence,
        slots=verdict.params,
        severity=Severity.DECISION if verdict.decision else Severity.WARNING if verdict.warning else None,
        held=stated if verdict.computed is not None else None,
        indicators=() if row.indicator is None else (row.indicator,),
    )


def _shielded(verdict: Verdict, faults: list[Verdict]) -> Verdict:
    """A failure that rests on something we may have read wrongly is no failure of the report."""
    if verdict.outcome is not Outcome.INCONSISTENT:
        return verdict
    for fault in faults:
        if fault.fault is Fault.READING and fault.outcome is Outcome.INCONSISTENT and _rests_on(verdict, fault):
            reason = f"reading_fault:{fault.rule}"
            return replace(verdict, outcome=Outcome.UNDECIDABLE, reason=reason, fit=None)
    return verdict


def _rests_on(verdict: Verdict, fault: Verdict) -> bool:
    if fault.rule == "EXT-SHIFT":
        shared = set(fault.indicators) & set(verdict.indicators)
        return len(shared) > 1 and fault.indicators[0] in shared and verdict.rule.startswith(("SUM-", "IQ-LEVEL"))
    if fault.rule in ("EXT-OCR", "EXT-TRACE", "EXT-FONT"):
        spans = [place.span for place in fault.evidence if place.span is not None]
        return any(place.span is not None and span.overlaps(place.span) for place in verdict.evidence for span in spans)
    return False


def _total(context: Context) -> tuple[IntervalSet | None, str]:
    """The total that the rows can give, and its grade where only one is possible; None where a row is unseen."""
    total = whole_total(context, totals.unlisted_budget(context))
    if total is None:
        return None, ""
    points = value(context.report.total_points) or HUNDRED
    bands = bands_for(context, context.report.grade or "优")
    hull = total.hull
    grades_possible = possible_grades(bands, hull, points) if bands is not None and hull is not None else ()
    return total, grades_possible[0] if len(grades_possible) == 1 else ""
