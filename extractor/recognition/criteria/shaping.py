"""The branches of one decision to a rule: bands of a number, a gate, an ordered choice, grades, items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.model.criteria import (
    AllOf,
    BoolFact,
    Clamp,
    Compare,
    Comparison,
    Condition,
    Const,
    Discretion,
    Full,
    Gate,
    Hole,
    Items,
    Not,
    Part,
    Points,
    Rule,
    Sum,
    Zero,
)
from extractor.recognition.criteria import expressions
from extractor.recognition.criteria.banding import Entry, bands
from extractor.recognition.criteria.building import Workshop, alternatives
from extractor.recognition.criteria.clauses import AwardKind
from extractor.recognition.criteria.conditions import Closure, Range, conjuncts, read_condition
from extractor.recognition.criteria.grades import closed_up, graded
from extractor.recognition.criteria.grouping import Branch, core

NO_ELSE = "else_not_printed"
NEGATIVE = "negative_without_counterpart"
_ZERO = Decimal(0)
_FIXED = (AwardKind.POINTS, AwardKind.LABEL)
_SHARES = (AwardKind.SHARE, AwardKind.SHARE_HALF)
Ruled = tuple[Branch, Rule]


def shape(rules: list[Ruled], loss: Rule | None, workshop: Workshop, base: Decimal | None) -> Rule | None:
    """The rule of one decision; `loss` are its deductions. None where the branches do not fit together."""
    if not rules:
        return loss
    excused = [(branch, rule) for branch, rule in rules if _is_excuse(branch)]
    if excused and (len(excused) < len(rules) or loss is not None):
        # 因不可抗力未完成的不扣分 goes before whatever the others say.
        inner = shape([ruled for ruled in rules if ruled not in excused], loss, workshop, base)
        return None if inner is None else _behind(excused, inner, workshop)
    if _is_banded(rules, workshop):
        return _banded(rules, loss, workshop)
    lacks = [(branch, rule) for branch, rule in rules if _is_lack(branch)]
    others = [(branch, rule) for branch, rule in rules if not _is_lack(branch)]
    if lacks and _is_banded(others, workshop):
        banded = _banded(others, loss, workshop)
        return None if banded is None else _behind(lacks, banded, workshop)
    if len(rules) == 1:
        return _single(*rules[0], loss, workshop)
    if loss is not None:
        return _with_losses(rules, loss, workshop, base)
    return _worded(rules, workshop, base)


def _is_excuse(branch: Branch) -> bool:
    return branch.kind is AwardKind.FULL and "扣" in branch.clause.award.text and bool(branch.clause.condition)


def _is_lack(branch: Branch) -> bool:
    """未开展调查的不得分: a state in words that costs everything."""
    return branch.kind is AwardKind.ZERO and branch.range is None and (branch.denial or not branch.otherwise)


def _is_banded(rules: list[Ruled], workshop: Workshop) -> bool:
    """Whether the branches are ranges of one number, with at most an else."""
    ranges = [branch.range for branch, _ in rules if branch.range is not None and not branch.prior]
    if not ranges or len(ranges) < sum(not branch.otherwise for branch, _ in rules):
        return False
    named = {found.subject for found in ranges if not workshop.word("generic-subject").search(found.subject)}
    moving = {subject for subject in named if workshop.word("movement").search(subject)}
    if moving and (len(named) > 1 or any(not found.subject for found in ranges)):
        return False
    longest = max(named, key=len, default="")
    return all(longest.endswith(subject) for subject in named)


def _banded(rules: list[Ruled], loss: Rule | None, workshop: Workshop) -> Rule | None:
    entries = [Entry(range=branch.range, rule=rule) for branch, rule in rules if branch.range is not None]
    rest = next((rule for branch, rule in rules if branch.otherwise), None)
    if (rest is not None and loss is not None) or any(_implausible(entry.range) for entry in entries):
        return None
    subjects = [entry.range.subject for entry in entries]
    named = [subject for subject in subjects if not workshop.word("generic-subject").search(subject)]
    units = {entry.range.unit for entry in entries if entry.range.unit}
    if len(units) > 1:
        return None
    whole = replace(entries[0].range, subject=named[0] if named else subjects[0], unit=units.pop() if units else "")
    rule, remarks = bands(workshop.number(whole), entries, rest if rest is not None else loss)
    workshop.remarks |= remarks
    return rule


def _implausible(found: Range) -> bool:
    """A rate beyond 200 % as a bound is a misread sign (率290%), not a rule."""
    return found.unit == "%" and any(value is not None and value > 200 for value in (found.low, found.high))


def _single(branch: Branch, rule: Rule, loss: Rule | None, workshop: Workshop) -> Rule | None:
    if branch.kind is AwardKind.ZERO:
        # Only what earns nothing is printed: all other states are open, or cost what the deductions say.
        if loss is None:
            workshop.remarks.add(NEGATIVE)
        return Gate(condition=_condition(branch, workshop), then=rule, otherwise=loss or Hole(why=NEGATIVE))
    if loss is not None:
        return loss if branch.kind in (AwardKind.FULL, *_FIXED) else None
    if branch.kind is AwardKind.GRADES:
        return rule
    if not branch.clause.condition or branch.kind in (AwardKind.PROPORTION, AwardKind.FORMULA, AwardKind.DISCRETION):
        return rule if branch.range is None and not branch.prior else None
    if branch.kind in (AwardKind.SHARE_RANGE, AwardKind.POINTS_RANGE):
        return graded([(branch, rule)], None)
    workshop.remarks.add(NO_ELSE)
    return Gate(condition=_condition(branch, workshop), then=rule, otherwise=Zero())


def _with_losses(rules: list[Ruled], loss: Rule, workshop: Workshop, base: Decimal | None) -> Rule | None:
    """Deductions beside a full mark, a lack that costs everything, or an else that gives nothing."""
    # 未公开的不得分 beside 逾期的扣1分 denies the thing itself, not all that was asked of it.
    rules = [(replace(branch, otherwise=False), rule) if branch.denial else (branch, rule) for branch, rule in rules]
    zeros = [(branch, rule) for branch, rule in rules if branch.kind is AwardKind.ZERO and not branch.otherwise]
    kept = [(branch, rule) for branch, rule in rules if branch.kind in (AwardKind.FULL, *_FIXED)]
    rest = [branch for branch, _ in rules if branch.otherwise]
    if len(zeros) + len(kept) + len(rest) < len(rules) or (rest and not kept):
        return None
    inner: Rule | None = loss
    if len(kept) > 1:
        inner = _items_less([branch for branch, _ in kept], loss, workshop, base)
    elif kept and kept[0][0].range is not None and not kept[0][0].prior:
        inner = _banded(kept, loss, workshop)
    if rest and inner is not None:
        if rest[0].kind is not AwardKind.ZERO or len(kept) > 1:
            return None
        inner = Gate(condition=_condition(kept[0][0], workshop), then=loss, otherwise=Zero())
    return None if inner is None else _behind(zeros, inner, workshop)


def _items_less(branches: list[Branch], loss: Rule, workshop: Workshop, base: Decimal | None) -> Rule | None:
    """Points for each of several things, and something off for each mistake, not below nothing."""
    items = _items(branches, workshop)
    if items is None or base is None or sum(part.amount for part in items.parts) != base:
        return None
    return Clamp(low=_ZERO, high=Decimal(1), rule=Sum(rules=(items, loss, Points(points=-base))))


def _behind(lacks: list[Ruled], inner: Rule, workshop: Workshop) -> Rule:
    """A rule that counts only where none of the lacks, or excuses, is there."""
    for branch, rule in reversed(lacks):
        inner = Gate(condition=_condition(branch, workshop), then=rule, otherwise=inner)
    return inner


def _worded(rules: list[Ruled], workshop: Workshop, base: Decimal | None) -> Rule | None:
    branches = [branch for branch, _ in rules]
    if all(branch.kind in (AwardKind.SHARE_RANGE, AwardKind.POINTS_RANGE) for branch in branches):
        return graded(rules, base)
    if all(branch.kind in _SHARES and not branch.otherwise for branch in branches):
        return _shared(rules, workshop)
    lacks = [(branch, rule) for branch, rule in rules if branch.kind is AwardKind.ZERO and not branch.otherwise]
    partly = [branch for branch in branches if branch.otherwise and branch.kind is AwardKind.DISCRETION]
    listed = [branch for branch in branches if branch.kind is not AwardKind.ZERO and branch not in partly]
    items = _items(listed, workshop, partly=bool(partly))
    if (lacks or partly) and items is not None and sum(part.amount for part in items.parts) == base:
        # 未报送的不得分 behind a list of points: the lack costs all of them.
        return _behind(lacks, items, workshop)
    items = items if not lacks and not partly else None
    if items is not None and base is not None and sum(part.amount for part in items.parts) == base:
        return items
    closed = closed_up([rule for _, rule in rules], base)
    settled = list(zip(branches, closed, strict=True))
    ordered = None if _equal_best(branches, workshop) else _ordered(settled, workshop)
    if items is None or base is not None or ordered is None:
        return ordered
    # Without the indicator's points nobody can tell items from grades.
    return alternatives([("items", items), ("grades", ordered)])


def _items(branches: Sequence[Branch], workshop: Workshop, *, partly: bool = False) -> Items | None:
    if len(branches) < 2 or any(branch.kind not in _FIXED or branch.otherwise for branch in branches):
        return None
    # 否则酌情扣分 behind a list: a thing half done may earn a part of its points.
    missed: Rule = Discretion(low=_ZERO, high=Decimal(1), high_open=True) if partly else Zero()
    if not partly:
        workshop.remarks.add(NO_ELSE)
    parts = [
        Part(
            amount=branch.clause.award.number("low") or _ZERO,
            rule=Gate(condition=_condition(branch, workshop), then=Full(), otherwise=missed),
        )
        for branch in branches
    ]
    return Items(parts=tuple(parts))


def _shared(rules: list[Ruled], workshop: Workshop) -> Rule | None:
    """Shares under conditions: they add up if together they are the whole, exclude each other if one is."""
    if not all(branch.clause.condition for branch, _ in rules):
        return None
    shares = [branch.clause.award.number("low") or Decimal(50) for branch, _ in rules]
    if sum(shares) == expressions.HUNDRED:
        gates = [Gate(condition=_condition(branch, workshop), then=rule, otherwise=Zero()) for branch, rule in rules]
        return Sum(rules=tuple(gates))
    return _ordered(rules, workshop) if max(shares) == expressions.HUNDRED else None


def _equal_best(branches: Sequence[Branch], workshop: Workshop) -> bool:
    """Two states that both earn the best: one of them may do, or both may be asked for; unless one says 无此情况."""
    full = [branch for branch in branches if branch.kind is AwardKind.FULL and not branch.otherwise]
    fixed = [branch for branch in branches if branch.kind in _FIXED and not branch.otherwise]
    best = max((branch.clause.award.number("low") or _ZERO for branch in fixed), default=_ZERO)
    top = full or [branch for branch in fixed if (branch.clause.award.number("low") or _ZERO) == best]
    plain = [branch for branch in top if not workshop.word("not-applicable").search(branch.clause.condition)]
    return len(plain) > 1


def _ordered(rules: list[Ruled], workshop: Workshop) -> Rule | None:
    """The first condition that holds decides; what none covers is a hole."""
    rest: Rule | None = None
    rules = sorted(rules, key=lambda ruled: _covers_rest(ruled[0]))
    for branch, rule in reversed(rules):
        if _covers_rest(branch):
            if rest is not None:
                return None
            rest = rule
            continue
        if rest is None and branch.kind is AwardKind.ZERO and len(rules) > 1:
            rest = _denied(rules[0][0], branch, rule, workshop)
            continue
        if rest is None:
            rest = Hole(why="no clause for this case")
            workshop.remarks.add("cases_left_open")
        rest = Gate(condition=_condition(branch, workshop), then=rule, otherwise=rest)
    return rest


def _covers_rest(branch: Branch) -> bool:
    """An else, or a formula without condition: both stand for what the other branches leave."""
    return branch.otherwise or not branch.clause.condition


def _denied(asked: Branch, denied: Branch, rule: Rule, workshop: Workshop) -> Rule:
    """未进行盘点的不得分 behind 盘点，并完成处理的得1分: half-done is not covered by the text."""
    workshop.remarks.add(NEGATIVE)
    wanted = core(denied.clause.condition, workshop)
    same = [part for part in conjuncts(asked.clause.condition) if wanted and wanted <= set(part)]
    condition: Condition = (
        Not(part=BoolFact(text=same[0]))
        if same and len(conjuncts(asked.clause.condition)) > 1
        else _condition(denied, workshop)
    )
    return Gate(condition=condition, then=rule, otherwise=Hole(why=NEGATIVE))


def _condition(branch: Branch, workshop: Workshop) -> Condition:
    if branch.range is None:
        return read_condition(branch.clause.condition)
    compared = _compare(branch.range, workshop)
    return AllOf(parts=(BoolFact(text=branch.prior), *compared)) if branch.prior else AllOf(parts=compared)


def _compare(found: Range, workshop: Workshop) -> tuple[Condition, ...]:
    fact = workshop.number(found)
    parts: list[Condition] = []
    if found.low is not None and found.low == found.high:
        return (Compare(left=fact, sign=Comparison.EQUAL, right=Const(value=found.low)),)
    if found.low is not None:
        sign = Comparison.MORE if found.low_end is Closure.OPEN else Comparison.AT_LEAST
        parts.append(Compare(left=fact, sign=sign, right=Const(value=found.low)))
    if found.high is not None:
        sign = Comparison.LESS if found.high_end is Closure.OPEN else Comparison.AT_MOST
        parts.append(Compare(left=fact, sign=sign, right=Const(value=found.high)))
    return tuple(parts)
