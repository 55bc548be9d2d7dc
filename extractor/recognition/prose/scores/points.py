"""Full marks that the text forces although it does not print them.

Points of an indicator are whole or half numbers and no smaller than its score. If the least points that the scores of a
list allow already add up to the points of their parent, no others are possible: 49.92 and 49.996 of 100 are 50 and 50.
And no child can lose more than its parent lost: beside 49.996 of 50, a score of 4 is full marks.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from extractor.model.claims import StatementKind
from extractor.model.quantities import Quantity
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.scores.kin import Family

_Name = tuple[StatementKind, str, Decimal | None]
_FULL = Decimal(100)
_STEP = Decimal("0.5")


def with_points(drafts: tuple[Draft, ...], families: tuple[Family, ...], packs: Packs) -> tuple[Draft, ...]:
    """The drafts with the points that their totals and lists force on them."""
    known: dict[int, Quantity] = {index: draft.points for index, draft in enumerate(drafts) if draft.points is not None}
    for index, draft in enumerate(drafts):
        if draft.kind is StatementKind.TOTAL and index not in known and _at_most(draft, _FULL):
            known[index] = _points(_FULL, draft, packs)
    names: dict[_Name, Quantity] = {}
    for index, points in known.items():
        names.setdefault(_name(drafts[index]), points)
    for family in families:
        parent = known.get(family.parent) or names.get(_name(drafts[family.parent]))
        if parent is None or parent.value is None:
            continue
        for child, value in _forced(drafts, family, parent.value).items():
            known.setdefault(child, _points(value, drafts[child], packs))
            names.setdefault(_name(drafts[child]), known[child])
    return tuple(
        replace(draft, points=known.get(index) or (names.get(_name(draft)) if draft.quantity else None))
        for index, draft in enumerate(drafts)
    )


def _name(draft: Draft) -> _Name:
    """What two statements of the same points have in common: kind, name and score."""
    return draft.kind, draft.name, draft.value


def _forced(drafts: tuple[Draft, ...], family: Family, whole: Decimal) -> dict[int, Decimal]:
    scores = {child: drafts[child].value for child in family.children}
    if any(score is None or score < 0 for score in scores.values()):
        return {}
    least = {child: _whole(score) for child, score in scores.items() if score is not None}
    if family.whole and sum(least.values()) == whole:
        return least
    parent_score = drafts[family.parent].value
    if parent_score is None or parent_score > whole:
        return {}
    lost = whole - parent_score
    if lost >= _STEP:
        return {}
    return {
        child: candidate
        for child, score in scores.items()
        if score is not None and (candidate := _half(score)) - score <= lost
    }


def _at_most(draft: Draft, limit: Decimal) -> bool:
    value = draft.value
    return value is not None and 0 <= value <= limit


def _whole(score: Decimal) -> Decimal:
    return score.to_integral_value(rounding=ROUND_CEILING)


def _half(score: Decimal) -> Decimal:
    return (score / _STEP).to_integral_value(rounding=ROUND_CEILING) * _STEP


def _points(value: Decimal, draft: Draft, packs: Packs) -> Quantity:
    read = read_quantity(f"{value.normalize():f}分", packs, unit_hint="分")
    if read is None:
        raise ValueError(f"the number grammar does not read {value} 分")
    return replace(read, span=draft.span)
