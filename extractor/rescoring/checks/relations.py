"""TXT (b): claims inside the text, one verdict for each relation that recognition found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.model.claims import Operand, Relation, RelationKind, StatementKind
from extractor.model.findings import Outcome, Severity
from extractor.model.intervals import Interval
from extractor.model.quantities import Dimension, Quantity
from extractor.model.spans import Span
from extractor.rescoring.checks.arithmetic import Claim, judged, undecided
from extractor.rescoring.checks.links import doubted, guarded, last_digit
from extractor.rescoring.context import CERTAIN, Context
from extractor.rescoring.equations import HUNDRED, Equation, Form, computed, exact, scored
from extractor.rescoring.execution import EXECUTION_RATE
from extractor.rescoring.slips import slipped
from extractor.rescoring.verdicts import Verdict

Checked = Iterator[Verdict]
# What recognition notes where only a slip of a digit parts a score from a rate told in another section.
RATE_APART = "执行率见他处"


def sums(context: Context) -> Checked:
    """BUD-INCOME, BUD-BASIC-PROJ, BUD-ADJUST, BUD-SANGONG, SUM-SCORE, SUM-SUBSCORE, TXT-SUM, TXT-SPLIT: A + B = N."""
    for relation in context.claims:
        if relation.kind is RelationKind.SUM and relation.result is not None and relation.operands:
            yield _sum(context, relation, relation.result)


def _sum(context: Context, relation: Relation, result: Operand) -> Verdict:
    rule = _sum_rule(context, relation, result)
    operands = tuple(_part(operand.quantity, context.place) for operand in relation.operands)
    taken = [operand.subtracted for operand in relation.operands]
    claim = Claim(
        rule=rule,
        subject=relation.subject or result.name,
        equation=Equation(
            form=Form.DIFFERENCE if taken[-1] else Form.SUM,
            operands=operands,
            result=scored(result.quantity, context.place),
        ),
        labels=tuple(operand.name for operand in relation.operands),
        result_label=result.name or relation.subject,
        small_miss=None if rule in ("SUM-SCORE", "SUM-SUBSCORE") else Severity.WARNING,
    )
    if not _comparable((*operands, result.quantity)):
        return undecided(claim, "units_differ")
    if any(taken[:-1]):
        # Several amounts taken off, in any order: no equation of ours has that shape.
        return undecided(claim, "link_uncertain")
    verdict = judged(claim)
    if verdict.outcome is Outcome.INCONSISTENT:
        if relation.certainty < CERTAIN or _are_no_parts(context, operands, result.quantity):
            return undecided(claim, "link_uncertain")
        if not relation.exhaustive:
            return doubted(_partial(claim, verdict, operands, result.quantity))
    return doubted(verdict)


def _part(quantity: Quantity, place: Decimal) -> Quantity:
    """What a part of a sum stands for; half points beside computed scores (46.5 beside 9.43) are given, not rounded."""
    score = quantity.unit.dimension is Dimension.SCORE and quantity.value is not None
    if score and place < _TENTH and quantity.decimals == 1 and not (quantity.value or Decimal(0)) % _HALF_POINT:
        return replace(quantity, interval=Interval.printed(quantity.value or Decimal(0), place), last_place=place)
    return scored(quantity, place)


_TENTH, _HALF_POINT = Decimal("0.1"), Decimal("0.5")


def _are_no_parts(context: Context, operands: tuple[Quantity, ...], whole: Quantity) -> bool:
    """Whether what is told as parts is something else: scores of other objects, of which one is above the whole
    (总得分93.37分，其中甲项目得分96.5分), the whole among its parts, the points of which the whole was reached
    (决策10分、过程20分、产出40分、效益30分), or points beside scores that the list leaves out (产出50分得48.5分).
    """
    if whole.unit.dimension is not Dimension.SCORE or whole.value is None:
        return False
    values = [operand.value for operand in operands if operand.value is not None]
    if any(value >= whole.value for value in values) or (sum(values) == HUNDRED != whole.value):
        return True
    reach = Span(
        start=min(operand.span.start for operand in operands), end=max(operand.span.end for operand in operands) + 1
    )
    told = [
        statement.score.span
        for statement in context.report.statements
        if statement.score is not None
        and reach.contains(statement.score.span)
        and statement.source == "prose"
        and statement.kind is not StatementKind.DEDUCTION
    ]
    if all(any(span.overlaps(operand.span) for span in told) for operand in operands):
        # All parts are stated scores: others between them are their own parts.
        return False
    return any(not any(span.overlaps(operand.span) for operand in operands) for span in told)


def _partial(claim: Claim, verdict: Verdict, operands: tuple[Quantity, ...], whole: Quantity) -> Verdict:
    """Parts of a list that may leave something out can be less than the whole, never more."""
    lows = [operand.interval.low for operand in operands]
    high = whole.interval.high
    if high is None or any(low is None for low in lows):
        return undecided(claim, "list_partial")
    if sum((low for low in lows if low is not None), Decimal(0)) <= high:
        return undecided(claim, "list_partial")
    return replace(verdict, rule="TXT-SPLIT" if claim.rule == "TXT-SUM" else claim.rule)


_TAKEN_OFF = regex.compile("^(?:扣|失)分")


def _sum_rule(context: Context, relation: Relation, result: Operand) -> str:
    if result.quantity.unit.dimension is Dimension.SCORE and _TAKEN_OFF.search(relation.subject):
        return "TXT-SUM"
    if result.quantity.unit.dimension is Dimension.SCORE:
        return "SUM-SCORE" if _is_total(context, result.quantity) else "SUM-SUBSCORE"
    names = " ".join((relation.subject, result.name, *(operand.name for operand in relation.operands)))
    if any(operand.subtracted for operand in relation.operands):
        return "BUD-ADJUST"
    if result.quantity.unit.dimension is Dimension.MONEY:
        for concept, rule in (
            ("three_public", "BUD-SANGONG"),
            ("basic_and_project", "BUD-BASIC-PROJ"),
            ("budget_change", "BUD-ADJUST"),
            ("income", "BUD-INCOME"),
        ):
            if context.speaks_of(concept, names):
                return rule
    if context.speaks_of("project_count", relation.subject or result.name):
        return "STR-PROJECTS"
    first = min(operand.quantity.span.start for operand in relation.operands)
    return "TXT-SPLIT" if result.quantity.span.start < first else "TXT-SUM"


def _is_total(context: Context, quantity: Quantity) -> bool:
    return any(
        statement.kind is StatementKind.TOTAL
        and statement.score is not None
        and statement.score.span.overlaps(quantity.span)
        for statement in context.report.statements
    )


def _comparable(figures: tuple[Quantity, ...]) -> bool:
    dimensions = {figure.unit.dimension for figure in figures}
    symbols = {figure.unit.symbol for figure in figures if figure.unit.dimension is not Dimension.COUNT}
    return len(dimensions) == 1 and len(symbols) <= 1 and all(figure.value is not None for figure in figures)


_RATES = (Dimension.SHARE, Dimension.SHARE_POINTS)


def _are_rates(relation: Relation) -> bool:
    """Whether rates are compared: their difference is told in 个百分点."""
    figures = [operand.quantity for operand in relation.operands]
    shown = relation.result.quantity if relation.result else None
    return all(figure.unit.dimension is Dimension.SHARE and figure.value is not None for figure in figures) and (
        shown is not None and shown.unit.dimension in _RATES and shown.value is not None
    )


def ratios(context: Context) -> Checked:
    """BUD-RATE, TXT-SHARE, TXT-QUOT: part ÷ whole against the stated rate, total ÷ number against the average."""
    for relation in context.claims:
        if relation.kind is RelationKind.RATIO and relation.result is not None and len(relation.operands) == 2:
            yield _ratio(context, relation, relation.result)


def _ratio(context: Context, relation: Relation, result: Operand) -> Verdict:
    part, whole = relation.operands
    name = result.name or relation.subject
    rule = "TXT-QUOT"
    average = result.quantity.unit.dimension not in (Dimension.SHARE, Dimension.MULTIPLE)
    if average:
        rule = "TXT-QUOT"
    elif context.speaks_of(EXECUTION_RATE, name):
        rule = "BUD-RATE"
    elif context.speaks_of("share_of", f"{name}{relation.note}"):
        rule = "TXT-SHARE"
    claim = Claim(
        rule=rule,
        subject=relation.subject if len(relation.subject) > 1 else part.name or name,
        equation=Equation(
            form=Form.QUOTIENT if average else Form.RATE,
            operands=(part.quantity, whole.quantity),
            result=result.quantity,
        ),
        labels=(part.name, whole.name),
        result_label=name,
        small_miss=Severity.WARNING if average else last_digit(result.quantity),
    )
    if not average and part.quantity.unit.dimension is not whole.quantity.unit.dimension:
        return undecided(claim, "units_differ")
    return guarded(claim, relation)


def differences(context: Context) -> Checked:
    """BUD-ADJUST, TXT-SUM: A − B = C, of amounts and of rates (97.3 % − 95 % = 2.3 个百分点)."""
    for relation in context.claims:
        if relation.note == "deduction":
            # Full marks, deduction and score are TXT-DEDUCT's.
            continue
        if relation.kind is RelationKind.DIFFERENCE and relation.result is not None and len(relation.operands) == 2:
            names = " ".join((relation.subject, *(operand.name for operand in relation.operands)))
            claim = Claim(
                rule="BUD-ADJUST" if context.speaks_of("budget_change", names) else "TXT-SUM",
                subject=relation.subject,
                equation=Equation(
                    form=Form.DIFFERENCE,
                    operands=tuple(operand.quantity for operand in relation.operands),
                    result=relation.result.quantity,
                ),
                labels=tuple(operand.name for operand in relation.operands),
                result_label=relation.result.name,
                small_miss=Severity.WARNING,
            )
            if _comparable(claim.equation.figures) or _are_rates(relation):
                yield guarded(claim, relation)
            else:
                yield undecided(claim, "units_differ")


def complements(context: Context) -> Checked:
    """TXT-COMPLEMENT: what was reached and what is missing make 100 %; TXT-SHARE for three shares or more."""
    for relation in context.claims:
        if relation.kind is RelationKind.COMPLEMENT and relation.operands:
            claim = Claim(
                rule="TXT-COMPLEMENT" if len(relation.operands) == 2 else "TXT-SHARE",
                subject=relation.subject,
                equation=Equation(
                    form=Form.SUM,
                    operands=tuple(operand.quantity for operand in relation.operands),
                    goal=Decimal(100),
                ),
                labels=tuple(operand.name for operand in relation.operands),
            )
            verdict = guarded(claim, relation)
            if verdict.outcome is Outcome.INCONSISTENT and not relation.exhaustive:
                verdict = undecided(claim, "list_partial")
            yield verdict


def repeats(context: Context) -> Checked:
    """TXT-DUP: one fact with several values; TXT-RATE where the fact is the execution rate."""
    for relation in context.claims:
        if relation.kind is not RelationKind.REPEAT or len(relation.operands) < 2 or _is_stated(context, relation):
            continue
        first = relation.operands[0]
        rule = "TXT-RATE" if context.speaks_of(EXECUTION_RATE, relation.subject or first.name) else "TXT-DUP"
        if relation.note == "text_table":
            rule = "TXT-VALUE"
        for other in relation.operands[1:]:
            claim = Claim(
                rule=rule,
                subject=relation.subject or first.name,
                equation=Equation(form=Form.SAME, operands=(first.quantity,), result=other.quantity),
                labels=(first.name,),
                result_label=other.name,
            )
            if first.quantity.unit.dimension is not other.quantity.unit.dimension:
                yield undecided(claim, "units_differ")
            else:
                yield guarded(claim, relation)


def _is_stated(context: Context, relation: Relation) -> bool:
    """Whether a repetition is of stated results: TXT-TOTAL and TXT-PART compare those, and know whose they are."""
    spans = [operand.quantity.span for operand in relation.operands]
    return any(
        statement.score is not None and any(statement.score.span.overlaps(span) for span in spans)
        for statement in context.report.statements
    )


def rate_scores(context: Context) -> Checked:
    """IND-RATIO told in prose: a rate times the points gives the score. The execution score is BUD-SCORE's."""
    for relation in context.claims:
        if relation.kind is not RelationKind.SCORE_RATE or relation.result is None or len(relation.operands) != 2:
            continue
        rate, points = relation.operands
        name = f"{relation.subject}{rate.name}"
        claim = Claim(
            rule="BUD-SCORE" if context.speaks_of(EXECUTION_RATE, name) else "IND-RATIO",
            subject=relation.subject or relation.result.name,
            equation=Equation(
                form=Form.SCORE,
                operands=(rate.quantity, exact(points.quantity)),
                result=computed(relation.result.quantity, context.place),
            ),
            labels=(rate.name, "分值"),
            result_label=relation.result.name,
            reading=relation.note or "linear",
            readings=("linear",),
        )
        verdict = guarded(claim, relation)
        apart = relation.certainty < 1 and verdict.outcome is Outcome.INCONSISTENT
        if apart and (relation.note == RATE_APART or slipped(claim.equation) is not claim.equation.result):
            # Rate and score are told apart, and no word says that the one follows from the other: bands may be at work.
            verdict = replace(verdict, severity=Severity.WARNING)
        yield verdict
