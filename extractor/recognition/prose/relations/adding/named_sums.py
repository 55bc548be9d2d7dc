"""Sums that name their parts again, or their whole: 满意与比较满意合计 306 户; A、B、C，三类支出之和与决算数一致."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.recognition.numbers.small import small_number
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.claims import SURE, Claim
from extractor.recognition.prose.relations.cues import CLOSES, LEVEL, THREE_AMOUNTS, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import summed
from extractor.recognition.prose.relations.names import core

_NEEDED = (
    one_of(LEVEL),
    one_of(CLOSES),
    one_of(words="、和与及"),
)
# How many numbers back the parts may stand.
_REACH = 12
_NAMES = regex.compile(
    r"(?:^|[，；：（])(?:其中)?(?P<names>[\p{Han}“”]{2,12}?(?:(?:、|和|与|及|以及)[\p{Han}“”]{2,12}?){1,5})"
    r"(?:[两二三四五六][项类者部个]?)?(?:人数|户数|金额|资金|支出)?(?:合计|共计|总计|相加)(?:为|达|是|有|约)*$",
    regex.VERSION1,
)
_JOINED = regex.compile(r"、|以及|和|与|及", regex.VERSION1)


def find_named_sums(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """The totals whose words say of which numbers before they are."""
    if not cues.hold(_NEEDED):
        return
    for whole in cues:
        if not whole.closes or not whole.is_level:
            continue
        match = _NAMES.search(whole.mention.lead)
        if match is None:
            continue
        parts = _called(_JOINED.split(match["names"]), whole, cues)
        if len(parts) > 1:
            yield summed(parts, whole, SURE, passage)


def _called(names: Sequence[str], whole: Cue, cues: Sequence[Cue]) -> list[Cue]:
    """One number for each name, told in this or the last sentence; empty where one is missing or doubtful."""
    before = [
        cue
        for cue in cues[max(0, whole.mention.index - _REACH) : whole.mention.index]
        if cue.is_level and compatible(cue, whole) and whole.mention.sentence - cue.mention.sentence <= 1
    ]
    found: list[Cue] = []
    for name in names:
        own = [cue for cue in before if core(cue.mention.label) == core(name)]
        if len({cue.value for cue in own}) != 1:
            return []
        found.append(own[-1])
    return found if len({cue.place for cue in found}) == len(found) else []


# 三类支出之和与决算数一致.
_SAID = regex.compile(
    r"[，；,;](?:以上|上述)?(?P<count>[两二三四五六])(?:类|项|部分|者|块|级|笔|批|方面)[\p{Han}]{0,8}?(?:之和|总和|相加|合计)(?:数|额)?(?:与|同|和|等于)"
    r"(?P<whole>[\p{Han}]{2,10}?)(?:数|额|总数|总额)?(?:一致|相符|相等|吻合|相同|相匹配)?[，；。,;]",
    regex.VERSION1,
)
_BEHIND = 40
_SAID_NEEDED = (
    one_of(THREE_AMOUNTS),
    one_of(words="和相合"),
    one_of(words="致符等吻同匹"),
)


def find_said_sums(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """A、B、C，三类支出之和与决算数一致: the parts right before, and the one amount of that name further back."""
    if not cues.hold(_SAID_NEEDED):
        return
    for last in cues:
        # The count of the parts may be a number of its own (两批).
        behind = passage.text[last.mention.end : last.mention.end + _BEHIND]
        match = _SAID.match(behind) if last.is_level else None
        if match is None:
            continue
        count = small_number(match["count"]) or 0
        before = [cue for cue in cues[: last.mention.index + 1] if cue.is_level and compatible(cue, last)]
        parts, earlier = before[-count:], before[:-count]
        name = core(match["whole"])
        wholes = [cue for cue in earlier[-_REACH:] if name in core(cue.mention.label)]
        together = len(parts) == count and all(cue.mention.sentence == last.mention.sentence for cue in parts)
        if together and len({cue.value for cue in wholes}) == 1:
            yield summed(parts, wholes[-1], SURE, passage)
