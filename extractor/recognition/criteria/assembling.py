"""Numbered items put together: parts with shares, items with points, grades, or one decision spread over a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.model.criteria import (
    Clamp,
    Deduct,
    Deduction,
    Gate,
    Hole,
    Items,
    Part,
    Points,
    Rule,
    Sum,
    Zero,
)
from extractor.recognition.criteria import weighting
from extractor.recognition.criteria.bonuses import with_bonus
from extractor.recognition.criteria.building import Workshop, widened
from extractor.recognition.criteria.clauses import Award, AwardKind, Scope
from extractor.recognition.criteria.combining import Built, added, combined
from extractor.recognition.criteria.outline import Item
from extractor.recognition.criteria.scoping import read_scope

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)
_SUBTRACTING = (AwardKind.DEDUCT, AwardKind.DEDUCT_SHARE)
Weights = list[tuple[Award, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An item with what its own text says."""

    item: Item
    scope: Scope
    children: tuple[Node, ...]

    @property
    def last(self) -> Node:
        """The node at the end of the text."""
        node = self
        while node.children:
            node = node.children[-1]
        return node

    @property
    def speaks(self) -> bool:
        """Whether it awards something itself (a weighting sentence alone is no part)."""
        return bool(self.scope.clauses) or any(child.speaks for child in self.children)

    @property
    def weighs(self) -> bool:
        """Whether a weighting sentence stands anywhere in it."""
        return bool(self.scope.weights) or any(child.weighs for child in self.children)


def scoped(item: Item, workshop: Workshop) -> Node:
    """The outline with its scopes; definitions are known to all of it."""
    # The last item of a list goes without the stop that ends the others: ①…（3分）；②…（2分）
    ends_list = item.number > 0 and not item.children and item.body.rstrip().endswith("分）")
    scope = read_scope(item.body + "；" if ends_list else item.body, workshop.packs)
    workshop.definitions += scope.definitions
    return Node(item=item, scope=scope, children=tuple(scoped(child, workshop) for child in item.children))


def assembled(node: Node, workshop: Workshop, base: Decimal | None) -> Built | None:
    """The rule of a node: its own clauses, or those of its items put together."""
    label = node.scope.label if node.item.number else None
    built = _node(node, workshop, base if label is None else label)
    if built is not None and label is not None:
        return Built(rule=built.rule, own=label, absolute=True)
    return built


def _node(node: Node, workshop: Workshop, base: Decimal | None) -> Built | None:
    if not node.children:
        return _leaf(node.scope, workshop, base)
    members = [child for child in node.children if child.speaks]
    weights = _lifted(node, members)
    if not members:
        # The numbers only list what is meant; the points stand in front of them or behind.
        return _leaf(_flat(node), workshop, base)
    if node.scope.clauses:
        return _with_front(node, members, workshop, base)
    if not weights and _one_decision(members, base):
        return _leaf(_flat(node), workshop, base)
    _unread(node.scope, workshop)
    for child in node.children:
        if child not in members:
            _unread(child.scope, workshop)
    losses = _over_all(members, workshop)
    built = _together(members, weights, workshop, base)
    return built if losses is None or built is None else _less(built, losses, workshop, base)


def _lifted(node: Node, members: list[Node]) -> Weights:
    """The weighting sentences of a list, also one that stands at the end of its last item."""
    weights = list(node.scope.weights)
    for child in node.children:
        if child not in members or len(members) > 1:
            weights += child.scope.weights
            child.scope.weights.clear()
    return weights


def _over_all(members: list[Node], workshop: Workshop) -> Scope | None:
    """以上每项不符合的扣0.5分 behind the last item speaks of all of them: taken out of that item."""
    last = members[-1].scope
    first = min((clause.sentence for clause in last.clauses), default=0)
    lifted = [
        clause
        for clause in last.clauses
        if clause.sentence > first and workshop.word("over-all").search(clause.condition)
    ]
    if not lifted or len(members) < 2:
        return None
    last.clauses = [clause for clause in last.clauses if clause not in lifted]
    modifiers, last.modifiers = last.modifiers, []
    return Scope(clauses=lifted, modifiers=modifiers)


