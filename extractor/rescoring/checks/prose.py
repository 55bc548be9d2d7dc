"""TXT: what sentences say of each other, of the table and of the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.model.claims import Metric, Relation, RelationKind
from extractor.model.findings import Evidence, Fit
from extractor.model.intervals import format_decimal
from extractor.model.quantities import Approximation, Quantity
from extractor.model.report import Indicator
from extractor.rescoring.checks.answers import answer, cell, unknown
from extractor.rescoring.checks.arithmetic import Claim, judged
from extractor.rescoring.context import CERTAIN, Context, value
from extractor.rescoring.equations import HUNDRED, Equation, Form, fit_of
from extractor.rescoring.verdicts import Verdict

_YEAR = regex.compile(r"(?<![\d〔\[（(])(?P<year>20\d\d)年")
_POWERS = (HUNDRED, Decimal(10000), Decimal(100000000))


def directions(context: Context) -> Iterator[Verdict]:
    """TXT-DIRECTION: the word of direction with the sign of the difference."""
    for relation in context.claims:
        if relation.kind is RelationKind.GROWTH and relation.note and len(relation.operands) == 2:
            yield from _turned(relation)
        if relation.kind is not RelationKind.GROWTH_FROM or len(relation.operands) != 2:
            continue
        if relation.result is not None and (relation.result.quantity.value or 0) < 0:
            # 变动率 -7 %: the sign tells the direction, and the rate itself is judged with it.
            continue
        current, base = (operand.quantity for operand in relation.operands)
        if current.value is None or base.value is None or current.unit.dimension is not base.unit.dimension:
            continue
        difference = current.interval - base.interval
        rises = difference.low is not None and difference.low > 0
        falls = difference.high is not None and difference.high < 0
        places = tuple(
            Evidence(label=operand.name, text=operand.quantity.text, span=operand.quantity.span)
            for operand in relation.operands
        )
        sure = relation.certainty >= CERTAIN and _rate_holds(relation)
        if not sure or not (rises or falls):
            reason = "within_rounding" if sure else "link_uncertain"
            yield unknown("TXT-DIRECTION", relation.subject, reason, places)
            continue
        yield answer(
            "TXT-DIRECTION",
            relation.subject,
            holds=falls if relation.declining else rises,
            stated="@falls" if relation.declining else "@rises",
            computed=f"{base.text} → {current.text}",
            evidence=places,
            slots=(("word", "@falls" if relation.declining else "@rises"), ("values", f"{base.text} → {current.text}")),
        )


def _turned(relation: Relation) -> Iterator[Verdict]:
    """减少 146 艘，增长 4.4 %: the words of a change and of its rate disagree, and the figures belong together."""
    form = Form.DECLINE if relation.declining else Form.GROWTH
    current, change = (operand.quantity for operand in relation.operands)
    if relation.result is None or current.value is None or change.value is None or not current.unit.factor:
        return
    equation = Equation(form=form, operands=(current, change), result=relation.result.quantity)
    if relation.certainty < CERTAIN or fit_of(equation) in (None, Fit.MISMATCH):
        return
    base = current.value + change.value if relation.declining else current.value - change.value
    values = f"{format_decimal(base / current.unit.factor)}{current.unit.text} → {current.text}"
    word = "@rises" if relation.declining else "@falls"
    yield answer(
        "TXT-DIRECTION",
        relation.subject,
        holds=False,
        stated=word,
        computed=values,
        evidence=tuple(
            Evidence(label=operand.name, text=operand.quantity.text, span=operand.quantity.span)
            for operand in (*relation.operands, relation.result)
        ),
        slots=(("word", word), ("values", values)),
    )


def _rate_holds(relation: Relation) -> bool:
    """Whether the stated rate is that of the two values, up or down; where it is not, they hardly belong together."""
    if relation.result is None:
        return True
    operands = tuple(operand.quantity for operand in relation.operands)
    stated = relation.result.quantity
    return any(
        fit_of(Equation(form=form, operands=operands, result=stated)) not in (None, Fit.MISMATCH)
        for form in (Form.RISE, Form.FALL)
    )


def values(context: Context) -> Iterator[Verdict]:
    """TXT-VALUE: the value of a row told in the text under the row's own name."""
    by_name: dict[str, list[Metric]] = defaultdict(list)
    for metric in context.report.metrics:
        if not metric.scope and not metric.comparison:
            by_name[metric.name].append(metric)
    names = [row.name for row in context.report.indicators]
    for index, row in context.leaves():
        found = by_name.get(row.name, [])
        if len(found) == 1 and names.count(row.name) == 1 and row.actual is not None and row.actual.value is not None:
            yield from _value(context, index, row, row.actual, found[0].quantity)


