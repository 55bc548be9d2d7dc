"""EXP: reasons, measures and evidence. All of these ask for a look; none is an error."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.model.quantities import Approximation
from extractor.model.report import Direction, Indicator
from extractor.rescoring.checks.answers import answer, cell, full_marks, row_places, unknown
from extractor.rescoring.context import Context
from extractor.rescoring.execution import EXECUTION_RATE
from extractor.rescoring.verdicts import Verdict

_REASON_ROLES = ("deviation_reason", "basis")


def _is_blank(context: Context, text: str) -> bool:
    return not text.strip() or context.speaks_of("blank_cell", text)


def _has_reason_column(context: Context) -> bool:
    if any(row.deviation_reason.text.strip() for row in context.report.indicators):
        return True
    return any(role == "deviation_reason" for use in context.report.table_uses for _, role in use.columns)


def met(row: Indicator) -> bool | None:
    """Whether the measured value meets the target; None where that cannot be said."""
    target, actual = row.target, row.actual
    if target is None or actual is None or target.value is None or actual.value is None:
        return None
    if target.unit.dimension is not actual.unit.dimension or actual.approximation is not Approximation.EXACT:
        return None
    match row.direction:
        case Direction.HIGHER:
            return actual.value >= target.value
        case Direction.LOWER:
            return actual.value <= target.value
        case Direction.EXACT:
            return actual.value == target.value or None
        case Direction.UNKNOWN:
            return None


def missing(context: Context) -> Iterator[Verdict]:
    """EXP-MISSING: points lost, or a target missed, and nothing in the column for reasons."""
    if not _has_reason_column(context):
        return
    for index, row in context.leaves():
        if row.role == "budget" or context.speaks_of(EXECUTION_RATE, row.name):
            # The rate itself says why points were lost.
            continue
        if full_marks(row) is not False and not (met(row) is False and row.stated_score is not None):
            continue
        told = not _is_blank(context, row.deviation_reason.text) or not _is_blank(context, row.basis.text)
        yield answer(
            "EXP-MISSING",
            context.path(index),
            holds=told or _told_elsewhere(context, row),
            stated=row.stated_score.text if row.stated_score else "",
            computed=row.points.text if row.points else "",
            evidence=row_places(context, index),
            slots=(("points", row.points.number_text if row.points else ""),),
            rows=(index,),
        )


def _told_elsewhere(context: Context, row: Indicator) -> bool:
    return any(row.name and row.name in explanation.text for explanation in context.report.explanations)


def needless(context: Context) -> Iterator[Verdict]:
    """EXP-NEEDLESS: a reason for a deviation although the target was met with full marks."""
    for index, row in context.leaves():
        text = row.deviation_reason.text
        if _is_blank(context, text) or full_marks(row) is not True or met(row) is not True:
            continue
        yield answer(
            "EXP-NEEDLESS",
            context.path(index),
            holds=not context.speaks_of("not_done", text),
            stated=text[:30],
            evidence=(*row_places(context, index), *cell(f"{row.name} 偏差原因", row.deviation_reason)),
            rows=(index,),
        )


def contradicting(context: Context) -> Iterator[Verdict]:
    """EXP-CONTRA: words of the reason against the numbers of the row."""
    for index, row in context.leaves():
        text = row.deviation_reason.text
        done = met(row)
        if _is_blank(context, text) or done is None:
            continue
        says_missed = context.speaks_of("not_done", text)
        says_over = context.speaks_of("over_done", text)
        if (not says_missed and not says_over) or (says_missed and says_over):
            continue
        yield answer(
            "EXP-CONTRA",
            context.path(index),
            holds=done if says_over else not done,
            stated=text[:30],
            computed=f"{row.target_text.text} / {row.actual_text.text}",
            evidence=(*row_places(context, index), *cell(f"{row.name} 偏差原因", row.deviation_reason)),
            slots=(("target", row.target_text.text), ("actual", row.actual_text.text)),
            rows=(index,),
        )


def vague(context: Context) -> Iterator[Verdict]:
    """EXP-VAGUE: a reason for lost points that says nothing."""
    least = int(context.rules.rules["EXP-VAGUE"].parameter("characters"))
    for index, row in context.leaves():
        text = "".join(row.deviation_reason.text.split())
        if full_marks(row) is not False or _is_blank(context, text):
            continue
        empty = len(text) < least and not any(character.isdigit() for character in text)
        yield answer(
            "EXP-VAGUE",
            context.path(index),
            holds=not (empty or context.speaks_of("stock_phrase", text)),
            stated=text[:30],
            evidence=cell(f"{row.name} 偏差原因", row.deviation_reason),
            rows=(index,),
        )


def unproven(context: Context) -> Iterator[Verdict]:
    """EXP-EVIDENCE: points given although the row itself says that nothing proves them."""
    for index, row in context.leaves():
        texts = (row.basis, row.deviation_reason, row.note)
        spoken = [text for text in texts if context.speaks_of("no_evidence", text.text)]
        if not spoken or row.stated_score is None or row.stated_score.value is None:
            continue
        yield answer(
            "EXP-EVIDENCE",
            context.path(index),
            holds=row.stated_score.value == 0,
            stated=row.stated_score.text,
            computed=spoken[0].text[:30],
            evidence=(*row_places(context, index), *cell(row.name, spoken[0])),
            slots=(("words", spoken[0].text[:30]),),
            rows=(index,),
        )


def satisfaction_without_survey(context: Context) -> Iterator[Verdict]:
    """EXP-SATISF: satisfaction taken from the absence of complaints."""
    for index, row in context.leaves():
        if not context.speaks_of("satisfaction", context.path(index)):
            continue
        texts = [text for text in (row.basis, row.deviation_reason, row.note, row.actual_text) if text.text]
        spoken = [text for text in texts if context.speaks_of("no_complaints", text.text)]
        if not texts or (not spoken and not any(context.speaks_of("survey", text.text) for text in texts)):
            continue
        survey = any(context.speaks_of("survey", text.text) for text in texts)
        yield answer(
            "EXP-SATISF",
            context.path(index),
            holds=survey or not spoken,
            stated=spoken[0].text[:30] if spoken else "",
            evidence=tuple(place for text in texts for place in cell(row.name, text)),
            rows=(index,),
        )


def measures(context: Context) -> Iterator[Verdict]:
    """EXP-MEASURE: a measure for each problem told."""
    problems = [one for one in context.report.explanations if one.kind == "problem"]
    remedies = [one for one in context.report.explanations if one.kind == "measure"]
    if not problems:
        return
    if len(problems) == 1 or len(remedies) == 1:
        # One paragraph may hold several problems, or one measure answer all of them.
        yield unknown("EXP-MEASURE", "问题与措施", "lists_not_separable")
        return
    yield answer(
        "EXP-MEASURE",
        "问题与措施",
        holds=len(remedies) >= len(problems),
        stated=str(len(remedies)),
        computed=str(len(problems)),
        slots=(("problems", str(len(problems))), ("measures", str(len(remedies)))),
    )