def _less(built: Built, losses: Scope, workshop: Workshop, base: Decimal | None) -> Built:
    """A list less the deductions that stand behind it, not below nothing."""
    lost = combined(losses, workshop, base)
    subtracting = all(clause.award.kind in _SUBTRACTING for clause in losses.clauses)
    if lost is None or not subtracting or base is None or built.own != base:
        workshop.unread("；".join(clause.condition + clause.award.text for clause in losses.clauses))
        return replace(built, rule=widened(built.rule, "text not read"))
    rule = Clamp(low=_ZERO, high=Decimal(1), rule=Sum(rules=(built.rule, lost.rule, Points(points=-base))))
    return replace(built, rule=rule)


def _one_decision(members: list[Node], base: Decimal | None) -> bool:
    """Whether the items are bands, grades or deductions of one decision rather than parts with points of their own."""
    if any(member.children or member.scope.label is not None for member in members):
        return False
    clauses = [member.scope.clauses for member in members]
    if len(clauses) > 1 and all(len(found) == 1 for found in clauses):
        kinds = {found[0].award.kind for found in clauses}
        if not kinds & {*_SUBTRACTING} and all(_ranged(found[0].condition) for found in clauses):
            return True
    flat = [clause for found in clauses for clause in found]
    granting = [clause for clause in flat if clause.award.kind not in (*_SUBTRACTING, AwardKind.ZERO)]
    if all(clause.award.kind in _SUBTRACTING for clause in flat):
        return True
    # One full mark, then what takes from it: 1.…得5分；2.每延迟1个月扣1分；3.…不得分.
    lost = [clause for clause in flat if clause.award.kind in _SUBTRACTING]
    best = granting[0].award if len(granting) == 1 else None
    whole = best is not None and (best.kind is AwardKind.FULL or (base is not None and best.number("low") == base))
    return whole and bool(lost) and all(len(found) == 1 for found in clauses)


def _ranged(condition: str) -> bool:
    digits = any(character.isdigit() for character in condition)
    return digits and any(sign in condition for sign in "<>≤≥=%-至以")


def _flat(node: Node) -> Scope:
    """The scopes of a list and of what stands in front of it as one."""
    merged = Scope(label=node.scope.label)
    for index, scope in enumerate((node.scope, *(child.scope for child in node.children))):
        merged.clauses += [replace(clause, sentence=index) for clause in scope.clauses]
        merged.modifiers += scope.modifiers
        merged.weights += scope.weights
        merged.context += scope.context
        merged.leftovers += scope.leftovers
        merged.worth = scope.worth if merged.worth is None else merged.worth
    return merged


def _leaf(scope: Scope, workshop: Workshop, base: Decimal | None) -> Built | None:
    built = _elements(scope, workshop, base)
    if built is None:
        built = _weighted(scope, workshop, base) if scope.weights else combined(scope, workshop, base)
    if built is not None:
        built = with_bonus(built, scope, workshop)
    _unread(scope, workshop)
    if scope.worth is not None and base is not None and scope.worth != base:
        workshop.unread(f"{scope.worth}分")
    return built


def _unread(scope: Scope, workshop: Workshop) -> None:
    for rest in scope.leftovers:
        workshop.unread(rest)


def _elements(scope: Scope, workshop: Workshop, base: Decimal | None) -> Built | None:
    """具备一个要素得20%分值: the full points less a share for each element that is missing."""
    if len(scope.clauses) != 1 or base is None:
        return None
    clause = scope.clauses[0]
    if clause.award.kind not in (AwardKind.SHARE, AwardKind.POINTS):
        return None
    words = ("elements", "each-element")
    if not any(workshop.word(name).search(clause.condition) for name in words):
        return None
    each = clause.award.number("low") or _ZERO
    points = base * each / _HUNDRED if clause.award.kind is AwardKind.SHARE else each
    if points <= 0 or base % points:
        return None
    missing = Deduction(points=points, occurrence=f"缺少：{clause.condition}")
    return Built(rule=Deduct(deductions=(missing,)), full=True)


