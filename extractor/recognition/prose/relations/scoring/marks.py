"""Rates of marks: 决策类得 18.6 分（满分 20 分），得分率 93%."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

import regex

from extractor.model.claims import Operand, RelationKind
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import SURE, Claim, cover
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.scores.drafts import Draft

_RATE = regex.compile(r"得分率(?:为|是|达到?|：|:)*$", regex.VERSION1)
# Between a score and its rate nothing else is told.
_APART = regex.compile(r"[，,、（）() 满分值权重为共0-9.分]*得?分?率?[为是达到：:]*", regex.VERSION1)


def find_marks(
    passages: Sequence[Passage], cues: Mapping[int, tuple[Cue, ...]], drafts: Sequence[Draft]
) -> Iterator[Claim]:
    """Score ÷ full marks = rate, for every 得分率 behind a score whose full marks are printed."""
    scores: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.quantity is not None:
            scores.setdefault(draft.passage.ordinal, []).append(draft)
    for passage in passages:
        own = sorted(scores.get(passage.ordinal, ()), key=lambda draft: draft.number_start)
        starts = [draft.number_start for draft in own]
        for rate in cues.get(passage.ordinal, ()) if own else ():
            if not rate.is_share or not _RATE.search(rate.mention.label):
                continue
            index = bisect_right(starts, rate.mention.start) - 1
            if index >= 0 and _tells(passage, own[index], rate):
                yield _claim(own[index], rate)


def _tells(passage: Passage, draft: Draft, rate: Cue) -> bool:
    """Whether the rate stands right behind the score, and the full marks are printed in the same paragraph."""
    if draft.points is None or not passage.span.contains(draft.points.span):
        return False
    between = passage.text[max(draft.number_start, min(draft.end, rate.mention.start)) : rate.mention.start]
    return _APART.fullmatch(between) is not None


def _claim(draft: Draft, rate: Cue) -> Claim:
    if draft.points is None:
        raise ValueError(f"{draft.name!r} has no full marks")
    operands = (draft.operand(), Operand(name=draft.name, quantity=draft.points))
    result = rate.mention.operand()
    return Claim(
        kind=RelationKind.RATIO,
        subject=f"{draft.name}得分率",
        operands=operands,
        result=result,
        certainty=SURE,
        span=cover((*operands, result)),
    )
