"""TXT (a): what the text says against the tables, and the execution rate wherever it is stated."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.model.claims import Statement, StatementKind
from extractor.model.findings import Evidence, Outcome
from extractor.model.quantities import Quantity
from extractor.model.report import Budget, ReportKind
from extractor.model.spans import Span
from extractor.model.views import view
from extractor.rescoring.checks.arithmetic import Claim, judged
from extractor.rescoring.checks.links import doubted
from extractor.rescoring.context import Context
from extractor.rescoring.equations import Equation, Form, scored
from extractor.rescoring.execution import Rate, find_execution
from extractor.rescoring.grading import bands_for
from extractor.rescoring.verdicts import Verdict

_NEAR = 40
_YEAR = regex.compile(r"(?<!\d)(?P<year>20\d\d)年")


def execution_rates(context: Context) -> Iterator[Verdict]:
    """TXT-RATE: every stated execution rate of the whole budget with the money told elsewhere and with one another."""
    execution = find_execution(context)
    for rate in execution.rates:
        verdicts = [
            doubted(
                judged(
                    Claim(
                        rule="TXT-RATE",
                        subject=rate.name,
                        equation=Equation(form=Form.RATE, operands=(found.spent, found.budget), result=rate.quantity),
                        labels=("执行数", "预算数"),
                        result_label=rate.name,
                        reading=found.label,
                        readings=("adjusted", "initial", "received"),
                    )
                )
            )
            for found in execution.amounts
            if found.source is not rate.own and _may_be_one(rate.own, found.source)
        ]
        fitting = [verdict for verdict in verdicts if verdict.outcome is Outcome.CONSISTENT]
        yield from (fitting or verdicts)[:1]
    for position, rate in enumerate(execution.rates):
        for other in execution.rates[position + 1 :]:
            if _may_be_one(rate.own, other.own):
                yield _same_rate(rate, other)


def _may_be_one(one: Budget | None, other: Budget | None) -> bool:
    """Whether two statements of money can speak of one budget: figures that both print agree (scope may differ)."""
    if one is None or other is None:
        return True
    columns = ((one.adjusted, other.adjusted), (one.initial, other.initial), (one.spent, other.spent))
    pairs = [(here, there) for here, there in columns if here is not None and there is not None]
    return not pairs or any(here.interval.meets(there.interval) for here, there in pairs)


def _same_rate(one: Rate, other: Rate) -> Verdict:
    return judged(
        Claim(
            rule="TXT-RATE",
            subject=other.name,
            equation=Equation(form=Form.SAME, operands=(one.quantity,), result=other.quantity),
            labels=(one.name,),
            result_label=other.name,
        )
    )


def of_another(context: Context, statement: Statement) -> bool:
    """Whether a result is another one than the report's own: a reviewer's, last year's, one project's of many."""
    name, year = statement.name, context.report.facts.fiscal_year
    if context.speaks_of("other_result", f"{name} {statement.quote}"):
        return True
    named = {int(match["year"]) for match in _YEAR.finditer(view(statement.quote).text)}
    if year is not None and named and year not in named:
        return True
    whole = context.report.facts.kind is ReportKind.DEPARTMENT
    return whole and "项目" in name and "整体" not in name


def totals(context: Context) -> Iterator[Verdict]:
    """TXT-TOTAL: the total in sentences with the total row of the table, and totals in sentences with one another."""
    stated = [
        (statement.name, statement.score)
        for statement in context.report.statements
        if statement.kind is StatementKind.TOTAL and statement.score is not None and not of_another(context, statement)
    ]
    total = context.report.total
    if total is not None and not any(score.span.overlaps(total.span) for _, score in stated):
        stated.insert(0, ("总分", total))
    for name, score in stated[1:]:
        yield _same(context, "TXT-TOTAL", name, stated[0], (name, score))


def _same(context: Context, rule: str, subject: str, one: tuple[str, Quantity], other: tuple[str, Quantity]) -> Verdict:
    return judged(
        Claim(
            rule=rule,
            subject=subject,
            equation=Equation(
                form=Form.SAME, operands=(scored(one[1], context.place),), result=scored(other[1], context.place)
            ),
            labels=(one[0],),
            result_label=other[0],
        )
    )


def parts(context: Context) -> Iterator[Verdict]:
    """TXT-PART: scores of categories and indicators in sentences with the table, and with one another."""
    first: dict[tuple[StatementKind, str], Statement] = {}
    for statement in context.report.statements:
        if statement.kind not in (StatementKind.CATEGORY, StatementKind.INDICATOR) or statement.score is None:
            continue
        if statement.indicator is not None:
            row = context.report.indicators[statement.indicator]
            if row.stated_score is not None and not row.stated_score.span.overlaps(statement.score.span):
                one = (row.name, row.stated_score)
                yield _same(context, "TXT-PART", statement.name, one, (statement.name, statement.score))
        key = (statement.kind, statement.name)
        earlier = first.setdefault(key, statement)
        # A name that neither sentence prints was guessed from its surroundings: no ground to link two scores.
        if statement.name not in view(statement.quote).text or earlier.name not in view(earlier.quote).text:
            continue
        if earlier is not statement and earlier.score is not None and statement.level == earlier.level:
            yield _same(
                context, "TXT-PART", statement.name, (earlier.name, earlier.score), (statement.name, statement.score)
            )


def _beside_another_score(context: Context, span: Span) -> bool:
    """Whether the score told last before a grade is not the report's total: then the grade is that object's."""
    before = [
        statement
        for statement in context.report.statements
        if statement.score is not None and 0 <= span.start - statement.score.span.end <= _NEAR
    ]
    if not before or context.report.total is None:
        return False
    nearest = max(before, key=lambda statement: statement.score.span.end if statement.score is not None else 0)
    return nearest.score is not None and nearest.score.value != context.report.total.value


def grades(context: Context) -> Iterator[Verdict]:
    """TXT-GRADE: the grade in sentences with the grade in the table, and grades of one object with one another."""
    stated = [
        (statement.name, statement.grade, Evidence(label=statement.name, text=statement.grade, span=statement.span))
        for statement in context.report.statements
        if statement.kind is StatementKind.GRADE and statement.grade and statement.indicator is None
    ]
    own = context.report.grade
    if not own:
        return
    for name, grade, place in stated:
        own_span = context.report.grade_span
        if place.span is not None and own_span is not None and place.span.overlaps(own_span):
            continue
        if place.span is not None and _beside_another_score(context, place.span):
            continue
        known = bands_for(context, own)
        same = grade == own or (known is not None and known.canonical(grade) == known.canonical(own))
        other_scale = known is None or not known.canonical(grade)
        outcome = Outcome.CONSISTENT if same else Outcome.UNDECIDABLE if other_scale else Outcome.INCONSISTENT
        yield Verdict(
            rule="TXT-GRADE",
            outcome=outcome,
            subject=name,
            stated=grade,
            computed_text=own,
            reason="grade_scale_unknown" if outcome is Outcome.UNDECIDABLE else "",
            evidence=(place, Evidence(label="等级", text=own, span=context.report.grade_span)),
            slots=(("grade", own), ("other", grade)),
        )
