"""The funds block: parts against totals, and what its figures say of the form (SUM-FUNDS, BUD-*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from extractor.model.findings import Outcome, Severity
from extractor.model.intervals import format_decimal
from extractor.model.quantities import Quantity
from extractor.model.report import Budget
from extractor.rescoring.checks.answers import answer, unknown
from extractor.rescoring.checks.arithmetic import Claim, judged, summed, undecided
from extractor.rescoring.context import Context, value
from extractor.rescoring.equations import Equation, Form
from extractor.rescoring.execution import find_execution
from extractor.rescoring.verdicts import Verdict, evidence_of

_COLUMNS = (("initial", "年初预算数"), ("adjusted", "全年预算数"), ("received", "到位数"), ("spent", "全年执行数"))
_MOST_PARTS = 8


def fund_parts(context: Context) -> Iterator[Verdict]:
    """SUM-FUNDS: fund rows with the total row, column by column."""
    for total in context.report.budgets:
        if total.scope != "total" or total.table is None:
            continue
        parts = [row for row in context.report.budgets if row.table == total.table and row.scope == "part"]
        for column, label in _COLUMNS:
            yield from _column(context, total, parts, column, label)


def _column(context: Context, total: Budget, parts: list[Budget], column: str, label: str) -> Iterator[Verdict]:
    filled = [(row, figure) for row in parts if (figure := _figure(row, column)) is not None]
    whole = _figure(total, column)
    if len(filled) < 2 and not (filled and whole is not None and not whole.value):
        return
    if whole is None:
        return
    claim = replace(
        summed("SUM-FUNDS", f"{total.item} {label}", [figure for _, figure in filled], whole),
        labels=tuple(row.item for row, _ in filled),
        result_label=total.item,
        small_miss=Severity.WARNING,
    )
    verdict = judged(claim)
    if verdict.outcome is not Outcome.INCONSISTENT:
        yield verdict
        return
    if whole.value == 0:
        yield replace(verdict, slots=(*verdict.slots, ("kind", "@empty-total")), severity=None)
        return
    reason = _why_open(context, filled, parts, whole)
    yield undecided(claim, reason) if reason else verdict


def _figure(row: Budget, column: str) -> Quantity | None:
    found: Quantity | None = getattr(row, column)
    return found if found is not None and found.value is not None else None


def _why_open(context: Context, filled: list[tuple[Budget, Quantity]], parts: list[Budget], whole: Quantity) -> str:
    """Why the parts at hand need not make up the total: some blank, some nested in others, the list left open."""
    values = [figure.value for _, figure in filled if figure.value is not None]
    if whole.value is None or len(values) > _MOST_PARTS:
        return "list_partial"
    for size in range(1, len(values)):
        if any(sum(chosen, Decimal(0)) == whole.value for chosen in combinations(values, size)):
            return "parts_nested"
    if sum(values, Decimal(0)) < whole.value:
        if len(filled) < len(parts):
            return "part_blank"
        if not any(context.speaks_of("other_funds", row.item) for row, _ in filled):
            return "list_partial"
    return ""


def unspent(context: Context) -> Iterator[Verdict]:
    """BUD-UNSPENT: more than a fifth unspent, and no reason told."""
    limit = context.rules.rules["BUD-UNSPENT"].parameter("limit")
    for budget in context.report.budgets:
        spent, whole = value(budget.spent), value(budget.adjusted or budget.initial)
        if budget.scope != "total" or spent is None or whole is None or whole <= 0 or spent > whole:
            continue
        share = (whole - spent) / whole * 100
        told = _reason_told(context)
        yield answer(
            "BUD-UNSPENT",
            budget.item,
            holds=share <= limit or told,
            stated=budget.spent.text if budget.spent else "",
            computed=f"{format_decimal(share.quantize(Decimal('0.1')))}%",
            evidence=(*evidence_of("执行数", budget.spent), *evidence_of("预算数", budget.adjusted or budget.initial)),
            slots=(("limit", format_decimal(limit)),),
        )


def _reason_told(context: Context) -> bool:
    report = context.report
    if any(explanation.kind in ("reason", "problem") for explanation in report.explanations):
        return True
    return any(row.deviation_reason.text.strip() for row in report.indicators if row.role == "budget")


def execution_points(context: Context) -> Iterator[Verdict]:
    """BUD-WEIGHT: the points of the execution row with those of the form."""
    scheme = context.packs.schemes.get(context.report.facts.scheme)
    for score in find_execution(context).scores:
        if scheme is None or scheme.execution_points is None:
            yield unknown("BUD-WEIGHT", score.name, "scheme_unknown", evidence_of(score.name, score.points))
            continue
        yield answer(
            "BUD-WEIGHT",
            score.name,
            holds=score.points.value == scheme.execution_points,
            stated=score.points.text,
            computed=format_decimal(scheme.execution_points),
            evidence=evidence_of(score.name, score.points),
            slots=(("form", scheme.name),),
        )


def denominators(context: Context) -> Iterator[Verdict]:
    """BUD-DENOM: which budget stands below the line, where initial and adjusted differ."""
    for budget in context.report.budgets:
        rate, spent = budget.rate, budget.spent
        adjusted, initial = budget.adjusted, budget.initial
        if rate is None or spent is None or adjusted is None or initial is None:
            continue
        if not (rate.value and spent.value and adjusted.value and initial.value) or adjusted.value == initial.value:
            continue
        fits = [_fits(spent, divisor, rate) for divisor in (adjusted, initial)]
        places = (*evidence_of("执行数", spent), *evidence_of("年初预算数", initial), *evidence_of("执行率", rate))
        if fits[0] == fits[1]:
            yield unknown("BUD-DENOM", budget.item, "both_fit" if fits[0] else "neither_fits", places)
        else:
            yield answer(
                "BUD-DENOM", budget.item, holds=fits[0], stated=rate.text, computed=initial.text, evidence=places
            )


def _fits(spent: Quantity, divisor: Quantity, rate: Quantity) -> bool:
    equation = Equation(form=Form.RATE, operands=(spent, divisor), result=rate)
    return judged(Claim(rule="BUD-DENOM", subject="", equation=equation)).outcome is Outcome.CONSISTENT
