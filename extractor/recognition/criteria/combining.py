"""Groups of clauses to one rule: bands, gates, items, exclusive grades, deductions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.model.criteria import (
    AllOf,
    BoolFact,
    Choice,
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
    Option,
    Part,
    Rule,
    Zero,
)
from extractor.recognition.criteria import expressions
from extractor.recognition.criteria.banding import Entry, bands
from extractor.recognition.criteria.building import Workshop
from extractor.recognition.criteria.clauses import AwardKind, Scope
from extractor.recognition.criteria.conditions import Closure, Range, conjuncts, read_condition
from extractor.recognition.criteria.deductions import Losses, deduction_rule
from extractor.recognition.criteria.granting import granted
from extractor.recognition.criteria.grouping import Branch, Group, core, grouped

ABOVE = "points_above"
BELOW = "best_below_points"
NEGATIVE = "negative_without_counterpart"
_ZERO = Decimal(0)
_WHOLE_STEP = Decimal("0.2")  # grades in whole per cent or whole points leave a gap of one
_KEEPING = (AwardKind.FULL, AwardKind.POINTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A rule and what it is worth: `own` is its best printed number of points, `full` whether it speaks of all points.

    `absolute` is True where it counts in points, so that a share of the whole can be meant in two ways. `alone` marks
    a single condition of which only the good side is told.
    """

    rule: Rule
    own: Decimal | None = None
    full: bool = False
    absolute: bool = False
    alone: bool = False


def combined(scope: Scope, workshop: Workshop, base: Decimal | None) -> Built | None:
    """The rule of a scope's clauses on `base` points; None for none, or where they do not fit together."""
    groups = grouped([clause for clause in scope.clauses if clause.award.kind is not AwardKind.BONUS], workshop)
    built = [_group(group, scope, workshop, base) for group in groups]
    known = [entry for entry in built if entry is not None]
    if len(known) < len(built) or not known:
        for group, entry in zip(groups, built, strict=True):
            if entry is None:
                workshop.unread("；".join(_words(group)))
        return None
    if len(known) == 1:
        return known[0]
    return added(known, base) or _merged(groups, scope, workshop, base)


def _words(group: Group) -> list[str]:
    return [
        clause.condition + clause.award.text
        for clause in (*(branch.clause for branch in group.branches), *group.losses)
    ]


def added(parts: Sequence[Built], base: Decimal | None) -> Built | None:
    """Several decisions with points of their own that add up to the whole; None where they do not."""
    owns = [part.own for part in parts]
    if any(own is None for own in owns) or any(part.full for part in parts):
        return None
    total = sum((own for own in owns if own is not None), _ZERO)
    if base is not None and total != base:
        return None
    items = tuple(Part(amount=own, rule=part.rule) for own, part in zip(owns, parts, strict=True) if own is not None)
    return Built(rule=Items(parts=items), own=total, absolute=True)


def _merged(groups: list[Group], scope: Scope, workshop: Workshop, base: Decimal | None) -> Built | None:
    """Groups that are only deductions on the same points count together."""
    if all(group.losses and all(branch.kind is AwardKind.FULL for branch in group.branches) for group in groups):
        losses = [clause for group in groups for clause in group.losses]
        return _group(Group(losses=losses), scope, workshop, base)
    workshop.unread("；".join(word for group in groups for word in _words(group)))
    return None


def _group(group: Group, scope: Scope, workshop: Workshop, base: Decimal | None) -> Built | None:
    own, full = _worth(group)
    whole = own if own is not None and not full and (base is None or own < base) and group.losses else base
    ranged = [branch for branch in group.branches if branch.range is not None and not branch.prior]
    threshold = _threshold(ranged, whole)
    rules: list[tuple[Branch, Rule]] = []
    for branch in group.branches:
        rule = _awarded(branch, group, scope, workshop, whole, threshold)
        if rule is None:
            return None
        rules.append((branch, rule))
    loss: Rule | None = None
    if group.losses:
        about = next(
            (branch.clause.condition for branch in group.branches if branch.kind in _KEEPING and branch.range is None),
            "",
        )
        loss = deduction_rule(
            Losses(clauses=group.losses, scope=scope, threshold=threshold, base=whole, about=about), workshop
        )
        if loss is None:
            return None
    rule = _shape(rules, loss, group, workshop, base)
    if rule is None:
        return None
    if isinstance(rule, Items):
        return Built(rule=rule, own=sum((part.amount for part in rule.parts), _ZERO), absolute=True)
    if not group.branches or (group.losses and own is None):
        return Built(rule=rule, full=True, absolute=True)
    alone = len(group.branches) == 1 and not group.losses and isinstance(rule, Gate)
    return Built(rule=rule, own=own, full=full, absolute=own is not None or bool(group.losses), alone=alone)


