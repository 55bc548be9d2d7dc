"""Portions told by their rate first: 总保费 1,293 万元，中央补贴 47.5% 为 614 万元，省级补贴 32.5% 为 420 万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, Claim
from extractor.recognition.prose.relations.cues import LEVEL, SHARE, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import ratio

# What stands between a rate and the amount that it comes to.
_COMES_TO = regex.compile(
    r"(?:的(?:部分|资金|比例)?)?[，,（(]?(?:即|计|为|共|合计|金额为?|约为?|，|,){1,3}|[（(]", regex.VERSION1
)
# A rate that is told of something else than a portion.
_OTHER_RATE = regex.compile(
    r"(?:完成|执行|到位|合格|满意|覆盖|达标|增长|下降|利|税|费|承保|参保|结案|办结)率|增长|下降|提高|占", regex.VERSION1
)
_WHOLE = regex.compile(r"总|合计|共计|全部|预算|投资|资金|保费|经费|费用", regex.VERSION1)
# How many portions of one whole may be told in a row.
_ROW = 8


_NEEDED = (
    one_of(LEVEL),
    one_of(SHARE),
)


def find_portions(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """portion ÷ whole = rate, for portions that follow their whole one after the other."""
    if not cues.hold(_NEEDED):
        return
    whole: Cue | None = None
    since = 0
    for position, rate in enumerate(cues):
        amount = _amount(rate, cues)
        if amount is None:
            continue
        if whole is None or position - since > 2 or not _same_run(whole, rate):
            whole = _whole_before(cues, position, amount)
        if whole is None or not compatible(whole, amount):
            continue
        since = position
        fits = gives_rate(amount, whole, rate)
        if fits or _WHOLE.search(whole.mention.label):
            yield ratio(passage, amount, whole, rate, LIKELY if _WHOLE.search(whole.mention.label) else SUPPORTED)


def _amount(rate: Cue, cues: Sequence[Cue]) -> Cue | None:
    """The amount that a rate comes to; nothing where it is no portion."""
    if not rate.is_share or rate.is_change or _OTHER_RATE.search(rate.mention.label):
        return None
    following = cues[rate.mention.index + 1 : rate.mention.index + 2]
    if not following or not following[0].is_level or not following[0].is_money:
        return None
    amount = following[0]
    near = amount.mention.sentence == rate.mention.sentence
    return amount if near and _COMES_TO.fullmatch(amount.mention.lead) else None


def _whole_before(cues: Sequence[Cue], position: int, amount: Cue) -> Cue | None:
    """The number right before the first portion."""
    before = cues[position - 1] if position else None
    if before is None or not before.is_level or not compatible(before, amount):
        return None
    larger = (before.value or 0) > (amount.value or 0)
    return before if larger and cues[position].mention.sentence - before.mention.sentence <= 1 else None


def _same_run(whole: Cue, rate: Cue) -> bool:
    return rate.mention.index - whole.mention.index <= 2 * _ROW and rate.mention.sentence - whole.mention.sentence <= 1
