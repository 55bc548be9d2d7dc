"""The name of a rule's outermost shape."""

from __future__ import annotations

from extractor.model.criteria import (
    Alt,
    Bands,
    Bonus,
    Choice,
    Clamp,
    Deduct,
    Discretion,
    Full,
    Gate,
    Hole,
    Items,
    Parts,
    Points,
    Prop,
    Rescale,
    Rule,
    Share,
    Steps,
    Sum,
    Zero,
)


def kind(rule: Rule) -> str:
    """One of the kinds of `model.criteria.Criterion`."""
    match rule:
        case Gate():
            return "discretionary" if isinstance(rule.otherwise, Discretion) else _inside(rule)
        case Bands():
            inner = {kind(band.rule) for band in rule.bands} | {kind(rule.otherwise)}
            return next((name for name in ("per_step", "per_occurrence", "proportional") if name in inner), "bands")
        case Prop():
            return "proportional"
        case Deduct():
            return "per_occurrence"
        case Steps():
            return "per_step"
        case Parts():
            return "weighted_parts"
        case Items():
            return "point_items"
        case Discretion():
            return "discretionary"
        case Choice():
            return "qualitative"
        case Alt():
            return kind(rule.readings[0].rule)
        case Clamp() | Rescale() | Bonus():
            return kind(rule.rule)
        case Sum():
            kinds = {kind(part) for part in rule.rules if not isinstance(part, Points)}
            return "weighted_parts" if "weighted_parts" in kinds else kinds.pop() if len(kinds) == 1 else "composite"
        case Full() | Zero() | Points() | Share():
            return "all_or_nothing"
        case Hole():
            return "unknown"


def _inside(gate: Gate) -> str:
    inner = {kind(gate.then), kind(gate.otherwise)} - {"all_or_nothing", "unknown"}
    if not inner:
        return "all_or_nothing"
    return inner.pop() if len(inner) == 1 else "composite"
