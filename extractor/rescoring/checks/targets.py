"""TXT-TARGET: a printed verdict (已完成, 未完成) against the actual value and the target beside it."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.model.claims import Relation, RelationKind
from extractor.model.findings import Evidence, Outcome
from extractor.model.intervals import Truth
from extractor.model.quantities import Dimension
from extractor.rescoring.context import CERTAIN, Context
from extractor.rescoring.verdicts import Verdict

_AT_LEAST, _AT_MOST = (">=", ">"), ("<=", "<")
# Without a sign, more of these is better; a rate may be one that should be low.
_COUNTED = (Dimension.COUNT, Dimension.LENGTH, Dimension.AREA, Dimension.MASS, Dimension.VOLUME)


def told_targets(context: Context) -> Iterator[Verdict]:
    """TXT-TARGET: targets in sentences that have a verdict; an unmet target alone is no contradiction."""
    for relation in context.claims:
        sign, _, said = relation.note.partition(" ")
        if relation.kind is RelationKind.TARGET and said:
            yield _judged(context, relation, sign, said)


def _judged(context: Context, relation: Relation, sign: str, said: str) -> Verdict:
    actual, target = relation.operands
    reached = _reached(context, relation, sign)
    outcome, reason = Outcome.CONSISTENT, ""
    if reached is Truth.UNDECIDED or relation.certainty < CERTAIN:
        outcome, reason = Outcome.UNDECIDABLE, "direction_unknown" if sign in ("~", "=") else "within_rounding"
    elif (reached is Truth.YES) is not (said == "met"):
        outcome = Outcome.INCONSISTENT
    return Verdict(
        rule="TXT-TARGET",
        outcome=outcome,
        subject=relation.subject or target.name,
        stated=actual.quantity.text,
        computed=target.quantity.interval,
        computed_text=target.quantity.text,
        reason=reason,
        evidence=tuple(
            Evidence(label=operand.name, text=operand.quantity.text, span=operand.quantity.span)
            for operand in relation.operands
        ),
        slots=(("verdict", "完成" if said == "met" else "未完成"), ("target", target.quantity.text)),
    )


def _reached(context: Context, relation: Relation, sign: str) -> Truth:
    actual, target = (operand.quantity for operand in relation.operands)
    if actual.value is None or target.value is None or actual.interval.low is None or actual.interval.high is None:
        return Truth.UNDECIDED
    known = actual.unit.dimension in _COUNTED and not context.speaks_of("reverse", _names(relation))
    if sign in _AT_MOST:
        return Truth.YES if actual.value <= target.value else Truth.NO
    if sign in _AT_LEAST or known:
        return Truth.YES if actual.value >= target.value else Truth.NO
    return Truth.YES if actual.value == target.value else Truth.UNDECIDED


def _names(relation: Relation) -> str:
    return relation.subject + "".join(operand.name for operand in relation.operands)
