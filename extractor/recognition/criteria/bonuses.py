"""Points on top of an indicator's own: bonuses with their cap, and base points that earned ones are added to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extractor.model.criteria import Bonus, Deduct, Deduction, Full, Items, Part, Rule, Sum
from extractor.recognition.criteria.building import Workshop
from extractor.recognition.criteria.clauses import AwardKind, Clause, Scope
from extractor.recognition.criteria.combining import Built

_ZERO = Decimal(0)


def with_bonus(built: Built, scope: Scope, workshop: Workshop) -> Built:
    """`built` with the bonuses of its scope; without a printed cap they stay unread."""
    bonuses = [clause for clause in scope.clauses if clause.award.kind is AwardKind.BONUS]
    if not bonuses:
        return built
    caps = [award.number("low") for award in scope.modifiers if award.kind is AwardKind.BONUS_CAP]
    cap = caps[0] if caps else None
    each = min(clause.award.number("low") or _ZERO for clause in bonuses)
    if cap is None or each <= 0:
        workshop.remarks.add("bonus_cap_not_printed")
        workshop.unread("；".join(clause.condition + clause.award.text for clause in bonuses))
        return built
    earned = Bonus(cap=cap, rule=_earned(bonuses, each, workshop))
    if built.own is not None and workshop.points is not None and built.own + cap == workshop.points:
        # 基础分6分，最多加4分 of 10: the extra points belong to the indicator's own.
        base = Items(parts=(Part(amount=built.own, rule=built.rule),))
        return Built(rule=Sum(rules=(base, earned)), own=workshop.points, absolute=True)
    return replace(built, rule=Sum(rules=(built.rule, earned)))


def _earned(bonuses: list[Clause], each: Decimal, workshop: Workshop) -> Rule:
    """As many extra points as were earned; the cap is their budget."""
    if len(bonuses) == 1 and workshop.word("occurrence").search(bonuses[0].condition):
        return Deduct(deductions=(Deduction(points=each, occurrence=f"未获得：{bonuses[0].condition}"),))
    options = [Part(amount=clause.award.number("low") or _ZERO, rule=_either(clause)) for clause in bonuses]
    return Items(parts=tuple(options))


def _either(clause: Clause) -> Rule:
    missing = Deduction(points=clause.award.number("low") or _ZERO, occurrence=f"未获得：{clause.condition}", times=1)
    return Deduct(deductions=(missing,)) if clause.condition else Full()
