"""Deductions: per occurrence, per step of an amount, once, or as the assessor sees fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.model.criteria import (
    Arithmetic,
    BoolFact,
    Clamp,
    Const,
    Deduct,
    Deduction,
    Discretion,
    Expr,
    Full,
    Gate,
    NumFact,
    Points,
    Rule,
    StepMode,
    Steps,
    Sum,
)
from extractor.model.intervals import Interval
from extractor.recognition.criteria import expressions
from extractor.recognition.criteria.building import Workshop, alternatives
from extractor.recognition.criteria.clauses import AwardKind, Clause, Scope
from extractor.recognition.criteria.conditions import Range, read_range, tidy

ONE = Decimal(1)
_LESS_IS_WORSE = frozenset({"低", "降低", "下降", "减少", "少", "差", "欠", "缺"})
_EITHER_SIDE = frozenset({"偏离", "偏差", "相差", "浮动"})
_TIME = frozenset({"个工作日", "个日历天", "天", "日", "个月", "月", "小时", "分钟", "年"})
_NATURAL = Interval.at_least(Decimal(0))
TARGET = "目标值"


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """The deductions of a group.

    `threshold` is the range that keeps all points, where one is printed; `about` the state that keeps them, in words.
    """

    clauses: Sequence[Clause]
    scope: Scope
    threshold: Range | None = None
    base: Decimal | None = None
    about: str = ""


def deduction_rule(losses: Losses, workshop: Workshop) -> Rule | None:
    """Full points less the group's deductions; None where a clause could not be read (it is kept as a leftover)."""
    counted: list[Deduction] = []
    rules: list[Rule] = []
    for clause in losses.clauses:
        stepped = _stepped(clause, losses, workshop)
        if stepped is not None:
            rules.append(stepped)
        elif clause.award.kind is AwardKind.DEDUCT_RANGE:
            rules.append(_ranged(clause, losses))
        elif (deduction := _deduction(clause, losses, workshop)) is not None:
            counted.append(deduction)
        else:
            return None
    if not losses.scope.has(AwardKind.FLOOR) and not losses.scope.has(AwardKind.DEDUCT_CAP):
        workshop.remarks.add("floor_not_printed")
    if counted:
        rules.insert(0, Deduct(deductions=tuple(counted)))
    if len(rules) == 1:
        return _capped(rules[0], losses)
    if losses.base is None:
        return None
    surplus = Points(points=-losses.base * (len(rules) - 1))
    return _capped(Clamp(low=Decimal(0), high=ONE, rule=Sum(rules=(*rules, surplus))), losses)


def _capped(rule: Rule, losses: Losses) -> Rule:
    """最多扣2分: the loss stops there, so the score stops above nothing."""
    caps = [award.number("low") for award in losses.scope.modifiers if award.kind is AwardKind.DEDUCT_CAP]
    if len(caps) != 1 or caps[0] is None or not losses.base or caps[0] >= losses.base:
        return rule
    return Clamp(low=(losses.base - caps[0]) / losses.base, high=ONE, rule=rule)


def _amount(clause: Clause, losses: Losses) -> Decimal | None:
    value = clause.award.number("low")
    if value is None or clause.award.kind is AwardKind.DEDUCT:
        return value
    return None if losses.base is None else losses.base * value / expressions.HUNDRED


def _deduction(clause: Clause, losses: Losses, workshop: Workshop) -> Deduction | None:
    points = _amount(clause, losses)
    if points is None:
        return None
    condition = clause.condition
    if workshop.word("else-prefix").search(condition):
        condition = tidy(condition[2:])
    if not condition or workshop.word("measured-step").search(condition):
        return None
    once = not workshop.word("occurrence").search(condition) and workshop.word("once").search(condition)
    occurrence = f"{losses.about}；{condition}" if losses.about else condition
    return Deduction(points=points, occurrence=occurrence, times=1 if once else None)


def _ranged(clause: Clause, losses: Losses) -> Rule:
    """扣1-2分: the assessor chooses, once or for each; from nothing to all but the smallest deduction."""
    least = clause.award.number("left") or Decimal(0)
    if losses.base and least <= losses.base:
        high = (losses.base - least) / losses.base
        most = clause.award.number("right")
        repeated = most is None or "每" in clause.condition or losses.scope.has(AwardKind.FLOOR)
        low = Decimal(0) if repeated or most is None else max(Decimal(0), (losses.base - most) / losses.base)
        left = Discretion(low=low, high=high, high_open=not clause.award.number("left"))
    else:
        left = Discretion(low=Decimal(0), high=ONE)
    return _unless(clause.condition, left) if clause.condition else Discretion(low=left.low, high=ONE)


def _unless(condition: str, left: Rule) -> Rule:
    return Gate(condition=BoolFact(text=condition), then=left, otherwise=Full())


