"""What exceeds a goal, or misses it: 目标 A，实际 B，超过目标 C; B，比目标多 C（目标 A）.

The words name the goal again, and the number of that name stands beside what was reached. 超过目标 C may tell the goal
itself: then only figures that agree make the link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.aiming.target_words import TARGET, role_of
from extractor.recognition.prose.relations.claims import LIKELY, Claim
from extractor.recognition.prose.relations.cues import Cue, Cues, one_of, sentence_before
from extractor.recognition.prose.relations.making import difference
from extractor.recognition.prose.relations.slipping import one_slip_off

_NEEDED = (
    one_of(words="比较超低少"),
    one_of(words="标务划计求定诺期同"),
)
# How many numbers back the goal may stand; what was reached stands right before, or before its rate.
_REACH = 4
_EXCEEDS = regex.compile(
    r"^[，,；;（(](?:[\p{Han}]{0,4}?)(?:(?P<against>比|较)|超过?|超出|低于|少于)"
    r"(?:年初|年度|全年|预定|既定|原定?|省定|市定|设计|合同|承诺|规定)?(?:目标|任务|计划|设计|要求|规定|承诺|预期|合同)[数值量的]?"
    r"(?P<way>多|少|超过?|超出|高出?|低|短|缺)?[\p{Han}]{0,2}?[了出]?$",
    regex.VERSION1,
)
_GOAL = regex.compile(r"目标|任务|计划|设计|要求|规定|承诺|预期|合同|定[的为]", regex.VERSION1)


def find_excesses(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """reached − goal = excess, and goal − reached = what is missing."""
    if not cues.hold(_NEEDED):
        return
    for position, gap in enumerate(cues):
        named = _EXCEEDS.search(gap.mention.lead) if not gap.is_rate and gap.value else None
        if named is None or (named["against"] and not named["way"]):
            continue
        pair = _pair(position, cues, packs)
        if pair is None:
            continue
        reached, goal = pair
        larger, smaller = (reached, goal) if (reached.value or 0) > (goal.value or 0) else (goal, reached)
        if make_up((smaller, gap), larger) or (named["way"] and one_slip_off(larger, (smaller, gap))):
            yield difference((larger, smaller), gap, LIKELY, passage)


def _pair(position: int, cues: Sequence[Cue], packs: Packs) -> tuple[Cue, Cue] | None:
    """What was reached, right before the excess or its rate, and the one number beside it that is called a goal."""
    gap = cues[position]
    before = [cue for cue in sentence_before(cues, position)[-_REACH:] if cue.is_level and cue.like(gap) and cue.value]
    behind = [cue for cue in cues[position + 1 : position + 2] if cue.mention.depth > gap.mention.depth]
    if not before or position - before[-1].mention.index > 1 + cues[position - 1].is_share:
        return None
    reached = before[-1]
    goals = [cue for cue in (*before[:-1], *behind) if cue.like(gap) and cue.is_level and _is_goal(cue, packs)]
    return (reached, goals[0]) if len(goals) == 1 and not _is_goal(reached, packs) else None


def _is_goal(cue: Cue, packs: Packs) -> bool:
    return role_of(cue, packs) == TARGET or _GOAL.search(cue.mention.label) is not None
