"""The criterion compiler: text in, rule tree and leftover out.

Order of reading: formulas and definitions, the weighting sentence, numbered items, then inside an item bands,
deductions and steps, gates, discretion; floors and caps are attached; what was not consumed widens the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.criteria import (
    Bonus,
    CriterionStatus,
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
from extractor.packs import Packs
from extractor.packs.patterns import RunawayPattern, compiled
from extractor.recognition.criteria import naming, weighting
from extractor.recognition.criteria.building import Workshop, widened
from extractor.recognition.criteria.clauses import Award, AwardKind, Clause, Scope
from extractor.recognition.criteria.combining import ABOVE, BELOW, Built, added, combined
from extractor.recognition.criteria.normalising import normalised
from extractor.recognition.criteria.outline import Item, marked, outlined
from extractor.recognition.criteria.scoping import read_scope

_LONGEST = 4000
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A compiled criterion text; the fields are those of `model.criteria.Criterion`."""

    kind: str
    rule: Rule
    status: CriterionStatus
    leftover: str = ""
    remarks: tuple[str, ...] = ()
    cut_off: bool = False


def compile_criterion(text: str, points: Decimal | None, packs: Packs) -> Compiled:
    """Compile `text` for an indicator of `points`; what was not understood stays in `leftover` and widens the rule."""
    if len(text) > _LONGEST:
        return _not_compiled(text, set())
    try:
        return _compiled(text, points, packs)
    except RunawayPattern:
        return _not_compiled(text, {"runaway_pattern"})


def _not_compiled(text: str, remarks: set[str], *, cut_off: bool = False) -> Compiled:
    return Compiled(
        kind="unknown",
        rule=Hole(why="not read"),
        status=CriterionStatus.NOT_COMPILED,
        leftover=text.strip(),
        remarks=tuple(sorted(remarks)),
        cut_off=cut_off,
    )


def _compiled(text: str, points: Decimal | None, packs: Packs) -> Compiled:
    workshop = Workshop(packs=packs, points=points)
    clean = normalised(marked(text, packs), packs)
    clean = compiled(workshop.word("lead-in").expression).sub("", clean)
    tree = _scoped(outlined(clean), workshop)
    cut = _last(tree).scope.dangling
    built = _built(tree, workshop, points)
    if built is None:
        return _not_compiled(text, workshop.remarks, cut_off=bool(cut) and _any_award(tree))
    cut_off = bool(cut)
    rule = _checked(built, workshop, points)
    if cut_off:
        workshop.remarks.add("cut_off")
        workshop.unread(cut)
        rule = widened(rule, "the text is cut off")
    elif workshop.leftovers:
        rule = widened(rule, "text not read")
    return Compiled(
        kind=naming.kind(built.rule),
        rule=rule,
        status=CriterionStatus.PARTIAL if workshop.leftovers else CriterionStatus.COMPILED,
        leftover="；".join(dict.fromkeys(workshop.leftovers)),
        remarks=tuple(sorted(workshop.remarks)),
        cut_off=cut_off,
    )


# --- the outline with its scopes -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An item with what its own text says."""

    item: Item
    scope: Scope
    children: tuple[Node, ...]


def _scoped(item: Item, workshop: Workshop) -> Node:
    scope = read_scope(item.body, workshop.packs)
    workshop.definitions += scope.definitions
    return Node(item=item, scope=scope, children=tuple(_scoped(child, workshop) for child in item.children))


def _last(node: Node) -> Node:
    while node.children:
        node = node.children[-1]
    return node


def _any_award(node: Node) -> bool:
    return bool(node.scope.clauses or node.scope.weights) or any(_any_award(child) for child in node.children)


# --- building --------------------------------------------------------------------------------------------------------


def _built(node: Node, workshop: Workshop, base: Decimal | None) -> Built | None:
    """The rule of a node: its own clauses, or those of its items put together."""
    own = node.scope.label if node.scope.label is not None and node.item.number else base
    built = _node(node, workshop, own)
    if built is not None and node.item.number and node.scope.label is not None:
        return Built(rule=built.rule, own=node.scope.label, absolute=True)
    return built


def _node(node: Node, workshop: Workshop, base: Decimal | None) -> Built | None:
    if not node.children:
        return _leaf(node, workshop, base)
    members = [child for child in node.children if _speaks(child)]
    weights = [weight for place in (node, *node.children) for weight in place.scope.weights]
    if not members:
        # The numbers only list what is meant; the points stand in front of them or behind.
        return _leaf(_flat([node, *node.children]), workshop, base)
    if not node.scope.clauses and (flat := _one_decision(members, weights)) is not None:
        return _leaf(_flat([node, *node.children]) if flat else node, workshop, base)
    if node.scope.clauses:
        return _with_front(node, members, workshop, base)
    _unread(node.scope, workshop)
    for child in node.children:
        if child not in members:
            _unread(child.scope, workshop)
    return _assembled(members, weights, workshop, base)