# --- steps -----------------------------------------------------------------------------------------------------------


def _stepped(clause: Clause, losses: Losses, workshop: Workshop) -> Rule | None:
    match = workshop.word("step").search(clause.condition)
    points = _amount(clause, losses)
    if match is None or points is None or tidy(clause.condition[match.end() :]):
        return None
    before = tidy(clause.condition[: match.start()])
    if workshop.word("compared-with-target").search(before):
        before = ""
    excesses = _excesses(match.groupdict(), before, losses, workshop)
    modes = _modes(clause, losses, workshop)
    step = Decimal(match.group("step"))
    if step == 0 or not excesses:
        return None
    return alternatives(
        [
            (
                f"{mode.value}{'' if len(excesses) == 1 else f'_{name}'}",
                Steps(points=points, step=step, excess=excess, mode=mode),
            )
            for name, excess in excesses
            for mode in modes
        ]
    )


def _modes(clause: Clause, losses: Losses, workshop: Workshop) -> list[StepMode]:
    printed = [award.text for award in losses.scope.modifiers if award.kind is AwardKind.MODE]
    around = "，".join([clause.condition, *printed])
    for word, mode in (
        ("step-linear", StepMode.LINEAR),
        ("step-full", StepMode.FLOOR),
        ("step-started", StepMode.CEIL),
    ):
        if workshop.word(word).search(around):
            return [mode]
    workshop.remarks.add("step_mode_not_printed")
    return list(StepMode)


def _excesses(step: dict[str, str | None], before: str, losses: Losses, workshop: Workshop) -> list[tuple[str, Expr]]:
    """The amount over or under the mark, under each lawful reading of what the mark is."""
    direction, unit, base = step["direction"] or "", step["unit"] or "", step["base"] or ""
    if unit in _TIME:
        return [("late", NumFact(name=f"{before}{direction}", unit=unit, domain=_NATURAL))]
    if unit not in ("%", "百分点", "个百分点"):
        return [("amount", NumFact(name=f"{before}{direction}{base}", unit=unit, domain=_NATURAL))]
    below = direction in _LESS_IS_WORSE
    printed = step.get("mark") or _base_mark(before, workshop)
    if printed:
        # 以95%为基准, or 每低于95%1个百分点: the mark stands beside the step.
        return [("mark", _distance(workshop.rate(""), Decimal(printed), below))]
    own = read_range(before, workshop.packs)
    if own is not None:
        # 低于95%时每低1个百分点: the mark is the bound that the condition names.
        mark = own.high if below else own.low
        if mark is not None:
            return [("mark", _distance(workshop.rate(own.subject), mark, below))]
    if direction not in _EITHER_SIDE and losses.threshold is not None:
        mark = losses.threshold.low if below else losses.threshold.high
        if mark is None:
            mark = losses.threshold.high if below else losses.threshold.low
        if mark is not None:
            return [("mark", _distance(workshop.rate(losses.threshold.subject), mark, below))]
    named = read_range(f"等于{base}", workshop.packs) if base else None
    if named is not None and named.low is not None:
        return [("mark", _distance(workshop.rate(before), named.low, below))]
    if any(character.isdigit() for character in before):
        return []
    return _from_target(before, direction, below, workshop)


def _base_mark(before: str, workshop: Workshop) -> str:
    match = workshop.word("base-mark").search(before)
    return match.group("mark") if match else ""


def _distance(rate: NumFact, mark: Decimal, below: bool) -> Expr:
    fixed = Const(value=mark)
    signed = NumFact(
        name=rate.name,
        unit=rate.unit,
        domain=Interval.everything() if not below else rate.domain,
        definition=rate.definition,
    )
    return Arithmetic(op="-", left=fixed, right=signed) if below else Arithmetic(op="-", left=signed, right=fixed)


def _from_target(before: str, direction: str, below: bool, workshop: Workshop) -> list[tuple[str, Expr]]:
    """No mark is printed: the target's own, in points of a rate or as a share of it."""
    if direction in _EITHER_SIDE:
        return [("deviation", NumFact(name=f"{before}{direction}率", unit="%", domain=_NATURAL))]
    actual = NumFact(name=before or "实际完成值", unit="%", domain=_NATURAL)
    target = NumFact(name=TARGET, unit="%", domain=_NATURAL)
    difference = (
        Arithmetic(op="-", left=target, right=actual) if below else Arithmetic(op="-", left=actual, right=target)
    )
    own = expressions.rate("完成率")
    full = Const(value=expressions.HUNDRED)
    relative = Arithmetic(op="-", left=full, right=own) if below else Arithmetic(op="-", left=own, right=full)
    return [("points_of_rate", difference), ("share_of_target", relative)]