def _value(context: Context, index: int, row: Indicator, actual: Quantity, told: Quantity) -> Iterator[Verdict]:
    if told.value is None or told.unit.dimension is not actual.unit.dimension or told.unit.symbol != actual.unit.symbol:
        return
    if Approximation.AT_LEAST in (told.approximation, actual.approximation):
        return
    yield judged(
        Claim(
            rule="TXT-VALUE",
            subject=context.path(index),
            equation=Equation(form=Form.SAME, operands=(actual,), result=told),
            labels=(f"{row.name} 完成值",),
            result_label=f"{row.name}（文中）",
            indicators=(index,),
        )
    )


def scales(context: Context) -> Iterator[Verdict]:
    """TXT-UNIT: one fact with values a power of ten apart, persons against person-times."""
    for relation in context.claims:
        figures = [operand.quantity for operand in relation.operands]
        if relation.result is not None:
            figures.append(relation.result.quantity)
        places = tuple(Evidence(label=relation.subject, text=figure.text, span=figure.span) for figure in figures)
        if relation.kind is RelationKind.SUM:
            symbols = sorted({figure.unit.symbol for figure in figures if figure.unit.symbol})
            if set(symbols) == {"人", "人次"}:
                shown = "、".join(symbols)
                yield answer("TXT-UNIT", relation.subject, holds=False, stated=shown, computed="", evidence=places)
        elif relation.kind is RelationKind.REPEAT and relation.certainty >= CERTAIN and len(figures) == 2:
            factor = _power(figures[0], figures[1])
            if factor is not None:
                yield answer(
                    "TXT-UNIT",
                    relation.subject,
                    holds=False,
                    stated=f"{figures[0].text}、{figures[1].text}",
                    computed=format_decimal(factor),
                    evidence=places,
                    slots=(("factor", format_decimal(factor)),),
                )


def _power(one: Quantity, other: Quantity) -> Decimal | None:
    if not one.value or not other.value or one.unit.dimension is not other.unit.dimension:
        return None
    ratio = max(abs(one.value / other.value), abs(other.value / one.value))
    return next((power for power in _POWERS if abs(ratio / power - 1) < Decimal("0.001")), None)


def claims(context: Context) -> Iterator[Verdict]:
    """TXT-CLAIM: that everything was done, in the goals' own words, with the rows that missed their targets."""
    missed = [
        (index, row)
        for index, row in context.leaves()
        if row.role == "leaf"
        and row.stated_score is not None
        and row.points is not None
        and value(row.stated_score) is not None
        and value(row.points) is not None
        and (value(row.stated_score) or Decimal(0)) < (value(row.points) or Decimal(0))
        and row.deviation_reason.text.strip()
        and context.speaks_of("not_done", row.deviation_reason.text)
    ]
    for objective in context.report.objectives:
        if context.speaks_of("all_done", objective.achieved.text):
            names = "、".join(row.name for _, row in missed[:3])
            yield answer(
                "TXT-CLAIM",
                "年度总体目标",
                holds=not missed,
                stated=objective.achieved.text[:30],
                computed=names,
                evidence=(
                    *cell("实际完成情况", objective.achieved),
                    *(place for _, row in missed[:3] for place in cell(row.name, row.deviation_reason)),
                ),
                slots=(("rows", names),),
            )


def years(context: Context) -> Iterator[Verdict]:
    """TXT-YEAR: years in goals, targets and actual values with the year of the report."""
    year = context.report.facts.fiscal_year
    if year is None:
        return
    texts = [("年度总体目标", objective.planned) for objective in context.report.objectives]
    texts += [(f"{row.name} 指标值", row.target_text) for _, row in context.leaves()]
    for label, printed in texts:
        named = {int(match["year"]) for match in _YEAR.finditer(printed.text)}
        if not named or context.speaks_of("cited_year", printed.text):
            continue
        yield answer(
            "TXT-YEAR",
            label,
            holds=year in named or max(named) > year,
            stated="、".join(f"{found}年" for found in sorted(named)),
            computed=f"{year}年",
            evidence=cell(label, printed),
            slots=(("year", str(year)),),
        )
    for conflict in context.report.facts.conflicts:
        if _YEAR.search(conflict):
            yield unknown("TXT-YEAR", conflict, "years_disagree")
