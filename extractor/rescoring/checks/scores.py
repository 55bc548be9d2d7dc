"""SCO: single scores against their points and against the places that the form prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from extractor.model.claims import StatementKind
from extractor.model.findings import Outcome
from extractor.model.intervals import Interval
from extractor.model.quantities import Approximation, Quantity
from extractor.rescoring.context import Context
from extractor.rescoring.verdicts import Verdict, evidence_of

_JUDGED = (StatementKind.TOTAL, StatementKind.CATEGORY, StatementKind.INDICATOR)


def score_bounds(context: Context) -> Iterator[Verdict]:
    """SCO-BOUND: no score below zero or above its points."""
    bonus = False
    for index, row in enumerate(context.report.indicators):
        if context.is_bonus(index):
            # Extra points stand outside the points of the form.
            bonus = True
            continue
        if row.stated_score is not None and row.points is not None and row.role != "placeholder":
            yield from _bound(context.path(index), row.stated_score, row.points, (index,))
    for statement in context.report.statements:
        judged = statement.kind in _JUDGED and statement.source == "prose"
        if judged and statement.score is not None and statement.points is not None:
            yield from _bound(statement.name, statement.score, statement.points, ())
    if context.report.total is not None and context.report.total_points is not None and not bonus:
        yield from _bound("总分", context.report.total, context.report.total_points, ())


def _bound(subject: str, score: Quantity, points: Quantity, rows: tuple[int, ...]) -> Iterator[Verdict]:
    if score.value is None or points.value is None or score.approximation is not Approximation.EXACT:
        return
    if points.value <= 0:
        return
    inside = 0 <= score.value <= points.value
    yield Verdict(
        rule="SCO-BOUND",
        outcome=Outcome.CONSISTENT if inside else Outcome.INCONSISTENT,
        subject=subject,
        stated=score.text,
        computed=Interval(low=Decimal(0), high=points.value),
        computed_text=f"0–{points.number_text}",
        evidence=(*evidence_of(subject, score), *evidence_of("分值", points)),
        slots=(("points", points.number_text), ("score", score.number_text)),
        held=score,
        indicators=rows,
    )


def score_decimals(context: Context) -> Iterator[Verdict]:
    """SCO-DECIMALS: one precision for all computed scores of a column.

    Whole and half points stand beside computed scores on every form; what is odd is a score finer than its neighbours.
    """
    scores = [(index, row.stated_score) for index, row in context.leaves() if row.stated_score is not None]
    limit = int(context.rules.rules["SCO-DECIMALS"].parameter("decimals"))
    if len(scores) < 2:
        return
    usual, _ = Counter(score.decimals for _, score in scores).most_common(1)[0]
    odd = [(index, score) for index, score in scores if score.decimals > max(usual, limit)]
    yield Verdict(
        rule="SCO-DECIMALS",
        outcome=Outcome.INCONSISTENT if odd else Outcome.CONSISTENT,
        subject="得分列",
        stated="、".join(score.number_text for _, score in odd),
        computed_text=str(max(usual, limit)),
        evidence=tuple(place for index, score in odd for place in evidence_of(context.path(index), score)),
        slots=(("allowed", str(max(usual, limit))),),
        indicators=tuple(index for index, _ in odd),
    )
