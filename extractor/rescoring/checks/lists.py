"""TXT-COUNT-LIST, TXT-SPLIT, BUD-SANGONG: announced numbers with their lists, parts with upper bounds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.model.claims import Operand, Relation, RelationKind
from extractor.model.findings import Evidence, Outcome
from extractor.model.intervals import Truth
from extractor.model.quantities import Quantity
from extractor.rescoring.context import CERTAIN, Context
from extractor.rescoring.verdicts import Verdict


def counted_lists(context: Context) -> Iterator[Verdict]:
    """TXT-COUNT-LIST: a number announced and the items that follow."""
    for relation in context.claims:
        if relation.kind is RelationKind.COUNT_LIST and relation.result is not None:
            yield _counted(relation, relation.result)


def _counted(relation: Relation, announced: Operand) -> Verdict:
    count = len(relation.items) or len(relation.operands)
    quantity = announced.quantity
    outcome, reason = Outcome.CONSISTENT, ""
    if not quantity.interval.contains(Decimal(count)):
        outcome = Outcome.INCONSISTENT
        fewer = quantity.value is not None and count < quantity.value
        if relation.certainty < CERTAIN:
            outcome, reason = Outcome.UNDECIDABLE, "list_boundaries_unclear"
        elif not relation.exhaustive and fewer:
            # 等: more items than named are allowed.
            outcome, reason = Outcome.UNDECIDABLE, "list_partial"
    names = "、".join(relation.items or tuple(operand.name for operand in relation.operands))
    return Verdict(
        rule="TXT-COUNT-LIST",
        outcome=outcome,
        subject=relation.subject or announced.name,
        stated=quantity.text,
        computed_text=str(count),
        reason=reason,
        evidence=_list_places(relation, quantity),
        slots=(("count", str(count)), ("names", names)),
    )


def _list_places(relation: Relation, announced: Quantity) -> tuple[Evidence, ...]:
    listed = tuple(Evidence(label=item, text=item, span=relation.span) for item in relation.items[:1])
    return (Evidence(label=relation.subject, text=announced.text, span=announced.span), *listed)


def bounds(context: Context) -> Iterator[Verdict]:
    """TXT-SPLIT, BUD-SANGONG: a part, or an actual amount, that must not be above another figure."""
    for relation in context.claims:
        if relation.kind is not RelationKind.BOUND or len(relation.operands) != 2:
            continue
        low, high = relation.operands
        same = low.quantity.unit.dimension is high.quantity.unit.dimension
        answer = low.quantity.interval.less_or_equal(high.quantity.interval)
        outcome, reason = Outcome.CONSISTENT, ""
        if not same or relation.certainty < CERTAIN:
            outcome, reason = Outcome.UNDECIDABLE, "units_differ" if not same else "link_uncertain"
        elif answer is Truth.NO:
            outcome = Outcome.INCONSISTENT
        elif answer is Truth.UNDECIDED and low.quantity.value != high.quantity.value:
            outcome, reason = Outcome.UNDECIDABLE, "within_rounding"
        names = f"{relation.subject}{low.name}{high.name}"
        yield Verdict(
            rule="BUD-SANGONG" if context.speaks_of("three_public", names) else "TXT-SPLIT",
            outcome=outcome,
            subject=relation.subject or low.name,
            stated=low.quantity.text,
            computed=high.quantity.interval,
            computed_text=f"≤ {high.quantity.text}",
            reason=reason,
            evidence=tuple(
                Evidence(label=operand.name, text=operand.quantity.text, span=operand.quantity.span)
                for operand in relation.operands
            ),
            slots=(("equation", f"{low.quantity.text} ≤ {high.quantity.text}"),),
        )