def _speaks(node: Node) -> bool:
    """Whether an item awards something itself (a weighting sentence alone is no part)."""
    return bool(node.scope.clauses) or any(_speaks(child) for child in node.children)


def _one_decision(members: list[Node], weights: list[tuple[Award, str]]) -> bool | None:
    """Whether the items are bands, grades or deductions of one decision rather than parts with points of their own."""
    if weights or any(member.children or member.scope.label is not None for member in members):
        return None
    clauses = [member.scope.clauses for member in members]
    if all(len(found) == 1 for found in clauses) and len(clauses) > 1:
        kinds = {found[0].award.kind for found in clauses}
        digits = [any(character.isdigit() for character in found[0].condition) for found in clauses]
        if all(digits) and AwardKind.DEDUCT not in kinds and _ranges(members):
            return True
    if all(clause.award.kind in (AwardKind.DEDUCT, AwardKind.DEDUCT_SHARE) for found in clauses for clause in found):
        return True
    return None


def _ranges(members: list[Node]) -> bool:
    return all(any(sign in member.scope.clauses[0].condition for sign in "<>≤≥=%-至以") for member in members)


def _flat(nodes: list[Node]) -> Node:
    """All scopes as one."""
    merged = Scope()
    for index, node in enumerate(nodes):
        scope = node.scope
        merged.clauses += [
            type(clause)(condition=clause.condition, award=clause.award, sentence=index) for clause in scope.clauses
        ]
        merged.modifiers += scope.modifiers
        merged.weights += scope.weights
        merged.context += scope.context
        merged.leftovers += scope.leftovers
        merged.sums = merged.sums or scope.sums
    return Node(item=nodes[0].item, scope=merged, children=())


def _leaf(node: Node, workshop: Workshop, base: Decimal | None) -> Built | None:
    scope = node.scope
    elements = _elements(scope, workshop, base)
    built = elements or (_weighted_leaf(scope, workshop, base) if scope.weights else combined(scope, workshop, base))
    if built is not None:
        built = _with_bonus(built, scope, workshop)
    _unread(scope, workshop)
    return built


def _unread(scope: Scope, workshop: Workshop) -> None:
    for rest in scope.leftovers:
        workshop.unread(rest)


def _elements(scope: Scope, workshop: Workshop, base: Decimal | None) -> Built | None:
    """具备一个要素得20%分值: the full points less a share for each element that is missing."""
    if len(scope.clauses) != 1 or base is None:
        return None
    clause = scope.clauses[0]
    if clause.award.kind not in (AwardKind.SHARE, AwardKind.POINTS) or not workshop.word("elements").search(
        clause.condition
    ):
        return None
    each = clause.award.number("low") or _ZERO
    points = base * each / 100 if clause.award.kind is AwardKind.SHARE else each
    if points <= 0 or base % points:
        return None
    return Built(rule=Deduct(deductions=(Deduction(points=points, occurrence=f"缺少：{clause.condition}"),)), full=True)


def _weighted_leaf(scope: Scope, workshop: Workshop, base: Decimal | None) -> Built | None:
    """Weights without numbered items: one group of clauses for each sentence."""
    sentences = sorted({clause.sentence for clause in scope.clauses})
    parts = [combined(_only(scope, number), workshop, base) for number in sentences]
    known = [part for part in parts if part is not None]
    award, before = scope.weights[0]
    given = weighting.shares(award, before, len(known), workshop) if len(known) == len(parts) and known else None
    if given is None or len(scope.weights) > 1:
        workshop.unread(before + award.text)
        return combined(scope, workshop, base)
    return Built(rule=weighting.weighted(known, given), full=True)


def _only(scope: Scope, sentence: int) -> Scope:
    return Scope(
        clauses=[clause for clause in scope.clauses if clause.sentence == sentence],
        modifiers=scope.modifiers,
        context=scope.context,
    )


def _with_front(node: Node, members: list[Node], workshop: Workshop, base: Decimal | None) -> Built | None:
    """Clauses in front of numbered items: deductions listed under a full mark are one decision, else both are read."""
    flat = _flat([node, *node.children])
    if not any(member.children or member.scope.label is not None for member in members):
        built = _leaf(flat, workshop, base)
        if built is not None:
            return built
    for clause in node.scope.clauses:
        workshop.unread(clause.condition + clause.award.text)
    return _assembled(members, [], workshop, base)


