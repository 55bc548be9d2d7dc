"""TXT-DEDUCT: deductions told with the points that were lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractor.model.claims import RelationKind, Statement, StatementKind
from extractor.model.findings import Evidence, Outcome
from extractor.model.intervals import total
from extractor.model.quantities import Quantity
from extractor.model.spans import Span
from extractor.rescoring.checks.answers import unknown
from extractor.rescoring.checks.arithmetic import Claim, judged
from extractor.rescoring.checks.links import doubted
from extractor.rescoring.context import Context
from extractor.rescoring.equations import Equation, Form, exact, scored
from extractor.rescoring.verdicts import Verdict, evidence_of

# Nothing but a comma between a total and what was taken off it: 自评得分95.4分，共扣4.6分.
_BESIDE = 2


def deductions(context: Context) -> Iterator[Verdict]:
    """TXT-DEDUCT: those told in one breath with score and full marks, those of the total, then the others by name."""
    judged_already: set[Span] = set()
    taken_off = {
        statement.score.span
        for statement in context.report.statements
        if statement.kind is StatementKind.DEDUCTION and statement.score is not None
    }
    for relation in context.claims:
        if relation.kind is RelationKind.DIFFERENCE and relation.note == "deduction" and relation.result is not None:
            points, *rest = (operand.quantity for operand in (*relation.operands, relation.result))
            judged_already.update(quantity.span for quantity in rest)
            rest.sort(key=lambda quantity: quantity.span not in taken_off)
            yield doubted(_judged(context, relation.subject, rest, points))
    for whole, taken in _beside_totals(context):
        if whole.score is not None and taken.score is not None and whole.points is not None:
            if taken.score.span in judged_already:
                continue
            judged_already.add(taken.score.span)
            yield doubted(_judged(context, whole.name, [taken.score, whole.score], whole.points))
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in context.report.statements:
        if statement.kind is StatementKind.DEDUCTION and statement.score is not None:
            told[_plain(statement.name)].append(statement)
    for statements in told.values():
        if not all(one.score is not None and one.score.span in judged_already for one in statements):
            yield _told(context, statements)


def _beside_totals(context: Context) -> Iterator[tuple[Statement, Statement]]:
    """Totals with the deductions without a name that stand right behind them or before."""
    previous: Statement | None = None
    end = 0
    for statement in context.report.statements:
        beside = previous is not None and statement.span.start - end <= _BESIDE
        end = statement.span.end
        if statement.kind is StatementKind.GRADE:
            # 自评得分95.4分，等级为优，共扣4.6分
            previous = previous if beside else None
            continue
        if previous is not None and beside:
            pair = {previous.kind: previous, statement.kind: statement}
            whole, taken = pair.get(StatementKind.TOTAL), pair.get(StatementKind.DEDUCTION)
            if whole is not None and taken is not None and not taken.name:
                yield whole, taken
        previous = statement


def _judged(context: Context, name: str, figures: list[Quantity], points: Quantity) -> Verdict:
    """Deductions and the score behind them make the points."""
    return judged(
        Claim(
            rule="TXT-DEDUCT",
            subject=name or "扣分",
            equation=Equation(
                form=Form.SUM,
                operands=tuple(scored(figure, context.place) for figure in figures),
                result=exact(points),
            ),
            labels=(*("扣分" for _ in figures[1:]), name),
            result_label="分值",
        )
    )


def _told(context: Context, statements: list[Statement]) -> Verdict:
    """The deductions told under one name: more than was lost contradicts, less was told in part."""
    name = statements[0].name or "扣分"
    lost = _lost(context, statements[0])
    if lost is None:
        return unknown("TXT-DEDUCT", name, "score_missing", _places(statements))
    score, points = lost
    if not statements[0].name and len(statements) > 1:
        # Whether deductions that name nothing are parts of one another, no word tells.
        return unknown("TXT-DEDUCT", name, "told_in_part", _places(statements))
    amounts = [statement.score for statement in statements if statement.score is not None]
    verdict = _judged(context, name, [*amounts, score], points)
    gap = total(scored(amount, context.place).interval for amount in amounts)
    missing = exact(points).interval - scored(score, context.place).interval
    if verdict.outcome is Outcome.INCONSISTENT and gap.less_or_equal(missing).value == "yes":
        return unknown("TXT-DEDUCT", name, "told_in_part", verdict.evidence)
    return verdict


def _places(statements: list[Statement]) -> tuple[Evidence, ...]:
    return tuple(place for statement in statements for place in evidence_of(statement.name, statement.score))


def _plain(name: str) -> str:
    """A name as it is compared: 产出, 产出指标 and 产出类指标 are one."""
    return name.removesuffix("指标").removesuffix("类")


def _lost(context: Context, statement: Statement) -> tuple[Quantity, Quantity] | None:
    """Score and points of what the deduction speaks of: its row, or a result stated under the same name."""
    report = context.report
    if statement.indicator is not None:
        row = report.indicators[statement.indicator]
        if row.stated_score is not None and row.points is not None:
            return row.stated_score, row.points
    for other in report.statements:
        same = other.kind is not StatementKind.DEDUCTION and _plain(other.name) == _plain(statement.name)
        if same and other.score is not None and other.points is not None:
            return other.score, other.points
    return None