def _awarded(
    branch: Branch, group: Group, scope: Scope, workshop: Workshop, base: Decimal | None, threshold: Range | None
) -> Rule | None:
    deducting = branch.kind is AwardKind.DISCRETION and branch.otherwise
    return granted(
        branch.clause.award, scope, workshop, base, threshold, behind_gate=deducting and len(group.branches) > 1
    )


def _worth(group: Group) -> tuple[Decimal | None, bool]:
    """The best printed points of a group, and whether it names full marks."""
    points = [
        branch.clause.award.number(name)
        for branch in group.branches
        for name in ("low", "right", "left")
        if branch.kind in (AwardKind.POINTS, AwardKind.LABEL, AwardKind.POINTS_RANGE)
    ]
    found = [value for value in points if value is not None]
    relative = (
        AwardKind.FULL,
        AwardKind.PROPORTION,
        AwardKind.FORMULA,
        AwardKind.SHARE,
        AwardKind.SHARE_RANGE,
        AwardKind.SHARE_HALF,
    )
    full = any(branch.kind in relative for branch in group.branches)
    return max(found, default=None), full


def _threshold(ranged: Sequence[Branch], base: Decimal | None) -> Range | None:
    """The range that earns full marks."""
    for branch in ranged:
        best = branch.kind is AwardKind.FULL or (
            branch.kind is AwardKind.POINTS and base is not None and branch.clause.award.number("low") == base
        )
        if best and branch.range is not None:
            return branch.range
    return None


def _shape(
    rules: list[tuple[Branch, Rule]], loss: Rule | None, group: Group, workshop: Workshop, base: Decimal | None
) -> Rule | None:
    if not rules:
        return loss
    plain = all((branch.range is not None and not branch.prior) or branch.otherwise for branch, _ in rules)
    if plain and any(branch.range is not None for branch, _ in rules):
        return _banded(rules, loss, workshop)
    if len(rules) == 1:
        return _single(*rules[0], loss, workshop)
    return _worded(rules, loss, workshop, base)


def _banded(rules: list[tuple[Branch, Rule]], loss: Rule | None, workshop: Workshop) -> Rule | None:
    entries = [Entry(range=branch.range, rule=rule) for branch, rule in rules if branch.range is not None]
    rest = next((rule for branch, rule in rules if branch.otherwise), None)
    if rest is not None and loss is not None:
        return None
    subject = next(
        (entry.range.subject for entry in entries if not workshop.word("generic-subject").search(entry.range.subject)),
        entries[0].range.subject,
    )
    unit = entries[0].range.unit
    if any(_implausible(entry.range) for entry in entries):
        return None
    rate = workshop.rate(subject)
    if unit not in ("", "%", "百分点", "个百分点"):
        rate = type(rate)(name=rate.name if subject else f"数量（{unit}）", unit=unit, domain=rate.domain)
    rule, remarks = bands(rate, entries, rest if rest is not None else loss)
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
        return Gate(condition=_condition(branch), then=rule, otherwise=loss or Hole(why=NEGATIVE))
    if loss is not None:
        else_loss = branch.kind in (AwardKind.FULL, AwardKind.POINTS)
        return loss if else_loss else None
    if not branch.clause.condition or branch.kind in (AwardKind.PROPORTION, AwardKind.FORMULA, AwardKind.DISCRETION):
        return rule if branch.range is None and not branch.prior else None
    if branch.kind in (AwardKind.SHARE_RANGE, AwardKind.POINTS_RANGE):
        return _graded([(branch, rule)])
    return Gate(condition=_condition(branch), then=rule, otherwise=Zero())


