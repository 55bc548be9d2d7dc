"""Bases told right beside what they have become, by words of time: V，上一榨季为 B; 改造前为 B，改造后为 V."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.recognition.prose.relations.cues import Cue

# V，上一榨季为 B，增长 R%; V，改造前为 B，增长 R%.
_BE = r"(?:同期)?(?:平均|仅|只)?(?:为|是|有|达|约)*"
_EARLIER = regex.compile(
    r"[，,；;（(]?而?(?:上一?(?:[届轮期次批季月周]|[\p{Han}]{1,3}?[季年期])|上年度?|去年|原来?|此前|以前|过去"
    rf"|[\p{{Han}}]{{0,4}}(?<![目当提年日天月])前){_BE}",
    regex.VERSION1,
)
_LATER = regex.compile(r"[，,；;]?[\p{Han}]{0,4}(?<![今此以])后(?:平均)?(?:为|是|达到|达|增至|降至)*", regex.VERSION1)
_OF_BEFORE = regex.compile(r"[\p{Han}](?<![目当提年日天月])前[\p{Han}]{0,6}$", regex.VERSION1)
# 12 月 V，11 月为 B，环比增长 R%.
_TURN = regex.compile(r"(?P<month>1[0-2]|[1-9])月份?|(?P<quarter>[一二三四])季度", regex.VERSION1)
_IN_TURN = regex.compile(rf"[，,；;]?(?:(?:1[0-2]|[1-9])月份?|[一二三四]季度){_BE}", regex.VERSION1)
_TURN_TO_TURN = regex.compile(r"环比|[比较]上(?:月|季|个)", regex.VERSION1)
_LAST = 13


def beside(base: Cue, cues: Sequence[Cue]) -> list[Cue]:
    """The numbers right before and right behind a number."""
    position = base.mention.index
    return [*cues[max(0, position - 1) : position], *cues[position + 1 : position + 2]]


def become(base: Cue, neighbours: Sequence[Cue]) -> Cue | None:
    """The one of the numbers beside a base that the words of time show to be what it has become."""
    for current in neighbours:
        if current.place < base.place:
            in_turn = _IN_TURN.fullmatch(base.mention.lead) and _turn(base) < (_turn(current) or _LAST)
            if in_turn or _EARLIER.fullmatch(base.mention.lead):
                return current
            continue
        in_turn = _IN_TURN.fullmatch(current.mention.lead) and 0 < _turn(base) < _turn(current)
        if in_turn or (_OF_BEFORE.search(base.mention.lead) and _LATER.fullmatch(current.mention.lead)):
            return current
    return None


def is_turn_told(base: Cue, rate: Cue) -> bool:
    """Whether a base is told for no month or quarter, or its rate compares one with the one before (环比)."""
    return not _turn(base) or _TURN_TO_TURN.search(rate.mention.lead) is not None


def _turn(cue: Cue) -> int:
    """The month or quarter that a number is told for; 0 where none is."""
    match = _TURN.search(cue.mention.lead)
    if match is None:
        return 0
    return int(match["month"]) if match["month"] else "一二三四".index(match["quarter"]) + 1
