"""本指标 and bare 得分: which level of the indicator tree a score without a name speaks for.

Panyu's 本指标自评分 9.996 stands behind an indicator told at 99.6 %, but is the score of its block: 9 + 99.6 % of 1.
The level at which all numbers agree is kept, with the reason; where more than one fits, none is (CHECKS section 4).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

import regex

from extractor.model.claims import StatementKind
from extractor.model.intervals import Interval, format_decimal, total
from extractor.model.quantities import Dimension, Quantity
from extractor.packs import Packs
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.wording import clean_name, is_category

_BLOCK, _ITEM = 2, 3
# How many scores back an item of the same block may stand.
_NEAR = 40
# Points of single indicators on the forms in use.
_HALVES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 24, 30, 40)
_NICE = tuple(Decimal(halves) / 2 for halves in _HALVES)
_HUNDRED = Decimal(100)
# A heading that names a single indicator and no block.
_SINGLE = regex.compile(r"(?:率|(?<!持续)性)$", regex.VERSION1)


@dataclass(frozen=True, slots=True)
class _Choice:
    level: int | None
    reason: str


def resolve_levels(drafts: tuple[Draft, ...], packs: Packs) -> tuple[Draft, ...]:
    """Give every anonymous score its name, level and kind."""
    resolved: list[Draft] = []
    recent: deque[Draft] = deque(maxlen=_NEAR)
    for draft in drafts:
        if not draft.anonymous:
            resolved.append(draft)
            continue
        siblings = [other for other in recent if _same_block(other, draft)]
        choice = _chosen(draft, siblings)
        name = clean_name(draft.block if choice.level == _BLOCK else draft.item or draft.block, packs)
        resolved.append(
            replace(
                draft,
                name=name or "本指标",
                level=choice.level,
                level_reason=choice.reason,
                kind=_kind(draft, choice, name, packs),
            )
        )
        recent.append(resolved[-1])
    return tuple(resolved)


def _kind(draft: Draft, choice: _Choice, name: str, packs: Packs) -> StatementKind:
    told = choice.level == _BLOCK and (draft.items > 0 or draft.joint)
    block = told or (is_category(name, packs) and (choice.level == _BLOCK or name.endswith("指标") or not draft.block))
    return StatementKind.CATEGORY if block else StatementKind.INDICATOR


def _same_block(one: Draft, other: Draft) -> bool:
    return one.passage is other.passage or (bool(one.block) and one.block == other.block)


def _chosen(draft: Draft, siblings: list[Draft]) -> _Choice:
    items = [sibling for sibling in siblings if sibling.level == _ITEM]
    if draft.quantity is None or draft.quantity.value is None:
        return _Choice(None, "")
    if draft.items == 0 and items and (draft.joint or _adds_up(items, draft.quantity)):
        parts = "+".join(_shown(item.quantity) for item in items)
        fits = "" if _adds_up(items, draft.quantity) else "（相加不符）"
        return _Choice(_BLOCK, f"前面各项得分 {parts}，合计为“{draft.block}”得分{fits}")
    if draft.joint and not draft.block:
        return _Choice(None, "")
    if not draft.item:
        level = _ITEM if _SINGLE.search(draft.block) else _BLOCK
        return _Choice(level, f"本段未列下级指标，指“{draft.block}”") if draft.block else _Choice(None, "")
    if draft.items == 1 and not draft.joint:
        return _Choice(_ITEM, f"紧接在“{draft.item}”之后")
    return _among_levels(draft)


def _among_levels(draft: Draft) -> _Choice:
    """Several indicators were told and one score stands behind the last of them."""
    score = draft.quantity
    rate = _rate_before(draft)
    told = f"本段列有 {draft.items} 项指标，只有这一处得分"
    if score is None or score.value is None or rate is None or rate.value is None:
        return _Choice(_BLOCK, f"{told}，为“{draft.block}”得分")
    single = [points for points in _NICE if _product(rate, points).meets(score.interval)]
    whole = score.value.to_integral_value(rounding=ROUND_CEILING)
    lost = [points for points in _NICE if points < whole and _remainder(rate, points, whole).meets(score.interval)]
    shown = f"按 {rate.text} 计"
    if lost and not single:
        points = lost[0]
        rest = format_decimal(whole - points)
        return _Choice(
            _BLOCK,
            f"{told}；{shown}，任何单项分值都得不出 {score.number_text}，"
            f"而 {rest} + {format_decimal(points)}×{rate.text} = "
            f"{format_decimal((whole - points) + points * rate.value / _HUNDRED)}，为“{draft.block}”（{whole} 分）得分",
        )
    if single and not lost:
        return _Choice(
            _ITEM, f"{shown}，{format_decimal(single[0])} 分×{rate.text} = {score.number_text}，为“{draft.item}”得分"
        )
    if single and lost:
        return _Choice(None, f"{shown}，单项与整块都能得出 {score.number_text}，无法判定层级")
    return _Choice(_BLOCK, f"{told}，为“{draft.block}”得分")


def _rate_before(draft: Draft) -> Quantity | None:
    sentence = draft.passage.sentence_at(draft.start)
    rates = [
        mention.quantity
        for mention in draft.passage.in_sentence(sentence)
        if mention.start < draft.number_start and mention.dimension is Dimension.SHARE
    ]
    return rates[-1] if rates else None


def _product(rate: Quantity, points: Decimal) -> Interval:
    return rate.interval.scaled(points / _HUNDRED)


def _remainder(rate: Quantity, points: Decimal, whole: Decimal) -> Interval:
    return _product(rate, points) + Interval.point(whole - points)


def _adds_up(items: Iterable[Draft], score: Quantity) -> bool:
    return total(item.quantity.interval for item in items if item.quantity).meets(score.interval)


def _shown(quantity: Quantity | None) -> str:
    return quantity.number_text if quantity else "?"
