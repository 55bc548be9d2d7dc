"""SUM: do all points make the full marks, and all scores the total and the subtotals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.model.claims import StatementKind
from extractor.model.findings import Outcome, Severity
from extractor.model.quantities import Quantity
from extractor.model.report import Budget, Indicator
from extractor.rescoring.checks.arithmetic import Claim, judged, undecided
from extractor.rescoring.context import Context
from extractor.rescoring.equations import Equation, Form, exact, scored, term
from extractor.rescoring.verdicts import Verdict

_SPLITS = (10, 20, 50)


def full_points(context: Context) -> Iterator[Verdict]:
    """SUM-WEIGHT: all points with the full marks of the form."""
    rows = [(index, row) for index, row in context.leaves() if row.points is not None and not context.is_bonus(index)]
    if not rows:
        return
    points = [exact(row.points) for _, row in rows if row.points is not None]
    budget = unlisted_budget(context)
    if budget is not None and budget.points is not None:
        points.append(exact(budget.points))
    goal = exact(context.report.total_points) if context.report.total_points is not None else None
    set_by_form = _goal_of_form(context, budget)
    claim = Claim(
        rule="SUM-WEIGHT",
        subject="分值合计",
        equation=Equation(
            form=Form.SUM, operands=tuple(points), result=goal, goal=None if goal else set_by_form or Decimal(100)
        ),
        labels=(*(row.name for _, row in rows), "预算执行率"),
        result_label="总分值",
        indicators=tuple(index for index, _ in rows),
        readings=("100", "90+10", "80+20", "50+50"),
    )
    reason = _why_incomplete(context, [row for _, row in context.leaves()], points=True)
    verdict = judged(claim)
    if verdict.outcome is Outcome.CONSISTENT:
        yield verdict
    elif reason:
        yield undecided(claim, reason)
    elif goal is None and set_by_form is None:
        yield undecided(claim, "total_missing")
    elif goal and budget is None and not _has_budget_row(context) and _missing_part(points, goal) in _SPLITS:
        # 90 + 10, 80 + 20 and 50 + 50: the execution row is not among the rows of this table.
        yield undecided(claim, "execution_points_elsewhere")
    else:
        yield verdict


def _goal_of_form(context: Context, budget: Budget | None) -> Decimal | None:
    """What the points at hand must make on the form that was recognised; None where editions differ."""
    scheme = context.packs.schemes.get(context.report.facts.scheme)
    if scheme is None or scheme.adds_up_to is None:
        return None
    shows_execution = _has_budget_row(context) or (budget is not None and budget.points is not None)
    return scheme.adds_up_to + (scheme.execution_points or 0 if shows_execution else 0)


def _missing_part(points: list[Quantity], goal: Quantity) -> Decimal | None:
    values = [quantity.value for quantity in points if quantity.value is not None]
    return None if goal.value is None else goal.value - sum(values, Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A score that enters a sum, with its points and its row."""

    label: str
    score: Quantity
    points: Quantity | None
    row: int | None = None


def total_score(context: Context) -> Iterator[Verdict]:
    """SUM-SCORE: the scores of the rows, with the score for execution, and the stated total."""
    rows = list(context.leaves())
    marks = _marks(context, rows)
    stated = context.report.total
    if not marks or stated is None:
        return
    budget = unlisted_budget(context)
    if budget is not None and budget.stated_score is not None:
        marks.append(Mark(label=budget.item, score=budget.stated_score, points=budget.points))
    reason = _why_incomplete(context, [row for _, row in rows], points=False)
    if not reason and _scale_unknown(context, budget, rows):
        reason = "execution_points_elsewhere"
    yield _added("SUM-SCORE", "总分", "总分", marks, stated, context, reason)


def _marks(context: Context, rows: list[tuple[int, Indicator]]) -> list[Mark]:
    return [
        Mark(label=row.name, score=row.stated_score, points=row.points, row=index)
        for index, row in rows
        if row.stated_score is not None
    ]


