"""What a rate of completion counts: 减少 146 艘，…；完成任务 120 艘的 122 %, where the goal stands inside its words."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.changing.bases import is_told_base
from extractor.recognition.prose.relations.cues import Cue, sentence_before

# 超出计划 6 公里，完成计划 180 公里的 103 %: the excess is not what was reached.
_EXCESS = regex.compile(r"超|多出?$|少$|差$", regex.VERSION1)
_LISTED = ("、", "和", "及")
# How many numbers before the goal may tell what was reached, where only the figures say which.
_NEAR = 4


def is_excess(cue: Cue) -> bool:
    """Whether a number is told as what exceeds, or misses, another one."""
    return _EXCESS.search(cue.mention.label) is not None


def reached_of(goal: Cue, before: Sequence[Cue], rate: Cue, cues: Sequence[Cue]) -> Cue | None:
    """What was reached of the goal right before a rate: the number before it, or a change that gives the rate.

    `before` are the amounts and counts of the sentence. 铺设 186 公里，超出计划 6 公里，完成计划 180 公里的 103 %: the
    result stands before goal and excess. 较上年末的 3,318 艘减少 146 艘，…；完成减船任务 120 艘的 121.67 %: no number
    that others are compared with was reached.
    """
    told = [cue for cue in before if cue is not goal and not is_excess(cue)]
    last = told[-1] if told and compatible(told[-1], goal) else None
    if last is not None and not is_told_base(last):
        # 分别为 15 件、21 件和 32 件，完成计划 60 件的 113 %: the last of a list is not what was reached.
        doubtful = last.mention.index != goal.mention.index - 1 or last.mention.lead[:1] in _LISTED
        if not doubtful or gives_rate(last, goal, rate):
            return last
    others = [
        cue
        for cue in sentence_before(cues, goal.mention.index)[-_NEAR:]
        if not cue.is_rate and compatible(cue, goal) and not is_told_base(cue) and gives_rate(cue, goal, rate)
    ]
    return others[-1] if len({cue.value for cue in others}) == 1 else None
