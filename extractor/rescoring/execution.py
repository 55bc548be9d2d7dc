"""What a report says of the execution of its whole budget: amounts, rates and scores that speak of one fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.model.claims import MetricKind, RelationKind, StatementKind
from extractor.model.quantities import Approximation, Dimension, Quantity
from extractor.model.report import Budget
from extractor.model.spans import Span
from extractor.rescoring.context import CERTAIN, Context

EXECUTION_RATE = "execution_rate"
# 预算执行 35 分 told in prose is a category of several indicators; no form gives the rate alone more than 20.
_MOST_POINTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """The money of one whole-budget statement: what was spent, of what. `label` says which figure the divisor is."""

    spent: Quantity
    budget: Quantity
    label: str
    source: Budget


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A stated execution rate of the whole budget; `own` is the budget row that prints it beside its amounts."""

    name: str
    quantity: Quantity
    own: Budget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionScore:
    """The score for execution with its points; `indicator` is its row, where it has one."""

    name: str
    score: Quantity
    points: Quantity
    indicator: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """Everything that a report says of the execution of its whole budget."""

    amounts: tuple[Amounts, ...]
    rates: tuple[Rate, ...]
    scores: tuple[ExecutionScore, ...]


def find_execution(context: Context) -> Execution:
    """The execution facts of the report; parts, projects and funds of other scope are left out."""
    amounts = tuple(found for budget in context.report.budgets if budget.scope == "total" for found in _amounts(budget))
    scores = tuple(_distinct_scores(context))
    return Execution(amounts=amounts, rates=tuple(_distinct_rates(context, scores)), scores=scores)


def divisors(budget: Budget) -> Iterator[tuple[str, Quantity]]:
    """The figures that may lawfully stand below the line, the usual one first."""
    for label, quantity in (("adjusted", budget.adjusted), ("initial", budget.initial), ("received", budget.received)):
        if quantity is not None and quantity.value is not None:
            yield label, quantity


def _amounts(budget: Budget) -> Iterator[Amounts]:
    if budget.spent is None or budget.spent.value is None:
        return
    for label, quantity in divisors(budget):
        if quantity.value:
            yield Amounts(spent=budget.spent, budget=quantity, label=label, source=budget)


def _distinct_scores(context: Context) -> Iterator[ExecutionScore]:
    seen: set[Span] = set()
    for found in _scores(context):
        if found.score.span not in seen:
            seen.add(found.score.span)
            yield found


def _scores(context: Context) -> Iterator[ExecutionScore]:
    for index, row in enumerate(context.report.indicators):
        if row.stated_score is None or row.points is None:
            continue
        if row.role == "budget" or (row.role == "leaf" and context.speaks_of(EXECUTION_RATE, row.name)):
            yield ExecutionScore(name=row.name, score=row.stated_score, points=row.points, indicator=index)
    for budget in context.report.budgets:
        if budget.scope == "total" and budget.stated_score is not None and budget.points is not None:
            yield ExecutionScore(name=budget.item, score=budget.stated_score, points=budget.points)
    for statement in context.report.statements:
        if statement.kind is not StatementKind.INDICATOR or statement.score is None or statement.points is None:
            continue
        if context.speaks_of(EXECUTION_RATE, statement.name) and (statement.points.value or 0) <= _MOST_POINTS:
            yield ExecutionScore(name=statement.name, score=statement.score, points=statement.points)


def _distinct_rates(context: Context, scores: tuple[ExecutionScore, ...]) -> Iterator[Rate]:
    seen: list[Span] = []
    for rate in _rates(context, scores):
        span = rate.quantity.span
        if rate.quantity.value is not None and not any(span.overlaps(other) for other in seen):
            seen.append(span)
            yield rate


def _rates(context: Context, scores: tuple[ExecutionScore, ...]) -> Iterator[Rate]:
    for budget in context.report.budgets:
        if budget.scope == "total" and budget.rate is not None:
            yield Rate(name=budget.item, quantity=budget.rate, own=budget)
    for relation in context.claims:
        result = relation.result
        if relation.kind is not RelationKind.SCORE_RATE or result is None or relation.certainty < CERTAIN:
            continue
        if any(result.quantity.span.overlaps(score.score.span) for score in scores):
            yield Rate(name=relation.operands[0].name or relation.subject, quantity=relation.operands[0].quantity)
    yield from _rates_beside_scores(context, scores)


def _rates_beside_scores(context: Context, scores: tuple[ExecutionScore, ...]) -> Iterator[Rate]:
    """Rates called execution rate in the passage that gives the execution score: its own ground (扣分主要原因是…)."""
    report = context.report
    for metric in report.metrics:
        quantity = metric.quantity
        if metric.kind is not MetricKind.RATE or quantity.unit.dimension is not Dimension.SHARE or metric.scope:
            continue
        if quantity.approximation is not Approximation.EXACT or not context.speaks_of(EXECUTION_RATE, metric.name):
            continue
        if any(_follows(context, score, quantity.span) for score in scores if score.indicator is None):
            yield Rate(name=metric.name, quantity=quantity)


def _follows(context: Context, score: ExecutionScore, span: Span) -> bool:
    """Whether the rate stands close behind the score, with no other score between them."""
    limit = int(context.rules.rules["TXT-RATE"].parameter("reach"))
    if not 0 <= span.start - score.score.span.end <= limit:
        return False
    between = Span(start=score.score.span.end, end=span.start)
    return not any(
        statement.score is not None and between.contains(statement.score.span)
        for statement in context.report.statements
    )
