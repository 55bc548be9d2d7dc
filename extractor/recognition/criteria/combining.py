"""Groups of clauses to one rule: bands, gates, items, exclusive grades, deductions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.model.criteria import (
    Clamp,
    Gate,
    Items,
    Part,
    Rule,
    Sum,
)
from extractor.recognition.criteria import expressions
from extractor.recognition.criteria.building import Workshop
from extractor.recognition.criteria.clauses import DEDUCTIONS, AwardKind, Clause, Scope
from extractor.recognition.criteria.conditions import Range
from extractor.recognition.criteria.deductions import Losses, deduction_rule
from extractor.recognition.criteria.granting import granted
from extractor.recognition.criteria.grouping import Branch, Group, grouped
from extractor.recognition.criteria.shaping import shape

ABOVE = "points_above"
BELOW = "best_below_points"
_ZERO = Decimal(0)
_KEEPING = (AwardKind.FULL, AwardKind.POINTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A rule and what it is worth: `own` is its best printed number of points, `full` whether it speaks of all points.

    `absolute` is True where it counts in points, so that a share of the whole can be meant in two ways. `alone` marks
    a single condition of which only the good side is told. `portion` is the share in per cent that a part is worth
    where it awards nothing but shares.
    """

    rule: Rule
    own: Decimal | None = None
    full: bool = False
    absolute: bool = False
    alone: bool = False
    portion: Decimal | None = None


def combined(scope: Scope, workshop: Workshop, base: Decimal | None) -> Built | None:
    """The rule of a scope's clauses on `base` points; None for none, or where they do not fit together."""
    groups = grouped(_own_clauses(scope), workshop)
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


def _own_clauses(scope: Scope) -> list[Clause]:
    """The clauses without bonuses, and without a heading such as 根据完成率得分 in front of steps."""
    clauses = [clause for clause in scope.clauses if clause.award.kind is not AwardKind.BONUS]
    heading = bool(clauses) and clauses[0].award.kind is AwardKind.PROPORTION and not clauses[0].condition
    if heading and any(clause.award.kind in DEDUCTIONS for clause in clauses[1:]):
        return clauses[1:]
    return clauses


def _words(group: Group) -> list[str]:
    return [
        clause.condition + clause.award.text
        for clause in (*(branch.clause for branch in group.branches), *group.losses)
    ]


def added(parts: Sequence[Built], base: Decimal | None) -> Built | None:
    """Several decisions with points of their own that add up to the whole; None where they do not."""
    portions = [part.portion for part in parts if part.portion is not None]
    if len(portions) == len(parts) and sum(portions) == expressions.HUNDRED:
        return Built(rule=Sum(rules=tuple(part.rule for part in parts)), full=True)
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
    rule = shape(rules, loss, workshop, base)
    if rule is None:
        return None
    items = _items_of(rule)
    if items is not None:
        return Built(rule=rule, own=sum((part.amount for part in items.parts), _ZERO), absolute=True)
    if not group.branches or (group.losses and own is None):
        return Built(rule=rule, full=True, absolute=True)
    shares = [branch.clause.award.number("low") for branch in group.branches if branch.kind is AwardKind.SHARE]
    portion = max((share for share in shares if share is not None), default=None)
    if any(branch.kind not in (AwardKind.SHARE, AwardKind.ZERO) for branch in group.branches) or group.losses:
        portion = None
    alone = len(group.branches) == 1 and not group.losses and isinstance(rule, Gate)
    return Built(
        rule=rule, own=own, full=full, absolute=own is not None or bool(group.losses), alone=alone, portion=portion
    )


def _items_of(rule: Rule) -> Items | None:
    """The list of points that a rule wraps, if it does."""
    while True:
        match rule:
            case Items():
                return rule
            case Gate():
                rule = rule.otherwise
            case Clamp():
                rule = rule.rule
            case Sum():
                rule = rule.rules[0]
            case _:
                return None


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
        AwardKind.GRADES,
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
