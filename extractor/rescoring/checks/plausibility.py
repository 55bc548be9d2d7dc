"""PAT: patterns that make one look again. They never raise the severity of an arithmetic finding."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.model.intervals import format_decimal
from extractor.model.report import Direction, Indicator
from extractor.rescoring.checks.answers import answer, cell, full_marks, row_places, unknown
from extractor.rescoring.checks.explanations import met
from extractor.rescoring.context import Context, value
from extractor.rescoring.dates import PrintedDate, find_dates
from extractor.rescoring.execution import find_execution
from extractor.rescoring.verdicts import Verdict, evidence_of

_SUFFIX = regex.compile(r"(?:数量|个数|次数|面积|长度|合格率|达标率|验收|完成|情况|质量|率|数)++$")


def _leaves(context: Context) -> list[tuple[int, Indicator]]:
    return [(index, row) for index, row in context.leaves() if row.role == "leaf"]


def all_full(context: Context) -> Iterator[Verdict]:
    """PAT-ALLFULL: every row with full marks."""
    least = int(context.rules.rules["PAT-ALLFULL"].parameter("least"))
    rows = [(index, full) for index, row in _leaves(context) if (full := full_marks(row)) is not None]
    if len(rows) < least:
        return
    if any(not row.block_complete for row in context.report.indicators):
        yield unknown("PAT-ALLFULL", "得分", "rows_missing")
        return
    best = [index for index, reached in rows if reached]
    yield answer(
        "PAT-ALLFULL",
        "得分",
        holds=len(best) < len(rows),
        stated=f"{len(best)}/{len(rows)}",
        slots=(("count", str(len(rows))),),
    )


def copied(context: Context) -> Iterator[Verdict]:
    """PAT-COPY: the column of actual values repeats the column of targets, operators and all."""
    least = int(context.rules.rules["PAT-COPY"].parameter("least"))
    rows = [
        (index, row)
        for index, row in _leaves(context)
        if row.target is not None and row.target_text.text.strip() and row.actual_text.text.strip()
    ]
    if len(rows) < least:
        return
    same = [
        index for index, row in rows if "".join(row.target_text.text.split()) == "".join(row.actual_text.text.split())
    ]
    yield answer(
        "PAT-COPY",
        "完成值",
        holds=len(same) < len(rows),
        stated=f"{len(same)}/{len(rows)}",
        slots=(("count", str(len(rows))),),
    )


def money_and_output(context: Context) -> Iterator[Verdict]:
    """PAT-MONEY-OUTPUT: less than half spent, every target met."""
    limit = context.rules.rules["PAT-MONEY-OUTPUT"].parameter("limit")
    execution = find_execution(context)
    reached = [
        done for _, row in _leaves(context) if row.direction is Direction.HIGHER and (done := met(row)) is not None
    ]
    if not execution.amounts or len(reached) < 3:
        return
    amounts = execution.amounts[0]
    if not amounts.budget.value or amounts.spent.value is None:
        return
    share = amounts.spent.value / amounts.budget.value * 100
    yield answer(
        "PAT-MONEY-OUTPUT",
        amounts.source.item,
        holds=not (share < limit and all(reached)),
        stated=f"{format_decimal(share.quantize(Decimal('0.1')))}%",
        computed=f"{len([done for done in reached if done])}/{len(reached)}",
        evidence=(*evidence_of("执行数", amounts.spent), *evidence_of("预算数", amounts.budget)),
    )


def date_order(context: Context) -> Iterator[Verdict]:
    """PAT-TIME: start, completion and acceptance in that order, and completion not after the report's own time."""
    for index, row in _leaves(context):
        text = row.actual_text.text or row.basis.text
        begun, done, accepted = (_dated(context, text, stage) for stage in ("stage_start", "stage_end", "stage_accept"))
        pairs = [(one, other) for one, other in ((begun, done), (done, accepted), (begun, accepted)) if one and other]
        if not pairs:
            continue
        wrong = [(one, other) for one, other in pairs if one.first > other.last]
        yield answer(
            "PAT-TIME",
            context.path(index),
            holds=not wrong,
            stated="、".join(f"{one.text}–{other.text}" for one, other in wrong or pairs),
            evidence=(*cell(row.name, row.actual_text), *cell(row.name, row.basis)),
            rows=(index,),
        )


def _dated(context: Context, text: str, stage: str) -> PrintedDate | None:
    """The date that stands in the clause which names `stage`; none where the clause holds none or several."""
    found = [
        dates[0]
        for clause in regex.split(r"[，。；,;]", text)
        if context.speaks_of(stage, clause) and len(dates := list(find_dates(clause))) == 1
    ]
    return found[0] if len(found) == 1 else None


def quality_without_quantity(context: Context) -> Iterator[Verdict]:
    """PAT-QUALQUAN: nothing for quality, full marks for the quantity of the same work."""
    rows = _leaves(context)
    for index, row in rows:
        score = value(row.stated_score)
        if score != 0 or not context.speaks_of("named_quality", row.name):
            continue
        stem = _SUFFIX.sub("", row.name)
        if len(stem) < 3:
            continue
        for other, twin in rows:
            if other != index and twin.name.startswith(stem) and full_marks(twin) is not None:
                yield answer(
                    "PAT-QUALQUAN",
                    context.path(index),
                    holds=full_marks(twin) is False or context.speaks_of("named_quality", twin.name),
                    stated=row.name,
                    computed=twin.name,
                    evidence=(*row_places(context, index), *row_places(context, other)),
                    slots=(("other", twin.name),),
                    rows=(index, other),
                )


def cost_overrun(context: Context) -> Iterator[Verdict]:
    """PAT-COST-OVER: a cost above its limit with most of the points kept."""
    kept = context.rules.rules["PAT-COST-OVER"].parameter("kept")
    for index, row in _leaves(context):
        target, actual = value(row.target), value(row.actual)
        points, score = value(row.points), value(row.stated_score)
        if row.direction is not Direction.LOWER or met(row) is None or row.criterion.text.strip():
            continue
        if not context.speaks_of("cost", context.path(index)) or row.stated_score is None:
            continue
        if not target or target <= 0 or actual is None or not points or score is None:
            continue
        # Both lawful readings: in proportion, and down to nothing at twice the limit.
        mildest = max(target / actual, 1 - (actual - target) / target) * points if actual > target else points
        least = row.stated_score.interval.low
        over = actual > target and least is not None and least > mildest * (1 + kept / 100)
        yield answer(
            "PAT-COST-OVER",
            context.path(index),
            holds=not over,
            stated=row.actual_text.text,
            computed=row.target_text.text,
            evidence=row_places(context, index),
            slots=(
                ("target", row.target_text.text),
                ("score", row.stated_score.number_text),
            ),
            rows=(index,),
        )