def _assembled(
    members: list[Node], weights: list[tuple[Award, str]], workshop: Workshop, base: Decimal | None
) -> Built | None:
    parts = [_part(member, workshop, base) for member in members]
    if weights:
        award, before = weights[0]
        given = weighting.shares(award, before, len(parts), workshop)
        if given is not None and len(weights) == 1:
            return Built(rule=weighting.weighted(parts, given), full=True)
        workshop.unread(before + "".join(weight[0].text for weight in weights))
        return Built(rule=Hole(why="the shares of the parts are not clear"), full=True)
    if len(parts) == 1:
        return parts[0]
    together = added(parts, workshop, base)
    if together is not None:
        return together
    exclusive = _exclusive(parts, base)
    if exclusive is not None:
        return exclusive
    owns = [part.own for part in parts]
    if all(own is not None for own in owns):
        workshop.remarks.add("items_sum_differs")
        rule = Items(
            parts=tuple(
                Part(amount=own, rule=part.rule) for own, part in zip(owns, parts, strict=True) if own is not None
            )
        )
        return Built(rule=widened(rule, "the points of the items do not add up"), own=base, absolute=True)
    workshop.unread("；".join(member.item.text for member in members))
    return Built(rule=Hole(why="how the parts count is not said"), full=True)


def _part(member: Node, workshop: Workshop, base: Decimal | None) -> Built:
    before = workshop.mark()
    built = _built(member, workshop, base)
    if built is None:
        if workshop.mark() == before:
            workshop.unread(member.item.text)
        return Built(rule=Hole(why="item not read"), own=member.scope.label, full=member.scope.label is None)
    if workshop.mark() > before:
        return Built(rule=widened(built.rule, "text not read"), own=built.own, full=built.full, absolute=built.absolute)
    return built


def _exclusive(parts: list[Built], base: Decimal | None) -> Built | None:
    """Items whose best is the whole: each is a grade, one of them applies."""
    owns = [part.own for part in parts if not part.full]
    if base is None or len(owns) < len(parts) or not owns or max(own or _ZERO for own in owns) != base:
        return None
    gates = [part.rule for part in parts]
    if not all(isinstance(rule, Gate) and isinstance(rule.otherwise, (Zero, Hole)) for rule in gates):
        return None
    rest: Rule = Hole(why="no clause for this case")
    for rule in reversed(gates):
        assert isinstance(rule, Gate)
        rest = Gate(condition=rule.condition, then=rule.then, otherwise=rest)
    return Built(rule=rest, own=base, absolute=True)


def _with_bonus(built: Built, scope: Scope, workshop: Workshop) -> Built:
    bonuses = [clause for clause in scope.clauses if clause.award.kind is AwardKind.BONUS]
    if not bonuses:
        return built
    caps = [award.number("low") for award in scope.modifiers if award.kind is AwardKind.BONUS_CAP]
    cap = caps[0] if caps and caps[0] is not None else None
    if cap is None:
        workshop.remarks.add("bonus_cap_not_printed")
        workshop.unread("；".join(clause.condition + clause.award.text for clause in bonuses))
        return built
    extra = Sum(rules=tuple(Points(points=clause.award.number("low") or _ZERO) for clause in bonuses))
    repeated = any(workshop.word("occurrence").search(clause.condition) for clause in bonuses)
    inside: Rule = (
        Deduct(deductions=(Deduction(points=_least(bonuses), occurrence="未获得的加分"),)) if repeated else extra
    )
    return Built(
        rule=Sum(rules=(built.rule, Bonus(cap=cap, rule=inside))),
        own=built.own,
        full=built.full,
        absolute=built.absolute,
    )


def _least(bonuses: list[Clause]) -> Decimal:
    return min(clause.award.number("low") or _ZERO for clause in bonuses)


def _checked(built: Built, workshop: Workshop, points: Decimal | None) -> Rule:
    """The rule with the indicator's points against its own: above or below them something was not understood."""
    if points is None or built.own is None or (built.full and built.own <= points):
        return built.rule
    if built.own > points:
        workshop.remarks.add(ABOVE)
        return widened(built.rule, "the printed points are more than the indicator's")
    if built.own < points:
        workshop.remarks.add(BELOW)
        return widened(built.rule, "the printed points are fewer than the indicator's")
    return built.rule