def _weighted(scope: Scope, workshop: Workshop, base: Decimal | None) -> Built | None:
    """Weights without numbered items: one group of clauses for each sentence."""
    sentences = sorted({clause.sentence for clause in scope.clauses})
    parts = [combined(_only(scope, number), workshop, base) for number in sentences]
    known = [part for part in parts if part is not None]
    award, before = scope.weights[0]
    clear = bool(known) and len(known) == len(parts) and len(scope.weights) == 1
    given = weighting.shares(award, before, len(known), workshop) if clear else None
    if given is None:
        workshop.unread(before + award.text)
        return combined(scope, workshop, base)
    return _with_shares(known, given, workshop)


def _with_shares(parts: list[Built], given: list[Decimal], workshop: Workshop) -> Built:
    rule = weighting.weighted(parts, given)
    if weighting.NOT_WHOLE in workshop.remarks:
        # The form contradicts itself: what it gives for all parts fulfilled is anybody's guess.
        rule = widened(rule, weighting.NOT_WHOLE)
    return Built(rule=rule, full=True)


def _only(scope: Scope, sentence: int) -> Scope:
    return Scope(
        clauses=[clause for clause in scope.clauses if clause.sentence == sentence],
        modifiers=scope.modifiers,
        context=scope.context,
    )


def _with_front(node: Node, members: list[Node], workshop: Workshop, base: Decimal | None) -> Built | None:
    """Clauses in front of numbered items: deductions listed under a full mark are one decision."""
    if not any(member.children or member.scope.label is not None for member in members):
        return _leaf(_flat(node), workshop, base)
    for clause in node.scope.clauses:
        workshop.unread(clause.condition + clause.award.text)
    return _together(members, [], workshop, base)


def _together(members: list[Node], weights: Weights, workshop: Workshop, base: Decimal | None) -> Built | None:
    parts = [_part(member, workshop, base) for member in members]
    if weights:
        award, before = weights[0]
        given = weighting.shares(award, before, len(parts), workshop) if len(weights) == 1 else None
        if given is not None:
            return _with_shares(parts, given, workshop)
        workshop.unread("；".join(words + weight.text for weight, words in weights))
        return Built(rule=Hole(why="the shares of the parts are not clear"), full=True)
    if len(parts) == 1:
        return parts[0]
    whole = added(parts, base) or _exclusive(parts, base)
    if whole is not None:
        return whole
    owned = [(part.own, part.rule) for part in parts if part.own is not None]
    if len(owned) == len(parts):
        workshop.remarks.add("items_sum_differs")
        rule = Items(parts=tuple(Part(amount=own, rule=rule) for own, rule in owned))
        return Built(rule=widened(rule, "the points of the items do not add up"), own=base, absolute=True)
    workshop.unread("；".join(member.item.text for member in members))
    return Built(rule=Hole(why="how the parts count is not said"), full=True)


def _part(member: Node, workshop: Workshop, base: Decimal | None) -> Built:
    before = workshop.mark()
    built = assembled(member, workshop, base)
    if built is None:
        if workshop.mark() == before:
            workshop.unread(member.item.text)
        return Built(rule=Hole(why="item not read"), own=member.scope.label, full=member.scope.label is None)
    if workshop.mark() > before:
        return replace(built, rule=widened(built.rule, "text not read"))
    return built


def _exclusive(parts: list[Built], base: Decimal | None) -> Built | None:
    """Items whose best is the whole: each is a grade, one of them applies."""
    owns = [part.own or _ZERO for part in parts if not part.full]
    if base is None or len(owns) < len(parts) or max(owns) != base:
        return None
    rest: Rule = Hole(why="no clause for this case")
    for part in reversed(parts):
        if not isinstance(part.rule, Gate) or not isinstance(part.rule.otherwise, Zero | Hole):
            return None
        rest = Gate(condition=part.rule.condition, then=part.rule.then, otherwise=rest)
    return Built(rule=rest, own=base, absolute=True)
