"""Rates beside rates: 由 62.1 % 提高到 63.5 %，提高 1.4 个百分点; 高于目标值 95 % 2.3 个百分点."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.model.quantities import Approximation
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.aiming.target_words import exactly, role_of, word_of_comparison
from extractor.recognition.prose.relations.changing.growth import base_and_current
from extractor.recognition.prose.relations.claims import SURE, Claim
from extractor.recognition.prose.relations.cue_words import Trend, without_marks
from extractor.recognition.prose.relations.cues import POINTS, SHARE, WINDOW, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import difference

_ALL = Decimal(100)
# 控制在 0.2% 以内 is a limit, no rate that something was.
_LIMITS = (Approximation.AT_LEAST, Approximation.AT_MOST)
_LONGEST = 24


_NEEDED = (
    one_of(SHARE),
    one_of(POINTS),
)


def find_rate_differences(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """rate - rate = N 个百分点, wherever both rates are told with the difference."""
    if not cues.hold(_NEEDED):
        return
    for position, points in enumerate(cues):
        if not points.is_points or len(points.mention.lead) > _LONGEST:
            continue
        rates = [
            cue
            for cue in cues[max(0, position - WINDOW) : position]
            if cue.is_share
            and not cue.is_change_rate
            and (cue.mention.quantity.approximation not in _LIMITS or _is_compared(cue))
            and cue.mention.sentence == points.mention.sentence
        ][-2:]
        if len(rates) != 2 or rates[1].mention.index < points.mention.index - 2:
            continue
        if any(cue.mention.part != points.mention.part for cue in rates) and not _goes_on(rates[1], points):
            continue
        if rates[0].is_change and not rates[1].is_change:
            # 增长 11.6 %，占比 86.7 %，提高 1.6 个百分点: how much an amount grew is no earlier share.
            continue
        base, current = _base_and_current(rates[0], rates[1], points, packs)
        if base is None or current is None or base.value == _ALL:
            # What is missing to 100 % is a complement.
            continue
        up = _goes_up(base, current, points)
        yield difference((current, base) if up else (base, current), exactly(points), SURE, passage)


def _is_compared(cue: Cue) -> bool:
    """低于 4.5% 的控制目标: what reads like a limit is what another rate is compared with."""
    return cue.mention.quantity.text.startswith(("低于", "高于", "超过", "大于", "小于"))


def _goes_on(base: Cue, points: Cue) -> bool:
    """满意率 86.5%，…；比目标 85% 高出 1.5 个百分点: what only compares goes on about the rate before."""
    return base.mention.part == points.mention.part and _COMPARES.match(base.mention.lead) is not None


_COMPARES = regex.compile(r"[；;](?:比|较|高于|低于|高出|超过|与)", regex.VERSION1)
_AGAINST = regex.compile(
    r"(?:高于|超过|超出|超|高出|优于|低于|(?<!占)比(?![例重率值])|较|与|同|距离?)[^，；。]{0,20}$", regex.VERSION1
)


def _base_and_current(first: Cue, second: Cue, points: Cue, packs: Packs) -> tuple[Cue | None, Cue | None]:
    base, current = base_and_current(first, second)
    if base is not None:
        return base, current
    if points.mention.index - second.mention.index != 1:
        return None, None
    if _AGAINST.search(second.mention.lead) or _is_compared(second):
        return second, first
    roles = (role_of(first, packs), role_of(second, packs))
    words = points.mention.lead + word_of_comparison(points.mention.quantity.text)
    if roles == ("target", "actual") and _against(words, first):
        return first, second
    if roles[1] == "target" and roles[0] != "target" and _against(words, second):
        return second, first
    # 优良率 91.2%，全省平均 89.0%，高于全省平均 2.2 个百分点: the base is named again.
    named = without_marks(second.mention.label)
    if len(named) > 1 and named in words and _AGAINST.search(words):
        return second, first
    return None, None


def _against(words: str, target: Cue) -> bool:
    """Whether the words of a difference compare with the target."""
    return _GOAL.search(words) is not None or _BARE.match(words) is not None


_GOAL = regex.compile(r"目标|计划|任务|指标值|预期", regex.VERSION1)
_BARE = regex.compile(r"[，,]?(?:高于|高出|超出|超过|超|低于|低|相差|差)(?:了)?$", regex.VERSION1)


_DOWN = regex.compile(r"低于|低|少|下降|降低|回落|减少|未达|不足", regex.VERSION1)
_UP = regex.compile(r"高于|高出|高|超|优于|多|提高|提升|上升|增长|增加", regex.VERSION1)


def _goes_up(base: Cue, current: Cue, points: Cue) -> bool:
    """Which way the difference was told; where the words do not say (相差), the larger rate comes first."""
    if points.trend is not Trend.NONE:
        return points.trend is Trend.UP
    compared = base.mention.quantity.text if _is_compared(base) else ""
    behind = base.mention.lead if base.mention.index > current.mention.index else ""
    words = f"{compared}{behind}{points.mention.lead}{word_of_comparison(points.mention.quantity.text)}"
    if _DOWN.search(words):
        return False
    if _UP.search(words):
        return True
    return (current.value or 0) >= (base.value or 0)
