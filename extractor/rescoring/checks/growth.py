"""TXT-GROWTH: what a change says of its base, and what follows for the stated rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractor.model.claims import Operand, Relation, RelationKind
from extractor.model.findings import Outcome
from extractor.model.quantities import Approximation
from extractor.rescoring.checks.arithmetic import Claim, undecided
from extractor.rescoring.checks.links import guarded, last_digit
from extractor.rescoring.context import Context
from extractor.rescoring.equations import Equation, Form
from extractor.rescoring.verdicts import Verdict


def growth(context: Context) -> Iterator[Verdict]:
    """TXT-GROWTH: the change against the base that follows from it, and the stated rate of growth."""
    for relation in context.claims:
        if relation.kind is RelationKind.GROWTH and relation.result is not None and len(relation.operands) == 2:
            yield _growth(relation, relation.result)
        elif relation.kind is RelationKind.GROWTH_FROM and relation.result is not None and len(relation.operands) == 2:
            yield _growth_from(relation, relation.result)


def _without_sign(result: Operand, *, declining: bool) -> Operand:
    """A rate printed below zero beside a fall (减少 0.5，变动率 -10 %): the fall is what it counts."""
    quantity = result.quantity
    if not declining or quantity.value is None or quantity.value >= 0:
        return result
    return replace(result, quantity=replace(quantity, value=-quantity.value, interval=-quantity.interval))


def _growth(relation: Relation, printed: Operand) -> Verdict:
    result = _without_sign(printed, declining=relation.declining)
    current, change = relation.operands
    claim = Claim(
        rule="TXT-GROWTH",
        subject=relation.subject or current.name,
        equation=Equation(
            form=Form.DECLINE if relation.declining else Form.GROWTH,
            operands=(current.quantity, change.quantity),
            result=result.quantity,
        ),
        labels=(current.name or "本期数", change.name or "变动数"),
        result_label=result.name or "变动率",
        small_miss=last_digit(result.quantity),
    )
    if result.quantity.approximation is Approximation.NOT_COMPARABLE:
        return _base_zero(claim)
    if (
        not relation.declining
        and current.quantity.value is not None
        and current.quantity.value == change.quantity.value
    ):
        # From nothing: printed as --%, 0 % or 100 %; no rate follows.
        return undecided(claim, "base_zero")
    verdict = guarded(claim, relation)
    if verdict.outcome is Outcome.INCONSISTENT:
        return replace(verdict, slots=(*verdict.slots, ("slip", _other_base(claim.equation))))
    return verdict


def _growth_from(relation: Relation, printed: Operand) -> Verdict:
    result = _without_sign(printed, declining=relation.declining)
    current, base = relation.operands
    claim = Claim(
        rule="TXT-GROWTH",
        subject=relation.subject or current.name,
        equation=Equation(
            form=Form.FALL if relation.declining else Form.RISE,
            operands=(current.quantity, base.quantity),
            result=result.quantity,
        ),
        labels=(current.name or "本期数", base.name or "基数"),
        result_label=result.name or "变动率",
        small_miss=last_digit(result.quantity),
    )
    if base.quantity.value == 0:
        return undecided(claim, "base_zero")
    return guarded(claim, relation)


def _base_zero(claim: Claim) -> Verdict:
    """`--%`: right where the base is nothing, otherwise left open by the report."""
    current, change = (figure.interval for figure in claim.equation.operands)
    if current.meets(change) and claim.equation.form is Form.GROWTH:
        verdict = undecided(claim, "")
        return replace(verdict, outcome=Outcome.CONSISTENT, reading="base_zero")
    return undecided(claim, "not_comparable")


def _other_base(equation: Equation) -> str:
    """Whether the stated rate is the change as a share of the current value: a common slip, named by a phrase."""
    current, change = equation.operands
    stated = equation.result
    if stated is None or not current.value or change.value is None:
        return ""
    share = (change.interval / current.interval).scaled(Decimal(100))
    return "divided-by-current" if share.meets(stated.interval) else ""