def _worded(
    rules: list[tuple[Branch, Rule]], loss: Rule | None, workshop: Workshop, base: Decimal | None
) -> Rule | None:
    branches = [branch for branch, _ in rules]
    if loss is not None:
        zeros = [(branch, rule) for branch, rule in rules if branch.kind is AwardKind.ZERO and not branch.otherwise]
        rest = [branch for branch in branches if branch.kind is not AwardKind.ZERO]
        if any(branch.kind not in (AwardKind.FULL, AwardKind.POINTS) for branch in rest) or len(rest) > 1:
            return None
        return _before(zeros, loss)
    if all(branch.kind in (AwardKind.SHARE_RANGE, AwardKind.POINTS_RANGE) for branch in branches):
        return _graded(rules)
    if _adds_up(branches, base):
        return Items(
            parts=tuple(
                Part(
                    amount=branch.clause.award.number("low") or _ZERO,
                    rule=Gate(condition=_condition(branch), then=Full(), otherwise=Zero()),
                )
                for branch in branches
            )
        )
    return _ordered(rules, workshop)


def _adds_up(branches: Sequence[Branch], base: Decimal | None) -> bool:
    points = [
        branch.clause.award.number("low")
        for branch in branches
        if branch.kind in (AwardKind.POINTS, AwardKind.LABEL) and not branch.otherwise
    ]
    if len(points) < len(branches) or len(points) < 2 or base is None:
        return False
    return sum((value for value in points if value is not None), _ZERO) == base


def _before(zeros: list[tuple[Branch, Rule]], rest: Rule) -> Rule:
    for branch, rule in reversed(zeros):
        rest = Gate(condition=_condition(branch), then=rule, otherwise=rest)
    return rest


def _graded(rules: list[tuple[Branch, Rule]]) -> Rule:
    shares = _closed_up([rule for _, rule in rules])
    labels = ["其他" if branch.otherwise else branch.clause.condition for branch, _ in rules]
    options = tuple(Option(label=label, rule=rule) for label, rule in zip(labels, shares, strict=True))
    return Choice(subject="等级", options=options)


def _closed_up(rules: list[Rule]) -> list[Rule]:
    """Grades end where the better one begins: 80%（含） is the first grade's, and 80-89 goes up to 90."""
    lows = sorted({rule.low for rule in rules if isinstance(rule, Discretion)})
    result: list[Rule] = []
    for rule in rules:
        if isinstance(rule, Discretion):
            above = [low for low in lows if low >= rule.high and low > rule.low]
            if above and above[0] - rule.high <= _WHOLE_STEP:
                rule = replace(rule, high=above[0], high_open=True)
        result.append(rule)
    return result


def _ordered(rules: list[tuple[Branch, Rule]], workshop: Workshop) -> Rule | None:
    """The first condition that holds decides; what none covers is a hole."""
    rest: Rule | None = None
    for branch, rule in reversed(rules):
        if branch.otherwise:
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
        rest = Gate(condition=_condition(branch), then=rule, otherwise=rest)
    return rest


def _denied(asked: Branch, denied: Branch, rule: Rule, workshop: Workshop) -> Rule:
    """未进行盘点的不得分 behind 盘点，并完成处理的得1分: half-done is not covered by the text."""
    workshop.remarks.add(NEGATIVE)
    wanted = core(denied.clause.condition, workshop)
    same = [part for part in conjuncts(asked.clause.condition) if wanted and wanted <= set(part)]
    condition: Condition = (
        Not(part=BoolFact(text=same[0])) if same and len(conjuncts(asked.clause.condition)) > 1 else _condition(denied)
    )
    return Gate(condition=condition, then=rule, otherwise=Hole(why=NEGATIVE))


def _condition(branch: Branch) -> Condition:
    if branch.range is None:
        return read_condition(branch.clause.condition)
    compared = _compare(branch.range)
    return AllOf(parts=(BoolFact(text=branch.prior), *compared)) if branch.prior else AllOf(parts=compared)


def _compare(found: Range) -> tuple[Condition, ...]:
    fact = expressions.rate(found.subject or "完成率")
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
