"""IND: rows against general expectations; their own criterion or ratio is the re-scoring of rows'."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.model.findings import Severity
from extractor.model.intervals import format_decimal
from extractor.model.quantities import Approximation, Dimension, Quantity
from extractor.model.report import Direction, Indicator
from extractor.rescoring.checks.answers import answer, cell, full_marks, row_places, unknown
from extractor.rescoring.context import Context
from extractor.rescoring.dates import find_dates
from extractor.rescoring.equations import gap
from extractor.rescoring.measured import recalculated
from extractor.rescoring.verdicts import Verdict

_NEAR = Decimal("0.02")
_POWERS = (Decimal(100), Decimal(10000), Decimal(100000000))
_SAMPLE = regex.compile(
    r"(?:(?:发放|收回|回收|有效|抽取|抽查|样本|调查)[^，。；\d]{0,8})(?P<size>\d{1,4})(?:份|人|名|户)"
)


def measured_rows(context: Context) -> Iterator[tuple[int, Indicator, Quantity, Quantity]]:
    """Rows with a target and a measured value of one dimension, both comparable.

    A value that only repeats the target with its operator is no measurement.
    """
    for index, row in context.leaves():
        target, actual = row.target, row.actual
        if row.role != "leaf" or target is None or actual is None or target.value is None or actual.value is None:
            continue
        if actual.approximation in (Approximation.AT_LEAST, Approximation.AT_MOST):
            continue
        if target.unit.dimension is actual.unit.dimension or Dimension.NONE in (
            target.unit.dimension,
            actual.unit.dimension,
        ):
            yield index, row, target, actual


def far_over(context: Context) -> Iterator[Verdict]:
    """IND-OVER: far above the target; forms ask for a reason, no rule asks for fewer points."""
    limit = context.rules.rules["IND-OVER"].parameter("limit")
    for index, row, target, actual in measured_rows(context):
        if row.direction is not Direction.HIGHER or not target.value or target.value <= 0 or actual.value is None:
            continue
        ratio = actual.value / target.value
        yield answer(
            "IND-OVER",
            context.path(index),
            holds=ratio <= limit or bool(row.deviation_reason.text.strip()),
            stated=row.actual_text.text,
            computed=f"{format_decimal((ratio * 100).quantize(Decimal(1)))}%",
            evidence=row_places(context, index),
            slots=(("target", row.target_text.text),),
            rows=(index,),
        )


def units(context: Context) -> Iterator[Verdict]:
    """IND-UNIT: target and actual value of one kind, and not a power of ten apart that a unit would explain."""
    for index, row in context.leaves():
        target, actual = row.target, row.actual
        if row.role != "leaf" or target is None or actual is None or not target.value or not actual.value:
            continue
        factor = _factor(target, actual)
        kinds = {target.unit.dimension, actual.unit.dimension}
        clash = len(kinds) == 2 and not kinds & {Dimension.NONE, Dimension.SHARE, Dimension.SCORE, Dimension.COMPOUND}
        if factor is None and not clash:
            yield answer("IND-UNIT", context.path(index), holds=True, rows=(index,))
            continue
        yield answer(
            "IND-UNIT",
            context.path(index),
            holds=False,
            stated=row.actual_text.text,
            computed=row.target_text.text,
            evidence=row_places(context, index),
            slots=(("target", row.target_text.text), ("factor", "" if factor is None else format_decimal(factor))),
            rows=(index,),
            severity=Severity.WARNING,
        )


def _factor(target: Quantity, actual: Quantity) -> Decimal | None:
    """The power of ten that lies between both, where units are printed on both sides and differ in scale."""
    if target.unit.dimension is not actual.unit.dimension or not target.value or not actual.value:
        return None
    if not target.unit.text or not actual.unit.text or target.unit.factor == actual.unit.factor:
        return None
    ratio = abs(actual.value / target.value)
    for power in _POWERS:
        for factor in (power, 1 / power):
            if abs(ratio / factor - 1) <= _NEAR:
                return factor
    return None


def deadlines(context: Context) -> Iterator[Verdict]:
    """IND-DATE: the date of completion with the target date; a month stands for its last day."""
    for index, row in context.leaves():
        targets, actuals = list(find_dates(row.target_text.text)), list(find_dates(row.actual_text.text))
        if row.role != "leaf" or len(targets) != 1 or len(actuals) != 1:
            continue
        late = actuals[0].first > targets[0].last
        full = full_marks(row)
        if late and full is None:
            yield unknown("IND-DATE", context.path(index), "score_missing", row_places(context, index), (index,))
            continue
        yield answer(
            "IND-DATE",
            context.path(index),
            holds=not (late and full)
            and not (actuals[0].last <= targets[0].last and full is False and _unexplained(row)),
            stated=actuals[0].text,
            computed=targets[0].text,
            evidence=row_places(context, index),
            slots=(
                ("target", targets[0].text),
                ("days", str((actuals[0].first - targets[0].last).days) if late else ""),
                ("score", row.stated_score.number_text if row.stated_score else ""),
            ),
            rows=(index,),
        )


def _unexplained(row: Indicator) -> bool:
    return not row.deviation_reason.text.strip() and not row.criterion.text.strip() and not row.basis.text.strip()


def cell_formulas(context: Context) -> Iterator[Verdict]:
    """TXT-QUOT: a calculation written out in a cell, 控制率=(297.25-297.25)/297.25×100%=0%, with its printed result."""
    for evidence in context.report.row_evidence:
        row = context.report.indicators[evidence.indicator]
        for formula in evidence.formulas:
            result = recalculated(formula)
            if result is None:
                continue
            apart, width = gap(result, formula.stated), formula.stated.width
            # Digits cut off in place of rounded move the result by up to the width of what is printed.
            holds = apart == 0 or (width is not None and apart < width)
            shown = result.scaled(Decimal(100)) if formula.percent else result
            yield answer(
                "TXT-QUOT",
                f"{context.path(evidence.indicator)} {formula.name}".strip(),
                holds=holds,
                stated=formula.text,
                computed=f"{format_decimal(shown.low)}{'%' if formula.percent else ''}"
                if shown.is_point
                else str(shown),
                interval=shown,
                evidence=cell(row.name, row.basis),
                slots=(("equation", formula.text.rpartition("=")[0]),),
                rows=(evidence.indicator,),
            )


def definitions(context: Context) -> Iterator[Verdict]:
    """IND-CRIT-WEIGHT: a rate explained as a ratio and computed as a deviation (Liwan, 公用经费控制率).

    A weakness of the form: the formula decides the score; the finding is a note.
    """
    for _, row in context.leaves():
        if not context.speaks_of("deviation_formula", row.criterion.text):
            continue
        yield answer(
            "IND-CRIT-WEIGHT",
            row.name,
            holds=not context.speaks_of("defined_as_ratio", row.explanation.text),
            stated=row.criterion.text[:40],
            evidence=(*cell("指标解释", row.explanation), *cell("评分标准", row.criterion)),
            slots=(("faults", "@definition-differs"),),
            severity=Severity.NOTE,
        )


def attainable_shares(context: Context) -> Iterator[Verdict]:
    """IND-GRIM: a percentage of a sample whose size is told: some whole number of answers must give it."""
    most = int(context.rules.rules["IND-GRIM"].parameter("most"))
    for index, row in context.leaves():
        rate = row.actual
        if rate is None or rate.value is None or rate.unit.dimension is not Dimension.SHARE:
            continue
        if rate.approximation is not Approximation.EXACT or not context.speaks_of("satisfaction", row.name):
            continue
        texts = (row.basis, row.note, row.deviation_reason, row.actual_text)
        sizes = {int(match["size"]) for text in texts for match in _SAMPLE.finditer(text.text)}
        if len(sizes) != 1:
            continue
        size = sizes.pop()
        if not 0 < size <= most:
            yield unknown("IND-GRIM", context.path(index), "sample_too_large", row_places(context, index), (index,))
            continue
        near = [Decimal(100 * k) / size for k in _nearest(rate.value, size)]
        fits = any(interval.contains(share) for share in near for interval in rate.lawful())
        yield answer(
            "IND-GRIM",
            context.path(index),
            holds=fits,
            stated=rate.text,
            computed="、".join(f"{format_decimal(share.quantize(Decimal('0.01')))}%" for share in near),
            evidence=(*row_places(context, index), *cell("样本", row.basis)),
            slots=(("size", str(size)),),
            rows=(index,),
        )


def _nearest(rate: Decimal, size: int) -> tuple[int, ...]:
    below = int(rate * size / 100)
    return tuple(number for number in (below, below + 1) if 0 <= number <= size)
