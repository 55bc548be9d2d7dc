"""SUM: do points and scores of a table add up (CHECKS §6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractor.model.findings import Outcome
from extractor.model.quantities import Quantity
from extractor.model.report import Budget, Indicator, StatementKind
from extractor.rescoring.checks.arithmetic import Claim, judged, summed, undecided
from extractor.rescoring.checks.reading import find_shifts
from extractor.rescoring.context import Context
from extractor.rescoring.equations import Equation, Form, exact, scored, term
from extractor.rescoring.verdicts import Verdict


def level3_points(context: Context) -> Iterator[Verdict]:
    """SUM-L3-L2: the points of level 3 with those of their level 2."""
    yield from _block_points(context, "SUM-L3-L2", level=2)


def level2_points(context: Context) -> Iterator[Verdict]:
    """SUM-L2-L1: the points below level 1 with those of level 1."""
    yield from _block_points(context, "SUM-L2-L1", level=1)


def _block_points(context: Context, rule: str, level: int) -> Iterator[Verdict]:
    moved = {shift.block: shift.rows for shift in find_shifts(context)}
    for index, parent in enumerate(context.report.indicators):
        if parent.level != level or parent.points is None or not context.children[index]:
            continue
        displaced = moved.get(index, ())
        children = [entry for entry in _addends(context, index) if entry[0] not in displaced]
        pointed = [(place, exact(child.points)) for place, child in children if child.points is not None]
        if not pointed:
            continue
        claim = replace(
            summed(rule, context.path(index), [points for _, points in pointed], exact(parent.points)),
            labels=tuple(context.report.indicators[place].name for place, _ in pointed),
            result_label=parent.name,
            indicators=(index, *(place for place, _ in pointed)),
            reading="without_displaced_rows" if displaced else "",
        )
        if len(pointed) < len(children):
            yield undecided(claim, "points_missing")
            continue
        yield _by_alternatives(context, index, _unless_cut(claim, parent, context))


def _addends(context: Context, index: int) -> list[tuple[int, Indicator]]:
    """Direct children that count; where a level 2 prints no points of its own, the rows below it."""
    found: list[tuple[int, Indicator]] = []
    for child in context.children[index]:
        indicator = context.report.indicators[child]
        if indicator.role in ("leaf", "budget"):
            found.append((child, indicator))
        elif indicator.role == "category":
            if indicator.points is not None:
                found.append((child, indicator))
            else:
                found.extend((place, context.report.indicators[place]) for place in context.descendants(child))
    return found


def _unless_cut(claim: Claim, parent: Indicator, context: Context) -> Verdict:
    verdict = judged(claim)
    if verdict.outcome is Outcome.INCONSISTENT and not parent.block_complete:
        return undecided(claim, "block_incomplete")
    return verdict


def _by_alternatives(context: Context, index: int, verdict: Verdict) -> Verdict:
    """Alternative rows (二者择其一) make a failing sum undecidable: which of them counts is not said."""
    alternatives = any(context.report.indicators[child].role == "alternative" for child in context.children[index])
    if verdict.outcome is Outcome.INCONSISTENT and alternatives:
        return replace(verdict, outcome=Outcome.UNDECIDABLE, reason="alternatives", fit=None)
    return verdict


# --- whole tables ----------------------------------------------------------------------------------------------------


def full_points(context: Context) -> Iterator[Verdict]:
    """SUM-WEIGHT: all points with the full marks of the form."""
    rows = [(index, row) for index, row in context.leaves() if row.points is not None]
    if not rows:
        return
    points = [exact(row.points) for _, row in rows if row.points is not None]
    budget = unlisted_budget(context)
    if budget is not None and budget.points is not None:
        points.append(exact(budget.points))
    goal = exact(context.report.total_points) if context.report.total_points is not None else None
    claim = Claim(
        rule="SUM-WEIGHT",
        subject="分值合计",
        equation=Equation(
            form=Form.SUM, operands=tuple(points), result=goal, goal=None if goal is not None else Decimal(100)
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
    elif goal is None:
        yield undecided(claim, "total_missing")
    elif budget is None and not _has_budget_row(context) and _missing_part(points, goal) in (10, 20, 50):
        # 90 + 10, 80 + 20 and 50 + 50: the execution row is not among the rows of this table.
        yield undecided(claim, "execution_points_elsewhere")
    else:
        yield verdict


def _missing_part(points: list[Quantity], goal: Quantity) -> Decimal | None:
    values = [quantity.value for quantity in points if quantity.value is not None]
    return None if goal.value is None else goal.value - sum(values, Decimal(0))


def total_score(context: Context) -> Iterator[Verdict]:
    """SUM-SCORE: the scores of the rows, with the score for execution, and the stated total."""
    rows = list(context.leaves())
    marked = [(index, row) for index, row in rows if row.stated_score is not None]
    stated = context.report.total
    if not marked or stated is None:
        return
    terms = [term(row.stated_score, row.points, context.place) for _, row in marked if row.stated_score is not None]
    labels = [row.name for _, row in marked]
    budget = unlisted_budget(context)
    if budget is not None and budget.stated_score is not None:
        terms.append(term(budget.stated_score, budget.points, context.place))
        labels.append("预算执行率")
    claim = Claim(
        rule="SUM-SCORE",
        subject="总分",
        equation=Equation(form=Form.SUM, operands=tuple(terms), result=scored(stated, context.place)),
        labels=tuple(labels),
        result_label="总分",
        indicators=tuple(index for index, _ in marked),
        readings=("rounded_per_row", "rounded_once"),
    )
    reason = _why_incomplete(context, [row for _, row in rows], points=False)
    verdict = judged(claim)
    if verdict.outcome is Outcome.INCONSISTENT and reason:
        yield undecided(claim, reason)
    elif verdict.outcome is Outcome.INCONSISTENT and _scale_unknown(context, budget, rows):
        yield undecided(claim, "execution_points_elsewhere")
    else:
        yield verdict


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
    marked = [(place, row) for place, row in rows if row.stated_score is not None]
    if not marked:
        return
    claim = Claim(
        rule="SUM-SUBSCORE",
        subject=context.path(index),
        equation=Equation(
            form=Form.SUM,
            operands=tuple(
                term(row.stated_score, row.points, context.place) for _, row in marked if row.stated_score is not None
            ),
            result=scored(stated, context.place),
        ),
        labels=tuple(row.name for _, row in marked),
        result_label=name,
        indicators=(index, *(place for place, _ in marked)),
        readings=("rounded_per_row", "rounded_once"),
    )
    verdict = judged(claim)
    if verdict.outcome is Outcome.INCONSISTENT and len(marked) < len(rows):
        yield undecided(claim, "score_missing")
    elif verdict.outcome is Outcome.INCONSISTENT and not context.report.indicators[index].block_complete:
        yield undecided(claim, "block_incomplete")
    else:
        yield verdict
