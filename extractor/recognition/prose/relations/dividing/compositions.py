"""Parts with their shares (A x，占 a %；B y，占 b %) whose whole stands further up: the figures show which it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, pairwise

import regex

from extractor.model.claims import RelationKind
from extractor.model.intervals import Interval, total
from extractor.model.quantities import Approximation
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import make_up
from extractor.recognition.prose.relations.claims import SURE, Claim, cover, quotient
from extractor.recognition.prose.relations.cues import LEVEL, SHARE, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import ratio

_Pair = tuple[Cue, Cue]
_SHARE = regex.compile(r"[，,（(]?(?:约|大约)?占(?:比|总数|全部)?(?:的比重|的比例)?(?:为|约|达)?", regex.VERSION1)
# 占受理量的 78 %: the first share of a list may name its whole, for the others too.
_NAMED = regex.compile(r"[，,（(]?占(?!比)[^，。；占]{2,14}?(?:的|的比重|的比例)(?:为|约|达)?", regex.VERSION1)
_ALL = Interval.point(Decimal(100))
# How many numbers back the whole may stand.
_REACH = 30


_NEEDED = (
    one_of(LEVEL),
    one_of(SHARE),
)


def find_compositions(passage: Passage, cues: Cues, above: Sequence[Cue]) -> Iterator[Claim]:
    """The sums and shares of all such lists; `above` are the numbers of the paragraphs before."""
    if not cues.hold(_NEEDED):
        return
    for pairs in _lists(cues):
        first = pairs[0][0].mention.index
        candidates = chain(reversed(cues[max(0, first - _REACH) : first]), reversed(above[-_REACH:]))
        whole = next((cue for cue in candidates if _is_whole(cue, pairs)), None)
        if whole is None:
            continue
        result = whole.mention.operand()
        parts = tuple(part.mention.operand() for part, _ in pairs)
        if _complete(pairs) or _adds_up(pairs, whole):
            yield Claim(
                kind=RelationKind.SUM,
                subject=whole.mention.called,
                operands=parts,
                result=result,
                certainty=SURE,
                span=cover(parts),
            )
        for part, rate in pairs:
            claim = ratio(passage, part, part, rate, SURE)
            yield replace(claim, operands=(part.mention.operand(), result))


def _lists(cues: Sequence[Cue]) -> Iterator[list[_Pair]]:
    """Two pairs of part and bare share or more, side by side in one sentence."""
    pairs: list[_Pair] = []
    for part, rate in pairwise(cues):
        if not _is_pair(part, rate):
            continue
        if pairs and (not _goes_on(pairs[-1], part) or _NAMED.fullmatch(rate.mention.lead)):
            if len(pairs) > 1:
                yield pairs
            pairs = []
        pairs.append((part, rate))
    if len(pairs) > 1:
        yield pairs


def _is_pair(part: Cue, rate: Cue) -> bool:
    if not part.is_level or not rate.is_share or rate.is_change:
        return False
    if rate.mention.quantity.approximation is not Approximation.EXACT or part.value is None:
        return False
    bracketed = rate.mention.lead in {"（", "("} and rate.mention.trail[:1] in {"）", ")"}
    told = _SHARE.fullmatch(rate.mention.lead) or _NAMED.fullmatch(rate.mention.lead)
    return bracketed or told is not None


def _goes_on(last: _Pair, part: Cue) -> bool:
    part_before, rate_before = last
    adjacent = part.mention.index - rate_before.mention.index == 1
    return adjacent and part.mention.sentence == part_before.mention.sentence and compatible(part, part_before)


def _is_whole(cue: Cue, pairs: Sequence[_Pair]) -> bool:
    """Whether the list can only be of this number: its parts add up to it, or nearly all its shares are of it.

    A part of nothing is the share of any whole.
    """
    if not cue.is_level or not cue.value or not compatible(cue, pairs[0][0]):
        return False
    pairs = [(part, rate) for part, rate in pairs if part.value]
    fitting = sum(_gives(part, cue, rate) for part, rate in pairs)
    if fitting == len(pairs) or (fitting and _adds_up(pairs, cue)):
        return True
    return len(pairs) > 2 and fitting == len(pairs) - 1 and _complete(pairs)


def _gives(part: Cue, whole: Cue, rate: Cue) -> bool:
    return quotient(part.mention.quantity, whole.mention.quantity).meets(rate.mention.quantity.interval)


def _adds_up(pairs: Sequence[_Pair], whole: Cue) -> bool:
    return make_up((part for part, _ in pairs), whole)


def _complete(pairs: Sequence[_Pair]) -> bool:
    """Whether the shares make up 100 %."""
    return total(rate.mention.quantity.interval for _, rate in pairs).meets(_ALL)