def _added(
    rule: str, subject: str, label: str, marks: list[Mark], stated: Quantity, context: Context, reason: str
) -> Verdict:
    """Scores against their total, at the finest place that the scores print.

    Where the total prints more places than any score, digits that no row shows may have entered it: what fails only
    without them is a warning, as it depends on how the form was filled in.
    """
    places = [mark.score.last_place for mark in marks]
    claim = _sum_claim(rule, subject, label, marks, stated, context, min(places))
    verdict = judged(claim)
    if verdict.outcome is Outcome.CONSISTENT and stated.last_place < min(places):
        finer = judged(_sum_claim(rule, subject, label, marks, stated, context, stated.last_place))
        if finer.outcome is Outcome.INCONSISTENT:
            verdict = replace(finer, severity=Severity.WARNING)
    return undecided(claim, reason) if verdict.outcome is Outcome.INCONSISTENT and reason else verdict


def _sum_claim(
    rule: str, subject: str, label: str, marks: list[Mark], stated: Quantity, context: Context, place: Decimal
) -> Claim:
    return Claim(
        rule=rule,
        subject=subject,
        equation=Equation(
            form=Form.SUM,
            operands=tuple(term(mark.score, mark.points, place, whole=stated.decimals == 0) for mark in marks),
            result=scored(stated, context.place),
        ),
        labels=tuple(mark.label for mark in marks),
        result_label=label,
        indicators=tuple(mark.row for mark in marks if mark.row is not None),
        readings=("rounded_per_row", "rounded_once"),
    )


def _scale_unknown(context: Context, budget: Budget | None, rows: list[tuple[int, Indicator]]) -> bool:
    """Whether the execution score may count without being shown: rows make up less than the full marks."""
    if (budget is not None and budget.stated_score is not None) or _has_budget_row(context):
        return False
    points = [row.points.value for _, row in rows if row.points is not None and row.points.value is not None]
    full = context.report.total_points
    goal = full.value if full is not None and full.value is not None else Decimal(100)
    return sum(points, Decimal(0)) != goal


def _why_incomplete(context: Context, rows: list[Indicator], *, points: bool) -> str:
    """Why the rows at hand need not be all rows, as a reason code; empty when they are."""
    if any(not row.block_complete for row in context.report.indicators):
        return "rows_missing"
    if any(fault.kind == "cut_table" for fault in context.report.faults):
        return "rows_missing"
    if len({row.table for row in rows}) > 1:
        return "several_tables"
    if any(row.role == "alternative" for row in context.report.indicators):
        return "alternatives"
    missing = [row for row in rows if (row.points if points else row.stated_score) is None]
    return ("points_missing" if points else "score_missing") if missing else ""


def _has_budget_row(context: Context) -> bool:
    return any(row.role == "budget" for row in context.report.indicators)


def unlisted_budget(context: Context) -> Budget | None:
    """The total row of a funds block that carries points or a score of its own, unless a row repeats it."""
    if _has_budget_row(context):
        return None
    for budget in context.report.budgets:
        if budget.scope == "total" and budget.table is not None and (budget.points or budget.stated_score):
            return budget
    return None


def subtotals(context: Context) -> Iterator[Verdict]:
    """SUM-SUBSCORE: the scores inside a block with its stated subtotal, in the table or in a sentence."""
    for index, parent in enumerate(context.report.indicators):
        if parent.role != "category" or not context.children[index]:
            continue
        scores = [
            (statement.score, statement.name)
            for statement in context.report.statements
            if statement.kind is StatementKind.CATEGORY and statement.indicator == index and statement.score is not None
        ]
        if parent.stated_score is not None:
            scores.insert(0, (parent.stated_score, parent.name))
        rows = [(place, context.report.indicators[place]) for place in context.descendants(index)]
        for score, name in scores:
            yield from _subtotal(context, index, score, name, rows)


def _subtotal(
    context: Context, index: int, stated: Quantity, name: str, rows: list[tuple[int, Indicator]]
) -> Iterator[Verdict]:
    marks = _marks(context, rows)
    if not marks:
        return
    reason = ""
    if len(marks) < len(rows):
        reason = "score_missing"
    elif not context.report.indicators[index].block_complete:
        reason = "block_incomplete"
    yield _added("SUM-SUBSCORE", context.path(index), name, marks, stated, context, reason)
