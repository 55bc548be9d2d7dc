"""Sums that name their parts again: 非常满意 204 户、比较满意 102 户、…，（非常满意与比较满意合计 306 户）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import SURE, Claim
from extractor.recognition.prose.relations.cues import CLOSES, LEVEL, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import summed
from extractor.recognition.prose.relations.names import core
from extractor.recognition.prose.relations.parts import compatible

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
